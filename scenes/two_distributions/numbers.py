"""The numbers of ``TwoDistributions``: a hundred guests, their surprises, and the average."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stage.cast import called, names_of, one, subscripts
from stage.digits import Form, decimals_of, write
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, steady
from stage.parameters import Seed, TruthAndPrediction
from xe_math import cross_entropy, log_loss

GUESTS = 100
"""How many come."""

FEW = 10
"""How many of them come before all the others."""

HALVE, HOME = 1.3, 0.6
"""Seconds in which a room is halved, and in which it is as it was."""

SLOWLY, QUICKLY = (0.6, 1.4, 0.6, 1.0), (0.4, 0.5, 0.0, 0.5)
"""Seconds in which a guest comes to the roof and falls to the ground, and in which its trail rests
there and goes to its place in the fence: of the first guest, and of all others."""

APART, OTHERS = 0.175, 2.1
"""Seconds from one of the few to the next, and from the first of all others to the last."""

RUN = 2.3
"""Seconds in which the average is drawn."""

SORT = 7.5
"""Seconds in which the bars are sorted."""

SEEN = 0.05
"""Least share of a room that is seen to become narrower."""

ALIKE = 0.03
"""Widths that differ by no more than that are hardly told apart."""

FORM: Form = ".2f"
"""In which surprises, and their average, are told."""


class TwoDistributionsParameters(TruthAndPrediction):
    """How often each class comes, p, the guess q, names, and the order in which guests come."""

    seed: Seed = 1


@dataclass(frozen=True, slots=True, eq=False)
class TwoDistributionsNumbers(Numbers):
    """K classes, counted from 0; surprises in nats, infinite where q is 0.

    Attributes
    ----------
    names, subscripts
        Of the classes, and of the classes in formulas.
    p, q, surprise
        How often each class comes, its share of the guess, and ln(1/q), shape (K,).
    dragged, neighbor, dragged_class
        The class whose room is halved, the likeliest that is seen to shrink; whose room takes the
        rest; and how a sentence speaks of the former, after "the".
    step
        By how much its roof rises each time, ln 2.
    half, quarter, home
        Its room is halved, halved again, and is as it was: all ``rooms``, and their ``roofs``, the
        surprises, (frames, K).
    counts
        How many of the hundred guests each class has: p in hundredths, those that a whole number
        lacks given to the largest remainders.
    order, falls
        The class of each guest, as they come; and where in the width of its room it falls, from 0
        to 1; shape (100,).
    first_guest
        One of the class of the first.
    starts, legs
        When each guest sets out, in seconds, shape (100,); and how long each of the four parts of
        its way lasts, shape (100, 4).
    few, rest
        The first ten come, and all others: the ``clock``, seconds that have passed; and how far the
        first guest has ``fallen``, in nats, (frames,).
    means, average
        The average surprise when each guest has come, shape (100,), and of all.
    run
        It is drawn: up to which guest it ``ran``, from 1, and its ``mean`` there, (frames,).
    places
        On which place each bar is, from 0, when none, one, ... all kinds are sorted, (K, 100).
    sort
        How many kinds have been ``sorted``, (frames,).
    shapes, kinds_of_shapes
        Widths of blocks among which a viewer guesses, shape (S, K): those of the rooms, all alike,
        and how often each class came, which is always the last; and which of these they are.
    total
        H(p, q).
    form, share_form
        How surprises, and shares, are told.
    is_met
        Whether the average is H(p, q) as they are told.
    count
        K.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    surprise: FloatArray
    dragged: int
    neighbor: int
    dragged_class: str
    step: float
    half: Motion
    quarter: Motion
    home: Motion
    counts: tuple[int, ...]
    order: tuple[int, ...]
    falls: FloatArray
    first_guest: str
    starts: FloatArray
    legs: FloatArray
    few: Motion
    rest: Motion
    means: FloatArray
    average: float
    run: Motion
    places: NDArray[np.int64]
    sort: Motion
    shapes: FloatArray
    kinds_of_shapes: tuple[str, ...]
    total: float
    form: Form
    share_form: Form
    is_met: bool
    count: int

    @classmethod
    def compute(cls, parameters: TwoDistributionsParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        names, surprise = names_of(parameters.labels, len(p)), log_loss(q)
        dragged = int(np.argmax(np.where(q >= SEEN, p, -1.0)))
        neighbor = dragged + 1 if dragged + 1 < len(q) else dragged - 1
        ways = [_with(q, dragged, neighbor, share) for share in (1.0, 0.5, 0.25, 1.0)]
        halves = [
            _rooms(a, b, ease(seconds, fps))
            for a, b, seconds in zip(ways[:-1], ways[1:], (HALVE, HALVE, HOME), strict=True)
        ]
        counts = _hundredths(p)
        rng = np.random.default_rng(parameters.seed)
        order = rng.permutation(np.repeat(np.arange(len(p)), counts))
        starts, legs = _timetable()
        few_end = float((starts + legs.sum(axis=1))[:FEW].max())
        last = float((starts + legs.sum(axis=1)).max())
        few = _seconds(0.0, few_end, fps)
        fallen = np.clip((few - SLOWLY[0]) / SLOWLY[1], 0.0, 1.0)
        first = float(surprise[order[0]])
        drop = first * fallen**2 if np.isfinite(first) else np.full(len(fallen), np.inf)
        means = np.cumsum(surprise[order]) / np.arange(1, GUESTS + 1)
        total = float(cross_entropy(p, q))
        ran = _paced(ease(RUN, fps))
        mean = np.interp(ran, np.arange(1, GUESTS + 1), np.nan_to_num(means, posinf=0.0))
        kinds, shapes = _shapes(counts / GUESTS, q)
        return cls(
            names=names,
            subscripts=subscripts(names),
            p=p,
            q=q,
            surprise=surprise,
            dragged=dragged,
            neighbor=neighbor,
            dragged_class=called(names[dragged]),
            step=float(log_loss(0.5)),
            half=halves[0],
            quarter=halves[1],
            home=halves[2],
            counts=tuple(counts.tolist()),
            order=tuple(order.tolist()),
            falls=rng.uniform(0.0, 1.0, GUESTS),
            first_guest=one(names[order[0]]),
            starts=starts,
            legs=legs,
            few=Motion(clock=few, fallen=drop),
            rest=Motion(clock=_seconds(few_end, last, fps)),
            means=means,
            average=float(means[-1]),
            run=Motion(ran=ran, mean=mean),
            places=_places(order, len(p)),
            sort=Motion(sorted=(len(p) - 1) * steady(SORT, fps)),
            shapes=shapes,
            kinds_of_shapes=kinds,
            total=total,
            form=FORM,
            share_form=f".{decimals_of([*p, *q, *ways[2]], least=2, most=3)}p",
            is_met=write(means[-1], FORM) == write(total, FORM),
            count=len(p),
        )


def _with(q: FloatArray, k: int, neighbor: int, share: float) -> FloatArray:
    """Room k has that share of what it had, and its neighbor takes the rest."""
    rooms = q.copy()
    rooms[k] = share * q[k]
    rooms[neighbor] += q[k] - rooms[k]
    return rooms


def _rooms(start: FloatArray, end: FloatArray, share: FloatArray) -> Motion:
    share = share[:, None]
    rooms = np.where(share < 1, start + share * (end - start), end)
    return Motion(rooms=rooms, roofs=log_loss(rooms))


def _hundredths(distribution: FloatArray) -> NDArray[np.int64]:
    """Whole numbers that sum to a hundred: what is lacking goes to the largest remainders."""
    exact = np.round(GUESTS * distribution, 9)
    whole = np.floor(exact).astype(np.int64)
    lacking = np.argsort(whole - exact, kind="stable")[: GUESTS - whole.sum()]
    whole[lacking] += 1
    return whole


def _timetable() -> tuple[FloatArray, FloatArray]:
    """When each guest sets out, and how long each part of its way lasts."""
    legs = np.tile(QUICKLY, (GUESTS, 1))
    legs[0] = SLOWLY
    first = sum(SLOWLY)
    few = first + APART * np.arange(FEW - 1)
    others = few[-1] + sum(QUICKLY) + np.linspace(0.0, OTHERS, GUESTS - FEW)
    return np.concatenate(([0.0], few, others)), legs


def _seconds(start: float, end: float, fps: float) -> FloatArray:
    """Those that have passed in each frame."""
    return np.linspace(start, end, frames_in(end - start, fps) + 1)


def _paced(share: FloatArray) -> FloatArray:
    """From the first guest to the last, half of the pace even, half by their ratio.

    The average moves most with the first ones.
    """
    return (1 + (GUESTS - 1) * share + GUESTS**share) / 2


def _places(order: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
    """Where bars are when none, one, ... all kinds have been sorted, and the rest keep their order.

    With all but one kind, all are.
    """
    stages = []
    for done in range(classes):
        keys = np.where(order < done, order, done)
        place = np.empty(GUESTS, dtype=np.int64)
        place[np.argsort(keys, kind="stable")] = np.arange(GUESTS)
        stages.append(place)
    return np.array(stages)


def _shapes(came: FloatArray, q: FloatArray) -> tuple[tuple[str, ...], FloatArray]:
    """Widths of blocks that can be told from each other; how often they came is the last."""
    comes = came > 0
    candidates = {"rooms": q, "alike": comes / comes.sum()}
    kept = {"came": came}
    for kind, widths in candidates.items():
        if all(np.abs(widths - other).max() > ALIKE for other in kept.values()):
            kept[kind] = widths
    kinds = tuple(kind for kind in ("rooms", "alike", "came") if kind in kept)
    return kinds, np.array([kept[kind] for kind in kinds])
