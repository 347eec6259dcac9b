"""The drawing of ``EntropyFloor``.

Hook: p and q as bars, the areas that they make, and their level.
Cause: q is moved: into p; one probability of it; all of it, anywhere; and back.
What becomes what: the level of the areas is a floor; a dot on it draws a valley.
Answer: all valleys stand on H(p), and what q pays above it is the KL divergence.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from scenes.entropy_floor import words
from scenes.entropy_floor.balance import Balance
from scenes.entropy_floor.numbers import EntropyFloorNumbers
from scenes.entropy_floor.valleys import Valleys
from stage.digits import writer
from stage.layout import Arrangement, Arrangements, Column, Fit, Layers, Row
from stage.mobjects.declared import allow
from stage.numbers import FloatArray
from stage.parts.areas import Areas
from stage.parts.bars import Bars
from stage.parts.formulas import Forms
from stage.parts.part import Change, Piece
from stage.story import Story
from stage.theme import TYPE


class EntropyFloor(Story[EntropyFloorNumbers]):
    """Question: whether any prediction can get lower than the truth itself."""

    def layout(self) -> Arrangements:
        """Bars, beside the areas and then their valleys; above them what all of it costs."""
        n, t, write = self.numbers, self.theme, writer(self.numbers.form)
        share, colors = writer(n.share_form), {"p": t.p, "q": t.q}
        bars = partial(Bars, span=(0.0, n.most), names=n.names, write=share)
        self.p, self.q = bars("p", n.p, color=t.p), bars("q", n.q, color=t.q)
        for number in self.q.all("number"):
            allow("pop", "one that becomes a bound may have no room for that", number.mobject)
        self.letters = Forms("the letters", words.LETTERS, colors=colors, most=TYPE.label, align=0)
        self.areas = Areas(
            "the areas", n.p, n.sink_surprise[0], 0 * n.p, top=n.tall, write=write, names=n.names
        )
        self.land = Valleys(
            "the valleys", p=n.p, floor=n.floor, along=n.along, heights=n.valleys,
            q=n.q, level=n.level, gap=0.0, traced=n.drag_traced[0],
            dragged=n.dragged, write=share, write_floor=write, low=0.0, high=n.tall,
            ends=(n.bottom, n.top), visited=n.visited)  # fmt: skip
        self.balance = Balance(
            "the balance", (*words.SYMBOLS, *words.shares(n)),
            np.array([n.level, n.floor, n.gap, n.drag_own[0], n.drag_others[0]]), write=write,
            before=np.array([n.floor, n.drag_own[0], n.drag_others[0]]),
            colors=colors, tints=(t.text, t.p, t.q, t.term(n.dragged), t.text),
            about=not n.adds, told=n.told)  # fmt: skip
        return {
            "areas": self._beside(Layers(self.areas, self.land)),
            "valleys": self._beside(self.land.having(low=n.bottom, high=n.top)),
            "answer": self._beside(self.land.having(low=0.0, high=n.top)),
        }

    def _beside(self, picture: Arrangement) -> Arrangement:
        """The sum and the bars beside it; where it is narrow, the sum above both."""
        pairs = Layers(self.p.having(aside=-1), self.q.having(aside=1, named=0))
        bars = Column(pairs, self.letters, shares=(1, 0), gap=0)
        told = Column(self.balance, bars, shares=(0.6, 1), gap=0.1)
        below = Row(bars, picture, shares=(0.5, 1), gap=0.1)
        return Fit(
            Row(told, picture, shares=(0.7, 1), gap=0.4, turns=False),
            Column(self.balance.having(flat=1), below, shares=(0.2, 1), gap=0.1),
        )

    def construct(self) -> None:
        n, k, land = self.numbers, self.numbers.dragged, self.land
        held = [
            land.piece(*key) for key in land.pieces if key[0] in ("dot", "grip", "drop", "foot")
        ]
        self.areas.hide("number", "axes", "stick")
        land.hide(("label", "floor"), ("label", "gap"))
        parts = [piece for i in (1, 2) for piece in self._part(i, i)]
        was = [*self.balance.all("from", "to")]
        shares = [piece for i in (1, 2) for piece in self._part(i, i + 2)]
        self.balance.hide(*(piece.key for piece in (*parts, *shares, *was)))
        self.opens("areas")
        with self.beat("sinking", words.QUESTION), self.at_once():
            self.show(land.piece("was"))
            self.move(*self._go("sink"), self.areas.to(heights=n.sink_surprise))
        with self.beat("closer", words.closer(n)):
            self.hide(self.areas, land.piece("was"), seconds=0.3)
            self.show(*land.all("axes"), land.piece("title", "one"), seconds=0.3)
            with self.at_once():
                self.show(*land.all("torn"), land.piece("title", "y"))
                self.arrange("valleys", seconds=1.6)
            self.show(*held, land.piece("pin", k), *shares)
        with self.beat("a valley", words.valley(n)), self.at_once():
            self.hero(land, self.q)
            self.show(land.piece("valley", k), *was, seconds=0.3)
            self.move(*self._go("drag", traced=n.drag_traced))
            self.move(self.balance.to(own=n.drag_own, others=n.drag_others))
        with self.beat("valleys", words.VALLEYS):
            with self.at_once():
                self.hide(*held, land.piece("title", "one"), *shares, *was, seconds=0.3)
                self.show(*land.all("pin", "told"))
                self.after(0.3)
                self.show(land.piece("title", "x"), *land.all("valley"), seconds=0.3)
                self.move(land.to(traced=n.grow_traced))
            self.show(*land.all("ground"), land.piece("label", "floor"), *land.all("name"))
        with self.beat("anywhere", words.ANYWHERE), self.at_once():
            # What holds for one probability at a time is not to be read when all of them move.
            over = ("valley", "name", "pin", "told", "axes", "title")
            self.hide(
                *(piece for kind in over for piece in land.all(kind) if piece.key[1:] != ("y",))
            )
            self.show(*land.all("gap"))
            self.move(*self._go("wander", gap=n.wander_gap))
            for i, wait in enumerate(n.waits):
                self.after(wait)
                self.show(land.piece("visited", i))
        with self.beat("the gap", words.GAP), self.at_once():
            self.hide(*land.all("visited"))
            self.show(*self._part(1, 1))
            self.after(0.5)
            self.show(*self._part(2, 2), *land.all("bracket"), land.piece("label", "gap"))
        with self.beat("the answer", words.ANSWER, poster=True):
            with self.at_once():
                self.hide(land.piece("label", "floor"))
                self.arrange("answer", seconds=2.2)
            self.show(*land.all("inside"))

    def _go(self, way: str, **more: FloatArray) -> tuple[Change, ...]:
        """How q goes, and what it costs; and what ``more`` there is to be seen in the land."""
        q, level = getattr(self.numbers, f"{way}_q"), getattr(self.numbers, f"{way}_level")
        land = self.land.to(q=q, level=level, **more)
        return self.q.to(values=q), land, self.balance.to(whole=level)

    def _part(self, i: int, k: int) -> list[Piece]:
        """The sign before part i of the balance, and what is there: symbol and number k."""
        pieces = [self.balance.piece(kind, i) for kind in ("sign", "also")]
        return [*pieces, *(self.balance.piece(kind, k) for kind in ("symbol", "number"))]
