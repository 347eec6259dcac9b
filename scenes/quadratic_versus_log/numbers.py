"""The numbers of ``QuadraticVersusLog``: two losses over a share and its score, and their pulls."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, decimals_of, exact
from stage.numbers import FloatArray, Motion, Numbers, ease, steady
from stage.parameters import OpenUnit, Parameters
from xe_math import (
    log_loss,
    log_loss_gradient,
    quadratic_loss,
    quadratic_loss_gradient,
    sigmoid,
    sigmoid_derivative,
    train_neuron,
)

FALL, STRETCH, LEARN = 2.5, 8.0, 6.0
"""Seconds in which the share goes wrong, the ruler is stretched, and both learn."""

EPOCHS, STRIDE = 100, 10
"""Steps in which both learn, and after how many it is remembered where they are."""

LEARNT = 0.9
"""A share that cross entropy comes to about, or half-way to 1 where that is nearer to 1."""

HEADROOM = 1.15
"""How far the ruler of the score goes beyond the larger of the two scores."""

LEAST_REACH = 5.0
"""How far it goes at least: all ticks of the share lie on it."""

TICKS = (0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
"""Shares that the ruler is marked at."""

MARKS = 6
"""Scores that it is marked at, on each side of 0, at most."""

CLOSE, END = 8.0, 38.0
"""Up to the one score curves bend; the share of the other is 1, as far as a float can tell."""

SAMPLES = 241
"""Points of a curve: of all of it, and again of where it bends."""

NEAR = 0.05
"""How near one guess is to where the quadratic loss really gets."""

CLEAR = 0.1
"""How far guesses are from each other."""

PLATEAU = 10.0
"""How many times the pull makes the other one a plateau."""

RAMP = 0.8
"""A pull by the score that makes a ramp; it is never more than 1."""

SURE = 0.1
"""A share of the truth up to which a network is sure, and wrong."""

MANY = 10_000.0
"""Up to that a ratio is told by its whole part."""


class QuadraticVersusLogParameters(Parameters):
    """A wrong and a right share of a true class, and the small step that steepness is drawn by."""

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
    """The true share is 1 throughout. Of two, the first is cross entropy's, ln(1/q) in nats.

    The score z of a share q is that of a sigmoid, whose slope q(1 - q) is called the gate. Ways
    are motions of two balls, one on each loss: their share ``q``, score ``z``, ``loss`` and
    ``pull``, which is how steep the loss is over the score, (frames, 2).

    Attributes
    ----------
    step
        How wide the step is that steepness is drawn by.
    reach, ceiling
        How far the ruler of the score goes, both ways from 0; and cross entropy at its end.
    log, quadratic
        The curves of ln(1/q) and (1 - q)^2: shares, their scores, and losses; shape (3, S).
    ticks, marks
        Shares and scores that the ruler is marked at: shares, their scores, and cross entropy
        there; shape (3, G).
    fall, learn
        From right to wrong; and from there each by gradient descent of its own loss by its score,
        with one learning rate.
    stretch
        How far the ruler of the share has become that of the score, from 0 to 1: ``stretch``.
    steps, slopes
        wrong, wrong + step, right and right + step, and the derivatives of the losses there; shapes
        (4,) and (2, 4).
    steep, gate, pulls
        When wrong: how steep both are over the share, shape (2,); the gate; and the products.
    rate, epochs, apart
        How long a step is at a pull of 1; in how many both learn; and after how many it is
        remembered where they are.
    crumbs
        Where they were after every ``apart`` steps, from the start: shares, scores and losses;
        shape (3, 1 + epochs / apart, 2).
    ghosts
        Shares among which a viewer guesses where the quadratic loss gets.
    ends
        Where both get, shape (2,).
    share_form, end_forms, ghost_forms, steep_forms, gate_form, pull_forms
        How these are told.
    ratio, times, times_form, is_over
        How many times as hard cross entropy pulls when wrong; the same as it is told, and whether
        there is more than that.
    is_ramp, is_plateau, is_sure
        Whether cross entropy pulls with nearly 1 when wrong, the quadratic loss with a tenth of it
        or less, and whether the network is sure there.
    """

    step: float
    reach: float
    ceiling: float
    log: FloatArray
    quadratic: FloatArray
    ticks: FloatArray
    marks: FloatArray
    fall: Motion
    stretch: Motion
    learn: Motion
    steps: FloatArray
    slopes: FloatArray
    steep: FloatArray
    gate: float
    pulls: FloatArray
    rate: float
    epochs: int
    apart: int
    crumbs: FloatArray
    ghosts: FloatArray
    ends: FloatArray
    share_form: Form
    end_forms: tuple[Form, ...]
    ghost_forms: tuple[Form, ...]
    steep_forms: tuple[Form, ...]
    gate_form: Form
    pull_forms: tuple[Form, ...]
    ratio: float
    times: float
    times_form: Form
    is_over: bool
    is_ramp: bool
    is_plateau: bool
    is_sure: bool

    @classmethod
    def compute(cls, parameters: QuadraticVersusLogParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        wrong, right, step = parameters.wrong, parameters.right, parameters.step
        steps = np.array([wrong, wrong + step, right, right + step])
        slopes = np.stack((log_loss_gradient(steps), quadratic_loss_gradient(steps, 1.0)))
        steep = np.abs(slopes[:, 0])
        reach = max(HEADROOM * abs(_score(wrong)), HEADROOM * abs(_score(right)), LEAST_REACH)
        down = _from_to(right, wrong, ease(FALL, fps))
        rate, biases = _trained(wrong)
        when = steady(LEARN, fps) * EPOCHS
        learnt = [np.interp(when, np.arange(EPOCHS + 1), bias) for bias in biases.T]
        learn = _way(_from(wrong, sigmoid(np.column_stack(learnt))))
        left = _way(_from(wrong, sigmoid(biases[::STRIDE])))
        z = np.unique(np.concatenate([
            np.linspace(-reach, reach, SAMPLES), np.linspace(-CLOSE, CLOSE, SAMPLES),
            np.linspace(CLOSE, END, SAMPLES // 4),
        ]))  # fmt: skip
        z = z[z >= -reach]
        q, marks = sigmoid(z), _marks(reach)
        gate = float(sigmoid_derivative(_score(wrong)))
        pulls, ends = learn.pull[0].copy(), learn.q[-1].copy()
        ghosts = _guesses(wrong, float(ends[0]), float(ends[1]))
        ratio = float(steep[0] / steep[1])
        is_whole = decimals_of([ratio], least=0, most=4) == 0
        is_told_whole = ratio < MANY
        return cls(
            step=step,
            reach=reach,
            ceiling=float(log_loss(sigmoid(-reach))),
            log=np.stack((q, z, log_loss(q))),
            quadratic=np.stack((q, z, quadratic_loss(q, 1.0))),
            ticks=np.stack((TICKS, [_score(at) for at in TICKS], log_loss(TICKS))),
            marks=np.stack((sigmoid(marks), marks, log_loss(sigmoid(marks)))),
            fall=_way(np.column_stack((down, down))),
            stretch=Motion(stretch=ease(STRETCH, fps)),
            learn=learn,
            steps=steps,
            slopes=slopes,
            steep=steep,
            gate=gate,
            pulls=pulls,
            rate=rate,
            epochs=EPOCHS,
            apart=STRIDE,
            crumbs=np.stack((left.q, left.z, left.loss)),
            ghosts=ghosts,
            ends=ends,
            share_form=max(_percent(wrong), _percent(right)),
            end_forms=tuple(_percent(float(end)) for end in ends),
            ghost_forms=tuple(_percent(float(ghost)) for ghost in ghosts),
            steep_forms=tuple(_short(float(each)) for each in steep),
            gate_form=_short(gate),
            pull_forms=tuple(_short(float(each)) for each in pulls),
            ratio=ratio,
            times=math.floor(ratio) if is_told_whole and not is_whole else ratio,
            times_form=".0f" if is_told_whole else ".3g",
            is_over=is_told_whole and not is_whole,
            is_ramp=bool(pulls[0] >= RAMP),
            is_plateau=ratio >= PLATEAU,
            is_sure=wrong <= SURE,
        )


def _score(q: float) -> float:
    """Of which ``q`` is the sigmoid."""
    return math.log(q) - math.log1p(-q)


def _marks(reach: float) -> FloatArray:
    """Scores on both sides of 0, at a distance of 1, 2 or 5 times a power of ten."""
    decade = 10.0 ** math.floor(math.log10(reach / MARKS))
    apart = next(size for k in (1, 2, 5, 10) if reach / (size := k * decade) < MARKS + 1)
    count = int(reach / apart)
    return apart * np.arange(-count, count + 1.0)


def _from_to(start: float, end: float, share: FloatArray) -> FloatArray:
    """From ``start`` to ``end`` in even ratios, so slow where that is steep; exact at both ends."""
    way = start * np.exp(share * (np.log(end) - np.log(start)))
    way[0], way[-1] = start, end
    return way


def _from(start: float, q: FloatArray) -> FloatArray:
    """Shares whose first is ``start``, exactly."""
    return np.concatenate((np.full((1, 2), start), q[1:]))


def _way(q: FloatArray) -> Motion:
    """Of the shares of two balls, (frames, 2), each on a loss of its own."""
    log, quadratic = q.T
    return Motion(
        q=q,
        z=np.vectorize(_score)(q),
        loss=np.column_stack((log_loss(log), quadratic_loss(quadratic, 1.0))),
        # By the score 1/q times the gate is 1 - q; and 2(1 - q) times it:
        pull=np.column_stack((1 - log, 2 * quadratic * (1 - quadratic) ** 2)),
    )


def _guesses(start: float, other: float, end: float) -> FloatArray:
    """Where it started, half-way, and where the other one gets; but one is near ``end``."""
    middle = 0.5 if start + CLEAR <= 0.5 <= other - CLEAR else (start + other) / 2
    guesses = [start, middle, other]
    nearest = min(range(3), key=lambda k: abs(guesses[k] - end))
    if abs(guesses[nearest] - end) > NEAR:
        guesses[nearest] = end
    kept = [guesses[nearest]]
    for guess in guesses:
        if all(abs(guess - other) >= CLEAR for other in kept):
            kept.append(guess)
    return np.array(sorted(kept))


def _percent(q: float) -> Form:
    """How a share is told: as it was given, if that is short, else with two digits that count."""
    decimals = decimals_of([100 * q], least=0, most=4)
    if decimals == 4:
        digits = -math.log10(q) if q < 0.5 else -math.log10(1 - q) - 1
        decimals = min(max(math.floor(digits), 0), 4)
    return f".{decimals}%"


def _short(value: float) -> Form:
    """All digits of a number, if there are few, else three."""
    decimals = decimals_of([value], least=0, most=5)
    return f".{decimals}f" if decimals < 5 else ".3g"


def _trained(wrong: float) -> tuple[float, FloatArray]:
    """The learning rate, and both scores as they descend in steps of one size; (EPOCHS + 1, 2)."""
    start, end = wrong, max(LEARNT, (1 + wrong) / 2)
    odds = start / (1 - start), end / (1 - end)
    # How long cross entropy takes if its steps are small: its score moves by 1 - q in a unit.
    time = math.log(odds[1]) - math.log(odds[0]) + odds[1] - odds[0]
    rate = float(f"{time / EPOCHS:.2g}")  # so that it can be told

    def bias(loss: Literal["cross_entropy", "quadratic"], rate: float) -> FloatArray:
        return train_neuron(
            0.0, math.log(odds[0]), x=0.0, y=1.0, learning_rate=rate, epochs=EPOCHS, loss=loss
        ).bias

    # The neuron's quadratic loss is half of the note's.
    return rate, np.column_stack((bias("cross_entropy", rate), bias("quadratic", 2 * rate)))
