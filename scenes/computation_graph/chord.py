"""A line through two points of a curve, and below it a push and what it raises: their quotient.

Where the two points become one, the line is the tangent.
"""

from __future__ import annotations

import numpy as np

from scenes.layout import Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Polyline
from scenes.mobjects.text import CAP, Words
from scenes.parts import Plot
from scenes.parts.names import enough
from scenes.parts.part import Part
from scenes.theme import TYPE, Zone, theme

__all__ = ["Chord"]

APART = 0.14
"""Between a leg and the word for it."""


class Chord(Part):
    """Through the first two dots of a plot, as steep as the first one's slope says.

    Parameters
    ----------
    plot
        With a slope at the first of its dots.
    color
        Of the line.
    push, rise
        Words for the level leg and for the upright one.

    Pieces: line, ("leg", "push" | "rise"), ("word", "push" | "rise").
    """

    later = ("word",)

    def __init__(self, name: str, plot: Plot, *, color: str, push: str, rise: str) -> None:
        super().__init__(name)
        self.sources, self._plot = (plot,), plot
        self._legs = {}
        for leg, color in (("push", theme().muted), ("rise", theme().loss)):
            self._legs[leg] = self.own("leg", leg, of=Polyline(color=color, width=4 * HAIR))
        self._line = self.own("line", of=Polyline(color=color, width=3 * HAIR))
        for mark in (self._line, *self._legs.values()):
            for rule in ("contrast", "pop", "overlap"):
                allow(rule, "it touches the curve, and goes where the points become one", mark)
        for leg, told in (("push", push), ("rise", rise)):
            made = Words(told, font_size=TYPE.label)
            self.own("word", leg, of=made)

    def least(self, room: Size) -> Size:
        """It is where the plot is."""
        return Size(0.0, 0.0)

    def draw(self, zone: Zone) -> None:
        """The line, and its two legs with their words, as far as these have room."""
        plot = self._plot
        start, end = plot.point(0), plot.point(1)
        corner = np.array([end[0], start[1], 0.0])
        self._legs["push"].through(np.array([start, corner]))
        self._legs["rise"].through(np.array([corner, end]))
        steep = float(plot.values["slopes"][0]) * plot.unit("y") / plot.unit("x")
        way = np.array([1.0, steep, 0.0]) / np.hypot(1.0, steep)
        inner = plot.inner()
        low = (start[0] - inner.left) / way[0]
        high = (inner.right - start[0]) / way[0]
        if way[1] != 0:  # nor above the plot, nor below it
            low, high = (
                min(length, (far if way[1] > 0 else other) / abs(way[1]))
                for length, far, other in (
                    (low, start[1] - inner.bottom, inner.top - start[1]),
                    (high, inner.top - start[1], start[1] - inner.bottom),
                )
            )
        self._line.through(np.array([start - low * way, start + high * way]))
        push, rise = self.pieces["word", "push"], self.pieces["word", "rise"]
        wide, high = abs(float(end[0] - start[0])), abs(float(end[1] - start[1]))
        push.put(float(start[0] + corner[0]) / 2, float(start[1]) - APART - CAP * TYPE.label)
        push.room = enough(wide, push.made_width)
        middle = float(start[1] + end[1]) / 2 - CAP * TYPE.label / 2
        rise.put(float(end[0]) + APART, middle, align=-1)
        rise.room = enough(high, CAP * TYPE.label + 0.1)
