"""What ``EntropyFloor`` says."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.entropy_floor.numbers import EntropyFloorNumbers

__all__ = ["ANSWER", "GAP", "QUESTION", "SYMBOLS", "TRADE", "VALLEY", "VALLEYS", "closer"]

QUESTION = "Turn the prediction q into the truth p: the level sinks. Is that the bottom?"
VALLEY = "Believe less in {dragged_class}, or more: either way the level rises."
VALLEYS = "Every class has its own valley, and all stand on one floor: H(p), the entropy of p."
GAP = "What q pays above the floor, the {gap:{form}}, is the KL divergence."
TRADE = "Let p and q trade places: now it is {traded_gap:{form}}. This is no distance."
ANSWER = "No: even the truth itself pays {floor:{form}}, its entropy."

SYMBOLS = "H({{p:p}}, {{q:q}})", "H({{p:p}})", '"KL"({{p:p}} || {{q:q}})'


def closer(n: EntropyFloorNumbers) -> str:
    """While the picture comes closer."""
    return f"Come closer, and take hold of one probability: q{subscript(n.dragged + 1)}."
