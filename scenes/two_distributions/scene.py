"""The drawing of ``TwoDistributions``.

Question: how good is a prediction of something that is left to chance?
Hook: a hundred dots, and a hundred empty places in four rooms.
Cause: the dots come, as the truth draws them, into rooms that the prediction has built.
What becomes what: rooms have prices, prices are paid, and what is paid has an average; dots fuse
into bars.
Answer: that average is H(p, q).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from scenes.digits import writer
from scenes.layout import Arrangement, Arrangements, Column, Layers, Row, Scale
from scenes.parts import Bars, Forms, Reading, Sum
from scenes.story import Story
from scenes.two_distributions import words
from scenes.two_distributions.draws import KINDS, Draws, Waiting
from scenes.two_distributions.numbers import BILL, DRAWS, FLIGHT, TwoDistributionsNumbers
from scenes.two_distributions.roofs import Roofs
from scenes.two_distributions.rooms import Rooms
from scenes.two_distributions.till import Till


class TwoDistributions(Story[TwoDistributionsNumbers]):
    """Question: how to score a prediction. What draws pay on average answers it."""

    def layout(self) -> Arrangements:
        """Draws beside rooms; prices above both; the sum; and the charts that are left."""
        n, t = self.numbers, self.theme
        write, price = writer(n.probability_form), writer(n.price_form)
        bars = partial(Bars, span=(0.0, n.most), names=n.names, write=write)
        self.p = bars("p", n.p, color=t.p, title='"the truth" p')
        self.q = bars("q", n.q, color=t.q, title='"the prediction" q')
        self.rooms = Rooms(
            "the rooms", n.q, highest=n.highest, across=n.across, places=n.places, counts=n.counts,
            shares=n.p, write=writer(".2p"), names=n.names, title='"rooms built by" q')  # fmt: skip
        self.waiting = Waiting("the queue", self.rooms, titles=words.DRAWS)
        self.draws = Draws(
            "the draws", self.waiting, self.rooms, order=n.order, leaves=n.leaves, flight=FLIGHT,
            pays=n.pays, p=n.p, places=n.places)  # fmt: skip
        self.roofs = Roofs("the roofs", self.rooms, lacks=n.lacks, price=n.price, write=price)
        colors = [t.area(j) for j in range(len(n.p))]
        self.tolls = Bars(
            "the prices", n.price, color=colors, span=(0.0, n.top), names=n.names, write=price,
            title='"price" ln(1\\/q)', cuts=n.price.max() > n.top)  # fmt: skip
        self.till = Till(
            "the till", self.draws, self.rooms, order=n.order, bills=n.bills, leaves=n.pays,
            flight=BILL, means=n.means, top=n.high, write=price)  # fmt: skip
        roles = {"p": t.p, "q": t.q}
        formula = partial(Forms, "the misfits", colors=roles, most=60, align=0)
        self.misfits = [formula(told) for told in words.counted(n)]
        self.average = Forms("the average", '"average"')
        self.sum = Sum("the sum", n.factors, n.total, most=n.factors, write=price, unit="",
                       about=not n.adds)  # fmt: skip
        reading = partial(Reading, write=price, colors=roles)
        self.summed = reading("the sum", words.summed_up(n), n.total)
        self.answer = reading("the answer", words.CROSS_ENTROPY, n.total, unit="nats", most=80,
                              align=0)  # fmt: skip
        built = Layers(self.rooms, self.draws, self.roofs)
        paid = Row(self.till, built, shares=(1, 1.5))
        told = Row(self.average, self.sum, shares=(0, 0), gap=0.05, turns=False)
        sum_: Arrangement = told if n.few else self.summed
        charts = Row(self.p, Layers(built, self.q), gap=0.8, aligned=True)
        return {
            "come": Row(self.waiting, built, shares=(1, 2.17)),
            "misfit": Row(Column(*self.misfits, gap=0), built, shares=(1, 2.17)),
            "price": Row(self.tolls, built, shares=(1, 2.17), aligned=True),
            "pay": Column(sum_, paid, shares=(0, 1), gap=0.1),
            "charts": Column(sum_, charts, shares=(0.3, 1), gap=0.1),
            "answer": Column(self.answer, Row(self.p, self.q, gap=0.8), shares=(0.3, 1), gap=0.1),
        }

    def scales(self) -> tuple[Scale, ...]:
        """Places are squares, and bars as high as rooms, where one becomes the other."""
        place = (self.rooms, "y"), (self.rooms, "x", self.numbers.across / DRAWS)
        squares = Scale(place, apart=("pay",), within=("come", "misfit", "price", "pay"))
        return squares, Scale((*place, (self.p, "y"), (self.q, "y")), within=("charts",))

    def construct(self) -> None:
        n, k = self.numbers, self.numbers.dragged
        rooms, draws, roofs = self.rooms, self.draws, self.roofs
        self.average.hide("form")
        self.sum.hide("term", "sign", "total")
        self.summed.hide("symbol", "number")
        for bars in (self.p, self.q):
            bars.hide("bar", "number")
        self.opens("come")
        with self.beat("draws", words.COMING):
            self.hero(self.waiting, rooms, draws)
            self.move(draws.to(clock=n.pouring))
        with self.beat("misfit", words.misfit(n)), self.at_once():
            self.hero(*self.misfits, rooms, draws)
            self.move(draws.to(dim=[1.0, 0.0]))
            self.show(*rooms.all("empty"), *roofs.all("misfit"))
            self.arrange("misfit", seconds=1.0)
        with self.beat("the price", words.PRICE):
            self.hero(self.tolls, rooms, draws)
            with self.at_once():
                self.hide(*rooms.all("empty"), *rooms.all("places"), *roofs.all("misfit"))
                self.move(draws.to(dim=[1.0, 1.0]))
                self.arrange("price", seconds=1.0)
                self.after(0.5)
                self.show(*roofs.all("price"), roofs.piece("grip", k))
            for way in ("small", "big"):
                room, price = getattr(n, way), getattr(n, f"{way}_price")
                self.move(rooms.to(rooms=room), self.tolls.to(values=price), roofs.to(price=price))
                self.rest()
        with self.beat("the average", words.paying(n)):
            self.hero(self.till, rooms)
            with self.at_once():
                self.hide(roofs.piece("grip", k))
                self.arrange("pay", seconds=1.0)
            self.move(draws.to(paid=n.paying), self.till.to(clock=n.paying))
        with self.beat("the sum", words.summed(n)), self.at_once():
            self.hide(*rooms.all("number"), rooms.piece("title"))
            self.after(0.5)
            self.show(*rooms.all("share"))
            if n.few:
                self.show(*self.average.all("form"))
                for i, j in enumerate(n.coming):
                    self.show(self.sum.piece("sign", i))
                    priced = np.isfinite(n.price[j])
                    source = roofs.piece("price", j) if priced else rooms.piece("share", j)
                    self.become(source, self.sum.piece("term", i))
                    self.after(0.35)
                self.after(0.65)
                self.show(*self.sum.all("total"))
            else:
                self.show(*self.summed.all("symbol"), *self.summed.all("number"))
        total = self.sum.piece("total", "number") if n.few else self.summed.piece("number")
        with self.beat("the answer", words.answer(n), poster=True):
            self.hero(self.p, self.q)
            texts = (*roofs.all("price"), *rooms.all("share"), *rooms.all("names"))
            with self.at_once():
                self.hide(*texts, seconds=0.3)
                self.arrange("charts", seconds=1.2)
                self.move(draws.to(fused=1.0), seconds=1.2)
                self.after(1.2)
                self.show(*draws.all("bar"), seconds=0.3)
                self.hide(roofs, *rooms.all("places"), seconds=0.3)
            self.hide(*(draws.piece(kind) for kind in KINDS), seconds=0.1)
            with self.at_once():
                self.move(rooms.to(full=1.0), seconds=1.0)
                for j in range(len(n.p)):
                    self.become(draws.piece("bar", j), self.p.piece("bar", j))
                    self.after(0.15)
            self.show(*self.q.all("bar"), seconds=0.1)
            with self.at_once():
                self.arrange("answer", seconds=1.0)
                self.become(total, self.answer.piece("number"))
                self.show(*self.p.all("number"), *self.q.all("number"))
