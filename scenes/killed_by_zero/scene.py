"""The drawing of ``KilledByZero``.

Question: does the loss see a wrong probability?
Hook: probabilities as faders, wired to the loss through gates, of which one is open.
Cause: a wrong one is dragged, then the true one; then the truth, which works the gates.
What becomes what: dragged, a probability has a slope; slopes go to the gates, and one comes through.
Answer: one lit wire, all others dark: the gradient is -p/q.
"""

from __future__ import annotations

import numpy as np

from scenes.digits import resting, write, writer
from scenes.killed_by_zero import words
from scenes.killed_by_zero.numbers import KilledByZeroNumbers
from scenes.layout import Arrangements, Column
from scenes.mobjects.shapes import nice_ticks
from scenes.numbers import FloatArray
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
            "the sum", '"sum of q" =', n.total, write=writer(n.q_form), color=t.q, align=-1
        )
        self.answer = Forms("the answer", words.answer(n), colors={"p": t.p}, most=72, align=0)
        desk = Desk(self.q, self.loss, wires=(self.wires,))
        return {
            "desk": Column(self.total, desk, shares=(0, 1), gap=0.1),
            "answer": Column(self.answer, desk, shares=(0.18, 1), gap=0.1),
        }

    def construct(self) -> None:
        n, q, loss, wires = self.numbers, self.q, self.loss, self.wires
        own, true = np.eye(len(n.names))[[n.wrong, n.target]]
        q.presence["outline",] = 1.0
        self.opens("desk")
        with self.beat("a wrong one", words.wrong(n)):
            self.show(q.piece("grip", n.wrong), q.piece("memory", n.wrong))
            self.move(wires.to(into=own), seconds=0.5)
            for way in ("lower", "raise", "return"):
                self.move(*self._dragged(way))
        with self.beat("the true one", words.true(n)):
            with self.at_once():
                self.hide(q.piece("grip", n.wrong), q.piece("memory", n.wrong))
                self.show(q.piece("grip", n.target), q.piece("memory", n.target), loss.piece("memory", 0))
            self.move(wires.to(into=true, past=true, out=np.ones(1)), seconds=0.5)
            for way in ("fall", "rise", "home"):
                self.move(*self._dragged(way), loss.to(values=getattr(n, f"{way}_loss")))
        with self.beat("the gates", words.gates(n), wrong_class=self.class_name(n.wrong)):
            with self.at_once():
                self.hide(q.piece("grip", n.target), q.piece("memory", n.target), loss.piece("memory", 0))
            self.move(wires.to(gates=n.other_p), loss.to(values=n.other_loss))
            self.rest()
            self.move(wires.to(gates=n.back_p), loss.to(values=n.back_loss))
        with self.beat("slopes", words.rates(n)):
            self.move(wires.to(into=np.ones(len(own)), past=0 * own, out=np.zeros(1)), seconds=0.5)
            self.show(*q.all("tag"))
        with self.beat("times p", words.killed(n)):
            self.move(wires.to(pulse=np.ones(len(own))), seconds=2.0)
            self.move(wires.to(pulse_out=np.ones(1), past=true, out=np.ones(1)), seconds=1.0)
        with self.beat("the answer", words.last(n), poster=True):
            self.arrange("answer")

    def _dragged(self, way: str) -> tuple[Motion, ...]:
        """A probability, and the sum with it."""
        moved, total = (getattr(self.numbers, f"{way}_{what}") for what in ("q", "total"))
        return self.q.to(values=moved), self.total.to(value=total)
