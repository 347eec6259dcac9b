"""What ``TwoDistributions`` says where its numbers decide, and of its numbers."""

from __future__ import annotations

import numpy as np

from scenes.two_distributions.numbers import TwoDistributionsNumbers
from stage.digits import write

__all__ = [
    "COMING",
    "FIT",
    "PRICE",
    "ROOMS",
    "answer",
    "blocks",
    "draws",
    "paying",
    "sum_of",
]

PRICE = "Prediction q cuts a floor into rooms, one a class: the narrower, the higher the price."

COMING = "The truth p draws. Each draw falls through its room: that is the price it pays."

FIT = "Rooms as wide as the blocks: the average sinks. Move a wall from there: it climbs."

ROOMS = (
    '"rooms" q "wide, " ln(1\\/q) "high"',
    'q "wide, " ln(1\\/q) "high"',
)
"""Where they come to, as long as there is room for; formulas."""


def draws(n: TwoDistributionsNumbers) -> tuple[str, ...]:
    """What comes, as long as there is room for; formulas."""
    p = ", ".join(write(value, ".2p") for value in n.p)
    numbers = (f'"a hundred draws:" p = ({p})',) if n.few and len(n.p) == len(n.coming) else ()
    return (*numbers, '"a hundred draws from the truth" p', '"draws from" p')


def paying(n: TwoDistributionsNumbers) -> str:
    """While all pay."""
    if not np.isfinite(n.averages[-1]):
        return "What they pay on average has no end: some come that q has no room for."
    return "A hundred draws, as often as p says: their average price wanders, and settles."


def blocks(n: TwoDistributionsNumbers) -> str:
    """When bills become areas, whose sum is the average."""
    if write(n.averages[-1], n.price_form) != write(n.total, n.price_form):
        return "Sorted by class: blocks. In the long run, they are p wide and make the average."
    return "Sorted by class: blocks p wide, ln(1/q) high. Their areas add up to the average."


def sum_of(n: TwoDistributionsNumbers) -> str:
    """The sum, where there are too many classes to tell it in numbers; a formula."""
    last = len(n.names)
    ends = (f"{{{{p_{k}:p}}}} dot.c {{{{ln(1\\/q_{k}):q}}}}" for k in (1, last))
    return '"average" = ' + " + ... + ".join(ends) + " ="


def answer(n: TwoDistributionsNumbers) -> str:
    """The last words, below the answer."""
    if not np.isfinite(n.total):
        return "What q calls impossible, and p does not, pays without end: H(p, q) is infinite."
    return "p says how often, q what price: the average price is their cross entropy."
