"""The numbers of ``ForceFadesAsItLearns``: a share lifted, dragged far down, and learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, subscripts
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, never_certain, paced, steady
from stage.parameters import OneTrueClass, Positive, Steps
from xe_math import descend_logits, softmax, softmax_cross_entropy

LIFT, UP, DRAG, LEARN = 1.5, 1.5, 8.0, 8.0
"""By how much the true logit is lifted, and the seconds of each way, of the drag, of learning."""

SLOWLY = 1.5
"""How much slower the first steps are: the power of time to which steps come."""

BETWEEN = 8
"""Places between a step and the next at which the pull is computed."""

MORE = 1.05
"""A pull that becomes less than that many times as large is at its lid already."""

FULL = 0.9
"""A pull above which it is nearly full."""

FAR = 20.0
"""A drag that is longer would pass in a frame or two what the pull and the loss do on it."""

MOST = 8.0
"""A loss beyond which it leaves the stage."""

TINY = 1e-9
"""A loss than which one is not told to be many times as large."""


class ForceFadesAsItLearnsParameters(OneTrueClass):
    """Logits, the true class, names, how far it is dragged down, and the steps of learning."""

    learning_rate: Positive = 0.5
    steps: Steps = 20
    drag: Positive = 4.5


@dataclass(frozen=True, slots=True, eq=False)
class ForceFadesAsItLearnsNumbers(Numbers):
    """A pull is 1 minus the share of the true class; losses in nats.

    Attributes
    ----------
    names, subscript, target, true_class
        Of the classes; of the true one in formulas, its place, counted from 0, and how a sentence
        speaks of it.
    lift, drag, learn
        The true logit up and back; far down; then gradient descent. Each: ``logits``, (frames, K),
        its share ``true``, ``pull`` and ``loss``, (frames,); of learning also the ``step``.
    lowest, highest, most
        Between which values the logits lie in all of it, and the largest loss.
    steps, along, along_pull, along_loss
        How many steps are made; places on the way, counted in steps, and what is there, (S,).
    ghosts
        Pulls among which a viewer guesses: the same, a bit more, as many times as the loss.
    loss_times, pull_times
        How many times as large the drag makes the loss, and the pull.
    at_lid, jams, stays_full, fades
        Whether the pull was as large as it can be before the drag; is nearly full after it; stays
        nearly full for three steps; and never rises while it learns, and halves.
    """

    names: tuple[str, ...]
    subscript: str
    target: int
    true_class: str
    lift: Motion
    drag: Motion
    learn: Motion
    lowest: float
    highest: float
    most: float
    steps: int
    along: FloatArray
    along_pull: FloatArray
    along_loss: FloatArray
    ghosts: FloatArray
    loss_times: float
    pull_times: float
    at_lid: bool
    jams: bool
    stays_full: bool
    fades: bool

    @classmethod
    def compute(cls, parameters: ForceFadesAsItLearnsParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target, steps = np.array(parameters.logits), parameters.target, parameters.steps
        names = names_of(parameters.labels, len(logits))
        own = np.arange(len(logits)) == target
        up = ease(UP, fps)
        lifts = np.concatenate((up, up[-2::-1]))[:, None] * LIFT * own + logits
        lowered = np.where(own, logits - parameters.drag, logits)
        drags = _dragged(logits, lowered, target, fps)
        at_steps = descend_logits(lowered, target, parameters.learning_rate, steps).logits
        when = steps * np.linspace(0.0, 1.0, frames_in(LEARN, fps) + 1) ** SLOWLY
        along = np.linspace(0.0, steps, steps * BETWEEN + 1)
        drag = _answers(drags, target)
        pulls = _answers(at_steps, target).pull
        way = _answers(_between(at_steps, along), target)
        lift = _answers(lifts, target)
        loss_times = float(drag.loss[-1]) / max(float(drag.loss[0]), TINY)
        pull = float(drag.pull[0])
        every = np.concatenate((lifts, drags, at_steps))
        return cls(
            names=names,
            subscript=subscripts(names)[target],
            target=target,
            true_class=called(names[target]),
            lift=lift,
            drag=drag,
            learn=_answers(_between(at_steps, when), target, step=when),
            lowest=float(every.min()),
            highest=float(every.max()),
            most=float(max(each.loss.max() for each in (lift, drag, way))),
            steps=steps,
            along=along,
            along_pull=way.pull,
            along_loss=way.loss,
            ghosts=np.array([pull, (1 + pull) / 2, pull * loss_times]),
            loss_times=loss_times,
            pull_times=float(drag.pull[-1]) / pull,
            at_lid=bool(drag.pull[-1] < MORE * pull),
            jams=bool(drag.pull[-1] > FULL),
            stays_full=bool((pulls[:4] > FULL).all()),
            fades=bool((np.diff(pulls) <= 0).all() and pulls[-1] <= pulls[0] / 2),
        )


def _dragged(start: FloatArray, end: FloatArray, target: int, fps: float) -> FloatArray:
    """From logits ``start`` to ``end``, (frames, K): at one pace where all of it can be seen."""
    share = steady(DRAG, fps)
    if float(np.abs(end - start).max()) > FAR:

        def seen(logits: FloatArray) -> FloatArray:
            answers = _answers(logits, target)
            return np.column_stack((answers.pull, np.minimum(answers.loss, MOST)))

        return paced(start, end, share, seen)
    drags = start + share[:, None] * (end - start)
    drags[-1] = end
    return np.asarray(drags)


def _answers(logits: FloatArray, target: int, **tracks: FloatArray) -> Motion:
    """What logits, (frames, K), make of the true class."""
    true = never_certain(softmax(logits)[:, target])
    loss = softmax_cross_entropy(logits, target)
    # Of the loss, since 1 - q loses its digits where q is nearly 1.
    pull = never_certain(-np.expm1(-loss))
    return Motion(logits=logits, true=true, pull=pull, loss=loss, **tracks)


def _between(at_steps: FloatArray, when: FloatArray) -> FloatArray:
    """Logits on the way, straight from step to step; shapes (steps + 1, K) and (n,) to (n, K)."""
    before = np.minimum(when.astype(int), len(at_steps) - 2)
    share = (when - before)[:, None]
    return (1 - share) * at_steps[before] + share * at_steps[before + 1]
