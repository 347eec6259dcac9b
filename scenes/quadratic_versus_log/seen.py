"""What QuadraticVersusLog shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOSSES = ("cross entropy", "the quadratic loss")

SEEN = SceneWords(
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
        "traced": UNTOLD,
        "traced_on": UNTOLD,
        "pulls[0][0]": Words("How steep cross entropy is at the wrong prediction"),
        "pulls[0][1]": Words("How steep it is after the step"),
        "behind": Words("Behind the sigmoid, the pulls at the wrong prediction", of=_LOSSES),
        "ratio": Words("At the wrong prediction, cross entropy pulls harder, by a factor of"),
        "floor": Words("The lower end of the axis of the slopes"),
        "roof": UNTOLD,
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
)
