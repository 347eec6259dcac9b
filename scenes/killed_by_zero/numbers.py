"""What ``KilledByZero`` draws: how the loss answers each probability, if that moves alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from scenes.digits import Form, apart, decimals_that_add
from scenes.numbers import FloatArray, Numbers, ease, never_certain, ranked
from scenes.parameters import (
    ClassIndex,
    Labels,
    Logits,
    Parameters,
    class_names,
    require_same_length,
    require_target_in_range,
)
from xe_math import cross_entropy, log_loss, log_loss_gradient, one_hot, probability_gradient, softmax

LOWER, RAISE, RETURN = 1.8, 2.6, 1.6
"""Seconds in which a probability is dragged down, up, and back."""

SLIDE = 2.2
"""Seconds in which the truth goes to another class, or comes back."""

LITTLE, MUCH, MOST = 0.05, 0.95, 0.90
"""How far a probability is dragged: down, up if it is wrong, and up if it is true."""

FEW = 5
"""Classes of which all are told."""

GRID = 1001
"""Places on a way at which the loss is computed to find its pace."""

LARGE = 1000.0
"""From there on slopes have three digits."""


class KilledByZeroParameters(Parameters):
    """The logits, the true class, and names."""

    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    target: ClassIndex = 0
    labels: Labels = None

    @model_validator(mode="after")
    def _same_classes(self) -> Self:
        require_same_length(logits=self.logits, labels=self.labels)
        require_target_in_range(self.target, len(self.logits))
        return self


@dataclass(frozen=True, slots=True, eq=False)
class KilledByZeroNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; tracks are (frames, K) or (frames, 1).

    A probability that moves alone takes the sum away from 1.

    Attributes
    ----------
    names, target, wrong, told
        Of the classes; the true one and the likeliest of the others, counted from 0; and those of
        which numbers are told.
    p, q, loss
        The truth; softmax of the logits; and the loss in nats, shape (1,).
    total
        The sum of q, 1.
    lower_q, raise_q, return_q
        While the wrong one is dragged down, up, and back; tracks. The loss stays.
    lower_total, raise_total, return_total
        The sum meanwhile; tracks, (frames,).
    fall_q, rise_q, home_q
        While the true one is; tracks.
    fall_loss, rise_loss, home_loss
        And what the loss answers.
    fall_total, rise_total, home_total
        The sum meanwhile.
    other_p, other_loss, back_p, back_loss
        While the truth goes to the wrong class, and comes back; tracks.
    slopes
        Of ln(1/q), for each probability: -1/q.
    gradient
        Of the loss: p times that.
    loudest
        The class of the steepest one.
    strength
        How steep that is.
    most
        The highest loss that is drawn.
    q_form, loss_form, slope_form
        How probabilities, losses and slopes are told.
    """

    names: tuple[str, ...]
    target: int
    wrong: int
    told: tuple[int, ...]
    p: FloatArray
    q: FloatArray
    loss: FloatArray
    total: float
    lower_q: FloatArray
    raise_q: FloatArray
    return_q: FloatArray
    lower_total: FloatArray
    raise_total: FloatArray
    return_total: FloatArray
    fall_q: FloatArray
    rise_q: FloatArray
    home_q: FloatArray
    fall_loss: FloatArray
    rise_loss: FloatArray
    home_loss: FloatArray
    fall_total: FloatArray
    rise_total: FloatArray
    home_total: FloatArray
    other_p: FloatArray
    other_loss: FloatArray
    back_p: FloatArray
    back_loss: FloatArray
    slopes: FloatArray
    gradient: FloatArray
    loudest: int
    strength: float
    most: float
    q_form: Form
    loss_form: Form
    slope_form: Form

    @classmethod
    def compute(cls, parameters: KilledByZeroParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        target, count = parameters.target, len(parameters.logits)
        q = never_certain(softmax(parameters.logits))
        best = ranked(q)
        wrong = next(k for k in best if k != target)
        p, other = one_hot([target, wrong], count)
        tracks: dict[str, FloatArray] = {}
        for k, most, names in (
            (wrong, MUCH, ("lower", "raise", "return")),
            (target, MOST, ("fall", "rise", "home")),
        ):
            stops = np.array([q[k], LITTLE, most, q[k]])
            for i, (name, seconds) in enumerate(zip(names, (LOWER, RAISE, RETURN), strict=True)):
                moved = np.where(
                    np.arange(count) == k, _way(stops[i], stops[i + 1], ease(seconds, fps))[:, None], q
                )
                tracks[f"{name}_q"], tracks[f"{name}_total"] = moved, moved.sum(axis=1)
                if k == target:
                    tracks[f"{name}_loss"] = log_loss(moved[:, [k]])
        share = ease(SLIDE, fps)[:, None]
        for name, ends in (("other", (p, other)), ("back", (other, p))):
            truth = (1 - share) * ends[0] + share * ends[1]
            tracks[f"{name}_p"] = truth
            tracks[f"{name}_loss"] = np.array(cross_entropy(truth, q / q.sum()))[:, None]
        slopes = np.array(log_loss_gradient(q))
        losses = [tracks[name][-1, 0] for name in ("fall_loss", "rise_loss", "home_loss", "other_loss")]
        told = range(count) if count <= FEW else sorted({target, wrong, best[-1]})
        loudest = int(slopes.argmin())
        decimals = decimals_that_add(q, 1.0, kind="p", least=3)
        return cls(
            names=class_names(parameters.labels, count),
            target=target,
            wrong=wrong,
            told=tuple(told),
            p=p,
            q=q,
            loss=log_loss(q[[target]]),
            total=float(q.sum()),
            **tracks,
            slopes=slopes,
            gradient=np.array(probability_gradient(q / q.sum(), target)),
            loudest=loudest,
            strength=float(-slopes[loudest]),
            most=1.05 * max(losses),
            q_form=f".{decimals or 3}p",
            loss_form=apart(losses, least=3),
            slope_form=".2f" if -slopes.min() < LARGE else ".3g",
        )


def _way(start: float, end: float, share: FloatArray) -> FloatArray:
    """From a probability to another; exact at both ends, (frames,).

    Half of the pace is its own, half that of the loss: from next to nothing, that would fall in a
    frame.
    """
    grid = np.unique(np.concatenate((np.geomspace(start, end, GRID), np.linspace(start, end, GRID))))
    grid = grid[:: 1 if end > start else -1]
    own, loss = (np.abs(ways - ways[0]) for ways in (grid, log_loss(grid)))
    return np.interp(share, (own / own[-1] + loss / loss[-1]) / 2, grid)
