"""What EarthMover shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_TRACKS = {
    "shares": Words("The shares"),
    "walk": Words("The average walk to the true place, which is the loss"),
    "pivot": Words("How far the pivot is from the true place"),
    "walk_pull": Words("How hard the walk, as the loss, pulls the true score up"),
    "cross_pull": Words("How hard cross entropy pulls the true score up"),
    "flown": UNTOLD,
}

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
        "slide.pivot": _TRACKS["pivot"],
        "arms": Words("How much farther off each place is than average"),
        "pulls": Words("The slope of the average walk by each score"),
        "side": Words("The sum of the pulls on each side of the pivot"),
        "walks": Words("The average walks of both other predictions"),
        "walk_pulls": Words("How hard these walks, as the loss, pull the true score up"),
        "cross_pulls": Words("How hard cross entropy pulls the true score up, for both"),
        **{f"change.{name}": _TRACKS[name] for name in ("shares", "walk", "pivot")},
        **{f"carry.{name}": words for name, words in _TRACKS.items()},
        **dict.fromkeys(("cat", "places", "unit", "distances", "answer"), UNTOLD),
        **dict.fromkeys(("true_place", "far_place"), UNTOLD),
    },
    seen={
        "hay": "A path is a plank on two posts, with the names of places on it. Hay comes down on "
        "it, at each place as high as its share. Then a cat sits down at the true place.",
        "guess": "A pivot on a pole comes under the plank, at the cat. The posts go, and the plank "
        "drops to one side. On the ground small pivots with letters are guesses.",
        "push": "The pivot is pushed along below the plank, away from the cat, past some of the "
        "guesses, and the plank tilts less and less, until it is level. A bar along the ground, "
        "from the cat to the pivot, grows with it.",
        "pull": "The bar is called loss. Below the plank a line goes from the pole to the cat's "
        "place: the arm. The share of that place comes down from behind the plank, and grows as "
        "wide as the arm. This area is the pull.",
        "sides": "The other shares come down as well, and grow wide to the pole, on both sides of "
        "it. The areas of each side have the same sum.",
        "compare": "The areas go back into their hay, which becomes that of another prediction. "
        "The pivot follows, and so does the loss. The area below the cat is built again, and a "
        "copy of it rises above the plank as a bar: the walk's pull. Another bar comes out of the "
        "hay that is not at the cat: cross entropy's pull.",
        "which": "An outline at another place is where the hay will go.",
        "carry": "The hay is carried over in one block. The pivot, the loss, the area and the "
        "walk's bar go with it. If all of these become so many times as long, they are cut in "
        "parts, each as long as before. The bar of cross entropy is as long as the hay elsewhere.",
    },
)
