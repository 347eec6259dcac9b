"""The drawing of ``TwoDistributions``.

Question: how good is a prediction of what is left to chance?
Hook: a hundred dots, and a hundred empty places in four rooms.
Cause: the dots come as the truth draws them, and each pays for the size of its room.
What becomes what: coins are bills, bills have an average, which is a sum; dots fuse into bars.
Answer: that average, the cross entropy H(p, q), which other rooms raise and lower.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from scenes.digits import writer
from scenes.layout import Arrangements, Column, Layers, Row, Scale
from scenes.parts import Bars
from scenes.story import Story
from scenes.two_distributions import words
from scenes.two_distributions.draws import Draws, Waiting
from scenes.two_distributions.formulas import all_of, formulas
from scenes.two_distributions.numbers import BILL, FLIGHT, SINGLE, TwoDistributionsNumbers
from scenes.two_distributions.roofs import Roofs
from scenes.two_distributions.rooms import Rooms
from scenes.two_distributions.till import Till


class TwoDistributions(Story[TwoDistributionsNumbers]):
    """Question: how to score a prediction. What draws pay on average answers it."""

    def layout(self) -> Arrangements:
        """Draws beside rooms; then what they pay, and its sum; then the charts that are left."""
        n, t, price = self.numbers, self.theme, writer(self.numbers.price_form)
        bars = partial(Bars, span=(0.0, n.most), names=n.names, write=writer(n.probability_form))
        self.p = bars("p", n.p, color=t.p, title='"the truth" p')
        self.q = bars("q", n.q, color=t.q, title='"the prediction" q')
        self.rooms = Rooms("the rooms", n.q, highest=n.highest, across=n.across, places=n.places,
                           p=n.p, price=n.price, write=writer(".2p"), write_price=price,
                           names=n.names, titles=words.ROOMS)  # fmt: skip
        self.waiting = Waiting("the queue", self.rooms, titles=words.DRAWS)
        self.draws = Draws("the draws", self.waiting, self.rooms, order=n.order, leaves=n.leaves,
                           flight=FLIGHT, pays=n.pays, p=n.p)  # fmt: skip
        self.roofs = Roofs("the roofs", self.rooms, len(n.p))
        self.till = Till("the till", self.draws, order=n.order, price=n.price, leaves=n.pays,
                         flight=BILL, single=SINGLE, top=n.top, marks=n.averages[:2],
                         write=price)  # fmt: skip
        self.sums, self.answer = formulas(n, t)
        sum_ = Row(*self.sums, shares=[0] * len(self.sums), gap=0.05, turns=False)
        layers = self.draws, self.roofs
        come, pay, fuse = (Layers(self.rooms.having(rows=i), *layers) for i in (2, 3, 0))
        charts = Row(self.p, Layers(fuse, self.q), gap=0.8, aligned=True)
        last = Row(self.p, self.q, gap=0.8)
        return {
            "come": Row(self.waiting, come, shares=(1, 2.17), gap=0.2),
            "pay": Column(sum_, Row(self.till, pay, shares=(1, 1.4)), shares=(0, 1), gap=0.1),
            "charts": Column(self.answer, sum_, charts, shares=(0.32, 0, 1), gap=0.1),
            "answer": Column(self.answer, sum_, last, shares=(0.32, 0, 1), gap=0.1),
        }

    def scales(self) -> tuple[Scale, ...]:
        """Places are squares, and bars as high as rooms, where one becomes the other."""
        place = (self.rooms, "y"), (self.rooms, "x", self.numbers.across / self.numbers.draws)
        squares = Scale(place, apart=("come", "pay"), within=("come", "pay"))
        return squares, Scale((*place, (self.p, "y"), (self.q, "y")), within=("charts",))

    def construct(self) -> None:
        n, rooms, draws, grips = self.numbers, self.rooms, self.draws, self.roofs.all("grip")
        for part in (*self.sums, self.answer):
            part.hide(*part.pieces)
        for part in (self.p, self.q):
            part.hide("bar", "number")
        self.opens("come")
        with self.beat("draws", words.COMING):
            self.hero(self.waiting, rooms, draws)
            self.move(draws.to(clock=n.pouring))
        with self.beat("the price", words.PRICE):
            self.hero(self.till, rooms, draws)
            with self.at_once():
                self.move(draws.to(dim=1.0))
                self.arrange("pay", seconds=1.2)
                self.after(1.2)
                self.show(*rooms.all("price"))
            self.move(draws.to(paid=n.first), self.till.to(clock=n.first))
        with self.beat("the average", words.paying(n)):
            self.move(draws.to(paid=n.rest), self.till.to(clock=n.rest))
        with self.beat("the sum", words.summed(n)):
            self._sum()
        with self.beat("the score", words.score(n)):
            with self.at_once():
                self.hide(*rooms.all("places"))
                self.show(grips[n.dragged])
            self._build("small", 0)
            self.rest()
            self.show(*(grip for k, grip in enumerate(grips) if k != n.dragged), seconds=0.3)
            self._build("fit", 1)
        with self.beat("the answer", words.answer(n), poster=True):
            self.hero(self.p, self.q)
            self.hide(*grips, seconds=0.3)
            self._build("back")
            self.rest()
            self._fuse()
            with self.at_once():
                self.arrange("answer", seconds=1.0)
                self.show(*all_of(self.answer), *self.p.all("number"), *self.q.all("number"))

    def _sum(self) -> None:
        """Class after class, how often it comes and what it pays are a term."""
        n, total, lit = self.numbers, self.sums[-1], np.eye(len(self.numbers.p))
        self.show(*all_of(self.sums[0]))
        for i, k in enumerate(n.coming if n.few else ()):
            with self.at_once():
                self.move(self.rooms.to(lit=lit[k]), seconds=0.5)
                self.show(total.piece("sign", i), total.piece("term", i))
        with self.at_once():
            self.move(self.rooms.to(lit=0 * lit[0]), seconds=0.5)
            self.show(*total.all("total"))

    def _build(self, way: str, *marks: int) -> None:
        """Rooms become others, and with them the prices, what has been paid, and the sum."""
        n, till = self.numbers, self.till
        price, total = getattr(n, f"{way}_price"), getattr(n, f"{way}_total")
        many, few = {"value": total}, {"terms": getattr(n, f"{way}_factors"), "total": total}
        told = self.sums[-1].to(**few if n.few else many)
        with self.at_once():
            self.move(self.rooms.to(rooms=getattr(n, way), price=price), till.to(price=price), told)
            self.after(1.2)
            self.show(*(till.piece(kind, i) for i in marks for kind in ("memory", "level")))

    def _fuse(self) -> None:
        """Dots become bars and leave the rooms, which are bars then."""
        rooms, draws = self.rooms, self.draws
        kinds = ("price", "p", "q", "head", "names", "title")
        with self.at_once():
            self.hide(*(text for kind in kinds for text in rooms.all(kind)), seconds=0.3)
            self.arrange("charts", seconds=1.2)
            self.move(draws.to(fused=1.0), seconds=1.2)
            self.after(1.2)
            self.show(*draws.all("bar"), seconds=0.3)
        self.hide(draws.piece("owing"), draws.piece("lit"), seconds=0.1)
        with self.at_once():
            for bar, other in zip(draws.all("bar"), self.p.all("bar"), strict=True):
                self.become(bar, other, seconds=1.2)
            self.after(0.8)
            self.move(rooms.to(full=1.0), seconds=0.7)
            self.hide(self.roofs, seconds=0.7)
        self.show(*self.q.all("bar"), seconds=0.1)
