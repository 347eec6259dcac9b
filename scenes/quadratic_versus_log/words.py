"""What ``QuadraticVersusLog`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers

__all__ = ["FORMULAS", "GATE", "HEADS", "MISTAKE", "STEEP", "STRETCH", "TITLE", "answer", "learn",
           "reason", "steps"]  # fmt: skip

_WRONG = "{steps[0]:{prediction_form}}"

MISTAKE = f"q, the probability of the right answer, falls to {_WRONG}: both losses grow."
STEEP = "A loss pulls as hard as it is steep."
STRETCH = "But what learns is a logit, and q its sigmoid. Over the logit: a ramp, a plateau."
GATE = "The sigmoid is a gate: it lets q(1 − q) of each pull through, here {products[0][1]:.3g}."

TITLE = "steep at q ="
HEADS = ("steep", "gate", "pull")
FORMULAS = (
    '1\\/{{q:struck}} dot.c {{q:struck}}(1 - q) = 1 - q',
    '2(1 - q) dot.c q(1 - q)',
)


def steps(n: QuadraticVersusLogNumbers) -> str:
    """While a ``step`` is taken where q is wrong, and another where it is right."""
    curve = "{changes[0][0]:.2g} here, {changes[0][1]:.2g} there"
    return f"A step of {{step:exact}} takes {curve} off the one; {{changes[1][0]:.2g}} off the other."


def learn(n: QuadraticVersusLogNumbers) -> str:
    """While both learn."""
    if n.is_stuck:
        return "Let both learn, {epochs} steps: one slides down its ramp, the other is stuck."
    return "Let both learn, in {epochs} steps of one size."


def answer(n: QuadraticVersusLogNumbers) -> str:
    """What pulls harder, and where."""
    return f"At q = {_WRONG}, cross entropy pulls {{ratio:.3g}} times as hard."


def reason(n: QuadraticVersusLogNumbers) -> str:
    """The last words, below the answer."""
    return "The 1/q of cross entropy undoes the q of the gate; nothing in the other does."
