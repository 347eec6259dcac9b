"""Descriptions of what ``EntropyFloor`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "p": Quantity("The truth p", all_entries=True),
        "q": Quantity("The guess q", all_entries=True),
        "level": Quantity("The average surprise H(p, q)"),
        "floor": Quantity("The floor H(p), the entropy of p"),
    },
    undescribed={"surprise", "dragged_class", "filled", "low", "high"},
    visible={
        "surprise": "Two bars lie one above the other, cut into the shares of the classes: the "
        "truth p, and the guess q. On the likeliest class's piece of the truth stands a block, "
        "ln(1/q) high. As its share in the guess shrinks, the block grows, and the reverse.",
        "average": "The other blocks rise. Their tops run level, and a line is drawn there.",
        "truth": "The blocks are as high as before. The edges in the guess slide to those in the "
        "truth; the line sinks, and a mark stays where it is.",
        "guess": "An arrow shows that the share of the likeliest class is to be lower. Beside the "
        "line are three options: higher, the same, lower.",
        "push": "The line goes; the mark stays. The share shrinks. Its block grows, and what is "
        "added to it has a lighter colour; the other blocks sink and leave hatched gaps, which a "
        "bracket joins: saved.",
        "fill": "Pieces of what was added fill the gaps, one after another. What is left spreads "
        "over all blocks, on the mark, and the line is drawn on top of it.",
        "tour": "The line ends above the edge of the dragged share. As the edge slides past the "
        "truth, the end of the line traces a bowl, which touches the mark only at the truth. Then "
        "the guess moves on to another one and to the first one; the line stays above the mark.",
        "cost": "The tops of the blocks run level with the line. What is above the mark is painted "
        "as the cost of being wrong.",
        "floor": "What is below the mark is painted as the entropy.",
    },
)
