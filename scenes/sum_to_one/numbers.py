"""What ``SumToOne`` draws: all probabilities while a single logit is raised."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import numpy as np
from pydantic import model_validator

from stage.digits import Form, apart, decimals_of, decimals_that_add, write
from stage.numbers import FloatArray, Numbers, ease, never_certain
from stage.parameters import (
    ClassIndex,
    Number,
    OneTrueClass,
    class_names,
)
from xe_math import log_softmax, softmax, softmax_cross_entropy

BEGIN, CLIMB, ON = 2.4, 4.1, 3.0
"""Seconds in which the logit is raised a little, until its class has half of all, and to the end.

The slowest has most to show: all that is learnt is seen there first.
"""

LITTLE = 0.12
"""Of all that is to be seen."""

OUT, BACK = 2.6, 2.4
"""Seconds in which its class is taken out, and put back."""

BEND = 2.6
"""Seconds in which the river is bent, until its edges are straight."""

SQUEEZE = 3.4
"""Seconds in which what the others had shrinks to what they have."""

MOST = 0.8
"""The share that the raised class comes to, nearly, if nobody says how far its logit goes."""

FAR, FAR_SHARE = 2.0, 0.1
"""A logit that has that much before is raised by so much, or by so much of itself."""

LEAST, LEAST_SHARE = 0.1, 1e-3
"""Of a logit's way, or of itself: less could not be told on an axis."""

FEW = 4
"""Classes of which all numbers are told; of more those of the true, likeliest and raised ones."""

SAMPLES = 200
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
    """Arrays of shape (K,) unless said otherwise; classes are counted from 0.

    Attributes
    ----------
    names, logits, target, raised
        Of the classes; the network's last layer; the true class, and that whose logit is raised.
    order
        The classes as they are stacked: the true one first, the raised one last.
    told
        The classes of which numbers are told.
    start, stop, end
        The raised logit: as it is, on its way, where its class has half of all if it comes by
        there, and at last.
    begin, climb, on
        softmax of the logits, as are all probabilities here, while the logit goes a little up, to
        ``stop``, and on to ``end``; tracks, (frames, K). It goes slower where they change more.
    begin_z, climb_z, on_z
        The raised logit meanwhile; tracks, (frames,).
    begin_loss, climb_loss, on_loss
        The true class's loss, in nats; tracks, (frames,).
    losses
        That before and after, shape (2,).
    along, levels
        The raised logit all along its way, shape (S,); and how far up the stack each class
        reaches there, in the stack's order, shape (S, K).
    among
        How the others share what the raised class leaves: the same all along; 0 for that class.
    together
        What all the others have before and after, shape (2,).
    factor
        What is left of that, and of each of the others' probabilities: the same for all of them.
    gains
        What the raised class has won at ``stop`` and at ``end``, shape (2,).
    squeeze
        From 1 to that; a track, (frames,).
    out, back
        How much of the raised class's share is there while it is taken out, and put back; tracks,
        (frames,).
    z_form, share_form, among_form, together_form, gain_form, factor_form, loss_form
        How these are told: shares with the fewest decimals with which they add up to 1 at
        ``start``, ``stop`` and ``end``, what the others have together and the factor with the
        fewest with which this is the quotient of these, and the gain their difference, as they
        are told.
    factor_holds
        Whether there is such a number of decimals.
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    raised: int
    order: tuple[int, ...]
    told: tuple[int, ...]
    start: float
    stop: float
    end: float
    begin: FloatArray
    begin_z: FloatArray
    begin_loss: FloatArray
    climb: FloatArray
    climb_z: FloatArray
    climb_loss: FloatArray
    on: FloatArray
    on_z: FloatArray
    on_loss: FloatArray
    losses: FloatArray
    along: FloatArray
    levels: FloatArray
    among: FloatArray
    together: FloatArray
    gains: FloatArray
    factor: float
    squeeze: FloatArray
    out: FloatArray
    back: FloatArray
    z_form: Form
    share_form: Form
    among_form: Form
    together_form: Form
    gain_form: Form
    factor_form: Form
    factor_holds: bool
    loss_form: Form

    @classmethod
    def compute(cls, parameters: SumToOneParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits, target, raised = np.array(parameters.logits), parameters.target, parameters.which
        classes, start = len(logits), float(logits[raised])
        others = [k for k in range(classes) if k != raised]
        # As much as all others together: the logarithm of the sum of their exponentials.
        half = float(logits[others[0]])
        if classes > 2:
            half -= float(log_softmax(logits[others])[0])
        end = parameters.end
        if end is None:
            far = start + max(FAR, FAR_SHARE * abs(start))
            end = max(round(half + math.log(MOST / (1 - MOST)), 1), far if start >= half else start)
        stop = half if start < half < end else (start + end) / 2
        pace = _Pace.of(logits, raised, start, half, end)
        little = min(pace.place(LITTLE), (start + stop) / 2)
        ways = {
            "begin": pace.way(start, little, ease(BEGIN, fps)),
            "climb": pace.way(little, stop, ease(CLIMB, fps)),
            "on": pace.way(stop, end, ease(ON, fps)),
        }
        shares = {name: pace.shares(z) for name, z in ways.items()}
        order = (target, *(k for k in others if k != target), raised)
        levels = np.cumsum(pace.shares(pace.along)[:, order], axis=1)
        levels[:, -1] = 1.0
        rests = pace.shares(np.array([start, stop, end]))
        likeliest = int(rests[0].argmax())
        few = sorted({target, raised, likeliest})
        among = np.zeros(classes)
        among[others] = softmax(logits[others]) if classes > 2 else 1.0
        told = tuple(range(classes)) if classes <= FEW else tuple(few)
        decimals = decimals_that_add(rests, np.ones(3), kind="p") if classes <= FEW else None
        share_form = f".{decimals or 3}p"
        losses = pace.losses(np.array([start, end]), target)
        # A probability is e to the power of minus its loss; the true class is one of the others.
        factor = float(never_certain(np.exp(losses[0] - losses[1])))
        adds = decimals_that_add(among[others], 1.0, kind="p") if classes <= FEW else None
        together = never_certain(rests[[0, 2]][:, others].sum(axis=1))
        lost = rests[:, others].sum(axis=1)  # exact where the raised one has nearly all
        gains = lost[0] - lost[1:]
        together_form, factor_form, factor_holds = _factor_forms(
            factor, together, float(gains[1]), share_form
        )
        return cls(
            names=class_names(parameters.labels, classes),
            logits=logits,
            target=target,
            raised=raised,
            order=order,
            told=told,
            start=start,
            stop=stop,
            end=end,
            **shares,
            **{f"{name}_z": z for name, z in ways.items()},
            **{f"{name}_loss": pace.losses(z, target) for name, z in ways.items()},
            losses=losses,
            along=pace.along,
            levels=levels,
            among=among,
            together=together,
            gains=gains,
            factor=factor,
            squeeze=1 - ease(SQUEEZE, fps) * (1 - factor),
            out=1 - ease(OUT, fps),
            back=ease(BACK, fps),
            z_form=f".{decimals_of([start, end, logits[target]], least=2)}f",
            share_form=share_form,
            among_form=f".{adds or 2}p",
            together_form=together_form,
            gain_form=together_form if factor_holds else apart(gains, kind="p"),
            factor_form=factor_form,
            factor_holds=factor_holds,
            loss_form=apart(losses),
        )


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


def _factor_forms(
    factor: float, together: FloatArray, gain: float, share_form: Form
) -> tuple[Form, Form, bool]:
    """How ``together`` is told, and the factor, that this is the quotient of these as told.

    And that ``gain`` is their difference, told as they are. With the fewest decimals; if there are
    none, as shares are told, and with which the factor is a number; and whether there are.
    """
    for decimals in range(2, 5):
        whole_form = f".{decimals}p"
        before, after, left = (write(share, whole_form) for share in (*together, gain))
        for form in (".2p", ".3p", ".4p"):
            text = write(factor, form)
            if any(word[0] in "<>" for word in (text, before, after, left)):
                continue
            leaves = Decimal(before) - Decimal(after) == Decimal(left)
            if leaves and write(float(after) / float(before), form) == text:
                return whole_form, form, True
    return share_form, apart(factor, kind="p", least=3), False
