"""What DistributionOverlay shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_BARS_OF_P, _BARS_OF_Q = Words("The bars of p, the truth"), Words("The bars of q, the prediction")
_SURPRISE = Words("The heights ln(1/q)")
_AREAS = Words("The areas")

SEEN = SceneWords(
    numbers={
        "p": _BARS_OF_P,
        "q": _BARS_OF_Q,
        "first": Words("The class that is taken first", kind="class"),
        "surprise": _SURPRISE,
        "terms": _AREAS,
        "total": Words("The sum of the areas, the cross entropy"),
        "sweep": UNTOLD,
        "sweep_terms": _AREAS,
        "sweeps": UNTOLD,
        "sweeps_terms": _AREAS,
        "levelling": Words("The heights"),
    },
    seen={
        "a width": "Bars of p and bars of q stand beside each other, class by class. The bar of p "
        "of one class lies down and becomes a width.",
        "a height": "The bar of q of that class lies down on the axis of the curve ln(1/q). "
        "The height at which it meets the curve goes to the width.",
        "areas": "The height is swept along the width, which makes a rectangle. "
        "The same happens to every other class that has a width.",
        "the sum": "The areas are written as a sum.",
        "level": "The tops of the rectangles come to one level, while the widths stay.",
        "the answer": "A formula: H(p, q) is the sum, over all classes, of p times ln(1/q).",
    },
    also={
        "a width": ("first",),
        "a height": ("surprise",),
        "the sum": ("terms", "total"),
        "the answer": ("total",),
    },
)
