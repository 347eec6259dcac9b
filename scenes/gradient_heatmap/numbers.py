"""What ``GradientHeatmap`` draws: prediction minus truth, of one photo and then of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, names_of, one
from stage.digits import Form, decimals_that_add
from stage.numbers import (
    FloatArray,
    Motion,
    Numbers,
    ease,
    frames_in,
    minimum_jerk,
    never_certain,
    ranked,
    staggered,
    steady,
)
from stage.parameters import Batch, ClassIndices, OneTrueClass, Seed, whole_number
from xe_math import logit_gradient, one_hot, softmax

LAY, TAKE, BACK, DROP, REST, SORT = 2.5, 3.2, 0.8, 4.0, 2.2, 3.0
"""Seconds in which lights are laid end to end, the truth is taken from one row, and given back; is
taken from the rows that were asked about, and from the rest; and in which rows change places."""

APART, DARK = 0.3, 0.15
"""How much two rows differ at least, of which a viewer guesses which one goes dark; and how wrong a
row is at most that is called dark."""

SURE, ALIKE = 0.8, 0.01
"""The share from which on a row is sure; and how far apart two are at most that are as sure."""

SPREAD = 2.0
"""Standard deviation of logits that are made up."""


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
    seed: Seed = 151341
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
    """Of N rows, each a photo, and K classes; row 0 comes first, the others make a batch of it.

    Attributes
    ----------
    names, logits, targets, count
        Of the classes; the network's last layer, shape (N, K); the true class of each row; and N.
    q
        softmax of the logits, shape (N, K).
    lay
        How far the values of row 0 have come to where they lie end to end, one after the other:
        ``laid``, (frames, K).
    take, back
        1 is taken from the true light of each row, and is given back: ``g``, what is left of q,
        (frames, N, K); and how much has been ``taken`` from each row, (frames, N).
    asked, drop, rest
        Which rows a viewer is asked about, of shape (N,): two, or all. 1 is taken again from the
        true lights of these, then from those of the rest.
    sort
        On which ``place`` each row is, from 0, and how far it is ``lifted`` out, (frames, N).
    wrong
        How wrong each row is: 1 - q of its true class, shape (N,).
    order
        The rows, from the most wrong to the least.
    ends
        How wrong the most wrong row is, and the least wrong one.
    best, worst
        The rows that are the least and the most wrong.
    differ
        Whether these are so far apart that a viewer may guess which one goes dark.
    alike
        Whether these two are equally sure, though one is right and the other wrong.
    dark, sure
        Whether the least wrong row is dark; and whether it has the brightest light, too.
    true_class, one_true, top_class
        How a sentence speaks of the true class of row 0, and of its likeliest class.
    best_photo, worst_photo
        The same of the true classes of those two rows, with an article.
    form
        How values are told, with the fewest decimals with which they add up.
    """

    names: tuple[str, ...]
    logits: FloatArray
    targets: tuple[int, ...]
    count: int
    q: FloatArray
    lay: Motion
    take: Motion
    back: Motion
    asked: tuple[bool, ...]
    drop: Motion
    rest: Motion
    sort: Motion
    wrong: FloatArray
    order: tuple[int, ...]
    ends: FloatArray
    best: int
    worst: int
    differ: bool
    alike: bool
    dark: bool
    sure: bool
    true_class: str
    one_true: str
    top_class: str
    best_photo: str
    worst_photo: str
    form: Form

    @classmethod
    def compute(cls, parameters: GradientHeatmapParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        first, target = np.array(parameters.logits), parameters.target
        classes, more, truths = len(first), np.array(parameters.batch), parameters.targets
        if not truths:
            more, truths = made_up(parameters.seed, parameters.size - 1, classes)
        logits, targets = np.vstack((first, more)), (target, *truths)
        names = names_of(parameters.labels, classes)
        q, p = never_certain(softmax(logits)), np.array(one_hot(targets, classes))
        gradient = _gradient(logits, np.array(targets))

        def taking(taken: FloatArray) -> Motion:
            share = taken[:, :, None]
            # Where all is taken it is the gradient itself, which is exact where q is nearly 1.
            return Motion(g=np.where(share < 1, q - share * p, gradient), taken=taken)

        wrong = never_certain(np.abs(np.take_along_axis(gradient, np.c_[list(targets)], 1))[:, 0])
        order = ranked(wrong)
        worst, best = order[0], order[-1]
        differ = bool(wrong[worst] - wrong[best] >= APART and wrong[best] <= DARK)
        top = q[[worst, best]].max(axis=1)
        all_rows = np.ones(len(targets))
        asked = np.array([not differ or row in (worst, best) for row in range(len(targets))])
        place, lifted = _sorting(order, frames_in(SORT, fps))
        rests = np.vstack((q[0], gradient[0]))
        decimals = decimals_that_add(rests, np.array([1.0, 0.0]), least=3, most=4)
        return cls(
            names=names,
            logits=logits,
            targets=targets,
            count=len(targets),
            q=q,
            lay=Motion(laid=staggered(classes, frames_in(LAY, fps))),
            take=taking(np.outer(steady(TAKE, fps), all_rows)),
            back=taking(np.outer(1 - ease(BACK, fps), all_rows)),
            asked=tuple(bool(is_asked) for is_asked in asked),
            drop=taking(np.outer(steady(DROP, fps), asked)),
            rest=taking(asked + np.outer(steady(REST, fps), ~asked)),
            sort=Motion(place=place, lifted=lifted),
            wrong=wrong,
            order=order,
            ends=wrong[[worst, best]],
            best=best,
            worst=worst,
            differ=differ,
            alike=bool(differ and wrong[worst] >= SURE <= top.min() and np.ptp(top) <= ALIKE),
            dark=bool(wrong[best] <= DARK),
            sure=bool(wrong[best] <= DARK and int(q.max(axis=1).argmax()) == best),
            true_class=called(names[target]),
            one_true=one(names[target]),
            top_class=called(names[int(q[0].argmax())]),
            best_photo=one(names[targets[best]]),
            worst_photo=one(names[targets[worst]]),
            form=f".{decimals or 3}p",
        )


def _gradient(logits: FloatArray, targets: FloatArray) -> FloatArray:
    """The difference q - p, of which nothing is 0 or 1, as no softmax is; shape (..., K)."""
    g = np.array(logit_gradient(logits, targets))
    return np.asarray(np.copysign(never_certain(np.abs(g)), g), dtype=float)


def _sorting(order: tuple[int, ...], frames: int) -> tuple[FloatArray, FloatArray]:
    """Places of the rows while one after the other goes up to its place, and how far it is lifted.

    Each that it passes makes way just then. Both of shape (frames + 1, N).
    """
    place, moves = np.arange(len(order), dtype=float), []
    for goal, row in enumerate(order):
        if place[row] > goal:
            moves.append((place, row, goal))
            place = np.where((place >= goal) & (place < place[row]), place + 1, place)
            place[row] = goal
    # Each of the moves starts and ends at rest.
    track = np.empty((frames + 1, len(order)))
    lifted = np.zeros_like(track)
    for frame, now in enumerate(np.linspace(0.0, len(moves), frames + 1)):
        if now == len(moves):
            track[frame] = place
            continue
        before, row, goal = moves[int(now)]
        done = now % 1
        share = minimum_jerk(done)
        rising = (1 - share) * before[row] + share * goal
        track[frame] = before + np.clip(before + 1 - rising, 0, 1) * (before < before[row])
        track[frame, row] = rising
        lifted[frame, row] = np.sin(np.pi * done) ** 2
    return track, lifted
