"""What ``TwoWaysDown`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.two_ways_down.numbers import FEW, TwoWaysDownNumbers

__all__ = [
    "ANSWER",
    "SLIDE",
    "WALL",
    "formulas",
    "last",
    "loss",
    "lowering",
    "question",
    "raising",
    "titles",
    "wall",
]

WALL = "The wall sums up all logits: the nearer a logit is to it, the larger its share of 1."
SLIDE = "Slide the lower line by {step:exact}: no gap changes, and all beads find their twins."
ANSWER = "It is the same: only differences of logits count."

NEARLY_ALL = 0.8
"""Of the wall's way: more than that the likeliest wrong class brings, and the others little."""

MOST = 0.95
"""Of the step: if the wall gives way by more, that is not little."""

_COUNTED = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


def loss(n: TwoWaysDownNumbers) -> str:
    """While the gap is drawn."""
    return f"The gap from the true z{subscript(n.target + 1)} to that wall is the loss, exactly."


def question(n: TwoWaysDownNumbers) -> str:
    """While one line becomes two."""
    rest = "the other one" if len(n.names) == 2 else "all the others"
    return f"Push the true logit at the wall, or pull {rest} back?"


def raising(n: TwoWaysDownNumbers) -> str:
    """While the true logit is raised."""
    z, up = f"z{subscript(n.target + 1)}", "up by {step:exact}: the wall gives way"
    if n.gave > MOST * n.step:
        return f"Push {z} {up} nearly as far, for {z} holds nearly all of it."
    return f"Push {z} {up}, but only by {{gave:{{way_form}}}}."


def lowering(n: TwoWaysDownNumbers) -> str:
    """While the others are lowered."""
    if not n.light:
        return "Or pull the other one back by {step:exact}: the wall comes after it."
    if n.brought < NEARLY_ALL:
        return "Or pull the others back by {step:exact}: each brings what it holds of the wall."
    hold = "one holds" if len(n.light) == 1 else f"{_COUNTED[len(n.light)]} hold"
    return (
        f"Or pull the others back by {{step:exact}}: {hold} little of the wall, the last brings it."
    )


def last(n: TwoWaysDownNumbers) -> str:
    """Below the answer."""
    rest = "the other" if len(n.names) == 2 else "the rest"
    return (
        f"Raise z{subscript(n.target + 1)} by {{step:exact}}, or lower {rest}: the loss falls from "
        "{losses[0]:{loss_form}} to {losses[1]:{loss_form}}."
    )


def wall(n: TwoWaysDownNumbers) -> str:
    """Where the wall is, of few classes and of many."""
    terms = [f"e^(z_{k + 1})" for k in range(len(n.names))]
    if len(terms) > FEW:
        terms = [terms[0], "...", terms[-1]]
    return f'"wall" = ln({" + ".join(terms)}) ='


def formulas(n: TwoWaysDownNumbers) -> tuple[str, str]:
    """The prediction by its wall; and the loss, as the gap that it is."""
    i = n.target + 1
    return (
        '{{q:q}} = "softmax"(z) = e^(z thin - "wall")',
        f'"loss" = ln(1\\/{{{{q_{i}:q}}}}) = "wall" - z_{i}',
    )


def titles(n: TwoWaysDownNumbers) -> dict[str, str]:
    """What is done to the upper line, and to the lower one; by what these are called."""
    others = [f"z_{k + 1}" for k in range(len(n.names)) if k != n.target]
    rest = ", ".join(others) if len(others) < FEW else '"all others"'
    return {
        "the upper line": f'"raise" z_{n.target + 1}',
        "the lower line": f'"lower" {rest}',
    }
