"""What ComputationGraph shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS, _Q, _LOSS = Words("The logits"), Words("q, the softmax of the logits"), Words("The loss")
_SUM, _RATE = Words("c, the sum of a and b"), Words("How far the loss goes, per unit of push")
_TERMS = Words("a and b")

SEEN = SceneWords(
    numbers={
        "target": Words("The true class", kind="class"),
        "first": UNTOLD,
        # Beside a and b there are logits that are not seen yet.
        "a_up": UNTOLD,
        "b_up": UNTOLD,
        "c": _SUM,
        "a_up_c": _SUM,
        "b_up_c": _SUM,
        "ones": UNTOLD,
        "become": _LOGITS,
        "logits": _LOGITS,
        "q": _Q,
        "loss": _LOSS,
        "pushed": Words("The class whose logit is pushed", kind="class"),
        "raise_z": _LOGITS,
        "raise_q": _Q,
        "raise_loss": _LOSS,
        "pushes": UNTOLD,
        "rise": Words("How far the loss rises"),
        "rates": _RATE,
        "less_z": _LOGITS,
        "less_loss": _LOSS,
        "less_x": UNTOLD,
        "less_y": UNTOLD,
        "less_slopes": UNTOLD,
        "less_rate": _RATE,
        "least_z": _LOGITS,
        "least_loss": _LOSS,
        "least_x": UNTOLD,
        "least_y": UNTOLD,
        "least_slopes": UNTOLD,
        "least_rate": _RATE,
        "by_loss": Words("The rate of the loss itself"),
        "by_q": Words("The gradient of the loss by q"),
        "by_z": Words("The gradient of the loss by the logits"),
        "gradient": Words("The gradient of the loss by the logit that was pushed"),
    },
    seen={
        "a sum": "Three upright faders, as on a mixing desk: a, b and c. Wires go from a and b to "
        "a plus and from there to c. a is pushed up by one, and c goes up by one; then b, and c "
        "goes up again. A tag with the rate, 1, is hung on a, and on b.",
        "longer": "a and b go to the left and become the first two logits, and the other logits "
        "come beside them. Right of these comes a fader for each probability, and one for the "
        "loss. Wires go from all logits through a node, softmax, to all probabilities, and from "
        "these through the logarithm to the loss.",
        "push": "The logit of the likeliest wrong class is pushed up. Wires are lit from it to all "
        "probabilities, and from that of the true class to the loss. All these faders move.",
        "its rate": "In place of the probabilities comes the curve of the loss by that logit, with "
        "two points: before the push, and after it. A line goes through both; below it are the "
        "push, level, and the rise, upright.",
        "less": "The logit goes back, and one point to the other. The line through both turns a "
        "little, and is the tangent. A tag with its slope is hung on the fader of the logit.",
        "walk back": "The whole desk is there again. Pulses go back along the wires, from the loss "
        "to the probabilities and on to the logits, and hang a tag on every fader: on all "
        "probabilities but the true one it says 0.",
        "the answer": "The desk with its tags. Above it, large, the gradient of the loss by the "
        "logit that was pushed; its tag is outlined.",
    },
    also={
        "a sum": ("c",),
        "longer": ("q", "loss", "target"),
        "push": ("pushed",),
        "its rate": ("rise", "rates"),
        "walk back": ("by_loss", "by_q", "by_z"),
        "the answer": ("gradient",),
    },
)
