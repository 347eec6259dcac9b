"""Descriptions of what ``LogitsFeelIt`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits, which are the scores"),
        "step": Quantity("How far a score is pushed, and then all of them"),
        "target": Quantity("The true class", kind="class"),
        "pushed": Quantity("The wrong class whose score is pushed", kind="class"),
        "z": Quantity("The scores, which are the logits"),
        "q": Quantity("Their softmax q, the shares"),
        "loss": Quantity("The loss of the true class"),
        "change": Quantity("How far the loss is from what it was"),
        "nudge": Quantity("How far the score is pushed to measure"),
        "rates": Quantity("What a push of 1 does to the loss, as far as that is measured"),
        "lacks": Quantity("What the true class's share lacks of 1"),
        "gradient": Quantity("How much the loss moves per push of each score, which is q minus p"),
    },
    undescribed={
        "true_class",
        "one_true",
        "pushed_class",
        "drop.z",
        "back.z",
        "settle.z",
        "drop.q",
        "back.q",
        "settle.q",
        "drop.loss",
        "back.loss",
        "settle.loss",
        "drop.change",
        "back.change",
        "settle.change",
    },
    visible={
        "truth": "A column for each class, the true one first, filled up to its share. At the true "
        "one a frame of height 1 is drawn, the truth p; at all others it is 0.",
        "lift": "Scores appear below the columns, and at their left the loss. The true class's "
        "score is pushed up: its column grows, the others shrink. A block hangs below the line at "
        "which the loss was.",
        "push": "It goes back. The likeliest wrong class's score is pushed up: its column grows, "
        "the true one shrinks, and a block stands on the loss's line.",
        "raise": "It goes back. All scores go up alike: no column moves, and the loss stands.",
        "measure": "They go back. One wrong score is pushed by a hundredth. What that does to the "
        "loss is a hair on its line, which is stretched a hundred times; a dashed line leads from "
        "its top to the top of the class's column: they are equally tall. So it is for the other "
        "wrong classes.",
        "guess": "Three arrows point down beside the true class's column: as long as its share, as "
        "long as what it lacks of 1, and as long as 1.",
        "fill": "Copies of the wrong columns rise, move to the true class's column, and are piled "
        "up on its share, the largest first. They fill its frame exactly.",
        "name": "The arrow of what it lacks is left. Below each column stands how much a push of "
        "its score moves the loss, and above them a formula: the gradient is q minus p.",
    },
    also={
        "truth": ("q", "target"),
        "push": ("pushed",),
        "guess": ("lacks",),
        "name": ("gradient",),
    },
)
