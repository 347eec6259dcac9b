"""What LogitsToLoss shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits"),
        "target": Words("The true class", kind="class"),
        "loss": Words("The loss, the gap from the true logit to where the whole lands"),
        "heights": Words("How high the curve is above the logits"),
        "total": Words("All these heights together"),
        "wall": Words("The whole lands on the axis of logits at"),
        "shares": Words("The prediction q"),
        "begin_z": Words("The probe"),
        "climb_z": Words("The probe"),
        # They follow from where the probe is, and are told where they matter: above the logits.
        "begin_height": UNTOLD,
        "climb_height": UNTOLD,
        "divided": Words("The parts of the stack, divided by the whole"),
        "whole": UNTOLD,
    },
    seen={
        "the question": "An axis of the logits, with a bead for each class, the true one "
        "outlined, and over it the curve e^z. A ring on the axis, the probe, is dragged to the "
        "right, below a point on the curve.",
        "up the curve": "The probe is dragged on to the largest logit. Above each bead it leaves "
        "a stick that is as high as the curve is there.",
        "the sum": "The sticks go to the left of the curve and are stacked, that of the true "
        "class at the bottom.",
        "the shares": "Next to the stack numbers run: each is divided by the whole, so that the "
        "stack is 1 high, and its parts are the prediction q. The true part is outlined.",
        "the whole": "A copy of the whole stack slides along the axis until its top meets the "
        "curve: there it stands at the logarithm of the sum of e to the power of all logits.",
        "the true part": "A copy of the true part slides along the axis until its top meets the "
        "curve: there it stands at the true logit.",
        "the answer": "A white bar fills the gap on the axis from the true logit to where the "
        "whole stands. A formula: the loss is the logarithm of the whole, less the true logit.",
    },
    also={
        "up the curve": ("heights",),
        "the whole": ("wall",),
        "the answer": ("loss",),
    },
)
