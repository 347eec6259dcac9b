"""What ``QuadraticVersusLog`` draws: two losses, their slopes, and how hard both pull."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from scenes.digits import Form, exact, exactly
from scenes.numbers import FloatArray, Numbers, ease
from scenes.parameters import OpenUnit, Parameters
from xe_math import (
    log_loss,
    log_loss_gradient,
    quadratic_loss,
    quadratic_loss_gradient,
    sigmoid,
    train_neuron,
)

FALL = 1.6
"""Seconds in which the prediction goes wrong at first."""

SLIDE = 5.0
"""Seconds in which the prediction goes from wrong to right."""

BACK = 0.9
"""Seconds in which it goes back."""

STEP = 1.2
"""Seconds of a small step."""

ZOOM = 2.8
"""Seconds in which the axis of the slopes grows to the steepest of them."""

LEARN = 5.5
"""Seconds in which both learn."""

EPOCHS = 100
"""Steps in which both learn: cross entropy comes to ``LEARNT`` in them, or nearer to 1."""

LEARNT = 0.9

HEADROOM = 1.15
"""How far an axis goes beyond the largest value that the point has on it."""

LEAST_CEILING = 4.5
"""Where the axis of the losses ends at least."""

NEAR = -6.6
"""Where the axis of the slopes ends at first, and at least: the quadratic loss reaches -2."""

SURE = 0.1
"""Below this, a prediction of the truth is wrong and sure."""

FLAT = -40.0
"""Where it ends when the slope of the quadratic loss looks like 0."""

ABOVE = 0.12
"""How far that axis goes beyond 0, for each 1 that it goes below."""

SAMPLES = 241
"""Points of a curve."""


class QuadraticVersusLogParameters(Parameters):
    """A wrong and a right prediction of a true 1, and the small step that each then takes."""

    wrong: OpenUnit = 0.01
    right: OpenUnit = 0.98
    step: OpenUnit = 0.01

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.wrong < self.right:
            raise ValueError(
                f"wrong must be below right, since the truth is 1; got wrong={exact(self.wrong)} "
                f"and right={exact(self.right)}. Swap them."
            )
        if not self.right + self.step <= 1:
            raise ValueError(
                f"right + step must be at most 1, the truth; got {self.right + self.step:g}. "
                f"Give a step of at most {1 - self.right:g}."
            )
        return self


@dataclass(frozen=True, slots=True, eq=False)
class QuadraticVersusLogNumbers(Numbers):
    """The true value is 1 throughout; losses in nats where they are logarithms.

    Where there are two of something, the first is that of the logarithm.

    Attributes
    ----------
    is_sure
        Whether the wrong prediction is wrong and sure.
    zooms, is_flat
        Whether the axis of the slopes must grow, and so far that the line looks like 0.
    ceiling
        The loss at which its axis ends.
    floor, roof
        The slopes at which their axis ends, while that grows; tracks, (frames,).
    log, quadratic
        The curves of ln(1/q) and (1 - q)^2: predictions and losses; shape (2, SAMPLES).
    log_slope, quadratic_slope
        The curves of -1/q, and of -2(1 - q), which is a line, from the wrong prediction to 1;
        shape (2, ...).
    fall, slide, step_right, back, step_wrong
        Ways of the prediction, one after the other: from right to wrong, from there to right, a
        step on, from there to wrong, and a step on. Of each the prediction, the losses and their
        slopes; shape (3, frames, 2).
    traced, traced_on
        From where to where the slopes have been drawn in the first two; tracks, (frames, 2).
    steps
        The four predictions: wrong, wrong + step, right, right + step.
    slopes
        The derivatives there; shape (2, 4).
    changes
        How far a step changes them where it is wrong, and where it is right; shape (2, 2).
    pulls
        How hard each loss pulls there: the sizes of its slopes; shape (2, 4).
    prediction_form, foot_form
        How those predictions are told in words, and below the axis, where they move.
    slope_form
        How slopes below 10 are told while they move: with as many decimals as any of the four.
    pull_forms
        How slopes are told: for each loss, the form of those when wrong and when right.
    factor
        The slope of the sigmoid whose value is wrong: q(1 - q).
    behind
        ``factor`` times the pulls when wrong: how hard each loss pulls at the logit; shape (2,).
    epochs, learn
        In how many steps both learn; and the way of both predictions, as above, while each
        descends its own loss by its logit, with one learning rate; shape (3, frames, 2).
    ratio
        How many times as hard the logarithm pulls when wrong.
    """

    is_sure: bool
    zooms: bool
    is_flat: bool
    ceiling: float
    floor: FloatArray
    roof: FloatArray
    log: FloatArray
    quadratic: FloatArray
    log_slope: FloatArray
    quadratic_slope: FloatArray
    fall: FloatArray
    slide: FloatArray
    step_right: FloatArray
    back: FloatArray
    step_wrong: FloatArray
    traced: FloatArray
    traced_on: FloatArray
    steps: FloatArray
    slopes: FloatArray
    changes: FloatArray
    pulls: FloatArray
    prediction_form: Form
    foot_form: Form
    slope_form: Form
    pull_forms: tuple[tuple[Form, ...], ...]
    factor: float
    behind: FloatArray
    epochs: int
    learn: FloatArray
    ratio: float

    @classmethod
    def compute(cls, parameters: QuadraticVersusLogParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        wrong, right, step = parameters.wrong, parameters.right, parameters.step
        steps = np.array([wrong, wrong + step, right, right + step])
        slopes = _slopes(steps)
        pulls = np.abs(slopes)
        # Above two losses that are small there is room for what is said of them.
        ceiling = max(HEADROOM * float(log_loss(wrong)), LEAST_CEILING)
        # Even steps of the loss: the steep part has as many points as the flat one.
        log_x = np.exp(-np.linspace(ceiling, 0.0, SAMPLES))
        everywhere = np.linspace(0.0, 1.0, SAMPLES)
        far = min(-HEADROOM * float(pulls[0, 0]), NEAR)
        # Round when it is seen from near, and when from far: even ratios of both ranges.
        log_slope_x = np.unique(
            np.concatenate([np.geomspace(max(wrong, -1 / s), 1.0, SAMPLES) for s in (NEAR, far)])
        )
        line = np.array([wrong, 1.0])
        stops = [
            ("fall", FALL, right, wrong),
            ("slide", SLIDE, wrong, right),
            ("step_right", STEP, right, steps[3]),
            ("back", BACK, steps[3], wrong),
            ("step_wrong", STEP, wrong, steps[1]),
        ]
        ways = {name: _way(start, end, ease(seconds, fps)) for name, seconds, start, end in stops}
        factor = wrong * (1 - wrong)
        learn = _learning(wrong, ease(LEARN, fps))
        forms = tuple(tuple(exactly(row[k : k + 2], least=0) for k in (0, 2)) for row in pulls)
        floor = _from_to(NEAR, far, ease(ZOOM, fps))  # in even ratios: a zoom that looks even
        return cls(
            is_sure=wrong < SURE,
            zooms=far < NEAR,
            is_flat=far < FLAT,
            ceiling=ceiling,
            floor=floor,
            roof=-ABOVE * floor,
            log=np.stack((log_x, log_loss(log_x))),
            quadratic=np.stack((everywhere, quadratic_loss(everywhere, 1.0))),
            log_slope=np.stack((log_slope_x, log_loss_gradient(log_slope_x))),
            quadratic_slope=np.stack((line, quadratic_loss_gradient(line, 1.0))),
            **ways,
            traced=_traced(wrong, ways["slide"]),
            traced_on=_traced(wrong, ways["step_right"]),
            steps=steps,
            slopes=slopes,
            changes=slopes[:, 1::2] - slopes[:, ::2],
            pulls=pulls,
            prediction_form=exactly(steps, kind="p", least=2),
            foot_form=exactly(steps, kind="p", least=3),
            slope_form=max(".2f", *(form for row in forms for form in row if form[-1] == "f")),
            pull_forms=forms,
            factor=factor,
            behind=factor * pulls[:, 0],
            epochs=EPOCHS,
            learn=learn,
            ratio=float(pulls[0, 0] / pulls[1, 0]),
        )


def _slopes(q: FloatArray) -> FloatArray:
    """The derivatives of both losses; shape (2, n)."""
    return np.stack((log_loss_gradient(q), quadratic_loss_gradient(q, 1.0)))


def _from_to(start: float, end: float, share: FloatArray) -> FloatArray:
    """From ``start`` to ``end`` in even ratios; exact at both ends."""
    way = start * np.exp(share * (np.log(abs(end)) - np.log(abs(start))))
    way[0], way[-1] = start, end
    return way


def _way(start: float, end: float, share: FloatArray) -> FloatArray:
    """The prediction, both losses and their slopes; even in ln q, so slow where that is steep."""
    q = _from_to(start, end, share)
    return _both(q, q)


def _both(log: FloatArray, quadratic: FloatArray) -> FloatArray:
    """Of two predictions, each by a loss of its own, that loss and its slope; (3, frames, 2)."""
    rows = (
        (log, log_loss(log), log_loss_gradient(log)),
        (quadratic, quadratic_loss(quadratic, 1.0), quadratic_loss_gradient(quadratic, 1.0)),
    )
    return np.array(rows).transpose(1, 2, 0)


def _learning(wrong: float, share: FloatArray) -> FloatArray:
    """Both predictions descend in even steps of one size; ``share`` of them is done."""
    start, end = wrong, max(LEARNT, (1 + wrong) / 2)
    odds = start / (1 - start), end / (1 - end)
    # How long cross entropy takes if its steps are small: its logit moves by 1 - q in a unit.
    time = math.log(odds[1]) - math.log(odds[0]) + odds[1] - odds[0]
    rate = time / EPOCHS

    def descended(loss: Literal["cross_entropy", "quadratic"], rate: float) -> FloatArray:
        bias = math.log(odds[0])
        trained = train_neuron(
            0.0, bias, x=0.0, y=1.0, learning_rate=rate, epochs=EPOCHS, loss=loss
        )
        way = sigmoid(np.interp(share * EPOCHS, np.arange(EPOCHS + 1), trained.bias))
        return np.concatenate(([wrong], way[1:]))

    # The neuron's quadratic loss is half of the note's.
    return _both(descended("cross_entropy", rate), descended("quadratic", 2 * rate))


def _traced(wrong: float, way: FloatArray) -> FloatArray:
    """From the wrong prediction to where the way has come."""
    q = way[0, :, 0]
    return np.column_stack((np.full(len(q), wrong), q))
