"""The drawing of ``QuadraticVersusLog``.

Question: which loss pulls harder when a prediction is wrong?
Hook: two losses, and on each a dot at the same mistake.
Cause: q goes from wrong to right and back; tangents tilt, and their slopes draw two curves.
What becomes what: slopes are drawn as curves, and then as arrows that pull at the dots.
Answer: wrong and sure, cross entropy pulls so many times as hard; behind a sigmoid, too.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from scenes.digits import resting, write, writer
from scenes.layout import Arrangements, Column, Fit, Inset, Layers, Row
from scenes.mobjects.shapes import nice_ticks
from scenes.numbers import FloatArray
from scenes.parts import Foot, Forms, Line, Mark, Motion, Plot, Reading
from scenes.parts.axes import zoom_ticks
from scenes.quadratic_versus_log import words
from scenes.quadratic_versus_log.numbers import NEAR, QuadraticVersusLogNumbers
from scenes.story import Story


class QuadraticVersusLog(Story[QuadraticVersusLogNumbers]):
    """The slope of the quadratic loss is a line, that of the logarithm a hyperbola."""

    def layout(self) -> Arrangements:
        """The losses, beside them their slopes, each alone, and an answer with the losses."""
        n, t = self.numbers, self.theme
        q, losses, slopes = (track[0] for track in n.slide)
        plot = partial(
            Plot, x=q, colors=[t.log, t.quadratic], x_span=(0.0, 1.0), x_ticks=[(0.0, 0.5, 1.0)],
            foot=Foot("q =", t.q, resting(dict.fromkeys(n.steps, n.prediction_form), n.way_form)),
        )  # fmt: skip
        self.losses = plot(
            "the losses",
            [Line(n.log, t.log, "cross entropy", "ln(1\\/q)"),
             Line(n.quadratic, t.quadratic, "quadratic", "(1 - q)^2")],
            y=losses, y_span=(0.0, n.ceiling), y_ticks=[nice_ticks(0, n.ceiling)],
            slopes=slopes, pulls=n.growing[0], pulled=np.stack((n.growing[-1], n.shrinking[-1])),
            write=writer(".3g"))  # fmt: skip
        log, quadratic = (f'class("normal", -) {slope} =' for slope in ("1\\/q", "2(1 - q)"))
        self.slopes = plot(
            "the slopes",
            [Line(n.log_slope, t.log, "slope", log),
             Line(n.quadratic_slope, t.quadratic, "slope", quadratic)],
            y=slopes, traced=n.traced[0], y_span=(n.floor[0], n.roof[0]),
            y_ticks=zoom_ticks(NEAR, float(n.floor[-1])), far=(n.floor[-1], n.roof[-1]),
            write=lambda slope: write(slope, ".0f" if abs(slope) >= 10 else n.slope_form),
            marks=[self._step(start, loss) for start in (2, 0) for loss in range(2)])  # fmt: skip
        who = '"cross entropy"'
        self.words = Forms(
            "the words", *(f'"{place}:" {{{{{who}:xe}}}}' for place in words.places(n)),
            colors={"xe": t.log}, most=56, align=0)  # fmt: skip
        self.ratio = Reading(
            "the ratio", '"pulls"', n.ratio, write=writer(".3g"), unit="times as hard",
            color=t.log, most=96, align=0)  # fmt: skip
        lines = Column(self.words, self.ratio, shares=(1, 2), gap=0)
        above = Column(lines, self.losses, shares=(2.2, 4), gap=0.1)
        bottom, top = n.room
        within = Layers(self.losses, Inset(lines, left=0.25, bottom=bottom, top=top or 1.0))
        return {
            "losses": self.losses,
            "both": Row(self.losses, self.slopes, gap=0.6, aligned=True),
            "slopes": self.slopes,
            "answer": Fit(within, above) if top else above,
        }

    def construct(self) -> None:
        n, step = self.numbers, self.parameters.step
        self.losses.hide("value")
        self.opens("losses")
        with self.beat("one mistake", words.MISTAKE):
            self.show(self.losses.piece("drop", 0))
        with self.beat("steepness", "A loss pulls as hard as it is steep."), self.at_once():
            self.show(*self.losses.all("tangent"))
            self.arrange("both")
        with self.beat("slide", words.SLIDE):
            self.move(*self._walk(n.slide, traced=n.traced))
        with self.beat("zoom", words.zoom(n)), self.at_once():
            self.arrange("slopes")
            if n.zooms:
                self.after(1.0)
                self.move(self.slopes.to(low=n.floor, high=n.roof))
        with self.beat("steps", words.steps(n), step=step):
            self._leave(0, n.step_right, traced=n.traced_on)
            self.rest()
            self.move(*self._walk(n.back))
            self._leave(2, n.step_wrong)
        with self.beat("pull", words.PULL):
            self.losses.hide("tangent")
            with self.at_once():
                self.move(*self._walk(n.home))
                self.arrange("losses", seconds=0.0)
            with self.at_once():
                self.show(*self.losses.all("pull"), *self.losses.all("size"))
                self.move(self.losses.to(pulls=n.growing))
            self.arrange("answer", seconds=0.6)
        with self.beat("sigmoid", words.SIGMOID), self.at_once():
            self.move(self.words.to(form=1), self.losses.to(pulls=n.shrinking))
        with self.beat("answer", words.answer(n), poster=True), self.at_once():
            self.move(self.words.to(form=2), self.losses.to(pulls=n.regrowing))

    def _walk(self, way: FloatArray, **drawn: FloatArray) -> tuple[Motion, ...]:
        """The prediction goes a way, and losses and slopes go with it."""
        q, losses, slopes = way
        return self.losses.to(x=q, y=losses, slopes=slopes), self.slopes.to(x=q, y=slopes, **drawn)

    def _leave(self, first: int, way: FloatArray, **drawn: FloatArray) -> None:
        """Take a step, and leave on both curves what it did to the slope."""
        with self.at_once():
            self.move(*self._walk(way, **drawn))
            self.after(0.7)
            self.show(*self.slopes.all("mark")[first : first + 2])

    def _step(self, start: int, loss: int) -> Mark:
        """What a step does to the slope of a loss, from one of the four predictions to the next."""
        n, color = self.numbers, (self.theme.log, self.theme.quadratic)[loss]
        x, y = n.steps[start : start + 2], n.slopes[loss][start : start + 2]
        told = " → ".join(write(slope, n.pull_forms[loss][start // 2]) for slope in y)
        return Mark(x[0], y[0], f'"{told}"', color, "above" if loss else "below", (x[1], y[1]), 40)
