"""The drawing of ``KilledByZero``.

Question: does the loss see a wrong probability?
Hook: probabilities as faders, wired to the loss through gates, of which one is open.
Cause: a wrong one is dragged, then the true one; then the truth, which works the gates.
What becomes what: each probability has a slope; all go to the gates, and one comes through.
Answer: one lit wire, all others dark: the gradient is -p/q.
"""

from __future__ import annotations

import numpy as np

from scenes.digits import resting, writer
from scenes.killed_by_zero import words
from scenes.killed_by_zero.numbers import KilledByZeroNumbers
from scenes.layout import Arrangement, Arrangements, Column, Fit
from scenes.mobjects.shapes import nice_ticks
from scenes.parts import Desk, Faders, Forms, Motion, Reading, Wires
from scenes.story import Story


class KilledByZero(Story[KilledByZeroNumbers]):
    """Question: whether the loss sees a wrong probability. Gates, which p opens, answer it."""

    def layout(self) -> Arrangements:
        """The half of the desk from probabilities to the loss; at last below the answer."""
        n, t = self.numbers, self.theme
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=[f"q_{k + 1}" for k in range(len(n.names))], ticks=(0.0, 0.5, 1.0),
            told=n.told, names=n.names, target=n.target,
            rates=(n.slopes, writer(n.slope_form)),
        )  # fmt: skip
        self.loss = Faders(
            "the loss", n.loss, span=(0.0, n.most), write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=nice_ticks(0.0, n.most, 3),
        )  # fmt: skip
        opened = resting({0.0: ".0f", 1.0: ".0f"}, ".2f")
        self.wires = Wires(
            "the wires", self.q, self.loss, side=-1, label="sum p ln(1\\/q)",
            gates=(n.p, lambda p: "×" + opened(p)),
        )  # fmt: skip
        self.total = Reading(
            "the sum", '"sum of" q =', n.total, write=writer(n.total_form), color=t.q
        )
        colors = {"p": t.p, "value": t.p, **dict.fromkeys(("q", "below", "inner"), t.q)}
        self.formula = Forms("the formula", *words.formulas(n), colors=colors, most=64, align=0)
        desk = Desk(self.q, self.loss, wires=(self.wires,))

        def below(line: Arrangement, *shares: float) -> Arrangement:
            return Fit(*(Column(line, desk, shares=(share, 1), gap=0.05) for share in shares))

        return {
            "desk": below(self.total, 0),
            "slopes": below(self.formula, 0.16, 0),
            "answer": below(self.formula.having(form=2), 0.2, 0),
        }

    def construct(self) -> None:
        n, q, loss, wires = self.numbers, self.q, self.loss, self.wires
        own, true = np.eye(len(n.names))[[n.wrong, n.target]]
        q.presence["outline",] = q.presence["grip", n.wrong] = 1.0
        self.opens("desk")
        with self.beat("a wrong one", words.wrong(n)):
            self.hero(q, loss, wires)
            with self.at_once():
                self.show(q.piece("memory", n.wrong))
                self.move(wires.to(into=own), seconds=0.5)
            self.move(*self._dragged("wrong"), wires.to(pulse=n.wrong_sent))
        with self.beat("the true one", words.true(n)):
            self.move(*self._dragged("wrong_back"))
            with self.at_once():
                self.hide(q.piece("grip", n.wrong), q.piece("memory", n.wrong))
                self.show(q.piece("grip", n.target), q.piece("memory", n.target))
                self.show(loss.piece("memory", 0))
                self.move(wires.to(into=true, past=true, out=np.ones(1)), seconds=0.5)
            wires.values["pulse"] = 0 * own
            self.move(
                *self._dragged("true"), loss.to(values=n.true_loss),
                wires.to(pulse=n.true_sent, pulse_out=n.true_sent_on),
            )  # fmt: skip
        with self.beat("the gates", words.gates(n), wrong_class=self.class_name(n.wrong)):
            self.move(*self._dragged("true_back"), loss.to(values=n.true_back_loss))
            with self.at_once():
                self.hide(q.piece("grip", n.target), q.piece("memory", n.target))
                self.move(wires.to(into=np.ones(len(own))), seconds=0.5)
            self.move(wires.to(gates=n.other_p, past=n.other_p), loss.to(values=n.other_loss))
            self.rest()
            self.move(wires.to(gates=n.back_p, past=n.back_p), loss.to(values=n.back_loss))
        with self.beat("slopes", words.rates(n)):
            with self.at_once():
                self.hide(loss.piece("memory", 0))
                self.arrange("slopes", seconds=1.0)
                self.move(wires.to(into=0 * own, past=0 * own, out=np.zeros(1)), seconds=0.5)
            self.show(*q.all("tag"))
            self.show(q.piece("lit", n.loudest))
        wires.values["pulse"], wires.values["pulse_out"] = 0 * own, np.zeros(1)
        with self.beat("times p", words.killed(n)):
            self.move(self.formula.to(form=1), wires.to(into=np.ones(len(own))))
            self.move(wires.to(pulse=np.ones(len(own))), seconds=2.0)
            self.move(wires.to(pulse_out=np.ones(1), past=true, out=np.ones(1)), seconds=1.0)
        with self.beat("the answer", words.last(n), poster=True):
            with self.at_once():
                self.arrange("answer")
                self.hide(q.piece("lit", n.loudest))
                self.move(wires.to(into=true))
            self.show(q.piece("lit", n.target))

    def _dragged(self, way: str) -> tuple[Motion, ...]:
        """A probability, and the sum with it."""
        moved, total = (getattr(self.numbers, f"{way}_{what}") for what in ("q", "total"))
        return self.q.to(values=moved), self.total.to(value=total)
