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
from scenes.parts import Areas, Bars, Motion, Reading
from scenes.story import Story


class EntropyFloor(Story[EntropyFloorNumbers]):
    """Question: whether any prediction can get lower than the truth itself."""

    def layout(self) -> Arrangements:
        """Bars, beside the areas and then their valleys; above them what all of it costs."""
        n, t, write = self.numbers, self.theme, writer(self.numbers.form)
        most = max(float(track.max()) for track in (n.p, n.q, n.left_q, n.right_q, n.sweeps_q))
        bars = partial(Bars, span=(0.0, most), names=n.names, write=writer(".2p"))
        self.p, self.q = bars("p", n.p, color=t.p, title="p"), bars("q", n.q, color=t.q, title="q")
        level = np.full(len(n.p), n.level)
        self.areas = Areas(
            "the areas", n.p, level, n.p * n.level, top=n.tall, write=write, names=n.names
        )
        self.valleys = Valleys(
            "the valleys", p=n.p, q=n.q, level=n.level, floor=n.floor, gap=0.0, rest=n.rest,
            traced=n.left_traced[0], along=n.along, surprise=n.surprise, dragged=n.dragged,
            low=0.0, high=n.tall, top=max(n.top, n.tall))  # fmt: skip
        colors = {"p": t.p, "q": t.q}
        self.cost = Reading(
            "the cost", f"{words.SYMBOLS[0]} =", n.level, write=write, unit="nats", colors=colors,
            most=64, align=0)  # fmt: skip
        self.balance = Balance(
            "the balance", words.SYMBOLS, np.array([n.floor, n.floor, 0.0]), write=write,
            colors=colors, tints=(t.text, t.p, t.q), about=not n.adds, widest=n.top)  # fmt: skip
        close = self.valleys.having(low=n.bottom, high=n.top)
        return {
            "areas": self._below(self.cost, Layers(self.areas, self.valleys)),
            "valley": self._below(self.cost, close),
            "valleys": self._below(self.balance, close),
        }

    def _below(self, told: Arrangement, picture: Arrangement) -> Arrangement:
        pairs = Layers(self.p.having(aside=-1), self.q.having(aside=1, named=0))
        return Column(told, Row(pairs, picture, shares=(0.5, 1), gap=0.5), shares=(0.3, 1), gap=0.1)

    def construct(self) -> None:
        n, k, land = self.numbers, self.numbers.dragged, self.valleys
        self.areas.hide("number", "stick")
        land.hide(("label", "floor"), ("label", "gap"))
        self.balance.hide(*((kind, i) for kind in ("symbol", "number", "sign") for i in (1, 2)
                            if (kind, i) != ("sign", 0)))  # fmt: skip
        self.opens("areas")
        with self.beat("sinking", words.QUESTION), self.at_once():
            self.show(*self.areas.all("memory"))
            level = n.sink_level
            sunk = np.repeat(level[:, None], len(n.p), axis=1)
            self.move(self.q.to(values=n.sink_q), self.areas.to(heights=sunk, terms=n.p * sunk),
                      land.to(q=n.sink_q, level=level), self.cost.to(value=level))  # fmt: skip
        with self.beat("closer", words.closer(n)):
            with self.at_once():
                self.hide(self.areas)
                self.show(land.piece("ground"), land.piece("axes"))
                self.show(land.piece("title", "y"), land.piece("title", "one"))
            self.arrange("valley")
            self.show(*(land.piece(kind, k) for kind in ("dot", "drop", "grip")))
        with self.beat("a valley", words.VALLEY, dragged_class=self.class_name(k)):
            self.hero(land)
            self.show(land.piece("valley", k), seconds=0.1)
            for way in ("left", "right", "back"):
                self.move(
                    *self._drag(*(getattr(n, f"{way}_{what}") for what in ("q", "level", "traced")))
                )
        with self.beat("valleys", words.VALLEYS):
            self._sweep()
            self._name_the_floor()
        with self.beat("the gap", words.GAP):
            with self.at_once():
                self.hide(*land.all("dot"))
                self.show(land.piece("gap"), land.piece("bracket"), land.piece("label", "gap"))
                self.show(*(self.balance.piece(kind, 2) for kind in ("symbol", "number")))
                self.show(*(p for p in self.balance.all("sign") if p.key[1] == 2))
            self.move(
                self.q.to(values=n.rise_q),
                land.to(q=n.rise_q, level=n.rise_level, gap=n.rise_gap),
                self.balance.to(whole=n.rise_level, gap=n.rise_gap),
            )
        if n.trades:
            with self.beat("trading places", words.TRADE):
                self.hide(*land.all("told"))
                self.move(*self._trade("trade"))
        with self.beat("the answer", words.ANSWER, poster=True):
            if n.trades:
                self.move(*self._trade("restore"))
                self.show(*land.all("told"))

    def _drag(self, q, level, traced) -> tuple[Motion, ...]:
        land = self.valleys.to(q=q, level=level, traced=traced)
        return self.q.to(values=q), land, self.cost.to(value=level)

    def _sweep(self) -> None:
        n, land, held = self.numbers, self.valleys, self.numbers.dragged
        for i, k in enumerate(n.swept):
            with self.at_once():
                self.hide(*(land.piece(kind, held) for kind in ("drop", "grip")), seconds=0.2)
                self.show(
                    *(land.piece(kind, k) for kind in ("dot", "drop", "grip", "valley")),
                    seconds=0.2,
                )
                if i == 0:
                    self.hide(land.piece("title", "one"))
                    self.show(land.piece("title", "x"))
                self.move(*self._drag(n.sweeps_q[i], n.sweeps_level[i], n.sweeps_traced[i]))
            held = k
        self.hide(*(land.piece(kind, held) for kind in ("drop", "grip")), seconds=0.2)

    def _name_the_floor(self) -> None:
        n, land = self.numbers, self.valleys
        with self.at_once():
            if len(n.p) > len(n.swept) + 1:
                self.show(*land.all("valley"), *land.all("dot"), seconds=0.1)
                self.move(land.to(traced=n.spread_traced))
            self.show(*land.all("told"), land.piece("label", "floor"))
            self.arrange("valleys")
            self.become(self.cost.piece("number"), self.balance.piece("number", 0))
            self.show(*(self.balance.piece(kind, 1) for kind in ("symbol", "number")))
            self.show(*(p for p in self.balance.all("sign") if p.key[1] == 1))

    def _trade(self, way: str) -> tuple[Motion, ...]:
        p, q, floor, level, gap, rest = (
            getattr(self.numbers, f"{way}_{what}")
            for what in ("p", "q", "floor", "level", "gap", "rest")
        )
        return (
            self.p.to(values=p), self.q.to(values=q),
            self.valleys.to(p=p, q=q, floor=floor, level=level, gap=gap, rest=rest),
            self.balance.to(whole=level, floor=floor, gap=gap),
        )  # fmt: skip
