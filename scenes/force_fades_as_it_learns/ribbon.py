"""A ribbon along a way, of any width from place to place, exactly."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Polyline, flat, straight
from scenes.numbers import FloatArray
from scenes.theme import theme

__all__ = ["BEFORE", "Rest", "Ribbon", "Thread", "across", "sides", "thread"]

BEFORE, AFTER = 1.0, 0.05
"""How far a ribbon goes on where it begins and ends: one of no length is seen by its width."""


TURN = 1.0
"""On how much of its way a ribbon turns where that bends, in manim units."""


def across(points: FloatArray, start: float = 0.0) -> FloatArray:
    """Unit vectors to the left of the way through ``points``, shape (n, 2), which has no halts.

    It comes with the heading ``start``, an angle in radians. The heading at a place is the mean of
    that on the last ``TURN`` of the way, so a ribbon that is not wider turns without folding.
    """
    ahead = np.diff(points, axis=0)
    gone = np.concatenate(([0.0], np.cumsum(np.linalg.norm(ahead, axis=1))))
    headings = np.unwrap([start, *np.arctan2(ahead[:, 1], ahead[:, 0])])
    lengths = np.array([TURN, *np.diff(gone)])
    # Of all headings so far, from TURN before the first point on.
    total = np.concatenate(([0.0], np.cumsum(headings * lengths)))
    at = np.concatenate(([-TURN], gone))
    angles = (total[1:] - np.interp(gone - TURN, at, total)) / TURN
    return np.column_stack((-np.sin(angles), np.cos(angles)))


def sides(points: FloatArray, left: FloatArray, wide: FloatArray) -> FloatArray:
    """The outline of a ribbon, round from where it begins; it goes on a little at both ends."""
    ahead = np.column_stack((left[:, 1], -left[:, 0]))
    points = np.concatenate(
        (points[:1] - BEFORE * ahead[0], points, points[-1:] + AFTER * ahead[-1])
    )
    half = np.pad(wide[:, None] / 2 * left, ((1, 1), (0, 0)), "edge")
    return np.concatenate((points + half, (points - half)[::-1], (points + half)[:1]))


class Ribbon(VGroup):
    """A band along a way; a thread where it has no width."""

    def __init__(self, color: str, opacity: float = 1.0) -> None:
        super().__init__()
        self._thread = Polyline(color=color)
        self.band = VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity)
        allow("contrast", "where it hardly pulls, it is no more than a thread", self._thread)
        self.add(self._thread, self.band)

    def lay(self, points: FloatArray, left: FloatArray, wide: FloatArray) -> None:
        """Lay it along ``points``, as ``wide`` as there, across which is ``left``."""
        self.band.points = straight(flat(sides(points, left, wide)))
        self._thread.through(thread(points, left))


def thread(points: FloatArray, left: FloatArray) -> FloatArray:
    """The middle line of a ribbon, which goes on a little at both ends, shape (n + 2, 3)."""
    return flat(sides(points, left, 0.0 * left[:, 0])[: len(points) + 2])


class Thread(VGroup):
    """A line along a way, parted by a hair from what it lies on."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self._around = Polyline(color=theme().background, width=2.4 * HAIR)
        self.line = Polyline(color=color)
        allow("contrast", "it parts a line from what that lies on", self._around)
        self.add(self._around, self.line)

    def through(self, points: FloatArray) -> None:
        """Go through ``points``, shape (n, 3)."""
        for line in (self._around, self.line):
            line.through(points)


class Rest(VGroup):
    """What a ribbon leaves of one that is wider: a band on either side of it."""

    def __init__(self, color: str, opacity: float = 1.0) -> None:
        super().__init__()
        self.bands = tuple(
            VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity) for _ in range(2)
        )
        self.add(*self.bands)

    def lay(
        self, points: FloatArray, left: FloatArray, whole: float, wide: FloatArray, low: FloatArray
    ) -> None:
        """Lay it along ``points``: of the ``whole`` the ribbon leaves ``low`` on its right."""
        high = whole - wide - low
        for band, of, at in ((0, high, (whole - high) / 2), (1, low, (low - whole) / 2)):
            middles = points + at[:, None] * left
            self.bands[band].points = straight(flat(sides(middles, left, of)))
