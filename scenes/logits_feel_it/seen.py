"""What LogitsFeelIt shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_Z, _SHARES = Words("The scores, which are the logits"), Words("Their softmax q, the shares")
_LOSS = Words("The loss of the true class")

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits, which are the scores"),
        "step": Words("How far the score is pushed, and then all of them"),
        "target": Words("The true class", kind="class"),
        "pushed": Words("The class whose score is pushed", kind="class"),
        "true_class": UNTOLD,
        "one_true": UNTOLD,
        "pushed_class": UNTOLD,
        "push.z": _Z,
        "push.q": _SHARES,
        "push.terms": Words("e to the scores, in shares of what they add up to at first"),
        "push.loss": _LOSS,
        # They go back to what has been told.
        **{f"back.{quantity}": UNTOLD for quantity in ("z", "q", "terms", "loss")},
        "stretch.copy": Words("What the stack gains for a push of 1, as a share of the stack"),
        "cut.lost": Words("What the true class loses for a push of 1, as a share of itself"),
        "rate": Words("The pushed class's own share"),
        "share_form": UNTOLD,
        "open.opened": Words("How wide the channels are"),
        "raising.z": _Z,
        "raising.q": _SHARES,
        "raising.loss": _LOSS,
        **{f"settle.{quantity}": UNTOLD for quantity in ("z", "q", "loss")},
        "others.opened": Words("How wide the channels are"),
        "gradient": Words("How much the loss moves per push of each score, which is q minus p"),
    },
    seen={
        "push": "A rail with a ring for each score at the left. At the right an upright bar of "
        "length 1, cut into the shares of all classes, the true one's on top, which leads to a "
        "column, the loss. A stack of e to each score slides out of the bar; bands lead from it to "
        "the bar. One wrong score is pushed: its block swells, the stack with it, and all is "
        "squeezed into the bar, where the true class gets thinner. The loss rises.",
        "grow": "It goes back. What a push of a hundredth adds lies on the block as a hair. A copy "
        "of it steps out beside the stack, and is stretched a hundred times: it is as tall as the "
        "block.",
        "cut": "The same share of the true class's piece is hatched. The stack goes back into the "
        "bar, and a channel opens from the bar to the pushed score, as wide as its piece.",
        "raise": "All rings go to the right alike. In the bar nothing moves, and the loss stands.",
        "guess": "The rings go back, and rails and loss go. Channels open to the other wrong "
        "scores, each as wide as its piece. At the true one there are two dashed guesses: as wide "
        "as its own piece, or as all other pieces together.",
        "fill": "Copies of the wrong pieces come out of the bar, upright, and run along their "
        "channels. Each fills its own. Then all of them come once more, one above the other, rise "
        "to the true class's channel, and run along it. They fill it up to the second guess.",
        "name": "At each score stands how much it moves the loss, and above the bar a formula: the "
        "gradient is q minus p.",
    },
    also={"push": ("target", "pushed"), "name": ("gradient",)},
)
