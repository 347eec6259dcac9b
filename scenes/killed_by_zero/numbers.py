"""What ``KilledByZero`` draws: how the loss answers each probability, if that moves alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from scenes.digits import Form, apart, decimals_that_add
from scenes.numbers import FloatArray, Numbers, ease, frames_in, never_certain, ranked
from scenes.parameters import (
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

AWAY, BACK, HEAR = 3.8, 1.0, 2.0
"""Seconds in which a probability is dragged one way and the other, and in which it goes back; and
both, once that is known.
"""

PUSH, NUDGE = 1.6, 0.005
"""Seconds in which each goes up a little and back; and how far."""

WALK, EACH = 2.8, 1.0
"""Seconds in which signals walk back from the sum, one after the other, and of each of them."""

SENT = 1.0
"""Seconds in which a signal of that goes along its wire."""

SLIDE, COME = 1.0, 1.2
"""Seconds in which the truth goes to another class, and in which it comes back."""

LITTLE, MUCH, MOST = 0.05, 0.95, 0.90
"""How far a probability is dragged: down, up if it is wrong, and up if it is true."""

FEW = 5
"""Classes of which all are told."""

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
        While the wrong one is dragged down and up, and goes back; tracks. The loss stays.
    true_q, true_back_q
        While the true one is dragged up and down, and goes back; tracks.
    true_loss, true_back_loss
        What the loss answers.
    wrong_costs, wrong_back_costs, true_costs, true_back_costs, heard_costs
        ln(1/q) of each meanwhile; tracks.
    wrong_total, wrong_back_total, true_total, true_back_total
        The sum meanwhile; tracks, (frames,).
    wrong_sent, true_sent, true_sent_on
        How far signals of that have come: along its wire, and from there to the loss; tracks,
        (frames, K), and of the last (frames, 1).
    other_p, other_loss
        While the truth goes to the wrong class; tracks.
    heard_q, heard_p, heard_loss, heard_total, heard_sent, heard_sent_on
        While the truth is there, the probability of that class is dragged down and back, and the
        loss answers; then the truth comes back; tracks.
    nudge_q, nudge_costs, nudge_loss
        While each goes up a little and back, and what ln(1/q) and the loss do; tracks.
    slopes
        Of ln(1/q), for each probability: -1/q.
    gradient
        Of the loss: p times that.
    walk, walk_lit, killed
        How far signals have still to come back to each, and which wires are lit behind them; and
        slopes, of which each is multiplied by its p when its signal is there, or dead; tracks.
    by_slope
        Those of which numbers are told, from the flattest to the steepest.
    most
        The highest loss that is drawn.
    q_form, total_form, loss_form, slope_form
        How probabilities, their sum, losses and slopes are told.
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
    true_sent: FloatArray
    true_sent_on: FloatArray
    other_p: FloatArray
    other_loss: FloatArray
    heard_q: FloatArray
    heard_p: FloatArray
    heard_loss: FloatArray
    heard_total: FloatArray
    heard_sent: FloatArray
    heard_sent_on: FloatArray
    nudge_q: FloatArray
    nudge_costs: FloatArray
    nudge_loss: FloatArray
    slopes: FloatArray
    gradient: FloatArray
    walk: FloatArray
    walk_lit: FloatArray
    killed: FloatArray
    by_slope: tuple[int, ...]
    most: float
    q_form: Form
    total_form: Form
    loss_form: Form
    slope_form: Form

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
            ("wrong", wrong, (q[wrong], LITTLE, MUCH), AWAY),
            ("wrong_back", wrong, (MUCH, q[wrong]), BACK),
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
            if seconds != BACK:
                tracks[f"{name}_sent"] = _sent(seconds, fps)[:, None] * own
        for name, seconds in (("true", AWAY), ("heard", HEAR)):
            tracks[f"{name}_sent_on"] = _sent(seconds, fps)[:, None]
        tracks["other_p"] = _between(p, other, ease(SLIDE, fps))
        came = _between(other, p, ease(COME, fps))
        went, back = (
            np.array(cross_entropy(truth, q / q.sum()))[:, None]
            for truth in (tracks["other_p"], came)
        )
        tracks["other_loss"] = went
        # What was dragged is back, and stays.
        for what in ("q", "costs", "total", "sent", "sent_on"):
            track = tracks[f"heard_{what}"]
            still = np.repeat(track[-1:], len(came) - 1, axis=0)
            tracks[f"heard_{what}"] = np.concatenate((track, still))
        dragged = len(tracks["heard_loss"])
        tracks["heard_p"] = np.concatenate((np.tile(other, (dragged, 1)), came[1:]))
        tracks["heard_loss"] = np.concatenate((tracks["heard_loss"], back[1:]))
        up = NUDGE * np.sin(np.pi * ease(PUSH, fps))[:, None]
        tracks["nudge_q"] = np.where(up > 1e-12, np.minimum(q + up, np.nextafter(1.0, 0.0)), q)
        tracks["nudge_costs"] = np.array(log_loss(tracks["nudge_q"]))
        tracks["nudge_loss"] = tracks["nudge_costs"][:, [target]]
        slopes = np.array(log_loss_gradient(q))
        walk = _walk(count, fps)
        heights = [tracks[f"{name}_loss"] for name in ("true", "true_back", "other", "heard")]
        losses = [float(height[-1, 0]) for height in heights]
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
            slopes=slopes,
            walk=walk,
            walk_lit=(1 - walk) * p,
            killed=np.where((walk == 0) & (p == 0), 0.0, slopes),
            gradient=np.array(probability_gradient(q / q.sum(), target)),
            by_slope=tuple(k for k in ranked(slopes) if k in told),
            most=1.05 * max(float(height.max()) for height in heights),
            q_form=f".{decimals or 4}p",
            total_form=f".{decimals or 4}f",
            loss_form=apart(losses, least=3),
            slope_form=".3g",
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


def _sent(seconds: float, fps: float) -> FloatArray:
    """How far the last signal has come, of one after the other; all have come in the end."""
    time = np.arange(frames_in(seconds, fps) + 1) / fps / SENT
    return np.where(time < seconds / SENT - 1e-9, time % 1.0, 1.0)


def _walk(count: int, fps: float) -> FloatArray:
    """From 1 to 0 for each class, the last one first: (frames, K)."""
    time = np.arange(frames_in(WALK, fps) + 1) / fps
    start = (WALK - EACH) * np.arange(count)[::-1] / (count - 1)
    share = np.clip((time[:, None] - start) / EACH, 0.0, 1.0)
    return np.where(share > 1 - 1e-9, 0.0, (1 + np.cos(np.pi * share)) / 2)


def _leg(start: float, end: float, share: FloatArray) -> FloatArray:
    grid = np.concatenate((np.geomspace(start, end, GRID), np.linspace(start, end, GRID)))
    grid = np.sort(grid)[:: 1 if end > start else -1]
    own, loss = (np.abs(ways - ways[0]) for ways in (grid, np.array(log_loss(grid))))
    if own[-1] == 0:
        return np.full(len(share), start)
    return np.interp(share, (own / own[-1] + loss / loss[-1]) / 2, grid)
