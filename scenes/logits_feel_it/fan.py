"""A stack that is squeezed into a strip, and a fan of strands from that back to all logits.

Drawn from values and a zone, as all parts are; only ``LogitsFeelIt`` needs it. Knows nothing of
softmax: how wide strands are is told by the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject

from scenes.logits_feel_it.logits import Knobs, symbol
from scenes.logits_feel_it.plan import BETWEEN, Plan, Sizes, front, half
from scenes.logits_feel_it.sheet import Course, smooth
from scenes.logits_feel_it.stack import MARK, Stack, shade
from scenes.logits_feel_it.told import Told
from stage.layout import Place, Size
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Polyline, segment, straight
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["Fan"]

WIDE = 9.0
"""From that width on a zone has room for the larger type."""

PALE = 0.8
"""Of what is for a nudge, in shares of its colour."""

MEASURED = 0.94
"""Where along a strand it is measured: it goes straight there."""

OUT = 0.65
"""Of a piece's way from the strip to its strand, in which it goes out, and in which across."""

MOST_NAMED = 0.16
"""Of the zone's width, for names."""

LARGER = 1.3
"""How much larger than the least type a product is, at most."""

AIR = 0.2
"""Around a text on a strand."""


class Ribbon(VGroup):
    """A band that is a thread where it has next to no width."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self.thread = Polyline(color=color)
        self.band = VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
        allow("contrast", "a strand that carries nothing is a thread", self.thread)
        self.add(self.thread, self.band)


class Fan(Part):
    """Logits on rails, a stack that they make, a strip that this fills, and strands back from it.

    Parameters
    ----------
    logits, q, loss, whole
        As they are, with the sum that they make; shapes (K,), (K,), () and ().
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
    multiplies
        Whether how wide its strand is at first is told.
    push
        What probabilities, the loss and the sum are on its way: tracks, by which there is room.
    nudge, added, taken
        A nudge; what it adds to the sum, and what it takes from the piece of the true class.
    span
        The lowest and the highest logit.
    names
        Of the classes; empty where they have none.
    write_logit, write_q, write_loss, write_whole, write_rate, write_slope, write_gradient
        How these are written; the sum is not if there is no way.

    Values
    ------
    logits, q, loss, whole
        As above.
    swell
        How far what comes from the loss has come along the strands, from 0 to 1.
    stacked
        How far the stack is out of the strip, where no strands are yet, from 0 to 1.
    stretched
        How far what a nudge adds and takes has been stretched to what it is per unit.
    sliced
        How far what is taken has then come from the strip to its strand.
    felt
        How far rails have made room for what logits feel, from 0 to 1.
    opened
        How far each class's strand reaches, from the strip at 0 to the logit at 1; shape (K,).
    slid, run
        How far the pieces of the wrong classes have come from the strip to their strands, and
        along these.
    lifted, ran
        How far a copy of them has come from there to the strand of the true class, and along it.

    Pieces: ("rail", k), ("bead", k), grip, ring, ("name", k), ("symbol", k), ("number", k), true;
    ("felt", k, "symbol" | "q" | "p" | "equals" | "number" | "word"); the signs, ("before", k) and
    ("after", k); ("strand", k), ("swollen", k), ("lit", k), ("left", k) and product on it, and
    ("slope", k) beside it; ("measure", i), of all; ("horn", i);
    ("term", k), ("power", k), ("squeeze", k), more, lost,
    tenfold and slice, fraction and portion on these, plus, less, ("divided", i) below these,
    ("sum", "symbol" | "number");
    ("part", k), ("seam", k), outline, ("cut", k), ("copy", k); ("lead", k),
    ("label", k), ("share", k); ("arrow", "up" | "down"), ("loss", "symbol" | "number" | "how"),
    ("rate", "symbol" | "number").
    """

    scaled = (("x", "q"),)
    numbers = ("logits", "q", "loss", "whole", "swell")
    looks = ("stacked", "stretched", "sliced", "felt", "opened", "slid", "run", "lifted", "ran")
    later = (
        "grip",
        "slice",
        "tenfold",
        "fraction",
        "portion",
        "plus",
        "less",
        "divided",
        "measure",
        "felt",
        "left",
        "slope",
        "product",
        "before",
        "after",
        "horn",
        "cut",
        "copy",
        "rate",
    )
    base = 0.0

    def __init__(
        self,
        name: str,
        logits: FloatArray,
        q: FloatArray,
        loss: float,
        whole: float,
        *,
        slopes: FloatArray,
        pulls: FloatArray,
        rate: float,
        gradient: FloatArray,
        order: Sequence[int],
        told: Sequence[int],
        pushed: int,
        multiplies: bool,
        push: tuple[FloatArray, FloatArray, FloatArray],
        nudge: float,
        added: float,
        taken: float,
        span: tuple[float, float],
        names: Sequence[str],
        write_logit: Callable[[float], str],
        write_q: Callable[[float], str],
        write_loss: Callable[[float], str],
        write_whole: Callable[[float], str] | None,
        write_rate: Callable[[float], str],
        write_slope: Callable[[float], str],
        write_gradient: Callable[[float], str],
    ) -> None:
        super().__init__(
            name, logits=logits, q=q, loss=loss, whole=whole, swell=0.0, stacked=0.0,
            stretched=0.0, sliced=0.0, felt=0.0, opened=np.zeros(len(q)), slid=0.0, run=0.0,
            lifted=0.0, ran=0.0,
        )  # fmt: skip
        self._order, self._true, self._others = list(order), order[0], list(order[1:])
        self._told, self._names = set(told), names
        self._slopes, self._pulls, self._unit = slopes, pulls, 1.0
        self._pushed, self._multiplies, self._taken = pushed, multiplies, taken
        self._first = np.array(q), float(whole)
        self._added = added / whole
        self._stack = Stack(
            self, order=order, told=told, pushed=pushed, nudge=nudge, added=added, taken=taken,
            write=write_whole, write_taken=write_slope,
        )  # fmt: skip
        self._own_figures()
        for k in (order[0], pushed):
            self.own("slope", k, of=Number(float(slopes[k]), write_slope))
        written = (
            write(float(value)).lstrip("+")
            for write, value in (
                (write_slope, slopes[pushed]), (write_rate, -rate), (write_gradient, pulls[pushed])
            )
        )  # fmt: skip
        product = Words("−{} · (−{}) = +{}".format(*written), font_size=TYPE.least)
        thick = '"thickness" = |partial{}\\/partial z|'
        first = symbol(thick.format(f" {{{{q_{order[0] + 1}:q}}}}"))
        then = Formula(thick.format('"loss"'), font_size=TYPE.least, display=False)
        self._measures = [self.own("measure", i, of=of) for i, of in enumerate((first, then))]
        self._on_strand = {order[0]: then, pushed: self.own("product", of=product)}
        for text in self._on_strand.values():
            allow("overlap", "it says how wide its strand is", text)
        self._knobs = Knobs(
            self, order=order, told=told, pushed=pushed, span=span, q=np.array(q), felt=gradient,
            write_logit=write_logit, write_q=write_q, write_felt=write_gradient,
        )  # fmt: skip
        self._aside = Told(
            self, order=order, told=told, rate=rate,
            write_q=write_q, write_loss=write_loss, write_rate=write_rate,
        )  # fmt: skip
        self._wide = {
            "logit": _widest(write_logit, (*span, *logits)),
            "q": _widest(write_q, push[0]),
            "felt": _widest(write_gradient, gradient),
            "loss": _widest(write_loss, push[1]) + self._made("loss", "symbol"),
            "longest": float(push[2].max()) / whole,
            "rate": _widest(write_rate, [rate]) + self._made("rate", "symbol"),
            "symbol": max(self._made("symbol", k) for k in order),
            "label": max(self._made("label", k) for k in told),
        }
        self._signs = [self._made("felt", self._true, kind) for kind in ("p", "equals")]
        self._sizes = self._measure("wide", ())

    def _own_figures(self) -> None:
        t, true = theme(), self._true
        bright = {k: t.p if k == true else t.q for k in self._order}
        for i in range(2):
            horn = self.own("horn", i, of=segment(color=t.muted))
            allow("contrast", "it leads from a piece of the strip to its strands", horn)
        for kind in ("strand", "swollen", "lit"):
            for k in self._order:
                shades = {"strand": shade(t.text, PALE), "swollen": shade(bright[k])}
                ribbon = self.own(kind, k, of=Ribbon(shades.get(kind, bright[k])))
                allow("jump", "it is lit when and as fast as its piece comes by", ribbon)
        for k in self._order:
            self.own("part", k, of=Bar(t.q if k == true else shade(t.q)))
        for k in self._others:
            seam = self.own("seam", k, of=segment(color=t.background))
            allow("contrast", "it parts two pieces of the strip", seam)
        self._stack.own_slice()
        self._outline = self.own("outline", of=Polyline(color=t.target, width=2.5 * HAIR))
        for kind in ("cut", "copy"):
            for k in self._others:
                bar = self.own(kind, k, of=Bar(t.q))
                bar.set_stroke(t.background, width=HAIR)
                allow("contrast", "it is on its strand, which is as wide", bar)
        figure = list(self.pieces.values())
        allow("contrast", "strands and pieces lie side by side, and on each other", *figure)
        for rule in ("overlap", "contrast"):
            allow(rule, "it marks a piece of the strip", self._outline)
        for k in self._order:
            width = f"q_{k + 1} - 1" if k == true else f"q_{k + 1}"
            left = Formula(width, color=t.background, display=False)
            allow("overlap", "it says how wide its strand is", self.own("left", k, of=left))

    def _made(self, *key: str | int) -> float:
        """Width of a symbol at font size 1."""
        return float(self.pieces[key].made_width / TYPE.tick)

    def _measure(self, shape: str, names: Sequence[str]) -> Sizes:
        order = self._order
        return Sizes(
            shape=shape, shares=self.values["q"][order], slopes=self._slopes[order],
            pulls=self._pulls[order], signs=(self._signs[0], self._signs[1]),
            told=tuple(i for i, k in enumerate(order) if k in self._told),
            name=self._knobs.call(names), **self._wide,
        )  # fmt: skip

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names stand before the logits, if there is room; classes have numbers anyhow."""
        is_tall = all(zone.height > 1.1 * zone.width for zone in zones)
        width = min(zone.width for zone in zones)
        shape = "tall" if is_tall else "wide" if width > WIDE else "square"
        names = () if by_number else self._names
        self._sizes = self._measure(shape, names)
        most = width / len(self._order) - 0.1 if is_tall else MOST_NAMED * width
        return self._sizes.name <= most

    def settle(self, places: Sequence[Place]) -> None:
        """How wide a strand of 1 is: the same wherever it is."""
        self._unit = min(self._sizes.unit(place.zone) for place in places)

    def least(self, room: Size) -> Size:
        """Lanes, and strands that can be seen."""
        along = self._sizes.around + 1.2
        across = (self._sizes.lane + BETWEEN) * len(self._order)
        return Size(across, along) if self._sizes.is_tall else Size(along, across)

    def span(self, axis: str) -> float:
        """As many units as there is room for."""
        return (self.zone.width if axis == "x" else self.zone.height) / self._unit

    def scale_of(self, axis: str) -> str:
        """Probabilities."""
        return "probability"

    def plan(self) -> Plan:
        """Where everything is, now."""
        stacked, felt = (float(self.values[look]) for look in ("stacked", "felt"))
        q, (first, whole) = self.values["q"][self._order], self._first
        # While there is a stack, only the pushed logit moves.
        more = float(self.values["whole"]) / whole - 1
        terms = first[self._order] + more * np.equal(self._order, self._pushed)
        return Plan(self._sizes, self.zone, self._unit, stacked, felt, q, terms)

    def figure(self, *key: Any) -> Pose:
        """A piece of the stack or the strip; or on its way to a strand, and along it."""
        kind, plan, unit = key[0], self.plan(), self._unit
        sheet, color = plan.sheet, theme().q
        if kind in ("lost", "slice"):
            return self._lose(plan, kind)
        k = self._pushed if kind in ("more", "tenfold") else key[1]
        place, value = self._order.index(k), float(self.values["q"][k])
        shaded = color if k == self._true else shade(color)
        if kind in ("term", "more", "tenfold"):
            return self._pile(plan, place, kind, shaded)
        u, thick = (plan.strip + plan.end) / 2, plan.end - plan.strip
        start = np.array([u, plan.starts(plan.q)[place]])
        if kind == "part":
            foot = sheet.at(*start)
            return Pose((foot[0], foot[1]), sheet.angle, value, unit, thick, shaded)
        slid, lifted = (float(self.values[look]) for look in ("slid", "lifted"))
        courses = plan.courses(float(self.values["swell"]))
        goal, across = courses[place].at(float(self.values["run"]) if kind == "cut" else 0.0)
        if kind == "copy":
            before = float(self._sizes.pulls[1:place].sum()) * unit
            end, across = courses[0].at(float(self.values["ran"]), before)
            goal = (1 - lifted) * goal + lifted * end
        # Out of the strip, then across, past the true class's piece.
        out = smooth(np.array([slid / OUT, (slid - 1 + OUT) / OUT]))
        foot = sheet.at(*((1 - out) * start + out * goal))
        angle = float(np.rad2deg(np.arctan2(*sheet.way(across)[::-1])))
        thick = float((1 - out[0]) * thick + out[0] * MARK)
        return Pose((foot[0], foot[1]), angle, value, unit, thick, color)

    def _pile(self, plan: Plan, place: int, kind: str, color: str) -> Pose:
        """A piece of the stack; or what is added to the pushed one, now or by a nudge."""
        (begin, end), ends, unit = plan.stack, plan.piled, plan.pile[1]
        value, start = float(plan.terms[place]), float(ends[place])
        if kind != "term":
            first, color = float(self._first[0][self._pushed]), shade(theme().text, PALE)
            more, share = max(value - first, 0.0), float(self.values["stretched"])
            if kind == "tenfold":  # by a nudge, or what that is per unit: all that there is
                more = (1 - share) * self._added + share * first
                first *= 1 - share
            value, start = more, start + first * unit
        foot = plan.sheet.at((begin + end) / 2, start)
        most = max(plan.brim - start, 0.0)
        return Pose((foot[0], foot[1]), plan.sheet.angle, value, unit, end - begin, color, most)

    def _lose(self, plan: Plan, kind: str) -> Pose:
        """Beside the strip, what its true piece has lost; or that on its way to its strand."""
        first, q = float(self._first[0][self._true]), float(plan.q[0])
        begin, thick = float(plan.starts(plan.q)[0]), MARK
        start = np.array([plan.strip - MARK / 2, begin + q * self._unit])
        value = max(first - q, 0.0)
        if kind == "slice":
            slope = float(self._slopes[self._pushed])
            share, way = (float(self.values[look]) for look in ("stretched", "sliced"))
            on = np.array([(plan.strip + plan.end) / 2, begin + (first - slope) * self._unit])
            goal, _ = plan.courses(0.0)[self._order.index(self._pushed)].at(0.0)
            start[1] = begin + (first - self._taken) * self._unit
            start = (1 - way) * ((1 - share) * start + share * on) + way * goal
            value = (1 - share) * self._taken + share * slope
            thick += (share - way) * (plan.end - plan.strip - MARK)
        foot, color = plan.sheet.at(*start), shade(theme().text, PALE)
        return Pose((foot[0], foot[1]), plan.sheet.angle, value, self._unit, thick, color)

    # --- Drawing ----------------------------------------------------------------------------------

    def draw(self, zone: Zone) -> None:
        """Strands, the strip, rails, and what is told of them."""
        plan = self.plan()
        courses = plan.courses(float(self.values["swell"]))
        for k, course in zip(self._order, courses, strict=True):
            self._lay(plan, k, course)
            self._call(plan, k, course)
        self._cut(plan, sum(float(course.wide[0]) for course in courses) / 2)
        self._stack.draw(plan, self._first[0], float(self.values["whole"]))
        self._stack.tell(plan, *(self.figure(kind) for kind in ("tenfold", "slice", "more")))
        self._define(plan)
        self._knobs.draw(plan, self.values["logits"])
        self._aside.draw(plan, self.values["q"], float(self.values["loss"]))

    def _lay(self, plan: Plan, k: int, course: Course) -> None:
        """A strand: lit, swollen and as it was, from the strip on."""
        opened, swell = float(self.values["opened"][k]), float(self.values["swell"])
        swollen = min(max(front(swell), 0.0), opened)
        lit = float(self.values["ran" if k == self._true else "run"])
        ends = {
            "lit": (0.0, lit),
            "swollen": (lit, swollen),
            "strand": (max(lit, swollen), opened),
        }
        for kind, (begin, end) in ends.items():
            ribbon: Any = self.pieces[kind, k]
            ribbon.band.points = course.band(plan.sheet, begin, end)
            ribbon.thread.points = course.band(plan.sheet, begin, end, thread=True)
            metadata(ribbon.band).measured = None
            if swell in (0.0, 1.0) and begin < MEASURED < end:
                foot, across = course.at(MEASURED)
                x, y = plan.sheet.way(across)
                value = float((self._pulls if swell else self._slopes)[k])
                carry(ribbon.band, "length", origin=plan.sheet.at(*foot),
                      unit=(x * self._unit, y * self._unit), values=[value],
                      base=0.0)  # fmt: skip

    def _call(self, plan: Plan, k: int, course: Course) -> None:
        """How wide it is, as a symbol, in its middle, if that is on it."""
        left: Any = self.pieces["left", k]
        wide = float(self._pulls[k]) * self._unit
        x, y, room = self._on(plan, course, 0.5, wide, left.made_width, TYPE.formula)
        left.put(x, y)
        metadata(left).visibility = room * float(k in self._told)
        if ("slope", k) in self.pieces:
            self._weigh(plan, k)
        if k in self._on_strand:
            text: Any = self._on_strand[k]
            long = text.made_width
            free = (wide if self._sizes.is_tall else plan.first - plan.last) - AIR
            size = TYPE.least * min(max(free / long, 1.0), LARGER)
            x, y, room = self._on(plan, course, 0.5, wide, long * size / TYPE.least, size)
            text.put(x, y, size=size)
            metadata(text).visibility = min(room, visibility(free, long - 1e-6))
            metadata(text).visibility *= float(self._multiplies or k == self._true)

    def _define(self, plan: Plan) -> None:
        """What the width of all strands is, where that of the true class is not yet."""
        text, free = self._measures[0], plan.first - plan.last
        size = min(self._sizes.type, TYPE.tick * (free - AIR) / text.made_width)
        x, y = plan.sheet.at(plan.last, float(plan.lanes[0]))[:2]
        text.put(float(x), float(y) - half(size), align=-1, size=size)
        metadata(text).visibility = float(size >= TYPE.tick and not self._sizes.is_tall)

    def _on(
        self, plan: Plan, course: Course, place: float, wide: float, long: float, size: float
    ) -> tuple[float, float, float]:
        """Where a text on a strand stands, by the middle of its baseline, and its room there."""
        middle, across = course.at(place, wide / 2)
        x, y = plan.sheet.at(*middle)[:2]
        box = np.array([long, 1.5 * CAP * size])
        need = float((box[::-1] if self._sizes.is_tall else box) @ np.abs(across))
        return float(x), float(y) - half(size), visibility(wide, need + AIR / 2)

    def _weigh(self, plan: Plan, k: int) -> None:
        """How wide a strand is at first, on the side from which it turns."""
        number, place = self.pieces["slope", k], self._order.index(k)
        number.font_size = self._sizes.type
        wide = float(self._slopes[k]) * self._unit
        lane = float(plan.lanes[place])
        after = plan.hub < lane
        if place == (len(self._order) - 1 if after else 0):
            near = (plan.sheet.across - lane if after else lane) - wide / 2
        else:
            next_ = place + 1 if after else place - 1
            near = abs(float(plan.lanes[next_]) - lane)
            near -= (wide + float(self._sizes.slopes[next_]) * self._unit) / 2
        long, high = number_width(number.text, number.font_size), CAP * number.font_size
        size = long if self._sizes.is_tall else high
        w = lane + (1 if after else -1) * (wide / 2 + AIR / 2 + size / 2)
        along = 0.3 * long if self._sizes.is_tall else long / 2
        x, y = plan.sheet.at(plan.last + along, w)[:2]
        number.set_value(float(self._slopes[k]), at=(float(x), float(y) - high / 2))
        metadata(number).visibility = visibility(near, size + 2 * AIR) * self._multiplies

    def _cut(self, plan: Plan, wide: float) -> None:
        """The strip's seams and outline, and what leads from its piece to all strands."""
        sheet, strip, end = plan.sheet, plan.strip, plan.end
        starts = plan.starts(plan.q)
        for k, start in zip(self._others, starts[1:], strict=True):
            self.pieces["seam", k].points = straight(sheet.at([strip, end], start))
        low, high = float(starts[0]), float(starts[0] + plan.q[0] * self._unit)
        around = [strip, end, end, strip, strip], [low, low, high, high, low]
        self._outline.through(sheet.at(*around))
        for i, (near, far) in enumerate(((low, -wide), (high, wide))):
            line = sheet.at([strip, plan.first], [near, plan.hub + far])
            self.pieces["horn", i].points = straight(line)


def _widest(write: Callable[[float], str], values: Any) -> float:
    """Width of the widest of some numbers, at font size 1."""
    return max(number_width(write(float(value)), 1.0) for value in np.ravel(values))
