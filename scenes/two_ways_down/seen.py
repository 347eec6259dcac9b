"""What TwoWaysDown shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS = Words("The logits")
_SHARES = Words("The shares, which are the widths of the columns")
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
        "rise.shares": UNTOLD,
        "rise.loss": _LOSS,
        "join.logits": _LOGITS,
        "join.counts": UNTOLD,
        "join.shares": _SHARES,
        "join.loss": _LOSS,
        "push.logits": _LOGITS,
        "push.shares": _SHARES,
        "push.loss": _LOSS,
        "lower.low_logits": _LOGITS,
        "lower.low_shares": _SHARES,
        "lower.low_loss": _LOSS,
        "fall.low_logits": _LOGITS,
        "fall.low_shares": _SHARES,
        "fall.low_loss": _LOSS,
        "shift.low_logits": _LOGITS,
        "shift.low_shares": _SHARES,
        "shift.low_loss": _LOSS,
    },
    seen={
        "join": "An axis of scores, and a lift, the true class's: it rises to its score, and "
        "carries the ceiling. The lifts of the others rise to their scores, the lightest class's "
        "first. Each puts a column under the ceiling: the closer to it, the thicker.",
        "sum": "Above the ceiling, copies of the columns' widths come together over the true lift: "
        "end to end, they are as wide as it.",
        "gap": "A bar grows from the true lift to the ceiling: it is as high as the loss.",
        "push": "The true lift goes up, out of an outline that stays where it was. The ceiling "
        "rises as well, but less far, so that the bar gets shorter.",
        "guess": "The board makes room, and a second one comes in from the right: as the first "
        "one was before the push. A question mark stands in the place of its loss.",
        "lower": "On the second board the lifts of the lighter classes go down, then the likeliest "
        "wrong class's, whose column thins: down comes the ceiling. A number takes the place of "
        "the question mark, and falls to that of the first board.",
        "shift": "The arrows and outlines of what was moved fade. A frame holds the second board "
        "together. All of it goes up as one, until each lift is level with the same one on the "
        "first board.",
        "answer": "Both boards are alike now, and an equals sign comes between the two.",
    },
)
