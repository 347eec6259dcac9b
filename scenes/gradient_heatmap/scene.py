"""The drawing of ``GradientHeatmap``.

Question: where is the network wrong?
Hook: a row of large lights, the prediction, that sums to 1.
Cause: the truth slides in and is taken away; the true logit is dragged; other rows join.
What becomes what: one light turns over and is a slope, one row becomes a wall, which sorts itself.
Answer: every row sums to 0, and glows where it is wrong.
"""

from __future__ import annotations

import numpy as np

from scenes.gradient_heatmap import words
from scenes.gradient_heatmap.balance import Balance
from scenes.gradient_heatmap.legend import Legend
from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers
from scenes.gradient_heatmap.signed_matrix import SignedMatrix, signed
from stage.digits import resting, writer
from stage.layout import Arrangements, Column, Fit, Layers, Row
from stage.mobjects.shapes import tick_series
from stage.parts.answer import Answer
from stage.parts.formulas import Forms, Reading
from stage.parts.plot import Foot, Line, Plot
from stage.story import Story


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
        self.title = Forms("the title", *words.TITLES, colors={"p": t.p, "q": t.q})
        self.legend = Legend("the legend", less='q "too low"', more='q "too high"')
        self.loss = Plot(
            "the loss", [Line((n.along_z, n.along_loss), t.loss, "cross entropy", '"loss" =')],
            x=n.drag_z[0], y=n.drag_loss[0], slopes=n.drag_slope[0], colors=[t.text],
            x_span=n.z_span, x_ticks=tick_series(*n.z_span), tangents=[t.p],
            y_span=(0.0, n.top), y_ticks=tick_series(0, n.top), write=writer(n.loss_form),
            foot=Foot(f"z_{n.targets[0] + 1} =", t.text, writer(n.z_form)),
        )  # fmt: skip
        self.slope = Reading(
            "the slope", '"slope" =', n.drag_slope[0, 0], write=signed(writer(n.form)),
            color=t.p, widest=n.widest_slope,
        )  # fmt: skip
        self.answer = Answer("the answer", words.ANSWER, lines=1.2)
        one, all_ = (Layers(self.balance, self.wall.having(open=many, beside=1)) for many in (0, 1))
        one_light, lights = (
            Fit(Row(title, self.legend, shares=(1, 0), turns=False),
                Column(title, self.legend, shares=(0, 0), gap=0.05))
            for title in (self.title.having(form=form) for form in (2, 5))
        )  # fmt: skip
        alone = self.wall.having(open=0, beside=0)
        slope = Row(alone, Column(self.slope, self.loss, shares=(0, 1), gap=0.1))
        shares, gap = (0, 1), 0.2
        # What is above the wall has the answer's room from the start.
        answer = Column(self.answer, self.legend, shares=(1, 0), gap=0.1)
        above: Arrangements = {
            "batch": self.title.having(form=3),
            "gradient": lights,
            "answer": answer,
        }
        return {
            "alone": Column(self.title.having(form=0), alone, shares=shares, gap=gap),
            "prediction": Column(self.title.having(form=0), one, shares=shares, gap=gap),
            "truth": Column(self.title.having(form=1), one, shares=shares, gap=gap),
            "slope": Column(one_light, slope, shares=shares, gap=gap),
            **{name: Column(what, all_, shares=(0.36, 1), gap=0.1) for name, what in above.items()},
        }

    def construct(self) -> None:
        n, wall, balance = self.numbers, self.wall, self.balance
        is_first = np.arange(len(n.targets)) == 0
        signs = [piece for piece in wall.all("sign") if piece.key[1] != 0]
        wall.hide(*(piece.key for piece in signs))
        balance.hide(("over", 0), "symbol", "alone")
        self.opens("alone")
        with self.beat("prediction", words.prediction(n)):
            self.hero(wall, balance)
            with self.at_once():
                self.arrange("prediction", seconds=1.2)
                self.after(0.9)
                self.move(balance.to(poured=n.poured))
                self.after(1.5)
                self.show(balance.piece("symbol"), balance.piece("alone"))
        with self.beat("minus the truth", words.truth(n)):
            with self.at_once():
                self.arrange("truth", seconds=0.8)
                self.move(wall.to(split=is_first), seconds=0.8)
                self.show(balance.piece("minus"), balance.piece("plus"))
            self.rest()
            with self.at_once():
                self._subtract(0)
                self.after(1.5)
                self.move(wall.to(split=0 * n.wrong), seconds=0.8)
        with self.beat("slope", words.slope(n)):
            self.hero(wall, self.loss)
            with self.at_once():
                self.arrange("slope", seconds=2.2)
                self.after(2.0)
                self.show(*self.loss.all("tangent"))
        with self.beat("drag", words.drag(n)):
            self.move(
                self.loss.to(x=n.drag_z, y=n.drag_loss, slopes=n.drag_slope),
                self.slope.to(value=n.drag_slope[:, 0]),
                wall.to(g=n.drag_g),
            )
        with self.beat("batch", words.batch(n)):
            self.hero(wall, balance)
            balance.presence["over", 0] = 1.0
            balance.hide("part")
            with self.at_once():
                self.arrange("batch", seconds=1.2)
                self.after(1.1)
                self.move(wall.to(joined=1), seconds=1.4)
            with self.at_once():
                self.move(self.title.to(form=4), wall.to(split=~is_first), seconds=0.8)
            with self.at_once():
                self._subtract(1)
                self.after(1.6)
                self.move(wall.to(split=0 * n.wrong), seconds=0.6)
                self.after(0.3)
                self.show(balance.piece("zero"), *signs)
        with self.beat("wrong by", words.wrong(n)), self.at_once():
            self.arrange("gradient", seconds=0.8)
            self.show(balance.piece("title"))
            self.move(balance.to(told=1), seconds=1.4)
        with self.beat("the answer", words.read(n), poster=True), self.at_once():
            self.move(wall.to(place=n.place))
            self.after(1.6)
            self.arrange("answer", seconds=0.4)

    def _subtract(self, what: int) -> None:
        """The truth of row 0 is taken away, or those of all others."""
        n = self.numbers
        self.move(
            self.wall.to(taken=n.taken[what], g=n.g[what]),
            self.balance.to(over=n.over[what], under=n.under[what], sums=n.sums[what]),
        )
