"""What ``EntropyFloor`` says."""

from __future__ import annotations

from scenes.entropy_floor.numbers import EntropyFloorNumbers
from stage.digits import subscript

__all__ = [
    "ANSWER",
    "ANYWHERE",
    "GAP",
    "LETTERS",
    "QUESTION",
    "SYMBOLS",
    "VALLEYS",
    "closer",
    "shares",
    "valley",
]

QUESTION = "Turn prediction q into truth p: the mean height sinks. Can it get lower?"
VALLEYS = "Every class has such a valley, all on one floor: H(p), the entropy of p."
ANYWHERE = "Move all of q at once, anywhere: H(p, q) meets the floor only where q is p."
GAP = "Back at the first q: {gap:{form}} above it, the KL divergence."
ANSWER = "Lower? No: even predicting the truth costs {floor:{form}}, its entropy."

SYMBOLS = "H({{p:p}}, {{q:q}})", "H({{p:p}})", '"KL"({{p:p}} || {{q:q}})'
LETTERS = '{{"truth" p:p}} quad {{"prediction" q:q}}'


def closer(n: EntropyFloorNumbers) -> str:
    """While the level becomes a plot."""
    return f"H(p, q) over {_q(n)} alone: {_others(n)}."


def valley(n: EntropyFloorNumbers) -> str:
    """While it is dragged."""
    return f"Less {_q(n)}, or more: one part always pays more than the other saves."


def shares(n: EntropyFloorNumbers) -> tuple[str, str]:
    """What the level consists of: the dragged class's part, and that of all others; formulas."""
    others = '"the others"' if len(n.p) > 2 else '"the other"'
    return f'"class {n.dragged + 1}"', others


def _q(n: EntropyFloorNumbers) -> str:
    return f"q{subscript(n.dragged + 1)}"


def _others(n: EntropyFloorNumbers) -> str:
    return "the others share the rest as in p" if len(n.p) > 2 else "the other takes the rest"
