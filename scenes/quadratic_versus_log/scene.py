"""The drawing of ``QuadraticVersusLog``."""

from __future__ import annotations

from manim import Create, FadeIn, VGroup, linear

from scenes.digits import decimals_of, fixed, signed
from scenes.mobjects.curves import Curve, Marker, Tangent
from scenes.mobjects.plot import Plot, arrow, nice_ticks
from scenes.mobjects.text import Formula, Number, Words
from scenes.quadratic_versus_log.numbers import STEEPEST, QuadraticVersusLogNumbers
from scenes.story import Story
from scenes.theme import TYPE, Zone

QUADRATIC = "(1 - hat(y))^2"
LOG = "-ln hat(y)"
QUADRATIC_SLOPE = "2 (hat(y) - 1)"
LOG_SLOPE = "-1\\/hat(y)"
LINE = 0.55
"""Height of a line of the read-out and of the table."""


class QuadraticVersusLog(Story[QuadraticVersusLogNumbers]):
    """The quadratic loss's slope is a line, the logarithm's a hyperbola: it pulls hard when wrong."""

    def construct(self) -> None:
        n = self.numbers
        self._lay_out_losses()
        self._lay_out_slopes()
        with self.beat(
            "two losses",
            "The truth is 1, the prediction ŷ. Two losses say how wrong it is: a parabola and a "
            "logarithm.",
        ):
            self.fade_in(self.losses)
            self.play(Create(self.parabola), FadeIn(self.parabola_name), run_time=1.5)
            self.play(Create(self.logarithm), FadeIn(self.logarithm_name), run_time=1.5)
        with self.beat(
            "wrong",
            "Learning follows the slope. At ŷ = {prediction[0]:.4g} the parabola falls with "
            "{quadratic_slope[0]:.2f}, the logarithm with {log_slope[0]:.2f}.",
        ):
            self.fade_in(self.riders, self.read_out)
        with self.beat("slide", "Let the prediction slide towards the truth: which slope changes?"):
            self.play(
                self.follow(
                    self._slide, n.prediction, n.quadratic, n.log, n.quadratic_slope, n.log_slope,
                    moves=self.moving,
                )
            )
        with self.beat(
            "slopes",
            "Their slopes: a straight line, and a hyperbola that leaves the picture where ŷ is "
            "wrong.",
        ):
            self.fade_in(self.slopes)
            self.play(Create(self.line, rate_func=linear), FadeIn(self.line_name), run_time=1.5)
            self.play(
                Create(self.hyperbola, rate_func=linear), FadeIn(self.hyperbola_name), run_time=1.5
            )
        with self.beat(
            "quadratic table",
            "One step of {step}: the quadratic slope changes by {quadratic_changes[0]:.4g}, wrong "
            "or right. (The loss itself falls by {quadratic_falls[0]:.4f} and "
            "{quadratic_falls[1]:.4f}.)",
            step=self.parameters.step,
        ):
            self.fade_out(
                self.losses, self.parabola, self.parabola_name, self.logarithm,
                self.logarithm_name, self.riders, self.read_out,
            )
            self._write_table(self.quadratic_table, self.line_points)
        with self.beat(
            "log table",
            "The logarithm tells the two apart: {log_slopes[0]:.2f} becomes {log_slopes[1]:.2f} "
            "when wrong, and hardly changes when right.",
        ):
            self._write_table(self.log_table, self.hyperbola_points)
        with self.beat(
            "pull",
            "Where the prediction is most wrong, the logarithm pulls {ratio:.1f} times as hard.",
            poster=True,
        ):
            self.play(
                *self.dim(*self.quadratic_table[2], *self.log_table[2]), run_time=0.8
            )

    def _lay_out_losses(self) -> None:
        n = self.numbers
        left, _ = self._columns()
        top = float(n.log[0]) * 1.08
        self.losses = Plot(
            left,
            x=(0, 1),
            y=(0, top),
            x_ticks=(0, 0.5, 1),
            y_ticks=nice_ticks(0, top),
            x_title=Formula('"prediction" hat(y)', font_size=TYPE.label, display=False),
            y_title=Words("loss", font_size=TYPE.label),
        )
        plot, theme = self.losses, self.theme
        self.parabola = Curve(plot, n.quadratic_x, n.quadratic_y, color=theme.quadratic)
        self.logarithm = Curve(plot, n.log_x, n.log_y, color=theme.log)
        inner = plot.inner
        x = inner.left + 0.33 * inner.width
        columns = (x, x + 2.35, x + 4.05)
        y = inner.top - 0.3
        self.parabola_name = Formula(QUADRATIC, color=theme.quadratic, font_size=TYPE.label, display=False)
        self.logarithm_name = Formula(LOG, color=theme.log, font_size=TYPE.label, display=False)
        self.parabola_name.place(columns[0], y - LINE, align=-1)
        self.logarithm_name.place(columns[0], y - 2 * LINE, align=-1)
        symbol = Formula("hat(y) =", font_size=TYPE.label, display=False)
        symbol.place(columns[0], y, align=-1)
        at = symbol.get_right()[0] + 0.15

        def number(value: float, decimals: int, x: float, row: int, align: float, color: str) -> Number:
            return Number(
                value, lambda v: fixed(v, decimals), align=align, color=color
            ).move_anchor(x, y - row * LINE)

        self._values = [
            number(n.prediction[0], 2, at, 0, -1, theme.text),
            number(n.quadratic[0], 3, columns[1], 1, 1, theme.quadratic),
            number(n.log[0], 3, columns[1], 2, 1, theme.log),
            number(n.quadratic_slope[0], 2, columns[2], 1, 1, theme.quadratic),
            number(n.log_slope[0], 2, columns[2], 2, 1, theme.log),
        ]
        heads = VGroup(
            Words("loss", font_size=TYPE.tick, color=theme.muted).place(columns[1], y, align=1),
            Words("slope", font_size=TYPE.tick, color=theme.muted).place(columns[2], y, align=1),
        )
        self.read_out = VGroup(symbol, heads, *self._values)
        self._tangents = [
            Tangent(plot, n.prediction[0], value, slope, length=2.2, color=theme.text)
            for value, slope in (
                (n.quadratic[0], n.quadratic_slope[0]),
                (n.log[0], n.log_slope[0]),
            )
        ]
        self._markers = [
            Marker(plot, n.prediction[0], n.quadratic[0], color=theme.quadratic),
            Marker(plot, n.prediction[0], n.log[0], color=theme.log),
        ]
        self.riders = VGroup(*self._tangents, *self._markers)
        self.moving = VGroup(self.riders, *self._values)

    def _slide(
        self, prediction: float, quadratic: float, log: float, quadratic_slope: float, log_slope: float
    ) -> None:
        for number, value in zip(
            self._values, (prediction, quadratic, log, quadratic_slope, log_slope), strict=True
        ):
            number.set_value(value)
        self._tangents[0].set_value(prediction, quadratic, quadratic_slope)
        self._tangents[1].set_value(prediction, log, log_slope)
        self._markers[0].set_value(prediction, quadratic)
        self._markers[1].set_value(prediction, log)

    def _columns(self) -> tuple[Zone, Zone]:
        left, right = self.zones.stage.columns(1.25, 1, gap=0.7)
        return left, right

    def _lay_out_slopes(self) -> None:
        n = self.numbers
        theme = self.theme
        left, right = self._columns()
        self.slopes = Plot(
            right,
            x=(0, 1),
            y=(STEEPEST, 0),
            y_ticks=nice_ticks(STEEPEST, 0),
            y_title=Words("slope", font_size=TYPE.label),
        )
        plot = self.slopes
        self.line = Curve(plot, n.line_x[::-1], n.line_y[::-1], color=theme.quadratic)
        self.hyperbola = Curve(plot, n.log_slope_x[::-1], n.log_slope_y[::-1], color=theme.log)
        tip = plot.at(n.log_slope_x[0], STEEPEST)
        self.hyperbola_name = VGroup(
            Formula(LOG_SLOPE, color=theme.log, font_size=TYPE.label, display=False).place(
                plot.at(0.28, -6)[0], plot.at(0, -6)[1], align=-1
            ),
            arrow((tip[0], tip[1] + 0.3), (tip[0], tip[1] - 0.12), color=theme.log),
            Number(n.log_slope[0], lambda v: fixed(v, decimals_of([v], least=0)), color=theme.log, align=-1).move_anchor(
                tip[0] + 0.3, tip[1]
            ),
        )
        self.line_name = Formula(
            QUADRATIC_SLOPE, color=theme.quadratic, font_size=TYPE.label, display=False
        ).place(plot.at(0.55, 0)[0], plot.at(0, -0.05)[1] - 0.35 - 0.0)
        self.line_points = VGroup(
            *(Marker(plot, x, y, color=theme.quadratic) for x, y in zip(n.steps, n.quadratic_slopes, strict=True))
        )
        self.hyperbola_points = VGroup(
            *(Marker(plot, x, y, color=theme.log) for x, y in zip(n.steps, n.log_slopes, strict=True))
        )
        self.quadratic_table = self._table_of(
            left, 0, QUADRATIC_SLOPE, n.quadratic_slopes, n.quadratic_changes, theme.quadratic
        )
        self.log_table = self._table_of(
            left, 4, LOG_SLOPE, n.log_slopes, n.log_changes, theme.log
        )

    def _table_of(
        self, zone: Zone, row: int, formula: str, slopes: object, changes: object, color: str
    ) -> VGroup:
        """A heading, and for each of the two steps the line from one slope to the next."""
        steps = self.numbers.steps
        y = zone.top - 0.5 - row * 0.62
        columns = (zone.left, zone.left + 2.5, zone.left + 5.6, zone.right)
        decimals = decimals_of(steps, least=2)
        heading = Formula(formula, color=color, display=False).place(columns[0], y, align=-1)
        lines = VGroup(heading)
        for k in (0, 1):
            a, b = slopes[2 * k], slopes[2 * k + 1]
            y -= 0.62
            digits = decimals_of([a, b], least=2)
            line = VGroup(
                Words(
                    f"{fixed(steps[2 * k], decimals)} → {fixed(steps[2 * k + 1], decimals)}",
                    color=self.theme.muted,
                ).place(columns[0], y, align=-1),
                Words(f"{fixed(a, digits)} → {fixed(b, digits)}", color=color).place(
                    columns[2], y, align=1
                ),
                Words(signed(changes[k], digits), color=self.theme.text).place(
                    columns[3], y, align=1
                ),
            )
            lines.add(line)
        return lines

    def _write_table(self, table: VGroup, points: VGroup) -> None:
        heading, wrong, right = table
        self.fade_in(heading)
        self.fade_in(wrong, *points[:2])
        self.fade_in(right, *points[2:])


