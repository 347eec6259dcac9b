"""A fan of strands from one piece of a strip back to all logits, as wide as each is felt.

Drawn from values and a zone, as all parts are; only ``LogitsFeelIt`` needs it. Knows nothing of
softmax: how wide strands are is told by the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject
from manim.utils.color import ManimColor, interpolate_color

from scenes.layout import Margin, Place, Size
from scenes.logits_feel_it.sheet import (
    CROWDED,
    FLAT,
    GAP,
    LEAST,
    PLACES,
    SOFT,
    TALL,
    TALL_CROWDED,
    Course,
    Sheet,
    fitting,
    lanes,
    smooth,
)
from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.shapes import HAIR, HEAD, Polyline, segment, straight
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.names import enough
from scenes.parts.part import Bar, Part, Pose
from scenes.parts.rails import Bead
from scenes.theme import TYPE, Zone, theme

__all__ = ["Fan"]

WIDE = 9.0
"""From that width on a zone has room for the larger type."""

FEW = 4
"""Classes for which lanes are wide enough for texts."""

RADIUS, RING = 0.22, 0.07
"""Of a bead, and between it and what goes round it."""

SPACE = 0.16
"""Between a symbol and its number."""

END = 0.2
"""Between what a logit feels and its strand."""

SIGN = 0.62
"""Along, between a rail and its strand, for a sign."""

LINE = 0.46
"""Between lines of text."""

RISE = 1.45
"""From the line that tells of the true class's probability to that of the loss."""

CLOSED = 0.9
"""Between rails and the strip, where there are no strands yet, beside what there is anyhow."""

ARROW = 1.1
"""The same where these are side by side."""

LEAD = 0.35
"""From the strip to what is told beside it."""

CUT = 0.16
"""Thickness of a piece that rides along a strand."""

LARGE, LARGEST, SIGNED = 38.0, 48.0, 56.0
"""Sizes of type in a wide zone, of what each logit feels, at last, and of its sign before."""

SHADE = 0.62
"""Of what is not lit yet, in shares of its colour, at least."""

MEASURED = 0.94
"""Where along a strand it is measured: it goes straight there."""

MOST_NAMED = 0.16
"""Of the zone's width, for names."""


def shade(color: str, share: float) -> str:
    """That colour, darker, and opaque."""
    ground, bright = ManimColor(theme().background), ManimColor(color)
    return str(interpolate_color(ground, bright, share).to_hex())


def dim() -> float:
    """How much of its colour has what is not lit yet."""
    return max(SHADE, theme().second)


class Ribbon(VGroup):
    """A band that is a thread where it has next to no width."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self.thread = Polyline(color=color)
        self.band = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        allow("contrast", "a strand that carries nothing is a thread", self.thread)
        self.add(self.thread, self.band)


class Fan(Part):
    """Logits on rails, the strip that they make, and strands from one piece of it to all of them.

    Parameters
    ----------
    logits, q, loss
        As they are; shapes (K,), (K,) and ().
    slopes, pulls
        How wide strands are at first, and when what comes from the loss has gone along them.
    rate, gradient
        What comes from the loss, and what comes to each logit, with its sign.
    order
        The classes as they lie side by side: the true one, whose piece the strands come from,
        first.
    told
        The classes of which all is told.
    pushed
        The class whose logit may be pushed.
    push
        What probabilities and the loss are on its way: tracks, by which their numbers have room.
    span
        The lowest and the highest logit.
    names
        Of the classes; empty where they have none.
    write_logit, write_q, write_loss, write_rate, write_gradient
        How these are written.

    Values
    ------
    logits, q, loss
        As above.
    swell
        How far what comes from the loss has come along the strands, from 0 to 1.
    closed
        How near the strip is to the rails, where no strands are yet, from 0 to 1.
    felt
        How far rails have made room for what logits feel, from 0 to 1.
    opened
        How far strands reach, from the strip at 0 to the logits at 1.
    slid, run
        How far the pieces of the wrong classes have come from the strip to their strands, and
        along these.
    lifted, ran
        How far a copy of them has come from there to the strand of the true class, and along it.

    Pieces: ("rail", k), ("bead", k), grip, ring, ("name", k), ("symbol", k), ("number", k), true;
    ("felt", k, "symbol" | "q" | "p" | "equals" | "number" | "word"); the signs, ("before", k) and
    ("after", k); ("strand", k), ("swollen", k), ("lit", k), ("left", k) on it, ("horn", i);
    ("part", k), ("seam", k), outline, ("cut", k), ("copy", k); ("lead", k), ("label", k),
    ("share", k); ("arrow", "up" | "down"), ("loss", "symbol" | "number" | "how"),
    ("rate", "symbol" | "number").
    """

    scaled = (("x", "q"),)
    numbers = ("logits", "q", "loss", "swell")
    looks = ("closed", "felt", "opened", "slid", "run", "lifted", "ran")
    later = ("grip", "felt", "left", "before", "after", "horn", "cut", "copy", "rate")
    base = 0.0

    def __init__(
        self,
        name: str,
        logits: FloatArray,
        q: FloatArray,
        loss: float,
        *,
        slopes: FloatArray,
        pulls: FloatArray,
        rate: float,
        gradient: FloatArray,
        order: Sequence[int],
        told: Sequence[int],
        pushed: int,
        push: tuple[FloatArray, FloatArray],
        span: tuple[float, float],
        names: Sequence[str],
        write_logit: Callable[[float], str],
        write_q: Callable[[float], str],
        write_loss: Callable[[float], str],
        write_rate: Callable[[float], str],
        write_gradient: Callable[[float], str],
    ) -> None:
        super().__init__(
            name, logits=logits, q=q, loss=loss, swell=0.0,
            closed=0.0, felt=0.0, opened=0.0, slid=0.0, run=0.0, lifted=0.0, ran=0.0,
        )  # fmt: skip
        self._slopes, self._pulls, self._rate, self._felt = slopes, pulls, rate, gradient
        self._order, self._true, self._pushed = list(order), order[0], pushed
        self._others, self._told = list(order[1:]), [k for k in order if k in told]
        self._span, self._names, self._first = span, names, np.array(q)
        self._few, self._small = len(order) <= FEW, TYPE.tick
        self._tall, self._wide, self._unit, self._type = False, True, 1.0, TYPE.label
        self._own_figures()
        self._own_texts(write_logit, write_q, write_loss, write_rate, write_gradient)
        self._wide_logit = _widest(write_logit, (*span, *logits))
        self._wide_q, self._wide_loss = map(_widest, (write_q, write_loss), push)
        self._wide_felt, self._wide_rate = (
            _widest(write_gradient, gradient),
            _widest(write_rate, [rate]),
        )

    def _own_figures(self) -> None:
        t, true = theme(), self._true
        bright = {k: t.p if k == true else t.q for k in self._order}
        for i in range(2):
            horn = self.own("horn", i, of=segment(color=t.muted))
            allow("contrast", "it leads from a piece of the strip to its strands", horn)
        for kind in ("strand", "swollen", "lit"):
            for k in self._order:
                color = {"strand": shade(t.text, 0.8), "lit": bright[k]}.get(kind)
                self.own(kind, k, of=Ribbon(color or shade(bright[k], dim())))
        for k in self._order:
            self.own("part", k, of=Bar(t.q if k == true else shade(t.q, dim())))
        for k in self._others:
            seam = self.own("seam", k, of=segment(color=t.background))
            allow("contrast", "it parts two pieces of the strip", seam)
        self._outline = self.own("outline", of=Polyline(color=t.target, width=2.5 * HAIR))
        for kind in ("cut", "copy"):
            for k in self._others:
                self.own(kind, k, of=Bar(t.q))
        for k in self._order:
            self.own("rail", k, of=segment(color=t.muted, width=2 * HAIR))
        for k in self._order:
            self.own("bead", k, of=Bead(stroke_width=0, fill_color=t.muted, fill_opacity=1))
        self._grip = self.own("grip", of=Bead(stroke_width=2.5 * HAIR, stroke_color=t.text))
        self._ring = self.own("ring", of=Bead(stroke_width=2.5 * HAIR, stroke_color=t.target))
        figure = list(self.pieces.values())
        allow("contrast", "strands and pieces lie side by side, and on each other", *figure)
        allow("jump", "a strand is lit when and as fast as its piece comes by", *(
            self.pieces[kind, k] for kind in ("strand", "swollen", "lit") for k in self._order
        ))  # fmt: skip
        for mark in (self._grip, self._ring, self._outline):
            for rule in ("overlap", "contrast"):
                allow(rule, "it marks what it is at", mark)

    def _own_texts(
        self,
        write_logit: Callable[[float], str],
        write_q: Callable[[float], str],
        write_loss: Callable[[float], str],
        write_rate: Callable[[float], str],
        write_gradient: Callable[[float], str],
    ) -> None:
        t, true = theme(), self._true
        for k in self._order:
            bright = t.p if k == true else t.q
            self.own("name", k, of=VGroup())
            self.own("symbol", k, of=_formula(f"z_{k + 1}"))
            self.own("number", k, of=Number(0.0, write_logit, align=1))
            signs = ("+", "−") if k == true else ("−", "+")
            self.own("before", k, of=Words(signs[0], font_size=TYPE.tick))
            self.own("after", k, of=Words(signs[1], font_size=TYPE.tick, color=bright))
            felt = Number(float(self._felt[k]), write_gradient, color=bright, align=1)
            self.own("felt", k, "symbol", of=_formula(f"z_{k + 1}"))
            self.own("felt", k, "q", of=Number(float(self._first[k]), write_q, color=t.q))
            self.own(
                "felt", k, "p", of=Words(f"− {int(k == true)}", font_size=TYPE.tick, color=t.p)
            )
            self.own("felt", k, "equals", of=Words("=", font_size=TYPE.tick))
            self.own("felt", k, "number", of=felt)
            left = Formula(f"q_{k + 1}" + " - 1" * (k == true), color=t.background, display=False)
            allow("overlap", "it says what its strand is", self.own("left", k, of=left))
        self._words = [
            self.own(*key, of=Words("true", font_size=TYPE.tick, color=t.target))
            for key in (("true",), ("felt", true, "word"))
        ]
        for k in self._told:
            self.own("lead", k, of=segment(color=t.muted))
            self.own("label", k, of=_formula(f"q_{k + 1}", t.q))
            self.own("share", k, of=Number(0.0, write_q, color=t.q))
        for way in ("up", "down"):
            head = VMobject(stroke_width=0, fill_opacity=1, fill_color=t.text)
            self.own("arrow", way, of=head)
        i = true + 1
        self.own("loss", "symbol", of=_formula('"loss" ='))
        self.own("loss", "number", of=Number(0.0, write_loss, align=-1))
        self.own("loss", "how", of=_formula(f"ln(1\\/q_{i})"))
        self.own("rate", "symbol", of=_formula(f"-1\\/q_{i} ="))
        self.own("rate", "number", of=Number(self._rate, write_rate, align=-1))

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names stand before the logits, if there is room; classes have numbers anyhow."""
        self._tall = all(zone.height > 1.1 * zone.width for zone in zones)
        width = min(zone.width for zone in zones)
        self._wide = width > WIDE
        self._type = LARGE if self._wide else TYPE.label if self._tall else TYPE.least
        self._small = self._type if self._few else TYPE.tick
        called = bool(self._names) and not by_number
        for k in self._order:
            words = [Words(self._names[k], font_size=TYPE.tick)] if called else []
            self.pieces["name", k].submobjects = words
        if not called:
            return True
        most = width / len(self._order) - 0.1 if self._tall else MOST_NAMED * width
        return self._named() <= most

    def settle(self, places: Sequence[Place]) -> None:
        """How wide a strand of 1 is: the same wherever it is."""
        units = []
        for place in places:
            with place.as_told():
                units.append(self._fitting(place.zone))
        self._unit = min(units)

    def least(self, room: Size) -> Size:
        """Lanes, and a fan that can be seen."""
        along, across = self._blocks()[-1] + 1.2, (self._lane() + GAP) * len(self._order)
        return Size(across, along) if self._tall else Size(along, across)

    def margin(self, zone: Zone) -> Margin:
        """It fills its zone."""
        return Margin()

    def span(self, axis: str) -> float:
        """As many units as there is room for."""
        inner = self.inner()
        return (inner.width if axis == "x" else inner.height) / self._unit

    def scale_of(self, axis: str) -> str:
        """Probabilities."""
        return "probability"

    def figure(self, *key: Any) -> Pose:
        """A piece of the strip; or on its way to a strand, and along it."""
        kind, k = key
        sheet, unit = self._sheet(), self._unit
        start = self._starts()[k]
        *_, strip, end = self._stops()
        u, thick = (strip + end) / 2, end - strip
        value, color = float(self.values["q"][k]), theme().q
        if kind == "part":
            foot = sheet.at(u, start)
            shaded = color if k == self._true else shade(color, dim())
            return Pose((foot[0], foot[1]), sheet.angle, value, unit, thick, shaded)
        slid, run = float(self.values["slid"]), float(self.values["run"])
        courses = self._courses()
        goal, across = courses[k].at(run if kind == "cut" else 0.0)
        if kind == "copy":
            before = sum(self._pulls[j] for j in self._others[: self._others.index(k)]) * unit
            lifted = float(self.values["lifted"])
            end, across = courses[self._true].at(float(self.values["ran"]), before)
            goal = (1 - lifted) * goal + lifted * end
        foot = sheet.at(*((1 - slid) * np.array([u, start]) + slid * goal))
        angle = float(np.rad2deg(np.arctan2(*sheet.way(across)[::-1])))
        thick = (1 - slid) * thick + slid * CUT
        mixed = interpolate_color(ManimColor(color), ManimColor(theme().text), slid).to_hex()
        return Pose((foot[0], foot[1]), angle, value, unit, thick, str(mixed))

    # --- Where things are -------------------------------------------------------------------------

    def _sheet(self) -> Sheet:
        return Sheet(self.zone, self._tall)

    def _lane(self) -> float:
        if self._tall:
            return TALL if self._few else TALL_CROWDED
        return LEAST if self._few else CROWDED

    def _blocks(self) -> tuple[float, ...]:
        """Lengths along: texts, rails, the horn, the strip, what is told; and of all but the fan.

        Where there is no room for rails beside strands, these have their place.
        """
        horn, strip = (0.45, 0.95) if self._wide else (0.4, 0.55)
        size = self._type
        if self._tall:
            texts = 2 * LINE + (LINE if self._named() else 0.0)
            blocks = (texts, 2.0, horn, strip, self._beside())
        else:
            texts = self._slot("symbol", self._small) + SPACE + self._wide_logit * self._small
            texts += self._named() + SPACE if self._named() else 0.0
            told = max(self._beside(), LEAD + max(self._read(size)) * self._wide)
            blocks = (texts, 2.7 if self._wide else 0.0, horn, strip, told)
        return (*blocks, sum(blocks) + SPACE + SIGN + 2 * RADIUS)

    def _beside(self) -> float:
        """How long the place is of what is told of the strip's pieces."""
        if self._tall:
            return LEAD + 2 * LINE
        return LEAD + self._slot("label", self._type) + SPACE + self._wide_q * self._type

    def _slot(self, kind: str, size: float) -> float:
        """Width of the widest of some symbols."""
        found = (piece for (of, *_), piece in self.pieces.items() if of == kind)
        return max(piece.made_width * size / TYPE.tick for piece in found)

    def _read(self, size: float) -> tuple[float, float]:
        """Widths of what is told of the loss, and of what comes from it."""
        loss, rate = self.pieces["loss", "symbol"], self.pieces["rate", "symbol"]
        return (
            (loss.made_width / TYPE.tick + self._wide_loss) * size + SPACE,
            (rate.made_width / TYPE.tick + self._wide_rate) * size + SPACE + 0.42,
        )

    def _named(self) -> float:
        names = [self.pieces["name", k] for k in self._order]
        return max((name[0].made_width for name in names if len(name)), default=0.0)

    def _fitting(self, zone: Zone) -> float:
        """How wide a strand of 1 may be there."""
        sheet = Sheet(zone, self._tall)
        unit = fitting(sheet.across, self._pulls, self._lane())
        above, below = self._needs(1.0)
        free, turned = self._free()
        unit = min(unit, sheet.across / (above + below), (sheet.across - free) / (turned + below))
        if not self._wide and not self._tall:  # what is told of the loss is above the hub
            unit = min(unit, (RISE - 0.55) / above)
        long = sheet.along - self._blocks()[-1]
        return float(min(unit, max(0.75 * long, 0.3)))

    def _free(self) -> tuple[float, float]:
        """Across, before the middle of the hub, for what is told of the loss.

        That, and how many units more.
        """
        if self._tall:
            return self._read(self._type)[0] + ARROW, float(self._first[self._true]) / 2
        return self._rise() + 0.4, 0.0

    def _rise(self) -> float:
        """From what is told of the true class's probability to the loss."""
        return RISE if self._wide else RISE + 0.4

    def _needs(self, unit: float) -> tuple[float, float]:
        """Across, before and after the middle of the hub."""
        true, pull = float(self._first[self._true]), float(self._pulls[self._true])
        return unit * max(pull, true / 2), unit * max(pull, 1 - true / 2)

    def _hub(self) -> float:
        """How far across the middle is of where all strands begin: at the true class's piece."""
        across, (above, below) = self._sheet().across, self._needs(self._unit)
        free, turned = self._free()
        above = max(above, free + turned * self._unit)
        return float(min(max(across / 2, above), max(across - below, above)))

    def _starts(self) -> dict[int, float]:
        """How far across each piece of the strip begins."""
        at = self._hub() - self._first[self._true] * self._unit / 2
        longs = np.cumsum([0.0, *(self.values["q"][self._order] * self._unit)])
        return {k: float(at + long) for k, long in zip(self._order, longs, strict=False)}

    def _stops(self) -> tuple[float, float, float, float, float]:
        """How far along rails begin, strands end and begin, and the strip begins and ends."""
        texts, rails, horn, strip, told, _ = self._blocks()
        felt = float(self.values["felt"])
        end = self._sheet().along - told + felt * (told - self._beside())
        begin = texts + SPACE + RADIUS
        last = begin + rails + RADIUS + SIGN
        last = (1 - felt) * last + felt * min(last, self._felt_long())
        aside = self._aside()
        return begin + aside, last + aside, end - strip - horn, end - strip - aside, end - aside

    def _aside(self) -> float:
        """How far all has come together from both ends, where there are no strands."""
        if not (self._tall or self._wide):
            return 0.0
        free = self._sheet().along - self._blocks()[-1] - CLOSED
        return float(self.values["closed"]) * max(free, 0.0) / 2

    def _felt_long(self) -> float:
        """How long the place is of what logits feel, at last."""
        if self._tall:
            return (6.2 if self._named() else 5.2) * LINE + END
        return (
            (self._named() + SPACE if self._named() else 0.0)
            + sum(self._felt_slots()) * (LARGEST if self._few else self._small)
            + END
        )

    def _felt_slots(self) -> list[float]:
        """Widths of what is told of what a logit feels, at size 1: with how, if there is room."""
        symbol, gap = self._slot("symbol", 1.0), 0.006
        if not self._wide:
            return [symbol + gap, self._wide_felt]
        p, equals = (self.pieces["felt", self._true, kind] for kind in ("p", "equals"))
        signs = [(made.made_width / TYPE.tick) + gap for made in (p, equals)]
        return [symbol + gap, self._wide_q + gap, *signs, self._wide_felt]

    def _railed(self) -> float:
        """How long a rail is."""
        rails = self._blocks()[1]
        if self._tall or self._wide:
            return rails
        begin, _, _, strip, _ = self._stops()
        return float(self.values["closed"]) * (strip - begin - 3 * RADIUS)

    def _u(self, place: FloatArray) -> FloatArray:
        """How far along places of a strand are, from 0 at the strip to 1."""
        _, last, hub, _, _ = self._stops()
        return hub + place * (last - hub)

    def _lanes(self) -> dict[int, float]:
        widths = self._pulls[self._order] * self._unit
        middles = lanes(self._sheet().across, widths, self._lane())
        return dict(zip(self._order, map(float, middles), strict=True))

    def _front(self) -> float:
        return float(self.values["swell"]) * (1 + 2 * SOFT) - SOFT

    def _courses(self) -> dict[int, Course]:
        """The way of each strand, from the strip to the logit."""
        every = np.linspace(0.0, 1.0, PLACES)
        swollen = smooth((self._front() + SOFT - every) / (2 * SOFT))
        order = self._order
        slopes, pulls = self._slopes[order, None], self._pulls[order, None]
        wide = (slopes + (pulls - slopes) * swollen) * self._unit
        first = wide[:, :1]  # by which they begin side by side
        tops = np.cumsum(first, axis=0)
        begins = self._hub() + tops - (first + tops[-1]) / 2
        turn, ends = smooth((every - FLAT) / (1 - 2 * FLAT)), self._lanes()
        u = self._u(every)
        return {
            k: Course.of(u, (1 - turn) * begins[i] + turn * ends[k], wide[i])
            for i, k in enumerate(order)
        }

    # --- Drawing ----------------------------------------------------------------------------------

    def draw(self, zone: Zone) -> None:
        """Strands, the strip, rails, and what is told of them."""
        sheet, courses, stops = self._sheet(), self._courses(), self._stops()
        for k, course in courses.items():
            self._lay(k, sheet, course)
        self._blow(sheet, courses, stops)
        middles = self._lanes()
        for k in self._order:
            self._rail(k, sheet, middles[k], stops)
        self._tell(sheet, stops)
        self._lose(sheet, stops)

    def _lay(self, k: int, sheet: Sheet, course: Course) -> None:
        """A strand: lit, swollen and as it was, from the strip on."""
        opened, swell = float(self.values["opened"]), float(self.values["swell"])
        front = min(max(self._front(), 0.0), opened)
        lit = float(self.values["ran" if k == self._true else "run"])
        ends = {"lit": (0.0, lit), "swollen": (lit, front), "strand": (max(lit, front), opened)}
        for kind, (begin, end) in ends.items():
            ribbon: Ribbon = self.pieces[kind, k]
            ribbon.band.points = course.band(sheet, begin, end)
            ribbon.thread.points = course.band(sheet, begin, end, thread=True)
            ribbon.band.measured = None
            if swell in (0.0, 1.0) and begin < MEASURED < end:
                foot, across = course.at(MEASURED)
                way = np.array(sheet.way(across)) * self._unit
                value = float((self._pulls if swell else self._slopes)[k])
                carry(ribbon.band, "length", origin=sheet.at(*foot), unit=(way[0], way[1]),
                      values=[value], base=0.0)  # fmt: skip
        left, wide = self.pieces["left", k], float(self._pulls[k]) * self._unit
        middle, across = course.at(0.5, wide / 2)
        x, y = sheet.at(*middle)[:2]
        left.put(x, y - CAP * TYPE.formula / 2)
        box = np.array([left.made_width, 1.5 * CAP * TYPE.formula])
        need = float((box[::-1] if self._tall else box) @ np.abs(across))
        left.room = enough(wide, need + 0.25) * float(k in self._told)

    def _blow(self, sheet: Sheet, courses: dict[int, Course], stops: tuple[float, ...]) -> None:
        """The strip's seams and outline, and what leads from its piece to all strands."""
        _, _, hub, strip, end = stops
        starts, true = self._starts(), self._true
        for k in self._others:
            self.pieces["seam", k].points = straight(sheet.at([strip, end], starts[k]))
        low, high = starts[true], starts[true] + float(self.values["q"][true]) * self._unit
        u, w = [strip, end, end, strip, strip], [low, low, high, high, low]
        self._outline.through(sheet.at(u, w))
        half = sum(float(course.wide[0]) for course in courses.values()) / 2
        for i, (near, far) in enumerate(((low, -half), (high, half))):
            line = sheet.at([strip, hub], [near, self._hub() + far])
            self.pieces["horn", i].points = straight(line)

    def _rail(self, k: int, sheet: Sheet, w: float, stops: tuple[float, ...]) -> None:
        """A rail with its bead, and what is told of the logit."""
        texts, rails = self._blocks()[0], self._railed()
        begin, size = stops[0], self._small
        radius = min(RADIUS, 0.4 * self._lane())
        self.pieces["rail", k].points = straight(sheet.at([begin, begin + rails], w))
        low, high = self._span
        z = float(self.values["logits"][k])
        share = (z - low) / (high - low)
        spot = sheet.at(begin + (1 - share if self._tall else share) * rails, w)
        self.pieces["bead", k].put(spot, radius)
        if k == self._pushed:
            self._grip.put(spot, radius + RING)
        if k == self._true:
            self._ring.put(spot, radius + RING)
            self._ring.room = enough(rails, 0.6, 0.6)
        x, y = sheet.at(begin + rails + RADIUS + SIGN / 2 - 0.04, w)[:2]
        for kind in ("before", "after"):
            sign = SIGNED if self._few else TYPE.tick
            self.pieces[kind, k].put(x, y - CAP * sign / 2, size=sign)
        for kind in ("rail", "bead"):
            self.pieces[kind, k].room = enough(rails, 0.6, 0.6)
        symbol, number, name = (self.pieces[kind, k] for kind in ("symbol", "number", "name"))
        half = CAP * size / 2
        number.font_size, number.room = size, float(k in self._told)
        x, y = sheet.at(self._aside(), w)[:2]
        if self._tall:
            if len(name):
                name[0].put(x, y - LINE / 2 - CAP * TYPE.tick / 2)
                y -= LINE
            symbol.put(x, y - LINE / 2 - half, size=size)
            number.align = 0.0
            number.set_value(z, at=(x, y - 1.5 * LINE - half))
        else:
            if len(name):
                name[0].put(x, y - CAP * TYPE.tick / 2, align=-1)
                x += self._named() + SPACE
            symbol.put(x, y - half, align=-1, size=size)
            number.set_value(z, at=(self.zone.left + self._aside() + texts, y - half))
        self._feel(k, sheet, w, stops)
        if k == self._true:
            self._words[0].put(x, y - half - LINE, align=-1)
            high = max(self._lane(), self._pulls[k] * self._unit)
            room = enough(high, 2.5 * LINE + 0.2) * (not self._tall)
            self._words[0].room = room
            self._words[1].room = room

    def _feel(self, k: int, sheet: Sheet, w: float, stops: tuple[float, ...]) -> None:
        """What a logit feels, large, where its rail was: q - p, and what that is."""
        kinds = ("symbol", "q", "p", "equals", "number")
        symbol, q, p, equals, number = (self.pieces["felt", k, kind] for kind in kinds)
        end, told = stops[1] - END, float(k in self._told)
        for text in (q, p, equals, number):
            text.room = told
        if self._tall:
            places = np.array([*self._lanes().values()])
            edge = 2 * min(places[0], sheet.across - places[-1])
            room = min(edge, np.diff(places).min()) - 0.1
            size = min(LARGEST, room / self._wide_felt) if told else self._small
            x, y = sheet.at(end, w)[:2]
            number.align = q.align = 0.0
            for line, number_, value in ((0, number, self._felt[k]), (2, q, self._first[k])):
                number_.font_size = size
                number_.set_value(float(value), at=(x, y + 1.15 * line * LINE))
            p.put(x, y + 1.15 * LINE, size=size)
            equals.room = 0.0
            symbol.put(x, y + 1.15 * (3 if told else 0) * LINE, size=size)
            return
        slots = self._felt_slots()
        begin = self._named() + SPACE if self._named() else 0.0
        size = min(LARGEST, (end - begin) / sum(slots)) if self._few else self._small
        x, y = sheet.at(end, w)[:2]
        y -= CAP * size / 2
        gap = 0.006 * size
        number.font_size = q.font_size = size
        number.set_value(float(self._felt[k]), at=(x, y))
        x -= slots[-1] * size
        if self._wide:
            equals.put(x - gap, y, align=1, size=size)
            x -= slots[3] * size
            p.put(x - gap, y, align=1, size=size)
            x -= slots[2] * size
            q.align = 1.0
            q.set_value(float(self._first[k]), at=(x - gap, y))
            x -= slots[1] * size
        else:
            q.room = p.room = equals.room = 0.0
        symbol.put(x - gap, y, align=1, size=size)
        if k == self._true:
            self._words[1].put(self.zone.left + begin, y - LINE - 0.1, align=-1)

    def _labels(self) -> dict[int, float]:
        """How far across what is told of each piece stands: a place of its own, for good."""
        starts, at = {}, self._hub() - self._first[self._true] * self._unit / 2
        for k in self._order:
            long = float(self._first[k]) * self._unit
            starts[k], at = at + long / 2, at + long
        pitch = LINE
        if self._tall:
            pitch = max(self._slot("label", self._type), self._wide_q * self._type) + 0.2
        places = [starts[k] for k in self._told]
        for i in range(1, len(places)):
            places[i] = max(places[i], places[i - 1] + pitch)
        last = self._sheet().across - pitch / 2
        for i in reversed(range(len(places))):
            places[i] = min(places[i], last)
            last = places[i] - pitch
        return dict(zip(self._told, places, strict=True))

    def _tell(self, sheet: Sheet, stops: tuple[float, ...]) -> None:
        """What is told beside the strip."""
        end, size = stops[4], self._type
        starts, half = self._starts(), CAP * size / 2
        for k, place in self._labels().items():
            middle = starts[k] + float(self.values["q"][k]) * self._unit / 2
            lead = [sheet.at(end + 0.04, middle), sheet.at(end + LEAD - 0.08, place)]
            self.pieces["lead", k].points = straight(np.array(lead))
            label, share = self.pieces["label", k], self.pieces["share", k]
            share.font_size = size
            x, y = sheet.at(end + LEAD, place)[:2]
            if self._tall:
                label.put(x, y - LINE / 2 - half, size=size)
                share.align = 0.0
                share.set_value(float(self.values["q"][k]), at=(x, y - 1.5 * LINE - half))
                continue
            label.put(x, y - half, align=-1, size=size)
            share.align = -1.0
            at = x + self._slot("label", size) + SPACE
            share.set_value(float(self.values["q"][k]), at=(at, y - half))

    def _lose(self, sheet: Sheet, stops: tuple[float, ...]) -> None:
        """The loss, and what goes there and comes from there."""
        size, half = self._type, CAP * self._type / 2
        loss, number = self.pieces["loss", "symbol"], self.pieces["loss", "number"]
        how = self.pieces["loss", "how"]
        symbol, rate = self.pieces["rate", "symbol"], self.pieces["rate", "number"]
        number.font_size = rate.font_size = size
        told, sent = self._read(size)
        if self._tall:
            x, y = sheet.at((stops[3] + stops[4]) / 2, self._starts()[self._true])[:2]
            tip, foot = np.array([x - ARROW + 0.15, y]), np.array([x - 0.12, y])
            left, base = x - ARROW - told, y - half
            side, middle = x - sent, y - LINE - half
            how.put(x - 0.12, middle, align=1, size=size)
        else:
            x, y = sheet.at(stops[4] + LEAD, self._labels()[self._true])[:2]
            rise = self._rise()
            left, base = x, y + rise - half
            x += 0.15
            side, middle = x + 0.25, y + rise / 2 - half
            if not self._wide:
                x = self.zone.right - 0.2
                left = self.zone.right - told
                side, middle = x - sent, y + rise - LINE - 0.1 - half
            tip, foot = np.array([x, y + rise - 0.28]), np.array([x, y + 0.28])
            how.put(*((side, middle) if self._wide else (x - 0.25, middle)),
                    align=-1 if self._wide else 1, size=size)  # fmt: skip
        for way, (end, start) in (("up", (tip, foot)), ("down", (foot, tip))):
            self.pieces["arrow", way].points = _arrow(start, end)
        loss.put(left, base, align=-1, size=size)
        at = left + loss.made_width * size / TYPE.tick + SPACE
        number.set_value(float(self.values["loss"]), at=(at, base))
        symbol.put(side, middle, align=-1, size=size)
        at = side + symbol.made_width * size / TYPE.tick + SPACE
        rate.set_value(self._rate, at=(at, middle))


def _widest(write: Callable[[float], str], values: Any) -> float:
    """Width of the widest of some numbers, at font size 1."""
    return max(number_width(write(float(value)), 1.0) for value in np.ravel(values))


def _formula(math: str, color: str | None = None) -> Formula:
    return Formula(math, font_size=TYPE.tick, color=color or theme().text, display=False)


def _arrow(foot: FloatArray, tip: FloatArray) -> FloatArray:
    """An arrow between two points, shape (2,)."""
    ahead = (tip - foot) / np.linalg.norm(tip - foot)
    aside, neck = np.array([-ahead[1], ahead[0]]), tip - HEAD * ahead
    thin, half = 1.5 * HAIR / 100, HEAD / 2
    side = [(foot, thin), (neck, thin), (neck, half), (tip, 0.0)]
    corners = [at + away * aside for at, away in side]
    corners += [at - away * aside for at, away in reversed(side[:-1])]
    corners.append(corners[0])
    return straight(np.column_stack((corners, np.zeros(len(corners)))))
