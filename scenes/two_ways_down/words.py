"""What ``TwoWaysDown`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.judging import is_hardly_any, is_nearly_all
from scenes.two_ways_down.numbers import FEW, TwoWaysDownNumbers
from stage.digits import same, subscript, write

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

WALL = "The wall stands above all logits. The nearer one is to it, the larger its share of 1."
SLIDE = "Now raise all below by {step:exact}: no gap changes, and all beads find their twins."
ANSWER = "It is the same: only differences of logits count."

MOST = 0.95
"""Of the step: if the wall gives way by more, that is not little."""

LONG = 10
"""Characters of a loss that is told, at most: of longer ones, how far they fall."""


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
    if n.gave > MOST * n.step and is_nearly_all(float(n.true_shares[0])):
        return f"Push {z} {up} nearly as far, for {z} holds nearly all of it."
    if same(n.came, n.step):  # beside this wall the true logit is nothing
        return f"Push {z} up by {{step:exact}}: the wall hardly gives way, so the gap shrinks."
    return f"Push {z} {up} by {{gave:{{way_form}}}}, so the gap shrinks by {{came:{{way_form}}}}."


def lowering(n: TwoWaysDownNumbers) -> str:
    """While the others are lowered."""
    if not n.light:
        return "Or pull the other one back by {step:exact}: the wall comes after it."
    if not is_hardly_any(1 - n.brought):
        return "Or pull the others back by {step:exact}: each brings what it holds of the wall."
    light = [f"z{subscript(k + 1)}" for k in sorted(n.light)]
    few = " and ".join(light) if len(light) < FEW - 1 else "the others"
    moves = "moves" if len(light) == 1 else "move"
    heavy = f"z{subscript(n.heavy + 1)}"
    moved = f"{few} hardly {moves} the wall, {heavy} brings it"
    return f"Or pull the rest back by {{step:exact}}: {moved}."


def last(n: TwoWaysDownNumbers) -> str:
    """Below the answer."""
    rest = "the other" if len(n.names) == 2 else "the rest"
    falls = "falls from {losses[0]:{loss_form}} to {losses[1]:{loss_form}}"
    before, after = (write(loss, n.loss_form) for loss in n.losses)
    if before == after or max(len(before), len(after)) > LONG:
        falls = "falls by {came:{way_form}}" if n.came > 0 else "falls by the same"
        falls = "falls as far" if same(n.came, n.step) else falls
    return f"Raise z{subscript(n.target + 1)} by {{step:exact}}, or lower {rest}: the loss {falls}."


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


def titles(n: TwoWaysDownNumbers) -> dict[str, tuple[str, str]]:
    """What is done to the upper line, and to the lower one, and then; by what these are called."""
    others = [f"z_{k + 1}" for k in range(len(n.names)) if k != n.target]
    rest = ", ".join(others) if len(others) < FEW else '"all others"'
    return {
        "the upper line": (f'"raise" z_{n.target + 1}', ""),
        "the lower line": (f'"lower" {rest}', '", then raise all"'),
    }
