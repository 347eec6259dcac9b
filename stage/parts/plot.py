"""Curves over an axis, with what rides on them: dots, tangents and bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stage.layout import Margin, Place, Size
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dot, segment
from stage.mobjects.text import Formula, Number, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.part import Bar, Part, Pose
from stage.parts.riders import Beyond, Curve, Mark, Marked, Tangent
from stage.parts.spots import Line, Room, Spot, Still, Text, around, placed
from stage.theme import TYPE, Zone, theme

__all__ = ["Foot", "Line", "Mark", "Plot"]

THICK = 0.12
"""Of a bar that is measured on a plot."""

TITLE = 0.6
"""Height above the upright axis, for what it measures."""

ROW = 0.42
"""Height of a curve's name."""

SPACE = 0.17
"""Between a name and the number after it."""

FOOT = 0.36
"""From the level axis to the baseline of what stands below it."""


@dataclass(frozen=True)
class Foot:
    """What stands below the level axis where the dots are: a symbol, and their x."""

    symbol: str
    color: str
    write: Callable[[float], str]


class Plot(Part):
    """Curves on two axes; a dot on each, or several on one.

    Parameters
    ----------
    lines
        The curves.
    x, y
        Of the dots, shape (D,).
    colors
        Of the dots, and of what hangs on them.
    x_span, y_span
        The ranges of the axes, ``(low, high)``.
    x_ticks, y_ticks
        Series of ticks; see ``Axes``.
    x_title, y_title
        Formulas: what the axes measure, and in which colour; or nothing.
    foot
        What stands below the level axis where the first dot is.
    marks
        Points to be remembered.
    slopes
        Of the tangents at the dots, shape (D,).
    write
        How the dots' heights are written.
    traced
        From where to where along x the curves are drawn, shape (2,); everywhere unless given.
    tangents
        Colours of the tangents at the first dots; the text's unless given.

    Values
    ------
    x, y, slopes, traced
        As above.
    low, high
        The range of the upright axis.

    Pieces: ("line", k), ("name", k), and after it ("value", k), ("dot", k), and ("beyond", k) where
    that is off the axis, ("tangent", k), ("x", k), ("stick", k) from there to 0, ("drop", k),
    ("mark", i), ("foot", ...), axes, titles.
    """

    scaled = (("x", "x"), ("y", "y"))
    counted = ""
    numbers = ("x", "y", "slopes", "traced")
    looks = ("low", "high")
    later = ("x", "stick", "drop", "tangent", "mark")

    def __init__(
        self,
        name: str,
        lines: Sequence[Line],
        *,
        x: FloatArray,
        y: FloatArray,
        colors: Sequence[str],
        x_span: tuple[float, float],
        y_span: tuple[float, float],
        x_ticks: Sequence[Sequence[float]] = (),
        y_ticks: Sequence[Sequence[float]] = (),
        x_title: tuple[str, str] | None = None,
        y_title: tuple[str, str] | None = None,
        foot: Foot | None = None,
        marks: Sequence[Mark] = (),
        slopes: FloatArray | None = None,
        write: Callable[[float], str] = str,
        traced: FloatArray | None = None,
        tangents: Sequence[str] = (),
    ) -> None:
        super().__init__(
            name,
            x=x,
            y=y,
            slopes=np.zeros(len(x)) if slopes is None else slopes,
            traced=x_span if traced is None else traced,
            low=y_span[0],
            high=y_span[1],
        )
        self._x_span, self._first_span, self._lines = x_span, y_span, list(lines)
        self._axes = self.own("axes", of=Axes(x=x_ticks, y=y_ticks))
        self._curves = [self.own("line", k, of=Curve(line.color)) for k, line in enumerate(lines)]
        for k, color in enumerate(colors):
            self._own_dot(k, color, tangents[k] if k < len(tangents) else theme().text)
        self._marks = [self.own("mark", i, of=Marked(mark)) for i, mark in enumerate(marks)]
        dots = [self.pieces["dot", k] for k in range(len(colors))]
        dots += [dot for made in self._marks for dot in made.dots]
        for curve in self._curves:
            allow("contrast", "dots ride on it, and may hide a short one", curve, *dots)
        self._titles: dict[str, Formula] = {}
        for axis, title in (("x", x_title), ("y", y_title)):
            if title is not None:
                self._titles[axis] = self.own("titles", axis, of=_label(*title))
        self._names, self._shorts = [], []
        self._is_short = False
        for k, line in enumerate(line for line in lines if line.formula):
            long = f'"{line.words}" med {line.formula}'
            self._names.append(self.own("name", k, of=_label(long, line.color)))
            self._shorts.append(self.own("short", k, of=_label(line.formula, line.color)))
            self.own("value", k, of=Number(0.0, write, color=line.color, align=-1))
        self._foot = foot
        if foot is not None:
            self.own("foot", "symbol", of=_label(foot.symbol, foot.color))
            number = Number(0.0, foot.write, color=foot.color, align=-1)
            self.own("foot", "number", of=number)
            # It may become a bound on its way.
            texts = [">" + foot.write(float(v)).lstrip("<>") for v in (x[0], sum(x_span) / 2)]
            self._foot_width = max(number_width(text, number.font_size) for text in texts)
        self._spots: dict[tuple[str, int], Spot] = {
            ("mark", i): around(mark.side, mark.size)[0] for i, mark in enumerate(marks)
        }

    def _own_dot(self, k: int, color: str, tangent_color: str) -> None:
        """It, and all that hangs on it."""
        for kind in ("x", "stick"):
            allow("overlap", "it is measured there", self.own(kind, k, of=Bar(color)))
        drop = self.own("drop", k, of=segment(color=theme().muted, width=1.5 * HAIR))
        tangent = self.own("tangent", k, of=Tangent(tangent_color))
        dot = self.own("dot", k, of=Dot(color))
        beyond = self.own("beyond", k, of=Beyond(color))
        for mark in (drop, tangent, dot, beyond):
            allow("overlap", "it rides on its curve", mark)
            allow("contrast", "it rides on its curve", mark)
        for mark in (dot, beyond):
            allow("pop", "at the end of the axis one takes the place of the other", mark)

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names without words, if these have no room; and no numbers that would only pass."""
        self._is_short = self._widest() > min(zone.width for zone in zones)
        ends = (float(self.values["low"]), float(self.values["high"])), self._first_span
        self._axes.tune([(self._plot_in(z, {}).height, span) for z in zones for span in ends])
        return True

    def settle(self, places: Sequence[Place]) -> None:
        """Choose where texts stand that belong to points: clear of curves and of dots."""
        marked = []
        for made in self._marks:
            label, mark = made.label.put(0.0, 0.0), made.mark
            low, high = (float(edge[1]) for edge in (label.get_bottom(), label.get_top()))
            spots = around(mark.side, mark.size)
            marked.append(Text(label.made_width, low, high, mark.points, spots))
        dots = [*zip(self.values["x"], self.values["y"], strict=True)]
        dots += [point for made in self._marks for point in made.mark.points]
        rooms = []
        for place in places:
            with place.as_told():
                plot = self._plot_in(place.zone, place.units)
            rooms.append(Room(place.zone, Still(plot, self._x_span, self._first_span), self._lines))
            for point in dots:
                rooms[-1].take_dot(point)
        # They may have no place that is free everywhere: steps are shown where there is most room.
        rooms.sort(key=lambda room: -room.area)
        for i, spot in enumerate(placed(marked, rooms)):
            self._spots["mark", i] = spot

    def _widest(self) -> float:
        """Of the names, with what stands after them now, or on its way."""
        widest = 0.0
        for k, name in enumerate(self._names):
            number = self.pieces["value", k]
            texts = [number.write(y) for y in (-1.0, float(self.values["y"][k]))]
            after = max(number_width(text, number.font_size) for text in texts)
            widest = max(widest, name.made_width + SPACE + after)
        return widest

    def _plot_in(self, zone: Zone, units: dict[str, float]) -> Zone:
        """What the axes would enclose there."""
        own, (self.zone, self.units) = (self.zone, self.units), (zone, units)
        plot, (self.zone, self.units) = self._plot(), own
        return plot

    def least(self, room: Size) -> Size:
        """Axes, and a curve large enough to be followed."""
        around = self.margin(Zone(0, 0, 0, 0))
        return Size(2.0 + around.left + around.right, 1.2 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Ticks left and below, names and what the axes measure above and to the right."""
        x_title, y_title = (self._titles.get(axis) for axis in ("x", "y"))
        left = max(self._axes.left, y_title.made_width / 2 if y_title else 0.0)
        right = x_title.made_width + 0.25 if x_title else 0.15
        below = max(self._axes.below, FOOT + 0.08 if self._foot else 0.1)
        names = ROW * len(self._names) + 0.15 if self._names else 0.0
        return Margin(left, right, below, max(TITLE if y_title else 0.0, names, 0.1))

    def span(self, axis: str) -> float:
        """From one end of the axis to the other."""
        if axis == "x":
            return self._x_span[1] - self._x_span[0]
        return float(self.values["high"] - self.values["low"])

    def scale_of(self, axis: str) -> str:
        """As the axis is titled, if it is."""
        title = self.pieces.get(("titles", axis))
        return self.name if title is None else str(title.markup)

    def figure(self, *key: Any) -> Pose:
        """The dot's x, lying on the axis; and how far it is from 0, standing between both."""
        kind, k = key
        plot, axes = self._plot(), self._axes
        axes.look(plot, self._x_span, self._y_span())
        x, y = float(self.values["x"][k]), float(self.values["y"][k])
        color = self.pieces["dot", k].get_fill_color().to_hex()
        if kind == "x":
            foot = axes.at(0.0, 0.0)
            return Pose((foot[0], foot[1]), 0.0, x, axes.unit[0], THICK, color)
        low, high = sorted((0.0, y))
        foot, limit = axes.at(x, low), plot.top - axes.at(x, low)[1]
        return Pose((foot[0], foot[1]), 90.0, high - low, axes.unit[1], THICK, color, limit)

    def point(self, k: int) -> FloatArray:
        """Where dot k is, now; at the edge if it is beyond."""
        low, high = float(self.values["low"]), float(self.values["high"])
        y = min(max(float(self.values["y"][k]), low), high)
        return self._axes.at(float(self.values["x"][k]), y)

    def draw(self, zone: Zone) -> None:
        """Axes and curves, and all that rides on them."""
        plot, axes, span = self._view(), self._axes, self._y_span()
        start, end = (float(v) for v in self.values["traced"])
        for curve, line in zip(self._curves, self._lines, strict=True):
            curve.trace(axes, line, (start, end), span)
        if "x" in self._titles:
            self._titles["x"].put(plot.right + 0.15, axes.at(0, min(max(0, span[0]), span[1]))[1]
                                  - 0.05, align=-1)  # fmt: skip
        if "y" in self._titles:
            self._titles["y"].put(plot.left, plot.top + 0.22)
        self._write_names(plot)
        for k in range(len(self.values["x"])):
            self._draw_dot(k, span)
        for i, made in enumerate(self._marks):
            made.put(axes, span, zone, self._spots["mark", i])

    def _draw_dot(self, k: int, span: tuple[float, float]) -> None:
        axes, point = self._axes, self.point(k)
        x, y, slope = (float(self.values[name][k]) for name in ("x", "y", "slopes"))
        dot, beyond = self.pieces["dot", k].center_on(point), self.pieces["beyond", k]
        metadata(dot).measured = None
        if span[0] <= y <= span[1]:
            carry(dot, "dot", origin=axes.at(0, 0), unit=axes.unit, values=[x, y])
        away = max(span[0] - y, y - span[1], 0.0) * axes.unit[1]
        metadata(dot).visibility = visibility(-away, 0.0, 0.5)
        metadata(beyond).visibility = 1 - metadata(dot).visibility
        beyond.stand(point, up=y > span[1])
        self.pieces["drop", k].through([axes.at(x, span[0]), point])
        self.pieces["tangent", k].touch(axes, x, y, slope, self._x_span, span)

    def _write_names(self, plot: Zone) -> None:
        left = plot.left - self._axes.left
        for name, short in zip(self._names, self._shorts, strict=True):
            metadata(name).visibility, metadata(short).visibility = (
                1.0 - self._is_short,
                float(self._is_short),
            )
        rows = self._shorts if self._is_short else self._names
        for k, name in enumerate(rows):
            y = plot.top + 0.22 + ROW * (len(rows) - 1 - k)
            name.put(left, y, align=-1)
            if k < len(self.values["y"]):
                at = (left + name.made_width + SPACE, y)
                self.pieces["value", k].set_value(float(self.values["y"][k]), at=at)

    def _plot(self) -> Zone:
        """What the axes enclose: as large as the units need, in the middle of its room."""
        inner = self.inner()
        wide, high = self.unit("x") * self.span("x"), self.unit("y") * self.span("y")
        left = inner.x - wide / 2
        return Zone(left, left + wide, inner.bottom, inner.bottom + high)

    def _view(self) -> Zone:
        """The same, with the axes drawn there."""
        plot = self._plot()
        self._axes.view(plot, self._x_span, self._y_span(), taken=self._stand(plot))
        return plot

    def _y_span(self) -> tuple[float, float]:
        return float(self.values["low"]), float(self.values["high"])

    def _stand(self, plot: Zone) -> tuple[float, float] | None:
        """Put the foot below the first dot, and tell from where to where it reaches."""
        if self._foot is None:
            return None
        symbol, number = self.pieces["foot", "symbol"], self.pieces["foot", "number"]
        x = float(self.values["x"][0])
        reach = symbol.made_width + SPACE
        # As wide as it is now and then: it does not shake when it gets more digits.
        wide = reach + max(self._foot_width, number_width(number.write(x), number.font_size))
        middle = plot.left + plot.width * (x - self._x_span[0]) / self.span("x")
        left = min(max(middle - wide / 2, self.zone.left), self.zone.right - wide)
        y = plot.bottom - (self._axes.below or FOOT)
        symbol.put(left, y, align=-1)
        number.set_value(x, at=(left + reach, y))
        return left, left + wide


def _label(math: str, color: str) -> Formula:
    return Formula(math, font_size=TYPE.label, color=color, display=False)
