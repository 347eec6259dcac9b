"""What ``TwoDistributions`` says where its numbers decide, and of its numbers."""

from __future__ import annotations

import numpy as np

from scenes.digits import write
from scenes.two_distributions.numbers import TwoDistributionsNumbers

__all__ = [
    "COMING",
    "CROSS_ENTROPY",
    "DRAWS",
    "PRICE",
    "answer",
    "counted",
    "misfit",
    "paying",
    "spelled",
    "summed",
    "summed_up",
]

COMING = "A hundred draws come from the truth p, into rooms that the prediction q built."

PRICE = "Charge each draw ln(1/q) at the door: the smaller its room, the dearer."

CROSS_ENTROPY = "H({{p:p}}, {{q:q}}) = sum_k {{p_k:p}} {{ln(1\\/q_k):q}} ="

DRAWS = '"a hundred draws from" p', '"draws from" p'
"""What comes, as long as there is room for; formulas."""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def misfit(n: TwoDistributionsNumbers) -> str:
    """When all draws have come."""
    if n.over == 0:
        return "Every draw finds a place, and none stays empty. What is that worth?"
    if n.over == 1:
        return "One finds no room, and one place stays empty. How bad is that?"
    count = spelled(n.over)
    return f"{count.capitalize()} find no room, and {count} places stay empty. How bad is that?"


def counted(n: TwoDistributionsNumbers) -> tuple[str, str]:
    """How many are over, and how many places are empty; formulas."""
    return f'{{{{{n.over} "over":p}}}}', f'{{{{{n.over} "empty":q}}}}'


def paying(n: TwoDistributionsNumbers) -> str:
    """When draws have paid."""
    if not np.isfinite(n.average):
        return "Now all of them pay, one by one. One without any room pays without end."
    return "Now all of them pay, one by one. What they pay on average wanders, and settles."


def summed(n: TwoDistributionsNumbers) -> str:
    """When the average is made of what each class pays."""
    if np.isfinite(n.total) and write(n.average, n.price_form) != write(n.total, n.price_form):
        return "In the long run it is how often a class comes, times what it pays, summed."
    return "How often a class comes, times what it pays, summed over the classes."


def summed_up(n: TwoDistributionsNumbers) -> str:
    """The sum, where there are too many classes to tell it in numbers; a formula."""
    last = len(n.names)
    ends = (f"{{{{p_{k}:p}}}} dot.c {{{{ln(1\\/q_{k}):q}}}}" for k in (1, last))
    return '"average" = ' + " + ... + ".join(ends) + " ="


def answer(n: TwoDistributionsNumbers) -> str:
    """The last words, below the answer."""
    if not np.isfinite(n.total):
        return "A draw that q calls impossible pays without end: so H(p, q) is infinite."
    return "What a draw from p pays on average to q is called their cross entropy."


def spelled(count: int) -> str:
    """A number up to a hundred in words."""
    if count < 20:
        return _ONES[count]
    if count == 100:
        return "a hundred"
    tens, ones = divmod(count, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
