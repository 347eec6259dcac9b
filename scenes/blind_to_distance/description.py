"""Descriptions of what ``BlindToDistance`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "walk": Quantity("The average walk to the true place"),
        "parts": Quantity("What each bale brings to the average walk"),
        "loss": Quantity("The loss"),
        "lent": Quantity("How far a bale has gone to the true place"),
        "near": Quantity("The first prediction", all_entries=True),
        "far": Quantity("The second prediction", all_entries=True),
        "positions": Quantity("Where the places are"),
        "true_share": Quantity("What both predictions give the true place"),
        "near_share": Quantity("What the first prediction gives the likeliest wrong place"),
        "offs": Quantity("How far the likeliest wrong places are from the true one"),
        "walks": Quantity("The average walks of both predictions"),
    },
    undescribed={
        "cat",
        "places",
        "true_place",
        "near_place",
        "far_place",
        "unit",
        "paced",
        "flown",
    },
    visible={
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
