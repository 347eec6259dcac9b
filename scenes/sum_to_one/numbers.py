"""The numbers of ``SumToOne``: all shares while a single logit is raised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.cast import called, names_of
from stage.digits import Form, apart
from stage.numbers import FloatArray, Motion, Numbers, ease, never_certain
from stage.parameters import ClassIndex, Number, OneTrueClass
from xe_math import log_softmax, softmax, softmax_cross_entropy

CLIMB, ON, SLIDE = 3.5, 2.5, 7.0
"""Durations of raising the logit to the stop, of raising it on to its end, and of the slide, in
seconds."""

LATE = 1.2
"""Exponent of the slide's pace: the larger it is, the slower the slide ends."""

PRINTS = (0.5, 0.8)
"""Shares of the raised class at which the sliding bar leaves a print."""

ALIKE = 0.03
"""Shares that differ by less than this look alike."""

MOST = 0.8
"""Approximate final share of the raised class if the parameters do not set the logit's end."""

FAR, FAR_FRACTION = 2.0, 0.1
"""Minimum default rise of the logit if its class has half of the total or more at the start.

It is the larger of FAR, and of FAR_FRACTION of the logit's absolute value.
"""

LEAST, LEAST_FRACTION = 0.1, 1e-3
"""Minimum distance between the logit's start and end; less could not be shown on an axis.

It is the larger of LEAST, and of LEAST_FRACTION of the logit's absolute value.
"""

SAMPLES = 120
"""Number of points that are evenly spaced in the logit, and again in the raised class's share."""


class SumToOneParameters(OneTrueClass):
    """The logits, the true class, the wrong class that is raised, the logit's end, and the names.

    By default the last wrong class is raised, until its share is about 0.8.
    """

    raised: ClassIndex | None = None
    end: Number | None = None

    @model_validator(mode="after")
    def _raises_a_wrong_class(self) -> Self:
        classes = len(self.logits)
        if self.raised is not None and not 0 <= self.raised < classes:
            raise ValueError(
                f"raised must be in [0, {classes}), counted from 0; got {self.raised}. "
                f"The last class is {classes - 1}."
            )
        if self.raised == self.target:
            raise ValueError(
                f"raised must be a wrong class; got {self.raised}, which is target. "
                "Raise another one, or make another one true."
            )
        start = self.logits[self.which]
        least = max(LEAST, LEAST_FRACTION * abs(start))
        if self.end is not None and self.end < start + least:
            raise ValueError(
                f"end must be above logits[{self.which}], which is {start:g}, by {least:g} or "
                f"more; got {self.end:g}. Raise that logit further."
            )
        return self

    @property
    def which(self) -> int:
        """The class whose logit is raised."""
        if self.raised is not None:
            return self.raised
        return max(k for k in range(len(self.logits)) if k != self.target)


@dataclass(frozen=True, slots=True, eq=False)
class SumToOneNumbers(Numbers):
    """The table: K classes, counted from 0; losses in nats.

    Attributes
    ----------
    names, target
        Names of the classes; the true class.
    raised, likeliest
        The class whose logit is raised; the class with the largest share among all others at the
        start.
    true_class, raised_class, likeliest_class
        These three classes as a sentence names them, after "the".
    order
        The classes in the stack from bottom to top: the true one first, the raised one last.
    start, stop, end
        The raised logit at the start, at the stop and at the end. At the stop its class has half of
        the total, if it gets there; otherwise the stop is half-way from start to end.
    takes_half
        Whether the raised class gets to half of the total.
    climb, on
        The logit ``z`` goes to ``stop``, and on to ``end``: also all ``shares``, (frames, K), the
        softmax of the logits, and the true class's ``loss``. The logit moves more slowly where
        the shares change faster.
    slide
        A bar of the other classes goes to the point where the raised class has all: ``arrived``
        is the raised class's share there, ``rest`` the shares of the others, (frames, K), 0 for
        the raised one, and ``factor`` the fraction that is left of their initial sum.
    ghosts
        Guesses at the shares at ``stop``, shape (3, K): only the likeliest of the others pays;
        all of them pay the same amount, as far as they have it; all shrink by the same factor.
    guessed
        Whether each guess is shown; the last one is shown if another one is.
    along, levels
        The raised logit at points from start to end, shape (S,); the top of each class in the stack
        at these points, in the stack's order, shape (S, K).
    among
        How the others divide what the raised class leaves, which is constant; 0 for the raised
        class.
    kept
        The factor by which each of the others has shrunk at ``stop``.
    losses
        The true class's loss before and after, shape (2,).
    prints, print_factors, print_rests
        Shares of the raised class at which the sliding bar leaves prints, at most 2, shape (P,);
        the factor there, shape (P,); and the shares of the others there, shape (P, K).
    loss_form
        Form of the losses.
    """

    names: tuple[str, ...]
    target: int
    raised: int
    likeliest: int
    true_class: str
    raised_class: str
    likeliest_class: str
    order: tuple[int, ...]
    start: float
    stop: float
    end: float
    takes_half: bool
    climb: Motion
    on: Motion
    slide: Motion
    ghosts: FloatArray
    guessed: tuple[bool, ...]
    along: FloatArray
    levels: FloatArray
    among: FloatArray
    kept: float
    losses: FloatArray
    prints: FloatArray
    print_factors: FloatArray
    print_rests: FloatArray
    loss_form: Form

    @classmethod
    def compute(cls, parameters: SumToOneParameters, fps: float) -> Self:
        """Compute the table with ``xe_math``."""
        logits, target, raised = np.array(parameters.logits), parameters.target, parameters.which
        classes, start = len(logits), float(logits[raised])
        names = names_of(parameters.labels, classes)
        others = [k for k in range(classes) if k != raised]
        order = (target, *(k for k in others if k != target), raised)
        # The logit at half of the total: the logarithm of the sum of the others' exponentials.
        half = float(logits[others[0]])
        if classes > 2:
            half -= float(log_softmax(logits[others])[0])
        end = _default_end(start, half) if parameters.end is None else parameters.end
        takes_half = start < half < end
        stop = half if takes_half else (start + end) / 2

        def motion(z: FloatArray) -> Motion:
            rows = np.where(np.arange(classes) == raised, z[:, None], logits)
            loss = softmax_cross_entropy(rows, target)
            return Motion(z=z, shares=never_certain(softmax(rows)), loss=loss)

        low, high = motion(np.array([start, end])).shares[:, raised]
        even = np.linspace(low, high, SAMPLES)
        by_share = half + np.log(even) - np.log1p(-even)
        along = np.concatenate((np.linspace(start, end, SAMPLES), by_share))
        along = np.sort(np.clip(along, start, end))
        path = motion(along)
        progress = _progress(along, path.shares[:, raised])
        climb = motion(_between(start, stop, ease(CLIMB, fps), along, progress))
        on = motion(_between(stop, end, ease(ON, fps), along, progress))
        levels = np.cumsum(path.shares[:, order], axis=1)
        levels[:, -1] = 1.0
        first = climb.shares[0]
        likeliest = max(others, key=lambda k: first[k])
        among = np.zeros(classes)
        among[others] = softmax(logits[others]) if classes > 2 else 1.0
        ghosts = _ghosts(first, climb.shares[-1], raised, likeliest)
        losses = np.array([climb.loss[0], on.loss[-1]])
        # The slide changes most slowly at its end.
        done = ease(SLIDE, fps)
        arrived = np.where(done < 1, 1 - (1 - first[raised]) * (1 - done) ** LATE, 1.0)
        prints = np.array([share for share in PRINTS if share > first[raised]])
        return cls(
            names=names,
            target=target,
            raised=raised,
            likeliest=likeliest,
            true_class=called(names[target]),
            raised_class=called(names[raised]),
            likeliest_class=called(names[likeliest]),
            order=order,
            start=start,
            stop=stop,
            end=end,
            takes_half=takes_half,
            climb=climb,
            on=on,
            slide=Motion(
                arrived=arrived,
                rest=(1 - arrived)[:, None] * among,
                factor=(1 - arrived) / (1 - arrived[0]),
            ),
            ghosts=ghosts,
            guessed=_guessed(ghosts, first[others]),
            along=along,
            levels=levels,
            among=among,
            # A share is exp(-loss). The true class is one of the others, so its factor is theirs.
            kept=float(np.exp(climb.loss[0] - climb.loss[-1])),
            losses=losses,
            prints=prints,
            print_factors=(1 - prints) / (1 - first[raised]),
            print_rests=(1 - prints)[:, None] * among,
            loss_form=apart(losses),
        )


def _default_end(start: float, half: float) -> float:
    """Return where the logit ends by default, if its class has half of the total at ``half``."""
    least = start + max(FAR, FAR_FRACTION * abs(start)) if start >= half else start
    return max(round(half + math.log(MOST / (1 - MOST)), 1), least)


def _progress(along: FloatArray, shares: FloatArray) -> FloatArray:
    """Return progress from 0 to 1 at the logits ``along``, such that change is spread over time.

    Half of the progress is the logit's own movement, and half is the change of its class's share,
    given in ``shares``. On a long path, the logit's movement by itself would rush through the part
    where the shares change. The shares by themselves would let the logit stand still there.
    """
    by_logit = (along - along[0]) / (along[-1] - along[0])
    if shares[-1] <= shares[0]:
        return by_logit
    return (by_logit + (shares - shares[0]) / (shares[-1] - shares[0])) / 2


def _between(
    first: float, last: float, done: FloatArray, along: FloatArray, progress: FloatArray
) -> FloatArray:
    """Return the logit from ``first`` to ``last`` at the fractions ``done`` of their progress.

    Both ends are exact. The logits ``along`` have the given progress.
    """
    a, b = np.interp([first, last], along, progress)
    z = np.interp((1 - done) * a + done * b, progress, along)
    return np.where(done <= 0, first, np.where(done >= 1, last, z))


def _ghosts(first: FloatArray, last: FloatArray, raised: int, likeliest: int) -> FloatArray:
    """Return the shares at the stop for three guesses at who pays for the gain, shape (3, K).

    ``first`` and ``last`` are the shares at the start and at the stop, shape (K,).
    """
    gain = float(last[raised] - first[raised])
    one, alike = first.copy(), first.copy()
    one[raised] = alike[raised] = last[raised]
    one[likeliest] -= gain
    # A class with less than its equal part gives all it has, and the others pay the rest.
    payers = sorted((k for k in range(len(first)) if k != raised), key=lambda k: first[k])
    for n, k in enumerate(payers):
        paid = min(float(first[k]), gain / (len(payers) - n))
        alike[k] -= paid
        gain -= paid
    return np.array([one, alike, last])


def _guessed(ghosts: FloatArray, others: FloatArray) -> tuple[bool, bool, bool]:
    """Return which ghosts are shown, given the first shares of ``others``, shape (K - 1,).

    A wrong guess is shown if it looks different from the right one. That only the biggest pays is
    no guess if several are the biggest, or if it has less than the gain.
    """
    differs = np.abs(ghosts - ghosts[2]).max(axis=1) >= ALIKE
    is_alone = len(others) > 1 and np.sort(others)[-1] > np.sort(others)[-2]
    one = bool(differs[0] and is_alone and ghosts[0].min() > -1e-9)
    alike = bool(differs[1])
    return one, alike, one or alike
