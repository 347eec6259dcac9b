"""The hero of ``OneHotCollapse``: blocks of p over a strip of q, one of which becomes a column."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import FADE, INSIDE, draw_shares, edges_of
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

STRIP = 0.85
"""Thickness of the strip, in manim units."""

COLUMN = 0.7
"""Width of the column."""

FOOT = 0.62
"""Below the strip: the tag and the share."""

GAP = 0.14
"""Between the blocks and the strip."""

LEFT, RIGHT = 1.4, 0.42
"""At the left of the blocks, for names and the level's number; and at the right."""

HIGH = 0.6
"""Above the largest block, for its pictogram."""

HERO: dict[Rule, str] = {"overlap": "it is the hero", "contrast": "blocks stand side by side"}


class Column(Figure):
    """Blocks p wide and ln(1/q) high on a base of 1; below, as wide, the strip of shares q.

    The true class is the last at the right, where its column has free way out of the picture.

    Values
    ------
    p, surprise, q
        Shape (K,).
    level
        The cross entropy, the height of the white line.
    loss, true
        The height of the true class's block, and its share.
    low, high
        Between which shares the curve has been drawn.
    narrow
        From 0, the true class's block over its base, to 1, a column over the edge of its share.
    guess, wrong
        How much is seen of the three ghosts, and of those two that are wrong.
    trading
        How much is seen of the arrows between the other classes.
    tagged, dragged
        How much is seen of the tag; and of the ring, the share and the curve.
    """

    p, surprise, q = numbers(), numbers(), numbers()
    level, loss, true, low, high = number(), number(), number(), number(), number()
    narrow, guess, wrong, trading = look(0.0), look(0.0), look(1.0), look(0.0)
    tagged, dragged, formula = look(0.0), look(0.0), look(0.0)
    fading = ("share name", "share picture", "sure")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscripts: tuple[str, ...],
        target: int,
        sure: int,
        top: float,
        ceiling: float,
        ghosts: FloatArray,
        true_form: str,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscripts, self._target, self._sure = names, subscripts, target, sure
        self._top, self._ceiling = top, ceiling
        self._ghosts, self._write_true = ghosts, writer(true_form)
        self._order = (*(k for k in range(len(names)) if k != target), target)
        # What width and height are is told on the widest block of another class.
        self._widest = max(self._order[:-1], key=lambda k: float(self.p[k]))

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
        return Zone(z.left + LEFT, z.right - RIGHT, bottom, z.top - HIGH)

    def _y(self, base: Zone, loss: float) -> float:
        """The height of a loss; beyond the frame its edge."""
        return min(base.bottom + loss * base.height / self._top, self._ceiling)

    def _edge(self, base: Zone) -> float:
        """Where the true class's share begins."""
        return base.right - self.true * base.width

    def _leaves(self, base: Zone) -> bool:
        return self._y(base, self.loss) >= self._ceiling

    # --- The strip of q -----------------------------------------------------------------------

    def _strip(self, draw: Canvas, base: Zone) -> None:
        box = Zone(base.left, base.right, base.bottom - GAP - STRIP, base.bottom - GAP)
        draw_shares(draw, "share", box, self.q, order=self._order, names=self._names)
        draw.formula(
            "strip name", math='"share" {{q:q}}', colors={"q": theme().q}, size=TYPE.label, align=1,
            at=(base.left - 0.14, box.y - 0.12),
        )  # fmt: skip
        edges = box.left + edges_of(self.q, self._order) * box.width
        for k in range(1, len(self._order) - 1):
            x, y = float(edges[k]), box.bottom - 0.22
            draw.arrow(
                "exchange", k, start=(x - 0.35, y), end=(x + 0.35, y), color=theme().text,
                opacity=self.trading,
                allow={"overlap": "arrows mark the edges that move", "zone": "they are brief",
                       "contrast": "edges may be at one place"},
            )  # fmt: skip
        place = self._order.index(self._sure)
        left, right = float(edges[place]), float(edges[place + 1])
        self._said(draw, Zone(left, right, box.bottom, box.top))
        draw.tag("true", text="true", at=(base.right - 0.1, box.bottom - 0.33), opacity=self.tagged)

    def _said(self, draw: Canvas, piece: Zone) -> None:
        """How sure it is of the largest other class, behind its name."""
        name, size = self._names[self._sure], 1.1 * TYPE.number
        value, color = float(self.q[self._sure]), text_on(theme().of_class(self._sure))
        write, half = writer(".0%"), words_width(name, TYPE.label) / 2
        draw.number(
            "sure", value=value, write=write, size=size, align=-1, color=color,
            at=(piece.x + half + 0.55, piece.y - CAP * size / 2), opacity=self.dragged,
            room=visibility(piece.width / 2, half + 0.7 + number_width(write(value), size), 0.3),
            allow=INSIDE,
        )  # fmt: skip

    # --- The blocks ---------------------------------------------------------------------------

    def _blocks(self, draw: Canvas, base: Zone) -> None:
        edges = base.left + edges_of(self.p, self._order) * base.width
        for k, a, b in zip(self._order, edges[:-1], edges[1:], strict=True):
            left, right, height = float(a), float(b), float(self.surprise[k])
            is_true = k == self._target
            if is_true:
                height, edge = self.loss, self._edge(base)
                left += self.narrow * (edge - COLUMN / 2 - left)
                right += self.narrow * (edge + COLUMN / 2 - right)
            top = self._y(base, height)
            draw.rectangle(
                "block", k, left=left, bottom=base.bottom, right=right, top=top,
                color=theme().of_class(k),
                measures=("y", height) if top < self._ceiling else None,
                allow={**HERO, "zone": "it leaves the picture"},
            )  # fmt: skip
            self._name(draw, k, Zone(left, right, base.bottom, top))
            if k == self._widest:
                self._told(draw, k, Zone(left, right, base.bottom, top))

    def _name(self, draw: Canvas, k: int, block: Zone) -> None:
        """The pictogram over a block, and beside it the name where there is room for both."""
        name, color, y = self._names[k], theme().of_class(k), block.top + 0.34
        seen = max(0.0, 1 - self.narrow - self.guess)
        wide = words_width(name, TYPE.label)
        both = visibility(block.width, wide + 0.8 + FADE / 2, FADE)
        is_cast = draw.pictogram(
            "picture", k, name=name, at=(block.x - both * (wide + 0.1) / 2, y), height=0.5,
            color=color, room=visibility(block.width, 0.5, 0.3), opacity=seen,
        )  # fmt: skip
        draw.words(
            "name", k, text=name, at=(block.x + 0.3 * is_cast, y - CAP * TYPE.label / 2),
            color=color, room=both, opacity=seen, allow={"overlap": "the level passes over it"},
        )  # fmt: skip

    def _told(self, draw: Canvas, k: int, block: Zone) -> None:
        """What width and height of a block are, on it."""
        ink, size = text_on(theme().of_class(k)), TYPE.label
        told = (
            ("width", '"width" = p', 1.6, 0.15),
            ("height", f'"height" = ln(1\\/q_"{self._subscripts[k]}")', 3.3, 0.75),
        )
        for key, math, wide, up in told:
            room = visibility(block.width, wide, 0.3) if block.height > up + 0.4 else 0.0
            draw.formula(
                key, math=math, color=ink, size=size, at=(block.x, block.bottom + up), room=room,
                allow=INSIDE,
            )  # fmt: skip

    # --- Level, curve and guesses -------------------------------------------------------------

    def _level(self, draw: Canvas, base: Zone) -> None:
        y, seen = self._y(base, self.level), 1 - self.narrow
        draw.line(
            "level", points=[(base.left, y), (base.right, y)], color=theme().text, width=6,
            opacity=seen, allow={"overlap": "it is the level of the blocks"},
        )  # fmt: skip
        x, size = base.left - 0.14, 1.1 * TYPE.number
        draw.words("level name", text="loss", align=1, at=(x, y + 0.12), opacity=seen)
        draw.number(
            "level number", value=self.level, write=writer(".2f"), size=size, align=1,
            at=(x, y - 0.1 - CAP * size), opacity=seen,
        )  # fmt: skip

    def _curve(self, draw: Canvas, base: Zone) -> None:
        highest = (self._ceiling - base.bottom) * self._top / base.height
        ends = np.minimum(-np.log([self.high, self.low]), highest)
        loss = np.linspace(float(ends[0]), float(ends[1]), 200)
        points = np.column_stack(
            (base.right - np.exp(-loss) * base.width, base.bottom + loss * base.height / self._top)
        )
        draw.line(
            "curve", points=points, color=theme().text, width=6, opacity=self.dragged,
            allow={"overlap": "the column's top draws it", "zone": "it leaves the picture",
                   "contrast": "the column's top draws it"},
        )  # fmt: skip

    def _guess(self, draw: Canvas, base: Zone) -> None:
        a, b = base.left + 0.06 * base.width, base.left + 0.3 * base.width
        ink, ceiling = text_on(theme().of_class(self._target)), self.zone.top - 0.2
        now = self._y(base, float(self._ghosts[1]))
        is_high = now > ceiling - 1.0  # there is no way to write anything else above it
        for k, (loss, text) in enumerate(
            zip(self._ghosts, ("higher?", "as now?", "lower?"), strict=True)
        ):
            y = min(self._y(base, float(loss)), ceiling)
            is_on = k == 2 or (k == 1 and is_high)
            at = (self._above(base), now + (-0.24 if is_high else 0.24), y)[k]
            seen = self.guess * (1.0 if k == 1 else self.wrong)
            seen *= float(k < 2 or y > base.bottom + 0.25)
            guesses: dict[Rule, str] = {
                "overlap": "it is a guess at the block's top",
                "contrast": "it is a guess at the block's top",
            }  # fmt: skip
            draw.line(
                "ghost", k, points=[(a, y), (b, y)], dashed=True, width=7,
                color=ink if k == 2 else theme().text, opacity=seen, allow=guesses,
            )  # fmt: skip
            draw.words(
                "ghost name", k, text=text, at=(b + 0.2, at - CAP * TYPE.label / 2), align=-1,
                color=ink if is_on else theme().text, opacity=seen, allow=INSIDE,
            )  # fmt: skip

    def _above(self, base: Zone) -> float:
        """Where the guess that is higher has its name: clear of the one below it."""
        now, higher = (self._y(base, float(self._ghosts[k])) for k in (1, 0))
        return min(max(higher, now + 0.6), self.zone.top - 0.2)

    # --- What is dragged ----------------------------------------------------------------------

    def _readings(self, draw: Canvas, base: Zone) -> None:
        x, top = self._edge(base), self._y(base, self.loss)
        draw.disc(
            "grip", at=(x, base.bottom - GAP - STRIP / 2), radius=0.2, color=theme().text,
            outline=theme().background, opacity=self.dragged,
            allow={"overlap": "it is the grip of the share", "contrast": "it has an outline"},
        )  # fmt: skip
        size = 1.4 * TYPE.number
        wide, high = words_width(writer(".2f")(self.loss), size), min(top, self.zone.top)
        # Above a low column, since the curve may be at its left; beside a high one.
        beside = min(max((top - base.bottom) / base.height - 0.45, 0.0) / 0.2, 1.0)
        # At its right the curve goes on, up to the lowest share so far.
        farthest = max(self.true - (wide / 2 + 0.1) / base.width, self.low)
        rise = min(self._y(base, float(-np.log(farthest))) - top, 0.6)
        clear = 0.14 + rise * (1 - beside)
        right = min(x + wide / 2, self.zone.right)
        right += min(2 * beside, 1.0) * (x - COLUMN / 2 - 0.18 - right)
        down = max(2 * beside - 1, 0.0) * (CAP * size + clear)
        draw.number(
            "loss", value=self.loss, write=writer(".2f"), align=1, size=size,
            opacity=max(0.0, 2 * self.narrow - 1), at=(right, high + clear - down),
            allow={"overlap": "it rides on the column"},
        )  # fmt: skip
        way = right - wide - 0.35
        draw.arrow(
            "on", start=(way, high - 0.8), end=(way, high), thickness=0.12, color=theme().text,
            opacity=float(self._leaves(base)),
            allow={"pop": "the column has left the picture", "overlap": "it rides on the column"},
        )  # fmt: skip
        at = min(max(x, base.left + 1.4), base.right - 2.5)
        of_true = self._subscripts[self._target]
        draw.formula(
            "share name", math=f'q_"{of_true}" =', at=(at, self.zone.bottom + 0.06),
            color=theme().q, size=TYPE.number, align=1, opacity=self.dragged,
        )  # fmt: skip
        draw.number(
            "share number", value=self.true, write=self._write_true, color=theme().q, align=-1,
            at=(at + 0.12, self.zone.bottom + 0.06), opacity=self.dragged,
        )  # fmt: skip
        self._formula(draw, base)

    def _formula(self, draw: Canvas, base: Zone) -> None:
        """In the middle of what is free above the block, while that is not there itself."""
        y, of_true = base.bottom + 0.8 * base.height, self._subscripts[self._target]
        free = visibility(y - 1.05, self._y(base, self.loss))
        asked = self.guess * float(abs(self._above(base) - y) < 0.8)
        draw.formula(
            "formula", math=f'"loss" = ln(1\\/{{{{q_"{of_true}":q}}}})', colors={"q": theme().q},
            at=(base.left + 0.38 * base.width, y), size=1.5 * TYPE.formula,
            room=max(free, 50 * self.narrow - 49, 0.0) * (1 - asked), opacity=self.formula,
        )  # fmt: skip
