"""The loss of a classifier and its two gradients: the source note's section 1.

The truth is one class, so the loss is the surprise at that class alone. By the probabilities its
gradient is 0 for every other class; by the logits it is not.
"""

import numpy as np
from numpy.typing import ArrayLike

from xe_math import checks
from xe_math.arrays import FloatArray, read_only
from xe_math.distributions import one_hot
from xe_math.losses import log_loss_gradient
from xe_math.softmax import log_softmax, softmax


def softmax_cross_entropy(logits: ArrayLike, target: ArrayLike) -> FloatArray:
    """Surprise at the true class t, ``-ln softmax(z)_t``: the loss of the source note.

    It goes through the logarithm of the softmax, so that a probability too small for float64
    still has a finite loss.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        z, finite.
    target : int, or array_like of int, shape (...)
        t, the true class, in [0, K).

    Returns
    -------
    FloatArray, shape (...)
        In nats.

    Raises
    ------
    ValueError
        A logit is not finite, ``target`` is not an integer in [0, K), or the shapes do not match.

    References
    ----------
    Source note, section 1.1.

    Examples
    --------
    >>> print(f"{softmax_cross_entropy([2.5, -1, 3.2, 0.5], target=0):.4f}")
    1.1567
    """
    z, truth = _logits_and_truth(logits, target)
    # Where picks and adds zeros; a product would make NaN of 0 times a logarithm of -inf.
    picked = np.where(truth > 0, log_softmax(z), 0).sum(axis=-1)
    return read_only(0.0 - picked)  # not -picked: certainty costs 0, which should not print as -0


def probability_gradient(probabilities: ArrayLike, target: ArrayLike) -> FloatArray:
    """Slope of the loss by each probability: ``-1/q`` for the true class, 0 for the others.

    Parameters
    ----------
    probabilities : array_like, shape (..., K)
        q; each in [0, 1], summing to 1 over the last axis.
    target : int, or array_like of int, shape (...)
        The true class, in [0, K).

    Returns
    -------
    FloatArray, shape (..., K)
        ``-inf`` where the true class has no probability.

    Raises
    ------
    ValueError
        ``probabilities`` is no distribution, ``target`` is not an integer in [0, K), or the
        shapes do not match.

    References
    ----------
    Source note, section 1.2 ("This *kills* any gradient information present").

    Examples
    --------
    >>> print(probability_gradient([0.25, 0.25, 0.5], target=0))
    [-4.  0.  0.]
    """
    q = checks.distribution("probabilities", probabilities)
    true_class = checks.class_index("target", target, q.shape[-1])
    checks.per_row("target", true_class, "probabilities", q)
    return read_only(np.where(one_hot(true_class, q.shape[-1]) > 0, log_loss_gradient(q), 0))


def logit_gradient(logits: ArrayLike, target: ArrayLike) -> FloatArray:
    """Slope of the loss by each logit: ``p_i`` for a wrong class, ``p_i - 1`` for the true one.

    It sums to 0 over the classes: the true class is pulled up just as hard as the others,
    together, are pulled down.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Finite; p is their softmax.
    target : int, or array_like of int, shape (...)
        The true class, in [0, K).

    Returns
    -------
    FloatArray, shape (..., K)

    Raises
    ------
    ValueError
        A logit is not finite, ``target`` is not an integer in [0, K), or the shapes do not match.

    References
    ----------
    Source note, section 1.2.

    Examples
    --------
    >>> print(logit_gradient([2.5, -1, 3.2, 0.5], target=0).round(4))
    [-0.6855  0.0095  0.6334  0.0426]
    """
    z, truth = _logits_and_truth(logits, target)
    return read_only(softmax(z) - truth)


def _logits_and_truth(logits: ArrayLike, target: ArrayLike) -> tuple[FloatArray, FloatArray]:
    z = checks.per_class("logits", logits)
    true_class = checks.class_index("target", target, z.shape[-1])
    checks.per_row("target", true_class, "logits", z)
    return z, one_hot(true_class, z.shape[-1])
