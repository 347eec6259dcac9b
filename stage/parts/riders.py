"""What rides on the curves of a plot, and the curves: each is put where axes and values say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from manim import VGroup, VMobject

from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, HEAD, Dot, Polyline, straight
from stage.mobjects.text import Formula
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.spots import Line, Side, Spot
from stage.theme import SMALLER, Zone, theme

__all__ = ["Beyond", "Curve", "Mark", "Marked", "Tangent"]

STROKE = 3 * HAIR

TANGENT = 3.0
"""Length of a tangent, in manim units."""


@dataclass(frozen=True)
class Mark:
    """A point to be remembered, or a step from there ``to`` another, and what is said of it.

    A formula stands on its ``side``, or where else it is clear of everything.
    """

    x: float
    y: float
    label: str
    color: str
    side: Side = "right"
    to: tuple[float, float] | None = None
    size: float = SMALLER.label

    @property
    def points(self) -> list[tuple[float, float]]:
        """One, or two."""
        return [(self.x, self.y), *([self.to] if self.to else [])]


class Curve(Polyline):
    """A part of a line, within the range of the upright axis; an arrow where that cuts it off."""

    def __init__(self, color: str) -> None:
        super().__init__(color=color, width=STROKE)
        self.head = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        allow("contrast", "it is the end of a curve, and may lie on it", self.head)
        allow("pop", "it comes out from under the point that draws the curve", self.head)
        self.add(self.head)

    def trace(
        self, axes: Axes, line: Line, part: tuple[float, float], span: tuple[float, float]
    ) -> None:
        """Draw the stretch ``part`` of the line, as far as ``span`` goes."""
        start, end = max(part[0], line.x[0]), min(part[1], line.x[-1])
        within = line.x[(line.x > start) & (line.x < end)]
        x = np.array([start, *within, end]) if end > start else np.zeros(0)
        y = _heights(x, line)
        shown, cut = _cut(x, y, span)
        self.through(axes.all_at(shown))
        metadata(self).measured = None
        if len(shown) > 1:
            carry(self, "curve", origin=axes.at(0, 0), unit=axes.unit, values=shown)
        self._point_on(cut)

    def _point_on(self, cut: bool) -> None:
        self.head.points = np.zeros((0, 3))
        if not cut or len(self.points) == 0:
            return
        tip = self.points[0]
        # Along the chord that is as long as the head.
        away = np.linalg.norm(self.points - tip, axis=1)
        neck = self.points[min(int(np.searchsorted(away, HEAD)), len(away) - 1)]
        along = (tip - neck) / max(float(np.linalg.norm(tip - neck)), 1e-9)
        half = HEAD / 2 * np.array([-along[1], along[0], 0.0])
        base = tip - HEAD * along
        self.head.points = straight(np.array([tip, base + half, base - half, tip]))


def _heights(x: FloatArray, line: Line) -> FloatArray:
    """Where the line is at each of ``x``, within it.

    Not by ``np.interp``, whose slopes are infinite where a line is steeper than a float can say.
    """
    after = np.clip(np.searchsorted(line.x, x), 1, len(line.x) - 1)
    before = after - 1
    width = line.x[after] - line.x[before]
    share = np.divide(x - line.x[before], width, out=np.zeros_like(x), where=width > 0)
    return np.asarray((1 - share) * line.y[before] + share * line.y[after], dtype=float)


def _cut(x: FloatArray, y: FloatArray, span: tuple[float, float]) -> tuple[FloatArray, bool]:
    """The points within the range, and whether the first of them lies on its edge.

    All curves here leave the range, if they do, to their left.
    """
    rows = np.column_stack((x, y))
    outside = np.flatnonzero((y < span[0]) | (y > span[1]))
    if not len(outside):
        return rows, False
    last = int(outside[-1])
    if last + 1 == len(rows):
        return rows[:0], False
    (x0, y0), (x1, y1) = rows[last], rows[last + 1]
    edge = span[0] if y0 < span[0] else span[1]
    share = (edge - y0) / (y1 - y0)
    return np.vstack(([x0 + share * (x1 - x0), edge], rows[last + 1 :])), True


class Tangent(VMobject):
    """A thin straight line through a point, of a fixed length, parted from the curve it touches."""

    def __init__(self, color: str, length: float = TANGENT) -> None:
        super().__init__(
            stroke_width=1.5 * HAIR,
            stroke_color=color,
            background_stroke_width=4 * HAIR,
            background_stroke_color=theme().background,
            background_stroke_opacity=1,
            fill_opacity=0,
        )
        self._length = length

    def touch(
        self,
        axes: Axes,
        x: float,
        y: float,
        slope: float,
        x_span: tuple[float, float],
        y_span: tuple[float, float],
    ) -> None:
        """Lie at ``(x, y)``, as far as the axes go; nowhere if the point is endlessly far."""
        if not np.isfinite([y, slope]).all():
            self.points = np.zeros((0, 3))
            return
        direction = np.array([axes.unit[0], slope * axes.unit[1]])
        reach = self._length / 2 / float(np.hypot(*direction))  # along x, in values
        low, high = max(-reach, x_span[0] - x), min(reach, x_span[1] - x)
        if slope != 0:
            ends = sorted(((y_span[0] - y) / slope, (y_span[1] - y) / slope))
            low, high = max(low, ends[0]), min(high, ends[1])
        if low > high:  # the point itself is beyond the axes
            y, low, high = min(max(y, y_span[0]), y_span[1]), 0.0, 0.0
        start, end = (axes.at(x + d, y + slope * d) for d in (low, high))
        self.points = straight(np.array((start, end)))


class Beyond(VMobject):
    """An arrow's head at the edge: the dot is further on."""

    def __init__(self, color: str) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=1)

    def stand(self, tip: FloatArray, *, up: bool) -> None:
        """Point there, up or down."""
        high = HEAD if up else -HEAD
        shape = [(0, 0), (HEAD / 2, -high), (-HEAD / 2, -high), (0, 0)]
        self.points = straight(np.array([tip + np.array([x, y, 0.0]) for x, y in shape]))


class Marked(VGroup):
    """A point on a curve that is remembered, or two, and what is said of them."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.dots = [Dot(mark.color) for _ in mark.points]
        self.label = Formula(mark.label, font_size=mark.size, color=mark.color, display=False)
        self.add(*self.dots, self.label)
        for dot in self.dots:
            allow("overlap", "it lies on its curve", dot)
            allow("contrast", "it lies on its curve", dot)

    def put(self, axes: Axes, span: tuple[float, float], zone: Zone, spot: Spot) -> None:
        """Put dots on the axes, and the text where it was chosen to stand."""
        points = [axes.at(x, min(max(y, span[0]), span[1])) for x, y in self.mark.points]
        for dot, point in zip(self.dots, points, strict=True):
            dot.center_on(point)
        left, base = spot.at(np.mean(points, axis=0), self.label.made_width, zone)
        self.label.put(left, base, align=-1)
        metadata(self).visibility = float(all(span[0] <= y <= span[1] for _, y in self.mark.points))
