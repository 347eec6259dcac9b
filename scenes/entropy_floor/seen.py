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
        "traded_gap": Words("With p and q traded the gap is"),
        "dragged": Words("The class whose probability is dragged", kind="class"),
        "dragged_class": Words("The class whose probability is dragged"),
        "low": Words("It is dragged down to"),
        "high": Words("It is dragged up to"),
        "sink_q": _Q,
        "sink_level": _LEVEL,
        "rise_q": _Q,
        "rise_level": _LEVEL,
        "rise_gap": UNTOLD,
        # There and back: where it has been is told before.
        **dict.fromkeys(
            ("sunk", "drag_q", "drag_level", "drag_traced", "sweeps_q", "sweeps_level",
             "sweeps_traced", "spread_traced"), UNTOLD),
        **{f"{way}_{what}": UNTOLD for way in ("trade", "restore")
           for what in ("p", "q", "floor", "level", "gap", "rest")},
    },
    seen={
        "sinking": "At the left are bars of p and of q, side by side, class by class, and above "
        "them a number, H(p, q). At the right are the areas of all classes, levelled to that "
        "height. The bars of q become as high as those of p. The level sinks, and a dashed line "
        "stays where it was.",
        "closer": "The areas become a ground whose surface is the level. The upright axis is "
        "stretched until only what is near that surface is left. On the axis below, which is of "
        "the probability that will be dragged, lies a ring, and above it a point on the surface.",
        "a valley": "The ring is dragged to the left, to the right, and back to where it was. The "
        "bars of the others share the rest. The level rises and falls with the point, which "
        "leaves a curve like a valley behind: it is lowest where q is p.",
        "valleys": "Other classes are dragged so, too, and draw valleys of their own. The lowest "
        "place of each is on the ground, where its q is its p.",
        "the gap": "The bars of q are again as they were at first. The level leaves the ground, "
        "and what is between both is filled and marked. Below each other stand H(p, q), H(p) and "
        "KL(p, q): the first is the sum of the other two.",
        "trading places": "The bars of p and of q take each other's heights, while the valleys "
        "slide along. On the way there both are the same for a moment, and the level touches the "
        "ground. Then all of it goes back.",
        "the answer": "The sum becomes larger, beside the valleys on the ground and the level "
        "above it.",
    },
    also={
        "sinking": ("level", "floor"),
        "a valley": ("low", "high"),
        "the gap": ("level", "floor", "gap"),
    },
)  # fmt: skip
