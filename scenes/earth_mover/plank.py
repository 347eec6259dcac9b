"""The hero of ``EarthMover``: a path as a plank with hay on it, and a pivot that it balances on."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, sin

import numpy as np
from manim import VMobject

from scenes.earth_mover.numbers import APART, LETTERS, RAISED, TIMES, EarthMoverNumbers
from stage.bales import stacked
from stage.cast import CAST
from stage.digits import exact, write, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, number, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.metadata import metadata
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import smoothstep
from stage.theme import TYPE, text_on, theme

READING, AIR, HEAD, BOARD, CAT, NAMED = 0.95, 0.3, 0.34, 0.56, 0.7, 0.45
"""Heights in manim units: of what is below the ground, between pulls and pivot, of the pivot on its
pole, of the plank, of the cat, and of a text on hay."""

TILTED, STEEPEST = 0.45, 0.22
"""How far one end of a plank that tilts may be above the level; sine of its slope at most."""

HOP, FALL = 0.3, 1.0
"""How far a bale that is carried rises above a straight way, in shares of 1; from how far above
the plank hay comes down."""

SUM, LONGEST = 0.7, 1.3
"""Height of the largest sum of pulls, in shares of 1, if that is not too wide for the stage; and
length of the arrow at the place with the largest pull, in manim units."""

DOWN = 0.45
"""Share of the time of building a pull in which a share comes down, before it grows wide."""

BIG, SUMS, HIGH = 1.2 * TYPE.number, 1.1 * TYPE.number, CAP * TYPE.number
"""Sizes of the walk's number, and of those of the sums; and height of a number."""

STANDS: dict[Rule, str] = {"overlap": "it stands on an area"}
HAY: dict[Rule, str] = {
    "contrast": "hay lies on hay, and on the plank",
    "pop": "bales lie where a stack was", "passes": "a bale hops over",
}  # fmt: skip
PULL: dict[Rule, str] = {
    "contrast": "pulls lie on each other, at one pole", "pop": "it comes out from behind its hay",
    "passes": "it comes down, and grows wide until it is at the pole", "overlap": "it is at a pole",
}  # fmt: skip
CUT: dict[Rule, str] = {"contrast": "it cuts an area in equal parts", "overlap": "it cuts an area"}


class Plank(Figure):
    """Hay on a plank; the pivot below it, and on both sides of its pole what pulls.

    Values
    ------
    shares, flown
        What lies at each place, (K,); how much of its way each bale has made, (B,).
    pivot, walk
        How far the pivot is from the true place, and the average distance; the plank's slope is
        what it lacks.
    side
        By how much each side is pulled.
    laid, shared, cat
        How much of the hay has come down; opacity of the shares on it; of the cat and distances.
    posts, freed
        How much of the posts there is; how much of its slope the plank has.
    poled, letters, measured, solid
        Opacity of the pivot, of places where it may stand, and of the walk; whether it is the loss.
    raising
        Opacity of the mark at the score that is raised.
    arm, sized
        How much of an arm is drawn; opacity of what else makes up its pull.
    built, others, named
        How far one place's pull has been built, and those of the others; opacity of their numbers.
    poured, summed
        Whether pulls are as wide as each other; opacity of their sums.
    baled, cut
        Whether stacks are of bales; how far loss and sums are cut in equal parts.
    """

    shares, flown, side = numbers(), numbers(), number()
    pivot, walk = number(0.0), number()
    laid, shared, cat, posts, freed = look(0.0), look(0.0), look(0.0), look(1.0), look(0.0)
    poled, letters, measured, solid, raising = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    arm, sized, built, others, named = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    poured, summed, baled, cut = look(0.0), look(0.0), look(0.0), look(0.0)
    fading = ("share",)

    def __init__(self, name: str, table: EarthMoverNumbers) -> None:
        self._table = n = table
        super().__init__(name, shares=n.q, flown=n.carry.flown[0], side=n.side, walk=n.walk)

    def sketch(self, draw: Canvas) -> None:
        """What is behind first: pulls come out of the hay, from behind the plank."""
        self._measure()
        self._pulls(draw)
        self._parts(draw)
        self._sums(draw)
        self._options(draw)
        self._pole(draw)
        self._reading(draw)
        self._hay(draw)
        self._arrows(draw)
        self._bales(draw)
        self._board(draw)

    # --- Places -------------------------------------------------------------------------------

    def _measure(self) -> None:
        n, z = self._table, self.zone
        self._margin = min(1.25, 0.12 * z.width)
        self._xs = [self._x(float(d)) for d in n.distances]
        self._gap = max(min(b - a for a, b in pairwise(sorted({*self._xs}))), 0.08)
        # An arrow stands beside the hay, on the stage.
        self._wide = min(1.6, 0.62 * self._gap, 2 * (z.right - max(self._xs)) - 0.9)
        self._walks = [n.walk, *n.walks, float(n.lift.walk[-1])]
        self._sides = [*n.change.side, *n.carry.side]
        together = np.isclose(n.distances[:, None], n.distances).astype(float)
        carried = [
            together @ np.bincount(at.astype(int), n.masses, len(n.q)) for at in (n.homes, n.ends)
        ]
        poles = [self._x(walk) for walk in self._walks]
        beside = min(min(x - z.left, z.right - x) for x in poles)
        largest = max(self._sides) * (self._x(1.0) - self._x(0.0))
        self._box = min(max(largest / SUM, 0.6), beside - 0.1)
        stacks = (float(n.q[is_side].sum()) for is_side in (n.arms < 0, n.arms > 0))
        deep = max(*stacks, largest / self._box)
        tallest, raised = (float((together @ q).max()) for q in (n.q, n.lift.shares[-1]))
        mine = max(float(n.q[n.target]), *(float(p[n.target]) for p in carried))
        tall = (
            (max(float(p.max()) for p in carried) + 0.1, 0.1),  # bales hop over the highest stack
            (raised, NAMED),
            (tallest, NAMED + TILTED), (mine, CAT + 0.15 + TILTED),
        )  # fmt: skip
        free = z.height - READING - AIR - HEAD - BOARD
        self._unit = min((free - more) / (deep + share) for share, more in tall)
        above = max(share * self._unit + more for share, more in tall)
        self._floor = z.bottom + READING + (free - deep * self._unit - above) / 2
        high = deep * self._unit + AIR + HEAD
        self._under, self._ground = self._floor + high, self._floor + high + BOARD
        self._ends = self._x(0.0) - 0.9 * self._margin, max(self._xs) + 0.9 * self._margin
        drop = 0.8 * high / (self._ends[1] - self._x(0.0))
        right = z.right - max(self._xs) - self._wide / 2 - 0.05
        steepest = asin(min(STEEPEST, drop, right / (BOARD + tallest * self._unit)))
        slope = steepest / max(n.walk, 0.3 * float(n.distances.max()))
        self._angle = self.freed * slope * (self.walk - self.pivot)

    def _x(self, distance: float) -> float:
        """Where a place is on a level plank, by its distance from the true one."""
        edge = 0.03 * self.zone.width + self._margin
        share = distance / float(self._table.distances.max())
        return self.zone.left + edge + share * (self.zone.width - 2 * edge)

    def _turn(self, piece: VMobject) -> None:
        """Turn a piece with the plank about the pivot."""
        if self._angle == 0:
            return
        c, s = cos(self._angle), sin(self._angle)
        turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
        centre = np.array([self._x(self.pivot), self._under, 0.0])
        for part in piece.get_family():
            if isinstance(part, VMobject) and len(part.points):
                part.points = (part.points - centre) @ turn + centre
            metadata(part).measured = None

    # --- Plank and hay ------------------------------------------------------------------------

    def _board(self, draw: Canvas) -> None:
        """The plank on its posts, with the name of each place on it, and how far off it is."""
        n, t, y, size = self._table, theme(), self._under, TYPE.number
        for key, x in (("left", self._ends[0] + 0.15), ("right", self._ends[1] - 0.15)):
            draw.rectangle(
                "post", key, left=x - 0.12, right=x + 0.12, bottom=self._floor,
                top=self._floor + self.posts * (y - self._floor), color=t.muted,
                opacity=float(self.posts > 0), allow={"pop": "it is drawn into the ground"},
            )  # fmt: skip
        board = draw.rectangle(
            "board", left=self._ends[0], right=self._ends[1], bottom=y, top=y + BOARD,
            color=t.background, outline=t.muted,
            allow={"contrast": "it is its outline that is seen"},
        )  # fmt: skip
        self._turn(board)
        free, low = min(self._gap, 1.8 * self._margin) - 0.1, y + BOARD / 2 - 0.35 * HIGH
        for k, x in enumerate(self._xs):
            here = np.isclose(n.distances, n.distances[k])
            name = "/".join(n.places[j] for j in np.flatnonzero(here))
            way = f"{exact(float(n.distances[k]))} {n.unit}"
            wide, beside = words_width(name, size), words_width(way, size) + 0.25
            has_both = bool(n.distances[k] > 0) and wide + beside <= free
            left, is_first = x - (wide + beside * has_both) / 2, not here[:k].any()
            for key, text, at, color, opacity, room in (
                ("name", name, left, t.of_class(k), 1.0, wide <= free),
                ("way", way, left + wide + 0.25, t.text, self.cat, has_both),
            ):
                words = draw.words(
                    key, k, text=text, at=(at, low), align=-1, size=size, color=color,
                    opacity=opacity, room=float(room and is_first), allow=STANDS,
                )  # fmt: skip
                self._turn(words)

    def _hay(self, draw: Canvas) -> None:
        """A stack at each place, its share in it, or on it where it is thin."""
        n, t, unit, half = self._table, theme(), self._unit, self._wide / 2
        falls = np.clip(1.5 * self.laid - n.distances / n.distances.max() / 2, 0.0, 1.0)
        for k, (x, share) in enumerate(zip(self._xs, self.shares, strict=True)):
            below = self.shares[:k][np.isclose(n.distances[:k], n.distances[k])].sum()
            foot = self._ground + float(below) * unit + (1 - falls[k]) * FALL
            top, opacity = foot + float(share) * unit, float(falls[k] * (self.baled < 1))
            hay = draw.rectangle(
                "hay", k, left=x - half, right=x + half, bottom=foot, top=top, color=t.q,
                outline=t.background if share * unit > 0.1 else t.q, opacity=opacity, allow=HAY,
                measures=("y", float(share)) if share * unit > 0.3 else None,
            )  # fmt: skip
            wide = number_width(write(float(n.q[k]), ".0%"), TYPE.number)
            inside = wide + 0.04 < self._wide and n.q[k] * unit > HIGH + 0.15
            on_top = k != n.target and wide + 0.1 < self._gap and below == 0
            told = draw.number(
                "share", k, value=float(share), write=writer(".0%"), opacity=self.shared,
                at=(x, (foot + top - HIGH) / 2 if inside else top + 0.12), allow=STANDS,
                color=text_on(t.q) if inside else t.text, room=float(inside or on_top),
            )  # fmt: skip
            self._turn(hay)
            self._turn(told)

    def _arrows(self, draw: Canvas) -> None:
        """Beside the hay: the score that is raised, and by how much each is pulled, up or down."""
        n, t, low = self._table, theme(), self._ground + 0.15
        here = np.isclose(n.distances, n.distances[n.strongest])
        top = self._ground + float(self.shares[here].sum()) * self._unit
        text, others = f"score + {exact(RAISED)}", n.q[np.logical_not(here)]
        is_highest = n.q[here].sum() > others.max(initial=0.0)
        fits = is_highest or words_width(text, TYPE.number) + 0.1 < self._gap
        x, has_room = self._xs[n.strongest] + self._wide / 2 + 0.25, float(self._gap > 1.0)
        draw.words(
            "raised", text=text, at=(x, top + 0.15), align=1, size=TYPE.number,
            opacity=self.raising, room=float(fits),
        )  # fmt: skip
        draw.arrow(
            "raise", start=(x, low), end=(x, max(top, low + 0.9)), color=t.text, thickness=0.14,
            opacity=self.raising * has_room,
        )  # fmt: skip
        for k, pull in enumerate(n.pulls):
            x, wide = self._xs[k] + self._wide / 2 + 0.25, self._grown(k)[1]
            long = wide * abs(float(pull)) / float(np.abs(n.pulls).max()) * LONGEST
            ends = [(x, low), (x, low + long)]
            start, end = ends if pull < 0 else ends[::-1]
            draw.arrow(
                "force", k, start=start, end=end, color=t.p if pull < 0 else t.q, thickness=0.2,
                opacity=has_room * float(long > 0.1) * (1 - self.baled),
                allow={"pop": "it grows with its pull"},
            )  # fmt: skip

    def _bales(self, draw: Canvas) -> None:
        """Bales, which hop to where they are carried; and the cat on those at its place."""
        n, t, unit = self._table, theme(), self._unit
        start, goal = (n.distances[where.astype(int)] for where in (n.homes, n.ends))
        # By how far off places are, since two of them may be alike.
        goes = n.homes != n.ends
        low = stacked(n.masses, goes, start, before=True)
        feet = low + self.flown * (stacked(n.masses, goes, goal, before=False) - low)
        feet += 4 * self.flown * (1 - self.flown) * HOP
        for b, mass in enumerate(n.masses):
            y = self._ground + float(feet[b]) * unit
            x = self._x(float(start[b] + self.flown[b] * (goal[b] - start[b])))
            draw.rectangle(
                "bale", b, left=x - self._wide / 2, right=x + self._wide / 2, bottom=y,
                top=y + float(mass) * unit, color=t.q, outline=t.background, opacity=self.baled,
                allow=HAY,
            )  # fmt: skip
        mine = float(self.shares[n.target])
        if self.baled >= 1:
            here = (1 - self.flown) * (n.homes == n.target) + self.flown * (n.ends == n.target)
            mine = float(here @ n.masses)
        y = self._ground + mine * unit + 0.1 + CAT / 2 + (1 - self.cat) * 0.4
        draw.pictogram(
            "cat", name=CAST[0], at=(self._x(0.0), y), height=CAT, color=t.of_class(0),
            opacity=self.cat,
        )  # fmt: skip
        self._turn(self.pieces["cat",])

    # --- Pulls --------------------------------------------------------------------------------

    def _grown(self, k: int) -> tuple[float, float]:
        """How far a pull has come down, and how far it has then grown wide, both from 0 to 1."""
        grown = self.built if k == self._table.strongest else self.others
        return float(smoothstep(grown / DOWN)), float(smoothstep((grown - DOWN) / (1 - DOWN)))

    def _pulls(self, draw: Canvas) -> None:
        """Each share comes down from its hay, and grows wide to the pole: the widest lie lowest."""
        n, t, pole, half = self._table, theme(), self._x(self._table.walk), self._wide / 2
        feet = {-1: self._floor, 1: self._floor}
        for k in sorted(range(len(n.q)), key=lambda k: -abs(float(n.arms[k]))):
            x, sign, (down, wide) = self._xs[k], 1 if n.arms[k] > 0 else -1, self._grown(k)
            width = (1 - self.poured) * abs(x - pole) + self.poured * self._box
            high = float(n.q[k]) * self._unit * (abs(x - pole) / width if self.poured else 1.0)
            left, right = sorted((pole, pole + sign * width))
            bottom = self._ground + down * (feet[sign] - self._ground)
            color = t.q if sign > 0 else t.p
            draw.rectangle(
                "pull", k, left=x - half + wide * (left - x + half), bottom=bottom,
                right=x + half + wide * (right - x - half), top=bottom + high,
                color=color, outline=t.background if high > 0.1 else None,
                opacity=float(down > 0 and self.summed < 1), allow=PULL,
            )  # fmt: skip
            text = f"pull {write(abs(float(n.pulls[k])), n.pull_form)}"
            fits = words_width(text, TYPE.number) + 0.2 < right - left and high > HIGH + 0.15
            draw.words(
                "pull told", k, text=text, at=((left + right) / 2, bottom + (high - HIGH) / 2),
                size=TYPE.number, color=text_on(color), room=float(fits), allow=STANDS,
                opacity=self.named * float(wide >= 1),
            )  # fmt: skip
            feet[sign] += high * down

    def _parts(self, draw: Canvas) -> None:
        """The arm and the share of the place that is built first."""
        n, t, k = self._table, theme(), self._table.strongest
        pole, x, high = self._x(n.walk), self._xs[k], float(n.q[k]) * self._unit
        y, middle = self._floor + high + 0.2, self._floor + (high - HIGH) / 2
        draw.line(
            "arm", points=[(pole, y), (pole + self.arm * (x - pole), y)], color=t.text, width=8,
            opacity=float(self.arm > 0),
            allow={"pop": "it grows out of the pole", "overlap": "a share passes it"},
        )  # fmt: skip
        for key, text, at, align, seen, room in (
            ("arm", f"arm {write(float(n.arms[k]), n.pull_form)}", (pole - 0.25, y - HIGH / 2), 1,
             max(2 * self.arm - 1, 0.0), pole - 0.25 - self.zone.left),
            ("share", f"share {write(float(n.q[k]), '.0%')}", (x + 0.25, middle), -1, self.sized,
             (self.zone.right - x - 0.25) * (high > HIGH + 0.15)),
        ):  # fmt: skip
            draw.words(
                key, "told", text=text, at=at, align=align, size=TYPE.number, opacity=seen,
                room=float(words_width(text, TYPE.number) < room), allow=STANDS,
            )  # fmt: skip

    def _sums(self, draw: Canvas) -> None:
        """The sum of the pulls on either side of the pole, cut in parts as high as before."""
        n, t, pole, box, low = self._table, theme(), self._x(self.pivot), self._box, self._floor
        area = self._unit * (self._x(1.0) - self._x(0.0)) / box
        wide = max(number_width(write(side, n.pull_form), SUMS) for side in self._sides)
        fits = float(min(self._sides) * area > CAP * SUMS + 0.2 and wide + 0.9 < box)
        top = low + self.side * area
        for key, sign, color in (("up", -1, t.p), ("down", 1, t.q)):
            left, right = sorted((pole, pole + sign * box))
            draw.rectangle(
                "sum", key, left=left, right=right, bottom=low, top=top, color=color,
                outline=t.background, opacity=self.summed, allow=PULL, measures=("y", self.side),
            )  # fmt: skip
            x, y = (left + right) / 2, (low + top) / 2
            if n.ratio % 2 == 0:  # a cut would run through the number
                y -= self.cut * float(n.sides[0]) * area / 2
            draw.number(
                "sum told", key, value=self.side, write=writer(n.pull_form), size=SUMS,
                at=(x + 0.2, y + 0.02 - CAP * SUMS / 2), color=text_on(color), opacity=self.summed,
                room=fits, allow=STANDS,
            )  # fmt: skip
            draw.arrow(
                "sum way", key, start=(x - wide / 2 - 0.1, y + 0.22 * sign),
                end=(x - wide / 2 - 0.1, y - 0.22 * sign), color=text_on(color), thickness=0.1,
                opacity=self.summed * fits, allow=STANDS,
            )  # fmt: skip
            for part in range(1, max(TIMES)):
                y, seen = low + part * float(n.sides[0]) * area, float(part < n.ratio)
                draw.line(
                    "sum cut", key, part, points=[(left, y), (right, y)], color=t.background,
                    width=6, opacity=self.cut * seen, allow=CUT,
                )  # fmt: skip

    # --- The pivot ----------------------------------------------------------------------------

    def _options(self, draw: Canvas) -> None:
        """Small pivots on the ground, each with its letter; gone where the pivot comes by."""
        n, t, low, size = self._table, theme(), self._floor, 1.4 * TYPE.number
        # Options are farther apart than this, so where the pivot rests none is half gone.
        clear = max(0.95 * APART * (max(self._xs) - self._x(0.0)), 0.35)
        for k, letter in enumerate(LETTERS):
            x = self._x(float(n.options[min(k, len(n.options) - 1)]))
            ahead = (x - self._x(self.pivot) - 0.6 * clear) / (0.4 * clear)
            opacity = self.letters * min(max(ahead, 0.0), 1.0) * float(k < len(n.options) > 1)
            draw.polygon(
                "option", k, points=[(x - 0.3, low), (x + 0.3, low), (x, low + 0.5)], color=t.text,
                opacity=opacity, allow={"overlap": "the pivot comes by"},
            )  # fmt: skip
            draw.words(
                "letter", k, text=letter, at=(x, low - 0.3 - CAP * size), size=size,
                opacity=opacity, allow={"overlap": "the walk comes by"},
            )  # fmt: skip

    def _pole(self, draw: Canvas) -> None:
        """The pivot on its pole; and the walk from the true place to it, along the ground."""
        n, z, t, x, y, low = (
            self._table, self.zone, theme(), self._x(self.pivot), self._under, self._floor,
        )  # fmt: skip
        draw.line(
            "pole", points=[(x, low), (x, y - HEAD / 2)], color=t.text, width=7,
            opacity=self.poled, allow={"contrast": "pulls stand at it"},
        )  # fmt: skip
        draw.polygon(
            "pivot", points=[(x - 0.3, y - HEAD), (x + 0.3, y - HEAD), (x, y)], color=t.text,
            opacity=self.poled, allow={"contrast": "the plank lies on it"},
        )  # fmt: skip
        draw.line(
            "floor", points=[(z.left, low), (z.right, low)], color=t.muted, width=4,
            allow={"overlap": "other things stand on it"},
        )  # fmt: skip
        for key, color, opacity in (
            ("walk", t.gain, self.measured * (1 - self.solid)), ("loss", t.loss, self.solid),
        ):  # fmt: skip
            draw.rectangle(
                key, left=self._x(0.0), right=x, bottom=low - 0.27, top=low - 0.05, color=color,
                opacity=opacity, measures=("x", self.pivot),
                allow={"contrast": "the one becomes the other"},
            )  # fmt: skip
        for part in range(1, max(TIMES)):
            x, seen = self._x(part * float(n.walks[0])), float(part < n.ratio)
            draw.line(
                "loss cut", part, points=[(x, low - 0.27), (x, low - 0.05)], color=t.background,
                width=6, opacity=self.cut * seen, allow=CUT,
            )  # fmt: skip

    def _reading(self, draw: Canvas) -> None:
        """How far off the pivot is, at the end of the walk."""
        n, z, x = self._table, self.zone, self._x(self.pivot)
        wide = max(number_width(write(walk, n.form), BIG) for walk in self._walks)
        name, unit = words_width("loss", BIG) + 0.25, words_width(n.unit, BIG) + 0.2
        unit *= name + wide + unit + 0.4 <= z.width
        # The number makes room for the name, which then comes.
        total = min(1.0, 2 * self.solid) * name + wide + unit
        # What is written as below .01, as on the way from 0, is a little wider.
        right = max(min(x + 0.1, z.right), z.left + 0.35 + total)
        y = self._floor - 0.45 - CAP * BIG
        draw.number(
            "reading", value=self.pivot, write=writer(n.form), at=(right - unit, y), align=1,
            size=BIG, opacity=self.measured,
        )  # fmt: skip
        draw.words(
            "reading unit", text=n.unit, at=(right, y), size=BIG, align=1, opacity=self.measured,
            room=float(unit > 0),
        )  # fmt: skip
        draw.words(
            "reading name", text="loss", at=(right - unit - wide - 0.25, y), size=BIG, align=1,
            opacity=max(0.0, 2 * self.solid - 1),
        )  # fmt: skip
