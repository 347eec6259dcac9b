"""What KilledByZero shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits, of which the probabilities q are the softmax"),
        "target": Words("The true class", kind="class"),
        "wrong_class": Words("The likeliest of the other classes"),
        "q": Words("The probabilities q, the prediction", spelled=True),
        "costs": Words("ln(1/q) of each, before its gate", spelled=True),
        "loss": Words("The loss"),
        "wrong_q": Words("The probabilities while that of the likeliest wrong class is dragged"),
        "wrong_total": Words("The sum of q meanwhile"),
        "true_q": Words("The probabilities while that of the true class is dragged"),
        "true_loss": Words("The loss meanwhile"),
        "true_total": Words("The sum of q meanwhile"),
        # There and back: where it has been is told before.
        **{f"{way}_back_{what}": UNTOLD for way in ("wrong", "true") for what in ("q", "total")},
        "true_back_loss": UNTOLD,
        **{f"{way}_costs": UNTOLD
           for way in ("wrong", "wrong_back", "true", "true_back", "heard")},
        **{f"{way}_sent": UNTOLD for way in ("wrong", "true", "heard")},
        **{f"{way}_sent_on": UNTOLD for way in ("true", "heard")},
        "other_p": Words("The truth p, by which the gates are open"),
        "other_loss": Words("The loss meanwhile"),
        "heard_q": Words("The probabilities while that of this class is dragged"),
        "heard_total": UNTOLD,
        "heard_loss": Words("The loss meanwhile"),
        "heard_p": UNTOLD,
        "nudge_q": UNTOLD,
        "nudge_costs": UNTOLD,
        "nudge_loss": UNTOLD,
        "slopes": Words("The slope of ln(1/q) for each probability, −1/q"),
        **dict.fromkeys(("walk", "walk_lit", "killed"), UNTOLD),
        "gradient": Words("The gradient of the loss by each probability, −p/q"),
    },
    seen={
        "a wrong one": "Each probability is a bead on an upright rail, and so is the loss at the "
        "right. From each probability a wire goes down to its ln(1/q) and on to a gate, and from "
        "there to a sum that ends at the loss. The gate of the true class is open, times 1; all "
        "others are shut, times 0. The probability of a wrong class is dragged down and up, and "
        "its ln(1/q) with it. Signals die at its gate, and the loss stays where it is.",
        "the true one": "That goes back. The probability of the true class is dragged up and "
        "down. Signals run along its wire, through its gate and on to the loss, which falls and "
        "rises.",
        "the gates": "The true probability goes back. Its gate shuts as that of the likeliest "
        "wrong class opens, and the ring round the true one goes there, too. That probability is "
        "dragged, and now the loss answers. The truth comes back.",
        "slopes": "Each probability goes up a little and back: the smaller it is, the more its "
        "ln(1/q) changes. On each wire the slope of its ln(1/q) takes the place of "
        "that, one after the other, the steepest at last.",
        "times p": "A signal walks back from the loss to the sum and on along all wires. All die "
        "at the gates but that of the true class; the slopes of the others become 0.",
        "the answer": "The wire of the true class is lit, all others are dark. Above stands the "
        "gradient.",
    },
    also={"a wrong one": ("costs",), "slopes": ("slopes",), "the answer": ("gradient",)},
)  # fmt: skip
