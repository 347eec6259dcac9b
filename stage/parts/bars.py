"""Values as bars on a baseline: a distribution, logits, a ranking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from manim import VGroup

from stage.digits import bare
from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, HEAD, Dashes, Rectangle, Ring, segment
from stage.mobjects.text import CAP, Formula, Number, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.names import Names, numbers_of
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["Bars"]

ALONE, PAIRED = 0.6, 0.4
"""Widths of a bar in its bin: by itself, and beside another."""

APART = 0.215
"""From the middle of a bin to that of a bar that is beside another, in bins."""

GAP = 0.05
"""Between the true class's bar and its outline."""

LIFT = 0.1
"""Between a bar's end and its number."""

BESIDE = 0.04
"""Between two numbers, at least; twice that between those of a pair."""

FADE = 0.15
"""The room that a number lacks when nothing is seen of it."""

LEAST, MOST = 0.3, 0.95
"""Widths of a bin that a part asks for at least, and for its numbers at most."""

GRIP = 0.12
"""Radius of the ring on the end of a bar that is dragged."""

TITLE = 0.46
"""Height of the line in which the title is."""

NOTE = 0.42
"""Height of the line in which the notes are."""


class Bars(Part):
    """One bar a class, exactly as long as its value, with its number above it.

    A bar below 0 hangs from the baseline, its number above that: so a value may pass 0, and its
    number does not jump.

    Parameters
    ----------
    values
        Shape (K,).
    color, opacity
        Of all bars; the colour also of each.
    span
        The lowest and highest value that there is room for; 0 lies within.
    cuts
        Whether values beyond the span may come; these bars end in an arrow.
    told
        Whether bins need to be as wide as the numbers, if these are short; else numbers are left
        out where there is no room.
    dragged
        Whether bars may be dragged: then each has a grip.
    write
        How numbers are written.
    names, named
        Of the classes, below; and whether they are written at first.
    place
        As below; in order unless given.
    notes
        What else is said below each bar: rows of formulas, from the longest to the shortest, of
        which the first is taken that fits.
    ticks
        Series of ticks of an upright axis, as for ``Axes``; none without.
    title
        A formula above, in the colour of the bars, if they have one.
    target
        The class that can be outlined as the true one.

    Values
    ------
    values
        Shape (K,).
    place
        In which bin each bar stands, from 0; in between while bars change places.
    aside
        From -1 to 1: whether bars stand left or right of the middle of their bins, and so beside
        those of other ``Bars`` in the same zone; the title goes along.
    named
        Whether names are written: 1 or 0.
    was
        What ``memory`` remembers, shape (K,).

    Pieces: ("bar", k), ("number", k), ("note", k), ("memory", k), ("grip", k), outline, baseline
    (or, with ticks, axes), names, title.
    """

    scaled = (("y", "values"),)
    numbers = ("values", "place")
    looks = ("aside", "named", "was")
    later = ("memory", "grip", "outline")

    def __init__(
        self,
        name: str,
        values: FloatArray,
        *,
        color: str | Sequence[str],
        span: tuple[float, float],
        write: Callable[[float], str],
        names: Sequence[str],
        named: bool = True,
        place: FloatArray | None = None,
        notes: Sequence[Sequence[str]] = (),
        ticks: Sequence[Sequence[float]] = (),
        title: str = "",
        target: int | None = None,
        opacity: float = 1.0,
        cuts: bool = False,
        told: bool = False,
        dragged: bool = False,
    ) -> None:
        count = len(values)
        super().__init__(
            name,
            values=values,
            place=np.arange(count) if place is None else place,
            aside=0.0,
            named=named,
            was=values,
        )
        self._span, self._names, self._target, self._write = span, names, target, write
        self._short, self._wide = False, 1.0
        self._cuts, self._told, self._dragged = cuts, told, dragged
        self._colors = [color] * count if isinstance(color, str) else list(color)
        self._bars = [self.own("bar", k, of=Bar(c, opacity)) for k, c in enumerate(self._colors)]
        allow("contrast", "bars may pass each other", *self._bars)
        self._axes = self.own("axes", of=Axes(y=ticks)) if ticks else None
        if self._axes is None:
            self._baseline = self.own("baseline", of=segment(color=theme().muted))
            allow("contrast", "bars may hide the line they stand on", self._baseline)
        self._memories = [
            self.own("memory", k, of=Dashes(color=theme().text, width=1.5 * HAIR))
            for k in range(count)
        ]
        self._outline = self.own(
            "outline",
            of=Rectangle(stroke_width=2.5 * HAIR, stroke_color=theme().target, fill_opacity=0),
        )
        self._row = self.own("names", of=Names(names))
        self._notes = [self.own("note", k, of=VGroup()) for k in range(count if notes else 0)]
        self._wordings = [
            [Formula(note, font_size=TYPE.tick, display=False) for note in row] for row in notes
        ]
        self._title = None
        if title:
            one = color if isinstance(color, str) else theme().text
            made = Formula(title, font_size=TYPE.label, color=one, display=False)
            self._title = self.own("title", of=made)
        self._numbers = [
            self.own("number", k, of=Number(0.0, write, font_size=TYPE.tick)) for k in range(count)
        ]
        self._grips = [
            self.own("grip", k, of=Ring(GRIP, stroke_width=2.5 * HAIR, stroke_color=theme().text))
            for k in range(count if dragged else 0)
        ]
        if cuts:
            for mark in (*self._bars, *self._numbers, *self._grips):
                for rule in ("jump", "pop"):
                    allow(rule, "its value goes far beyond the picture", mark)
        for marks, why in ((self._memories, "where a bar was"), (self._grips, "it holds a bar")):
            for mark in marks:
                allow("overlap", why, mark)
                allow("contrast", why, mark)
        self._word(self._wordings[0] if notes else [])

    def _word(self, notes: Sequence[Formula]) -> None:
        for holder, note in zip(self._notes, notes, strict=True):
            holder.submobjects = [note]

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names as large as fits, the longest notes that fit, numbers without 0 where narrow."""
        names = numbers_of(self._names) if by_number else self._names
        least = min(self._bin(zone) for zone in zones)
        good = self._row.choose(names, [least] * len(names))
        if self._wordings:
            fitting = (
                row for row in self._wordings if all(n.made_width + 0.1 <= least for n in row)
            )
            self._word(next(fitting, self._wordings[-1]))
        self._wide = self._widest()
        self._short = self._wide * TYPE.tick / TYPE.label > least
        return good

    def _widest(self, shorten: Callable[[str], str] = str) -> float:
        """Width of the widest number at its largest, so far as it is known."""
        values = [*self._span, *np.ravel(self.values["values"])]
        return max(number_width(shorten(self._write(float(v))), TYPE.label) for v in values)

    def least(self, room: Size) -> Size:
        """Bins as wide as short numbers, or two titles; bars as high as two lines."""
        around, aside = self._around(), abs(float(self.values["aside"]))
        title = self._title.made_width * (1 + aside) + 0.3 if self._title else 0.0
        wide = self._widest(bare) * TYPE.tick / TYPE.label + BESIDE
        bin_ = max(LEAST * (1 + aside), wide if self._told and wide <= MOST else 0.0)
        width = max(bin_ * len(self._names), title)
        return Size(width + around.left + around.right, 0.4 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Names and notes below, numbers and the title above, ticks left."""
        return self._around()

    def _around(self) -> Margin:
        arrow = HEAD if self._cuts else 0.0
        named = float(self.values["named"])
        below = named * self._row.below + (arrow if self._span[0] < 0 else 0.0)
        below += self._held()
        below += NOTE if self._notes else 0.0
        lift = LIFT + (GAP if self._target is not None else 0.0) + (LIFT if self._dragged else 0.0)
        number = arrow + lift + CAP * TYPE.label + 0.06
        above = number + (TITLE if self._title else 0.0)
        left = max(0.05, named * self._row.left, self._axes.left if self._axes else 0.0)
        return Margin(left, 0.05, max(0.06, below), above)

    def _held(self) -> float:
        """What the grip of the lowest bar reaches below it."""
        return GRIP + 0.03 if self._dragged and self._span[0] < 0 else 0.0

    def span(self, axis: str) -> float:
        """From the lowest to the highest value."""
        return self._span[1] - self._span[0] if axis == "y" else float(len(self._names))

    def scale_of(self, axis: str) -> str:
        """Probabilities, if all of one distribution stand here."""
        values = self.values["values"]
        whole = values.min() >= 0 and abs(values.sum() - 1) < 1e-6
        return "probability" if whole else self.name

    def figure(self, *key: Any) -> Pose:
        """Bar k, standing in its bin or hanging from it."""
        _, k = key
        inner, unit = self.inner(), self.unit("y")
        aside = float(self.values["aside"])
        wide = inner.width / len(self._names)
        width = wide * (ALONE + (PAIRED - ALONE) * abs(aside))
        x = inner.left + wide * (float(self.values["place"][k]) + 0.5 + APART * aside)
        value = float(self.values["values"][k])
        limit = (self._span[1] if value >= 0 else -self._span[0]) * unit
        foot = (x, self._floor(inner))
        if not self._cuts:
            return Pose(foot, 90.0, value, unit, width, self._colors[k])
        return Pose(foot, 90.0, value, unit, width, self._colors[k], limit)

    def draw(self, zone: Zone) -> None:
        """Names, numbers and marks where the bars are."""
        inner = self.inner()
        floor, unit = self._floor(inner), self.unit("y")
        wide = inner.width / len(self._names)
        aside = float(self.values["aside"])
        low = min(self._span[0], 0.0)
        if self._axes is None:
            ends = [[inner.left, floor, 0], [inner.right, floor, 0]]
            self._baseline.through(ends)
        else:
            self._axes.view(inner, (0.0, 1.0), (low, low + inner.height / unit))
        level = floor + low * unit - (HEAD if self._cuts and low < 0 else 0.0) - self._held()
        self._below(inner, wide, level)
        if self._title is not None:
            x = inner.x + aside * inner.width / 2
            self._title.put(x, zone.top - 0.28, align=aside)
            metadata(self._title).visibility = self._still()
        for k in range(len(self._numbers)):
            pose = self.figure("bar", k)
            self._say(k, pose, wide)
            self._mark(k, pose)

    def _below(self, inner: Zone, wide: float, level: float) -> None:
        places = self.values["place"]
        middles = inner.left + wide * (places + 0.5)
        made = max((note[0].made_width for note in self._notes), default=1.0)
        size = min(max(TYPE.tick * (wide - 0.2) / made, TYPE.tick), TYPE.label)
        for k, note in enumerate(self._notes):
            note[0].put(middles[k], level - NOTE + 0.1, size=size)
            long = note[0].made_width * size / TYPE.tick
            metadata(note).visibility = visibility(wide, long + 0.06) * self._still()
        self._row.draw(list(middles), [wide] * len(places), level - (NOTE if self._notes else 0.0))
        for word in self._row:
            metadata(word).visibility *= self._still()
        metadata(self._row).visibility = max(0.0, 3 * float(self.values["named"]) - 2)

    def _still(self) -> float:
        """How much is seen of what is written: nothing while bars pass others."""
        aside = abs(2 * abs(float(self.values["aside"])) - 1)
        places = np.sort(self.values["place"])
        changing = float(np.abs(places - np.arange(len(places))).max())
        return max(0.0, 3 * aside - 2) * max(0.0, 1 - 4 * changing)

    def _say(self, k: int, pose: Pose, wide: float) -> None:
        x, head = (float(v) for v in pose.head[:2])
        gap = LIFT + (GAP if k == self._target else 0.0) + LIFT * self.seen(("grip", k))
        if pose.is_cut and pose.value > 0:
            gap += HEAD
        number = self._numbers[k]
        # What hangs has its number above the line from which it hangs; what is lowered, above
        # where it was, as far as that is seen.
        top = max(head, pose.foot[1])
        top += self.seen(("memory", k)) * max(0.0, self._was(k, pose) - top)
        aside = abs(float(self.values["aside"]))
        room = wide * (1 - 2 * (0.5 - APART) * aside)
        space = (1 + 1.2 * aside) * BESIDE
        # As large as there is room for the widest of all.
        fitting = TYPE.label * (room - space - 0.5 * FADE) / self._wide
        size = number.font_size = min(max(fitting, TYPE.tick), TYPE.label)
        short = self._short or number_width(self._write(pose.value), size) + space > room
        number.write = self._write_short if short else self._write
        number.set_value(pose.value, at=(x, top + gap))
        # At rest it is there from half of the way on.
        need = number_width(number.text, size) + space + 0.48 * FADE
        # What is dragged tells its value, unless that grows beyond all room.
        held = self.seen(("grip", k)) if self._dragged and not self._cuts else 0.0
        metadata(number).visibility = max(visibility(room, need, FADE), held) * self._still()

    def _was(self, k: int, pose: Pose) -> float:
        """Where its memory ends."""
        return pose.foot[1] + replace(pose, value=float(self.values["was"][k])).length

    def _write_short(self, value: float) -> str:
        return bare(self._write(value))

    def _mark(self, k: int, pose: Pose) -> None:
        x, head = (float(v) for v in pose.head[:2])
        floor = pose.foot[1]
        if self._dragged:
            self._grips[k].center_on(pose.head)
        half = pose.width / 2
        was = self._was(k, pose)
        corners = [(x - half, floor), (x - half, was), (x + half, was), (x + half, floor)]
        self._memories[k].along([np.array([*corner, 0.0]) for corner in corners])
        if k == self._target:
            low, high = sorted((floor, head))
            self._outline.set_sides(x - half - GAP, low - GAP, x + half + GAP, high + GAP)

    def _bin(self, zone: Zone) -> float:
        return self.margin(zone).inside(zone).width / len(self._names)

    def _floor(self, inner: Zone) -> float:
        return inner.bottom - self._span[0] * self.unit("y")
