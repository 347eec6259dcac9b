"""What LogitNudges shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]


SEEN = SceneWords(
    numbers={
        "logits": Words("The logits"),
        "target": Words("The true class", kind="class"),
        "nudge": Words("The nudge"),
        "true_class": UNTOLD,
        "likeliest": UNTOLD,
        "middle": UNTOLD,
        "least": UNTOLD,
        "q": Words("The shares, which are the softmax of the logits"),
        "gains": Words("What the true class gains by each nudge"),
        "giving": Words("What can give in each row"),
        "first_order": Words("The gains to first order"),
        "raised.change": UNTOLD,
        "lowered.change": UNTOLD,
        "raised.pushed": UNTOLD,
        "lowered.pushed": UNTOLD,
        "carried.way": UNTOLD,
        "spread.way": UNTOLD,
        "times_share.length": UNTOLD,
        "times_nudge.length": UNTOLD,
    },
    seen={
        "raise": "A strip of length 1 is cut into shares, the true class's at the left. Its logit "
        "is raised: in the others hatched slices are cut out, travel over the strip and land "
        "beside the true class, beyond a dashed line that was its edge.",
        "guess": "The strip becomes the first row. Copies of it as it was come out below it, one "
        "for each logit that may be lowered instead; the dashed line runs through all of them.",
        "lower": "In each row a slice is cut out of the class whose logit is lowered. It splits: "
        "one part lands at the dashed line, the rest at the other classes. What has little gives "
        "little.",
        "fit": "In each row a copy of what could give is shrunk, first to the share of the true "
        "class, then by the nudge, and laid on the gain as a dashed outline: the two are nearly "
        "as long.",
        "answer": "All rows, each with its gain beyond the dashed line.",
    },
    also={"raise": ("q",), "lower": ("gains",), "fit": ("giving", "first_order")},
)
