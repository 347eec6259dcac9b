"""The numbers of ``SlowStart``: one neuron, two wrong starts, and two losses that it learns by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, one
from stage.digits import Form, write
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, never_certain, steady
from stage.parameters import Label, Number, Parameters, Positive, TwoStarts, whole_number
from xe_math import sigmoid_derivative, train_neuron

SLOW_MILD, SLOW_BAD, FAST_BAD, FAST_MILD = range(4)
"""The four that learn: by the quadratic loss (slow) or by cross entropy (fast), from each start."""

RUN, BACK = 3.6, 0.8
"""Seconds in which all steps are made alone, and in which they are taken back."""

RACE = (0.0, 0.4, 4.6, 6.4, 9.8, 10.2)
OTHER = (0.0, 0.3, 1.8, 2.5, 3.1, 3.4)
"""Seconds at which a motion with a slow first part has come up to its pace, keeps that no longer,
has come up to its fast pace, brakes, and ends."""

DIVE = 2.5
"""How many times the steps to 50 % the slow first part has."""

CLEARLY = 1.5
"""How many times as many steps are clearly more."""

GUESSES = (0.5, 2.5)
"""How many times the steps of the milder start the wrong guesses are."""

APART = 0.1
"""Share of all steps by which guesses differ at least."""

MOST_STEPS: Final = 1000


class SlowStartParameters(Parameters):
    """Weights and biases of two wrong starts, the input, and how it learns.

    The neuron is ``asked`` whether it is that, but something else is ``shown``: it is to learn to
    say no. (One that is to learn to say yes is its mirror image.)
    """

    weight: TwoStarts = (0.6, 2.0)
    bias: TwoStarts = (0.9, 2.0)
    x: Number = 1.0
    learning_rate: Positive = 0.15
    epochs: Annotated[int, whole_number(10, MOST_STEPS, "Three hundred are a good number.")] = 300
    asked: Label = "cat"
    shown: Label = "owl"

    @model_validator(mode="after")
    def _starts_are_wrong_and_differ(self) -> Self:
        inputs = [w * self.x + b for w, b in zip(self.weight, self.bias, strict=True)]
        for k, z in enumerate(inputs):
            if z <= 0:
                raise ValueError(
                    "weight · x + bias must be above 0, so that the neuron is wrong at the start; "
                    f"got {z:g} for start {k + 1}. Raise its bias."
                )
        if inputs[0] == inputs[1]:
            raise ValueError(
                f"weight · x + bias must differ, so that one start is worse; got {inputs[0]:g} for "
                "both. Raise one bias."
            )
        return self


@dataclass(frozen=True, slots=True, eq=False)
class SlowStartNumbers(Numbers):
    """How sure a neuron is of what is not there: 1 at worst, 0 at best.

    Four learn: by the quadratic loss from the mild and from the bad start, then by cross entropy
    from the bad and from the mild one.

    Attributes
    ----------
    asked, shown
        What the neuron is asked for, and what is really there.
    one_asked, one_shown, the_asked
        The same with an article; and after one that the sentence has.
    sure, sure_form
        At the mild and at the bad start, shape (2,); the form in which it is told.
    level
        Where a mind is changed, half-way between what is asked and what is true.
    epochs, trails
        How many steps are made; how sure each of the four is after each step, (4, epochs + 1).
    over, is_over
        The first step with less than 50 %, of each of the four: all steps where there is none,
        which the second tells.
    gate
        The slope of the sigmoid at the bad start, which the quadratic loss is multiplied by.
    mild, bad
        One by the quadratic loss runs through all steps: ``steps`` made and how ``sure`` each is,
        (frames, 4).
    back
        The bad one goes back to its start.
    race
        From the bad start, both at once: slowly until cross entropy has dived.
    other
        Cross entropy from the mild start.
    ghosts, guesses
        Steps among which a viewer guesses, the last of which is right; and what each is called.
    is_last, helps_most
        Whether by the quadratic loss the worse start takes clearly longer; and whether cross
        entropy saves more of the steps there than from the mild one.
    """

    asked: str
    shown: str
    one_asked: str
    one_shown: str
    the_asked: str
    sure: FloatArray
    sure_form: Form
    level: float
    epochs: int
    trails: FloatArray
    over: tuple[int, ...]
    is_over: tuple[bool, ...]
    gate: float
    mild: Motion
    bad: Motion
    back: Motion
    race: Motion
    other: Motion
    ghosts: FloatArray
    guesses: tuple[str, ...]
    is_last: bool
    helps_most: bool

    @classmethod
    def compute(cls, parameters: SlowStartParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        weight, bias = np.array(parameters.weight), np.array(parameters.bias)
        order = np.argsort(weight * parameters.x + bias)  # the mild start first
        weight, bias, epochs = weight[order], bias[order], parameters.epochs
        slow, fast = (
            train_neuron(
                weight, bias, x=parameters.x, y=0, learning_rate=parameters.learning_rate,
                epochs=epochs, loss=loss,
            ).activation
            for loss in ("quadratic", "cross_entropy")
        )  # fmt: skip
        trails = never_certain(np.stack((slow[:, 0], slow[:, 1], fast[:, 1], fast[:, 0])))
        below = trails < 0.5
        is_over = np.asarray(below.any(axis=1))
        over = np.where(is_over, below.argmax(axis=1), epochs)
        sure = trails[:2, 0].copy()
        gate = float(sigmoid_derivative(weight[1] * parameters.x + bias[1]))

        def moves(start: FloatArray, run: FloatArray, *which: int) -> Motion:
            """Some of the four make the steps ``run``; the others rest where they are."""
            steps = np.tile(start, (len(run), 1))
            steps[:, which] = run[:, None]
            every = np.arange(epochs + 1)
            at = [np.interp(steps[:, k], every, trails[k]) for k in range(4)]
            return Motion(steps=steps, sure=np.column_stack(at))

        def slowly(seconds: tuple[float, ...], k: int) -> FloatArray:
            first = min(max(DIVE * float(over[k]), epochs / 20), epochs / 2)
            return _slow_at_first(seconds, first, float(epochs), fps)

        alone = steady(RUN, fps) * epochs
        mild = moves(np.zeros(4), alone, SLOW_MILD)
        bad = moves(mild.steps[-1], alone, SLOW_BAD)
        back = moves(bad.steps[-1], (1 - ease(BACK, fps)) * epochs, SLOW_BAD)
        race = moves(back.steps[-1], slowly(RACE, FAST_BAD), SLOW_BAD, FAST_BAD)
        other = moves(race.steps[-1], slowly(OTHER, FAST_MILD), FAST_MILD)
        ghosts, guesses = _guesses(over, epochs)
        return cls(
            asked=parameters.asked,
            shown=parameters.shown,
            one_asked=one(parameters.asked),
            one_shown=one(parameters.shown),
            the_asked=called(parameters.asked),
            sure=sure,
            sure_form=_percent(sure),
            level=0.5,
            epochs=epochs,
            trails=trails,
            over=tuple(int(step) for step in over),
            is_over=tuple(bool(there) for there in is_over),
            gate=gate,
            mild=mild,
            bad=bad,
            back=back,
            race=race,
            other=other,
            ghosts=ghosts,
            guesses=guesses,
            is_last=bool(over[SLOW_BAD] > CLEARLY * over[SLOW_MILD]),
            helps_most=bool(
                is_over[[FAST_BAD, FAST_MILD]].all()
                and over[SLOW_BAD] / over[FAST_BAD] > CLEARLY * over[SLOW_MILD] / over[FAST_MILD]
            ),
        )


def _slow_at_first(knots: tuple[float, ...], first: float, last: float, fps: float) -> FloatArray:
    """Steps made by each frame: about ``first`` of them slowly, then on to ``last``.

    The pace is level, or changes evenly, from each of the six ``knots`` to the next.
    """
    slow = first / (knots[2] - knots[1] / 2)
    t = np.linspace(0.0, knots[-1], frames_in(knots[-1], fps) + 1)

    def made(fast: float) -> FloatArray:
        pace, at = np.array([0.0, slow, slow, fast, fast, 0.0]), np.array(knots)
        before = np.concatenate(([0.0], np.cumsum((pace[1:] + pace[:-1]) / 2 * np.diff(at))))
        k = np.clip(np.searchsorted(at, t, side="right") - 1, 0, len(at) - 2)
        since, slope = t - at[k], np.diff(pace) / np.diff(at)
        return np.asarray(before[k] + (pace[k] + slope[k] * since / 2) * since)

    # What is made grows evenly with the fast pace.
    none, some = made(0.0), made(1.0)
    steps = none + (last - none[-1]) / (some[-1] - none[-1]) * (some - none)
    steps[-1] = last
    return np.minimum(steps, last)


def _guesses(over: FloatArray, epochs: int) -> tuple[FloatArray, tuple[str, ...]]:
    """Steps among which a viewer guesses, and their names; the true one comes last."""
    mild, true = float(over[SLOW_MILD]), float(over[SLOW_BAD])
    wrong = [times * mild for times in GUESSES if times * mild < epochs]
    ghosts = [*(step for step in wrong if abs(step - true) >= APART * epochs), true]
    names = []
    for step in ghosts:
        if step < 0.8 * mild:
            names.append("sooner?")
        elif step < CLEARLY * mild:
            names.append("the same?")
        else:
            names.append("later?" if step < max(wrong, default=0.0) + 1 else "much later?")
    return np.array(ghosts), tuple(names)


def _percent(sure: FloatArray) -> Form:
    """The fewest decimals that tell both starts apart; of what cannot be told apart, two."""
    forms = (f".{decimals}%" for decimals in range(3))
    return next((form for form in forms if len({write(q, form) for q in sure}) == 2), ".2%")
