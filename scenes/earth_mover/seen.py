"""What EarthMover shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_SHARES = Words("The shares")
_WALK = Words("The average walk to the true place, which is the loss")
_PIVOT = Words("How far the pivot is from the true place")
_SIDE = Words("The sum of the pulls on each side of the pivot")
_MOVED = {"shares": _SHARES, "walk": _WALK, "pivot": _PIVOT, "side": _SIDE, "flown": UNTOLD}

SEEN = SceneWords(
    numbers={
        "scores": Words("The scores"),
        "q": Words("The shares", spelled=True),
        "positions": Words("Where the places are"),
        "near": Words("Another prediction", spelled=True),
        "far": Words("The same, carried elsewhere", spelled=True),
        "target": Words("The true place", kind="class"),
        "walk": Words("The average walk to the true place"),
        "options": Words("Places to guess among, where the path may balance"),
        "slide.pivot": _PIVOT,
        "arms": Words("How much farther off each place is than average"),
        "pulls": Words("The slope of the average walk by each score"),
        "side": _SIDE,
        "walks": Words("The average walks of both other predictions"),
        "sides": Words("The sums of the pulls of these on each side"),
        **{f"{m}.{name}": _MOVED[name] for m in ("lift", "back") for name in list(_MOVED)[:3]},
        **{f"change.{name}": _MOVED[name] for name in list(_MOVED)[:4]},
        **{f"carry.{name}": _MOVED[name] for name in list(_MOVED)[1:]},
        **dict.fromkeys(("cat", "places", "unit", "distances", "answer"), UNTOLD),
        **dict.fromkeys(("true_place", "near_place", "far_place"), UNTOLD),
        **dict.fromkeys(("strongest", "strong_place"), UNTOLD),
    },
    seen={
        "hay": "A path is a plank on two posts, with the names of places on it. Hay comes down on "
        "it, at each place as high as its share. Then a cat sits down at the true place.",
        "guess": "A pivot on a pole comes under the plank, at the cat. The posts go, and the plank "
        "drops to one side. On the ground small pivots with letters are guesses.",
        "push": "The pivot is pushed along below the plank, away from the cat, past some of the "
        "guesses, and the plank tilts less and less, until it is level. A bar along the ground, "
        "from the cat to the pivot, grows with it.",
        "raise": "The bar is called loss. An arrow goes up beside one place, which gets more hay, "
        "the others less. The pivot moves towards it, so that the plank stays level, and the bar "
        "grows.",
        "pull": "The hay is as before. Below the plank a line is drawn from the pole to that "
        "place: the arm. Its share comes down from behind the plank, and grows as wide as the "
        "arm. The area is the pull.",
        "sides": "The other shares come down as well, and grow wide to the pole, on both sides of "
        "it. Then both sides become boxes of one width: they are as high as each other.",
        "carry": "The hay becomes bales, which hop over, one after the other, to another "
        "place. The pivot follows, so that the plank stays level; the loss and both boxes "
        "change with it. In the end they are cut in parts, each as large as before.",
    },
)
