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
        "true_share": Words("What both predictions give the true place"),
        "near_share": Words("What the first prediction gives the likeliest wrong place"),
        "offs": Words("How far the likeliest wrong places are from the true one"),
        "walks": Words("The average walks of both predictions"),
        "unit": UNTOLD,
        "loss": _LOSS,
        "is_farther": UNTOLD,
        "launches": UNTOLD,
        "lend.lent": Words("How far a bale has gone to the true place"),
        "lend.loss": _LOSS,
        "back.lent": Words("How far a bale has gone to the true place"),
        "back.loss": _LOSS,
        "measure.walk": _WALK,
        "carry.flown": UNTOLD,
        "carry.walk": _WALK,
        "carry.loss": _LOSS,
    },
    seen={
        "hay": "Places lie along a path, with their distances from the true one, at which a cat "
        "waits. Bales of hay come down on the path where a prediction says that the cat is, each a "
        "tenth of it.",
        "loss": "A long bar comes in at the top: the loss.",
        "lend": "One bale is lifted off its stack, carried to the true place and laid down there. "
        "The bar of the loss gets shorter.",
        "walk": "The bale goes back, and the loss with it. A bar grows along the path, from the "
        "cat outwards: the average walk.",
        "guess": "Three marks along the bar of the loss are guesses at where it will end. "
        "Outlines tell where the hay will be.",
        "carry": "First one bale, then the others in a row, are lifted off their stack, carried "
        "over to another place and laid down there. The bar of the walk changes with each. The bar "
        "of the loss stands still.",
        "curtain": "A curtain is drawn over all places but the true one. When it opens, the hay "
        "behind it lies elsewhere. The bar of the loss has not moved.",
        "answer": "The hay lies where it was carried; outlines tell where it was at first. The "
        "bars of the walk and of the loss are there.",
    },
)
