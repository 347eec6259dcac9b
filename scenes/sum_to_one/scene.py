"""The drawing of ``SumToOne``.

Hook: a strip of length 1 between two banks, and the logit of one of its classes.
Cause: that logit alone is dragged.
What becomes what: the strip leaves its bands behind as a river; bent, they are rays to one point.
Answer: what all others had slides along these rays, shrinks as one, and leaves the gain.
"""

from __future__ import annotations

from scenes.sum_to_one import words
from scenes.sum_to_one.numbers import BACK, BEND, SQUEEZE, SumToOneNumbers
from scenes.sum_to_one.river import River
from stage.digits import writer
from stage.layout import Arrangement, Arrangements, Column, Row, Scale
from stage.mobjects.shapes import tick_series
from stage.numbers import fields_of
from stage.parts.answer import Answer
from stage.parts.formulas import Forms, Reading
from stage.parts.part import Change, Piece
from stage.parts.slider import Slider
from stage.story import Story
from stage.theme import TYPE


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
            write_whole=writer(n.together_form), write_gain=writer(n.gain_form),
            cost=words.cost(n), miles=tick_series(n.start, n.end)[0])  # fmt: skip
        self.logit = Slider(
            "the logit", n.start, span=(n.start, n.end), symbol=f"z_{n.raised + 1} =",
            write=writer(n.z_form), ticks=tick_series(n.start, n.end))  # fmt: skip
        formulas = words.formulas(n)
        self.softmax = Forms("the softmax", *formulas, colors={
            "q": t.q, "raised": t.q, **dict.fromkeys(("before", "plus", "after"), t.muted)},
            flies=False)  # fmt: skip
        self.still = Reading(
            "the true logit", f"z_{i} =", n.logits[n.target], write=writer(n.z_form)
        )
        self.loss = Reading(
            "the loss", f'"loss" = ln(1\\/{{{{q_{i}:q}}}}) =', n.losses[0], unit="nats",
            widest=float(n.losses.max()),
            write=writer(n.loss_form), colors={"q": t.q})  # fmt: skip
        self.factor = Reading(
            "the factor", words.factor(n), n.squeeze[0], write=writer(n.factor_form),
            most=TYPE.label, widest=n.factor, align=0,
        )  # fmt: skip
        self.answer = Answer("the answer", words.answer(n), fields_of(n), lines=1.0)
        last = Column(self.answer, self.factor, shares=(1, 0), gap=0)
        bent, formed = self.river.having(bent=1), self.softmax.having(form=len(formulas) - 1)
        return {
            "river": self._above(Row(self.still, self.loss, shares=(0, 0), gap=0.7, turns=False)),
            "without": self._above(self.softmax),
            "point": Column(formed, bent, shares=(0.36, 1), gap=0.1),
            "answer": Column(last, bent, shares=(0.36, 1), gap=0.1),
        }

    def _above(self, what: Arrangement) -> Arrangement:
        river = Column(self.river, self.logit, shares=(1, 0), gap=0, aligned=True)
        return Column(what, river, shares=(0, 1), gap=0.1)

    def scales(self) -> tuple[Scale, ...]:
        """The logit's axis is that along which the river goes."""
        apart = ("point", "answer")
        along = Scale(((self.river, "x"), (self.logit, "x")), apart)
        return along, Scale(((self.river, "y"),), apart)

    def construct(self) -> None:
        n, river = self.numbers, self.river
        told = self.logit.piece("symbol"), self.logit.piece("number")
        raised = self.class_name(n.raised)
        self.answer.hide("words")
        self.factor.hide("symbol", "number")
        self.opens("river")
        with self.beat("the question", words.question(n)):
            self.move(*self._drag("begin"))
        with self.beat("raise", words.raising(n)), self.at_once():
            self.show(*river.all("gain"), river.piece("memory"))
            self.move(*self._drag("climb"))
        with self.beat("the loss", words.loss(n)):
            self.move(*self._drag("on"))
        with self.beat("without it", words.out(n), raised_class=raised), self.at_once():
            self.hide(*river.all("gain", "memory"))
            self.arrange("without")
            if len(n.names) == 2:
                self.show(river.piece("edge"))
            else:
                self.hide(*told)
                self.move(river.to(kept=n.out))
        with self.beat("the sum", words.back(n), raised_class=raised), self.at_once():
            if len(n.names) > 2:
                self.move(self.softmax.to(form=1), seconds=BACK)
                self.show(*told)
                self.move(river.to(kept=n.back))
        with self.beat("one point", words.point(n)):
            with self.at_once():
                self.arrange("point", seconds=BEND)
                self.hide(river.piece("head"), *river.all("strip"))
                self.after(0.4)
                self.show(*river.all("mile"))
                self.after(1.6)
                self.hide(*river.all("part"))
            self.show(*river.all("ray", "point"))
            self.wait(1.0)
            self.hide(*river.all("mile"), seconds=0.4)
            self.show(*river.all("share", "at"))
        with self.beat("the answer", words.squeezed(n), poster=True):
            with self.at_once():
                self.arrange("answer", seconds=0.6)
                self.hide(river.piece("edge"))
                self.hide(*(piece for k in n.told if k != n.target for piece in self._told(k)))
                self.show(*river.all("block"), river.piece("memory"))
            with self.at_once():
                self.show(*river.all("gain"), *self._bracket("left"))
                self.move(river.to(squeeze=n.squeeze), self.factor.to(value=n.squeeze))
                self.show(*self.factor.all("symbol", "number"))
                self.after(0.65 * SQUEEZE)
                self.show(*self.answer.all("words"))
            self.show(*self._bracket("right"), *river.all("won"), river.piece("cost"))
            self.wait(2.9)

    def _told(self, k: int) -> tuple[Piece, ...]:
        """What a class has, beside the strip."""
        return tuple(self.river.piece(kind, k) for kind in ("lead", "symbol", "number"))

    def _bracket(self, side: str) -> tuple[Piece, Piece]:
        """Of what is in the block, and its number."""
        river = self.river
        return river.piece("whole", side), river.piece("whole", side, "number")

    def _drag(self, way: str) -> tuple[Change, ...]:
        """The logit, and what answers."""
        z, q, loss = (getattr(self.numbers, way + what) for what in ("_z", "", "_loss"))
        return self.logit.to(value=z), self.river.to(z=z, values=q), self.loss.to(value=loss)
