"""The drawing of ``QuadraticVersusLog``.

Hook: two losses, and on each a dot at the same mistake.
Cause: q goes from wrong to right and back; tangents tilt, and their slopes draw two curves.
What becomes what: slopes are drawn as curves; then they move the dots, as both losses learn.
Answer: wrong and sure, cross entropy pulls so many times as hard; the other hardly moves.
"""

from __future__ import annotations

from functools import partial

from scenes.digits import resting, write, writer
from scenes.layout import Arrangements, Column, Row
from scenes.mobjects.shapes import nice_ticks
from scenes.numbers import FloatArray, fields_of
from scenes.parts import Answer, Foot, Forms, Line, Mark, Motion, Plot
from scenes.parts.axes import zoom_ticks
from scenes.quadratic_versus_log import words
from scenes.quadratic_versus_log.numbers import NEAR, QuadraticVersusLogNumbers
from scenes.story import Story


class QuadraticVersusLog(Story[QuadraticVersusLogNumbers]):
    """Question: which loss pulls harder when a prediction is wrong."""

    def layout(self) -> Arrangements:
        """The losses, beside them their slopes, each alone, and an answer with the losses."""
        n, t = self.numbers, self.theme
        right, wrong, colors = n.fall[:, 0], n.slide[:, 0], [t.log, t.quadratic]
        plot = partial(
            Plot, colors=colors, x_span=(0.0, 1.0), x_ticks=[(0.0, 0.5, 1.0)],
            foot=Foot("q =", t.q, resting(dict.fromkeys(n.steps, n.foot_form), ".3p")))  # fmt: skip
        self.losses = plot(
            "the losses",
            [Line(n.log, t.log, "cross entropy", "ln(1\\/q) ="),
             Line(n.quadratic, t.quadratic, "quadratic", "(1 - q)^2 =")],
            x=right[0], y=right[1], y_span=(0.0, n.ceiling), y_ticks=[nice_ticks(0, n.ceiling)],
            slopes=right[2], write=writer(".4f"))  # fmt: skip
        log, quadratic = (f'class("normal", -) {slope} =' for slope in ("1\\/q", "2(1 - q)"))
        self.slopes = plot(
            "the slopes",
            [Line(n.log_slope, t.log, "slope", log),
             Line(n.quadratic_slope, t.quadratic, "slope", quadratic)],
            x=wrong[0], y=wrong[2], traced=n.traced[0], y_span=(n.floor[0], n.roof[0]),
            y_ticks=zoom_ticks(NEAR, float(n.floor[-1])), far=(n.floor[-1], n.roof[-1]),
            write=lambda slope: write(slope, ".0f" if abs(slope) >= 10 else n.slope_form),
            marks=[self._step(start, loss) for start in (2, 0) for loss in range(2)])  # fmt: skip
        felt = [Forms(f"pull {k + 1} at the logit", product, colors={"all": colors[k]}, align=0)
                for k, product in enumerate(words.felt(n))]  # fmt: skip
        self.answer = Answer("the answer", words.answer(n), fields_of(n), lines=1.1)
        return {
            "losses": self.losses,
            "both": Row(self.losses, self.slopes, gap=0.6, aligned=True),
            "slopes": self.slopes,
            "learn": Column(Row(*felt, gap=0.3), self.losses, shares=(0, 1), gap=0.1),
            "answer": Column(self.answer, self.losses, shares=(0, 1), gap=0.2),
        }

    def construct(self) -> None:
        n, step = self.numbers, self.parameters.step
        self.opens("losses")
        with self.beat("one mistake", words.MISTAKE), self.at_once():
            self.show(self.losses.piece("drop", 0))
            self.move(self._walk(n.fall)[0])
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
        with self.beat("learn", words.LEARN):
            self.losses.hide("tangent", "foot")
            q, losses, slopes = n.learn
            self.losses.values.update(x=q[0], y=losses[0], slopes=slopes[0])
            self.arrange("learn", seconds=0.0)
            with self.at_once():
                self.show(*self.losses.all("at"))
                self.move(self.losses.to(x=q, y=losses, slopes=slopes))
        with self.beat("answer", words.reason(n), poster=True):
            self.arrange("answer")

    def _walk(self, way: FloatArray, **drawn: FloatArray) -> tuple[Motion, ...]:
        """The prediction goes a way, and losses and slopes go with it."""
        q, losses, slopes = way
        return self.losses.to(x=q, y=losses, slopes=slopes), self.slopes.to(x=q, y=slopes, **drawn)

    def _leave(self, first: int, way: FloatArray, **drawn: FloatArray) -> None:
        """Take a step, and leave on both curves what it did to the slope."""
        with self.at_once():
            self.move(*self._walk(way, **drawn))
            self.after(0.3)
            self.show(*self.slopes.all("mark")[first : first + 2])

    def _step(self, start: int, loss: int) -> Mark:
        """What a step does to the slope of a loss, from one of the four predictions to the next."""
        n, color = self.numbers, (self.theme.log, self.theme.quadratic)[loss]
        x, y = n.steps[start : start + 2], n.slopes[loss][start : start + 2]
        told = " → ".join(write(slope, n.pull_forms[loss][start // 2]) for slope in y)
        return Mark(x[0], y[0], f'"{told}"', color, "above" if loss else "below", (x[1], y[1]), 40)
