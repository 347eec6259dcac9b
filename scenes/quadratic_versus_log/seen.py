"""What QuadraticVersusLog shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOSSES = ("cross entropy", "the quadratic loss")
_THEIRS = tuple(f"that of {loss}" for loss in _LOSSES)
_WAYS = ("The prediction q", "The losses", "The slopes", "Its logit")
_PRODUCT = ("its steepness", "the gate", "its pull at the logit")

SEEN = SceneWords(
    numbers={
        "wrong": Words("The wrong prediction"),
        "right": Words("The right prediction"),
        "step": Words("The small step"),
        "steps[0]": Words("The wrong prediction"),
        "steps[2]": Words("The right prediction"),
        **{
            f"{way}[{k}]": Words(said, of=_LOSSES)
            for way in ("fall", "step_wrong", "slide", "step_right", "back", "learn")
            for k, said in enumerate(_WAYS)
        },
        "learn[0]": Words("The predictions q", of=_THEIRS),
        "learn[3]": Words("Their logits", of=_THEIRS),
        "learn_products": UNTOLD,
        "stretch": UNTOLD,
        "pulls[0][0]": Words("How steep cross entropy is at the wrong prediction"),
        "pulls[0][1]": Words("How steep it is after the step"),
        "pulls[1][0]": Words("How steep the quadratic loss is at the wrong prediction"),
        "pulls[1][1]": Words("How steep it is after the step"),
        "pulls[0][2]": Words("How steep cross entropy is at the right prediction"),
        "pulls[0][3]": Words("How steep it is after the step"),
        "pulls[1][2]": Words("How steep the quadratic loss is at the right prediction"),
        "pulls[1][3]": Words("How steep it is after the step"),
        "products[0]": Words("At the wrong prediction, of cross entropy", of=_PRODUCT),
        "products[1]": Words("At the wrong prediction, of the quadratic loss", of=_PRODUCT),
        "products[0][0]": Words("At the wrong prediction, how steep cross entropy is over q"),
        "products[0][1]": Words("At the wrong prediction, the share q times 1 − q"),
        "products[0][2]": Words("There, how steep cross entropy is over the logit"),
        "products[1][0]": Words("At the wrong prediction, how steep the quadratic loss is over q"),
        "products[1][2]": Words("There, how steep the quadratic loss is over the logit"),
        "ratio": Words("At the wrong prediction, cross entropy pulls harder, by a factor of"),
        "rate": Words("A step is the pull at the logit, times"),
        "epochs": Words("The number of steps in which both learn"),
        "apart": Words("The number of steps from a crumb to the next"),
    },
    seen={
        "one mistake": "Two curves of a loss over q, with a ball on each: "
        "cross entropy, ln(1/q), and the quadratic loss, (1 − q) squared.",
        "steepness": "A tangent lies on each curve, at its ball. A small step is taken at the "
        "wrong prediction, then one at the right one, and each time it is told how steep both are.",
        "stretch": "The axis of q is stretched to that of its logit, and both curves with it; "
        "heights stay. Cross entropy becomes a ramp, the quadratic loss a plateau.",
        "gate": "Below the axis is a gate, open in the middle and shut at both ends. "
        "Each steepness times the opening at the ball is a pull, drawn as a bar.",
        "learn": "Both balls begin at the wrong prediction: one goes down its ramp, the other "
        "moves along its own curve, as its pull allows.",
        "answer": "The first pulls stand where they were. The products stand as formulas: "
        "1/q times q(1 − q) is 1 − q, and "
        "2(1 − q) times q(1 − q) is 2q(1 − q) squared.",
    },
    also={
        "steepness": (
            *(f"pulls[0][{k}]" for k in range(4)),
            *(f"pulls[1][{k}]" for k in range(4)),
        ),
        "gate": ("products[0]", "products[1]"),
        "answer": ("ratio",),
    },
)
