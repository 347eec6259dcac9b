"""What ``DistributionOverlay`` draws: two distributions, and the terms of their cross entropy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from scenes.numbers import FloatArray, Numbers, frames_in, staggered
from scenes.parameters import Labels, Parameters, Probabilities, class_names, require_same_length
from xe_math import cross_entropy, cross_entropy_terms, log_loss

LEVELLING = 3.0
"""Seconds in which the areas are poured from the skyline into the column."""


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
    starts
        Where each class's part of the axis from 0 to 1 begins: the sum of the p before it.
    floors
        Where each term lies in the column; an infinite one on top of all that are finite.
    largest
        The class with the largest term.
    levelling
        Share of the way from skyline to column; a track, (frames, K).
    levelling_width, levelling_height
        Sides of each rectangle on that way, always of the same area; tracks, (frames, K).
    """

    names: tuple[str, ...]
    p: FloatArray
    q: FloatArray
    surprise: FloatArray
    terms: FloatArray
    total: float
    starts: FloatArray
    floors: FloatArray
    largest: int
    levelling: FloatArray
    levelling_width: FloatArray
    levelling_height: FloatArray

    @classmethod
    def compute(cls, parameters: DistributionOverlayParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        p, q = np.array(parameters.p), np.array(parameters.q)
        terms = cross_entropy_terms(p, q)
        finite = np.where(np.isfinite(terms), terms, 0.0)
        floors = np.where(np.isfinite(terms), np.cumsum(finite) - finite, finite.sum())
        share = staggered(len(p), frames_in(LEVELLING, fps))
        width = p ** (1 - share)
        return cls(
            names=class_names(parameters.labels, len(p)),
            p=p,
            q=q,
            surprise=log_loss(q),
            terms=terms,
            total=float(cross_entropy(p, q)),
            starts=np.cumsum(p) - p,
            floors=floors,
            largest=int(np.argmax(terms)),
            levelling=share,
            levelling_width=width,
            # Where p is 0 there is no area, and nothing to divide.
            levelling_height=np.divide(terms, width, out=np.zeros_like(width), where=width > 0),
        )
