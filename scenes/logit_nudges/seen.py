"""What LogitNudges shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

TRACKS = [
    f"{motion}.{of}"
    for motion in ("raised", "lowered", "joined")
    for of in ("z", "shares", "gain", "turn")
]
"""Told by the descriptions of the beats."""

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits"),
        "target": Words("The true class", kind="class"),
        "nudge": Words("The nudge"),
        "true_class": UNTOLD,
        "one_true": UNTOLD,
        "believed": UNTOLD,
        "likeliest": UNTOLD,
        "q": Words("The shares, which are the softmax of the logits"),
        "gains": Words(
            "What the true class gains",
            of=("by its push", "by the first pull", "by the pulls of all others"),
        ),
        **dict.fromkeys(TRACKS, UNTOLD),
    },
    seen={
        "shares": "A bar of length 1 is divided into the shares of the classes: at the left the "
        "true class's, then those of the others, the largest first.",
        "scores": "Above the bar a rail comes in, with a bead for the score of each class.",
        "guess": "The bar becomes two rows, each with its rail. In the upper one an arrow shows "
        "how far the true class's bead is to go up, in the lower one how far that of the likeliest "
        "other class is to go down. A dashed line through both rows marks where the true class's "
        "share ends.",
        "push": "In the upper row the bead moves up its rail, and the true class's share grows "
        "beyond the dashed line. All other shares shrink.",
        "pull": "In the lower row the other bead moves down, and the true class's share grows, but "
        "not as far. What it has gained is hatched, and so is what other classes gain. A second "
        "dashed line marks where the push ended.",
        "join": "The bars are magnified about that line, where the lower one falls short of it. In "
        "the lower row the beads of the remaining classes move down one after the other, and the "
        "gap closes. In their usual size both bars are the same, share by share.",
        "answer": "The lower rail slides to the right until each of its beads is below the same "
        "bead of the upper row.",
    },
    also={"shares": ("q",), "scores": ("logits",), "push": ("gains",), "join": ("gains",)},
)
