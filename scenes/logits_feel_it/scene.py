"""The drawing of ``LogitsFeelIt``.

Question: what does a wrong logit feel, if the loss knows only the true class's q?
Hook: logits on rails, the strip of length 1 that they make, and one outlined piece of it.
Cause: a wrong logit is pushed; then what comes from the loss goes back along strands.
What becomes what: one piece hangs on all logits; the strip's pieces fill what they feel.
Answer: the lit fan: q for each wrong logit, q - 1 for the true one.
"""

from __future__ import annotations

from scenes.digits import writer
from scenes.layout import Arrangements, Column, Row
from scenes.logits_feel_it import words
from scenes.logits_feel_it.fan import Fan
from scenes.logits_feel_it.numbers import LogitsFeelItNumbers
from scenes.parts import Forms, Motion
from scenes.story import Story


class LogitsFeelIt(Story[LogitsFeelItNumbers]):
    """Question: what does a wrong logit feel. A fan of strands answers it."""

    def layout(self) -> Arrangements:
        """The fan over the whole stage, and above it how it is computed; then the answer."""
        n, t = self.numbers, self.theme
        self.fan = Fan(
            "the fan", n.logits, n.q, n.loss, slopes=n.slopes, pulls=n.pulls, rate=n.rate,
            gradient=n.gradient, order=n.order, told=n.told, pushed=n.pushed,
            push=(n.push_q, n.push_loss), span=(n.lowest, n.highest),
            names=n.names if self.parameters.labels else (),
            write_logit=writer(n.logit_form), write_q=writer(n.q_form),
            write_loss=writer(n.loss_form), write_rate=writer(n.rate_form),
            write_gradient=writer(n.gradient_form),
        )  # fmt: skip
        self.true = Forms(
            "the true logit", *words.true(n), colors={"rest": t.p, "left": t.p}, steady=True
        )
        self.wrong = Forms(
            "the wrong logit", *words.wrong(n), colors={"own": t.q, "left": t.q}, steady=True
        )
        self.answer = Forms(
            "the answer", 'partial"loss"\\/partial z = {{q:q}} - {{p:p}}', most=72, align=0,
            colors={"q": t.q, "p": t.p},
        )  # fmt: skip
        formulas = Row(self.true, self.wrong, shares=(1, 1), gap=0.1)
        return {
            "logits": Column(formulas, self.fan.having(closed=1), shares=(0, 1), gap=0.1),
            "fan": Column(formulas, self.fan.having(closed=0), shares=(0, 1), gap=0.1),
            "answer": Column(self.answer, self.fan.having(felt=1), shares=(0.18, 1), gap=0.1),
        }

    def construct(self) -> None:
        n, fan = self.numbers, self.fan
        self.wrong.hide("form")
        fan.hide(("arrow", "down"))
        self.opens("logits")
        with self.beat("push", words.question(n)):
            self.show(fan.piece("grip"), seconds=0.3)
            self.move(*self._moved("push"))
        with self.beat("it is heard", words.heard(n)):
            self.move(*self._moved("back"))
        with self.beat("the fan", words.fan(n)):
            with self.at_once():
                self.hide(fan.piece("grip"))
                self.arrange("fan")
                self.move(self.true.to(form=1), seconds=1.4)
                self.after(0.9)
                self.show(*fan.all("horn"), *self.wrong.all("form"))
            self.move(fan.to(opened=1), seconds=2.6)
            self.show(*fan.all("before"), seconds=0.4)
        with self.beat("the loss", words.cancel(n)):
            with self.at_once():
                self.hide(fan.piece("arrow", "up"), fan.piece("loss", "how"), seconds=0.4)
                self.move(self.true.to(form=2), self.wrong.to(form=1), seconds=1.0)
                self.after(0.4)
                self.show(fan.piece("arrow", "down"), *fan.all("rate"))
            with self.at_once():
                self.move(fan.to(swell=n.swell))
                self.after(2.4)
                self.hide(*fan.all("before"), seconds=0.3)
                self.after(0.3)
                self.show(*fan.all("after"), seconds=0.5)
            self.move(self.true.to(form=3), self.wrong.to(form=2), seconds=1.8)
        with self.beat("the strip", words.strip(n)):
            with self.at_once():
                self.show(*fan.all("cut"), *fan.all("copy"), seconds=0.2)
                self.move(fan.to(slid=1), seconds=1.4)
            self.move(fan.to(run=1), seconds=1.8)
            with self.at_once():
                self.show(*(fan.piece("left", k) for k in n.order[1:]))
                self.move(fan.to(lifted=1), seconds=1.0)
            self.move(fan.to(ran=1), seconds=1.8)
            self.show(fan.piece("left", n.target), seconds=0.4)
        with self.beat("the answer", words.answer(n), poster=True):
            with self.at_once():
                for kind in ("rail", "bead", "ring", "symbol", "number", "true", "after"):
                    self.hide(*fan.all(kind))
                self.hide(*fan.all("cut"), *fan.all("copy"), fan.piece("arrow", "down"))
                self.hide(*fan.all("rate"), *fan.all("loss"))
                self.arrange("answer", seconds=1.6)
                self.after(0.6)
                self._tell("symbol", "word", "q")
            self._tell("p")
            self._tell("equals", "number")

    def _tell(self, *kinds: str) -> None:
        """Show what each logit feels, or of what it is made."""
        self.show(*(piece for piece in self.fan.all("felt") if piece.key[2] in kinds))

    def _moved(self, how: str) -> tuple[Motion, ...]:
        """The pushed logit, and all that answers."""
        z, q, loss = (getattr(self.numbers, f"{how}_{what}") for what in ("logits", "q", "loss"))
        return (self.fan.to(logits=z, q=q, loss=loss),)
