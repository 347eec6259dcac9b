"""A bank of upright faders, as on a mixing desk: each value is how far its bead has been pushed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import numpy as np
from manim import VGroup, VMobject

from stage.digits import bare
from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Polyline, straight
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.axes import GAP, TICK, Axes
from stage.parts.names import numbers_of
from stage.parts.part import Part
from stage.parts.rails import Bead
from stage.theme import SMALLER, TYPE, Zone, theme

__all__ = ["Faders"]

LARGE, SMALL = 46.0, 24.0
"""Sizes of the numbers and of the names: as large as fits between these."""

BEAD, THICK = 0.25, 0.24
"""Radius of a bead: at most, and in shares of the distance between two rails."""

RING = 0.06
"""Between a bead and what goes round it."""

NAMED, LEAST_NAME = 40.0, SMALLER.least
"""Size of a name, at most and at least."""

TAGGED = 36.0
"""Size of the number on a tag, at most."""

NUMBER, NAME, TAG = 0.5, 0.5, 0.58
"""Heights of the rows: above the rails, below them, and below that."""

HEADING = 0.38
"""Height of the line for what all faders of a bank are."""

APART = 0.26
"""Between the texts of two faders that are side by side."""

CLOSE, PLATE = 0.07, 0.1
"""Between two tags, and between the number on one and its sides."""

BETWEEN = (0.5, 0.4, 0.3, 0.2)
"""Widths of a fader that is not told, in shares of one that is: as wide as there is room."""

MOST_BESIDE = 0.12
"""Of the width, for what is said of tags beyond the first fader."""

BETWEEN_BANKS = 0.4
"""What is free left of a bank, at the height of its tags."""

NEAR, LEAST_PITCH, MOST = 0.07, 0.42, 0.35
"""Between two numbers, and between two rails that are told, at least; and what numbers may ask."""

NOTCH = 0.11
"""Length of a tick, either way."""

SCALE = 0.1
"""Between the ticks of the first rail and their numbers."""

MOST_KEY = 40
"""Characters of names that a key is to tell."""

FADE = 0.1
"""How far beyond the end of a rail ticks are gone."""

LEAST = 0.6
"""Length of a rail, at least."""

ROOMY = 28.0
"""Numbers lose the 0 before the point where even so they would not be that large."""

HALF = 0.06
"""Where a text rests, it is there from half of its room on: so much more it needs."""


class Notches(VMobject):
    """Short level strokes across a rail."""

    def __init__(self, *, color: str) -> None:
        super().__init__(stroke_color=color, stroke_width=HAIR, fill_opacity=0)

    def at(self, x: float, heights: Sequence[float], halves: Sequence[float]) -> None:
        """Cross ``x`` at those heights, so far to either side."""
        strokes = [
            straight(np.array([[x - half, y, 0.0], [x + half, y, 0.0]]))
            for y, half in zip(heights, halves, strict=True)
        ]
        self.points = np.concatenate(strokes) if strokes else np.zeros((0, 3))


class Tag(VGroup):
    """A number on a plate that hangs by its tip."""

    def __init__(self, write: Callable[[float], str], hue: str | None = None) -> None:
        super().__init__()
        self._colors = hue or theme().p, theme().muted, hue or theme().q
        self.plate = Polyline(color=theme().muted, width=1.5 * HAIR)
        self.plate.set_fill(theme().background, opacity=1)
        self.number = Number(0.0, write)
        allow("overlap", "it is written on it", self.plate, self.number)
        self.add(self.plate, self.number)

    def hang(
        self, x: float, top: float, *, value: float, size: float, least: float, room: float,
        zone: Zone,
    ) -> None:  # fmt: skip
        """Hang from ``(x, top)`` within a zone, in the colour of the sign of its value.

        It has room for what is ``least`` wide.
        """
        color = self._colors[1 + int(np.sign(value))]
        self.number.font_size = size
        foot, shoulder, ear = top - TAG + 0.04, top - 0.11, 0.14
        wide = number_width(self.number.write(value), size)
        half = max(wide, least) / 2 + PLATE
        middle = min(max(x, zone.left + half), zone.right - half)
        base = (foot + shoulder - CAP * size) / 2
        self.number.set_value(value, at=(middle, base))
        # On its way it may be wider.
        metadata(self.number).visibility = visibility(room, min(wide, least) + HALF)
        left, right = middle - half, middle + half
        corners = [
            (x, top), (min(x + ear, right), shoulder), (right, shoulder), (right, foot),
            (left, foot), (left, shoulder), (max(x - ear, left), shoulder), (x, top),
        ]  # fmt: skip
        self.plate.through(np.array([[*corner, 0.0] for corner in corners]))
        self.plate.set_stroke(color)
        self.number.set_fill(color)


class Faders(Part):
    """A bank of faders, side by side, all to one scale.

    Parameters
    ----------
    values
        Shape (K,).
    span
        The lowest and the highest value that there is room for.
    write
        How values are written, above the rails.
    symbols
        Formulas: what each is called, below its rail.
    color
        Of the beads, and of the way from 0 to them.
    heading
        Words above all of them, or below: what they are.
    ticks
        Values that are marked on the rails, and told left of the first one.
    told
        Which carry numbers; all unless given. Others are nearer to each other.
    rates
        Numbers on the tags, shape (K,), and how they are written; no tags unless given.
    names
        Of the classes that they stand for: they go by number, so a key is above the stage.
    target
        The class that can be outlined as the true one.
    said_of_tags
        Formulas: what is on the tags, left of the first one where there is room; pieces "said",
        to be shown.
    hue
        The colour of tags, if they do not have that of their sign.
    finely
        How values are written while they are magnified; as ever unless given.

    Values
    ------
    values
        As above.
    rates
        What is on the tags, shape (K,).
    was
        What ``memory`` remembers, shape (K,).
    shown
        How much there is of each, shape (K,): one that is not there yet takes no width.
    true
        How far each is the true class, which is outlined, shape (K,).
    low, high
        The lowest and the highest value that there is room for.
    over, under
        Heights that are left free for wires, above and below.
    headed
        Whether the heading is above (1) or below (-1), outside of that; with 0 it has no room.
    blank
        How much of the numbers on tags is gone.
    fine
        Whether values are written finely.

    Pieces: ("rail", k), ("notch", k), scale, ("fill", k), ("memory", k),
    ("bead", k), ("grip", k), outline, ("number", k), ("name", k), ("tag", k),
    ("lit", k) around that, heading.
    """

    scaled = (("y", "values"),)
    numbers = ("values", "rates")
    looks = ("was", "shown", "low", "high", "over", "under", "headed", "true", "blank", "fine")
    later = ("memory", "grip", "outline", "tag", "lit", "said")
    fading = ("number",)
    counted = ""

    def __init__(
        self,
        name: str,
        values: FloatArray,
        *,
        span: tuple[float, float],
        write: Callable[[float], str],
        symbols: Sequence[str],
        color: str,
        heading: str = "",
        ticks: Sequence[float] = (),
        told: Collection[int] | None = None,
        rates: tuple[FloatArray, Callable[[float], str]] | None = None,
        names: Sequence[str] = (),
        target: int | None = None,
        said_of_tags: Sequence[str] = (),
        hue: str | None = None,
        finely: Callable[[float], str] | None = None,
    ) -> None:
        count = len(values)
        every = range(count)
        self._told = tuple(every) if told is None else tuple(told)
        full = np.array([1.0 if k in self._told else BETWEEN[0] for k in every])
        super().__init__(
            name, values=values, was=values, shown=np.ones(count), low=span[0], high=span[1],
            over=0.0, under=0.0, headed=1.0, true=np.arange(count) == target,
            rates=np.zeros(count) if rates is None else rates[0], blank=0.0, fine=0.0,
        )  # fmt: skip
        self._full, self._span, self._names, self._ticks = full, span, names, tuple(ticks)
        self._write, self._finely, self._target = write, finely or write, target
        self._write_rate = rates[1] if rates else None
        self._first = [float(rate) for rate in self.values["rates"]]
        self._levels, self._short = 1, (True, True)
        widest, tagged = self._measure()
        # Numbers without room fade; of tags, which hang at two levels, every other one is beside.
        wide, plate = (min(SMALL * text, MOST) for text in (widest, tagged / 2))
        self._needs = max(wide + NEAR, plate + PLATE + CLOSE, LEAST_PITCH)
        self._level = SMALL * tagged + 2 * PLATE + CLOSE + HALF  # with all tags at one level
        self._short = (False, False)
        self._widest, self._tagged = self._measure()
        made = [_formula(symbol).made_width / LARGE for symbol in symbols]
        self._symbol = max(made)
        muted = theme().muted
        for k in every:
            rail = self.own("rail", k, of=Polyline(color=muted, width=2 * HAIR))
            notches = self.own("notch", k, of=Notches(color=muted))
            fill = self.own("fill", k, of=Polyline(color=color, width=7 * HAIR))
            for mark in (rail, notches, fill):
                allow("contrast", "what lies on a rail may hide it", mark)
            allow("pop", "it comes out from under its bead", fill)
            allow("jump", "strokes pass as fast as a scale grows", notches)
        self._scale = self.own("scale", of=Axes(y=[ticks]))
        for line in (*self._scale.submobjects[:3], *self._scale.submobjects[3::2]):
            line.set_stroke(opacity=0)  # the rails have their own
        for k in every:
            memory = self.own("memory", k, of=Dashes(color=theme().text, width=1.5 * HAIR))
            allow("pop", "it comes out from under its bead", memory)
            ground = theme().background
            self.own("bead", k, of=Bead(stroke_width=2 * HAIR, stroke_color=ground,
                                        fill_color=color, fill_opacity=1))  # fmt: skip
            self.own("grip", k, of=Bead(stroke_width=3 * HAIR, stroke_color=theme().text))
        self.own("outline", of=Bead(stroke_width=2.5 * HAIR, stroke_color=theme().target))
        for kind, why in (("memory", "where a bead was"), ("grip", "it holds a bead")):
            for piece in self.all(kind):
                allow("overlap", why, piece.mobject)
                allow("contrast", why, piece.mobject)
        for k in every:
            self.own("number", k, of=Number(0.0, self._told_as))
            self.own("name", k, of=_formula(symbols[k]))
            if rates is not None:
                tag = self.own("tag", k, of=Tag(self._rate_as, hue))
                lit = self.own("lit", k, of=Polyline(color=theme().text, width=4 * HAIR))
                allow("contrast", "it goes around a tag", lit)
                allow("overlap", "it goes around a tag", lit)
                allow("contrast", "it hangs on a stem", tag.plate)
                allow("overlap", "it hangs before the stems of others", tag.number)
        self._said = 0.0  # the width of the widest
        for i, said in enumerate(said_of_tags):
            made = Formula(said, font_size=TYPE.label, color=hue, display=False)
            self.own("said", i, of=made)
            self._said = max(self._said, made.made_width)
        self._heading = None
        if heading:
            made = Words(heading, font_size=TYPE.label, color=muted)
            self._heading = self.own("heading", of=made)

    def _told_as(self, value: float) -> str:
        text = (self._finely if self.values["fine"] > 0.5 else self._write)(value)
        return bare(text) if self._short[0] else text

    def _rate_as(self, rate: float) -> str:
        text = (self._write_rate or self._write)(rate)
        return bare(text) if self._short[1] else text

    def _measure(self) -> tuple[float, float]:
        """The widths, at size 1, of the widest number above and of that on a tag."""
        between = np.linspace(*self._span, 41)[1:-1]
        passing = [text for text in map(self._told_as, between) if text[0] not in "<>"]
        texts = [*passing, *map(self._told_as, self.values["values"])]
        widest = max(number_width(text, 1.0) for text in texts)
        if self._write_rate is None:
            return widest, 0.0
        rates = [self._rate_as(float(self.values["rates"][k])) for k in self._told]
        return widest, max(number_width(rate, 1.0) for rate in rates)

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Numbers without 0 where they would be small, and faders by number.

        Where classes have names, a key is to tell them, if it is short: it takes height.
        """
        width = min(zone.width for zone in zones)
        self._short = (False, False)
        # Whoever is not told makes room for whoever is.
        for between in BETWEEN:
            self._full = np.array([1.0 if k in self._told else between for k in range(self.count)])
            pitch = width / float(self._full.sum())
            if pitch > max(self._needs, self._level):
                break
        widest, tagged = self._measure()
        room, room_of_tag = pitch - APART, self._plate(pitch)
        self._short = room < ROOMY * widest, room_of_tag < ROOMY * tagged
        self._widest, self._tagged = self._measure()
        self._levels = 1 + (room_of_tag < SMALL * self._tagged)
        counted = tuple(self._names) in ((), numbers_of(self._names))
        return by_number or counted or sum(map(len, self._names)) > MOST_KEY

    def least(self, room: Size) -> Size:
        """Rails of some length, and as wide as the numbers that are told in a row."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        many = len(self._told) + BETWEEN[-1] * (self.count - len(self._told))
        width = max(self._needs * many, self._headed())
        return Size(width, LEAST + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Numbers above and names below; beyond these, tags, wires and the heading."""
        v = self.values
        headed = HEADING * float(v["headed"]) if self._heading else 0.0
        above = BEAD + RING + NUMBER + float(v["over"]) + max(headed, 0.0)
        below = BEAD + RING + NAME + self._hung() + float(v["under"])
        left = self._left(zone) if self._ticks or self._said else 0.0
        return Margin(left, 0.0, below + max(-headed, 0.0), above)

    def _left(self, zone: Zone) -> float:
        """As much as is not there already, from the side to the first rail."""
        shares = self._shares()
        radius, first = THICK * zone.width / shares.sum(), float(shares[0] / shares.sum() / 2)
        scaled = self._scaled(min(BEAD, float(radius)))
        left, beside = (
            max(0.0, (need - zone.width * first) / (1 - first)) for need in (scaled, self._beside())
        )
        return max(left, beside) if beside <= MOST_BESIDE * zone.width else left

    def _hung(self) -> float:
        """The height of all tags."""
        return self._levels * TAG if self._write_rate else 0.0

    def _scaled(self, radius: float) -> float:
        """From the first rail to the left end of the numbers of its ticks."""
        return radius + RING + SCALE + self._scale.left - TICK - GAP if self._ticks else 0.0

    def _beside(self) -> float:
        """From the first rail to the left end of what is said of tags."""
        if not self._said or self._told[0] != 0:
            return 0.0
        return self._said + TAGGED * self._tagged / 2 + 3 * PLATE

    def _headed(self) -> float:
        return self._heading.made_width if self._heading else 0.0

    def span(self, axis: str) -> float:
        """From the lowest to the highest value."""
        return float(self.values["high"] - self.values["low"]) if axis == "y" else 1.0

    # --- Where things are, now --------------------------------------------------------------------

    @property
    def count(self) -> int:
        """Of the faders."""
        return len(self._full)

    def rail(self, k: int) -> float:
        """Where fader k is, from left to right."""
        shares, inner = self._shares(), self.inner()
        before = float(shares[:k].sum() + shares[k] / 2)
        return float(inner.left + inner.width * before / shares.sum())

    def spot(self, k: int, value: float | None = None) -> FloatArray:
        """Where bead k is, or would be; shape (3,)."""
        value = float(self.values["values"][k]) if value is None else value
        y = self.inner().bottom + (value - float(self.values["low"])) * self.unit("y")
        return np.array([self.rail(k), y, 0.0])

    def port(self, k: int, side: int) -> FloatArray:
        """Where a wire to or from fader k begins: above its number (1) or below its name (-1)."""
        inner, clear = self.inner(), BEAD + RING
        y = inner.top + clear + NUMBER if side > 0 else inner.bottom - clear - NAME
        return np.array([self.rail(k), y, 0.0])

    @property
    def hung(self) -> float:
        """The height of all tags, below the names."""
        return self._hung()

    def covered(self, k: int) -> tuple[float, float]:
        """From where to where, downward, a tag hangs before a wire below; an empty stretch if none.

        It is as long as the tag is seen.
        """
        hook = self._hook(k)
        seen = self.seen(("tag", k)) * (k in self._told) if self._tagged else 0.0
        return hook, hook - seen * (TAG - 0.04)

    def lane(self, side: int) -> float:
        """The height at which wires may pass above (1), or below (-1), all of it."""
        port = float(self.port(0, side)[1])
        if side > 0:
            return port + float(self.values["over"])
        return port - self._hung() - float(self.values["under"])

    def room_beside(self, k: int) -> float:
        """From fader k half-way to its neighbours."""
        return self._width(k) / 2

    @property
    def radius(self) -> float:
        """Of a bead that is told."""
        return min(BEAD, THICK * self._pitch())

    def there(self, k: int) -> float:
        """How much is seen of fader k."""
        return float(self.values["shown"][k])

    def _shares(self) -> FloatArray:
        """Of the width, in proportion."""
        return np.asarray(self._full * self.values["shown"])

    def _pitch(self) -> float:
        """The width that one has which is told."""
        return self.inner().width / float(self._shares().sum())

    def _rooms(self, step: int = 1) -> list[float]:
        """How far the next one is that is told, or the next but one; 0 for one that is not.

        All are meant to be there: who comes does not make others small on the way.
        """
        rooms = [0.0] * self.count
        at = (np.cumsum(self._full) - self._full / 2) * self._pitch()
        for i, k in enumerate(self._told):
            others = [self._told[j] for j in (i - step, i + step) if 0 <= j < len(self._told)]
            far = [abs(float(at[k] - at[j])) for j in others]
            rooms[k] = min([*far, self.zone.width])
        return rooms

    @staticmethod
    def _plate(far: float) -> float:
        """What a tag's number has, where the next tag is so far."""
        return far - CLOSE - 2 * PLATE

    @staticmethod
    def _size(room: float, wide: float) -> float:
        """Of a text that is so wide at size 1."""
        return min(max(room / wide, SMALL), LARGE)

    def draw(self, zone: Zone) -> None:
        """Rails and beads, and what is told of them."""
        inner, rooms = self.inner(), self._rooms()
        far = min(room for room in rooms if room > 0)
        size = self._size(far - APART, self._widest)
        named = max(min(size, NAMED, self._size(far - APART, self._symbol)), LEAST_NAME)
        for k in range(self.count):
            self._draw_fader(k, rooms[k], size, named)
        if self._tagged:
            rooms = self._rooms(self._levels)
            far = self._plate(min(room for room in rooms if room > 0))
            tagged = min(size, TAGGED, self._size(far - HALF, self._tagged))
            for k in range(self.count):
                self._hang(k, self._plate(rooms[k]), tagged)
            self._say_of_tags()
        self._outline()
        first = self.rail(0)
        left = first - self.radius - RING - SCALE + TICK + GAP
        span = float(self.values["low"]), float(self.values["high"])
        high = self.span("y") * self.unit("y")
        scale = Zone(left, left + 1.0, inner.bottom, inner.bottom + high)
        self._scale.view(scale, (0.0, 1.0), span)
        if self._heading is not None:
            foot = 0.08 if float(self.values["headed"]) >= 0 else -HEADING + 0.08
            self._heading.put(inner.x, self._edge() + foot)

    def _say_of_tags(self) -> None:
        """What they are, left of the first."""
        first = self._told[0]
        right = float(self.pieces["tag", first].plate.get_left()[0]) - PLATE
        y = self._hook(first) - (TAG + 0.07) / 2 - CAP * TYPE.label / 2
        for piece in self.all("said"):
            piece.mobject.put(right, y, align=1)
            alone = BETWEEN_BANKS if self.count == 1 else 0.0  # nothing hangs left of it
            room = right - self.zone.left + alone if first == 0 else 0.0
            metadata(piece.mobject).visibility = visibility(room, piece.mobject.made_width, 0.1)

    def _outline(self) -> None:
        """Go round the true bead, outside the ring by which it may be held; or on to another."""
        true, every = self.values["true"], range(self.count)
        held = sum(float(true[k]) * self.seen(("grip", k)) for k in every)
        radius = sum(float(true[k]) * self._radius(k) for k in every) + RING * (1 + 0.6 * held)
        self.pieces["outline",].put(sum(true[k] * self.spot(k) for k in every), radius)
        if np.any((true > 0) & (true < 1)):  # it may cross them on its way
            for k in every:
                metadata(self.pieces["bead", k]).measured = None
        metadata(self.pieces["outline",]).visibility = sum(
            float(true[k]) * self.there(k) for k in every
        )

    def _within(self, value: float) -> float:
        """How much is seen of a tick: it fades where the rails do not reach."""
        low, high = float(self.values["low"]), float(self.values["high"])
        return visibility(min(value - low, high - value) * self.unit("y"), -1e-6, FADE)

    def _edge(self) -> float:
        """Where the heading's line begins."""
        return self.lane(1 if float(self.values["headed"]) >= 0 else -1)

    def _draw_fader(self, k: int, room: float, size: float, named: float) -> None:
        inner, spot, radius = self.inner(), self.spot(k), self._radius(k)
        x = float(spot[0])
        span = float(self.values["low"]), float(self.values["high"])
        low, high = (self.spot(k, end) for end in span)
        value, there = float(self.values["values"][k]), self.there(k)
        pieces = self.pieces
        pieces["rail", k].through(np.array([low, high]))
        heights = [float(self.spot(k, np.clip(tick, *span))[1]) for tick in self._ticks]
        halves = [min(NOTCH, radius) * self._within(tick) for tick in self._ticks]
        pieces["notch", k].at(x, heights, halves)
        zero = min(max(0.0, span[0]), span[1])
        pieces["fill", k].through(np.array([self.spot(k, zero), spot]))
        bead = pieces["bead", k]
        bead.put(spot, radius)
        origin = self.spot(k, 0.0)
        carry(bead, "dot", origin=origin, unit=(1.0, self.unit("y")), values=[0.0, value])
        pieces["grip", k].put(spot, radius + RING)
        was = self.spot(k, float(self.values["was"][k]))
        pieces["memory", k].along([was + radius * way for way in _AROUND])
        moved = visibility(abs(float(was[1] - spot[1])), RING, RING)
        number = pieces["number", k]
        number.font_size = size
        number.set_value(value, at=(x, float(self.port(k, 1)[1]) - NUMBER + 0.1))
        need = number_width(number.text, size) + HALF
        metadata(number).visibility = there * visibility(room - NEAR, need) if room > 0 else 0.0
        base = inner.bottom - BEAD - RING - 0.02 - CAP * named
        name = pieces["name", k]
        name.put(x, base, size=named)
        wide = name.made_width * named / LARGE
        metadata(name).visibility = there * visibility(self._width(k), wide + HALF + NEAR)
        for kind in ("rail", "notch", "fill", "bead", "grip"):
            metadata(pieces[kind, k]).visibility = there
        metadata(pieces["memory", k]).visibility = moved * there

    def _radius(self, k: int) -> float:
        return self.radius * (float(self._full[k]) if k not in self._told else 1.0)

    def _width(self, k: int) -> float:
        """Of what fader k has."""
        return self._pitch() * float(self._shares()[k])

    def _hook(self, k: int) -> float:
        """Where a tag hangs: those of neighbours at two levels where they are wide."""
        return float(self.port(k, -1)[1]) - TAG * (self._levels - 1) * (not self._is_upper(k))

    def _is_upper(self, k: int) -> bool:
        return k not in self._told or self._told.index(k) % 2 == 0

    def _hang(self, k: int, room: float, size: float) -> None:
        tag = self.pieces["tag", k]
        rate = float(self.values["rates"][k])
        # All are as wide, whatever is written on them.
        least = max(number_width(self._rate_as(self._first[j]), size) for j in self._told)
        tag.hang(
            self.rail(k), self._hook(k), value=rate, size=size, least=least, room=room,
            zone=self.zone,
        )  # fmt: skip
        metadata(tag.number).visibility *= 1 - float(self.values["blank"])
        metadata(tag.plate).visibility = self.there(k) * (k in self._told)
        lit = self.pieces["lit", k]
        lit.points, metadata(lit).visibility = (
            tag.plate.points.copy(),
            metadata(tag.plate).visibility,
        )
        lit.set_stroke(tag.plate.get_stroke_color())


def _formula(symbol: str) -> Formula:
    return Formula(symbol, font_size=LARGE, display=False)


_AROUND = [np.array([np.cos(turn), np.sin(turn), 0.0]) for turn in np.linspace(0, 2 * np.pi, 33)]
"""The way round a circle."""
