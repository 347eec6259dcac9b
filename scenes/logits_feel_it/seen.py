"""What LogitsFeelIt shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS, _Q = Words("The logits"), Words("q, the softmax of the logits")
_LOSS = Words("The loss")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "pushed": Words("The class whose logit is pushed", kind="class"),
        "step": Words("How far a logit is pushed"),
        "q": _Q,
        "loss": _LOSS,
        "push_logits": _LOGITS,
        "push_q": _Q,
        "push_loss": _LOSS,
        # They go back to what has been told.
        "back_logits": UNTOLD,
        "back_q": UNTOLD,
        "back_loss": UNTOLD,
        **{
            f"{way}_{name}": UNTOLD
            for way in ("nudge", "settle", "sway")
            for name in ("logits", "q", "loss")
        },
        "whole": Words("The sum of e to the logits"),
        "push_whole": Words("The sum of e to the logits"),
        "back_whole": UNTOLD,
        "nudge_whole": UNTOLD,
        "settle_whole": UNTOLD,
        "nudge": Words("A nudge is"),
        "added": Words("What a nudge of the pushed logit adds to the sum"),
        "taken": Words("What a nudge of the pushed logit takes from the true class's q"),
        "rate": Words("The slope of the loss by the true class's q"),
        "slopes": UNTOLD,
        "pulls": UNTOLD,
        "gradient": Words("The slope of the loss by each logit, which is q minus p"),
        "swell": UNTOLD,
    },
    seen={
        "push": "A rail for each logit, with a bead at its value; that of the true class has a "
        "ring. Beside them a stack, of e to the power of each logit, as high as their sum; bands "
        "lead from it to a strip of length 1, cut into q, the true class's piece first, with an "
        "outline; an arrow goes from that piece to the loss. The bead of the likeliest wrong "
        "class is pushed: its piece of the stack grows, and with it the stack; that of the true "
        "class stays, but in the strip it shrinks, and the loss rises.",
        "a nudge": "It goes back, and so do they. It is nudged and rests; what its piece of the "
        "stack gains and what the true class's q loses are marked and told. A formula: what the "
        "sum gains, divided by the sum, is about the nudge times the pushed class's q; another: "
        "what the true class's q loses, divided by that q, is as much.",
        "a strand": "Both marks are divided by the nudge. The logit goes back; then they grow to "
        "what they are per unit: all of its piece, which is its own q times the sum, "
        "and the same share of the true class's q. The stack goes; what q loses becomes a strand "
        "to the logit, as wide, with a minus at its end; strands to the other wrong ones grow "
        "likewise. How wide each is, is how much the true class's q moves for its logit.",
        "the fan": "All logits are moved alike, and the strip stays as it is. Then the strand of "
        "the true one grows, with a plus, as wide as all others together: q of the "
        "true class times the sum of all other q.",
        "the loss": "The arrow turns round, and the slope of the loss stands beside it, minus 1 "
        "over the true class's q. From the strip on strands swell, that of the true class takes "
        "the colour of p and its sign a minus, all others that of q and theirs a plus. In the "
        "formulas the true class's q is divided and multiplied by, and goes.",
        "the strip": "A copy of the strip's wrong pieces slides to where the strands of the wrong "
        "logits begin, and is just as wide as these together. Along its own strand each piece "
        "goes, and is as wide as that everywhere. Another copy of all of them is just as wide as "
        "the true logit's strand, and goes along it.",
        "the answer": "The loss and its arrow stay. In place of the rails stands what each logit "
        "feels: its q minus its p, which is 1 for the true class and 0 for all others, and the "
        "difference. Above, a formula: q minus p is the slope of the loss by the logits.",
    },
    also={
        "push": ("logits", "target", "q", "loss", "whole"),
        "a nudge": ("nudge", "added", "taken"),
        "the loss": ("rate",),
        "the answer": ("q", "gradient"),
    },
)
