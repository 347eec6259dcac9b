"""What BlindToDistance shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_WALK = Words("The average walk to the true place")
_PARTS = Words("What each bale brings to the average walk")
_LOSS = Words("The loss")
_LENT = Words("How far a bale has gone to the true place")
_UNTOLD = (
    "distances", "cat", "places", "true_place", "near_place", "far_place", "unit", "is_farther",
    "is_tenths", "launches", "paces", "measure.paced", "carry.flown",
)  # fmt: skip

SEEN = SceneWords(
    numbers={
        **dict.fromkeys(_UNTOLD, UNTOLD),
        **{f"{motion}.walk": _WALK for motion in ("measure", "carry", "mix", "sort")},
        **{f"{motion}.parts": _PARTS for motion in ("measure", "carry", "mix", "sort")},
        **{f"{motion}.loss": _LOSS for motion in ("lend", "back", "carry")},
        **{f"{motion}.lent": _LENT for motion in ("lend", "back")},
        "near": Words("The first prediction", spelled=True),
        "far": Words("The second prediction", spelled=True),
        "positions": Words("Where the places are"),
        "target": Words("The true place", kind="class"),
        "true_share": Words("What both predictions give the true place"),
        "near_share": Words("What the first prediction gives the likeliest wrong place"),
        "offs": Words("How far the likeliest wrong places are from the true one"),
        "walks": Words("The average walks of both predictions"),
        "loss": _LOSS,
    },
    seen={
        "hay": "A yard with places along a path. Bales of hay come down where a prediction says "
        "that the cat is, each a tenth of it.",
        "loss": "A cat comes to the true place, and a bar grows at the top: the loss.",
        "lend": "One bale is lifted off its stack, carried to the true place and laid down there. "
        "The bar of the loss gets shorter.",
        "walk": "The bale goes back, and the loss with it. From each bale that lies elsewhere a "
        "line goes to the true place; it shrinks to the share that the bale is, and docks in a "
        "second bar, below the first: the average walk.",
        "guess": "Three marks along the bar of the loss are guesses at where it will end. "
        "Outlines tell where the hay will be.",
        "carry": "First one bale, then the others in a row, are lifted off their stack, carried "
        "over to another place and laid down there. The bar of the walk changes with each. The bar "
        "of the loss stands still.",
        "curtain": "Curtains are drawn over all places but the true one, and over both bars. Bales "
        "peep out. First the loss is uncovered: it has not moved. Then the hay, which lies "
        "elsewhere, and the walk, which is another.",
        "answer": "The hay lies where it was carried, and the walk is what it was then; outlines "
        "tell where the hay was at first.",
    },
)
"""However far from the true place the rest of a prediction lies, cross entropy is the same."""
