"""The drawing of ``GradientHeatmap``.

Question: where is the network wrong?
Hook: a row of large lights, the prediction, that sums to 1.
Cause: the truth slides in and is taken away; the true logit is dragged; other rows join.
What becomes what: one light turns over, one row becomes a wall, the wall sorts itself.
Answer: every row sums to 0, and glows as it errs.
"""

from __future__ import annotations

import numpy as np

from scenes.digits import resting, writer
from scenes.gradient_heatmap import words
from scenes.gradient_heatmap.balance import Balance
from scenes.gradient_heatmap.legend import Legend
from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers
from scenes.gradient_heatmap.signed_matrix import SignedMatrix
from scenes.layout import Arrangements, Column, Fit, Layers, Row
from scenes.mobjects.shapes import tick_series
from scenes.numbers import FloatArray
from scenes.parts import Answer, Forms, Reading, Slider
from scenes.story import Story


class GradientHeatmap(Story[GradientHeatmapNumbers]):
    """Question: where is the network wrong. A wall of lights answers it."""

    def layout(self) -> Arrangements:
        """One row and its balance over the whole stage; then many, below them the answer."""
        n, t = self.numbers, self.theme
        self.wall = SignedMatrix(
            "the wall", n.g[0, 0], taken=n.taken[0, 0], targets=n.targets, order=n.order,
            names=n.names, write=writer(n.form), bounds=n.bounds,
        )  # fmt: skip
        self.balance = Balance(
            "the balance", self.wall, over=n.over[0, 0], under=n.under[0, 0], sums=n.sums[0, 0],
            poured=n.poured[0], wrong=n.wrong, order=n.order, write=writer(n.form), terms=n.adds,
            write_sum=resting({0.0: "exact", 1.0: "exact"}, ".2f"),
        )  # fmt: skip
        self.title = Forms(
            "the title", '"prediction" {{q:q}}', '"prediction" {{q:q}} - "truth" {{p:p}}',
            '"gradient" {{q:q}} - {{p:p}}', colors={"p": t.p, "q": t.q},
        )  # fmt: skip
        self.legend = Legend("the legend", less='q "too low"', more='q "too high"')
        self.slider = Slider(
            "the slider", n.drag_z[0, 0], span=(n.lowest, n.highest),
            symbol=f"z_{n.targets[0] + 1} =", write=writer(n.z_form),
            ticks=tick_series(n.lowest, n.highest),
        )  # fmt: skip
        self.loss = Reading(
            "the loss", '"loss" =', n.drag_loss[0, 0], write=writer(n.loss_form),
            widest=n.widest_loss,
        )  # fmt: skip
        self.answer = Answer("the answer", words.ANSWER, lines=1.2)
        one, all_ = (Layers(self.wall.having(open=many, beside=1), self.balance) for many in (0, 1))
        head = Fit(
            Row(self.title.having(form=2), self.legend, shares=(1, 0), turns=False),
            Column(self.title.having(form=2), self.legend, shares=(0, 0), gap=0.05),
        )
        cause = Row(self.slider, self.loss, shares=(1, 0), gap=0.3, turns=False)
        shares, gap = (0, 1), 0.2
        return {
            "alone": Column(
                self.title.having(form=0),
                self.wall.having(open=0, beside=0),
                shares=shares,
                gap=gap,
            ),
            "prediction": Column(self.title.having(form=0), one, shares=shares, gap=gap),
            "truth": Column(self.title.having(form=1), one, shares=shares, gap=gap),
            "drag": Column(head, one, cause, shares=(0, 1, 0), gap=gap),
            "batch": Column(self.title.having(form=0), all_, shares=shares, gap=gap),
            "gradient": Column(head, all_, shares=shares, gap=gap),
            "answer": Column(self.answer, self.legend, all_, shares=(0.28, 0, 1), gap=0.1),
        }

    def construct(self) -> None:
        n, wall, balance = self.numbers, self.wall, self.balance
        balance.hide(("over", 0), "symbol", "alone")
        self.opens("alone")
        with self.beat("prediction", words.prediction(n)):
            self.hero(wall, balance)
            with self.at_once():
                self.arrange("prediction", seconds=1.2)
                self.after(0.9)
                self.move(balance.to(poured=n.poured))
                self.after(1.8)
                self.show(balance.piece("symbol"), balance.piece("alone"))
        with self.beat("minus the truth", words.truth(n)):
            with self.at_once():
                self.arrange("truth", seconds=0.8)
                self.move(wall.to(split=self._rows(0)), seconds=0.8)
                self.show(balance.piece("minus"), balance.piece("plus"))
            self.rest()
            self._take(0)
        with self.beat("drag", words.drag(n)):
            self.arrange("drag", seconds=1.1)
            for leg in range(3):
                self.move(
                    self.slider.to(value=n.drag_z[leg]), self.loss.to(value=n.drag_loss[leg]),
                    wall.to(g=n.drag_g[leg]),
                    balance.to(over=n.drag_over[leg], under=n.drag_under[leg]),
                )  # fmt: skip
                if leg < 2:
                    self.rest()
        with self.beat("batch", words.batch(n)):
            balance.presence["over", 0] = 1.0
            balance.hide("part", "cut")
            with self.at_once():
                self.arrange("batch", seconds=1.2)
                self.after(1.1)
                self.move(wall.to(joined=1), seconds=1.3)
            self.move(wall.to(split=1 - self._rows(0)), self.title.to(form=1), seconds=0.7)
            self.wait(1.0)
            self._take(1)
        with self.beat("brightest first", words.sort(n), poster=True):
            with self.at_once():
                self.arrange("gradient", seconds=0.8)
                self.hide(*balance.all("sum"), balance.piece("title", "sum"))
                self.after(0.5)
                self.show(balance.piece("title", "wrong"))
                self.move(balance.to(told=1), seconds=1.0)
                self.after(1.1)
                self.move(wall.to(place=n.place))
            self.wait(0.4)
            with self.at_once():
                self.arrange("answer", seconds=1.2)
                self.after(0.8)
                self.show(balance.piece("zero"))

    def _take(self, what: int) -> None:
        """The truth of row 0, or of all others, slides in and is taken away."""
        n = self.numbers
        with self.at_once():
            self.move(
                self.wall.to(taken=n.taken[what], g=n.g[what]),
                self.balance.to(over=n.over[what], under=n.under[what], sums=n.sums[what]),
            )
            self.after(1.7)
            self.move(self.wall.to(split=0 * n.wrong), seconds=0.8)

    def _rows(self, *rows: int) -> FloatArray:
        """1 for these rows, which leave room for their truths."""
        return np.isin(np.arange(len(self.numbers.targets)), rows).astype(float)
