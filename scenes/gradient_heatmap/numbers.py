"""What ``GradientHeatmap`` draws: prediction minus truth, of one row and then of a batch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, decimals_of, decimals_that_add, write
from stage.numbers import FloatArray, Numbers, ease, frames_in, never_certain, ranked, staggered
from stage.parameters import (
    Batch,
    ClassIndices,
    OneTrueClass,
    Seed,
    class_names,
    whole_number,
)
from xe_math import log_sum_exp, logit_gradient, one_hot, softmax, softmax_cross_entropy

POUR, TAKE, DRAG, SORT = 2.0, 1.9, 1.6, 3.0
"""Seconds in which a row is added up, the truth is taken away, a logit is dragged one way, and rows
change places."""

RAISE, LOWER, SHARE = 1.5, 2.5, 0.1
"""How far the true logit is dragged up and down, at least; and in shares of itself."""

SURE, UNSURE = 0.7, 3.2
"""How far above and below the place where its class has half of all it comes, at least."""

SNAP = 0.005
"""Where it is so near to a rest it is there: half of what is told by the last digit."""

LOSS = ".2f"
"""The form in which losses are told: they are many, and are not compared by their last digits."""

BEYOND = 0.1, 0.5
"""How far the axis of the true logit goes on below and above where that is dragged, in shares of
the way: there the loss gets flat."""

SPREAD = 2.0
"""Standard deviation of logits that are made up."""

GRID = 400
"""Places on a way at which its pace is computed, even in the logit; and where it counts."""


def made_up(seed: int, rows: int, classes: int) -> tuple[FloatArray, tuple[int, ...]]:
    """Logits, shape (rows, classes), and as many true classes: those of a network that guesses.

    By ``numpy.random.default_rng(seed)``: first logits, normal around 0 with a standard deviation
    of 2, rounded to one decimal; then true classes, each as likely as any.

    >>> made_up(8, 2, 3)[0].tolist()
    [[-3.5, -2.7, -2.7], [-0.7, -4.6, -0.4]]
    """
    random = np.random.default_rng(seed)
    logits = random.normal(0, SPREAD, (rows, classes)).round(1)
    return logits, tuple(int(k) for k in random.integers(0, classes, rows))


class GradientHeatmapParameters(OneTrueClass):
    """Logits and true class of the first row, names; and of a batch that it is the first row of.

    Its other rows are ``batch``, the logits of each, with the true class of each in ``targets``; or
    else they are made up: ``size`` rows in all, from a ``seed``.
    """

    size: Annotated[int, whole_number(2, 12, "Eight are a good number.")] = 8
    seed: Seed = 3644
    batch: Batch = ()
    targets: ClassIndices = ()

    @model_validator(mode="after")
    def _batch_is_of_these_classes(self) -> Self:
        classes = len(self.logits)
        if len(self.targets) != len(self.batch):
            raise ValueError(
                f"targets must have as many items as batch, which has {len(self.batch)} rows; "
                f"got {len(self.targets)}. Give the true class of each."
            )
        for i, (row, target) in enumerate(zip(self.batch, self.targets, strict=True)):
            if len(row) != classes:
                raise ValueError(
                    f"batch[{i}] must have as many items as logits, which has {classes}; "
                    f"got {len(row)}. Give one for each class."
                )
            if not 0 <= target < classes:
                raise ValueError(
                    f"targets[{i}] must be in [0, {classes}), counted from 0; got {target}. "
                    f"The last class is {classes - 1}."
                )
        return self


@dataclass(frozen=True, slots=True, eq=False)
class GradientHeatmapNumbers(Numbers):
    """Of N rows and K classes; row 0 is the one that is told, the others make a batch of it.

    Attributes
    ----------
    names, logits, targets
        Of the classes; the network's last layer, shape (N, K); the true class of each row.
    counted
        The rows, from 1.
    q, p
        softmax of the logits, and the truths, 1 for the true class; shapes (N, K).
    poured
        How far the values of row 0 have come to where they are added up, one after the other; a
        track, (frames, K).
    taken
        How much of its truth has been taken from each row: from row 0, and then from all others;
        tracks, (2, frames, N).
    g, over, under, sums
        Meanwhile: q less what has been taken of p, (2, frames, N, K); what of each row is above 0,
        and below it, without signs; and what it sums to, (2, frames, N).
    along_z, along_loss
        The loss of row 0 over its true logit, in nats, (S,) and (S,).
    drag_z, drag_loss, drag_slope
        That logit while it is dragged up, down, and back, (frames, 1), with a third of the time
        for each; the loss meanwhile, and how steep it is over the logit.
    drag_g, drag_wrong
        As above, (frames, N, K); and how wrong row 0 is then, (frames,).
    wrong
        How wrong each row is: 1 - q of its true class, shape (N,).
    order
        The rows, from the most wrong to the least.
    place
        On which place each row is while they are sorted, from 0; a track, (frames, N).
    lowest, highest, z_span
        Of the true logit, while it is dragged; and the ends of its axis.
    top, widest_slope
        Of the axis of losses; and the slope that takes most characters.
    z_form, loss_form, form
        How logits are told, and losses; and values of cells, with the fewest decimals with which
        they add up.
    adds, bounds
        Whether they do, as they are told; and whether some are told as bounds.
    """

    names: tuple[str, ...]
    logits: FloatArray
    targets: tuple[int, ...]
    counted: tuple[int, ...]
    q: FloatArray
    p: FloatArray
    poured: FloatArray
    taken: FloatArray
    g: FloatArray
    over: FloatArray
    under: FloatArray
    sums: FloatArray
    along_z: FloatArray
    along_loss: FloatArray
    drag_z: FloatArray
    drag_loss: FloatArray
    drag_slope: FloatArray
    drag_g: FloatArray
    drag_wrong: FloatArray
    wrong: FloatArray
    order: tuple[int, ...]
    place: FloatArray
    lowest: float
    highest: float
    z_span: tuple[float, float]
    top: float
    widest_slope: float
    z_form: Form
    loss_form: Form
    form: Form
    adds: bool
    bounds: bool

    @classmethod
    def compute(cls, parameters: GradientHeatmapParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        first, target = np.array(parameters.logits), parameters.target
        classes, more, truths = len(first), np.array(parameters.batch), parameters.targets
        if not truths:
            more, truths = made_up(parameters.seed, parameters.size - 1, classes)
        rows = 1 + len(truths)
        logits, targets = np.vstack((first, more)), (target, *truths)
        q, p = never_certain(softmax(logits)), np.array(one_hot(targets, classes))
        share, is_first = ease(TAKE, fps)[:, None], np.arange(rows) == 0
        taken = np.stack((share * is_first, np.where(is_first, 1.0, share)))
        taken = np.where(taken > 1 - SNAP, 1.0, taken)
        gradient = _gradient(logits, np.array(targets))
        # Where all is taken it is the gradient itself, which is exact where q is nearly 1.
        left = taken[..., None]
        g = np.where(left < 1, q - left * p, gradient)
        drag_z = _drags(first, target, fps)
        dragged = np.where(np.arange(classes) == target, drag_z[..., None], first)
        drag_g = np.broadcast_to(g[0, -1], (*drag_z.shape, rows, classes)).copy()
        drag_g[:, 0] = _gradient(dragged, np.full(drag_z.shape, target))
        # What is below 0; what is above is more by the sum, as q sums to 1, and so does p.
        under = np.maximum(-g, 0).sum(axis=-1)
        loss = np.array(softmax_cross_entropy(dragged, target))
        lowest, highest = float(drag_z.min()), float(drag_z.max())
        before, after = (share * (highest - lowest) for share in BEYOND)
        along_z = np.linspace(lowest - before, highest + after, GRID)
        along = np.where(np.arange(classes) == target, along_z[:, None], first)
        wrong = never_certain(np.abs(np.take_along_axis(gradient, np.c_[list(targets)], 1))[:, 0])
        order = ranked(wrong)
        turns = [len(drag_z) // 3, 2 * len(drag_z) // 3]
        rests = np.vstack((q[0], gradient[0], drag_g[turns, 0]))
        decimals = decimals_that_add(rests, np.array([1.0, 0, 0, 0]), least=3, most=4)
        form = f".{decimals or 3}p"
        return cls(
            names=class_names(parameters.labels, classes),
            logits=logits,
            targets=targets,
            counted=tuple(range(1, rows + 1)),
            q=q,
            p=p,
            poured=staggered(classes, frames_in(POUR, fps)),
            taken=taken,
            g=g,
            over=under + (1 - taken),
            under=under,
            sums=1 - taken,
            along_z=along_z,
            along_loss=np.array(softmax_cross_entropy(along, target)),
            drag_z=drag_z[..., None],
            drag_loss=loss[..., None],
            drag_slope=drag_g[:, 0, [target]],
            drag_g=drag_g,
            drag_wrong=np.abs(drag_g[:, 0, target]),
            wrong=wrong,
            order=order,
            place=_sorting(order, frames_in(SORT, fps)),
            lowest=lowest,
            highest=highest,
            z_span=(lowest - before, highest + after),
            z_form=f".{decimals_of([first[target], drag_z.min(), drag_z.max()], least=2, most=3)}f",
            top=float(softmax_cross_entropy(along[0], target)),
            loss_form=LOSS,
            form=form,
            widest_slope=max(drag_g[:, 0, target].tolist(), key=lambda one: len(write(-one, form))),
            adds=decimals is not None,
            bounds=any(write(abs(value), form)[0] in "<>" for value in rests.ravel()),
        )


def _gradient(logits: FloatArray, targets: FloatArray) -> FloatArray:
    """The difference q - p, of which nothing is 0 or 1, as no softmax is; shape (..., K)."""
    g = np.array(logit_gradient(logits, targets))
    return np.asarray(np.copysign(never_certain(np.abs(g)), g), dtype=float)


def _drags(logits: FloatArray, target: int, fps: float) -> FloatArray:
    """The true logit while it is dragged up, down, and back, (3 frames + 1,).

    Half of its pace is its own, half that of how wrong the row is, which on a long way changes
    only on a short stretch.
    """
    start, others = float(logits[target]), np.delete(logits, target)
    half = float(log_sum_exp(others))
    size = SHARE * abs(start)
    high = max(start + max(RAISE, size), math.ceil(10 * (half + SURE)) / 10)
    low = min(start - max(LOWER, size), math.floor(10 * (half - UNSURE)) / 10)
    near = np.clip(half + np.linspace(-40, 40, 2 * GRID), low, high)
    along = np.unique(np.concatenate((near, np.linspace(low, high, GRID), [start])))
    rows = np.where(np.arange(len(logits)) == target, along[:, None], logits)
    wrong = np.abs(_gradient(rows, np.full(len(along), target))[:, target])
    done = (along - low) / (high - low)
    if np.ptp(wrong) > 0:
        done = (done + (wrong[0] - wrong) / (wrong[0] - wrong[-1])) / 2
    stops, share = np.array([start, high, low, start]), ease(DRAG, fps)
    ways = []
    for first, last in pairwise(stops):
        a, b = np.interp([first, last], along, done)
        way = np.interp((1 - share) * a + share * b, done, along)
        there = (share >= 1) | (np.abs(way - last) < SNAP)
        here = (share <= 0) | (np.abs(way - first) < SNAP)
        ways.append(np.where(here, first, np.where(there, last, way)))
    return np.concatenate([ways[0], *(way[1:] for way in ways[1:])])


def _sorting(order: tuple[int, ...], frames: int) -> FloatArray:
    """Places of the rows while one after the other goes up to its place; (frames + 1, N).

    Each that it passes makes way just then, so that no more than one is behind another.
    """
    place, moves = np.arange(len(order), dtype=float), []
    for goal, row in enumerate(order):
        if place[row] > goal:
            moves.append((place, row, goal))
            place = np.where((place >= goal) & (place < place[row]), place + 1, place)
            place[row] = goal
    # Each of the moves starts and ends at rest.
    track, even = np.empty((frames + 1, len(order))), np.linspace(0.0, 1.0, 1001)
    for frame, now in enumerate(np.linspace(0.0, len(moves), frames + 1)):
        if now == len(moves):
            track[frame] = place
            continue
        before, row, goal = moves[int(now)]
        share = np.interp(now % 1, even, ease(1.0, 1000))
        rising = (1 - share) * before[row] + share * goal
        track[frame] = before + np.clip(before + 1 - rising, 0, 1) * (before < before[row])
        track[frame, row] = rising
    return track
