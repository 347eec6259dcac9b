"""Mobjects without text: lines, dashes, rectangles, circles; each is placed by coordinates."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import VMobject

from stage.numbers import FloatArray, nice_ticks

__all__ = [
    "HAIR",
    "HEAD",
    "Circle",
    "Dashes",
    "Polyline",
    "Rectangle",
    "flat",
    "nice_ticks",
    "straight",
]

HAIR = 2.0
"""Stroke width of axes, in hundredths of a manim unit."""

HEAD = 0.26
"""Length and width of an arrow's head, in manim units."""

DASH, PERIOD = 0.12, 0.2
"""Length of a dash, and distance from one dash to the next, in manim units."""


_THIRDS = np.linspace(0, 1, 4)


def flat(points: FloatArray) -> FloatArray:
    """Return points of shape (..., 2) with a third coordinate of 0, shape (..., 3).

    >>> flat(np.array([[1.0, 2.0]])).tolist()
    [[1.0, 2.0, 0.0]]
    """
    return np.concatenate((points, np.zeros((*points.shape[:-1], 1))), axis=-1)


def straight(corners: FloatArray) -> FloatArray:
    """Return the cubic points, shape (4n - 4, 3), of a polyline with corners of shape (n, 3)."""
    start, end = corners[:-1, None], corners[1:, None]
    return np.asarray((start + (end - start) * _THIRDS[:, None]).reshape(-1, 3))


class Rectangle(VMobject):
    """A rectangle with given sides; its width and height may be 0 in between."""

    def set_sides(self, left: float, bottom: float, right: float, top: float) -> Self:
        """Set the four sides, in manim units."""
        x = (left, right, right, left, left)
        y = (bottom, bottom, top, top, bottom)
        self.points = straight(np.array((x, y, (0.0,) * 5)).T)
        return self


class Polyline(VMobject):
    """A line through points; without points it is empty."""

    def __init__(self, *, color: str, width: float = HAIR) -> None:
        super().__init__(stroke_color=color, stroke_width=width, fill_opacity=0)

    def through(self, points: FloatArray | Sequence[Any]) -> Self:
        """Go through ``points``, shape (n, 3); with fewer than two, be empty."""
        points = np.asarray(points, float)
        self.points = straight(points) if len(points) > 1 else np.zeros((0, 3))
        return self


class Dashes(VMobject):
    """A dashed line, as one mobject."""

    def __init__(self, *, color: str, width: float = HAIR) -> None:
        super().__init__(stroke_color=color, stroke_width=width, fill_opacity=0)

    def along(self, corners: Sequence[FloatArray]) -> Self:
        """Go through ``corners``, shape (n, 3).

        A dash, perhaps of length 0, ends at the last corner: the line never ends in a gap.
        """
        path = np.asarray(corners, float)
        steps = path[1:] - path[:-1]
        ends = [0.0, *itertools.accumulate(np.sqrt((steps * steps).sum(axis=1)).tolist())]
        starts = np.array([*np.arange(0.0, ends[-1], PERIOD), ends[-1]])
        reached = np.minimum(starts[:, None] + DASH * _THIRDS, ends[-1]).ravel()
        points = np.empty((len(reached), 3))
        for k in range(3):
            points[:, k] = np.interp(reached, ends, path[:, k])
        self.points = points
        return self


class Circle(VMobject):
    """A circle, of radius 1 around the origin until it is placed by ``put``."""

    def __init__(self, **style: object) -> None:
        super().__init__(**{"stroke_width": 0, "fill_opacity": 0, **style})
        # Four cubic arcs; their radius is off by at most 3 in 10,000.
        turn = np.exp(1j * np.pi / 2 * np.arange(5))
        handle = 4 / 3 * np.tan(np.pi / 8) * 1j * turn
        arcs = np.column_stack((turn[:-1], (turn + handle)[:-1], (turn - handle)[1:], turn[1:]))
        self._unit_circle = np.column_stack((arcs.ravel().real, arcs.ravel().imag, np.zeros(16)))
        self.put(0.0, 0.0, 1.0)

    def put(self, x: float, y: float, radius: float) -> Self:
        """Draw it around (x, y) with ``radius``, in manim units."""
        self.points = self._unit_circle * radius + [x, y, 0.0]
        return self
