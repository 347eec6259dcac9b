"""What ``GradientHeatmap`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers

__all__ = ["ANSWER", "batch", "drag", "prediction", "sort", "truth"]

_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve"]  # fmt: skip

SLACK = 0.1
"""What changes by less is hardly seen to."""

ANSWER = "Every row of the gradient q − p sums to 0, and glows where it is wrong."


def prediction(n: GradientHeatmapNumbers) -> str:
    """At first."""
    return "One light per class: the prediction q. The outlined class is the true one."


def truth(n: GradientHeatmapNumbers) -> str:
    """While p is taken away."""
    return "Subtract the truth p: the true class turns negative, and what sums to 1 sums to 0."


def drag(n: GradientHeatmapNumbers) -> str:
    """While the true logit is dragged."""
    z = f"z{subscript(n.targets[0] + 1)}"
    first, raised = n.drag_under[0, [0, -1], 0]
    dim = "hardly dim" if first - raised < SLACK else "dim"
    return f"q − p is the loss’s gradient in z. Raise {z}: all lights {dim}. Lower it: all flare."


def batch(n: GradientHeatmapNumbers) -> str:
    """While other rows join."""
    more = len(n.targets) - 1
    join = "one more row joins" if more == 1 else f"{_COUNTS[more]} more rows join"
    what = "its truth, and its sum" if more == 1 else "their truths, and every sum"
    return f"A batch: {join}. Subtract {what} falls to 0."


def sort(n: GradientHeatmapNumbers) -> str:
    """While rows change places."""
    what = "1 − q of its true class, the outlined light"
    return f"Each row is wrong by {what}: row {n.order[0] + 1} is the worst."
