"""The drawing of ``DistributionOverlay``.

Hook: both as large bars, class by class.
Cause: p's bar lies down and is a width; q's throws ln(1/q) across, which is a height.
What becomes what: bars are sides, sides are areas, areas' numbers a sum, and the areas a level.
Answer: the level, H(p, q).
"""

from __future__ import annotations

from functools import partial
from math import isfinite

from scenes.distribution_overlay import words
from scenes.distribution_overlay.numbers import DistributionOverlayNumbers
from stage.digits import writer
from stage.layout import Arrangements, Column, Fit, Layers, Row, Scale
from stage.mobjects.shapes import tick_series
from stage.numbers import FloatArray
from stage.parts.areas import Areas
from stage.parts.bars import Bars
from stage.parts.formulas import Forms, Reading
from stage.parts.plot import Line, Mark, Plot
from stage.parts.sums import Sum
from stage.story import Story


class DistributionOverlay(Story[DistributionOverlayNumbers]):
    """Question: how surprised is a prediction q by the truth p. A level answers it."""

    def layout(self) -> Arrangements:
        """Bars; then with the curve and the areas that they make; then these alone."""
        n, t, write = self.numbers, self.theme, writer(self.numbers.sum_form)
        colors = {"p": t.p, "q": t.q}
        bars = partial(Bars, span=(0.0, n.most), names=n.names, write=writer(n.probability_form))
        self.p = bars("p", n.p, color=t.p, title='"the truth" p')
        self.q = bars("q", n.q, color=t.q, title='"the prediction" q')
        self.curve = Plot(
            "the curve", [Line(n.curve, t.text)], x=n.q, y=n.surprise, colors=[t.q] * len(n.q),
            x_span=(0.0, n.widest), y_span=(0.0, n.high), x_ticks=tick_series(0, n.widest),
            x_title=("q", t.q), y_title=("ln(1\\/q)", t.q),
            marks=[Mark(n.q[k], n.surprise[k], words.surprise(n, k), t.q)
                   for k in words.marked(n)])  # fmt: skip
        self.areas = Areas("the areas", n.p, n.surprise, 0 * n.p, top=n.top, write=write,
                           names=n.names, level=n.total,
                           lines={"level": (n.total, "H(p, q)", t.text)})  # fmt: skip
        self.formula = Forms("the formula", "H({{p:p}}, {{q:q}})", colors=colors)
        self.sum = Sum("the sum", n.terms, n.total, most=n.terms, write=write, about=not n.adds)
        self.answer = Reading("the answer", words.LEVEL, n.total, colors=colors, write=write,
                              unit="nats", most=80, align=0)  # fmt: skip
        self.products = [Forms(f"product {k + 1}", words.product(n, k), colors=colors, most=36)
                         for k in words.alone(n)]  # fmt: skip
        pairs = Layers(self.p.having(aside=-1), self.q.having(aside=1, named=0))
        made = Row(self.curve, self.areas.having(top=n.high), shares=(n.widest, 1), gap=0.3,
                   aligned=True, turns=False)  # fmt: skip
        # All products, or the first beside the bars where there is no room for more.
        told = Column(*self.products, pairs, shares=(*[0] * len(self.products), 1), gap=0.05)
        less = Row(self.products[0], pairs, shares=(0, 1), gap=0, main=1)
        one = Fit(Row(told, made, shares=(0.4, 1), gap=0.3, turns=False),
                  Row(less, made, shares=(0.3, 1), gap=0.3))  # fmt: skip
        sum_ = Row(self.formula, self.sum, shares=(0, 0), gap=0.05, turns=False)
        areas = self.areas.having(top=n.top, lined=1)
        return {
            "pairs": pairs,
            "one": one,
            "areas": Column(sum_, areas, shares=(0, 1), gap=0.1),
            "answer": Column(self.answer, areas, shares=(0.3, 1), gap=0.1),
        }

    def scales(self) -> tuple[Scale, ...]:
        """A bar keeps its length when it becomes a side, and a stick when it is thrown across."""
        lengths = ((self.p, "y"), (self.q, "y"), (self.curve, "x"), (self.areas, "x"))
        heights, alone = ((self.curve, "y"), (self.areas, "y")), ("areas", "answer")
        return Scale(lengths, apart=("pairs", *alone)), Scale(heights, apart=alone)

    def construct(self) -> None:
        n, k = self.numbers, self.numbers.first
        seen = [j for j in range(len(n.p)) if n.p[j] > 0]
        self.areas.hide("base", "stick", "area", "number", "line", "label")
        self.areas.values["swept"] = 0 * n.p
        self.curve.hide("dot")
        self.sum.hide("term", "sign", "total")
        for product in self.products:
            product.hide("form")
        self.opens("pairs")
        with self.beat("a width", words.WIDTH):
            self.arrange("one")
            self._lie_down([k], "p")
        with self.beat("a height", "Its q meets the curve ln(1/q): the surprise is a height."):
            self._throw([k])
        with self.beat("areas", "How often, times how surprised: every class makes an area."):
            self._sweep([k], n.sweep, n.sweep_terms)
            for turn, sweep, terms in zip(n.turns, n.sweeps, n.sweeps_terms, strict=True):
                others = [j for j in turn if j in seen]
                self._lie_down(others, "p")
                self._throw(others)
                self._sweep(others, sweep, terms)
        with self.beat("the sum", "All areas together are the cross entropy of p and q."):
            self.arrange("areas")
            with self.at_once():
                for j in seen:
                    self.show(self.sum.piece("sign", j))
                    self.become(self.areas.piece("number", j), self.sum.piece("term", j))
                    self.after(0.3)
                self.after(0.6)
                self.show(*self.sum.all("total"))
        if isfinite(n.total):
            with self.beat("level", "Fill what is missing below the line with what is above it."):
                with self.at_once():
                    self.hide(*self.areas.all("stick", "number"))
                    self.show(*self.areas.all("pour", "memory", "line"))
                self.move(self.areas.to(heights=n.levelling))
                self.show(*self.areas.all("label"), seconds=0.3)
        with self.beat("the answer", words.answer(n), poster=True), self.at_once():
            self.arrange("answer")
            self.become(self.sum.piece("total", "number"), self.answer.piece("number"))

    def _told(self, told: list[int], classes: list[int]) -> list[int]:
        """The places of classes among those that are told, of which there may be room for one."""
        has_room = self.products[-1] in [place.part for place in self.placed["one"]]
        return [told.index(j) for j in classes if j in told[: None if has_room else 1]]

    def _lie_down(self, classes: list[int], which: str) -> None:
        """Bars become a width of the areas (p), or lie on the curve's axis (q)."""
        bars, to, kind = {"p": (self.p, self.areas, "base"), "q": (self.q, self.curve, "x")}[which]
        with self.at_once():
            for j in classes:
                self.show(bars.piece("memory", j))
                self.become(bars.piece("bar", j), to.piece(kind, j), seconds=0.7)
                self.after(0.4)

    def _throw(self, classes: list[int]) -> None:
        """From q on the axis to the curve grows ln(1/q), which is thrown across to the areas."""
        self._lie_down(classes, "q")
        self.grow(*(self.curve.piece("stick", j) for j in classes), seconds=0.6)
        with self.at_once():
            for j in classes:
                self.show(self.curve.piece("dot", j), seconds=0.2)
                self.become(self.curve.piece("stick", j), self.areas.piece("stick", j), seconds=0.7)
                self.hide(self.curve.piece("x", j), seconds=0.3)
                for i in self._told(words.marked(self.numbers), [j]):
                    self.show(self.curve.piece("mark", i), seconds=0.3)
                self.after(0.4)

    def _sweep(self, classes: list[int], share: FloatArray, terms: FloatArray) -> None:
        """Heights are swept along widths, and leave areas, which are told."""
        pieces = (self.areas.piece(kind, j) for j in classes for kind in ("area", "number"))
        self.show(*pieces, seconds=0.1)
        self.move(self.areas.to(swept=share, terms=terms))
        for i in self._told(words.alone(self.numbers), classes):
            self.show(*self.products[i].all("form"), seconds=0.3)
