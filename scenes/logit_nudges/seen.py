"""What LogitNudges shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]


SEEN = SceneWords(
    numbers={
        "logits": Words("The logits"),
        "target": Words("The true class", kind="class"),
        "nudge": Words("The nudge"),
        "before": Words("The shares, which are the softmax of the logits"),
        "nudged_logits": Words("The logits"),
        "nudged": Words("The shares", spelled=True),
        "nudged_true": UNTOLD,
        "nudged_gains": UNTOLD,
        # It goes back to what has just been told.
        "back_logits": UNTOLD,
        "back": UNTOLD,
        "back_true": UNTOLD,
        "quick_logits": UNTOLD,
        "quick": UNTOLD,
        "quick_true": UNTOLD,
        "quick_gains": Words("What the true class gains by a nudge of each logit"),
        "gains": Words("What the true class gains by a nudge of each logit"),
        "place": Words("Sorted, the gains are those by the logits of", kind="places"),
        "rate": Words("The share of the true class times the nudge"),
        "giving": Words("The shares that give"),
        "first_order": Words("The gains to first order"),
    },
    seen={
        "the question": "Bars of the logits, and a strip of length 1 that is cut into shares, "
        "one for each class. The true class is outlined.",
        "raise": "The bar of a logit is dragged, and the shares change with it. What the true "
        "class gains is marked on the strip, and a bar beside grows with it; then all else goes "
        "back.",
        "lower": "The same with another logit, downwards.",
        "the rule": "The gains are drawn larger, and sorted, the largest first. If they are near "
        "to first order, the strip shrinks, to the share of the true class times the nudge. Beside "
        "each gain grows a bar of what is taken from, as long as in the strip: the share of the "
        "class whose logit is lowered, and for the true class the shares of all others.",
    },
    seen_moving={"the others": "The same with all that are left, downwards, one by one."},
    also={
        "the question": ("before",),
        "the others": ("gains",),
        "the rule": ("rate", "giving", "first_order"),
    },
)
