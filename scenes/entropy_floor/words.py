"""What ``EntropyFloor`` says."""

from __future__ import annotations

from scenes.digits import subscript, write
from scenes.entropy_floor.numbers import EntropyFloorNumbers

__all__ = ["ANSWER", "GAP", "QUESTION", "SYMBOLS", "VALLEY", "VALLEYS", "closer", "trade"]

QUESTION = "Turn the prediction q into the truth p: the level sinks. Is that the bottom?"
VALLEY = "Believe less in {dragged_class}, or more: either way the level rises."
VALLEYS = "Every class has its own valley, and all stand on one floor: H(p), the entropy of p."
GAP = "What q pays above the floor, the {gap:{form}}, is the KL divergence."
ANSWER = "No: even the truth itself pays {floor:{form}}, its entropy."

SYMBOLS = "H({{p:p}}, {{q:q}})", "H({{p:p}})", '"KL"({{p:p}} || {{q:q}})'


def closer(n: EntropyFloorNumbers) -> str:
    """While the picture comes closer."""
    return f"Come closer, and take hold of one probability: q{subscript(n.dragged + 1)}."


def trade(n: EntropyFloorNumbers) -> str:
    """While p and q trade places."""
    if write(n.traded_gap, n.form) == write(n.gap, n.form):
        return "Let p and q trade places: here it stays {gap:{form}}, but mostly it does not."
    return "Let p and q trade places: {traded_gap:{form}}, not {gap:{form}}. It is no distance."
