"""The numbers of ``SlowStart``: one neuron, two wrong starts, and two losses that it learns by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, one
from stage.digits import Form, apart, write
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain, steady
from stage.parameters import Label, Number, Parameters, Positive, TwoStarts, whole_number
from xe_math import sigmoid_derivative, train_neuron

SLOW_MILD, SLOW_BAD, FAST_BAD = range(3)
"""Who learns: by the quadratic loss (slow) from each start, by cross entropy (fast) from one."""

RUN, BACK = 8.0, 0.8
"""Seconds in which all steps are made, always at one pace, and in which they are taken back."""

EARLY = 0.4
"""Share of all steps up to which the milder one that is over it makes only half of them."""

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

    Three learn: by the quadratic loss from the mild and from the bad start, then by cross entropy
    from the bad one.

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
        How many steps are made; how sure each of the three is after each step, (3, epochs + 1).
    pushes, push_form
        The slope of each one's loss by the weighted input before each step, (3, epochs + 1), which
        moves it down; the form in which the first ones are told.
    over, is_over
        The first step with less than 50 %, of each of the three: all steps where there is none,
        which the second tells.
    gate
        The slope of the sigmoid at the bad start, which the quadratic loss is multiplied by.
    mild, bad
        One by the quadratic loss runs, the mild one until it is well over it: ``steps`` made, how
        ``sure`` each is and its ``push``, (frames, 3).
    back
        The bad one goes back to its start.
    race
        From the bad start, both at once.
    ghosts, guesses
        Steps among which a viewer guesses, the last of which is right; and what each is called.
    is_last
        Whether by the quadratic loss the worse start takes clearly longer.
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
    pushes: FloatArray
    push_form: Form
    over: tuple[int, ...]
    is_over: tuple[bool, ...]
    gate: float
    mild: Motion
    bad: Motion
    back: Motion
    race: Motion
    ghosts: FloatArray
    guesses: tuple[str, ...]
    is_last: bool

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
            )
            for loss in ("quadratic", "cross_entropy")
        )  # fmt: skip
        trails = never_certain(np.vstack((slow.activation.T, fast.activation[:, 1])))
        # By the weighted input: of the quadratic loss a σ'(z), of cross entropy a, with y = 0.
        gates = sigmoid_derivative(slow.weight * parameters.x + slow.bias)
        pushes = np.vstack(((slow.activation * gates).T, fast.activation[:, 1]))
        below = trails < 0.5
        is_over = np.asarray(below.any(axis=1))
        over = np.where(is_over, below.argmax(axis=1), epochs)
        sure = trails[:2, 0].copy()
        gate = float(sigmoid_derivative(weight[1] * parameters.x + bias[1]))

        def moves(start: FloatArray, run: FloatArray, *which: int) -> Motion:
            """Some of the three make the steps ``run``; the others rest where they are."""
            steps = np.tile(start, (len(run), 1))
            steps[:, which] = run[:, None]
            every = np.arange(epochs + 1)
            sure, push = (
                np.column_stack([np.interp(steps[:, k], every, of[k]) for k in range(3)])
                for of in (trails, pushes)
            )
            return Motion(steps=steps, sure=sure, push=push)

        alone = steady(RUN, fps) * epochs
        enough = 0.5 if over[SLOW_MILD] <= EARLY * epochs else 1.0
        part = steady(enough * RUN, fps) * enough * epochs
        mild = moves(np.zeros(3), part, SLOW_MILD)
        bad = moves(mild.steps[-1], alone, SLOW_BAD)
        back = moves(bad.steps[-1], (1 - ease(BACK, fps)) * epochs, SLOW_BAD)
        race = moves(back.steps[-1], alone, SLOW_BAD, FAST_BAD)
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
            pushes=pushes,
            push_form=apart(pushes[:, 0]),
            over=tuple(int(step) for step in over),
            is_over=tuple(bool(there) for there in is_over),
            gate=gate,
            mild=mild,
            bad=bad,
            back=back,
            race=race,
            ghosts=ghosts,
            guesses=guesses,
            is_last=bool(over[SLOW_BAD] > CLEARLY * over[SLOW_MILD]),
        )


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
