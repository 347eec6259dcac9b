"""A curve under a magnifying glass: what is pushed and what rises are as large, however small.

In its units a push is 1 long, and what rises with it as high as their quotient. The less is
pushed, the straighter is the curve, until it is the line through both of its points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import UR

from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Polyline, Rectangle
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.faders import Faders
from stage.parts.part import Part
from stage.parts.rails import Bead
from stage.theme import TYPE, Zone, theme

__all__ = ["Lens"]

WIDER, HEIGHT = 0.2, 0.96
"""Beyond the sides of the bank's zone, and how much of its height is taken, in shares of it."""

START, NARROW_START, NARROW = (0.45, 0.4), (0.3, 0.4), 4.0
"""Where the curve is before the push, in shares of the glass; and of one that is that narrow."""

LONG, HIGH = 0.23, 0.34
"""Of a push, in shares of the glass's width, but at most of its height."""

APART = 0.14
"""Between a leg and what is told of it, and between words and numbers."""

TOLD = 0.62
"""Height of a rise beside which it is told; else that is below."""

POINT = 0.11
"""Radius of a point."""


Start = tuple[float, Callable[[float], str]]


class Lens(Part):
    """A glass in the place of a bank of faders.

    Parameters
    ----------
    place
        The bank whose place it takes.
    beside
        Banks that may stand left or right of that.
    x, y
        Formulas: what is pushed, and what rises.
    begins
        What each is before the push, and how that is written: dotted lines lead to where it is
        told, and it stays there however much is magnified.
    along
        Places along the curve, in pushes, shape (S,).
    curve
        How high the curve is there, in pushes, shape (S,).
    push, rise, zoom
        How far it is pushed and how far the curve rises then, and how much that is magnified.
    color
        Of the line through both points.
    write_push, write_rise, write_zoom
        How they are written.

    Values
    ------
    curve, push, rise, zoom
        As above.
    drawn
        How much there is of the line and of the legs, from 0 to 1.

    Pieces: frame, curve, line, ("leg", "push" | "rise"), ("point", 0 | 1), ("word", "push" |
    "rise"), ("number", "push" | "rise"), ("axis", "x" | "y"), ("leader", "x" | "y"),
    ("start", "x" | "y"), zoom.
    """

    numbers = ("curve", "push", "rise", "zoom")
    looks = ("drawn",)
    later = ("word", "number")
    fading = ("number",)

    def __init__(
        self,
        name: str,
        place: Faders,
        *,
        beside: Sequence[Faders],
        x: str,
        y: str,
        begins: tuple[Start, Start],
        along: FloatArray,
        curve: FloatArray,
        push: float,
        rise: float,
        zoom: float,
        color: str,
        write_push: Callable[[float], str],
        write_rise: Callable[[float], str],
        write_zoom: Callable[[float], str],
    ) -> None:
        super().__init__(name, curve=curve, push=push, rise=rise, zoom=zoom, drawn=0.0)
        self._steep = rise / push
        self._place, self._beside, self._along = place, beside, along
        self._begins = begins
        self._frame = self.own("frame", of=Rectangle(stroke_color=theme().muted, stroke_width=HAIR))
        for axis, (_, told_as) in zip("xy", begins, strict=True):
            leader = self.own("leader", axis, of=Dashes(color=theme().muted, width=HAIR))
            allow("contrast", "the curve crosses it", leader)
            number = Number(0.0, told_as, font_size=TYPE.tick, color=theme().muted, align=-1)
            self.own("start", axis, of=number)
        self._curve = self.own("curve", of=Polyline(color=theme().muted, width=3 * HAIR))
        for leg, shade in (("push", theme().muted), ("rise", theme().loss)):
            self.own("leg", leg, of=Polyline(color=shade, width=4 * HAIR))
        self._line = self.own("line", of=Polyline(color=color, width=3 * HAIR))
        for i, shade in enumerate((theme().muted, theme().loss)):
            style = {"stroke_color": theme().background, "stroke_width": HAIR}
            self.own("point", i, of=Bead(fill_color=shade, fill_opacity=1, **style))
        for leg, write in (("push", write_push), ("rise", write_rise)):
            self.own("word", leg, of=Words(leg, font_size=TYPE.label))
            self.own("number", leg, of=Number(0.0, write, font_size=TYPE.label, align=-1))
        for axis, told in (("x", x), ("y", y)):
            made = Formula(told, font_size=TYPE.label, color=theme().muted, display=False)
            self.own("axis", axis, of=made)
        self._zoom = self.own("zoom", of=Number(1.0, write_zoom, color=theme().muted, align=-1))
        figure = [self._curve, self._line, *(p.mobject for p in self.all("leg"))]
        figure += [piece.mobject for piece in self.all("point")]
        for mark in figure:
            for rule in ("contrast", "pop", "jump"):
                allow(rule, "curve, line and legs become one", mark)

    def least(self, room: Size) -> Size:
        """It is where the bank was."""
        return Size(0.0, 0.0)

    def glass(self) -> Zone:
        """What the frame encloses."""
        zone, high = self._place.zone, (1 - HEIGHT) / 2 * self._place.zone.height
        others = [bank.zone for bank in self._beside]
        left = zone.left - WIDER * any(other.right < zone.left for other in others)
        right = zone.right + WIDER * any(other.left > zone.right for other in others)
        return Zone(left, right, zone.bottom + high, zone.top - high)

    def at(self, along: float, high: float) -> FloatArray:
        """The place so many pushes along and above from the first point, shape (3,)."""
        glass = self.glass()
        unit = min(LONG * glass.width, HIGH * glass.height)
        start = START if glass.width > NARROW else NARROW_START
        x, y = glass.left + start[0] * glass.width, glass.bottom + start[1] * glass.height
        return np.array([x + unit * along, y + unit * high, 0.0])

    def draw(self, zone: Zone) -> None:
        """The curve within the frame; and the line, the legs and what is told of these."""
        glass, drawn = self.glass(), float(self.values["drawn"])
        push, rise = float(self.values["push"]), float(self.values["rise"])
        self._frame.set_sides(glass.left, glass.bottom, glass.right, glass.top)
        curve = self.values["curve"]
        way = np.array([self.at(*place) for place in zip(self._along, curve, strict=True)])
        self._curve.through(_within(way, glass))
        start, end = self.at(0.0, 0.0), self.at(1.0, rise / push)
        corner = self.at(1.0, 0.0)
        self.pieces["leg", "push"].through(np.array([start, start + drawn * (corner - start)]))
        self.pieces["leg", "rise"].through(np.array([corner, corner + drawn * (end - corner)]))
        metadata(self.pieces["leg", "rise"]).visibility = drawn
        far = np.linspace(-drawn * 4, drawn * 4, 201)[:, None]
        self._line.through(_within(start + far * (end - start), glass))
        for i, point in enumerate((start, end)):
            self.pieces["point", i].put(point, POINT)
        low = float(start[1]) - APART - CAP * TYPE.label
        word = self.pieces["word", "push"].put(float(start[0]) + POINT, low, align=-1)
        at = (float(start[0]) + POINT + word.made_width + APART, low)
        self.pieces["number", "push"].set_value(push, at=at)
        left = float(start[0]) + POINT
        if self._steep * float(corner[0] - start[0]) > TOLD:
            left = float(end[0]) + APART
            low = max(float(corner[1] + end[1] - APART) / 2 - CAP * TYPE.label, float(corner[1]))
            word = self.pieces["word", "rise"].put(left, low + APART + CAP * TYPE.label, align=-1)
            self.pieces["number", "rise"].set_value(rise, at=(left, low))
        elif self._steep < 0:  # both above the push, as the line falls
            low = float(start[1]) + POINT + APART
            self.pieces["word", "push"].put(left, low, align=-1)
            self.pieces["number", "push"].set_value(push, at=(at[0], low))
            low += APART + CAP * TYPE.label
            word = self.pieces["word", "rise"].put(left, low, align=-1)
            self.pieces["number", "rise"].set_value(rise, at=(left + word.made_width + APART, low))
        else:  # the line would go through it
            low -= APART + CAP * TYPE.label
            word = self.pieces["word", "rise"].put(left, low, align=-1)
            self.pieces["number", "rise"].set_value(rise, at=(left + word.made_width + APART, low))
        for leg in ("push", "rise"):
            number = self.pieces["number", leg]
            reach = float(number.anchor[0]) + number_width(number.text, number.font_size)
            metadata(number).visibility = visibility(glass.right - 0.05 - reach, 0.0)
        across, upward = self.pieces["axis", "x"], self.pieces["axis", "y"]
        across.put(glass.right - APART, glass.bottom + APART, align=1)
        top = glass.top - APART - CAP * TYPE.label
        upward.put(glass.left + APART, top, align=-1)
        left = glass.left + 3 * APART + upward.made_width
        self._zoom.set_value(float(self.values["zoom"]), at=(left, top))
        self._lead(glass, start)

    def _lead(self, glass: Zone, start: FloatArray) -> None:
        """From the first point down and to the left, to what is told of it."""
        foot, side = np.array([start[0], glass.bottom, 0.0]), np.array([glass.left, start[1], 0.0])
        high = CAP * TYPE.tick
        above = APART / 2 if self._steep > 0 else -APART / 2 - high  # where the line is not
        places = {"x": foot + APART / 2 * UR, "y": side + np.array([APART / 2, above, 0.0])}
        ends = {"x": foot, "y": side}
        for axis, (value, _) in zip("xy", self._begins, strict=True):
            self.pieces["leader", axis].along([start, ends[axis]])
            number, at = self.pieces["start", axis], places[axis]
            number.set_value(value, at=(float(at[0]), float(at[1])))
        told = self.pieces["number", "rise"], self.pieces["word", "rise"]
        low = min(float(mark.get_bottom()[1]) for mark in told)
        metadata(self.pieces["start", "x"]).visibility = visibility(
            low - glass.bottom - APART / 2 - high, APART / 2
        )
        wide = number_width(self.pieces["start", "y"].text, TYPE.tick)
        metadata(self.pieces["start", "y"]).visibility = visibility(
            float(start[0]) - glass.left - POINT - APART, wide
        )


def _within(way: FloatArray, zone: Zone) -> FloatArray:
    """The stretch of a way that is in a zone; it goes through it once."""
    x, y = way[:, 0], way[:, 1]
    inside = (x >= zone.left) & (x <= zone.right) & (y >= zone.bottom) & (y <= zone.top)
    return way[inside]
