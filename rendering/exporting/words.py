"""What the beats of the programme's scenes show, in words, for those who cannot see them.

A beat's numbers have the names of a scene's table, such as ``nudged_logits[0]``; here it says what
a reader calls them, and what is to be seen beside numbers. Data only: ``transcript`` makes
sentences of it. A scene or a number that is not here is told by its own name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

__all__ = ["SCENES", "SceneWords", "Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """How a number is told.

    Attributes
    ----------
    said
        What it is, as the beginning of a sentence; nothing for a number that another one tells.
    of
        What its entries belong to, if not to the classes.
    kind
        A value; the index of a class; or on which place each class is, counted from 0.
    spelled
        Whether entries that stay as they are are told with their values: nobody else tells them.
    """

    said: str
    of: tuple[str, ...] = ()
    kind: Literal["value", "class", "places"] = "value"
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class SceneWords:
    """The words of a scene.

    Attributes
    ----------
    numbers
        By name, with or without what stands in brackets; parameters, too.
    seen
        By beat, what there is to see; it holds for all parameters.
    seen_moving
        The same for beats in which, with some parameters, nothing moves: told if something does.
    also
        By beat, names of the table that are shown there, although the beat does not list them.
    """

    numbers: dict[str, Words] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    seen_moving: dict[str, str] = field(default_factory=dict)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)


_UNTOLD = Words("")
_LOSSES = ("cross entropy", "the quadratic loss")

_BARS_OF_P, _BARS_OF_Q = Words("The bars of p, the truth"), Words("The bars of q, the prediction")
_WIDTHS = Words("The widths p, the truth")
_SHARES = Words("The shares q, the prediction")
_SURPRISE = Words("The heights ln(1/q)")
_AREAS = Words("The areas")

SCENES: dict[str, SceneWords] = {
    "DistributionOverlay": SceneWords(
        numbers={
            "p": _BARS_OF_P,
            "q": _BARS_OF_Q,
            "first": Words("The class that is taken first", kind="class"),
            "surprise": _SURPRISE,
            "terms": _AREAS,
            "total": Words("The sum of the areas, the cross entropy"),
            "sweep": _UNTOLD,
            "sweep_terms": _AREAS,
            "sweeps": _UNTOLD,
            "sweeps_terms": _AREAS,
            "levelling": Words("The heights"),
        },
        seen={
            "overlay": "Bars of p and bars of q come to stand beside each other, class by class.",
            "a width": "The bar of p of one class lies down and becomes a width.",
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
    ),
    "OneHotCollapse": SceneWords(
        numbers={
            "p": _WIDTHS,
            "q": _SHARES,
            "logits": Words("The logits, of which q is the softmax"),
            "target": Words("The true class", kind="class"),
            "true_class": Words("The true class"),
            "surprise": _SURPRISE,
            "terms": _AREAS,
            "factors": _UNTOLD,
            "total": Words("The sum of the areas"),
            "loss": Words("What is left of the sum, the loss"),
            "shared": _SHARES,
            "sure[0]": Words("The probability q of the true class goes down to"),
            "sure[1]": Words("The probability q of the true class goes up to"),
            **{
                f"{way}{part}": words
                for way in ("down", "up", "back")
                for part, words in {
                    "": _SHARES,
                    "_x": _UNTOLD,
                    "_y": Words("The loss"),
                    "_traced": _UNTOLD,
                    "_heights": _UNTOLD,
                }.items()
            },
        },
        seen={
            "a sum of areas": "Rectangles, each p wide and ln(1/q) high. "
            "Their areas are written as a sum.",
            "the true class": "The true class is outlined. It gets all of the width, "
            "and the rectangles of the others become as narrow as nothing.",
            "one term left": "In the sum, all terms but the one of the true class are struck out.",
            "the others do not count": "A strip of length 1 is cut into the shares q. "
            "The one of the true class is outlined; it stays, however the others share the rest.",
            "sure and wrong": "The end of the outlined share is dragged until it is small, "
            "and a point goes up along the curve ln(1/q).",
            "sure and right": "The share is dragged until it is large, "
            "and the point comes down along the curve.",
            "the answer": "The share goes back, and the rest of the curve is drawn. "
            "A formula: the loss is ln(1/q) of the true class, which is minus ln q.",
        },
        also={
            "a sum of areas": ("q", "surprise", "terms[0]", "total[0]"),
            "one term left": ("loss",),
        },
    ),
    "LogitNudges": SceneWords(
        numbers={
            "logits": Words("The logits"),
            "target": Words("The true class", kind="class"),
            "nudge": Words("The nudge"),
            "before": Words("The shares, which are the softmax of the logits"),
            "nudged_logits": Words("The logits"),
            "nudged": Words("The shares", spelled=True),
            "nudged_true": _UNTOLD,
            # It goes back to what has just been told.
            "back_logits": _UNTOLD,
            "back": _UNTOLD,
            "back_true": _UNTOLD,
            "quick_logits": _UNTOLD,
            "quick": _UNTOLD,
            "quick_true": _UNTOLD,
            "quick_gains": Words("What the true class gains by a nudge of each logit"),
            "gains": Words("What the true class gains by a nudge of each logit"),
            "place": Words("Sorted, the gains are those by the logits of", kind="places"),
            "rate": Words("The share of the true class times the nudge"),
            "giving": Words("The shares that give"),
            "first_order": Words("The gains to first order"),
        },
        seen={
            "the question": "Bars of the logits, and a strip of length 1 that is cut into shares, "
            "one for each class. The true class is outlined.",
            "raise": "The bar of a logit is dragged, and the shares change with it. What the true "
            "class gains is carried from the strip to a place of its own; then all goes back.",
            "lower": "The same with another logit, downwards.",
            "the ranking": "The gains are bars, drawn larger; they are sorted, the largest first.",
            "the rule": "Beside each gain comes what is taken from: the share of the class whose "
            "logit is lowered, and for the true class the shares of all others.",
        },
        seen_moving={"the others": "The same with all that are left, downwards, one by one."},
        also={
            "the question": ("before",),
            "the ranking": ("gains",),
            "the rule": ("rate", "giving", "first_order"),
        },
    ),
    "QuadraticVersusLog": SceneWords(
        numbers={
            "wrong": Words("The wrong prediction"),
            "right": Words("The right prediction"),
            "step": Words("The small step"),
            "steps[0]": Words("The wrong prediction"),
            **{
                f"{way}[{k}]": Words(said, of=_LOSSES)
                for way in ("fall", "slide", "step_right", "back", "step_wrong", "learn")
                for k, said in enumerate(("The prediction q", "The losses", "The slopes"))
            },
            "learn[0]": Words("The predictions q", of=tuple(f"that of {loss}" for loss in _LOSSES)),
            "traced": _UNTOLD,
            "traced_on": _UNTOLD,
            "pulls[0][0]": Words("How steep cross entropy is at the wrong prediction"),
            "pulls[0][1]": Words("How steep it is after the step"),
            "behind": Words("Behind the sigmoid, the pulls at the wrong prediction", of=_LOSSES),
            "ratio": Words("At the wrong prediction, cross entropy pulls harder, by a factor of"),
            "floor": Words("The lower end of the axis of the slopes"),
            "roof": _UNTOLD,
            "slopes[0][0]": Words("The slope of cross entropy at the wrong prediction"),
            "slopes[1][0]": Words("The slope of the quadratic loss at the wrong prediction"),
            "changes[0][0]": Words(
                "At the wrong prediction, a step changes the slope of cross entropy by"
            ),
            "changes[0][1]": Words(
                "At the right prediction, a step changes the slope of cross entropy by"
            ),
            "changes[1][0]": Words("Anywhere, a step changes the slope of the quadratic loss by"),
            "epochs": Words("The number of steps in which both learn"),
        },
        seen={
            "one mistake": "Two curves of a loss over q, with a point on each: "
            "cross entropy, ln(1/q), and the quadratic loss, (1 − q) squared.",
            "steepness": "A tangent lies on each curve, at its point.",
            "slide": "Both points go along their curves, and the slopes are drawn as they go.",
            "zoom": "The slopes are looked at alone.",
            "steps": "A small step is taken at the right prediction, then one at the wrong one, "
            "and the slopes before and after it are marked.",
            "learn": "Both points begin at the wrong prediction, and each goes down its own curve.",
        },
        also={
            "steepness": ("slopes[0][0]", "slopes[1][0]"),
            "learn": ("behind",),
            "answer": ("ratio",),
        },
    ),
}
"""By scene."""
