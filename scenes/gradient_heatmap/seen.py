"""What GradientHeatmap shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

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
        "drag_slope": Words("How steep the loss is"),
        "drag_g": UNTOLD,
        "wrong": Words("How wrong each row is"),
        "place": UNTOLD,
    },
    seen={
        "prediction": "One large light for each class, as bright as its q, with its number; the "
        "true one is outlined. Pieces as long as the numbers go from the lights to the right, "
        "where they lie end to end from a post on: their sum is 1.",
        "minus the truth": "Below the row another one comes, with -1 below the true light and 0 "
        "below all others. It slides up behind the first, while the true light goes out and then "
        "glows in the colour of p. A bar to the left of the post, for what is below 0, becomes as "
        "long as the one to the right, for what is above 0: their sum is 0.",
        "slope": "A scale tells what the two colours mean: that of p is q too low, that of q is q "
        "too high. "
        "Beside the lights comes a curve: the loss over the true logit, with a point where that "
        "is, and a tangent. Its slope is the number on the true light.",
        "drag": "The point goes along the curve, down to where it is flat, up to where it is "
        "steep, and back. As the tangent tilts, all lights dim, flare and come back.",
        "batch": "The row shrinks to the top of a wall, and other rows join below it, all of them "
        "above 0, each with a bar to the right of the post. Below each of them its truth comes, -1 "
        "below the true light, and slides up behind it. The true lights take the colour of p, and "
        "the bars tip over until both sides are as long: each sum is 0.",
        "wrong by": "How wrong each row is comes from the ends of its bars, which are both "
        "as long as that, and stands beside them.",
        "the answer": "One by one the rows that are most wrong go to the top. Above the wall "
        "comes a sentence: the network is wrong where q minus p glows, by 1 minus q of the true "
        "class.",
    },
    also={
        "prediction": ("q[0]",),
        "wrong by": ("wrong",),
    },
)
