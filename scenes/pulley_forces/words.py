"""What ``PulleyForces`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.pulley_forces.numbers import PulleyForcesNumbers

__all__ = ["answer", "drag", "new", "question", "reason", "step", "true", "whole", "wrong"]

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
    how = "thins" if n.thinned < 0.9 else "hardly thins"
    which = f"z{subscript(n.dragged + 1)}"
    return f"Lower {which}, and let it back: the rope {how}, yet both its ends always pull alike."


def step(rate: float) -> str:
    """While all logits go; ``rate`` is filled in."""
    by = "its pull" if rate == 1 else "{rate:exact} times its pull"
    return f"One step of descent: each moves by {by}, and their mean stays."


def new(n: PulleyForcesNumbers) -> str:
    """While pulls follow."""
    how = "the rope is thinner" if n.relaxed < 0.9 else "the rope is hardly thinner"
    return f"That step used the old q. Now q is another: {how}."


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
    return f"This is minus the gradient: −q for {which} wrong logit, 1 − q{t} for the true one."
