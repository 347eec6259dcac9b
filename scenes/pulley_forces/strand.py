"""What a rope over pulleys is made of: strands along ways, and wheels."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes.pulley_forces.way import Way
from stage.mobjects.colors import toned
from stage.mobjects.declared import allow
from stage.mobjects.shapes import HAIR, Polyline, flat, segment, straight
from stage.numbers import FloatArray
from stage.parts.rails import Bead
from stage.theme import theme

__all__ = ["Strand", "Wheel", "dark"]

SPOKES = 5

SHADE = 0.66
"""Of what is not lit, in shares of its colour, at least."""


class Strand(VGroup):
    """A band along a way, which ends at a bead as round as that is; a thread where it is slack."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self._thread = Polyline(color=color)
        self.band = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        allow("contrast", "a slack strand is no more than a thread", self._thread)
        self.add(self._thread, self.band)

    def lay(
        self, way: Way, wide: float, begin: float, end: float, around: float, is_first: bool
    ) -> None:
        """Lay it from one distance to another; the bead is where the way begins, or else ends."""
        if begin >= end - 1e-9:
            self.band.points = self._thread.points = np.zeros((0, 3))
            return
        across = np.linspace(-wide / 2, wide / 2, 13)
        gap = np.sqrt(np.maximum(around**2 - across**2, 0.0))
        starts, stops = np.full(13, begin), np.full(13, end)
        if is_first:
            starts, stops = np.maximum(starts, gap), np.maximum(stops, gap)
        else:
            starts, stops = (np.minimum(d, way.length - gap) for d in (starts, stops))
        left, right = (
            way.edge(float(across[i]), float(starts[i]), float(stops[i])) for i in (-1, 0)
        )
        first, last = (way.at(distances, across) for distances in (starts, stops))
        outline = np.concatenate([first, left, last[::-1], right[::-1], first[:1]])
        self.band.points = straight(flat(outline))
        self._thread.through(flat(way.edge(0.0, float(starts[6]), float(stops[6]))))


class Wheel(VGroup):
    """A rim, a hub and spokes, by which it is seen to turn."""

    def __init__(self) -> None:
        super().__init__()
        self._rim = Bead(stroke_width=2 * HAIR, stroke_color=theme().muted)
        self._hub = Bead(stroke_width=0, fill_color=theme().muted, fill_opacity=1)
        self._spokes = [segment(color=theme().muted) for _ in range(SPOKES)]
        self.add(*self._spokes, self._rim, self._hub)

    def put(self, middle: FloatArray, radius: float, turned: float) -> None:
        """Draw it there, in that size, turned so far to the left, in radians."""
        self._rim.put(middle, radius)
        self._hub.put(middle, 0.16 * radius)
        for i, spoke in enumerate(self._spokes):
            angle = turned + 2 * np.pi * i / SPOKES
            end = middle + radius * np.array([np.cos(angle), np.sin(angle), 0.0])
            spoke.through([middle, end])


def dark(color: str) -> str:
    """That colour, darker, and opaque."""
    return toned(color, max(SHADE, theme().second))
