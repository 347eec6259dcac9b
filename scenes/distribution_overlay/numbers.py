"""What ``DistributionOverlay`` draws: two distributions, and the terms of their cross entropy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from scenes.digits import Form, exactly, form_of_sum
from scenes.numbers import FloatArray, Numbers, ease
from scenes.parameters import Labels, Parameters, Probabilities, class_names, require_same_length
from xe_math import cross_entropy, cross_entropy_terms, log_loss

RISING = 2.0
"""Seconds in which a bar goes from q to ln(1/q)."""

LEVELLING = 3.0
"""Seconds in which the tops of all rectangles come to one height."""


class DistributionOverlayParameters(Parameters):
    """The true distribution p, the predicted one q, and what their classes are called."""

    p: Probabilities = (0.1, 0.4, 0.3, 0.2)
    q: Probabilities = (0.3, 0.2, 0.2, 0.3)
    labels: Labels = None

    @model_validator(mode="after")
    def _same_classes(self) -> Self:
        require_same_length(p=self.p, q=self.q, labels=self.labels)
        return self


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
        p ln(1/q) of each class, and their sum.
    probability_form
        How p and q are told.
    sum_form, adds
        How surprises, terms and total are told, and whether the terms, as they are told, add up to
        the total.
    starts
        Where each class's part of the axis from 0 to 1 begins: the sum of the p before it.
    largest
        The class with the largest term, of those that have a width.
    rising
        Its height on the way from q to ln(1/q); a track, (frames,).
    levelling
        The heights on their way from ln(1/q) to ``total``, which is their average: widths being
        p, all areas together stay ``total``. A track, (frames, K); it stays where it is for a
        class whose p is 0, and for all where ``total`` is infinite.
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    surprise: FloatArray
    terms: FloatArray
    total: float
    probability_form: Form
    sum_form: Form
    adds: bool
    starts: FloatArray
    largest: int
    rising: FloatArray
    levelling: FloatArray

    @classmethod
    def compute(cls, parameters: DistributionOverlayParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        surprise, total = log_loss(q), float(cross_entropy(p, q))
        terms = cross_entropy_terms(p, q)
        sum_form, adds = form_of_sum(terms, total)
        largest = int(np.argmax(np.where(p > 0, terms, -1.0)))
        # What never moves is kept out of the blend, since 0 times infinity is not a number.
        moves = (p > 0) & np.isfinite(total)
        share = ease(LEVELLING, fps)[:, None]
        ends = np.where(moves, surprise, 0.0), np.where(moves, total, 0.0)
        blend = (1 - share) * ends[0] + share * ends[1]
        return cls(
            names=class_names(parameters.labels, len(p)),
            p=p,
            q=q,
            surprise=surprise,
            terms=terms,
            total=total,
            probability_form=exactly([p, q], kind="p", rounded=4),
            sum_form=sum_form,
            adds=adds,
            starts=np.cumsum(p) - p,
            largest=largest,
            rising=_way(float(q[largest]), float(surprise[largest]), ease(RISING, fps)),
            levelling=np.where(moves, blend, surprise),
        )


def _way(start: float, end: float, share: FloatArray) -> FloatArray:
    """From ``start`` to ``end``, which may be infinite: then it grows past every bound."""
    if np.isfinite(end):
        return (1 - share) * start + share * end
    with np.errstate(divide="ignore"):
        return start + share / (1 - share)
