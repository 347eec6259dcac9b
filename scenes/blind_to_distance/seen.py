"""What BlindToDistance shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_WALK = Words("The average walk to the true place")
_LOSS = Words("The loss")

SEEN = SceneWords(
    numbers={
        "near": Words("The first prediction", spelled=True),
        "far": Words("The second prediction", spelled=True),
        "positions": Words("Where the places are"),
        "distances": UNTOLD,
        "target": Words("The true place", kind="class"),
        "cat": UNTOLD,
        "places": UNTOLD,
        "true_place": UNTOLD,
        "near_place": UNTOLD,
        "far_place": UNTOLD,
        "near_share": Words("What the first prediction gives the likeliest wrong place"),
        "offs": Words("How far the likeliest wrong places are from the true one"),
        "walks": Words("The average walks of both predictions"),
        "unit": UNTOLD,
        "loss": _LOSS,
        "measure.walk": _WALK,
        "carry.carried": Words("How many bales have been carried"),
        "carry.walk": _WALK,
        "carry.loss": _LOSS,
    },
    seen={
        "walk": "Places lie along a path, and a cat waits at the true one. Bales of hay lie where "
        "a prediction says that it is, each a tenth of it. A dotted way leads from each bale to "
        "the cat. Above are two bars: the loss, and the walk, which grows.",
        "guess": "Three marks below the bar of the loss are guesses at where it will end.",
        "carry": "Bale by bale, the hay is lifted off its stack, carried over to another place and "
        "laid down there. The dotted ways get longer, and so does the bar of the walk. The bar of "
        "the loss stands still.",
        "curtain": "A curtain is drawn over all places but the true one. When it opens, the hay "
        "behind it lies elsewhere. The bar of the loss has not moved.",
        "answer": "The hay lies where it was carried, with its dotted ways; outlines tell where it "
        "was at first. Both bars are there.",
    },
)
