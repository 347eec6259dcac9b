"""What GradientHeatmap shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits of the first row"),
        "target": Words("Its true class", kind="class"),
        "size": Words("How many rows there are"),
        "seed": Words("The seed of those that are made up"),
        "batch": UNTOLD,
        "targets": UNTOLD,
        "count": UNTOLD,
        "one_true": UNTOLD,
        "true_class": UNTOLD,
        "top_class": UNTOLD,
        "best_photo": UNTOLD,
        "worst_photo": UNTOLD,
        "q[0]": Words("q, the softmax of the logits"),
        "lay.laid": UNTOLD,
        **{
            f"{beat}.{what}": UNTOLD
            for beat in ("take", "back", "drop", "rest")
            for what in ("g", "taken")
        },
        "sort.place": UNTOLD,
        "sort.lifted": UNTOLD,
        "wrong": Words("How wrong each row is: 1 minus the q of its true class"),
    },
    seen={
        "lay": "A photo of the true class, and beside it a large light for each class, as bright "
        "as its q, with its number. Below lies an axis with 0 in its middle. Copies of the lights "
        "slide down, become pieces as long as their numbers, and lie end to end from 0 to 1.",
        "take": "A 1 leaves the photo, hops over the true light and sinks in. The light fades, "
        "goes out, and glows in the colour of p, with a number below 0. Its piece of the bar goes, "
        "and one grows to the left of 0, until both sides are as long.",
        "push": "On each light grows an arrow as long as its value: up on the true class's, down "
        "on the others.",
        "batch": "The 1 comes out again. The row shrinks to the top of a wall, and other rows "
        "unfold below it, each with its photo and a bar of 1.",
        "guess": "A frame is drawn around the row that will be the least wrong and the one that "
        "will be the most wrong, with a question mark in each.",
        "drop": "In the two rows a 1 leaves its photo, hops over the true light and sinks in, at "
        "one pace; then in all other rows. Weak true lights turn to the colour of p and glow, "
        "strong ones go out. All bars slide to the left, until both of their sides are as long.",
        "sort": "One by one the rows that are most wrong are lifted out and carried up. The bars "
        "become a funnel, with how wrong the first and the last row are. Above it stands: the "
        "gradient is q minus p.",
    },
    also={
        "lay": ("q[0]",),
        "sort": ("wrong",),
    },
)
