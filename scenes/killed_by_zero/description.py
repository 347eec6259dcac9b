"""Descriptions of what ``KilledByZero`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits, of which q is the softmax"),
        "target": Quantity("The true class", kind="class"),
        "q": Quantity("The shares q"),
        "surprise": Quantity("ln(1/q) of each class"),
        "loss": Quantity("The loss"),
    },
    undescribed={"true_class", "one_true", "pushed_class"},
    visible={
        "wires": "A bar is cut into the shares of all classes, the true one last but one, the "
        "likeliest wrong one last, at a wall. From each share a wire grows through a box with its "
        "ln(1/q) to a rail, and along it to the loss.",
        "gates": "A gate in each wire. One after the other, all but the true class's shut, times "
        "0, and their wires go dead. A ball runs from the true class to the loss, which grows.",
        "dip": "The true class loses a third of its share. A ball runs up its wire, through the "
        "open gate and along the rail, and the loss rises.",
        "alone": "The share and the loss go back. The largest wrong share moves alone; a ball "
        "runs up its wire and bursts at the shut gate. The loss stands still.",
        "guess": "What is past the length 1 is marked. At the loss: an arrow up, the same, an "
        "arrow down.",
        "press": "The bar goes back to 1: all others give or take, by one factor. A ball runs "
        "from the true class through its open gate, the loss answers, and its arrow is filled.",
        "answer": "Two wrong classes trade shares, to and fro. The true share keeps its width, and "
        "the loss stands still.",
    },
)
