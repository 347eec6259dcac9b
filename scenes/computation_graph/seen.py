"""What ComputationGraph shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS, _Q, _LOSS = Words("The logits"), Words("q, the softmax of the logits"), Words("The loss")
_RATE = Words("How far the loss goes, per unit of push")

_UNTOLD = ("ones", "along", "by_loss", "pushes")
_TOLD_BY_LAST = ("push", "rise", "rate", "zoom", "curve")

SEEN = SceneWords(
    numbers={
        "a": UNTOLD,
        "b": UNTOLD,
        "terms": UNTOLD,
        "by_terms": UNTOLD,
        "own": UNTOLD,
        "target": Words("The true class", kind="class"),
        "c": UNTOLD,
        "d": UNTOLD,
        "terms_up": Words("a and b", of=("a", "b")),
        "c_up": Words("c, which is a plus b"),
        "d_up": Words("d, which is 2c"),
        "by_a": Words("The rates of c in a, of d in c, and of d in a", of=("1", "2", "both")),
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
        # The rest is told by its last values.
        **dict.fromkeys(_UNTOLD, UNTOLD),
        **{f"less_{what}": UNTOLD for what in _TOLD_BY_LAST},
        "true_curve": UNTOLD,
        "true_rise": Words("How far that q falls with the least push"),
        "true_rate": Words("Its rate, per unit of push"),
    },
    seen={
        "two steps": "Four upright faders, as on a mixing desk: a, b, c and d. Wires go from a and "
        "b through a node, plus, to c, and one from c through times 2 to d. a is pushed up by a "
        "half, c goes up by as much, and d by one. Tags with the rates of d are hung on all: that "
        "of a is 2, which is 1 times 2.",
        "longer": "These go, and a network comes from left to right: a fader for each logit; one "
        "for each probability, with pulses that run there on wires through a node, softmax; and "
        "one for the loss, to which a wire goes through the logarithm from the probability of the "
        "true class, which has a ring.",
        "push": "The logit of the likeliest wrong class is pushed up. Wires are lit from it to all "
        "probabilities, and from that of the true class to the loss. All these faders move.",
        "its rate": "In place of the probabilities comes a glass: in it the curve of the loss by "
        "that logit, with two points, before the push and after it, a line through both, and below "
        "it the push, level, and the rise, upright. Dotted lines lead from the first point to what "
        "the logit and the loss were. Then the logit goes back, and the glass magnifies as much as "
        "the push becomes less. In it the curve becomes straight, until it lies on the line. A tag "
        "with its slope is hung on the fader of the logit.",
        "at q": "The probabilities are back. Beside them, in a glass at the same push, is the true "
        "class's q in place of the loss: a line that falls. Its slope is minus the product of two "
        "of the probabilities: that of the true class, and that of the one that is pushed.",
        "walk back": "The whole desk is there again. A pulse goes back from the loss to the "
        "probability of the true class. It carries a 1, and after the logarithm the rate of the "
        "loss in that q. Tags with these rates are hung on the probabilities: the others say 0.",
        "cancels": "From there the pulse goes on, through softmax, which multiplies what it "
        "carries by the rate of q, to the logit that was pushed. It is what was measured. Above, "
        "the q of the true class is struck out of the product; the other q remains, and gets a "
        "ring.",
        "the answer": "Pulses go to the other logits in the same way, and tags with the products "
        "are hung on these, and outlined. Above, large, stands the gradient: q minus p.",
    },
    also={
        "two steps": ("by_a",),
        "longer": ("q", "loss", "target"),
        "push": ("pushed",),
        "its rate": ("rates",),
        "at q": ("true_rise", "true_rate"),
        "walk back": ("by_true", "by_q"),
        "cancels": ("true_by_pushed", "gradient"),
        "the answer": ("by_z",),
    },
)
