"""Signed values as a wall of lights: rows of cells, from which what is taken away slides in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VMobject

from scenes.gradient_heatmap.lights import CORNER, Light, ink, rounded
from stage.digits import MINUS, bare
from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Rectangle
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.names import Names, numbers_of
from stage.parts.part import Part
from stage.theme import TYPE, Zone, rgb, theme

__all__ = ["SignedMatrix", "signed"]

LEFT = 0.64
"""Left of the cells, for what a row is called."""

SPACE = 0.12
"""Between that and the cells."""

TALLEST, OF_ROOM = 2.1, 0.93
"""Height of a row that is alone: in widths of a cell, or in shares of the room, if that is more."""

SIDE, UNDER = 0.43, 0.42
"""For bars beside the cells, in shares of a zone's width; and below them, in a row's height."""

COLUMN, APART = 1.15, 0.32
"""Width of a column of numbers on the right; and between cells and bars beside them."""

TITLE = 0.46
"""Height of the line above the names, where it is tall, for what columns are called."""

PITCH = 1.25
"""Height of one of many rows, at most."""

GAP, OF_CELL = 0.18, 0.12
"""Between cells, at most; and in shares of their shorter side."""

HALO = 0.3
"""Of a cell's value, around it."""

RIM = 0.05
"""Between a cell and the outline of the true class, at most."""

LARGEST = 72.0
"""Font size of a number on a cell, at most."""

SIGN = 40.0
"""Font size of a sign that is alone, at most."""

STACKED = 1.1
"""Height of a cell, at least, where a sign stands above a number."""

LEAST = Size(0.3, 0.26)
"""Of a cell, with the gap to the next one."""

NARROWER = 0.75
"""Of the widest zone: what is narrower has no room for bars."""

EDGE = 0.02
"""By which a strip is narrower than its row, so that nothing of it is seen behind that."""

PASSED = 0.25
"""What is seen of a row that another one lies over."""

AT_ONCE = 3
"""Rows that come at once."""

FULL = 0.84
"""Of a cell's width, for a number, at most."""

AIR = 0.14
"""Around a number, in its cell."""


def signed(write: Callable[[float], str]) -> Callable[[float], str]:
    """How values below 0 and above are written, by how their sizes are.

    >>> tell = signed(lambda value: f"{value:.2f}" if value > 0.01 else "<0.01")
    >>> tell(-0.5), tell(0.5), tell(0.001), tell(-0.001)
    ('−0.50', '+0.50', '<+0.01', '>−0.01')
    """

    def told(value: float) -> str:
        text, sign = write(abs(value)), "+" if value > 0 else MINUS
        if text[0] in "<>":
            bound = text[0] if value > 0 else {"<": ">", ">": "<"}[text[0]]
            return bound + sign + text[1:]
        return sign + text

    return told


def above(order: Sequence[int]) -> list[int]:
    """The rows as they lie over each other when they pass: row 0 is on top, and always read."""
    return [*(i for i in reversed(order) if i), 0]


class SignedMatrix(Part):
    """Rows of cells, each as bright as its value; blue above 0, orange below.

    Row 0 is told in numbers where they fit, the others, and it too where they do not, by signs.

    Parameters
    ----------
    g
        Shape (N, K).
    taken
        How much of a row's truth has been taken from it, from 0 to 1, shape (N,): as much of the
        strip below the row has slid behind it. A row of which nothing was taken has no signs.
    targets
        The true class of each row.
    order
        The rows in the order in which they go up.
    names
        Of the classes, above.
    write
        How sizes of values are written.
    bounds
        Whether some are told as bounds, which takes another sign.

    Values
    ------
    g, taken
        As above.
    place
        On which place each row is, from 0, shape (N,).
    open
        How many rows there is room for: one at 0, all at 1.
    joined
        How many of the rows after the first have come, in shares of all of them.
    beside
        Whether there is room for bars, right of the cells or, where it is tall, below them.
    split
        Whether a row leaves the lower half of its room to its strip, shape (N,), from 0 to 1.

    Pieces: ("card", i), ("strip", i, "true" | "rest"): what is to be taken from row i;
    ("halo", i, k), ("cell", i, k), ("outline", i) of the true class, ("number", k),
    ("sign", i, k), ("row", i), and heading above these, names; ("truth", k), the numbers on the
    strip of row 0; and ("label", "q" | "p") left of row 0 and its strip, as long as they are those.
    """

    numbers = ("g", "taken", "place")
    looks = ("open", "joined", "beside", "split")
    counted = ""

    def __init__(
        self,
        name: str,
        g: FloatArray,
        *,
        taken: FloatArray,
        targets: Sequence[int],
        order: Sequence[int],
        names: Sequence[str],
        write: Callable[[float], str],
        bounds: bool = False,
    ) -> None:
        rows, classes = g.shape
        super().__init__(
            name, g=g, taken=taken, place=np.arange(rows), open=0.0, joined=0.0,
            beside=0.0, split=np.zeros(rows),
        )  # fmt: skip
        self._targets, self._names, self._write = targets, names, write
        self._order = above(order)
        self._bound = ">" if bounds else ""
        self._signed = signed(write)
        # How far above its baseline a sign is, in its size.
        self._axis = float(Number(1.0, _sign, font_size=TYPE.tick).get_center()[1]) / TYPE.tick
        self.is_inline = self._told = True
        self._short = False
        self._is_tall = False
        self._grid: tuple[object, tuple[tuple[float, float], float]] = (None, ((0.0, 0.0), 0.0))
        self._marks: dict[int, list[VMobject]] = {}
        self._classes = range(classes)
        t = theme()
        for i in self._order:
            card = self.own("card", i, of=Rectangle(stroke_width=0, fill_color=t.background,
                                                    fill_opacity=1))  # fmt: skip
            strip = VMobject(stroke_width=0, fill_color=t.p, fill_opacity=1)
            self.own("strip", i, "true", of=strip)
            glass = VMobject(stroke_width=HAIR, stroke_color=t.p, fill_color=t.background,
                             fill_opacity=1)  # fmt: skip
            self.own("strip", i, "rest", of=glass)
            if i == 0:
                for k in self._classes:
                    self.own("truth", k, of=Number(0.0, _whole, font_size=TYPE.formula))
            halos, cells = (
                [self.own(kind, i, k, of=Light(edge)) for k in self._classes]
                for kind, edge in (("halo", 0.0), ("cell", 0.75 * HAIR))
            )
            outline = VMobject(stroke_width=3 * HAIR, stroke_color=t.target)
            self.own("outline", i, of=outline)
            marks = self._marks[i] = [card, strip, glass, *halos, *cells, outline]
            allow("contrast", "cells lie side by side, on what shines from them", *marks)
            for mark in (card, *halos):
                allow("contrast", "it is only what surrounds a light", mark)
            if i == 0:
                for k in self._classes:
                    metadata(self.own("number", k, of=Number(0.0, write))).visibility = 0.0
            for k in self._classes:
                self.own("sign", i, k, of=Number(1.0, _sign))
            row = Words(str(i + 1), font_size=TYPE.tick)
            self.own("row", i, of=row)
        for letter, math in (("q", "q"), ("p", f"{MINUS}p")):
            made = Formula(math, color=getattr(t, letter), display=False)
            self.own("label", letter, of=made)
        every = list(self.pieces.values())
        self._row = self.own("names", of=Names(names))
        self.own("heading", of=Words("row", font_size=TYPE.tick))
        for piece in every:
            allow("overlap", "rows lie over each other like cards", piece)
            allow("jump", "rows lie over each other like cards", piece)

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names as large as fits; numbers without the 0 before the point, or signs alone."""
        # Beside a curve it has a zone of another shape than where there are many rows.
        self._is_tall = sum(zone.height > 1.1 * zone.width for zone in zones) > len(zones) / 2
        names = numbers_of(self._names) if by_number else self._names
        # In a zone that is much narrower than another it is without its bars.
        bars = NARROWER * max(zone.width for zone in zones)
        around = [(self.around(z, float(z.width > bars)), z) for z in zones]
        pitch = min(margin.inside(z).width for margin, z in around) / len(self._classes)
        room = (pitch - min(GAP, OF_CELL * pitch) - AIR) / TYPE.tick
        self.is_inline = self._widest(self._signed, bare) <= room
        self._short = self._widest(self._signed if self.is_inline else self._write, str) > room
        self._told = self._widest(self._write, bare) <= room
        return self._row.choose(names, [pitch] * len(names), may_slant=False)

    def _widest(self, write: Callable[[float], str], shorten: Callable[[str], str]) -> float:
        """Of all numbers on cells, at font size 1."""
        return number_width(self._bound + shorten(write(0.5)), 1.0)

    def least(self, room: Size) -> Size:
        """Cells in which there is room for a sign."""
        around, many = self.margin(Zone(0, 0, 0, 0)), float(self.values["open"])
        rows = 2 + many * (len(self.values["g"]) - 2)
        return Size(
            around.left + around.right + LEAST.width * len(self._classes),
            around.bottom + around.top + LEAST.height * rows,
        )

    def margin(self, zone: Zone) -> Margin:
        """What rows are called on the left, classes above, and bars on the right."""
        return self.around(zone, float(self.values["beside"]))

    def around(self, zone: Zone, beside: float = 1.0) -> Margin:
        """That margin, when there is so much of the room for bars."""
        if self._is_tall:
            return Margin(LEFT, GAP, GAP, self.names_height + beside * TITLE)
        return Margin(LEFT, GAP + beside * SIDE * zone.width, GAP, self.names_height)

    @property
    def names_height(self) -> float:
        """Of the classes' names, above the cells."""
        return float(self._row.below)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    # --- Where things are -------------------------------------------------------------------------

    def block(self) -> Zone:
        """All rows for which there is room."""
        (top, bottom), _ = self._rows()
        inner = self.inner()
        return Zone(inner.left, inner.right, bottom, top)

    def pitch(self) -> float:
        """From one row to the next."""
        return self._rows()[1]

    def _rows(self) -> tuple[tuple[float, float], float]:
        """Top and bottom of all rows, and from one to the next: of one, or of all, or between."""
        inner, many, count = self.inner(), float(self.values["open"]), len(self.values["g"])
        if self._grid[0] == (inner, many):  # every cell asks
            return self._grid[1]
        cell = inner.width / len(self._classes)
        alone = min(inner.height, max(TALLEST * cell, OF_ROOM * inner.height))
        pitch = min(inner.height / count, PITCH)
        tops = [inner.y + half / 2 for half in (alone, count * pitch)]
        bottoms = [inner.y - half / 2 for half in (alone, count * pitch)]
        top, bottom, step = (
            (1 - many) * one + many * all_ for one, all_ in (tops, bottoms, (alone, pitch))
        )
        self._grid = (inner, many), ((top, bottom), step)
        return self._grid[1]

    def come(self, i: int) -> float:
        """How far row i has come; the first is there from the start."""
        if i == 0:
            return 1.0
        front = float(self.values["joined"]) * (len(self.values["g"]) + AT_ONCE - 1)
        return min(max((front - i + 1) / AT_ONCE, 0.0), 1.0)

    def clear(self, i: int) -> float:
        """How far row i is clear of rows that pass over it: where it is not, it steps back."""
        above, place = self._order[self._order.index(i) + 1 :], self.values["place"]
        away = [abs(float(place[j] - place[i])) for j in above]
        return PASSED + (1 - PASSED) * min(1.0, *away, 1.0)

    def row(self, i: int) -> Zone:
        """Row i, with its strip, without the gap to the next."""
        block, pitch = self.block(), self.pitch()
        top = block.top - float(self.values["place"][i]) * pitch
        gap, aside = self._gap() / 2, (self.come(i) - 1) * LEFT
        return Zone(block.left + aside, block.right + aside, top - pitch + gap, top - gap)

    def _lights(self, i: int) -> Zone:
        """Row i, without its bars, if they are below."""
        row = self.row(i)
        under = UNDER * float(self.values["beside"]) if self._is_tall else 0.0
        return Zone(row.left, row.right, row.bottom + under * row.height, row.top)

    def headings(self) -> float:
        """The baseline of what columns are called, clear of the names of the classes."""
        return self.block().top + 0.16 + (self.names_height if self._is_tall else 0.0)

    def bars(self, i: int) -> Zone:
        """Where the bars of row i have room."""
        row, zone = self.row(i), self.zone
        right = zone.right - COLUMN
        if self._is_tall:
            top = row.bottom + UNDER * row.height - self._gap()
            return Zone(self.inner().left, right, row.bottom, top)
        gap, left = self._gap() / 2, zone.right - SIDE * zone.width + APART
        return Zone(left, right, row.bottom - gap, row.top + gap)

    def cell(self, i: int, k: int) -> Zone:
        """Cell k of row i."""
        row, half = self._lights(i), float(self.values["split"][i]) / 2
        left, right = (x + row.left - self.block().left for x in self._column(k))
        return Zone(left, right, row.bottom + half * (row.height + self._gap()), row.top)

    def strip(self, i: int, k: int) -> Zone:
        """What is to be taken from cell k of row i; it slides behind it as it is taken."""
        row, cell = self._lights(i), self.cell(i, k)
        low, high = row.bottom, max(row.bottom, cell.bottom - self._gap())
        up = float(self.values["taken"][i]) * (high - low + self._gap())
        return Zone(cell.left, cell.right, low + up, high + up)

    def _column(self, k: int) -> tuple[float, float]:
        block = self.block()
        wide = block.width / len(self._classes)
        half = min(GAP, OF_CELL * wide) / 2
        return block.left + k * wide + half, block.left + (k + 1) * wide - half

    def _gap(self) -> float:
        return min(GAP, OF_CELL * self.pitch())

    # --- Drawing ----------------------------------------------------------------------------------

    def draw(self, zone: Zone) -> None:
        """All rows, what is on them, and what they are called."""
        for i in range(len(self.values["g"])):
            self._draw_row(i, zone)
        block = self.block()
        middles = [sum(self._column(k)) / 2 for k in self._classes]
        wide = block.width / len(self._classes)
        top = block.top + self.names_height
        self._row.draw(middles, [wide] * len(middles), top)
        heading = self.pieces["heading",]
        heading.put(block.left - SPACE, top - self._row.baseline, align=1)
        metadata(heading).visibility = max(0.0, 2 * float(self.values["open"]) - 1)
        split, taken = (float(self.values[name][0]) for name in ("split", "taken"))
        cell, strip = self.cell(0, 0), self.strip(0, 0)
        for letter, beside, room in (("q", cell, 1 - 5 * taken), ("p", strip, split - 2 * taken)):
            label = self.pieces["label", letter]
            label.put(block.left - SPACE, beside.y - 0.1, align=1)
            alone = max(0.0, 1 - 3 * float(self.values["open"]))  # then rows have numbers
            metadata(label).visibility = alone * max(0.0, room)

    def _draw_row(self, i: int, zone: Zone) -> None:
        row, values = self.row(i), self.values["g"][i]
        gap, target = self._gap(), self._targets[i]
        self.pieces["card", i].set_sides(zone.left, row.bottom - gap / 2, row.right + gap / 2,
                                         row.top + gap / 2)  # fmt: skip
        self._draw_strip(i)
        for k in self._classes:
            cell, value = self.cell(i, k), float(values[k])
            color = self.pieces["cell", i, k].shine(cell, value)
            halo = self.pieces["halo", i, k]
            halo.shine(_wider(cell, gap / 2), HALO * value)
            self._tell(i, k, cell, value, ink(color))
        rim = max(0.0, min(RIM, gap / 2 - 0.02))
        thick = (3 - 1.5 * float(self.values["open"])) * HAIR
        self.pieces["outline", i].set_stroke(width=thick)
        self.pieces["outline", i].points = rounded(_wider(self.cell(i, target), rim), CORNER)
        label, come = self.pieces["row", i], self.come(i)
        label.put(self.block().left - SPACE, row.y - CAP * TYPE.tick / 2, align=1)
        come *= self.clear(i)
        for mark in self._marks[i]:
            metadata(mark).visibility = come
        metadata(label).visibility = min(come, max(0.0, 2 * float(self.values["open"]) - 1))
        for strip in ("true", "rest"):
            metadata(self.pieces["strip", i, strip]).visibility = min(
                come, float(self.values["split"][i])
            )

    def _draw_strip(self, i: int) -> None:
        """By and by it goes behind its row."""
        cells = {k: self.strip(i, k) for k in self._classes}
        high = cells[0].height
        inset, corner = min(EDGE, 0.1 * high), min(CORNER, 0.22 * high)
        shapes = {
            k: rounded(_wider(zone, -inset), corner) if high > 0 else np.zeros((0, 3))
            for k, zone in cells.items()
        }
        target = self._targets[i]
        self.pieces["strip", i, "true"].points = shapes[target]
        rest = [shape for k, shape in shapes.items() if k != target]
        self.pieces["strip", i, "rest"].points = np.concatenate(rest)
        if i == 0:
            for k, zone in cells.items():
                number, size = self.pieces["truth", k], self._size(zone)
                number.font_size = size
                color = ink(theme().p) if k == target else theme().p
                number.fill_rgbas[:, :3] = rgb(color)
                base = zone.y - CAP * size / 2
                number.set_value(-float(k == target), at=(zone.x, base))
                free = float(self.values["split"][0]) - 5 * float(self.values["taken"][0])
                wide = number_width(number.text, size)
                metadata(number).visibility = max(0.0, free) * visibility(
                    zone.width - 2 * EDGE, wide
                )

    def _size(self, cell: Zone, *, one: bool = False) -> float:
        """Of type on a cell: on all alike, or larger where there is one character."""
        write = self._signed if self.is_inline else self._write
        widest = self._widest(write, bare if self._short else str)
        size = min(min(cell.width - AIR, FULL * cell.width) / widest, 0.42 * cell.height / CAP)
        if one:
            size = min((cell.width - AIR) / number_width("+", 1.0), 0.42 * cell.height / CAP)
        return max(TYPE.tick, min(LARGEST, size))

    def _tell(self, i: int, k: int, cell: Zone, value: float, color: str) -> None:
        """The number of a cell in row 0, and its sign; elsewhere a sign alone."""
        taken, sign = float(self.values["taken"][i]), self.pieces["sign", i, k]
        has_sign = min(max((taken - 0.3) / 0.4, 0.0), 1.0)
        is_told, size = i == 0 and self._told, self._size(cell)
        if not is_told:
            size = min(SIGN, self._size(cell, one=True))
        middle, above = cell.y - CAP * size / 2, 0.0
        if is_told:
            number = self.pieces["number", k]
            tell = self._signed if self.is_inline and taken > 0 else self._write
            number.write = (lambda v: bare(tell(v))) if self._short else tell
            number.font_size = size
            # Where there is no room for a sign before the number, it stands above it.
            room = visibility(cell.height, STACKED, fade=0.4) if not self.is_inline else 1.0
            above = STACKED / 4 * (1 - float(self.is_inline)) * room
            number.set_value(value if self.is_inline else abs(value), at=(cell.x, middle - above))
            number.fill_rgbas[:, :3] = rgb(color)
            metadata(number).visibility = room
        sign.font_size = size
        base = middle + above if is_told else cell.y - self._axis * size
        sign.set_value(value, at=(cell.x, base))
        sign.fill_rgbas[:, :3] = rgb(color)
        # Where rows are narrow, a sign would lie on its neighbour's outline.
        fits = visibility(cell.width, number_width("+", size) + 5 * RIM, fade=0.05)
        metadata(sign).visibility = (
            0.0 if is_told and self.is_inline else min(has_sign, self.come(i), fits) * self.clear(i)
        )


def _whole(value: float) -> str:
    return f"{MINUS}1" if value < 0 else "0"


def _sign(value: float) -> str:
    return "+" if value > 0 else MINUS


def _wider(zone: Zone, by: float) -> Zone:
    return Zone(zone.left - by, zone.right + by, zone.bottom - by, zone.top + by)
