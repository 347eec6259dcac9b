"""The drawing of ``ForceFadesAsItLearns``.

Question: how long does the loss pull?
Hook: beads on rails, each with an arrow as thick as it is pulled.
Cause: step by step the logits yield; then the true one starts far worse.
What becomes what: rails fold into one, beads fly over steps, and a pull is the tail of its bead.
Answer: it pulls as long as it is wrong, and as hard: by 1 - q.
"""

from __future__ import annotations

from scenes.digits import writer
from scenes.force_fades_as_it_learns import words
from scenes.force_fades_as_it_learns.comets import Comets, around
from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers
from scenes.layout import Arrangements, Column, Fit, Layers, Row
from scenes.numbers import FloatArray
from scenes.parts import Forms, Rails, Reading
from scenes.parts.names import numbered
from scenes.story import Story


class ForceFadesAsItLearns(Story[ForceFadesAsItLearnsNumbers]):
    """Question: how long does the loss pull. Comets answer it, whose tails are their pulls."""

    def layout(self) -> Arrangements:
        """Rails, then a flight over the whole stage, then below an answer."""
        n, t = self.numbers, self.theme
        write, span = writer(n.pull_form), (n.lowest, n.highest)
        self.rails = Rails(
            "the logits", n.logits, rows=n.rows, span=span, target=n.target,
            write=writer(n.logit_form), names=numbered(n.names), title='"logit" z', clear=around,
            beside=(n.q, write, "q", t.q),
        )  # fmt: skip
        self.comets = Comets(
            "the comets", self.rails, along=n.along, logits=n.along_logits, pulls=n.along_pulls,
            right=n.right, steps=n.steps, target=n.target, span=span, names=n.names, write=write,
            losses=n.start_losses, write_loss=writer(n.loss_form),
        )  # fmt: skip
        i, most = n.target + 1, float(n.losses.max())
        self.pull = Reading("the pull", f"1 - q_{i} =", n.start_pulls[0], write=write, color=t.p)
        self.right = Reading("the probability", f"q_{i} =", n.right[0], write=write, color=t.q)
        self.loss = Reading(
            "the loss", '"loss" =', n.start_losses[0], write=writer(n.moving_form), widest=most
        )
        self.answer = Forms("the answer", words.answer(n), colors={"pull": t.p}, most=80, align=0)
        told = (self.pull, self.right, self.loss)
        said = Fit(Row(*told, shares=(1, 1, 1), gap=0.5, turns=False), Column(*told, gap=0.0))
        flight = self.comets.having(launched=1)
        rails = Layers(self.rails, self.comets.having(launched=0))
        return {
            "rails": rails,
            "told": Fit(Column(said, rails, shares=(0.16, 1), gap=0.1), rails),
            "flight": Column(said, flight, shares=(0.16, 1), gap=0.1),
            "answer": Column(self.answer, flight, shares=(0.16, 1), gap=0.1),
        }

    def construct(self) -> None:
        n, comets = self.numbers, self.comets
        self.opens("rails")
        with self.beat("pulled", words.question(n)):
            self.show(self.rails.piece("outline"), comets.piece("outline"), seconds=0.3)
            self.arrange("told", seconds=1.2)
            self.show(comets.piece("around", "arrow"), *comets.all("unit"))
            self.move(comets.to(cut=1), seconds=1.0)
        with self.beat("learn", words.learn(n), learning_rate=self.parameters.learning_rate):
            self.hide(*comets.all("unit"), seconds=0.3)
            comets.presence["around", "trail"] = 1.0
            self.arrange("flight", seconds=2.2)
            with self.at_once():
                self.hide(*comets.all("rail"))
                self.show(
                    *comets.all("axes"),
                    *comets.all("titles"),
                    *comets.all("digit"),
                    *comets.all("name"),
                    *comets.all("label"),
                    *comets.all("scale"),
                )
        with self.beat("first flight", words.flight(n)):
            self._go("fly", 0)
            self.show(*comets.all("end"))
        with self.beat("far worse", words.worse(n)):
            with self.at_once():
                self.hide(*comets.all("end"), seconds=0.3)
                self.show(*comets.all("was"), seconds=0.3)
            self._go("back")
            self.wait(0.6)
            self.show(comets.piece("grip"), seconds=0.3)
            self._go("drag")
            self.hide(comets.piece("grip"), seconds=0.3)
        with self.beat("second flight", words.second_flight(n)):
            comets.values["way"] = comets.values["way"] + 1
            self._go("fly", 1)
            self.show(*comets.all("end"))
        with self.beat("the answer", words.reason(n), poster=True), self.at_once():
            self.arrange("answer")
            self.after(0.5)
            self.show(*comets.all("loss"))

    def _go(self, how: str, *way: int) -> None:
        """The beads go, and all that is told of them; of two descents, on the way of one."""
        n = self.numbers

        def track(field: str) -> FloatArray:
            whole = getattr(n, f"{how}_{field}") if field else getattr(n, how)
            return whole[way[0]] if way else whole

        step = {} if how == "drag" else {"step": track("")}
        self.move(
            self.comets.to(
                logits=track("logits"), pulls=track("pulls"), right=track("right"), **step
            ),
            self.pull.to(value=track("pulls")[:, n.target]),
            self.right.to(value=track("right")),
            self.loss.to(value=track("losses")),
        )
