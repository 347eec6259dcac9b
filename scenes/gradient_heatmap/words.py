"""What ``GradientHeatmap`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers

__all__ = ["ANSWER", "batch", "drag", "prediction", "read", "slope", "sort", "truth"]

_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve"]  # fmt: skip

DARK = 0.15
"""How wrong a row is, at most, that is dark."""

SLACK = 0.1
"""What changes by less is hardly seen to."""

ANSWER = "Where its gradient q − p glows. Every row sums to 0."


def prediction(n: GradientHeatmapNumbers) -> str:
    """At first."""
    return "One light per class: the prediction q. The outlined class is the true one."


def truth(n: GradientHeatmapNumbers) -> str:
    """While p is taken away."""
    return "Subtract the truth p: the true class turns negative, and what sums to 1 sums to 0."


def slope(n: GradientHeatmapNumbers) -> str:
    """Beside the loss over the true logit."""
    i = n.targets[0] + 1
    z = f"z{subscript(i)}"
    return f"Light {i} is the slope of the loss in {z}; so is each in its z."


def drag(n: GradientHeatmapNumbers) -> str:
    """While the true logit is dragged."""
    z = f"z{subscript(n.targets[0] + 1)}"
    first, raised = n.drag_wrong[[0, len(n.drag_wrong) // 3]]
    dim = "hardly dim" if first - raised < SLACK else "dim"
    return f"Raise {z}: the loss gets flat, and all lights {dim}. Lower it: all flare."


def batch(n: GradientHeatmapNumbers) -> str:
    """While other rows join."""
    more = len(n.targets) - 1
    if more == 1:
        return "One more example, a row of its own. Subtract its truth, and it sums to 0."
    join = f"{_COUNTS[more].capitalize()} more examples, a row each."
    return f"{join} Subtract their truths: each sums to 0."


def sort(n: GradientHeatmapNumbers) -> str:
    """While rows change places."""
    return "Each is wrong by 1 − q of its true class, the outlined one. Sort."


def read(n: GradientHeatmapNumbers) -> str:
    """Below the answer."""
    worst = f"Row {n.order[0] + 1} is the worst."
    if float(n.wrong.min()) < DARK:
        return f"{worst} Where a row is dark, q agrees with p."
    return worst
