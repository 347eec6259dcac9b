"""Marks without words: lines, rectangles, dashes, rings and dots, each set from places alone."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from manim import VMobject

from stage.numbers import FloatArray

__all__ = [
    "HAIR",
    "HEAD",
    "Dashes",
    "Polyline",
    "Rectangle",
    "Ring",
    "flat",
    "nice_ticks",
    "segment",
    "straight",
]

HAIR = 2.0
"""Stroke of axes and of memories, in manim's hundredths of a unit."""

HEAD = 0.26
"""Length and width of an arrow's head, in manim units."""

DASH, PERIOD = 0.12, 0.2
"""Lengths of a dash, and from one to the next, in manim units."""


def nice_ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten that lie in ``[low, high]``, at most ``most``.

    >>> nice_ticks(0, 1.609), nice_ticks(-8, 0)
    ((0.0, 0.5, 1.0, 1.5), (-8.0, -6.0, -4.0, -2.0, 0.0))
    """
    if not high > low:
        raise ValueError(f"high must be above low, which is {low}; got {high}. Widen the range.")
    magnitude = 10.0 ** math.floor(math.log10((high - low) / most))
    slack = 1e-9 * (high - low)
    for factor in (1, 2, 5, 10, 20, 50):
        step = factor * magnitude
        first, last = math.ceil((low - slack) / step), math.floor((high + slack) / step)
        if last - first + 1 <= most:
            # Divided where the step is below 1: 3 * 0.1 is not 0.3, but 3 / 10 is.
            return tuple(
                k / round(1 / step) if step < 1 else k * step for k in range(first, last + 1)
            )
    raise AssertionError("50 times the magnitude is more than the whole range")


_THIRDS = np.linspace(0, 1, 4)


def flat(points: FloatArray) -> FloatArray:
    """Points of a plane, shape (..., 2), as manim wants them, shape (..., 3).

    >>> flat(np.array([[1.0, 2.0]])).tolist()
    [[1.0, 2.0, 0.0]]
    """
    return np.concatenate((points, np.zeros((*points.shape[:-1], 1))), axis=-1)


def straight(way: FloatArray) -> FloatArray:
    """Curves that go straight from each point of ``way``, shape (n, 3), to the next."""
    start, end = way[:-1, None], way[1:, None]
    return np.asarray((start + (end - start) * _THIRDS[:, None]).reshape(-1, 3))


class Rectangle(VMobject):
    """A rectangle that is set from its sides, and so survives a width or height of 0."""

    def set_sides(self, left: float, bottom: float, right: float, top: float) -> Self:
        """Move the four sides, in manim units."""
        x = (left, right, right, left, left)
        y = (bottom, bottom, top, top, bottom)
        self.points = straight(np.array((x, y, (0.0,) * 5)).T)
        return self


class Polyline(VMobject):
    """A line through points, which may be none."""

    def __init__(self, *, color: str, width: float = HAIR) -> None:
        super().__init__(stroke_color=color, stroke_width=width, fill_opacity=0)

    def through(self, points: FloatArray | Sequence[Any]) -> Self:
        """Go through ``points``, shape (n, 3); with fewer than two, be nothing."""
        points = np.asarray(points, float)
        self.points = straight(points) if len(points) > 1 else np.zeros((0, 3))
        return self


def segment(*, color: str, width: float = HAIR) -> Polyline:
    """A straight line, one unit long until it is put somewhere by ``through``."""
    return Polyline(color=color, width=width).through([(0.0, 0.0, 0.0), (1.0, 0.0, 0.0)])


class Dashes(VMobject):
    """Dashes along a way, all in one: what was before, or a tie between two things."""

    def __init__(self, *, color: str, width: float = HAIR) -> None:
        super().__init__(stroke_color=color, stroke_width=width, fill_opacity=0)

    def along(self, corners: Sequence[FloatArray]) -> Self:
        """Go along the way through ``corners``, to its end: the last dash may be one of no length.

        So it is as long as the way, whether a dash or a gap is where that ends.
        """
        way = np.asarray(corners, float)
        steps = way[1:] - way[:-1]
        ends = [0.0, *itertools.accumulate(np.sqrt((steps * steps).sum(axis=1)).tolist())]
        starts = np.array([*np.arange(0.0, ends[-1], PERIOD), ends[-1]])
        reached = np.minimum(starts[:, None] + DASH * _THIRDS, ends[-1]).ravel()
        points = np.empty((len(reached), 3))
        for k in range(3):
            points[:, k] = np.interp(reached, ends, way[:, k])
        self.points = points
        return self


class Ring(VMobject):
    """A circle of a fixed size."""

    def __init__(self, radius: float, **style: object) -> None:
        super().__init__(**style)
        # Four arcs, each the usual cubic that is off a circle by 3 in 10,000.
        turn = np.exp(1j * np.pi / 2 * np.arange(5))
        handle = 4 / 3 * np.tan(np.pi / 8) * 1j * turn
        arcs = np.column_stack((turn[:-1], (turn + handle)[:-1], (turn - handle)[1:], turn[1:]))
        self._circle = radius * np.column_stack(
            (arcs.ravel().real, arcs.ravel().imag, np.zeros(16))
        )
        self.center_on(np.zeros(3))

    def center_on(self, point: FloatArray) -> Self:
        """Move there, shape (3,)."""
        self.points = self._circle + point
        return self
