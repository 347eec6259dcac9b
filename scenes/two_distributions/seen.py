"""What TwoDistributions shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_ROOMS = Words("How high the rooms are", spelled=True)
_PRICES = Words("What a draw pays for its room, ln(1/q)", spelled=True)
_SUM = Words("The sum, which is what is paid on average")

SEEN = SceneWords(
    numbers={
        "p": Words("The truth p"),
        "q": Words("The prediction q"),
        "seed": Words("The seed of the order in which draws come"),
        "counts": Words("Of a hundred draws, of each class come"),
        "places": Words("Places in each room"),
        "pouring": UNTOLD,
        "first": UNTOLD,
        "rest": UNTOLD,
        "price": _PRICES,
        "dragged": Words("The class whose room becomes small", kind="class"),
        **{f"{way}{part}": words for way in ("fit", "small")
           for part, words in {"": _ROOMS, "_price": _PRICES, "_factors": UNTOLD,
                               "_total": _SUM}.items()},
        # They go back to what has been told.
        **{f"back{part}": UNTOLD for part in ("", "_price", "_factors", "_total")},
        "totals[0]": Words("What is paid on average where one room is small"),
        "totals[1]": Words("What is paid on average where rooms are p"),
        "averages[2]": Words("What the hundred draws have paid on average"),
        "total": Words("The sum, the cross entropy"),
    },
    seen={
        "draws": "A hundred dots wait in a block. Beside them are rooms, one for each class, as "
        "high as its q, with a ring for each of a hundred places. One by one, then ever faster, "
        "the dots fall into the rooms of their classes, where they take a place or stand above "
        "the roof. Below each room are its p and its q.",
        "the price": "Below each room comes its price, ln(1/q). Three dots light up, one after the "
        "other, some below a roof and some above, and each sends a coin to the left, which becomes "
        "a bar as high as the price of its room. A line over these bars is what has been paid on "
        "average so far.",
        "the average": "All other dots pay, one after the other and ever faster. The line goes up "
        "and down at first, and comes to rest.",
        "the sum": "For each class, how often it comes, times its price: the average is written as "
        "their sum.",
        "the score": "The roof of one room is dragged down while the other rooms share what it "
        "leaves. Then all roofs move to where the dots of their rooms end. Prices, bars, their "
        "average and the sum move with them. Dashed lines mark what the average was.",
        "the answer": "The roofs go back to where they were. The dots become squares without a "
        "gap, and so bars, which go to the left: the chart of p. The rooms are filled, and are the "
        "chart of q. A formula: H(p, q) is the sum, over all classes, of p times ln(1/q).",
    },
    also={
        "draws": ("p", "q", "counts", "places"),
        "the price": ("price",),
        "the average": ("averages[2]",),
        "the sum": ("total",),
        "the score": ("dragged", "totals[0]", "totals[1]"),
        "the answer": ("total",),
    },
)  # fmt: skip
