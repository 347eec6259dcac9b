"""The drawing of ``OneHotCollapse``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import UP, FadeIn, VGroup

from scenes.digits import equals, fixed, subscript
from scenes.mobjects.areas import Skyline
from scenes.mobjects.bars import DistributionChart
from scenes.mobjects.declared import allow
from scenes.mobjects.labels import naming, numbered
from scenes.mobjects.text import Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers
from scenes.story import Story
from scenes.theme import TYPE, Zone

HEADER = 0.75
SYMBOL = 0.8
"""Width left of a chart, for the letter that names it."""


class OneHotCollapse(Story[OneHotCollapseNumbers]):
    """The truth collapses to one class: the other areas lose their width, one term is left."""

    def construct(self) -> None:
        n = self.numbers
        key = self.lay_out_classes(n.names, self._lay_out)
        i = subscript(n.target + 1)
        with self.beat(
            "a spread-out truth",
            "Here q is what a network predicts. While the truth p is spread over the classes, each "
            "adds an area to H(p, q).",
        ):
            self.fade_in(key, self.true, self.true_title, self.predicted, self.predicted_title)
            self.fade_in(self.skyline, self.areas)
            self.fade_in(self.terms, self.total)
        with self.beat(
            "the true class",
            "But a training example has one true class, here {true_class}. What is left of the "
            "sum when all of p lies there?",
            true_class=self.class_name(n.target),
        ):
            self.play(FadeIn(self.true.outline), FadeIn(self.areas.outline), run_time=0.8)
        with self.beat(
            "collapse",
            "q stays as it is; p moves to the true class, and the other areas lose their width.",
        ):
            self.skyline.remove(self.skyline.names)
            self.fade_out(self.terms, self.skyline.names)
            self.play(self.follow(self._collapse, n.p, n.starts, n.total, moves=self.moving))
            self.fade_in(self.true_name)
        with self.beat(
            "one term left",
            f"One term is left, one unit wide: the loss is ln(1/q{i}) = {{loss:.4f}} nats. "
            f"Only q{i} counts.",
            poster=True,
        ):
            others = [k for k in range(len(n.q)) if k != n.target]
            quiet = [self.predicted.bars[k] for k in others]
            if len(self.predicted.numbers):
                quiet += [self.predicted.numbers[k] for k in others]
            self.play(
                FadeIn(self.loss), FadeIn(self.predicted.outline), *self.dim(*quiet), run_time=0.8
            )

    def _places(self, stage: Zone) -> tuple[Zone, Zone, Zone, bool]:
        """Zones of p, of q and of the skyline, and whether p stands above q, bar above bar."""
        if self.zones.shape == "wide":
            # Many bars need the room more than one skyline does.
            share = 1.0 if len(self.numbers.q) <= 6 else 1.4
            left, right = stage.columns(share, 1.15, gap=0.9)
            return left, left, right, True
        if self.zones.shape == "tall":
            charts, right = stage.rows(1, 1.1, gap=0.6)
            return charts, charts, right, True
        charts, right = stage.rows(1, 1.5, gap=0.2)
        upper, lower = charts.columns(1, 1, gap=0.3)
        return upper, lower, right, False

    def _lay_out(self, stage: Zone, names: Sequence[str]) -> bool:
        n = self.numbers
        upper, lower, right, in_line = self._places(stage)
        equal = np.full(len(names), 1 / len(names))
        called = naming(names, equal, lower.width - SYMBOL, lower.height)

        def chart(zone: Zone, values: FloatArray, **kwargs: Any) -> DistributionChart:
            room = Zone(zone.left + SYMBOL, zone.right, zone.bottom, zone.top)
            return DistributionChart(room, values, top=1.0, target=n.target, **kwargs)

        if in_line:
            # One above the other, with their bars in line and their names once, below.
            middle = (lower.bottom + called.below + upper.top) / 2
            upper = Zone(upper.left + called.left, upper.right, middle + 0.15, upper.top)
            lower = Zone(lower.left, lower.right, lower.bottom, middle - 0.15)
        self.true = chart(
            upper, n.p[0], color=self.theme.p, decimals=2, names=() if in_line else called
        )
        self.predicted = chart(lower, n.q, color=self.theme.q, decimals=4, names=called)
        for one in (self.true, self.predicted):
            one.remove(one.outline)
        self.true_title = Formula("p", color=self.theme.p, display=False)
        self.true_title.place(
            lower.left + 0.3 if in_line else upper.left + 0.3, self.true.at(0, 0.5)[1]
        )
        self.predicted_title = Formula("q", color=self.theme.q, display=False)
        self.predicted_title.place(lower.left + 0.3, self.predicted.at(0, 0.5)[1])

        self.skyline = Skyline(
            Zone(right.left, right.right - 0.4, right.bottom, right.top - HEADER),
            n.starts[0],
            n.p[0],
            n.surprise,
            names=names,
            target=n.target,
        )
        plot, self.areas = self.skyline.plot, self.skyline.areas
        self.areas.remove(self.areas.outline)
        self.terms = self.areas.terms(n.terms[0], lambda v: fixed(v, 4))
        colors = {"p": self.theme.p, "q": self.theme.q}
        value = Number(n.total[0], lambda v: fixed(v, 4), font_size=TYPE.formula, align=1)
        unit = Words("nats", font_size=TYPE.formula)
        name, the_sum = "H({{p : p}}, {{q : q}}) =", "sum_k {{p_k : p}} {{ln(1\\/q_k) : q}} ="
        widths = [number_width(fixed(total, 4), TYPE.formula) for total in n.total]
        growth = max(widths) - widths[0]  # on its left: the digits after the point stay there
        for math in (f"{name} {the_sum}", name):
            symbol = Formula(math, colors=colors, display=False)
            room = symbol.width + growth + value.width + unit.width + 0.4
            if room <= right.width:
                break
        y = right.top - 0.45
        symbol.place(right.right - room, y, align=-1)
        value.move_anchor(symbol.get_right()[0] + 0.2 + max(widths), y)
        unit.place(value.get_right()[0] + 0.15, y, align=-1)
        self.total = VGroup(symbol, value, unit)
        true_name = (n.names if names == n.names else numbered(n.names))[n.target]
        self.true_name = Words(true_name, font_size=TYPE.label)
        self.true_name.place(plot.inner.x, plot.inner.bottom - 0.4)
        self._total_value = value
        self.moving = VGroup(
            self.true, self.true.outline, self.areas, self.areas.outline, self.total
        )
        told = f"{equals(fixed(n.loss, 4))} nats"
        for math in (f'ln(1\\/q_{n.target + 1}) "{told}"', f'"{told}"'):
            self.loss = Formula(math, color=self.theme.loss, display=False)
            if self.loss.width < plot.inner.width - 0.3:
                break
        allow("overlap", "it says what its area is", self.loss, self.areas.bodies[n.target])
        self.loss.move_to(plot.at(0.5, n.loss / 2))
        if n.loss * plot.unit[1] < self.loss.height + 0.3:
            self.loss.next_to(plot.at(0.5, n.loss), UP, buff=0.2)
            if self.loss.get_top()[1] > plot.inner.top:  # the sum above says the same
                self.loss = VGroup()
        return not (called.by_number or self.skyline.naming.by_number)

    def _collapse(self, p: FloatArray, starts: FloatArray, total: float) -> None:
        self.true.set_probabilities(p)
        self.areas.set_rectangles(starts, np.zeros_like(p), p, self.numbers.surprise)
        self._total_value.set_value(total)
