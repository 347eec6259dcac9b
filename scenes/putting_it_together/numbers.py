"""The numbers of ``PuttingItTogether``: the areas that pulls sweep, and the loss that they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import AfterValidator

from stage.cast import called, names_of
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, eased, frames_in, ranked, steady
from stage.parameters import OneTrueClass, Positive, Steps
from xe_math import descend_logits, logit_gradient, softmax, softmax_cross_entropy, swept_areas

PUSH, BACK, FIRST, REST, FIT = 6.0, 1.2, 3.0, 3.6, 7.0
"""Seconds in which the true class is pushed, and goes back; of the first step of all, and all that
follow; and in which all areas are laid on the block."""

EARLY = 1.6
"""How much slower the first steps are than the last: a power of the time."""

FLIGHT, LANDING = 0.22, 0.7
"""Seconds of a flight that every area has, in shares of those that go by its size; the share of a
flight after which an area counts as laid down, more and more."""


def _at_most(most: float, name: str, reason: str) -> AfterValidator:
    def checked(value: float) -> float:
        if value > most:
            raise ValueError(
                f"{name} must be at most {most:g}, but is {value:g}: {reason}. Leave it out for 1."
            )
        return value

    return AfterValidator(checked)


class PuttingItTogetherParameters(OneTrueClass):
    """The logits, the true class, how far it is pushed, the learning rate, and names."""

    nudge: Annotated[Positive, _at_most(1, "nudge", "it is not to promise more than the loss")] = (
        1.0
    )
    learning_rate: Annotated[Positive, _at_most(4, "learning_rate", "steps are to be seen")] = 1.0
    steps: Steps = 20


@dataclass(frozen=True, slots=True, eq=False)
class PuttingItTogetherNumbers(Numbers):
    """K classes. Pulls and ways are sizes: each score goes where it is pulled.

    The motions ``push``, ``back``, ``first`` and ``rest`` have the ``way`` that each score has
    gone, the ``pull`` on it, and the area ``swept``, all (frames, K), and the ``loss``, (frames,).
    ``fit`` has how far each area is ``laid`` on the block, (frames, K). In all of them the
    ``stack`` is as high as the block with what is laid on it, (frames,). From the end of ``back``
    on ``every`` score is to go: 1 instead of 0.

    Attributes
    ----------
    names, target, true_class
        Of the classes; the true class, counted from 0; how a sentence speaks of it.
    order
        The classes from the first rail to the last, the true one first, then by their pulls.
    push, back
        The true score is pushed, and goes back.
    first, rest
        The first step of all, and those that follow.
    fit
        All areas are laid on the block, in their order.
    forecast, swept, missing
        The pull at first times the way of the push; what is swept indeed; by which share that is
        less.
    ghosts
        Guesses at the fall of the loss: less, that much, more; (3,).
    start, pushed, end
        The loss at first, after the push, and after all steps.
    farthest
        The longest way in all.
    pull_form, loss_form
        The forms of pulls and of losses.
    """

    names: tuple[str, ...]
    target: int
    true_class: str
    order: tuple[int, ...]
    push: Motion
    back: Motion
    first: Motion
    rest: Motion
    fit: Motion
    forecast: float
    swept: float
    missing: float
    ghosts: FloatArray
    start: float
    pushed: float
    end: float
    farthest: float
    pull_form: Form
    loss_form: Form

    @classmethod
    def compute(cls, parameters: PuttingItTogetherParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        z, target, nudge = np.array(parameters.logits), parameters.target, parameters.nudge
        names = names_of(parameters.labels, len(z))
        order = (target, *(k for k in ranked(softmax(z)) if k != target))

        def moved(logits: FloatArray, swept: FloatArray, **tracks: FloatArray) -> Motion:
            """Along these logits, where so much has been swept, both (frames, K)."""
            loss = np.array(softmax_cross_entropy(logits, target))
            return Motion(
                way=np.abs(logits - z),
                pull=np.abs(logit_gradient(logits, target)),
                swept=swept,
                **{"loss": loss, "stack": loss, **tracks},
            )

        def straight(end: FloatArray, share: FloatArray) -> FloatArray:
            return z + share[:, None] * (end - z)

        is_true = np.arange(len(z)) == target
        to_push = straight(z + nudge * is_true, ease(PUSH, fps))
        push = moved(to_push, swept_areas(to_push, target))
        descent = descend_logits(z, target, parameters.learning_rate, parameters.steps)
        returned = straight(z + nudge * is_true, 1 - ease(BACK, fps))
        is_back = np.arange(len(returned)) == len(returned) - 1
        back = moved(
            returned,
            push.swept[-1] + swept_areas(returned, target),
            every=is_back.astype(float),
        )
        to_step = straight(descent.logits[1], ease(FIRST, fps))
        first = moved(to_step, swept_areas(to_step, target))
        done = 1 + steady(REST, fps) ** EARLY * (parameters.steps - 1)
        rest = moved(*_between_steps(descent.logits, done, target))
        start, pushed, end = float(descent.loss[0]), float(push.loss[-1]), float(descent.loss[-1])
        forecast = nudge * float(push.pull[0, target])
        swept = float(swept_areas(np.stack((z, z + nudge * is_true)), target)[-1, target])
        more = min(1.5 * forecast, (forecast + start) / 2)
        return cls(
            names=names,
            target=target,
            true_class=called(names[target]),
            order=order,
            push=push,
            back=back,
            first=first,
            rest=rest,
            fit=_laid(order, rest.swept[-1], end, FIT, fps),
            forecast=forecast,
            swept=swept,
            missing=1 - swept / forecast if forecast else 0.0,
            ghosts=np.array([forecast / 2, forecast, more]),
            start=start,
            pushed=pushed,
            end=end,
            farthest=float(rest.way.max()),
            pull_form=apart(push.pull[[0, -1], target]),
            loss_form=apart(np.array([start, pushed, end])),
        )


def _between_steps(
    logits: FloatArray, done: FloatArray, target: int
) -> tuple[FloatArray, FloatArray]:
    """Logits, and what was swept, both (frames, K), after so many steps, (frames,)."""
    steps = np.arange(len(logits))
    places = np.column_stack([np.interp(done, steps, row) for row in logits.T])
    by_step = swept_areas(logits, target)
    swept = [
        by_step[step] + swept_areas(np.stack((logits[step], place)), target)[-1]
        for step, place in zip(done.astype(int), places, strict=True)
    ]
    return places, np.array(swept)


def _laid(
    order: tuple[int, ...], swept: FloatArray, loss: float, seconds: float, fps: float
) -> Motion:
    """Areas ``swept``, (K,), are laid in this order on a block of that ``loss``."""
    sizes = FLIGHT + swept[list(order)] / max(float(swept.sum()), 1e-300)
    ends = np.cumsum(sizes) / sizes.sum()
    starts = np.concatenate(([0.0], ends[:-1]))
    time = np.linspace(0.0, 1.0, frames_in(seconds, fps) + 1)
    laid = np.zeros((len(time), len(swept)))
    for k, start, end in zip(order, starts, ends, strict=True):
        laid[:, k] = eased(time, start, end)
    laid[-1, list(order)] = 1.0
    counted = np.clip((laid - LANDING) / (1 - LANDING), 0.0, 1.0)
    return Motion(laid=laid, stack=loss + counted @ swept)
