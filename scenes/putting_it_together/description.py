"""Descriptions of what ``PuttingItTogether`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The scores, of which the shares are the softmax"),
        "target": Quantity("The true class", kind="class"),
        "nudge": Quantity("How far the true score is pushed"),
        "learning_rate": Quantity("The size of the steps"),
        "steps": Quantity("How many steps are taken"),
        "little": Quantity("How far the true score is pushed at first"),
        "forecast": Quantity("The pull at first times the push"),
        "swept": Quantity("What the loss loses instead"),
        "tiny.swept": Quantity("The area that each pull has swept"),
        "push.swept": Quantity("The area that each pull has swept"),
        "first.swept": Quantity("The area that each pull has swept"),
        "rest.swept": Quantity("The area that each pull has swept"),
        "way": Quantity("How far each score has gone"),
        "pull": Quantity("How hard each score is pulled"),
        "loss": Quantity("The loss"),
    },
    undescribed={"back.swept", "true_class", "count", "back.way", "back.pull", "back.loss", "laid"},
    visible={
        "start": "A block, 1 wide, is as high as the loss. Beside it a bar stands on a rail, as "
        "high as the pull on the score of the true class, on the same scale.",
        "tiny": "The bar goes a little "
        "way along its rail and leaves a sliver behind, while the block sinks in its outline. The "
        "sliver lifts off, makes a quarter turn, and lies down as a flat strip on the block: it "
        "fills what is lost. Beside the bar stands pull times push.",
        "forecast": "An outline as high as the bar was is drawn along the rail, as long as the "
        "whole push. A copy of its area goes over to the block and lies on its top; a dashed line "
        "at its lower edge is the forecast.",
        "guess": "Below the dashed line stands the question: less or more?",
        "push": "The bar goes on along its rail and gets lower. Its area grows in the outline, and "
        "the block sinks; the empty space above it is what is lost. It does not reach the "
        "forecast. The corner of the outline that was not swept is filled in. A copy of it goes "
        "over to the block, becomes a strip as wide, and fills the gap down to the forecast.",
        "learn": "All goes back. Below the rail of the true class the next class gets one, on "
        "which its bar goes the other way; what all others sweep is one thin slab below. The bars "
        "set off together and leave wedges behind. The block sinks in the outline of what it was, "
        "until a thin foot is left; the empty space is what is lost.",
        "fit": "The slab of the others goes to the foot of the block. Then each wedge, from the "
        "lower rail to the upper one, is cut into upright slices. One after the other lifts off, "
        "makes a quarter turn, and lies down on the block, as large as it was. The last one "
        "reaches the top of the outline. On each layer stands its size.",
        "exactly": "The old top of the block lights up: the layers fill the outline exactly.",
    },
)
