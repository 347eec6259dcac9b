"""What ``TwoDistributions`` says where its numbers decide, and of its numbers."""

from __future__ import annotations

import numpy as np

from scenes.two_distributions.numbers import TwoDistributionsNumbers

__all__ = ["answer", "misfit", "paying", "summed"]


def misfit(n: TwoDistributionsNumbers) -> str:
    """When all draws have come."""
    if n.over == 0:
        return "Every draw finds a place, and none stays empty. What is that worth?"
    if n.over == 1:
        return "One finds no room, and one place stays empty. What should that cost?"
    return "{over} find no room, and {over} places stay empty. What should that cost?"


def paying(n: TwoDistributionsNumbers) -> str:
    """When draws have paid."""
    if not np.isfinite(n.average):
        return "Once more, and each one pays: a draw without any room pays without end."
    return "Once more, and each one pays. The average wanders, and settles at {average:{price_form}}."


def summed(n: TwoDistributionsNumbers) -> str:
    """When the average is made of what each class pays."""
    return "How often a class comes, times what it pays, summed over the classes."


def answer(n: TwoDistributionsNumbers) -> str:
    """The last words, below the answer."""
    if not np.isfinite(n.total):
        return "A draw that q calls impossible pays without end: so H(p, q) is infinite."
    return "What a draw from p pays on average to q is called their cross entropy."
