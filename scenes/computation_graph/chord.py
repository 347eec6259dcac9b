"""A line through two points of a curve, and below it a push and what it raises: their quotient.

Where the two points become one, the line is the tangent.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scenes.layout import Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, Polyline
from scenes.mobjects.text import CAP, Number, Words
from scenes.parts import Plot
from scenes.parts.names import enough
from scenes.parts.part import Part
from scenes.theme import TYPE, Zone, theme

__all__ = ["Chord"]

APART = 0.14
"""Between a leg, the word for it and how long it is."""

WIDE, HIGH = 0.4, 0.3
"""Of a leg, that is told."""


class Chord(Part):
    """Through the first two dots of a plot, as steep as the first one's slope says.

    Parameters
    ----------
    plot
        With a slope at the first of its dots.
    color
        Of the line.
    write_push, write_rise
        How long the level leg is, and the upright one, is written.

    Pieces: line, ("leg", "push" | "rise"), ("word", "push" | "rise"), and after that
    ("number", "push" | "rise").
    """

    later = ("word", "number")

    def __init__(
        self,
        name: str,
        plot: Plot,
        *,
        color: str,
        write_push: Callable[[float], str],
        write_rise: Callable[[float], str],
    ) -> None:
        super().__init__(name)
        self.sources, self._plot = (plot,), plot
        self._line = self.own("line", of=Polyline(color=color, width=3 * HAIR))
        of = ("push", theme().muted, write_push), ("rise", theme().loss, write_rise)
        for leg, shade, write in of:
            self.own("leg", leg, of=Polyline(color=shade, width=4 * HAIR))
            self.own("word", leg, of=Words(leg, font_size=TYPE.label))
            self.own("number", leg, of=Number(0.0, write, font_size=TYPE.label, align=-1))
        for mark in (self._line, *(piece.mobject for piece in self.all("leg"))):
            for rule in ("contrast", "pop", "overlap"):
                allow(rule, "it touches the curve, and goes where the points become one", mark)

    def least(self, room: Size) -> Size:
        """It is where the plot is."""
        return Size(0.0, 0.0)

    def draw(self, zone: Zone) -> None:
        """The line, and its two legs with their words, as far as these have room."""
        plot = self._plot
        start, end = plot.point(0), plot.point(1)
        corner = np.array([end[0], start[1], 0.0])
        self.pieces["leg", "push"].through(np.array([start, corner]))
        self.pieces["leg", "rise"].through(np.array([corner, end]))
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
        wide, high = abs(float(end[0] - start[0])), abs(float(end[1] - start[1]))
        x, y = plot.values["x"], plot.values["y"]
        below = float(start[1]) - APART - CAP * TYPE.label
        middle = float(start[1] + end[1]) / 2 - CAP * TYPE.label / 2
        self._tell("push", x[1] - x[0], float(start[0]), below, wide, WIDE)
        self._tell("rise", y[1] - y[0], float(end[0]) + APART, middle, high, HIGH)

    def _tell(
        self, leg: str, value: float, left: float, base: float, room: float, need: float
    ) -> None:
        """The word and how long the leg is, from ``left`` on."""
        word, number = self.pieces["word", leg], self.pieces["number", leg]
        word.put(left, base, align=-1)
        number.set_value(float(value), at=(left + word.made_width + APART, base))
        word.room = number.room = enough(room, need)
