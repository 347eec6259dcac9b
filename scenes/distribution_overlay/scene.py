"""The drawing of ``DistributionOverlay``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    VGroup,
    VMobject,
)

from scenes.digits import equals, fixed, subscript
from scenes.distribution_overlay.numbers import DistributionOverlayNumbers
from scenes.mobjects.areas import AreaList, Skyline
from scenes.mobjects.bars import DistributionChart
from scenes.mobjects.declared import allow
from scenes.mobjects.labels import numbered, numbers_of
from scenes.mobjects.plot import HAIR, Plot, Rectangle, segment
from scenes.mobjects.text import Formula, Words
from scenes.numbers import FloatArray
from scenes.story import Story
from scenes.theme import TYPE, Zone

HEADER = 0.75
LETTER = 0.7
"""Width right of the skyline, for the letter of its axis."""

NARROWEST = 1.2
"""The skyline's least width; names beside the column must leave it that."""


class DistributionOverlay(Story[DistributionOverlayNumbers]):
    """Each pair of bins is a rectangle, p wide and ln(1/q) high; the areas add up to H(p, q)."""

    def construct(self) -> None:
        n = self.numbers
        key = self.lay_out_classes(n.names, self._lay_out)
        with self.beat(
            "two distributions",
            "How badly does the prediction q fit the truth p? Both give every class a probability.",
        ):
            self.fade_in(key, self.true, self.true_title)
            self.fade_in(self.predicted, self.predicted_title)
        with self.beat(
            "overlay",
            "Lay one over the other, and pair the bars of each class. Cross entropy adds up what "
            "each pair costs.",
        ):
            self._overlay()
            self.fade_in(self.formula)
        k = n.largest
        i = subscript(k + 1)
        with self.beat(
            "one pair",
            f"A pair makes a rectangle: p{i} = {{p[{k}]:.4g}} wide and ln(1/q{i}) = "
            f"{{surprise[{k}]:.4f}} high. The less q expects a class, the taller.",
        ):
            others = [j for j in range(len(n.p)) if j != k]
            self.play(*self.dim(*(m for j in others for m in self._pair(j))), run_time=0.5)
            self.play(
                self.formula.animate.place(self.formula_x, self.formula_y, align=-1),
                run_time=1.0,
            )
            self.fade_in(self.skyline)
            self._raise([k])
            sides = self._measure(k)
            self.fade_in(sides)
        with self.beat(
            "all pairs",
            "The area of a rectangle is one term of the sum: p times ln(1/q). Every class "
            "adds one.",
        ):
            self.play(
                FadeOut(sides),
                *self.undim(*(m for j in others for m in self._pair(j))),
                run_time=0.5,
            )
            self._raise(others)
            self.fade_in(self.terms)
        with self.beat("one column", "Pour the areas into one column, one unit wide."):
            self._level()
        with self.beat(
            "cross entropy",
            "Its height is the cross entropy, H(p, q) = {total:.4f} nats: the average height of "
            "the skyline, or how surprised q is by p.",
            poster=True,
        ):
            self.play(FadeIn(self.total), FadeIn(self.level), run_time=0.8)

    def _lay_out(self, stage: Zone, names: Sequence[str]) -> bool:
        self._lay_out_charts(stage, names)
        fits = self._lay_out_areas(stage, names)
        return fits and not (self.true.naming.by_number or self.skyline.naming.by_number)

    def _halves(self, stage: Zone) -> tuple[Zone, Zone]:
        """Where p and then the skyline are, and where q, the overlay and then the column are."""
        if self.zones.shape == "wide":
            first, second = stage.columns(1, 1, gap=0.8)
        elif self.zones.shape == "tall":
            first, second = stage.rows(1, 1, gap=0.3)
        else:  # the formula has a line of its own
            below = Zone(stage.left, stage.right, stage.bottom, stage.top - HEADER)
            first, second = below.columns(1, 1, gap=0.5)
        return first, second

    def _lay_out_charts(self, stage: Zone, names: Sequence[str]) -> None:
        n = self.numbers
        self.first, self.second = self._halves(stage)
        top = max(np.max(n.p), np.max(n.q))

        def chart(zone: Zone, values: FloatArray, color: str) -> DistributionChart:
            room = Zone(zone.left, zone.right, zone.bottom, zone.top - HEADER)
            return DistributionChart(room, values, top=top, color=color, names=names, share=0.4)

        self.true = chart(self.first, n.p, self.theme.p)
        self.predicted = chart(self.second, n.q, self.theme.q)
        self.true_title = Formula('"the truth" p', color=self.theme.p, display=False)
        self.true_title.place(self.first.x, self.first.top - 0.45)
        self.predicted_title = Formula('"the prediction" q', color=self.theme.q, display=False)
        self.predicted_title.place(self.second.x, self.second.top - 0.45)

    def _overlay(self) -> None:
        true, predicted = self.true, self.predicted
        aside = true.bar_width / 2 + 0.02
        way = predicted.at(0, 0) - true.at(0, 0)
        beside = np.array([aside, 0.0, 0.0])
        # Numbers and names would run into each other on the way.
        numbers = VGroup(true.drop_numbers(), predicted.drop_numbers())
        crowded = any(number.width > true.bar_width + 0.04 for chart in numbers for number in chart)
        titles = VGroup(self.true_title.copy(), self.predicted_title.copy())
        titles[0].next_to(titles[1], LEFT, buff=0.4, aligned_edge=DOWN)
        # Above the overlay if they fit, else ending with it.
        home = self.second.x if titles.width <= self.second.width else self.second.right
        titles.shift(
            [home - (titles.get_x() if home == self.second.x else titles.get_right()[0]), 0, 0]
        )
        for chart, title in ((true, self.true_title), (predicted, self.predicted_title)):
            allow("together", "the bars of a distribution and its name", chart.bars, title)
        allow("overlap", "a name is flown past in a tall frame", true.bars, self.predicted_title)
        self.remove(true)
        self.add(true.bars)
        self.fade_out(numbers, true.names, true.baseline)
        self.play(
            true.bars.animate.shift(way - beside),
            predicted.bars.animate.shift(beside),
            self.true_title.animate.shift(titles[0].get_center() - self.true_title.get_center()),
            self.predicted_title.animate.shift(
                titles[1].get_center() - self.predicted_title.get_center()
            ),
            run_time=2.0,
        )
        self.bar_numbers = VGroup()
        if not crowded:
            numbers[0].shift(way - beside)
            numbers[1].shift(beside)
            self.bar_numbers = numbers
            self.fade_in(numbers, run_time=0.3)
        self.bins = VGroup()
        for k in range(len(true.bars)):
            middle, foot = predicted.at(k, 0)[:2]
            half = predicted.bar_width + 0.08
            bin_ = Rectangle(stroke_width=0, fill_color=self.theme.text, fill_opacity=0.1)
            bin_.set_sides(middle - half, foot, middle + half, predicted.ceiling + 0.05)
            self.bins.add(bin_.set_z_index(-1))
        for rule in ("overlap", "contrast"):
            allow(rule, "a backdrop, to read on: it only says what belongs together", self.bins)
        self.play(LaggedStart(*(FadeIn(b) for b in self.bins), lag_ratio=0.5), run_time=1.6)

    def _unit(self, names: Sequence[str]) -> float:
        """How wide the skyline and the column can be, with ``names`` beside the column."""
        beside = 1.75 + max(Words(name, font_size=TYPE.tick).width for name in names)
        if self.zones.shape == "tall":
            return self.first.width - max(Skyline.MARGIN + LETTER, beside)
        both = self.second.right - self.first.left - Skyline.MARGIN - LETTER - beside
        return both / 2

    def _lay_out_areas(self, stage: Zone, names: Sequence[str]) -> bool:
        n = self.numbers
        first, second, shape = self.first, self.second, self.zones.shape
        listed = n.names if names == n.names else numbered(n.names)
        fits = self._unit(listed) >= NARROWEST
        if not fits:
            listed = numbers_of(n.names)
        width = self._unit(listed)
        # What is infinite goes on beyond the plot.
        top = first.top - HEADER - (0.1 if np.isfinite(n.total) else 0.5)
        zone = Zone(first.left, first.right, first.bottom, top)

        self.skyline = Skyline(zone, n.starts, n.p, n.surprise, names=names, width=width)
        plot, self.areas = self.skyline.plot, self.skyline.areas
        self.ghosts = self.areas.ghosts()

        def write(value: float) -> str:
            return fixed(value, 4)

        self.terms = self.areas.terms(n.terms, write)
        colors = {"p": self.theme.p, "q": self.theme.q}
        self.formula = Formula(
            "H({{p : p}}, {{q : q}}) = sum_k {{p_k : p}} {{ln(1\\/q_k) : q}}",
            colors=colors,
            display=False,
        )
        self.formula_x, self.formula_y = first.left + Skyline.MARGIN, stage.top - 0.45
        if shape == "square":
            self.formula.place(self.formula_x, self.formula_y, align=-1)
        else:
            middle = max(plot.inner.x, stage.left + self.formula.width / 2)
            self.formula.place(middle, first.y)
        inner = plot.inner
        left = second.left if shape == "tall" else inner.right + LETTER
        down = second.bottom - first.bottom
        column = Plot(
            Zone(left, left + inner.width, inner.bottom + down, inner.top + down),
            x=(0, 1),
            y=plot.y,
        )
        foot = Words("one unit wide", font_size=TYPE.tick, color=self.theme.muted)
        foot.place(*(column.at(0.5, 0)[:2] - [0, 0.42]))
        self.column = VGroup(column, foot)
        self.away = plot.value_at(column.at(0, 0))
        self.list = AreaList(
            column,
            n.floors,
            n.terms,
            n.terms,
            names=listed,
            write=write,
            above=second.top - column.inner.top - 0.2 if shape == "square" else 0.0,
        )
        height = min(n.total, plot.y[1])
        self.level = VGroup()
        if np.isfinite(n.total):
            ends = [plot.at(0, height), column.at(1, height)]
            if shape == "tall":
                ends = [*ends[:1], plot.at(1, height), column.at(0, height), *ends[1:]]
            for start, end in zip(ends[::2], ends[1::2], strict=True):
                self.level.add(segment(start, end, color=self.theme.loss, width=2 * HAIR))
        self.total = Formula(
            f'H({{{{p : p}}}}, {{{{q : q}}}}) "{equals(fixed(n.total, 4))} nats"', colors=colors
        )
        lift = 0.25 if np.isfinite(n.total) else 0.45  # above the arrow of what is infinite
        self.total.place(column.at(0.5, 0)[0], column.at(0, height)[1] + lift)
        if shape == "square":  # or it would run into the skyline
            self.total.align_to([second.right, 0, 0], RIGHT)
        formula_ends = [self.formula_x + self.formula.width, self.formula_y - 0.2, 0]
        if self._meets(self.total, self.list) or (
            self.total.get_left()[0] < formula_ends[0] and self.total.get_top()[1] > formula_ends[1]
        ):
            line = self.formula_y if shape == "wide" else second.top - 0.3
            self.total.place(second.right, line, align=1)
        if self._meets(self.total, self.list):
            # Where so many rows stand that the total has no line of its own, it ends the formula.
            self.total = Formula(f'"{equals(fixed(n.total, 4))} nats"', display=False)
            self.formula_x = stage.x - (self.formula.width + 0.2 + self.total.width) / 2
            self.formula.place(self.formula_x, self.formula_y, align=-1)
            self.total.place(self.formula.get_right()[0] + 0.2, self.formula_y, align=-1)
        return fits

    @staticmethod
    def _meets(one: VMobject, other: VMobject) -> bool:
        return bool(
            one.get_right()[0] + 0.1 > other.get_left()[0]
            and other.get_right()[0] + 0.1 > one.get_left()[0]
            and one.get_bottom()[1] - 0.1 < other.get_top()[1]
            and other.get_bottom()[1] - 0.1 < one.get_top()[1]
        )

    def _pair(self, k: int) -> list[VMobject]:
        """What stands in the bin of class k."""
        charts = (self.true, self.predicted)
        numbers = [chart[k] for chart in self.bar_numbers if len(chart)]
        return [self.bins[k], *(chart.bars[k] for chart in charts), *numbers]

    def _raise(self, classes: list[int]) -> None:
        """Turn pairs of bars into the sides of their rectangles, then fill these."""
        bars, bodies = [], []
        for k in classes:
            areas = self.areas
            width = self.true.bars[k].copy()
            width.points = np.roll(width.points, -4, axis=0)  # it lies down: its height is a width
            height = self.predicted.bars[k].copy()
            allow("together", "two bars become two sides of one rectangle", width, height)
            for bar in (width, height):
                allow("overlap", "it flies over the other bars, and so over their numbers", bar)
            bars.append(
                AnimationGroup(
                    ReplacementTransform(width, areas.feet[k]),
                    ReplacementTransform(height, areas.sides[k]),
                )
            )
            bodies += [areas.bodies[k], areas.heads[k]]
        self.play(LaggedStart(*bars, lag_ratio=0.5), run_time=min(6.0, len(bars) + 1))
        self.fade_in(*bodies)

    def _measure(self, k: int) -> VGroup:
        """What the two sides of rectangle k say, beside it if there is room (the caption does)."""
        n = self.numbers
        lines = [
            Formula(
                f'ln(1\\/"{n.q[k]:.4g}") "{equals(fixed(n.surprise[k], 4))}"',
                font_size=TYPE.tick,
                color=self.theme.q,
                display=False,
            ),
            Formula(
                f'p_{k + 1} = "{n.p[k]:.4g}"',
                font_size=TYPE.tick,
                color=self.theme.p,
                display=False,
            ),
        ]
        body, inner = self.areas.bodies[k], self.skyline.plot.inner
        left = body.get_left()[0] - inner.left - 0.1  # clear of the axis
        right = inner.right - body.get_right()[0]
        if max(left, right) < max(line.width for line in lines) + 0.2:
            return VGroup()
        side, edge = (RIGHT, body.get_right()) if right >= left else (LEFT, body.get_left())
        for line, above in zip(lines, (1.0, 0.35), strict=True):
            line.next_to([edge[0], inner.bottom + above, 0], side, buff=0.2)
        return VGroup(*lines)

    def _level(self) -> None:
        """Pour the skyline into the column, rectangle by rectangle."""
        n = self.numbers
        leaving = [self.true.bars, self.predicted, self.bar_numbers, self.bins, self.terms]
        titles = [self.true_title, self.predicted_title]
        # Of widths p and heights ln(1/q), no longer.
        edges = [self.areas.sides, self.areas.feet, self.skyline.width_title]
        self.areas.remove(*edges)
        self.skyline.remove(*edges)
        allow("pop", "they lie under the edges of the areas until these fade", self.ghosts)
        self.add(self.ghosts, self.areas)
        passed = []
        if self.zones.shape == "tall":  # where the column is below them
            passed = [self.skyline.names, self.skyline.plot.ticks]
        self.play(
            *(FadeOut(m) for m in (*leaving, *titles, *edges)), *self.dim(*passed), run_time=0.4
        )
        self.fade_in(self.column, run_time=0.4)
        self.play(
            self.follow(
                self._pour, n.levelling, n.levelling_width, n.levelling_height, moves=self.areas
            )
        )
        self.play(FadeIn(self.list), *self.undim(*passed), run_time=0.5)

    def _pour(self, share: FloatArray, width: FloatArray, height: FloatArray) -> None:
        n = self.numbers
        right, up = self.away
        self.areas.set_rectangles(
            (1 - share) * n.starts + share * right,
            share * (n.floors + up),
            width,
            height,
            cut=self.skyline.plot.y[1] - share * n.floors,
        )
