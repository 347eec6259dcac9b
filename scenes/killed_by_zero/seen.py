"""What KilledByZero shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

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
        **{
            f"{way}_costs": UNTOLD for way in ("wrong", "wrong_back", "true", "true_back", "heard")
        },
        **dict.fromkeys(("wrong_sent", "wrong_back_sent", "pushed_sent", "lift_sent"), UNTOLD),
        "other_p": Words("The truth p, by which the gates are open"),
        "other_loss": Words("The loss meanwhile"),
        "heard_q": Words("The probabilities while that of this class is dragged"),
        "heard_total": UNTOLD,
        "heard_loss": Words("The loss meanwhile"),
        "heard_p": UNTOLD,
        "pushed_q": Words("The probabilities when each is pushed a little"),
        "pushes": UNTOLD,  # as how far each has been pushed
        "pushed_by": Words("How far each is pushed"),
        "pushed_loss": Words("The loss then"),
        "pushed_loss_by": Words("How far the loss has gone"),
        "changes": Words("How far ln(1/q) of each goes"),
        **{f"pushed_{what}": UNTOLD for what in ("back_q", "back_loss")},
        "slopes": Words("The slope of ln(1/q) for each probability, −1/q"),
        **dict.fromkeys(("walk", "walk_lit", "dead", "struck", "killed"), UNTOLD),
        "lift_q": Words("The probabilities while that of the likeliest wrong class is moved"),
        "lift_costs": Words("ln(1/q) of each meanwhile", spelled=True),
        "lift_loss": Words("The loss meanwhile"),
        "lift_total": Words("The sum of q meanwhile"),
        "gradient": Words("The gradient of the loss by each probability, −p/q"),
    },
    seen={
        "a wrong one": "Each probability is a bead on an upright rail, and so is the loss at the "
        "right. From each probability a wire goes down, past a plate with its ln(1/q), to a gate, "
        "and all meet in a sum that ends at the loss. The gate of the true class is open, times 1; "
        "all others are shut, times 0. Above, the probabilities lie end to end in a frame that is "
        "1 long. That of a wrong class is dragged down: they no longer fill the frame. A signal "
        "dies at its gate, and the loss stays where it is.",
        "the gates": "The wrong probability goes back, and again a signal dies at its gate. The "
        "probability of the true class is dragged up and down. Its wire is lit, through its gate "
        "and on to the loss, which falls and rises.",
        "another truth": "The true probability goes back. Its gate shuts as that of the likeliest "
        "wrong class opens, and the ring round the true one goes there, too. That probability is "
        "dragged, and now the loss answers. The truth comes back.",
        "a push": "A glass grows from each bead, and from that of the loss. In each the top of a "
        "column rises by the same little push; in that of the loss dashes are around what it has "
        "lost, which is several times as much. Signals die at all gates but that of the true "
        "class. On each plate stands how far its ln(1/q) has gone.",
        "a quotient": "Above, the change of the true one is divided by its push. On each plate the "
        "slope of its ln(1/q) takes the place of the change.",
        "times p": "The rails are there again. A signal that carries a 1 walks back from the loss "
        "to the sum and parts into one for each wire. All die at the gates but that of the true "
        "class; the slopes of the others are struck out and become 0.",
        "the answer": "The probability of the wrong class is moved, and as all still fill the "
        "frame, that of the true class must move, too; through its gate the loss hears that. "
        "Signals of the others die at theirs. Above stands how far the true one has gone, and "
        "then how far the loss.",
    },
    also={
        "a wrong one": ("costs",),
        "a push": ("changes",),
        "a quotient": ("slopes",),
        "times p": ("gradient",),
    },
)  # fmt: skip
