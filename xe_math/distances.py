"""What cross entropy ignores, how far a wrong class is from the true one: the note's last section.

The classes stand at positions on a line. The earth mover's (Wasserstein) distance sees them; so
does the note's own proposal, which is a field of forces and not the slope of any loss.
"""

import numpy as np
from numpy.typing import ArrayLike

from xe_math import checks
from xe_math.arrays import FloatArray, read_only
from xe_math.distributions import one_hot
from xe_math.softmax import softmax


def wasserstein_distance(
    p: ArrayLike, q: ArrayLike, positions: ArrayLike | None = None
) -> FloatArray:
    """Least work that carries one distribution into the other: probability times distance.

    On a line it is the area between the cumulative distributions, ``W₁ = ∫ |P(x) - Q(x)| dx``.

    Parameters
    ----------
    p, q : array_like, shape (..., K)
        Each in [0, 1], summing to 1 over the last axis.
    positions : array_like, shape (K,), optional
        Where each class stands: finite, in any order; classes may share a place. By default
        class k stands at k.

    Returns
    -------
    FloatArray, shape (...)
        In the unit of the positions.

    Raises
    ------
    ValueError
        ``p`` or ``q`` is no distribution, they do not match in shape, or ``positions`` are not
        K finite numbers.

    References
    ----------
    Source note, "Ignoring Distance Between Classes".

    Examples
    --------
    Of mass .8 in a wrong bin, next to the true one and then three bins away:

    >>> print(wasserstein_distance([[0.2, 0.8, 0, 0], [0.2, 0, 0, 0.8]], [1, 0, 0, 0]).round(1))
    [0.8 2.4]
    """
    p, q = checks.distribution("p", p), checks.distribution("q", q)
    checks.same_classes(p=p, q=q)
    x = _places(positions, p.shape[-1])
    order = x.argsort()
    carried = (p - q)[..., order].cumsum(axis=-1)  # across the gap to the right of each class
    return read_only((np.abs(carried[..., :-1]) * np.diff(x[order])).sum(axis=-1))


def wasserstein_logit_gradient(
    logits: ArrayLike, target: ArrayLike, positions: ArrayLike | None = None
) -> FloatArray:
    """Slope of the work by each logit: ``p_i (d_i - Σ p_j d_j)``, d being distances to the truth.

    With all truth on one class, that work is ``W₁ = Σ p_j d_j``. A class is pushed down when it
    is farther from the truth than the probability is on average, and the pushes sum to 0.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Finite; p is their softmax.
    target : int, or array_like of int, shape (...)
        The true class, in [0, K).
    positions : array_like, shape (K,), optional
        Where each class stands: finite, in any order; classes may share a place. By default
        class k stands at k.

    Returns
    -------
    FloatArray, shape (..., K)

    Raises
    ------
    ValueError
        A logit is not finite, ``target`` is not an integer in [0, K), the shapes do not match,
        or ``positions`` are not K finite numbers.

    References
    ----------
    Source note, "Ignoring Distance Between Classes".

    Examples
    --------
    >>> print(wasserstein_logit_gradient([2.5, -1, 3.2, 0.5], target=0).round(3))
    [-0.442 -0.004  0.378  0.068]
    """
    p, _, distance = _probabilities_truth_and_distance(logits, target, positions)
    work = (p * distance).sum(axis=-1, keepdims=True)
    return read_only(p * (distance - work))


def distance_weighted_gradient(
    logits: ArrayLike, target: ArrayLike, positions: ArrayLike | None = None
) -> FloatArray:
    """Note's proposal: a force ``p_i / distance`` on a wrong class, ``p_i - 1`` on the true one.

    They do not sum to 0, and no loss has them for its slope: how force i changes with logit j is
    not how force j changes with logit i.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Finite; p is their softmax.
    target : int, or array_like of int, shape (...)
        The true class, in [0, K).
    positions : array_like, shape (K,), optional
        Where each class stands: finite, in any order; no class where the true one is. By default
        class k stands at k.

    Returns
    -------
    FloatArray, shape (..., K)

    Raises
    ------
    ValueError
        A logit is not finite, ``target`` is not an integer in [0, K), the shapes do not match,
        ``positions`` are not K finite numbers, or another class stands where the true one does.

    References
    ----------
    Source note, "Ignoring Distance Between Classes".

    Examples
    --------
    >>> print(distance_weighted_gradient([2.5, -1, 3.2, 0.5], target=0).round(4))
    [-0.6855  0.0095  0.3167  0.0142]
    """
    p, truth, distance = _probabilities_truth_and_distance(logits, target, positions)
    coincides = np.argwhere((distance == 0) & (truth == 0))
    if coincides.size:
        raise ValueError(
            "positions must set every other class apart from the target's; "
            f"got class {coincides[0, -1]} where the target is"
        )
    with np.errstate(over="ignore"):  # inf is what float64 has for a force beyond 1.8e308
        return read_only(p / np.where(truth > 0, 1, distance) - truth)


def _places(positions: ArrayLike | None, num_classes: int) -> FloatArray:
    x = checks.per_class("positions", np.arange(num_classes) if positions is None else positions)
    if x.shape != (num_classes,):
        raise ValueError(
            f"positions must have one number a class, shape ({num_classes},); got shape {x.shape}"
        )
    with checks.no_overflow("positions must be a finite distance apart", positions):
        np.ptp(x)
    return x


def _probabilities_truth_and_distance(
    logits: ArrayLike, target: ArrayLike, positions: ArrayLike | None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    p = softmax(logits)
    num_classes = p.shape[-1]
    true_class = checks.class_index("target", target, num_classes)
    checks.per_row("target", true_class, "logits", p)
    x = _places(positions, num_classes)
    distance = np.abs(x - x[true_class][..., np.newaxis])
    return p, one_hot(true_class, num_classes), distance
