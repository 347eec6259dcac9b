"""What ``PulleyForces`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.pulley_forces.numbers import PulleyForcesNumbers

__all__ = ["STEP", "answer", "drag", "question", "reason", "true", "whole", "wrong"]

STEP = "Let go: in one step each moves by {rate:exact} times its pull, and their mean stays."
_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


def question(n: PulleyForcesNumbers) -> str:
    """At first."""
    others = "the other" if len(n.names) == 2 else "all others"
    count = _COUNTS[len(n.names)]
    return f"The loss pulls {count} logits by one rope: the true one right, {others} left."


def wrong(n: PulleyForcesNumbers) -> str:
    """While probabilities go to the strands."""
    which = "the" if len(n.names) == 2 else "each"
    return f"A strand is as thick as it pulls: {which} wrong logit by its own q."


def true(n: PulleyForcesNumbers) -> str:
    """While strands are followed to where they are one rope."""
    if len(n.names) == 2:
        return "Follow it round: the true logit is pulled just as hard."
    return "Follow the strands: all together pull the true logit, exactly as hard."


def drag(n: PulleyForcesNumbers) -> str:
    """While the likeliest wrong logit is dragged."""
    how = "the rope thins" if n.thinned < 0.9 else "the rope hardly thins"
    return f"Lower z{subscript(n.dragged + 1)}: {how}, and still both its ends pull alike."


def whole(n: PulleyForcesNumbers) -> str:
    """The probabilities of all wrong classes, as a formula."""
    others = [k + 1 for k in range(len(n.names)) if k != n.target]
    if n.few:
        return " + ".join(f"q_{k}" for k in others)
    return f"q_{others[0]} + dots.c + q_({others[-1]})"


def answer(n: PulleyForcesNumbers) -> str:
    """How hard the true logit is pulled, and by whom; a formula."""
    left, right = f"arrow.l {whole(n)}", f"1 - q_{n.target + 1} arrow.r"
    return f"{{{{{left}:left}}}} = {{{{{right}:right}}}}"


def reason(n: PulleyForcesNumbers) -> str:
    """The last words, below the answer."""
    which, t = "the" if len(n.names) == 2 else "each", subscript(n.target + 1)
    return f"Minus the gradient, p − q, pulls {which} wrong logit by q, the true one by 1 − q{t}."
