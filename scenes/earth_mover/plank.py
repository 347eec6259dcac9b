"""The hero of ``EarthMover``: a path as a plank with hay on it, and a pivot that it balances on."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, sin

import numpy as np
from manim import VMobject

from scenes.earth_mover.numbers import APART, LETTERS, RATIOS, EarthMoverNumbers
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

READING, AIR, HEAD, BOARD, LABEL, ROW = 0.95, 0.7, 0.34, 0.56, 0.45, 0.5
"""Heights in manim units: below the ground, between the pull's area and the pivot, of the pivot,
of the plank, of a label on hay, and of a line of text above the arrows."""

CAT, POINT, ASIDE, COLUMN = 0.7, 0.32, 0.31, 0.26
"""Heights of the cat and of an arrow's point, at most. In widths of a stack: how far the cat moves
aside; width of an arrow."""

TILTED, STEEPEST = 0.45, 0.22
"""How far an end of the tilted plank may rise, in manim units; the largest sine of its angle."""

HOP = 0.06
"""How far a carried block rises, as a probability."""

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
    "contrast": "it comes out from behind its hay", "pop": "it comes out from behind its hay",
    "passes": "it descends, and widens until it is at the pole", "overlap": "it is at a pole",
}  # fmt: skip
MARK: dict[Rule, str] = {"contrast": "it cuts a bar or an area", "overlap": "it cuts an area"}


class Plank(Figure):
    """Hay on a plank; the pivot and the pull's area below it; two arrows on the true place's hay.

    Values
    ------
    shares, flown
        The share at each place, shape (K,); progress of the carried blocks.
    pivot, walk
        Distance of the pivot from the true place; average distance. The plank tilts by the
        difference.
    walk_pull, cross_pull
        How hard the true score is pulled up by the walk and by cross entropy.
    percent, cat
        Opacity of the percentages of stacks; of the cat and the distances.
    walked
        How far the front of one walk has run, up to 1, and then its end, up to 2.
    posts, freed
        Height of the posts; how far the plank has tilted, relative to its full slope.
    poled, letters, measured, loss
        Opacity of the pivot, of the options, of the walk's number, and of the name "loss".
    built, product
        How far the pull's area has been built; opacity of what it is the product of.
    blocks, ghost
        Whether hay lies in blocks; opacity of the goal of the largest block that is carried.
    raised, crossed, times
        How far the walk's arrow, and cross entropy's, have come; opacity of their growth.
    """

    shares, flown, walk_pull, cross_pull = numbers(), number(0.0), number(), number()
    pivot, walk = number(0.0), number()
    percent, cat, walked, posts, freed = look(0.0), look(0.0), look(0.0), look(1.0), look(0.0)
    poled, letters, measured, loss = look(0.0), look(0.0), look(0.0), look(0.0)
    built, product, blocks, ghost = look(0.0), look(0.0), look(0.0), look(0.0)
    raised, crossed, times = look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: EarthMoverNumbers) -> None:
        self._table = n = table
        pulls = {"walk_pull": n.walk_pulls[0], "cross_pull": n.cross_pulls[0]}
        super().__init__(name, shares=n.grow.shares[0], walk=n.walk, **pulls)

    def sketch(self, draw: Canvas) -> None:
        """Draw pulls first, since they come out from behind the hay and the plank."""
        self._measure()
        self._area(draw)
        self._arrows(draw)
        self._options(draw)
        self._pole(draw)
        self._cuts(draw)
        self._reading(draw)
        self._hay(draw)
        self._blocks(draw)
        self._board(draw)
        self._one_walk(draw)

    # --- Places -------------------------------------------------------------------------------

    def _measure(self) -> None:
        """Choose the scales, so that every state of the clip fits the zone."""
        n, z = self._table, self.zone
        self._margin = min(1.25, 0.12 * z.width)
        wide = max(number_width(write(float(w), n.form), BIG) for w in (n.walk, *n.walks))
        name, unit = words_width("loss", BIG) + 0.25, words_width(n.unit, BIG) + 0.2
        # A number that is written as below .01, as near 0, is a little wider.
        unit *= name + wide + unit + 0.4 <= z.width
        self._reading_parts, self._reading_wide = (name, wide, unit), wide + unit
        self._xs = [self._x(float(d)) for d in n.distances]
        self._gap = max(min(b - a for a, b in pairwise(sorted({*self._xs}))), 0.08)
        self._wide = min(2.0, 0.62 * self._gap)
        self._cat = min(CAT, 0.35 * self._wide)
        together = np.isclose(n.distances[:, None], n.distances).astype(float)
        near, far = (np.bincount(at.astype(int), n.masses, len(n.q)) for at in (n.homes, n.ends))
        tallest = float((together @ n.q).max())
        carried = max(float((together @ shares).max()) for shares in (near, far)) + HOP
        mine, deep = float(n.q[n.target]), float(max(near[n.target], far[n.target]))
        pulls = float(max(*n.walk_pulls, *n.cross_pulls))
        self._per_pull = 1 / max(1.0, pulls)  # arrows are as high as hay of that share, or less
        arrows, sits = deep + pulls * self._per_pull, self._cat + 0.15
        heights = (
            (carried, 2 * ROW), (arrows, ROW), (deep, sits + ROW),
            (tallest, LABEL + TILTED), (mine, sits + TILTED),
        )  # fmt: skip
        free = z.height - READING - AIR - HEAD - BOARD
        self._unit = min((free - more) / (deep + share) for share, more in heights)
        above = max(share * self._unit + more for share, more in heights)
        self._scale = self._unit * self._per_pull
        # A point is shorter than the first arrow, so that no cut lies in it.
        self._first = float(n.walk_pulls[0]) * self._scale
        self._point = min(POINT, 0.9 * self._first) if n.ratio > 1 else POINT
        self._floor = z.bottom + READING + (free - deep * self._unit - above) / 2
        high = deep * self._unit + AIR + HEAD
        self._under, self._ground = self._floor + high, self._floor + high + BOARD
        self._ends = self._x(0.0) - 0.9 * self._margin, max(self._xs) + 0.9 * self._margin
        drop = 0.8 * high / (self._ends[1] - self._x(0.0))
        right = z.right - max(self._xs) - self._wide / 2 - 0.05
        steepest = asin(min(STEEPEST, drop, right / (BOARD + tallest * self._unit)))
        slope = steepest / max(n.walk, 0.3 * float(n.distances.max()))
        rows = max(carried * self._unit + ROW, arrows * self._unit, deep * self._unit + sits)
        self._row = self._ground + rows + ROW - HIGH
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
        for k, (x, share) in enumerate(zip(self._xs, self.shares, strict=True)):
            below = self.shares[:k][np.isclose(n.distances[:k], n.distances[k])].sum()
            foot = self._ground + float(below) * unit
            top = foot + float(share) * unit
            hay = draw.rectangle(
                "hay", k, left=x - half, right=x + half, bottom=foot, top=top, color=t.q,
                outline=t.background if share * unit > 0.1 else t.q,
                opacity=float(self.blocks < 1), allow=HAY,
                measures=("y", float(share)) if share * unit > 0.3 else None,
            )  # fmt: skip
            wide = number_width(write(float(n.q[k]), ".0%"), TYPE.number)
            inside = wide + 0.04 < self._wide and n.q[k] * unit > HIGH + 0.1
            on_top = k != n.target and wide + 0.1 < self._gap and below == 0
            label = draw.number(
                "share", k, value=float(share), write=writer(".0%"), opacity=self.percent,
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
        y = self._ground + float(self.shares[n.target]) * unit + 0.1 + self._cat / 2
        x = self._x(0.0) - ASIDE * self._wide * smoothstep(2 * self.raised)
        draw.pictogram(
            "cat", name=CAST[0], at=(x, y + (1 - self.cat) * 0.4), height=self._cat,
            color=t.of_class(0), opacity=self.cat,
        )  # fmt: skip
        self._turn(self.pieces["cat",])

    # --- Pulls --------------------------------------------------------------------------------

    def _area(self, draw: Canvas) -> None:
        """Draw the walk's pull as an area: the share descends from its hay and widens to the pole.

        It is as high as the share of the true place, and as wide as the walk.
        """
        n, t, pole, x = self._table, theme(), self._x(self.pivot), self._x(0.0)
        down, wide = smoothstep(self.built / DOWN), smoothstep((self.built - DOWN) / (1 - DOWN))
        left, right = x - (1 - wide) * self._wide / 2, x + self._wide / 2
        right += wide * (pole - right)
        high = float(self.shares[n.target]) * self._unit
        bottom = self._ground + down * (self._floor - self._ground)
        self._mine = area = Zone(left, right, bottom, bottom + high)
        draw.rectangle(
            "pull", left=left, right=right, bottom=bottom, top=area.top, color=t.p,
            outline=t.background if high > 0.1 else None, opacity=float(down > 0), allow=PULL,
        )  # fmt: skip
        text = f"{write(float(n.walks[0]), n.form)} × {write(n.share, n.pull_form)}"
        fits = words_width(text, TYPE.number) + 0.2 < area.width and area.height > HIGH + 0.1
        draw.words(
            "product", text=text, at=(area.x, area.y - HIGH / 2), size=TYPE.number,
            color=text_on(t.p), room=float(fits), opacity=self.product, allow=STANDS,
        )  # fmt: skip

    def _arrows(self, draw: Canvas) -> None:
        """Draw how hard each loss raises the true place's hay, as arrows on it with their names.

        The walk's arrow comes from its area, that of cross entropy from the hay elsewhere.
        """
        n, t, size = self._table, theme(), TYPE.number
        elsewhere = int(np.argmax(n.masses * (n.homes != n.target)))
        x, half = self._x(float(n.distances[int(n.homes[elsewhere])])), self._wide / 2
        hay = Zone(
            x - half, x + half, self._ground, self._ground + n.masses[elsewhere] * self._unit
        )
        foot = self._ground + float(self.shares[n.target]) * self._unit
        for row, (key, name, pull, growth, color, source, come, aside) in enumerate((
            ("cross", "cross entropy", self.cross_pull, 1, t.muted, hay, self.crossed, 0.34),
            ("walk", "the walk", self.walk_pull, n.ratio, t.p, self._mine, self.raised, 0.03),
        )):  # fmt: skip
            x, wide = self._x(0.0) + aside * self._wide, COLUMN * self._wide
            goal = Zone(x - wide / 2, x + wide / 2, foot, foot + float(pull) * self._scale)
            zone = source.toward(goal, smoothstep(come))
            draw.polygon(
                "arrow", key, points=_arrow(zone, self._point, smoothstep(2 * come - 1)),
                color=color, outline=t.background, opacity=float(come > 0), allow=PULL,
            )  # fmt: skip
            at, low = self._x(0.0) + half + 0.15, self._row - row * ROW
            texts = name, write(float(pull), n.pull_form), f"× {growth}"
            widths = [words_width(text, size) + 0.2 for text in texts]
            seen = max(0.0, 4 * come - 3)
            draw.words(
                "arrow name", key, text=name, at=(at, low), align=-1, size=size, color=color,
                opacity=seen,
            )  # fmt: skip
            draw.number(
                "arrow number", key, value=float(pull), write=writer(n.pull_form),
                at=(at + widths[0], low), align=-1, size=size, opacity=seen,
            )  # fmt: skip
            draw.words(
                "growth", key, text=texts[2], at=(at + widths[0] + widths[1] + 0.1, low), align=-1,
                size=size, opacity=self.times * float(n.ratio > 1),
            )  # fmt: skip
            if key == "walk":
                self._walks_arrow = zone

    def _cuts(self, draw: Canvas) -> None:
        """Draw cuts of the walk, the area and the arrow into parts as long as they were at first.

        Each cut appears as soon as they have grown beyond it.
        """
        n, area, arrow, low = self._table, self._mine, self._walks_arrow, self._floor
        grown = float(self.walk / n.walks[0]) if self.flown > 0 else 1.0
        neck = arrow.height - self._point
        for part in range(1, max(RATIOS)):
            x, y = self._x(part * float(n.walks[0])), arrow.bottom + part * self._first
            for key, ends, beyond in (
                ("bar", [(x, low - 0.27), (x, low - 0.05)], grown - part),
                ("area", [(x, area.bottom), (x, area.top)], grown - part),
                (
                    "arrow",
                    [(arrow.left, y), (arrow.right, y)],
                    neck / self._first - part if n.ratio > 1 and self.flown > 0 else 0.0,
                ),
            ):
                draw.line(
                    "cut", key, part, points=ends, color=theme().background, width=6,
                    opacity=min(max(10 * beyond, 0.0), 1.0) * float(part < n.ratio), allow=MARK,
                )  # fmt: skip

    def _one_walk(self, draw: Canvas) -> None:
        """Draw one walk, from the tallest stack elsewhere to the true place, as a dashed line."""
        n, y = self._table, self._under - 0.4
        elsewhere = np.where(n.distances > 0, n.q, 0.0)
        start, end = self._xs[int(np.argmax(elsewhere))], self._x(0.0)
        ran = [
            start + min(max(way, 0.0), 1.0) * (end - start)
            for way in (self.walked, self.walked - 1)
        ]
        draw.line(
            "one walk", points=[(x, y) for x in ran], color=theme().gain, width=9, dashed=True,
            opacity=float(0 < self.walked < 2), allow={"pop": "it grows from nothing"},
        )  # fmt: skip

    # --- The pivot ----------------------------------------------------------------------------

    def _options(self, draw: Canvas) -> None:
        """Draw small pivots on the ground, each with its letter.

        The real one sweeps them away, but not the one that it comes to rest at.
        """
        n, t, low = self._table, theme(), self._floor
        # Options are farther apart than this, so where the pivot rests none is half gone.
        clear = max(0.95 * APART * (max(self._xs) - self._x(0.0)), 0.35)
        for k, letter in enumerate(LETTERS):
            x = self._x(float(n.options[min(k, len(n.options) - 1)]))
            ahead = (x - self._x(self.pivot) - 0.2 * clear) / (0.8 * clear)
            has_room = x - 0.35 - self._reading_wide > self.zone.left + 0.35
            stays = letter == n.answer and has_room
            opacity = 1.0 if stays else min(max(ahead, 0.0), 1.0)
            opacity *= 1.0 if has_room else 1 - self.measured  # the number comes there
            opacity *= self.letters * float(k < len(n.options) > 1)
            draw.polygon(
                "option", k, points=[(x - 0.3, low), (x + 0.3, low), (x, low + 0.5)], color=t.text,
                opacity=opacity, allow={"overlap": "the pivot comes by"},
            )  # fmt: skip
            draw.words(
                "letter", k, text=letter, at=(x, low - 0.45 - CAP * BIG), size=BIG,
                opacity=opacity, allow={"overlap": "the walk comes by"},
            )  # fmt: skip

    def _pole(self, draw: Canvas) -> None:
        """Draw the pivot on its pole; and the walk from the true place to it, on the ground."""
        z, t, x, y, low = (
            self.zone, theme(), self._x(self.pivot), self._under, self._floor,
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
            ("walk", t.gain, self.measured * (1 - self.loss)), ("loss", t.loss, self.loss),
        ):  # fmt: skip
            draw.rectangle(
                key, left=self._x(0.0), right=x, bottom=low - 0.27, top=low - 0.05, color=color,
                opacity=opacity, measures=("x", self.pivot),
                allow={"contrast": "the one becomes the other"},
            )  # fmt: skip

    def _reading(self, draw: Canvas) -> None:
        """Draw the distance of the pivot, left of it below the walk."""
        n, z, (name, wide, unit) = self._table, self.zone, self._reading_parts
        # The number makes room for the name, which then appears.
        total = min(1.0, 2 * self.loss) * name + wide + unit
        right = max(min(self._x(self.pivot) - 0.35, z.right), z.left + 0.35 + total)
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
            opacity=max(0.0, 2 * self.loss - 1),
        )  # fmt: skip


def _arrow(zone: Zone, point: float, pointed: float) -> list[tuple[float, float]]:
    """Return the corners of an arrow that fills a zone and points up.

    ``point`` is the height of its point, and ``pointed`` how far it is an arrow: a rectangle if 0.
    """
    inset = 0.14 * zone.width * pointed
    neck = zone.top - min(point, 0.6 * zone.height) * pointed
    left, right = zone.left + inset, zone.right - inset
    return [
        (left, zone.bottom), (left, neck), (zone.left, neck),
        (zone.left + pointed * zone.width / 2, zone.top),
        (zone.right - pointed * zone.width / 2, zone.top),
        (zone.right, neck), (right, neck), (right, zone.bottom),
    ]  # fmt: skip
