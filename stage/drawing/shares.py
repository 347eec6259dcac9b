"""A bar of length 1, divided into the shares of all classes; names, bands and blocks beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stage.cast import CAST
from stage.drawing.canvas import Canvas, visibility
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

__all__ = [
    "INSIDE",
    "PICTURE",
    "SIDE_BY_SIDE",
    "SLIVER",
    "draw_bands",
    "draw_blocks",
    "draw_name",
    "draw_name_beside",
    "draw_pieces",
    "draw_shares",
    "edges_of",
    "pieces_of",
    "true_first",
]

FADE = 0.8
"""Change of width, in manim units, over which a name fades; large, since pieces may move fast."""

SLIVER = 0.3
"""Length of a piece, in manim units, up to which it is too short to be measured in a clip."""

PICTURE, BESIDE = 0.5, 0.1
"""Height and width of a pictogram beside a bar, and its distance from its name, in manim units."""

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


def pieces_of(
    box: Zone, shares: FloatArray, order: Sequence[int], *, upright: bool = False
) -> dict[int, Zone]:
    """Return the rectangle of each class's piece of a bar in ``box``, in their order.

    ``shares`` has shape (K,). The order is from left to right, or from bottom to top if the bar is
    ``upright``.

    >>> pieces_of(Zone(0, 4, 0, 1), np.array([0.25, 0.75]), (1, 0))[0]
    Zone(left=3.0, right=4.0, bottom=0, top=1)
    """
    low, length = (box.bottom, box.height) if upright else (box.left, box.width)
    ends = [low + float(edge) * length for edge in edges_of(shares, order)]
    return {
        k: Zone(box.left, box.right, a, b) if upright else Zone(a, b, box.bottom, box.top)
        for k, a, b in zip(order, ends[:-1], ends[1:], strict=True)
    }


def draw_pieces(
    draw: Canvas,
    *key: str | int,
    box: Zone,
    shares: FloatArray,
    order: Sequence[int],
    upright: bool = False,
    opacity: FloatArray | float = 1.0,
    allow: dict[Rule, str] = SIDE_BY_SIDE,
) -> None:
    """Draw the bar in ``box`` without names: a rectangle for each class of ``order``.

    The last item of its key is k. Pieces longer than ``SLIVER`` are measured.
    """
    opacities = np.broadcast_to(opacity, len(shares))
    for k, piece in pieces_of(box, shares, order, upright=upright).items():
        length = piece.height if upright else piece.width
        draw.rectangle(
            *key, k, left=piece.left, bottom=piece.bottom, right=piece.right, top=piece.top,
            color=theme().of_class(k), opacity=float(opacities[k]), allow=allow,
            measures=("y" if upright else "x", float(shares[k])) if length > SLIVER else None,
        )  # fmt: skip


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
    draw_pieces(draw, key, box=box, shares=shares, order=order, upright=upright, opacity=opacity)
    opacities = np.broadcast_to(named, len(shares))
    for k, piece in pieces_of(box, shares, order, upright=upright).items():
        draw_name(draw, key, k, piece, names[k], upright=upright, opacity=float(opacities[k]))


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


def draw_name_beside(
    draw: Canvas,
    k: int,
    name: str,
    *,
    right: float,
    y: float,
    available: float,
    room: float = 1.0,
    opacity: float = 1.0,
    allow: dict[Rule, str] | None = None,
) -> None:
    """Write the name of class k to the left of a bar, with its pictogram if both fit.

    Their keys are ("name", k) and ("picture", k).

    Parameters
    ----------
    right, y
        Right end of the name, and the height of its middle.
    available
        Width available to both.
    room
        Visibility that both have at most, as in ``Canvas``.
    """
    wide, color = words_width(name, TYPE.label), theme().of_class(k)
    draw.words(
        "name", k, text=name, at=(right, y - CAP * TYPE.label / 2), align=1, color=color,
        room=min(room, visibility(available, wide)), opacity=opacity, allow=allow,
    )  # fmt: skip
    draw.pictogram(
        "picture", k, name=name, at=(right - BESIDE - wide - PICTURE / 2, y), height=PICTURE,
        color=color, room=min(room, visibility(available, wide + BESIDE + PICTURE)),
        opacity=opacity, allow=allow,
    )  # fmt: skip


def draw_bands(
    draw: Canvas,
    key: str,
    x: FloatArray,
    levels: FloatArray,
    *,
    order: Sequence[int],
    opacity: FloatArray | float = 1.0,
    allow: dict[Rule, str] = SIDE_BY_SIDE,
) -> None:
    """Draw the bands that the pieces of an upright bar leave behind as it moves sideways.

    Parameters
    ----------
    key
        Keys are (key, k).
    x
        Positions that the bar has passed, ascending, shape (n,); with fewer than 2, no band is
        visible.
    levels
        Heights of the edges between pieces at these positions, in manim units, shape (n, K + 1).
    order
        Classes from bottom to top.
    opacity
        Opacity of all bands, or of each class's, shape (K,).
    """
    opacities = np.broadcast_to(opacity, len(order)) * (len(x) > 1)
    for n, k in enumerate(order):
        draw.band(
            key, k, upper=np.column_stack((x, levels[:, n + 1])),
            lower=np.column_stack((x, levels[:, n])), color=theme().of_class(k),
            opacity=float(opacities[k]), allow=allow,
        )  # fmt: skip


def draw_blocks(
    draw: Canvas,
    *key: str | int,
    base: Zone,
    widths: FloatArray,
    heights: FloatArray,
    order: Sequence[int],
    light: FloatArray | float = 1.0,
    opacity: float = 1.0,
    measured: NDArray[np.bool_] | bool = False,
    allow: dict[Rule, str] = SIDE_BY_SIDE,
) -> None:
    """Draw a block for each class, side by side on a base; the last item of its key is k.

    Parameters
    ----------
    base
        The base, and the unit of heights above it.
    widths
        Fractions of the base, which sum to 1, shape (K,).
    heights
        Heights in units of the base's height, shape (K,).
    order
        Classes from left to right.
    light
        Brightness of all blocks, or of each class's, shape (K,).
    opacity
        Opacity of all blocks.
    measured
        Whether heights are gauges of the clip's card, for all blocks or for each class's.
    """
    lights, are_measured = (np.broadcast_to(each, len(widths)) for each in (light, measured))
    for k, piece in pieces_of(base, widths, order).items():
        height = float(heights[k])
        draw.rectangle(
            *key, k, left=piece.left, bottom=base.bottom, right=piece.right,
            top=base.bottom + height * base.height, opacity=opacity, allow=allow,
            color=toned(theme().of_class(k), float(lights[k])),
            measures=("y", height) if are_measured[k] else None,
        )  # fmt: skip
