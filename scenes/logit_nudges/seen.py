"""What LogitNudges shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

TRACKS = [
    *(f"{motion}.{of}" for motion in ("raised", "lowered", "rest") for of in ("z", "change")),
    *(f"{motion}.way" for motion in ("carried", "freed", "split")),
    *(f"{motion}.{of}" for motion in ("grown", "laid", "rest") for of in ("fly", "filled")),
    "rest.turn",
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
            "What the true class gains by its push, then by the pull of each other class"
        ),
        "paid": Words("What each class pays for the push"),
        "fill": Words("How much of the push's gain the pulls fill"),
        **dict.fromkeys(TRACKS, UNTOLD),
    },
    seen={
        "shares": "A strip of length 1 is cut into shares, the true class's at the left, then the "
        "others, the largest first.",
        "scores": "Above the strip a rail comes in, with a bead for the score of each class.",
        "guess": "The strip becomes two rows, each with its rail. In the upper one an arrow shows "
        "how far the true class's bead is to go up, in the lower one how far that of the likeliest "
        "other class is to go down. A dashed line through both rows marks where the true class's "
        "share ends.",
        "raise": "In the upper row the bead goes up its rail. Meanwhile hatched slices are cut out "
        "of all other classes; they leave the strip and land beyond the dashed line.",
        "lower": "In the lower row the bead goes down, and a slice is cut out of its class alone, "
        "and lifted.",
        "split": "The slice splits: most of it lands at the dashed line, crumbs fly on to the "
        "other classes.",
        "lay": "The gain of the upper row grows into a long bar, in the colours of those who paid. "
        "Below it comes that of the lower row, into a dashed slot of the same length. Then the "
        "beads of the others go down in turn, and their gains are laid end to end.",
        "answer": "The two bars alone: the push's gain, and below it those of all pulls, which "
        "fill nearly all of the slot in the example, and all of it with two classes.",
    },
    also={
        "shares": ("q",),
        "scores": ("logits",),
        "raise": ("gains", "paid"),
        "lay": ("gains", "fill"),
    },
)
