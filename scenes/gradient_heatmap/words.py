"""What ``GradientHeatmap`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers

__all__ = ["ANSWER", "batch", "drag", "prediction", "sort", "truth"]

_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve"]  # fmt: skip

SLACK = 0.1
"""What changes by less is hardly seen to."""

ANSWER = "Every row of q − p sums to 0, and glows where it is wrong."


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
    return f"q − p is the gradient of the loss. Raise {z}: all lights {dim}. Lower it: all flare."


def batch(n: GradientHeatmapNumbers) -> str:
    """While other rows join."""
    more = len(n.targets) - 1
    join = "One more prediction joins" if more == 1 else f"{_COUNTS[more].capitalize()} more join"
    which = "its truth goes" if more == 1 else "all their truths go at once"
    return f"A batch is the same, row by row. {join}, and {which}."


def sort(n: GradientHeatmapNumbers) -> str:
    """While rows change places."""
    worst = n.order[0] + 1
    return f"Each is wrong by 1 − q of its true class. Brightest first: row {worst} is the worst."
