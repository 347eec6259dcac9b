"""What EntropyFloor shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

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
        "traded": Words("With p and q in each other's place, the level H(q, p) would be at"),
        "traded_gap": Words("and the gap, which is no distance between them, would be"),
        "dragged": Words("The class whose probability is dragged", kind="class"),
        "drag_own[0]": Words("The part of that class"),
        "drag_others[0]": Words("The part of all others"),
        "low": Words("It is dragged down to"),
        "high": Words("It is dragged up to"),
        "sink_q": _Q,
        "sink_level": _LEVEL,
        "wander_q": _Q,
        "wander_level": _LEVEL,
        **dict.fromkeys(
            ("sink_surprise", "wander_gap", "drag_q", "drag_level", "drag_own", "drag_others",
             "drag_traced", "grow_traced"), UNTOLD),
    },
    seen={
        "sinking": "At the left are bars of p and of q, side by side, class by class, and above "
        "them a number, H(p, q). At the right are the areas of all classes, each p wide and "
        "ln(1/q) high, and a line at their level, which is their average height. The bars of q "
        "become as high as those of p. The level sinks, and a dashed line stays where it was.",
        "closer": "The areas go, and an axis of the probability that will be dragged comes below "
        "the level. The upright axis is stretched until only what is near the level is left. "
        "A ring lies on the axis below, and above it a point on the level. H(p, q) is written as "
        "a sum: the part of the class that will be dragged, and that of all others.",
        "a valley": "The ring is dragged to the left, to the right, and back to where it was. The "
        "bars of the others share the rest. Whenever one of the two parts falls, the other rises "
        "by more. The level rises and falls with the point, which leaves a curve like a valley "
        "behind: it is lowest where q is p.",
        "valleys": "The valleys of the other classes grow, one after the other. The lowest place "
        "of each is on one line, where its q is its p. Below it is now the floor, filled.",
        "anywhere": "The valleys go. All bars of q change at once, become those of p and stay "
        "so for a while, change again, and are as they were at first. The level rises from the "
        "floor, comes back to it while q is p, and never goes below. Dashed lines stay where it "
        "was.",
        "the gap": "What is between the floor and the level is marked. Below each other stand "
        "H(p, q), H(p) and the KL divergence of p and q: the first is the sum of the other two.",
        "the answer": "The upright axis shrinks until it begins at 0. Now the floor is a block "
        "as high as H(p), with the gap on it.",
    },
    also={
        "sinking": ("level", "floor"),
        "closer": ("drag_own[0]", "drag_others[0]"),
        "a valley": ("low", "high"),
        "the gap": ("level", "floor", "gap"),
        "the answer": ("traded", "traded_gap"),
    },
)  # fmt: skip
