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
    never_certain,
    ranked,
    staggered,
    steady,
)
from stage.parameters import Batch, ClassIndices, OneTrueClass, Seed, whole_number
from xe_math import logit_gradient, one_hot, softmax

LAY, DROP, REST = 2.2, 4.0, 4.0
"""Seconds in which lights are laid end to end, and in which the truth is taken from the pair, and
from all other rows."""

UP, SPENT, MISSING = 1.2, 0.8, 1.8
"""Seconds in which the first row's true share is used up, in which its light is out, and in which
the rest of the 1 is taken."""

APART, DARK = 0.3, 0.15
"""How much the pair differs at least if a viewer guesses which row goes dark; and how wrong a row
is at most that is called dark."""

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
        ``laid``: how far each value of row 0 has come to where they lie end to end, (frames, K).
    pair
        The rows on which a viewer guesses: of all but row 0 the most and the least wrong one, in
        the order of the rows. There is one only if the batch has no more.
    take, drop, rest
        1 is taken from the true light of row 0, of the pair, and of all others: ``g``, what is left
        of q, (frames, N, K); and how much has been ``taken`` from each row, (frames, N).
    wrong
        How wrong each row is: 1 - q of its true class, shape (N,).
    differ
        Whether one of the pair goes dark and the other does not.
    alike
        Whether the two are equally sure, though one is right and the other wrong.
    true_class, one_true, top_class
        How a sentence speaks of the true class of row 0, and of its likeliest class.
    form, pair_form
        The form of row 0's values, with the fewest decimals with which they add up; and that of
        the values of the pair.
    """

    names: tuple[str, ...]
    logits: FloatArray
    targets: tuple[int, ...]
    count: int
    q: FloatArray
    lay: Motion
    take: Motion
    pair: tuple[int, ...]
    drop: Motion
    rest: Motion
    wrong: FloatArray
    differ: bool
    alike: bool
    true_class: str
    one_true: str
    top_class: str
    form: Form
    pair_form: Form

    @classmethod
    def compute(cls, parameters: GradientHeatmapParameters, fps: float) -> Self:
        """Return everything, from ``xe_math``."""
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
        others = [row for row in ranked(wrong) if row > 0]
        worst, best = others[0], others[-1]
        pair = tuple(sorted({worst, best}))
        differ = bool(wrong[worst] - wrong[best] >= APART and wrong[best] <= DARK)
        top = q[[worst, best]].max(axis=1)
        first_row = np.arange(len(targets)) == 0
        in_pair = np.isin(np.arange(len(targets)), pair)
        others_left = ~(first_row | in_pair)
        rests = np.vstack((q[0], gradient[0]))
        decimals = decimals_that_add(rests, np.array([1.0, 0.0]), least=3, most=4)
        return cls(
            names=names,
            logits=logits,
            targets=targets,
            count=len(targets),
            q=q,
            lay=Motion(laid=staggered(classes, frames_in(LAY, fps))),
            pair=pair,
            take=taking(np.outer(_pausing(float(q[0, target]), fps), first_row)),
            drop=taking(first_row + np.outer(steady(DROP, fps), in_pair)),
            rest=taking(~others_left + np.outer(steady(REST, fps), others_left)),
            wrong=wrong,
            differ=differ,
            alike=bool(differ and wrong[worst] >= SURE <= top.min() and np.ptp(top) <= ALIKE),
            true_class=called(names[target]),
            one_true=one(names[target]),
            top_class=called(names[int(q[0].argmax())]),
            form=f".{decimals or 3}p",
            pair_form=".2p",
        )


def _gradient(logits: FloatArray, targets: FloatArray) -> FloatArray:
    """The difference q - p, of which nothing is 0 or 1, as no softmax is; shape (..., K)."""
    g = np.array(logit_gradient(logits, targets))
    return np.asarray(np.copysign(never_certain(np.abs(g)), g), dtype=float)


def _pausing(share: float, fps: float) -> FloatArray:
    """Return how much of 1 has been taken, with a pause where the true ``share`` is used up."""
    used, rest = share * ease(UP, fps), (1 - share) * ease(MISSING, fps)
    return np.concatenate((used, np.full(frames_in(SPENT, fps), share), share + rest[1:-1], [1.0]))
