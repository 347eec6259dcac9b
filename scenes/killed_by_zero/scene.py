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
from scenes.layout import Arrangements, Column, Fit
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
            rates=(n.slopes, resting(dict.fromkeys(n.slopes, n.slope_form) | {0.0: ".0f"}, ".1f")),
            hue=t.text,
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
        colors = {"p": t.p, **dict.fromkeys(("q", "below", "inner"), t.q)}
        self.formula = Forms("the formula", *words.formulas(n), colors=colors, most=64, align=0)
        desk = Desk(self.q, self.loss, wires=(self.wires,))

        # The desk keeps its scale, whatever stands above it.
        return {
            name: Fit(*(Column(line, desk, shares=(share, 1), gap=0.05) for share in (0.2, 0)))
            for name, line in (("desk", self.total), ("gradient", self.formula))
        }

    def construct(self) -> None:
        n, q, loss, wires = self.numbers, self.q, self.loss, self.wires
        own = np.eye(len(n.names))[n.wrong]
        q.presence["outline",] = q.presence["grip", n.wrong] = 1.0
        self.opens("desk")
        with self.beat("a wrong one", words.wrong(n)):
            self.hero(q, loss, wires)
            with self.at_once():
                self.show(q.piece("memory", n.wrong))
                self.move(wires.to(into=own), seconds=0.5)
            self.move(*self._dragged("wrong"))
        with self.beat("the true one", words.true(n)):
            self.move(*self._dragged("wrong_back"))
            with self.at_once():
                self.hide(q.piece("grip", n.wrong), q.piece("memory", n.wrong))
                self.show(q.piece("grip", n.target), q.piece("memory", n.target))
                self.show(loss.piece("memory", 0))
                self.move(wires.to(into=n.p, past=n.p, out=np.ones(1)), seconds=0.5)
            self.move(*self._dragged("true", loss=True))
        with self.beat("the gates", words.gates(n), wrong_class=self.class_name(n.wrong)):
            self.move(*self._dragged("true_back", loss=True))
            self.hide(q.piece("grip", n.target), q.piece("memory", n.target))
            self.move(*self._true("other"))
            with self.at_once():
                self.show(q.piece("grip", n.wrong), q.piece("memory", n.wrong))
                self.after(1.5)
                self.move(*self._dragged("heard", loss=True))
        with self.beat("slopes", words.rates(n), true_class=self.class_name(n.target)):
            with self.at_once():
                self.hide(q.piece("grip", n.wrong), q.piece("memory", n.wrong))
                self.hide(loss.piece("memory", 0))
                self.arrange("gradient", seconds=0.5)
                self.move(*self._true("back"))
            self.show(*q.all("tag"))
            self.show(q.piece("lit", n.loudest))
        with self.beat("times p", words.killed(n)):
            wires.values["pulse"] = 0 * n.p
            self.move(self.formula.to(form=1), seconds=0.8)
            self.move(wires.to(pulse=np.ones(len(n.p))), seconds=1.8)
            wires.values["pulse_out"] = np.zeros(1)
            with self.at_once():
                self.hide(q.piece("lit", n.loudest))
                self.move(q.to(rates=n.killed))
                self.move(wires.to(pulse_out=np.ones(1)), seconds=1.0)
        with self.beat("the answer", words.last(n), poster=True):
            self.move(self.formula.to(form=2))
            self.show(q.piece("lit", n.target))

    def _dragged(self, way: str, *, loss: bool = False) -> tuple[Motion, ...]:
        """A probability, the sum with it, and signals along its wire; and the loss, if it hears."""
        n, wires = self.numbers, self.wires
        moved, total = (getattr(n, f"{way}_{what}") for what in ("q", "total"))
        motions = [self.q.to(values=moved), self.total.to(value=total)]
        if loss:
            motions.append(self.loss.to(values=getattr(n, f"{way}_loss")))
        for what, part in (("sent", "pulse"), ("sent_on", "pulse_out")):
            track = getattr(n, f"{way}_{what}", None)
            if track is not None:
                wires.values[part] = track[0]
                motions.append(wires.to(**{part: track}))
        return tuple(motions)

    def _true(self, way: str) -> tuple[Motion, ...]:
        """The truth, and all that goes with it."""
        p, loss = (getattr(self.numbers, f"{way}_{what}") for what in ("p", "loss"))
        wires = self.wires.to(gates=p, into=p, past=p)
        return wires, self.q.to(true=p), self.loss.to(values=loss)
