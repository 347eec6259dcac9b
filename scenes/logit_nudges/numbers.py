"""The numbers of ``LogitNudges``: the true logit pushed, others pulled, and who pays and gains."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, one
from stage.digits import Form, apart, exactly
from stage.numbers import (
    FloatArray,
    Motion,
    Numbers,
    ease,
    frames_in,
    minimum_jerk,
    never_certain,
    paced,
    ranked,
)
from stage.parameters import OneTrueClass, Positive
from xe_math import nudge_logit, softmax

OPEN, CARRY, FREE, SPLIT = 2.4, 2.2, 1.0, 3.0
"""Seconds in which a logit moves; its cuts are carried; a single cut is lifted, and shared out."""

GROW, LAY, OTHERS = 2.0, 2.0, 6.0
"""Seconds in which the push's gain grows into a bar; the first pull's; and those of all others."""

LIFT = 0.22
"""Share of its way in which a cut is lifted, and in which its parts are let down again."""

BACK, DOWN = 0.22, 0.5
"""Of the time of each other pull: until the one before is taken back; until this one is done."""

SMALLEST = 1e-300
"""Below that a float does not hold all digits of a gain."""


class LogitNudgesParameters(OneTrueClass):
    """The logits, the true class, the size of the nudge in nats, and names."""

    nudge: Positive = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class LogitNudgesNumbers(Numbers):
    """K classes, and two rows: in row 0 the true class is pushed, in row 1 another one is pulled.

    Attributes
    ----------
    names, target, others
        Of the classes; the true class, counted from 0; the others, that with most first.
    order
        In which they lie in a strip: the true one, then the others.
    true_class, one_true, likeliest, believed
        How a sentence speaks of the true class, after "the" and without it; of the other one that
        has most; and of that which has most of all.
    is_wrong
        Whether that is another one than the true one.
    nudge, logits, q
        How far a logit is nudged; all of them, and their softmax, shape (K,).
    lowest, highest
        Between which all logits stay.
    raised, lowered
        Row 0 is nudged, then row 1: all logits ``z``, and the ``change`` of all shares, (frames, 2,
        K).
    carried, freed, split
        Meanwhile cuts lie where they were. Then they go where they belong: how much of the way is
        done, ``way``, (frames, 2). The cut of row 1 is lifted first, then its parts go.
    gains
        By how much the share of the true class rises: by its push, then by a pull of each of
        ``others`` alone, shape (K,).
    paid
        How much of the first of these each class pays, shape (K,); 0 for the true one.
    fill
        All pulls' gains in shares of the push's: never more than 1.
    grown, laid, rest
        The gains are laid against each other: how far each is on its way there, ``fly``, (frames,
        K); ``filled``, how much of the first the others fill so far. For the ``rest`` row 1 is
        nudged anew, for one other class after the other: ``turn`` is which of ``others`` that is.
    lens
        How many times as wide as in a strip gains are drawn there: 1, 2 or 5, or that times a
        power of ten.
    gain_form, score_form
        The forms of gains and of logits.
    """

    names: tuple[str, ...]
    target: int
    others: tuple[int, ...]
    order: tuple[int, ...]
    true_class: str
    one_true: str
    likeliest: str
    believed: str
    is_wrong: bool
    nudge: float
    logits: FloatArray
    q: FloatArray
    lowest: float
    highest: float
    raised: Motion
    carried: Motion
    lowered: Motion
    freed: Motion
    split: Motion
    gains: FloatArray
    paid: FloatArray
    fill: float
    grown: Motion
    laid: Motion
    rest: Motion
    lens: float
    gain_form: Form
    score_form: Form

    @classmethod
    def compute(cls, parameters: LogitNudgesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target, nudge = np.array(parameters.logits), parameters.target, parameters.nudge
        nudges = _Nudges(logits, target, nudge)
        names, q = names_of(parameters.labels, len(logits)), never_certain(softmax(logits))
        others = tuple(k for k in ranked(q) if k != target)
        opens, done = ease(OPEN, fps), np.ones(1)
        push, pull = nudges.by(target, opens), nudges.by(others[0], opens)
        # Every nudge helps, be it by less than a float can hold.
        ends = [nudges.by(k, done)[1][0, target] for k in (target, *others)]
        gains = np.maximum(ends, np.nextafter(0.0, 1.0))
        # With one other class its pull and the push are the same.
        is_alone = len(others) == 1
        filled = np.ones(1) if is_alone else np.minimum(np.cumsum(gains[1:]) / gains[0], 1.0)
        is_wrong = bool(q[others[0]] > q[target])
        which = np.arange(len(gains))
        grow, lay = ease(GROW, fps)[:, None], ease(LAY, fps)[:, None]
        return cls(
            names=names,
            target=target,
            others=others,
            order=(target, *others),
            true_class=called(names[target]),
            one_true=one(names[target]),
            likeliest=called(names[others[0]]),
            believed=called(names[others[0] if is_wrong else target]),
            is_wrong=is_wrong,
            nudge=nudge,
            logits=logits,
            q=q,
            lowest=float((logits - nudge * (which != target)).min()),
            highest=float((logits + nudge * (which == target)).max()),
            raised=_rows(push, nudges.by(others[0], 0 * done)),
            carried=_on_the_way(ease(CARRY, fps), row=0),
            lowered=_rows(nudges.by(target, done), pull),
            freed=_on_the_way(LIFT * ease(FREE, fps), row=1),
            split=_on_the_way(LIFT + (1 - LIFT) * ease(SPLIT, fps), row=1),
            gains=gains,
            paid=np.maximum(-push[1][-1], 0.0),
            fill=float(filled[-1]),
            grown=Motion(fly=grow * (which == 0), filled=0 * grow[:, 0]),
            laid=Motion(
                fly=np.where(which == 1, lay, 1.0 * (which == 0)), filled=lay[:, 0] * filled[0]
            ),
            rest=nudges.one_by_one(others, filled, fps),
            lens=_lens(max(float(gains[0]), SMALLEST)),
            gain_form=apart(gains[:2], kind="+f", least=3),
            score_form=exactly([*logits, *(logits - nudge), logits[target] + nudge], least=1),
        )


@dataclass(frozen=True, slots=True)
class _Nudges:
    """What becomes of all logits and shares while one logit is nudged in favour of the true one."""

    logits: FloatArray
    target: int
    nudge: float

    def by(self, k: int, share: FloatArray) -> tuple[FloatArray, FloatArray]:
        """All logits, and the change of all shares, when so much is done: (F,) to (F, K) twice."""
        sign = 1.0 if k == self.target else -1.0

        def change(sizes: FloatArray) -> FloatArray:
            return np.asarray(nudge_logit(self.logits, k, sign * sizes[:, 0]).change)

        sizes = paced(np.zeros(1), np.array([self.nudge]), share, change)
        here = np.arange(len(self.logits)) == k
        return self.logits + sign * sizes * here, change(sizes)

    def one_by_one(self, others: tuple[int, ...], filled: FloatArray, fps: float) -> Motion:
        """Row 1 while each of ``others`` but the first is pulled, and its gain laid.

        The pull before is taken back first. ``filled`` is how much is filled by then, (K - 1,).
        """
        frames = frames_in(OTHERS, fps)
        time = np.linspace(0.0, len(others) - 1, frames + 1)
        turn = np.minimum(time.astype(int), max(len(others) - 2, 0))
        now = time - turn
        back = minimum_jerk(np.clip(now / BACK, 0.0, 1.0))
        down = minimum_jerk(np.clip((now - BACK) / (DOWN - BACK), 0.0, 1.0))
        lay = minimum_jerk(np.clip((now - DOWN) / (1 - DOWN), 0.0, 1.0))
        share = np.where(now < BACK, 1 - back, down)
        pulled = np.where(now < BACK, turn, np.minimum(turn + 1, len(others) - 1))
        z = np.empty((frames + 1, len(self.logits)))
        change = np.empty_like(z)
        for j in np.unique(pulled):
            z[pulled == j], change[pulled == j] = self.by(others[j], share[pulled == j])
        which = np.arange(len(self.logits))
        flies = turn[:, None] + 2
        fly = np.where(which < flies, 1.0, lay[:, None] * (which == flies))
        steps = np.append(np.diff(filled), 0.0)
        return Motion(
            **dict(_rows(self.by(self.target, np.ones(1)), (z, change))),
            fly=fly,
            filled=filled[turn] + lay * steps[turn],
            turn=turn + back,
        )


def _rows(first: tuple[FloatArray, FloatArray], second: tuple[FloatArray, FloatArray]) -> Motion:
    """Logits and changes of both rows; one that stands has a single state."""
    z, change = (
        np.stack(np.broadcast_arrays(*both), 1) for both in zip(first, second, strict=True)
    )
    return Motion(z=z, change=change)


def _on_the_way(way: FloatArray, row: int) -> Motion:
    """The cuts of one row go; those of row 0 have arrived while row 1's go."""
    arrived = np.full_like(way, float(row))
    return Motion(way=np.column_stack((way, 0 * way) if row == 0 else (arrived, way)))


def _lens(gain: float) -> float:
    """The largest of 1, 2, 5 and their tenfolds by which a gain is still at most 1.

    >>> _lens(0.0918), _lens(0.4), _lens(1e-9)
    (10.0, 2.0, 1000000000.0)
    """
    tens = 10.0 ** math.floor(math.log10(1 / gain))
    return max((times * tens for times in (1, 2, 5) if times * tens * gain <= 1), default=tens)
