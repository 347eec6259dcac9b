"""What EntropyFloor shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_Q = Words("The guess q", spelled=True)
_LEVEL = Words("The average surprise H(p, q)")
_OWN = Words("What the dragged class adds to it, or saves of it")
_OTHERS = Words("What all others add to it, or save of it")

SEEN = SceneWords(
    numbers={
        "p": Words("The truth p", spelled=True),
        "q": _Q,
        "level": _LEVEL,
        "floor": Words("The floor H(p), the entropy of p"),
        "gap": Words("The gap between them, the KL divergence"),
        "dragged": Words("The class whose share is dragged", kind="class"),
        "dragged_class": UNTOLD,
        "stops[0]": Words("Its share goes down to"),
        "stops[1]": Words("Its share goes up to"),
        "sink.q": _Q,
        "sink.level": _LEVEL,
        "sink.line": UNTOLD,
        "sink.surprise": UNTOLD,
        **{
            f"{way}.{quantity}": words
            for way in ("fewer", "more", "home", "grow", "back", "snap")
            for quantity, words in {
                "q": _Q, "level": _LEVEL, "own": _OWN, "others": _OTHERS, "traced": UNTOLD,
            }.items()
            if not (way == "grow" and quantity != "traced")
            and not (way in ("back", "snap") and quantity not in ("q", "level"))
        },
    },
    seen={
        "truth": "At the left are bars of p and of q, side by side, class by class. At the right "
        "are blocks, each p wide and ln(1/q) high, and a level line at their average height. The "
        "bars of q become as high as those of p, and the line sinks.",
        "guess": "The blocks go, and the upright axis is stretched until only what is near the "
        "line is left. A ring lies on an axis below, at the share of the likeliest class, and a "
        "dot on the line. Three rings are guesses at where the dot will be when that share is "
        "lower: above the line, on it, or below it.",
        "drag": "The ring is dragged to the left, then to the right. At the dot two strokes grow: "
        "from the line up what is added to the surprise, and from its top down what is saved, "
        "which ends at the dot. The dot draws a valley; it is never below the line.",
        "floor": "The valleys of the other classes grow, each from its own foot on the line. The "
        "ground below the line is filled.",
        "depth": "The valleys go, and the upright axis opens down to 0: the ground is a block. "
        "The bars of q become those of the first guess, and a layer grows on the block.",
        "exact": "The bars of q become those of p at once. The layer is gone, and the block "
        "glows.",
    },
)  # fmt: skip
