"""Terms of a sum as rectangles, whose areas are the terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import UP, VGroup

from scenes.mobjects.declared import allow, named
from scenes.mobjects.labels import LEVEL, LabelRow, naming
from scenes.mobjects.measured import BASE, carry
from scenes.mobjects.plot import HAIR, Plot, Rectangle, nice_ticks, ticks_width
from scenes.mobjects.text import Formula, Number
from scenes.numbers import FloatArray
from scenes.theme import TYPE, Zone, theme

__all__ = ["PairedAreas", "Skyline"]

EDGE = 0.045
"""Half the thickness of the coloured sides."""


class PairedAreas(VGroup):
    """Rectangles on the axes of a plot: k is ``widths[k]`` wide and ``heights[k]`` high.

    The lower side has the colour of p, the left side that of q, for what they measure. An
    infinite height reaches to the top of the plot and on, with an arrow. A rectangle without
    width is not drawn, whatever its height; of the true class its outline is.

    Parameters
    ----------
    plot
        The axes: widths along x, heights along y.
    lefts, bottoms, widths, heights
        In the plot's units; shape (K,).
    target
        The class whose rectangle is outlined as the true one, if any.

    Attributes
    ----------
    bodies, sides, feet, heads, outline
        One of each for every class (the outline for the true one alone): the areas, the
        coloured left and lower sides, and the arrow heads of infinite heights. A part that
        was taken out of the group stays out.
    """

    def __init__(
        self,
        plot: Plot,
        lefts: FloatArray,
        bottoms: FloatArray,
        widths: FloatArray,
        heights: FloatArray,
        *,
        target: int | None = None,
    ) -> None:
        super().__init__()
        self.plot = plot
        self._target = target
        self.bodies = VGroup()
        self.sides = VGroup()
        self.feet = VGroup()
        self.heads = VGroup()
        self.outline = VGroup()
        for k in range(len(widths)):
            opacity = theme().areas[k % 2]
            self.bodies.add(
                Rectangle(stroke_width=0, fill_color=theme().loss, fill_opacity=opacity)
            )
            self.sides.add(Rectangle(stroke_width=0, fill_color=theme().q, fill_opacity=1))
            self.feet.add(Rectangle(stroke_width=0, fill_color=theme().p, fill_opacity=1))
            self.heads.add(Rectangle(stroke_width=0, fill_color=theme().q, fill_opacity=1))
        if target is not None:
            self.outline.add(
                Rectangle(stroke_width=2.5 * HAIR, stroke_color=theme().target, fill_opacity=0)
            )
            named("the outline of the true area", self.outline[0])
        parts = zip(
            ("area", "left side", "foot", "arrow"),
            (self.bodies, self.sides, self.feet, self.heads),
            strict=True,
        )
        for what, group in parts:
            for k, part in enumerate(group):
                named(f"the {what} of class {k + 1}", part)
        figure = (self.bodies, self.sides, self.feet)
        allow("contrast", "areas lie side by side, parted by the colours of their sides", *figure)
        self.add(self.bodies, self.sides, self.feet, self.heads, self.outline)
        self.set_rectangles(lefts, bottoms, widths, heights)

    def set_rectangles(
        self,
        lefts: FloatArray,
        bottoms: FloatArray,
        widths: FloatArray,
        heights: FloatArray,
        cut: FloatArray | None = None,
    ) -> Self:
        """Draw every rectangle anew from its values.

        ``cut`` is where an infinite height is cut off, above its bottom; at the top of the plot
        unless given.
        """
        if cut is None:
            cut = self.plot.y[1] - bottoms
        sides = zip(lefts, bottoms, widths, heights, cut, strict=True)
        for k, (left, bottom, width, height, most) in enumerate(sides):
            if width == 0 and k != self._target:
                height = 0.0
            endless = bool(np.isinf(height))
            x0, y0, _ = self.plot.at(left, bottom)
            x1, y1, _ = self.plot.at(left + width, bottom + (most if endless else height))
            self.bodies[k].set_sides(x0, y0, x1, y1)
            # Inside the body, and no thicker than half of it, so that the area stays what it is.
            thin = min(2 * EDGE, (x1 - x0) / 2, (y1 - y0) / 2)
            self.sides[k].set_sides(x0, y0, x0 + thin, y1)
            self.feet[k].set_sides(x0, y0, x1, y0 + thin)
            for part, share in ((self.sides[k], thin / 2), (self.bodies[k], 0.15 * (x1 - x0))):
                foot, unit = np.array([x0 + share, y0]), (0.0, self.plot.unit[1])
                base = thin + BASE
                carry(part, "length", origin=foot, unit=unit, values=[height], base=base)
            _set_arrow_head(self.heads[k], (x0 + x1) / 2, y1, endless)
            if k == self._target:
                self.outline[0].set_sides(x0 - EDGE, y0 - EDGE, x1 + EDGE, y1 + EDGE)
        return self

    def terms(self, values: FloatArray, write: Callable[[float], str]) -> VGroup:
        """Numbers in or above the rectangles as they are now; upright where one is narrow.

        Each stays within its own rectangle's width, so no two can meet. A rectangle with room
        for neither has none: a number is never drawn too small.
        """
        numbers = VGroup()
        ceiling = self.plot.at(0, self.plot.y[1])[1] + 0.1
        for value, body in zip(values, self.bodies, strict=True):
            number = Number(float(value), write, font_size=TYPE.number)
            allow("overlap", "a term stands on the area that it measures", number, body)
            long, short = number.width + 6 * EDGE, number.height + 4 * EDGE
            room_above = ceiling - body.get_top()[1]
            flat, upright = long <= body.width, short <= body.width
            if flat and short + 2 * EDGE <= body.height:
                numbers.add(number.move_to(body).shift([EDGE, EDGE, 0]))
            elif flat and short <= room_above:
                numbers.add(number.next_to(body, UP, buff=0.1))
            elif upright and long <= body.height:
                numbers.add(number.rotate(np.pi / 2).move_to(body).shift([EDGE / 2, EDGE, 0]))
            elif upright and long <= room_above:
                numbers.add(number.rotate(np.pi / 2).next_to(body, UP, buff=0.1))
        return numbers


def _set_arrow_head(head: Rectangle, x: float, y: float, shown: bool) -> None:
    if not shown:
        head.set_sides(x, y, x, y)
        return
    head.set_points_as_corners(
        [(x - 0.18, y, 0), (x + 0.18, y, 0), (x, y + 0.3, 0), (x - 0.18, y, 0)]
    )


class Skyline(VGroup):
    """The terms p ln(1/q) of a cross entropy, side by side on an axis from 0 to 1.

    Parameters
    ----------
    zone
        All that axes, names and areas may cover, but for the letter right of the axis.
    starts, p, surprise
        Where each rectangle begins, how wide and how high it is; shape (K,).
    names
        Of the classes, written as far as there is room (see ``naming``); those whose p is 0 have
        no rectangle and no name.
    width
        Of the axis, in manim units; all that the zone has unless given.
    target
        The true class, if one is to be outlined.
    headroom
        How far the upright axis goes, in the largest finite height.

    Attributes
    ----------
    plot, areas, naming, names, width_title
        The axes, the rectangles (which are not added: a scene brings them on), how the classes
        are called and the row of that, and what the widths are.
    """

    MARGIN = 1.1
    """Width left of the axis, for its ticks and what they measure; more where ticks are long."""

    def __init__(
        self,
        zone: Zone,
        starts: FloatArray,
        p: FloatArray,
        surprise: FloatArray,
        *,
        names: Sequence[str],
        width: float | None = None,
        target: int | None = None,
        headroom: float = 1.0,
    ) -> None:
        super().__init__()
        # The true class's rectangle may be yet to come.
        heights = surprise[(p > 0) | (np.arange(len(p)) == target)]
        top = max(float(np.max(heights[np.isfinite(heights)], initial=0.0)), 0.5)
        ticks = nice_ticks(0, top)
        height = Formula("ln(1\\/q)", font_size=TYPE.label, color=theme().q, display=False)
        height.rotate(np.pi / 2)
        middle = 0.15
        margin = max(self.MARGIN, middle + height.width / 2 + 0.1 + ticks_width(ticks))
        available = zone.width - margin if width is None else width
        self.naming = naming(
            names, p, available, zone.height, margin=margin, fixed=width is not None
        )
        unit = available - self.naming.left
        left = zone.left + self.naming.left
        self.plot = Plot(
            Zone(left, left + margin + unit, zone.bottom, zone.top),
            x=(0, 1),
            # An infinite height goes on beyond all that are finite.
            y=(0, top * (headroom if np.isfinite(heights).all() else max(headroom, 1.3))),
            y_ticks=ticks,
            # Where there are no names, a line is free for the one of a rectangle that fills it.
            room_below=max(LEVEL, self.naming.below),
            left=margin,
        )
        middles = [self.plot.at(x, 0)[0] for x in starts + p / 2]
        self.names = LabelRow(self.naming.names, middles, list(p * unit), self.plot.at(0, 0)[1])
        self.areas = PairedAreas(self.plot, starts, np.zeros_like(p), p, surprise, target=target)
        height.move_to([left + middle, self.plot.inner.y, 0])
        self.width_title = Formula("p", font_size=TYPE.label, color=theme().p, display=False)
        self.width_title.place(self.plot.inner.right + 0.3, self.plot.inner.bottom)
        self.add(self.plot, self.names, height, self.width_title)
