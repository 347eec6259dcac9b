"""What ``TwoWaysDown`` draws: the loss, while the true logit is raised, and while others fall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from stage.digits import Form, apart, form_of_sum
from stage.numbers import FloatArray, Numbers, ease, never_certain, ranked
from stage.parameters import (
    OneTrueClass,
    Positive,
    class_names,
)
from xe_math import log_loss, log_sum_exp, log_sum_exp_change, softmax, softmax_cross_entropy

RAISE, LOWER, LAST, SLIDE = 3.8, 2.4, 3.7, 3.2
"""Seconds in which the true logit is raised, others are lowered and the one that is believed most
at last, and in which all of them slide."""

FEW = 4
"""Classes of which all are told."""

LEAST, LEAST_SHARE = 0.5, 1e-3
"""Of the range of logits that is drawn, or of their size: less could not be told on an axis."""

MOST = 4
"""Decimals of a way, unless two ways differ only further down."""

SAMPLES = 240
"""Of the curve, even along the logits; it ends where its height is a millionth."""


class TwoWaysDownParameters(OneTrueClass):
    """The logits, the true class, how far it is raised, or all others are lowered; and names."""

    step: Positive = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class TwoWaysDownNumbers(Numbers):
    """Classes are counted from 0. The wall is where ln of the sum of e^z is, on the axis of logits.

    Attributes
    ----------
    names, logits, target, step
        Of the classes; the network's last layer, shape (K,); the true class; and how far.
    shares
        softmax of the logits, as are all probabilities here, shape (K,).
    wall
        Where it is at first.
    told
        The classes of which numbers are told.
    light, heavy
        The wrong classes that are lowered first, together; and the likeliest one, lowered at last.
    raised, raised_q, raised_wall, raised_way, raised_loss
        Logits, probabilities, wall, how far that has gone, and loss while the true logit is
        raised; tracks, (frames, K) and (frames,).
    lowered, lowered_q, lowered_wall, lowered_way, lowered_loss
        The same while all wrong ones but the likeliest are lowered.
    last, last_q, last_wall, last_way, last_loss
        The same while that one is.
    slid, slid_wall
        Logits and wall while all logits go up together: the rest stays; tracks.
    losses
        Before and after, in nats, shape (2,).
    true_shares
        The true class's probability before and after, shape (2,).
    gave, came
        How far the wall goes back before the true logit, and how far it follows the others.
    brought
        How much of that the likeliest one brings, as a share.
    curve
        Shares from next to nothing to 1, and how far from the wall a logit has such a share:
        ln of 1 over it; shape (2, S).
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
    shares: FloatArray
    wall: float
    told: tuple[int, ...]
    light: tuple[int, ...]
    heavy: int
    raised: FloatArray
    raised_q: FloatArray
    raised_wall: FloatArray
    raised_way: FloatArray
    raised_loss: FloatArray
    lowered: FloatArray
    lowered_q: FloatArray
    lowered_wall: FloatArray
    lowered_way: FloatArray
    lowered_loss: FloatArray
    last: FloatArray
    last_q: FloatArray
    last_wall: FloatArray
    last_way: FloatArray
    last_loss: FloatArray
    slid: FloatArray
    slid_wall: FloatArray
    losses: FloatArray
    true_shares: FloatArray
    gave: float
    came: float
    brought: float
    curve: FloatArray
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
        shares = never_certain(softmax(logits))
        heavy, *light = (k for k in ranked(shares) if k != target)
        ways = {name: step * ease(seconds, fps)[:, None] for name, seconds in _SECONDS.items()}
        own, down = np.eye(classes), np.isin(np.arange(classes), light)
        moves = {"raised": ways["raised"] * own[target], "lowered": -ways["lowered"] * down}
        moves["last"] = moves["lowered"][-1] - ways["last"] * own[heavy]
        tracks = {name: logits + move for name, move in moves.items()}
        share = ease(SLIDE, fps)[:, None]
        slid = (1 - share) * tracks["last"][-1] + share * tracks["raised"][-1]
        wall = float(log_sum_exp(logits))
        # Only differences count, and those of large logits have lost the digits of a small step.
        below = logits - logits.max()
        for name, move in moves.items():
            way = np.array(log_sum_exp_change(below, move))
            tracks[f"{name}_q"] = never_certain(softmax(below + move))
            tracks[f"{name}_wall"] = wall + way
            tracks[f"{name}_way"] = way
            tracks[f"{name}_loss"] = np.array(softmax_cross_entropy(below + move, target))
        gave, brought, came = (float(tracks[f"{name}_way"][-1]) for name in _SECONDS)
        low = float(min(tracks["last"][-1].min(), slid.min()))
        high = float(max(wall, wall + gave, slid.max()))
        high = max(high, low + max(LEAST, LEAST_SHARE * float(np.abs(logits).max())))
        losses = tracks["raised_loss"][[0, -1]]
        true_shares = tracks["raised_q"][[0, -1], target]
        way_form = _form_of_ways(np.abs([gave, brought, came]), step)
        height = np.geomspace(1e-6, 1.0, SAMPLES)
        told = range(classes) if classes <= FEW else sorted({target, heavy})
        return cls(
            names=class_names(parameters.labels, classes),
            logits=logits,
            target=target,
            step=step,
            shares=shares,
            wall=wall,
            told=tuple(told),
            light=tuple(light),
            heavy=heavy,
            **tracks,
            slid=slid,
            slid_wall=np.array(log_sum_exp(slid)),
            losses=losses,
            true_shares=true_shares,
            gave=gave,
            came=-came,
            brought=1 - brought / came if came < 0 else 1.0,
            curve=np.array([height, log_loss(height)]),
            low=low,
            high=high,
            share_form=apart(true_shares, kind="p", least=3),
            loss_form=apart([*losses, tracks["lowered_loss"][-1]]),
            way_form=way_form,
        )


def _form_of_ways(ways: FloatArray, step: float) -> Form:
    """How ways are told: apart, and if some decimals do that, so that they add up to the step."""
    form = apart(ways)
    if form.endswith("g"):
        return form
    least = int(form[1:-1])
    adding, adds = form_of_sum(ways[[0, -1]], step, least=least, most=max(least, MOST))
    return adding if adds else form


_SECONDS = {"raised": RAISE, "lowered": LOWER, "last": LAST}
