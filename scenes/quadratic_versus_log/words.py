"""What ``QuadraticVersusLog`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import write
from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers

__all__ = ["MISTAKE", "PULL", "SIGMOID", "SLIDE", "answer", "places", "steps", "zoom"]

_WRONG = "{steps[0]:{prediction_form}}"
_LOG, _QUADRATIC = "{pulls[0][0]:.3g}", "{pulls[1][0]:.3g}"

MISTAKE = f"Two losses of one mistake: q is {_WRONG}, not 1."
SLIDE = "Let q walk to the truth: one slope is a line, the other a hyperbola."
PULL = f"So hard they pull q to the truth: quadratic {_QUADRATIC}, cross entropy {_LOG}."
SIGMOID = "Behind a sigmoid, both are multiplied by q(1 − q) = {factor:.3g}."


def zoom(n: QuadraticVersusLogNumbers) -> str:
    """While the axis of the slopes grows, if it has to."""
    if not n.zooms:
        return f"Even at {_WRONG}, both slopes fit."
    return f"Zoom out until −{_LOG} fits{': the line lies flat on 0' if n.is_flat else ''}."


def steps(n: QuadraticVersusLogNumbers) -> str:
    """While a ``step`` is taken where q is right, and another where it is wrong."""
    form = "{pull_forms[0][0]}"
    change = f"−{{pulls[0][0]:{form}}} to −{{pulls[0][1]:{form}}}"
    if n.matters:
        return f"A step of {{step:exact}} does little when right. When wrong: from {change}."
    return f"A step of {{step:exact}} takes the slope at {_WRONG} from {change}."


def answer(n: QuadraticVersusLogNumbers) -> str:
    """The last words, below the answer."""
    if n.is_sure:
        return "Where it must learn fastest, cross entropy is steep."
    return "Wherever q stands, cross entropy is the steeper of the two."


def places(n: QuadraticVersusLogNumbers) -> tuple[str, str, str]:
    """Where cross entropy pulls so many times as hard, one after the other."""
    wrong = "Wrong and sure" if n.is_sure else f"At q = {write(n.steps[0], n.prediction_form)}"
    return "At the prediction", "At the logit behind it", wrong
