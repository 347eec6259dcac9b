"""What ``KilledByZero`` draws: how the loss answers each probability, if that moves alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Self

import numpy as np

from stage.digits import Form, apart, decimals_that_add, write
from stage.numbers import FloatArray, Numbers, ease, frames_in, never_certain, ranked
from stage.parameters import (
    OneTrueClass,
    class_names,
)
from xe_math import (
    cross_entropy,
    log_loss,
    log_loss_gradient,
    one_hot,
    probability_gradient,
    softmax,
)

DOWN, AWAY, BACK, HEAR = 1.6, 2.6, 1.0, 1.6
"""Seconds in which a probability is dragged one way, or one way and the other, and in which it goes
back; and both, once that is known.
"""

PUSH, PUSHED = 1.1, 0.0001
"""Seconds in which each is pushed a little; and how far, if that is little for it."""

FINER = 7
"""Powers of ten, one after the other, which a push may be less than its probability."""

WALK, SPLIT = 2.7, 1.4
"""Seconds of what follows, and of that in which signals walk back from the sum."""

DIE, STRIKE = 0.4, 0.7
"""Seconds in which these die at their gates, and in which slopes behind those are struck out."""

LIFT = 2.3
"""Seconds in which a wrong one is lifted while all still sum to 1."""

LIFTED, HIGH = 0.6, 0.9
"""How much of the others' it takes; and up to where it is lifted: one that is higher sinks."""

SLIDE, COME = 0.8, 0.9
"""Seconds in which the truth goes to another class, and in which it comes back."""

LITTLE, MOST = 0.05, 0.90
"""How far a probability is dragged: down, and up."""

FEW = 5
"""Classes of which all are told."""

SLOPE = ".3g"
"""How slopes are told, and the differences whose quotients they are."""

GRID = 1001
"""Places on a way at which the loss is computed to find its pace."""


class KilledByZeroParameters(OneTrueClass):
    """The logits, the true class, and names."""


@dataclass(frozen=True, slots=True, eq=False)
class KilledByZeroNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; tracks are (frames, K) or (frames, 1).

    A probability that moves alone takes the sum away from 1.

    Attributes
    ----------
    names, target, wrong, told
        Of the classes; the true one and the likeliest of the others, counted from 0; and those of
        which numbers are told.
    p, q, costs, loss
        The truth; softmax of the logits; ln(1/q) of each, in nats; and the loss, shape (1,).
    total
        The sum of q, 1.
    wrong_q, wrong_back_q
        While the wrong one is dragged down, and goes back; tracks. The loss stays.
    true_q, true_back_q
        While the true one is dragged up and down, and goes back; tracks.
    true_loss, true_back_loss
        What the loss answers.
    wrong_costs, wrong_back_costs, true_costs, true_back_costs, heard_costs
        ln(1/q) of each meanwhile; tracks.
    wrong_total, wrong_back_total, true_total, true_back_total
        The sum meanwhile; tracks, (frames,).
    wrong_sent, wrong_back_sent
        How far a signal of that has come along its wire, to a gate that is shut; tracks.
    other_p, other_loss
        While the truth goes to the wrong class; tracks.
    heard_q, heard_p, heard_loss, heard_total
        While the truth is there, the probability of that class is dragged down and back, and the
        loss answers; then the truth comes back; tracks.
    pushes, changes
        How far each is pushed, and how far its ln(1/q) goes then.
    even, divides
        Whether all are pushed as far; and whether the true one's change over its push is its slope
        as that is told.
    pushed_q, pushed_by, pushed_costs, pushed_loss, pushed_loss_by
        While each is pushed that far: probabilities, how far they have gone, ln(1/q), the loss, and
        how far that has gone; tracks.
    pushed_sent
        Signals meanwhile, where gates are shut; a track.
    pushed_back_q, pushed_back_loss
        While all go back; tracks.
    slopes
        Of ln(1/q), for each probability: -1/q.
    gradient
        Of the loss: p times that.
    walk, walk_lit, dead, struck, killed
        How far signals have still to come back to each, and which wires are lit behind them; how
        far they have died at their gates, and how far slopes are struck out behind these; and
        slopes, of which each is multiplied by its p when that is done; tracks.
    lifts
        Whether the wrong one is lifted at last, so that the true one sinks, or the reverse.
    lift_q, lift_costs, lift_loss, lift_total, lift_sent
        While it goes there, and all sum to 1; tracks, as of those that move alone.
    most
        The highest loss that is drawn.
    q_form, total_form, loss_form, slope_form
        How probabilities, their sum, losses and slopes are told.
    change_forms, fine_form
        How changes are told, as exactly as the slopes; and how the loss is while it is magnified.
    widest
        Of each change and its slope, the one that is longer as it is told.
    """

    names: tuple[str, ...]
    target: int
    wrong: int
    told: tuple[int, ...]
    p: FloatArray
    q: FloatArray
    costs: FloatArray
    loss: FloatArray
    total: float
    wrong_q: FloatArray
    wrong_back_q: FloatArray
    true_q: FloatArray
    true_back_q: FloatArray
    true_loss: FloatArray
    true_back_loss: FloatArray
    wrong_costs: FloatArray
    wrong_back_costs: FloatArray
    true_costs: FloatArray
    true_back_costs: FloatArray
    heard_costs: FloatArray
    wrong_total: FloatArray
    wrong_back_total: FloatArray
    true_total: FloatArray
    true_back_total: FloatArray
    wrong_sent: FloatArray
    wrong_back_sent: FloatArray
    other_p: FloatArray
    other_loss: FloatArray
    heard_q: FloatArray
    heard_p: FloatArray
    heard_loss: FloatArray
    heard_total: FloatArray
    pushes: FloatArray
    changes: FloatArray
    even: bool
    divides: bool
    pushed_q: FloatArray
    pushed_by: FloatArray
    pushed_costs: FloatArray
    pushed_loss: FloatArray
    pushed_loss_by: FloatArray
    pushed_sent: FloatArray
    pushed_back_q: FloatArray
    pushed_back_loss: FloatArray
    slopes: FloatArray
    gradient: FloatArray
    walk: FloatArray
    walk_lit: FloatArray
    dead: FloatArray
    struck: FloatArray
    killed: FloatArray
    lifts: bool
    lift_q: FloatArray
    lift_costs: FloatArray
    lift_loss: FloatArray
    lift_total: FloatArray
    lift_sent: FloatArray
    most: float
    q_form: Form
    total_form: Form
    loss_form: Form
    slope_form: Form
    change_forms: tuple[Form, ...]
    fine_form: Form
    widest: FloatArray

    @classmethod
    def compute(cls, parameters: KilledByZeroParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        target, count = parameters.target, len(parameters.logits)
        q = never_certain(softmax(parameters.logits))
        best = ranked(q)
        wrong = next(k for k in best if k != target)
        p, other = one_hot([target, wrong], count)
        tracks: dict[str, FloatArray] = {}
        for name, k, stops, seconds in (
            ("wrong", wrong, (q[wrong], LITTLE), DOWN),
            ("wrong_back", wrong, (LITTLE, q[wrong]), BACK),
            ("true", target, (q[target], MOST, LITTLE), AWAY),
            ("true_back", target, (LITTLE, q[target]), BACK),
            ("heard", wrong, (q[wrong], LITTLE, q[wrong]), HEAR),
        ):
            way, own = _way(stops, seconds, fps), np.arange(count) == k
            moved = np.where(own, way[:, None], q)
            tracks[f"{name}_q"], tracks[f"{name}_total"] = moved, moved.sum(axis=1)
            tracks[f"{name}_costs"] = np.array(log_loss(moved))
            if k == target or name == "heard":
                tracks[f"{name}_loss"] = tracks[f"{name}_costs"][:, [k]]
            if name in ("wrong", "wrong_back"):
                tracks[f"{name}_sent"] = np.linspace(0.0, 1.0, len(way))[:, None] * own
        tracks["other_p"] = _between(p, other, ease(SLIDE, fps))
        came = _between(other, p, ease(COME, fps))
        went, back = (
            np.array(cross_entropy(truth, q / q.sum()))[:, None]
            for truth in (tracks["other_p"], came)
        )
        tracks["other_loss"] = went
        # What was dragged is back, and stays.
        for what in ("q", "costs", "total"):
            track = tracks[f"heard_{what}"]
            still = np.repeat(track[-1:], len(came) - 1, axis=0)
            tracks[f"heard_{what}"] = np.concatenate((track, still))
        dragged = len(tracks["heard_loss"])
        tracks["heard_p"] = np.concatenate((np.tile(other, (dragged, 1)), came[1:]))
        tracks["heard_loss"] = np.concatenate((tracks["heard_loss"], back[1:]))
        slopes = np.array(log_loss_gradient(q))
        pushes = np.array([_push(*pair) for pair in zip(q, slopes, strict=True)])
        pushed_by = ease(PUSH, fps)[:, None] * pushes
        tracks |= _pushed(q, pushed_by, target, "pushed")
        back = pushes * (1 - ease(BACK, fps)[:, None])
        tracks |= {name: track for name, track in _pushed(q, back, target, "pushed_back").items()
                   if name in ("pushed_back_q", "pushed_back_loss")}  # fmt: skip
        changes = tracks["pushed_costs"][-1] - tracks["pushed_costs"][0]
        forms = tuple(_digits(change) for change in changes)
        told_as = [[write(change, form), write(slope, SLOPE)]
                   for change, form, slope in zip(changes, forms, slopes, strict=True)]  # fmt: skip
        longer = [len(slope) > len(change) for change, slope in told_as]
        once = np.linspace(0.0, 1.0, len(pushed_by))[:, None]
        tracks["pushed_sent"] = once * (1 - p)
        share = LIFTED if q[wrong] <= HIGH else -LIFTED
        lifted = _lifted(q, wrong, share * ease(LIFT, fps))
        costs, sent = np.array(log_loss(lifted)), np.linspace(0.0, 1.0, len(lifted))[:, None]
        tracks |= {
            "lift_q": lifted, "lift_costs": costs, "lift_loss": costs[:, [target]],
            "lift_total": lifted.sum(axis=1), "lift_sent": sent * (1 - p),
        }  # fmt: skip
        heights = [tracks[f"{name}_loss"]
                   for name in ("true", "true_back", "other", "heard", "lift")]  # fmt: skip
        losses = [float(height[-1, 0]) for height in heights]
        loss_form = apart(losses, least=3)
        told = range(count) if count <= FEW else sorted({target, wrong, best[-1]})
        decimals = decimals_that_add(q, 1.0, kind="p", least=4, most=5)
        return cls(
            names=class_names(parameters.labels, count),
            target=target,
            wrong=wrong,
            told=tuple(told),
            p=p,
            q=q,
            costs=np.array(log_loss(q)),
            loss=np.array(log_loss(q[[target]])),
            total=float(q.sum()),
            **tracks,
            pushes=pushes,
            changes=changes,
            even=bool(np.ptp(pushes) == 0),
            divides=_tells(changes[target] / pushes[target], slopes[target]),
            slopes=slopes,
            **_walk(p, slopes, fps),
            gradient=np.array(probability_gradient(q / q.sum(), target)),
            lifts=share > 0,
            most=1.05 * max(float(height.max()) for height in heights),
            q_form=f".{decimals or 4}p",
            total_form=f".{decimals or 4}f",
            loss_form=loss_form,
            slope_form=SLOPE,
            change_forms=forms,
            fine_form=_finely(tracks["pushed_loss"], forms[target], loss_form),
            widest=np.where(longer, slopes, changes),
        )


def _way(stops: Sequence[float], seconds: float, fps: float) -> FloatArray:
    """From a probability to others, without a rest; exact at both ends, (frames,).

    Half of the pace is its own, half that of the loss: from next to nothing, that would fall in a
    frame.
    """
    share = ease(seconds, fps)
    if len(stops) == 2:
        return _leg(stops[0], stops[1], share)
    far = np.abs(np.diff(stops))
    turn = round(seconds * far[0] / far.sum(), 1) / seconds
    time = np.linspace(0.0, 1.0, len(share))
    starts, lengths = (0.0, turn), (turn or 1.0, 1 - turn)
    one, other = (
        _leg(first, last, (1 - np.cos(np.pi * np.clip((time - start) / length, 0.0, 1.0))) / 2)
        for (first, last), start, length in zip(pairwise(stops), starts, lengths, strict=True)
    )
    return np.where(time < turn, one, other)


def _between(start: FloatArray, end: FloatArray, share: FloatArray) -> FloatArray:
    return np.asarray((1 - share[:, None]) * start + share[:, None] * end)


def _tells(quotient: float, slope: float) -> bool:
    """Whether a quotient is a slope, as that is told."""
    return write(quotient, SLOPE) == write(slope, SLOPE)


def _digits(change: float) -> Form:
    """Decimals with which three digits of it are told, if these are not too many."""
    decimals = 2 - math.floor(math.log10(abs(change)))
    return f".{decimals}f" if 1 <= decimals <= 7 else SLOPE


def _finely(track: FloatArray, change: Form, form: Form) -> Form:
    """As exactly as its change is told, or one decimal less, if the change comes out."""
    loss, after = (float(value) for value in track[[0, -1], 0])
    decimals = int(change[1:-1]) if change != SLOPE else 0
    for finer in (f".{decimals}f", f".{decimals - 1}f"):
        values = [write(value, finer) for value in (loss, after, after - loss)] if decimals else []
        told = [Decimal(text.replace("−", "-")) for text in values if not set(text) & set("<>×∞")]
        if len(told) == 3 and told[1] - told[0] == told[2]:
            return finer
    return form


def _push(q: float, slope: float) -> float:
    """So little that ln(1/q) is straight, as its slope is told; down where q would pass 1."""
    first = min(math.log10(PUSHED), math.floor(math.log10(q)) - 1)
    for power in range(round(first), round(first) - FINER, -1):
        push = 10.0**power if q + 10.0**power < 1 else -(10.0**power)
        least = abs(push) > 1e-300  # next to what a float can hold, quotients are not what they are
        if least and _tells(float(log_loss(q + push) - log_loss(q)) / push, slope):
            return push
    return PUSHED


def _pushed(q: FloatArray, by: FloatArray, target: int, name: str) -> dict[str, FloatArray]:
    """While each is pushed that far: what it is, and what it and the loss cost."""
    costs = np.array(log_loss(q + by))
    loss = costs[:, [target]]
    return {
        f"{name}_q": q + by,
        f"{name}_by": by,
        f"{name}_costs": costs,
        f"{name}_loss": loss,
        f"{name}_loss_by": loss - log_loss(q[target]),
    }


def _lifted(q: FloatArray, wrong: int, share: FloatArray) -> FloatArray:
    """A probability takes a share of what the others have, or gives one of its own to them."""
    own = np.arange(len(q)) == wrong
    rest = q[~own].sum()
    left = np.where(share > 0, rest * (1 - share), rest - share * q[wrong])[:, None]
    parts = np.where(own, 0.0, q) / rest
    moved = never_certain(np.where(own, q[wrong] + rest - left, parts * left))
    return np.where(share[:, None] == 0, q, moved)


def _walk(p: FloatArray, slopes: FloatArray, fps: float) -> dict[str, FloatArray]:
    """From 1 to 0, for all classes at once; and what comes of each at its gate."""
    time = np.arange(frames_in(WALK, fps) + 1)[:, None] / fps
    share = np.clip(time / SPLIT, 0.0, 1.0)
    walk = np.where(share > 1 - 1e-9, 0.0, (1 + np.cos(np.pi * share)) / 2) * np.ones(len(p))
    shut, since = 1 - p, time - SPLIT + 0.01  # in the frame in which it comes it begins to die
    dead = np.clip(since / DIE, 0.0, 1.0) * shut
    struck = np.clip((since - DIE) / STRIKE, 0.0, 1.0) * shut
    return {
        "walk": walk,
        "walk_lit": (1 - walk) * p,
        "dead": dead,
        "struck": struck,
        "killed": np.where(struck == 1, 0.0, slopes),
    }


def _leg(start: float, end: float, share: FloatArray) -> FloatArray:
    grid = np.concatenate((np.geomspace(start, end, GRID), np.linspace(start, end, GRID)))
    grid = np.sort(grid)[:: 1 if end > start else -1]
    own, loss = (np.abs(ways - ways[0]) for ways in (grid, np.array(log_loss(grid))))
    if own[-1] == 0:
        return np.full(len(share), start)
    return np.interp(share, (own / own[-1] + loss / loss[-1]) / 2, grid)
