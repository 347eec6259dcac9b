"""The hero of ``EarthMover``: a path as a plank with hay on it, and a pivot that it balances on."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, sin

import numpy as np
from manim import VMobject

from scenes.earth_mover.numbers import APART, LETTERS, TIMES, EarthMoverNumbers
from stage.bales import stacked
from stage.cast import CAST
from stage.digits import exact, write, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, number, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.metadata import metadata
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import smoothstep
from stage.theme import TYPE, Zone, text_on, theme

READING, AIR, HEAD, BOARD, CAT, LABEL = 0.95, 0.3, 0.34, 0.56, 0.7, 0.45
"""Heights in manim units: below the ground, between the pulls and the pivot, of the pivot, of the
plank, of the cat, and of a label on hay."""

BAR, BETWEEN, BELOW = 0.46, 0.16, 0.25
"""Heights in manim units: of a bar of the comparison, between the two, and below them."""

TILTED, STEEPEST = 0.45, 0.22
"""How far an end of the tilted plank may rise, in manim units; the largest sine of its angle."""

HOP, FALL = 0.06, 1.0
"""How far a carried block rises, as a probability; the height from which hay falls."""

DOWN = 0.45
"""Fraction of the time of building a pull in which the share descends, before it widens."""

BIG, HIGH = 1.2 * TYPE.number, CAP * TYPE.number
"""Type size of the walk's number; height of other numbers."""

STANDS: dict[Rule, str] = {"overlap": "it stands on an area"}
HAY: dict[Rule, str] = {
    "contrast": "hay lies on hay, and on the plank",
    "pop": "blocks lie where a stack was", "passes": "a block is carried over another",
}  # fmt: skip
PULL: dict[Rule, str] = {
    "contrast": "pulls lie on each other, at one pole", "pop": "it comes out from behind its hay",
    "passes": "it descends, and widens until it is at the pole", "overlap": "it is at a pole",
}  # fmt: skip
MARK: dict[Rule, str] = {"contrast": "it cuts a bar or an area", "overlap": "it cuts an area"}


class Plank(Figure):
    """Hay on a plank; the pivot and the pulls below it; two losses' pulls compared above it.

    Values
    ------
    shares, flown
        The share at each place, shape (K,); progress of the carried blocks.
    pivot, walk
        Distance of the pivot from the true place; average distance. The plank tilts by the
        difference.
    walk_pull, cross_pull
        How hard the true score is pulled up by the walk and by cross entropy.
    laid, shared, cat
        How much of the hay has fallen; opacity of its percentages; of the cat and the distances.
    posts, freed
        Height of the posts; how far the plank has tilted, relative to its full slope.
    poled, letters, measured, solid
        Opacity of the pivot, of the options and of the walk; whether the walk is called the loss.
    arm, built, others, summed
        How much of the true place's arm is drawn; how far its pull has been built, and those of
        the others; opacity of the sums.
    blocks, ghost, cut
        Whether hay lies in blocks; opacity of the goal of the largest block that is carried, and
        of the cuts at multiples of the first lengths.
    raised, crossed
        How far the walk's pull, and cross entropy's, have come up to be compared.
    """

    shares, flown, walk_pull, cross_pull = numbers(), number(0.0), number(), number()
    pivot, walk = number(0.0), number()
    laid, shared, cat, posts, freed = look(0.0), look(0.0), look(0.0), look(1.0), look(0.0)
    poled, letters, measured, solid = look(0.0), look(0.0), look(0.0), look(0.0)
    arm, built, others, summed = look(0.0), look(0.0), look(0.0), look(0.0)
    blocks, ghost, cut = look(0.0), look(0.0), look(0.0)
    raised, crossed = look(0.0), look(0.0)

    def __init__(self, name: str, table: EarthMoverNumbers) -> None:
        self._table = n = table
        pulls = {"walk_pull": n.walk_pulls[0], "cross_pull": n.cross_pulls[0]}
        super().__init__(name, shares=n.q, walk=n.walk, **pulls)

    def sketch(self, draw: Canvas) -> None:
        """Draw the pulls first, since they come out of the hay from behind the plank."""
        self._measure()
        self._pulls(draw)
        self._arm(draw)
        self._options(draw)
        self._pole(draw)
        self._reading(draw)
        self._comparison(draw)
        self._hay(draw)
        self._blocks(draw)
        self._board(draw)

    # --- Places -------------------------------------------------------------------------------

    def _measure(self) -> None:
        """Choose the scales, so that every state of the clip fits the zone."""
        n, z = self._table, self.zone
        self._margin = min(1.25, 0.12 * z.width)
        self._xs = [self._x(float(d)) for d in n.distances]
        self._gap = max(min(b - a for a, b in pairwise(sorted({*self._xs}))), 0.08)
        self._wide = min(1.6, 0.62 * self._gap)
        together = np.isclose(n.distances[:, None], n.distances).astype(float)
        near, far = (np.bincount(at.astype(int), n.masses, len(n.q)) for at in (n.homes, n.ends))
        tallest = float((together @ n.q).max())
        carried = max(float((together @ shares).max()) for shares in (near, far))
        mine, later = float(n.q[n.target]), float(max(near[n.target], far[n.target]))
        deep = max(*(float(n.q[side].sum()) for side in (n.arms <= 0, n.arms > 0)), later)
        rows = 2 * BAR + BETWEEN + BELOW
        tall = (
            (carried + HOP, rows), (later, CAT + 0.15 + rows),
            (tallest, LABEL + TILTED), (mine, CAT + 0.15 + TILTED),
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
        """Return where a place is on a level plank, by its distance from the true one."""
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
        """Draw the plank on its posts, with the name and the distance of each place."""
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
        """Draw a stack at each place, with its share in it, or on it where it is thin."""
        n, t, unit, half = self._table, theme(), self._unit, self._wide / 2
        falls = np.clip(1.5 * self.laid - n.distances / n.distances.max() / 2, 0.0, 1.0)
        for k, (x, share) in enumerate(zip(self._xs, self.shares, strict=True)):
            below = self.shares[:k][np.isclose(n.distances[:k], n.distances[k])].sum()
            foot = self._ground + float(below) * unit + (1 - falls[k]) * FALL
            top, opacity = foot + float(share) * unit, float(falls[k] * (self.blocks < 1))
            hay = draw.rectangle(
                "hay", k, left=x - half, right=x + half, bottom=foot, top=top, color=t.q,
                outline=t.background if share * unit > 0.1 else t.q, opacity=opacity, allow=HAY,
                measures=("y", float(share)) if share * unit > 0.3 else None,
            )  # fmt: skip
            wide = number_width(write(float(n.q[k]), ".0%"), TYPE.number)
            inside = wide + 0.04 < self._wide and n.q[k] * unit > HIGH + 0.1
            on_top = k != n.target and wide + 0.1 < self._gap and below == 0
            label = draw.number(
                "share", k, value=float(share), write=writer(".0%"), opacity=self.shared,
                at=(x, (foot + top - HIGH) / 2 if inside else top + 0.12), allow=STANDS,
                color=text_on(t.q) if inside else t.text, room=float(inside or on_top),
            )  # fmt: skip
            self._turn(hay)
            self._turn(label)

    def _blocks(self, draw: Canvas) -> None:
        """Draw the blocks that are carried, each with its share; and the cat on its hay."""
        n, t, unit = self._table, theme(), self._unit
        goes = n.homes != n.ends
        start, goal = (n.distances[at.astype(int)] for at in (n.homes, n.ends))
        low = stacked(n.masses, goes, start, before=True)
        end = stacked(n.masses, goes, goal, before=False)
        feet = low + self.flown * (end - low) + 4 * self.flown * (1 - self.flown) * HOP * goes
        along = start + self.flown * (goal - start)
        half = self._wide / 2
        largest = int(np.argmax(n.masses * goes))
        x, y = self._x(float(goal[largest])), self._ground + float(end[largest]) * unit
        draw.rectangle(
            "goal", left=x - half, right=x + half, bottom=y + 0.03,
            top=y + float(n.masses[largest]) * unit, color=t.background, outline=t.muted,
            opacity=self.ghost, allow={**HAY, "contrast": "it is its outline that is seen"},
        )  # fmt: skip
        for b, mass in enumerate(n.masses):
            x, y = self._x(float(along[b])), self._ground + float(feet[b]) * unit
            draw.rectangle(
                "block", b, left=x - half, right=x + half, bottom=y, top=y + float(mass) * unit,
                color=t.q, outline=t.background, opacity=self.blocks, allow=HAY,
            )  # fmt: skip
            wide = number_width(write(float(mass), ".0%"), TYPE.number)
            inside = wide + 0.04 < self._wide and mass * unit > HIGH + 0.1
            beside = n.homes[b] == n.ends[b] == n.target and wide + self._wide + 0.3 < self._gap
            draw.number(
                "block share", b, value=float(mass), write=writer(".0%"),
                at=(x if inside else x + half + 0.15 + wide / 2, y + (mass * unit - HIGH) / 2),
                color=text_on(t.q) if inside else t.text, room=float(inside or beside),
                opacity=max(0.0, 2 * self.blocks - 1), allow=STANDS,
            )  # fmt: skip
        y = self._ground + float(self.shares[n.target]) * unit + 0.1 + CAT / 2
        cat = (self._x(0.0), y + (1 - self.cat) * 0.4)
        draw.pictogram(
            "cat", name=CAST[0], at=cat, height=CAT, color=t.of_class(0), opacity=self.cat
        )
        self._turn(self.pieces["cat",])

    # --- Pulls --------------------------------------------------------------------------------

    def _pulls(self, draw: Canvas) -> None:
        """Draw each pull: a share descends from its hay and widens to the pole."""
        n, t, pole, half = self._table, theme(), self._x(self.pivot), self._wide / 2
        feet, largest = {-1: self._floor, 1: self._floor}, dict[int, Zone]()
        # The widest lie lowest.
        for k in sorted(range(len(n.q)), key=lambda k: -abs(float(n.arms[k]))):
            x, side = self._xs[k], 1 if n.arms[k] > 0 else -1
            built = self.built if k == n.target else self.others
            down, wide = smoothstep(built / DOWN), smoothstep((built - DOWN) / (1 - DOWN))
            high = float(self.shares[k]) * self._unit
            bottom = self._ground + down * (feet[side] - self._ground)
            left, right = (
                x + s * half + wide * (end - x - s * half)
                for s, end in zip((-1, 1), sorted((pole, x)), strict=True)
            )
            draw.rectangle(
                "pull", k, left=left, right=right, bottom=bottom, top=bottom + high,
                color=t.q if side > 0 else t.p, outline=t.background if high > 0.1 else None,
                opacity=float(down > 0), allow=PULL,
            )  # fmt: skip
            area = Zone(left, right, bottom, bottom + high)
            best = largest.get(side, area)
            if area.width * area.height >= best.width * best.height:
                largest[side] = area
            if k == n.target:
                self._mine = area
            feet[side] += high * down
        step = self._x(float(n.walks[0])) - self._x(0.0)
        self._cuts(draw, "pull", self._x(0.0), step, self._mine.bottom, self._mine.top)
        for side, color in ((-1, t.p), (1, t.q)):
            area = largest.get(side, Zone(pole, pole, self._floor, self._floor))
            text = write(n.side, n.pull_form)
            wide = number_width(text, TYPE.number)
            fits = area.width > wide + 0.6 and area.height > HIGH + 0.1
            draw.number(
                "sum", side, value=n.side, write=writer(n.pull_form), color=text_on(color),
                at=(area.x + 0.2, area.y - HIGH / 2), opacity=self.summed, room=float(fits),
                allow=STANDS,
            )  # fmt: skip
            x, tip = area.x - wide / 2 - 0.1, -0.22 * side
            draw.arrow(
                "sum way", side, start=(x, area.y - tip), end=(x, area.y + tip), thickness=0.1,
                color=text_on(color), opacity=self.summed * fits, allow=STANDS,
            )  # fmt: skip

    def _arm(self, draw: Canvas) -> None:
        """Draw the arm of the true place, from the pole to it, and what makes up its pull."""
        n, t, area, pole = self._table, theme(), self._mine, self._x(self.pivot)
        y = self._floor + float(n.q[n.target]) * self._unit + 0.2
        end = pole + self.arm * (self._x(0.0) - pole)
        draw.line(
            "arm", points=[(end, y), (pole, y)], color=t.text, width=8,
            opacity=float(self.arm > 0), allow={"pop": "it grows out of the pole", **STANDS},
        )  # fmt: skip
        middle, opacity = (self._x(0.0) + pole) / 2, max(2 * self.arm - 1, 0.0)
        for key, text, low, color, fits, seen in (
            ("arm", "arm", y + 0.15, t.text, y + 0.25 + HIGH < self._under, opacity),
            ("product", "arm × share", area.y - HIGH / 2, text_on(t.p),
             area.height > HIGH + 0.1, opacity * max(0.0, 4 * self.built - 3)),
        ):  # fmt: skip
            room = fits and words_width(text, TYPE.number) + 0.2 < pole - self._x(0.0)
            draw.words(
                key, "label", text=text, at=(middle, low), size=TYPE.number, color=color,
                room=float(room), opacity=seen, allow=STANDS,
            )  # fmt: skip

    def _comparison(self, draw: Canvas) -> None:
        """Draw how hard each loss pulls the true score up, as two bars above the hay."""
        n, t, z, size = self._table, theme(), self.zone, TYPE.number
        numbers_wide = max(
            number_width(write(float(pull), n.pull_form), size)
            for pull in (*n.walk_pulls, *n.cross_pulls)
        )
        left = z.left + 0.3 + max(words_width(text, size) for text in ("cross entropy", "the walk"))
        longest = max(*n.walk_pulls, *n.cross_pulls, 1e-9)
        unit = (z.right - numbers_wide - 0.25 - left) / longest
        goes = int(np.argmax(n.masses * (n.homes != n.target)))
        x, y = self._x(float(n.distances[int(n.homes[goes])])), self._ground
        hay = Zone(x - self._wide / 2, x + self._wide / 2, y, y + n.masses[goes] * self._unit)
        for row, (key, text, pull, ends, color, source, come) in enumerate((
            ("cross", "cross entropy", self.cross_pull, n.cross_pulls, t.muted, hay,
             self.crossed),
            ("walk", "the walk", self.walk_pull, n.walk_pulls, t.p, self._mine, self.raised),
        )):  # fmt: skip
            top = z.top - row * (BAR + BETWEEN)
            goal = Zone(left, left + float(pull) * unit, top - BAR, top)
            bar = source.toward(goal, smoothstep(come))
            draw.rectangle(
                "bar", key, left=bar.left, right=bar.right, bottom=bar.bottom, top=bar.top,
                color=color, opacity=float(come > 0), allow=PULL,
                measures=("x", float(pull)) if come >= 1 else None,
            )  # fmt: skip
            low, seen = top - (BAR + HIGH) / 2, max(0.0, 4 * come - 3)
            x, middle = left + 0.25, top - BAR / 2
            draw.arrow(
                "row way", key, start=(x, middle - 0.17), end=(x, middle + 0.17), thickness=0.1,
                color=text_on(color), opacity=seen * float(min(ends) * unit > 0.5), allow=STANDS,
            )  # fmt: skip
            draw.words("row", key, text=text, at=(z.left, low), align=-1, size=size, opacity=seen)
            draw.number(
                "row", key, "number", value=float(pull), write=writer(n.pull_form),
                at=(goal.right + 0.2, low), align=-1, size=size, opacity=seen,
            )  # fmt: skip
        step = float(n.walk_pulls[0]) * unit
        self._cuts(draw, "bar", left, step, z.top - 2 * BAR - BETWEEN, z.top - BAR - BETWEEN)

    def _cuts(
        self, draw: Canvas, key: str, left: float, step: float, bottom: float, top: float
    ) -> None:
        """Draw the cuts of a bar or an area into parts of its first length, ``step``."""
        for part in range(1, max(TIMES)):
            x, is_inside = left + part * step, part < self._table.ratio
            draw.line(
                "cut", key, part, points=[(x, bottom), (x, top)], color=theme().background,
                width=6, opacity=self.cut * is_inside, allow=MARK,
            )  # fmt: skip

    # --- The pivot ----------------------------------------------------------------------------

    def _options(self, draw: Canvas) -> None:
        """Draw small pivots on the ground, each with its letter; the real one sweeps them away."""
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
        """Draw the pivot on its pole; and the walk from the true place to it, on the ground."""
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
        start, step = self._x(0.0), self._x(float(n.walks[0])) - self._x(0.0)
        self._cuts(draw, "loss", start, step, low - 0.27, low - 0.05)

    def _reading(self, draw: Canvas) -> None:
        """Draw the distance of the pivot, at the end of the walk."""
        n, z, x = self._table, self.zone, self._x(self.pivot)
        wide = max(number_width(write(float(w), n.form), BIG) for w in (n.walk, *n.walks))
        name, unit = words_width("loss", BIG) + 0.25, words_width(n.unit, BIG) + 0.2
        unit *= name + wide + unit + 0.4 <= z.width
        # The number makes room for the name, which then appears.
        total = min(1.0, 2 * self.solid) * name + wide + unit
        # A number that is written as below .01, as near 0, is a little wider.
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
