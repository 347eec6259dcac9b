"""What ``QuadraticVersusLog`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers

__all__ = [
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
    "answer",
    "steep",
]

_WRONG, _RIGHT = "{steps[0]:{prediction_form}}", "{steps[2]:{prediction_form}}"

MISTAKE = f"q, the probability of the right answer, falls to {_WRONG}."
STRETCH = "Back to the mistake. q is the sigmoid of a logit z: stretch its axis to that of z."
GATE = (
    "The stretch divides the steepness: {products[0][0]:.3g} to "
    "{products[0][2]:.3g}, {products[1][0]:.3g} to {products[1][2]:.3g}."
)
LEARN = (
    "Let both logits follow their pull: {epochs} steps of {rate:.2g} of it, a dot every {apart}."
)
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


def steep(n: QuadraticVersusLogNumbers) -> str:
    """While q walks from the mistake to the truth."""
    first, second = (
        [f"{{pulls[{k}][{c}]:{n.pull_forms[k][c // 2]}}}" for c in (0, 2)] for k in range(2)
    )
    return (
        f"How steep? Cross entropy: {first[0]} at {_WRONG}, {first[1]} at {_RIGHT}; "
        f"the quadratic loss: {second[0]}, {second[1]}."
    )


def answer(n: QuadraticVersusLogNumbers) -> str:
    """What pulls harder, and where."""
    pulls = "{products[0][2]:.3g} against {products[1][2]:.3g}"
    return f"At q = {_WRONG}: {pulls}, {{ratio:.3g}} times the pull."
