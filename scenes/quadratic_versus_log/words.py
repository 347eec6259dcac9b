"""What ``QuadraticVersusLog`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers
from stage.digits import write
from stage.judging import is_near_all

__all__ = [
    "ANSWER",
    "GATE",
    "HEADS",
    "HILLS",
    "LEARN",
    "LOSSES",
    "MISTAKE",
    "REASON",
    "STRETCH",
    "SYMBOLS",
    "TITLE",
    "pulls",
    "steep",
]

_WRONG, _RIGHT = "{steps[0]:{prediction_form}}", "{steps[2]:{prediction_form}}"

MISTAKE = f"q, the probability of the right answer, falls to {_WRONG}."
STRETCH = "Back to the mistake. q is the sigmoid of a logit z: stretch its axis to that of z."
GATE = "A small step of z moves q by q(1 − q) of it: a gate for each steepness."
LEARN = (
    "Let both logits follow their pull: {epochs} steps of {rate:.2g} times it, a dot every {apart}."
)
ANSWER = f"At q = {_WRONG}, cross entropy pulls {{ratio:.3g}} times as hard."
REASON = "1/q cancels the q of the gate. Near q = 0, nothing is left of the quadratic pull."

HILLS = ("a ramp", "a plateau")
LOSSES = ("ln(1\\/q)", "(1 - q)^2")
TITLE = '"steepness at" {{q:q}} ='
HEADS = ("steepness", "gate", "pull")
SYMBOLS = (
    ("1\\/{{q:struck}}", "{{q:struck}}(1 - q)", "1 - q"),
    ("2(1 - q)", "q(1 - q)", "2q(1 - q)^2"),
)
"""Of steepness, gate and pull, of each loss."""


def pulls(n: QuadraticVersusLogNumbers) -> list[list[str]]:
    """How steep each loss is at each prediction."""
    return [
        [write(pull, forms[c // 2]) for c, pull in enumerate(row)]
        for row, forms in zip(n.pulls, n.pull_forms, strict=True)
    ]


def steep(n: QuadraticVersusLogNumbers) -> str:
    """While q walks from the mistake to the truth."""
    wrong, right = (
        " against ".join(f"{{pulls[{k}][{c}]:{n.pull_forms[k][c // 2]}}}" for k in range(2))
        for c in (0, 2)
    )
    at = "near the truth" if is_near_all(float(n.steps[2])) else f"at {_RIGHT}"
    return f"How steep? At {_WRONG}, {wrong}; {at}, {right}."
