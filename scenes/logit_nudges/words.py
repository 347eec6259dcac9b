"""What ``LogitNudges`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.judging import is_far, is_nearly_all, is_next_to_nothing
from scenes.logit_nudges.numbers import LogitNudgesNumbers
from stage.digits import SAME, same, subscript

__all__ = [
    "REASON",
    "answer",
    "of_the_likeliest",
    "of_the_others",
    "of_the_true",
    "question",
    "rule",
]

REASON = "Probability can only be taken from where it is."
"""The last words, below the answer."""


def question(n: LogitNudgesNumbers) -> str:
    """At first."""
    t = subscript(n.target + 1)
    return f"Softmax cuts 1 into shares. Which nudge lifts the true one, a{t}, most?"


def of_the_true(n: LogitNudgesNumbers) -> str:
    """While the true logit is raised."""
    t = subscript(n.target + 1)
    rest = "the other" if len(n.names) == 2 else "all the others"
    return f"Raise z{t}, the true logit, by {{nudge:exact}}: a{t} takes from {rest}."


def of_the_likeliest(n: LogitNudgesNumbers) -> str:
    """While the likeliest wrong class's logit is lowered."""
    k = n.watched[1]
    tied = any(same(n.before[j], n.before[k]) for j in n.swept)
    which = "the wrong one" if len(n.names) == 2 else "the wrong one believed most"
    which = "one of the wrong ones believed most" if tied else which
    return f"Lower z{subscript(k + 1)}, {which}: {_how_much(_share(n, k))}."


def of_the_others(n: LogitNudgesNumbers) -> str:
    """While the other logits are lowered, from the likeliest class's."""
    if len(n.names) == 2:
        return "There are no others: one logit up is the other one down."
    others = list(n.swept)
    if is_next_to_nothing(n.before[others].max()) and is_next_to_nothing(
        max(_share(n, k) for k in others)
    ):
        return "Lower the others: what has next to nothing can give next to nothing."
    return "Lower the others, one by one: each gives by what it has."


def rule(n: LogitNudgesNumbers) -> str:
    """While gains are sorted, and probabilities grow beside them, if these are near them."""
    if not n.is_near:
        return "All gains in order, on one larger scale."
    t = subscript(n.target + 1)
    return f"For a small nudge, it is about a{t}, times the nudge, times the share that gives."


def answer(n: LogitNudgesNumbers) -> str:
    """Which nudge matters."""
    if len(n.names) == 2:
        return "Raise the true logit, or lower the other: it is the same."
    if _share(n, n.watched[1]) < 0.5:
        return "Raise the true logit: no wrong one has as much to give."
    return "Raise the true logit, or lower the wrong one you believe most."


def _how_much(share: float) -> str:
    """What a gain is called that is such a share of the true logit's."""
    if share >= 1 - SAME:
        return "just as much"
    if is_nearly_all(share):
        return "nearly as much"
    if share >= 0.5:
        return "not as much"
    return "far less" if is_far(1 / share) else "less than half as much"


def _share(n: LogitNudgesNumbers, k: int) -> float:
    """Of the true logit's gain."""
    most = float(n.gains[n.target])
    return float(n.gains[k]) / most if most > 0 else 1.0
