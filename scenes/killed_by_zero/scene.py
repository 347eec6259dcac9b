"""The drawing of ``KilledByZero``.

Question: does the loss see the wrong classes?
Hook: probabilities as faders, wired to the loss through gates, of which one is open.
Cause: a wrong one is dragged, then the true one; then the truth, which works the gates.
What becomes what: a push under glasses, and what it changes, become slopes; three die at gates.
Answer: one lit wire, all others dark: the gradient is -p/q; but q sums to 1.
"""

from __future__ import annotations

import numpy as np

from scenes.killed_by_zero import words
from scenes.killed_by_zero.numbers import KilledByZeroNumbers
from scenes.killed_by_zero.rig import Rig
from stage.layout import Arrangements
from stage.story import Story


class KilledByZero(Story[KilledByZeroNumbers]):
    """Question: whether the loss sees the wrong classes. Gates, which p opens, answer it."""

    def layout(self) -> Arrangements:
        """The half of the desk from probabilities to the loss, below a line."""
        self.rig = Rig(self.numbers, self.theme)
        return self.rig.arrangements()

    def construct(self) -> None:
        n, rig = self.numbers, self.rig
        q, loss, wires, formula = rig.q, rig.loss, rig.wires, rig.formula
        was, every, v = loss.piece("memory", 0), np.ones(len(n.p)), wires.values
        rig.set_out()
        self.opens("desk")
        with self.beat("a wrong one", words.wrong(n)):
            self.hero(q, loss, wires)
            with self.at_once():
                self.show(q.piece("memory", n.wrong), seconds=0.2)
                self.move(wires.to(into=np.eye(len(n.p))[n.wrong]), seconds=0.4)
            self.move(*rig.drag("wrong"))
        with self.beat("the gates", words.gates(n)):
            self.arrange("gates", seconds=0.5)
            wires.values["dead"] = 0 * every
            self.move(*rig.drag("wrong_back"))
            with self.at_once():
                self.hide(*rig.held(n.wrong))
                self.show(*rig.held(n.target), was)
                self.move(rig.lit(1), seconds=0.5)
            self.move(*rig.drag("true"), loss.to(values=n.true_loss))
        with self.beat("another truth", words.other(n), wrong_class=self.class_name(n.wrong)):
            self.move(*rig.drag("true_back"), loss.to(values=n.true_back_loss))
            with self.at_once():
                self.hide(*rig.held(n.target), seconds=0.3)
                self.show(*rig.held(n.wrong), seconds=0.3)
            self.move(*rig.truth("other"))
            self.move(*rig.drag("heard"), *rig.truth("heard"))
        with self.beat("a push", words.pushed(n)):
            with self.at_once():
                gone = *rig.held(n.wrong), was, q.piece("said", 0)
                self.hide(*gone, *rig.scales(), seconds=0.3)
                self.move(q.to(blank=1.0), loss.to(fine=1.0), seconds=0.3)
                self.arrange("push", seconds=0.6)
            q.values["rates"], wires.values["dead"] = n.changes, 1 - n.p
            with self.at_once():
                self.hide(*rig.rails(), seconds=0.6)
                self.move(rig.glasses.to(grown=1.0), seconds=0.7)
            self.move(*rig.push())
            with self.at_once():
                self.show(*rig.glasses.all("number"), q.piece("said", 1), seconds=0.5)
                self.move(q.to(blank=0.0), seconds=0.5)
        with self.beat("a quotient", words.quotient(n)):
            self.move(formula.to(form=1), seconds=0.6)
            with self.at_once():
                self.hide(q.piece("said", 1), seconds=0.3)
                self.move(q.to(blank=1.0), seconds=0.3)
            q.values["rates"] = n.slopes
            with self.at_once():
                self.show(q.piece("said", 2), seconds=0.3)
                self.move(q.to(blank=0.0), seconds=0.3)
                self.move(formula.to(form=2), seconds=0.8)
        with self.beat("times p", words.killed(n)):
            with self.at_once():
                self.hide(q.piece("said", 2), seconds=0.3)
                self.move(q.to(values=n.pushed_back_q), loss.to(values=n.pushed_back_loss))
                self.move(loss.to(fine=0.0), rig.lit(0), seconds=0.4)
                self.move(formula.to(form=3), seconds=0.8)
                self.arrange("gradient", seconds=0.5)
                self.after(0.5)
                self.show(*rig.rails(), *rig.scales(), *rig.began(), seconds=0.3)
            v.update(pulse=every, dead=0 * every, pulse_out=np.ones(1), back=np.array(1.0))
            self.move(wires.to(pulse_out=np.zeros(1), out=np.ones(1)), seconds=0.7)
            self.move(*rig.walk())
            with self.at_once():
                self.show(q.piece("said", 3), q.piece("lit", n.target), seconds=0.3)
                self.move(formula.to(form=4), seconds=1.3)
        with self.beat("the answer", words.last(n), poster=True):
            with self.at_once():
                gone = q.piece("said", 3), q.piece("lit", n.target), *rig.began()
                self.hide(*gone, seconds=0.3)
                self.move(q.to(blank=1.0), seconds=0.3)
                self.move(formula.to(form=5), seconds=1.3)
            q.values["rates"], wires.values["back"] = n.costs, np.array(0.0)
            self.arrange("answer", seconds=0.4)
            with self.at_once():
                self.move(q.to(blank=0.0), seconds=0.4)
                self.show(q.piece("said", 0), *rig.held(n.wrong), seconds=0.4)
                self.show(q.piece("memory", n.target), was, seconds=0.4)
            with self.at_once():
                self.move(*rig.drag("lift"), loss.to(values=n.lift_loss))
                self.after(0.3)
                self.move(formula.to(form=6), seconds=0.7)
            self.move(formula.to(form=7), seconds=0.7)
