"""The numbers of ``TwoWaysDown``: the loss while one logit goes up, and while all others go down.

The wall is at the logarithm of the sum of all e^z, on the axis of the logits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from stage.cast import called, names_of
from stage.digits import Form, apart, form_of_sum
from stage.numbers import FloatArray, Motion, Numbers, ease, frames_in, never_certain, paced, ranked
from stage.parameters import OneTrueClass, Positive
from xe_math import log_sum_exp, log_sum_exp_change, softmax, softmax_cross_entropy

FEW = 4
"""Classes up to which each one comes, and is lowered, by itself."""

PULSE, LIGHT, HEAVY, STILL = 0.4, 0.9, 2.0, 0.3
"""Seconds in which a pulse runs to the wall, in which lighter classes push it, in which the
heaviest one does, and of stillness after each."""

PUSH, LOWER, PAUSE, LAST, SLIDE = 4.5, 1.2, 0.8, 3.0, 3.0
"""Seconds in which the true logit is raised, in which a lighter class is lowered, of stillness
after that, in which the heaviest one is lowered, and in which all of them slide."""

LEAST, LEAST_SHARE = 0.5, 1e-3
"""Of the range of logits that is drawn, or of their size: less could not be told on an axis."""

MOST = 4
"""Decimals of a way, unless two ways differ only further down."""


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
    true_class, heavy_class
        How a sentence speaks of them, after "the".
    shares
        softmax of the logits, as are all shares here, shape (K,).
    birth
        The others join the true class, one by one: their ``shares`` so far, (frames, K), the
        ``loss``, and how far the ``pulse`` of each has come, from 0 to 1, (frames, K).
    push
        The true logit is raised: ``logits``, ``shares`` and ``loss``.
    pull
        The others are lowered, the heaviest one at last: ``low_logits``, ``low_shares`` and
        ``low_loss``.
    slide
        All of them are raised together: ``low_logits``.
    losses
        Before and after, shape (2,).
    lightly
        The loss when all but the heaviest one have been lowered.
    joined
        The loss when all but the heaviest one have joined.
    true_shares
        The true class's share before and after, shape (2,).
    gave, came
        How far the wall flees before the true logit, and how far it comes after the others.
    low, high
        Between which logits are drawn.
    share_form, loss_form, way_form
        How shares, losses, and the ways of the wall are told: these so that both together are the
        step as they are told, if some decimals do that.
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    step: float
    heavy: int
    light: tuple[int, ...]
    true_class: str
    heavy_class: str
    shares: FloatArray
    birth: Motion
    push: Motion
    pull: Motion
    slide: Motion
    losses: FloatArray
    lightly: float
    joined: float
    true_shares: FloatArray
    gave: float
    came: float
    low: float
    high: float
    share_form: Form
    loss_form: Form
    way_form: Form

    @classmethod
    def compute(cls, parameters: TwoWaysDownParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target, step = np.array(parameters.logits), parameters.target, parameters.step
        classes = len(logits)
        names = names_of(parameters.labels, classes)
        shares = never_certain(softmax(logits))
        heavy, *others = (k for k in ranked(shares) if k != target)
        light = tuple(reversed(others))
        # One by one, unless there are many: then all but the heaviest one together.
        groups = [(k,) for k in light] if classes <= FEW else [light]
        birth, joined = _joining(logits, target, [*filter(None, groups), (heavy,)], fps)
        # Only differences count, and those of large logits have lost the digits of a small step.
        below = logits - logits.max()
        raised = _moved(below, [((target,), step, PUSH)], fps)
        moves = [(group, -step, LOWER) for group in groups if group]
        lowered = _moved(below, [*moves, ((heavy,), -step, LAST)], fps)
        raised_loss = np.array(softmax_cross_entropy(raised, target))
        lowered_loss = np.array(softmax_cross_entropy(lowered, target))
        up, down = logits + (raised - below), logits + (lowered - below)
        share = ease(SLIDE, fps)[:, None]
        slid = (1 - share) * down[-1] + share * up[-1]
        losses = raised_loss[[0, -1]]
        lightly = float(lowered_loss[-frames_in(LAST, fps) - 1])
        gave = float(log_sum_exp_change(below, raised[-1] - below))
        came = -float(log_sum_exp_change(below, lowered[-1] - below))
        true_shares = never_certain(softmax(raised[[0, -1]]))[:, target]
        wall = float(log_sum_exp(logits))
        low, high = float(down.min()), max(wall + step, float(up.max()))
        high = max(high, low + max(LEAST, LEAST_SHARE * float(np.abs(logits).max())))
        return cls(
            names=names,
            logits=logits,
            target=target,
            step=step,
            heavy=heavy,
            light=light,
            true_class=called(names[target]),
            heavy_class=called(names[heavy]),
            shares=shares,
            birth=birth,
            push=Motion(logits=up, shares=never_certain(softmax(raised)), loss=raised_loss),
            pull=Motion(
                low_logits=down, low_shares=never_certain(softmax(lowered)), low_loss=lowered_loss
            ),
            slide=Motion(low_logits=slid),
            losses=losses,
            lightly=lightly,
            joined=joined,
            true_shares=true_shares,
            gave=gave,
            came=came,
            low=low,
            high=high,
            share_form=apart(true_shares, kind="p", least=3),
            loss_form=apart([*losses, lightly]),
            way_form=_form_of_ways(np.array([gave, came]), step),
        )


def _joining(
    logits: FloatArray, target: int, groups: Sequence[Sequence[int]], fps: float
) -> tuple[Motion, float]:
    """The true class alone, then with each group; and the loss before the last one joins.

    What a group adds to the loss tells all shares: those that are there shrink by e to the power of
    minus that, and the rest is what the group has. So no e^z is needed, which may be too large.
    Shares end as the softmax of all that have joined.
    """
    alone = np.zeros(len(logits))
    alone[target] = 1.0
    present, stops = [target], [0.0]
    for group in groups:
        present += group
        stops.append(float(softmax_cross_entropy(logits[present], 0)))
    shares, losses, pulses = [alone[None]], [np.zeros(1)], [alone[None]]
    for (before, after), group in zip(pairwise(stops), groups, strict=True):
        seconds = HEAVY if group is groups[-1] else LIGHT
        loss = paced(np.array([before]), np.array([after]), ease(seconds, fps), _share_left)[:, 0]
        loss = np.concatenate(
            (np.full(frames_in(PULSE, fps), before), loss, np.full(frames_in(STILL, fps), after))
        )
        joined = present[: present.index(group[-1]) + 1]
        end = np.zeros(len(logits))
        end[joined] = softmax(logits[joined])
        # Losses of large logits have lost digits; the last shares are those that move next.
        done, whole = np.expm1(before - loss), np.expm1(before - after)
        way = done / whole if whole else np.linspace(0.0, 1.0, len(loss))
        share = shares[-1][-1] + way[:, None] * (end - shares[-1][-1])
        run = np.concatenate((ease(PULSE, fps), np.ones(len(loss) - frames_in(PULSE, fps) - 1)))
        pulse = np.tile(pulses[-1][-1], (len(loss), 1))
        pulse[:, list(group)] = run[:, None]
        for tracks, track in ((shares, share), (losses, loss), (pulses, pulse)):
            tracks.append(track[1:])
    motion = Motion(
        shares=np.concatenate(shares), loss=np.concatenate(losses), pulse=np.concatenate(pulses)
    )
    return motion, stops[-2]


def _share_left(losses: FloatArray) -> FloatArray:
    return np.exp(-losses)


def _moved(
    logits: FloatArray, moves: Sequence[tuple[Sequence[int], float, float]], fps: float
) -> FloatArray:
    """Classes moved by so much in so many seconds, with a pause between moves, (frames, K)."""

    def parts() -> Iterator[FloatArray]:
        start = logits
        for which, by, seconds in moves:
            end = start.copy()
            end[list(which)] += by
            if start is not logits:
                yield np.tile(start, (frames_in(PAUSE, fps), 1))
            yield paced(start, end, ease(seconds, fps), softmax)[start is not logits :]
            start = end

    return np.concatenate(list(parts()))


def _form_of_ways(ways: FloatArray, step: float) -> Form:
    """How ways are told: apart, and if some decimals do that, so that they add up to the step."""
    form = apart(ways)
    if form.endswith("g"):
        return form
    least = int(form[1:-1])
    adding, adds = form_of_sum(ways, step, least=least, most=max(least, MOST))
    return adding if adds else form
