"""What ``PulleyForces`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.pulley_forces.numbers import PulleyForcesNumbers
from stage.digits import subscript, write
from stage.judging import is_hardly_any

__all__ = [
    "answer",
    "drag",
    "every",
    "loop",
    "question",
    "reason",
    "step",
    "true",
    "whole",
    "wrong",
]


def question(n: PulleyForcesNumbers) -> str:
    """At first."""
    return "Hold the logits. The truth p pulls the true one right, by a force of 1."


def wrong(n: PulleyForcesNumbers) -> str:
    """While probabilities go to the strands."""
    which = "both" if len(n.names) == 2 else "all"
    return f"The prediction q pulls {which} logits left, each by its own share."


def true(n: PulleyForcesNumbers) -> str:
    """While strands are followed to where they are one rope."""
    return "Follow the strands: their q add up to 1, so both sides pull alike."


def loop(n: PulleyForcesNumbers) -> str:
    """While what pulls the true logit both ways is taken out."""
    t = subscript(n.target + 1)
    return f"On the true logit, q{t} cancels part of the 1. Take that loop out: 1 − q{t} is left."


def drag(n: PulleyForcesNumbers) -> str:
    """While the likeliest wrong logit is dragged."""
    how = "hardly thins" if is_hardly_any(1 - n.thinned) else "thins"
    which = f"z{subscript(n.dragged + 1)}"
    q = f"q{subscript(n.target + 1)}"
    return f"Lower {which}: {q} grows, so the rope {how}, yet both sides match. Then put it back."


def step(n: PulleyForcesNumbers, rate: float) -> str:
    """While all logits go; ``rate`` is filled in."""
    by = "its pull" if rate == 1 else "{rate:exact} times its pull"
    before, _, after = (write(loss, n.loss_form) for loss in n.losses)
    # It always falls, however long the step, but maybe by less than its digits tell.
    how = "hardly falls" if before == after else "falls"
    return f"Let go for one step: each moves by {by}. The mean stays, the loss {how}."


def every(n: PulleyForcesNumbers) -> str:
    """The probabilities of all classes, as a formula."""
    return f"q_1 + dots.c + q_({len(n.names)})"


def whole(n: PulleyForcesNumbers) -> str:
    """The probabilities of all wrong classes, as a formula."""
    others = [k + 1 for k in range(len(n.names)) if k != n.target]
    if n.few:
        return " + ".join(f"q_{k}" for k in others)
    return f"q_{others[0]} + dots.c + q_({others[-1]})"


def answer(n: PulleyForcesNumbers) -> str:
    """How hard the true logit is pulled, and by whom; a formula."""
    left, own = f"arrow.l {whole(n)}", f"q_{n.target + 1}"
    return f"{{{{{left}:left}}}} = {{{{1:one}}}} - {{{{{own}:own}}}} {{{{arrow.r:right}}}}"


def reason(n: PulleyForcesNumbers) -> str:
    """The last words, below the answer."""
    return "p − q is the negative gradient of the loss. It sums to 0, as p and q both sum to 1."
