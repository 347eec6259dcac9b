"""What ``QuadraticVersusLog`` says; what it judges, by its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from scenes.digits import write
from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers

__all__ = ["LEARN", "MISTAKE", "SLIDE", "answer", "felt", "reason", "steps", "zoom"]

_WRONG = "{steps[0]:{prediction_form}}"
_LOG = "{pulls[0][0]:.3g}"

MISTAKE = f"q, the probability of the right answer, falls to {_WRONG}: both losses grow."
SLIDE = "Let q walk to the truth: one slope is a line, the other a hyperbola."
LEARN = "Behind a sigmoid, the logit feels both times q(1 − q). Let both learn, in {epochs} steps."


def zoom(n: QuadraticVersusLogNumbers) -> str:
    """While the axis of the slopes grows, if it has to."""
    if not n.zooms:
        return f"Even at {_WRONG}, both slopes fit."
    return f"Zoom out until −{_LOG} fits{': the line looks flat' if n.is_flat else ''}."


def steps(n: QuadraticVersusLogNumbers) -> str:
    """While a ``step`` is taken where q is right, and another where it is wrong."""
    form = "{pull_forms[0][0]}"
    if n.changes[0][0] < 10 * n.changes[0][1]:
        change = f"−{{pulls[0][0]:{form}}} to −{{pulls[0][1]:{form}}}"
        return f"A step of {{step:exact}} takes the slope at {_WRONG} from {change}."
    curve = "{changes[0][1]:.2g} near 1, by {changes[0][0]:.2g} near 0"
    line = "changes the line by {changes[1][0]:.2g}"
    return f"A step of {{step:exact}} {line}; the curve by {curve}."


def answer(n: QuadraticVersusLogNumbers) -> str:
    """What pulls harder, and where."""
    return f"At q = {_WRONG}, cross entropy pulls {{ratio:.3g}} times as hard."


def reason(n: QuadraticVersusLogNumbers) -> str:
    """The last words, below the answer."""
    if n.is_sure:
        return "Wrong and sure: cross entropy recovers, the quadratic loss hardly begins."
    return "Wherever q stands, cross entropy is the steeper of the two."


def felt(n: QuadraticVersusLogNumbers) -> Iterator[str]:
    """The pulls at the logit, each as a product; formulas."""
    slope = write(n.factor, ".3g")
    for pull, behind in zip(n.pulls[:, 0], n.behind, strict=True):
        yield f'{{{{"{write(pull, ".3g")}" dot.c "{slope}" = "{write(behind, ".3g")}":all}}}}'
