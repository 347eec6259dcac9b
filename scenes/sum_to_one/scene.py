"""The drawing of ``SumToOne``.

Hook: a strip of length 1 between two banks, and the logit of one of its classes.
Cause: that logit alone is dragged.
What becomes what: the strip travels, and leaves its bands behind as a river of one width.
Answer: what one gains the others lose, each times one factor.
"""

from __future__ import annotations

import numpy as np

from scenes.digits import writer
from scenes.layout import Arrangement, Arrangements, Column, Scale
from scenes.mobjects.shapes import tick_series
from scenes.numbers import fields_of
from scenes.parts import Answer, Forms, Motion, Reading
from scenes.parts.slider import Slider
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
            "the river", n.along, n.levels, z=n.start, values=n.climb[0], order=n.order,
            among=n.among, target=n.target, told=n.told, names=n.names,
            write=writer(n.share_form), write_among=writer(n.among_form))  # fmt: skip
        self.logit = Slider(
            "the logit", n.start, span=(n.start, n.end), symbol=f"z_{n.raised + 1} =",
            write=writer(n.z_form), ticks=tick_series(n.start, n.end))  # fmt: skip
        self.softmax = Forms("the softmax", *words.formulas(n), colors={"q": t.q, "raised": t.text})
        self.loss = Reading(
            "the loss", f'"loss" = ln(1\\/{{{{q_{i}:q}}}}) =', n.losses[1], unit="nats",
            write=writer(n.loss_form), colors={"q": t.q})  # fmt: skip
        self.answer = Answer("the answer", words.answer(n), fields_of(n), lines=1.1)
        return {
            "river": self._above(self.softmax),
            "sum": self._above(self.softmax.having(form=1)),
            "loss": self._above(self.loss),
            "answer": self._above(self.answer),
        }

    def _above(self, what: Arrangement) -> Arrangement:
        river = Column(self.river, self.logit, shares=(1, 0), gap=0, aligned=True)
        return Column(what, river, shares=(0, 1), gap=0.1)

    def scales(self) -> tuple[Scale, ...]:
        """The logit's axis is that along which the river goes."""
        return Scale(((self.river, "x"), (self.logit, "x"))), Scale(((self.river, "y"),))

    def construct(self) -> None:
        n, river = self.numbers, self.river
        raised = {"raised_class": self.class_name(n.raised)}
        self.opens("river")
        with self.beat("the question", words.question(n)):
            self.show(river.piece("outline"))
        with self.beat("raise", words.raising(n)):
            self.show(river.piece("gain"), river.piece("memory"), seconds=0.3)
            self.move(*self._drag("climb"))
        with self.beat("on", words.on(n), **raised):
            if n.has_half:
                self.show(river.piece("half"))
                self.rest()
            with self.at_once():
                self.hide(river.piece("half"))
                self.move(*self._drag("on"))
        with self.beat("without it", words.out(n), **raised):
            self.hide(river.piece("gain"), river.piece("memory"))
            if len(n.names) == 2:
                self.show(river.piece("edge"))
            else:
                self.move(river.to(kept=n.out))
        with self.beat("the sum", words.BACK):
            self.arrange("sum")
            if len(n.names) > 2:
                self.move(river.to(kept=n.back))
        with self.beat("the loss", words.loss(n)):
            with self.at_once():
                self.arrange("loss")
                self.move(river.to(lit=np.eye(len(n.names))[n.target]))
            self.move(*self._drag("fall"), self.loss.to(value=n.fall_loss))
            self.move(*self._drag("rise"), self.loss.to(value=n.rise_loss))
        with self.beat("the answer", words.LAST, poster=True):
            self.arrange("answer")

    def _drag(self, way: str) -> tuple[Motion, ...]:
        """The logit, and the river with it."""
        z, q = (getattr(self.numbers, way + what) for what in ("_z", ""))
        return self.logit.to(value=z), self.river.to(z=z, values=q)
