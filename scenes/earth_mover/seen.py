"""What EarthMover shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_WALK = Words("The average walk to the true place, which is the loss")
_PIVOT = Words("How far the pivot is from the true place")

SEEN = SceneWords(
    numbers={
        "scores": Words("The scores"),
        "q": Words("The shares", spelled=True),
        "positions": Words("Where the places are"),
        "near": Words("Another prediction", spelled=True),
        "far": Words("The same, carried farther off", spelled=True),
        "target": Words("The true place", kind="class"),
        "loss": Words("The loss by cross entropy"),
        "divide.slopes": Words("The pulls, divided by the distance"),
        "missing": Words("The sum of the divided pulls"),
        "raises": Words("How often all scores are raised by 1"),
        "lunch.raised": Words("What was added to all scores"),
        "lunch.claimed": Words("The loss that the divided pulls claim"),
        "walk": Words("The average walk to the true place"),
        "options": Words("Places to guess among, where the path may balance"),
        "slide.pivot": _PIVOT,
        "arms": Words("How much farther off each place is than average"),
        "pulls": Words("The slope of the average walk by each score"),
        "walks": Words("The average walks of both other predictions"),
        "sides": Words("The sum of the pulls on each side of the pivot"),
        "change.shares": Words("The shares"),
        "change.walk": _WALK,
        "change.pivot": _PIVOT,
        "carry.flown": UNTOLD,
        "carry.walk": _WALK,
        "carry.pivot": _PIVOT,
        **dict.fromkeys(
            (
                "cat",
                "places",
                "true_place",
                "near_place",
                "far_place",
                "unit",
                "offsets",
                "distances",
                "told_pulls",
                "nearer",
                "farther",
            ),
            UNTOLD,
        ),
    },
    seen={
        "divide": "A path is a plank on two posts, with hay at each place as high as its share; a "
        "cat sits at the true one. Below it lie the pulls along a bar, the true place's on one "
        "side of zero, the others' on the other. They are as long as each other, until each is "
        "divided by its distance: then a gap is left.",
        "raise": "Below the plank a knob for each score goes up, all alike, step by step. The hay "
        "does not move. Beside them is a column, the claimed loss, that changes at every step.",
        "guess": "A pivot on a pole stands under the plank, at the cat. Outlines of others are "
        "guesses at where the plank will balance.",
        "push": "The posts go, and the plank drops to one side. The pivot is pushed along below "
        "it, away from the cat, and the plank tilts less and less, until it is level. A dotted "
        "line from the cat to the pivot grows with it.",
        "flags": "The dotted line becomes the loss. From the pole flags grow out to all places, "
        "one below the other, each as high as its share: on the side of the cat they pull up, on "
        "the other side down.",
        "carry": "The hay becomes bales, which hop over, one after the other, to a place that is "
        "farther off. The pivot follows so that the plank stays level, and the loss grows with it.",
        "answer": "The plank is level. On both sides of the pole flags cover the same area. An "
        "outline tells where the pivot was before the hay was carried.",
    },
)
