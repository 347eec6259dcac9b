"""The drawing of ``OneHotCollapse``.

Hook: four areas, one of them huge, and the formula of their sum.
Cause: p, the base of all areas, moves to the true class; then q is shared anew, and dragged.
What becomes what: coefficients run to 1 and 0; one area is left, and its height draws the curve.
Answer: loss = ln(1/q) of the true class.
"""

from __future__ import annotations

import numpy as np

from scenes.one_hot_collapse import words
from scenes.one_hot_collapse.numbers import FEW, OneHotCollapseNumbers
from stage.digits import writer
from stage.layout import Arrangements, Column, Fit, Row, Scale
from stage.parts.areas import Areas
from stage.parts.formulas import Forms
from stage.parts.part import Change
from stage.parts.plot import Line, Mark, Plot
from stage.parts.strip import Strip
from stage.parts.sums import Sum
from stage.parts.tie import Tie
from stage.story import Story


class OneHotCollapse(Story[OneHotCollapseNumbers]):
    """Question: what is left of the sum of all areas when one class is true."""

    def layout(self) -> Arrangements:
        """Areas first over the whole stage, then one of them beside the curve of its height."""
        n, t, i = self.numbers, self.theme, self.numbers.target + 1
        write, write_q = writer(n.sum_form), writer(n.q_form)
        self.sky = Areas(
            "the areas", n.p[0], n.surprise, n.terms[0], top=n.top, write=write, names=n.names,
            target=n.target, q=n.q, write_q=writer(n.told_form), write_p=write,
            width_title="")  # fmt: skip
        self.q = Strip("q", n.q, first=n.target, names=n.names, write=write_q, title=f"q_{i} =",
                       dragged=True)  # fmt: skip
        self.sum = Sum("the sum", n.factors[0], n.total[0], most=n.most, write=write,
                       about=not n.adds)  # fmt: skip
        self.formula = Forms(
            "the formula", *words.formulas(n), most=90, steady=True,
            colors={"p": t.p, "pk": t.p, "q": t.q, "ln": t.q, "each": t.q})  # fmt: skip
        self.curve = Plot(
            "the curve", [Line(n.curve, t.text)],
            x=n.up_x[0], y=n.up_y[0], traced=n.up_traced[0], colors=[t.q],
            x_span=(0.0, 1.0), y_span=(0.0, n.top), x_ticks=[(0.0, 0.5, 1.0)],
            x_title=(f"q_{i}", t.q), y_title=(f"ln(1\\/q_{i})", t.q),
            marks=[Mark(*mark, t.text, "above") for mark in words.marks(n)])  # fmt: skip
        area, point = (lambda: self.sky.top_of(n.target)), (lambda: self.curve.point(0))
        self.tie = Tie("the tie", (self.sky, area), (self.curve, point), color=t.q)
        curve = Column(self.curve, self.q, shares=(1, 0), gap=0.02, aligned=True, main=0)
        one = Row(self.sky, curve, shares=(0.95, 1.4), aligned=True)
        # Of many classes, terms that are left out go; and where there is too little room.
        kept = np.maximum(n.p[-1], len(n.q) <= FEW)
        term, alone = (self.sum.having(struck=n.p[-1] == 0, kept=k) for k in (kept, n.p[-1]))
        left, shares = self.formula.having(form=1), (0.1, 0, 1)
        return {
            "sum": Column(self.formula, self.sum, self.sky, shares=shares, gap=0.05),
            "one term": Fit(Column(left, term, one, shares=shares, gap=0.05),
                            Column(left, alone, one, shares=shares, gap=0.0),
                            Column(left, one, shares=(0, 1), gap=0.0)),
        }  # fmt: skip

    def scales(self) -> tuple[Scale, ...]:
        """One unit of height for the area and the curve, of length for the strip and its axis."""
        heights, lengths = ((self.sky, "y"), (self.curve, "y")), ((self.curve, "x"), (self.q, "x"))
        return Scale(heights, ("sum",)), Scale(lengths, ("sum",))

    def construct(self) -> None:
        n = self.numbers
        self.sum.hide("term", "sign", "total")
        self.opens("sum")
        with self.beat("a sum of areas", words.SUM), self.at_once():
            for k, number in enumerate(self.sky.all("number")):
                self.show(self.sum.piece("sign", k))
                self.become(number, self.sum.piece("term", k))
                self.after(0.5)
            self.show(*self.sum.all("total"))
        with self.beat("the true class", words.TRUTH, true_class=self.class_name(n.target)):
            self.show(self.sky.piece("outline"))
            terms = self.sum.to(terms=n.factors, total=n.total)
            self.move(self.sky.to(p=n.p, terms=n.terms), terms)
        with self.beat("one term left", "Times 0, the others count for nothing. One term is left."):
            self.move(self.sum.to(struck=n.p[-1] == 0))
            self.rest()
            self.move(self.formula.to(form=1), seconds=1.4)
        with self.beat("the others do not count", words.the_others(n)):
            with self.at_once():
                self.hide(*self.sky.all("told", "base"))
                self.arrange("one term")
            self.show(self.tie, self.q.piece("outline"))
            self.rest()
            self.move(self.q.to(values=n.shared), self.sum.to(terms=n.shared_factors))
        with self.beat("sure and right", words.right(n)):
            self.show(self.q.piece("grip"))
            self.move(*self._drag("up"))
            self.show(self.curve.piece("mark", 1))
        with self.beat("sure and wrong", words.WRONG):
            self.move(*self._drag("down"))
            self.show(self.curve.piece("mark", 0))
        with self.beat("the answer", words.answer(n), poster=True):
            self.move(self.q.to(values=n.again), self.sum.to(terms=n.again_factors))
            self.move(self.formula.to(form=2), seconds=1.2)

    def _drag(self, where: str) -> tuple[Change, ...]:
        """The true class's probability, and all that answers."""
        n, ends = self.numbers, ("", "_factors", "_heights", "_x", "_y", "_traced")
        q, factors, heights, x, y, traced = (getattr(n, f"{where}{end}") for end in ends)
        terms = heights * np.eye(len(n.q))[n.target]
        curve = self.curve.to(x=x, y=y, traced=traced)
        sky = self.sky.to(heights=heights, terms=terms)
        return self.q.to(values=q), curve, sky, self.sum.to(terms=factors, total=y[:, 0])
