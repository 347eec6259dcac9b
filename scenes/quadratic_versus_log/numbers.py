"""What ``QuadraticVersusLog`` draws: two losses, their slopes, and the note's four lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Self

import numpy as np
from pydantic import model_validator

from scenes.digits import Form, exact, exactly, same, write
from scenes.numbers import FloatArray, Numbers, ease
from scenes.parameters import OpenUnit, Parameters
from xe_math import log_loss, log_loss_gradient, quadratic_loss, quadratic_loss_gradient

SLIDE = 4.0
"""Seconds in which the prediction goes from wrong to right."""

ZOOM = 3.0
"""Seconds in which the axis of the slopes grows to the steepest of them."""

ROOM = 1.6
"""Seconds in which one plot makes room for the other."""

GROW = 2.0
"""Seconds in which the bars of the pulls grow."""

HEADROOM = 1.15
"""How far an axis goes beyond the largest value that the point has on it."""

LEAST_CEILING = 3.5
"""Where the axis of the losses ends at least."""

NEAR, LEAST_FAR = -6.6, -40.0
"""Where the axis of the slopes ends at first, and at least when it has grown.

The quadratic loss reaches -2. Seen from afar both curves lie along the axes.
"""

LIMIT = 2.0
"""What the pull of the quadratic loss never exceeds."""

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

    Attributes
    ----------
    ceiling
        The loss at which its axis ends.
    floor
        The slope at which its axis ends, while that grows; a track, (frames,).
    room
        How far the losses have made room for the slopes; a track, (frames,).
    quadratic_x, quadratic_y, log_x, log_y
        The curves of (1 - y)^2 and -ln y; shape (SAMPLES,).
    quadratic_slope_x, quadratic_slope_y, log_slope_x, log_slope_y
        The curves of 2(y - 1), which is a line, and of -1/y, from the wrong prediction to 1.
    prediction
        On its way from wrong to right + step; a track, (frames,), as are the next four.
    quadratic, log, quadratic_slope, log_slope
        The losses at that prediction, and their derivatives by it.
    steps
        The four predictions: wrong, wrong + step, right, right + step.
    quadratic_slopes, log_slopes
        The derivatives there; shape (4,).
    pulls
        How hard each loss pulls there, quadratic first: the sizes of its slopes; shape (2, 4).
    prediction_form
        How those predictions are told.
    pull_forms
        How the pulls are told: for each loss, the form of those when wrong and when right.
    growing
        The pulls when wrong, growing at one pace until each has its size; a track, (frames, 2).
    ratio
        How many times as hard the logarithm pulls when wrong.
    """

    ceiling: float
    floor: FloatArray
    room: FloatArray
    quadratic_x: FloatArray
    quadratic_y: FloatArray
    log_x: FloatArray
    log_y: FloatArray
    quadratic_slope_x: FloatArray
    quadratic_slope_y: FloatArray
    log_slope_x: FloatArray
    log_slope_y: FloatArray
    prediction: FloatArray
    quadratic: FloatArray
    log: FloatArray
    quadratic_slope: FloatArray
    log_slope: FloatArray
    steps: FloatArray
    quadratic_slopes: FloatArray
    log_slopes: FloatArray
    pulls: FloatArray
    prediction_form: Form
    pull_forms: tuple[tuple[Form, Form], tuple[Form, Form]]
    growing: FloatArray
    ratio: float

    @classmethod
    def compute(cls, parameters: QuadraticVersusLogParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        wrong, right, step = parameters.wrong, parameters.right, parameters.step
        everywhere = np.linspace(0.0, 1.0, SAMPLES)
        # Above two losses that are small there is room for what is said of them.
        ceiling = max(HEADROOM * float(log_loss(wrong)), LEAST_CEILING)
        # Even steps of the loss: the steep part has as many points as the flat one.
        log_x = np.exp(-np.linspace(ceiling, 0.0, SAMPLES))
        slide = ease(SLIDE, fps)
        # In this form both ends are exact, and are told as what they are.
        prediction = (1 - slide) * wrong + slide * (right + step)
        steps = np.array([wrong, wrong + step, right, right + step])
        quadratic_slopes = quadratic_loss_gradient(steps, 1.0)
        log_slopes = log_loss_gradient(steps)
        pulls = np.abs([quadratic_slopes, log_slopes])
        far = min(-HEADROOM * float(pulls[1, 0]), LEAST_FAR)
        slope_x = np.array([wrong, 1.0])
        # Round when it is seen from near, and when from far: even ratios of both ranges.
        log_slope_x = np.unique(
            np.concatenate([np.geomspace(max(wrong, -1 / s), 1.0, SAMPLES) for s in (NEAR, far)])
        )
        return cls(
            ceiling=ceiling,
            # In even ratios: a zoom that looks even.
            floor=NEAR * (far / NEAR) ** ease(ZOOM, fps),
            room=ease(ROOM, fps),
            quadratic_x=everywhere,
            quadratic_y=quadratic_loss(everywhere, 1.0),
            log_x=log_x,
            log_y=log_loss(log_x),
            quadratic_slope_x=slope_x,
            quadratic_slope_y=quadratic_loss_gradient(slope_x, 1.0),
            log_slope_x=log_slope_x,
            log_slope_y=log_loss_gradient(log_slope_x),
            prediction=prediction,
            quadratic=quadratic_loss(prediction, 1.0),
            log=log_loss(prediction),
            quadratic_slope=quadratic_loss_gradient(prediction, 1.0),
            log_slope=log_loss_gradient(prediction),
            steps=steps,
            quadratic_slopes=quadratic_slopes,
            log_slopes=log_slopes,
            pulls=pulls,
            prediction_form=exactly(steps, kind="p", least=2),
            pull_forms=(_forms(pulls[0], LIMIT), _forms(pulls[1])),
            growing=np.minimum(ease(GROW, fps)[:, None] * pulls[:, 0].max(), pulls[:, 0]),
            ratio=float(pulls[1, 0] / pulls[0, 0]),
        )


def _forms(pulls: FloatArray, *limits: float) -> tuple[Form, Form]:
    """How the first two and the last two are told: as briefly as tells these two apart.

    All four in one form, if otherwise one value had two texts, or two values one.
    """
    forms = exactly([*pulls[:2], *limits], least=0), exactly(pulls[2:], least=0)
    texts = [write(value, forms[k // 2]) for k, value in enumerate(pulls)]
    pairs = combinations(zip(pulls, texts, strict=True), 2)
    if all(same(one, other) == (text == another) for (one, text), (other, another) in pairs):
        return forms
    form = exactly([*pulls, *limits], least=0)
    return form, form
