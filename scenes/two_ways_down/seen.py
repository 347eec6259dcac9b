"""What TwoWaysDown shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS = Words("The logits")
_LOSS = Words("The loss, which is the gap to the ceiling")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "step": Words("Logits are raised, or lowered, by"),
        "true_class": UNTOLD,
        "heavy_class": UNTOLD,
        "light_classes": UNTOLD,
        "losses[1]": Words("The loss at last, either way"),
        "rise.logits": UNTOLD,
        "rise.counts": UNTOLD,
        "rise.loss": _LOSS,
        "join.logits": _LOGITS,
        "join.counts": UNTOLD,
        "join.loss": _LOSS,
        "push.logits": _LOGITS,
        "push.loss": _LOSS,
        "lower.low_logits": _LOGITS,
        "lower.low_loss": _LOSS,
        "fall.low_logits": _LOGITS,
        "fall.low_loss": _LOSS,
        "shift.low_logits": _LOGITS,
        "shift.low_loss": _LOSS,
    },
    seen={
        "join": "An axis of scores, and a lift in its shaft, the true class's: it rises to its "
        "score, and carries the ceiling. The lifts of the others rise to their scores in shafts of "
        "their own, the lightest class's first, and push the ceiling up, off the true lift.",
        "gap": "A block grows from the true lift to the ceiling: it is as high as the loss.",
        "push": "The true lift goes up, out of an outline that stays where it was. The ceiling "
        "rises as well, but less far, so that the block gets lower.",
        "guess": "The picture makes room at the right. There are three losses to choose from: "
        "more than that, as much, or less.",
        "lower": "A second picture comes out of the first one, as that was before the push. There "
        "the lifts of the lighter classes go down.",
        "fall": "The lift of the likeliest wrong class goes down, and the ceiling with it. The "
        "block gets as low as in the first picture.",
        "again": "In the second picture it is drawn how far each lift is from the true one.",
        "shift": "A frame holds the second picture together. All goes up as one, with the "
        "ceiling, and the block stays as high as it is. All but the true lift are back in their "
        "outlines.",
        "lay": "The second picture slides onto the first one: all lifts and the ceilings meet.",
        "answer": "One picture is left, as large as at first, with the true lift above its "
        "outline, and the others as far from it as before.",
    },
)
