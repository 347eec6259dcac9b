"""What ``TwoDistributions`` draws: a hundred draws from p, and what each of them costs under q."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stage.digits import Form, write
from stage.numbers import FloatArray, Numbers, ease, frames_in
from stage.parameters import (
    Seed,
    TruthAndPrediction,
    class_names,
)
from xe_math import cross_entropy, log_loss

DRAWS = 100
"""How many come."""

SINGLE, APART = 3, 1.0
"""How many pay singly, before all others; and the seconds between them."""

PAYING = 2.5
"""Seconds from the first of the others to the last."""

LEGS = (0.5, 0.5, 0.6)
"""Seconds in which a draw comes to a roof, falls through the room, and takes its bill along."""

SLOW = 2.0
"""How many of the others it takes until they follow each other twice as fast as at first."""

NARROW, WIDE, AGAIN = 0.8, 1.1, 0.8
"""Seconds in which the wall between two rooms goes to one side, to the other, and back."""

FIT = 1.6
"""Seconds in which all rooms become p."""

SIDES = 0.25, 0.75
"""Of two rooms together, that the left one has where the wall between them goes."""

SEEN = 0.05
"""Least probability of a room that is seen to become narrower."""

FEW = 4
"""Classes of which the sum is told in numbers."""

FORM: Form = ".2f"
"""In which prices, and what is paid on average, are told."""


class TwoDistributionsParameters(TruthAndPrediction):
    """The truth p, the prediction q, what their classes are called, and the order of the draws."""

    seed: Seed = 1


@dataclass(frozen=True, slots=True, eq=False)
class TwoDistributionsNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; prices are in nats.

    Attributes
    ----------
    names
        Of the classes.
    p, q
        The distributions.
    draws
        How many come.
    counts
        How many of the hundred draws each class has: p in hundredths, those that a whole number
        lacks given to the largest remainders.
    order
        The class of each draw, as they come; shape (100,).
    leaves
        Seconds after which each of them sets out; shape (100,).
    first, rest
        The seconds that have passed as the first ones come and pay, and all others; tracks,
        (frames,).
    price
        ln(1/q), what a draw of each class pays; infinite where q is 0.
    wall
        Of which room the right wall is moved alone: of the likeliest one that is seen, or of the
        one before it if that is the last.
    opening, fit, back
        The rooms, while that wall goes to one side, to the other, and back; while all become p; and
        while it goes so from there, and all become q again. Tracks, (frames, K).
    opening_price, fit_price, back_price
        What a draw pays meanwhile; tracks, (frames, K).
    fit_factors, back_factors
        Meanwhile, p and the price of the classes that come; tracks, (frames, len(coming), 2).
    fit_total, back_total
        And the sum of their products, H(p, rooms); tracks, (frames,).
    least
        It where all rooms are p: the entropy of p.
    averages
        What the hundred draws pay on average with p, and with q; shape (2,).
    means
        What draws have paid on average when each has paid; shape (100,).
    total
        H(p, q), which the last of them is where p is made of hundredths.
    coming, few
        The classes that come at all: those whose p is not 0; and whether these are few enough to
        tell their sum in numbers.
    factors
        p and the price of each of these, shape (len(coming), 2).
    most_factors
        The largest finite ones that these become.
    adds
        Whether the products of the factors, as these are told, add up to the total as it is told.
    top, last_top
        The dearest price that there is room for, while rooms change, and at last.
    price_form
        How prices are told.
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    draws: int
    counts: tuple[int, ...]
    order: tuple[int, ...]
    leaves: FloatArray
    first: FloatArray
    rest: FloatArray
    price: FloatArray
    wall: int
    opening: FloatArray
    fit: FloatArray
    back: FloatArray
    opening_price: FloatArray
    fit_price: FloatArray
    back_price: FloatArray
    fit_factors: FloatArray
    back_factors: FloatArray
    fit_total: FloatArray
    back_total: FloatArray
    least: float
    averages: FloatArray
    means: FloatArray
    total: float
    coming: tuple[int, ...]
    few: bool
    factors: FloatArray
    most_factors: FloatArray
    adds: bool
    top: float
    last_top: float
    price_form: Form

    @classmethod
    def compute(cls, parameters: TwoDistributionsParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        counts = _hundredths(p)
        drawn = np.repeat(np.arange(len(p)), counts)
        order = np.random.default_rng(parameters.seed).permutation(drawn)
        flight = sum(LEGS)
        first = APART * (SINGLE - 1) + flight
        others = first + _ever_faster(PAYING, DRAWS - SINGLE, SLOW)
        price, total = log_loss(q), float(cross_entropy(p, q))
        dragged = int(np.argmax(np.where(q >= SEEN, p, -1.0)))
        wall = min(dragged, len(q) - 2)
        ways = [_with(rooms, wall, side) for rooms in (q, p) for side in SIDES]
        seconds = NARROW, WIDE, AGAIN
        opening = _through((q, *ways[:2], q), seconds, fps)
        rooms = {
            "fit": _through((q, p), (FIT,), fps),
            "back": _through((p, *ways[2:], q), seconds, fps),
        }
        prices = {way: log_loss(track) for way, track in rooms.items()}
        totals = {way: cross_entropy(p, track) for way, track in rooms.items()}
        coming = np.flatnonzero(p)
        factors = {way: _factors(p[coming], track[:, coming]) for way, track in prices.items()}
        rests = np.array([prices["fit"][-1], price])
        told = _factors(p[coming], rests[:, coming])
        dues = np.concatenate((rests, log_loss(np.array(ways))))[:, coming]
        return cls(
            names=class_names(parameters.labels, len(p)),
            p=p,
            q=q,
            draws=DRAWS,
            counts=tuple(counts.tolist()),
            order=tuple(order.tolist()),
            leaves=np.append(APART * np.arange(SINGLE), others),
            first=_seconds(0.0, first, fps),
            rest=_seconds(first, first + PAYING + flight, fps),
            price=price,
            wall=wall,
            opening=opening,
            opening_price=log_loss(opening),
            **rooms,
            **{f"{way}_price": track for way, track in prices.items()},
            **{f"{way}_factors": track for way, track in factors.items()},
            **{f"{way}_total": track for way, track in totals.items()},
            least=float(totals["fit"][-1]),
            averages=rests[:, order].mean(axis=1),
            means=np.cumsum(price[order]) / np.arange(1, DRAWS + 1),
            total=total,
            coming=tuple(coming.tolist()),
            few=len(coming) <= FEW,
            factors=told[-1],
            most_factors=np.max([_finite(track).max(axis=0) for track in factors.values()], axis=0),
            adds=all(map(_adds, told, told.prod(axis=2).sum(axis=1))),
            top=_above(dues),
            last_top=_above(told[-1][:, 1]),
            price_form=FORM,
        )


def _hundredths(distribution: FloatArray) -> NDArray[np.int64]:
    """Whole numbers that sum to a hundred: what is lacking goes to the largest remainders."""
    exact = np.round(DRAWS * distribution, 9)
    whole = np.floor(exact).astype(np.int64)
    lacking = np.argsort(whole - exact, kind="stable")[: DRAWS - whole.sum()]
    whole[lacking] += 1
    return whole


def _ever_faster(seconds: float, count: int, slow: float) -> FloatArray:
    """When each of so many sets out, from 0 to ``seconds``: the first can be followed singly."""
    return seconds * np.log1p(np.arange(count) / slow) / math.log1p((count - 1) / slow)


def _seconds(start: float, end: float, fps: float) -> FloatArray:
    """Those that have passed in each frame."""
    return np.linspace(start, end, frames_in(end - start, fps) + 1)


def _with(rooms: FloatArray, k: int, side: float) -> FloatArray:
    """Room k has so much of what it has together with the next one, which has the rest."""
    moved, both = rooms.copy(), rooms[k] + rooms[k + 1]
    moved[k], moved[k + 1] = side * both, (1 - side) * both
    return moved


def _through(stops: Sequence[FloatArray], seconds: Sequence[float], fps: float) -> FloatArray:
    """From one distribution to the next, and so on; (frames, K)."""
    rows = [stops[0][None]]
    for start, end, time in zip(stops[:-1], stops[1:], seconds, strict=True):
        share = ease(time, fps)[1:, None]
        rows.append((1 - share) * start + share * end)
    return np.concatenate(rows)


def _factors(p: FloatArray, price: FloatArray) -> FloatArray:
    """Both beside each other, (frames, K, 2)."""
    return np.stack(np.broadcast_arrays(p, price), axis=-1)


def _above(prices: FloatArray) -> float:
    """A little more than all that are finite."""
    return 1.05 * max(float(_finite(prices).max()), 0.5)


def _finite(values: FloatArray) -> FloatArray:
    """The same, with 0 instead of what is infinite."""
    return np.where(np.isfinite(values), values, 0.0)


def _adds(factors: FloatArray, total: float) -> bool:
    """Whether a sum of products is right as it is shown."""
    if not math.isfinite(total):
        return True
    texts = [[write(value, FORM) for value in row] for row in factors]
    if any(text[0] in "<>" for row in texts for text in row):
        return False
    told = math.fsum(float(p) * float(price) for p, price in texts)
    return write(round(told, 9), FORM) == write(total, FORM)
