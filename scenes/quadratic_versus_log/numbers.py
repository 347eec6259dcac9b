"""What ``QuadraticVersusLog`` draws: two losses over q and its logit, and how hard they pull."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, exact, exactly, same, write
from stage.numbers import FloatArray, Numbers, ease
from stage.parameters import OpenUnit, Parameters
from xe_math import (
    log_loss,
    log_loss_gradient,
    quadratic_loss,
    quadratic_loss_gradient,
    sigmoid,
    train_neuron,
)

FALL = 2.8
"""Seconds in which the prediction goes wrong at first."""

STEP = 0.8
"""Seconds of a small step."""

SLIDE = 2.6
"""Seconds in which the prediction goes from wrong to right."""

BACK = 0.8
"""Seconds in which it goes back."""

STRETCH = 4.6
"""Seconds in which the axis of q becomes that of its logit."""

LEARN = 6.2
"""Seconds in which both learn."""

EPOCHS = 100
"""Steps in which both learn: cross entropy comes to about ``LEARNT``, or nearer to 1."""

STRIDE = 10
"""Steps after each of which it is remembered where they are."""

LEARNT = 0.9

HEADROOM = 1.15
"""How far the axis of the logit goes beyond the largest of the two predictions."""

LEAST_REACH = 4.5
"""How far it goes at least."""

GRID = (0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
"""Predictions at which it is seen how the axis is stretched."""

CLOSE = 8.0
"""Up to this logit curves bend, and have more points."""

END = 38.0
"""A logit whose prediction is 1, as far as a float can tell."""

SAMPLES = 241
"""Points of a curve, outside of that and within."""


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

    Where there are two of something, the first is that of the logarithm. The logit is that of a
    sigmoid, whose slope q(1 - q) is called the gate.

    Attributes
    ----------
    reach, ceiling
        How far the axis of the logit goes, both ways from 0; and the logarithm's loss at its end.
    log, quadratic
        The curves of ln(1/q) and (1 - q)^2: predictions, their logits, and losses; shape (3, S).
    gate
        The gate over the logit; shape (2, S).
    grid, grid_z, grid_loss
        Some predictions; their logits, and the logarithm's losses there.
    fall, step_wrong, slide, step_right, back
        Ways of the prediction, one after the other: from right to wrong, a step on, from there to
        right, a step on, and back to wrong. Of each the prediction, the losses and their slopes,
        and its logit, as far as the axis goes; shape (4, frames, 2).
    stretch
        How far the axis of q has become that of its logit, from 0 to 1; a track.
    steps
        The four predictions: wrong, wrong + step, right, right + step.
    slopes, pulls
        The derivatives there, and how hard each loss pulls: their sizes; shape (2, 4).
    prediction_form, moving_form
        How those predictions are told in words, and where they move.
    pull_forms
        How pulls are told: for each loss, the form of those when wrong and when right.
    product_form
        How factors and products are told.
    products
        For each loss, where it is wrong: its pull at q, the gate, and their product, which is its
        pull at the logit; shape (2, 3).
    rate, epochs, apart
        How long a step is at a pull of 1; in how many both learn; and after how many it is
        remembered where they are.
    taken, high
        How far the logarithm's pull at the wrong prediction reaches along the axis of the logit,
        and at which height, in shares of that axis and of that of losses.
    learn, learn_products
        The way of both predictions, while each descends its own loss by its logit, with one
        learning rate; as the other ways, and as ``products``, (frames, 2, 3).
    crumbs
        Where they were after every ``apart`` steps, from the start: predictions, logits and
        losses; shape (3, 1 + epochs / apart, 2).
    ratio
        How many times as hard the logarithm pulls when wrong.
    """

    reach: float
    ceiling: float
    log: FloatArray
    quadratic: FloatArray
    gate: FloatArray
    grid: FloatArray
    grid_z: FloatArray
    grid_loss: FloatArray
    fall: FloatArray
    step_wrong: FloatArray
    slide: FloatArray
    step_right: FloatArray
    back: FloatArray
    stretch: FloatArray
    steps: FloatArray
    slopes: FloatArray
    pulls: FloatArray
    prediction_form: Form
    moving_form: Form
    pull_forms: tuple[tuple[Form, ...], ...]
    product_form: Form
    products: FloatArray
    rate: float
    epochs: int
    apart: int
    taken: float
    high: float
    learn: FloatArray
    learn_products: FloatArray
    crumbs: FloatArray
    ratio: float

    @classmethod
    def compute(cls, parameters: QuadraticVersusLogParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        wrong, right, step = parameters.wrong, parameters.right, parameters.step
        steps = np.array([wrong, wrong + step, right, right + step])
        slopes = np.stack((log_loss_gradient(steps), quadratic_loss_gradient(steps, 1.0)))
        pulls = np.abs(slopes)
        reach = max(HEADROOM * abs(_logit(wrong)), HEADROOM * abs(_logit(right)), LEAST_REACH)
        stops = [
            ("fall", FALL, right, wrong),
            ("step_wrong", STEP, wrong, steps[1]),
            ("slide", SLIDE, steps[1], right),
            ("step_right", STEP, right, steps[3]),
            ("back", BACK, steps[3], wrong),
        ]
        ways = {}
        for name, seconds, start, end in stops:
            q = _from_to(start, end, ease(seconds, fps))
            ways[name] = _way(np.column_stack((q, q)), reach)
        rate, biases = _trained(wrong)
        share = ease(LEARN, fps)
        done = [sigmoid(np.interp(share * EPOCHS, np.arange(EPOCHS + 1), b)) for b in biases.T]
        learn = _way(_from(wrong, np.column_stack(done)), reach)
        left = _way(_from(wrong, sigmoid(biases[::STRIDE])), reach)
        z = np.unique(np.concatenate([
            np.linspace(-reach, reach, SAMPLES), np.linspace(-CLOSE, CLOSE, SAMPLES),
            np.linspace(CLOSE, END, SAMPLES // 4),
        ]))  # fmt: skip
        z = z[z >= -reach]
        q, within, grid = sigmoid(z), z[z <= reach], np.array(GRID)
        learn_products = _products(learn)
        products = learn_products[0].copy()
        ceiling = float(log_loss(sigmoid(-reach)))
        taken = float(1 + (learn[3, 0, 0] + products[0, 2]) / reach) / 2
        return cls(
            reach=reach,
            ceiling=ceiling,
            log=np.stack((q, z, log_loss(q))),
            quadratic=np.stack((q, z, quadratic_loss(q, 1.0))),
            gate=np.stack((within, sigmoid(within) * sigmoid(-within))),
            grid=grid,
            grid_z=np.array([_logit(at) for at in GRID]),
            grid_loss=log_loss(grid),
            **ways,
            stretch=ease(STRETCH, fps),
            steps=steps,
            slopes=slopes,
            pulls=pulls,
            prediction_form=exactly(steps, kind="p", least=2),
            moving_form=exactly(steps, kind="p", least=3),
            pull_forms=tuple(_forms_of_pulls(row) for row in pulls),
            product_form=".3g",
            products=products,
            rate=rate,
            epochs=EPOCHS,
            apart=STRIDE,
            taken=taken,
            high=float(learn[1, 0, 0]) / ceiling,
            learn=learn,
            learn_products=learn_products,
            crumbs=left[[0, 3, 1]],
            ratio=float(pulls[0, 0] / pulls[1, 0]),
        )


def _forms_of_pulls(pulls: FloatArray) -> tuple[Form, Form]:
    """How those when wrong and those when right are told: each pair, and the pairs, apart."""
    wrong, right = (exactly(pulls[k : k + 2], least=0) for k in (0, 2))
    forms = (wrong, wrong, right, right)
    texts = [write(pull, form) for pull, form in zip(pulls, forms, strict=True)]
    if any(
        (a == b) != same(x, y) for (a, x), (b, y) in combinations(zip(texts, pulls, strict=True), 2)
    ):
        wrong = right = exactly(pulls, least=0)
    return wrong, right


def _logit(q: float) -> float:
    """Of which ``q`` is the sigmoid; infinite for 1."""
    return math.log(q) - math.log1p(-q) if q < 1 else math.inf


def _from_to(start: float, end: float, share: FloatArray) -> FloatArray:
    """From ``start`` to ``end`` in even ratios, so slow where that is steep; exact at both ends."""
    way = start * np.exp(share * (np.log(end) - np.log(start)))
    way[0], way[-1] = start, end
    return way


def _from(start: float, q: FloatArray) -> FloatArray:
    """Predictions whose first is ``start``, exactly."""
    return np.concatenate((np.full((1, 2), start), q[1:]))


def _way(q: FloatArray, reach: float) -> FloatArray:
    """Of two predictions, each by a loss of its own, losses, slopes, logits; (4, frames, 2)."""
    log, quadratic = q.T
    z = np.clip(np.vectorize(_logit)(q), -reach, reach)
    losses = np.column_stack((log_loss(log), quadratic_loss(quadratic, 1.0)))
    slopes = np.column_stack((log_loss_gradient(log), quadratic_loss_gradient(quadratic, 1.0)))
    return np.stack((q, losses, slopes, z))


def _products(way: FloatArray) -> FloatArray:
    """Pulls at q, gates, and pulls at the logit; (frames, 2, 3)."""
    q, pulls = way[0], np.abs(way[2])
    gates = q * (1 - q)
    return np.stack((pulls, gates, pulls * gates), axis=-1)


def _trained(wrong: float) -> tuple[float, FloatArray]:
    """The learning rate, and both logits as they descend in steps of one size; (EPOCHS + 1, 2)."""
    start, end = wrong, max(LEARNT, (1 + wrong) / 2)
    odds = start / (1 - start), end / (1 - end)
    # How long cross entropy takes if its steps are small: its logit moves by 1 - q in a unit.
    time = math.log(odds[1]) - math.log(odds[0]) + odds[1] - odds[0]
    rate = float(f"{time / EPOCHS:.2g}")  # so that it can be told

    def bias(loss: Literal["cross_entropy", "quadratic"], rate: float) -> FloatArray:
        return train_neuron(
            0.0, math.log(odds[0]), x=0.0, y=1.0, learning_rate=rate, epochs=EPOCHS, loss=loss
        ).bias

    # The neuron's quadratic loss is half of the note's.
    return rate, np.column_stack((bias("cross_entropy", rate), bias("quadratic", 2 * rate)))
