"""What ``DistributionOverlay`` draws: two distributions, and the terms of their cross entropy."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from stage.digits import Form, exactly, form_of_sum
from stage.numbers import FloatArray, Numbers, ease, frames_in, staggered
from stage.parameters import (
    TruthAndPrediction,
    class_names,
)
from xe_math import cross_entropy, cross_entropy_terms, log_loss

SWEEP = 1.2
"""Seconds in which a height is swept along its width."""

SWEEPS = 0.8
"""Seconds in which the height of another class is, or those of a few others."""

TURNS = 3
"""In how many turns all others are shown, at most."""

LEVELLING = 3.0
"""Seconds in which the tops of all areas come to one height."""

SAMPLES = 400
"""Points of the curve."""


class DistributionOverlayParameters(TruthAndPrediction):
    """The true distribution p, the predicted one q, and what their classes are called."""


@dataclass(frozen=True, slots=True, eq=False)
class DistributionOverlayNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise; in nats where they are logarithms.

    Attributes
    ----------
    names
        Of the classes.
    p, q
        The distributions.
    surprise
        ln(1/q); infinite where q is 0.
    terms, total
        p ln(1/q) of each class, and their sum H(p, q).
    first
        The class that is shown first: the one with the largest term.
    sweep, sweep_terms
        How much of its width the first area has, and what it is by then, as the others are 0;
        tracks, (frames, K).
    turns
        Which other classes are shown at a time: each alone, or a few where there are many.
    sweeps, sweeps_terms
        The same of these; tracks, (turns, frames, K).
    levelling
        The heights on their way from ln(1/q) to ``total``, which is their average: widths being
        p, all areas together stay ``total``. A track, (frames, K); it stays where it is for a
        class whose p is 0, and for all where ``total`` is infinite.
    probability_form
        How p and q are told.
    sum_form, adds
        How terms and total are told, and whether the terms, as they are told, add up to the total.
    most, widest
        The largest probability, and where the axis of the curve ends.
    top, high
        Where the upright axis ends, and where that of the curve does.
    curve
        q and ln(1/q) along the curve, shape (2, SAMPLES).
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    surprise: FloatArray
    terms: FloatArray
    total: float
    first: int
    sweep: FloatArray
    sweep_terms: FloatArray
    turns: tuple[tuple[int, ...], ...]
    sweeps: FloatArray
    sweeps_terms: FloatArray
    levelling: FloatArray
    probability_form: Form
    sum_form: Form
    adds: bool
    most: float
    widest: float
    top: float
    high: float
    curve: FloatArray

    @classmethod
    def compute(cls, parameters: DistributionOverlayParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        surprise, total = log_loss(q), float(cross_entropy(p, q))
        terms = cross_entropy_terms(p, q)
        first = int(np.argmax(np.where(p > 0, terms, -1.0)))
        alone = np.arange(len(p)) == first
        sweep = ease(SWEEP, fps)[:, None] * alone
        others = np.array_split(np.flatnonzero(~alone), min(TURNS, len(p) - 1))
        sweeps = np.array(list(_in_turns(others, len(p), first, fps)))
        # What never moves is kept out of the blend, since 0 times infinity is not a number.
        finite = np.isfinite(total) & (p > 0)
        share = ease(LEVELLING, fps)[:, None]
        levelling = np.tile(surprise, (len(share), 1))
        if finite.any():
            levelling[:, finite] = (1 - share) * surprise[finite] + share * total
        heights = surprise[(p > 0) & np.isfinite(surprise)]
        top = 1.05 * max(float(heights.max(initial=0.0)), 0.5)
        if not np.isfinite(total):
            top *= 1.3  # an infinite height goes on beyond all that are finite
        sum_form, adds = form_of_sum(terms, total)
        most = float(max(p.max(), q.max()))
        widest, high = min(1.0, 1.25 * most), 1.3 * top
        curve_surprise = np.linspace(high, -math.log(widest), SAMPLES)
        return cls(
            names=class_names(parameters.labels, len(p)),
            p=p,
            q=q,
            surprise=surprise,
            terms=terms,
            total=total,
            first=first,
            sweep=sweep,
            sweep_terms=_part(sweep, terms),
            turns=tuple(tuple(turn.tolist()) for turn in others),
            sweeps=sweeps,
            sweeps_terms=_part(sweeps, terms),
            levelling=levelling,
            probability_form=exactly([p, q], kind="p"),
            sum_form=sum_form,
            adds=adds,
            most=most,
            widest=widest,
            top=top,
            high=high,
            curve=np.stack((np.exp(-curve_surprise), curve_surprise)),
        )


def _in_turns(
    turns: Sequence[NDArray[np.int64]], classes: int, first: int, fps: float
) -> Iterator[FloatArray]:
    """How much of each width is swept, in one turn after the other, each (frames, K)."""
    done = np.arange(classes) == first
    for turn in turns:
        sweep = np.tile(done.astype(float), (frames_in(SWEEPS, fps) + 1, 1))
        sweep[:, turn] = staggered(len(turn), frames_in(SWEEPS, fps))
        yield sweep
        done = done | np.isin(np.arange(classes), turn)


def _part(share: FloatArray, terms: FloatArray) -> FloatArray:
    """``share * terms``; nothing of an infinite one is nothing."""
    return np.where(share > 0, share, 0.0) * np.where((share > 0) | np.isfinite(terms), terms, 0.0)
