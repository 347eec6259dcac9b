"""Rails with beads: each logit on a rail of its own, all to one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from manim import VGroup, VMobject

from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Polyline, Ring, segment, straight, tick_series
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.names import numbers_of
from stage.parts.part import Part
from stage.theme import TYPE, Zone, theme

__all__ = ["Bead", "Rails"]

LARGEST, THICK = 0.3, 0.24
"""Radius of a bead: at most, and in shares of the distance between two rails."""

CLEAR, NEAR = 0.06, 0.3
"""Around a bead and its number, for a line that goes past; and how near that is when it parts."""

HALF = 0.11
"""Where a text rests, it is there from half of its room on: so much more it needs."""

LIFT = 0.07
"""Between what goes round a bead and its number."""

RING = 0.07
"""Between a bead and what goes round it."""

BESIDE = 0.3
"""Between the rails, the names and the numbers beside them."""

TITLE = 0.42
"""Height of the line above the numbers beside the rails."""

AXIS = 0.14
"""Between the lowest rail's bin and the axis below."""

MOST_NAME, MOST_NAME_OF_MANY, MANY = 0.2, 0.28, 6
"""Of the width of a zone, for names; else classes go by number. A key of many takes height."""

STACK, NARROW, LINE = 0.62, 9.0, 0.3
"""Between rails, where names stand below the numbers in zones that are narrow; and how far."""

LEAST = 0.3
"""Between two rails, at least."""

POINTER = 0.14
"""Size of the triangle that points to the mean."""


def nothing(zone: Zone, count: int) -> Margin:
    """What nothing needs around the rails."""
    return Margin()


class Bead(Ring):
    """A disc or a circle, of any size."""

    def __init__(self, **style: object) -> None:
        super().__init__(1.0, **style)

    def put(self, point: FloatArray, radius: float) -> None:
        """Draw it there, in that size."""
        self.points = radius * self._circle + point


class Parted(VMobject):
    """A thin line that goes up, with stretches left out."""

    def __init__(self, *, color: str) -> None:
        super().__init__(stroke_color=color, stroke_width=HAIR, fill_opacity=0)

    def between(self, x: float, bottom: float, stops: Sequence[tuple[float, float]]) -> None:
        """Go from ``bottom`` to the last stop, at ``x``; between the two of a stop is nothing."""
        begins, ends = [bottom, *(high for _, high in stops[:-1])], [low for low, _ in stops]
        pieces = [
            straight(np.array([[x, low, 0.0], [x, max(low, high), 0.0]]))
            for low, high in zip(begins, ends, strict=True)
        ]
        self.points = np.concatenate(pieces)


class Rails(Part):
    """One rail a class, the first on top, with a bead where its value is.

    Parameters
    ----------
    values
        Shape (K,).
    rows
        On which rail each class is, from 0; shape (K,). It is in the scene's table, since beads
        are measured by it.
    span
        The lowest and the highest value that there is room for.
    write
        How the numbers of the beads are written; they are there where rails are far enough apart.
    names
        Of the classes, right of the rails.
    title
        A formula at the end of the axis.
    beside
        Numbers right of the names, shape (K,), how they are written, a formula above them, and
        their colour, or each one's; none without.
    instead
        Numbers that may take the place of those beside for a while: shape (K,), how they are
        written, a formula above them, and their colours.
    below
        A formula below the numbers beside, as they stand for all classes; none if it is empty.
    level
        A value to which the piece "level" points, words before it, and how it is written: right
        of the title of the axis.
    target
        The class that can be outlined as the true one.
    clear
        What is kept clear around the rails, for what is attached to the beads: by the zone and
        the number of rails.

    Values
    ------
    values, beside
        As above.
    was
        What ``memory`` remembers, shape (K,).

    Pieces: ("rail", k), ("bead", k), ("number", k), ("name", k), ("beside", k), ("instead", k),
    ("memory", k), ("grip", k), outline, axes, ("titles", "x" | "beside" | "below"),
    ("instead", "title"), ("level", ...).
    """

    scaled = (("x", "values"),)
    numbers = ("values", "beside")
    looks = ("was",)
    later = ("memory", "grip", "outline", "level", "instead")

    def __init__(
        self,
        name: str,
        values: FloatArray,
        *,
        rows: FloatArray,
        span: tuple[float, float],
        write: Callable[[float], str],
        names: Sequence[str],
        title: str = "z",
        beside: tuple[FloatArray, Callable[[float], str], str, str | Sequence[str]] | None = None,
        instead: tuple[FloatArray, Callable[[float], str], str, Sequence[str]] | None = None,
        below: str = "",
        level: tuple[float, str, Callable[[float], str]] | None = None,
        target: int | None = None,
        clear: Callable[[Zone, int], Margin] = nothing,
    ) -> None:
        count = len(values)
        super().__init__(
            name, values=values, beside=values if beside is None else beside[0], was=values
        )
        self._rows, self._span, self._names = rows, span, names
        self._target, self._clear = target, clear
        texts = [write(float(value)) for value in (*span, *values)]
        self._widest = max(number_width(text, TYPE.tick) for text in texts)
        self._axes = self.own("axes", of=Axes(x=tick_series(*span)))
        self._level = level
        if level is not None:
            self._line = self.own("level", "line", of=Parted(color=theme().text))
            allow("contrast", "it goes behind all rows", self._line)
            allow("jump", "it parts where a bead comes, and as fast", self._line)
        for k in range(count):
            rail = self.own("rail", k, of=segment(color=theme().muted))
            allow("contrast", "what is attached to its bead may hide a rail", rail)
        for k in range(count):
            memory = self.own("memory", k, of=Dashes(color=theme().text, width=1.5 * HAIR))
            allow("pop", "it comes out from under its bead", memory)
            self.own("bead", k, of=Bead(stroke_width=0, fill_color=theme().muted, fill_opacity=1))
            self.own("grip", k, of=Bead(stroke_width=2.5 * HAIR, stroke_color=theme().text))
        self.own("outline", of=Bead(stroke_width=2.5 * HAIR, stroke_color=theme().target))
        for kind, why in (("memory", "where a bead was"), ("grip", "it holds a bead")):
            for piece in self.all(kind):
                allow("overlap", why, piece.mobject)
                allow("contrast", why, piece.mobject)
        for k in range(count):
            self.own("number", k, of=Number(0.0, write, font_size=TYPE.tick))
            self.own("name", k, of=VGroup(Words(names[k], font_size=TYPE.tick)))
        self._named = self._name_width()
        self._told: list[Number] = []
        if beside is not None:
            counts, write_beside, heading, color = beside
            self._texts = [write_beside(float(v)) for v in counts]
            colors = [color] * count if isinstance(color, str) else color
            for k in range(count):
                made = Number(0.0, write_beside, font_size=TYPE.tick, color=colors[k])
                self._told.append(self.own("beside", k, of=made))
            shade = color if isinstance(color, str) else None
            made = Formula(heading, font_size=TYPE.label, color=shade, display=False)
            self.own("titles", "beside", of=made)
        self._instead: list[Number] = []
        if instead is not None:
            moved, write_moved, heading, colors = instead
            self._moved = [float(value) for value in moved]
            for k in range(count):
                made = Number(self._moved[k], write_moved, font_size=TYPE.tick, color=colors[k])
                self._instead.append(self.own("instead", k, of=made))
                self._texts.append(made.text)
            made = Formula(heading, font_size=TYPE.label, display=False)
            self._heading = self.own("instead", "title", of=made)
        made = Formula(title, font_size=TYPE.label, color=theme().muted, display=False)
        self._title = self.own("titles", "x", of=made)
        self._below = None
        if below:
            made = Formula(below, font_size=TYPE.tick, display=False)
            self._below = self.own("titles", "below", of=made)
        if level is not None:
            at, words, write_level = level
            self.own("level", "words", of=Words(words, font_size=TYPE.tick))
            number = Number(at, write_level, font_size=TYPE.tick, align=-1)
            self.own("level", "number", of=number)
            pointer = Polyline(color=theme().text, width=0)
            self._pointer = self.own(
                "level", "pointer", of=pointer.set_fill(theme().text, opacity=1)
            )

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names as they are, if they leave room enough for the rails."""
        names = numbers_of(self._names) if by_number else self._names
        for k, name in enumerate(names):
            self.pieces["name", k].submobjects = [Words(name, font_size=TYPE.tick)]
        self._named = self._name_width()
        most = MOST_NAME if len(names) < MANY else MOST_NAME_OF_MANY
        return self._named <= most * min(zone.width for zone in zones)

    def least(self, room: Size) -> Size:
        """Rails long enough to see a tenth of them, and names that are apart."""
        zone = Zone(0.0, room.width, 0.0, room.height)
        around, count = self.margin(zone), len(self._names)
        return Size(1.0 + around.left + around.right, LEAST * count + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """What is kept clear, and outside of that names, numbers and the axis."""
        clear = self._clear(zone, len(self._names))
        right = max(clear.right, self._title.made_width + 0.2) + BESIDE
        top = max(clear.top, TITLE if self._told else 0.0)
        bottom = clear.bottom + AXIS + self._axes.below
        if self._stacks(zone, zone.height - bottom - top):
            right += max(self._named, self._counted)
        else:
            right += self._named + (BESIDE + self._counted if self._told else 0.0)
        return Margin(clear.left, right, bottom, top)

    def _stacks(self, zone: Zone, height: float) -> bool:
        """Whether names stand below the numbers beside the rails: where there is more height."""
        high = height >= len(self._names) * STACK
        return bool(self._told) and zone.width < NARROW and high

    @cached_property
    def _counted(self) -> float:
        """Width of the numbers beside the rails, which may become bounds on their way."""
        return max(number_width(">" + text.lstrip("<>"), TYPE.tick) for text in self._texts)

    def _name_width(self) -> float:
        """Of the widest of the names."""
        return max(self.pieces["name", k][0].made_width for k in range(len(self._names)))

    def span(self, axis: str) -> float:
        """From the lowest to the highest value."""
        return self._span[1] - self._span[0]

    @property
    def pitch(self) -> float:
        """The distance between two rails, now."""
        return self.inner().height / len(self._names)

    @property
    def radius(self) -> float:
        """Of a bead, now."""
        return min(LARGEST, THICK * self.pitch)

    def spot(self, k: int, value: float | None = None) -> FloatArray:
        """Where bead k is, now, or would be; shape (3,)."""
        inner, unit = self.inner(), self.unit("x")
        value = float(self.values["values"][k]) if value is None else value
        y = inner.top - (float(self._rows[k]) + 0.5) * self.pitch
        return np.array([inner.left + (value - self._span[0]) * unit, y, 0.0])

    def _has_room(self) -> float:
        """Whether rails are far enough apart for the numbers of beads."""
        need = 2 * (self.radius + RING) + LIFT + CAP * TYPE.tick
        return visibility(self.pitch, need + HALF)

    def number_half(self) -> float:
        """Half of the width of the widest number that a bead has, so far as it is known."""
        return self._widest / 2

    def draw(self, zone: Zone) -> None:
        """Rails and beads, and what is told of them."""
        inner, unit = self.inner(), self.unit("x")
        end = inner.left + self.span("x") * unit
        level = zone.bottom + self._axes.below
        axis = Zone(inner.left, end, level, level)
        self._axes.view(axis, self._span, (0.0, 1.0))
        metadata(self._axes.y_axis).visibility = 0.0
        self._title.put(end + 0.15, level - 0.05, align=-1)
        self._point(level, end + 0.15)
        if self._below is not None:
            self._below.put(zone.right, level - 0.05, align=1)
            free = zone.right - (end + 0.15 + self._title.made_width + BESIDE)
            lowest = inner.bottom + self.pitch / 2 - CAP * TYPE.tick / 2
            lowest -= LINE * self._stacks(zone, inner.height)
            apart = lowest - (level - 0.05 + CAP * TYPE.tick)
            metadata(self._below).visibility = min(
                visibility(free, self._below.made_width), visibility(apart, 0.08 + HALF)
            )
        stacks = self._stacks(zone, inner.height)
        names = zone.right - self._named
        if self._told:
            wide, first = self._counted, inner.top - self.pitch / 2
            over = first + min(self.pitch, TITLE) - CAP * TYPE.tick / 2
            self.pieces["titles", "beside"].put(zone.right - wide / 2, over)
            if self._instead:
                self._heading.put(zone.right, over, align=1)
            names -= BESIDE + wide
        if stacks:
            names = zone.right - max(wide, self._named)
        end = max(end, names - 0.2)
        for k in range(len(self._names)):
            self._draw_row(k, end)
            name, y = self.pieces["name", k][0], float(self.spot(k)[1]) - CAP * TYPE.tick / 2
            if stacks:
                name.put(zone.right, y - LINE, align=1)
            else:
                name.put(names, y, align=-1)

    def _draw_row(self, k: int, end: float) -> None:
        spot, radius, zone = self.spot(k), self.radius, self.zone
        x, y = float(spot[0]), float(spot[1])
        base = y - CAP * TYPE.tick / 2
        ends = [self.spot(k, self._span[0]), [end, y, 0.0]]
        self.pieces["rail", k].through(ends)
        bead = self.pieces["bead", k]
        bead.put(spot, radius)
        first = self.spot(int(np.argmin(self._rows)), 0.0)
        value, row = float(self.values["values"][k]), float(self._rows[k])
        carry(bead, "dot", origin=first, unit=(self.unit("x"), -self.pitch), values=[value, row])
        number = self.pieces["number", k]
        number.set_value(value, at=(x, y + radius + RING + LIFT))
        metadata(number).visibility = self._has_room()
        if self._told:
            self._told[k].align = 1.0
            self._told[k].set_value(float(self.values["beside"][k]), at=(zone.right, base))
        if self._instead:
            self._instead[k].align = 1.0
            self._instead[k].set_value(self._moved[k], at=(zone.right, base))
        self.pieces["grip", k].put(spot, radius + RING)
        was = self.spot(k, float(self.values["was"][k]))
        # It comes out from under its bead.
        metadata(self.pieces["memory", k]).visibility = visibility(
            abs(float(was[0] - spot[0])), RING, RING
        )
        self.pieces["memory", k].along([was + radius * way for way in _AROUND])
        if k == self._target:
            self.pieces["outline",].put(spot, radius + RING)

    def _point(self, axis: float, end: float) -> None:
        """The triangle below the axis and its line; words are right of the title of the axis.

        Below the axis they would take the place of ticks. The title makes room if it has to.
        """
        if self._level is None:
            return
        x = float(self.spot(0, self._level[0])[0])
        words, number = self.pieces["level", "words"], self.pieces["level", "number"]
        wide = words.made_width + 0.15 + number_width(number.text, TYPE.tick)
        left = min(end + self._title.made_width + BESIDE, self.zone.right - wide)
        short = left < end + self._title.made_width + 0.1
        metadata(self._title).visibility = 1 - short * self.seen(("level", "words"))
        words.put(left, axis - 0.05, align=-1)
        number.set_value(self._level[0], at=(left + words.made_width + 0.15, axis - 0.05))
        half = POINTER / 2
        corners = [(0.0, 0.0), (half, -POINTER), (-half, -POINTER), (0.0, 0.0)]
        self._pointer.through(np.array([[x + a, axis + b, 0.0] for a, b in corners]))
        self._line.between(x, axis, self._apart(x))

    def _apart(self, x: float) -> list[tuple[float, float]]:
        """Where a line at ``x`` stops and goes on, from below: not through beads and numbers."""
        stops = []
        top, half = self.radius + RING, self.number_half()
        told = LIFT + CAP * TYPE.tick if self._has_room() > 0 else 0.0
        for k in sorted(range(len(self._names)), key=lambda k: -self._rows[k]):
            bead_x, y, _ = self.spot(k)
            far = abs(float(bead_x) - x) - max(top, half) - CLEAR
            near = min(max(1 - far / NEAR, 0.0), 1.0)
            stops.append((float(y) - near * (top + CLEAR), float(y) + near * (top + told + CLEAR)))
        return stops


_AROUND = [np.array([np.cos(turn), np.sin(turn), 0.0]) for turn in np.linspace(0, 2 * np.pi, 49)]
"""The way round a circle."""
