"""What ``TwoDistributions`` says where its numbers decide, and of its numbers."""

from __future__ import annotations

import numpy as np

from scenes.digits import write
from scenes.two_distributions.numbers import TwoDistributionsNumbers

__all__ = [
    "BLOCKS",
    "COMING",
    "FIT",
    "PRICE",
    "ROOMS",
    "answer",
    "draws",
    "paying",
    "sum_of",
    "summed",
]

PRICE = "The prediction q cuts a floor into rooms: the narrower a room, the higher its price."

COMING = "The truth p draws. Each draw falls through its room, and pays as far as it falls."

BLOCKS = "Sort the bills by class: blocks as wide as p, and as high as the price."

FIT = "Rooms as wide as the blocks cost least: move a wall, and the average climbs."

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
    return "A hundred draws, as often as p says: their average pay wanders, and settles."


def summed(n: TwoDistributionsNumbers) -> str:
    """When the average is made of what each class pays."""
    if write(n.averages[-1], n.price_form) != write(n.total, n.price_form):
        return "In the long run, it is how often each class comes, times what it pays, summed."
    return "Together they are the average: how often, times how dear."


def sum_of(n: TwoDistributionsNumbers) -> str:
    """The sum, where there are too many classes to tell it in numbers; a formula."""
    last = len(n.names)
    ends = (f"{{{{p_{k}:p}}}} dot.c {{{{ln(1\\/q_{k}):q}}}}" for k in (1, last))
    return '"average" = ' + " + ... + ".join(ends) + " ="


def answer(n: TwoDistributionsNumbers) -> str:
    """The last words, below the answer."""
    if not np.isfinite(n.total):
        return "What q calls impossible, and p does not, pays without end: H(p, q) is infinite."
    return "p says how often, q how dear: the average is their cross entropy."
