"""The drawing of ``KilledByZero``.

Question: does the loss see the wrong classes?
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
from scenes.killed_by_zero.total import Total
from scenes.layout import Arrangements, Column, Fit
from scenes.mobjects.shapes import nice_ticks
from scenes.parts import Desk, Faders, Forms, Motion, Wires
from scenes.story import Story


class KilledByZero(Story[KilledByZeroNumbers]):
    """Question: whether the loss sees the wrong classes. Gates, which p opens, answer it."""

    def layout(self) -> Arrangements:
        """The half of the desk from probabilities to the loss; at last below the answer."""
        n, t = self.numbers, self.theme
        slopes = dict.fromkeys(n.slopes, n.slope_form) | {0.0: ".0f"}
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=[f"q_{k + 1}" for k in range(len(n.names))], ticks=(0.0, 0.5, 1.0),
            told=n.told, names=n.names, target=n.target,
            rates=(n.slopes, resting(slopes, n.loss_form)), hue=t.text,
            said_of_tags=("ln(1\\/q)", "-1\\/q", "-p\\/q"),
        )  # fmt: skip
        self.loss = Faders(
            "the loss", n.loss, span=(0.0, n.most), write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=nice_ticks(0.0, n.most, 3), hue=t.text,
            rates=(np.ones(1), writer(".0f")),
        )  # fmt: skip
        opened = resting({0.0: ".0f", 1.0: ".0f"}, ".2f")
        self.wires = Wires(
            "the wires", self.q, self.loss, side=-1, label="sum",
            gates=(n.p, lambda p: "×" + opened(p)),
        )  # fmt: skip
        self.total = Total("the sum", n.total, write=writer(n.total_form))
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
        shown = ("outline",), ("grip", n.wrong), ("said", 0), *(piece.key for piece in q.all("tag"))
        q.presence.update(dict.fromkeys(shown, 1.0))
        q.values["rates"] = n.costs
        self.opens("desk")
        with self.beat("a wrong one", words.wrong(n)):
            self.hero(q, loss, wires)
            with self.at_once():
                self.show(q.piece("memory", n.wrong))
                self.move(wires.to(into=own), seconds=0.5)
            self._drag("wrong")
        with self.beat("the true one", words.true(n)):
            self._drag("wrong_back")
            with self.at_once():
                self.hide(q.piece("grip", n.wrong), q.piece("memory", n.wrong))
                self.show(q.piece("memory", n.target), loss.piece("memory", 0))
                self.move(wires.to(into=n.p, past=n.p, out=np.ones(1)), seconds=0.5)
            self._drag("true", loss.to(values=n.true_loss))
        with self.beat("the gates", words.gates(n), wrong_class=self.class_name(n.wrong)):
            self._drag("true_back", loss.to(values=n.true_back_loss))
            self.hide(q.piece("memory", n.target))
            self.move(*self._true("other"))
            self.rest()
            self.show(q.piece("memory", n.wrong), seconds=0.2)
            self._drag("heard", *self._true("heard"))
        with self.beat("slopes", words.rates(n)):
            with self.at_once():
                self.hide(q.piece("memory", n.wrong), loss.piece("memory", 0))
                self.arrange("gradient", seconds=0.5)
            self.move(q.to(values=n.nudge_q, rates=n.nudge_costs), loss.to(values=n.nudge_loss))
            with self.at_once():
                self.hide(q.piece("said", 0), *q.all("tag"), seconds=0.3)
                self.move(wires.to(into=0 * own, past=0 * own, out=np.zeros(1)), seconds=0.4)
            q.values["rates"] = n.slopes
            self.show(q.piece("said", 1), seconds=0.3)
            for k in n.by_slope:
                self.show(q.piece("tag", k), seconds=0.8 / len(n.by_slope))
        with self.beat("times p", words.killed(n)):
            self.move(self.formula.to(form=1), seconds=0.8)
            ahead = {"pulse": np.ones(len(n.p)), "pulse_out": np.ones(1), "back": np.array(1.0)}
            wires.values.update(ahead)
            with self.at_once():
                self.hide(q.piece("said", 1), seconds=0.3)
                self.show(loss.piece("tag", 0), wires.piece("arrow"), seconds=0.3)
            self.move(wires.to(pulse_out=np.zeros(1), out=np.ones(1)), seconds=0.8)
            self.move(
                wires.to(pulse=n.walk, past=n.walk_lit, into=n.walk_lit), q.to(rates=n.killed)
            )
            self.show(q.piece("said", 2), q.piece("lit", n.target), seconds=0.3)
        with self.beat("the answer", words.last(n), poster=True):
            self.move(self.formula.to(form=2), seconds=1.6)

    def _drag(self, way: str, *others: Motion) -> None:
        """A probability, the sum with it, and signals along its wire; and what else is told."""
        n, wires = self.numbers, self.wires
        moved, costs, total = (getattr(n, f"{way}_{what}") for what in ("q", "costs", "total"))
        tracks = {}
        for what, part in (("sent", "pulse"), ("sent_on", "pulse_out")):
            track = getattr(n, f"{way}_{what}", None)
            if track is not None:
                wires.values[part], tracks[part] = track[0], track
        motions = [self.q.to(values=moved, rates=costs), self.total.to(value=total), *others]
        self.move(*motions, wires.to(**tracks))

    def _true(self, way: str) -> tuple[Motion, ...]:
        """The truth, and all that goes with it."""
        p, loss = (getattr(self.numbers, f"{way}_{what}") for what in ("p", "loss"))
        wires = self.wires.to(gates=p, into=p, past=p)
        return wires, self.q.to(true=p), self.loss.to(values=loss)
