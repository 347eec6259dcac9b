"""What ``QuadraticVersusLog`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers

__all__ = ["MISTAKE", "PULL", "SLIDE", "answer", "behind", "steps", "zoom"]

_WRONG = "{steps[0]:{prediction_form}}"
_LOG, _QUADRATIC = "{pulls[0][0]:.3g}", "{pulls[1][0]:.3g}"

MISTAKE = f"The truth got q = {_WRONG}. Two losses tell how bad that is."
SLIDE = "Let q walk to the truth: one slope is a line, the other a hyperbola."
PULL = f"So hard do they pull q to 1: cross entropy {_LOG}, the quadratic {_QUADRATIC}."


def zoom(n: QuadraticVersusLogNumbers) -> str:
    """While the axis of the slopes grows, if it has to."""
    if not n.zooms:
        return f"Even at {_WRONG}, both slopes fit."
    return f"Zoom out until −{_LOG} fits{': the line looks flat' if n.is_flat else ''}."


def steps(n: QuadraticVersusLogNumbers) -> str:
    """While a ``step`` is taken where q is right, and another where it is wrong."""
    form = "{pull_forms[0][0]}"
    change = f"−{{pulls[0][0]:{form}}} to −{{pulls[0][1]:{form}}}"
    if n.matters:
        return f"Step on by {{step:exact}}: little happens near 1. When wrong: from {change}."
    return f"A step of {{step:exact}} takes the slope at {_WRONG} from {change}."


def answer(n: QuadraticVersusLogNumbers) -> str:
    """What pulls harder, and where."""
    where = "Wrong and sure" if n.is_sure else f"At q = {_WRONG}"
    return f"{where}: {{ratio:.3g}} times the pull."


def behind(n: QuadraticVersusLogNumbers) -> str:
    """While the pulls are multiplied by the slope of a sigmoid."""
    both = "Behind a sigmoid, both are multiplied by q(1 − q) = {factor:.3g}"
    return f"{both}: one still learns." if n.is_sure else f"{both}."
