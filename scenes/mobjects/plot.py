"""Axes drawn from values: a baseline, ticks, and the map from values to points.

Where a plot stands is read from its own frame, so that a plot and what is drawn on it can be
moved together. Its scale changes only by ``view``, with which its ticks go along; what is drawn
on it is then drawn anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, Self

import numpy as np
from manim import Line, VGroup, VMobject

from scenes.digits import decimals_of, fixed
from scenes.mobjects.declared import allow, named
from scenes.mobjects.text import Typeset, Words
from scenes.numbers import FloatArray
from scenes.theme import TYPE, Zone, theme

__all__ = ["HAIR", "HEAD", "Plot", "Rectangle", "arrow", "nice_ticks", "segment", "ticks_width"]

HAIR = 2.0
"""Stroke of axes and of ghosts, in manim's hundredths of a unit."""

HEAD = 0.26
"""Length and width of an arrow's head, in manim units."""

TICK = 0.1
GAP = 0.14

DENSE = (0.3, 0.45)
"""Distances of ticks at which they are gone, and at which they begin to go."""

ENTRY = 0.25
"""Above the lower end of an axis, within which a tick that comes over that end appears."""


def nice_ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten that lie in ``[low, high]``, at most ``most``.

    >>> nice_ticks(0, 1.609), nice_ticks(-8, 0)
    ((0.0, 0.5, 1.0, 1.5), (-8.0, -6.0, -4.0, -2.0, 0.0))
    """
    if not high > low:
        raise ValueError(f"high must be above low, which is {low}; got {high}. Widen the range.")
    magnitude = 10.0 ** math.floor(math.log10((high - low) / most))
    slack = 1e-9 * (high - low)
    for factor in (1, 2, 5, 10, 20, 50):
        step = factor * magnitude
        first, last = math.ceil((low - slack) / step), math.floor((high + slack) / step)
        if last - first + 1 <= most:
            # Divided where the step is below 1: 3 * 0.1 is not 0.3, but 3 / 10 is.
            return tuple(
                k / round(1 / step) if step < 1 else k * step for k in range(first, last + 1)
            )
    raise AssertionError("50 times the magnitude is more than the whole range")


def segment(start: FloatArray, end: FloatArray, *, color: str, width: float = HAIR) -> Line:
    """A straight line between two points."""
    return Line(start, end, buff=0, color=color, stroke_width=width)


def arrow(
    start: tuple[float, float], end: tuple[float, float], *, color: str, width: float = 2 * HAIR
) -> VGroup:
    """A shaft and a head of fixed size; its tip is exactly at ``end``."""
    tail, tip = np.array([*start, 0.0]), np.array([*end, 0.0])
    along = (tip - tail) / np.linalg.norm(tip - tail)
    across = np.array([-along[1], along[0], 0.0])
    neck = tip - HEAD * along
    head = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
    half = HEAD / 2 * across
    head.set_points_as_corners([tip, neck + half, neck - half, tip])
    return VGroup(segment(tail, neck, color=color, width=width), head)


class Rectangle(VMobject):
    """A rectangle that is set from its sides, and so survives a width or height of 0."""

    def set_sides(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """Move the four sides, in manim units."""
        x = (left, right, right, left, left)
        y = (bottom, bottom, top, top, bottom)
        corners = np.column_stack((x, y, np.zeros(5)))
        start, end = corners[:-1, None], corners[1:, None]
        self.points = (start + (end - start) * np.linspace(0, 1, 4)[None, :, None]).reshape(-1, 3)
        return self


class Plot(VGroup):
    """Two axes with their ticks.

    Parameters
    ----------
    zone
        All that the axes, ticks and titles may cover.
    x, y
        The ranges of values, ``(low, high)``.
    x_ticks, y_ticks
        Values that get a tick and a number.
    far_ticks
        Values of y that get them when ``view`` shows a range in which ``y_ticks`` are too dense.
    x_title, y_title
        What the axes measure; to the right of the one, above the other.
    room_below
        Height that something else (labels) needs below the x axis.
    left
        Width left of the y axis; as much as its numbers need unless given.
    ticks_at
        The y at which the x axis has its ticks; where its line is unless given.
    """

    def __init__(
        self,
        zone: Zone,
        *,
        x: tuple[float, float],
        y: tuple[float, float],
        x_ticks: Sequence[float] = (),
        y_ticks: Sequence[float] = (),
        far_ticks: Sequence[float] = (),
        x_title: Typeset | None = None,
        y_title: Typeset | None = None,
        room_below: float = 0.0,
        left: float | None = None,
        ticks_at: float | None = None,
    ) -> None:
        super().__init__()
        x_words = _tick_words(x_ticks)
        y_words = _tick_words(y_ticks)
        far_ticks = [value for value in far_ticks if value not in y_ticks]
        far_words = _tick_words(far_ticks)
        if left is None:
            left = max(map(ticks_width, (y_ticks, far_ticks)))
        # The number of the last tick is centred below it.
        right = x_words[-1].width / 2 if x_words and x_ticks[-1] == x[1] else 0.0
        below = max((w.height for w in x_words), default=0.0) + TICK + GAP if x_words else 0.0
        if x_title is not None:
            below += x_title.height + GAP
        above = y_title.height + 3 * GAP if y_title is not None else 0.0
        self.inner = Zone(
            zone.left + left, zone.right - right, zone.bottom + below + room_below, zone.top - above
        )
        self.x, self.y = x, y
        self.unit = (
            self.inner.width / (x[1] - x[0]),
            self.inner.height / (y[1] - y[0]),
        )
        origin = np.array([self.inner.left, self.inner.bottom, 0.0])
        # Its first point is where (x[0], y[0]) is, now and after any shift.
        self.frame = Rectangle(stroke_width=0, fill_opacity=0)
        self.frame.set_sides(self.inner.left, self.inner.bottom, self.inner.right, self.inner.top)
        self.add(self.frame)
        level = min(max(0.0, y[0]), y[1])
        self.x_axis = segment(self.at(x[0], level), self.at(x[1], level), color=theme().muted)
        allow("contrast", "what stands on an axis may hide it: it is where that ends", self.x_axis)
        self.add(self.x_axis)
        self.y_axis = segment(origin, self.at(x[0], y[1]), color=theme().muted)
        allow("contrast", "what stands on an axis may hide it: it is where that ends", self.y_axis)
        named("the level axis", self.x_axis)
        named("the upright axis", self.y_axis)
        if y_ticks or y_title is not None:
            self.add(self.y_axis)
        self._ticks_line: Line | None = None
        if ticks_at is not None:
            ends = self.at(x[0], ticks_at), self.at(x[1], ticks_at)
            self._ticks_line = segment(*ends, color=theme().muted)
            self.add(self._ticks_line)
        self._level = level if ticks_at is None else ticks_at
        self._ticks = [
            *(_Tick("x", *tick) for tick in zip(x_ticks, x_words, strict=True)),
            *(_Tick("y", *tick) for tick in zip(y_ticks, y_words, strict=True)),
            *(_Tick("far y", *tick) for tick in zip(far_ticks, far_words, strict=True)),
        ]
        self.ticks = VGroup()
        for tick in self._ticks:
            self._place(tick)
            self.ticks.add(tick.mark, tick.words)
            if far_words and tick.axis != "x":
                for part in (tick.mark, tick.words):
                    allow("pop", "it comes and goes with an axis that grows", part)
                tick.show(self._share(tick))
        self.add(self.ticks)
        if x_title is not None:
            self.add(x_title)
            x_title.shift(
                [
                    self.inner.x - x_title.get_center()[0],
                    zone.bottom + room_below - x_title.get_bottom()[1],
                    0,
                ]
            )
        self._y_title = y_title
        if y_title is not None:
            self.add(y_title)
            y_title.shift([zone.left - y_title.get_left()[0], zone.top - y_title.get_top()[1], 0])

    def view(self, inner: Zone, y: tuple[float, float]) -> Self:
        """Show the range ``y``, in ``inner``, which is what the two axes enclose.

        Axes, ticks and the title of y go along. Ticks that would crowd, or come in over the
        lower end of their axis, fade.
        """
        shift = np.array([inner.left - self.inner.left, inner.top - self.inner.top, 0.0])
        if self._level == self.y[0]:
            self._level = y[0]
        self.inner, self.y = inner, y
        self.unit = (inner.width / (self.x[1] - self.x[0]), inner.height / (y[1] - y[0]))
        self.frame.set_sides(inner.left, inner.bottom, inner.right, inner.top)
        (left, right), zero = self.x, min(max(0.0, y[0]), y[1])
        self.x_axis.set_points_as_corners([self.at(left, zero), self.at(right, zero)])
        self.y_axis.set_points_as_corners([self.at(left, y[0]), self.at(left, y[1])])
        if self._ticks_line is not None:
            ends = [self.at(left, self._level), self.at(right, self._level)]
            self._ticks_line.set_points_as_corners(ends)
        for tick in self._ticks:
            self._place(tick)
            if tick.axis != "x":
                tick.show(self._share(tick))
        if self._y_title is not None:
            self._y_title.shift(shift)
        return self

    def _place(self, tick: _Tick) -> None:
        if tick.axis == "x":
            foot = self.at(tick.value, self._level)
            tick.mark.set_points_as_corners([foot, foot - [0, TICK, 0]])
            tick.words.place(foot[0], foot[1] - TICK - GAP - tick.words.height)
        else:
            # One that is outside is not seen, and waits at the edge.
            foot = self.at(self.x[0], min(max(tick.value, self.y[0]), self.y[1]))
            tick.mark.set_points_as_corners([foot, foot - [TICK, 0, 0]])
            tick.words.place(foot[0] - TICK - GAP / 2, foot[1] - tick.words.height / 2, align=1)

    def _share(self, tick: _Tick) -> float:
        """How much of a tick of y is seen: nothing of those that crowd, or are outside."""
        if tick.value == 0.0:
            return 1.0
        share = (tick.value - self.y[0]) * self.unit[1] / ENTRY
        values = [other.value for other in self._ticks if other.axis == "y"]
        if tick.axis == "y" and self._ticks[-1].axis == "far y":
            apart = (values[1] - values[0]) * self.unit[1]
            share = min(share, (apart - DENSE[0]) / (DENSE[1] - DENSE[0]))
        return min(max(share, 0.0), 1.0)

    def at(self, x: float, y: float) -> FloatArray:
        """Where the values ``(x, y)`` are on screen, now; shape (3,)."""
        corner = self.frame.points[0]
        return np.array(
            [
                corner[0] + (x - self.x[0]) * self.unit[0],
                corner[1] + (y - self.y[0]) * self.unit[1],
                0.0,
            ]
        )

    def value_at(self, point: FloatArray) -> tuple[float, float]:
        """The values at a point of the screen: the inverse of ``at``."""
        corner = self.frame.points[0]
        return (
            float(self.x[0] + (point[0] - corner[0]) / self.unit[0]),
            float(self.y[0] + (point[1] - corner[1]) / self.unit[1]),
        )


class _Tick:
    """A value of an axis: its mark and its number."""

    def __init__(self, axis: Literal["x", "y", "far y"], value: float, words: Words) -> None:
        self.axis = axis
        self.value = value
        self.words = words
        self.mark = segment(np.zeros(3), np.array([0.0, TICK, 0.0]), color=theme().muted)
        named(f"the tick at {value:g}", self.mark)
        allow("contrast", "what stands on an axis may hide its end", self.mark)

    def show(self, share: float) -> None:
        """Be as opaque as that."""
        self.mark.set_stroke(opacity=share)
        self.words.set_fill(opacity=share)


def ticks_width(values: Sequence[float]) -> float:
    """How far the ticks of an upright axis reach to the left of it; 0 if there are none."""
    widths = [words.width for words in _tick_words(values)]
    return max(widths) + TICK + GAP if widths else 0.0


def _tick_words(values: Sequence[float]) -> list[Words]:
    decimals = decimals_of(values, least=0) if len(values) else 0
    write: Callable[[float], str] = lambda value: fixed(value, decimals)  # noqa: E731
    return [Words(write(value), font_size=TYPE.tick, color=theme().muted) for value in values]
