"""What ``TwoDistributions`` draws: a hundred draws from p, and what each of them costs under q."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from scenes.digits import Form, exactly, write
from scenes.numbers import FloatArray, Numbers, ease, frames_in
from scenes.parameters import (
    Labels,
    Parameters,
    Probabilities,
    Seed,
    class_names,
    require_same_length,
)
from xe_math import cross_entropy, log_loss

DRAWS = 100
"""How many come: as many as all rooms together have places for."""

POURING, PAYING = 3.6, 5.2
"""Seconds from the first draw to the last, as they come and as they pay."""

FLIGHT, BILL = 0.8, 0.8
"""Seconds in which a draw comes to its room, and its bill to the others."""

SLOW = (5.0, 3.0)
"""How many draws it takes, likewise, until they follow each other twice as fast as at first."""

DRAG, BACK = 2.2, 1.3
"""Seconds in which a room becomes small, and is as it was."""

SMALLER = 4.0
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


class TwoDistributionsParameters(Parameters):
    """The truth p, the prediction q, what their classes are called, and the order of the draws."""

    p: Probabilities = (0.1, 0.4, 0.3, 0.2)
    q: Probabilities = (0.3, 0.2, 0.2, 0.3)
    labels: Labels = None
    seed: Seed = 1

    @model_validator(mode="after")
    def _same_classes(self) -> Self:
        require_same_length(p=self.p, q=self.q, labels=self.labels)
        return self


@dataclass(frozen=True, slots=True, eq=False)
class TwoDistributionsNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; prices are in nats.

    Attributes
    ----------
    names
        Of the classes.
    p, q
        The distributions.
    counts, places
        How many of the hundred draws each class has, and for how many its room has a place: p and
        q in hundredths, those that a whole number lacks given to the largest remainders.
    lacks
        How many more of each class come than its room has places for.
    over
        How many find no place, and so how many places stay empty.
    across
        How many places there are beside each other in a room.
    order
        The class of each draw, as they come; shape (100,).
    leaves, pays
        Seconds after which each of them sets out, and later pays; shape (100,).
    pouring, paying
        The seconds that have passed as they come, and as they pay; tracks, (frames,).
    bills
        What each of them pays; shape (100,).
    price
        ln(1/q), what a draw of each class pays; infinite where q is 0.
    dragged
        The class whose room becomes small: the likeliest one whose room is seen.
    small, big
        The rooms, while that one becomes small and is as it was; the others share the rest as they
        do in q. Tracks, (frames, K), whose prices change evenly.
    small_price, big_price
        What a draw pays meanwhile; tracks, (frames, K).
    dear
        What a draw pays for the room when it is small.
    means
        What draws have paid on average when each has paid; shape (100,).
    average, total
        The last of them; and H(p, q), which that is where p is made of hundredths.
    coming, few
        The classes that come at all: those whose p is not 0; and whether these are few enough to
        tell their sum in numbers.
    factors
        p and the price of each of these, shape (len(coming), 2).
    adds
        Whether the products of the factors, as these are told, add up to the total as it is told.
    top, high
        The dearest price that there is room for; and that is paid.
    most, highest
        The largest probability, of p and q, and of rooms and draws.
    probability_form, price_form
        How these are told.
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    counts: tuple[int, ...]
    places: tuple[int, ...]
    lacks: tuple[int, ...]
    over: int
    across: int
    order: tuple[int, ...]
    leaves: FloatArray
    pays: FloatArray
    pouring: FloatArray
    paying: FloatArray
    bills: FloatArray
    price: FloatArray
    dragged: int
    small: FloatArray
    big: FloatArray
    small_price: FloatArray
    big_price: FloatArray
    dear: float
    means: FloatArray
    average: float
    total: float
    coming: tuple[int, ...]
    few: bool
    factors: FloatArray
    adds: bool
    top: float
    high: float
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
        leaves, pays = _ever_faster(POURING, SLOW[0]), _ever_faster(PAYING, SLOW[1])
        price, total = log_loss(q), float(cross_entropy(p, q))
        bills = price[order]
        means = np.cumsum(bills) / np.arange(1, DRAWS + 1)
        dragged = int(np.argmax(np.where(q >= SEEN, p, -1.0)))
        small = _dragged(q, dragged, ease(DRAG, fps))
        big = _dragged(q, dragged, 1 - ease(BACK, fps))
        small_price = log_loss(small)
        finite = np.append(price[np.isfinite(price)], small_price[-1, dragged])
        coming = np.flatnonzero(p)
        factors = np.column_stack((p, price))[coming]
        across = next(some for some in ABREAST if some * classes <= ALL_ABREAST)
        return cls(
            names=class_names(parameters.labels, classes),
            p=p,
            q=q,
            counts=tuple(counts.tolist()),
            places=tuple(places.tolist()),
            lacks=tuple((counts - places).tolist()),
            over=int(np.maximum(counts - places, 0).sum()),
            across=across,
            order=tuple(order.tolist()),
            leaves=leaves,
            pays=pays,
            pouring=_seconds(POURING + FLIGHT, fps),
            paying=_seconds(PAYING + BILL, fps),
            bills=bills,
            price=price,
            dragged=dragged,
            small=small,
            big=big,
            small_price=small_price,
            big_price=log_loss(big),
            dear=float(small_price[-1, dragged]),
            means=means,
            average=float(means[-1]),
            total=total,
            coming=tuple(coming.tolist()),
            few=len(coming) <= FEW,
            factors=factors,
            adds=_adds(factors, total),
            top=1.03 * float(finite.max()),
            high=1.1 * float(max(price[np.isfinite(price)].max(), 0.5)),
            most=float(max(p.max(), q.max())),
            highest=max(float(small.max()), *(_rows(n, across) for n in (*counts, *places))),
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


def _ever_faster(seconds: float, slow: float) -> FloatArray:
    """When each draw sets out, from 0 to ``seconds``: the first ones can be followed singly."""
    return seconds * np.log1p(np.arange(DRAWS) / slow) / math.log1p((DRAWS - 1) / slow)


def _seconds(seconds: float, fps: float) -> FloatArray:
    """Those that have passed in each frame."""
    return np.linspace(0.0, seconds, frames_in(seconds, fps) + 1)


def _dragged(q: FloatArray, k: int, share: FloatArray) -> FloatArray:
    """Class k on its way to a part of its q; the others share the rest as they do in q."""
    own = (q[k] * SMALLER**-share)[:, None]
    rest = 1 - q[k]
    others = q / rest if rest > 0 else np.full(len(q), 1 / (len(q) - 1))
    # Where nothing has moved yet it is q to the last digit.
    moved = np.where(np.arange(len(q)) == k, own, (1 - own) * others)
    return np.where(share[:, None] == 0, q, moved)


def _adds(factors: FloatArray, total: float) -> bool:
    """Whether a sum of products is right as it is shown."""
    if not math.isfinite(total):
        return True
    texts = [[write(value, FORM) for value in row] for row in factors]
    if any(text[0] in "<>" for row in texts for text in row):
        return False
    told = math.fsum(float(p) * float(price) for p, price in texts)
    return write(round(told, 9), FORM) == write(total, FORM)
