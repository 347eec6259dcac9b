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
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, paced, ranked
from stage.parameters import OneTrueClass, Probabilities, require_same_length
from xe_math import log_loss, log_softmax, one_hot, softmax

COLLAPSE, TRADE = 4.5, 2.0
"""Seconds in which p becomes one-hot, and in which the others exchange their shares once."""

DRAGS = (2.5, 4.0, 3.5)
"""Seconds in which the true class's share is dragged to each stop."""

STOPS = (0.9, 0.01, 0.001)
"""Its share there: sure and right, then sure and wrong, then so wrong that it leaves the frame."""

BEYOND = 1.45
"""A loss that is so many times what fits the stage has left the frame, in each of its shapes."""


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
    names, subscripts, target, sure
        Of the classes; the same in formulas; the true class, and the one that has the largest share
        of the others after they have traded, counted from 0.
    true_class, one_true
        How a sentence speaks of the true class, after "the", and of one of it.
    q, surprise
        softmax of the logits, and ln(1/q), finite where q itself is rounded to 0, shape (K,).
    collapse
        p becomes one-hot: ``p``, (frames, K), and the cross entropy ``level``, (frames,).
    trade
        The other classes exchange their shares, twice: ``q``, (frames, K).
    up, down, on
        The true class's share is dragged to each stop: ``q``, its share ``true`` and the ``loss``,
        and the ``low`` and ``high`` end of all shares at which the loss has been so far.
    ghosts
        Losses among which a viewer guesses: higher, as now, lower, shape (3,).
    stops
        The shares at which the drags end, shape (3,).
    top
        The loss that is to fit the stage: all surprises at first, and that at the second stop.
    true_form
        The form of the true class's share.
    """

    names: tuple[str, ...]
    subscripts: tuple[str, ...]
    target: int
    sure: int
    true_class: str
    one_true: str
    q: FloatArray
    surprise: FloatArray
    collapse: Motion
    trade: Motion
    up: Motion
    down: Motion
    on: Motion
    ghosts: FloatArray
    stops: FloatArray
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
        losses = [float(surprise[target]), *_stops(float(surprise[target]), float(seen.max()))]
        drags = _drags(losses, trade[-1], target, fps)
        stops = never_certain(np.exp(-np.array(losses[1:])))
        return cls(
            names=names,
            subscripts=subscripts(names),
            target=target,
            sure=next(k for k in ranked(trade[-1]) if k != target),
            true_class=called(names[target]),
            one_true=one(names[target]),
            q=q,
            surprise=surprise,
            collapse=Motion(p=p, level=before + share * (surprise[target] - before)),
            trade=Motion(q=trade),
            up=drags[0],
            down=drags[1],
            on=drags[2],
            ghosts=np.array([1.6, 1.0, 0.5]) * losses[0],
            stops=stops,
            top=max(float(seen.max()), losses[2]),
            true_form=apart(np.append(stops, q[target]), kind="p", least=3),
        )


def _stops(loss: float, highest: float) -> tuple[float, float, float]:
    """Losses at the stops: where a share is beyond a stop already, half-way on, or to a tenth.

    The last is so far above the second and the ``highest`` that it leaves the picture.
    """
    right = -math.log(max(STOPS[0], (1 + math.exp(-loss)) / 2))
    wrong = max(float(log_loss(STOPS[1])), loss + math.log(10))
    return right, wrong, max(wrong + math.log(10), BEYOND * max(wrong, highest))


def _drags(losses: list[float], q: FloatArray, target: int, fps: float) -> list[Motion]:
    """From each loss to the next; half of the pace even in the loss, half in the share."""
    drags = []
    low = high = float(never_certain(np.exp(-losses[0])))
    for seconds, start, end in zip(DRAGS, losses[:-1], losses[1:], strict=True):
        ends = np.array([start]), np.array([end])
        loss = paced(*ends, ease(seconds, fps), lambda y: np.exp(-y))[:, 0]
        true = never_certain(np.exp(-loss))
        lows = np.minimum(np.minimum.accumulate(true), low)
        highs = np.maximum(np.maximum.accumulate(true), high)
        low, high = float(lows[-1]), float(highs[-1])
        moved = _with_true(q, target, true)
        drags.append(Motion(q=moved, true=true, loss=loss, low=lows, high=highs))
    return drags


def _with_true(q: FloatArray, target: int, true: FloatArray) -> FloatArray:
    """``q`` with these shares of the true class; the others keep their proportions, (frames, K)."""
    rest = np.delete(q, target)
    rest = rest / rest.sum() if rest.sum() > 0 else np.full(len(rest), 1 / len(rest))
    return never_certain(np.insert((1 - true)[:, None] * rest, target, true, axis=1))


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
