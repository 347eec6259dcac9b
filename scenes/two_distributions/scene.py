"""The drawing of ``TwoDistributions``.

Question: how good is a prediction of what is left to chance?
Hook: a floor cut into rooms as wide as q, and a hundred draws that wait above them.
Cause: a room becomes narrower, and higher; then draws fall through rooms, and pay as they fall.
What becomes what: falls are bills, bills in the order of classes are areas, areas are the average.
Answer: that average, the cross entropy H(p, q), above the least, where the rooms are p.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from scenes.two_distributions import words
from scenes.two_distributions.formulas import all_of, formulas
from scenes.two_distributions.numbers import LEGS, TwoDistributionsNumbers
from scenes.two_distributions.rooms import Rooms
from scenes.two_distributions.till import Till
from scenes.two_distributions.waiting import Waiting
from stage.digits import writer
from stage.layout import Arrangements, Column, Row, Scale
from stage.story import Story


class TwoDistributions(Story[TwoDistributionsNumbers]):
    """Question: how to score a prediction. What draws pay on average answers it."""

    def layout(self) -> Arrangements:
        """Draws above rooms; then beside these what they pay; then its sum, and its name."""
        n, t, price = self.numbers, self.theme, writer(self.numbers.price_form)
        self.rooms = Rooms("the rooms", n.q, n.price, top=n.top, write=writer(".2p"),
                           write_price=price, names=n.names, titles=words.ROOMS)  # fmt: skip
        self.waiting = Waiting("the queue", n.leaves, titles=words.draws(n))
        self.till = Till("the till", self.waiting, self.rooms, order=n.order, p=n.p, price=n.price,
                         leaves=n.leaves, legs=LEGS, best=n.averages[0], top=n.top,
                         write_p=writer(".2p"), write=price, names=n.names)  # fmt: skip
        self.sums, self.answer = formulas(n, t)
        sum_ = Row(*self.sums, shares=[0] * len(self.sums), gap=0.05, turns=False)

        both = partial(Row, gap=0.3, aligned=True)
        above = Column(self.waiting, self.rooms, shares=(0, 1), gap=0.15, main=1)
        falling = Column(self.waiting, self.rooms.having(titled=0), shares=(0, 1), gap=0.1, main=1)
        areas = both(self.rooms.having(top=n.top, titled=1), self.till.having(top=n.top, told=1))
        last = both(
            self.rooms.having(top=n.last_top, titled=1), self.till.having(top=n.last_top, told=1)
        )
        return {
            "come": above,
            "pay": both(falling, self.till),
            "sum": Column(sum_, areas, shares=(0, 1), gap=0.0),
            "answer": Column(self.answer, last, shares=(0.22, 1), gap=0.1),
        }

    def scales(self) -> tuple[Scale, ...]:
        """Bills keep their height, and what is as wide as p is compared with what is q."""
        apart = ("come", "pay")
        pairs = (((self.rooms, axis), (self.till, axis)) for axis in "xy")
        return tuple(Scale(pair, apart=apart) for pair in pairs)

    def construct(self) -> None:
        n, rooms, till, grips = self.numbers, self.rooms, self.till, self.rooms.all("grip")
        for part in (*self.sums, self.answer):
            part.hide(*part.pieces)
        self.opens("come")
        with self.beat("the price", words.PRICE):
            self.hero(rooms)
            with self.at_once():
                self.show(grips[n.wall], seconds=0.3)
                self.move(rooms.to(rooms=n.opening, price=n.opening_price))
            self.hide(grips[n.wall], seconds=0.3)
        with self.beat("draws", words.COMING):
            self.hero(rooms, till)
            self.arrange("pay", seconds=1.2)
            self._come("first")
        with self.beat("the average", words.paying(n)):
            self._come("rest")
        with self.beat("blocks", words.blocks(n)):
            self.arrange("sum", seconds=1.0)
            self.move(till.to(sorted=1.0), seconds=2.0)
            self.show(*till.all("p", "head_p", "names"))
            with self.at_once():
                self.show(*till.all("block"), seconds=0.1)
                self.after(0.1)
                self.hide(*till.all("bills"), seconds=0.1)
            self._sum()
        with self.beat("the best", words.FIT):
            self.show(*grips[:-1], seconds=0.3)
            self._build("fit")
            self.show(till.piece("memory"), *till.all("level"), seconds=0.3)
            self.rest()
            self._build("back")
            self.hide(*grips[:-1], seconds=0.3)
        with self.beat("the answer", words.answer(n), poster=True), self.at_once():
            self.arrange("answer", seconds=1.2)
            number = ("total", "number") if n.few else ("number",)
            self.become(self.sums[-1].piece(*number), self.answer.piece("number"))
            self.show(self.answer.piece("symbol"), self.answer.piece("unit"))

    def _come(self, way: str) -> None:
        """Draws come, fall, and take their bills along."""
        clock = getattr(self.numbers, way)
        self.move(self.waiting.to(clock=clock), self.till.to(clock=clock))

    def _sum(self) -> None:
        """Class after class, how often it comes and what it pays are a term."""
        n, total, lit = self.numbers, self.sums[-1], np.eye(len(self.numbers.p))
        if not n.few:
            self.show(*all_of(self.sums[0]))
            return
        for i, k in enumerate(n.coming):
            with self.at_once():
                if i == 0:
                    self.show(*all_of(self.sums[0]))
                self.move(self.rooms.to(lit=lit[k]), self.till.to(lit=lit[k]), seconds=0.4)
                self.show(total.piece("sign", i), total.piece("term", i))
        with self.at_once():
            self.move(self.rooms.to(lit=0 * lit[0]), self.till.to(lit=0 * lit[0]), seconds=0.5)
            self.show(*total.all("total"))

    def _build(self, way: str) -> None:
        """Rooms become others, and with them the prices, what has been paid, and the sum."""
        n, till = self.numbers, self.till
        price, total = getattr(n, f"{way}_price"), getattr(n, f"{way}_total")
        many, few = {"value": total}, {"terms": getattr(n, f"{way}_factors"), "total": total}
        told = self.sums[-1].to(**few if n.few else many)
        self.move(self.rooms.to(rooms=getattr(n, way), price=price), till.to(price=price), told)
