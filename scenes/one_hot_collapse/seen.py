"""What OneHotCollapse shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_SHARES = Words("The shares q, the prediction")
_TRUE = Words("The share of the true class")
_LOSS = Words("The loss")

SEEN = SceneWords(
    numbers={
        "p": Words("Where the truth p starts"),
        "logits": Words("The logits, of which q is the softmax"),
        "target": Words("The true class", kind="class"),
        "true_class": UNTOLD,
        "one_true": UNTOLD,
        "collapse.p": Words("The widths p, the truth"),
        "collapse.level": Words("The cross entropy"),
        "trade.q": _SHARES,
        **{
            f"{motion}.{quantity}": words
            for motion in ("everything", "half", "again")
            for quantity, words in {
                "q": _SHARES, "true": _TRUE, "loss": _LOSS, "level": UNTOLD,
            }.items()
        },
        "pours": UNTOLD,
        "counts": UNTOLD,
        "parts": UNTOLD,
        "halving": Words("What one halving adds to the loss"),
    },
    seen={
        "rise": "Two bars, as wide as each other, are cut into the truth p and the shares q. From "
        "the first share a band leads up to its piece of the truth, and a block grows on that, as "
        "high as the surprise ln(1/q). So for each of the others, from left to right.",
        "level": "What is higher than the average is cut into slices, which slide down into the "
        "gaps between the blocks until all is level. A line there is the loss.",
        "collapse": "A photo of the true class. The blocks stand as before. The truth flows to "
        "that class, whose block takes all of the width, and the line sinks to its roof.",
        "guess": "In a row above the block are three guesses at it: higher, as now, lower.",
        "trade": "The other classes exchange their shares in the lower bar. The block stays.",
        "half": "The true class's share takes all of the lower bar, and its block sinks to "
        "nothing. Then its share goes down to one half, and a slab of the block comes back.",
        "again": "Its share is halved again and again, to 1/128. Each time a slab as thick as the "
        "first comes on top, and they are counted beside it.",
        "name": "Beside the seven slabs a formula comes in three parts: 7 times ln 2, which is "
        "ln 128, which is ln(1/q) of the true class.",
    },
)  # fmt: skip
