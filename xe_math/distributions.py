"""Distributions over K classes and how far apart they are: the source note's introduction.

The classes are the last axis, the axes before it broadcast, and every quantity is in nats. How
far one class is from another does not enter here: that is ``distances``.
"""

import numpy as np
from numpy.typing import ArrayLike

from xe_math import checks
from xe_math.arrays import FloatArray, read_only
from xe_math.losses import log_loss


def one_hot(index: ArrayLike, num_classes: int) -> FloatArray:
    """All probability on one class: how the truth about a single example is distributed.

    Parameters
    ----------
    index : int, or array_like of int, shape (...)
        The class, counted from 0, in [0, num_classes).
    num_classes : int
        K, at least 1.

    Returns
    -------
    FloatArray, shape (..., K)

    Raises
    ------
    ValueError
        ``index`` is not an integer in [0, K), or ``num_classes`` not an integer of at least 1.

    References
    ----------
    Source note, section 1.1.

    Examples
    --------
    >>> print(one_hot(2, 4))
    [0. 0. 1. 0.]
    """
    num_classes = checks.count("num_classes", num_classes, least=1)
    index = checks.class_index("index", index, num_classes)
    return read_only(np.arange(num_classes) == index[..., np.newaxis])


def entropy(p: ArrayLike) -> FloatArray:
    """Surprise to expect of p when p itself is predicted: ``Σ p ln(1/p)``.

    Parameters
    ----------
    p : array_like, shape (..., K)
        Each in [0, 1], summing to 1 over the last axis.

    Returns
    -------
    FloatArray, shape (...)
        In [0, ln K]; a class without probability adds nothing.

    Raises
    ------
    ValueError
        ``p`` is no distribution.

    References
    ----------
    Shannon, A Mathematical Theory of Communication, 1948.

    Examples
    --------
    >>> print(f"{entropy([0.1, 0.4, 0.3, 0.2]):.4f}")
    1.2799
    """
    p = checks.distribution("p", p)
    return read_only(_expected(p, log_loss(p)).sum(axis=-1))


def cross_entropy_terms(p: ArrayLike, q: ArrayLike) -> FloatArray:
    """Share of each class in the cross entropy: ``p ln(1/q)``.

    Parameters
    ----------
    p, q : array_like, shape (..., K)
        The truth and the prediction; each in [0, 1], summing to 1 over the last axis.

    Returns
    -------
    FloatArray, shape (..., K)
        0 where p is 0, whatever q is; ``inf`` where q is 0 and p is not.

    Raises
    ------
    ValueError
        ``p`` or ``q`` is no distribution, or they do not match in shape.

    References
    ----------
    Source note, introduction.

    Examples
    --------
    >>> print(cross_entropy_terms([0.1, 0.4, 0.3, 0.2], [0.3, 0.2, 0.2, 0.3]).round(4))
    [0.1204 0.6438 0.4828 0.2408]
    """
    p, q = _two_distributions(p, q)
    return read_only(_expected(p, log_loss(q)))


def cross_entropy(p: ArrayLike, q: ArrayLike) -> FloatArray:
    """Surprise to expect of p when q is predicted: ``H(p, q) = Σ p ln(1/q)``.

    It is no less than the entropy of p, equal to it when q is p, and not symmetric.

    Parameters
    ----------
    p, q : array_like, shape (..., K)
        The truth and the prediction; each in [0, 1], summing to 1 over the last axis.

    Returns
    -------
    FloatArray, shape (...)
        ``inf`` when q excludes a class that p does not.

    Raises
    ------
    ValueError
        ``p`` or ``q`` is no distribution, or they do not match in shape.

    References
    ----------
    Source note, introduction.

    Examples
    --------
    >>> print(f"{cross_entropy([0.1, 0.4, 0.3, 0.2], [0.3, 0.2, 0.2, 0.3]):.4f}")
    1.4878
    """
    return read_only(cross_entropy_terms(p, q).sum(axis=-1))


def kl_divergence(p: ArrayLike, q: ArrayLike) -> FloatArray:
    """Surprise that a better prediction would have spared: ``KL(p‖q) = H(p, q) - H(p)``.

    Summed class by class, as ``Σ (p ln(1/q) - p ln(1/p))``, so that it is exactly 0 when q is p.

    Parameters
    ----------
    p, q : array_like, shape (..., K)
        The truth and the prediction; each in [0, 1], summing to 1 over the last axis.

    Returns
    -------
    FloatArray, shape (...)
        At least 0; ``inf`` when q excludes a class that p does not.

    Raises
    ------
    ValueError
        ``p`` or ``q`` is no distribution, or they do not match in shape.

    References
    ----------
    Kullback and Leibler, On Information and Sufficiency, 1951.

    Examples
    --------
    >>> print(f"{kl_divergence([0.1, 0.4, 0.3, 0.2], [0.3, 0.2, 0.2, 0.3]):.4f}")
    0.2079
    """
    p, q = _two_distributions(p, q)
    spared = _expected(p, log_loss(q)) - _expected(p, log_loss(p))  # the second is finite
    # Gibbs: what is below 0 is so by rounding alone.
    return read_only(np.maximum(spared.sum(axis=-1), 0))


def _expected(p: FloatArray, surprise: FloatArray) -> FloatArray:
    """Products p · surprise, with 0 · inf = 0: what cannot happen cannot surprise."""
    shape = np.broadcast_shapes(p.shape, surprise.shape)
    return np.multiply(p, surprise, where=p > 0, out=np.zeros(shape))


def _two_distributions(p: ArrayLike, q: ArrayLike) -> tuple[FloatArray, FloatArray]:
    p, q = checks.distribution("p", p), checks.distribution("q", q)
    checks.same_classes(p=p, q=q)
    return p, q
