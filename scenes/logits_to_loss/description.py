"""Descriptions of what ``LogitsToLoss`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits, also called scores"),
        "push.logits": Quantity("The logits"),
        "target": Quantity("The true class", kind="class"),
        "lead": Quantity("The highest score is ahead of the next by"),
        "true_share": Quantity("The true class's share of the pile"),
        "wall": Quantity("On the line of scores the whole stands at"),
        "loss": Quantity("The loss, which is the gap from the true score to the whole"),
    },
    undescribed={"true_class", "top_class", "difference", "heights"},
    visible={
        "climb": "A line of scores with a bead for each class, and above it the curve e to the "
        "power of the score. At the upper left lies a bar, as long as the loss in the unit of the "
        "line. From each bead a stick grows up to the curve.",
        "pile": "The sticks hop into a pile at the left edge, the true class's at the bottom. A "
        "ruler from 0 to 1 is drawn beside the pile.",
        "guess": "A dashed line goes from the top of the pile to the right. Guesses stand on the "
        "line of scores: below the highest score, a bit further, or at the sum of all scores.",
        "slide": "A copy of the whole pile slides to the right until its top meets the curve, and "
        "leaves a wall where it stands. Then a copy of the true class's part slides until its top "
        "meets the curve: its foot is on the true class's bead.",
        "gap": "The bar comes down and fills the gap from the true bead to the wall. The line is "
        "stretched until the gap is large. A formula: the loss is the logarithm of Z, the whole, "
        "less the true score.",
        "push": "The true bead is pushed along the line. The pile and the wall follow, the wall by "
        "less, and the bar changes its length with the gap.",
    },
)
