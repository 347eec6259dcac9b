"""What ``EntropyFloor`` says."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.entropy_floor.numbers import EntropyFloorNumbers

__all__ = [
    "ANSWER",
    "ANYWHERE",
    "GAP",
    "LETTERS",
    "QUESTION",
    "SYMBOLS",
    "VALLEYS",
    "closer",
    "valley",
]

QUESTION = "Turn the prediction q into the truth p: the level sinks. Can it get lower?"
VALLEYS = "Every class has such a valley, all on one floor: H(p), the entropy of p."
ANYWHERE = "Move all of q at once, anywhere: the level stays above the floor, or just on it."
GAP = "The {gap:{form}} that q pays above the floor is the KL divergence."
ANSWER = "Lower? No: even the truth itself pays {floor:{form}}, its entropy."

SYMBOLS = "H({{p:p}}, {{q:q}})", "H({{p:p}})", '"KL"({{p:p}} || {{q:q}})'
LETTERS = '{{"truth" p:p}} quad {{"prediction" q:q}}'


def closer(n: EntropyFloorNumbers) -> str:
    """While the picture comes closer."""
    return f"Come closer, and take hold of one probability: {_q(n)}."


def valley(n: EntropyFloorNumbers) -> str:
    """While it is dragged."""
    others = "the others share" if len(n.p) > 2 else "the other takes"
    return f"Less {_q(n)}, or more, while {others} the rest: either way the level rises."


def _q(n: EntropyFloorNumbers) -> str:
    return f"q{subscript(n.dragged + 1)}"
