"""The numbers of ``TwoDistributions``: a hundred guests, their surprises, and the average."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stage.cast import called, names_of, one
from stage.digits import Form, decimals_of, write
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, steady
from stage.parameters import Seed, TruthAndPrediction
from xe_math import cross_entropy, log_loss

GUESTS, FEW = 100, 10
"""Numbers of all guests, and of those that come first, before all the others."""

HALVE, HOME, RUN, SORT = 1.3, 0.6, 2.3, 7.5
"""Durations of halving a room, of its return to its first width, of drawing the average, and of
sorting the bars, in seconds."""

SLOWLY, QUICKLY = (0.6, 1.4, 0.6, 1.0), (0.4, 0.5, 0.0, 0.5)
"""Durations of the four legs of the first guest's path, and of every other guest's, in seconds.

The guest moves to the roof and falls to the ground; its trail rests there and moves to its
position in the fence.
"""

APART, OTHERS = 0.175, 2.1
"""Delays from one of the first ten guests to the next, and from the first of the remaining guests
to the last, in seconds."""

LEGS = np.array([SLOWLY, *[QUICKLY] * (GUESTS - 1)])
"""Duration of each of the four legs of each guest's path, in seconds, shape (100, 4)."""

_FEW = sum(SLOWLY) + APART * np.arange(FEW - 1)
_OTHERS = _FEW[-1] + sum(QUICKLY) + np.linspace(0.0, OTHERS, GUESTS - FEW)
STARTS = np.concatenate(([0.0], _FEW, _OTHERS))
"""When each guest sets out, in seconds, shape (100,).

The second one waits until the first has arrived, and the last 90 wait for the first ten.
"""

LEAST = 0.05
"""Smallest probability in the guess whose room visibly becomes narrower."""

ALIKE = 0.03
"""Widths that differ by no more than this look alike."""

FORM: Form = ".2f"
"""Form of surprises and of their average."""


class TwoDistributionsParameters(TruthAndPrediction):
    """The true distribution p, the guess q, the class names, and the seed of the guests' order."""

    seed: Seed = 1


@dataclass(frozen=True, slots=True, eq=False)
class TwoDistributionsNumbers(Numbers):
    """The table: K classes, counted from 0; surprises in nats, infinite where q is 0.

    Attributes
    ----------
    names, count
        Names of the classes, and their number K.
    p, q, surprise
        True probability of each class, its probability in the guess, and its surprise ln(1/q),
        each of shape (K,).
    dragged, neighbor
        The class whose room is halved: the likeliest one whose room visibly shrinks; and the class
        whose room grows by what the dragged class loses.
    dragged_class, first_guest
        The dragged class as a sentence names it, after "the"; the first guest, such as "a cat".
    step
        How much the dragged class's roof rises each time: ln 2.
    half, quarter, home
        The dragged class's room is halved, is halved again, and returns to its first width: the
        widths of all ``rooms``, and their ``roofs``, which are the surprises, both (frames, K).
    counts
        Number of guests of each class: p in hundredths, rounded down, with the guests that are
        still missing given to the largest remainders.
    order, falls
        For each guest, in the order in which they come: its class, and where it falls within the
        width of its room, from 0 to 1, shape (100,).
    few, rest
        The first ten guests come, and all others: the ``clock``, in seconds, and in ``few`` how far
        the first guest has ``fallen``, in nats, both (frames,).
    means, average
        The average surprise after each guest, shape (100,), and after all of them.
    run
        The average is drawn: the guest up to which it ``ran``, from 1, and its ``mean`` there,
        both (frames,).
    places
        The position of each bar once 0, 1, ..., K - 1 kinds have been sorted, (K, 100).
    sort
        How many kinds have been ``sorted``, (frames,).
    shapes, kinds_of_shapes
        Widths of the blocks in the shapes that the viewer chooses from, shape (S, K), and the kind
        of each: "rooms", as wide as the rooms; "alike", all equally wide; "came", as wide as the
        classes came, which is always the last.
    total, is_met
        H(p, q), and whether the average equals it as written.
    form, share_form
        Forms of surprises and of probabilities.
    """

    names: tuple[str, ...]
    count: int
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

    @classmethod
    def compute(cls, parameters: TwoDistributionsParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        names, surprise = names_of(parameters.labels, len(p)), log_loss(q)
        dragged = int(np.argmax(np.where(q >= LEAST, p, -1.0)))
        neighbor = dragged + 1 if dragged + 1 < len(q) else dragged - 1
        stops = [_halved(q, dragged, neighbor, fraction) for fraction in (1.0, 0.5, 0.25, 1.0)]
        half, quarter, home = (
            _rooms(start, end, ease(seconds, fps))
            for (start, end), seconds in zip(pairwise(stops), (HALVE, HALVE, HOME), strict=True)
        )
        counts = _hundredths(p)
        rng = np.random.default_rng(parameters.seed)
        order = rng.permutation(np.repeat(np.arange(len(p)), counts))
        ends = STARTS + LEGS.sum(axis=1)
        few = _clock(0.0, ends[:FEW].max(), fps)
        first = float(surprise[order[0]])
        fallen = np.clip((few - SLOWLY[0]) / SLOWLY[1], 0.0, 1.0) ** 2
        fallen = first * fallen if np.isfinite(first) else np.full(len(few), np.inf)
        means = np.cumsum(surprise[order]) / np.arange(1, GUESTS + 1)
        total = float(cross_entropy(p, q))
        ran = _paced(ease(RUN, fps))
        mean = np.interp(ran, np.arange(1, GUESTS + 1), np.nan_to_num(means, posinf=0.0))
        kinds, shapes = _shapes(counts / GUESTS, q)
        return cls(
            names=names,
            count=len(p),
            p=p,
            q=q,
            surprise=surprise,
            dragged=dragged,
            neighbor=neighbor,
            dragged_class=called(names[dragged]),
            step=float(log_loss(0.5)),
            half=half,
            quarter=quarter,
            home=home,
            counts=tuple(counts.tolist()),
            order=tuple(order.tolist()),
            falls=rng.uniform(0.0, 1.0, GUESTS),
            first_guest=one(names[order[0]]),
            few=Motion(clock=few, fallen=fallen),
            rest=Motion(clock=_clock(few[-1], ends.max(), fps)),
            means=means,
            average=float(means[-1]),
            run=Motion(ran=ran, mean=mean),
            places=_places(order, len(p)),
            sort=Motion(sorted=(len(p) - 1) * steady(SORT, fps)),
            shapes=shapes,
            kinds_of_shapes=kinds,
            total=total,
            form=FORM,
            share_form=f".{decimals_of([*p, *q, *stops[2]], least=2, most=3)}p",
            is_met=write(means[-1], FORM) == write(total, FORM),
        )


def _halved(q: FloatArray, k: int, neighbor: int, fraction: float) -> FloatArray:
    """Return the rooms with room k reduced to a fraction and its neighbour taking the rest."""
    rooms = q.copy()
    rooms[k] = fraction * q[k]
    rooms[neighbor] += q[k] - rooms[k]
    return rooms


def _rooms(start: FloatArray, end: FloatArray, progress: FloatArray) -> Motion:
    """Return the motion of the rooms' widths from ``start`` to ``end``, shape (K,), with roofs."""
    done = progress[:, None]
    rooms = np.where(done < 1, start + done * (end - start), end)
    return Motion(rooms=rooms, roofs=log_loss(rooms))


def _hundredths(distribution: FloatArray) -> NDArray[np.int64]:
    """Return whole numbers that sum to 100: rounded down, then raised at the largest remainders."""
    exact = np.round(GUESTS * distribution, 9)
    whole = np.floor(exact).astype(np.int64)
    lacking = np.argsort(whole - exact, kind="stable")[: GUESTS - whole.sum()]
    whole[lacking] += 1
    return whole


def _clock(start: float, end: float, fps: float) -> FloatArray:
    """Return the seconds that have passed in each frame."""
    return np.linspace(start, end, frames_in(end - start, fps) + 1)


def _paced(progress: FloatArray) -> FloatArray:
    """Map progress to a guest's number, half at an even pace and half at an even ratio.

    The average moves most with the first guests, so these are passed slowly.
    """
    return (1 + (GUESTS - 1) * progress + GUESTS**progress) / 2


def _places(order: NDArray[np.int64], classes: int) -> NDArray[np.int64]:
    """Return the bars' positions when 0, 1, ... kinds are sorted and the rest keep their order.

    Once all kinds but one are sorted, all of them are.
    """
    keys = [np.where(order < done, order, done) for done in range(classes)]
    # The position of each bar is the inverse of the permutation that sorts the keys.
    return np.array([np.argsort(np.argsort(row, kind="stable")) for row in keys])


def _shapes(came: FloatArray, q: FloatArray) -> tuple[tuple[str, ...], FloatArray]:
    """Return the kinds and widths of shapes that differ visibly, with the true one last."""
    candidates = {"came": came, "rooms": q, "alike": (came > 0) / (came > 0).sum()}
    kept: dict[str, FloatArray] = {}
    for kind, widths in candidates.items():
        if all(np.abs(widths - other).max() > ALIKE for other in kept.values()):
            kept[kind] = widths
    kinds = (*(kind for kind in kept if kind != "came"), "came")
    return kinds, np.array([kept[kind] for kind in kinds])
