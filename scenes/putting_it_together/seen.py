"""What PuttingItTogether shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_WAY = Words("How far each score has gone")
_PULL = Words("How hard each score is pulled")
_SWEPT = Words("The area that each pull has swept")
_LOSS = Words("The loss")
_STACK = Words("How high the block is with what was laid on it")

SEEN = SceneWords(
    numbers={
        "logits": Words("The scores, of which the shares are the softmax"),
        "target": Words("The true class", kind="class"),
        "nudge": Words("How far the true score is pushed"),
        "learning_rate": Words("The size of the steps"),
        "steps": Words("How many steps are taken"),
        "true_class": UNTOLD,
        "count": UNTOLD,
        **{
            f"{motion}.{quantity}": words
            for motion in ("push", "first", "rest")
            for quantity, words in {
                "way": _WAY, "pull": _PULL, "swept": _SWEPT, "loss": _LOSS,
                "stack": UNTOLD,
            }.items()
        },
        # It goes back to what has been told.
        **{
            f"back.{quantity}": UNTOLD
            for quantity in ("way", "pull", "swept", "loss", "stack", "every")
        },
        "fit.laid": UNTOLD,
        "fit.stack": _STACK,
    },
    seen={
        "pull": "A block, 1 wide, is as high as the loss. Beside it a bar rises on a rail, as high "
        "as the pull on the score of the true class, on the same scale.",
        "forecast": "An outline as high as the bar is drawn along the rail, as long as the step. A "
        "copy of it, filled, goes over to the block and covers its upper part.",
        "guess": "Three dashed lines in the block are guesses at its new top: above the lower edge "
        "of the copy, at it, and below it.",
        "push": "The bar goes along its rail and gets lower. It leaves an area behind, below the "
        "outline. The block sinks meanwhile, and what it loses takes the colour of the area: both "
        "grow together. It sinks less far than to the forecast. The corner of the outline that was "
        "not swept, and the strip of the block that was not lost, light up.",
        "back": "All goes back, and gets smaller, so that there is room for a rail for each class, "
        "with a bar for its pull.",
        "learn": "All bars set off together, and get lower until they are lines. They leave wedges "
        "behind, two large ones and thin ones, and of the block a thin foot is left.",
        "fit": "One after the other the areas go over to the block, level out to its width, and "
        "lie on each other. The stack reaches the dashed line, exactly.",
    },
)  # fmt: skip
