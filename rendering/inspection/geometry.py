"""Outlines in the plane: straightened, met, contained, and how far they reach in each direction.

Knows nothing of mobjects. A *reach* is the support function of a set of points at ``ANGLES``
fixed directions: it bounds the convex hull by half-planes, and two convex shapes are apart
exactly if some direction separates them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rendering.inspection.findings import Extent

__all__ = [
    "crosses",
    "distance",
    "extent_of",
    "inside",
    "on_one_line",
    "overlap_depth",
    "reach",
    "straightened",
]

Array = NDArray[np.float64]

ANGLES = 72
"""Directions of a reach, 5 degrees apart: names that are slanted lie along one of them."""

_turn = 2 * np.pi * np.arange(ANGLES) / ANGLES
_DIRECTIONS: Array = np.column_stack((np.cos(_turn), np.sin(_turn)))

_STEPS = 4
_t = np.linspace(0, 1, _STEPS + 1)[:, None]
_BERNSTEIN: Array = np.hstack(((1 - _t) ** 3, 3 * (1 - _t) ** 2 * _t, 3 * (1 - _t) * _t**2, _t**3))


def straightened(points: Array) -> tuple[Array, Array]:
    """Segments of cubic outlines, and those that close them for a fill.

    Parameters
    ----------
    points
        manim's, shape (4n, 3): start, two handles, end.

    Returns
    -------
    tuple
        Of shape (m, 2, 2) and (c, 2, 2).
    """
    cubics = points[: len(points) // 4 * 4].reshape(-1, 4, 3)[..., :2]
    if not len(cubics):
        return np.zeros((0, 2, 2)), np.zeros((0, 2, 2))
    runs = _BERNSTEIN @ cubics
    segments = np.stack((runs[:, :-1], runs[:, 1:]), axis=2).reshape(-1, 2, 2)
    starts, ends = cubics[:, 0], cubics[:, 3]
    new = np.append(True, np.abs(ends[:-1] - starts[1:]).max(axis=1) > 1e-6)
    last = np.append(new[1:], True)
    return segments, np.stack((ends[last], starts[new]), axis=1)


def extent_of(points: Array) -> Extent:
    """The rectangle around ``points``, shape (n, 2) or (n, 3)."""
    x, y = points[:, :2].T.copy()  # NumPy goes along rows many times faster than along columns
    return Extent(float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def reach(points: Array) -> Array:
    """How far ``points`` lie in each direction; shape (ANGLES,)."""
    return np.asarray((_DIRECTIONS @ points[:, :2].T).max(axis=1))


def overlap_depth(one: Array, other: Array) -> float:
    """How far two convex shapes must be moved to be apart; negative where they are."""
    return float((one + np.roll(other, ANGLES // 2)).min())


def on_one_line(one: Array, other: Array) -> bool:
    """Whether two texts, of these reaches, stand beside each other, not one below the other.

    Across the longer one's line they have more than half of the lower one's height in common.
    """
    longer = max(one, other, key=lambda reach: float(_widths(reach).max()))
    widths = _widths(longer)
    # A name that is slanted is thin across its line; a digit is higher than it is wide.
    across = int(widths.argmin()) if widths.max() > 2.5 * widths.min() else ANGLES // 4
    top = min(float(reach[across]) for reach in (one, other))
    bottom = max(-float(reach[across - ANGLES // 2]) for reach in (one, other))
    lower = min(float(_widths(reach)[across]) for reach in (one, other))
    return top - bottom > lower / 2


def _widths(reach: Array) -> Array:
    """How wide a shape is in each direction, up to the opposite ones; shape (ANGLES / 2,)."""
    half = ANGLES // 2
    return np.asarray(reach[:half] + reach[half:])


def crosses(segments: Array, limits: Array) -> bool:
    """Whether a segment has a stretch within the convex shape of that reach."""
    start, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    room = limits - start @ _DIRECTIONS.T  # (m, ANGLES): how far each start is within
    pace = along @ _DIRECTIONS.T
    with np.errstate(divide="ignore", invalid="ignore"):
        hits = room / pace
    leave = np.where(pace > 1e-12, hits, np.inf).min(axis=1)
    enter = np.where(pace < -1e-12, hits, -np.inf).max(axis=1)
    beside = ((np.abs(pace) <= 1e-12) & (room < 0)).any(axis=1)
    return bool(((np.maximum(enter, 0) < np.minimum(leave, 1)) & ~beside).any())


def inside(points: Array, segments: Array) -> NDArray[np.bool_]:
    """Which of ``points`` the closed outline of ``segments`` winds around."""
    (x0, y0), (x1, y1) = segments[:, 0].T, segments[:, 1].T
    x, y = points[:, :1], points[:, 1:2]
    side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
    up = (y0 <= y) & (y1 > y) & (side > 0)
    down = (y0 > y) & (y1 <= y) & (side < 0)
    return np.asarray(up.sum(axis=1) != down.sum(axis=1))


def distance(points: Array, segments: Array) -> Array:
    """From each of ``points`` to the nearest of ``segments``."""
    start, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    length = np.maximum((along**2).sum(axis=1), 1e-18)
    way = points[:, None] - start
    share = np.clip((way * along).sum(axis=2) / length, 0, 1)
    return np.asarray(np.linalg.norm(way - share[..., None] * along, axis=2).min(axis=1))
