"""Descriptions of what ``EarthMover`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "scores": Quantity("The scores"),
        "positions": Quantity("Where the places are"),
        "near": Quantity("Another prediction", all_entries=True),
        "far": Quantity("The same, carried elsewhere", all_entries=True),
        "walk": Quantity("The average walk to the true place"),
        "change.walk": Quantity("The average walk to the true place, which is the loss"),
        "carry.walk": Quantity("The average walk to the true place, which is the loss"),
        "pivot": Quantity("How far the pivot is from the true place"),
        "walks": Quantity("The average walks of both other predictions"),
        "walk_pulls": Quantity("How hard these walks, as the loss, pull the true score up"),
        "share": Quantity("The share of the true place in the other prediction"),
        "cross_pulls": Quantity("How hard cross entropy pulls the true score up, for both"),
        "shares": Quantity("The shares"),
        "walk_pull": Quantity("How hard the walk, as the loss, pulls the true score up"),
        "cross_pull": Quantity("How hard cross entropy pulls the true score up"),
    },
    undescribed={"flown", "cat", "places", "unit", "answer", "true_place", "far_place"},
    visible={
        "hay": "A path is a plank on two posts, with the names of places on it. Hay grows at each, "
        "as high as its share. A cat sits down at the true place. A dashed line runs to it from "
        "the tallest stack elsewhere: a walk.",
        "guess": "A pivot on a pole comes under the plank, at the cat. The posts go, and the plank "
        "drops to one side. On the ground small pivots with letters are guesses.",
        "push": "The pivot is pushed along below the plank, away from the cat, past some of the "
        "guesses, and the plank tilts less and less, until it is level. A bar along the ground, "
        "from the cat to the pivot, grows with it.",
        "change": "The bar is called loss. The hay becomes that of another prediction, and the "
        "pivot and the loss follow.",
        "pull": "The share of the true place comes down from behind the plank, and grows as wide "
        "as the loss. This area is the pull. A copy of it rises behind the plank and becomes an "
        "arrow on the hay of the true place.",
        "cross": "A copy of the hay that is not at the cat moves over, and becomes a second arrow "
        "beside the first: cross entropy's pull.",
        "which": "An outline at another place is where the hay will go.",
        "carry": "The hay is carried over in one block. The pivot, the loss, the area and the "
        "walk's arrow go with it. If all of these become so many times as long, cuts show parts as "
        "long as they were before. The arrow of cross entropy is as long as the hay elsewhere.",
        "named": "Nothing moves any more.",
    },
)
