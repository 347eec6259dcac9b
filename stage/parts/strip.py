"""Probabilities as pieces of one bar of length 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Rectangle, Ring, segment
from stage.mobjects.text import CAP, Formula, Number, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.names import Names, numbers_of
from stage.parts.part import Bar, Part, Pose
from stage.theme import SMALLER, TYPE, Zone, rgb, theme

__all__ = ["Strip"]

THICKEST, THINNEST = 1.1, 0.45
"""Across the bar, in manim units."""

TITLE = 0.5
"""Height of the line above the bar, for the title and the numbers of narrow pieces."""

SHIFT = 0.75
"""From the middle of a narrow piece to that of its number above it, at most."""

THIN = 0.05
"""Of a piece that has neither name nor number, in manim units; the first one always has."""

GRIP = 0.13
"""Radius of the ring on the end of the first piece, when that is dragged."""

APART = 0.3
"""Between the number of a first piece that is dragged and the next one above the bar."""

FADE = 0.3
"""The room that a text lacks when nothing is seen of it: pieces may shrink in a few frames."""

CUT = 0.06
"""A piece that is not wider than that is not parted from its neighbour by a line."""


class Strip(Part):
    """One bar of length 1, cut into the probabilities of all classes.

    Parameters
    ----------
    values
        Shape (K,); they sum to 1.
    first
        The class whose piece comes first, in full colour: the one that is watched.
    write
        How the numbers are written: on their pieces, or above those that are too narrow.
    names
        Of the classes, below; a piece that is narrower than its name borrows room from the names
        beside it.
    title
        A formula above the bar.
    size
        Of the numbers on their pieces.
    dragged
        Whether the end of the first piece may be dragged: its number stands after the title, and
        no number is where its grip is.
    before
        How long the first piece was; 1 unless given, so that nothing is won.

    Values
    ------
    values
        As above.
    before
        As above: what the first piece has won since is the piece "gain".

    Pieces: ("part", k), ("cut", k), ("number", k), gain, rest: all but the first, memory, outline,
    names, title, grip.
    """

    scaled = (("x", "values"),)
    numbers = ("values",)
    looks = ("before",)
    base = 0.0
    later = ("rest", "memory", "grip", "outline")
    fading = ("number", "names", "cut")

    def __init__(
        self,
        name: str,
        values: FloatArray,
        *,
        first: int,
        write: Callable[[float], str],
        names: Sequence[str],
        title: str = "",
        size: float = SMALLER.tick,
        dragged: bool = False,
        before: float = 1.0,
    ) -> None:
        super().__init__(name, values=values, before=before)
        self._order = [first, *(k for k in range(len(values)) if k != first)]
        self._first, self._names, self._write, self._dragged = first, names, write, dragged
        self._size = size
        self._first_wide = number_width(write(float(values[first])), TYPE.label)
        for k in self._order:
            opacity = 1.0 if k == first else theme().second
            self.own("part", k, of=Bar(theme().q, opacity))
        parts = [self.pieces["part", k] for k in self._order]
        self.own("gain", of=Bar(theme().gain))
        self.own("rest", of=Bar(theme().q, theme().second))
        for k in self._order[1:]:
            cut = self.own("cut", k, of=segment(color=theme().background))
            allow("overlap", "it parts two pieces of the bar", cut)
            allow("contrast", "it parts two pieces of the bar", cut)
        self._memory = self.own("memory", of=Dashes(color=theme().text, width=1.5 * HAIR))
        self._outline = self.own(
            "outline",
            of=Rectangle(stroke_width=2.5 * HAIR, stroke_color=theme().target, fill_opacity=0),
        )
        figure = [*parts, self.pieces["gain",], self.pieces["rest",], self._outline]
        allow("contrast", "pieces of one bar lie side by side, and one is outlined", *figure)
        self._row = self.own("names", of=Names(names))
        self._numbers = {}
        for k in self._order:
            size = TYPE.label if dragged and k == first else TYPE.tick
            number = Number(0.0, write, font_size=size)
            self._numbers[k] = self.own("number", k, of=number)
            allow("overlap", "it is the number of its piece", number)
        self._title = None
        if title:
            made = Formula(title, font_size=TYPE.label, color=theme().q, display=False)
            self._title = self.own("title", of=made)
        self._grip = self.own(
            "grip", of=Ring(GRIP, stroke_width=2.5 * HAIR, stroke_color=theme().text)
        )
        for mark in (self._memory, self._outline, self._grip):
            for rule in ("overlap", "contrast"):
                allow(rule, "it marks a piece of the bar", mark)

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names below the pieces; they fit if a third of the bar is long enough for each."""
        names = numbers_of(self._names) if by_number else self._names
        widest = max(self.margin(z).inside(z).width for z in zones)
        return self._row.choose(names, [widest / 3] * len(names), may_slant=False)

    def least(self, room: Size) -> Size:
        """A length in which a hundredth can be seen."""
        around = self.margin(Zone(0, 0, 0, 0))
        return Size(2.4, THINNEST + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Names below, the title above."""
        return Margin(0.06, 0.06, self._row.below, TITLE)

    def span(self, axis: str) -> float:
        """The bar is 1 long."""
        return 1.0

    def scale_of(self, axis: str) -> str:
        """Probabilities."""
        return "probability"

    def figure(self, *key: Any) -> Pose:
        """Piece k, or what the first has won."""
        bar, unit = self._bar(), self.unit("x")
        values, won = self.values["values"], self._won()
        if key == ("gain",):
            foot = (bar.left + (float(values[self._first]) - won) * unit, bar.y)
            return Pose(foot, 0.0, won, unit, bar.height, theme().gain)
        if key == ("rest",):
            first = float(values[self._first])
            foot = (bar.left + first * unit, bar.y)
            return Pose(foot, 0.0, 1 - first, unit, bar.height, theme().q)
        k = key[1]
        start = float(sum(values[j] for j in self._order[: self._order.index(k)]))
        value = float(values[k]) - (won if k == self._first else 0.0)
        return Pose((bar.left + start * unit, bar.y), 0.0, value, unit, bar.height, theme().q)

    def draw(self, zone: Zone) -> None:
        """Names, numbers and cuts on the pieces."""
        bar, unit = self._bar(), self.unit("x")
        values = self.values["values"]
        longs = np.array([float(values[k]) for k in self._order]) * unit
        ends = bar.left + np.cumsum(longs)
        self._above: tuple[int, ...] = ()
        reach = bar.left + (self._title.made_width + 0.1 if self._title else -0.1)
        for i, k in enumerate(self._order):
            reach = self._tell(k, float(ends[i] - longs[i] / 2), float(longs[i]), reach)
            if i:
                x = float(ends[i - 1])
                cut = self.pieces["cut", k]
                cut.through([[x, bar.bottom, 0], [x, bar.top, 0]])
                metadata(cut).visibility = visibility(min(longs[i - 1], longs[i]), CUT, CUT)
        self._call(ends - longs / 2, longs, bar)
        if self._title is not None:
            self._title.put(bar.left, bar.top + 0.16, align=-1)
        end = float(ends[0])
        was = bar.left + min(float(self.values["before"]), 1.0) * unit
        low, high = bar.bottom - 0.08, bar.top + 0.08
        self._memory.along([np.array([was, low, 0.0]), np.array([was, high, 0.0])])
        e = HAIR / 100
        self._outline.set_sides(bar.left - e, bar.bottom - e, end + e, bar.top + e)
        self._grip.center_on(np.array([end, bar.y, 0.0]))

    def _tell(self, k: int, middle: float, long: float, reach: float) -> float:
        """The number of piece k, and how far numbers above the bar reach with it."""
        number, bar = self._numbers[k], self._bar()
        if self._dragged and k == self._first:
            number.fill_rgbas[:, :3] = rgb(theme().q)
            value = float(self.values["values"][k])
            wide = number_width(self._write(value), TYPE.label)
            number.set_value(value, at=(reach + wide / 2, bar.top + 0.16))
            metadata(number).visibility = 1.0
            return reach + max(wide, self._first_wide) + APART
        wide = number_width(self._write(float(self.values["values"][k])), TYPE.tick)
        held = 3 * GRIP if self._dragged and k in self._order[:2] else 0.0
        has_room = long - held >= wide * self._size / TYPE.tick + 0.2
        is_on = self.goes(number, "on" if has_room else ("above", self._above)) == "on"
        is_dark = is_on and k == self._first
        number.fill_rgbas[:, :3] = rgb(theme().background if is_dark else theme().text)
        at = max(min(middle, bar.right - wide / 2), reach + 0.1 + wide / 2)
        is_seen = (long >= THIN or k == self._first) and at + wide / 2 <= bar.right + 1e-9
        metadata(number).visibility = (
            1.0 if has_room else visibility(SHIFT, abs(at - middle), 0.1) * is_seen
        )
        if not is_on and round(metadata(number).visibility) == 1:
            reach, self._above = at + wide / 2, (*self._above, k)
        number.font_size = self._size if is_on else TYPE.tick
        where = (middle, bar.y - CAP * self._size / 2) if is_on else (at, bar.top + 0.12)
        number.set_value(float(self.values["values"][k]), at=where)
        return reach

    def _call(self, middles: FloatArray, longs: FloatArray, bar: Zone) -> None:
        """Names below the pieces: one that is wider than its piece reaches below its neighbours.

        A neighbour lends half of what its own name leaves free on each side; nothing, if that
        does not fit itself.
        """
        wide = np.array([self._row[k].made_width for k in self._order])
        spare = np.maximum(longs - wide - 0.1, 0.0) / 2
        lent = np.minimum(np.append(spare[1:], 0.06), np.insert(spare[:-1], 0, 0.06))
        rooms = np.where(longs >= THIN, longs + 2 * lent, 0.0)
        # The first has its name however short it is, and those that it would touch have none.
        clear = np.abs(middles - middles[0]) - wide[0] / 2 - wide / 2 - 0.1
        rooms = np.where(clear >= 0, rooms, 0.0)
        rooms[0] = wide[0] + 1.0
        classes = np.argsort(self._order)
        self._row.draw(
            list(middles[classes]), list(rooms[classes] - FADE / 2), bar.bottom, fade=FADE
        )

    def _won(self) -> float:
        return max(0.0, float(self.values["values"][self._first] - self.values["before"]))

    def _bar(self) -> Zone:
        inner = self.inner()
        wide, thick = self.unit("x"), min(inner.height, THICKEST)
        left = inner.x - wide / 2
        return Zone(left, left + wide, inner.top - thick, inner.top)
