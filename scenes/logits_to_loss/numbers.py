"""The numbers of ``LogitsToLoss``: heights of scores, their pile, and the gap that is the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, subscripts
from stage.digits import Form, apart, decimals_that_add, form_of_sum, write
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, ranked
from stage.parameters import OneTrueClass
from xe_math import log_sum_exp, softmax, softmax_cross_entropy

PUSH, PUSH_SECONDS = 0.5, 3.0
"""The final push of the true score.

PUSH: the amount by which it is pushed.
PUSH_SECONDS: its duration, in seconds.
"""

SMALL = 0.1
"""Loss below which there is no gap to close, so that the true score is pushed down."""

SPAN, LEAST_SHARE, MARGIN = 4.5, 1e-3, 0.1
"""Range of scores on the line.

SPAN: its minimum length.
LEAST_SHARE: its minimum length as a fraction of the scores' size; less could not be shown.
MARGIN: fraction of the range that is added beyond the wall.
"""

NEAR, APART = 0.05, 0.5
"""Distances between scores.

NEAR: the wall counts as being right at the highest score if it is closer than this.
APART: the sum of all scores is offered as a guess if it is at least this far from the wall.
"""

TWICE, FAR = (0.6, 0.8), 2.0
"""Leads of the highest score over the next one.

TWICE: range in which it counts as twice as tall.
FAR: lead from which it counts as far taller.
"""


class LogitsToLossParameters(OneTrueClass):
    """The logits, the true class, and the names of the classes."""


@dataclass(frozen=True, slots=True, eq=False)
class LogitsToLossNumbers(Numbers):
    """The table. Arrays have shape (K,) unless stated otherwise; classes are counted from 0.

    Attributes
    ----------
    names
        Names of the classes.
    subscript
        Name of the true class in formulas.
    logits
        Outputs of the network's last layer.
    target
        The true class.
    true_class
        The true class as a sentence names it, after "the".
    top
        The class with the highest logit.
    top_class
        The class ``top`` as a sentence names it, after "the".
    shift
        The highest logit. It is subtracted from all logits so that no height is too large.
    heights
        e^(z - shift).
    total
        The sum of the heights.
    shares
        The softmax of the logits.
    true_share
        The share of the true class.
    wall
        The logarithm of the sum of all e^z.
    true_score
        The true class's logit.
    loss
        The distance from the true class's logit to the wall, in nats.
    push
        The true logit is pushed: ``logits`` and ``heights``, (frames, K), ``wall`` and ``loss``.
    step
        The amount of the push, which is below 0 if the loss is already small.
    tallest
        The largest total of all heights.
    low, high
        The scores at the two ends of the line.
    lead
        The lead of the highest score over the next one.
    is_near
        Whether the wall is right at the highest score.
    sum_is_apart
        Whether the sum of all scores is far from the wall.
    z_form, loss_form, share_form
        Forms of the scores, of the loss and of the share.
    difference
        The wall minus the true score as written, and the loss.
    """

    names: tuple[str, ...]
    subscript: str
    logits: FloatArray
    target: int
    true_class: str
    top: int
    top_class: str
    shift: float
    heights: FloatArray
    total: float
    shares: FloatArray
    true_share: float
    wall: float
    true_score: float
    loss: float
    push: Motion
    step: float
    tallest: float
    low: float
    high: float
    lead: float
    is_near: bool
    sum_is_apart: bool
    z_form: Form
    loss_form: Form
    share_form: Form
    difference: str

    @classmethod
    def compute(cls, parameters: LogitsToLossParameters, fps: float) -> Self:
        """Compute the table: e^z itself with NumPy, everything made from it with ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        names, shift = names_of(parameters.labels, len(logits)), float(logits.max())
        shares = never_certain(softmax(logits))
        wall, loss = float(log_sum_exp(logits)), float(softmax_cross_entropy(logits, target))
        step = PUSH if loss >= SMALL else -PUSH
        own = np.arange(len(logits)) == target
        # Only differences count. Large logits would lose the digits of a small step.
        below = logits - shift + ease(PUSH_SECONDS, fps)[:, None] * step * own
        push = Motion(
            logits=below + shift,
            heights=_height(below),
            wall=log_sum_exp(below) + shift,
            loss=softmax_cross_entropy(below, target),
        )
        first, second = ranked(logits)[:2]
        span = max(SPAN, LEAST_SHARE * float(np.abs(logits).max()))
        farthest = max(float(push.wall.max()), float(push.logits.max()))
        low = min(float(push.logits.min()), wall - span)
        ends = [wall, -logits[target], push.wall[-1], -push.logits[-1, target]]
        z_form, holds = form_of_sum(ends[:2], loss)
        loss_form = z_form if holds else apart([loss, float(push.loss[-1])])
        adds = decimals_that_add(shares, 1.0, kind="p", least=3)
        true_score = float(logits[target])
        minus = write(true_score, z_form)
        told = write(loss, loss_form)
        return cls(
            names=names,
            subscript=subscripts(names)[target],
            logits=logits,
            target=target,
            true_class=called(names[target]),
            top=first,
            top_class=called(names[first]),
            shift=shift,
            heights=push.heights[0],
            total=float(push.heights[0].sum()),
            shares=shares,
            true_share=float(shares[target]),
            wall=wall,
            true_score=true_score,
            loss=loss,
            push=push,
            step=step,
            tallest=float(push.heights.sum(axis=1).max()),
            low=low,
            high=farthest + MARGIN * (farthest - low),
            lead=float(logits[first] - logits[second]),
            is_near=wall - shift < NEAR,
            sum_is_apart=float(logits.sum()) - wall >= APART,
            z_form=z_form,
            loss_form=loss_form,
            share_form=f".{adds or 3}p",
            difference=(
                f"{write(wall, z_form)} − {f'({minus})' if true_score < 0 else minus} = {told}"
                if holds
                else f"the gap is {told}"
            ),
        )


def _height(below: FloatArray) -> FloatArray:
    """Return e to the power of logits minus the highest one; the result is never 0."""
    return np.asarray(np.maximum(np.exp(below), np.nextafter(0.0, 1.0)))
