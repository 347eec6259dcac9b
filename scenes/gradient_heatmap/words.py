"""What ``GradientHeatmap`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers
from stage.digits import subscript
from stage.judging import is_hardly_any

__all__ = ["ANSWER", "TITLES", "batch", "drag", "prediction", "read", "slope", "truth", "wrong"]

_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve"]  # fmt: skip

DARK = 0.15
"""How wrong a row is, at most, that is dark."""

ANSWER = "It is wrong where q − p glows: by 1 − q of the true class."

_ROW = "{{q:q}}", '{{q:q}} {{-:minus}} "truth" {{p:p}}'
_GRADIENT = '"gradient" {{q:q}} {{-:minus}} {{p:p}}'

TITLES = tuple(
    form
    for whose in ("prediction", "other rows: prediction")
    for form in (*(f'{{{{"{whose}":named}}}} {row}' for row in _ROW), _GRADIENT)
)
"""What is seen: of the first row, and then of those that join it."""


def prediction(n: GradientHeatmapNumbers) -> str:
    """At first."""
    return "One light per class: the prediction q sums to 1. The outlined class is true."


def truth(n: GradientHeatmapNumbers) -> str:
    """While p is taken away."""
    return "Subtract the truth p: the true class turns negative, and the sum drops to 0."


def slope(n: GradientHeatmapNumbers) -> str:
    """Beside the loss over the true logit."""
    i = n.targets[0] + 1
    z = f"z{subscript(i)}"
    return f"Each light is the slope of the loss in its z: here light {i}, in {z}."


def drag(n: GradientHeatmapNumbers) -> str:
    """While the true logit is dragged."""
    z = f"z{subscript(n.targets[0] + 1)}"
    first, raised = n.drag_wrong[[0, len(n.drag_wrong) // 3]]
    fade = "hardly fade" if is_hardly_any(first - raised) else "fade"
    return f"Raise {z}: the loss gets flatter, all lights {fade}. Lower it: all grow."


def batch(n: GradientHeatmapNumbers) -> str:
    """While other rows join."""
    more = len(n.targets) - 1
    if more == 1:
        return "One more example, a row of its own. Subtract its truth, and it sums to 0."
    join = f"{_COUNTS[more].capitalize()} more examples, a row each."
    return f"{join} Subtract their truths: each sums to 0."


def wrong(n: GradientHeatmapNumbers) -> str:
    """Beside how wrong each row is."""
    return "Each row is wrong by 1 − q of its true class."


def read(n: GradientHeatmapNumbers) -> str:
    """While rows change places."""
    worst = f"The worst go on top: row {n.order[0] + 1} first."
    if float(n.wrong.min()) < DARK:
        return f"{worst} Where a row is dark, q agrees with p."
    return worst
