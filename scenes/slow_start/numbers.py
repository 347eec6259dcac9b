"""The numbers of ``SlowStart``: one badly wrong neuron, and two losses that it learns by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Self

import numpy as np
from pydantic import model_validator

from stage.cast import one
from stage.digits import Form, apart, write
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, steady
from stage.parameters import Label, Number, Parameters, Positive, whole_number
from xe_math import sigmoid, sigmoid_derivative, train_neuron

SLOW, FAST = range(2)
"""Who learns: by the quadratic loss, and by cross entropy."""

RUN, BACK, SLIDE, RACE = 5.0, 0.8, 2.4, 6.0
"""Seconds in which all steps are made; in which they, or a slide, are taken back; of the slide
along the curve; and of the race, which is in slow motion."""

SHOWN = 2.4
"""How many times the steps that cross entropy needs the race lasts."""

GUESSES, APART = (0.08, 0.4, 0.8), 0.1
"""Shares of all steps among which a viewer guesses, and by how much guesses differ at least."""

MILDER = 0.375
"""Share of the score at which the neuron is less wrong, for comparison."""

LOWEST, HIGHEST = -1.8, 2.3
"""Ends of the curve from score to share, by the score of the start."""

LEAST_ENDS = -4.0, 6.0
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
        At the start, and the form in which it is told; and where a mind is changed.
    epochs, trails
        How many steps are made; how sure each of the two is after each step, (2, epochs + 1).
    pushes
        The slope of each one's loss by the score before each step, (2, epochs + 1), which moves it
        down.
    over, is_over
        The first step with less than 50 %, of each of the two: all steps where there is none,
        which the second tells.
    error_form, steep_form, push_form
        How errors, slopes of the curve, and pushes of the start are told.
    curve
        From score to share: scores and shares, shape (2, S).
    run
        By the quadratic loss: ``steps`` made, how ``sure`` each is and its ``push``, (frames, 2).
    back, race
        It goes back; both start, on one clock.
    slide, up
        Down the curve to where it is less wrong, and back: ``score`` and ``error``, which is the
        share, since the truth is 0; how ``steep`` the curve is there; and the product, ``weak``.
    milder
        How sure it is there.
    race_steps, is_slowed
        How many steps the race has, and whether that is in slow motion.
    ghosts
        Steps among which a viewer guesses, in order.
    is_weaker
        Whether by the quadratic loss the worse start is pushed less.
    """

    asked: str
    shown: str
    one_shown: str
    sure: float
    sure_form: Form
    level: float
    epochs: int
    trails: FloatArray
    pushes: FloatArray
    over: tuple[int, ...]
    is_over: tuple[bool, ...]
    error_form: Form
    steep_form: Form
    push_form: Form
    curve: FloatArray
    run: Motion
    back: Motion
    slide: Motion
    up: Motion
    race: Motion
    milder: float
    race_steps: int
    is_slowed: bool
    ghosts: tuple[int, ...]
    is_weaker: bool

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
        # By the score: of the quadratic loss a σ'(z), of cross entropy a, with y = 0.
        steep = sigmoid_derivative(slow.weight * x + slow.bias)
        pushes = np.vstack(((slow.activation * steep).T, fast.activation.T))
        below = trails < 0.5
        is_over = np.asarray(below.any(axis=1))
        over = np.where(is_over, below.argmax(axis=1), epochs)
        every = np.arange(epochs + 1)

        def moves(slow: FloatArray, fast: FloatArray) -> Motion:
            """Both make steps."""
            both = np.column_stack((slow, fast))
            sure, push = (
                np.column_stack([np.interp(both[:, k], every, of[k]) for k in range(2)])
                for of in (trails, pushes)
            )
            return Motion(steps=both, sure=sure, push=push)

        def along(score: FloatArray) -> Motion:
            """On the curve."""
            error, slope = never_certain(sigmoid(score)), sigmoid_derivative(score)
            return Motion(score=score, error=error, steep=slope, weak=error * slope)

        alone, back = steady(RUN, fps) * epochs, (1 - ease(BACK, fps)) * epochs
        shown = min(max(int(SHOWN * over[FAST] + 0.5), 10), epochs)
        together = steady(RACE, fps) * shown
        score = float(parameters.weight * x + parameters.bias)
        slide = along(score * (1 - (1 - MILDER) * ease(SLIDE, fps)))
        sure = float(trails[SLOW, 0])
        ends = slide.error[[0, -1]]
        return cls(
            asked=parameters.asked,
            shown=parameters.shown,
            one_shown=one(parameters.shown),
            sure=sure,
            sure_form=_percent(ends),
            level=0.5,
            epochs=epochs,
            trails=trails,
            pushes=pushes,
            over=tuple(int(step) for step in over),
            is_over=tuple(bool(there) for there in is_over),
            error_form=apart(ends),
            steep_form=apart(slide.steep[[0, -1]]),
            push_form=apart([*slide.weak[[0, -1]], pushes[FAST, 0]]),
            curve=_curve(score),
            run=moves(alone, np.zeros_like(alone)),
            back=moves(back, np.zeros_like(back)),
            slide=slide,
            up=along(score * (MILDER + (1 - MILDER) * ease(BACK, fps))),
            race=moves(together, together),
            milder=float(ends[-1]),
            race_steps=shown,
            is_slowed=shown < epochs,
            ghosts=_guesses(int(over[SLOW]) if is_over[SLOW] else None, epochs),
            is_weaker=bool(slide.weak[0] < slide.weak[-1]),
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


def _percent(sure: FloatArray) -> Form:
    """The fewest decimals that tell both apart; of what cannot be told apart, two."""
    forms = (f".{decimals}%" for decimals in range(3))
    return next((form for form in forms if len({write(q, form) for q in sure}) == 2), ".2%")
