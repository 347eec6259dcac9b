"""Descriptions of what ``OneHotCollapse`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "p": Quantity("Where the truth p starts"),
        "collapse.p": Quantity("The widths p, the truth"),
        "logits": Quantity("The logits, of which q is the softmax"),
        "target": Quantity("The true class", kind="class"),
        "level": Quantity("The cross entropy"),
        "q": Quantity("The shares q, the prediction"),
        "true": Quantity("The share of the true class"),
        "loss": Quantity("The loss"),
        "halving": Quantity("What one halving adds to the loss"),
    },
    undescribed={"true_class", "one_true"},
    visible={
        "rise": "Two bars, as wide as each other, are cut into the truth p and the shares q. From "
        "the first share a band leads up to its piece of the truth, and a block grows on that, as "
        "high as the surprise ln(1/q). So for each of the others, from left to right.",
        "level": "What is higher than the average is cut into slices, which slide down into the "
        "gaps between the blocks until all is level. A line there is the loss.",
        "collapse": "A photo of the true class. The blocks stand as before. The truth flows to "
        "that class, whose block takes all of the width, and the line sinks to its roof.",
        "guess": "In a row above the block are three guesses at it: higher, as now, lower.",
        "trade": "The other classes exchange their shares in the lower bar. The block stays.",
        "half": "The true class's share takes all of the lower bar, and its block sinks to "
        "nothing. Then its share goes down to one half, and a slab of the block comes back.",
        "again": "Its share is halved again and again, to 1/128. Each time a slab as thick as the "
        "first comes on top, and they are counted beside it.",
        "name": "Beside the seven slabs a formula comes in three parts: 7 times ln 2, which is "
        "ln 128, which is ln(1/q) of the true class.",
    },
)
