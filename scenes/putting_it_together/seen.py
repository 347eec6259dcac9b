"""What PuttingItTogether shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_MOVED = {
    "way": Words("How far each score has gone"),
    "pull": Words("How hard each score is pulled"),
    "swept": Words("The area that each pull has swept"),
    "loss": Words("The loss"),
}

SEEN = SceneWords(
    numbers={
        "logits": Words("The scores, of which the shares are the softmax"),
        "target": Words("The true class", kind="class"),
        "nudge": Words("How far the true score is pushed"),
        "learning_rate": Words("The size of the steps"),
        "steps": Words("How many steps are taken"),
        "little": Words("How far the true score is pushed at first"),
        "forecast": Words("The pull at first times the push"),
        "swept": Words("What the loss loses instead"),
        "true_class": UNTOLD,
        "count": UNTOLD,
        **{
            f"{motion}.{quantity}": words
            for motion in ("tiny", "push", "first", "rest")
            for quantity, words in _MOVED.items()
        },
        # It goes back to what has been told.
        **{f"back.{quantity}": UNTOLD for quantity in _MOVED},
        "fit.laid": UNTOLD,
    },
    seen={
        "tiny": "A block, 1 wide, is as high as the loss. Beside it a bar stands on a rail, as "
        "high as the pull on the score of the true class, on the same scale. The bar goes a little "
        "way along its rail and leaves a narrow area behind. At the top of the block a flat strip, "
        "as large as that area, is lost, in the same colour.",
        "forecast": "An outline as high as the bar was is drawn along the rail, as long as the "
        "whole push. A copy of it goes over to the block and is held against its top.",
        "guess": "Three dashed lines in the block are guesses at its new top: above the lower edge "
        "of the outline, at it, and below it.",
        "push": "The bar goes on along its rail and gets lower. Its area grows below the outline, "
        "and so does the lost strip of the block. It does not reach the forecast. The corner of "
        "the outline that was not swept lifts off, goes over to the block, becomes a strip as wide "
        "as the block, and fills the gap down to the forecast.",
        "back": "All goes back, and gets smaller, so that there is room for a rail for the true "
        "class, one for the next class, and one that the others share, with bars for their pulls.",
        "learn": "All bars set off together, and get lower until they are lines. They leave wedges "
        "behind, two large ones and thin ones. The block sinks in the outline of what it was, "
        "until a thin foot is left; the empty space is what is lost.",
        "fit": "From the lowest rail to the first, each area is levelled to the width of the block "
        "and laid on it, and its size is added in a line below. The last one fills the outline to "
        "its top, exactly.",
    },
)  # fmt: skip
