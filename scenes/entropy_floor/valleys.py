"""Valleys on a ground: what q costs, over the probability of each class that is dragged.

Drawn from values and a zone, as all parts are; only ``EntropyFloor`` needs it. Knows nothing of
entropies: how high ground, level and valleys are, the table tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup
from manim.utils.color import ManimColor, interpolate_color

from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import (
    HAIR,
    Dashes,
    Dot,
    Polyline,
    Rectangle,
    Ring,
    nice_ticks,
    segment,
    tick_series,
)
from stage.mobjects.text import CAP, Formula, Number, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, rgb, theme

__all__ = ["Valleys"]

TITLE = 0.6
"""Height above the upright axis, for what it measures, and for what valleys are called."""

LEFT = 0.62
"""Room of the numbers of the upright axis, at least."""

FOOT = 0.2
"""Room of what hangs below the line in which the numbers of the level axis stand."""

GRIP = 0.15
"""Radius of the ring that is dragged."""

BRACE = (0.12, 0.24)
"""How far from the picture a bracket begins, and its line is."""

LEAD = 0.17
"""From a bracket to what it tells."""

APART = 0.1
"""Between what is told of two valleys."""

SPACE = 0.15
"""Between a symbol and the number after it."""

LARGE = 60.0
"""Size of what is told in the middle of the ground, at most."""

STROKE = 3.5 * HAIR

SEAM = 0.02
"""By which layers of the ground overlap."""

LAYERS = 24
"""Of the ground, from its surface down to where it fades."""


class Valleys(Part):
    """Over each probability of a class, what q costs if the others share the rest as p does.

    Parameters
    ----------
    p, floor
        Where each valley is lowest, shape (K,); and how high it is there.
    along, heights
        Probabilities, shape (S,), and how high each valley is there, (K, S).
    q, level, gap, traced, low, high
        As below.
    dragged, write, write_floor
        The class whose probability is dragged, how that is told, and how the floor is.
    ends
        From where to where the upright axis goes when it is nearest: for its ticks.
    visited
        Levels that are remembered.

    Values
    ------
    q
        Shape (K,).
    level, gap
        How high a level is, and how much of that is above the floor.
    traced
        From where to where each valley is drawn, shape (K, 2).
    low, high
        The range of the upright axis. Where it does not begin at 0, the ground fades, and the axis
        is torn.

    Pieces: ground, gap, bracket, upright, axes, torn, ("valley", k), ("name", k) at its end,
    ("pin", k) at its lowest place, ("told", k) what that is above; dot, grip, drop and
    ("foot", ...) of the class that is dragged; level, was: as it was at first, ("visited", i);
    ("label", "level" | "floor" | "gap"), ("inside", ...): the floor, told in the ground;
    ("title", "x" | "one" | "y").
    """

    scaled = (("x", "q"), ("y", "level"))
    numbers = ("q", "level", "gap", "traced")
    looks = ("low", "high")
    later = (
        "ground", "gap", "bracket", "axes", "torn", "valley", "name", "pin", "told", "dot", "grip",
        "drop", "foot", "was", "visited", "inside", "title",
    )  # fmt: skip
    fading = ("label",)

    def __init__(
        self,
        name: str,
        *,
        p: FloatArray,
        floor: float,
        along: FloatArray,
        heights: FloatArray,
        q: FloatArray,
        level: float,
        gap: float,
        traced: FloatArray,
        dragged: int,
        write: Callable[[float], str],
        write_floor: Callable[[float], str],
        low: float,
        high: float,
        ends: tuple[float, float],
        visited: FloatArray,
    ) -> None:
        super().__init__(name, q=q, level=level, gap=gap, traced=traced, low=low, high=high)
        t, every = theme(), range(len(p))
        self._p, self._floor, self._was, self._k = p, floor, float(level), dragged
        self._along, self._heights = along, heights
        self._ground = self.own("ground", of=VGroup())
        for _ in range(LAYERS):
            self._ground.add(Rectangle(stroke_width=0, fill_color=t.p, fill_opacity=1))
        ticks = _nested(ends, max(high, ends[1]))
        self._upright = self.own("upright", of=Axes(y=ticks))
        self._axes = self.own("axes", of=Axes(x=tick_series(0, 1)))
        self._torn = self.own("torn", of=VGroup())
        self._torn.add(Polyline(color=t.background, width=4 * HAIR))
        self._torn.add(*(segment(color=t.muted) for _ in range(2)))
        self._drop = self.own("drop", of=Dashes(color=t.text))
        self._valleys = [self.own("valley", k, of=_Valley(t.term(k))) for k in every]
        self._gap = self.own("gap", of=Bar(t.q, t.second))
        self._level = self.own("level", of=segment(color=t.text, width=2 * HAIR))
        self._before = self.own("was", of=Dashes(color=t.text, width=1.5 * HAIR))
        self._remembered = visited
        self._visited = [
            self.own("visited", i, of=Dashes(color=t.text, width=1.5 * HAIR))
            for i in range(len(visited))
        ]
        self._pins = [self.own("pin", k, of=Dot(t.p)) for k in every]
        self._dot = self.own("dot", of=Dot(t.term(dragged)))
        ring = Ring(GRIP, stroke_width=2.5 * HAIR, stroke_color=t.text, fill_color=t.background,
                    fill_opacity=1)  # fmt: skip
        self._grip = self.own("grip", of=ring)
        lines = [
            self._level,
            self._before,
            *self._visited,
            self._drop,
            self._grip,
            self._dot,
            *self._pins,
        ]
        for mark in (*lines, *self._torn):
            allow("overlap", "it is on the ground, on a valley, or on an axis", mark)
            allow("contrast", "it is on the ground, on a valley, or on an axis", mark)
        curves = [piece for valley in self._valleys for piece in valley.get_family()]
        for piece in (*curves, *self._ground):
            allow("contrast", "the ground fades, and valleys stand on it", piece)
        allow("contrast", "valleys stand on the ground", self._gap, *self._ground, *curves, *lines)
        self._names = [self.own("name", k, of=_label(f"q_{k + 1}", t.term(k))) for k in every]
        self._told = [self.own("told", k, of=_label(f"p_{k + 1}", t.text)) for k in every]
        for told in self._told:
            allow("overlap", "it is told in the ground", told, self._drop, *self._ground)
        inside = Formula("H(p) =", font_size=TYPE.label, display=False)
        self._inside = (
            self.own("inside", "symbol", of=inside),
            self.own("inside", "number", of=Number(0.0, write_floor, align=-1)),
        )
        for text in self._inside:
            allow("overlap", "it is told in the ground", text, *self._ground)
        self._symbol = self.own("foot", "symbol", of=_label(f"q_{dragged + 1} =", t.q))
        self._number = self.own("foot", "number", of=Number(0.0, write, color=t.q, align=-1))
        self._bracket = self.own("bracket", of=Polyline(color=t.q, width=2 * HAIR))
        self._labels = {
            "level": self.own("label", "level", of=_label("H({{p:p}}, {{q:q}})", t.text)),
            "floor": self.own("label", "floor", of=_label("H({{p:p}})", t.p)),
            "gap": self.own("label", "gap", of=_label('"KL"', t.q)),
        }
        self._titles = {
            "y": self.own("title", "y", of=_label('"nats"', t.muted)),
            "x": self.own("title", "x", of=_label("q_k", t.q)),
            "one": self.own("title", "one", of=_label(f"q_{dragged + 1}", t.q)),
        }

    # --- What is asked of a part ------------------------------------------------------------------

    def least(self, room: Size) -> Size:
        """Axes, and valleys large enough to be told from each other."""
        around = self.margin(Zone(0, 0, 0, 0))
        return Size(2.05 + around.left + around.right, 0.9 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Ticks left and below, and to the right what is told of the level and the ground."""
        told = BRACE[1] + LEAD + max(label.made_width for label in self._labels.values())
        return Margin(max(self._upright.left, LEFT), told, self._axes.below + FOOT, TITLE)

    def span(self, axis: str) -> float:
        """All probabilities; and from one end of the upright axis to the other."""
        return 1.0 if axis == "x" else float(self.values["high"] - self.values["low"])

    def scale_of(self, axis: str) -> str:
        """Probabilities across, and up what they cost."""
        return "probability" if axis == "x" else "cost"

    def figure(self, *key: Any) -> Pose:
        """What is between ground and level."""
        plot, axes = self._view()
        x, y, _ = axes.at(0.5, self._floor)
        gap = float(self.values["gap"])
        return Pose((x, y), 90.0, gap, axes.unit[1], plot.width, theme().q, max(plot.top - y, 0.0))

    def draw(self, zone: Zone) -> None:
        """The ground and its valleys, and the level over them."""
        plot, axes = self._view()
        low, high, level = (float(self.values[name]) for name in ("low", "high", "level"))
        self._upright.view(plot, (0.0, 1.0), (low, high))
        self._lay_ground(plot, axes, low)
        surface, y = (axes.at(0.0, height)[1] for height in (self._floor, min(level, high)))
        for dashes, height in zip(
            (self._before, *self._visited), (self._was, *self._remembered), strict=True
        ):
            there = axes.at(0.0, min(float(height), high))[1]
            dashes.along([np.array([x, there, 0.0]) for x in (plot.left, plot.right)])
        self._level.through([[plot.left, y, 0], [plot.right, y, 0]])
        for k, valley in enumerate(self._valleys):
            valley.trace(axes, self._along, self._heights[k], self.values["traced"][k], high)
        self._tell_valleys(plot, axes, surface)
        self._tell_heights(plot, y, surface)
        taken = self._drag(plot, axes, level, high)
        axes_taken = taken if self.seen(("foot", "symbol")) > 0 else None
        axes.view(plot, (0.0, 1.0), (low, high), taken=axes_taken)
        self._tell_inside(plot, axes, surface)
        self._titles["y"].put(plot.left, plot.top + 0.22)
        x = plot.right + BRACE[1] + 0.1
        for title in ("x", "one"):
            self._titles[title].put(x, plot.bottom - self._axes.below, align=-1)
        metadata(self._titles["one"]).visibility = visibility(x - taken[1], 0.5, fade=0.5)

    def _view(self) -> tuple[Zone, Axes]:
        """What the axes enclose, and the axes, which tell from then on where values are there."""
        plot = self.inner()
        self._axes.look(plot, (0.0, 1.0), (float(self.values["low"]), float(self.values["high"])))
        return plot, self._axes

    def _lay_ground(self, plot: Zone, axes: Axes, low: float) -> None:
        """From the surface down, all of one colour to 0, or fading to where the axis is torn."""
        t = theme()
        torn = min(max(low / max(self._floor, 1e-9), 0.0) * 2, 1.0)
        solid = interpolate_color(ManimColor(t.background), ManimColor(t.p), t.second)
        top = axes.at(0.0, self._floor)[1]
        ends = np.linspace(max(top, plot.bottom), axes.at(0.0, max(low, 0.0))[1], LAYERS + 1)
        for i, layer in enumerate(self._ground):
            # They overlap by a hair, or what is behind shows between them.
            layer.set_sides(plot.left, max(ends[i + 1] - SEAM, ends[-1]), plot.right, ends[i])
            deep = (i / (LAYERS - 1)) ** 1.5
            faded = interpolate_color(solid, ManimColor(t.background), torn * deep)
            layer.fill_rgbas[:, :3] = rgb(faded.to_hex())
        metadata(self._torn).visibility = torn
        x, y = plot.left, plot.bottom + 0.2
        gap, *strokes = self._torn
        gap.through(np.array([[x, y - 0.05, 0.0], [x, y + 0.05, 0.0]]))
        for stroke, up in zip(strokes, (-0.05, 0.05), strict=True):
            stroke.through([[x - 0.1, y + up - 0.05, 0], [x + 0.1, y + up + 0.05, 0]])

    def _drag(self, plot: Zone, axes: Axes, level: float, high: float) -> tuple[float, float]:
        """The dot over the dragged probability, and that, told on the axis: from where to where."""
        q = float(self.values["q"][self._k])
        point, foot = axes.at(q, min(level, high)), axes.at(q, float(self.values["low"]))
        self._dot.center_on(point)
        carry(self._dot, "dot", origin=axes.at(0, 0), unit=axes.unit, values=[q, level])
        self._drop.along([foot, point])
        self._grip.center_on(foot)
        number = self._number
        reach = self._symbol.made_width + SPACE
        wide = reach + number_width(number.write(0.5), number.font_size)
        left = min(max(foot[0] - wide / 2, self.zone.left), self.zone.right - wide)
        y = plot.bottom - self._axes.below - 0.08
        self._symbol.put(left, y, align=-1)
        number.set_value(q, at=(left + reach, y))
        told = reach + number_width(number.text, number.font_size)  # perhaps as more than 0.999
        return left, left + max(wide, told)

    def _tell_valleys(self, plot: Zone, axes: Axes, surface: float) -> None:
        """At their lowest places and at their ends, as near to these as others leave room."""
        order, cap = np.argsort(self._p, kind="stable"), CAP * TYPE.label
        lowest = [axes.at(float(p), 0.0)[0] for p in self._p]
        for k, pin in enumerate(self._pins):
            pin.center_on(axes.at(float(self._p[k]), self._floor))
        ends = [valley.end(plot) for valley in self._valleys]
        for texts, at, y in (
            (self._told, lowest, surface - 0.2 - cap), (self._names, ends, plot.top + 0.14),
        ):  # fmt: skip
            wide = [texts[k].made_width + APART for k in order]
            middles = _side_by_side([at[k] for k in order], wide, plot.left, plot.right)
            for k, x in zip(order, middles, strict=True):
                texts[k].put(x, y)
                metadata(texts[k]).visibility = visibility(plot.width, sum(wide))
        ground = max(axes.at(0.0, 0.0)[1], plot.bottom)
        for k, valley in enumerate(self._valleys):
            metadata(self._told[k]).visibility *= visibility(surface - ground, 0.34 + cap)
            metadata(self._names[k]).visibility *= float(valley.is_cut)

    def _tell_inside(self, plot: Zone, axes: Axes, surface: float) -> None:
        """How high the ground is, in its middle, below what is told at its surface."""
        symbol, number = self._inside
        top, bottom = surface - 0.2 - 2 * CAP * TYPE.label, axes.at(0.0, 0.0)[1]
        bottom = max(bottom, plot.bottom)
        fitting = 0.4 * (top - bottom) / CAP
        size = min(max(fitting, TYPE.least), LARGE)
        scale = size / TYPE.label
        width = symbol.made_width * scale + 0.2 + number_width(number.write(self._floor), size)
        left, y = plot.x - width / 2, (top + bottom - CAP * size) / 2
        symbol.put(left, y, align=-1, size=size)
        number.font_size = size
        number.set_value(self._floor, at=(left + symbol.made_width * scale + 0.2, y))
        for text in self._inside:
            metadata(text).visibility = float(fitting >= TYPE.least and width < plot.width)

    def _tell_heights(self, plot: Zone, level: float, surface: float) -> None:
        """The level, above its line; the ground, below its own; and between them the gap."""
        near, far = (plot.right + away for away in BRACE)
        x, cap = plot.right + BRACE[1] + LEAD, CAP * TYPE.label
        # On its line, until something else comes below, or the ground is near.
        up = min(1.0, 4 * max(self.seen(("label", what)) for what in ("floor", "gap")))
        up = max(up, min(1.0, 2 - (level - surface) / cap))
        below = max(surface - 0.1 - cap, plot.bottom + 0.05)
        above = max(level + 0.1, below + 1.6 * cap)  # where the ground is low, the two are near
        self._labels["level"].put(x, level - cap / 2 + up * (above - level + cap / 2), align=-1)
        self._labels["floor"].put(x, below, align=-1)
        self._labels["gap"].put(x, (level + surface - cap) / 2, align=-1)
        metadata(self._labels["gap"]).visibility = visibility(level - surface, 2.2 * cap)
        ends = [(near, surface), (far, surface), (far, level), (near, level)]
        self._bracket.through(np.array([(*end, 0.0) for end in ends]))


class _Valley(VGroup):
    """A curve that comes down and goes up.

    Attributes
    ----------
    is_cut
        Whether the end of the axis cuts it off, at the right.
    """

    def __init__(self, color: str) -> None:
        super().__init__()
        self.curve = Polyline(color=color, width=STROKE)
        self.add(self.curve)
        self.is_cut = False
        allow("jump", "where the axis cuts it off, it has other points than before", self.curve)
        allow("overlap", "valleys stand side by side", self.curve)

    def trace(self, axes: Axes, x: FloatArray, y: FloatArray, part: FloatArray, top: float) -> None:
        """Draw the stretch ``part``, as far up as ``top``."""
        start, end = (min(max(float(v), x[0]), x[-1]) for v in part)
        within = x[(x > start) & (x < end)]
        inner = np.array([start, *within, end]) if end > start else np.zeros(0)
        shown, self.is_cut = _below(inner, np.interp(inner, x, y), top)
        metadata(self.curve).measured = None
        self.curve.through(axes.all_at(shown) if len(shown) else np.zeros((0, 3)))
        if len(shown) > 1:
            carry(self.curve, "curve", origin=axes.at(0, 0), unit=axes.unit, values=shown)

    def end(self, plot: Zone) -> float:
        """Where it ends at the right."""
        points = self.curve.points
        return float(points[-1, 0]) if len(points) else plot.x


def _below(x: FloatArray, y: FloatArray, top: float) -> tuple[FloatArray, bool]:
    """The points that are not above ``top``, to its edge; and whether that cuts the last ones off.

    They are below it in one stretch.
    """
    inside = np.flatnonzero(y <= top)
    if not len(inside):
        return np.zeros((0, 2)), False
    first, last = int(inside[0]), int(inside[-1])
    rows = np.column_stack((x, y))[first : last + 1]

    def edge(outer: int, inner: int) -> FloatArray:
        share = (top - y[inner]) / (y[outer] - y[inner])
        return np.array([[x[inner] + share * (x[outer] - x[inner]), top]])

    if first > 0:
        rows = np.vstack((edge(first - 1, first), rows))
    if last < len(x) - 1:
        return np.vstack((rows, edge(last + 1, last))), True
    return rows, False


def _nested(ends: tuple[float, float], top: float) -> list[tuple[float, ...]]:
    """Ticks from 0 to ``top``: as many as are nice between these ends, and ever fewer.

    None is just beyond these ends: it would be half there.
    """
    first, second, *_ = nice_ticks(max(ends[0], 0.0), ends[1], 8)
    step, edge = second - first, 0.05 * (ends[1] - ends[0])
    counts, every = range(int(top / step + 1e-9) + 1), 1
    series: list[tuple[float, ...]] = []
    while not series or len(series[-1]) > 5:
        ticks = (round(step * k, 12) for k in counts[::every])
        series.append(tuple(
            v for v in ticks
            if v == 0 or not (0 < ends[0] - v < edge or 0 < v - ends[1] < edge)
        ))  # fmt: skip
        every *= 5
    return series


def _side_by_side(
    middles: Sequence[float], wide: Sequence[float], low: float, high: float
) -> list[float]:
    """Ascending middles, moved apart so that what is so wide has room, between two ends."""
    places: list[float] = []
    at = low
    for middle, width in zip(middles, wide, strict=True):
        places.append(max(middle, at + width / 2))
        at = places[-1] + width / 2
    at = high
    for i in reversed(range(len(places))):
        places[i] = min(places[i], at - wide[i] / 2)
        at = places[i] - wide[i] / 2
    return places


def _label(math: str, color: str) -> Formula:
    t = theme()
    colors = {"p": t.p, "q": t.q}
    return Formula(math, font_size=TYPE.label, color=color, colors=colors, display=False)
