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
        "halving": Words("What one halving adds to the loss"),
    },
    seen={
        "rise": "Two bars, as wide as each other, are cut into the truth p and the shares q. On "
        "each piece of the truth a block grows, as high as the surprise ln(1/q).",
        "level": "A line is at the loss, to which all blocks come together.",
        "collapse": "A photo of the true class. The truth flows to that class, whose block takes "
        "all of the width, and the line sinks to its roof.",
        "guess": "In a row above the block are three guesses at it: higher, as now, lower.",
        "trade": "The other classes exchange their shares in the lower bar. The block stays.",
        "everything": "The true class's share takes all of the lower bar, and its block sinks to "
        "nothing.",
        "half": "Its share goes down to one half, and a slab of the block comes back.",
        "again": "Its share is halved on and on. Each time a slab as thick as the first comes on "
        "top, until the block leaves the picture.",
        "name": "The block of slabs that leaves the picture. A formula on it: the loss is ln(1/q) "
        "of the true class.",
    },
)  # fmt: skip
