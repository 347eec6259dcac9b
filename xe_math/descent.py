"""Gradient descent on the logits themselves, as if each were a weight: the note's section 1.2.

A network moves its weights and the logits follow; here nothing stands between, so what is left
is the pull of the loss.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xe_math import checks
from xe_math.arrays import FloatArray, read_only
from xe_math.classification import logit_gradient, softmax_cross_entropy
from xe_math.softmax import softmax


@dataclass(frozen=True, slots=True, eq=False)  # eq=False: == of arrays is ambiguous
class Descent:
    """Each step of a descent, the start first: row k is the state after k steps. Read-only.

    ``logits``, ``probabilities`` and ``gradient`` have shape (steps + 1, ..., K), ``loss`` has
    shape (steps + 1, ...). The gradient of row k is the one that leads to row k + 1.
    """

    logits: FloatArray
    probabilities: FloatArray
    loss: FloatArray
    gradient: FloatArray


def descend_logits(
    logits: ArrayLike, target: ArrayLike, learning_rate: float, steps: int
) -> Descent:
    """Descent of the cross entropy: ``z ← z - η (softmax(z) - one_hot(t))``, again and again.

    The pull fades as the true class gains probability, so the steps become shorter.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        z at the start, finite.
    target : int, or array_like of int, shape (...)
        t, the true class, in [0, K).
    learning_rate : float
        η, positive and finite.
    steps : int
        At least 0.

    Returns
    -------
    Descent

    Raises
    ------
    ValueError
        A logit is not finite, ``target`` is not an integer in [0, K), the shapes do not match,
        ``learning_rate`` is not positive and finite, ``steps`` is not an integer of at least 0,
        or the logits leave float64's range.

    References
    ----------
    Source note, section 1.2 ("an update is performed that gives in to the tug").

    Examples
    --------
    >>> descent = descend_logits([2.5, -1, 3.2, 0.5], target=0, learning_rate=0.5, steps=20)
    >>> print(descent.loss[[0, 1, 2, 5, 10, 20]].round(3))
    [1.157 0.769 0.538 0.257 0.131 0.066]
    """
    start = checks.per_class("logits", logits)
    true_class = checks.class_index("target", target, start.shape[-1])
    leading = checks.per_row("target", true_class, "logits", start)
    rate = checks.positive_number("learning_rate", learning_rate)
    steps = checks.count("steps", steps, least=0)

    z = np.empty((steps + 1, *leading, start.shape[-1]))
    z[0] = start
    with checks.no_overflow("learning_rate must keep the logits finite", learning_rate):
        for k in range(steps):
            z[k + 1] = z[k] - rate * logit_gradient(z[k], true_class)
    return Descent(
        logits=read_only(z),
        probabilities=softmax(z),
        loss=softmax_cross_entropy(z, true_class),
        gradient=logit_gradient(z, true_class),
    )
