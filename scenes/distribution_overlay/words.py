"""What ``DistributionOverlay`` says where its numbers decide, and of its numbers."""

from __future__ import annotations

import numpy as np

from scenes.digits import write
from scenes.distribution_overlay.numbers import DistributionOverlayNumbers

__all__ = ["QUESTION", "answer", "product", "surprise"]

QUESTION = "How surprised is a prediction q by the truth p? Stand q beside p."


def surprise(n: DistributionOverlayNumbers) -> str:
    """That of the class that is shown first, where its q meets the curve; a formula."""
    return f'"{write(n.surprise[n.first], n.sum_form)}"'


def product(n: DistributionOverlayNumbers) -> str:
    """The area of that class; a formula."""
    p, term = write(n.p[n.first], n.probability_form), write(n.terms[n.first], n.sum_form)
    return f'{{{{"{p}":p}}}} dot.c {{{{{surprise(n)}:q}}}} = "{term}"'


def answer(n: DistributionOverlayNumbers) -> str:
    """The last words, below the answer."""
    if np.isfinite(n.total):
        return "The base is 1 wide, so the level equals the sum: the average surprise."
    return "What q calls impossible, and p does not, surprises without end: {total:.1f} nats."
