"""Descriptions of what ``GradientHeatmap`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits of the first row"),
        "target": Quantity("Its true class", kind="class"),
        "size": Quantity("How many rows there are"),
        "seed": Quantity("The seed of those that are made up"),
        "q[0]": Quantity("q, the softmax of the logits"),
        "wrong": Quantity("How wrong each row is: 1 minus the q of its true class"),
    },
    undescribed={"batch", "targets", "count", "true_class", "laid", "g", "taken"},
    visible={
        "lay": "A photo of the true class, and beside it a large light for each class, as bright "
        "as its q, with its number. Below lies an axis with 0 in its middle. Copies of the lights "
        "slide down, become pieces as long as their numbers, and lie end to end from 0 to 1.",
        "take": "A 1 leaves the photo, hops over the true light and sinks in. The light fades, "
        "is out for a moment, and glows in the colour of p, with a number below 0. Its piece of "
        "the bar goes, and one grows to the left of 0, until both sides are as long.",
        "pair": "The row goes. Two other photos come, one above the other, each with its large "
        "lights and a bar of 1, and the largest share of each.",
        "guess": "A question mark comes at each bar.",
        "drop": "In both rows a 1 leaves its photo, hops to the true light and sinks in. A strong "
        "true light goes out, and its bar goes; a weak one turns to the colour of p and glows, and "
        "both sides of its bar become as long.",
        "steer": "In the two rows arrows grow in the lights: up where something is missing, down "
        "where there is too much, each as long as its light is bright. Below it stands: "
        "prediction minus truth is the gradient.",
        "wall": "The two rows shrink to their places in a wall of rows, each with its photo and "
        "bar; the first one is as it was left. In all others a 1 sinks into the true light.",
    },
    also={"lay": ("q[0]",), "wall": ("wrong",)},
)
