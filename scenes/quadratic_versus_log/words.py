"""What ``QuadraticVersusLog`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers

__all__ = ["GATE", "HEADS", "HILLS", "LEARN", "LOSSES", "MISTAKE", "REASON", "STEEP", "STRETCH",
           "SYMBOLS", "TITLE", "answer"]  # fmt: skip

_WRONG = "{steps[0]:{prediction_form}}"

MISTAKE = f"q, the probability of the right answer, falls to {_WRONG}."
STEEP = (
    "A loss pulls as hard as it is steep: a step of {step:exact} eases one by "
    "{changes[0][0]:.2g}, one by {changes[1][0]:.2g}."
)
STRETCH = "But what learns is a logit z, and q its sigmoid: stretch the axis of q to that of z."
GATE = "Only the share q(1 − q) of a pull gets through the sigmoid: here {products[0][1]:.3g}."
LEARN = "Let both learn for {epochs} steps, and leave a crumb after every {apart}."
REASON = "1/q undoes the q of the gate. In the quadratic loss, nothing does."

HILLS = ("a ramp", "a plateau")
LOSSES = ("ln(1\\/q)", "(1 - q)^2")
TITLE = "steepness at q ="
HEADS = ("steepness", "gate", "pull")
SYMBOLS = (
    ("1\\/{{q:struck}}", "{{q:struck}}(1 - q)", "1 - q"),
    ("2(1 - q)", "q(1 - q)", "2q(1 - q)^2"),
)
"""Of steepness, gate and pull, of each loss."""


def answer(n: QuadraticVersusLogNumbers) -> str:
    """What pulls harder, and where."""
    return f"At q = {_WRONG}, cross entropy pulls {{ratio:.3g}} times as hard."
