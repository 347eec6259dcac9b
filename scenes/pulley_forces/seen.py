"""What PulleyForces shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS = Words("The logits")
_PULL = Words("The net pull at the true logit: 1 minus its q")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "true_class": UNTOLD,
        "one_true": UNTOLD,
        "rival_class": UNTOLD,
        "rise.logits": _LOGITS,
        "pull": _PULL,
        "let_go.logits": _LOGITS,
        "renew.start": Words("The logits at which the pulls are taken"),
        "renew.q": Words("q, the softmax of these logits"),
        "renew.pull": _PULL,
        "again.logits": _LOGITS,
    },
    seen={
        "scores": "A level lane for each logit, with a bead. The beads move to their logits; "
        "further to the right is higher.",
        "truth": "The true class gets a tag, and a pin comes down on each bead. From the "
        "true bead a bar of length 1 grows to the right: the truth's pull.",
        "prediction": "From each bead a bar grows to the left, as long as its q.",
        "sum": "Copies of all bars move into two rows below the lanes: the truth's to the right "
        "from a dashed line, and from its end the others to the left, one after the other. The "
        "last one ends on the dashed line.",
        "guess": "Three guesses: nothing, only the true class, or its rival, too.",
        "difference": "In the lane of the true class the left bar is carried over the bead to the "
        "end of the right one. Both cancel; 1 minus q is left.",
        "let go": "The pins come out. Each bead moves along its own bar to its end: the true one "
        "to the right, all others to the left. Rings stay where they were.",
        "again": "All bars take on their lengths at the new logits. In the rows the pieces trade "
        "their lengths, and the last one still ends on the dashed line. Then the beads move again, "
        "by p minus q, minus the gradient.",
    },
)
