"""The drawing of ``QuadraticVersusLog``."""

from __future__ import annotations

import numpy as np
from manim import LEFT, Create, FadeIn, GrowFromEdge, VGroup, VMobject

from scenes.digits import decimals_of, fixed, signed
from scenes.mobjects.curves import Curve, Marker, Tangent
from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.plot import Plot, Rectangle, arrow, nice_ticks
from scenes.mobjects.text import Formula, Number, Words
from scenes.numbers import FloatArray
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
    """The slope of the quadratic loss is a line, that of the logarithm a hyperbola."""

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
            self.play(Create(self.logarithm[0]), FadeIn(self.logarithm_name), run_time=1.5)
            self.fade_in(self.logarithm[1], run_time=0.3)
        with self.beat(
            "wrong",
            "Learning follows the slope. At ŷ = {prediction[0]:.4g} it is {quadratic_slope[0]:.2f} "
            "for the parabola, {log_slope[0]:.2f} for the logarithm.",
        ):
            self.fade_in(self.riders, self.read_out)
            for curve in (self.line, self.hyperbola):
                allow("contrast", "it starts under the point that draws it", curve)
            self.line.show_until(n.prediction[0], n.quadratic_slope[0])
            self.hyperbola.show_until(n.prediction[0], n.log_slope[0])
            self.fade_in(self.slopes, self.line, self.hyperbola, self.slope_markers)
            self.fade_in(self.off_axis)
        with self.beat(
            "slide",
            "Let ŷ slide towards the truth, and plot the slopes: a straight line, and a hyperbola "
            "that comes from far below.",
        ):
            self.fade_out(self.off_axis, run_time=0.3)
            self.play(
                self.follow(
                    self._slide,
                    n.prediction,
                    n.quadratic,
                    n.log,
                    n.quadratic_slope,
                    n.log_slope,
                    moves=self.moving,
                )
            )
            self.fade_in(self.line_name, self.hyperbola_name)
        with self.beat(
            "quadratic table",
            "One step of {step}: the quadratic slope changes by {quadratic_changes[0]:.4g}, wrong "
            "or right. (The loss itself falls by {quadratic_falls[0]:.4f} and "
            "{quadratic_falls[1]:.4f}.)",
            step=self.parameters.step,
        ):
            self.fade_out(
                *(self.losses, self.parabola, self.parabola_name, self.logarithm),
                *(self.logarithm_name, self.riders, self.read_out, self.slope_markers),
                *self._in_the_way_of_the_table(),
            )
            self.fade_in(self.heads)
            self._write_table(self.quadratic_table, self.line_points)
        with self.beat(
            "log table",
            "The slope of the logarithm changes by {log_changes[0]:.2f} when wrong, and by "
            "{log_changes[1]:.2f} when right.",
        ):
            self._write_table(self.log_table, self.hyperbola_points)
        with self.beat(
            "pull",
            "So at ŷ = {prediction[0]:.4g} the logarithm pulls {ratio:.1f} times as hard. "
            "The parabola never pulls harder than 2.",
            poster=True,
        ):
            self.fade_out(self.heads, self.quadratic_table, self.log_table)
            self.fade_in(self.pulls_title)
            for pull in self.pulls:
                self.play(GrowFromEdge(pull[0], LEFT), FadeIn(pull[1]), run_time=1.0)

    def _lay_out_losses(self) -> None:
        n = self.numbers
        square = self.zones.shape == "square"
        left, _, _ = self._places()
        self.losses = Plot(
            left,
            x=(0, 1),
            y=(0, n.ceiling),
            x_ticks=(0, 0.5, 1),
            y_ticks=nice_ticks(0, n.ceiling),
            x_title=self._x_title(),
            y_title=Words("loss", font_size=TYPE.label),
        )
        plot, theme = self.losses, self.theme
        self.parabola = Curve(plot, n.quadratic_x, n.quadratic_y, color=theme.quadratic)
        self.logarithm = VGroup(
            Curve(plot, n.log_x, n.log_y, color=theme.log),
            self._leaving(plot, n.log_x[0], n.log_y[0], n.log_x[1], n.log_y[1], theme.log),
        )
        inner, stage = plot.inner, self.zones.stage
        # Where the curves leave room: above them, or above both plots.
        x = stage.left + 1.0 if square else inner.left + 0.33 * inner.width
        y = stage.top - 0.35 if square else inner.top - 0.3
        columns = (x, x + 2.35, x + 4.05)
        self.parabola_name = Formula(
            QUADRATIC, color=theme.quadratic, font_size=TYPE.label, display=False
        )
        self.logarithm_name = Formula(LOG, color=theme.log, font_size=TYPE.label, display=False)
        self.parabola_name.place(columns[0], y - LINE, align=-1)
        self.logarithm_name.place(columns[0], y - 2 * LINE, align=-1)
        symbol = Formula("hat(y) =", font_size=TYPE.label, display=False)
        symbol.place(columns[0], y, align=-1)
        at = symbol.get_right()[0] + 0.15

        def number(
            value: float, decimals: int, x: float, row: int, align: float, color: str
        ) -> Number:
            return Number(
                value, lambda v: fixed(v, decimals), align=align, color=color
            ).move_anchor(x, y - row * LINE)

        self._values = [
            number(n.prediction[0], decimals_of(n.steps, least=2), at, 0, -1, theme.text),
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

    def _slide(
        self,
        prediction: float,
        quadratic: float,
        log: float,
        quadratic_slope: float,
        log_slope: float,
    ) -> None:
        for number, value in zip(
            self._values, (prediction, quadratic, log, quadratic_slope, log_slope), strict=True
        ):
            number.set_value(value)
        self._tangents[0].set_value(prediction, quadratic, quadratic_slope)
        self._tangents[1].set_value(prediction, log, log_slope)
        self._markers[0].set_value(prediction, quadratic)
        self._markers[1].set_value(prediction, log)
        self.line.show_until(prediction, quadratic_slope)
        self.hyperbola.show_until(prediction, log_slope)
        self.slope_markers[0].set_value(prediction, quadratic_slope)
        self.slope_markers[1].set_value(prediction, log_slope)

    @staticmethod
    def _leaving(
        plot: Plot, x: float, y: float, next_x: float, next_y: float, color: str
    ) -> VGroup:
        """An arrow at the end of a curve that goes on off the axis, in the curve's direction."""
        end = plot.at(x, y)
        along = end - plot.at(next_x, next_y)
        tip = end + 0.28 * along / np.linalg.norm(along)
        leaving = arrow(tuple(end[:2]), tuple(tip[:2]), color=color)
        allow("contrast", "it is the end of a curve, and may lie on it", leaving)
        return leaving

    def _places(self) -> tuple[Zone, Zone, Zone]:
        """Where the losses, the slopes and the table are."""
        stage, shape = self.zones.stage, self.zones.shape
        if shape == "wide":
            losses, slopes = stage.columns(1.25, 1, gap=0.7)
            return losses, slopes, losses
        if shape == "tall":
            losses, slopes = stage.rows(1, 1, gap=0.5)
            return losses, slopes, losses
        # The read-out stands above both; the table takes all of the stage.
        below = Zone(stage.left, stage.right, stage.bottom, stage.top - 3 * LINE)
        losses, slopes = below.columns(1, 1, gap=0.4)
        return losses, slopes, stage

    def _lay_out_slopes(self) -> None:
        n = self.numbers
        theme = self.theme
        _, right, table = self._places()
        self.slopes = Plot(
            right,
            x=(0, 1),
            y=(STEEPEST, 0),
            x_ticks=(0, 0.5, 1),
            y_ticks=nice_ticks(STEEPEST, 0),
            x_title=self._x_title(),
            y_title=Words("slope", font_size=TYPE.label),
            ticks_at=STEEPEST,
        )
        plot = self.slopes
        self.line = Curve(plot, n.line_x, n.line_y, color=theme.quadratic)
        self.hyperbola = Curve(plot, n.log_slope_x, n.log_slope_y, color=theme.log)
        self.line_name = Formula(
            QUADRATIC_SLOPE, color=theme.quadratic, font_size=TYPE.label, display=False
        ).place(*plot.at(0.05, -2.75)[:2], align=-1)
        steepest = n.log_slope[0]
        self.hyperbola_name = VGroup(
            Formula(LOG_SLOPE, color=theme.log, font_size=TYPE.label, display=False).place(
                *plot.at(0.27, -5)[:2], align=-1
            ),
            self._leaving(
                plot,
                *(n.log_slope_x[0], n.log_slope_y[0], n.log_slope_x[1], n.log_slope_y[1]),
                theme.log,
            ),
            Formula(
                f'"to {fixed(steepest, decimals_of([steepest], least=0))} at" hat(y) '
                f'= "{fixed(n.prediction[0], decimals_of([n.prediction[0]]))}"',
                color=theme.log,
                font_size=TYPE.label,
                display=False,
            ).place(*plot.at(0.27, -7)[:2], align=-1),
        )
        self.off_axis = Formula(
            f'"{fixed(steepest, decimals_of([steepest], least=0))}"',
            color=theme.log,
            font_size=TYPE.label,
            display=False,
        )
        edge = plot.at(n.prediction[0], STEEPEST)
        self.off_axis.place(edge[0] + 0.3, edge[1] + 0.1, align=-1)
        if steepest >= STEEPEST:
            self.off_axis = VGroup()
            self.hyperbola_name = VGroup(self.hyperbola_name[0])
        if self.zones.shape == "square":  # the colours of the read-out must do
            self.line_name, self.hyperbola_name = VGroup(), VGroup(*self.hyperbola_name[1:2])
        self.slope_markers = VGroup(
            Marker(plot, n.prediction[0], n.quadratic_slope[0], color=theme.quadratic),
            Marker(plot, n.prediction[0], n.log_slope[0], color=theme.log),
        )
        self.moving = VGroup(
            *(self.riders, self.line, self.hyperbola, self.slope_markers, *self._values)
        )
        self.line_points, self.hyperbola_points = (
            [
                Marker(plot, x, y, color=color) if y >= STEEPEST else VGroup()
                for x, y in zip(n.steps[::2], slopes[::2], strict=True)
            ]
            for slopes, color in ((n.quadratic_slopes, theme.quadratic), (n.log_slopes, theme.log))
        )
        y = table.top - 0.2
        self.heads = VGroup(
            *(
                Words(word, font_size=TYPE.tick, color=theme.muted).place(x, y, align=align)
                for word, x, align in (
                    ("step", table.left, -1),
                    ("slope", table.left + 5.6, 1),
                    ("change", table.right, 1),
                )
            )
        )
        self._lay_out_pulls(table)
        self.quadratic_table = self._table_of(
            table, 0, QUADRATIC_SLOPE, n.quadratic_slopes, n.quadratic_changes, theme.quadratic
        )
        self.log_table = self._table_of(table, 4, LOG_SLOPE, n.log_slopes, n.log_changes, theme.log)

    def _lay_out_pulls(self, zone: Zone) -> None:
        """The two slopes at the wrong prediction, as bars to the same scale."""
        n, theme = self.numbers, self.theme
        self.pulls_title = Formula(
            f'"pull at" hat(y) = "{fixed(n.prediction[0], decimals_of([n.prediction[0]]))}"',
            font_size=TYPE.label,
            display=False,
        ).place(zone.left, zone.top - 0.75, align=-1)
        unit = (zone.width - 0.2) / float(np.max(n.pulls))
        self.pulls = []
        for row, (value, name, color) in enumerate(
            zip(n.pulls, (QUADRATIC, LOG), (theme.quadratic, theme.log), strict=True)
        ):
            y = zone.top - 2.2 - 1.5 * row
            bar = Rectangle(stroke_width=0, fill_color=color, fill_opacity=1)
            bar.set_sides(zone.left, y, zone.left + unit * value, y + 0.5)
            origin = np.array([zone.left, y + 0.25])
            carry(bar, "length", origin=origin, unit=(unit, 0.0), values=[value])
            symbol = Formula(name, color=color, font_size=TYPE.label, display=False)
            symbol.place(zone.left, y + 0.65, align=-1)
            number = Number(value, lambda v: fixed(v, 2), color=color, align=-1)
            number.move_anchor(symbol.get_right()[0] + 0.35, y + 0.65)
            self.pulls.append((bar, VGroup(symbol, number)))

    def _table_of(
        self,
        zone: Zone,
        row: int,
        formula: str,
        slopes: FloatArray,
        changes: FloatArray,
        color: str,
    ) -> VGroup:
        """A heading, and for each of the two steps the line from one slope to the next."""
        steps = self.numbers.steps
        y = zone.top - 0.75 - row * 0.58
        columns = (zone.left, zone.left + 5.6, zone.right)
        decimals = decimals_of(steps, least=2)
        heading = Formula(formula, color=color, display=False).place(columns[0], y, align=-1)
        lines = VGroup(heading)
        for k in (0, 1):
            a, b = slopes[2 * k], slopes[2 * k + 1]
            y -= 0.58
            digits = 2 if max(abs(a), abs(b)) >= 100 else decimals_of([a, b], least=2)
            line = VGroup(
                Words(
                    f"{fixed(steps[2 * k], decimals)} → {fixed(steps[2 * k + 1], decimals)}",
                    color=self.theme.muted,
                ).place(columns[0], y, align=-1),
                Words(f"{fixed(a, digits)} → {fixed(b, digits)}", color=color).place(
                    columns[1], y, align=1
                ),
                Words(signed(changes[k], digits), color=self.theme.text).place(
                    columns[2], y, align=1
                ),
            )
            lines.add(line)
        return lines

    def _x_title(self) -> Formula | None:
        if self.zones.shape == "square":
            return None  # the read-out above both plots says it
        return Formula('"prediction" hat(y)', font_size=TYPE.label, display=False)

    def _in_the_way_of_the_table(self) -> list[VMobject]:
        """The slopes, where the table takes all of the stage."""
        if self.zones.shape != "square":
            return []
        return [self.slopes, self.line, self.hyperbola, self.line_name, self.hyperbola_name]

    def _write_table(self, table: VGroup, points: list[VMobject]) -> None:
        heading, wrong, right = table
        if self._in_the_way_of_the_table():
            points = [VGroup(), VGroup()]
        self.fade_in(heading)
        self.fade_in(wrong, points[0])
        self.fade_in(right, points[1])
