"""The drawing of ``ComputationGraph``.

Question: what is a gradient?
Hook: three faders; two of them are added, and the sum is the third.
Cause: one fader is pushed, and what hangs on it moves along, however long the way.
What becomes what: a and b become logits; a push that becomes less, under a glass, becomes a slope;
a pulse that walks back brings the same number, and one to every fader.
Answer: the desk with its tags: for each logit, how fast the loss moves.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.computation_graph import words
from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.computation_graph.rig import Rig
from scenes.layout import Arrangements, Scale
from scenes.parts import Wires
from scenes.parts.part import Piece
from scenes.story import Story


class ComputationGraph(Story[ComputationGraphNumbers]):
    """Question: what a gradient is. A mixing desk answers: how the end moves for each push."""

    def layout(self) -> Arrangements:
        """A desk of three faders, then one of all, below a line for what is told of it."""
        self.rig = Rig(self.numbers, self.theme)
        return self.rig.arrangements()

    def scales(self) -> Sequence[Scale]:
        """One unit for what is added and its sum."""
        return (Scale(((self.rig.z, "y"), (self.rig.c, "y")), within=("toy",)),)

    def construct(self) -> None:
        n, rig = self.numbers, self.rig
        z, q, loss, lens = rig.z, rig.q, rig.loss, rig.lens
        pushed = z.piece("grip", n.pushed), z.piece("memory", n.pushed), loss.piece("memory", 0)
        rig.set_out()
        self.opens("toy")
        with self.beat("a sum", words.toy()), self.at_once():
            self.show(z.piece("grip", 0), z.piece("memory", 0), rig.c.piece("memory", 0))
            self.move(rig.plus.to(into=np.eye(len(n.names))[0], out=n.by_loss), seconds=0.4)
            self.after(0.3)
            self.move(z.to(values=n.a_up), rig.c.to(values=n.a_up_c))
            self.after(0.8)
            self.show(z.piece("tag", 0), seconds=0.4)
        with self.beat("longer", words.longer()):
            with self.at_once():
                self.hide(z.piece("tag", 0), z.piece("grip", 0), z.piece("memory", 0), seconds=0.3)
                self.hide(rig.says.piece("form", 0), seconds=0.3)
                self.arrange("logits", seconds=1.1)
            with self.at_once():
                self.hide(z.piece("alias", 0), z.piece("alias", 1))
                self.show(z.piece("name", 0), z.piece("name", 1), z.piece("heading"))
                self.move(z.to(values=n.become))
            self.arrange("desk", seconds=0.3)
        z.values["rates"], z.values["was"] = n.by_z, n.logits
        named = self.parameters.labels is not None
        pushing = words.push(n, named=named)
        with self.beat("push", pushing, pushed_class=self.class_name(n.pushed)):
            self._light(*pushed, *(q.piece("memory", k) for k in range(len(n.q)) if k != n.target))
            raised = q.to(values=n.raise_q), loss.to(values=n.raise_loss)
            self.move(z.to(values=n.raise_z), *raised)
        with self.beat("its rate", words.rate(n)):
            with self.at_once():
                self.hide(z.piece("heading"), q.piece("heading"))
                self.arrange("slope", seconds=0.4)
            self.hero(z, lens, loss)
            self.show(lens)
            self.move(lens.to(drawn=1.0), seconds=1.0)
            with self.at_once():
                self.show(*lens.all("word"), *lens.all("number"), seconds=0.4)
                self.after(0.2)
                self.show(*rig.rate.all("symbol"), *rig.rate.all("number"), seconds=0.4)
        with self.beat("less", words.less()), self.at_once():
            self.move(*rig.lessened())
            self.after(3.4)
            self.show(z.piece("tag", n.pushed))
        near, rate, seen = rig.near, rig.rate, rig.near_rate
        with self.beat("at q", words.true(n)):
            self.hero(z, near, loss)
            with self.at_once():
                self.hide(lens, *rate.all("symbol"), *rate.all("number"), seconds=0.4)
                self.after(0.3)
                self.show(near, seconds=0.4)
            self.move(near.to(drawn=1.0), seconds=1.2)
            self.show(*near.all("word"), *near.all("number"),
                      *seen.all("symbol"), *seen.all("number"), seconds=0.4)  # fmt: skip
        rig.says.values["form"] = np.asarray(1.0)
        z.values["values"], q.values["values"], loss.values["values"] = n.logits, n.q, n.loss
        with self.beat("walk back", words.walk(n)):
            self.hero(z, q, loss)
            with self.at_once():
                self.hide(*pushed, *q.all("memory"))
                self.hide(*seen.all("symbol"), *seen.all("number"), seconds=0.3)
                self.move(*rig.lit(0), seconds=0.3)
                self.arrange("desk again", seconds=0.4)
                self.after(0.4)
                self.show(loss.piece("tag", 0), loss.piece("said", 0), seconds=0.4)
            self._pulse(rig.price, *rig.says.all("form"), *q.all("tag"))
            factors = [rig.softmax.piece("factor", k) for k in n.told_logits]
            self._pulse(rig.softmax, *factors, start=n.target)
            self.move(rig.says.to(form=2), seconds=1.0)
        with self.beat("the answer", words.answer(), poster=True), self.at_once():
            self.move(rig.says.to(form=len(rig.says.pieces) - 1), seconds=1.8)
            for k in n.told_logits:
                self.show(z.piece("tag", k), z.piece("lit", k), seconds=0.5)
                self.after(0.4)

    def _light(self, *marks: Piece) -> None:
        """The way is lit from the logit that is pushed to the loss; and where all has been."""
        n = self.numbers
        own, true = np.eye(len(n.names))[[n.pushed, n.target]]
        with self.at_once():
            self.show(*marks)
            for wires, of in ((self.rig.softmax, own), (self.rig.price, true)):
                self.move(wires.to(into=of), seconds=0.4)
                self.after(0.2)
                self.move(wires.to(out=np.ones(len(wires.values["out"]))), seconds=0.4)
                self.after(0.2)

    def _pulse(
        self, wires: Wires, *brought: Piece, start: int | None = None, end: int | None = None
    ) -> None:
        """Pulses go back, from all faders to all or from one to one, and bring something."""
        first, then = self.rig.back(wires, start, end)
        self.move(first, seconds=0.6)
        with self.at_once():
            self.move(then, seconds=1.2)
            self.after(0.6)
            self.show(*brought, seconds=0.4)
