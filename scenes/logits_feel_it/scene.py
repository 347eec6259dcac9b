"""The drawing of ``LogitsFeelIt``.

Question: what does a wrong logit feel, if the loss knows only the true class's q?
Hook: logits on rails, the strip of length 1 that they make, and one outlined piece of it.
Cause: a wrong logit is pushed; then what comes from the loss goes back along strands.
What becomes what: one piece hangs on all logits; the strip's pieces fill what they feel.
Answer: the lit fan: q for each wrong logit, q - 1 for the true one.
"""

from __future__ import annotations

from scenes.logits_feel_it import words
from scenes.logits_feel_it.fan import Fan
from scenes.logits_feel_it.numbers import SETTLED, LogitsFeelItNumbers
from stage.digits import writer
from stage.layout import Arrangements, Column, Row
from stage.parts.formulas import Forms
from stage.story import Story


class LogitsFeelIt(Story[LogitsFeelItNumbers]):
    """Question: what does a wrong logit feel. A fan of strands answers it."""

    def layout(self) -> Arrangements:
        """The fan over the whole stage, and above it how it is computed; then the answer."""
        n, t = self.numbers, self.theme
        self.fan = Fan(
            "the fan", n.logits, n.q, n.loss, n.whole, slopes=n.slopes, pulls=n.pulls, rate=n.rate,
            gradient=n.gradient, order=n.order, told=n.told, pushed=n.pushed, nudge=n.nudge,
            added=n.added, taken=n.taken, multiplies=n.multiplies,
            push=(n.push_q, n.push_loss, n.push_whole), span=(n.lowest, n.highest),
            names=n.names if self.parameters.labels else (),
            write_logit=writer(n.logit_form), write_q=writer(n.q_form),
            write_loss=writer(n.loss_form), write_rate=writer(n.rate_form),
            write_whole=writer(n.whole_form) if n.sums else None,
            write_slope=writer(n.slope_form), write_gradient=writer(n.gradient_form),
        )  # fmt: skip
        blue = dict.fromkeys(("rest", "all", "own", "of", "softmax", "below", "left", "q"), t.q)
        colors = {**blue, "left": t.p, "p": t.p}
        self.true = Forms("the true logit", *words.true(n), colors=colors, steady=True)
        self.answer = Forms("the answer", words.GRADIENT, most=72, colors=colors)
        self.wrong = Forms("the wrong logit", *words.wrong(n), colors=blue, steady=True, align=1)
        formulas = Row(self.true, self.wrong, shares=(1, 1), gap=0.1)
        return {
            "logits": Column(formulas, self.fan.having(stacked=1), shares=(0, 1), gap=0.1),
            "fan": Column(formulas, self.fan.having(stacked=0), shares=(0, 1), gap=0.1),
            "answer": Column(self.answer, self.fan.having(felt=1), shares=(0.18, 1), gap=0.1),
        }

    def construct(self) -> None:
        n, fan = self.numbers, self.fan
        self.wrong.hide("form")
        fan.hide(("arrow", "down"))
        self.opens("logits")
        with self.beat("push", words.push(n)), self.at_once():
            self.show(fan.piece("grip"), seconds=0.3)
            self._move("push")
        with self.beat("a nudge", words.nudge(n)):
            self._move("back")
            with self.at_once():
                self._move("nudge")
                self.after(0.5)
                self.show(fan.piece("plus"), fan.piece("less"), *self.wrong.all("form"))
                self.after(1.3)
                self.move(self.wrong.to(form=1), seconds=1.2)
        with self.beat("a strand", words.strand(n)):
            with self.at_once():
                self.show(fan.piece("slice"), fan.piece("tenfold"), seconds=0.2)
                self.show(*fan.all("divided"))
                self.hide(fan.piece("power", n.pushed))
                self._move("settle")
            with self.at_once():
                self.move(fan.to(stretched=1), seconds=SETTLED)
                self.after(0.6)
                self._hide("plus less divided grip")
                self.after(0.3)
                self.show(fan.piece("fraction"), fan.piece("portion"))
                self.move(self.wrong.to(form=2))
            self.wait(1.5)
            with self.at_once():
                self._hide("tenfold fraction portion power sum term squeeze", seconds=0.9)
                self.after(0.4)
                self.arrange("fan")
                self.move(fan.to(sliced=1), seconds=1.2)
            with self.at_once():
                self._open(*(k for k in n.order if k != n.target))
                self.show(fan.piece("slope", n.pushed), fan.piece("measure", 0))
                self.show(*fan.all("horn"), seconds=0.4)
                self.hide(fan.piece("slice"), seconds=0.2)
        with self.beat("the fan", words.fan(n)):
            self._move("sway")
            with self.at_once():
                self._hide("measure")
                self.move(self.true.to(form=1), seconds=SETTLED)
                self._open(n.target)
                self.show(fan.piece("slope", n.target))
        with self.beat("the loss", words.cancel(n)):
            with self.at_once():
                self.hide(fan.piece("arrow", "up"), fan.piece("loss", "how"), *fan.all("slope"))
                self.move(self.true.to(form=2), self.wrong.to(form=3), seconds=1.0)
                self.after(0.4)
                self.show(fan.piece("arrow", "down"), *fan.all("rate"))
            with self.at_once():
                self.move(fan.to(swell=n.swell))
                self.after(1.4)
                self.hide(*fan.all("before"), seconds=0.4)
                self.show(*fan.all("after"), seconds=0.4)
                self.after(0.2)
                self.show(fan.piece("product"), fan.piece("measure", 1))
            self.move(self.true.to(form=3), self.wrong.to(form=4))
        with self.beat("the strip", words.strip(n)):
            with self.at_once():
                self._hide("product measure")
                self.show(*fan.all("cut", "copy"), seconds=0.2)
                self.move(fan.to(slid=1), self.true.to(form=4), seconds=1.2)
            self.move(fan.to(run=1))
            self.move(fan.to(lifted=1), seconds=0.6)
            with self.at_once():
                self.move(fan.to(ran=1))
                self.after(0.6)
                self.show(*fan.all("left"), seconds=0.4)
        with self.beat("the answer", words.answer(n), poster=True), self.at_once():
            self._hide("rail bead ring symbol number true after cut copy rate")
            self.arrange("answer", seconds=2.0)
            for kinds in (("symbol", "word"), ("q",), ("p",), ("equals", "number")):
                self.after(0.4)
                self._tell(*kinds)

    def _hide(self, kinds: str, seconds: float = 0.5) -> None:
        """Hide what has been told."""
        self.hide(*(of for kind in kinds.split() for of in self.fan.all(kind)), seconds=seconds)

    def _tell(self, *kinds: str) -> None:
        """Show what each logit feels, or of what it is made."""
        self.show(*(each for each in self.fan.all("felt") if each.key[2] in kinds))

    def _open(self, *classes: int) -> None:
        """Strands open, and then their signs come."""
        opened = self.fan.values["opened"] + [k in classes for k in range(len(self.numbers.names))]
        self.move(self.fan.to(opened=opened), seconds=SETTLED)
        self.after(SETTLED - 0.5)
        self.show(*(self.fan.piece("before", k) for k in classes))

    def _move(self, how: str) -> None:
        """A logit moves, and all that answers."""
        names = ("logits", "q", "loss", *["whole"] * (how != "sway"))
        tracks = {name: getattr(self.numbers, f"{how}_{name}") for name in names}
        self.move(self.fan.to(**tracks))
