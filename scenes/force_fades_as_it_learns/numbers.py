"""What ``ForceFadesAsItLearns`` draws: a descent from the note's logits, and a far worse one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.digits import Form, apart, decimals_of
from stage.numbers import FloatArray, Numbers, ease, frames_in, never_certain
from stage.parameters import (
    OneTrueClass,
    Positive,
    Steps,
    class_names,
)
from xe_math import descend_logits, logit_gradient, softmax, softmax_cross_entropy

FLIGHT, BACK, DRAG = 6.2, 1.1, 3.2
"""Seconds of a descent, of the way back to its start, and in which a logit is dragged."""

SLOWLY = 1.5
"""How much slower the first steps of a descent are: the power of time to which they come."""

BETWEEN = 8
"""Places between a step and the next at which the pull is computed."""

TINY = 1e-9
"""A loss than which one is not told to be many times as large."""

SHORT = (".2f", ".3f", ".4f")
"""Forms in which a number that moves can be read."""

LEAST_RANGE = 1.0
"""Of the logits, that is drawn: what differs by less is seen to differ by little."""

LONG = 1e3
"""A range of logits beyond which a scale has numbers that take all the room."""

LOWEST, ABOVE, HIGHEST = 1.2, 1.03, 8.0
"""Up to where an axis goes, at least, beyond the largest loss, and at most."""


class ForceFadesAsItLearnsParameters(OneTrueClass):
    """Where a descent starts, the true class, names, its steps, and how much worse one starts."""

    learning_rate: Positive = 0.5
    steps: Steps = 20
    drag: Positive = 4.5


@dataclass(frozen=True, slots=True, eq=False)
class ForceFadesAsItLearnsNumbers(Numbers):
    """Two descents: one from the logits as they are, one from the true logit dragged down.

    A pull is the size of minus the gradient: it raises the true logit and lowers all others.

    Attributes
    ----------
    names, logits, target, steps
        Of the classes; where the first descent starts; the true class, counted from 0; how many
        steps a descent has.
    told
        The classes whose logits are told: the true one and its rival.
    lowest, highest, has_scale
        Between which values logits are drawn; and whether these are told beside the faders.
    tops
        Up to where losses and pulls are drawn: for the first descent, and for both, (2,).
    pulls, losses
        By descent and step, (2, steps + 1, K) and (2, steps + 1).
    along, along_pulls, along_losses
        Places on the ways, counted in steps, (S,): straight from step to step; and what is there,
        of the true logit, (2, S).
    fly, fly_logits, fly_pulls, fly_right, fly_losses
        While they descend, by descent: how many steps have been made, (2, frames); what is there
        then, (2, frames, K); and the probability of the true class, and the loss, (2, frames);
        tracks.
    back, back_logits, back_pulls, back_right, back_losses
        While the first goes back to its start; tracks.
    drag_logits, drag_pulls, drag_right, drag_losses
        While the true logit is dragged down; tracks.
    start_pulls, end_pulls, start_losses
        Of the true logit, by descent, at its start and its end; and the loss at its start.
    loss_times, pull_times
        How many times as large the second start makes the loss, and the pull.
    logit_form, pull_form, loss_form, moving_form
        How they are told: the loss at both starts so that these differ, and while it moves.
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    steps: int
    told: tuple[int, ...]
    lowest: float
    highest: float
    has_scale: bool
    tops: FloatArray
    pulls: FloatArray
    losses: FloatArray
    along: FloatArray
    along_pulls: FloatArray
    along_losses: FloatArray
    fly: FloatArray
    fly_logits: FloatArray
    fly_pulls: FloatArray
    fly_right: FloatArray
    fly_losses: FloatArray
    back: FloatArray
    back_logits: FloatArray
    back_pulls: FloatArray
    back_right: FloatArray
    back_losses: FloatArray
    drag_logits: FloatArray
    drag_pulls: FloatArray
    drag_right: FloatArray
    drag_losses: FloatArray
    start_pulls: FloatArray
    end_pulls: FloatArray
    start_losses: FloatArray
    loss_times: float
    pull_times: float
    logit_form: Form
    pull_form: Form
    loss_form: Form
    moving_form: Form

    @classmethod
    def compute(cls, parameters: ForceFadesAsItLearnsParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target, steps = np.array(parameters.logits), parameters.target, parameters.steps
        classes = np.arange(len(logits))
        lowered = np.where(classes == target, logits - parameters.drag, logits)
        descents = [
            descend_logits(start, target, parameters.learning_rate, steps)
            for start in (logits, lowered)
        ]
        at_steps = np.stack([descent.logits for descent in descents])
        along = np.linspace(0.0, steps, steps * BETWEEN + 1)
        back = steps * (1 - ease(BACK, fps))
        drag = logits + ease(DRAG, fps)[:, None] * (lowered - logits)
        drag[-1] = lowered
        when = steps * np.linspace(0.0, 1.0, frames_in(FLIGHT, fps) + 1) ** SLOWLY
        tracks: dict[str, FloatArray] = {"fly": np.stack((when, when)), "back": back}
        ways = {
            "along": np.stack([_between(row, along) for row in at_steps]),
            "fly": np.stack([_between(row, when) for row in at_steps]),
            "back": _between(at_steps[0], back),
            "drag": drag,
        }
        for name, there in ways.items():
            pulls = never_certain(np.abs(logit_gradient(there, target)))
            tracks[f"{name}_pulls"] = pulls[..., target] if name == "along" else pulls
            tracks[f"{name}_losses"] = softmax_cross_entropy(there, target)
            if name != "along":
                tracks[f"{name}_logits"] = there
                tracks[f"{name}_right"] = never_certain(softmax(there))[..., target]
        pulls = never_certain(np.abs(logit_gradient(at_steps, target)))
        losses, true = softmax_cross_entropy(at_steps, target), pulls[..., target]
        least = max(LEAST_RANGE, 1e-6 * float(np.abs(at_steps).max()))
        spare = max(0.0, least - float(np.ptp(at_steps)))
        rival = int(np.argmax(np.where(classes == target, -np.inf, logits)))
        loss_form = apart(losses[:, 0])
        return cls(
            names=class_names(parameters.labels, len(logits)),
            logits=logits,
            target=target,
            steps=steps,
            told=tuple(sorted((target, rival))),
            lowest=float(at_steps.min() - spare / 2),
            highest=float(at_steps.max() + spare / 2),
            has_scale=float(np.ptp(at_steps)) < LONG,
            tops=np.clip(ABOVE * np.array([losses[0].max(), losses.max()]), LOWEST, HIGHEST),
            pulls=pulls,
            losses=losses,
            along=along,
            **tracks,
            start_pulls=true[:, 0],
            end_pulls=true[:, -1],
            start_losses=losses[:, 0],
            loss_times=float(losses[1, 0]) / max(float(losses[0, 0]), TINY),
            pull_times=float(true[1, 0] / true[0, 0]),
            logit_form=f".{decimals_of(logits, least=2, most=3)}f",
            pull_form=".3p",
            loss_form=loss_form,
            moving_form=loss_form if loss_form in SHORT else SHORT[0],
        )


def _between(at_steps: FloatArray, when: FloatArray) -> FloatArray:
    """Logits on the way, straight from step to step; shapes (steps + 1, K) and (n,) to (n, K)."""
    before = np.minimum(when.astype(int), len(at_steps) - 2)
    share = (when - before)[:, None]
    return (1 - share) * at_steps[before] + share * at_steps[before + 1]
