"""The numbers of ``TwoWaysDown``: the loss while one logit goes up, and while all others go down.

Logits are heights, and a ceiling hangs at the logarithm of the sum of all e^z.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.cast import called, names_of
from stage.digits import Form, apart
from stage.numbers import (
    FloatArray,
    Motion,
    Numbers,
    ease,
    frames_in,
    never_certain,
    ranked,
    smoothstep,
)
from stage.parameters import OneTrueClass, Positive
from xe_math import softmax, softmax_cross_entropy

FEW = 4
"""Classes up to which each one comes, and is lowered, by itself."""

RISE, LIGHT, HEAVY, STILL = 1.2, 0.9, 2.0, 0.2
"""Seconds in which the true class rises alone, in which a lighter one joins, in which the heaviest
one does, and of stillness between them."""

COUNTED = 0.3
"""Share of its way up in which a class that joins begins to count."""

PUSH, LOWER, PAUSE, LAST, SHIFT = 2.4, 0.9, 0.2, 2.4, 4.4
"""Seconds in which the true logit is raised, in which a lighter class is lowered, of stillness
after that, in which the heaviest one is lowered, and in which all of them are raised."""

LEAST, LEAST_SHARE = 0.5, 1e-3
"""Of the range of logits that is drawn, or of their size: less could not be told on an axis."""


class TwoWaysDownParameters(OneTrueClass):
    """The logits, the true class, how far it is raised, or all others are lowered; and names."""

    step: Positive = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class TwoWaysDownNumbers(Numbers):
    """K classes, counted from 0; losses in nats.

    Attributes
    ----------
    names, logits, target, step
        Of the classes; the network's last layer, shape (K,); the true class; and how far.
    heavy, light
        The likeliest wrong class; the other wrong ones, the lightest first.
    true_class, heavy_class, light_classes
        How a sentence speaks of them, after "the"; the light ones are named if they are few.
    rise
        The true class rises to its score, alone: ``logits``, how much each class ``counts``, from
        0 to 1, and its ``shares``, all (frames, K), and the ``loss``, which is 0.
    join
        The others do, one by one: the same.
    push
        The true logit is raised: ``logits``, ``shares`` and ``loss``.
    lower, fall
        All others but the heaviest are lowered, then the heaviest: ``low_logits``, ``low_shares``
        and ``low_loss``.
    shift
        All of them are raised together: the same.
    shares
        Of the classes, before anything is moved, shape (K,).
    losses
        Before and after, shape (2,).
    lightly
        The loss when all but the heaviest one have been lowered.
    low, high
        The range of logits, and of the ceiling.
    loss_form
        How losses are written.
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    step: float
    heavy: int
    light: tuple[int, ...]
    true_class: str
    heavy_class: str
    light_classes: str
    rise: Motion
    join: Motion
    push: Motion
    lower: Motion
    fall: Motion
    shift: Motion
    shares: FloatArray
    losses: FloatArray
    lightly: float
    low: float
    high: float
    loss_form: Form

    @classmethod
    def compute(cls, parameters: TwoWaysDownParameters, fps: float) -> Self:
        """Return everything, from ``xe_math``."""
        logits, target, step = np.array(parameters.logits), parameters.target, parameters.step
        classes = len(logits)
        names = names_of(parameters.labels, classes)
        heavy, *others = (k for k in ranked(never_certain(softmax(logits))) if k != target)
        light = tuple(reversed(others))
        # One by one, unless there are many: then all but the heaviest one together.
        groups = [(k,) for k in light] if classes <= FEW else [light]
        # Only differences count, and those of large logits have lost the digits of a small step.
        below = logits - logits.max()

        def moved(name: str, way: FloatArray) -> Motion:
            """Return the motion in which the logits are moved by ``way``, (frames, K)."""
            loss, shares = softmax_cross_entropy(below + way, target), softmax(below + way)
            tracks = {"logits": logits + way, "shares": shares, "loss": loss}
            return Motion(**{name + track: values for track, values in tracks.items()})

        def carried(heights: FloatArray) -> Motion:
            """Return the motion of the lowered logits as one: no share and no loss changes."""
            tracks = {
                "low_logits": logits + others_down + heights[:, None],
                "low_shares": np.tile(falling.low_shares[-1], (len(heights), 1)),
                "low_loss": np.full(len(heights), falling.low_loss[-1]),
            }
            return Motion(**tracks)

        others_down = np.where(np.arange(classes) == target, 0.0, -step)
        only_up = others_down + step
        lower = _one_by_one(others_down, groups, fps)
        last = np.where(np.arange(classes) == heavy, -step, 0.0)
        fall = lower[-1] + ease(LAST, fps)[:, None] * last
        push = moved("", ease(PUSH, fps)[:, None] * only_up)
        losses = push.loss[[0, -1]]
        falling = moved("low_", fall)
        lowered = moved("low_", lower)
        low = float(min(logits[target], (logits + others_down).min()))
        high = float(logits[target]) + step + float(losses[1])
        high = max(high, low + max(LEAST, LEAST_SHARE * float(np.abs(logits).max())))
        rise, join = _joining(logits, target, [*filter(None, groups), (heavy,)], low, fps)
        return cls(
            names=names,
            logits=logits,
            target=target,
            step=step,
            heavy=heavy,
            light=light,
            true_class=called(names[target]),
            heavy_class=called(names[heavy]),
            light_classes=" and the ".join(called(names[k]) for k in light)
            if classes <= FEW
            else f"rest but the {called(names[heavy])}",
            rise=rise,
            join=join,
            push=push,
            lower=lowered,
            fall=falling,
            shift=carried(ease(SHIFT, fps) * step),
            shares=push.shares[0],
            losses=losses,
            lightly=float(lowered.low_loss[-1]),
            low=low,
            high=high,
            loss_form=apart([*losses, float(lowered.low_loss[-1])]),
        )


def _one_by_one(by: FloatArray, groups: Sequence[Sequence[int]], fps: float) -> FloatArray:
    """Return how far each class has gone when one group after the other goes, (frames, K)."""
    ways = [np.zeros((1, len(by)))]
    for n, group in enumerate(filter(None, groups)):
        way = np.zeros(len(by))
        way[list(group)] = by[list(group)]
        pause = np.zeros(frames_in(PAUSE, fps) if n else 0)
        share = np.concatenate((pause, ease(LOWER, fps)[1:]))
        ways.append(ways[-1][-1] + share[:, None] * way)
    return np.concatenate(ways)


def _joining(
    logits: FloatArray, target: int, groups: Sequence[Sequence[int]], floor: float, fps: float
) -> tuple[Motion, Motion]:
    """Return the motions in which the true class rises alone; then each group, from the floor.

    A class that does not count yet is not in the sum of all e^z: it begins to on its first stretch
    up from the floor, so that the loss nowhere jumps.
    """
    z, counts = np.full(len(logits), floor), np.zeros(len(logits))
    z[target], counts[target] = (floor + logits[target]) / 2, 1.0
    motions = []
    for which in ([(target,)], groups):
        heights, counted = [z[None]], [counts[None]]
        for n, group in enumerate(which):
            seconds = RISE if target in group else HEAVY if group is groups[-1] else LIGHT
            pause = np.zeros(frames_in(STILL, fps) if n else 0)
            share = np.concatenate((pause, ease(seconds, fps)[1:]))[:, None]
            chosen = np.isin(np.arange(len(logits)), group)
            end = np.where(chosen, logits, z)
            heights.append(np.where(share < 1, z + share * (end - z), end))
            begun = np.where(chosen, smoothstep(share / COUNTED), 0.0)
            counted.append(np.maximum(counts, begun))
            z, counts = heights[-1][-1], counted[-1][-1]
        motions.append(_counting(np.concatenate(heights), np.concatenate(counted), target))
    return motions[0], motions[1]


def _counting(logits: FloatArray, counts: FloatArray, target: int) -> Motion:
    """Return the shares and the loss where each e^z counts by a weight; a weight of 0 is none."""
    present = counts > 0
    weighted = logits + np.log(np.where(present, counts, 1.0))
    # What does not count is far enough below the true one to vanish, at any size of the logits.
    absent = logits[:, [target]] - 1e4 - np.abs(logits[:, [target]])
    counted = np.where(present, weighted, absent)
    loss = softmax_cross_entropy(counted, target)
    return Motion(logits=logits, counts=counts, shares=softmax(counted), loss=loss)
