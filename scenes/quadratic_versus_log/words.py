"""What ``QuadraticVersusLog`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers

__all__ = ["MISTAKE", "PULL", "SLIDE", "answer", "behind", "steps", "zoom"]

_WRONG = "{steps[0]:{prediction_form}}"
_LOG, _QUADRATIC = "{pulls[0][0]:.3g}", "{pulls[1][0]:.3g}"

MISTAKE = f"As the truth's q falls to {_WRONG}, both losses grow."
SLIDE = "Let q walk to the truth: one slope is a line, the other a hyperbola."
PULL = f"So hard do they pull q to 1: cross entropy {_LOG}, the quadratic {_QUADRATIC}."


def zoom(n: QuadraticVersusLogNumbers) -> str:
    """While the axis of the slopes grows, if it has to."""
    if not n.zooms:
        return f"Even at {_WRONG}, both slopes fit."
    return f"Zoom out until −{_LOG} fits{': the line looks flat' if n.is_flat else ''}."


def steps(n: QuadraticVersusLogNumbers) -> str:
    """While a ``step`` is taken where q is right, and another where it is wrong."""
    line, curve = "{changes[1][0]:.2g}", "{changes[0][1]:.2g}, or by {changes[0][0]:.2g}"
    return f"A step of {{step:exact}} changes the line by {line} anywhere; the curve by {curve}."


def answer(n: QuadraticVersusLogNumbers) -> str:
    """What pulls harder, and where."""
    where = "Wrong and sure" if n.is_sure else f"At q = {_WRONG}"
    return f"{where}: cross entropy pulls {{ratio:.3g}} times as hard."


def behind(n: QuadraticVersusLogNumbers) -> str:
    """While the pulls are multiplied by the slope of a sigmoid."""
    logit = "The logit feels both times q(1 − q) = {factor:.3g}"
    return f"{logit}: one still learns, one hardly." if n.is_sure else f"{logit}."
