"""Plane geometry of outlines: conversion to segments, intersection, containment and distance.

The *reach* of a set of points is its support function, evaluated at ``ANGLES`` fixed directions:
the largest projection of the points on each direction. It bounds the convex hull by half-planes.
Two convex shapes count as apart if one of the directions separates them.

This module does not depend on mobjects.
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
"""Number of directions of a reach, 5 degrees apart, so that slanted names lie along one of them."""

_turn = 2 * np.pi * np.arange(ANGLES) / ANGLES
_DIRECTIONS: Array = np.column_stack((np.cos(_turn), np.sin(_turn)))

_STEPS = 4
_t = np.linspace(0, 1, _STEPS + 1)[:, None]
_BERNSTEIN: Array = np.hstack(((1 - _t) ** 3, 3 * (1 - _t) ** 2 * _t, 3 * (1 - _t) * _t**2, _t**3))


def straightened(points: Array) -> tuple[Array, Array]:
    """Return the segments that approximate cubic outlines, and those that close them for a fill.

    Parameters
    ----------
    points
        The points of a manim mobject, shape (4n, 3): start, two handles and end of each curve.

    Returns
    -------
    segments
        Segments along the outlines, shape (m, 2, 2): segment, start and end, x and y.
    closing
        One segment for each of the outlines, from its end to its start, shape (c, 2, 2).
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
    """Return the rectangle around ``points``, shape (n, 2) or (n, 3)."""
    x, y = points[:, :2].T.copy()  # NumPy reduces rows many times faster than columns
    return Extent(float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def reach(points: Array) -> Array:
    """Return the reach of ``points``, shape (ANGLES,)."""
    return np.asarray((_DIRECTIONS @ points[:, :2].T).max(axis=1))


def overlap_depth(one: Array, other: Array) -> float:
    """Return how far two convex shapes, given by their reaches, must move to be apart.

    If they are apart already, the result is minus their distance along the best direction.
    """
    return float((one + np.roll(other, ANGLES // 2)).min())


def on_one_line(one: Array, other: Array) -> bool:
    """Return whether two texts, given by their reaches, stand side by side on one line.

    They do if their vertical ranges, measured perpendicular to the line of the longer text, share
    more than half of the smaller text's height.
    """
    longer = max(one, other, key=lambda reach: float(_widths(reach).max()))
    widths = _widths(longer)
    # A slanted name is narrowest perpendicular to its line. A digit is not, so it counts as level.
    across = int(widths.argmin()) if widths.max() > 2.5 * widths.min() else ANGLES // 4
    top = min(float(reach[across]) for reach in (one, other))
    bottom = max(-float(reach[across - ANGLES // 2]) for reach in (one, other))
    lower = min(float(_widths(reach)[across]) for reach in (one, other))
    return top - bottom > lower / 2


def _widths(reach: Array) -> Array:
    """Return a shape's width along each direction of a half turn, shape (ANGLES / 2,)."""
    half = ANGLES // 2
    return np.asarray(reach[:half] + reach[half:])


def crosses(segments: Array, limits: Array) -> bool:
    """Return whether any segment passes through the interior of the convex shape with a reach.

    ``segments`` has shape (m, 2, 2), and ``limits`` is the reach.
    """
    start, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    room = limits - start @ _DIRECTIONS.T  # (m, ANGLES): distance of each start to the bounds
    pace = along @ _DIRECTIONS.T
    with np.errstate(divide="ignore", invalid="ignore"):
        hits = room / pace
    leave = np.where(pace > 1e-12, hits, np.inf).min(axis=1)
    enter = np.where(pace < -1e-12, hits, -np.inf).max(axis=1)
    beside = ((np.abs(pace) <= 1e-12) & (room < 0)).any(axis=1)
    return bool(((np.maximum(enter, 0) < np.minimum(leave, 1)) & ~beside).any())


def inside(points: Array, segments: Array) -> NDArray[np.bool_]:
    """Return which of ``points`` lie inside the closed outline of ``segments``, shape (n,).

    A point lies inside if the winding number of the outline around it is not 0.
    """
    (x0, y0), (x1, y1) = segments[:, 0].T, segments[:, 1].T
    x, y = points[:, :1], points[:, 1:2]
    side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
    up = (y0 <= y) & (y1 > y) & (side > 0)
    down = (y0 > y) & (y1 <= y) & (side < 0)
    return np.asarray(up.sum(axis=1) != down.sum(axis=1))


def distance(points: Array, segments: Array) -> Array:
    """Return the distance from each of ``points`` to the nearest of ``segments``, shape (n,)."""
    start, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    length = np.maximum((along**2).sum(axis=1), 1e-18)
    way = points[:, None] - start
    share = np.clip((way * along).sum(axis=2) / length, 0, 1)
    return np.asarray(np.linalg.norm(way - share[..., None] * along, axis=2).min(axis=1))
