"""What ``TwoDistributions`` says where its numbers decide, and of its numbers."""

from __future__ import annotations

import numpy as np

from scenes.digits import write
from scenes.two_distributions.numbers import TwoDistributionsNumbers

__all__ = [
    "COMING",
    "DRAWS",
    "PRICE",
    "ROOMS",
    "answer",
    "paying",
    "score",
    "sum_of",
    "summed",
]

COMING = "Draws come in the proportions of p, into rooms that the prediction q has built."

PRICE = "Each pays ln(1/q), inside or above its roof: the smaller the room, the dearer."

DRAWS = '"a hundred draws from" p', '"draws from" p'
"""What comes, as long as there is room for; formulas."""

ROOMS = '"rooms built by" q, "100 places in all"', '"rooms built by" q'
"""Where it comes to, likewise."""


def paying(n: TwoDistributionsNumbers) -> str:
    """While all pay."""
    if not np.isfinite(n.averages[-1]):
        return "What they pay on average has no end: some come that q has no room for."
    return "What they pay on average wanders at first, and settles."


def summed(n: TwoDistributionsNumbers) -> str:
    """When the average is made of what each class pays."""
    if write(n.averages[-1], n.price_form) != write(n.total, n.price_form):
        return "In the long run, it is how often each class comes, times what it pays, summed."
    return "It is how often each class comes, times what it pays, summed."


def score(n: TwoDistributionsNumbers) -> str:
    """While the rooms become others."""
    small, fit, now = n.totals
    if fit <= now < small:
        return "A room too small makes the average climb; rooms that fit p make it lowest."
    return "Other rooms, another average; rooms that fit p make it lowest."


def sum_of(n: TwoDistributionsNumbers) -> str:
    """The sum, where there are too many classes to tell it in numbers; a formula."""
    last = len(n.names)
    ends = (f"{{{{p_{k}:p}}}} dot.c {{{{ln(1\\/q_{k}):q}}}}" for k in (1, last))
    return '"average" = ' + " + ... + ".join(ends) + " ="


def answer(n: TwoDistributionsNumbers) -> str:
    """The last words, below the answer."""
    if not np.isfinite(n.total):
        return "What q calls impossible, and p does not, pays without end: H(p, q) is infinite."
    return "What draws from p pay on average, with q again, is the cross entropy H(p, q)."
