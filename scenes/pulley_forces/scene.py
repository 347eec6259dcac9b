"""The drawing of ``PulleyForces``.

Question: who pulls at the logits, and how hard?
Hook: beads on rails, and one rope, as thick as it pulls, from the true one to all others.
Cause: strands are followed to where they are one rope; then one bead is dragged; then all let go.
What becomes what: many strands become one rope; beads go as they are pulled; then pulls follow.
Answer: the true logit is pulled by 1 - q, which is all others' q together.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scenes.digits import writer
from scenes.layout import Arrangements, Column, Layers
from scenes.numbers import FloatArray
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
            beside=(n.q, write, "q", t.q),
            instead=(n.moved, writer(n.moved_form), '"step"', self._colors()),
            level=(n.mean, "mean", writer(n.logit_form)),
        )  # fmt: skip
        self.heading = self.rails.piece("titles", "beside")
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
        n, rails, rope, k = self.numbers, self.rails, self.rope, self.numbers.dragged
        rope.hide("head", "pull", "symbol")
        rope.values["tug"] = 0 * n.pulls
        rails.presence["outline",] = 1.0
        self.opens("rope")
        with self.beat("one rope", words.question(n)):
            self.show(*rope.all("head"), seconds=0.3)
            self.move(rope.to(tug=self._tugged(n.target)), seconds=1.0)
            self.move(rope.to(tug=self._tugged(*n.order)), seconds=1.0)
        with self.beat("each by its own", words.wrong(n)):
            self.move(rope.to(tug=self._tugged(n.target)), seconds=0.5)
            for i, j in enumerate(n.order[1:], 2):
                with self.at_once():
                    self.move(rope.to(tug=self._tugged(*n.order[:i])), seconds=self._each())
                    self.show(rope.piece("symbol", j), rope.piece("pull", j), seconds=self._each())
        with self.beat("all together", words.true(n)):
            self.show(*rope.all("cut"), seconds=0.3)
            self.move(rope.to(ride=n.ride))
            with self.at_once():
                self.hide(*rope.all("cut"))
                self.show(rope.piece("symbol", n.target), rope.piece("pull", n.target))
                self._sum(self.show)
        with self.beat("drag", words.drag(n)):
            with self.at_once():
                self._sum(self.hide)
                self.show(rails.piece("grip", k), rails.piece("memory", k))
            self.move(*self._moved("drag"))
            self._sum(self.show)
            self.rest()
            self._sum(self.hide)
            self.move(*self._moved("back"))
        with self.beat("let go", words.step(self.parameters.learning_rate),
                       rate=self.parameters.learning_rate):  # fmt: skip
            with self.at_once():
                self.hide(rails.piece("grip", k), *rails.all("beside"), self.heading)
                self.hide(*rope.all("symbol"), *rope.all("pull"))
                self.after(0.5)
                self.show(*rails.all("instead"), *rails.all("memory"), *rails.all("level"))
            self.wait(0.9)
            self.move(rails.to(values=n.step_logits))
        with self.beat("new pulls", words.new(n)), self.at_once():
            self.hide(*rails.all("instead"), *rails.all("memory"), *rails.all("level"))
            self.after(0.5)
            self.show(*rails.all("beside"), self.heading)
            self.show(*rope.all("symbol"), *rope.all("pull"))
            self.move(rails.to(beside=n.step_q), rope.to(pulls=n.step_pulls))
        with self.beat("the answer", words.reason(n), poster=True):
            self.arrange("answer")
            self.move(rope.to(tug=self._tugged()), seconds=0.6)
            self.move(rope.to(tug=self._tugged(*n.order[1:])), seconds=0.8)
            self.move(rope.to(tug=self._tugged(*n.order)), seconds=0.8)

    def _colors(self) -> list[str]:
        """Of the pulls, by class."""
        n, t = self.numbers, self.theme
        return [t.p if k == n.target else t.q for k in range(len(n.names))]

    def _moved(self, how: str) -> tuple[Motion, ...]:
        """The beads, and all that answers."""
        z, q, pulls = (getattr(self.numbers, f"{how}_{what}") for what in ("logits", "q", "pulls"))
        return self.rails.to(values=z, beside=q), self.rope.to(pulls=pulls)

    def _tugged(self, *classes: int) -> FloatArray:
        """The heads of these have come from their beads."""
        return np.isin(np.arange(len(self.numbers.names)), classes).astype(float)

    def _each(self) -> float:
        """Seconds for one of the strands."""
        return min(0.8, 3.0 / len(self.numbers.names))

    def _sum(self, verb: Callable[..., None]) -> None:
        """Show it, or hide it: it is told where it adds up, at rest."""
        verb(*(piece for kind in ("term", "plus", "sum") for piece in self.rope.all(kind)))
