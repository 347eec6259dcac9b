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
"""Durations, in seconds.

CLIMB: the logit is raised to the stop.
ON: the logit is raised further to its end.
SLIDE: the bar of the other classes slides to the point where the raised class has all.
"""

LATE = 1.2
"""Exponent of the slide's pace: the larger it is, the slower the slide ends."""

PRINTS = (0.5, 0.8)
"""Shares of the raised class at which the sliding bar leaves a print."""

ALIKE = 0.03
"""Shares that differ by less than this look alike."""

MOST = 0.8
"""Approximate final share of the raised class if the parameters do not set the logit's end."""

FAR, FAR_SHARE = 2.0, 0.1
"""Minimum default rise of the logit if its class has at least half of the total at the start.

FAR: the rise in units of the logit.
FAR_SHARE: the rise as a fraction of the logit's size; the larger of the two applies.
"""

LEAST, LEAST_SHARE = 0.1, 1e-3
"""Minimum distance between the logit's start and end; less could not be shown on an axis.

LEAST: the distance in units of the logit.
LEAST_SHARE: the distance as a fraction of the logit's size; the larger of the two applies.
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
        least = max(LEAST, LEAST_SHARE * abs(start))
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
    names
        Names of the classes.
    logits
        Outputs of the network's last layer, shape (K,).
    target
        The true class.
    raised
        The class whose logit is raised.
    likeliest
        The class with the largest share among all others at the start.
    true_class, raised_class, likeliest_class
        These three classes as a sentence names them, after "the".
    order
        The classes in the stack from bottom to top: the true one first, the raised one last.
    start
        The raised logit at the start.
    stop
        The raised logit at the stop: where its class has half of the total, if it gets there,
        or half-way from ``start`` to ``end``.
    end
        The raised logit at the end.
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
    along
        The raised logit at points from start to end, shape (S,).
    levels
        The top of each class in the stack at these points, in the stack's order, shape (S, K).
    among
        How the others divide what the raised class leaves, which is constant; 0 for the raised
        class.
    kept
        The factor by which each of the others has shrunk at ``stop``.
    losses
        The true class's loss before and after, shape (2,).
    prints
        Shares of the raised class at which the sliding bar leaves prints, at most 2, shape (P,).
    print_factors
        The factor at each print, shape (P,).
    print_rests
        The shares of the others at each print, shape (P, K).
    loss_form
        Form of the losses.
    """

    names: tuple[str, ...]
    logits: FloatArray
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
        # The logit at half of the total: the logarithm of the sum of the others' exponentials.
        half = float(logits[others[0]])
        if classes > 2:
            half -= float(log_softmax(logits[others])[0])
        end = parameters.end
        if end is None:
            far = start + max(FAR, FAR_SHARE * abs(start))
            end = max(round(half + math.log(MOST / (1 - MOST)), 1), far if start >= half else start)
        takes_half = start < half < end
        stop = half if takes_half else (start + end) / 2
        pace = _Pace.of(logits, raised, start, half, end)
        climb, on = pace.way(start, stop, ease(CLIMB, fps)), pace.way(stop, end, ease(ON, fps))
        order = (target, *(k for k in others if k != target), raised)
        levels = np.cumsum(pace.shares(pace.along)[:, order], axis=1)
        levels[:, -1] = 1.0
        first, then = pace.shares(np.array([start, stop]))
        likeliest = max(others, key=lambda k: (first[k], -k))
        among = np.zeros(classes)
        among[others] = softmax(logits[others]) if classes > 2 else 1.0
        ghosts = _ghosts(first, then, raised, likeliest)
        far_off = [bool(np.abs(ghost - then).max() >= ALIKE) for ghost in ghosts]
        # If several classes share the largest value, none of them is "the biggest".
        is_alone = first[likeliest] > max((first[k] for k in others if k != likeliest), default=1)
        can_pay = is_alone and float(ghosts[0].min()) > -1e-9
        wrong = [far_off[0] and bool(can_pay), far_off[1]]
        losses = pace.losses(np.array([start, end]), target)
        # A share is exp(-loss). The true class is one of the others, so its factor is theirs.
        kept = float(np.exp(losses[0] - pace.losses(np.array([stop]), target)[0]))
        place = _late(float(first[raised]), ease(SLIDE, fps))
        prints = np.array([q for q in PRINTS if q > first[raised]])
        return cls(
            names=names,
            logits=logits,
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
            climb=Motion(z=climb, shares=pace.shares(climb), loss=pace.losses(climb, target)),
            on=Motion(z=on, shares=pace.shares(on), loss=pace.losses(on, target)),
            slide=Motion(
                arrived=place,
                rest=(1 - place)[:, None] * among,
                factor=(1 - place) / (1 - place[0]),
            ),
            ghosts=ghosts,
            guessed=(*wrong, any(wrong)),
            along=pace.along,
            levels=levels,
            among=among,
            kept=kept,
            losses=losses,
            prints=prints,
            print_factors=(1 - prints) / (1 - float(first[raised])),
            print_rests=(1 - prints)[:, None] * among,
            loss_form=apart(losses),
        )


def _ghosts(first: FloatArray, then: FloatArray, raised: int, likeliest: int) -> FloatArray:
    """Return the shares at the stop for three guesses at who pays for the gain, shape (3, K)."""
    gain = float(then[raised] - first[raised])
    others = np.arange(len(first)) != raised
    one, alike = then.copy(), then.copy()
    one[others] = first[others]
    one[likeliest] -= gain
    # A class with less than its equal part gives all it has, and the others pay the rest.
    left, payers, paid = gain, sorted(np.flatnonzero(others), key=lambda k: first[k]), 0.0
    for n, k in enumerate(payers):
        paid = min(float(first[k]), left / (len(payers) - n))
        alike[k] = first[k] - paid
        left -= paid
    return np.array([one, alike, then])


def _late(start: float, share: FloatArray) -> FloatArray:
    """Return values from ``start`` to 1 that change most slowly at the end."""
    return np.where(share < 1, 1 - (1 - start) * (1 - share) ** LATE, 1.0)


@dataclass(frozen=True)
class _Pace:
    """The pace of a raised logit, so that visible change is spread evenly over time.

    Half of the progress is the logit's own movement, and half is the change of its class's share.
    On a long path, the logit's movement by itself would rush through the part where the shares
    change. The shares by themselves would let the logit stand still there.

    Attributes
    ----------
    logits
        All logits.
    raised
        Index of the raised one.
    along
        The raised logit at points of its path, ascending.
    done
        The progress at these points, from 0 to 1, ascending.
    """

    logits: FloatArray
    raised: int
    along: FloatArray
    done: FloatArray

    @classmethod
    def of(cls, logits: FloatArray, raised: int, start: float, half: float, end: float) -> Self:
        """Return the pace from ``start`` to ``end``; ``half`` gives the class half of the total."""
        made = cls(logits, raised, np.empty(0), np.empty(0))
        low, high = made.shares(np.array([start, end]))[:, raised]
        shares = np.linspace(low, high, SAMPLES)
        along = np.concatenate(
            (np.linspace(start, end, SAMPLES), half + np.log(shares) - np.log1p(-shares))
        )
        along = np.sort(np.clip(along, start, end))
        share = made.shares(along)[:, raised]
        done = (along - start) / (end - start)
        if high > low:
            done = (done + (share - low) / (high - low)) / 2
        return cls(logits, raised, along, done)

    def shares(self, z: FloatArray) -> FloatArray:
        """Return the softmax for each value ``z`` of the raised logit, (len(z), K)."""
        return never_certain(softmax(self._rows(z)))

    def losses(self, z: FloatArray, target: int) -> FloatArray:
        """Return the true class's loss for each value ``z`` of the raised logit, (len(z),)."""
        return np.array(softmax_cross_entropy(self._rows(z), target))

    def _rows(self, z: FloatArray) -> FloatArray:
        return np.where(np.arange(len(self.logits)) == self.raised, z[:, None], self.logits)

    def way(self, first: float, last: float, share: FloatArray) -> FloatArray:
        """Return the logit at each progress ``share`` from ``first`` to ``last``, exact at both."""
        a, b = np.interp([first, last], self.along, self.done)
        z = np.interp((1 - share) * a + share * b, self.done, self.along)
        return np.where(share <= 0, first, np.where(share >= 1, last, z))

    def place(self, done: float) -> float:
        """Return the logit at which the progress is ``done``."""
        return float(np.interp(done, self.done, self.along))
