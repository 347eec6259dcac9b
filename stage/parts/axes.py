"""Two axes with ticks, drawn anew in every view; ticks that crowd, or are outside, fade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from manim import VGroup

from stage.digits import exactly, write
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import Polyline, flat, segment
from stage.mobjects.text import CAP, Words, visibility
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, theme

__all__ = ["Axes"]

TICK = 0.1
GAP = 0.07
"""Between a tick and its number."""

LINE = 0.45
"""How far numbers of an upright axis are apart, at least."""

FADE = 0.1
"""Over what of that they fade."""

EDGE = 0.12
"""How far beyond the end of an axis its numbers are gone."""


class _Tick(NamedTuple):
    axis: str
    value: float
    step: float  # to the next of its series
    rank: int  # of its series: the later ones are coarser, and stay when others crowd
    mark: Polyline
    words: Words


class Axes(VGroup):
    """An upright axis, a level one at its lower end, and a line at 0 where that is elsewhere.

    Parameters
    ----------
    x, y
        Values with a tick: none, one series, or several, from the finest to the coarsest, of
        which the finest that has room is shown.

    Attributes
    ----------
    left, below
        What its numbers take left of the one axis, and below the other.
    """

    def __init__(
        self, *, x: Sequence[Sequence[float]] = (), y: Sequence[Sequence[float]] = ()
    ) -> None:
        super().__init__()
        self.x_axis, self.y_axis, self.zero = (segment(color=theme().muted) for _ in range(3))
        for axis in (self.x_axis, self.y_axis, self.zero):
            allow("contrast", "what stands on an axis may hide it: it is where that ends", axis)
        self.add(self.x_axis, self.y_axis, self.zero)
        self._ticks = [*self._series("x", x), *self._series("y", y)]
        for tick in self._ticks:
            self.add(tick.mark, tick.words)
        self._coarsest = {"x": len(x) - 1, "y": len(y) - 1}
        self._passing: set[float] = set()
        self._shown: object = None
        wide = [t.words.made_width for t in self._ticks if t.axis == "y"]
        self.left = max(wide) + TICK + GAP if wide else 0.0
        self.below = (
            TICK + GAP + CAP * TYPE.tick if any(t.axis == "x" for t in self._ticks) else 0.0
        )

    @staticmethod
    def _series(axis: str, series: Sequence[Sequence[float]]) -> Iterator[_Tick]:
        ticks: dict[float, _Tick] = {}
        for rank, values in enumerate(series):
            form = exactly(values, least=0)
            step = float(np.abs(np.diff(values)).min()) if len(values) > 1 else np.inf
            texts = {value: write(value, form) for value in values}
            if any("×" in text for text in texts.values()):
                texts[0.0] = "0"  # beside powers of ten no decimals are told
            for value in values:
                mark = segment(color=theme().muted)
                allow("contrast", "what stands on an axis may hide its end", mark)
                words = Words(texts[value], font_size=TYPE.tick, color=theme().muted)
                for part in (mark, words):
                    allow("pop", "it comes and goes with an axis", part)
                if len(series) > 1:
                    allow("rest", "while an axis grows, its numbers pass", words)
                    for part in (mark, words):
                        allow("jump", "they pass as fast as it grows", part)
                # What a coarser series has too is that one's: it stays.
                ticks[value] = _Tick(axis, value, step, rank, mark, words)
        yield from ticks.values()

    def tune(self, rests: Sequence[tuple[float, tuple[float, float]]]) -> None:
        """Leave out numbers of the upright axis that would pass before they can be read.

        ``rests`` are the heights that the axis will rest at, each with the range that it shows.
        """
        shown = {
            tick.value
            for tick in self._ticks
            for height, (low, high) in rests
            if low <= tick.value <= high and tick.step * height >= LINE * (high - low)
        }
        lowest = min(height for height, _ in rests)
        self._shown = None
        self._passing = {
            tick.value
            for tick in self._ticks
            if tick.axis == "y"
            and tick.rank < self._coarsest["y"]
            and tick.value not in shown
            # Its series crowds when the axis is twice as long as up to there, or sooner.
            and abs(tick.value) > tick.step * lowest / LINE / 2
        }

    def view(
        self,
        inner: Zone,
        x: tuple[float, float],
        y: tuple[float, float],
        *,
        taken: tuple[float, float] | None = None,
        told: float = 1.0,
    ) -> None:
        """Show these ranges in ``inner``, to the units that follow from both.

        ``taken`` is a stretch below the level axis, in manim units, that ticks leave free;
        ``told`` is how much there is of their numbers.
        """
        self.look(inner, x, y)
        if self._shown != (inner, x, y):
            self._shown = inner, x, y
            self._put(x, y)
        for tick in self._ticks:
            room = metadata(tick.mark).visibility
            if taken is not None and tick.axis == "x":
                half, foot = tick.words.made_width / 2 + 0.3, self.at(tick.value, y[0])
                clear = max(foot[0] - half - taken[1], taken[0] - foot[0] - half)
                room *= visibility(clear, 0.0, 0.2)
            metadata(tick.words).visibility = room * told

    def _put(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Draw the axes, and all ticks as far as there is room for them."""
        self.x_axis.through([self.at(x[0], y[0]), self.at(x[1], y[0])])
        self.y_axis.through([self.at(x[0], y[0]), self.at(x[0], y[1])])
        level = min(max(0.0, y[0]), y[1])
        self.zero.through([self.at(x[0], level), self.at(x[1], level)])
        metadata(self.zero).visibility = float(level > y[0])
        for tick in self._ticks:
            if tick.axis == "x":
                foot = self.at(tick.value, y[0])
                tick.mark.through([foot, foot - [0, TICK, 0]])
                tick.words.put(foot[0], foot[1] - self.below)
                need = tick.words.made_width + 0.3
            else:
                foot = self.at(x[0], tick.value)
                tick.mark.through([foot, foot - [TICK, 0, 0]])
                tick.words.put(foot[0] - TICK - GAP, foot[1] - CAP * TYPE.tick / 2, align=1)
                need = LINE
            metadata(tick.mark).visibility = self._room(tick, need)

    def look(self, inner: Zone, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Tell from now on where values are in that view, which is drawn by ``view``."""
        self._inner, self._x, self._y = inner, x, y
        self.unit = inner.width / (x[1] - x[0]), inner.height / (y[1] - y[0])

    def _room(self, tick: _Tick, need: float) -> float:
        """Whether it is within the axis and does not crowd; the coarsest never do."""
        (low, high), unit = (self._x, self.unit[0]) if tick.axis == "x" else (self._y, self.unit[1])
        unit = abs(unit)  # an upright axis may go down, in a zone that is upside down
        inside = visibility(min(tick.value - low, high - tick.value) * unit, -1e-9, EDGE)
        if tick.rank == self._coarsest[tick.axis]:
            return inside
        if tick.axis == "y" and tick.value in self._passing:
            return 0.0
        return inside * visibility(tick.step * unit, need, FADE)

    def all_at(self, rows: FloatArray) -> FloatArray:
        """Where the rows ``(x, y)`` are, in this view; shapes (N, 2) and (N, 3)."""
        low, unit = np.array([self._x[0], self._y[0]]), np.array(self.unit)
        corner = np.array([self._inner.left, self._inner.bottom])
        return flat(corner + (rows - low) * unit)

    def at(self, x: float, y: float) -> FloatArray:
        """Where the values ``(x, y)`` are, in this view; shape (3,)."""
        return np.array(
            [
                self._inner.left + (x - self._x[0]) * self.unit[0],
                self._inner.bottom + (y - self._y[0]) * self.unit[1],
                0.0,
            ]
        )
