"""What ``DistributionOverlay`` says where its numbers decide, and of its numbers."""

from __future__ import annotations

import numpy as np

from scenes.distribution_overlay.numbers import DistributionOverlayNumbers
from stage.digits import write

__all__ = ["LEVEL", "WIDTH", "alone", "answer", "marked", "product", "surprise"]

WIDTH = "How surprised is q by p? Take one class: its p becomes a width."

LEVEL = "H({{p:p}}, {{q:q}}) = sum_k {{p_k:p}} {{ln(1\\/q_k):q}} ="
"""What the level is."""


def alone(n: DistributionOverlayNumbers) -> list[int]:
    """The classes that are shown alone, in that order: how large their areas are is told."""
    others = [turn[0] for turn in n.turns if n.p[turn[0]] > 0]
    return [n.first, *(others if all(len(turn) == 1 for turn in n.turns) else ())]


def marked(n: DistributionOverlayNumbers) -> list[int]:
    """Those of them whose place on the curve is told: of those that have one q, the first."""
    found = alone(n)
    return [k for i, k in enumerate(found) if n.q[k] not in n.q[found[:i]]]


def surprise(n: DistributionOverlayNumbers, k: int) -> str:
    """That of a class, where its q meets the curve; a formula."""
    return f'"{write(n.surprise[k], n.sum_form)}"'


def product(n: DistributionOverlayNumbers, k: int) -> str:
    """The area of a class; a formula."""
    p, term = write(n.p[k], n.probability_form), write(n.terms[k], n.sum_form)
    return f'{{{{"{p}":p}}}} dot.c {{{{{surprise(n, k)}:q}}}} = "{term}"'


def answer(n: DistributionOverlayNumbers) -> str:
    """The last words, below the answer."""
    if np.isfinite(n.total):
        return "The base is 1 wide, so the level equals the sum: the average surprise."
    return "What q calls impossible, and p does not, surprises without end: {total:.1f} nats."
