"""What ``PulleyForces`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.pulley_forces.numbers import PulleyForcesNumbers

__all__ = ["REASON", "STEP", "answer", "drag", "question", "who", "whole"]

STEP = "Let go for one step of {rate:exact}: each yields as it is pulled. Their mean stays."
REASON = "The pull is minus the gradient, p − q, and the sum of all pulls is 0."
"""The last words, below the answer."""

_COUNTS = "no one two three four five six seven eight nine ten".split()

FEW = 4
"""Classes whose probabilities are told one by one in a formula."""


def question(n: PulleyForcesNumbers) -> str:
    """At first."""
    count = _COUNTS[len(n.names)].capitalize()
    others = "the other" if len(n.names) == 2 else "all others"
    return f"{count} logits on one rope: it pulls the true one to the right, {others} to the left."


def who(n: PulleyForcesNumbers) -> str:
    """While strands are followed to where they are one rope."""
    if len(n.names) == 2:
        return "The wrong logit is pulled by its own q, and the true one just as hard."
    return "Each wrong logit is pulled by its own q, and the true one by all these together."


def drag(n: PulleyForcesNumbers) -> str:
    """While the likeliest wrong logit is dragged."""
    how = "the rope thins" if n.thinned < 0.9 else "the rope hardly thins"
    return f"Drag z{subscript(n.dragged + 1)} down: {how}, and still both ends pull alike."


def whole(n: PulleyForcesNumbers) -> str:
    """The probabilities of all wrong classes, as a formula."""
    others = [k + 1 for k in range(len(n.names)) if k != n.target]
    if len(n.names) <= FEW:
        return " + ".join(f"q_{k}" for k in others)
    return f"q_{others[0]} + dots.c + q_({others[-1]})"


def answer(n: PulleyForcesNumbers) -> str:
    """How hard the true logit is pulled, and by whom; a formula."""
    return f"{{{{{whole(n)}:left}}}} = {{{{1 - q_{n.target + 1}:right}}}}"
