"""What ``LogitNudges`` draws: each logit nudged in its turn, and what the true class gains."""

from __future__ import annotations

from collections.abc import Sequence
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
from xe_math import nudge_logit, softmax

NUDGE, RETURN = 2.0, 0.6
"""Seconds in which a logit is nudged that is watched alone, and in which it goes back.

It takes twice as long from beyond the picture, since much moves then.
"""

SWEEP, SWEEPS = 1.8, 0.4
"""Seconds of a nudge and its way back that are not watched alone: of the one, or one of many."""

SORT = 1.4
"""Seconds in which the gains change places."""

FEW = 4
"""Classes of which all numbers are told."""

WATCHED = 2
"""Nudges that are watched alone: the true logit's, and that of the likeliest other."""

ROOM = 1.0
"""A nudged logit may leave the picture by that much of all logits' range, or of 1."""

NEAR = 0.25
"""The first order is told where no gain is further from it, in shares of the largest gain."""

MOST = 4
"""Decimals of a gain, at most, if none is tiny."""

SMALLEST = 1e-300
"""Below that a float does not hold all digits: two gains cannot be compared."""

GRID = 1000
"""Places at which a nudge is computed to find its pace."""


class LogitNudgesParameters(OneTrueClass):
    """The logits, the true class, the size of the nudge in nats, and names."""

    nudge: Positive = 0.4


@dataclass(frozen=True, slots=True, eq=False)
class LogitNudgesNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise.

    Attributes
    ----------
    names, logits, target
        Of the classes; the network's last layer; the true class, counted from 0.
    nudge
        How far a logit is nudged.
    deltas
        The nudge that each logit gets: up for the true class, down for the others.
    lowest, highest
        Between which values logits are drawn; a nudge may go beyond.
    before
        softmax of the logits, as are all probabilities here; none is 0 or 1, since no softmax is.
    watched, swept
        The logits that are nudged one by one: the true one, then the likeliest wrong one; and the
        rest of them, from the likeliest.
    told
        The classes of which numbers are told; of many only the true and the likeliest wrong one.
    leaves
        Whether a nudged logit goes beyond what is drawn.
    nudged, nudged_logits, nudged_true
        The probabilities, the logits, and the true class's probability while logit k is nudged;
        tracks, (K, frames, K) and (K, frames).
    back, back_logits, back_true
        The same while it goes back.
    quick, quick_logits, quick_true
        The same while it goes there and back without a rest.
    first_gains, nudged_gains, quick_gains
        All gains as they are first: 0; and each of them growing while its logit is nudged, beside
        those that were before; tracks, (K, frames, K).
    after, gains
        What the true class's probability becomes, and by how much it rises, for a nudge of each
        logit.
    most
        The largest gain, or the smallest with all digits, if that is larger.
    logit_form, probability_form, share_form, gain_form
        How logits, the true probability, all of them and the gains are told: with the decimals
        with which each gain is the difference that is seen; if there are none, gains with more.
    rate
        The true class's probability times the nudge.
    giving
        What is taken from: the probability of the class whose logit is lowered, or, for the true
        class, that of all others.
    first_order
        ``rate`` times ``giving``: the gain, were it as steep all the way as it is at first.
    is_near
        Whether the gains are near that.
    ranking
        The logits from the largest gain to the smallest; those that gain the same, in order.
    place
        On which place of the ranking each logit's gain stands while they are sorted; a track,
        (frames, K).
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    nudge: float
    deltas: FloatArray
    lowest: float
    highest: float
    before: FloatArray
    watched: tuple[int, ...]
    swept: tuple[int, ...]
    told: tuple[int, ...]
    leaves: bool
    nudged: FloatArray
    nudged_logits: FloatArray
    nudged_true: FloatArray
    back: FloatArray
    back_logits: FloatArray
    back_true: FloatArray
    quick: FloatArray
    quick_logits: FloatArray
    quick_true: FloatArray
    first_gains: FloatArray
    nudged_gains: FloatArray
    quick_gains: FloatArray
    after: FloatArray
    gains: FloatArray
    most: float
    logit_form: Form
    probability_form: Form
    share_form: Form
    gain_form: Form
    rate: float
    giving: FloatArray
    first_order: FloatArray
    is_near: bool
    ranking: tuple[int, ...]
    place: FloatArray

    @classmethod
    def compute(cls, parameters: LogitNudgesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits = np.array(parameters.logits)
        target, classes, nudge = parameters.target, len(logits), parameters.nudge
        own = np.arange(classes) == target
        deltas = np.where(own, nudge, -nudge)
        before = never_certain(softmax(logits))
        nudged = nudge_logit(logits, np.arange(classes), deltas)
        after = never_certain(nudged.after[:, target])
        # Every nudge helps, be it by less than a float can hold.
        gains = np.maximum(nudged.change[:, target], np.nextafter(0.0, 1.0))
        probability_form, gain_form = _forms(float(before[target]), gains, after)
        beyond = min(nudge, ROOM * max(float(np.ptp(logits)), 1.0))
        shares = {
            "nudged": ease(NUDGE, fps),
            "back": 1 - ease(RETURN if nudge <= beyond else 2 * RETURN, fps),
            "quick": _there_and_back(ease((SWEEP if classes <= FEW else SWEEPS) / 2, fps)),
        }
        paces = [_Pace.of(logits, target, k, delta, beyond) for k, delta in enumerate(deltas)]
        tracks: dict[str, FloatArray] = {}
        for name, share in shares.items():
            ways = np.stack([pace.at(share) for pace in paces])
            moved = [nudge_logit(logits, k, way).after for k, way in enumerate(ways)]
            tracks[name] = never_certain(np.stack(moved))
            tracks[f"{name}_true"] = tracks[name][:, :, target].copy()
            tracks[f"{name}_logits"] = logits + ways[:, :, None] * np.eye(classes)[:, None]
        order = [target, *(k for k in ranked(before) if k != target)]
        watched, swept = tuple(order[:WATCHED]), tuple(order[WATCHED:])
        giving = np.where(own, before[~own].sum(), before)
        first_order = before[target] * nudge * giving
        ranking = ranked(gains)
        way = ease(SORT, fps)[:, None]
        return cls(
            names=class_names(parameters.labels, classes),
            logits=logits,
            target=target,
            nudge=nudge,
            deltas=deltas,
            lowest=float(min(logits.min() - beyond, 0.0)),
            highest=float(max(logits[target] + beyond, logits.max(), 0.0)),
            before=before,
            watched=watched,
            swept=swept,
            told=tuple(order if classes <= FEW else order[:2]),
            leaves=nudge > beyond,
            **tracks,
            first_gains=np.zeros(classes),
            nudged_gains=_growing(tracks["nudged_true"] - before[target], gains, order),
            quick_gains=_growing(tracks["quick_true"] - before[target], gains, order),
            after=after,
            gains=gains,
            most=max(float(gains.max()), SMALLEST),
            logit_form=f".{decimals_of([*logits, *(logits + deltas)], most=2)}f",
            probability_form=probability_form,
            share_form=".3p" if probability_form == ".3g" else probability_form,
            gain_form=gain_form,
            rate=float(before[target] * nudge),
            giving=giving,
            first_order=first_order,
            is_near=bool(
                np.abs(first_order - gains).max() <= NEAR * gains.max() and min(first_order) > 0
            ),
            ranking=ranking,
            place=(1 - way) * np.arange(classes) + way * np.argsort(ranking),
        )


def _there_and_back(share: FloatArray) -> FloatArray:
    return np.concatenate((share, share[-2::-1]))


@dataclass(frozen=True)
class _Pace:
    """How far a logit has been nudged, by how much of that is seen to be done.

    A small nudge is in pace with its share. A huge one would be out of the picture, and would
    have moved all probabilities, in its first frame; so half of the pace is that of the logit's
    bar, up to where it leaves the picture, and half that of the gain.

    Attributes
    ----------
    done, way
        Shares from 0 to 1, and the sizes of the nudge there.
    delta
        All of it.
    """

    done: FloatArray
    way: FloatArray
    delta: float

    @classmethod
    def of(cls, logits: FloatArray, target: int, k: int, delta: float, beyond: float) -> Self:
        """That of logit k, which leaves the picture ``beyond`` where it is."""
        size = abs(delta)
        way = np.union1d(np.linspace(0.0, size, GRID), np.geomspace(1e-6 * size, size, GRID))
        if size > beyond:  # most of it is out of the picture
            way = np.union1d(way, np.linspace(0.0, beyond, GRID))
        gain = nudge_logit(logits, k, np.sign(delta) * way).change[:, target]
        done = np.minimum(way, beyond) / beyond
        if gain[-1] > 0:
            done = (done + gain / gain[-1]) / 2
        # Where nothing is seen to move any more, the last is as good as any.
        end = np.searchsorted(done, 1.0) + 1
        return cls(done[:end], way[:end], delta)

    def at(self, shares: FloatArray) -> FloatArray:
        """The nudge at each of ``shares``; exact at both ends."""
        way = np.interp(shares, self.done, self.way)
        way = np.where(shares >= 1.0, abs(self.delta), np.where(shares <= 0.0, 0.0, way))
        return np.sign(self.delta) * way


def _growing(rises: FloatArray, gains: FloatArray, order: Sequence[int]) -> FloatArray:
    """What is shown of all gains while each logit is nudged in its turn."""
    classes, frames = rises.shape
    shown = np.tile(gains, (classes, frames, 1))
    for turn, k in enumerate(order):
        shown[k][:, order[turn + 1 :]] = 0.0
        grown = np.maximum.accumulate(np.clip(rises[k], 0.0, gains[k]))
        shown[k, :, k] = np.where(grown < grown[-1], grown, gains[k])
    return shown


def _forms(before: float, gains: FloatArray, after: FloatArray) -> tuple[Form, Form]:
    """How probabilities and gains are told.

    With the fewest decimals with which the gains differ and are the differences that are seen. If
    there are none, gains have ``MOST``, and probabilities one less, so that no difference is
    seen to be wrong.
    """
    if gains.max() < SMALLEST:
        return f".{MOST}p", f"+.{MOST}f"
    decimals = min(int(apart(gains, kind="+f")[2:-1]), MOST)
    sums = np.column_stack([np.full_like(gains, before), gains])
    adding = decimals_that_add(sums, after, kind="p", least=decimals, most=MOST)
    tiny = write(before, f".{adding or MOST}p").startswith("<") and max(after) < 0.01
    gain_form = apart(gains, kind="+f", least=adding or MOST, most=MOST)
    return ".3g" if tiny else f".{adding or MOST - 1}p", gain_form
