"""What ``QuadraticVersusLog`` draws: two losses, their slopes, and the note's four lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from scenes.numbers import FloatArray, Numbers, ease
from scenes.parameters import OpenUnit, Parameters
from xe_math import log_loss, log_loss_gradient, quadratic_loss, quadratic_loss_gradient

SLIDE = 4.0
"""Seconds in which the prediction goes from wrong to right, or back."""

HEADROOM = 1.08
"""How far the axis of the losses goes beyond the largest that the point has."""

LEAST_CEILING = 2.5
"""Where that axis ends at least."""

SAMPLES = 241
"""Points of a curve."""

STEEPEST = -8.0
"""Where the axis of the slopes ends; the quadratic loss reaches -2."""


class QuadraticVersusLogParameters(Parameters):
    """A wrong and a right prediction of a true 1, and the small step that each then takes."""

    wrong: OpenUnit = 0.01
    right: OpenUnit = 0.98
    step: OpenUnit = 0.01

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.wrong < self.right:
            raise ValueError(
                f"wrong must be below right, since the truth is 1; got wrong={self.wrong:g} and "
                f"right={self.right:g}. Swap them."
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

    Attributes
    ----------
    ceiling
        The loss at which its axis ends.
    quadratic_x, quadratic_y, log_x, log_y
        The curves of (1 - y)^2 and -ln y; shape (SAMPLES,).
    log_slope_x, log_slope_y
        The curve of -1/y as far as its axis goes; shape (SAMPLES,).
    line_x, line_y
        The curve of 2(y - 1); shape (2,).
    prediction
        On its way from wrong to right + step; a track, (frames,), as are the next four.
    quadratic, log, quadratic_slope, log_slope
        The losses at that prediction, and their derivatives by it.
    steps
        The four predictions: wrong, wrong + step, right, right + step.
    quadratic_slopes, log_slopes
        The derivatives there; shape (4,).
    quadratic_changes, log_changes
        By how much the derivative changes in the step: when wrong, when right.
    quadratic_falls
        By how much the quadratic loss itself falls in the step: when wrong, when right.
    pulls
        How hard each loss pulls when wrong: the size of its slope, quadratic first; shape (2,).
    ratio
        How many times as hard the logarithm pulls.
    """

    ceiling: float
    quadratic_x: FloatArray
    quadratic_y: FloatArray
    log_x: FloatArray
    log_y: FloatArray
    log_slope_x: FloatArray
    log_slope_y: FloatArray
    line_x: FloatArray
    line_y: FloatArray
    prediction: FloatArray
    quadratic: FloatArray
    log: FloatArray
    quadratic_slope: FloatArray
    log_slope: FloatArray
    steps: FloatArray
    quadratic_slopes: FloatArray
    log_slopes: FloatArray
    quadratic_changes: FloatArray
    log_changes: FloatArray
    quadratic_falls: FloatArray
    pulls: FloatArray
    ratio: float

    @classmethod
    def compute(cls, parameters: QuadraticVersusLogParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        wrong, right, step = parameters.wrong, parameters.right, parameters.step
        everywhere = np.linspace(0.0, 1.0, SAMPLES)
        # Evenly spaced along the steep part, too: even steps of the loss, and of its slope.
        # Above two losses that are small there is room for what is said of them.
        ceiling = max(HEADROOM * float(log_loss(wrong)), LEAST_CEILING)
        log_x = np.exp(-np.linspace(ceiling, 0.0, SAMPLES))
        log_slope_x = 1 / np.linspace(-STEEPEST, 1.0, SAMPLES)
        ends = np.array([0.0, 1.0])
        prediction = wrong + (right + step - wrong) * ease(SLIDE, fps)
        steps = np.array([wrong, wrong + step, right, right + step])
        quadratic_slopes = quadratic_loss_gradient(steps, 1.0)
        log_slopes = log_loss_gradient(steps)
        losses = quadratic_loss(steps, 1.0)
        return cls(
            ceiling=ceiling,
            quadratic_x=everywhere,
            quadratic_y=quadratic_loss(everywhere, 1.0),
            log_x=log_x,
            log_y=log_loss(log_x),
            log_slope_x=log_slope_x,
            log_slope_y=log_loss_gradient(log_slope_x),
            line_x=ends,
            line_y=quadratic_loss_gradient(ends, 1.0),
            prediction=prediction,
            quadratic=quadratic_loss(prediction, 1.0),
            log=log_loss(prediction),
            quadratic_slope=quadratic_loss_gradient(prediction, 1.0),
            log_slope=log_loss_gradient(prediction),
            steps=steps,
            quadratic_slopes=quadratic_slopes,
            log_slopes=log_slopes,
            quadratic_changes=quadratic_slopes[1::2] - quadratic_slopes[::2],
            log_changes=log_slopes[1::2] - log_slopes[::2],
            quadratic_falls=losses[::2] - losses[1::2],
            pulls=np.abs([quadratic_slopes[0], log_slopes[0]]),
            ratio=float(log_slopes[0] / quadratic_slopes[0]),
        )
