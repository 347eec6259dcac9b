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
        "collapse": "Four blocks on a base of 1, each p wide and ln(1/q) high, and a level line. "
        "Below them, as wide, a strip cut into the shares q. The true class's block takes all of "
        "the base, and the line sinks to its roof.",
        "guess": "The block is drawn in to a narrow column over the edge of its share. Three "
        "dashed lines are guesses at its height.",
        "trade": "In the strip the other classes exchange their shares. The column stands still.",
        "drag": "The edge of the true class's share is dragged up, and the column becomes a "
        "stump; then down, and it grows out of the picture. Its top draws a curve.",
        "name": "A formula: the loss is ln(1/q) of the true class.",
    },
)  # fmt: skip
