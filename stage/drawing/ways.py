"""Ways of straight lines, along which something runs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stage.drawing.canvas import Point
from stage.numbers import FloatArray

__all__ = ["along", "until"]


def along(way: Sequence[Point], share: float) -> Point:
    """The point that is so far along a way of at least two points, by its length.

    >>> along([(0, 0), (3, 0), (3, 1)], 0.5), along([(0, 0), (3, 0), (3, 1)], 2.0)
    ((2.0, 0.0), (3.0, 1.0))
    """
    points, reached = _measured(way)
    at = min(max(share, 0.0), 1.0) * reached[-1]
    return float(np.interp(at, reached, points[:, 0])), float(np.interp(at, reached, points[:, 1]))


def until(way: Sequence[Point], share: float) -> list[Point]:
    """The part of a way from its start to the point that is so far along it.

    >>> until([(0, 0), (2, 0), (2, 2)], 0.75)
    [(0.0, 0.0), (2.0, 0.0), (2.0, 1.0)]
    """
    points, reached = _measured(way)
    passed = points[reached < min(max(share, 0.0), 1.0) * reached[-1]]
    return [*((float(x), float(y)) for x, y in passed), along(way, share)]


def _measured(way: Sequence[Point]) -> tuple[FloatArray, FloatArray]:
    """Points of a way, (n, 2), and how far along it each is, (n,)."""
    points = np.array(way, dtype=float)
    return points, np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
