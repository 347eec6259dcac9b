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

from scenes.digits import writer
from scenes.layout import Arrangements, Column, Layers, Row, Scale
from scenes.parts import Bars, Reading, Sum
from scenes.story import Story
from scenes.two_distributions import words
from scenes.two_distributions.draws import Draws, Waiting
from scenes.two_distributions.numbers import BILL, FLIGHT, TwoDistributionsNumbers
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
        self.waiting = Waiting("the queue", title='"a hundred draws from" p')
        self.rooms = Rooms(
            "the rooms", n.q, highest=n.highest, across=n.across, places=n.places, counts=n.counts,
            write=writer(".2p"), names=n.names, title='"rooms built by" q')  # fmt: skip
        self.draws = Draws(
            "the draws", self.waiting, self.rooms, order=n.order, leaves=n.leaves, flight=FLIGHT,
            p=n.p, places=n.places)  # fmt: skip
        self.tolls = Bars(
            "the prices", n.price, color=t.muted, span=(0.0, n.top), names=n.names, named=False,
            write=price, title='"price" ln(1\\/q)', cuts=n.price.max() > n.top)  # fmt: skip
        self.till = Till(
            "the till", self.tolls, order=n.order, price=n.price, leaves=n.leaves[1] + FLIGHT,
            flight=BILL, means=n.means, top=n.top, write=price)  # fmt: skip
        self.sum = Sum("the sum", n.factors, n.total, most=n.factors, write=price, about=not n.adds)
        self.answer = Reading(
            "the answer", "H({{p:p}}, {{q:q}}) = sum_k {{p_k:p}} {{ln(1\\/q_k):q}} =", n.total,
            colors={"p": t.p, "q": t.q}, write=price, unit="nats", most=80, align=0)  # fmt: skip
        built = Layers(self.rooms, self.draws)
        priced = Column(self.tolls, built, gap=0.2, aligned=True)
        return {
            "come": Row(self.waiting, built, shares=(1, 2.6), gap=0.5),
            "pay": Row(Column(self.till, self.waiting, gap=0.2), priced, shares=(1, 1.7)),
            "sum": Column(self.sum, priced, shares=(0, 1), gap=0.1),
            "charts": Row(self.p, Layers(built, self.q), gap=0.8),
            "answer": Column(self.answer, Row(self.p, self.q, gap=0.8), shares=(0.3, 1), gap=0.1),
        }

    def scales(self) -> tuple[Scale, ...]:
        """Bills are as high as prices, and bars as rooms."""
        bills = Scale(((self.tolls, "y"), (self.till, "y")), within=("pay",))
        bars = Scale(((self.p, "y"), (self.q, "y"), (self.rooms, "y")), within=("charts",))
        return bills, bars

    def construct(self) -> None:
        n, k, rooms, draws = self.numbers, self.numbers.dragged, self.rooms, self.draws
        self.sum.hide("term", "sign", "total")
        self.p.hide("bar", "number")
        self.q.hide("bar", "number")
        self.opens("come")
        with self.beat(
            "draws", "A hundred draws come from the truth p, into rooms that the prediction q built."
        ):
            self.move(draws.to(clock=n.pouring))
        with self.beat("misfit", words.misfit(n)), self.at_once():
            self.move(draws.to(dim=1.0))
            self.show(*rooms.all("empty"), *rooms.all("misfit"))
        with self.beat(
            "the price", "Charge each draw ln(1/q) at the door: the smaller its room, the dearer."
        ):
            with self.at_once():
                self.hide(*rooms.all("empty"), *rooms.all("misfit"))
                self.arrange("pay")
                self.move(draws.to(back=1.0), seconds=1.4)
            self.show(rooms.piece("grip", k))
            for way in ("small", "big"):
                price = getattr(n, f"{way}_price")
                self.move(rooms.to(rooms=getattr(n, way)), self.tolls.to(values=price))
        draws.again()
        with self.beat("the average", words.paying(n)):
            self.hide(rooms.piece("grip", k))
            self.move(draws.to(clock=n.paying), self.till.to(clock=n.paying))
        with self.beat("the sum", words.summed(n)):
            self.arrange("sum")
            with self.at_once():
                for j in range(len(n.p)):
                    self.show(self.sum.piece("sign", j))
                    self.become(self.tolls.piece("number", j), self.sum.piece("term", j))
                    self.after(0.3)
                self.show(*self.sum.all("total"))
        with self.beat("the answer", words.answer(n), poster=True):
            self.arrange("charts")
            self.move(draws.to(fused=1.0))
            with self.at_once():
                self.hide(draws.piece("inside"), draws.piece("beyond"), *rooms.all("places"))
                for j in range(len(n.p)):
                    self.become(draws.piece("bar", j), self.p.piece("bar", j))
                    self.become(rooms.piece("room", j), self.q.piece("bar", j))
                    self.after(0.2)
            with self.at_once():
                self.arrange("answer")
                self.show(*self.p.all("number"), *self.q.all("number"))
