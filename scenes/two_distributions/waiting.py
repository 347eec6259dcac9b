"""A hundred draws that wait until they come; only ``TwoDistributions`` needs it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject

from scenes.two_distributions.dots import circles
from scenes.two_distributions.rooms import label
from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.numbers import FloatArray
from stage.parts.part import Part
from stage.theme import Zone, theme

__all__ = ["RADIUS", "Waiting"]

SHAPES = (25, 20, 10, 50)
"""How many may wait abreast; the first is taken unless another one has more room."""

RADIUS = 0.42
"""Of a dot, in what takes a place."""

MOST, LEAST = 0.26, 0.2
"""How far apart they are, in manim units, at most, and where there is room."""

TITLE = 0.46
"""Height of the line above them."""


class Waiting(Part):
    """Those draws that have not set out, in a block, and what they are called.

    Parameters
    ----------
    leaves
        The seconds after which each sets out, shape (N,).
    titles
        Formulas, of which the first is above for which there is room.

    Values
    ------
    clock
        The seconds that have passed.

    Pieces: title, dots.
    """

    numbers = ("clock",)

    def __init__(self, name: str, leaves: FloatArray, *, titles: Sequence[str]) -> None:
        super().__init__(name, clock=0.0)
        self._leaves, self._abreast = leaves, SHAPES[0]
        self._titles = [label(title, theme().p) for title in titles]
        self._title = self.own("title", of=VGroup(self._titles[0]))
        self._dots = self.own("dots", of=VMobject(stroke_width=0, fill_color=theme().p))
        self._dots.set_fill(opacity=1)
        allow("jump", "a hundred of them go one after the other", self._dots)
        allow("pop", "the last one goes", self._dots)

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """In that shape that has the most room where there is least."""
        self._abreast = max(
            SHAPES, key=lambda abreast: min(self._pitch(zone, abreast) for zone in zones)
        )
        least = min(zone.width for zone in zones)
        fitting = (title for title in self._titles if title.made_width + 0.1 <= least)
        self._title.submobjects = [next(fitting, self._titles[-1])]
        return True

    def _pitch(self, zone: Zone, abreast: int) -> float:
        """How far apart they can be there."""
        inner = self.margin(zone).inside(zone)
        return min(MOST, inner.width / abreast, inner.height / (len(self._leaves) / abreast))

    def least(self, room: Size) -> Size:
        """So that they can be seen, and the title read."""
        wide = self._titles[-1].made_width + 0.1
        rows = min(len(self._leaves) / abreast for abreast in SHAPES[:2])
        return Size(wide, TITLE + LEAST * rows)

    def margin(self, zone: Zone) -> Margin:
        """The title above."""
        return Margin(0.0, 0.0, 0.0, TITLE)

    def span(self, axis: str) -> float:
        """As many as there are each way."""
        return float(self._abreast if axis == "x" else len(self._leaves) / self._abreast)

    @property
    def radius(self) -> float:
        """Of a dot, in manim units."""
        return RADIUS * self._pitch(self.zone, self._abreast)

    def at(self) -> FloatArray:
        """Where each waits, in the order in which they go, shape (N, 2): the lowest row first."""
        inner, pitch = self.inner(), self._pitch(self.zone, self._abreast)
        row, column = np.divmod(np.arange(len(self._leaves)), self._abreast)
        rows = len(self._leaves) // self._abreast
        x = inner.x + (column - (self._abreast - 1) / 2) * pitch
        return np.column_stack((x, inner.top - (rows - row - 0.5) * pitch))

    def draw(self, zone: Zone) -> None:
        """The title, above those that wait."""
        self._title[0].put(zone.x, self.inner().top + 0.16)
        stay = self._leaves >= float(self.values["clock"])
        self._dots.points = circles(self.at()[stay], self.radius)
