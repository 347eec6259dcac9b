"""What is above 0 in a row of lights against what is below: two bars that start at one post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from scenes.gradient_heatmap.signed_matrix import SignedMatrix, signed
from scenes.layout import Margin, Size
from scenes.mobjects.declared import adds_up, allow
from scenes.mobjects.shapes import HAIR, Rectangle, segment
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.part import Bar, Part, Pose
from scenes.theme import TYPE, Zone, theme

__all__ = ["Balance"]

COLUMN = 1.2
"""Width of the column of numbers, right of the bars."""

THICK, OF_ROW = 1.2, 0.6
"""Of a bar, at most, and in shares of its row."""

LIFT = 0.14
"""Between a bar and its number, and between the post and that."""

LARGE, TOLD = 54.0, 38.0
"""Font sizes of the sum and of what is told above the bars, where there is one row."""

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
        The numbers on the cells of row 0, if these add up to its sum as they are written.

    Values
    ------
    over, under, sums, poured
        As above.

    Pieces: post, ("over", i), ("under", i), ("part", k) of what is above 0 in row 0, ("card", i),
    ("sum", i), ("wrong", i), plus and minus: the numbers of row 0, above its bars; symbol, before
    the sum of a row that is alone; ("title", "sum" | "wrong") above those of many; zero, above the
    post.
    """

    scaled = (("x", "over"), ("x", "under"))
    numbers = ("over", "under", "sums", "poured")
    later = ("wrong", "minus", "plus", "zero")
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
        super().__init__(name, over=over, under=under, sums=sums, poured=poured)
        self.sources, self._wall, self._wrong = (wall,), wall, wrong
        t = theme()
        for i in reversed(order):
            card = Rectangle(stroke_width=0, fill_color=t.background, fill_opacity=1)
            self.own("card", i, of=card)
            allow("contrast", "it is only what surrounds two bars", card)
            bars = [self.own("under", i, of=Bar(t.p)), self.own("over", i, of=Bar(t.q))]
            allow("contrast", "rows lie over each other like cards", *bars)
            self.own("sum", i, of=Number(0.0, write_sum))
            self.own("wrong", i, of=Number(float(wrong[i]), write))
        for piece in self.pieces.values():
            for rule in ("overlap", "jump"):
                allow(rule, "rows lie over each other like cards", piece)
        for k in range(len(poured)):
            part = self.own("part", k, of=Bar(t.q))
            allow("overlap", "it comes from its cell", part)
            allow("contrast", "it comes from its cell", part)
            allow("pop", "all of them together are the bar", part)
        allow("pop", "it is what came from the cells", self.pieces["over", 0])
        self._post = self.own("post", of=segment(color=t.text, width=1.5 * HAIR))
        allow("contrast", "bars start at it", self._post)
        self._symbol = self.own("symbol", of=Formula("Sigma =", font_size=LARGE, display=False))
        tell = signed(write)
        self._minus = self.own("minus", of=Number(0.0, tell, color=t.p, align=1))
        self._plus = self.own("plus", of=Number(0.0, tell, color=t.q, align=-1))
        self._titles = {
            "sum": self.own("title", "sum", of=Formula("Sigma", display=False)),
            "wrong": self.own("title", "wrong", of=Words("wrong by", font_size=TYPE.tick)),
        }
        self.hide(("title", "wrong"))
        zero = Formula("Sigma = 0", font_size=TYPE.label, display=False)
        self._zero = self.own("zero", of=zero)
        if terms:
            numbers = [wall.pieces["number", k] for k in range(wall.values["g"].shape[1])]
            adds_up(self.pieces["sum", 0], *numbers)

    # --- What is asked of a part ------------------------------------------------------------------

    def least(self, room: Size) -> Size:
        """Bars whose lengths can be compared."""
        return Size(COLUMN + 1.6, 0.6)

    def margin(self, zone: Zone) -> Margin:
        """Numbers on the right."""
        return Margin(0.06, COLUMN, 0.0, 0.0)

    def span(self, axis: str) -> float:
        """A bar of 1 on either side."""
        return 2.0

    def figure(self, *key: Any) -> Pose:
        """The bar of row i, to one side of the post."""
        kind, i = key
        if kind == "part":
            return self._part(i)
        row, value = self._wall.row(i), float(self.values[kind][i])
        color, angle = (theme().q, 0.0) if kind == "over" else (theme().p, 180.0)
        foot = (self.inner().x, row.y)
        return Pose(foot, angle, value, self.unit("x"), self._thick(row), color)

    def _part(self, k: int) -> Pose:
        """What class k adds to row 0: it comes from its cell to its place in the bar."""
        cell, row, unit = self._wall.cell(0, k), self._wall.row(0), self.unit("x")
        above = self._wall.values["g"][0].clip(min=0)
        value, before = float(above[k]), float(above[:k].sum())
        # It goes along the foot of the cells, clear of the numbers on them, and then up.
        share, low = float(self.values["poured"][k]), cell.bottom + self._thick(row) / 2
        x = (1 - share) * (cell.x - value * unit / 2) + share * (self.inner().x + before * unit)
        y = low + (row.y - low) * share**5
        return Pose((x, y), 0.0, value, unit, self._thick(row), theme().q)

    @staticmethod
    def _thick(row: Zone) -> float:
        return min(THICK, OF_ROW * row.height)

    def draw(self, zone: Zone) -> None:
        """The post, and what is told of the bars."""
        block, inner, many = self._wall.block(), self.inner(), float(self._wall.values["open"])
        x, column = inner.x, inner.right + COLUMN / 2 + 0.05
        row = self._wall.row(0)
        up = self._thick(row) / 2 + LIFT + CAP * TOLD
        ends = [(1 - many) * (row.y + way) + many * end
                for way, end in ((-up, block.bottom), (up, block.top))]  # fmt: skip
        self._post.set_points_as_corners([[x, y, 0] for y in ends])
        for i, wrong in enumerate(self._wrong):
            y, pitch = self._wall.row(i).y, self._wall.pitch()
            self.pieces["card", i].set_sides(zone.left, y - pitch / 2, zone.right, y + pitch / 2)
            error = self.pieces["wrong", i]
            size = min(TYPE.label, max(TYPE.tick, 0.6 * pitch / CAP))
            error.font_size = size
            error.set_value(float(wrong), at=(column, y - CAP * size / 2))
            self._add_up(i, many, column, size)
            for kind in ("card", "over", "under", "sum"):
                self.pieces[kind, i].room = self._wall.come(i)
        for k, share in enumerate(self.values["poured"]):
            self.pieces["part", k].room = min(1.0, 6 * float(share))
        y = row.y + self._thick(row) / 2 + LIFT
        self._minus.set_value(-float(self.values["under"][0]), at=(x - LIFT, y))
        self._plus.set_value(float(self.values["over"][0]), at=(x + LIFT, y))
        room = (inner.width / 2 - LIFT) / number_width(self._plus.text, 1.0)
        for number in (self._minus, self._plus):
            number.font_size = max(TYPE.tick, min(TOLD, room))
        alone = max(0.0, 1 - 3 * many)
        self._minus.room = min(alone, 8 * float(self.values["under"][0]))
        self._plus.room = self._symbol.room = alone
        self._titles["sum"].room = max(0.0, 3 * many - 2)
        base = block.top + 0.16
        self._titles["sum"].put(column, base)
        self._titles["wrong"].put(column, base)
        self._zero.put(x, base)

    def _add_up(self, i: int, many: float, column: float, size: float) -> None:
        """The sum of row i: in its column, or below the bars of a row that is alone."""
        total, row = self.pieces["sum", i], self._wall.row(i)
        y = row.y - CAP * size / 2
        if i > 0:
            total.font_size = size
            total.set_value(float(self.values["sums"][i]), at=(column, y))
            return
        total.font_size = (1 - many) * LARGE + many * size
        x, base = self.inner().x, row.y - self._thick(row) / 2 - BELOW
        self._symbol.put(x + 0.1, base, align=1)
        value = float(self.values["sums"][0])
        alone = x + 0.25 + number_width(total.write(value), LARGE) / 2
        total.set_value(value,
                        at=((1 - many) * alone + many * column, (1 - many) * base + many * y))  # fmt: skip
