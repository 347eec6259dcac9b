"""Free places between curves, for texts that may stand here or there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stage.numbers import FloatArray
from stage.theme import Zone

__all__ = ["Box", "Place", "free_place", "points_along"]

Box = tuple[float, float, float, float]
"""Left, bottom, right, top; in manim units."""

Place = tuple[Box, bool]
"""The box of a text, and whether it has room there."""

STEP = 0.03
"""From one point of a curve to the next that is looked at."""

LEAST = 0.08
"""Between a text and what is nearest, at least."""


def points_along(way: FloatArray) -> FloatArray:
    """Points of a curve through ``way``, (n, 2), none farther than ``STEP`` from the next."""
    lengths = np.hypot(*np.diff(way, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(lengths)))
    at = np.linspace(0.0, along[-1], int(along[-1] / STEP) + 2)
    return np.column_stack([np.interp(at, along, way[:, axis]) for axis in range(2)])


def free_place(
    size: tuple[float, float],
    corners: Sequence[tuple[float, float]],
    points: FloatArray,
    boxes: Sequence[Box],
    *,
    within: Zone,
) -> Place:
    """The first of the places that has ``LEAST`` room; else the one that has most.

    Parameters
    ----------
    size
        Width and height of the text.
    corners
        Where its lower left corner may be, the best place first.
    points, boxes
        What it may not touch: points, (n, 2), and texts or marks.
    within
        What it may not leave.

    Returns
    -------
    tuple
        Its box, and whether there is room.
    """
    places = [(x, y, x + size[0], y + size[1]) for x, y in corners]
    rooms = [_room(place, points, boxes, within) for place in places]
    good = next((k for k, room in enumerate(rooms) if room >= LEAST), int(np.argmax(rooms)))
    return places[good], rooms[good] >= LEAST


def _room(place: Box, points: FloatArray, boxes: Sequence[Box], within: Zone) -> float:
    """How far it is from what is nearest; less than 0 where it is on something."""
    left, bottom, right, top = place
    x, y = points[:, 0], points[:, 1]
    away = np.hypot(
        np.maximum(np.maximum(left - x, x - right), 0.0),
        np.maximum(np.maximum(bottom - y, y - top), 0.0),
    ).min()
    gaps = (max(left - r, le - right, bottom - t, b - top) for le, b, r, t in boxes)
    inside = min(left - within.left, within.right - right, bottom - within.bottom, within.top - top)
    return float(min(away, *gaps, *([] if inside >= -1e-9 else [inside]), np.inf))
