"""What is above 0 in a row of lights against what is below: two bars that start at one post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VMobject

from scenes.gradient_heatmap.signed_matrix import COLUMN, SignedMatrix, above, signed
from stage.layout import Margin, Place, Size
from stage.mobjects.declared import adds_up, allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Rectangle, segment, straight
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["Balance"]

THICK, OF_ROW = 1.2, 0.6
"""Of a bar, at most, and in shares of its row."""

LIFT = 0.14
"""Between a bar and its number, and between the post and that."""

LARGE, TOLD = 54.0, 38.0
"""Font sizes of the sum and of what is told above the bars, where there is one row."""

CUT = 0.04
"""What adds no more than that to a bar is not parted from the others by a line."""

BELOW = 0.75
"""From a bar to the baseline of its sum, where there is one row."""


class Balance(Part):
    """One pair of bars beside each row of ``wall``: orange what is below 0, blue what is above.

    Parameters
    ----------
    wall
        Whose rows they are beside.
    over, under
        What is above 0 and what is below it, without signs, shape (N,).
    sums
        What the rows sum to, shape (N,).
    poured
        How far the values of row 0 have come from its cells to their bar, shape (K,).
    wrong
        What can be told in their place, shape (N,).
    order
        As of the wall.
    write
        How values are written.
    write_sum
        How sums are.
    terms
        Whether the numbers on the cells of row 0 add up to its sum as they are written.

    Values
    ------
    over, under, sums, poured
        As above.
    told
        How far the numbers ``wrong`` have come from the ends of their bars to their column.

    Pieces: ("post", i), ("over", i), ("under", i), ("cuts", i) between what each class adds to
    what is above 0, ("card", i), ("wrong", i), and title above these numbers; zero, above the
    bars. Of row 0 when it is alone ("part", k) of what is above 0; plus and minus, the numbers
    above its bars; symbol and alone, its sum.
    """

    scaled = (("x", "over"), ("x", "under"))
    numbers = ("over", "under", "sums", "poured")
    looks = ("told",)
    later = ("minus", "plus", "zero", "title")
    counted = ""

    def __init__(
        self,
        name: str,
        wall: SignedMatrix,
        *,
        over: FloatArray,
        under: FloatArray,
        sums: FloatArray,
        poured: FloatArray,
        wrong: FloatArray,
        order: Sequence[int],
        write: Callable[[float], str],
        write_sum: Callable[[float], str],
        terms: bool,
    ) -> None:
        super().__init__(name, over=over, under=under, sums=sums, poured=poured, told=0.0)
        self.sources, self._wall, self._wrong = (wall,), wall, wrong
        t = theme()
        for i in above(order):
            card = Rectangle(stroke_width=0, fill_color=t.background, fill_opacity=1)
            self.own("card", i, of=card)
            allow("contrast", "it is only what surrounds two bars", card)
            bars = [self.own("under", i, of=Bar(t.p)), self.own("over", i, of=Bar(t.q))]
            if i == 0:
                bars += [self.own("part", k, of=Bar(t.q)) for k in range(len(poured))]
            cuts = VMobject(stroke_color=t.background, stroke_width=1.5 * HAIR)
            bars.append(self.own("cuts", i, of=cuts))
            allow("contrast", "rows lie over each other like cards", *bars)
            post = self.own("post", i, of=segment(color=t.text, width=1.5 * HAIR))
            allow("contrast", "bars start at it", post)
            self.own("wrong", i, of=Number(float(wrong[i]), write))
        for piece in self.pieces.values():
            for rule in ("overlap", "jump"):
                allow(rule, "rows lie over each other like cards", piece)
        for piece in self.all("part"):
            allow("pop", "all of them together are the bar", piece.mobject)
        for piece in self.all("cuts"):
            allow("contrast", "it parts two pieces of a bar", piece.mobject)
            allow("pop", "it parts two pieces of a bar", piece.mobject)
        allow("pop", "it is what came from the cells", self.pieces["over", 0])
        self._symbol = self.own("symbol", of=Formula("Sigma =", font_size=LARGE, display=False))
        self._alone = self.own("alone", of=Number(0.0, write_sum, font_size=LARGE, align=-1))
        tell = signed(write)
        self._minus = self.own("minus", of=Number(0.0, tell, color=t.p, align=1))
        self._plus = self.own("plus", of=Number(0.0, tell, color=t.q, align=-1))
        self._title = self.own("title", of=Words("wrong by", font_size=TYPE.tick))
        zero = Formula("Sigma = 0", font_size=TYPE.label, display=False)
        self._zero = self.own("zero", of=zero)
        self._terms = terms

    # --- What is asked of a part ------------------------------------------------------------------

    def settle(self, places: Sequence[Place]) -> None:
        """The numbers on cells add up, if each has its sign before it."""
        if self._terms and self._wall.is_inline:
            numbers = [piece.mobject for piece in self._wall.all("number")]
            adds_up(self._alone, *numbers)

    def least(self, room: Size) -> Size:
        """As the wall, which keeps clear what it needs."""
        return self._wall.least(room)

    def margin(self, zone: Zone) -> Margin:
        """As the wall, when it leaves room for bars."""
        return self._wall.around(zone)

    def span(self, axis: str) -> float:
        """As many bars of 1 as would lie in a row of cells; one has room on either side."""
        return 2 * self.inner().width / self._wall.bars(0).width

    def figure(self, *key: Any) -> Pose:
        """The bar of row i, to one side of the post."""
        kind, i = key
        if kind == "part":
            return self._part(i)
        row, value = self._wall.bars(i), float(self.values[kind][i])
        color, angle = (theme().q, 0.0) if kind == "over" else (theme().p, 180.0)
        foot = (row.x, row.y)
        return Pose(foot, angle, value, self.unit("x"), self._thick(row), color)

    def _part(self, k: int) -> Pose:
        """What class k adds to row 0: it comes from its cell to its place in the bar."""
        cell, row, unit = self._wall.cell(0, k), self._wall.bars(0), self.unit("x")
        above = self._wall.values["g"][0].clip(min=0)
        value, before = float(above[k]), float(above[:k].sum())
        # It goes along the foot of the cells, clear of the numbers on them, and then up.
        share, low = float(self.values["poured"][k]), cell.bottom + self._thick(row) / 2
        x = (1 - share) * (cell.x - value * unit / 2) + share * (row.x + before * unit)
        y = low + (row.y - low) * share**5
        return Pose((x, y), 0.0, value, unit, self._thick(row), theme().q)

    def _cut(self, i: int) -> None:
        """Where in row i what a class adds begins, if it and what is before it are long enough."""
        row, unit, half = self._wall.bars(i), self.unit("x"), self._thick(self._wall.bars(i)) / 2
        adds = self._wall.values["g"][i].clip(min=0) * unit
        before = np.cumsum(adds) - adds
        far = np.minimum(adds, before - CUT)  # clear of the post, too
        high = [half * visibility(float(room), CUT, CUT / 8) for room in far]
        if i == 0:
            high *= self.values["poured"] == 1
        ways = [
            straight(np.array([[row.x + x, row.y - up, 0], [row.x + x, row.y + up, 0]]))
            for x, up in zip(before, high, strict=True) if up > 0
        ]  # fmt: skip
        self.pieces["cuts", i].points = np.concatenate((np.zeros((0, 3)), *ways))

    def _thick(self, row: Zone) -> float:
        """Of a bar; one that is alone leaves room for what is told above and below it."""
        thick, many = min(THICK, OF_ROW * row.height), float(self._wall.values["open"])
        return many * thick + (1 - many) * max(0.3, min(thick, row.height - 2 * BELOW - 0.1))

    def draw(self, zone: Zone) -> None:
        """The post, and what is told of the bars."""
        wall, many = self._wall, float(self._wall.values["open"])
        told = float(self.values["told"])
        x, column = wall.bars(0).x, zone.right - COLUMN / 2 + 0.1
        for i, wrong in enumerate(self._wrong):
            bars, error = wall.bars(i), self.pieces["wrong", i]
            half = bars.height / 2
            self.pieces["card", i].set_sides(bars.left, bars.y - half, zone.right, bars.y + half)
            up = self._thick(bars) / 2 + LIFT + CAP * TOLD
            up = (1 - many) * up + many * half
            down = (1 - many) * (self._thick(bars) / 2 + LIFT / 2) + many * half
            post = self.pieces["post", i]
            post.through([[x, bars.y - down, 0], [x, bars.y + up, 0]])
            size = min(TYPE.label, max(TYPE.tick, 0.6 * bars.height / CAP))
            error.font_size = size
            half_width = number_width(error.write(float(wrong)), size) / 2
            end = float(self.figure("over", i).head[0]) + LIFT + half_width
            there = (1 - told) * min(column, end) + told * column
            error.set_value(float(wrong), at=(there, bars.y - CAP * size / 2))
            clear = wall.clear(i)
            metadata(error).visibility = min(wall.come(i), 3 * told) * clear
            for kind in ("card", "over", "under", "post", "cuts"):
                metadata(self.pieces[kind, i]).visibility = wall.come(i) * clear
            self._cut(i)
        for k, share in enumerate(self.values["poured"]):
            metadata(self.pieces["part", k]).visibility = min(1.0, 6 * float(share))
        bars = wall.bars(0)
        y = bars.y + self._thick(bars) / 2 + LIFT
        self._minus.set_value(-float(self.values["under"][0]), at=(x - LIFT, y))
        self._plus.set_value(float(self.values["over"][0]), at=(x + LIFT, y))
        room = (bars.width / 2 - LIFT) / number_width(self._plus.text, 1.0)
        for number in (self._minus, self._plus):
            number.font_size = max(TYPE.tick, min(TOLD, room))
        alone = max(0.0, 1 - 3 * many)
        metadata(self._minus).visibility = min(alone, 8 * float(self.values["under"][0]))
        for piece in (self._plus, self._symbol, self._alone):
            metadata(piece).visibility = alone
        base = bars.y - self._thick(bars) / 2 - BELOW
        self._symbol.put(x + 0.1, base, align=1)
        self._alone.set_value(float(self.values["sums"][0]), at=(x + 0.25, base))
        base = wall.headings()
        self._title.put(min(column, zone.right - self._title.made_width / 2), base)
        self._zero.put(x, base)
