"""What draws have paid: bills, first as they came, then class by class; and their average.

Drawn from values and a zone, as all parts are; only ``TwoDistributions`` needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.two_distributions.dots import circles
from scenes.two_distributions.rooms import (
    ABOVE,
    LINE,
    TITLE,
    Rooms,
    clear,
    in_size,
    label,
    size_of_row,
)
from scenes.two_distributions.waiting import RADIUS, Waiting
from stage.layout import Margin, Place, Size
from stage.mobjects.colors import mixed
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Dot, Polyline, straight, tick_series
from stage.mobjects.text import CAP, Number, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.names import Names, numbers_of
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["DEEP", "Till"]

DEEP, ROW = 5, 0.7
"""How many draws stand below each other under their bills, and the height of that."""

AIR = 0.1
"""Between the axis and the draws."""

THIN = 0.8
"""Of its place, that a bill is wide before they are sorted."""

LINE_WIDTH = 5.0
"""Stroke of the average, in manim's hundredths of a unit."""

LEVEL = 1.15
"""Width of what is told at levels."""

BELOW = 0.33
"""From what is told at a level to the words below it."""

NEXT = 0.36
"""From the middle of what is told at a level to that of the next, at least."""

TITLES = (
    '"average price"',
    '"blocks" {{p:p}} "wide, " {{ln(1\\/q):q}} "high"',
    '{{p:p}} "wide, " {{ln(1\\/q):q}} "high"',
)
"""What bills are before they are sorted, and then, as long as there is room for; formulas."""

LARGER, LIT = 0.25, 0.3
"""How much larger a probability is that is lit, and how much brighter its block."""

FEW, AHEAD = 12.0, 1.15
"""For how many bills there is room at first, and later, as a multiple of those that have come."""

ROWS = 0.6
"""Share of the bills for which there is room when draws begin to stand in rows."""

SLIM = 0.08
"""Width of a bill on its way, in manim units, at most."""

BRIGHT = 0.55
"""How far a bill on its way is from the colour of its room to that of text."""

GOLDEN = (np.sqrt(5.0) - 1) / 2
"""Multiples of it are spread evenly over a roof."""


class Till(Part):
    """Draws on their way and below their bills, each as long as what was paid; and their average.

    A draw comes to the roof of its room and falls to the floor. As far as it falls, it pays: that
    is its bill, which it takes along.

    Parameters
    ----------
    waiting, rooms
        Where draws come from, and through which they fall.
    order
        The class of each, as they come, shape (N,).
    p
        How often each class comes; told below its bills when they are sorted, shape (K,).
    price
        What each class pays, shape (K,).
    leaves, legs
        The seconds after which each sets out, shape (N,), and those that it takes to come to a
        roof, to fall, and to its place.
    best
        Another average of all, to be remembered.
    top
        The dearest price that there is room for.
    write_p, write
        How probabilities and averages are written.
    names
        Of the classes.

    Values
    ------
    clock
        The seconds that have passed.
    price
        As above: if it changes, so do all bills, and their average.
    sorted
        From 0 to 1: how far bills have come to stand class by class.
    told
        Whether there is room for what is told of classes: 1 or 0.
    lit
        From 0 to 1, shape (K,): of which class the probability is told larger.
    top
        As above.

    Pieces: axes, ("bills", k), ("block", k): all of a class, ("falls", k): those on their way,
    dots, mean: the average so far, head: its end, average: that of all, memory, ("level", "number"
    | "words"): the best one, and what it is; ("p", k), names, head_p: what these are; ("title", i):
    of bills, and of blocks; number.
    """

    numbers = ("clock", "price")
    looks = ("sorted", "told", "lit", "top")
    later = ("block", "memory", "level", "p", "head_p", "names")
    fading = ("p", "names", "number")

    def __init__(
        self,
        name: str,
        waiting: Waiting,
        rooms: Rooms,
        *,
        order: Sequence[int],
        p: FloatArray,
        price: FloatArray,
        leaves: FloatArray,
        legs: Sequence[float],
        best: float,
        top: float,
        write_p: Callable[[float], str],
        write: Callable[[float], str],
        names: Sequence[str],
    ) -> None:
        super().__init__(
            name, clock=0.0, price=price, sorted=0.0, told=0.0, lit=np.zeros(len(p)), top=top
        )
        self.sources, self._waiting, self._rooms = (waiting, rooms), waiting, rooms
        self._order, self._p, self._best = np.array(order), p, best
        self._places = _places(self._order, len(p))
        self._write_p, self._size, self._sorted_title = write_p, TYPE.label, 1
        self._leaves, self._ends, self._names = leaves, np.cumsum(legs), names
        self._axes = self.own("axes", of=Axes(y=tick_series(0, top)))
        every, text = range(len(p)), theme().text
        bills = [self.own("bills", k, of=_filled(_bright(theme().area(k), 0.0))) for k in every]
        blocks = [self.own("block", k, of=Bar(theme().area(k))) for k in every]
        falls = [self.own("falls", k, of=_filled(_bright(theme().area(k), BRIGHT))) for k in every]
        self._dots = self.own("dots", of=_filled(theme().p))
        self._memory = self.own("memory", of=Dashes(color=text, width=1.5 * HAIR))
        self._line = self.own("mean", of=Polyline(color=text, width=LINE_WIDTH))
        self._flat = self.own("average", of=Polyline(color=text, width=LINE_WIDTH))
        self._end = self.own("head", of=Dot(text))
        for mark in (
            *bills,
            *blocks,
            *falls,
            self._dots,
            self._memory,
            self._line,
            self._flat,
            self._end,
        ):
            allow("contrast", "bills are behind what they are on average", mark)
            allow("overlap", "bills come from the rooms", mark)
            allow("jump", "a hundred bills come one after the other", mark)
            allow("pop", "the first bill is also the average", mark)
            allow("zone", "draws come from elsewhere", mark)
        self._row = self.own("names", of=Names(names))
        self._head = self.own("head_p", of=label("p", theme().p))
        for k in every:
            self.own("p", k, of=Number(0.0, write_p, font_size=TYPE.label, color=theme().p))
        self._level = self.own("level", "number", of=Number(best, write, font_size=TYPE.label,
                                                             align=-1))  # fmt: skip
        self._words = self.own("level", "words", of=label('"if" q = p', text))
        self._titles = [self.own("title", i, of=label(title, text, p=theme().p, q=theme().q))
                        for i, title in enumerate(TITLES)]  # fmt: skip
        self._number = self.own("number", of=Number(0.0, write, align=-1))
        allow("jump", "it leaves what has no end, or comes to it, while unseen", self._number)
        for told in (self._number, self._level, self._words):
            allow("pop", "the first bill is also the average", told)

    @property
    def paid(self) -> int:
        """How many bills have come."""
        return int((float(self.values["clock"]) >= self._leaves + self._ends[-1] - 1e-9).sum())

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Names below the blocks."""
        least = min(self.margin(zone).inside(zone).width for zone in zones)
        fitting = (i for i in (1, 2) if self._titles[i].made_width <= least + LEVEL)
        self._sorted_title = next(fitting, 2)
        names = numbers_of(self._names) if by_number else self._names
        wide = [float(v) * least if v > 0 else np.inf for v in self._p]
        return self._row.choose(names, wide, may_slant=False)

    def settle(self, places: Sequence[Place]) -> None:
        """Numbers smaller where it is narrow."""
        self._size = size_of_row(self._p, self._write_p, min(p.units["x"] for p in places))

    def least(self, room: Size) -> Size:
        """Its title, and some height."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        told = self._titles[0].made_width + 0.2 + number_width("0.00", TYPE.label)
        wide = max(1.6, told - around.right)
        return Size(wide + around.left + around.right, 0.8 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Ticks on the left, draws and their classes below, levels right, the title above."""
        left = max(self._axes.left, self._head.made_width + 0.15)
        below = float(self.values["told"]) * (LINE + self._row.below)
        return Margin(left, LEVEL, AIR + ROW + below, ABOVE + TITLE)

    def span(self, axis: str) -> float:
        """All bills together are 1 wide; the dearest price."""
        return float(self.values["top"]) if axis == "y" else 1.0

    def scale_of(self, axis: str) -> str:
        """As of rooms."""
        return "probability" if axis == "x" else "price"

    def figure(self, *key: Any) -> Pose:
        """Block k, as high as there is room for."""
        _, k = key
        plot, shares = self._plot(), self._shares()
        foot = (plot.left + float(shares[:k].sum() + shares[k] / 2) * plot.width, plot.bottom)
        price = min(float(self.values["price"][k]), self.span("y")) if shares[k] else 0.0
        color = _bright(theme().area(k), LIT * float(self.values["lit"][k]))
        return Pose(foot, 90.0, price, self.unit("y"), float(shares[k]) * plot.width, color)

    def _shares(self) -> FloatArray:
        """Of all draws, that each class has."""
        return np.bincount(self._order, minlength=len(self._p)) / len(self._order)

    # --- Where things are -------------------------------------------------------------------------

    def _plot(self) -> Zone:
        """What the axes enclose."""
        inner, wide = self.inner(), self.unit("x")
        left = inner.x - wide / 2
        return Zone(left, left + wide, inner.bottom, inner.bottom + self.span("y") * self.unit("y"))

    def _between(self, rows: FloatArray) -> FloatArray:
        """On the way from row to row, one for each class that has been taken out to the left."""
        at = float(self.values["sorted"]) * (len(rows) - 1)
        k = min(int(at), len(rows) - 2)
        share = _even(at - k)
        return (1 - share) * rows[k] + share * rows[k + 1]

    def _shown(self) -> float:
        """How many bills there is room for: few at first, so that each is seen."""
        come = np.interp(
            self.values["clock"], self._leaves + self._ends[-1], range(len(self._order))
        )
        return float(np.clip(AHEAD * come, FEW, len(self._order)))

    def _below(self, plot: Zone) -> tuple[FloatArray, float]:
        """Where each draw stands when it has paid, shape (N, 2), and its radius."""
        across = DEEP * plot.width / len(self._order)
        down = min(across, ROW / DEEP)
        column, row = np.divmod(self._places, DEEP)
        # At first each stands below its own bill.
        shown, count = self._shown(), len(self._order)
        share = _even(max(0.0, (shown / count - ROWS) / (1 - ROWS)))
        alone = plot.left + (self._places + 0.5) * plot.width / shown
        x = _mix(alone, plot.left + (column + 0.5) * across, share)
        y = plot.bottom - AIR - (share * row + 0.5) * down
        return self._between(np.stack((x, y), axis=-1)), RADIUS * down

    def _way(self, plot: Zone) -> _Way:
        """Where all are, by the clock."""
        clock = float(self.values["clock"]) - self._leaves
        start, (end, radius) = self._waiting.at(), self._below(plot)
        lanes = np.array([self._rooms.lane(k) for k in range(len(self._p))])[self._order]
        middles = np.array([self._rooms.figure("room", k).foot[0] for k in range(len(self._p))])
        side, spread = np.divmod(np.arange(len(self._order)) * GOLDEN % 1, 0.5)
        x = (2 * side - 1) * (lanes[:, 0] + 2 * spread * (lanes[:, 1] - lanes[:, 0]))
        x += middles[self._order]
        floor = self._rooms.inner().bottom
        comes, falls, goes = (
            np.clip((clock - begin) / (till - begin), 0.0, 1.0)
            for begin, till in zip((0.0, *self._ends[:-1]), self._ends, strict=True)
        )
        goes = _even(goes)
        # Over its roof first, down to it then, and through the room at an even pace; beside the
        # floor until it is below its bill.
        along = _mix(start[:, 0], x, _even(np.minimum(2 * comes, 1.0)))
        high = _mix(_mix(start[:, 1], lanes[:, 2], comes**2), floor, falls)
        high = _mix(_mix(high, plot.bottom, goes), end[:, 1], goes**8)
        at = np.column_stack((_mix(along, end[:, 0], goes), high))
        place = self._between(plot.left + (self._places + 0.5) * plot.width / self._shown())
        feet = np.column_stack((_mix(x, place, goes), _mix(floor, plot.bottom, goes)))
        return _Way(at, _mix(self._waiting.radius, radius, goes), feet, falls, goes)

    def draw(self, zone: Zone) -> None:
        """Draws and bills, on their way or there, and the average over those that are."""
        plot, uy, clock = self._plot(), self.unit("y"), float(self.values["clock"])
        share, price = float(self.values["sorted"]), self.values["price"]
        self._axes.view(plot, (0.0, 1.0), (0.0, self.span("y")))
        way, here = self._way(plot), self._leaves < clock
        self._dots.points = circles(way.at[here], way.radii[here])
        high = np.minimum(price[self._order] * uy, plot.height)
        # They leave no seams when they are one area.
        half = (THIN + (1.02 - THIN) * share) * plot.width / self._shown() / 2
        slim = min(half, SLIM / 2)
        floor, right = self._rooms.inner().bottom, self._rooms.right
        for kind, those in (("falls", here & (way.gone < 1)), ("bills", way.gone >= 1)):
            for k in range(len(self._p)):
                own = np.flatnonzero(those & (self._order == k) & (way.fallen > 0))
                # Between its room and its place it would be in other rooms.
                bars = [
                    _bar(way.feet[i], _mix(slim, half, way.gone[i] ** 4), high[i], way.fallen[i])
                    for i in own
                    if not 0 < way.gone[i] < 1
                    or way.feet[i, 0] > max(plot.left, right)
                    or way.feet[i, 1] + high[i] < floor
                ]
                self.pieces[kind, k].points = np.concatenate(bars) if bars else np.zeros((0, 3))
        due = price[self._order]
        means = due[: self.paid].cumsum() / np.arange(1, self.paid + 1)
        self._average(means, plot)
        self._tell(plot)

    def _average(self, means: FloatArray, plot: Zone) -> None:
        """The line as far as it is finite, what it is at last, and the best one."""
        uy, share = self.unit("y"), float(self.values["sorted"])
        finite = means[np.isfinite(means)]
        x = plot.left + (np.arange(len(finite)) + 0.5) * plot.width / self._shown()
        points = np.column_stack((x, plot.bottom + finite * uy, np.zeros(len(finite))))
        self._line.through(points)
        metadata(self._line).visibility = 1 - share
        told = 0 < len(finite) == len(means)
        metadata(self._end).visibility = told * (1 - share)
        last = float(means[-1]) if len(means) else 0.0
        ys = [plot.bottom + min(v * uy, plot.height) for v in (last, self._best)]
        if len(points):
            self._end.center_on(points[-1])
        right = plot.right + 0.12
        flat, memory = ([np.array([x, y, 0.0]) for x in (plot.left, plot.right)] for y in ys)
        self._flat.through(np.array(flat))
        metadata(self._flat).visibility = told * share
        self._memory.along(memory)
        # What would meet the other keeps away from it.
        away = abs(ys[0] - ys[1])
        apart = visibility(away, 0.1, 0.1)
        up = max(0.0, NEXT - away) / 2 * (1 if ys[0] >= ys[1] else -1)
        up *= self.seen(("memory",)) * apart
        low = CAP * TYPE.label / 2
        title = np.array([plot.left + self._titles[0].made_width + 0.2, plot.top + 0.42])
        # From what has no end it goes down while it is not seen.
        ends = self.goes(self._number, bool(np.isfinite(last)))
        level = np.array([right, (ys[0] if ends else plot.top) + up - low])
        spot = (1 - share) * title + share * level
        self._number.font_size = TYPE.label
        self._number.set_value(last, at=(float(spot[0]), float(spot[1])))
        metadata(self._number).visibility = float(len(means) > 0)
        self._level.set_value(self._best, at=(right, ys[1] - up - low))
        metadata(self._level).visibility = metadata(self._words).visibility = visibility(
            away, 0.22, 0.1
        )
        self._words.put(right, ys[1] - up - low - BELOW, align=-1)

    def _tell(self, plot: Zone) -> None:
        """What is above, and which classes are below."""
        share = float(self.values["sorted"])
        for i, title in enumerate(self._titles):
            title.put(plot.left, plot.top + 0.42, align=-1)
            there = 2 * share - 1 if i else 1 - 2 * share
            metadata(title).visibility = max(there, 0.0) * (i in (0, self._sorted_title))
        low = plot.bottom - AIR - ROW - 0.14 - CAP * TYPE.label
        self._head.put(plot.left - 0.15, low, align=1)
        shares = self._shares()
        middles = plot.left + (np.cumsum(shares) - shares / 2) * plot.width
        texts = [self.pieces["p", k] for k in range(len(self._p))]
        for k, text in enumerate(texts):
            text.font_size = self._size * (1 + LARGER * float(self.values["lit"][k]))
            text.write = in_size(self._write_p, self._size)
            text.set_value(float(self._p[k]), at=(float(middles[k]), low))
        halves = [number_width(text.text, self._size) / 2 for text in texts]
        free = clear(middles, halves)
        free = np.minimum(free, 2 * (middles - plot.left + 0.15 - 0.06))
        for text, room, half in zip(texts, free, halves, strict=True):
            metadata(text).visibility = visibility(room, 2 * half + 0.06)
        wide = [word.made_width / 2 for word in self._row]
        self._row.draw(
            list(middles), list(clear(middles, wide) - 0.12), low + 0.14 + CAP * TYPE.label - LINE
        )


class _Way(NamedTuple):
    """Where all are.

    Attributes
    ----------
    at, radii
        Draws, shapes (N, 2) and (N,).
    feet, fallen, gone
        The middle of each bill's foot, shape (N, 2); how much of it there is, and how far it has
        gone to its place, shapes (N,).
    """

    at: FloatArray
    radii: FloatArray
    feet: FloatArray
    fallen: FloatArray
    gone: FloatArray


def _places(order: NDArray[np.int64], classes: int) -> FloatArray:
    """Which place each has when none, one, two ... classes have come to stand at the left.

    Each behind the one before; shape (classes, N).

    >>> print(_places(np.array([2, 1, 0, 1]), 3))
    [[0. 1. 2. 3.]
     [1. 2. 0. 3.]
     [3. 1. 0. 2.]]
    """
    rows = [np.argsort(np.argsort(np.minimum(order, out), kind="stable"))
            for out in range(classes)]  # fmt: skip
    return np.array(rows, float)


def _mix(start: Any, end: Any, share: Any) -> Any:
    return (1 - share) * start + share * end


def _bright(color: str, share: float) -> str:
    """So far on its way to the colour of text."""
    return mixed(color, theme().text, share)


def _bar(foot: FloatArray, half: float, high: float, fallen: float) -> FloatArray:
    """One that hangs from its top as far as its draw has fallen."""
    x, y = foot
    low, top = y + (1 - fallen) * high, y + high
    corners = (x - half, low), (x - half, top), (x + half, top), (x + half, low)
    return straight(np.array([(*c, 0.0) for c in (*corners, corners[0])]))


def _even(share: Any) -> Any:
    """From rest to rest."""
    return share**2 * (3 - 2 * share)


def _filled(color: str) -> VMobject:
    return VMobject(stroke_width=0, fill_color=color, fill_opacity=1)
