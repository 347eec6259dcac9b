"""The drawing of ``LogitsToLoss``.

Hook: a list of logits beside the curve e^z, and a loss that is known, but not where it is.
Cause: a probe is dragged along the axis; then a stack, and a part of it, come back to the curve.
What becomes what: sticks under the curve become a stack, a copy of that the strip q, and others
stand under the curve again.
Answer: the loss is the gap between where the whole lands and the true logit.
"""

from __future__ import annotations

from scenes.logits_to_loss import words
from scenes.logits_to_loss.curve import ExpCurve
from scenes.logits_to_loss.numbers import DIVIDE, LogitsToLossNumbers
from stage.digits import resting, writer
from stage.layout import Arrangements, Column
from stage.parts.formulas import Forms
from stage.story import Story

FORM = 1.5
"""Seconds in which a long formula becomes another one."""


class LogitsToLoss(Story[LogitsToLossNumbers]):
    """Question: where in the logits the loss is."""

    def layout(self) -> Arrangements:
        """A formula over the curve: one scale holds from the first picture to the last."""
        n, t, count = self.numbers, self.theme, len(self.numbers.names)
        parts = dict.fromkeys(map(float, n.heights), n.height_form)
        parts |= dict.fromkeys(map(float, n.shares), n.share_form)
        whole = {n.total: n.height_form, 1.0: ".0f"}
        self.curve = ExpCurve(
            "the curve", n.logits, n.heights, n.shares, total=n.total, wall=n.wall, loss=n.loss,
            curve=n.curve, probe=n.legs_z[0, 0], height=n.legs_height[0, 0], low=n.low,
            order=n.order, target=n.target, told=n.told, names=n.names, symbols=words.symbols(n),
            write=writer(n.z_form), write_height=writer(n.height_form),
            write_part=resting(parts, n.height_form), write_whole=resting(whole, n.height_form),
        )  # fmt: skip
        terms = {f"term{k}": self.curve.hue(k) for k in range(count)}
        self.formula = Forms(
            "the formula", *words.formulas(n), most=44, colors={"q": t.q, "known": t.q} | terms
        )
        return {"curve": Column(self.formula, self.curve, shares=(0.24, 1), gap=0.1)}

    def construct(self) -> None:
        n, curve, true = self.numbers, self.curve, self.numbers.target
        self.opens("curve")
        with self.beat("the question", words.question(n), true_class=self.class_name(true)):
            self.move(curve.to(placed=1), seconds=2.2)
        with self.beat("up the curve", words.climbing(n)):
            self.show(*curve.all("probe"), seconds=0.3)
            for z, height, classes in zip(n.legs_z, n.legs_height, n.stops, strict=True):
                self.move(curve.to(probe=z, height=height))
                with self.at_once():
                    self.grow(*(curve.piece("stick", k) for k in classes), seconds=0.5)
                    self.show(*(curve.piece("height", k) for k in classes if k in n.told))
                    self.show(*(curve.piece("spot", k) for k in classes if k in n.told))
                    if true in classes:
                        self.show(curve.piece("outline", "part"))
                    if classes is n.stops[-1]:
                        self.hide(*curve.all("probe"))
        with self.beat("the sum", words.stacking(n)), self.at_once():
            for k in n.order:
                self.become(curve.piece("stick", k), curve.piece("part", k), seconds=1.4)
                if k in n.told:
                    self.hide(curve.piece("height", k), seconds=0.3)
                self.after(2.0 / len(n.order))
            self.after(0.9)
            self.show(*curve.all("cut", "lead", "tag"))
            self.after(0.3)
            self.show(curve.piece("total"), curve.piece("foot", "part"))
            self.move(self.formula.to(form=1))
        with self.beat("the shares", words.dividing(n)):
            with self.at_once():
                self.show(*curve.all("share"), curve.piece("outline", "share"), seconds=0.2)
                self.hide(curve.piece("total"), seconds=0.2)
                self.show(curve.piece("whole"), seconds=0.2)
                self.after(0.2)
                self.move(curve.to(split=1))
                self.move(self.formula.to(form=2), seconds=FORM)
            with self.at_once():
                self.show(*curve.all("by"), curve.piece("total"))
                self.move(curve.to(parts=n.divided, whole=n.whole, by=n.by))
                self.move(curve.to(shared=1), seconds=DIVIDE)
                self.after(DIVIDE - 0.5)
                self.show(*curve.all("symbol", "line"))
        with self.beat("the whole", words.WHOLE), self.at_once():
            self.hide(*curve.all("by"))
            self.move(curve.to(aside=1))
            self.move(self.formula.to(form=3), seconds=FORM)
            self._slide("copy", "gone")
            self.show(*curve.all("wall"))
            self.show(curve.piece("foot", "share"))
        with self.beat("the true part", words.TRUE), self.at_once():
            self._slide("true", "back")
            self.move(self.formula.to(form=4))
        with self.beat("the answer", words.answer(n), poster=True):
            with self.at_once():
                between = [k for k in n.told if n.logits[k] > n.logits[true]]
                self.hide(*(curve.piece("value", k) for k in between))
                self.move(self.formula.to(form=5), seconds=FORM)
                self.move(curve.to(dim=1), seconds=1.8)
                self.grow(curve.piece("gap"), seconds=1.8)
            self.show(curve.piece("gap", "number"), curve.piece("gap", "symbol"))

    def _slide(self, what: str, way: str) -> None:
        """A copy goes to where the curve is as high, and is told there."""
        curve = self.curve
        self.show(*curve.all(what) if what == "copy" else [curve.piece(what)], seconds=0.2)
        marks = (curve.piece(kind, what) for kind in ("guide", "outline", "touch"))
        self.show(*marks, seconds=0.2)
        self.after(0.2)
        self.move(curve.to(**{way: 1}), seconds=2.2)
        self.after(2.2)
        self.show(*(curve.piece(kind, what) for kind in ("post", "sign", "number")))
