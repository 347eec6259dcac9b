"""Descriptions of what ``TwoDistributions`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "p": Quantity("How often each class comes, p"),
        "q": Quantity("The guess q", all_entries=True),
        "seed": Quantity("The seed of the order in which guests come"),
        "surprise": Quantity("How surprising each class is, ln(1/q)", all_entries=True),
        "step": Quantity("By how much its roof rises each time"),
        "rooms": Quantity("How wide the rooms are"),
        "roofs": Quantity("How high they are, ln(1/q)"),
        "counts": Quantity("Of a hundred guests, of each class come"),
        "fallen": Quantity("How far the first guest falls"),
        "mean": Quantity("The average surprise so far"),
        "average": Quantity("The average surprise of all hundred"),
        "total": Quantity("The cross entropy H(p, q)"),
    },
    undescribed={"dragged_class", "first_guest", "clock", "ran", "sorted"},
    visible={
        "rooms": "A barn is divided into rooms, one for each class, each q wide and ln(1/q) high. "
        "One room is halved, twice: each time its roof rises by the same step, which stays as a "
        "block on top of it. The room beside it takes the rest.",
        "ten": "The room is as it was. The barn goes up, with a hundred guests in a queue above "
        "it, and the base of a fence below. The first guest falls through the room of its class, "
        "from the roof to the ground. Its trail sinks through the ground and is the first bar of "
        "the fence. Nine more follow.",
        "all": "All others fall, and leave their bars. The barn leaves, and the fence of a hundred "
        "bars grows. A dot runs over it and draws the average of the bars so far.",
        "guess": "Above the fence are guesses at its shape when it is sorted: blocks as wide as "
        "the rooms, blocks that are all alike, and blocks as wide as they came.",
        "sort": "Class by class, bars are lifted out of the fence a little, slide over the others "
        "and drop in beside each other. The line of the average stands still. The seams between "
        "bars vanish, and the outline of the last guess grows over the blocks, which it fits.",
        "name": "Numbers are told of the blocks: their widths are p, and their heights "
        "ln(1/q). A formula: H(p, q) is the sum, over all classes, of p times ln(1/q).",
    },
    also={
        "rooms": ("q", "surprise"),
        "ten": ("surprise",),
        "all": ("counts", "average"),
        "sort": ("average",),
        "name": ("p", "surprise", "total"),
    },
)
