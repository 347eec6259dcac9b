"""The numbers of ``QuadraticVersusLog``: two losses over a share and its score, and their pulls."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, decimals_of, exact
from stage.numbers import FloatArray, Motion, Numbers, ease, nice_ticks, steady
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

FALL, LEARN = 2.5, 6.0
"""Durations of the fall to the wrong share and of learning, in seconds."""

EPOCHS, STRIDE = 100, 10
"""Numbers of learning steps: of all, and between recorded positions."""

LEARNT = 0.9
"""Approximate final share with cross entropy, or half-way to 1 where that is nearer to 1."""

HEADROOM, LEAST_REACH = 1.15, 5.0
"""Length of the score's ruler from 0.

HEADROOM: as a multiple of the larger of the two scores.
LEAST_REACH: minimum, so that all ticks of the share lie on the ruler.
"""

TICKS = (0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
"""Shares at the ticks of the ruler."""

MARKS = 13
"""Maximum number of scores marked on the ruler."""

CLOSE, END = 8.0, 38.0
"""Scores at which the curves change their shape.

CLOSE: the curves bend up to this score.
END: the share at this score is 1, as far as a float can tell.
"""

SAMPLES = 241
"""Number of points over a whole curve, and again over its bend."""

NEAR, CLEAR = 0.05, 0.1
"""Distances of guesses.

NEAR: maximum of one of them from the share that the quadratic loss really reaches.
CLEAR: minimum between guesses.
"""

RAMP, PLATEAU, SURE = 0.8, 10.0, 0.1
"""Limits of what is said in words.

RAMP: minimum pull that counts as a ramp; a pull is never more than 1.
PLATEAU: minimum ratio of the pulls for which the weaker one counts as a plateau.
SURE: maximum share of the truth at which a network counts as sure and wrong.
"""

MANY = 10_000.0
"""A ratio below this is reported by its whole part."""


class QuadraticVersusLogParameters(Parameters):
    """A wrong and a right share of the true class, and the small step that shows steepness."""

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
    """The table. In each pair, cross entropy's value comes first; its loss is ln(1/q) in nats.

    The target share is 1 throughout. The score z of a share q is the one whose sigmoid is q. The
    sigmoid's slope q(1 - q) is called the gate.

    The motions ``fall`` and ``learn`` move two balls, one on each loss. Their tracks are the share
    ``q``, the score ``z``, the ``loss`` and the ``pull``, which is the loss's steepness over the
    score, all (frames, 2).

    Attributes
    ----------
    step
        Width of the step that shows steepness.
    reach
        Length of the score's ruler on either side of 0.
    ceiling
        Cross entropy at the ruler's lower end.
    curves
        The curves of ln(1/q) and of (1 - q)^2: shares, their scores, and losses; shape (2, 3, S).
    ticks
        Shares at the ruler's ticks, their scores, and cross entropy there; shape (3, G).
    marks
        Shares at the ruler's marked scores, and these scores; shape (2, M).
    fall
        The balls move from the right share to the wrong one.
    learn
        The balls move on from the wrong share by gradient descent of their own losses by the
        score, with the same learning rate.
    steps
        The shares wrong, wrong + step, right and right + step, shape (4,).
    slopes
        The derivatives of both losses at these shares, shape (2, 4).
    steep
        Steepness of both losses over the share at the wrong share, shape (2,).
    gate
        The gate at the wrong share.
    pulls
        The products of steepness and gate, shape (2,).
    rate
        The learning rate: the length of a learning step at a pull of 1.
    epochs
        Number of learning steps.
    apart
        Number of steps between recorded positions.
    dots
        Recorded positions from the start, one every ``apart`` steps: shares, scores and losses;
        shape (3, 1 + epochs / apart, 2).
    guesses
        Shares that the viewer can choose from as the end of the quadratic loss's ball.
    ends
        The shares that the balls reach, shape (2,).
    share_form
        Form of the wrong and of the right share.
    times
        How many times as hard cross entropy pulls at the wrong share, as it is reported.
    times_form
        Form of ``times``.
    is_over
        Whether cross entropy pulls harder than ``times`` says.
    is_ramp
        Whether cross entropy's pull at the wrong share is nearly 1.
    is_plateau
        Whether the quadratic loss's pull is a tenth of cross entropy's or less.
    is_sure
        Whether the network is sure at the wrong share.
    """

    step: float
    reach: float
    ceiling: float
    curves: FloatArray
    ticks: FloatArray
    marks: FloatArray
    fall: Motion
    learn: Motion
    steps: FloatArray
    slopes: FloatArray
    steep: FloatArray
    gate: float
    pulls: FloatArray
    rate: float
    epochs: int
    apart: int
    dots: FloatArray
    guesses: FloatArray
    ends: FloatArray
    share_form: Form
    times: float
    times_form: Form
    is_over: bool
    is_ramp: bool
    is_plateau: bool
    is_sure: bool

    @classmethod
    def compute(cls, parameters: QuadraticVersusLogParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
        wrong, right, step = parameters.wrong, parameters.right, parameters.step
        steps = np.array([wrong, wrong + step, right, right + step])
        slopes = np.stack((log_loss_gradient(steps), quadratic_loss_gradient(steps, 1.0)))
        steep = np.abs(slopes[:, 0])
        reach = max(HEADROOM * abs(_score(wrong)), HEADROOM * abs(_score(right)), LEAST_REACH)
        # The share falls in even ratios, which is slow where the losses are steep.
        down = right * np.exp(ease(FALL, fps) * (np.log(wrong) - np.log(right)))
        down[-1] = wrong
        rate, scores = _trained(wrong)
        step_of_frame = steady(LEARN, fps) * EPOCHS
        learnt = [np.interp(step_of_frame, np.arange(EPOCHS + 1), score) for score in scores.T]
        learn = _balls(sigmoid(np.column_stack(learnt)), wrong)
        recorded = _balls(sigmoid(scores[::STRIDE]), wrong)
        z = np.unique(np.concatenate([
            np.linspace(-reach, reach, SAMPLES), np.linspace(-CLOSE, CLOSE, SAMPLES),
            np.linspace(CLOSE, END, SAMPLES // 4),
        ]))  # fmt: skip
        z = z[z >= -reach]
        q, marks = sigmoid(z), np.array(nice_ticks(-reach, reach, MARKS))
        pulls, ends = learn.pull[0].copy(), learn.q[-1].copy()
        ratio = float(steep[0] / steep[1])
        is_over = ratio < MANY and decimals_of([ratio], least=0, most=4) > 0
        return cls(
            step=step,
            reach=reach,
            ceiling=float(log_loss(sigmoid(-reach))),
            curves=np.stack(((q, z, log_loss(q)), (q, z, quadratic_loss(q, 1.0)))),
            ticks=np.stack((TICKS, [_score(at) for at in TICKS], log_loss(TICKS))),
            marks=np.stack((sigmoid(marks), marks)),
            fall=_balls(np.column_stack((down, down)), right),
            learn=learn,
            steps=steps,
            slopes=slopes,
            steep=steep,
            gate=float(sigmoid_derivative(_score(wrong))),
            pulls=pulls,
            rate=rate,
            epochs=EPOCHS,
            apart=STRIDE,
            dots=np.stack((recorded.q, recorded.z, recorded.loss)),
            guesses=_guesses(wrong, float(ends[0]), float(ends[1])),
            ends=ends,
            share_form=max(percent(wrong), percent(right)),
            times=math.floor(ratio) if is_over else ratio,
            times_form=".0f" if ratio < MANY else ".3g",
            is_over=is_over,
            is_ramp=bool(pulls[0] >= RAMP),
            is_plateau=ratio >= PLATEAU,
            is_sure=wrong <= SURE,
        )


def _score(q: float) -> float:
    """Return the score whose sigmoid is ``q``."""
    return math.log(q) - math.log1p(-q)


def _balls(q: FloatArray, start: float) -> Motion:
    """Return the motion of two balls, one on each loss, from their shares, (frames, 2).

    The first shares are set to exactly ``start``.
    """
    q = np.concatenate((np.full((1, 2), start), q[1:]))
    log, quadratic = q.T
    return Motion(
        q=q,
        z=np.vectorize(_score)(q),
        loss=np.column_stack((log_loss(log), quadratic_loss(quadratic, 1.0))),
        # By the score, the pulls are the steepness 1/q and 2(1 - q) times the gate q(1 - q):
        pull=np.column_stack((1 - log, 2 * quadratic * (1 - quadratic) ** 2)),
    )


def _guesses(start: float, other: float, end: float) -> FloatArray:
    """Return guesses at the final share, one of which is near ``end``.

    The guesses are the start, the middle, and the other ball's final share, as far as they differ.
    """
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


def percent(q: float) -> Form:
    """Return the form of a share: as given if short, otherwise with two significant digits."""
    decimals = decimals_of([100 * q], least=0, most=4)
    if decimals == 4:
        digits = -math.log10(q) if q < 0.5 else -math.log10(1 - q) - 1
        decimals = min(max(math.floor(digits), 0), 4)
    return f".{decimals}%"


def short(value: float) -> Form:
    """Return the form of a number: all its digits if there are few, otherwise three."""
    decimals = decimals_of([value], least=0, most=5)
    return f".{decimals}f" if decimals < 5 else ".3g"


def _trained(wrong: float) -> tuple[float, FloatArray]:
    """Return the learning rate, and both scores during equal steps of descent, (EPOCHS + 1, 2)."""
    end = max(LEARNT, (1 + wrong) / 2)
    odds = wrong / (1 - wrong), end / (1 - end)
    # The time that cross entropy takes with small steps: its score moves by 1 - q per unit of time.
    time = math.log(odds[1]) - math.log(odds[0]) + odds[1] - odds[0]
    rate = float(f"{time / EPOCHS:.2g}")  # rounded, so that it can be shown
    # A neuron with the input 0 has its bias as its score. Its quadratic loss is half of this one.
    train = partial(train_neuron, 0.0, math.log(odds[0]), x=0.0, y=1.0, epochs=EPOCHS)
    log = train(learning_rate=rate, loss="cross_entropy")
    quadratic = train(learning_rate=2 * rate, loss="quadratic")
    return rate, np.column_stack((log.bias, quadratic.bias))
