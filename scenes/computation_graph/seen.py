"""What ComputationGraph shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS, _Q, _LOSS = Words("The logits"), Words("q, the softmax of the logits"), Words("The loss")
_RATE = Words("How far the loss goes, per unit of push")

_UNTOLD = ("a_up", "ones", "along", "by_loss", "pushes")
_TOLD_BY_LAST = ("push", "rise", "rate", "zoom", "curve")

SEEN = SceneWords(
    numbers={
        "a": Words("a"),
        "b": Words("b"),
        "target": Words("The true class", kind="class"),
        "first": UNTOLD,
        "c": Words("c, the sum of a and b"),
        "a_up_c": Words("c, the sum of a and b"),
        "become": _LOGITS,
        "logits": _LOGITS,
        "q": _Q,
        "loss": _LOSS,
        "pushed": Words("The class whose logit is pushed", kind="class"),
        "raise_z": _LOGITS,
        "raise_q": _Q,
        "raise_loss": _LOSS,
        "rises": Words("How far the loss rises with each push", of=()),
        "rates": _RATE,
        "less_z": _LOGITS,
        "less_loss": _LOSS,
        "by_q": Words("The gradient of the loss by q"),
        "by_z": Words("The gradient of the loss by the logits"),
        "by_true": Words("The rate of the loss in the true class's q"),
        "true_by_pushed": Words("The rate of that q in the logit that is pushed"),
        "gradient": Words("The rate of the loss in the logit that is pushed"),
        # Beside a there are logits that are not seen yet; the rest is told by its last values.
        **dict.fromkeys(_UNTOLD, UNTOLD),
        **{f"less_{what}": UNTOLD for what in _TOLD_BY_LAST},
        "true_curve": UNTOLD,
        "true_rise": Words("How far that q falls with the least push"),
        "true_rate": Words("Its rate, per unit of push"),
        "true_by_z": Words("The rates of that q in all logits"),
    },
    seen={
        "a sum": "Three upright faders, as on a mixing desk: a, b and c. Wires go from a and b to "
        "a plus and from there to c. a is pushed up by one, and c goes up by one. A tag with the "
        "rate, +1, is hung on a.",
        "longer": "a and b go to the left and become the first two logits, and the other logits "
        "come beside them. Then a fader comes for each probability, and one for the "
        "loss. Wires go from all logits through a node, softmax, to all probabilities, and from "
        "that of the true class, which has a ring, through the logarithm to the loss.",
        "push": "The logit of the likeliest wrong class is pushed up. Wires are lit from it to all "
        "probabilities, and from that of the true class to the loss. All these faders move.",
        "its rate": "In place of the probabilities comes a glass: in it the curve of the loss by "
        "that logit, with two points, before the push and after it, a line through both, and below "
        "it the push, level, and the rise, upright.",
        "less": "The logit goes back, and the glass magnifies as much as the push becomes less. In "
        "it the curve becomes straight, until it lies on the line. A tag with its slope is hung on "
        "the fader of the logit.",
        "at q": "In the same glass, at the same push, is the true class's q in place of the loss: "
        "a line that falls.",
        "walk back": "The whole desk is there again. A pulse goes back from the loss to the "
        "probability of the true class and hangs a tag on it; those on the other probabilities "
        "say 0. From there pulses go through softmax to all logits, past a plate on each wire with "
        "the rate of that q. Above, the two rates are multiplied: it is what was measured.",
        "the answer": "Tags with these products are hung on all logits, and outlined. Above, "
        "large, stands the gradient.",
    },
    also={
        "a sum": ("c",),
        "longer": ("q", "loss", "target"),
        "push": ("pushed",),
        "its rate": ("rates",),
        "at q": ("true_rise", "true_rate"),
        "walk back": ("by_true", "true_by_pushed", "gradient", "by_q", "true_by_z"),
        "the answer": ("by_z",),
    },
)
