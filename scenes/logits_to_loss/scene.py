"""The drawing of ``LogitsToLoss``.

Hook: logits as beads below the curve e^z, and a loss that is known, but not where it is.
Cause: a probe is dragged along the axis; then a stack, and a part of it, come back to the curve.
What becomes what: sticks under the curve become a stack, the stack the strip q, and copies of it
sticks under the curve again.
Answer: the loss is the gap between where the whole lands and the true logit.
"""

from __future__ import annotations

from scenes.digits import resting, writer
from scenes.layout import Arrangements, Column
from scenes.logits_to_loss import words
from scenes.logits_to_loss.curve import ExpCurve
from scenes.logits_to_loss.numbers import DIVIDE, LogitsToLossNumbers
from scenes.parts import Forms, Motion
from scenes.parts.part import Piece
from scenes.story import Story


class LogitsToLoss(Story[LogitsToLossNumbers]):
    """Question: where in the logits the loss is."""

    def layout(self) -> Arrangements:
        """The curve over the whole stage; then with a stack beside it; then below the answer."""
        n, t = self.numbers, self.theme
        height, share = writer(n.height_form), n.share_form
        parts = {float(v): n.height_form for v in n.heights} | {float(v): share for v in n.shares}
        whole = {n.total: n.height_form, 1.0: ".0f"}
        self.curve = ExpCurve(
            "the curve", n.logits, n.heights, n.shares, total=n.total, wall=n.wall, loss=n.loss,
            curve=n.curve, probe=n.begin_z[0], height=n.begin_height[0], low=n.low, order=n.order,
            target=n.target, told=n.told, likeliest=n.likeliest, names=n.names,
            symbol=words.symbol(n), write=writer(n.z_form), write_height=height,
            write_part=resting(parts, n.height_form), write_whole=resting(whole, n.height_form),
        )  # fmt: skip
        self.formula = Forms(
            "the formula",
            *words.formulas(n),
            most=72,
            colors={"q": t.q, "ln": t.q} | {f"term{k}": t.term(k) for k in range(len(n.names))},
        )
        stacked = self.curve.having(stacked=1)
        return {
            "curve": Column(self.formula, self.curve, shares=(0, 1), gap=0.1),
            "stack": Column(self.formula, stacked, shares=(0, 1), gap=0.1),
            "strip": Column(self.formula.having(form=2), stacked, shares=(0, 1), gap=0.1),
            "answer": Column(self.formula.having(form=4), stacked, shares=(0.28, 1), gap=0.1),
        }

    def construct(self) -> None:
        n, curve = self.numbers, self.curve
        true = self.class_name(n.target)
        self.opens("curve")
        with self.beat("the question", words.question(n), true_class=true), self.at_once():
            self.show(*curve.all("probe"))
            self.after(0.5)
            self.move(self._climb("begin"))
        with self.beat("up the curve", words.climbing(n)):
            self.move(self._climb("climb"))
            with self.at_once():
                self.hide(*curve.all("probe"))
                self.show(curve.piece("height", n.likeliest))
        with self.beat("the sum", words.stacking(n)):
            self.arrange("stack", seconds=1.0)
            with self.at_once():
                for k in n.order:
                    self.become(curve.piece("stick", k), curve.piece("part", k), seconds=1.4)
                    if k in n.told:
                        self.hide(curve.piece("height", k), seconds=0.3)
                    self.after(2.0 / len(n.order))
                self.after(0.9)
                self.show(*curve.all("cut"), *curve.all("lead"), *curve.all("tag"))
                self.after(0.3)
                self.show(curve.piece("total"))
                self.move(self.formula.to(form=1), seconds=0.7)
        with self.beat("the shares", words.dividing(n)), self.at_once():
            self.arrange("strip")
            self.show(curve.piece("divisor"))
            self.after(0.5)
            self.move(curve.to(parts=n.divided, whole=n.whole))
            self.move(curve.to(shared=1), seconds=DIVIDE)
            self.after(DIVIDE - 0.5)
            self.show(*curve.all("symbol"), curve.piece("outline"))
        with self.beat("the whole", words.WHOLE), self.at_once():
            self.hide(*(curve.piece("value", k) for k in n.told if k != n.target))
            self.move(self.formula.to(form=3))
            self.show(*curve.all("copy"), curve.piece("guide", "copy"), seconds=0.2)
            self.after(0.2)
            self.move(curve.to(gone=1), seconds=2.4)
            self.after(2.4)
            self.show(*self._landed("copy"), curve.piece("value", "wall"))
        with self.beat("the true part", words.TRUE), self.at_once():
            self.show(*curve.all("true"), curve.piece("guide", "true"), seconds=0.2)
            self.after(0.2)
            self.move(curve.to(back=1, aside=1), seconds=2.0)
            self.after(2.0)
            self.show(*self._landed("true"))
        with self.beat("the answer", words.ANSWER, poster=True):
            with self.at_once():
                self.arrange("answer")
                self.after(0.8)
                self.grow(curve.piece("gap"), seconds=1.8)
            self.show(curve.piece("gap", "number"))

    def _climb(self, way: str) -> Motion:
        """The probe, by its tracks."""
        z, height = (getattr(self.numbers, way + what) for what in ("_z", "_height"))
        return self.curve.to(probe=z, height=height)

    def _landed(self, what: str) -> tuple[Piece, ...]:
        """What shows that it has come to the curve, and where that is."""
        return self.curve.piece("touch", what), self.curve.piece("post", what)
