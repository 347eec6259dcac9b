"""Descriptions of what ``LogitNudges`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits"),
        "target": Quantity("The true class", kind="class"),
        "nudge": Quantity("The nudge"),
        "q": Quantity("The shares, which are the softmax of the logits"),
        "gains": Quantity(
            "The percentage points that the true class gains",
            of=("by its push", "by the first pull", "by the pulls of all others"),
        ),
    },
    undescribed={"true_class", "one_true", "believed", "likeliest", "shares", "gain", "turn", "z"},
    visible={
        "shares": "A bar of length 1 is divided into the shares of the classes: at the left the "
        "true class's, then those of the others, the largest first. Above it a rail comes in, with "
        "a bead for the score of each class.",
        "guess": "The bar becomes two rows, each with its rail. In the upper one an arrow shows "
        "how far the true class's bead is to go up, in the lower one how far that of the likeliest "
        "other class is to go down. A dashed line through both rows marks where the true class's "
        "share ends.",
        "push": "In the upper row the bead moves up its rail. Meanwhile a striped strip opens at "
        "the left end of each other share. All strips slide to the true class's share and join it.",
        "pull": "In the lower row the other bead moves down, and a strip opens at the left end of "
        "its share. A part of it joins the true class, the rest slides to the remaining classes. "
        "A second dashed line marks where the push ended; what the lower bar lacks is outlined.",
        "join": "In the lower row the beads of the remaining classes move down one after the "
        "other, and the gap closes. Dashed lines show that both bars are the same, share by share.",
        "merge": "The upper bar comes down onto the lower one and fits. Both rails are above it "
        "now, and a slanted thread joins the two beads of each class.",
        "slide": "All beads of the lower rail slide to the right together, until all threads "
        "stand upright. The bar does not change.",
        "answer": "Each bead of the lower rail is below the same bead of the upper one.",
    },
    also={"shares": ("q", "logits"), "push": ("gains",), "join": ("gains",)},
)
