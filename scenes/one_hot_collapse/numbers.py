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
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, paced, steady
from stage.parameters import OneTrueClass, Probabilities, require_same_length
from xe_math import log_softmax, one_hot, softmax

COLLAPSE, TRADE = 4.5, 1.6
"""Seconds in which p becomes one-hot, and in which the others exchange their shares once."""

ALL, HALF, AGAIN = 2.0, 1.8, 8.5
"""Seconds in which the true class gets everything, half of that, and half again and again."""

FITS = 100.0
"""The stage is at least as high as the surprise at one in so many."""

BEYOND = 1.3
"""A loss that is so many times what fits the stage has left it."""


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
    collapse
        p becomes one-hot: ``p``, (frames, K), and the cross entropy ``level``, (frames,).
    trade
        The other classes exchange their shares, twice: ``q``, (frames, K).
    everything, half, again
        The true class's share goes to 1, to a half, and is halved on and on: ``q``, its share
        ``true``, the ``loss``, and the cross entropy ``level``, which is the loss by now.
    halving
        What each halving adds to the loss: ln 2.
    top
        The loss that is to fit the stage: all surprises at first.
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
    collapse: Motion
    trade: Motion
    everything: Motion
    half: Motion
    again: Motion
    halving: float
    top: float
    true_form: Form

    @classmethod
    def compute(cls, parameters: OneHotCollapseParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target = np.array(parameters.logits), parameters.target
        names = names_of(parameters.labels, len(logits))
        surprise, q = -log_softmax(logits), never_certain(softmax(logits))
        share, start = ease(COLLAPSE, fps), np.array(parameters.p)
        p = (1 - share[:, None]) * start + share[:, None] * one_hot(target, len(logits))
        before = float(start @ surprise)
        trade = _traded(q, target, ease(TRADE, fps))
        seen = surprise[(np.array(parameters.p) > 0) | (np.arange(len(q)) == target)]
        loss, top = float(surprise[target]), max(float(seen.max()), math.log(FITS))
        halving = math.log(2)
        beyond = math.ceil(BEYOND * top / halving) * halving
        fall = np.array([loss]), np.array([0.0])
        everything = paced(*fall, ease(ALL, fps), lambda y: np.exp(-y))[:, 0]
        again = halving + steady(AGAIN, fps) * (beyond - halving)
        return cls(
            names=names,
            subscripts=subscripts(names),
            target=target,
            true_class=called(names[target]),
            one_true=one(names[target]),
            q=q,
            surprise=surprise,
            collapse=Motion(p=p, level=before + share * (surprise[target] - before)),
            trade=Motion(q=trade),
            everything=_moved(trade[-1], target, everything),
            half=_moved(trade[-1], target, halving * ease(HALF, fps)),
            again=_moved(trade[-1], target, again),
            halving=halving,
            top=top,
            true_form=apart(np.array([0.5, math.exp(-top), q[target]]), kind="p", least=3),
        )


def _moved(q: FloatArray, target: int, loss: FloatArray) -> Motion:
    """The true class's share such that it leaves these losses, (frames,).

    It may be 1, which no softmax is: that is where the loss ends.
    """
    true = np.where(loss > 0, never_certain(np.exp(-loss)), 1.0)
    return Motion(q=_with_true(q, target, true), true=true, loss=loss, level=loss)


def _with_true(q: FloatArray, target: int, true: FloatArray) -> FloatArray:
    """``q`` with these shares of the true class; the others keep their proportions, (frames, K)."""
    rest = np.delete(q, target)
    rest = rest / rest.sum() if rest.sum() > 0 else np.full(len(rest), 1 / len(rest))
    return np.insert((1 - true)[:, None] * rest, target, true, axis=1)


def _traded(q: FloatArray, target: int, share: FloatArray) -> FloatArray:
    """Each of the other classes takes over the share of the next one, twice, (frames, K)."""
    others = np.delete(np.arange(len(q)), target)
    stops = [q]
    for _ in range(2):
        traded = stops[-1].copy()
        traded[others] = np.roll(stops[-1][others], 1)
        stops.append(traded)
    ways = [(1 - share[:, None]) * a + share[:, None] * b for a, b in pairwise(stops)]
    return never_certain(np.concatenate((ways[0], ways[1][1:])))
