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
        "least_z": _LOGITS,
        "least_loss": _LOSS,
        "by_q": Words("The gradient of the loss by q"),
        "by_z": Words("The gradient of the loss by the logits"),
        "by_true": Words("The rate of the loss in the true class's q"),
        "true_by_pushed": Words("The rate of that q in the logit that is pushed"),
        "gradient": Words("The rate of the loss in the logit that is pushed"),
        # Beside a there are logits that are not seen yet; the rest is told by its last values.
        **dict.fromkeys(_UNTOLD, UNTOLD),
        **{f"{how}_{what}": UNTOLD for how in ("less", "least") for what in _TOLD_BY_LAST},
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
        "walk back": "The whole desk is there again. A pulse goes back from the loss to the "
        "probability of the true class and hangs a tag on it, and from there through softmax to "
        "the logit. Above, the rates are multiplied: it is what its tag says.",
        "the answer": "Tags are hung on all probabilities, which say 0 on all but that of the true "
        "class. Pulses go on to all logits, and hang tags on these, which are outlined. Above, "
        "large, stands the gradient.",
    },
    also={
        "a sum": ("c",),
        "longer": ("q", "loss", "target"),
        "push": ("pushed",),
        "its rate": ("rates",),
        "walk back": ("by_true", "true_by_pushed", "gradient"),
        "the answer": ("by_q", "by_z"),
    },
)
