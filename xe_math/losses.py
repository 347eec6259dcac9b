"""Two losses of one prediction, and their slopes: the source note's section 2.

They act number by number on arrays of any shape. ``distributions`` builds cross entropy on the
logarithmic one.
"""

import numpy as np
from numpy.typing import ArrayLike

from xe_math import checks
from xe_math.arrays import FloatArray, read_only


def quadratic_loss(prediction: ArrayLike, target: ArrayLike) -> FloatArray:
    """Squared error ``(y - ŷ)²``, without the ½ that some texts put in front.

    Parameters
    ----------
    prediction : array_like, shape (...)
        ŷ, finite.
    target : array_like, shape (...)
        y, finite: a number to reach, not a class.

    Returns
    -------
    FloatArray, shape (...)
        ``inf`` where the square leaves float64's range.

    Raises
    ------
    ValueError
        A number is not finite, an array is empty, or the shapes do not broadcast.

    References
    ----------
    Source note, section 2.

    Examples
    --------
    >>> print(f"{quadratic_loss(0.98, 1):.4f}")
    0.0004
    """
    y_hat, y = _prediction_and_target(prediction, target)
    with np.errstate(over="ignore"):  # inf is what float64 has for a square beyond 1.8e308
        return read_only((y - y_hat) ** 2)


def quadratic_loss_gradient(prediction: ArrayLike, target: ArrayLike) -> FloatArray:
    """Slope of the squared error by the prediction, ``2(ŷ - y)``: a straight line.

    Parameters
    ----------
    prediction, target : array_like, shape (...)
        ŷ and y, finite.

    Returns
    -------
    FloatArray, shape (...)

    Raises
    ------
    ValueError
        A number is not finite, an array is empty, or the shapes do not broadcast.

    References
    ----------
    Source note, section 2: from .01 to .02 it changes as much as from .98 to .99.

    Examples
    --------
    >>> print(quadratic_loss_gradient([0.01, 0.02, 0.98, 0.99], 1).round(2))
    [-1.98 -1.96 -0.04 -0.02]
    """
    y_hat, y = _prediction_and_target(prediction, target)
    with np.errstate(over="ignore"):  # as in quadratic_loss
        return read_only(2 * (y_hat - y))


def log_loss(q: ArrayLike) -> FloatArray:
    """Surprise ``-ln q`` at an event of probability q, in nats; ``inf`` at 0.

    It is the whole cross entropy when the truth is certain, q being the probability that was
    given to the true class.

    Parameters
    ----------
    q : array_like, shape (...)
        In [0, 1]; not a distribution, so no sum is asked for.

    Returns
    -------
    FloatArray, shape (...)

    Raises
    ------
    ValueError
        A probability is not in [0, 1], or ``q`` is empty.

    References
    ----------
    Source note, sections 1.1 and 2.

    Examples
    --------
    >>> print(log_loss([1, 0.5, 0.01, 0]).round(4))
    [0.     0.6931 4.6052    inf]
    """
    q = checks.probabilities("q", q)
    log_q = np.log(q, where=q > 0, out=np.full(q.shape, -np.inf))
    return read_only(0.0 - log_q)  # not -log_q: certainty costs 0, which should not print as -0


def log_loss_gradient(q: ArrayLike) -> FloatArray:
    """Slope of the surprise, ``-1/q``: steep where the prediction is wrong; ``-inf`` at 0.

    Parameters
    ----------
    q : array_like, shape (...)
        In [0, 1].

    Returns
    -------
    FloatArray, shape (...)

    Raises
    ------
    ValueError
        A probability is not in [0, 1], or ``q`` is empty.

    References
    ----------
    Source note, section 2.

    Examples
    --------
    >>> print(log_loss_gradient([0.01, 0.02, 0.98, 0.99]).round(4))
    [-100.      -50.       -1.0204   -1.0101]
    """
    q = checks.probabilities("q", q)
    # -inf is the limit at 0, and float64's answer for a q below 5.6e-309.
    with np.errstate(divide="ignore", over="ignore"):
        return read_only(-1 / q)


def _prediction_and_target(
    prediction: ArrayLike, target: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    y_hat, y = checks.real("prediction", prediction), checks.real("target", target)
    checks.broadcast(prediction=y_hat, target=y)
    return y_hat, y
