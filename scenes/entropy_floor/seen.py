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
        "shares[0]": Words("Its share before the steps"),
        "shares[-1]": Words("Its share after them"),
        "added": Words("What the steps add to its part of the average"),
        "saved": Words("What they save of the parts of all others"),
        "net": Words("By how much they raise the average"),
        **{
            f"{motion}.{quantity}": words
            for motion in ("sink", "steps", "sweep")
            for quantity, words in _QUANTITIES.items()
        },
        "sweep.traced": UNTOLD,
        "fall.fallen": UNTOLD,
    },
    seen={
        "rise": "Two bars lie one above the other, cut into the shares of the classes: the truth "
        "p, and the guess q. On each piece of the truth rises a block, ln(1/q) high, and a level "
        "line is drawn at their average height.",
        "truth": "The edges in the guess slide to those in the truth; the line sinks.",
        "guess": "A mark stays where the line is. An arrow shows that the share of the likeliest "
        "class is to be lower. Beside the line are three options: higher, the same, lower.",
        "steps": "The share is lower by three equal steps. On its block lie three slabs, each "
        "thicker than the one before; above the other blocks are three gaps, each thinner.",
        "net": "Pieces of the slabs fill the gaps.",
        "left": "What is left of the slabs spreads over all blocks, as high as the line is above "
        "the mark.",
        "sweep": "The blocks go. A dot above the edge of the share draws a valley as that share "
        "takes all values, and touches the mark only where the guess is the truth.",
        "hail": "Fifty dots fall, each to the average surprise of a guess made by chance. All stay "
        "in the valley, and none falls below the mark.",
        "floor": "The ground below the mark is filled. From there a bar rises to the first guess.",
    },
)
