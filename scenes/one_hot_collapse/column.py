"""The hero of ``OneHotCollapse``: blocks of p over a strip of q, one of which becomes a column."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import draw_shares, edges_of, true_first
from stage.layout import Size
from stage.mobjects.text import CAP
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, theme

STRIP = 0.8
"""Thickness of the strip, in manim units."""

COLUMN = 0.52
"""Width of the column."""

FOOT = 0.62
"""Below the strip: the tag and the share."""

GAP = 0.16
"""Between the blocks and the strip."""

RIGHT = 1.3
"""Room at the right of the blocks, for the level's number."""

HIGH = 0.6
"""Room above the largest block, for its pictogram."""


class Column(Figure):
    """Blocks p wide and ln(1/q) high on a base of 1; below, as wide, the strip of shares q.

    Values
    ------
    p, surprise, q
        Shape (K,).
    level
        The cross entropy, the height of the white line.
    loss, true
        The height of the column, and the share at which it stands.
    low, high
        Between which shares the curve has been drawn.
    narrow
        From 0, the true class's block over its base, to 1, a column over the edge of its share.
    guess, wrong
        How much is seen of the three ghosts, and of those two that are wrong.
    trading
        How much is seen of the arrows between the other classes.
    tagged, dragged, alone
        How much is seen of the tag, of the ring and the numbers, and of all but the column.
    """

    p, surprise, q = numbers(), numbers(), numbers()
    level, loss, true, low, high = number(), number(), number(), number(), number()
    narrow, guess, wrong, trading = look(0.0), look(0.0), look(1.0), look(0.0)
    tagged, dragged, alone = look(0.0), look(0.0), look(0.0)
    later = ("formula",)
    least_size = Size(5.0, 3.6)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscript: str,
        target: int,
        top: float,
        ghosts: FloatArray,
        true_form: str,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscript, self._target, self._top = names, subscript, target, top
        self._ghosts, self._write_true = ghosts, writer(true_form)
        self._order = true_first(len(names), target)

    def span(self, axis: str) -> float:
        """The base is 1 long; the largest loss that is to fit is as high as there is room for."""
        return self._top if axis == "y" else 1.0

    def sketch(self, draw: Canvas) -> None:
        """The strip, the blocks on their base, the level, and what is guessed and dragged."""
        base = self._base()
        self._strip(draw, base)
        self._blocks(draw, base)
        self._level(draw, base)
        self._curve(draw, base)
        self._guess(draw, base)
        self._readings(draw, base)

    def _base(self) -> Zone:
        """The rectangle over the base in which heights are drawn."""
        z = self.zone
        bottom = z.bottom + FOOT + STRIP + GAP
        return Zone(z.left + COLUMN / 2 + 0.05, z.right - RIGHT, bottom, z.top - HIGH)

    def _y(self, base: Zone, loss: float) -> float:
        return base.bottom + min(loss * base.height / self._top, base.height + HIGH - 0.3)

    def _strip(self, draw: Canvas, base: Zone) -> None:
        box = Zone(base.left, base.right, base.bottom - GAP - STRIP, base.bottom - GAP)
        others = np.arange(len(self.q)) != self._target
        draw_shares(
            draw, "share", box, self.q, order=self._order, names=self._names,
            opacity=1 - 0.7 * self.alone * others, named=1 - self.alone * others,
        )  # fmt: skip
        edges = box.left + edges_of(self.q, self._order) * box.width
        for k in range(1, len(self._order) - 1):
            x, y = float(edges[k + 1]), box.bottom - 0.2
            draw.arrow(
                "exchange", k, start=(x - 0.35, y), end=(x + 0.35, y), color=theme().text,
                opacity=self.trading,
                allow={"overlap": "arrows mark the edges that move", "zone": "they are brief"},
            )  # fmt: skip
        draw.tag("true", text="true", at=(base.left + 0.42, box.bottom - 0.33), opacity=self.tagged)

    def _blocks(self, draw: Canvas, base: Zone) -> None:
        edges = base.left + edges_of(self.p, self._order) * base.width
        for k, a, b in zip(self._order, edges[:-1], edges[1:], strict=True):
            left, right, height = float(a), float(b), float(self.surprise[k])
            if k == self._target:
                height = self.loss
                edge = base.left + self.true * base.width
                left += self.narrow * (edge - COLUMN / 2 - left)
                right += self.narrow * (edge + COLUMN / 2 - right)
            top = self._y(base, height)
            is_whole = np.isclose(top - base.bottom, height * base.height / self._top)
            draw.rectangle(
                "block", k, left=left, bottom=base.bottom, right=right, top=top,
                color=theme().of_class(k), outline=theme().background,
                measures=("y", height) if is_whole else None,
                allow={"contrast": "blocks stand side by side", "overlap": "it is the hero"},
            )  # fmt: skip
            draw.pictogram(
                "picture", k, name=self._names[k], at=((left + right) / 2, top + 0.34), height=0.5,
                color=theme().of_class(k),
                room=visibility(right - left, 0.5, 0.3), opacity=1 - self.narrow,
            )  # fmt: skip

    def _level(self, draw: Canvas, base: Zone) -> None:
        y, seen = self._y(base, self.level), 1 - self.narrow
        draw.line(
            "level", points=[(base.left, y), (base.right, y)], color=theme().text, width=5,
            opacity=seen, allow={"overlap": "it is the level of the blocks"},
        )  # fmt: skip
        draw.number(
            "level number", value=self.level, write=writer(".2f"), align=-1, color=theme().text,
            at=(base.right + 0.14, y - CAP * TYPE.number / 2), opacity=seen,
        )  # fmt: skip

    def _curve(self, draw: Canvas, base: Zone) -> None:
        highest = (base.height + HIGH - 0.3) * self._top / base.height
        ends = np.minimum(-np.log([self.high, self.low]), highest)
        loss = np.linspace(float(ends[0]), float(ends[1]), 200)
        points = np.column_stack(
            (base.left + np.exp(-loss) * base.width, base.bottom + loss * base.height / self._top)
        )
        draw.line(
            "curve", points=points, color=theme().text, width=6, opacity=self.dragged,
            allow={"overlap": "the column's top draws it"},
        )  # fmt: skip

    def _guess(self, draw: Canvas, base: Zone) -> None:
        x = base.left + self.true * base.width
        words = ("higher", "as now", "lower")
        for k, (loss, text) in enumerate(zip(self._ghosts, words, strict=True)):
            y = self._y(base, float(loss))
            seen = self.guess * (1.0 if k == 1 else self.wrong)
            draw.line(
                "ghost", k, points=[(x - 0.6, y), (x + 0.3, y)], dashed=True, color=theme().text,
                width=5, opacity=seen, allow={"overlap": "it is a guess at the column's top"},
            )  # fmt: skip
            draw.words(
                "ghost name", k, text=text, at=(x + 1.65, y - CAP * TYPE.label / 2), align=-1,
                opacity=seen,
            )  # fmt: skip

    def _readings(self, draw: Canvas, base: Zone) -> None:
        x, top = base.left + self.true * base.width, self._y(base, self.loss)
        leaves = self.loss * base.height / self._top > top - base.bottom + 1e-9
        draw.ring(
            "grip", at=(x, base.bottom - GAP - STRIP / 2), radius=0.2, color=theme().text,
            opacity=self.dragged, allow={"overlap": "it is the grip of the share"},
        )  # fmt: skip
        draw.number(
            "loss", value=self.loss, write=writer(".2f"), align=-1,
            opacity=max(self.dragged, 2 * self.narrow - 1),
            at=(x + COLUMN / 2 + 0.15, top - CAP * TYPE.number),
            allow={"overlap": "it rides on the column"},
        )  # fmt: skip
        draw.arrow(
            "beyond", start=(x, top), end=(x, top + 0.3), color=theme().of_class(self._target),
            thickness=COLUMN, opacity=self.dragged if leaves else 0.0,
            allow={"overlap": "the column goes on", "pop": "it comes out of the column"},
        )  # fmt: skip
        at = max(x, base.left + 2.2)
        draw.formula(
            "share name", math=f'q_"{self._subscript}" =', at=(at, self.zone.bottom + 0.06),
            color=theme().q, size=TYPE.number, align=1, opacity=self.dragged,
        )  # fmt: skip
        draw.number(
            "share number", value=self.true, write=self._write_true, color=theme().q, align=-1,
            at=(at + 0.12, self.zone.bottom + 0.06), opacity=self.dragged,
        )  # fmt: skip
        draw.formula(
            "formula", math=f'"loss" = ln(1\\/{{{{q_"{self._subscript}":q}}}})',
            colors={"q": theme().q},
            at=(base.left + 0.62 * base.width, base.bottom + 0.62 * base.height),
            size=1.5 * TYPE.formula,
        )  # fmt: skip
