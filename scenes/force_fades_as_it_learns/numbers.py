"""The numbers of ``ForceFadesAsItLearns``: a true class is dragged far behind, and learns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of
from stage.numbers import (
    FloatArray,
    Motion,
    Numbers,
    ease,
    frames_in,
    minimum_jerk,
    never_certain,
    paced,
    steady,
)
from stage.parameters import OneTrueClass, Positive, Steps
from xe_math import descend_logits, log_sum_exp, softmax_cross_entropy

BACK, DRAG, LEARN = 2.5, 8.0, 9.0
"""Seconds of the motions ``back``, ``drag`` and ``learn``."""

ABOVE = 2.0
"""How far above its logit the true class starts."""

FAR, HIGH = 20.0, 8.0
"""A longer drag is slower where the pull changes, and the loss up to ``HIGH``; at an even pace that
would take a frame or two."""

NO_MORE = 1.05
"""A pull that grows by a smaller factor had reached its limit before."""

FULL, NO_SHARE = 0.9, 0.01
"""The least pull that is called full, and the largest share that is called none."""

LEAST_SPAN, LEFT_MARGIN, RIGHT_MARGIN = 3.0, 0.5, 1.4
"""The least lead that is visible on both sides of 0, and margins beyond all leads. The tangent
needs the right one."""

TINY = 1e-9
"""The least loss, and the least sum of jumps, by which is divided."""


class ForceFadesAsItLearnsParameters(OneTrueClass):
    """Logits, the true class, names, how far it is dragged down, and the steps of learning."""

    learning_rate: Positive = 0.5
    steps: Steps = 20
    drag: Positive = 4.5


@dataclass(frozen=True, slots=True, eq=False)
class ForceFadesAsItLearnsNumbers(Numbers):
    """The lead is the true logit minus ln Σ e^z of the others; losses are in nats.

    The loss is ln(1 + e^-lead), whatever the logits are. The pull is its steepness, 1 - q.

    Attributes
    ----------
    names, target, true_class
        Names of the classes; index of the true one, counted from 0; its name in a sentence.
    back, drag, learn
        The true logit comes back from above; it is dragged far down; gradient descent brings it up
        again. Each has the ``lead``, ``pull`` and ``loss``, and the lowest lead so far, ``low``,
        shape (frames,). ``learn`` also has the steps that are ``done``, a number with a fraction.
    stops
        The lead after each step of the descent, shape (steps + 1,).
    hill, heights
        Leads for which the hill of the loss is drawn, and the loss there, shape (S,).
    left, right, top
        The lowest and the highest visible lead; the height of the hill at ``left``.
    loss_times, pull_times
        The factors by which the drag multiplies the loss and the pull.
    at_limit, is_straight, is_used_up
        Whether the pull is as large as it can be before the drag; whether it is full after it, so
        that the hill is straight there; whether the true class then has next to no share.
    stays_full, fades
        Whether the pull is full for the first three steps; whether it never rises in the descent,
        and is halved in the end.
    """

    names: tuple[str, ...]
    target: int
    true_class: str
    back: Motion
    drag: Motion
    learn: Motion
    stops: FloatArray
    hill: FloatArray
    heights: FloatArray
    left: float
    right: float
    top: float
    loss_times: float
    pull_times: float
    at_limit: bool
    is_straight: bool
    is_used_up: bool
    stays_full: bool
    fades: bool

    @classmethod
    def compute(cls, parameters: ForceFadesAsItLearnsParameters, fps: float) -> Self:
        """Compute the table."""
        logits, target = np.array(parameters.logits), parameters.target
        names = names_of(parameters.labels, len(logits))
        is_true = np.arange(len(logits)) == target
        low_logits = np.where(is_true, logits - parameters.drag, logits)
        descent = descend_logits(low_logits, target, parameters.learning_rate, parameters.steps)
        lead = float(_leads(logits, target))
        stops = _leads(descent.logits, target)

        back = _motion(lead + ABOVE * (1 - ease(BACK, fps)))
        drag = _motion(_dragged(lead, float(stops[0]), fps))
        learn = _jumps(stops, fps)

        ends = np.array([lead + ABOVE, lead, *stops])
        left = min(float(ends.min()), -LEAST_SPAN) - LEFT_MARGIN
        right = max(float(ends.max()), LEAST_SPAN) + RIGHT_MARGIN
        # Far beyond the right end, since a wide frame shows more; close together at the bend.
        even, bend = np.linspace(left, left + 4 * (right - left), 401), np.linspace(-8.0, 8.0, 161)
        hill = np.unique(np.concatenate((even, bend[bend > left])))
        pulls = _pulls(_losses(stops))
        loss, pull = float(drag.loss[0]), float(drag.pull[0])
        return cls(
            names=names,
            target=target,
            true_class=called(names[target]),
            back=back,
            drag=drag,
            learn=learn,
            stops=stops,
            hill=hill,
            heights=_losses(hill),
            left=left,
            right=right,
            top=float(_losses(hill).max()),
            loss_times=float(drag.loss[-1]) / max(loss, TINY),
            pull_times=float(drag.pull[-1]) / pull,
            at_limit=bool(drag.pull[-1] < NO_MORE * pull),
            is_straight=bool(drag.pull[-1] > FULL),
            is_used_up=bool(drag.pull[-1] > 1 - NO_SHARE),
            stays_full=bool((pulls[:4] > FULL).all()),
            fades=bool((np.diff(pulls) <= 0).all() and pulls[-1] <= pulls[0] / 2),
        )


def _leads(logits: FloatArray, target: int) -> FloatArray:
    """Return the lead of the true class for logits of shape (..., K)."""
    others = log_sum_exp(np.delete(logits, target, axis=-1))
    return np.asarray(logits[..., target] - others)


def _losses(leads: FloatArray) -> FloatArray:
    """Return the loss for each lead, shape (n,)."""
    # The others count as one class, whose logit is 0.
    return softmax_cross_entropy(np.column_stack((leads, np.zeros_like(leads))), 0)


def _pulls(losses: FloatArray) -> FloatArray:
    """Return the pull 1 - q for each loss. Computed from q it loses digits where q is near 1."""
    return never_certain(-np.expm1(-losses))


def _motion(lead: FloatArray, **tracks: FloatArray) -> Motion:
    """Return a motion along the hill, which begins at the lowest lead so far or goes down to it."""
    loss, low = _losses(lead), np.minimum.accumulate(lead)
    return Motion(lead=lead, pull=_pulls(loss), loss=loss, low=low, **tracks)


def _dragged(start: float, end: float, fps: float) -> FloatArray:
    """Return leads from ``start`` to ``end``, at an even pace unless the way is long."""
    share = steady(DRAG, fps)
    if start - end <= FAR:
        return np.asarray(start + share * (end - start))

    def visible(leads: FloatArray) -> FloatArray:
        losses = _losses(leads[:, 0])
        return np.column_stack((_pulls(losses), np.minimum(losses, HIGH)))

    return paced(np.array([start]), np.array([end]), share, visible)[:, 0]


def _jumps(stops: FloatArray, fps: float) -> Motion:
    """Return the motion in jumps from stop to stop.

    The time of a jump is the mean of two: one that is equal for all jumps, and one that is
    proportional to its width. So wide jumps can be counted, and many small ones take little time.
    """
    widths = np.abs(np.diff(stops))
    times = (1 / len(widths) + widths / max(float(widths.sum()), TINY)) / 2
    landings = np.concatenate(([0.0], np.cumsum(times) / times.sum()))
    steps = np.arange(len(stops))
    now = np.interp(np.linspace(0.0, 1.0, frames_in(LEARN, fps) + 1), landings, steps)
    jump = np.minimum(now.astype(int), len(widths) - 1)
    done = jump + minimum_jerk(now - jump)
    return _motion(np.interp(done, steps, stops), done=done)
