"""What TwoDistributions shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_ROOMS = Words("How wide the rooms are", spelled=True)
_PRICES = Words("What a draw pays for its room, ln(1/q)", spelled=True)
_SUM = Words("The sum, which is what is paid on average")

SEEN = SceneWords(
    numbers={
        "p": Words("The truth p"),
        "q": Words("The prediction q"),
        "seed": Words("The seed of the order in which draws come"),
        "counts": Words("Of a hundred draws, of each class come"),
        "first": UNTOLD,
        "rest": UNTOLD,
        "price": _PRICES,
        "wall": Words("The class of whose room the right wall is moved", kind="class"),
        # It goes back to what has been told.
        "opening": UNTOLD,
        "opening_price": UNTOLD,
        **{f"fit{part}": words for part, words in {"": _ROOMS, "_price": _PRICES,
                                                   "_factors": UNTOLD, "_total": _SUM}.items()},
        **{f"back{part}": UNTOLD for part in ("", "_price", "_factors", "_total")},
        "averages[0]": Words("What the hundred draws pay on average where rooms are p"),
        "averages[1]": Words("What the hundred draws have paid on average"),
        "total": Words("The sum, the cross entropy"),
    },
    seen={
        "the price": "A floor is cut into rooms, one for each class, as wide as its q and as high "
        "as its price, ln(1/q), which is told on its roof. Above them a hundred dots wait. The "
        "wall between two rooms is moved to one side and to the other: the room that becomes "
        "narrower rises, the wider one sinks. Then both are as they were.",
        "draws": "Three dots come, one after the other. Each falls through the room of its class, "
        "from the roof to the floor, and leaves a bar as long as its fall. Both go to the right, "
        "where bars stand side by side, with their dots below them. A line over these bars is what "
        "has been paid on average so far.",
        "the average": "All other dots fall, one after the other and ever faster. The line goes up "
        "and down at first, and comes to rest.",
        "blocks": "Class by class, the bars are put side by side. Now they are blocks, as wide as "
        "p and as high as the rooms of their classes. The line over them is level. For each class, "
        "how often it comes, times its price: the average is written as their sum.",
        "the best": "The walls are moved until each room is as wide as its block. Rooms and blocks "
        "are alike, and the line over the blocks has sunk. A dashed line marks it. One wall is "
        "moved to one side and to the other, and the line rises. Then the rooms go back to q.",
        "the answer": "The line of the average is above the dashed one. A formula: H(p, q) is the "
        "sum, over all classes, of p times ln(1/q).",
    },
    also={
        "the price": ("q", "price", "wall"),
        "draws": ("p", "counts"),
        "the average": ("averages[1]",),
        "blocks": ("p", "price", "total"),
        "the best": ("averages[0]",),
        "the answer": ("averages[0]", "total"),
    },
)  # fmt: skip
