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

THICK, OF_ROW = 1.0, 0.5
"""Of a bar, at most, and in shares of its row."""

LIFT = 0.14
"""Between a bar and its number, and between the post and that."""

LARGE = 44.0
"""Font size of a sum, where there is one row."""


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
    over, under, sums
        As above.

    Pieces: post, ("over", i), ("under", i), ("card", i), ("sum", i), ("wrong", i), ("plus",) and
    ("minus",): the numbers of row 0, above its bars; ("title", "sum" | "wrong") of the numbers;
    zero, above the post.
    """

    scaled = (("x", "over"), ("x", "under"))
    numbers = ("over", "under", "sums")
    later = ("wrong", "minus", "plus", "title", "zero")
    counted = ""

    def __init__(
        self,
        name: str,
        wall: SignedMatrix,
        *,
        over: FloatArray,
        under: FloatArray,
        sums: FloatArray,
        wrong: FloatArray,
        order: Sequence[int],
        write: Callable[[float], str],
        write_sum: Callable[[float], str],
        terms: bool,
    ) -> None:
        super().__init__(name, over=over, under=under, sums=sums)
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
        self._post = self.own("post", of=segment(color=t.text, width=1.5 * HAIR))
        allow("contrast", "bars start at it", self._post)
        tell = signed(write)
        self._minus = self.own("minus", of=Number(0.0, tell, color=t.p, align=1))
        self._plus = self.own("plus", of=Number(0.0, tell, color=t.q, align=-1))
        self._titles = {
            "sum": self.own("title", "sum", of=Formula("Sigma", display=False)),
            "wrong": self.own("title", "wrong", of=Words("wrong by", font_size=TYPE.tick)),
        }
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
        row, value = self._wall.row(i), float(self.values[kind][i])
        color, angle = (theme().q, 0.0) if kind == "over" else (theme().p, 180.0)
        foot = (self.inner().x, row.y)
        return Pose(foot, angle, value, self.unit("x"), self._thick(row), color)

    @staticmethod
    def _thick(row: Zone) -> float:
        return min(THICK, OF_ROW * row.height)

    def draw(self, zone: Zone) -> None:
        """The post, and what is told of the bars."""
        block, inner, many = self._wall.block(), self.inner(), float(self._wall.values["open"])
        x, column = inner.x, inner.right + COLUMN / 2 + 0.05
        self._post.set_points_as_corners([[x, block.bottom, 0], [x, block.top, 0]])
        size = (1 - many) * LARGE + many * TYPE.label
        for i, wrong in enumerate(self._wrong):
            row, pitch = self._wall.row(i), self._wall.pitch()
            y = row.y
            self.pieces["card", i].set_sides(zone.left, y - pitch / 2, zone.right, y + pitch / 2)
            total, error = self.pieces["sum", i], self.pieces["wrong", i]
            total.font_size = max(TYPE.tick, min(size, 0.8 * pitch / CAP))
            total.set_value(float(self.values["sums"][i]),
                            at=(column, y - CAP * total.font_size / 2))  # fmt: skip
            error.font_size = max(TYPE.tick, min(TYPE.label, 0.6 * pitch / CAP))
            error.set_value(float(wrong), at=(column, y - CAP * error.font_size / 2))
        row = self._wall.row(0)
        y = row.y + self._thick(row) / 2 + LIFT
        self._minus.set_value(-float(self.values["under"][0]), at=(x - LIFT, y))
        self._plus.set_value(float(self.values["over"][0]), at=(x + LIFT, y))
        for number in (self._minus, self._plus):
            width = number_width(number.text, TYPE.label)
            number.font_size = TYPE.label if width + LIFT < inner.width / 2 else TYPE.tick
        base = block.top + 0.16
        self._titles["sum"].put(column, base)
        self._titles["wrong"].put(column, base)
        self._zero.put(x, base)
