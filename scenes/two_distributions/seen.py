"""What TwoDistributions shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_ROOMS = Words("The rooms, the prediction q", spelled=True)
_PRICES = Words("The price of a place, ln(1/q)", spelled=True)

SEEN = SceneWords(
    numbers={
        "p": Words("The truth p"),
        "q": Words("The prediction q"),
        "seed": Words("The seed of the order in which draws come"),
        "counts": Words("Of a hundred draws, of each class come"),
        "places": Words("Places in each room"),
        "over": Words("Draws that find no place, and places that stay empty"),
        "pouring": UNTOLD,
        "paying": UNTOLD,
        "dragged": Words("The class whose room becomes small", kind="class"),
        "small": _ROOMS,
        "small_price": _PRICES,
        # It goes back to what has been told.
        "big": UNTOLD,
        "big_price": UNTOLD,
        "price": _PRICES,
        "average": Words("What the hundred draws have paid on average"),
        "total": Words("The sum, the cross entropy"),
    },
    seen={
        "draws": "A hundred dots wait in a block. Beside them are rooms, one for each class, as "
        "high as its q, with a ring for each of a hundred places. One by one, then ever faster, "
        "the dots fall into the rooms of their classes, where they take a place or stand above "
        "the roof.",
        "misfit": "The dots above the roofs, and the rings that nobody has taken, stand out.",
        "the price": "Bars come beside the rooms: the price of a place in each of them. The roof "
        "of one room is dragged down and goes back, and its price rises and falls, while the "
        "other rooms share what it leaves.",
        "the average": "Dot after dot lights up and sends a coin, which becomes a bar as high as "
        "the price of its room. A line over these bars is what has been paid on average so far: "
        "it goes up and down at first, and comes to rest.",
        "the sum": "For each class, how often it comes, times its price: the average is written "
        "as their sum.",
        "the answer": "The dots become squares without a gap, and so bars: the chart of p. The "
        "rooms are filled, and are the chart of q. A formula: H(p, q) is the sum, over all "
        "classes, of p times ln(1/q).",
    },
    also={
        "draws": ("counts", "places"),
        "misfit": ("over",),
        "the price": ("dragged", "price"),
        "the average": ("average",),
        "the sum": ("p", "price", "total"),
        "the answer": ("total",),
    },
)
