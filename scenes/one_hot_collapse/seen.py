"""What OneHotCollapse shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_WIDTHS = Words("The widths p, the truth")
_SHARES = Words("The shares q, the prediction")
_SURPRISE = Words("The heights ln(1/q)")
_AREAS = Words("The areas")

SEEN = SceneWords(
    numbers={
        "p": _WIDTHS,
        "q": _SHARES,
        "logits": Words("The logits, of which q is the softmax"),
        "target": Words("The true class", kind="class"),
        "true_class": Words("The true class"),
        "surprise": _SURPRISE,
        "terms": _AREAS,
        "factors": UNTOLD,
        "total": Words("The sum of the areas"),
        "loss": Words("What is left of the sum, the loss"),
        "shared": _SHARES,
        "again": _SHARES,
        "most": UNTOLD,
        **{f"{way}_factors": UNTOLD for way in ("shared", "again", "down", "up")},
        "sure[0]": Words("The probability q of the true class goes down to"),
        "sure[1]": Words("The probability q of the true class goes up to"),
        **{
            f"{way}{part}": words
            for way in ("down", "up")
            for part, words in {
                "": _SHARES,
                "_x": UNTOLD,
                "_y": Words("The loss"),
                "_traced": UNTOLD,
                "_heights": UNTOLD,
            }.items()
        },
    },
    seen={
        "a sum of areas": "Rectangles, each p wide and ln(1/q) high. "
        "Their areas are written as a sum.",
        "the true class": "The true class is outlined. It gets all of the width, "
        "and the rectangles of the others become as narrow as nothing.",
        "one term left": "In the sum, all terms but the one of the true class are struck out, "
        "and the formula goes on: it is ln(1/q) of the true class.",
        "the others do not count": "A strip of length 1 is cut into the shares q. "
        "The one of the true class is outlined; it stays, however the others share the rest: "
        "all that is struck out in the sum changes, and the total does not.",
        "sure and right": "The end of the outlined share is dragged until it is large, "
        "and a point comes down along the curve ln(1/q).",
        "sure and wrong": "The share is dragged until it is small, "
        "and the point goes up along the curve.",
        "the answer": "The others share the rest anew: all that is struck out changes, and the "
        "total does not. A formula: the loss is H(p, q), which is ln(1/q) of the true class.",
    },
    also={
        "a sum of areas": ("q", "surprise", "terms[0]", "total[0]"),
        "one term left": ("loss",),
    },
)
