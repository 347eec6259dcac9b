"""The drawing of ``PulleyForces``.

Question: who pulls at the logits, and how hard?
Hook: beads on rails, and one rope of width 1, from the true one to all of them.
Cause: strands are followed to where they are one rope; a loop is taken out; then one bead is
dragged; then all let go.
What becomes what: shares of 1 become one rope; what pulls both ways goes, and p - q is left.
Answer: the true logit is pulled by 1 - q, which is all others' q together.
"""

from __future__ import annotations

import numpy as np

from scenes.pulley_forces import words
from scenes.pulley_forces.numbers import PulleyForcesNumbers
from scenes.pulley_forces.rope import LINE, OWN, Rope, around
from stage.digits import writer
from stage.layout import Arrangements, Column, Layers
from stage.numbers import FloatArray
from stage.parts.formulas import Forms
from stage.parts.names import numbered
from stage.parts.part import Change
from stage.parts.rails import Rails
from stage.story import Story


class PulleyForces(Story[PulleyForcesNumbers]):
    """Question: who pulls at the logits, and how hard. One rope answers it."""

    def layout(self) -> Arrangements:
        """Rails and their rope over the whole stage, then below an answer."""
        n, t = self.numbers, self.theme
        write, whole = writer(n.pull_form), None if n.few else (words.every(n), words.whole(n))
        self.rails = Rails(
            "the logits", n.logits, rows=n.rows, span=(n.lowest, n.highest), target=n.target,
            write=writer(n.logit_form), names=numbered(n.names), title='"logit" z', clear=around,
            beside=(n.signed, writer(n.signed_form), "p - q", self._colors()), below='"sum" = 0',
            instead=(n.moved, writer(n.moved_form), '"step"', self._colors()),
            level=(n.mean, "mean", writer(n.logit_form)),
        )  # fmt: skip
        self.headings = [self.rails.piece("titles", what) for what in ("beside", "below")]
        self.rope = Rope(
            "the rope", self.rails, n.pulls, rows=n.rows, target=n.target,
            write=write, whole=whole, about=not n.adds, loop=True,
            losses=n.losses, write_loss=writer(n.loss_form),
        )  # fmt: skip
        colors = {"left": t.q, "own": t.q, "one": t.p, "right": t.p}
        self.answer = Forms("the answer", words.answer(n), colors=colors, most=80, align=0)
        rig = Layers(self.rails, self.rope)
        # By then the line above the rope is free, where the sum was.
        return {"rope": rig, "answer": Column(self.answer, rig, shares=(0.26, 1), gap=-LINE)}

    def construct(self) -> None:
        n, rails, rope, k = self.numbers, self.rails, self.rope, self.numbers.dragged
        rope.hide("head", "pull", "symbol", "part", ("wheel", 1))
        for j in (OWN, *n.order[1:]):
            rope.hide(("strand", j))
        rails.hide("beside")
        for heading in self.headings:
            rails.presence[heading.key] = 0.0
        rope.values["tug"] = np.zeros(len(n.names) + 1)
        rails.presence["outline",] = rope.presence["true",] = 1.0
        self.opens("rope")
        with self.beat("the truth", words.question(n)):
            self.show(rope.piece("head", n.target), seconds=0.3)
            with self.at_once():
                self.show(rope.piece("given"), seconds=0.6)
                self.move(rope.to(tug=self._tugged(n.target)), seconds=1.6)
        with self.beat("the prediction", words.wrong(n)):
            with self.at_once():
                self.hide(rope.piece("true"))
                self.show(rope.piece("wheel", 1))
            for i, j in enumerate((OWN, *n.order[1:]), 1):
                pulled = (n.target, OWN, *n.order[1:])[: i + 1]
                with self.at_once():
                    self.move(rope.to(tug=self._tugged(*pulled)), seconds=self._each())
                    told = (rope.piece(kind, j) for kind in ("strand", "head", "symbol", "pull"))
                    self.show(*told, seconds=self._each())
            self.show(*rope.all("part"), seconds=0.3)
        with self.beat("one rope", words.true(n)):
            self.show(*rope.all("cut"), seconds=0.3)
            self.move(rope.to(ride=n.ride))
            with self.at_once():
                self.hide(*rope.all("cut"))
                self.show(*rope.all("full"))
        with self.beat("the loop", words.loop(n)):
            with self.at_once():
                self.hide(*rope.all("full"))
                self.show(*rope.all("loop"))
            self.rest()
            with self.at_once():
                self.hide(rope.piece("given"))
                self.move(rope.to(loop=n.loop))
            with self.at_once():
                self.show(rope.piece("symbol", n.target), rope.piece("pull", n.target))
                self.show(*rails.all("beside"), *self.headings, *rope.all("sum"))
                self.show(rope.piece("true"))
        with self.beat("drag", words.drag(n)):
            with self.at_once():
                self.hide(*rope.all("sum"))
                self.show(rails.piece("grip", k), rails.piece("memory", k))
                self.show(*rope.all("loss"))
            self.move(*self._moved("drag"))
            self.show(*rope.all("sum"))
            self.rest()
            with self.at_once():
                self.hide(*rope.all("sum"))
                self.move(*self._moved("back"))
        with self.beat("let go", words.step(n, self.parameters.learning_rate),
                       rate=self.parameters.learning_rate):  # fmt: skip
            with self.at_once():
                self.hide(rails.piece("grip", k), *rails.all("beside"), *self.headings)
                self.after(0.4)
                self.show(*rails.all("instead", "memory", "level"))
            self.move(*self._moved("step"))
        with self.beat("the answer", words.reason(n), poster=True):
            with self.at_once():
                self.hide(*rails.all("instead", "memory", "level"))
                self.hide(*rope.all("loss"))
                self.after(0.4)
                self.show(*rails.all("beside"), *self.headings)
            self.arrange("answer")
            self.move(rope.to(tug=self._tugged(*n.order[1:])), seconds=1.0)
            self.move(rope.to(tug=self._tugged(*n.order)), seconds=1.0)

    def _colors(self) -> list[str]:
        """Of the pulls, by class."""
        n, t = self.numbers, self.theme
        return [t.p if k == n.target else t.q for k in range(len(n.names))]

    def _moved(self, how: str) -> tuple[Change, ...]:
        """The beads, and all that answers."""
        n = self.numbers
        z, pulls, signed, loss = (
            getattr(n, f"{how}_{what}") for what in ("logits", "pulls", "signed", "loss")
        )
        return self.rails.to(values=z, beside=signed), self.rope.to(pulls=pulls, loss=loss)

    def _tugged(self, *classes: int) -> FloatArray:
        """The heads of these have come from their beads; the loop's is the last."""
        strands = np.append(np.arange(len(self.numbers.names)), OWN)
        return np.isin(strands, classes).astype(float)

    def _each(self) -> float:
        """Seconds for one of the strands."""
        return min(0.8, 3.2 / len(self.numbers.names))
