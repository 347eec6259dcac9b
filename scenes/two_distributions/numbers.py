"""What ``TwoDistributions`` draws: a hundred draws from p, and what each of them costs under q."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.digits import Form, exactly, write
from scenes.numbers import FloatArray, Numbers, ease, frames_in
from scenes.parameters import (
    Seed,
    TruthAndPrediction,
    class_names,
)
from xe_math import cross_entropy, log_loss

DRAWS = 100
"""How many come: as many as all rooms together have places for."""

POURING, PAYING = 3.6, 3.8
"""Seconds from the first draw to the last, as they come and as they pay."""

SINGLE, APART = 3, 1.0
"""How many pay singly, before all others; and the seconds between them."""

FLIGHT, BILL = 0.8, 1.0
"""Seconds in which a draw comes to its room, and its bill to the others."""

SLOW = (5.0, 2.0)
"""How many draws it takes, likewise, until they follow each other twice as fast as at first."""

SHRINK, FIT, BACK = 1.8, 1.8, 1.0
"""Seconds in which one room becomes small, all come to fit, and all are as they were."""

SMALLER = 5.0
"""What a room is divided by when it becomes small."""

SEEN = 0.05
"""Least probability of a room that is seen to become small."""

ABREAST = (10, 5, 4, 2)
"""How many places may be, so that whole rows are whole hundredths."""

ALL_ABREAST = 20
"""Places of all rooms together that are abreast, at most: the more rooms, the narrower."""

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
        How many come, and how many places all rooms have together: a hundred.
    counts, places
        How many of the hundred draws each class has, and for how many its room has a place: p and
        q in hundredths, those that a whole number lacks given to the largest remainders.
    across
        How many places there are beside each other in a room.
    order
        The class of each draw, as they come; shape (100,).
    leaves, pays
        Seconds after which each of them sets out, and later pays; shape (100,).
    pouring, first, rest
        The seconds that have passed as they come, and as the first ones pay, and all others;
        tracks, (frames,).
    price
        ln(1/q), what a draw of each class pays; infinite where q is 0.
    dragged
        The class whose room becomes small: the likeliest one whose room is seen.
    small, fit, back
        The rooms, while that one becomes small, and the others share the rest as they do in q; then
        while they become p; and while all become q again. Tracks, (frames, K).
    small_price, fit_price, back_price
        What a draw pays meanwhile; tracks, (frames, K).
    small_factors, fit_factors, back_factors
        Meanwhile, p and the price of the classes that come; tracks, (frames, len(coming), 2).
    small_total, fit_total, back_total
        And the sum of their products, H(p, rooms); tracks, (frames,).
    totals
        It where that room is small, where all are p, and with q; shape (3,).
    averages
        What the hundred draws pay on average with each of these; shape (3,).
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
    top
        The dearest price that there is room for.
    most, highest
        The largest probability, of p and q, and of rooms and draws.
    probability_form, price_form
        How these are told.
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    draws: int
    counts: tuple[int, ...]
    places: tuple[int, ...]
    across: int
    order: tuple[int, ...]
    leaves: FloatArray
    pays: FloatArray
    pouring: FloatArray
    first: FloatArray
    rest: FloatArray
    price: FloatArray
    dragged: int
    small: FloatArray
    fit: FloatArray
    back: FloatArray
    small_price: FloatArray
    fit_price: FloatArray
    back_price: FloatArray
    small_factors: FloatArray
    fit_factors: FloatArray
    back_factors: FloatArray
    small_total: FloatArray
    fit_total: FloatArray
    back_total: FloatArray
    totals: FloatArray
    averages: FloatArray
    means: FloatArray
    total: float
    coming: tuple[int, ...]
    few: bool
    factors: FloatArray
    most_factors: FloatArray
    adds: bool
    top: float
    most: float
    highest: float
    probability_form: Form
    price_form: Form

    @classmethod
    def compute(cls, parameters: TwoDistributionsParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        classes = len(p)
        counts, places = _hundredths(p), _hundredths(q)
        drawn = np.repeat(np.arange(classes), counts)
        order = np.random.default_rng(parameters.seed).permutation(drawn)
        first = APART * (SINGLE - 1) + BILL
        others = first + _ever_faster(PAYING, DRAWS - SINGLE, SLOW[1])
        price, total = log_loss(q), float(cross_entropy(p, q))
        dragged = int(np.argmax(np.where(q >= SEEN, p, -1.0)))
        small = _small(q, dragged)
        rooms = {
            "small": _between(q, small, ease(SHRINK, fps)),
            "fit": _between(small, p, ease(FIT, fps)),
            "back": _between(p, q, ease(BACK, fps)),
        }
        prices = {way: log_loss(track) for way, track in rooms.items()}
        totals = {way: cross_entropy(p, track) for way, track in rooms.items()}
        coming = np.flatnonzero(p)
        factors = {way: _factors(p[coming], track[:, coming]) for way, track in prices.items()}
        rests = np.array([prices["small"][-1], prices["fit"][-1], price])
        dues = rests[:, coming]
        told = _factors(p[coming], dues)
        across = next(some for some in ABREAST if some * classes <= ALL_ABREAST)
        heights = [_rows(n, across) for n in (*counts, *places)]
        return cls(
            names=class_names(parameters.labels, classes),
            p=p,
            q=q,
            draws=DRAWS,
            counts=tuple(counts.tolist()),
            places=tuple(places.tolist()),
            across=across,
            order=tuple(order.tolist()),
            leaves=_ever_faster(POURING, DRAWS, SLOW[0]),
            pays=np.append(APART * np.arange(SINGLE), others),
            pouring=_seconds(0.0, POURING + FLIGHT, fps),
            first=_seconds(0.0, first, fps),
            rest=_seconds(first, first + PAYING + BILL, fps),
            price=price,
            dragged=dragged,
            **rooms,
            **{f"{way}_price": track for way, track in prices.items()},
            **{f"{way}_factors": track for way, track in factors.items()},
            **{f"{way}_total": track for way, track in totals.items()},
            totals=np.array([totals["small"][-1], totals["fit"][-1], total]),
            averages=rests[:, order].mean(axis=1),
            means=np.cumsum(price[order]) / np.arange(1, DRAWS + 1),
            total=total,
            coming=tuple(coming.tolist()),
            few=len(coming) <= FEW,
            factors=told[-1],
            most_factors=np.max([_finite(track).max(axis=0) for track in factors.values()], axis=0),
            adds=all(map(_adds, told, told.prod(axis=2).sum(axis=1))),
            top=1.05 * max(float(_finite(dues).max()), 0.5),
            most=float(max(p.max(), q.max())),
            highest=max(float(small.max()), *heights),
            probability_form=exactly([p, q], kind="p"),
            price_form=FORM,
        )


def _rows(count: int, across: int) -> float:
    """How high so many are, in rows of so many, as a share of all."""
    return math.ceil(count / across) * across / DRAWS


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


def _small(q: FloatArray, k: int) -> FloatArray:
    """Class k has only a part of its q; the others share the rest as they do in q."""
    own, alone = q[k] / SMALLER, np.arange(len(q)) == k
    others = q[~alone] if q[~alone].any() else np.ones(len(q) - 1)
    rooms = np.full(len(q), own)
    rooms[~alone] = (1 - own) * others / others.sum()
    return rooms


def _between(start: FloatArray, end: FloatArray, share: FloatArray) -> FloatArray:
    """From one distribution to another; (frames, K)."""
    return (1 - share[:, None]) * start + share[:, None] * end


def _factors(p: FloatArray, price: FloatArray) -> FloatArray:
    """Both beside each other, (frames, K, 2)."""
    return np.stack(np.broadcast_arrays(p, price), axis=-1)


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
