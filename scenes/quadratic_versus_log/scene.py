"""The drawing of ``QuadraticVersusLog``.

Question: which loss pulls harder when a prediction is wrong?
Hook: two losses as hills, and a ball on each that goes to the same mistake.
Cause: q takes a step, far from the truth and near it; then its axis is stretched to the logit's.
What becomes what: the wall becomes a ramp, the slope a plateau; the sigmoid's gate is why.
Answer: wrong and sure, cross entropy pulls so many times as hard; the other hardly moves.
"""

from __future__ import annotations

import numpy as np

from scenes.quadratic_versus_log import words
from scenes.quadratic_versus_log.gate import Gate
from scenes.quadratic_versus_log.hills import Hills
from scenes.quadratic_versus_log.ledger import Ledger
from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers
from stage.digits import resting, write, writer
from stage.layout import Arrangements, Column, Layers
from stage.numbers import FloatArray, fields_of
from stage.parts.answer import Answer
from stage.parts.part import Change
from stage.story import Story


class QuadraticVersusLog(Story[QuadraticVersusLogNumbers]):
    """Question: which loss pulls harder when a prediction is wrong."""

    def layout(self) -> Arrangements:
        """Hills over the whole stage, then a gate below them, then an answer above."""
        n, t = self.numbers, self.theme
        colors = [t.log, t.quadratic]
        self.ledger = Ledger(
            "the ledger", ["cross entropy", "quadratic"], losses=words.LOSSES, colors=colors,
            title=words.TITLE, at=[write(q, n.prediction_form) for q in n.steps],
            pulls=words.pulls(n), heads=words.HEADS, products=n.products, symbols=words.SYMBOLS,
            write=writer(n.product_form), taken=n.taken, high=n.high)  # fmt: skip
        self.hills = Hills(
            "the hills", [n.log, n.quadratic], colors=colors, ball=n.fall[:, 0], reach=n.reach,
            ceiling=n.ceiling, grid=np.stack((n.grid, n.grid_z, n.grid_loss)),
            products=n.products, crumbs=n.crumbs, words=words.HILLS,
            write=resting(dict.fromkeys(n.steps, n.moving_form), ".3p"),
            write_pull=writer(n.product_form))  # fmt: skip
        self.gate = Gate("the gate", self.hills, n.gate, colors=colors, z=n.learn[3, 0],
                         products=n.products, reach=n.reach, rungs=n.grid_z[1:-1])  # fmt: skip
        self.answer = Answer("the answer", words.ANSWER, fields_of(n), lines=1.5)
        hills = Layers(self.hills, self.ledger)
        gated = Column(hills, self.gate, shares=(1, 0.36), gap=0.1, aligned=True)
        answered = Column(self.answer, hills, shares=(0, 1), gap=0.2)
        return {"hills": hills, "gate": gated, "answer": answered}

    def construct(self) -> None:
        n, hills, ledger = self.numbers, self.hills, self.ledger
        hills.presence["at", 0, "symbol"] = hills.presence["at", 0, "number"] = 1.0
        self.gate.hide(*self.gate.pieces)
        self.opens("hills")
        with self.beat("one mistake", words.MISTAKE):
            self.move(self._walk(n.fall))
        with self.beat("steepness", words.steep(n)):
            with self.at_once():
                self.hide(*ledger.all("loss", "called"))
                self.show(*hills.all("tangent"))
                self.after(0.4)
                self.show(ledger.piece("title"), *ledger.column(0))
            self._go(n.step_wrong, 1, after=0.5)
            self.rest()
            self._go(n.slide, 2, after=2.2)
            self._go(n.step_right, 3, after=0.5)
        with self.beat("stretch", words.STRETCH):
            with self.at_once():
                self.hide(ledger.piece("title"), *(p for c in range(4) for p in ledger.column(c)))
                self.move(self._walk(n.back))
                self.arrange("gate")  # which itself comes later: then no height changes
                self.show(*hills.all("stem"), hills.piece("logits"))
            with self.at_once():
                self.move(hills.to(stretch=n.stretch))
                self.after(3.0)
                self.show(*hills.all("word"))
        with self.beat("gate", words.GATE):
            with self.at_once():
                self.hide(*hills.all("stem", "word"), *hills.told(0))
                self.show(*(self.gate.piece(*key) for key in self.gate.pieces))
            with self.at_once():
                for c in range(3):
                    self.show(*ledger.factors(c))
                    self.after(0.4)
                self.grow(*hills.all("pull"))
                self.show(*hills.all("told_pull"))
        with self.beat("learn", words.LEARN):
            products = n.learn_products
            with self.at_once():
                self.hide(*hills.all("tangent", "pull", "told_pull"), seconds=0.3)
                self.show(*hills.all("crumb"), seconds=0.3)
                self.move(
                    self._walk(n.learn, products=products), ledger.to(products=products),
                    self.gate.to(z=n.learn[3], products=products))  # fmt: skip
                self.after(5.7)
                self.show(*hills.told(0), *hills.told(1))
        with self.beat("answer", words.REASON, poster=True):
            self.hide(*ledger.all("factor"), seconds=0.3)
            with self.at_once():
                self.show(*hills.all("pull", "told_pull"), *ledger.all("symbol"))
                self.after(0.4)
                self.show(*ledger.all("strike"))
                self.after(0.3)
                self.arrange("answer")

    def _walk(self, way: FloatArray, **more: FloatArray) -> Change:
        """The balls go a way."""
        q, losses, slopes, z = way
        return self.hills.to(q=q, z=z, losses=losses, slopes=slopes, **more)

    def _go(self, way: FloatArray, column: int, *, after: float) -> None:
        """Go on, and tell how steep both are there."""
        with self.at_once():
            self.move(self._walk(way))
            self.after(after)
            self.show(*self.ledger.column(column))
