"""A ribbon along a way, of any width from place to place, exactly."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject
from manim.utils.color import ManimColor, interpolate_color

from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import Polyline, straight
from scenes.numbers import FloatArray
from scenes.theme import rgb, theme

__all__ = ["BEFORE", "Ribbon", "Tube", "across", "flat", "sides"]

BEFORE, AFTER = 0.6, 0.05
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
        self._color = ManimColor(color)
        self._thread = Polyline(color=color)
        self.band = VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity)
        allow("contrast", "where it hardly pulls, it is no more than a thread", self._thread)
        self.add(self._thread, self.band)

    def shade(self, share: float) -> None:
        """Let its colour go so far toward the background."""
        color = interpolate_color(self._color, ManimColor(theme().background), share).to_hex()
        self.band.fill_rgbas[:, :3] = self._thread.stroke_rgbas[:, :3] = rgb(color)

    def lay(self, points: FloatArray, left: FloatArray, wide: FloatArray) -> None:
        """Lay it along ``points``, as ``wide`` as there, across which is ``left``."""
        self.band.points = straight(flat(sides(points, left, wide)))
        self._thread.through(flat(sides(points, left, 0 * wide)[: len(points) + 2]))


class Tube(VGroup):
    """A faint band between two lines: room for a ribbon that is at its widest."""

    def __init__(self, color: str, opacity: float) -> None:
        super().__init__()
        self.band = VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity)
        self._walls = [Polyline(color=color) for _ in range(2)]
        self.add(self.band, *self._walls)

    def lay(self, points: FloatArray, left: FloatArray, wide: FloatArray) -> None:
        """Lay it as a ribbon."""
        outline = sides(points, left, wide)
        self.band.points = straight(flat(outline))
        half = len(points) + 2
        for wall, side in zip(self._walls, (outline[:half], outline[half:-1]), strict=True):
            wall.through(flat(side))


def flat(points: FloatArray) -> FloatArray:
    """Points of a plane, shape (n, 2), as manim wants them."""
    return np.column_stack((points, np.zeros(len(points))))
