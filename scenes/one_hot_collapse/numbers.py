"""The numbers of ``OneHotCollapse``: a truth that becomes one class, and the loss it leaves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, names_of, one, subscripts
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, paced
from stage.parameters import OneTrueClass, Probabilities, require_same_length
from xe_math import log_softmax, one_hot, softmax

COLLAPSE, TRADE = 3.4, 1.3
"""Durations in seconds: p becomes one-hot; the others exchange their shares once."""

ALL, HALF, AGAIN = 1.4, 1.4, 1.0
"""Durations in seconds: the true class gets everything; half of that; half of the rest."""

RESTS = 0.2
"""Fraction of a halving's time after which it is complete."""

HALVINGS = 7
"""Number of halvings of the share, to 1/128. The stage is high enough for that loss."""

SLICES = 40
"""Minimum number of slices of equal area into which the flow from the high blocks is cut."""


class OneHotCollapseParameters(OneTrueClass):
    """Where the truth p starts, the logits of the prediction, the true class, and names.

    Unless told, p starts with the same for each class where these are not the source note's four.
    """

    p: Probabilities = (0.1, 0.4, 0.3, 0.2)

    @model_validator(mode="after")
    def _truth_is_of_these_classes(self) -> Self:
        classes = len(self.logits)
        if "p" not in self.model_fields_set and len(self.p) != classes:
            # Nobody has seen it yet, so it is still being made, though it is frozen.
            object.__setattr__(self, "p", (1 / classes,) * classes)
        require_same_length(logits=self.logits, p=self.p)
        return self


@dataclass(frozen=True, slots=True, eq=False)
class OneHotCollapseNumbers(Numbers):
    """K classes; losses and surprises in nats.

    Attributes
    ----------
    names, subscripts, target
        Of the classes; the same in formulas; the true class, counted from 0.
    true_class, one_true
        How a sentence speaks of the true class, after "the", and of one of it.
    q, surprise
        softmax of the logits, and ln(1/q), finite where q itself is rounded to 0, shape (K,).
    pours
        Slices that level the blocks, in their order: from which class, to which, from which
        loss to which they lie there, and on which here, shape (S, 5).
    collapse
        p becomes one-hot: ``p``, (frames, K), and the cross entropy ``level``, (frames,).
    trade
        The other classes exchange their shares, twice: ``q``, (frames, K).
    everything, half, again
        The true class's share goes to 1, to a half, and is halved on and on: ``q``, its share
        ``true``, the ``loss``, and the cross entropy ``level``, which is the loss by now.
    halving, counts, parts
        What each halving adds to the loss, ln 2; the halvings, counted from 1; and into how many
        parts they cut the share.
    top
        The loss that is to fit the stage: all surprises at first, and all halvings.
    true_form
        The form of the true class's share.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    target: int
    true_class: str
    one_true: str
    q: FloatArray
    surprise: FloatArray
    pours: FloatArray
    collapse: Motion
    trade: Motion
    everything: Motion
    half: Motion
    again: Motion
    halving: float
    counts: FloatArray
    parts: int
    top: float
    true_form: Form

    @classmethod
    def compute(cls, parameters: OneHotCollapseParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        names = names_of(parameters.labels, len(logits))
        surprise, q = -log_softmax(logits), never_certain(softmax(logits))
        share, start = ease(COLLAPSE, fps), np.array(parameters.p)
        p = (1 - share[:, None]) * start + share[:, None] * one_hot(target, len(logits))
        before = float(start @ surprise)
        trade = _traded(q, target, ease(TRADE, fps))
        seen = surprise[(np.array(parameters.p) > 0) | (np.arange(len(q)) == target)]
        loss, halving = float(surprise[target]), math.log(2)
        top = max(float(seen.max()), HALVINGS * halving)
        fall = np.array([loss]), np.array([0.0])
        everything = paced(*fall, ease(ALL, fps), lambda y: np.exp(-y))[:, 0]
        again = halving * (1 + _one_by_one(HALVINGS - 1, fps))
        return cls(
            names=names,
            subscripts=subscripts(names),
            target=target,
            true_class=called(names[target]),
            one_true=one(names[target]),
            q=q,
            surprise=surprise,
            pours=_pours(start, surprise, true_last(len(start), target)),
            collapse=Motion(p=p, level=(1 - share) * before + share * surprise[target]),
            trade=Motion(q=trade),
            everything=_moved(trade[-1], target, everything),
            half=_moved(trade[-1], target, halving * ease(HALF, fps)),
            again=_moved(trade[-1], target, again),
            halving=halving,
            counts=np.arange(1.0, HALVINGS + 1),
            parts=2**HALVINGS,
            top=top,
            true_form=apart(np.array([0.5, 2.0**-HALVINGS, q[target]]), kind="p", least=3),
        )


def true_last(classes: int, target: int) -> tuple[int, ...]:
    """Return the order of blocks: the others in ascending order, then the true class.

    >>> true_last(4, 2)
    (0, 1, 3, 2)
    """
    return (*(k for k in range(classes) if k != target), target)


def _pours(p: FloatArray, height: FloatArray, order: tuple[int, ...]) -> FloatArray:
    """Cut what is above the mean height into slices that fill what is missing below it, (S, 5).

    High blocks are cut from the top, low ones are filled from the bottom, both from right to left.
    """
    level = float(p @ height)
    wide = [k for k in reversed(order) if p[k] > 0]
    high, low = [k for k in wide if height[k] > level], [k for k in wide if height[k] < level]
    size = sum(float(p[k] * (height[k] - level)) for k in high) / SLICES
    at, slices = {k: float(height[k]) for k in wide}, []
    while high and low:
        a, b = high[0], low[0]
        left, room = p[a] * (at[a] - level), p[b] * (level - at[b])
        area = min(left, room)
        if area > 1e-9 * size:
            for part in np.full(count := math.ceil(area / size - 1e-9), area / count):
                down, up = at[a] - part / p[a], at[b] + part / p[b]
                slices.append((a, b, down, at[a], at[b]))
                at[a], at[b] = down, up
        if left <= area:
            high.pop(0)
        if room <= area:
            low.pop(0)
    return np.array(slices).reshape(-1, 5)


def _one_by_one(count: int, fps: float) -> FloatArray:
    """Return the number of halvings done, with a rest after each, shape (frames,)."""
    rests = np.ones(round(AGAIN * RESTS * fps))
    once = np.concatenate((ease(AGAIN * (1 - RESTS), fps)[1:], rests))
    return np.concatenate(([0.0], *(k + once for k in range(count))))


def _moved(q: FloatArray, target: int, loss: FloatArray) -> Motion:
    """Return the shares of the true class that have these losses, shape (frames,).

    It may be 1, which no softmax is: that is where the loss ends.
    """
    true = np.where(loss > 0, never_certain(np.exp(-loss)), 1.0)
    return Motion(q=_with_true(q, target, true), true=true, loss=loss, level=loss)


def _with_true(q: FloatArray, target: int, true: FloatArray) -> FloatArray:
    """Return ``q`` with these true shares; the others keep their proportions, (frames, K)."""
    rest = np.delete(q, target)
    rest = rest / rest.sum() if rest.sum() > 0 else np.full(len(rest), 1 / len(rest))
    return np.insert((1 - true)[:, None] * rest, target, true, axis=1)


def _traded(q: FloatArray, target: int, share: FloatArray) -> FloatArray:
    """Let each of the other classes take over the share of the next one, twice, (frames, K)."""
    others = np.delete(np.arange(len(q)), target)
    stops = [q]
    for _ in range(2):
        traded = stops[-1].copy()
        traded[others] = np.roll(stops[-1][others], 1)
        stops.append(traded)
    ways = [(1 - share[:, None]) * a + share[:, None] * b for a, b in pairwise(stops)]
    return never_certain(np.concatenate((ways[0], ways[1][1:])))
