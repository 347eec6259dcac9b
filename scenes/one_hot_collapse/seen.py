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
            f"{drag}.{quantity}": words
            for drag in ("up", "down", "on")
            for quantity, words in {
                "q": _SHARES, "true": _TRUE, "loss": _LOSS, "low": UNTOLD, "high": UNTOLD,
            }.items()
        },
    },
    seen={
        "collapse": "Blocks on a base of 1, each p wide and ln(1/q) high, and a line at the loss. "
        "Below them, as wide, a strip cut into the shares q. The true class's block takes all of "
        "the base, and the line sinks to its roof.",
        "guess": "Three dashed lines are guesses at the height of the block.",
        "trade": "In the strip the other classes exchange their shares. The block stands still. "
        "A formula: the loss is ln(1/q) of the true class.",
        "drag": "The block is drawn in to a narrow column over the edge of its share. The edge is "
        "dragged so that the share grows, and the column becomes a stump; then it shrinks, and the "
        "column grows out through the top of the picture. Its top draws a curve.",
        "name": "The column that leaves the picture, its curve, and the strip, which is left to "
        "the other classes.",
    },
)  # fmt: skip
