"""The drawing of ``ComputationGraph``.

Question: what is a gradient?
Hook: two faders, one that is their sum, and one that is twice that.
Cause: one fader is pushed, and what hangs on it moves along, however long the way.
What becomes what: a push that becomes less, under a glass, becomes a slope; a 1 that walks back is
multiplied on its way, and becomes the same number, and one on every fader.
Answer: the desk with its tags: for each logit, how fast the loss moves.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenes.computation_graph import words
from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.computation_graph.rig import Rig
from stage.layout import Arrangements, Scale
from stage.parts.part import Piece
from stage.parts.wires import Wires
from stage.story import Story


class ComputationGraph(Story[ComputationGraphNumbers]):
    """Question: what a gradient is. A mixing desk answers: how the end moves for each push."""

    def layout(self) -> Arrangements:
        """A desk of four faders, then one of all, below a line for what is told of it."""
        self.rig = Rig(self.numbers, self.theme)
        return self.rig.arrangements()

    def scales(self) -> Sequence[Scale]:
        """One unit for what is added, the sum, and twice that."""
        return (Scale(tuple((bank, "y") for bank in self.rig.toy), within=("toy",)),)

    def construct(self) -> None:
        n, rig = self.numbers, self.rig
        z, q, loss, lens, near = rig.z, rig.q, rig.loss, rig.lens, rig.near
        says, others = rig.says, [k for k in n.told if k != n.pushed]
        pushed = z.piece("grip", n.pushed), z.piece("memory", n.pushed), loss.piece("memory", 0)
        rig.set_out()
        self.opens("toy")
        with self.beat("two steps", words.toy()), self.at_once():
            self.hero(*rig.toy, *rig.steps)
            self.show(rig.terms.piece("grip", 0), *(bank.piece("memory", 0) for bank in rig.toy))
            self.move(
                rig.plus.to(into=n.own, out=n.by_loss), rig.twice.to(into=n.by_loss, out=n.by_loss)
            )
            self.after(0.3)
            risen = zip(rig.toy, (n.terms_up, n.c_up, n.d_up), strict=True)
            self.move(*(bank.to(values=track) for bank, track in risen))
            self.after(0.8)
            self.show(*(tag for bank in rig.toy for tag in bank.all("tag")), seconds=0.4)
            self.move(says.to(form=1), seconds=0.6)
        with self.beat("longer", words.longer()):
            self.hero(z, q, loss)
            self.arrange("logits", seconds=0.4)
            with self.at_once():
                self.hide(*says.all("form"), seconds=0.3)
                self.arrange("likely", seconds=0.4)
            says.values["form"] = np.asarray(2.0)
            first, then = rig.onward()
            self.move(first, seconds=0.3)
            with self.at_once():
                self.show(z.piece("heading"), seconds=0.4)
                self.move(then, seconds=0.4)
                self.arrange("desk", seconds=0.3)
        pushing = words.push(n, named=self.parameters.labels is not None)
        with self.beat("push", pushing, pushed_class=self.class_name(n.pushed)):
            self._light(*pushed, *(q.piece("memory", k) for k in range(len(n.q)) if k != n.target))
            raised = q.to(values=n.raise_q), loss.to(values=n.raise_loss)
            self.move(z.to(values=n.raise_z), *raised)
        with self.beat("its rate", words.rate()):
            with self.at_once():
                self.hide(z.piece("heading"), q.piece("heading"))
                self.arrange("slope", seconds=0.4)
            self.hero(z, lens, loss)
            self.show(lens)
            with self.at_once():
                self.move(lens.to(drawn=1.0), seconds=1.2)
                self.after(0.4)
                self.show(*rig.told(lens), *rig.told(rig.rate), seconds=0.4)
            with self.at_once():
                self.after(1.1)
                self.move(*rig.lessened())
                self.after(3.0)
                self.show(z.piece("tag", n.pushed))
        q.values["values"] = n.q
        with self.beat("at q", words.true(n)):
            self.hero(near, q)
            with self.at_once():
                self.hide(*rig.told(rig.rate), seconds=0.3)
                self.arrange("at q", seconds=0.4)
                self.after(0.3)
                self.show(near, seconds=0.4)
            with self.at_once():
                self.move(near.to(drawn=1.0), seconds=1.2)
                self.after(0.4)
                self.show(*rig.told(near), *says.all("form"), seconds=0.4)
            self.move(says.to(form=3), seconds=0.7)
        z.values["values"], loss.values["values"] = n.logits, n.loss
        with self.beat("walk back", words.back(n)):
            self.hero(z, q, loss)
            with self.at_once():
                self.hide(*pushed, *q.all("memory"), seconds=0.3)
                self.move(*rig.lit(0), seconds=0.3)
                self.move(says.to(form=4), seconds=0.6)
                self.arrange("desk again", seconds=0.4)
                self.after(0.4)
                self.show(loss.piece("tag", 0), seconds=0.4)
            self._run(rig.price, [n.target], 5, [*q.all("tag")])
        with self.beat("cancels", words.walk(n)):
            self._run(rig.softmax, [n.pushed], 6, [z.piece("lit", n.pushed)])
            with self.at_once():
                self.after(0.2)
                self.move(says.to(form=7), seconds=0.6)
            with self.at_once():
                self.move(says.to(form=8), seconds=0.6)
                self.show(q.piece("grip", n.pushed), seconds=0.4)
        with self.beat("the answer", words.answer(), poster=True):
            tags = [z.piece(kind, k) for k in others for kind in ("tag", "lit")]
            self._run(rig.softmax, others, 9, tags, q.piece("grip", n.pushed))

    def _light(self, *marks: Piece) -> None:
        """The way is lit from the logit that is pushed to the loss; and where all has been."""
        n = self.numbers
        own, true = np.eye(len(n.names))[[n.pushed, n.target]]
        with self.at_once():
            self.show(*marks)
            for wires, of in ((self.rig.softmax, own), (self.rig.price, true)):
                self.move(wires.to(into=of), seconds=0.4)
                self.after(0.1)
                self.move(wires.to(out=np.ones(len(wires.values["out"]))), seconds=0.4)
                self.after(0.1)

    def _run(self, wires: Wires, to: list[int], form: int, tags: list[Piece], *gone: Piece) -> None:
        """Pulses come back to the node and on to those faders, and bring a formula and tags."""
        near, far = self.rig.back(wires, *to)
        with self.at_once():
            self.hide(*gone, seconds=0.3)
            self.move(far, seconds=0.5)
        with self.at_once():
            self.move(near, seconds=1.4)
            self.after(0.9)
            self.show(*tags, seconds=0.4)
            self.move(self.rig.says.to(form=form), seconds=0.8)
