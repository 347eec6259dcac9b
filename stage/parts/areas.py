"""The terms of a cross entropy as areas, side by side on an axis from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from manim import VGroup

from stage.layout import Margin, Size, size_of
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Rectangle, segment, tick_series
from stage.mobjects.text import CAP, Formula, Number, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.dimension import Dimension
from stage.parts.names import Names, numbers_of
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["Areas"]

THICK = 0.1
"""Of the coloured sides."""

TITLE = 0.55
"""Height above the upright axis, for what it measures."""


NOTE = 0.34
"""Height of a line below the names, for what is told of heights and widths."""

NOTE_GAP = 0.08
"""Above the first of these lines."""

SUNK = 0.014
"""How far below its place such a line is written: the 0 of the axis is near above it."""

WHOLE = 0.36
"""Height of the line below the names, that tells how wide all areas are."""

BARE = 0.17
"""The same, where that is not told: of letters that reach below the line."""


class Areas(Part):
    """Area k is ``p[k]`` wide and ``heights[k]`` high.

    Parameters
    ----------
    p, heights, terms
        Shape (K,): the widths; the heights, of which some may be infinite; and the numbers of the
        areas.
    top
        Where the upright axis ends.
    write
        How the numbers of the areas are written.
    height_title, width_title
        Formulas: what the upright axis measures, and how wide all areas are, if that is told.
    q
        Of the heights ln(1/q); told below the names, if all have room at first; shape (K,).
    write_q, write_p
        How they are written; and how the widths are, which are told below them, if they are.
    lines
        Level lines over all areas, by name: the height, a formula at its end, and a colour.
    target
        The class that can be outlined as the true one.
    level
        The height to which all tops come at last, for ``pour``.

    Values
    ------
    p, heights, terms
        As above.
    swept
        How much of its width each area has been drawn, from 0 to 1; its stick is at that place.
    was
        The heights that ``memory`` and ``pour`` remember.
    lined
        Whether the level lines are there, and have their room: 1 or 0.
    top
        As above.

    Pieces: ("area", k), ("base", k), ("stick", k), ("number", k), ("memory", k), ("pour", k),
    ("line", name), ("label", name), ("told", k), ("width", k), outline, axes, names,
    titles.
    """

    scaled = (("x", "p"), ("y", "heights"))
    numbers = ("p", "heights", "terms", "swept")
    looks = ("was", "lined", "top")
    later = ("memory", "pour", "outline")
    fading = ("number", "names", "told", "width")

    def __init__(
        self,
        name: str,
        p: FloatArray,
        heights: FloatArray,
        terms: FloatArray,
        *,
        top: float,
        write: Callable[[float], str],
        names: Sequence[str],
        height_title: str = "ln(1\\/q)",
        width_title: str = "sum_k p_k = 1",
        q: FloatArray | None = None,
        write_q: Callable[[float], str] = str,
        write_p: Callable[[float], str] | None = None,
        lines: Mapping[str, tuple[float, str, str]] | None = None,
        target: int | None = None,
        level: float = 0.0,
    ) -> None:
        count = len(p)
        super().__init__(
            name,
            p=p,
            heights=heights,
            terms=terms,
            swept=np.ones(count),
            was=heights,
            level=level,
            lined=0.0,
            top=top,
        )
        self._names, self._target, self._q = names, target, p if q is None else q
        self._axes = self.own("axes", of=Axes(y=tick_series(0, top)))
        for k in range(count):
            self.own("area", k, of=Bar(theme().area(k)))
        for k in range(count):
            self.own("pour", k, of=Rectangle(stroke_width=0, fill_color=theme().text))
            self.pieces["pour", k].set_fill(opacity=0.8)
            self.own("base", k, of=Bar(theme().p))
            self.own("stick", k, of=Bar(theme().q))
        figure = [of for key, of in self.pieces.items() if key != ("axes",)]
        allow("contrast", "areas lie side by side, parted by the colours of their sides", *figure)
        self._memories = [
            self.own("memory", k, of=Dashes(color=theme().text, width=1.5 * HAIR))
            for k in range(count)
        ]
        self._outline = self.own(
            "outline",
            of=Rectangle(stroke_width=2.5 * HAIR, stroke_color=theme().target, fill_opacity=0),
        )
        allow("contrast", "it goes round them", self._outline, *figure)
        self._lines = dict(lines or {})
        self._labels = []
        for line, (_, label, color) in self._lines.items():
            mark = self.own("line", line, of=segment(color=color, width=2 * HAIR))
            made = Formula(label, font_size=TYPE.label, color=color, display=False)
            self._labels.append(self.own("label", line, of=made))
            allow("overlap", "a level goes over all areas", mark)
            allow("contrast", "a level goes over all areas", mark)
            pours = (self.pieces["pour", k] for k in range(count))
            allow("contrast", "a level ends what is poured up to it", mark, *pours)
        self._height = self.own(
            "titles", "height", of=Formula(height_title, font_size=TYPE.label, color=theme().q,
                                           display=False)
        )  # fmt: skip
        self._width = None
        if width_title:
            self._width = self.own("titles", "width", of=Dimension(width_title, color=theme().p))
        self._row = self.own("names", of=Names(names))
        # Lines of numbers below the names: q, and p.
        self._lines_below: list[tuple[str, str, list[Number]]] = []
        for kind, letter, color, values, write_it in (
            ("told", "q", theme().q, q, write_q),
            ("width", "p", theme().p, p if write_p else None, write_p or str),
        ):
            self.own(kind, of=VGroup())
            numbers = [
                self.own(kind, k, of=Number(v, write_it, font_size=TYPE.tick, color=color))
                for k, v in enumerate(() if values is None else values)
            ]
            if numbers:
                self._lines_below.append((kind, letter, numbers))
        self._tells = False
        self._numbers = [self.own("number", k, of=Number(0.0, write)) for k in range(count)]
        for k, number in enumerate(self._numbers):
            allow("overlap", "a term stands on the area that it measures", number)
            allow("jump", "it leaves a flat area, or enters a high one, while unseen", number)
            allow("overlap", "where it was before", self._memories[k])
            allow("contrast", "where it was before", self._memories[k])

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names below the areas as they are first; those that are as long as the axis fit."""
        names = numbers_of(self._names) if by_number else self._names
        widest = max(self.margin(z).inside(z).width for z in zones)
        # An area without width has no name until it grows.
        rooms = [float(v) * widest if v > 0 else np.inf for v in self.values["p"]]
        good = self._row.choose(names, rooms, may_slant=False)
        # More lines must not take what the areas themselves need.
        self._tells = bool(self._lines_below)
        self._tells = self._tells and all(
            number_width(told.text, TYPE.tick) + 0.1 <= room
            for *_, line in self._lines_below
            for told, room in zip(line, rooms, strict=True)
        )
        self._tells &= all(self.least(size_of(zone)).fits(size_of(zone)) for zone in zones)
        for kind, letter, line in self._lines_below:
            color = line[0].get_fill_color().to_hex()
            made = Formula(letter, font_size=TYPE.tick, color=color, display=False)
            self.pieces[kind,].submobjects = [made] if self._tells else []
        return good

    def least(self, room: Size) -> Size:
        """Axes, and areas large enough to be compared."""
        around = self.margin(Zone(0, 0, 0, 0))
        return Size(1.6 + around.left + around.right, 0.9 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Ticks left, names below, a title above and one to the right, and labels of lines."""
        right = 0.1
        lined = float(self.values["lined"])
        if self._labels:
            labels = max(label.made_width for label in self._labels) + 0.3
            right = (1 - lined) * right + lined * max(right, labels)
        left = max(self._axes.left, self._height.made_width / 2)
        below = self._row.below + THICK + self._noted()
        below += WHOLE if self._width is not None else BARE * self._tells
        return Margin(left, right, below, TITLE)

    def _noted(self) -> float:
        """Height of the lines of numbers below the names."""
        return self._tells * (NOTE * len(self._lines_below) + NOTE_GAP)

    def span(self, axis: str) -> float:
        """All widths are 1; the upright axis ends at its top."""
        return 1.0 if axis == "x" else float(self.values["top"])

    def scale_of(self, axis: str) -> str:
        """Probabilities across, and up what they are multiplied by."""
        return "probability" if axis == "x" else "factor"

    def figure(self, *key: Any) -> Pose:
        """The area, its base or its stick."""
        kind, k = key
        plot, ux, uy = self._plot(), self.unit("x"), self.unit("y")
        p, swept = self.values["p"], float(self.values["swept"][k])
        left = plot.left + float(p[:k].sum()) * ux
        long = float(p[k]) * ux
        # One without width is not seen, but as the outline of the true class.
        flat = not p[k] and (kind == "stick" or k != self._target)
        height = 0.0 if flat else float(self.values["heights"][k])
        if kind == "base":
            foot = (left, plot.bottom - THICK / 2)  # below, so that the area is its own
            return Pose(foot, 0.0, float(p[k]), ux, THICK, theme().p)
        if kind == "stick":
            thick = min(THICK, long)
            x = left + thick / 2 + swept * (long - thick)
            return Pose((x, plot.bottom), 90.0, height, uy, thick, theme().q, plot.height)
        foot = (left + swept * long / 2, plot.bottom)
        return Pose(foot, 90.0, height, uy, swept * long, theme().area(k), plot.height)

    def top_of(self, k: int) -> FloatArray:
        """The upper right corner of area k, now."""
        pose = self.figure("area", k)
        return pose.head + np.array([pose.width / 2, 0.0, 0.0])

    def draw(self, zone: Zone) -> None:
        """Axes, names and numbers."""
        plot, uy = self._plot(), self.unit("y")
        self._axes.view(plot, (0.0, 1.0), (0.0, plot.height / uy))
        areas = [self.figure("area", k) for k in range(len(self._names))]
        p, ux = self.values["p"], self.unit("x")
        middles = [plot.left + float(x) * ux for x in np.cumsum(p) - p / 2]
        floor = plot.bottom - THICK
        self._row.draw(middles, list(p * ux), floor)
        self._height.put(plot.left, plot.top + 0.22)
        below = floor - self._row.below - self._noted()
        if self._width is not None:
            self._width.span(plot.left, plot.right, below - 0.42 * WHOLE)
        for i, (kind, _, line) in enumerate(reversed(self._lines_below)):
            y = below + i * NOTE - SUNK
            for letter in self.pieces[kind,]:
                letter.put(plot.left - 0.12, y, align=1)
            for k, told in enumerate(line):
                told.set_value(float((p if kind == "width" else self._q)[k]), at=(middles[k], y))
                wide = number_width(told.text, TYPE.tick) + 0.1
                metadata(told).visibility = self._tells * visibility(p[k] * ux, wide)
        lined = float(self.values["lined"])
        order = sorted(self._lines, key=lambda name: self._lines[name][0])
        for name, (height, _, _) in self._lines.items():
            y = plot.bottom + min(height * uy, plot.height)
            label = self.pieces["label", name]
            metadata(self.pieces["line", name]).visibility = metadata(label).visibility = max(
                0.0, 2 * lined - 1
            )
            ends = [[plot.left, y, 0], [plot.right + 0.2 + label.made_width, y, 0]]
            self.pieces["line", name].through(ends)
            # The highest is written on its line, the other below, so they never meet.
            above = name == order[-1] or y - 0.4 < plot.bottom
            label.put(plot.right + 0.2, y + 0.12 if above else y - 0.34, align=-1)
        for k, area in enumerate(areas):
            self._write(k, area)
            self._remember(k, area, uy)

    def _write(self, k: int, area: Pose) -> None:
        """Its number in the area where that is high enough, else on it; never across its edge."""
        number, high = self._numbers[k], area.length
        cap = CAP * TYPE.number
        spot = self.goes(number, "within" if high >= 2.4 * cap else "above")
        y = (high - cap) / 2 if spot == "within" else high + 0.12
        number.set_value(float(self.values["terms"][k]), at=(area.foot[0], area.foot[1] + y))
        metadata(number).visibility = visibility(
            area.width, number_width(number.text, TYPE.number) + 2 * THICK
        )

    def _remember(self, k: int, area: Pose, uy: float) -> None:
        x, y = area.foot
        half, head = area.width / 2, float(area.head[1])
        was = y + min(float(self.values["was"][k]) * uy, area.limit)
        ends = [np.array([x - half, was, 0.0]), np.array([x + half, was, 0.0])]
        self._memories[k].along(ends)
        level = y + float(self.values["level"]) * uy
        low = min(level, was)
        self.pieces["pour", k].set_sides(x - half, low, x + half, max(head, low))
        if k == self._target:
            e = HAIR / 100
            self._outline.set_sides(x - half - e, y - e, x + half + e, head + e)

    def _plot(self) -> Zone:
        """What the axes enclose: of the width that the unit needs, in the middle of its room."""
        inner = self.inner()
        wide, high = self.unit("x"), self.unit("y") * self.span("y")
        left = inner.x - wide / 2
        return Zone(left, left + wide, inner.bottom, inner.bottom + high)
