"""Descriptions of what EntropyFloor shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_QUANTITIES = {
    "q": Words("The guess q", spelled=True),
    "surprise": UNTOLD,
    "level": Words("The average surprise H(p, q)"),
}

SEEN = SceneWords(
    numbers={
        "p": Words("The truth p", spelled=True),
        **_QUANTITIES,
        "floor": Words("The floor H(p), the entropy of p"),
        "gap": Words("The gap between them, the KL divergence"),
        "dragged": Words("The class whose share is dragged", kind="class"),
        "dragged_class": UNTOLD,
        "added": Words("What the push adds to its part of the average"),
        "saved": Words("What the push saves of the parts of all others"),
        "net": Words("By how much the push raises the average"),
        **{
            f"{motion}.{quantity}": words
            for motion in ("probe", "sink", "push", "tour")
            for quantity, words in _QUANTITIES.items()
        },
        "fill.filled": UNTOLD,
        "tour.passed": UNTOLD,
    },
    seen={
        "surprise": "Two bars lie one above the other, cut into the shares of the classes: the "
        "truth p, and the guess q. On the likeliest class's piece of the truth rises a block, "
        "ln(1/q) high. As its share in the guess shrinks, the block grows, and the reverse.",
        "average": "The other blocks rise. Their tops run level, and a line is drawn there; then "
        "the blocks are as high as before.",
        "truth": "The edges in the guess slide to those in the truth; the line sinks.",
        "guess": "A mark stays where the line is. An arrow shows that the share of the likeliest "
        "class is to be lower. Beside the line are three options: higher, the same, lower.",
        "push": "The share shrinks. Its block grows, and what is added to it has a lighter colour; "
        "the other blocks sink, and above each of them an outline shows the gap.",
        "fill": "Pieces of what was added fill the gaps, one after another. What is left spreads "
        "over all blocks, as high as the line is above the mark.",
        "tour": "The guess slides through five other guesses and back to the first one. The line "
        "goes up and down with them; each leaves a tick at its height, none below the mark.",
        "floor": "The tops of the blocks run level. What is above the mark is painted as the cost "
        "of being wrong, then what is below it as the entropy.",
    },
)
