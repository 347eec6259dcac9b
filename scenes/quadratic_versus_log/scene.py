"""The drawing of ``QuadraticVersusLog``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import Create, FadeIn, FadeOut, Line, VGroup

from scenes.digits import Form, fixed, resting, write, writer
from scenes.mobjects.curves import Curve, Marker, Tangent
from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.plot import Plot, Rectangle, arrow, nice_ticks, segment
from scenes.mobjects.text import Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.quadratic_versus_log.numbers import LIMIT, QuadraticVersusLogNumbers
from scenes.story import Story
from scenes.theme import TYPE, Zone, theme

QUADRATIC = "(1 - hat(y))^2"
LOG = "-ln hat(y)"
QUADRATIC_SLOPE = "2 (hat(y) - 1)"
LOG_SLOPE = "-1\\/hat(y)"

WRONG = "{steps[0]:{prediction_form}}"
PULLS = "{pulls[0][0]:{pull_forms[0][0]}}", "{pulls[1][0]:{pull_forms[1][0]}}"
"""What the captions say of the start: the prediction, and how hard each loss pulls there."""

ROW = 0.55
"""Height of the line below a plot, on which the prediction moves, and of the lines of names."""

TANGENT = 4.4
"""Length of a tangent, as far as the plot goes."""

SPAN = 4.6
"""How wide table and bars are at most."""

EDGE = 0.18
"""How far what is centred on a point may go beyond the right end of the axis."""

BESIDE = 0.24
"""From the middle of a dot to the number on its right."""


class QuadraticVersusLog(Story[QuadraticVersusLogNumbers]):
    """The slope of the quadratic loss is a line, that of the logarithm a hyperbola."""

    def construct(self) -> None:
        n = self.numbers
        self._lay_out_slopes()
        self._lay_out_losses()
        self._lay_out_table()
        self._lay_out_pulls()
        with self.beat(
            "two losses",
            "The truth is 1, the prediction ŷ. Two losses: quadratic, and cross entropy (−ln ŷ for "
            "one true class).",
        ):
            self.fade_in(self.losses, self.titles)
            for curve, name in zip(self.curves, self.names, strict=True):
                self.play(Create(curve), FadeIn(name), run_time=1.5)
        with self.beat(
            "wrong",
            f"A loss pulls as hard as it is steep: at ŷ = {WRONG} the quadratic one by {PULLS[0]}, "
            f"cross entropy by {PULLS[1]}.",
        ):
            self.fade_out(self.titles, run_time=0.3)
            self.fade_in(self.point, run_time=0.7)
            self.play(
                self.follow(
                    self._make_room,
                    n.room,
                    moves=VGroup(self.losses, self.curves, self.names, self.point),
                )
            )
            self.fade_in(self.slopes, self.slope_curves, self.reading)
        with self.beat(
            "slide",
            "Let ŷ slide to the truth, and plot the slopes: a straight line, and a hyperbola.",
        ):
            self.play(
                self.follow(
                    self._slide,
                    *_tracks(n),
                    moves=VGroup(self.point, self.reading, self.slope_curves),
                )
            )
            self.fade_in(self.slope_names)
        off_the_axis = float(n.log_slopes[0]) < float(n.floor[0])
        with self.beat(
            "zoom",
            f"Where did it come from? Zoom out until −{PULLS[1]} fits: now the straight line "
            "lies flat on 0."
            if off_the_axis
            else f"Seen from afar, both slopes are small even at ŷ = {WRONG}: "
            f"−{PULLS[0]} and −{PULLS[1]}.",
        ):
            losses = (self.losses, self.curves, self.names)
            away = (self.point, self.reading)
            if self.zones.shape == "square":
                self.fade_out(*losses, *away)
                moving = VGroup(self.slopes, self.slope_curves, self.slope_names)
                self.play(self.follow(self._widen, n.room, moves=moving))
            else:
                self.play(*map(FadeOut, away), *self.dim(*losses), run_time=0.5)
            self.fade_in(self.start_reading)
            self.play(
                self.follow(
                    self._zoom,
                    n.floor,
                    moves=VGroup(self.slopes, self.slope_curves, self.start_reading),
                )
            )
            self.fade_in(self.start_reading.lower)
        with self.beat(
            "four lines",
            f"A step of {{step:exact}} when wrong: the pull of cross entropy falls from {PULLS[1]} "
            "to {pulls[1][1]:{pull_forms[1][0]}}. "
            + (
                "When right, both are small."
                if n.pulls[:, 2].max() <= LIMIT
                else "At ŷ = {steps[2]:{prediction_form}} it is {pulls[1][2]:{pull_forms[1][1]}}."
            ),
            step=self.parameters.step,
        ):
            self.fade_out(self.slope_names, run_time=0.3)
            self.fade_in(self.heads, self.lines[0])
            self.fade_in(self.lines[1], self.step_points[0])
            self.fade_in(self.lines[2], self.lines[3], *self.step_points[1:])
        with self.beat(
            "pull",
            f"So at ŷ = {WRONG} cross entropy pulls {{ratio:.1f}} times as hard; the quadratic "
            "loss never harder than 2.",
            poster=True,
        ):
            self.fade_out(self.heads, self.lines, self.step_points)
            if self.zones.shape != "square":
                self.play(
                    *self.undim(self.losses, self.curves, self.names),
                    FadeIn(self.start),
                    run_time=0.5,
                )
            self.fade_in(self.pull_names)
            self.play(self.follow(self._pull, n.growing, moves=self.pull_bars))
            self.fade_in(self.pull_sizes)

    # --- Laying out -------------------------------------------------------------------------------

    def _places(self) -> tuple[Zone, Zone, Zone]:
        """Where the losses are at first, and then, and where the slopes are."""
        stage, shape = self.zones.stage, self.zones.shape
        if shape == "tall":
            losses, slopes = stage.rows(1, 1, gap=0.45)
            return stage.rows(1, 5, 1, gap=0)[1], losses, slopes
        losses, slopes = stage.columns(1, 1.1, gap=0.5)
        return stage if shape == "square" else stage.columns(1, 5, 1, gap=0)[1], losses, slopes

    def _lay_out_losses(self) -> None:
        n, theme = self.numbers, self.theme
        alone, beside, slopes = self._places()
        # One below the other, they have one ŷ at one place.
        left = self.slopes.inner.left - slopes.left if self.zones.shape == "tall" else None
        plot = self.losses = Plot(
            alone,
            x=(0, 1),
            y=(0, n.ceiling),
            x_ticks=(0, 0.5, 1),
            y_ticks=nice_ticks(0, n.ceiling),
            y_title=Words("loss", font_size=TYPE.label),
            room_below=ROW,
            left=left,
        )
        self._loss_places = plot.inner, _moved(plot.inner, alone, beside)
        self.titles = VGroup(
            Formula('"prediction" hat(y)', font_size=TYPE.label, display=False).place(
                plot.inner.x, _row_below(plot)
            ),
            Words("truth", font_size=TYPE.label).place(
                plot.inner.right + EDGE, _row_below(plot), align=1
            ),
        )
        self.parabola = Curve(plot, n.quadratic_x, n.quadratic_y, color=theme.quadratic)
        self.logarithm = Curve(plot, n.log_x, n.log_y, color=theme.log)
        self.curves = VGroup(self.parabola, self.logarithm)
        self.names = VGroup(
            self._name_of_loss(QUADRATIC, "quadratic", theme.quadratic),
            self._name_of_loss(LOG, "cross entropy", theme.log),
        )
        length = min(TANGENT, 0.9 * self._loss_places[1].width)
        self.point, self.start = (_Point(plot, n, length=length) for _ in range(2))
        self.names[1].add(Words("↑ ∞", color=theme.log))
        self._name_losses()

    def _name_of_loss(self, formula: str, words: str, color: str) -> VGroup:
        name = Formula(formula, color=color, font_size=TYPE.label, display=False)
        beside = Words(words, color=color)
        if self.zones.shape == "square":
            beside.place(0, -0.9 * ROW, align=-1)
        else:
            beside.place(1.6, 0, align=-1)
        return VGroup(name.place(0, 0, align=-1), beside)

    def _name_losses(self) -> None:
        """Put the names where the curves leave room, the upper curve's above the lower one's."""
        inner = self.losses.inner
        x, y = inner.left + 0.34 * inner.width, inner.top - 0.42
        pitch = (1.9 if self.zones.shape == "square" else 1.0) * ROW
        for row, name in enumerate(reversed(self.names)):
            place = np.array([x, y - row * pitch, 0.0])
            name.shift(place - [name[0].get_left()[0], name[0].baseline[1], 0.0])
        end = self.losses.at(self.numbers.log_x[0], self.numbers.log_y[0])
        self.names[1][2].place(end[0] + 0.15, end[1] - 0.22, align=-1)

    def _lay_out_slopes(self) -> None:
        n, theme = self.numbers, self.theme
        _, _, zone = self._places()
        near, far = float(n.floor[0]), float(n.floor[-1])
        plot = self.slopes = Plot(
            zone,
            x=(0, 1),
            y=(near, 0),
            x_ticks=(0, 0.5, 1),
            y_ticks=nice_ticks(near, 0),
            far_ticks=nice_ticks(far, 0, most=6),
            y_title=Words("slope", font_size=TYPE.label),
            room_below=ROW,
            ticks_at=near,
        )
        square = self.zones.shape == "square"
        self._slope_places = (
            plot.inner,
            _moved(plot.inner, zone, self.zones.stage) if square else plot.inner,
        )
        self.line = Curve(plot, n.quadratic_slope_x, n.quadratic_slope_y, color=theme.quadratic)
        self.hyperbola = Curve(plot, n.log_slope_x, n.log_slope_y, color=theme.log)
        self.slope_curves = VGroup(self.line, self.hyperbola)
        for curve in self.slope_curves:
            allow("contrast", "it starts under the point that draws it", curve)
        self._draw_slope_curves(_row(self.numbers, 0))
        start = float(n.prediction[0])
        way = float(n.prediction[-1]) - start
        self.reading = _Reading(plot, n, rising=(start + 0.3 * way, start + 0.5 * way))
        # The line is there already.
        self.start_reading = _Reading(plot, n, rising=(start - way, start))
        # It is told when it has been seen where the curve comes from.
        self.start_reading.remove(self.start_reading.lower)
        self.slope_names = VGroup(
            Formula(QUADRATIC_SLOPE, color=theme.quadratic, font_size=TYPE.label, display=False),
            Formula(LOG_SLOPE, color=theme.log, font_size=TYPE.label, display=False),
        )
        self._name_slopes(0.0)

    def _name_slopes(self, share: float) -> None:
        """Put the names where they are clear of the curves, from near and from afar."""
        first, last = self._slope_places
        start, end = (float(x) for x in self.numbers.prediction[[0, -1]])
        if self.zones.shape == "square":
            # What is at the end of the slide goes before the plot gets its width.
            near, afar = _clear([end], first.width), _clear([start], last.width)
        else:
            near = afar = _clear([start, end], first.width)
        inner = self.slopes.inner
        upper, lower = self.slope_names
        upper.place(
            inner.left + ((1 - share) * near + share * afar) * inner.width, inner.top + 0.14
        )
        lower.place(inner.left + 0.36 * inner.width, inner.top - 0.67 * inner.height, align=-1)

    def _open_area(self) -> Zone:
        """What the curves of the slopes leave free, seen from afar."""
        inner = self._slope_places[1]
        left = inner.left + 1.5
        width = min(inner.right - 0.1 - left, SPAN)
        middle = (left + inner.right - 0.1) / 2
        return Zone(middle - width / 2, middle + width / 2, inner.bottom + 0.15, inner.top - 0.7)

    def _lay_out_table(self) -> None:
        """The slopes at the four predictions, a line each, and where they are on the curves."""
        n, theme = self.numbers, self.theme
        zone = self._open_area()
        pitch = min(0.55, zone.height / 5.2)
        rights = (zone.left + 0.75, (zone.left + 0.75 + zone.right) / 2 - 0.1, zone.right)
        columns = (
            ("hat(y)", theme.text, n.steps, (n.prediction_form, n.prediction_form)),
            (QUADRATIC_SLOPE, theme.quadratic, n.quadratic_slopes, n.pull_forms[0]),
            (LOG_SLOPE, theme.log, n.log_slopes, n.pull_forms[1]),
        )
        self.heads = VGroup()
        self.lines = VGroup(*(VGroup() for _ in n.steps))
        for right, (formula, color, values, forms) in zip(rights, columns, strict=True):
            head = Formula(formula, color=color, font_size=TYPE.label, display=False)
            self.heads.add(head.place(right, zone.top - pitch, align=1))
            texts = [write(value, forms[k // 2]) for k, value in enumerate(values)]
            fractions = [
                number_width(text[len(text.split(".")[0]) :], TYPE.number) for text in texts
            ]
            for k, line in enumerate(self.lines):
                # The two steps a little apart; one decimal point below the other.
                y = zone.top - (k + 2 + 0.2 * (k >= 2)) * pitch
                x = right - max(fractions) + fractions[k]
                line.add(Words(texts[k], color=color, font_size=TYPE.number).place(x, y, align=1))
        self._see_slopes(afar=True)
        plot = self.slopes
        self.step_points = VGroup(
            *(
                VGroup(
                    Marker(plot, n.steps[k], n.quadratic_slopes[k], color=theme.quadratic),
                    Marker(plot, n.steps[k], n.log_slopes[k], color=theme.log),
                )
                for k in (1, 2, 3)
            )
        )
        x = plot.inner.left + 0.45
        start, end = (float(plot.at(0, slope)[1]) for slope in n.log_slopes[:2])
        if end - start > 0.6:
            self.step_points[0].add(arrow((x, start), (x, end), color=theme.log))
        self._see_slopes(afar=False)

    def _see_slopes(self, *, afar: bool) -> None:
        """Have the axes as they are before, or after, they have grown."""
        place = -1 if afar else 0
        self.slopes.view(self._slope_places[place], (float(self.numbers.floor[place]), 0))

    def _lay_out_pulls(self) -> None:
        """How hard both pull at the wrong prediction, as bars to the same scale."""
        n, theme = self.numbers, self.theme
        zone = self._open_area()
        pitch = min(0.6, zone.height / 5.2)
        title = Formula(
            f'"pull at" hat(y) = "{write(n.steps[0], n.prediction_form)}"',
            font_size=TYPE.label,
            display=False,
        )
        self.pull_names = VGroup(title.place(zone.left, zone.top - 0.7 * pitch, align=-1))
        self.pull_sizes, self.pull_bars = VGroup(), VGroup()
        names = (("quadratic", theme.quadratic), ("cross entropy", theme.log))
        for row, (words, color) in enumerate(names):
            y = zone.top - (1.9 + 2 * row) * pitch
            name = Words(words, color=color)
            self.pull_names.add(name.place(zone.left, y, align=-1))
            size = Number(n.pulls[row, 0], writer(n.pull_forms[row][0]), color=color, align=-1)
            self.pull_sizes.add(size.move_anchor(name.get_right()[0] + 0.35, y))
            self.pull_bars.add(Rectangle(stroke_width=0, fill_color=color, fill_opacity=1))
        self._bars_at = zone, pitch
        self._pull(n.growing[0])

    # --- Moving -----------------------------------------------------------------------------------

    def _pull(self, sizes: FloatArray) -> None:
        zone, pitch = self._bars_at
        unit = zone.width / float(self.numbers.pulls[:, 0].max())
        for bar, number, size in zip(self.pull_bars, self.pull_sizes, sizes, strict=True):
            high = float(number.anchor[1]) - 0.25 * pitch
            low = high - 0.65 * pitch
            bar.set_sides(zone.left, low, zone.left + unit * size, high)
            origin = np.array([zone.left, (low + high) / 2])
            carry(bar, "length", origin=origin, unit=(unit, 0.0), values=[size])

    def _make_room(self, share: float) -> None:
        self.losses.view(_between(*self._loss_places, share), self.losses.y)
        self.parabola.redraw()
        self.logarithm.redraw()
        self._name_losses()
        for point in (self.point, self.start):
            point.set_values(*_row(self.numbers, 0))

    def _slide(self, *row: float) -> None:
        self.point.set_values(*row)
        self.reading.set_values(*row)
        self._draw_slope_curves(row)

    def _draw_slope_curves(self, row: Sequence[float]) -> None:
        prediction, _, _, quadratic_slope, log_slope = row
        self.line.show_until(prediction, quadratic_slope)
        self.hyperbola.show_until(prediction, log_slope)

    def _widen(self, share: float) -> None:
        self.slopes.view(_between(*self._slope_places, share), self.slopes.y)
        self._name_slopes(share)
        self._redraw_slopes()

    def _zoom(self, floor: float) -> None:
        self.slopes.view(self.slopes.inner, (floor, 0))
        self._redraw_slopes()

    def _redraw_slopes(self) -> None:
        self.line.redraw()
        self.hyperbola.redraw()
        self.start_reading.set_values(*_row(self.numbers, 0))


class _Point(VGroup):
    """A prediction on the losses: a dot and a tangent on each curve, and ŷ on the axis."""

    def __init__(self, plot: Plot, n: QuadraticVersusLogNumbers, *, length: float) -> None:
        super().__init__()
        prediction, quadratic, log, quadratic_slope, log_slope = _row(n, 0)
        colors = theme().quadratic, theme().log
        self.plot = plot
        self.stem = _stem()
        self.tangents = VGroup(
            *(
                Tangent(plot, prediction, loss, slope, length=length, color=color)
                for loss, slope, color in zip(
                    (quadratic, log), (quadratic_slope, log_slope), colors, strict=True
                )
            )
        )
        self.markers = VGroup(
            *(
                Marker(plot, prediction, loss, color=color)
                for loss, color in zip((quadratic, log), colors, strict=True)
            )
        )
        self.label = _label(n)
        self.add(self.stem, self.tangents, self.markers, self.label)
        self.set_values(*_row(n, 0))

    def set_values(
        self,
        prediction: float,
        quadratic: float,
        log: float,
        quadratic_slope: float,
        log_slope: float,
    ) -> None:
        """Move to ``prediction``, where the losses and their slopes are those."""
        plot = self.plot
        _draw_stem(self.stem, plot, prediction, log)
        self.tangents[0].set_value(prediction, quadratic, quadratic_slope)
        self.tangents[1].set_value(prediction, log, log_slope)
        self.markers[0].set_value(prediction, quadratic)
        self.markers[1].set_value(prediction, log)
        _set_label(self.label, plot, prediction)


class _Reading(VGroup):
    """A prediction on the slopes: a dot and its number on each curve, and ŷ on the axis.

    While the prediction is between the two of ``rising``, the upper number, which is beside its
    dot before, goes above the axis.
    """

    def __init__(
        self, plot: Plot, n: QuadraticVersusLogNumbers, *, rising: tuple[float, float]
    ) -> None:
        super().__init__()
        prediction, _, _, quadratic_slope, log_slope = _row(n, 0)
        self.plot = plot
        self.rising = rising
        self.stem = _stem()
        colors = theme().quadratic, theme().log
        slopes = quadratic_slope, log_slope
        self.markers = VGroup(
            *(
                Marker(plot, prediction, slope, color=color)
                for slope, color in zip(slopes, colors, strict=True)
            )
        )
        self.upper, self.lower = (
            Number(slope, _slope_writer(all_slopes, forms), color=color, align=-1)
            for slope, color, all_slopes, forms in zip(
                slopes, colors, (n.quadratic_slopes, n.log_slopes), n.pull_forms, strict=True
            )
        )
        for line in (plot.x_axis, self.stem):
            allow("overlap", "it passes over both on its way above the axis", self.upper, line)
        self.label = _label(n)
        self.add(self.stem, self.markers, self.upper, self.lower, self.label)
        self.set_values(*_row(n, 0))

    def set_values(
        self,
        prediction: float,
        _quadratic: float,
        _log: float,
        quadratic_slope: float,
        log_slope: float,
    ) -> None:
        """Move to ``prediction``, where the slopes are those."""
        plot = self.plot
        _draw_stem(self.stem, plot, prediction, log_slope)
        for marker, slope in zip(self.markers, (quadratic_slope, log_slope), strict=True):
            marker.set_value(prediction, slope)
        self._put_upper(prediction, quadratic_slope)
        self._put_lower(prediction, log_slope)
        _set_label(self.label, plot, prediction)

    def _put_upper(self, prediction: float, slope: float) -> None:
        """Beside its dot while there is no curve yet, then above the axis, clear of both curves."""
        inner, number = self.plot.inner, self.upper
        number.set_value(slope)
        x, y, _ = self.plot.at(prediction, slope)
        width = number_width(number.text, number.font_size)
        middle = np.clip(x - width / 2, inner.left + 0.05, inner.right + EDGE - width)
        start, end = self.rising
        above = float(np.clip((prediction - start) / (end - start), 0.0, 1.0))
        number.move_anchor(
            (1 - above) * (x + BESIDE) + above * float(middle),
            (1 - above) * (y - 0.11) + above * (inner.top + 0.14),
        )

    def _put_lower(self, prediction: float, slope: float) -> None:
        """Below its curve, and within the axes."""
        inner, number = self.plot.inner, self.lower
        number.set_value(slope)
        x, y, _ = self.plot.at(prediction, slope)
        width = number_width(number.text, number.font_size)
        number.move_anchor(
            min(x + BESIDE, inner.right + EDGE - width), max(y - 0.47, inner.bottom + 0.12)
        )


def _tracks(n: QuadraticVersusLogNumbers) -> tuple[FloatArray, ...]:
    return n.prediction, n.quadratic, n.log, n.quadratic_slope, n.log_slope


def _row(n: QuadraticVersusLogNumbers, k: int) -> tuple[float, ...]:
    return tuple(float(track[k]) for track in _tracks(n))


def _slope_writer(slopes: FloatArray, forms: tuple[Form, Form]) -> Callable[[float], str]:
    """Where it rests a slope is told as elsewhere, and on the way with a few digits."""
    told = resting({float(slope): forms[k // 2] for k, slope in enumerate(slopes)}, ".2f")
    return lambda slope: told(slope) if abs(slope) < 10 or slope in slopes else fixed(slope, 0)


def _label(n: QuadraticVersusLogNumbers) -> VGroup:
    """ŷ and its value: where it rests it is told as elsewhere, and on the way with 3 decimals."""
    told = resting(dict.fromkeys(n.steps.tolist(), n.prediction_form), ".3p")
    symbol = Formula("hat(y) =", font_size=TYPE.label, display=False)
    return VGroup(symbol, Number(float(n.prediction[0]), told, align=-1))


def _set_label(label: VGroup, plot: Plot, prediction: float) -> None:
    symbol, number = label
    number.set_value(prediction)
    width = symbol.width + 0.12 + number_width(number.text, number.font_size)
    middle = float(plot.at(prediction, 0)[0])
    inner = plot.inner
    left = float(np.clip(middle - width / 2, inner.left - EDGE, inner.right + EDGE - width))
    y = _row_below(plot)
    symbol.place(left, y, align=-1)
    number.move_anchor(left + symbol.width + 0.12, y)


def _row_below(plot: Plot) -> float:
    """Baseline of the line below a plot and its ticks."""
    return plot.inner.bottom - 0.87


def _stem() -> Line:
    stem = segment(np.zeros(3), np.array([0.0, 1.0, 0.0]), color=theme().muted)
    allow("contrast", "beside the axis it fades, being double there", stem)
    return stem


def _draw_stem(stem: Line, plot: Plot, x: float, y: float) -> None:
    """From 0 to the value, as far as the plot goes; none where the axis itself is."""
    low, high = plot.y
    foot, tip = plot.at(x, 0), plot.at(x, min(max(y, low), high))
    stem.set_points_as_corners([foot, tip])
    stem.set_stroke(opacity=float(np.clip((foot[0] - plot.inner.left - 0.1) / 0.3, 0.0, 1.0)))


def _clear(taken: Sequence[float], width: float) -> float:
    """Where along an axis a name is clear of the numbers there, or else farthest from them."""

    def distance(place: float) -> float:
        return min(abs(place - other) for other in taken) * width

    places = (0.5, 0.12, 0.86)
    return next((x for x in places if distance(x) > 1.1), max(places, key=distance))


def _moved(inner: Zone, zone: Zone, new: Zone) -> Zone:
    """What the axes enclose when a plot goes from ``zone`` to ``new``, its margins unchanged."""
    return Zone(
        new.left + inner.left - zone.left,
        new.right + inner.right - zone.right,
        new.bottom + inner.bottom - zone.bottom,
        new.top + inner.top - zone.top,
    )


def _between(start: Zone, end: Zone, share: float) -> Zone:
    """On the way from one zone to another; the ends are exact."""
    return Zone(
        *(
            (1 - share) * getattr(start, side) + share * getattr(end, side)
            for side in ("left", "right", "bottom", "top")
        )
    )
