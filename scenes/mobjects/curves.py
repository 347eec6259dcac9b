"""Curves on a plot, and what rides on them: a point and a tangent."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import VMobject

from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.plot import HAIR, HEAD, Plot
from scenes.numbers import FloatArray
from scenes.theme import theme

__all__ = ["Curve", "Marker", "Tangent"]

STROKE = 2.5 * HAIR
RADIUS = 0.11
"""Of a marker, in manim units."""


class Curve(VMobject):
    """The polyline through the points ``(x[k], y[k])`` of a plot, ``x`` ascending.

    Where it rises into the plot over its lower edge it is cut off, and an arrow head there says
    that it goes on.
    """

    def __init__(self, plot: Plot, x: FloatArray, y: FloatArray, *, color: str) -> None:
        super().__init__(stroke_width=STROKE, stroke_color=color, fill_opacity=0)
        self.plot = plot
        self._values = self._shown = np.column_stack((x, y))
        self.head = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        allow("contrast", "it is the end of a curve, and may lie on it", self.head)
        allow("pop", "it comes out from under the point that draws the curve", self.head)
        self.add(self.head)
        self.redraw()

    def show_until(self, x: float, y: float) -> Self:
        """Only the part left of ``x``, where the curve's value is ``y``."""
        left = self._values[self._values[:, 0] < x]
        # A curve that starts right of x, being cut off at the axis, is not seen yet.
        self._shown = np.vstack((left, [x, y])) if len(left) else np.zeros((0, 2))
        return self.redraw()

    def redraw(self) -> Self:
        """Draw the same part anew, on a plot that has changed its view."""
        values, low = self._shown, self.plot.y[0]
        outside = np.flatnonzero(values[:, 1] < low)
        if len(outside):
            (x0, y0), inside = values[outside[-1]], values[outside[-1] + 1 :]
            if len(inside):
                share = (low - y0) / (inside[0, 1] - y0)
                inside = np.vstack(([x0 + share * (inside[0, 0] - x0), low], inside))
            values = inside
        if len(values) < 2:
            self.points = np.zeros((0, 3))
        else:
            self.set_points_as_corners([self.plot.at(x, y) for x, y in values])
            origin = self.plot.at(0, 0)
            carry(self, "curve", origin=origin, unit=self.plot.unit, values=values)
        self._draw_head(bool(len(outside)))
        return self

    def _draw_head(self, cut: bool) -> None:
        if not cut or len(self.points) == 0:
            self.head.points = np.zeros((0, 3))
            return
        tip = self.points[0]
        # Along the chord that is as long as the head.
        away = np.linalg.norm(self.points - tip, axis=1)
        neck = self.points[min(int(np.searchsorted(away, HEAD)), len(away) - 1)]
        along = (tip - neck) / max(float(np.linalg.norm(tip - neck)), 1e-9)
        half = HEAD / 2 * np.array([-along[1], along[0], 0.0])
        base = tip - HEAD * along
        self.head.set_points_as_corners([tip, base + half, base - half, tip])


class Marker(VMobject):
    """A dot at a value of a plot; where the value is off the axis, an arrow head at its edge."""

    def __init__(self, plot: Plot, x: float, y: float, *, color: str) -> None:
        super().__init__(
            stroke_width=HAIR, stroke_color=theme().background, fill_color=color, fill_opacity=1
        )
        self.plot = plot
        self.set_value(x, y)

    def set_value(self, x: float, y: float) -> Self:
        """Move to ``(x, y)``."""
        low, high = self.plot.y
        center = self.plot.at(x, min(max(y, low), high))
        if low <= y <= high:
            # Four arcs, each the usual cubic that is off a circle by 3 in 10,000.
            turn = np.exp(1j * np.pi / 2 * np.arange(5))
            handle = 4 / 3 * np.tan(np.pi / 8) * 1j * turn
            curves = np.column_stack(
                (turn[:-1], (turn + handle)[:-1], (turn - handle)[1:], turn[1:])
            ).ravel()
            corners = RADIUS * np.column_stack((curves.real, curves.imag, np.zeros(16)))
            self.points = corners + center
            origin = self.plot.at(0, 0)
            carry(self, "dot", origin=origin, unit=self.plot.unit, values=[x, y])
        else:
            self.measured = None
            away = 1 if y > high else -1
            shape = [(-1, -0.6), (1, -0.6), (0, 1.2), (-1, -0.6)]
            self.set_points_as_corners(
                [center + 1.4 * RADIUS * np.array([a, away * b, 0]) for a, b in shape]
            )
        return self


class Tangent(VMobject):
    """A straight line of fixed length on screen through a point, cut off at the plot's edges.

    A margin in the colour of the background tells it from the curve that it touches.
    """

    def __init__(
        self, plot: Plot, x: float, y: float, slope: float, *, length: float, color: str
    ) -> None:
        super().__init__(
            stroke_width=1.2 * STROKE,
            stroke_color=color,
            background_stroke_width=1.9 * STROKE,
            background_stroke_color=theme().background,
            background_stroke_opacity=1,
            fill_opacity=0,
        )
        self.plot = plot
        self.length = length
        self.set_value(x, y, slope)

    def set_value(self, x: float, y: float, slope: float) -> Self:
        """Lie through ``(x, y)`` with ``slope``, both in the plot's units."""
        direction = np.array([self.plot.unit[0], slope * self.plot.unit[1]])
        reach = self.length / 2 / float(np.hypot(*direction))  # along x, in the plot's units
        (x_low, x_high), (y_low, y_high) = self.plot.x, self.plot.y
        low, high = max(-reach, x_low - x), min(reach, x_high - x)
        if slope != 0:
            ends = sorted(((y_low - y) / slope, (y_high - y) / slope))
            low, high = max(low, ends[0]), min(high, ends[1])
        if low > high:  # the point itself is off the plot
            low = high = 0.0
        start, end = (self.plot.at(x + d, y + slope * d) for d in (low, high))
        self.points = start + (end - start) * np.linspace(0, 1, 4)[:, None]
        return self
