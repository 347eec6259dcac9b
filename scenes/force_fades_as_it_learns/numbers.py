"""The numbers of ``ForceFadesAsItLearns``: a share lifted, dragged far down, and learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of, subscripts
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, never_certain, paced, steady
from stage.parameters import OneTrueClass, Positive, Steps
from xe_math import descend_logits, log_sum_exp, softmax_cross_entropy

LIFT, BACK, DRAG, LEARN = 3.0, 3.0, 8.0, 8.0
"""How far above its logit the true class starts; seconds back to it, of the drag, of learning."""

SLOWLY = 1.5
"""How much slower the first steps are: the power of time to which steps come."""

MORE = 1.05
"""A pull that becomes less than that many times as large is at its lid already."""

FULL = 0.9
"""A pull above which it is nearly full."""

FAR = 20.0
"""A drag that is longer would pass in a frame or two what the pull and the loss do on it."""

MOST = 8.0
"""A loss beyond which the pace of the drag no longer keeps to it."""

WIDE, PAD, AHEAD = 3.0, 0.5, 1.9
"""The hill is seen at least so far to both sides of a lead of 0; and so far to the left of all
leads, and to the right of them, where the tangent is drawn."""

TINY = 1e-9
"""A loss than which one is not told to be many times as large."""


class ForceFadesAsItLearnsParameters(OneTrueClass):
    """Logits, the true class, names, how far it is dragged down, and the steps of learning."""

    learning_rate: Positive = 0.5
    steps: Steps = 20
    drag: Positive = 4.5


@dataclass(frozen=True, slots=True, eq=False)
class ForceFadesAsItLearnsNumbers(Numbers):
    """The lead is the true logit above ln Σ e^z of the others; losses in nats.

    The loss is ln(1 + e^-lead), whatever the logits are, and the pull, its steepness, 1 - q.

    Attributes
    ----------
    names, subscript, target, true_class
        Of the classes; of the true one in formulas, its place, counted from 0, and how a sentence
        speaks of it.
    back, drag, learn
        The true logit comes back from above; is dragged far down; then gradient descent. Each: the
        ``lead``, ``pull`` and ``loss``, and the ``low``est lead so far, (frames,).
    hill, heights
        Leads over which the hill of the loss is drawn, and its heights, (S,).
    left, right, top
        Between which leads all is seen; the height of the hill at the left.
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
    back: Motion
    drag: Motion
    learn: Motion
    hill: FloatArray
    heights: FloatArray
    left: float
    right: float
    top: float
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
        comes = (1 - ease(BACK, fps))[:, None] * LIFT * own + logits
        lowered = np.where(own, logits - parameters.drag, logits)
        drags = _dragged(logits, lowered, target, fps)
        at_steps = descend_logits(lowered, target, parameters.learning_rate, steps).logits
        when = steps * np.linspace(0.0, 1.0, frames_in(LEARN, fps) + 1) ** SLOWLY
        back = _answers(comes, target)
        drag = _answers(drags, target, so_far=float(back.low[-1]))
        learn = _answers(_between(at_steps, when), target, so_far=float(drag.low[-1]))
        pulls = _answers(at_steps, target).pull
        leads = np.concatenate([each.lead for each in (back, drag, learn)])
        left = min(float(leads.min()), -WIDE) - PAD
        right = max(float(leads.max()), WIDE) + AHEAD
        hill = _places(left, right)
        heights = softmax_cross_entropy(np.column_stack((hill, np.zeros_like(hill))), 0)
        loss_times = float(drag.loss[-1]) / max(float(drag.loss[0]), TINY)
        pull = float(drag.pull[0])
        return cls(
            names=names,
            subscript=subscripts(names)[target],
            target=target,
            true_class=called(names[target]),
            back=back,
            drag=drag,
            learn=learn,
            hill=hill,
            heights=heights,
            left=left,
            right=right,
            top=float(heights.max()),
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


def _answers(logits: FloatArray, target: int, so_far: float = np.inf) -> Motion:
    """What logits, (frames, K), make of the true class, after a lead that was the least so far."""
    loss = softmax_cross_entropy(logits, target)
    # Of the loss, since 1 - q loses its digits where q is nearly 1.
    pull = never_certain(-np.expm1(-loss))
    lead = logits[:, target] - log_sum_exp(np.delete(logits, target, axis=1))
    low = np.minimum(np.minimum.accumulate(lead), so_far)
    return Motion(lead=lead, pull=pull, loss=loss, low=low)


def _places(left: float, right: float) -> FloatArray:
    """Leads from ``left`` to far beyond ``right``, close together where the hill is bent."""
    even = np.linspace(left, left + 4 * (right - left), 401)
    bend = np.linspace(max(left, -8.0), 8.0, 161)
    return np.unique(np.concatenate((even, bend)))


def _between(at_steps: FloatArray, when: FloatArray) -> FloatArray:
    """Logits on the way, straight from step to step; shapes (steps + 1, K) and (n,) to (n, K)."""
    before = np.minimum(when.astype(int), len(at_steps) - 2)
    share = (when - before)[:, None]
    return (1 - share) * at_steps[before] + share * at_steps[before + 1]
