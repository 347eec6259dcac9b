"""Descriptions of what ``TwoWaysDown`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits"),
        "target": Quantity("The true class", kind="class"),
        "step": Quantity("Logits are raised, or lowered, by"),
        "losses[1]": Quantity("The loss at last, either way"),
        "shares": Quantity("The shares, which are the widths of the columns"),
        "loss": Quantity("The loss, which is the gap to the ceiling"),
        "low_logits": Quantity("The logits"),
        "low_shares": Quantity("The shares, which are the widths of the columns"),
        "low_loss": Quantity("The loss, which is the gap to the ceiling"),
    },
    undescribed={"rise.logits", "true_class", "heavy_class", "counts", "rise.shares"},
    visible={
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
