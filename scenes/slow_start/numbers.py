"""The numbers of ``SlowStart``: one badly wrong neuron, and two losses that it learns by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Self

import numpy as np
from pydantic import model_validator

from stage.cast import one
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, steady
from stage.parameters import Label, Number, Parameters, Positive, whole_number
from xe_math import sigmoid, sigmoid_derivative, train_neuron

SLOW, FAST = range(2)
"""Who learns: by the quadratic loss, and by cross entropy."""

RUN, BACK, SHRINK, STRETCH, RACE, RUSH = 3.6, 0.6, 2.6, 2.6, 3.2, 2.0
"""Seconds of the motions."""

SHOWN = 2.4
"""How many times the steps that cross entropy needs are in slow motion."""

GUESSES, APART = (0.08, 0.4, 0.8), 0.1
"""Shares of all steps among which a viewer guesses, and by how much guesses differ at least."""

LOWEST, HIGHEST = -2.2, 1.7
"""Ends of the curve from score to share, by the score of the start."""

LEAST_ENDS = -6.0, 4.0
"""How far the curve goes at least, both ways: there it is flat."""

BENT, SAMPLES = 8.0, 241
"""Up to which score the curve is bent; and points of it there, and again of all of it."""

MOST_STEPS: Final = 1000


class SlowStartParameters(Parameters):
    """Weight and bias of a wrong start, the input, and how the neuron learns.

    The neuron is ``asked`` whether it is that, but something else is ``shown``: it is to learn to
    say no. (One that is to learn to say yes is its mirror image.)
    """

    weight: Number = 2.0
    bias: Number = 2.0
    x: Number = 1.0
    learning_rate: Positive = 0.15
    epochs: Annotated[int, whole_number(10, MOST_STEPS, "Three hundred are a good number.")] = 300
    asked: Label = "cat"
    shown: Label = "owl"

    @model_validator(mode="after")
    def _start_is_wrong(self) -> Self:
        score = self.weight * self.x + self.bias
        if score <= 0:
            raise ValueError(
                "weight · x + bias must be above 0, so that the neuron is wrong at the start; "
                f"got {score:g}. Raise the bias."
            )
        return self


@dataclass(frozen=True, slots=True, eq=False)
class SlowStartNumbers(Numbers):
    """How sure a neuron is of what is not there: 1 at worst. Two learn, each by its loss.

    Attributes
    ----------
    asked, shown, one_shown
        What the neuron is asked for, and what is really there, without and with an article.
    sure, sure_form, level
        How sure it is at the start, how that is written, and where a mind is changed.
    epochs, trails
        How many steps are made; how sure each of the two is after each step, (2, epochs + 1).
    over, is_over
        The first step of each of the two with less than 50 %, and whether there is one; all steps
        if there is none.
    score, steep
        The score at the start, and how steep the curve is there.
    error_form, steep_form, pull_form
        How the error, the steepness and the pulls are written.
    curve
        From score to share: scores and shares, shape (2, S).
    run
        By the quadratic loss: ``steps`` made, and how ``sure`` each is, (frames, 2).
    back, race, rush
        It goes back; both start, on one clock, in slow motion; and they go on, fast.
    shrink, stretch
        At the start: the error is multiplied by the steepness, which gives ``weak``, the pull of
        the quadratic loss, and divided by it again, which gives ``strong``, that of cross entropy.
    race_steps
        Steps in slow motion.
    ghosts
        Steps among which a viewer guesses, in order.
    """

    asked: str
    shown: str
    one_shown: str
    sure: float
    sure_form: Form
    level: float
    epochs: int
    trails: FloatArray
    over: tuple[int, ...]
    is_over: tuple[bool, ...]
    score: float
    steep: float
    error_form: Form
    steep_form: Form
    pull_form: Form
    curve: FloatArray
    run: Motion
    back: Motion
    shrink: Motion
    stretch: Motion
    race: Motion
    rush: Motion
    race_steps: int
    ghosts: tuple[int, ...]

    @classmethod
    def compute(cls, parameters: SlowStartParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        weight, bias, x = np.array([parameters.weight]), np.array([parameters.bias]), parameters.x
        epochs = parameters.epochs
        slow, fast = (
            train_neuron(
                weight, bias, x=x, y=0, learning_rate=parameters.learning_rate, epochs=epochs,
                loss=loss,
            )
            for loss in ("quadratic", "cross_entropy")
        )  # fmt: skip
        trails = never_certain(np.vstack((slow.activation.T, fast.activation.T)))
        below = trails < 0.5
        is_over = np.asarray(below.any(axis=1))
        over = np.where(is_over, below.argmax(axis=1), epochs)
        every = np.arange(epochs + 1)

        def moves(slow: FloatArray, fast: FloatArray) -> Motion:
            """Both make steps."""
            both = np.column_stack((slow, fast))
            sure = [np.interp(both[:, k], every, trails[k]) for k in range(2)]
            return Motion(steps=both, sure=np.column_stack(sure))

        alone, back = steady(RUN, fps) * epochs, (1 - ease(BACK, fps)) * epochs
        shown = min(max(int(SHOWN * over[FAST] + 0.5), 10), epochs)
        race, rush = steady(RACE, fps) * shown, shown + ease(RUSH, fps) * (epochs - shown)
        score = float(parameters.weight * x + parameters.bias)
        error, steep = float(trails[SLOW, 0]), float(sigmoid_derivative(score))
        weak = error * steep  # by the score, the slope of half the squared error
        return cls(
            asked=parameters.asked,
            shown=parameters.shown,
            one_shown=one(parameters.shown),
            sure=error,
            sure_form=".0%",
            level=0.5,
            epochs=epochs,
            trails=trails,
            over=tuple(int(step) for step in over),
            is_over=tuple(bool(there) for there in is_over),
            score=score,
            steep=steep,
            error_form=apart([error]),
            steep_form=apart([steep]),
            pull_form=apart([weak, error]),
            curve=_curve(score),
            run=moves(alone, np.zeros_like(alone)),
            back=moves(back, np.zeros_like(back)),
            shrink=Motion(weak=error + (weak - error) * ease(SHRINK, fps)),
            stretch=Motion(strong=weak + (error - weak) * ease(STRETCH, fps)),
            race=moves(race, race),
            rush=moves(rush, rush),
            race_steps=shown,
            ghosts=_guesses(int(over[SLOW]) if is_over[SLOW] else None, epochs),
        )


def _curve(score: float) -> FloatArray:
    """The sigmoid, well beyond the score; twice as many points where it is bent."""
    low, high = min(LEAST_ENDS[0], LOWEST * score), max(LEAST_ENDS[1], HIGHEST * score)
    bent = np.linspace(max(low, -BENT), min(high, BENT), SAMPLES)
    scores = np.union1d(np.linspace(low, high, SAMPLES), bent)
    return np.vstack((scores, never_certain(sigmoid(scores))))


def _guesses(true: int | None, epochs: int) -> tuple[int, ...]:
    """Steps among which a viewer guesses: the true one, if any, takes the place of the nearest."""
    guesses = [max(1, int(share * epochs)) for share in GUESSES]
    if true is None:
        return tuple(guesses)
    guesses.remove(min(guesses, key=lambda guess: abs(guess - true)))
    apart = [guess for guess in guesses if abs(guess - true) >= APART * epochs]
    return tuple(sorted([*apart, true]))
