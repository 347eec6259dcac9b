"""From logits to probabilities: the source note's sections 1.1 and 2.

The classes are the last axis, and the axes before it broadcast: a track of logits, one row a
frame, becomes a track of probabilities in one call. Nothing here knows which class is true.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xe_math import checks
from xe_math.arrays import FloatArray, read_only
from xe_math.distributions import one_hot

_SMALL_MOVE = 30.0
"""Nats by which logits may move for their change to be a sum of shares that does not overflow."""


def softmax(logits: ArrayLike, temperature: ArrayLike = 1.0) -> FloatArray:
    """Positive shares of 1, in the ratios of the exponentials: ``a_i = e^(z_i/T) / Σ e^(z_j/T)``.

    Adding one number to all logits changes nothing, so the largest is taken off first; then no
    exponential can overflow.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        z, finite.
    temperature : array_like, scalar or shape (...)
        T, positive and finite. Below 1 it sharpens the shares, above 1 it levels them.

    Returns
    -------
    FloatArray, shape (..., K)
        Sums to 1 over the last axis.

    Raises
    ------
    ValueError
        A logit is not finite, a temperature is not positive and finite, or the shapes do not
        match.

    References
    ----------
    Source note, section 1.1.

    Examples
    --------
    >>> print(softmax([2.5, -1, 3.2, 0.5]).round(4))
    [0.3145 0.0095 0.6334 0.0426]
    >>> print(softmax([2.5, -1, 3.2, 0.5], temperature=[10, 0.25]).round(3))
    [[0.278 0.196 0.298 0.228]
     [0.057 0.    0.943 0.   ]]
    """
    exponentials = np.exp(_gaps_to_largest(logits, temperature))
    return read_only(exponentials / exponentials.sum(axis=-1, keepdims=True))


def log_softmax(logits: ArrayLike, temperature: ArrayLike = 1.0) -> FloatArray:
    """Logarithms of the softmax, finite where the softmax itself rounds to 0.

    ``ln a_i = z_i/T - ln Σ e^(z_j/T)``, again with the largest logit taken off first.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        z, finite.
    temperature : array_like, scalar or shape (...)
        T, positive and finite.

    Returns
    -------
    FloatArray, shape (..., K)
        In nats, at most 0.

    Raises
    ------
    ValueError
        A logit is not finite, a temperature is not positive and finite, or the shapes do not
        match.

    References
    ----------
    Source note, section 1.1 ("take the log of it").

    Examples
    --------
    >>> print(log_softmax([0, -1000]))
    [    0. -1000.]
    """
    gaps = _gaps_to_largest(logits, temperature)
    others = np.exp(gaps)
    # The largest adds exactly 1 to the sum. Left to log1p, a sum of others too small to change
    # that 1 still counts: a loss of 1e-40 is not rounded to 0.
    np.put_along_axis(others, gaps.argmax(axis=-1, keepdims=True), 0, axis=-1)
    return read_only(gaps - np.log1p(others.sum(axis=-1, keepdims=True)))


def log_sum_exp(logits: ArrayLike) -> FloatArray:
    """Logarithm of what the softmax divides by: ``ln Σ e^z_j``, again without any overflow.

    It is above the largest logit by at most ln K, and the loss is how far above the true one.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        z, finite.

    Returns
    -------
    FloatArray, shape (...)

    Raises
    ------
    ValueError
        A logit is not finite.

    References
    ----------
    Source note, section 1.1 (the sum below the line).

    Examples
    --------
    >>> print(f"{log_sum_exp([2.5, -1, 3.2, 0.5]):.4f}")
    3.6567
    """
    z = checks.per_class("logits", logits)
    # The share of the largest is never small, so its logarithm has all digits.
    return read_only(z.max(axis=-1) - log_softmax(z).max(axis=-1))


def log_sum_exp_change(logits: ArrayLike, delta: ArrayLike) -> FloatArray:
    """How far ``log_sum_exp`` goes when the logits move by ``delta``, with all its digits.

    It is ``ln Σ a_j e^(d_j)``, a being the softmax: each logit takes it along by what it holds.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        z, finite.
    delta : array_like, shape (..., K)
        By how much each of them moves, finite.

    Returns
    -------
    FloatArray, shape (...)
        Below 0 if it falls.

    Raises
    ------
    ValueError
        A logit or ``delta`` is not finite, or the shapes do not match.

    References
    ----------
    Source note, section 1.1 (the sum below the line).

    Examples
    --------
    >>> print(f"{log_sum_exp_change([2.5, -1, 3.2, 0.5], [1.5, 0, 0, 0]):.4f}")
    0.7396

    A change that is far below the digits of the logarithm itself:

    >>> print(f"{log_sum_exp_change([0, 60], [1, 0]):.4g}")
    1.505e-26
    """
    z, d = checks.per_class("logits", logits), checks.per_class("delta", delta)
    checks.same_classes(logits=z, delta=d)
    with checks.no_overflow("delta must keep the logits finite", delta):
        difference = log_sum_exp(z + d) - log_sum_exp(z)
    small = np.where(np.abs(d) <= _SMALL_MOVE, d, 0.0)
    growth = (softmax(z) * np.expm1(small)).sum(axis=-1)
    # A large change is a difference without cancellation.
    exact = (np.abs(d).max(axis=-1) <= _SMALL_MOVE) & (np.abs(growth) < 0.5)
    return read_only(np.where(exact, np.log1p(np.where(exact, growth, 0.0)), difference))


def hardmax(logits: ArrayLike) -> FloatArray:
    """All probability on the largest logit: what softmax becomes as the temperature falls to 0.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Finite.

    Returns
    -------
    FloatArray, shape (..., K)
        Logits that tie for the largest share the probability equally.

    Raises
    ------
    ValueError
        A logit is not finite.

    References
    ----------
    Source note, section 2 ("similar to how a max function ...").

    Examples
    --------
    >>> print(hardmax([2.5, -1, 3.2, 3.2]))
    [0.  0.  0.5 0.5]
    """
    z = checks.per_class("logits", logits)
    largest = z == z.max(axis=-1, keepdims=True)
    return read_only(largest / largest.sum(axis=-1, keepdims=True))


def softmax_jacobian(logits: ArrayLike) -> FloatArray:
    """How every probability answers to every logit: ``∂a_i/∂z_j = a_i ((i == j) - a_j)``.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        z, finite.

    Returns
    -------
    FloatArray, shape (..., K, K)
        Row i belongs to probability i, column j to logit j. Symmetric; each row sums to 0.

    Raises
    ------
    ValueError
        A logit is not finite.

    References
    ----------
    Eli Bendersky, The Softmax function and its derivative, 2016; cited by the source note.

    Examples
    --------
    >>> print(softmax_jacobian([2.5, -1, 3.2, 0.5])[0].round(4))
    [ 0.2156 -0.003  -0.1992 -0.0134]
    """
    a = softmax(logits)
    same = np.eye(a.shape[-1])
    return read_only(a[..., :, np.newaxis] * (same - a[..., np.newaxis, :]))


@dataclass(frozen=True, slots=True, eq=False)  # eq=False: == of arrays is ambiguous
class NudgeResponse:
    """Probabilities before and after one logit moves; all of one shape (..., K), read-only.

    Attributes
    ----------
    before, after
        The probabilities.
    change
        ``after - before``, with all its digits: the difference of two floats that nearly agree
        has few true ones, and two changes could not be compared by it.
    """

    before: FloatArray
    after: FloatArray
    change: FloatArray


def nudge_logit(logits: ArrayLike, index: ArrayLike, delta: ArrayLike) -> NudgeResponse:
    """Every probability answers when a single logit moves.

    To first order ``da_j = a_j ((j == i) - a_i) dz_i``: row i of the softmax Jacobian.

    Parameters
    ----------
    logits : array_like, shape (..., K)
        Finite. The note's z_1 is ``logits[..., 0]``.
    index : int, or array_like of int, shape (...)
        Which logit moves, in [0, K).
    delta : array_like, scalar or shape (...)
        By how much, finite. With a row of F deltas, logits of shape (K,) move to F states at
        once, and ``after`` has shape (F, K).

    Returns
    -------
    NudgeResponse

    Raises
    ------
    ValueError
        A logit or ``delta`` is not finite, ``index`` is not an integer in [0, K), the shapes do
        not match, or a moved logit leaves float64's range.

    References
    ----------
    Source note, section 2 ("an increase of 0.4 to z_1").

    Examples
    --------
    >>> response = nudge_logit([2.5, -1, 3.2, 0.5], index=0, delta=0.4)
    >>> print(f"{response.before[0]:.4f} -> {response.after[0]:.4f}")
    0.3145 -> 0.4064

    The four nudges of the note, each of which raises the first probability:

    >>> nudges = nudge_logit([2.5, -1, 3.2, 0.5], [0, 1, 2, 3], [0.4, -0.4, -0.4, -0.4])
    >>> print(nudges.after[:, 0].round(4))
    [0.4064 0.3155 0.3976 0.319 ]

    A change that is far below the digits of the probability itself:

    >>> print(nudge_logit([0, 40], index=0, delta=-1e-9).change)
    [-4.24835425e-27  4.24835425e-27]
    """
    z = checks.per_class("logits", logits)
    moved = checks.class_index("index", index, z.shape[-1])
    checks.per_row("index", moved, "logits", z)
    dz = checks.real("delta", delta)
    checks.per_row("delta", dz, "logits", z)
    checks.broadcast(index=moved, delta=dz)
    with checks.no_overflow("delta must keep the logits finite", delta):
        after = z + dz[..., np.newaxis] * one_hot(moved, z.shape[-1])
    before = softmax(np.broadcast_to(z, after.shape))
    nudged = softmax(after)
    return NudgeResponse(
        before=before,
        after=nudged,
        change=read_only(_change(before, nudged, one_hot(moved, z.shape[-1]), dz)),
    )


def _change(
    before: FloatArray, after: FloatArray, moved: FloatArray, delta: FloatArray
) -> FloatArray:
    """``after - before`` without the cancellation, where ``moved`` is 1 for the moved logit.

    With a = a_i and r the sum of the others, another a_j changes by
    ``-a a_j (e^d - 1) / (r + a e^d)``, and the moved one by what they lose: products and
    quotients alone. A positive d takes ``e^-d`` off above and below, so that nothing overflows.
    """
    a = (before * moved).sum(axis=-1, keepdims=True)
    others = before * (1 - moved)
    r = others.sum(axis=-1, keepdims=True)
    d = np.broadcast_to(delta[..., np.newaxis], a.shape)
    shrunk = np.exp(-np.abs(d))
    whole = np.where(d > 0, r * shrunk + a, r + a * shrunk)
    pace = -np.sign(d) * np.expm1(-np.abs(d))
    # Of the two factors the whole is at least as large as one: that quotient cannot overflow.
    part, other = np.where(d > 0, a, others), np.where(d > 0, others, a)
    share = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    # A large change is a difference without cancellation, even where a or r is rounded to 0.
    difference = after - before
    large = np.abs(difference) > 0.1 * np.maximum(before, after)
    shared = np.where(large, difference, -pace * share * other) * (1 - moved)
    taken = np.where(large, difference, -shared.sum(axis=-1, keepdims=True)) * moved
    change: FloatArray = shared + taken
    return change


def _gaps_to_largest(logits: ArrayLike, temperature: ArrayLike) -> FloatArray:
    """How far each logit is below the largest of its row, in units of the temperature: <= 0."""
    z = checks.per_class("logits", logits)
    t = checks.positive("temperature", temperature)
    checks.per_row("temperature", t, "logits", z)
    # Taking the largest off before dividing keeps its own gap 0. A gap beyond float64's range
    # becomes -inf, whose exponential is 0, just as that of -1000 is.
    with np.errstate(over="ignore"):
        gaps: FloatArray = (z - z.max(axis=-1, keepdims=True)) / t[..., np.newaxis]
    return gaps
