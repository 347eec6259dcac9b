"""The drawing of ``OneHotCollapse``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import UP, FadeIn, VGroup

from scenes.digits import equals, subscript, write, writer
from scenes.mobjects.areas import Skyline
from scenes.mobjects.bars import DistributionChart
from scenes.mobjects.declared import allow
from scenes.mobjects.labels import naming, numbered
from scenes.mobjects.text import Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers
from scenes.story import REST, Story
from scenes.theme import TYPE, Zone

LINE = 0.62
"""Height of a line of the formula above the skyline."""

SYMBOL = 0.8
"""Width left of a chart, for the letter that names it."""

LAST_READ = 0.006
"""Below that a probability of two decimals is but a bound, which would be seen for a moment."""


class OneHotCollapse(Story[OneHotCollapseNumbers]):
    """The truth collapses to one class: the other areas lose their width, one term is left."""

    def construct(self) -> None:
        n = self.numbers
        key = self.lay_out_classes(n.names, self._lay_out)
        q = f"q{subscript(n.target + 1)}"
        others = [k for k in range(len(n.q)) if k != n.target]
        with self.beat(
            "a spread-out truth",
            "A network predicts q. Its loss H(p, q) sums an area for each class over which the "
            "truth p is spread.",
        ):
            self.fade_in(key, self.true, self.true_title, self.predicted, self.predicted_title)
            self.fade_in(self.skyline, self.areas)
            self.fade_in(self.terms, self.formula, self.total)
        with self.beat(
            "the true class",
            "But a training example has one true class, here {true_class}. What is left of the "
            "sum when all of p lies there?",
            true_class=self.class_name(n.target),
        ):
            self.fade_out(self.terms)
            self.play(FadeIn(self.true.outline), FadeIn(self.areas.outline), run_time=0.8)
        with self.beat(
            "collapse",
            "p moves to the true class, and all other areas lose their width. The sum may fall or "
            f"rise: {q} decides.",
        ):
            names = self.skyline.names
            self.skyline.remove(names)
            self.add(names)
            if not names.level:
                self.fade_out(names)
            self.play(
                self.follow(self._collapse, n.p, n.starts, n.terms, n.total, moves=self.moving)
            )
            if names.level and self.true_name is not None:
                self.fade_out(names)
            back = self._of_others([k for k in others if n.p[0, k] > 0])
            back.set_fill(opacity=1)
            self.fade_in(back, *([] if self.true_name is None else [self.true_name]))
        with self.beat(
            "one term left",
            f"One term is left, and it is one unit wide: the loss is now ln(1/{q}).",
        ):
            self.play(
                FadeIn(self.loss),
                FadeIn(self.predicted.outline),
                *self.dim(self._of_others(others)),
                run_time=0.8,
            )
        with self.beat(
            "only the true class counts",
            f"However the other classes share the rest, the loss stays the same: only {q} counts."
            if len(others) > 1
            else f"The loss can be read from {q} alone.",
            poster=True,
        ):
            if len(others) > 1:
                self.play(self.follow(self.predicted.set_probabilities, n.shared))
                self.wait(REST)
            quiet = [self.predicted.bars[k] for k in others]
            if len(self.predicted.numbers):
                quiet += [self.predicted.numbers[k] for k in others]
            self.play(*self.dim(*quiet), run_time=0.8)

    def _places(self, stage: Zone) -> tuple[Zone, Zone, Zone, bool]:
        """Zones of p, of q and of the skyline, and whether p stands above q, bar above bar."""
        if self.zones.shape == "wide":
            # Many bars need the room more than one skyline does.
            share = 1.0 if len(self.numbers.q) <= 6 else 1.4
            left, right = stage.columns(share, 1.35, gap=0.8)
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
            upper, n.p[0], color=self.theme.p, form=n.p_form, names=() if in_line else called
        )
        self.predicted = chart(lower, n.q, color=self.theme.q, form=n.q_form, names=called)
        for one in (self.true, self.predicted):
            one.remove(one.outline)
        self.true_title = Formula("p", color=self.theme.p, display=False)
        self.true_title.place(
            lower.left + 0.3 if in_line else upper.left + 0.3, self.true.at(0, 0.5)[1]
        )
        self.predicted_title = Formula("q", color=self.theme.q, display=False)
        self.predicted_title.place(lower.left + 0.3, self.predicted.at(0, 0.5)[1])

        lines = self._write_sum(right)
        self.skyline = Skyline(
            Zone(right.left, right.right - 0.4, right.bottom, right.top - lines * LINE - 0.13),
            n.starts[0],
            n.p[0],
            n.surprise,
            names=names,
            target=n.target,
        )
        self.areas = self.skyline.areas
        self.areas.remove(self.areas.outline)
        self.terms = self.areas.terms(n.terms[0], writer(n.sum_form))
        self.moving = VGroup(
            self.true,
            self.true.outline,
            self.areas,
            self.areas.outline,
            self.total,
        )
        if self.skyline.names.level:
            self.moving.add(self.skyline.names)
        self._name_what_is_left(names)
        return not (called.by_number or self.skyline.naming.by_number)

    def _write_sum(self, zone: Zone) -> int:
        """Write H(p, q) at the top of ``zone``, term by term where that fits, and its lines."""
        n = self.numbers
        colors = {"p": self.theme.p, "q": self.theme.q}
        name, the_sum = "H({{p : p}}, {{q : q}})", "sum_k {{p_k : p}} {{ln(1\\/q_k) : q}}"

        def total(size: float, right: float, y: float) -> VGroup:
            """The moving total, whose last digit stays where it is, and its unit."""
            unit = Words("nats", font_size=size).place(right, y, align=1)
            self._total = Number(n.total[0], writer(n.sum_form), font_size=size, align=1)
            self._total.move_anchor(unit.get_left()[0] - 0.15, y)
            return VGroup(self._total, unit)

        def width(size: float) -> float:
            """Of all of that, when it is widest."""
            digits = max(number_width(write(value, n.sum_form), size) for value in n.total)
            return digits + 0.15 + float(Words("nats", font_size=size).width)

        y, size = zone.top - 0.45, TYPE.number
        self._addends, self._pluses = VGroup(), VGroup()
        widest = [
            max(number_width(write(v, n.sum_form), size) for v in n.terms[:, n.target])
        ] * len(n.q)
        for k in range(len(n.q)):
            if k != n.target:  # it gets shorter
                widest[k] = number_width(write(n.terms[0, k], n.sum_form), size)
        sign = float(Words("+", font_size=size).width) + 0.24
        room = sum(widest) + (len(n.q) + 1) * sign - 0.12 + width(size)
        formula = Formula(f"{name} = {the_sum}", colors=colors, display=False)
        if self.zones.shape != "square" and max(room, formula.width) <= zone.width:
            x = zone.right - max(room, formula.width)
            end = x + room
            self.formula = VGroup(formula.place(x, y, align=-1))
            y -= LINE
            for k, most in enumerate(widest):
                mark = Words("=" if k == 0 else "+", font_size=size)
                mark.place(x + sign / 2 - 0.12, y)
                x += sign + most
                number = Number(n.terms[0, k], writer(n.sum_form), font_size=size, align=1)
                self._addends.add(number.move_anchor(x - 0.12, y))
                self._pluses.add(mark)
            equal = Words("=" if n.adds else "≈", font_size=size).place(x + sign / 2 - 0.12, y)
            self.total = VGroup(self._addends, self._pluses, equal, *total(size, end, y))
            return 2
        for math, size in (
            (f"{name} = {the_sum} =", TYPE.formula),
            (f"{name} = {the_sum} =", TYPE.label),
            (f"{name} =", TYPE.formula),
        ):
            formula = Formula(math, colors=colors, display=False, font_size=size)
            room = formula.width + 0.2 + width(size)
            if room <= zone.width:
                break
        self.formula = VGroup(formula.place(zone.right - room, y, align=-1))
        self.total = total(size, zone.right, y)
        return 1

    def _name_what_is_left(self, names: Sequence[str]) -> None:
        """The true class's name below its rectangle, and its term, when these are alone."""
        n, plot = self.numbers, self.skyline.plot
        true_name = (n.names if names == n.names else numbered(n.names))[n.target]
        self.true_name: Words | None = None
        if not self.skyline.names.level or self.skyline.naming.names[n.target] != true_name:
            self.true_name = Words(true_name, font_size=TYPE.label)
            self.true_name.place(plot.inner.x, plot.inner.bottom - 0.4)
        told = f'ln(1\\/q_{n.target + 1}) "{equals(write(n.loss, n.sum_form))}'
        for math, size in (
            (f'{told} nats"', TYPE.formula),
            (f'{told} nats"', TYPE.label),
            (f'{told}"', TYPE.label),
        ):
            self.loss = Formula(math, color=self.theme.loss, display=False, font_size=size)
            if self.loss.width < plot.inner.width - 0.3:
                break
        allow("overlap", "it says what its area is", self.loss, self.areas.bodies[n.target])
        self.loss.move_to(plot.at(0.5, n.loss / 2))
        if n.loss * plot.unit[1] < self.loss.height + 0.3:
            self.loss.next_to(plot.at(0.5, n.loss), UP, buff=0.2)

    def _of_others(self, others: Sequence[int]) -> VGroup:
        """What says how much p and the sum have of all classes but the true one."""
        parts = [self.true.numbers[k] for k in others if len(self.true.numbers)]
        if len(self._addends):
            parts += [part[k] for k in others for part in (self._addends, self._pluses)]
            # What stands before the first number is no plus.
            parts = [part for part in parts if part is not self._pluses[0]]
        return VGroup(*parts)

    def _collapse(self, p: FloatArray, starts: FloatArray, terms: FloatArray, total: float) -> None:
        self.true.set_probabilities(p)
        self.areas.set_rectangles(starts, np.zeros_like(p), p, self.numbers.surprise)
        plot = self.skyline.plot
        middles = [plot.at(x, 0)[0] for x in starts + p / 2]
        self.skyline.names.follow(middles, list(p * plot.unit[0]))
        for addend, term in zip(self._addends, terms, strict=False):
            addend.set_value(term)
        self._total.set_value(total)
        # What vanishes is gone before all that could be said of it is that it is small.
        first = self.numbers.p[0]
        for k in range(len(p)):
            if k != self.numbers.target and first[k] > 0:
                # In shares of its start, which can be the smallest of floats.
                low = max(0.3, LAST_READ / first[k]) if first[k] > LAST_READ / 0.8 else 0.8
                share = min(max((p[k] / first[k] - low) / (1 - low), 0.0), 1.0)
                self._of_others([k]).set_fill(opacity=share)
