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
    "shares",
    "valley",
]

QUESTION = "Turn prediction q into truth p: the mean height sinks. Can it get lower?"
VALLEYS = "Every class has such a valley, all on one floor: H(p), the entropy of p."
ANYWHERE = "Move all of q at once, anywhere: it touches the floor only where q is p."
GAP = "Back at q, the {gap:{form}} above the floor is the KL divergence."
ANSWER = "Lower? No: even the truth itself pays {floor:{form}}, its entropy."

SYMBOLS = "H({{p:p}}, {{q:q}})", "H({{p:p}})", '"KL"({{p:p}} || {{q:q}})'
LETTERS = '{{"truth" p:p}} quad {{"prediction" q:q}}'


def closer(n: EntropyFloorNumbers) -> str:
    """While the picture comes closer."""
    return f"Now plot the level over one probability, {_q(n)}, and come closer."


def valley(n: EntropyFloorNumbers) -> str:
    """While it is dragged."""
    return f"Less {_q(n)}, or more: what one part saves is less than what the other pays."


def shares(n: EntropyFloorNumbers) -> tuple[str, str]:
    """What the level consists of: the dragged class's part, and all the others'; formulas."""
    k = n.dragged + 1
    others = '"the others"' if len(n.p) > 2 else '"the other"'
    return f"{{{{p_{k}:p}}}} ln(1\\/{{{{q_{k}:q}}}})", others


def _q(n: EntropyFloorNumbers) -> str:
    return f"q{subscript(n.dragged + 1)}"
