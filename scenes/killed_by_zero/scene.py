"""The drawing of ``KilledByZero``.

Question: does the loss see the wrong classes?
Hook: probabilities as faders, wired to the loss through gates, of which one is open.
Cause: a wrong one is dragged, then the true one; then the truth, which works the gates.
What becomes what: a push under glasses, and what it changes, become slopes; three die at gates.
Answer: one lit wire, all others dark: the gradient is -p/q; but q sums to 1.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.digits import resting, writer
from scenes.killed_by_zero import words
from scenes.killed_by_zero.glasses import Glasses
from scenes.killed_by_zero.numbers import KilledByZeroNumbers
from scenes.killed_by_zero.strokes import Strokes
from scenes.killed_by_zero.total import Total
from scenes.layout import Arrangement, Arrangements, Column, Fit, Layers, Row
from scenes.mobjects.shapes import nice_ticks
from scenes.parts import Desk, Faders, Forms, Motion, Wires
from scenes.parts.desk import Turned
from scenes.parts.part import Part
from scenes.story import Story

LINE, DEEPER = 0.16, 0.5
"""Of the desk's height, for the line above it; and more room for pulses below it."""

RAILS = ("rail", "notch", "fill", "bead", "outline")
"""What glasses take the place of; a bank without a true one has no outline."""


class KilledByZero(Story[KilledByZeroNumbers]):
    """Question: whether the loss sees the wrong classes. Gates, which p opens, answer it."""

    def layout(self) -> Arrangements:
        """The half of the desk from probabilities to the loss; at last below the answer."""
        n, t = self.numbers, self.theme
        rates = dict(zip(n.changes, n.change_forms, strict=True))
        rates |= dict.fromkeys(n.slopes, n.slope_form) | {0.0: ".0f"}
        self.q = Faders(
            "the probabilities", n.q, span=(0.0, 1.0), write=writer(n.q_form), color=t.q,
            symbols=[f"q_{k + 1}" for k in range(len(n.names))], ticks=(0.0, 0.5, 1.0),
            told=n.told, names=n.names, target=n.target,
            rates=(n.widest, resting(rates, n.loss_form)), hue=t.text,
            said_of_tags=("ln(1\\/q)", '"change"', "-1\\/q", "-p\\/q"),
        )  # fmt: skip
        self.loss = Faders(
            "the loss", n.loss, span=(0.0, n.most), write=writer(n.loss_form), color=t.loss,
            symbols=['"loss"'], ticks=nice_ticks(0.0, n.most, 3), hue=t.text,
            rates=(np.ones(1), writer(".0f")),
            said_of_tags=('partial "loss"\\/partial "loss"',),
        )  # fmt: skip
        opened = resting({0.0: ".0f", 1.0: ".0f"}, ".2f")
        self.wires = Wires(
            "the wires", self.q, self.loss, side=-1, label="sum",
            gates=(n.p, lambda p: "×" + opened(p)),
        )  # fmt: skip
        self.glasses = Glasses(
            "the glasses", self.q, self.loss, told=n.told, target=n.target, pushes=n.pushes,
            answer=n.pushed_loss_by[-1], write_push=words.write_push,
            write_answer=writer(n.change_forms[n.target]), colors=(t.q, t.loss),
        )  # fmt: skip
        self.strokes = Strokes("the strokes", self.q, told=n.told, struck=n.struck[0])
        self.total = Total(
            "the sum", n.q, n.total, target=n.target, wrong=n.wrong, write=writer(n.total_form)
        )  # fmt: skip
        colors = {"p": t.p, **dict.fromkeys(("q", "below", "inner"), t.q)}
        self.formula = Forms("the formula", *words.formulas(n), colors=colors, most=64, align=0)
        middle = self.formula.having(align=0)
        both = Row(self.total, self.formula.having(align=1), shares=(0.62, 0.38), gap=0.5, turns=False)
        stack = Column(self.total, self.formula, gap=0.05)
        beside = Row(self.total, self.formula.having(align=1), shares=(0.74, 0.26), gap=0.3,
                     turns=False)  # fmt: skip
        return {
            "desk": self._below((), beside, self.total),
            "push": self._below((self.glasses,), middle),
            "gradient": self._below((self.strokes,), middle),
            "answer": Turned(
                self._below((), both, self.total), self._below((), stack, self.total)
            ),
        }

    def _below(self, over: Sequence[Part], *lines: Arrangement) -> Arrangement:
        """The desk below the first line for which there is room; as deep as there is room for.

        It keeps its scale, whatever that line is.
        """
        desks = [
            Layers(Desk(self.q, self.loss, wires=(self.wires,), deeper=deeper), *over)
            for deeper in (DEEPER, 0.0)
        ]
        ways = ((LINE, 0.05, desks[0]), (LINE, 0.05, desks[1]), (0.0, 0.0, desks[1]))
        return Fit(
            *(
                Column(line, desk, shares=(share, 1), gap=gap)
                for share, gap, desk in ways
                for line in lines
            )
        )

    def construct(self) -> None:
        n, q, loss, wires = self.numbers, self.q, self.loss, self.wires
        none, every, few = 0 * n.p, np.ones(len(n.p)), ("form", 6) in self.formula.pieces
        gates = [*wires.all("gate"), *wires.all("open"), wires.piece("p")]
        for piece in gates:
            wires.presence[piece.key] = 0.0
        q.presence.update(dict.fromkeys((("outline",), ("grip", n.wrong)), 1.0))
        q.values["rates"] = n.costs
        self.formula.hide("form")
        self.opens("desk")
        with self.beat("a wrong one", words.wrong(n)):
            self.hero(q, loss, wires)
            self.show(q.piece("memory", n.wrong), seconds=0.2)
            self._drag("wrong")
        with self.beat("the gates", words.gates(n)):
            with self.at_once():
                self.show(*gates, *self.formula.all("form"))
                self.move(wires.to(into=np.eye(len(n.p))[n.wrong]), seconds=0.5)
            with self.at_once():
                self._drag("wrong_back")
                self.after(0.5)
                self.show(q.piece("said", 0), *q.all("tag"), seconds=0.3)
            with self.at_once():
                self.hide(q.piece("grip", n.wrong), q.piece("memory", n.wrong))
                self.show(q.piece("grip", n.target), q.piece("memory", n.target))
                self.show(loss.piece("memory", 0))
                self.move(wires.to(into=n.p, past=n.p, out=np.ones(1)), seconds=0.5)
            self._drag("true", loss.to(values=n.true_loss))
        with self.beat("another truth", words.other(n), wrong_class=self.class_name(n.wrong)):
            self._drag("true_back", loss.to(values=n.true_back_loss))
            with self.at_once():
                self.hide(q.piece("memory", n.target), q.piece("grip", n.target), seconds=0.3)
                self.show(q.piece("memory", n.wrong), q.piece("grip", n.wrong), seconds=0.3)
            self.move(*self._true("other"))
            self._drag("heard", *self._true("heard"))
        rails = [piece for bank in (q, loss) for kind in RAILS for piece in bank.all(kind)]
        with self.beat("a push", words.pushed(n)):
            with self.at_once():
                self.hide(q.piece("memory", n.wrong), q.piece("grip", n.wrong),
                          loss.piece("memory", 0), q.piece("said", 0), *q.all("tag"),
                          *q.all("scale"), *loss.all("scale"), seconds=0.3)  # fmt: skip
                self.arrange("push", seconds=0.5)
            with self.at_once():
                self.hide(*rails, seconds=0.6)
                self.move(self.glasses.to(grown=1.0), seconds=0.8)
            wires.values.update(pulse=n.pushed_sent[0], pulse_out=n.pushed_sent_on[0])
            q.values["rates"] = n.changes
            self.move(
                q.to(values=n.pushed_q), loss.to(values=n.pushed_loss),
                self.glasses.to(by=n.pushed_by, answer=n.pushed_loss_by),
                wires.to(pulse=n.pushed_sent, pulse_out=n.pushed_sent_on),
            )  # fmt: skip
            self.show(*self.glasses.all("number"), q.piece("said", 1), *q.all("tag"), seconds=0.5)
        with self.beat("a quotient", words.quotient(n)):
            self.move(self.formula.to(form=1), seconds=0.6)
            self.hide(q.piece("said", 1), *q.all("tag"), seconds=0.3)
            q.values["rates"] = n.slopes
            for k in n.told:
                self.show(q.piece("tag", k), seconds=0.8 / len(n.told))
            with self.at_once():
                self.show(q.piece("said", 2), seconds=0.3)
                self.move(self.formula.to(form=2), seconds=0.8)
        with self.beat("times p", words.killed(n)):
            with self.at_once():
                self.hide(q.piece("said", 2), seconds=0.3)
                self.move(q.to(values=n.pushed_back_q), loss.to(values=n.pushed_back_loss))
                self.move(wires.to(into=none, past=none, out=np.zeros(1)), seconds=0.4)
                self.move(self.formula.to(form=3), seconds=0.8)
                self.arrange("gradient", seconds=0.5)
                self.after(0.5)
                self.show(*rails, *q.all("scale"), *loss.all("scale"), loss.piece("tag", 0), loss.piece("said", 0),
                          wires.piece("arrow"), seconds=0.3)  # fmt: skip
            wires.values.update(pulse=every, pulse_out=np.ones(1), back=np.array(1.0))
            self.move(wires.to(pulse_out=np.zeros(1), out=np.ones(1)), seconds=0.7)
            self.move(
                wires.to(pulse=n.walk, past=n.walk_lit, into=n.walk_lit, dead=n.dead),
                self.strokes.to(struck=n.struck), q.to(rates=n.killed),
            )  # fmt: skip
            with self.at_once():
                self.show(q.piece("said", 3), q.piece("lit", n.target), seconds=0.3)
                self.move(self.formula.to(form=4), seconds=1.0)
        with self.beat("the answer", words.last(n), poster=True):
            with self.at_once():
                self.hide(*wires.all("pulse"), wires.piece("arrow"), loss.piece("tag", 0), loss.piece("said", 0),
                          q.piece("said", 3), q.piece("lit", n.target), *q.all("tag"),
                          seconds=0.3)  # fmt: skip
                if few:
                    self.move(self.formula.to(form=5), seconds=0.6)
            self.arrange("answer", seconds=0.5)
            q.values["rates"] = n.costs
            wires.values.update(back=np.array(0.0), dead=none)
            self.show(*wires.all("pulse"), q.piece("said", 0), *q.all("tag"), q.piece("grip", n.wrong),
                      q.piece("memory", n.wrong), q.piece("memory", n.target),
                      loss.piece("memory", 0), seconds=0.4)  # fmt: skip
            self._drag("lift", loss.to(values=n.lift_loss))
            if few:
                self.move(self.formula.to(form=6), seconds=0.8)

    def _drag(self, way: str, *others: Motion) -> None:
        """A probability, the sum with it, and signals along its wire; and what else is told."""
        n, wires = self.numbers, self.wires
        moved, costs, total = (getattr(n, f"{way}_{what}") for what in ("q", "costs", "total"))
        tracks = {}
        for what, part in (("sent", "pulse"), ("sent_on", "pulse_out")):
            track = getattr(n, f"{way}_{what}", None)
            if track is not None:
                wires.values[part], tracks[part] = track[0], track
        motions = [self.q.to(values=moved, rates=costs), self.total.to(value=total, q=moved), *others]
        self.move(*motions, wires.to(**tracks))

    def _true(self, way: str) -> tuple[Motion, ...]:
        """The truth, and all that goes with it."""
        p, loss = (getattr(self.numbers, f"{way}_{what}") for what in ("p", "loss"))
        wires = self.wires.to(gates=p, into=p, past=p)
        return wires, self.q.to(true=p), self.loss.to(values=loss)
