"""The numbers of ``LogitNudges``: one logit nudged at a time, and who pays for what is gained."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, subscripts
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, paced, ranked
from stage.parameters import OneTrueClass, Positive
from xe_math import nudge_logit, softmax

OPEN, CARRY, SPREAD, SOONER, SHRINK = 2.5, 3.0, 6.0, 0.8, 2.0
"""Seconds in which a cut opens; is carried, when it is watched alone, and when all are; by how much
sooner each that is smaller arrives; and of each way in which what gives is shrunk."""

OTHERS = 3
"""Classes beside the true one that have a row of their own, at most."""

NEAR = 0.25
"""The first order is told where no gain is further from it, in shares of the largest gain."""

SMALL, SEEN = 0.02, 0.25
"""A largest gain below that is drawn larger, by a power of ten: up to that share of the strip."""

SMALLEST = 1e-300
"""Below that a float does not hold all digits of a gain."""


class LogitNudgesParameters(OneTrueClass):
    """The logits, the true class, the size of the nudge in nats, and names."""

    nudge: Positive = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class LogitNudgesNumbers(Numbers):
    """K classes, of which R have a row: the true one, raised, and others, lowered.

    Attributes
    ----------
    names, subscript, target
        Of the classes; of the true class in formulas; the true class, counted from 0.
    true_class, likeliest, middle, least
        How a sentence speaks of the true class, and of the others that have a row, by their shares.
    rows
        The class that is nudged in each row, shape (R,).
    nudge
        How far a logit is nudged.
    q
        softmax of the logits, shape (K,).
    raised, lowered
        The first row's logit, then all others', are nudged: what ``change`` of the shares that
        makes, (frames, R, K), and how much of the nudge is ``pushed`` as a viewer sees it, (frames,
        R).
    carried, spread
        Meanwhile shares lie where they were. Then they go where they belong: how much of the way
        is done, ``way``, (frames, R).
    gains
        By how much the share of the true class rises, for the nudge of each row, shape (R,).
    giving
        What can be taken from in each row: the share of the class that is lowered, or, in the first
        row, those of all others.
    first_order
        The share of the true class times the nudge times ``giving``, shape (R,).
    times_share, times_nudge
        ``giving`` is shrunk to the true class's share of itself, then to the first order:
        ``length``, (frames, R), that of the last ``lens`` times as long.
    lens
        How many times as long as they are the gains are drawn: 1, or a power of ten.
    paid
        How much of the first row's gain the likeliest other class pays.
    is_near
        Whether no gain is far from its first order.
    gain_form, share_form
        The forms of gains and of shares.
    """

    names: tuple[str, ...]
    subscript: str
    target: int
    true_class: str
    likeliest: str
    middle: str
    least: str
    rows: tuple[int, ...]
    nudge: float
    q: FloatArray
    raised: Motion
    carried: Motion
    lowered: Motion
    spread: Motion
    gains: FloatArray
    giving: FloatArray
    first_order: FloatArray
    times_share: Motion
    times_nudge: Motion
    lens: float
    paid: float
    is_near: bool
    gain_form: Form
    share_form: Form

    @classmethod
    def compute(cls, parameters: LogitNudgesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target, nudge = np.array(parameters.logits), parameters.target, parameters.nudge
        names, q = names_of(parameters.labels, len(logits)), never_certain(softmax(logits))
        order = [k for k in ranked(q) if k != target]
        chosen = sorted({order[0], order[len(order) // 2], order[-1]})
        rows = (target, *chosen)
        by_share = [k for k in order if k in chosen]
        # Every nudge helps, be it by less than a float can hold.
        ends = [_changes(logits, k, target, np.array([nudge]))[0] for k in rows]
        gains = np.maximum([end[target] for end in ends], np.nextafter(0.0, 1.0))
        giving = np.array([np.delete(q, target).sum(), *q[chosen]])
        first_order = q[target] * nudge * giving
        largest = max(float(gains.max()), SMALLEST)
        lens = 1.0 if largest >= SMALL else 10.0 ** math.floor(math.log10(SEEN / largest))
        first = np.arange(len(rows)) == 0
        shrink = ease(SHRINK, fps)[:, None]
        small = q[target] * giving
        return cls(
            names=names,
            subscript=subscripts(names)[target],
            target=target,
            true_class=called(names[target]),
            likeliest=called(names[by_share[0]]),
            middle=called(names[by_share[len(by_share) // 2]]),
            least=called(names[by_share[-1]]),
            rows=rows,
            nudge=nudge,
            q=q,
            raised=_nudged(logits, target, nudge, rows, first, np.zeros(len(rows)), fps),
            carried=Motion(way=ease(CARRY, fps)[:, None] * first),
            lowered=_nudged(logits, target, nudge, rows, ~first, 1.0 * first, fps),
            spread=Motion(way=_spread(giving, fps)),
            gains=gains,
            giving=giving,
            first_order=first_order,
            times_share=Motion(length=(1 - shrink) * giving + shrink * small),
            times_nudge=Motion(length=(1 - shrink) * small + shrink * first_order * lens),
            lens=lens,
            paid=float(-ends[0][order[0]] / gains[0]),
            is_near=bool(
                np.abs(first_order - gains).max() <= NEAR * gains.max() and min(first_order) > 0
            ),
            gain_form=apart(gains, kind="+f", least=3),
            share_form=_of_few_digits(apart(giving, kind="p", least=3)),
        )


def _of_few_digits(form: Form) -> Form:
    """The form, if it has no more than four decimals; else three, and bounds for what is beyond."""
    return form if form in (".3p", ".4p") else ".3p"


def _changes(logits: FloatArray, k: int, target: int, sizes: FloatArray) -> FloatArray:
    """How all shares change while logit k is nudged by so much, shapes (n,) to (n, K)."""
    response = nudge_logit(logits, k, sizes if k == target else -sizes)
    return np.asarray(response.change)


def _nudged(
    logits: FloatArray,
    target: int,
    nudge: float,
    rows: tuple[int, ...],
    moves: FloatArray,
    before: FloatArray,
    fps: float,
) -> Motion:
    """The rows that move are nudged; the others are as ``before``: nudged, 1, or not, 0."""
    share, tracks = ease(OPEN, fps), []
    for k, goes, was in zip(rows, moves, before, strict=True):

        def seen(sizes: FloatArray, k: int = k) -> FloatArray:
            return _changes(logits, k, target, sizes[:, 0])

        sizes = np.full(len(share), nudge * was)
        if goes:
            sizes = paced(np.array([0.0]), np.array([nudge]), share, seen)[:, 0]
        tracks.append(_changes(logits, k, target, sizes))
    pushed = np.where(moves, share[:, None], before)
    return Motion(change=np.stack(tracks, axis=1), pushed=pushed)


def _spread(giving: FloatArray, fps: float) -> FloatArray:
    """How much of its way is done in each row, (frames, R): who gives most is the slowest."""
    whole = len(ease(SPREAD, fps))
    ways = [np.ones(whole)]
    for rank in np.argsort(np.argsort(-giving[1:], kind="stable")):
        way = ease(SPREAD - SOONER * int(rank), fps)
        ways.append(np.concatenate((way, np.ones(whole - len(way)))))
    return np.stack(ways, axis=1)
