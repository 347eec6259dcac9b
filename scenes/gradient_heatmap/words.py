"""What ``GradientHeatmap`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers

__all__ = ["ANSWER", "READ", "batch", "drag", "prediction", "slope", "sort", "truth"]

_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve"]  # fmt: skip

SLACK = 0.1
"""What changes by less is hardly seen to."""

ANSWER = "Where its gradient q − p glows. Every row sums to 0."

READ = "One look: which row, which class, which way, and by how much."


def prediction(n: GradientHeatmapNumbers) -> str:
    """At first."""
    return "One light per class: the prediction q. The outlined class is the true one."


def truth(n: GradientHeatmapNumbers) -> str:
    """While p is taken away."""
    return "Subtract the truth p: the true class turns negative, and what sums to 1 sums to 0."


def slope(n: GradientHeatmapNumbers) -> str:
    """Beside the loss over the true logit."""
    i = n.targets[0] + 1
    return f"Light {i} is how steep the loss is in z{subscript(i)}: its slope."


def drag(n: GradientHeatmapNumbers) -> str:
    """While the true logit is dragged."""
    z = f"z{subscript(n.targets[0] + 1)}"
    first, raised = n.drag_under[[0, len(n.drag_under) // 3], 0]
    dim = "hardly dim" if first - raised < SLACK else "dim"
    return f"Raise {z}: the loss gets flat, and all lights {dim}. Lower it: all flare."


def batch(n: GradientHeatmapNumbers) -> str:
    """While other rows join."""
    more = len(n.targets) - 1
    join = "one more row joins" if more == 1 else f"{_COUNTS[more]} more rows join"
    return f"A batch: {join}, each its q − p, and each sums to 0."


def sort(n: GradientHeatmapNumbers) -> str:
    """While rows change places."""
    what = "1 − q of its true class, the outlined light"
    return f"Each row is wrong by {what}: row {n.order[0] + 1} is the worst."
