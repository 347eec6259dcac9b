"""The rope that pulls the beads on rails: one way the true one, the other way all others.

From the true bead it goes to the right, over two wheels and back to the left, and parts into one
strand for each other bead. It is as thick as it pulls, everywhere. At first one more strand comes
back to the true bead: a loop, which pulls it both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from manim import VMobject

from scenes.pulley_forces.strand import Strand, Wheel, dark
from scenes.pulley_forces.way import Leg, Way
from stage.digits import writer
from stage.layout import Margin, Size
from stage.mobjects.declared import adds_up, allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, HEAD, Polyline, flat, segment, straight
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.part import Bar, Part, Pose
from stage.parts.rails import Rails
from stage.theme import TYPE, Zone, theme

__all__ = ["Rope", "around"]

THICKEST = 0.8
"""Of a rope that pulls with 1, in manim units, at most."""

OF_PITCH, OF_WIDTH = 0.68, 0.08
"""The same in shares of the distance between two rails, and of the zone's width."""

ROOM = 0.23
"""Between a wheel's middle and the thickest rope, and between that and a strand that turns."""

LINE = 0.62
"""Height of the line above the rope, for the sum of the pulls."""

NEXT = 0.5
"""Height of one above that, for the loss where it has no room beside the sum."""

SHORT, LONG, WIDE = 1.1, 2.2, 9.0
"""From the middle of a bead to where its strand turns, at least: in a narrow and a wide zone."""

CUT = 0.16
"""Thickness of the mark that rides along a strand."""

GAP, CLOSE = 0.1, 0.06
"""Between a bead and its strand: room for the ring round it; and where there is none."""

SMALL, LARGE = 0.75, 0.36
"""Size of the head of a pull of 0, in shares of a head; and of one of 1, at most, and in shares of
the distance between two rails.
"""

AWAY = 0.16
"""Between a bead and the head of the arrow that is its pull."""

SIGN = 0.0125
"""Between two terms of the sum, at font size 1."""

BELOW = 0.5
"""Height of what stands below the rails."""

LIFT = 0.14
"""Between a strand and its number."""

HALF = 0.09
"""Where a text rests, it is there from half of its room on: so much more it needs."""

SPACE = 0.12
"""Between a symbol and its number, and a word and the leftmost bead."""

TRUE = 0.4
"""From below the middle of a wheel to a word beside it."""

BEYOND = 0.03
"""How far the line at the seam goes beyond the rope, on both sides."""

CUT_OFF = 0.05
"""A strand that is not thicker than that is not parted from its neighbour by a line."""


OWN = -1
"""The key of the strand that comes back to the true bead."""


def thickness(zone: Zone, count: int) -> float:
    """Of a rope that pulls with 1, among so many rails."""
    free = zone.height - BELOW - lines(zone) - 2 * ROOM
    pitch = free / (count - 0.5 + 1.5 * OF_PITCH)
    return min(THICKEST, OF_PITCH * pitch, OF_WIDTH * zone.width)


def around(zone: Zone, count: int) -> Margin:
    """What the rope needs around the rails, and so what they keep clear."""
    thick = thickness(zone, count)
    side = ends(zone) + thick + ROOM
    over = lines(zone) + 1.5 * thick + 2 * ROOM  # from the first rail
    pitch = (zone.height - BELOW - over) / (count - 0.5)
    return Margin(side + thick / 2, side, 0.0, max(0.0, over - pitch / 2))


def lines(zone: Zone) -> float:
    """Height of what stands above the rope."""
    return LINE if zone.width > WIDE else LINE + NEXT


def ends(zone: Zone) -> float:
    """From the middle of a bead to where its strand turns, at least."""
    return LONG if zone.width > WIDE else SHORT


class Sum(NamedTuple):
    """A sum above the seam: its terms, by strand, or a formula for them, and their total."""

    terms: Sequence[tuple[int, Words | None, Number]]
    sign: Words
    total: Number
    whole: Formula | None


class Rope(Part):
    """What pulls the beads of ``rails``: as thick as it pulls.

    The true bead's end is in the colour of the truth, the strands in that of the prediction; where
    they meet they are equally thick. With its loop the rope pulls with 1; without it the true bead
    is pulled by the sum of the others.

    Parameters
    ----------
    rails
        What the beads are on, which keep clear what is ``around`` them.
    pulls
        How hard each bead is pulled, shape (K,): that of the true one is the sum of the others.
    target
        The true class.
    rows
        On which rail each class is.
    write
        How pulls are written.
    whole
        Formulas that are told for the pulls of all strands together, with the loop and without it;
        each is told without.
    about
        Whether they do not add up as they are written.
    loop
        Whether the loop is there.
    losses
        What is told above its right end, first and where it rests later.
    write_loss
        How that is written.

    Values
    ------
    pulls
        As above.
    loss
        As above; a number.
    tug
        How far the heads of the arrows have come from their beads, from 0 to 1; shape (K,).
    ride
        How far the cuts have come from the beads to the seam, from 0 to 1.
    loop
        How much of the loop is there, from 0 to 1.

    Pieces, where k is -1 for the strand of the loop: ("wheel", i), ("lit", k), from the bead to
    the cut, and ("strand", k), from there on; ("part", k) between two strands; of the loop, where
    it is to be taken out, ("loop",) in the true bead's end, and ("loop", -1) on its strand; seam,
    ("head", k), ("cut", k), ("symbol", k), ("pull", k), given (what the rope pulls with its loop),
    true (a word before that one's rail), ("loss", "symbol" | "number"), and of the sums with the
    loop and without it ("full" | "sum", "term" | "plus", k) and
    ("full" | "sum", "sign" | "total" | "whole").
    """

    scaled = (("x", "pulls"),)
    numbers = ("pulls", "ride", "loop", "loss")
    looks = ("tug",)
    later = ("cut", "sum", "full", "loop", "given", "true", "loss")
    fading = ("symbol", "pull")
    base = 0.0

    def __init__(
        self,
        name: str,
        rails: Rails,
        pulls: FloatArray,
        *,
        target: int,
        rows: FloatArray,
        write: Callable[[float], str],
        whole: tuple[str, str] | None = None,
        about: bool = False,
        loop: bool = False,
        losses: FloatArray,
        write_loss: Callable[[float], str],
    ) -> None:
        super().__init__(name, pulls=pulls, ride=0.0, tug=np.ones(len(pulls) + 1),
                         loop=float(loop), loss=float(losses[0]))  # fmt: skip
        self.sources, self._rails, self._target = (rails,), rails, target
        self._others = [int(k) for k in np.argsort(rows) if k != target]
        self._strands = [OWN, *self._others]
        every = [*self._strands, target]
        bright = {k: theme().p if k == target else theme().q for k in every}
        for kind, shade in (("strand", dark), ("lit", str)):
            for k in every:
                strand = self.own(kind, k, of=Strand(shade(bright[k])))
                allow("jump", "it is lit when and as fast as the cut comes by", strand)
        own = VMobject(stroke_width=0, fill_color=dark(theme().p), fill_opacity=1)
        self.own("loop", of=own)
        self._back = self.own("loop", OWN, of=Strand(dark(theme().q)))
        for k in self._others:
            part = self.own("part", k, of=Polyline(color=theme().background, width=0.75 * HAIR))
            allow("contrast", "it parts two strands", part)
            allow("pop", "it is gone with what it parts: a strand becomes a thread", part)
        self._seam = self.own("seam", of=segment(color=theme().text, width=2.5 * HAIR))
        self._wheels = [self.own("wheel", i, of=Wheel()) for i in range(2)]  # before the rope
        figure = [of for (kind, *_), of in self.pieces.items()]
        allow("contrast", "strands lie side by side, and on wheels", *figure)
        for k in every:
            cut = self.own("cut", k, of=Bar(theme().text))
            head = VMobject(stroke_width=0, fill_color=theme().text, fill_opacity=1)
            self.own("head", k, of=head)
            for mark in (cut, head):
                allow("contrast", "it is on its strand", mark)
        gone = [self.pieces[kind, OWN] for kind in ("strand", "lit", "head", "loop")]
        for of in [*gone, self.pieces["loop",]]:
            for mark in of.get_family():
                allow("pop", "when it is taken out it is no more than a thread", mark)
        for k in every:
            symbol = f"{{{{q_{target + 1 if k == OWN else k + 1}:q}}}} ="
            if k == target:
                symbol = f"1 - {symbol}"
            made = Formula(symbol, font_size=TYPE.tick, color=bright[k], colors={"q": theme().q},
                           display=False)  # fmt: skip
            self.own("symbol", k, of=made)
            number = Number(0.0, write, font_size=TYPE.tick, color=bright[k], align=-1)
            self.own("pull", k, of=number)
        given = Formula(f"p_{target + 1} = 1", font_size=TYPE.tick, color=bright[target],
                        display=False)  # fmt: skip
        self._given = self.own("given", of=given)
        self._true = self.own("true", of=Words("true", font_size=TYPE.tick, color=theme().target))
        self._about = about
        self._sums = {
            "full": self._own_sum("full", self._strands, whole[0] if whole else None, write),
            "sum": self._own_sum("sum", self._others, whole[1] if whole else None, write),
        }
        made = Formula('"loss" =', font_size=TYPE.formula, display=False)
        self._loss_symbol = self.own("loss", "symbol", of=made)
        number = Number(0.0, write_loss, font_size=TYPE.formula, align=-1)
        self._loss_number = self.own("loss", "number", of=number)
        self._widest = max(number_width(write_loss(float(loss)), 1.0) for loss in losses)

    def _own_sum(
        self, kind: str, terms: Sequence[int], whole: str | None, write: Callable[[float], str]
    ) -> Sum:
        """What is told above the seam: the strands on the left, and what they are on the right."""
        q, p = theme().q, theme().p
        made: list[tuple[int, Words | None, Number]] = []
        for k in [] if whole else terms:
            plus = Words("+", font_size=TYPE.formula, color=q) if made else None
            if plus is not None:
                self.own(kind, "plus", k, of=plus)
            number = Number(0.0, write, font_size=TYPE.formula, color=q, align=-1)
            made.append((k, plus, self.own(kind, "term", k, of=number)))
        sign = self.own(kind, "sign", of=Words("≈" if self._about else "=", font_size=TYPE.formula))
        write_total = writer("exact") if kind == "full" else write
        total = Number(0.0, write_total, font_size=TYPE.formula, color=p, align=-1)
        self.own(kind, "total", of=total)
        if whole:
            formula = Formula(whole, font_size=TYPE.formula, color=q, display=False)
            return Sum(made, sign, total, self.own(kind, "whole", of=formula))
        if not self._about:
            adds_up(total, *(number for _, _, number in made))
        return Sum(made, sign, total, None)

    # --- What is asked of a part ------------------------------------------------------------------

    def least(self, room: Size) -> Size:
        """As the rails."""
        return self._rails.least(room)

    def margin(self, zone: Zone) -> Margin:
        """As the rails, which keep clear what it needs."""
        return self._rails.margin(zone)

    def span(self, axis: str) -> float:
        """As many pulls of 1 as would lie side by side."""
        return self.inner().width / thickness(self.zone, len(self._others) + 1)

    def ways(self) -> dict[int, Way]:
        """From the true bead to the seam, and from there to the other beads, by class."""
        rails, zone = self._rails, self.zone
        thick, (x, y, _) = self.unit("x"), rails.spot(self._target)
        wheel = thick / 2 + ROOM
        inner = self.inner()
        right, left = inner.right + ends(zone), zone.left + thick / 2
        top = float(y) + 2 * wheel
        seam = (right + left + wheel) / 2
        east, _north, west, south = (turn * np.pi / 2 for turn in range(4))
        quarter = wheel * np.pi / 2
        found = {
            self._target: Way([
                Leg((float(x), float(y)), east, right - float(x)),
                Leg((right, float(y)), east, 2 * quarter, wheel),
                Leg((right, top), west, right - seam),
            ])
        }  # fmt: skip
        aside = self._pull(self._target) * thick / 2
        for k in self._strands:
            half = self._pull(k) * thick / 2
            aside -= half
            bead = rails.spot(self._target if k == OWN else k)
            down = top - wheel - float(bead[1]) - wheel
            found[k] = Way([
                Leg((seam, top), west, seam - left - wheel, left=aside),
                Leg((left + wheel, top), west, quarter, wheel, left=aside),
                Leg((left, top - wheel), south, down, left=aside),
                Leg((left + aside, float(bead[1]) + wheel), south, quarter, wheel),
                Leg((left + aside + wheel, float(bead[1])), east,
                    float(bead[0]) - left - aside - wheel),
            ])  # fmt: skip
            aside -= half
        return found

    def _pull(self, k: int) -> float:
        """Of a strand; that of the true bead's end, with as much of the loop as is there."""
        pulls, loop = self.values["pulls"], float(self.values["loop"])
        own = loop * (1 - float(pulls[self._target]))
        if k == OWN:
            return own
        return float(pulls[k]) + own * (k == self._target)

    def figure(self, *key: Any) -> Pose:
        """The cut of strand k: across it, as long as it is thick."""
        _, k = key
        ways, value, thick = self.ways(), self._pull(k), self.unit("x")
        way, far, bead = ways[k], self._front(k, ways), self._around(k)
        far = max(far, bead) if k == self._target else min(far, way.length - bead)
        foot = way.at(far, -value * thick / 2)
        angle = float(np.rad2deg(way.heading(far)) + 90)
        return Pose((float(foot[0]), float(foot[1])), angle, value, thick, CUT, theme().text)

    def draw(self, zone: Zone) -> None:
        """Strands along their ways, and what is told of them."""
        ways, thick = self.ways(), self.unit("x")
        for k in ways:
            wide = self._pull(k) * thick
            self._lay(k, ways, wide)
            self._tell(k, wide)
        self._part(ways, thick)
        self._loop(ways, thick)
        if not self._has_loop():
            self._take_out()
        self._roll(ways, thick)
        for made in self._sums.values():
            y = self._add_up(made, ways, thick)
        self._tell_loss(zone, y)
        end = self.inner().left - self._rails.radius - SPACE
        free = end - (zone.left + thick + ROOM + TRUE)  # from where the wheel is well above
        y = float(self._rails.spot(self._target)[1]) - CAP * TYPE.tick / 2
        self._true.put(end, y, align=1)
        metadata(self._true).visibility = visibility(free, self._true.made_width + HALF)

    def _has_loop(self) -> bool:
        return float(self.values["loop"]) > 0

    def _take_out(self) -> None:
        """Of the loop no thread is left."""
        strands = [self.pieces[kind, OWN] for kind in ("strand", "lit", "loop")]
        for piece in [*strands, self.pieces["head", OWN], self.pieces["cut", OWN]]:
            for of in piece.get_family():
                of.points, metadata(of).measured = np.zeros((0, 3)), None

    def _lay(self, k: int, ways: dict[int, Way], wide: float) -> None:
        """A strand: lit from its bead to its cut, and from there on not yet."""
        way, is_true = ways[k], k == self._target
        around, front = self._around(k), self._front(k, ways)
        lit, unlit = self.pieces["lit", k], self.pieces["strand", k]
        first, last = (lit, unlit) if is_true else (unlit, lit)
        first.lay(way, wide, 0.0, front, around, is_true)
        last.lay(way, wide, front, way.length, around, is_true)
        # Measured across, where it is straight, on its last or its first leg.
        leg = way.legs[0 if is_true else -1]
        there = leg.length * (0.75 if is_true else 0.15)
        at = there if is_true else way.length - leg.length + there
        measured = first if at < front else last
        for strand in (lit, unlit):
            metadata(strand.band).measured = None
        carry(measured.band, "length", origin=flat(leg.at(np.array(there), -wide / 2)),
              unit=(0.0, self.unit("x")), values=[self._pull(k)])  # fmt: skip
        large = LARGE * min(1.0, self._rails.pitch)
        size = HEAD
        if self.zone.width > WIDE:
            size = SMALL * HEAD
            size += max(0.0, large - size) * self._pull(k)
        away = float(self.values["tug"][k]) * (self._rails.radius + AWAY)
        tip = away + size
        if not is_true:
            away, tip = way.length - away, way.length - tip
        corners = [way.at(tip), way.at(away, size / 2), way.at(away, -size / 2), way.at(tip)]
        self.pieces["head", k].points = straight(flat(np.array(corners)))

    def _around(self, k: int) -> float:
        """From the middle of bead k to its strand: there is room for a ring if there is one."""
        ring = 1.0 if k == self._target else self._rails.seen(("grip", k))
        return self._rails.radius + CLOSE + ring * (GAP - CLOSE)

    def _front(self, k: int, ways: dict[int, Way]) -> float:
        """How far along its way strand k is lit; those that go side by side are level."""
        share = 1 - float(self.values["ride"])
        if k == self._target:
            return ways[k].length * (1 - share)
        longest = max(ways[j].length for j in self._others)
        return min(share * longest, ways[k].length)

    def _tell(self, k: int, wide: float) -> None:
        """How hard it pulls, where it begins to turn, unless a bead's number could come there."""
        number, symbol, inner = self.pieces["pull", k], self.pieces["symbol", k], self.inner()
        is_own, is_true = k == OWN, k == self._target
        y = float(self._rails.spot(self._target if is_own else k)[1])
        # Where the loop goes it is told what the true bead's end pulls without it.
        pull = 1 - float(self.values["pulls"][self._target]) if is_own else self.values["pulls"][k]
        number.set_value(float(pull))
        wide_number = number_width(number.text.lstrip("<>"), TYPE.tick)
        named = symbol.made_width + SPACE if self.zone.width > WIDE else 0.0
        reach, line = ends(self.zone), LIFT + CAP * TYPE.tick
        right = inner.right + reach if is_true else inner.left - reach + named + wide_number
        if is_own:  # it is beside a wheel
            size = self.unit("x") / 2 + ROOM
            right = self.zone.left + self.unit("x") / 2 + 2 * size + LIFT + named + wide_number
        if is_true:  # below, where no wheel is
            y -= max(wide, LARGE) / 2 + line
        else:
            y += wide / 2 + LIFT
        symbol.put(right - wide_number - named, y, align=-1)
        number.set_value(float(pull), at=(right - wide_number, y))
        free = reach - self._rails.number_half() - 0.1
        pitch = inner.height / (len(self._others) + 1)
        low = visibility(pitch, self.unit("x") / 2 + line + HALF)
        if is_own:
            free = inner.left - self._rails.number_half() - 0.1 - (right - named - wide_number)
            low = max(0.0, 8 * float(self.values["loop"]) - 7)
        metadata(symbol).visibility = min(visibility(free, named + wide_number), low) * (named > 0)
        alone = 0.0 if is_true else named
        metadata(number).visibility = min(visibility(free, alone + wide_number), low)
        if is_true:
            self._given.put(right, y, align=1)
            metadata(self._given).visibility = min(visibility(free, self._given.made_width), low)

    def _part(self, ways: dict[int, Way], thick: float) -> None:
        """Lines between strands, as far as two go side by side; and across, where all are one."""
        for before, k in pairwise(self._strands):
            pull = self._pull(k)
            side, wide = pull * thick / 2, min(self._pull(before), pull) * thick
            together = sum(leg.length for leg in ways[before].legs[:3])
            line = self.pieces["part", k]
            line.through(flat(ways[k].edge(side, 0.0, together)))
            metadata(line).visibility = visibility(wide, CUT_OFF, CUT_OFF)
        way, half = ways[self._target], self._pull(self._target) * thick / 2 + BEYOND
        ends_ = [way.at(way.length, half), way.at(way.length, -half)]
        self._seam.through(flat(np.array(ends_)))

    def _loop(self, ways: dict[int, Way], thick: float) -> None:
        """Where the loop goes: in the true bead's end on its inner side, as it does beyond."""
        way, own = ways[self._target], ways[OWN]
        high = self._pull(self._target) * thick / 2
        aside = np.linspace(high - self._pull(OWN) * thick, high, 13)
        around = self._around(self._target)
        starts = np.sqrt(np.maximum(around**2 - aside**2, 0.0))
        at_bead = [way.at(float(d), float(a)) for d, a in zip(starts, aside, strict=True)]
        low, up = (way.edge(float(aside[i]), float(starts[i]), way.length) for i in (0, -1))
        outline = np.concatenate([np.array(at_bead), up, low[::-1]])
        if not self._has_loop():
            outline = np.zeros((0, 2))
        self._back.lay(own, self._pull(OWN) * thick, 0.0, own.length, around, is_first=False)
        metadata(self._back.band).measured = None
        band = self.pieces["loop",]
        band.points = straight(flat(outline)) if len(outline) else np.zeros((0, 3))

    def _roll(self, ways: dict[int, Way], thick: float) -> None:
        """Wheels turn as far as the true bead goes."""
        rails, size = self._rails, thick / 2 + ROOM
        turned = float(rails.values["values"][self._target]) * rails.unit("x") / size
        legs = ways[self._target].legs[1], ways[self._others[0]].legs[1]
        for wheel, leg in zip(self._wheels, legs, strict=True):
            x, y = leg.start
            up = np.cos(leg.heading)  # the middle is left of where it begins
            wheel.put(np.array([x, y + up * size, 0.0]), size, turned)

    def _add_up(self, made: Sum, ways: dict[int, Way], thick: float) -> float:
        """A sum, above the seam: what comes from the left, and what goes to the right.

        Returns its line.
        """
        x, y = ways[self._target].at(ways[self._target].length)
        pulls = [self._pull(k) for k, *_ in made.terms]
        full = made is self._sums["full"]
        total = 1.0 if full else float(self.values["pulls"][self._target])
        if full:
            pulls[:1] = [1 - float(self.values["pulls"][self._target])] * bool(made.terms)
        made.total.set_value(total)
        slots = [self._slot(number.text) for *_, number in made.terms]
        left = sum(slots) + SIGN * (len(slots) - 1)
        if made.whole is not None:
            left = made.whole.made_width / TYPE.formula
        right = self._slot(made.total.text)
        size = min(TYPE.formula, self.zone.width / (left + SIGN + right))
        left, right, sign = (size * wide for wide in (left, right, SIGN))
        x = min(max(float(x), self.zone.left + left + sign / 2), self.zone.right - right - sign / 2)
        y += thick / 2 + 0.14
        made.sign.put(x, y, size=size)
        if made.whole is not None:
            made.whole.put(x - sign / 2, y, align=1, size=size)
        at = x - sign / 2 - left
        for (_, plus, number), pull, slot in zip(made.terms, pulls, slots, strict=True):
            if plus is not None:
                plus.put(at - sign / 2, y, size=size)
            number.font_size = size
            number.set_value(pull, at=(at, y))
            at += size * slot + sign
        made.total.font_size = size
        made.total.set_value(total, at=(x + sign / 2, y))
        return y

    def _tell_loss(self, zone: Zone, y: float) -> None:
        """Right of the sum, or above it."""
        symbol = self._loss_symbol.made_width / TYPE.formula + SIGN / 2
        size = min(TYPE.formula, zone.width / (symbol + self._widest))
        at = (zone.right - size * self._widest, y + lines(zone) - LINE)
        self._loss_symbol.put(at[0] - size * symbol, at[1], align=-1, size=size)
        self._loss_number.font_size = size
        self._loss_number.set_value(float(self.values["loss"]), at=at)

    def _slot(self, text: str) -> float:
        """Room for a number at font size 1; where it may rest as a bound, for that."""
        return number_width("<" * self._about + text.lstrip("<>"), 1.0)
