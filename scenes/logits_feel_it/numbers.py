"""What ``LogitsFeelIt`` draws: how the loss comes to every logit, through the true class's q."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.digits import Form, apart, decimals_of, decimals_that_add, write
from stage.numbers import FloatArray, Numbers, ease, never_certain, ranked
from stage.parameters import (
    OneTrueClass,
    Positive,
    class_names,
)
from xe_math import (
    log_sum_exp,
    logit_gradient,
    probability_gradient,
    softmax,
    softmax_cross_entropy,
)

PUSH, BACK = 3.0, 1.1
"""Seconds in which a logit is pushed, and in which it goes back."""

NUDGE, NUDGED, SETTLED, SWAYED = 0.1, 1.0, 1.2, 1.8
"""How far a logit is nudged, and the seconds in which it goes there, back, and there and back."""

SWAY = 0.8
"""How far all logits are moved together."""

SWELL = 2.5
"""Seconds in which what comes from the loss goes along the strands."""

FEW = 4
"""Classes of which all numbers are told; of more those of the true and the pushed one."""

LEAST_RANGE = 1.0
"""Of the logits, that is drawn: what differs by less is seen to differ by little."""

MOST_WHOLE, LEAST_WHOLE = 1e4, 1e-2
"""Sums of e to the logits that are told: larger ones, and smaller ones, have too many digits."""

LARGEST = 300.0
"""Logarithm of the largest sum that a table holds."""

GRID = 1001
"""Places on a way at which probabilities are computed to find its pace."""


class LogitsFeelItParameters(OneTrueClass):
    """The logits, the true class, how far a wrong logit is pushed, and names."""

    step: Positive = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class LogitsFeelItNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; classes are counted from 0.

    Attributes
    ----------
    names, logits, target
        Of the classes; the network's last layer; the true class.
    order
        The classes as they lie side by side: the true one first.
    told
        The classes of which all numbers are told.
    lowest, highest
        Between which values logits are drawn.
    q, loss
        softmax of the logits, of which none is 0 or 1; and the loss, in nats.
    pushed
        The likeliest wrong class, whose logit is pushed up.
    push_logits, push_q, back_logits, back_q
        While it is pushed, and goes back; tracks, (frames, K).
    push_loss, back_loss
        The loss meanwhile; tracks, (frames,).
    nudge_logits, nudge_q, nudge_loss, settle_logits, settle_q, settle_loss
        While it is nudged a little, and goes back; tracks likewise.
    sway_logits, sway_q, sway_loss
        While all logits are moved alike, there and back; tracks likewise.
    whole, push_whole, back_whole, nudge_whole, settle_whole
        What softmax divides by, the sum of e to the logits; tracks of it, (frames,). In shares of
        the first one if that is not told.
    sums
        Whether it is told.
    nudge, added, taken
        How far that is, what it adds to the sum, and what it takes from the true class's
        probability.
    rate
        Slope of the loss by the true class's probability: -1/q.
    slopes
        How much that probability moves for each logit, in size: q (1 - q) of the true class for
        its own, and that q times their own for the others.
    gradient, pulls
        Slope of the loss by each logit, and its size: ``rate`` times ``slopes``.
    swell
        How far what comes from the loss has come along the strands, from 0 to 1; a track,
        (frames,).
    logit_form, q_form, loss_form, whole_form, rate_form, slope_form, gradient_form
        How these are told.
    multiplies
        Whether the slope of the pushed class, times the rate, is what its logit feels, as they are
        told.
    adds
        Whether the slopes of the wrong classes, as they are told, add up to that of the true one.
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    order: tuple[int, ...]
    told: tuple[int, ...]
    lowest: float
    highest: float
    q: FloatArray
    loss: float
    pushed: int
    push_logits: FloatArray
    push_q: FloatArray
    push_loss: FloatArray
    back_logits: FloatArray
    back_q: FloatArray
    back_loss: FloatArray
    nudge_logits: FloatArray
    nudge_q: FloatArray
    nudge_loss: FloatArray
    settle_logits: FloatArray
    settle_q: FloatArray
    settle_loss: FloatArray
    sway_logits: FloatArray
    sway_q: FloatArray
    sway_loss: FloatArray
    whole: float
    push_whole: FloatArray
    back_whole: FloatArray
    nudge_whole: FloatArray
    settle_whole: FloatArray
    sums: bool
    nudge: float
    added: float
    taken: float
    rate: float
    slopes: FloatArray
    gradient: FloatArray
    pulls: FloatArray
    swell: FloatArray
    logit_form: Form
    q_form: Form
    loss_form: Form
    whole_form: Form
    rate_form: Form
    slope_form: Form
    gradient_form: Form
    adds: bool
    multiplies: bool

    @classmethod
    def compute(cls, parameters: LogitsFeelItParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        count = len(logits)
        others = [k for k in range(count) if k != target]
        q = never_certain(softmax(logits))
        pushed = next(k for k in ranked(q) if k != target)
        raised = np.where(np.arange(count) == pushed, logits + parameters.step, logits)
        push = _way(logits, raised, target, ease(PUSH, fps))
        back = _way(raised, logits, target, ease(BACK, fps))
        every = np.arange(count)
        nudge, settle = (
            logits + NUDGE * share[:, None] * (every == pushed)
            for share in (ease(NUDGED, fps), 1 - ease(SETTLED, fps))
        )
        there = ease(SWAYED / 2, fps)
        share = np.concatenate((there, there[-2::-1]))
        sway = logits + SWAY * share[:, None]
        with np.errstate(over="ignore"):
            rate = float(probability_gradient(q, target)[target])
        gradient = np.array(logit_gradient(logits, target))
        pulls = never_certain(np.abs(gradient))
        gradient = np.where(np.arange(count) == target, -pulls, pulls)
        slopes = pulls / -rate
        adds = decimals_that_add(pulls[others], pulls[target], kind="p", least=3)
        decimals = adds if count <= FEW else None
        forms = "+.3g" if -rate >= 1e4 else "+.2f", f".{decimals or 3}p", f".{decimals or 3}p"
        drawn = np.stack((logits, raised))
        ways = {"push": push, "back": back, "nudge": nudge, "settle": settle}
        first, most = (float(log_sum_exp(z)) for z in (logits, raised))
        sums = np.log(LEAST_WHOLE) < first and most < np.log(MOST_WHOLE)
        wholes = {way: _whole(z, 0.0 if sums else first) for way, z in ways.items()}
        push_loss = np.array(softmax_cross_entropy(push, target))
        ends = float(drawn.min()), float(max(drawn.max(), logits.max() + SWAY))
        spare = max(0.0, LEAST_RANGE - (ends[1] - ends[0]), 1e-6 * float(np.abs(drawn).max()))
        return cls(
            names=class_names(parameters.labels, count),
            logits=logits,
            target=target,
            order=(target, *others),
            told=tuple(range(count)) if count <= FEW else tuple(sorted({target, pushed})),
            lowest=ends[0] - spare / 2,
            highest=ends[1] + spare / 2,
            q=q,
            loss=float(softmax_cross_entropy(logits, target)),
            pushed=pushed,
            push_logits=push,
            push_q=never_certain(softmax(push)),
            push_loss=push_loss,
            back_logits=back,
            back_q=never_certain(softmax(back)),
            back_loss=np.array(softmax_cross_entropy(back, target)),
            nudge_logits=nudge,
            nudge_q=never_certain(softmax(nudge)),
            nudge_loss=np.array(softmax_cross_entropy(nudge, target)),
            settle_logits=settle,
            settle_q=never_certain(softmax(settle)),
            settle_loss=np.array(softmax_cross_entropy(settle, target)),
            sway_logits=sway,
            sway_q=never_certain(softmax(sway)),
            sway_loss=np.array(softmax_cross_entropy(sway, target)),
            whole=float(wholes["push"][0]),
            push_whole=wholes["push"],
            back_whole=wholes["back"],
            nudge_whole=wholes["nudge"],
            settle_whole=wholes["settle"],
            sums=bool(sums),
            nudge=NUDGE,
            added=float(wholes["nudge"][-1] - wholes["nudge"][0]),
            taken=float(q[target] - softmax(nudge[-1])[target]),
            rate=rate,
            slopes=slopes,
            gradient=gradient,
            pulls=pulls,
            swell=ease(SWELL, fps),
            logit_form=f".{decimals_of(drawn, least=1, most=3)}f",
            q_form=f".{decimals or 3}p",
            loss_form=apart(push_loss[[0, -1]], least=3),
            whole_form=apart([wholes["push"][0], wholes["nudge"][-1]]),
            rate_form=forms[0],
            slope_form=forms[1],
            gradient_form=f"+.{decimals or 3}f",
            adds=decimals is not None,
            multiplies=_multiplies((-rate, slopes[pushed], pulls[pushed]), forms),
        )


def _multiplies(values: tuple[float, float, float], forms: tuple[Form, Form, Form]) -> bool:
    """Whether the first two make the third, as they are told."""
    told = [write(value, form).lstrip("+") for value, form in zip(values, forms, strict=True)]
    if any(not text.replace(".", "").isdigit() for text in told):
        return False
    rate, slope, product = map(float, told)
    return write(rate * slope, forms[2]) == told[2] and product > 0


def _whole(logits: FloatArray, shift: float) -> FloatArray:
    """The sum of e to the logits, in shares of e to the shift, (frames,)."""
    return np.asarray(np.exp(np.minimum(np.array(log_sum_exp(logits)) - shift, LARGEST)))


def _way(start: FloatArray, end: FloatArray, target: int, share: FloatArray) -> FloatArray:
    """From logits to others, all in step; exact at both ends, (frames, K).

    Half of the pace is that of the logits, half that of the true class's probability: on a long
    way this changes only on a short stretch, which would be over in a frame.
    """
    near = np.geomspace(1e-12, 1.0, GRID)
    way = np.unique(np.concatenate((near, 1 - near, np.linspace(0.0, 1.0, GRID))))
    shares = softmax(_between(start, end, way))
    moved = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(shares, axis=0)).sum(axis=1))))
    done = (way + moved / moved[-1]) / 2 if moved[-1] > 0 else way
    return _between(start, end, np.interp(share, done, way))


def _between(start: FloatArray, end: FloatArray, share: FloatArray) -> FloatArray:
    share = share[:, None]
    return np.where(share < 1, start + share * (end - start), end)
