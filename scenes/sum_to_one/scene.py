"""The drawing of ``SumToOne``.

Hook: a strip of length 1 between two banks, and the logit of one of its classes.
Cause: that logit alone is dragged.
What becomes what: the strip travels, and leaves its bands behind as a river of one width.
Answer: what one gains the others lose, each times one factor.
"""

from __future__ import annotations

import numpy as np

from scenes.digits import writer
from scenes.layout import Arrangement, Arrangements, Column, Row, Scale
from scenes.mobjects.shapes import tick_series
from scenes.numbers import fields_of
from scenes.parts import Answer, Forms, Motion, Reading, Slider
from scenes.story import Story
from scenes.sum_to_one import words
from scenes.sum_to_one.numbers import SumToOneNumbers
from scenes.sum_to_one.river import River


class SumToOne(Story[SumToOneNumbers]):
    """Question: whether the probability of one class can grow without all others."""

    def layout(self) -> Arrangements:
        """The river over its logit, and above it what it is, what it costs, and the answer."""
        n, t, i = self.numbers, self.theme, self.numbers.target + 1
        self.river = River(
            "the river", n.along, n.levels, z=n.start, values=n.begin[0], order=n.order,
            among=n.among, target=n.target, told=n.told, names=n.names,
            named=self.parameters.labels is not None, proof=words.proof(n),
            write=writer(n.share_form), write_among=writer(n.among_form))  # fmt: skip
        self.logit = Slider(
            "the logit", n.start, span=(n.start, n.end), symbol=f"z_{n.raised + 1} =",
            write=writer(n.z_form), ticks=tick_series(n.start, n.end))  # fmt: skip
        self.softmax = Forms("the softmax", *words.formulas(n), colors={
            "q": t.q, "before": t.muted, "after": t.muted})  # fmt: skip
        self.still = Reading(
            "the true logit", f"z_{i} =", n.logits[n.target], write=writer(n.z_form)
        )
        self.loss = Reading(
            "the loss", f'"loss" = ln(1\\/{{{{q_{i}:q}}}}) =', n.losses[1], unit="nats",
            write=writer(n.loss_form), colors={"q": t.q})  # fmt: skip
        self.answer = Answer("the answer", words.answer(n), fields_of(n), lines=1.1)
        return {
            "river": self._above(self.softmax),
            "sum": self._above(self.softmax.having(form=1)),
            "loss": self._above(Row(self.still, self.loss, shares=(0, 0), gap=0.7, turns=False)),
            "answer": self._above(self.answer, share=0.17, proved=1),
        }

    def _above(self, what: Arrangement, share: float = 0, **looks: float) -> Arrangement:
        river = Column(self.river.having(**looks), self.logit, shares=(1, 0), gap=0, aligned=True)
        return Column(what, river, shares=(share, 1), gap=0.1)

    def scales(self) -> tuple[Scale, ...]:
        """The logit's axis is that along which the river goes."""
        apart = ("answer",)
        along = Scale(((self.river, "x"), (self.logit, "x")), apart)
        return along, Scale(((self.river, "y"),), apart)

    def construct(self) -> None:
        n, river = self.numbers, self.river
        raised, lit = self.class_name(n.raised), np.eye(len(n.names))
        self.opens("river")
        with self.beat("the question", words.question(n)), self.at_once():
            self.show(river.piece("outline"))
            self.move(*self._drag("begin"))
        with self.beat("raise", words.raising(n)):
            with self.at_once():
                self.show(*river.all("gain"), river.piece("memory"))
                self.move(*self._drag("climb"))
            if n.has_half:
                self.show(river.piece("half"))
        with self.beat("on", words.on(n), raised_class=raised):
            self.move(*self._drag("on"))
        with self.beat("without it", words.out(n), raised_class=raised), self.at_once():
            self.hide(*river.all("gain"), river.piece("memory"), river.piece("half"))
            if len(n.names) == 2:
                self.show(river.piece("edge"))
            else:
                self.move(river.to(kept=n.out))
        with self.beat("the sum", words.back(n)), self.at_once():
            self.arrange("sum")
            if len(n.names) > 2:
                self.move(river.to(kept=n.back))
        with self.beat("the loss", words.loss(n)):
            with self.at_once():
                self.arrange("loss")
                self.move(river.to(lit=lit[n.target]))
            self.move(*self._drag("swing"), self.loss.to(value=n.swing_loss))
        with self.beat("the answer", words.LAST, poster=True):
            with self.at_once():
                self.arrange("answer")
                self.move(river.to(lit=lit[n.raised]))
                self.show(*river.all("gain"), river.piece("memory"))
            with self.at_once():
                for k in (k for k in n.order[:-1] if k in n.told):
                    self.become(river.piece("was", k), river.piece("from", k))
                    self.after(0.2)

    def _drag(self, way: str) -> tuple[Motion, ...]:
        """The logit, and the river with it."""
        z, q = (getattr(self.numbers, way + what) for what in ("_z", ""))
        return self.logit.to(value=z), self.river.to(z=z, values=q)
