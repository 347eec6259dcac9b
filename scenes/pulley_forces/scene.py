"""The drawing of ``PulleyForces``.

Question: who pulls at the logits, and how hard?
Hook: beads on rails, and one rope, as thick as it pulls, from the true one to all others.
Cause: strands are followed to where they are one rope; then one bead is dragged; then all let go.
What becomes what: pulls of the strands are the terms of a sum; then beads yield as they are pulled.
Answer: the true logit is pulled by 1 - q, which is all others' q together.
"""

from __future__ import annotations

import numpy as np

from scenes.digits import writer
from scenes.layout import Arrangements, Column, Layers
from scenes.parts import Forms, Motion, Rails
from scenes.parts.names import numbered
from scenes.pulley_forces import words
from scenes.pulley_forces.numbers import PulleyForcesNumbers
from scenes.pulley_forces.rope import LINE, Rope, around
from scenes.story import Story


class PulleyForces(Story[PulleyForcesNumbers]):
    """Question: who pulls at the logits, and how hard. One rope answers it."""

    def layout(self) -> Arrangements:
        """Rails and their rope over the whole stage, then below an answer."""
        n, t = self.numbers, self.theme
        write, whole = writer(n.pull_form), "" if n.few else words.whole(n)
        self.rails = Rails(
            "the logits", n.logits, rows=n.rows, span=(n.lowest, n.highest), target=n.target,
            write=writer(n.logit_form), names=numbered(n.names), title='"logit" z', clear=around,
            beside=(n.q, write, "q", t.q), level=(n.mean, "mean", writer(n.logit_form)),
        )  # fmt: skip
        self.rope = Rope(
            "the rope", self.rails, n.pulls, rows=n.rows, target=n.target,
            write=write, whole=whole, about=not n.adds,
        )  # fmt: skip
        colors = {"left": t.q, "right": t.p}
        self.answer = Forms("the answer", words.answer(n), colors=colors, most=80, align=0)
        rig = Layers(self.rails, self.rope)
        # By then the line above the rope is free, where the sum was.
        return {"rope": rig, "answer": Column(self.answer, rig, shares=(0.26, 1), gap=-LINE)}

    def construct(self) -> None:
        n, rope, k = self.numbers, self.rope, self.numbers.dragged
        rope.hide("head", "pull", "symbol")
        rope.values["tug"] = 0 * n.pulls
        self.opens("rope")
        with self.beat("one rope", words.question(n)):
            self.show(self.rails.piece("outline"), *rope.all("head"), seconds=0.3)
            self.move(rope.to(tug=np.arange(len(n.names)) == n.target), seconds=1.0)
            self.move(rope.to(tug=1 + 0 * n.pulls), seconds=1.0)
        with self.beat("each by its own", words.wrong(n)), self.at_once():
            for j in n.order[1:]:
                self.become(self.rails.piece("beside", j), rope.piece("pull", j), seconds=1.6)
                self.show(rope.piece("symbol", j), seconds=1.6)
                self.after(min(0.5, 1.5 / len(n.names)))
        with self.beat("all together", words.true(n)):
            self.show(*rope.all("cut"))
            self.move(rope.to(ride=n.ride))
            with self.at_once():
                self.hide(*rope.all("cut"))
                self.show(rope.piece("symbol", n.target), rope.piece("pull", n.target))
                for term in rope.all("term"):
                    self.become(rope.piece("pull", term.key[1]), term)
                    self.after(0.4)
                self.show(*rope.all("plus"), *rope.all("sum"))
        with self.beat("drag", words.drag(n)):
            self.show(self.rails.piece("grip", k), self.rails.piece("memory", k))
            self.move(*self._moved("drag"))
            self.rest()
            self.move(*self._moved("back"))
            self.hide(self.rails.piece("grip", k), self.rails.piece("memory", k))
        with self.beat("let go", words.STEP, rate=self.parameters.learning_rate):
            self.hide(*rope.all("term"), *rope.all("plus"), *rope.all("sum"))
            self.show(*self.rails.all("memory"), *self.rails.all("level"))
            self.move(*self._moved("step"))
        with self.beat("the answer", words.reason(n), poster=True):
            self.hide(*self.rails.all("memory"), *self.rails.all("level"))
            self.arrange("answer")

    def _moved(self, how: str) -> tuple[Motion, ...]:
        """The beads, and all that answers."""
        z, q, pulls = (getattr(self.numbers, f"{how}_{what}") for what in ("logits", "q", "pulls"))
        return self.rails.to(values=z, beside=q), self.rope.to(pulls=pulls)
