"""Descriptions of what ``PulleyForces`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits"),
        "target": Quantity("The true class", kind="class"),
        "pull": Quantity("The net pull at the true logit: 1 minus its q"),
        "average": Quantity("Their average"),
        "q": Quantity("q, the softmax of these logits"),
    },
    undescribed={"true_class", "rival_class"},
    visible={
        "scores": "A level lane for each logit, with a bead. All beads move from one place to "
        "their logits; further to the right is higher.",
        "truth": "A pin comes down on each bead, and the true class gets a tag. From the true "
        "bead a bar of length 1 grows to the right: the truth's pull.",
        "prediction": "Below the lanes grows the prediction's bar, just under the truth's and as "
        "long. It is cut into shares, and each flies to the left side of its bead: its q.",
        "net pull": "In the lane of the true class the left bar is carried over the bead to the "
        "end of the right one. Both cancel; 1 minus q is left.",
        "sum": "Copies of the net pulls move down below the lanes: the true one, and above it all "
        "others, end to end. Both rows have the same length.",
        "guess": "The copies are gone. A dashed line through all lanes stands on a triangle: the "
        "average of the logits. Two empty triangles beside it are guesses: back, or ahead.",
        "release": "The pins come out. The true bead moves to the right, all others to the left, "
        "with bars that become shorter. Each leaves a trail. The line of the average stays.",
        "travel": "Copies of the trails move down to the average: the true one to the right of "
        "the line, all others to the left, end to end. Both sides are equally long.",
        "claim": "The picture stands still.",
    },
)
