"""What ``GradientHeatmap`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript
from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers

__all__ = ["ANSWER", "batch", "drag", "last", "prediction", "sort", "truth"]

_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve"]  # fmt: skip

ANSWER = "Every row of q − p sums to 0, and glows as it errs."


def prediction(n: GradientHeatmapNumbers) -> str:
    """At first."""
    return "One light per class: the prediction q, which sums to 1. The true class is outlined."


def truth(n: GradientHeatmapNumbers) -> str:
    """While p is taken away."""
    return "Subtract the truth p: one light turns over, and what sums to 1 now sums to 0."


def drag(n: GradientHeatmapNumbers) -> str:
    """While the true logit is dragged."""
    z = f"z{subscript(n.targets[0] + 1)}"
    return f"This is the gradient. Raise {z}, and all lights dim; lower it, and all flare."


def batch(n: GradientHeatmapNumbers) -> str:
    """While other rows join."""
    more = len(n.targets) - 1
    join = "One more prediction joins" if more == 1 else f"{_COUNTS[more].capitalize()} more join"
    which = "its truth goes" if more == 1 else "all their truths go at once"
    return f"A batch is the same, row by row. {join}, and {which}."


def sort(n: GradientHeatmapNumbers) -> str:
    """While rows change places."""
    return "How wrong is a row? By 1 − q of its true class. Put the brightest on top."


def last(n: GradientHeatmapNumbers) -> str:
    """The last words, below the answer."""
    return "The rows on top pull hardest: there the network is most wrong."
