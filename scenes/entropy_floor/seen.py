"""What EntropyFloor shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_Q = Words("The prediction q", spelled=True)
_LEVEL = Words("The level H(p, q)")

SEEN = SceneWords(
    numbers={
        "p": Words("The truth p", spelled=True),
        "q": _Q,
        "level": _LEVEL,
        "floor": Words("The floor H(p), the entropy of p"),
        "gap": Words("The gap between them, the KL divergence"),
        "dragged": Words("The class whose probability is dragged", kind="class"),
        "low": Words("It is dragged down to"),
        "high": Words("It is dragged up to"),
        "sink_q": _Q,
        "sink_level": _LEVEL,
        "rise_q": _Q,
        "rise_level": _LEVEL,
        "wander_q": UNTOLD,
        "wander_level": Words("The level, there and back"),
        **dict.fromkeys(
            ("sink_surprise", "rise_gap", "wander_gap", "drag_q", "drag_level", "drag_traced",
             "grow_traced"), UNTOLD),
    },
    seen={
        "sinking": "At the left are bars of p and of q, side by side, class by class, and above "
        "them a number, H(p, q). At the right are the areas of all classes, each p wide and "
        "ln(1/q) high, and a line at their level, which is their average height. The bars of q "
        "become as high as those of p. The level sinks, and a dashed line stays where it was.",
        "closer": "The areas go, and below the level there is now a floor. The upright axis "
        "is stretched until only what is near that is left. On the axis below, which is of the "
        "probability that will be dragged, lies a ring, and above it a point on the floor.",
        "a valley": "The ring is dragged to the left, to the right, and back to where it was. The "
        "bars of the others share the rest. The level rises and falls with the point, which "
        "leaves a curve like a valley behind: it is lowest where q is p.",
        "valleys": "The valleys of the other classes grow, one after the other. The lowest place "
        "of each is on the floor, where its q is its p.",
        "anywhere": "The valleys fade. All bars of q change at once, three times, and are those "
        "of p in between and at last. The level rises from the floor and comes back to it when "
        "they are, and never goes below.",
        "the gap": "The bars of q are again as they were at first. The level leaves the floor, "
        "and what is between both is filled and marked. Below each other stand H(p, q), H(p) and "
        "the KL divergence of p and q: the first is the sum of the other two.",
        "the answer": "The upright axis shrinks until it begins at 0. Now the floor is a block "
        "as high as H(p), with the gap on it, and the valleys stand on it.",
    },
    also={
        "sinking": ("level", "floor"),
        "a valley": ("low", "high"),
        "the gap": ("level", "floor", "gap"),
    },
)  # fmt: skip
