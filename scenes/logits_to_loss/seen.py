"""What LogitsToLoss shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits"),
        "target": Words("The true class", kind="class"),
        "true_class": Words("The true class"),
        "loss": Words("The loss, the gap from the true logit to where the whole stands"),
        "heights": Words("How high the curve is at the logits"),
        "total": Words("All these heights together, the whole"),
        "wall": Words("On the axis of logits the whole stands at"),
        # They follow from the logits and their heights, which are told.
        **{f"legs_{what}{stop}": UNTOLD for what in ("z", "height")
           for stop in ("", *(f"[{k}]" for k in range(10)))},
        "divided": Words("The parts of the copy, measured by the whole", spelled=True),
        "whole": UNTOLD,
        "by": UNTOLD,
    },
    seen={
        "the question": "A list of the logits, each with a bead in its class's colour, that of "
        "the true class outlined; and the curve e^z over an axis of logits. The beads go to "
        "their places on the axis.",
        "up the curve": "A ring is dragged along the axis from logit to logit, below a point on "
        "the curve. At each logit it leaves a stick that is as high as the curve is there.",
        "the sum": "The sticks go to the left of the curve and are stacked, that of the true "
        "class at the bottom. A formula: Z is the sum of e to the power of all logits.",
        "the shares": "A copy of the stack comes out at its left. The numbers beside it run, and "
        "it takes the colour of q: measured by the whole it is 1 high, and its parts are the "
        "prediction q.",
        "the whole": "A copy of the whole stack slides along the axis until its top meets the "
        "curve. A formula: the loss is the logarithm of one over the true class's q, which is Z "
        "over e to the power of the true logit.",
        "the true part": "A copy of the true part slides along the axis until its top meets the "
        "curve: above the true logit. The formula's logarithm of a ratio becomes a difference of "
        "two logarithms.",
        "the answer": "A bar fills the gap on the axis from the true logit to where the "
        "whole stands. A formula: the loss is the logarithm of Z, less the true logit.",
    },
    also={
        "up the curve": ("heights",),
        "the whole": ("wall",),
        "the answer": ("loss",),
    },
)  # fmt: skip
