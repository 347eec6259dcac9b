"""Descriptions of what KilledByZero shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits, of which q is the softmax"),
        "target": Words("The true class", kind="class"),
        "true_class": UNTOLD,
        "one_true": UNTOLD,
        "pushed_class": UNTOLD,
        **{
            f"{motion}.{quantity}": words
            for motions, quantity, words in (
                (("dip", "back", "alone", "press"), "q", Words("The shares q, the prediction")),
                (("alone",), "share", Words("The share that is pushed")),
                (("dip", "back", "press"), "true", Words("The share of the true class")),
                (("felt", "back", "hear"), "loss", Words("The loss")),
            )
            for motion in motions
        },
    },
    seen={
        "wires": "A bar is cut into the shares of all classes, the true one last, at a wall. From "
        "each share a wire grows through an open gate to a rail, and along it to the loss.",
        "gates": "The tag “true” rides to the true class's gate. All other gates shut: times 0.",
        "dip": "The true class loses a third of its share. A ball runs up its wire, through the "
        "open gate and along the rail, and the loss rises.",
        "back": "The share and the loss go back.",
        "alone": "The largest wrong share moves alone, and the bar no longer ends at 1. A ball "
        "runs up its wire and shrinks to nothing in the shut gate. The loss stands still.",
        "unmoved": "What the bar has too much, or lacks, is marked.",
        "guess": "Three cards: the loss goes up, stays the same, or goes down.",
        "press": "The bar goes back to 1: all others give or take, by one factor.",
        "heard": "A ball runs from the true class through its open gate, and the loss answers.",
        "answer": "Three tags, joined by arrows: first the wrong share, then the true one, then "
        "the loss.",
    },
)
