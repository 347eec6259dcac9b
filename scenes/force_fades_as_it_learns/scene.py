"""The drawing of ``ForceFadesAsItLearns``.

Question: how hard does a wrong prediction pull?
Hook: logits as faders, the true one ringed; beside them the 1 by which the truth pulls it.
Cause: step by step the true logit yields; then it is dragged down, to start far worse.
What becomes what: q takes its part of the 1, and bars leave a band, and a curve, behind.
Answer: never by more than 1, however large the loss: by 1 - q.
"""

from __future__ import annotations

from scenes.force_fades_as_it_learns import words
from scenes.force_fades_as_it_learns.band import Band, Broad
from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers
from stage.digits import writer
from stage.layout import Arrangement, Arrangements, Column, Row
from stage.mobjects.shapes import nice_ticks
from stage.numbers import FloatArray
from stage.parts.faders import Faders
from stage.parts.formulas import Forms
from stage.parts.part import Piece
from stage.story import Story


class ForceFadesAsItLearns(Story[ForceFadesAsItLearnsNumbers]):
    """Question: how hard a wrong prediction pulls. A band of 1, of which q leaves that, tells."""

    def layout(self) -> Arrangements:
        """Faders beside a band; its axis grows for a larger loss; then above it an answer."""
        n, t = self.numbers, self.theme
        self.logits = Faders(
            "the logits", n.logits, span=(n.lowest, n.highest), write=writer(n.logit_form),
            color=t.muted, heading="logits",
            ticks=nice_ticks(n.lowest, n.highest) if n.has_scale else (0.0,),
            symbols=[f"z_{k + 1}" for k in range(len(n.names))], told=n.told, names=n.names,
            target=n.target,
        )  # fmt: skip
        self.band = Band(
            "the band", self.logits, target=n.target, along=n.along, first=n.fly_pulls[0, 0],
            pulls=n.along_pulls, losses=n.along_losses, steps=n.steps, top=n.tops[0],
            highest=n.tops[1], times=(n.pull_times, n.loss_times), write_times=words.times,
            write=writer(n.pull_form), write_loss=writer(n.moving_form),
        )  # fmt: skip
        self.answer = Forms(
            "the answer", words.answer(n), colors={"pull": t.p, "q": t.q}, most=64, align=0
        )
        far = self._beside(n.tops[1])
        return {
            "near": self._beside(n.tops[0]),
            "far": far,
            "answer": Column(self.answer, far, shares=(0, 1), gap=0.1),
        }

    def _beside(self, top: float) -> Arrangement:
        """Faders left of the band, or above it."""
        # Numbers too long for a scale are too large where there is much room for them.
        share = 0.36 if self.numbers.has_scale else 0.2
        both = self.logits, self.band.having(top=top)
        rows = [Row(*both, shares=shares, gap=0.3) for shares in ((share, 1 - share), (0.5, 0.5))]
        return Broad(*rows)

    def construct(self) -> None:
        n, band = self.numbers, self.band
        tug = band.piece("tug", n.target)
        grip = self.logits.piece("grip", n.target)
        self.logits.presence["outline",] = band.presence["bar", "truth"] = 1.0
        band.presence["label", "truth"] = 1.0
        self.opens("near")
        with self.beat("pulled", words.question(n)):
            self.hide(band.piece("label", "truth"), seconds=0.3)
            self.grow(band.piece("bar", "right"), seconds=1.6)
            self.show(band.piece("bar", "pull"), seconds=0.1)
            with self.at_once():
                self.hide(band.piece("bar", "truth"), seconds=0.3)
                self.show(*self._told("right"), *self._told("pull"), tug)
        with self.beat("the loss", words.loss(n)):
            self.grow(band.piece("bar", "loss"), seconds=1.2)
            self.show(*self._told("loss"))
        rate = self.parameters.learning_rate
        with self.beat("first flight", words.flight(n), learning_rate=rate):
            self.show(*(other for other in band.all("tug") if other != tug), seconds=0.3)
            band.presence.update({piece.key: 1.0 for piece in band.all("trail")})
            self._go("fly", 0)
        with self.beat("room", words.room(n)):
            self.arrange("far", seconds=1.8)
        with self.beat("far worse", words.worse(n)):
            self.show(*band.all("was"), seconds=0.3)
            self._go("back")
            self.show(
                grip, band.piece("start", 0, "pull"), band.piece("start", 0, "loss"), seconds=0.3
            )
            self._go("drag")
            if words.parts(n):
                self.show(*band.all("times"), seconds=0.4)
        with self.beat("second flight", words.second_flight(n)):
            band.values["way"] = band.values["way"] + 1
            with self.at_once():
                self.hide(grip, *band.all("times"), seconds=0.3)
                self.show(band.piece("start", 1, "loss"), seconds=0.3)
            self._go("fly", 1)
        with self.beat("the answer", words.reason(n), poster=True):
            self.arrange("answer")
            self.show(band.piece("most"), seconds=0.4)

    def _told(self, what: str) -> tuple[Piece, ...]:
        """The words and the number of one bar."""
        return self.band.piece("label", what), self.band.piece("number", what)

    def _go(self, how: str, *way: int) -> None:
        """The logits go, and all that is told of them; of two descents, on the way of one."""
        n = self.numbers

        def track(field: str) -> FloatArray:
            whole = getattr(n, f"{how}_{field}" if field else how)
            return whole[way[0]] if way else whole

        step = {} if how == "drag" else {"step": track("")}
        self.move(
            self.logits.to(values=track("logits")),
            self.band.to(pulls=track("pulls"), right=track("right"), loss=track("losses"), **step),
        )
