"""The drawing of ``EntropyFloor``.

Hook: p and q as bars, and the level of their areas.
Cause: q is moved: into p, one probability at a time, and back; then p and q trade places.
What becomes what: levelled areas are the ground; a dot on its surface draws a valley.
Answer: all valleys stand on H(p), and what q pays above it is the KL divergence.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from scenes.digits import writer
from scenes.entropy_floor import words
from scenes.entropy_floor.balance import Balance
from scenes.entropy_floor.numbers import EntropyFloorNumbers
from scenes.entropy_floor.valleys import Valleys
from scenes.layout import Arrangement, Arrangements, Column, Layers, Row
from scenes.numbers import FloatArray
from scenes.parts import Areas, Bars, Motion
from scenes.parts.part import Piece
from scenes.story import Story


class EntropyFloor(Story[EntropyFloorNumbers]):
    """Question: whether any prediction can get lower than the truth itself."""

    def layout(self) -> Arrangements:
        """Bars, beside the areas and then their valleys; above them what all of it costs."""
        n, t, write = self.numbers, self.theme, writer(self.numbers.form)
        bars = partial(Bars, span=(0.0, n.most), names=n.names, write=writer(".2p"))
        self.p, self.q = bars("p", n.p, color=t.p, title="p"), bars("q", n.q, color=t.q, title="q")
        self.areas = Areas(
            "the areas", n.p, n.sunk[0], n.p * n.level, top=n.tall, write=write, names=n.names
        )
        self.land = Valleys(
            "the valleys", p=n.p, q=n.q, level=n.level, floor=n.floor, gap=0.0, rest=n.rest,
            traced=n.drag_traced[0], along=n.along, surprise=n.surprise, dragged=n.dragged,
            low=0.0, high=n.tall, ends=(n.bottom, n.top))  # fmt: skip
        self.balance = Balance(
            "the balance", words.SYMBOLS, np.array([n.level, n.floor, 0.0]), write=write,
            colors={"p": t.p, "q": t.q}, tints=(t.text, t.p, t.q), about=not n.adds, widest=n.top,
        )  # fmt: skip
        pairs = Layers(self.p.having(aside=-1), self.q.having(aside=1, named=0))
        told = Column(self.balance, pairs, shares=(0.75, 1), gap=0.1)
        close = self.land.having(low=n.bottom, high=n.top)
        return {
            "areas": self._beside(told, Layers(self.areas, self.land)),
            "valleys": self._beside(told, close),
            "answer": self._beside(self.balance, close, 0.8),
        }

    @staticmethod
    def _beside(told: Arrangement, picture: Arrangement, share: float = 0.6) -> Arrangement:
        return Row(told, picture, shares=(share, 1), gap=0.4)

    def construct(self) -> None:
        n, k, land = self.numbers, self.numbers.dragged, self.land
        self.areas.hide("number", "stick", "axes", ("titles", "height"))
        land.hide(("label", "floor"), ("label", "gap"))
        self.balance.hide(*(piece.key for i in (1, 2) for piece in self._part(i)))
        self.opens("areas")
        with self.beat("sinking", words.QUESTION), self.at_once():
            self.show(*self.areas.all("memory"))
            self.move(
                self.q.to(values=n.sink_q), self.areas.to(heights=n.sunk),
                land.to(q=n.sink_q, level=n.sink_level), self.balance.to(whole=n.sink_level),
            )  # fmt: skip
        with self.beat("closer", words.closer(n)):
            with self.at_once():
                self.hide(self.areas)
                self.show(land.piece("ground"))
            with self.at_once():
                self.show(land.piece("axes"), land.piece("title", "one"))
                self.arrange("valleys")
            self.show(*self._held(k))
        with self.beat("a valley", words.VALLEY, dragged_class=self.class_name(k)), self.at_once():
            self.hero(land)
            self.show(land.piece("valley", k), seconds=0.1)
            self.move(*self._drag(n.drag_q, n.drag_level, n.drag_traced))
        with self.beat("valleys", words.VALLEYS):
            self._sweep()
        with self.beat("the gap", words.GAP), self.at_once():
            self.show(*land.all("gap"), *land.all("bracket"), land.piece("label", "gap"))
            self.show(*self._part(2))
            self.move(
                self.q.to(values=n.rise_q),
                land.to(q=n.rise_q, level=n.rise_level, gap=n.rise_gap),
                self.balance.to(whole=n.rise_level, gap=n.rise_gap),
            )
        if n.trades:
            with self.beat("trading places", words.trade(n)):
                self.hide(*land.all("told"), seconds=0.2)
                self.move(*self._trade("trade"))
                self.rest()
                self.move(*self._trade("restore"))
        with self.beat("the answer", words.ANSWER, poster=True), self.at_once():
            self.show(*land.all("told"))
            self.arrange("answer")

    def _drag(self, q: FloatArray, level: FloatArray, traced: FloatArray) -> tuple[Motion, ...]:
        land = self.land.to(q=q, level=level, traced=traced)
        return self.q.to(values=q), land, self.balance.to(whole=level)

    def _held(self, k: int) -> list[Piece]:
        """What shows that class k is dragged."""
        return [self.land.piece(kind, k) for kind in ("drop", "grip", "dot")]

    def _part(self, i: int) -> list[Piece]:
        """A part of the balance, and the sign before it."""
        return [self.balance.piece(kind, i) for kind in ("sign", "symbol", "number")]

    def _let_go(self, k: int) -> None:
        """Of class k: what is left is the lowest place of its valley."""
        self.hide(*self._held(k), seconds=0.2)
        self.show(self.land.piece("pin", k), seconds=0.2)

    def _sweep(self) -> None:
        n, land, held = self.numbers, self.land, self.numbers.dragged
        for i, k in enumerate(n.swept):
            with self.at_once():
                self._let_go(held)
                self.show(*self._held(k), land.piece("valley", k), seconds=0.2)
                self.move(*self._drag(n.sweeps_q[i], n.sweeps_level[i], n.sweeps_traced[i]))
                if i == 0:
                    self.hide(land.piece("title", "one"), seconds=0.2)
                    self.after(0.2)
                    self.show(land.piece("title", "x"), seconds=0.2)
            held = k
        with self.at_once():
            self._let_go(held)
            if len(n.p) > len(n.swept) + 1:
                self.show(*land.all("valley"), *land.all("pin"), seconds=0.1)
                self.move(land.to(traced=n.spread_traced))
            self.after(0.2)
            self.show(*land.all("told"), land.piece("label", "floor"), *self._part(1))

    def _trade(self, way: str) -> tuple[Motion, ...]:
        p, q, floor, level, gap, rest = (
            getattr(self.numbers, f"{way}_{what}")
            for what in ("p", "q", "floor", "level", "gap", "rest")
        )
        return (
            self.p.to(values=p), self.q.to(values=q),
            self.land.to(p=p, q=q, floor=floor, level=level, gap=gap, rest=rest),
            self.balance.to(whole=level, floor=floor, gap=gap),
        )  # fmt: skip
