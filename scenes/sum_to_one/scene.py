"""The drawing of ``SumToOne``.

Hook: a strip of length 1 between two banks, and the logit of one of its classes.
Cause: that logit alone is dragged.
What becomes what: the strip travels, and leaves its bands behind as a river of one width.
Answer: what all others had, squeezed as one block, is what they have, and leaves the gain.
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
from scenes.sum_to_one.numbers import BACK, SumToOneNumbers
from scenes.sum_to_one.river import River
from scenes.theme import TYPE


class SumToOne(Story[SumToOneNumbers]):
    """Question: whether the probability of one class can grow without all others."""

    def layout(self) -> Arrangements:
        """The river over its logit, and above it what it is, what it costs, and the answer."""
        n, t, i = self.numbers, self.theme, self.numbers.target + 1
        self.river = River(
            "the river", n.along, n.levels, z=n.start, values=n.begin[0], order=n.order,
            among=n.among, target=n.target, told=n.told, names=n.names,
            named=self.parameters.labels is not None,
            write=writer(n.share_form), write_among=writer(n.among_form),
            write_whole=writer(n.together_form), write_gain=writer(n.gain_form))  # fmt: skip
        self.logit = Slider(
            "the logit", n.start, span=(n.start, n.end), symbol=f"z_{n.raised + 1} =",
            write=writer(n.z_form), ticks=tick_series(n.start, n.end))  # fmt: skip
        self.softmax = Forms("the softmax", *words.formulas(n), colors={
            "q": t.q, "raised": t.q, **dict.fromkeys(("before", "plus", "after"), t.muted)}
        )  # fmt: skip
        self.still = Reading(
            "the true logit", f"z_{i} =", n.logits[n.target], write=writer(n.z_form)
        )
        self.loss = Reading(
            "the loss", f'"loss" = ln(1\\/{{{{q_{i}:q}}}}) =', n.losses[1], unit="nats",
            write=writer(n.loss_form), colors={"q": t.q})  # fmt: skip
        self.factor = Forms("the factor", words.factor(n), most=TYPE.label, align=0)
        self.answer = Answer("the answer", words.answer(n), fields_of(n), lines=1.0)
        still = len(n.names) == 2  # nothing of it can be taken out
        last = Column(self.answer, self.factor, shares=(1, 0), gap=0)
        return {
            "river": self._above(self.softmax),
            "without": self._above(self.softmax.having(form=0 if still else 1)),
            "loss": self._above(Row(self.still, self.loss, shares=(0, 0), gap=0.7, turns=False)),
            "answer": self._above(last, share=0.36),
        }

    def _above(self, what: Arrangement, share: float = 0) -> Arrangement:
        river = Column(self.river, self.logit, shares=(1, 0), gap=0, aligned=True)
        return Column(what, river, shares=(share, 1), gap=0.1)

    def scales(self) -> tuple[Scale, ...]:
        """The logit's axis is that along which the river goes."""
        apart = ("answer",)
        along = Scale(((self.river, "x"), (self.logit, "x")), apart)
        return along, Scale(((self.river, "y"),), apart)

    def construct(self) -> None:
        n, river = self.numbers, self.river
        told = self.logit.piece("symbol"), self.logit.piece("number")
        raised, lit = self.class_name(n.raised), np.eye(len(n.names))
        self.factor.hide("form")
        self.opens("river")
        with self.beat("the question", words.question(n)):
            self.move(*self._drag("begin"))
        with self.beat("raise", words.raising(n)), self.at_once():
            self.show(*river.all("gain"), river.piece("memory"))
            self.move(*self._drag("climb"))
        with self.beat("on", words.on(n), raised_class=raised), self.at_once():
            if n.has_half:
                self.show(*river.all("half"))
            self.move(*self._drag("on"))
        with self.beat("without it", words.out(n), raised_class=raised), self.at_once():
            self.hide(*river.all("gain"), river.piece("memory"), *river.all("half"))
            if len(n.names) == 2:
                self.show(river.piece("edge"))
            else:
                self.arrange("without")
                self.hide(*told)
                self.move(river.to(kept=n.out))
        with self.beat("the sum", words.back(n)), self.at_once():
            self.move(self.softmax.to(form=len(words.formulas(n)) - 1), seconds=BACK)
            if len(n.names) > 2:
                self.show(*told)
                self.move(river.to(kept=n.back))
        with self.beat("the loss", words.loss(n)):
            with self.at_once():
                self.arrange("loss", seconds=0.2)
                self.move(river.to(lit=lit[n.target]))
                self.show(river.piece("outline"))
            self.move(*self._drag("fall"), self.loss.to(value=n.fall_loss))
            self.rest()
            self.move(*self._drag("rise"), self.loss.to(value=n.rise_loss))
        with self.beat("the answer", words.squeezed(n), poster=True):
            with self.at_once():
                self.arrange("answer", seconds=1.0)
                self.move(river.to(lit=lit[n.raised]))
                self.hide(river.piece("outline"), river.piece("edge"))
                self.show(river.piece("memory"))
            with self.at_once():
                self.show(*river.all("block"), *river.all("whole"))
                self.after(0.5)
                self.move(river.to(slid=1), seconds=1.4)
                self.after(1.4)
                self.show(*river.all("gain"))
                self.move(river.to(squeeze=n.squeeze))
                self.after(1.8)
                self.show(*self.factor.all("form"))

    def _drag(self, way: str) -> tuple[Motion, ...]:
        """The logit, and the river with it."""
        z, q = (getattr(self.numbers, way + what) for what in ("_z", ""))
        return self.logit.to(value=z), self.river.to(z=z, values=q)
