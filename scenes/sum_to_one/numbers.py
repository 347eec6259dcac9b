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
"""Seconds in which the logit is raised to the stop, to its end, and in which the rest slides."""

LATE = 1.2
"""Power of the pace of what slides: the larger, the slower at its end."""

PRINTS = (0.5, 0.8)
"""Shares of the raised class at which the rest leaves a print."""

ALIKE = 0.03
"""Shares that differ by less look alike."""

MOST = 0.8
"""The share that the raised class comes to, nearly, if nobody says how far its logit goes."""

FAR, FAR_SHARE = 2.0, 0.1
"""A logit that has that much before is raised by so much, or by so much of itself."""

LEAST, LEAST_SHARE = 0.1, 1e-3
"""Of a logit's way, or of itself: less could not be told on an axis."""

SAMPLES = 120
"""Of the logit's way, even in the logit; and as many that are even in the raised class's share."""


class SumToOneParameters(OneTrueClass):
    """The logits, the true class, the wrong one whose logit is raised, and where to; and names.

    Unless told, the last wrong class is raised, until it has about 0.8.
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
    """K classes, counted from 0; losses in nats.

    Attributes
    ----------
    names, logits, target, raised, likeliest
        Of the classes; the network's last layer, shape (K,); the true class; that whose logit is
        raised; and the one with the largest share of all others.
    true_class, raised_class, likeliest_class
        How a sentence speaks of them, after "the".
    order
        The classes as they are stacked: the true one first, the raised one last.
    start, stop, end
        The raised logit: as it is, on its way, where its class has half of all if it comes by
        there, and at last.
    takes_half
        Whether it comes by there.
    climb, on
        The logit ``z`` goes to ``stop``, and on to ``end``: all ``shares``, (frames, K), which are
        the softmax of the logits, and the true class's ``loss``. It goes slower where they change
        more.
    slide
        A bar of the others goes to where the raised class has all: ``arrived`` is the raised
        class's share there, ``rest`` the shares of the others, (frames, K), 0 for the raised one,
        and ``factor`` how much of their sum at first is left.
    ghosts
        Guesses at the shares at ``stop``, shape (3, K): if the likeliest of the others paid, if
        all of them paid the same amount, as far as they have it, and by the same factor.
    guessed
        Which of them are shown: the last one if another one is.
    along, levels
        The raised logit all along its way, shape (S,); and how far up the stack each class
        reaches there, in the stack's order, shape (S, K).
    among
        How the others share what the raised class leaves: the same all along; 0 for that class.
    kept
        What is left of the share of each of the others at ``stop``, as a factor.
    losses
        The true class's loss before and after, shape (2,).
    prints, print_factors, print_rests
        Where the rest leaves prints, as the raised class's share; the factor there, and the
        shares of the others, shape (P, K); as many as are on its way, at most 2.
    loss_form
        How losses are told.
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
        """Everything, from ``xe_math``."""
        logits, target, raised = np.array(parameters.logits), parameters.target, parameters.which
        classes, start = len(logits), float(logits[raised])
        names = names_of(parameters.labels, classes)
        others = [k for k in range(classes) if k != raised]
        # As much as all others together: the logarithm of the sum of their exponentials.
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
        # Where several have most, none of them is "the biggest".
        is_alone = first[likeliest] > max((first[k] for k in others if k != likeliest), default=1)
        can_pay = is_alone and float(ghosts[0].min()) > -1e-9
        wrong = [far_off[0] and bool(can_pay), far_off[1]]
        losses = pace.losses(np.array([start, end]), target)
        # A share is e to the power of minus its loss; the true class is one of the others.
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
    """Who might pay for what the raised class gains, shape (3, K)."""
    gain = float(then[raised] - first[raised])
    others = np.arange(len(first)) != raised
    one, alike = then.copy(), then.copy()
    one[others] = first[others]
    one[likeliest] -= gain
    # Who has less than the others pay gives all, and these pay the rest.
    left, payers, paid = gain, sorted(np.flatnonzero(others), key=lambda k: first[k]), 0.0
    for n, k in enumerate(payers):
        paid = min(float(first[k]), left / (len(payers) - n))
        alike[k] = first[k] - paid
        left -= paid
    return np.array([one, alike, then])


def _late(start: float, share: FloatArray) -> FloatArray:
    """From ``start`` to 1, slowest at the end."""
    return np.where(share < 1, 1 - (1 - start) * (1 - share) ** LATE, 1.0)


@dataclass(frozen=True)
class _Pace:
    """Where a raised logit is on its way, by how much of what is to be seen is done.

    Half of that is its own way, and half is the change of its class's share. By the one alone it
    would rush where all happens, if the way is long; by the other it would stand still there.

    Attributes
    ----------
    logits, raised
        All, and which of them is raised.
    along, done
        The logit all along its way, and what is done there, from 0 to 1; ascending.
    """

    logits: FloatArray
    raised: int
    along: FloatArray
    done: FloatArray

    @classmethod
    def of(cls, logits: FloatArray, raised: int, start: float, half: float, end: float) -> Self:
        """The pace of a way on which the class would have half of all at ``half``."""
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
        """softmax, while the raised logit is each of ``z``; (len(z), K)."""
        return never_certain(softmax(self._rows(z)))

    def losses(self, z: FloatArray, target: int) -> FloatArray:
        """The loss, where class ``target`` is true; shape (len(z),)."""
        return np.array(softmax_cross_entropy(self._rows(z), target))

    def _rows(self, z: FloatArray) -> FloatArray:
        return np.where(np.arange(len(self.logits)) == self.raised, z[:, None], self.logits)

    def way(self, first: float, last: float, share: FloatArray) -> FloatArray:
        """From one place to another, by ``share``; exact at both."""
        a, b = np.interp([first, last], self.along, self.done)
        z = np.interp((1 - share) * a + share * b, self.done, self.along)
        return np.where(share <= 0, first, np.where(share >= 1, last, z))

    def place(self, done: float) -> float:
        """Where so much is done."""
        return float(np.interp(done, self.done, self.along))
