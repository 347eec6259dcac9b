"""Where comets fly: steps to the right and logits upward, or, where it is tall, steps down."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VGroup

from scenes.force_fades_as_it_learns.ribbon import BEFORE
from scenes.layout import Margin
from scenes.mobjects.shapes import tick_series
from scenes.mobjects.text import CAP, Formula
from scenes.numbers import FloatArray
from scenes.parts.axes import Axes
from scenes.theme import TYPE, Zone, theme

__all__ = ["AWAY", "THICKEST", "Sky"]

THICKEST = 0.84
"""Width of a tail that pulls with 1, in manim units, at most."""

NEAR = 0.1
"""Between an axis and what is beside it."""

TITLE = 0.42
"""Height above the plot, for what its axes measure."""

AWAY = 0.45
"""From the middle of a bead to what is told of it, beside or below."""

BELOW = 0.5
"""From a bead to a level axis."""


class Sky:
    """Two axes, of steps and of logits, which start where tails begin.

    Attributes
    ----------
    is_tall
        Whether steps go down.
    edge
        Between the axis of the logits and where tails begin: for what is told there.
    axes, titles
        What is drawn of them: the axes; by "x" and "y", what these measure.
    """

    def __init__(self, steps: int, span: tuple[float, float]) -> None:
        self.is_tall = False
        self.edge = 0.0
        self._steps, self._span = steps, span
        ticks = tick_series(0, steps)
        # None for logits: how wide tails are is not to be read by them.
        self._both = Axes(x=ticks), Axes(y=ticks)
        self.axes = VGroup(self._both[0])
        self.titles = {
            axis: Formula(title, font_size=TYPE.label, color=theme().muted, display=False)
            for axis, title in (("step", '"step"'), ("logit", '"logit" z'))
        }

    def turn(self, *, is_tall: bool) -> None:
        """Let steps go down, or to the right."""
        self.is_tall = is_tall
        self.axes.submobjects = [self._both[is_tall]]

    @property
    def along(self) -> int:
        """The axis of the steps."""
        return int(self.is_tall)

    def span(self, axis: str) -> float:
        """All steps; from the lowest to the highest logit."""
        return (
            float(self._steps) if "xy".index(axis) == self.along else self._span[1] - self._span[0]
        )

    def margin(self, label: float) -> Margin:
        """What it needs around all beads, the widest label being so wide."""
        axes, half = self._both[self.is_tall], THICKEST / 2
        if self.is_tall:
            above = BEFORE + self.edge + axes.below + NEAR + TITLE
            return Margin(axes.left + half + 2 * NEAR, half + NEAR, AWAY + 0.3, above)
        left = max(axes.left, self.titles["logit"].made_width / 2) + BEFORE + self.edge
        return Margin(left, AWAY + label, BELOW + axes.below, half + TITLE)

    def at(
        self,
        inner: Zone,
        unit: Callable[[str], float],
        step: FloatArray | float,
        logit: FloatArray | float,
    ) -> FloatArray:
        """Where a logit is at a step; shape (..., 2)."""
        step, logit = np.asarray(step), np.asarray(logit) - self._span[0]
        if self.is_tall:
            x, y = inner.left + logit * unit("x"), inner.top - step * unit("y")
        else:
            x, y = inner.left + step * unit("x"), inner.bottom + logit * unit("y")
        return np.stack(np.broadcast_arrays(x, y), axis=-1)

    def units(self, unit: Callable[[str], float]) -> tuple[float, float]:
        """The ways of a step, or a logit, of 1, along x and along y."""
        return unit("x"), -unit("y") if self.is_tall else unit("y")

    def draw(self, inner: Zone, unit: Callable[[str], float]) -> FloatArray:
        """Draw axes around ``inner``; the ends of that of the logits, shape (2, 2)."""
        axes, half = self._both[self.is_tall], THICKEST / 2
        (low, high), steps, ux, uy = self._span, float(self._steps), unit("x"), unit("y")
        before = BEFORE + self.edge
        if self.is_tall:
            before += axes.below + NEAR
            half += NEAR
            # It hangs: its level axis is above.
            view = Zone(inner.left - half, inner.right + half, inner.top + before, inner.bottom)
            axes.view(view, (low - half / ux, high + half / ux), (-before / uy, steps))
            ends = [[view.left, view.bottom], [view.right, view.bottom]]
            base = view.bottom + 0.2
            self.titles["step"].put(view.left - axes.left, base, align=-1)
            self.titles["logit"].put(view.right, base, align=1)
        else:
            view = Zone(inner.left - before, inner.right, inner.bottom - BELOW, inner.top + half)
            axes.view(view, (-before / ux, steps), (low - BELOW / uy, high + half / uy))
            ends = [[view.left, view.bottom], [view.left, view.top]]
            self.titles["step"].put(view.right + 0.15, view.bottom - 0.05, align=-1)
            self.titles["logit"].put(view.left, view.top + 0.2)
        # Before the first step there is none.
        if self.is_tall:
            along, first = axes.y_axis, [view.left, inner.top, 0.0]
            last = [view.left, view.bottom if view.bottom < inner.top else inner.bottom, 0.0]
        else:
            along, first = axes.x_axis, [inner.left, view.bottom, 0.0]
            last = [view.right, view.bottom, 0.0]
        along.set_points_as_corners([first, last])
        axes.zero.room = 0.0  # a logit of 0 is like any other
        return np.array(ends)

    def below(
        self, x: float, y: float, half: float, size: float, zone: Zone
    ) -> tuple[float, float]:
        """The middle of a label below a bead that is there, and its baseline.

        It is clear of the upright axis, and stays in ``zone``.
        """
        first = zone.left + self._both[True].left + 2 * NEAR
        return min(max(x, first + half), zone.right - half), y - AWAY - CAP * size / 2
