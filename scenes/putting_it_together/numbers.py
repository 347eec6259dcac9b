"""The numbers of ``PuttingItTogether``: the areas that pulls sweep, and the loss that they take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import AfterValidator

from stage.cast import called, names_of
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, ramp, ranked, steady
from stage.parameters import OneTrueClass, Positive, Steps
from xe_math import descend_logits, logit_gradient, softmax, softmax_cross_entropy, swept_areas

UNMOVED = 0.999
"""Share of the loss that is left from which on what it loses by learning is not told apart."""

TINY, PUSH, BACK, FIRST, REST, FIT = 1.4, 5.5, 0.7, 2.4, 3.0, 8.0
"""Seconds of each motion, in their order."""

EARLY = 1.6
"""How much slower the first steps are than the last: a power of the time."""

LEAST_TIME = 0.3
"""Time in which any area is laid on the block, as a share of what goes by the sizes of areas."""


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
    steps: Steps = 12


@dataclass(frozen=True, slots=True, eq=False)
class PuttingItTogetherNumbers(Numbers):
    """K classes. Pulls and ways are sizes: each score goes where it is pulled.

    All motions but ``fit`` have the ``way`` that each score has gone, the ``pull`` on it and the
    area ``swept``, all (frames, K), and the ``loss``, (frames,). ``fit`` has how far each area is
    ``laid`` on the block, (frames, K).

    Attributes
    ----------
    names, target, true_class
        Of the classes; the true class, counted from 0; how a sentence speaks of it.
    order
        The classes, the true one first, then by their pulls.
    rows
        The classes of each row: the true one, the next one, and all others, if there are any.
    tiny, push, back
        The true score is pushed by a tenth of the nudge, by the rest of it, and goes back.
    first, rest
        The first step of all scores, and those that follow.
    fit
        The areas are laid on the block: the last row first.
    little
        How long the tiny push is.
    forecast, swept, missing
        The pull at first times the nudge; what is swept indeed; by which share that is less.
    start, pushed, end
        The loss at first, after the push, and after all steps.
    pull_form, loss_form
        The forms of pulls and of losses.
    little_form, area_form
        The forms of what the tiny push sweeps, and of the forecast and what was swept instead.
    """

    names: tuple[str, ...]
    target: int
    true_class: str
    order: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    tiny: Motion
    push: Motion
    back: Motion
    first: Motion
    rest: Motion
    fit: Motion
    little: float
    forecast: float
    swept: float
    missing: float
    start: float
    pushed: float
    end: float
    pull_form: Form
    loss_form: Form
    little_form: Form
    area_form: Form

    @classmethod
    def compute(cls, parameters: PuttingItTogetherParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        z, target, nudge = np.array(parameters.logits), parameters.target, parameters.nudge
        names = names_of(parameters.labels, len(z))
        order = (target, *(k for k in ranked(softmax(z)) if k != target))
        rows = tuple(row for row in (order[:1], order[1:2], order[2:]) if row)

        def moved(logits: FloatArray, swept: FloatArray) -> Motion:
            """Along these logits, where so much has been swept, both (frames, K)."""
            return Motion(
                way=np.abs(logits - z),
                pull=np.abs(logit_gradient(logits, target)),
                swept=swept,
                loss=np.array(softmax_cross_entropy(logits, target)),
            )

        def straight(
            start: FloatArray, end: FloatArray, before: FloatArray, share: FloatArray
        ) -> Motion:
            """From ``start`` to ``end``, where so much, (K,), has been swept before."""
            logits = start + share[:, None] * (end - start)
            return moved(logits, before + swept_areas(logits, target))

        nothing, is_true = np.zeros(len(z)), np.arange(len(z)) == target
        to_tiny, to_nudge = z + nudge / 10 * is_true, z + nudge * is_true
        tiny = straight(z, to_tiny, nothing, ease(TINY, fps))
        push = straight(to_tiny, to_nudge, tiny.swept[-1], ease(PUSH, fps))
        back = straight(to_nudge, z, push.swept[-1], ease(BACK, fps))
        descent = descend_logits(z, target, parameters.learning_rate, parameters.steps)
        first = straight(z, descent.logits[1], nothing, ease(FIRST, fps))
        done = 1 + steady(REST, fps) ** EARLY * (parameters.steps - 1)
        rest = moved(*_between_steps(descent.logits, done, target))
        start, pushed, end = float(descent.loss[0]), float(push.loss[-1]), float(descent.loss[-1])
        forecast = nudge * float(tiny.pull[0, target])
        swept = float(swept_areas(np.stack((z, to_nudge)), target)[-1, target])
        return cls(
            names=names,
            target=target,
            true_class=called(names[target]),
            order=order,
            rows=rows,
            tiny=tiny,
            push=push,
            back=back,
            first=first,
            rest=rest,
            fit=_laid(rows, rest.swept[-1], FIT, fps),
            little=nudge / 10,
            forecast=forecast,
            swept=swept,
            missing=1 - swept / forecast if forecast else 0.0,
            start=start,
            pushed=pushed,
            end=end,
            pull_form=apart(np.array([tiny.pull[0, target], push.pull[-1, target]])),
            loss_form=apart([start, pushed] if end > UNMOVED * start else [start, pushed, end]),
            little_form=apart(np.array([tiny.swept[-1, target]])),
            area_form=apart(np.array([forecast, swept])),
        )


def _between_steps(
    logits: FloatArray, done: FloatArray, target: int
) -> tuple[FloatArray, FloatArray]:
    """Return logits, and what was swept, both (frames, K), after so many steps, (frames,)."""
    steps = np.arange(len(logits))
    places = np.column_stack([np.interp(done, steps, row) for row in logits.T])
    by_step = swept_areas(logits, target)
    swept = [
        by_step[step] + swept_areas(np.stack((logits[step], place)), target)[-1]
        for step, place in zip(done.astype(int), places, strict=True)
    ]
    return places, np.array(swept)


def _laid(
    rows: tuple[tuple[int, ...], ...], swept: FloatArray, seconds: float, fps: float
) -> Motion:
    """Areas ``swept``, (K,), are laid on the block, row by row, the last row first."""
    sizes = np.array(
        [LEAST_TIME + swept[list(r)].sum() / max(swept.sum(), 1e-300) for r in rows[::-1]]
    )
    ends = np.cumsum(sizes) / sizes.sum()
    time = np.linspace(0.0, 1.0, frames_in(seconds, fps) + 1)
    laid = np.ones((len(time), len(swept)))
    for row, start, end in zip(rows[::-1], [0.0, *ends[:-1]], ends, strict=True):
        laid[:-1, list(row)] = ramp(time, start, end)[:-1, None]
    return Motion(laid=laid)
