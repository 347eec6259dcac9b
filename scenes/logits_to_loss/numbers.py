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
"""By how much the true score is pushed at last, and the seconds of that."""

SMALL = 0.1
"""Below that loss there is no gap to close: the true score is pushed down."""

SPAN, LEAST_SHARE, MARGIN = 4.5, 1e-3, 0.1
"""Scores on the line, at least; the same in shares of their size, since less could not be told; and
how much of them is free beyond the wall."""

NEAR, APART = 0.05, 0.5
"""Closer to the highest score, the wall is right there; as far from the sum, that is a guess."""

TWICE, FAR = (0.6, 0.8), 2.0
"""Leads of the highest score that make it twice as tall, and far taller."""


class LogitsToLossParameters(OneTrueClass):
    """The logits, the true class, and what the classes are called."""


@dataclass(frozen=True, slots=True, eq=False)
class LogitsToLossNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; classes are counted from 0.

    Attributes
    ----------
    names, subscript, logits, target
        Of the classes; of the true class in formulas; the network's last layer; the true class.
    true_class, top, top_class
        How a sentence speaks of the true class, after "the"; the highest class, and the same of it.
    shift
        The highest logit, which is taken off all so that no height is too large.
    heights, total
        e^(z - shift), and their sum.
    shares, true_share
        The softmax of the logits, and the true class's.
    wall, true_score, loss
        ln of the sum of all e^z; the true logit; how far it is from there to the wall, in nats.
    push
        The true logit is pushed: ``logits``, ``heights``, (frames, K), ``wall`` and ``loss``.
    step
        By how much: below 0 where the loss is small already.
    tallest
        The largest total of all heights.
    low, high
        Between which scores the line is drawn.
    lead
        How far the highest score is ahead of the next.
    is_near, sum_is_apart
        Whether the wall is right at the highest score; whether the sum of all scores is far off.
    z_form, loss_form, share_form
        The forms of scores, of the loss and of the share.
    difference
        The wall less the true score as they are told, and the loss.
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
        """Everything; e^z itself is NumPy's, and what is made of it from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        names, shift = names_of(parameters.labels, len(logits)), float(logits.max())
        shares = never_certain(softmax(logits))
        wall, loss = float(log_sum_exp(logits)), float(softmax_cross_entropy(logits, target))
        step = PUSH if loss >= SMALL else -PUSH
        own = np.arange(len(logits)) == target
        # Only differences count, and those of large logits have lost the digits of a small step.
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
    """E to the power of logits from which the highest was taken; never 0."""
    return np.asarray(np.maximum(np.exp(below), np.nextafter(0.0, 1.0)))
