"""A bar of length 1, divided into the shares of all classes, and bales of probability."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stage.cast import CAST
from stage.drawing.canvas import Canvas, visibility
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

__all__ = [
    "INSIDE",
    "SIDE_BY_SIDE",
    "SLIVER",
    "draw_name",
    "draw_shares",
    "edges_of",
    "true_first",
]

FADE = 0.8
"""Change of width, in manim units, over which a name fades; large, since pieces may move fast."""

SLIVER = 0.3
"""Length of a piece, in manim units, up to which it is too short to be measured in a clip."""

INSIDE: dict[Rule, str] = {"overlap": "it stands on its own piece"}
SIDE_BY_SIDE: dict[Rule, str] = {"contrast": "pieces of one bar lie side by side"}


def true_first(classes: int, target: int) -> tuple[int, ...]:
    """Return the order of pieces: the true class first, then the others in ascending order.

    >>> true_first(4, 2)
    (2, 0, 1, 3)
    """
    return (target, *(k for k in range(classes) if k != target))


def edges_of(shares: FloatArray, order: Sequence[int]) -> FloatArray:
    """Return the edges between the pieces, ascending from 0 to 1, shape (K + 1,).

    >>> edges_of(np.array([0.2, 0.5, 0.3]), (2, 0, 1)).round(2).tolist()
    [0.0, 0.3, 0.5, 1.0]
    """
    return np.concatenate(([0.0], np.cumsum(np.asarray(shares)[list(order)])))


def draw_shares(
    draw: Canvas,
    key: str,
    box: Zone,
    shares: FloatArray,
    *,
    order: Sequence[int],
    names: Sequence[str],
    upright: bool = False,
    opacity: FloatArray | float = 1.0,
    named: FloatArray | float = 1.0,
) -> None:
    """Draw the bar in ``box``, with a rectangle, a name and a pictogram for each class.

    Parameters
    ----------
    key
        Keys are (key, k) for rectangles, (key + " name", k) and (key + " picture", k).
    shares
        Share of each class, shape (K,); they sum to 1.
    order
        Classes from left to right, or from bottom to top.
    upright
        Whether the bar is vertical.
    opacity
        Opacity of all rectangles, or of each class's.
    named
        Opacity of all names and pictograms, or of each class's. Those that do not fit on their
        rectangle are invisible.
    """
    t, opaque, named = theme(), *(np.broadcast_to(o, len(shares)) for o in (opacity, named))
    edges = edges_of(shares, order)
    low, long = (box.bottom, box.height) if upright else (box.left, box.width)
    for k, start, end in zip(order, edges[:-1], edges[1:], strict=True):
        a, b = low + float(start) * long, low + float(end) * long
        piece = Zone(box.left, box.right, a, b) if upright else Zone(a, b, box.bottom, box.top)
        color = t.of_class(k)
        draw.rectangle(
            key, k, left=piece.left, bottom=piece.bottom, right=piece.right, top=piece.top,
            color=color, opacity=float(opaque[k]), allow=SIDE_BY_SIDE,
            measures=("y" if upright else "x", float(shares[k])) if b - a > SLIVER else None,
        )  # fmt: skip
    for k, start, end in zip(order, edges[:-1], edges[1:], strict=True):
        a, b = low + float(start) * long, low + float(end) * long
        piece = Zone(box.left, box.right, a, b) if upright else Zone(a, b, box.bottom, box.top)
        draw_name(draw, key, k, piece, names[k], upright=upright, opacity=float(named[k]))


def draw_name(
    draw: Canvas,
    key: str,
    k: int,
    piece: Zone,
    name: str,
    *,
    upright: bool = False,
    opacity: float = 1.0,
) -> None:
    """Write the name of class k on its rectangle, with its pictogram if both fit.

    Their keys are (key + " name", k) and (key + " picture", k).
    """
    length, across = piece.width, piece.height
    if upright:
        length, across = across, length
    ink, size = text_on(theme().of_class(k)), TYPE.label
    wide, high = words_width(name, size), CAP * size
    picture = min(0.5 * across, 0.62) if name in CAST else 0.0
    both = wide + picture + 0.1
    fits = visibility(length, (high if upright else wide) + 0.2 + FADE / 2, FADE)
    beside = visibility(piece.width, both + 0.2 + FADE / 2, FADE) if picture else 0.0
    draw.pictogram(
        f"{key} picture", k, name=name, at=(piece.x - both / 2 + picture / 2, piece.y),
        height=picture, color=ink, room=min(fits, beside), opacity=opacity, allow=INSIDE,
    )  # fmt: skip
    x = piece.x + beside * (picture + 0.1) / 2
    draw.words(
        f"{key} name", k, text=name, at=(x, piece.y - high / 2), color=ink,
        size=size, room=fits, opacity=opacity, allow=INSIDE,
    )  # fmt: skip
