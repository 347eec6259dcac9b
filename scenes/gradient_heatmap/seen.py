"""What GradientHeatmap shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_WRONG = Words("How wrong the first row is: 1 minus the q of its true class", of=())

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits of the first row"),
        "target": Words("Its true class", kind="class"),
        "size": Words("How many rows there are"),
        "seed": Words("The seed of those that are made up"),
        "batch": UNTOLD,
        "targets": UNTOLD,
        "q[0]": Words("q, the softmax of the logits"),
        "poured": UNTOLD,
        "taken": UNTOLD,
        "g": UNTOLD,
        "over": UNTOLD,
        "under": UNTOLD,
        "sums": UNTOLD,
        "g[0]": UNTOLD,
        "drag_z": Words("The true logit"),
        "drag_loss": Words("The loss"),
        "widest_loss": UNTOLD,
        "drag_g": UNTOLD,
        "drag_over": UNTOLD,
        "drag_under": UNTOLD,
        "wrong": Words("How wrong each row is"),
        "place": UNTOLD,
    },
    seen={
        "prediction": "One large light for each class, as bright as its q, with its number; the "
        "true one is outlined. Pieces as long as the numbers go from the lights to the right, "
        "where they lie end to end from a post on: their sum is 1.",
        "minus the truth": "Below the row another one comes, with -1 below the true light and 0 "
        "below all others. It slides up behind the first, while the true light goes out and then "
        "glows orange. A bar to the left of the post, for what is below 0, becomes as long as the "
        "one to the right, for what is above 0: their sum is 0.",
        "drag": "A scale tells what the colours mean: orange is too little, blue is too much. The "
        "true logit is dragged up, down and back. All lights dim, flare and come back, and the two "
        "bars are as long as each other all the time.",
        "batch": "The row shrinks to the top of a wall, and other rows join below it, each with a "
        "bar to the right of the post. Their truths come below them and slide in all at once; in "
        "each row one light becomes orange, and its sum runs from 1 to 0.",
        "brightest first": "How wrong each row is comes from the ends of its bars, which are both "
        "as long as that, and stands beside them. One by one the rows that are most wrong go to "
        "the top. Above the wall a sentence: every row of the gradient q minus p sums to 0, and "
        "glows where it is wrong.",
    },
    also={
        "prediction": ("q[0]",),
        "brightest first": ("wrong",),
    },
)
