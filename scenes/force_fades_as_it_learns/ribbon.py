"""A ribbon along a way, of any width from place to place, exactly."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import Polyline, straight
from scenes.numbers import FloatArray

__all__ = ["BEFORE", "Rest", "Ribbon", "across", "flat", "sides"]

BEFORE, AFTER = 1.0, 0.05
"""How far a ribbon goes on where it begins and ends: one of no length is seen by its width."""


def across(points: FloatArray, stride: int, start: float = 0.0) -> FloatArray:
    """Unit vectors to the left of the way through ``points``, which bends at every ``stride``-th.

    It begins with the heading ``start``, an angle in radians, and turns evenly from a bend to the
    next; for the first turn it takes two of them, so that no ribbon folds. Shapes (n, 2), (n, 2).
    """
    bends = points[::stride]
    ahead = np.diff(bends, axis=0)
    headings = np.arctan2(ahead[:, 1], ahead[:, 0])
    at_bends = np.concatenate(([start], (headings[:-1] + headings[1:]) / 2, headings[-1:]))
    at_bends[1] = (at_bends[1] + start) / 2
    angles = np.interp(np.arange(len(points)), np.arange(len(bends)) * stride, at_bends)
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
        self._thread.through(flat(sides(points, left, 0 * wide)[: len(points) + 2]))


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


def flat(points: FloatArray) -> FloatArray:
    """Points of a plane, shape (n, 2), as manim wants them."""
    return np.column_stack((points, np.zeros(len(points))))
