"""What TwoWaysDown shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS = Words("The logits")
_SHARES = Words("The shares, which are the softmax of the logits")
_LOSS = Words("The loss, which is the gap to the wall")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "step": Words("Logits are raised, or lowered, by"),
        "true_class": UNTOLD,
        "heavy_class": UNTOLD,
        "losses[1]": Words("The loss at last, either way"),
        "true_shares[0]": Words("The share of the true class at first"),
        "true_shares[1]": Words("The share of the true class at last"),
        "birth.shares": _SHARES,
        "birth.loss": _LOSS,
        "birth.pulse": UNTOLD,
        "push.logits": _LOGITS,
        "push.shares": _SHARES,
        "push.loss": _LOSS,
        "gave": Words("The wall flees by"),
        "pull.low_logits": _LOGITS,
        "pull.low_shares": _SHARES,
        "pull.low_loss": _LOSS,
        "slide.low_logits": _LOGITS,
    },
    seen={
        "birth": "A line of scores with a bead for each class. On each bead stands a stick, as "
        "high as its class's share, and one curve goes over the tops of all sticks up to 1, where "
        "it ends at an upright wall. At first the true class is alone, and the wall stands on it. "
        "The others come, the lightest first; each sends a pulse to the wall and pushes it on. A "
        "bar fills the gap from the true bead to the wall.",
        "guess": "Behind the wall there are guesses at where it will be: where it stands, a bit "
        "further, or further by as much as the bead is pushed.",
        "push": "The true bead is pushed to the right, and hops over any that is in its way. The "
        "wall goes on as well, but less far: two arrows show both ways. The bar gets shorter.",
        "pull": "The line makes room for a copy below it, as it was before the push. There the "
        "other beads are pulled to the left, the heaviest one at last, and the wall follows them. "
        "The bar gets as short as the upper one.",
        "lift": "The whole lower picture slides to the right, then rises onto the upper one: all "
        "beads, sticks and walls meet.",
        "answer": "One picture is left, as large as at first, with each bead in its twin's ring.",
    },
    also={"push": ("gave", "true_shares")},
)
