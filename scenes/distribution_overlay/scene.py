"""The drawing of ``DistributionOverlay``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import FadeIn, LaggedStart, ReplacementTransform, VGroup, VMobject

from scenes.digits import bare, equals, subscript, write, writer
from scenes.distribution_overlay.numbers import DistributionOverlayNumbers
from scenes.mobjects.areas import Skyline
from scenes.mobjects.bars import DistributionChart
from scenes.mobjects.declared import allow
from scenes.mobjects.labels import LEVEL
from scenes.mobjects.plot import HAIR, Rectangle, segment
from scenes.mobjects.text import Formula
from scenes.numbers import FloatArray
from scenes.story import Story
from scenes.theme import TYPE, Zone

HEADER = 0.75
LETTER = 0.5
"""Width right of the skyline, for the letter of its axis."""

SPAN = 0.4
"""Height below the skyline's names, for what all its widths are together."""

TITLES_APART = 0.5

HEADROOM = 1.22
"""Of the skyline's axis, for what is written above a rectangle."""


class DistributionOverlay(Story[DistributionOverlayNumbers]):
    """Each pair of bins is a rectangle, p wide and ln(1/q) high; the areas add up to H(p, q)."""

    def construct(self) -> None:
        n = self.numbers
        key = self.lay_out_classes(n.names, self._lay_out)
        with self.beat("two distributions", "How badly does the prediction q fit the truth p?"):
            self.fade_in(key, self.true, self.true_title)
            self.fade_in(self.predicted, self.predicted_title)
        with self.beat(
            "overlay",
            "Pair the bars of each class. Cross entropy adds up what each pair costs.",
        ):
            self._overlay()
        k = n.largest
        i = subscript(k + 1)
        with self.beat(
            "one pair",
            f"A pair makes a rectangle. Its width is p{i} = {{p[{k}]:{{probability_form}}}}. Its "
            f"height is the surprise, ln(1/q{i}) = {{surprise[{k}]:{{sum_form}}}}.",
        ):
            sides = self._make_rectangle(k)
        with self.beat(
            "all pairs",
            "Every class makes one, the taller the less q expects it. The area, p times ln(1/q), "
            "is its term of the sum.",
        ):
            self.fade_out(sides)
            self._make_others(k)
            self.fade_in(self.terms, self.skyline.names)
        finite, sign = bool(np.isfinite(n.total)), "=" if n.adds else "≈"
        with self.beat(
            "level",
            "Together the areas are H(p, q). Level them: what stands out fills what is missing."
            if finite
            else "Together the areas are H(p, q). One of them has no end: q gives no chance to "
            "what does happen.",
        ):
            if finite:
                self._level()
        with self.beat(
            "cross entropy",
            f"The base is one unit wide, so the height is the whole area: H(p, q) {sign} "
            "{total:{sum_form}} nats, the average surprise, weighted by p."
            if finite
            else "So H(p, q) = {total:{sum_form}} nats: the average surprise, weighted by p, has "
            "no end.",
            poster=True,
        ):
            self.fade_in(self.base)
            self.play(FadeIn(self.total), FadeIn(self.line), run_time=0.8)

    # --- What stands where ----------------------------------------------------------------

    def _lay_out(self, stage: Zone, names: Sequence[str]) -> bool:
        shape = self.zones.shape
        if shape == "tall":
            first, second = stage.rows(1, 1, gap=0.3)
        else:
            first, second = stage.columns(1, 1, gap=0.8 if shape == "wide" else 0.3)
        self._lay_out_charts(first, second, names)
        # In a square frame the skyline needs all the room, and the pairs leave.
        zone = stage if shape == "square" else first
        self._lay_out_skyline(zone, names)
        self.to_middle = np.array([stage.x - zone.x, stage.y - zone.y, 0.0])
        return not (self.true.naming.by_number or self.skyline.naming.by_number)

    def _lay_out_charts(self, first: Zone, second: Zone, names: Sequence[str]) -> None:
        n = self.numbers
        top = max(np.max(n.p), np.max(n.q))

        def chart(zone: Zone, values: FloatArray, color: str) -> DistributionChart:
            room = Zone(zone.left, zone.right, zone.bottom, zone.top - HEADER)
            return DistributionChart(
                room,
                values,
                top=top,
                color=color,
                names=names,
                share=0.4,
                form=n.probability_form,
            )

        self.true = chart(first, n.p, self.theme.p)
        self.predicted = chart(second, n.q, self.theme.q)
        self.true_title = Formula('"the truth" p', color=self.theme.p, display=False)
        self.true_title.place(first.x, first.top - 0.45)
        self.predicted_title = Formula('"the prediction" q', color=self.theme.q, display=False)
        self.predicted_title.place(second.x, second.top - 0.45)

    def _lay_out_skyline(self, zone: Zone, names: Sequence[str]) -> None:
        n = self.numbers
        # What is infinite goes on beyond the plot, and what it is called stands above.
        top = zone.top - HEADER - (0.0 if np.isfinite(n.total) else 0.8)
        room = Zone(zone.left, zone.right - LETTER, zone.bottom + SPAN, top)
        self.skyline = Skyline(room, n.starts, n.p, n.surprise, names=names, headroom=HEADROOM)
        self.skyline.remove(self.skyline.names)
        plot, self.areas = self.skyline.plot, self.skyline.areas
        # Below the axes and the coloured sides, whichever comes first.
        self.areas.bodies.set_z_index(-1)
        self.terms = self.areas.terms(n.terms, writer(n.sum_form))
        colors = {"p": self.theme.p, "q": self.theme.q}
        self.formula = Formula(
            "H({{p : p}}, {{q : q}}) = sum_k {{p_k : p}} {{ln(1\\/q_k) : q}}",
            colors=colors,
            display=False,
        )
        self.formula.place(zone.left + Skyline.MARGIN, zone.top - 0.45, align=-1)
        below = max(LEVEL, self.skyline.naming.below)
        self.base = self._span(0.0, 1.0, below + 0.22, self._say("sum_k p_k = 1", self.theme.p))
        self.line, self.tops = VGroup(), VGroup()
        if np.isfinite(n.total):
            ends = plot.at(0, n.total), plot.at(1, n.total)
            self.line.add(segment(*ends, color=self.theme.text, width=2 * HAIR))
            for start, p, surprise in zip(n.starts, n.p, n.surprise, strict=True):
                if p > 0:
                    (left, y, _), (right, _, _) = plot.at(start, surprise), plot.at(start + p, 0)
                    top = Rectangle(stroke_width=0, fill_color=self.theme.text, fill_opacity=1)
                    self.tops.add(top.set_sides(left, y - HAIR / 200, right, y + HAIR / 200))
            allow("contrast", "where areas ended, to be seen once they have left", self.tops)
        self._place_total(zone)

    def _place_total(self, zone: Zone) -> None:
        """Write the total in the levelled areas, clear of the old tops, or after the formula."""
        n, plot = self.numbers, self.skyline.plot
        written = f"{equals(write(n.total, n.sum_form), about=not n.adds)} nats"
        self.total = Formula(f'H(p, q) "{written}"', display=False)
        allow("overlap", "it says how high the areas are", self.total, self.areas.bodies)
        if np.isfinite(n.total):
            marks = np.array([0.0, n.total, *n.surprise[n.p > 0]])
            places = n.total * (0.5 + np.array([0, -0.1, 0.1, -0.2, 0.2, -0.3, 0.3]))
            apart = np.abs(places[:, None] - marks).min(axis=1) * plot.unit[1]
            clear = places[apart > self.total.height / 2 + 0.12]
            if len(clear):
                self.total.move_to(plot.at(0.5, clear[0]))
                return
        self.total = Formula(f'"{written}"', display=False)
        end = max(zone.right, zone.left + self.formula.width + 0.14 + self.total.width)
        excess = max(0.0, self.formula.get_right()[0] + 0.14 + self.total.width - end)
        self.formula.shift([-excess, 0, 0])
        y = self.formula.baseline[1]
        self.total.place(self.formula.get_right()[0] + 0.14, y, align=-1)

    def _span(self, low: float, high: float, drop: float, words: Formula) -> VGroup:
        """``words`` on a line from ``low`` to ``high``, so far below the skyline's axis."""
        plot = self.skyline.plot
        (left, floor, _), (right, _, _) = plot.at(low, 0), plot.at(high, 0)
        y = floor - drop
        words.move_to([(left + right) / 2, y, 0])
        parts = VGroup(words)
        if words.width + 0.5 > right - left:
            inside = min(words.get_right()[0], plot.inner.right) - words.get_right()[0]
            return parts.shift([inside, 0, 0])
        for end, near, side in ((left, words.get_left()[0], 1), (right, words.get_right()[0], -1)):
            for start, stop in (
                ((end, y), (near - 0.12 * side, y)),
                ((end, y - 0.1), (end, y + 0.1)),
            ):
                color = self.theme.p
                parts.add(segment(np.array([*start, 0]), np.array([*stop, 0]), color=color))
        return parts

    # --- What happens ---------------------------------------------------------------------

    def _overlay(self) -> None:
        """Bring both distributions to the middle, class by class beside each other."""
        true, predicted = self.true, self.predicted
        aside = np.array([true.bar_width / 2 + 0.02, 0.0, 0.0])
        way = (predicted.at(0, 0) - true.at(0, 0)) / 2
        # Numbers, names and titles would be flown through.
        numbers = VGroup(true.drop_numbers(), predicted.drop_numbers())
        self.titles = VGroup(self.true_title, self.predicted_title)
        feet = VGroup(predicted.baseline, predicted.names)
        allow("together", "a distribution and what it stands on", predicted.bars, feet)
        self.remove(true, predicted)
        self.add(true.bars, predicted.bars, feet)
        self.fade_out(numbers, true.names, true.baseline, self.titles)
        self.play(
            true.bars.animate.shift(way - aside),
            predicted.bars.animate.shift(aside - way),
            feet.animate.shift(-way),
            run_time=2.0,
        )
        middle, y = self.predicted_title.get_x() - way[0], self.predicted_title.baseline[1] - way[1]
        both = self.true_title.width + TITLES_APART + self.predicted_title.width
        self.true_title.place(middle - both / 2, y, align=-1)
        self.predicted_title.place(middle + both / 2, y, align=1)
        self.bar_numbers = VGroup()
        if not self._thin_out(numbers, true.bar_width - 0.04):
            numbers[0].shift(way - aside)
            numbers[1].shift(aside - way)
            self.bar_numbers = numbers
        self.fade_in(self.titles, self.bar_numbers, run_time=0.3)
        self.bins = VGroup()
        for k in range(len(true.bars)):
            x, foot = predicted.at(k, 0)[:2]
            half = predicted.bar_width + 0.08
            bin_ = Rectangle(stroke_width=0, fill_color=self.theme.text, fill_opacity=0.1)
            bin_.set_sides(x - half, foot, x + half, predicted.ceiling - way[1] + 0.05)
            self.bins.add(bin_.set_z_index(-1))
        for rule in ("overlap", "contrast"):
            allow(rule, "a backdrop, to read on: it only says what belongs together", self.bins)
        self.play(LaggedStart(*(FadeIn(b) for b in self.bins), lag_ratio=0.5), run_time=1.6)
        self.pairs = VGroup(
            self.bins, true.bars, predicted.bars, feet, self.bar_numbers, self.titles
        )
        self.way = way

    def _thin_out(self, numbers: VGroup, room: float) -> bool:
        """Write numbers without the 0 before the point if they are wider than ``room`` each.

        Returns whether they still are.
        """
        if all(number.width <= room for chart in numbers for number in chart):
            return False
        for chart, values in zip(numbers, (self.numbers.p, self.numbers.q), strict=True):
            for number, value in zip(chart, values, strict=False):
                write = number.write
                number.write = lambda v, write=write: bare(write(v))
                number.set_value(value)
        return any(number.width > room for chart in numbers for number in chart)

    def _pair(self, k: int) -> list[VMobject]:
        """What stands in the bin of class k."""
        charts = (self.true, self.predicted)
        numbers = [chart[k] for chart in self.bar_numbers if len(chart)]
        return [self.bins[k], *(chart.bars[k] for chart in charts), *numbers]

    def _make_rectangle(self, k: int) -> VGroup:
        """Turn pair k into its rectangle; returns what is written at its sides."""
        n, areas, plot = self.numbers, self.areas, self.skyline.plot
        others = [m for j in range(len(n.p)) if j != k for m in self._pair(j)]
        # In a tall frame the titles are flown past.
        self.play(*self.dim(*others, self.titles), run_time=0.5)
        if self.zones.shape != "square":
            self.play(self.pairs.animate.shift(self.way), run_time=1.0)
        width, height = self.true.bars[k].copy(), self.predicted.bars[k].copy()
        width.points = np.roll(width.points, -4, axis=0)  # it lies down: its height is a width
        if self.zones.shape == "square":
            self.add(width, height)
            self.fade_out(self.pairs)
        self.fade_in(self.formula, self.skyline)

        q = write(n.q[k], n.probability_form)
        symbol = self._say(
            f'ln(1\\/"{q}")' if q[0] not in "<>" else f"ln(1\\/q_{k + 1})", self.theme.q
        )
        value = self._say(f'"{equals(write(n.surprise[k], n.sum_form))}"', self.theme.q)
        start = self._say(f'q_{k + 1} "{equals(q)}"', self.theme.q)
        room = symbol.width + 0.12 + value.width
        left = plot.at(n.starts[k] + n.p[k] / 2, 0)[0] - room / 2
        left = min(max(left, plot.inner.left + 0.1), plot.inner.right - room)
        lift = 0.16 if np.isfinite(n.surprise[k]) else 0.45  # above the arrow of what is infinite

        def rise(height: float) -> None:
            heights = n.surprise.copy()
            heights[k] = height if height < plot.y[1] else np.inf
            areas.set_rectangles(n.starts, np.zeros_like(n.p), n.p, heights)
            symbol.place(left, plot.at(0, min(height, plot.y[1]))[1] + lift, align=-1)

        rise(n.q[k])
        start.place(left, symbol.baseline[1], align=-1)
        foot = self._span(
            n.starts[k],
            n.starts[k] + n.p[k],
            0.35,
            self._say(f'p_{k + 1} "{equals(write(n.p[k], n.probability_form))}"', self.theme.p),
        )
        allow("together", "two bars become two sides of one rectangle", width, height)
        for bar in (width, height):
            allow("overlap", "it leaves the number that stood on it", bar)
        self.play(
            ReplacementTransform(width, areas.feet[k]),
            ReplacementTransform(height, areas.sides[k]),
            run_time=1.5,
        )
        self.fade_in(foot, start)
        self.wait(1.3)
        self.fade_out(start, run_time=0.3)
        self.fade_in(symbol, run_time=0.3)
        # The foot is thinner as long as the area is lower than two of them.
        moves = VGroup(areas.sides[k], areas.feet[k], symbol)
        self.play(self.follow(rise, n.rising, moves=moves))
        value.place(left + room, symbol.baseline[1], align=1)
        self.fade_in(value, areas.bodies[k], areas.heads[k])
        return VGroup(foot, symbol, value)

    @staticmethod
    def _say(math: str, color: str) -> Formula:
        return Formula(math, font_size=TYPE.label, color=color, display=False)

    def _make_others(self, k: int) -> None:
        """Bring the other rectangles, one after the other, while their pairs are lit."""
        n, areas = self.numbers, self.areas
        if self.zones.shape != "square":
            self.play(*self.undim(self.titles), run_time=0.3)
        others = [j for j in range(len(n.p)) if j != k]
        for j in others:
            lit = self.undim(*self._pair(j)) if self.zones.shape != "square" else []
            parts = (areas.bodies[j], areas.sides[j], areas.feet[j], areas.heads[j])
            self.play(*(FadeIn(part) for part in parts), *lit, run_time=min(1.0, 4.0 / len(others)))

    def _level(self) -> None:
        """Bring the tops of all rectangles to their average height."""
        n, areas = self.numbers, self.areas
        leaving = [self.terms, areas.sides]  # neither terms nor ln(1/q) any longer
        if self.zones.shape != "square":
            leaving.append(self.pairs)
        areas.remove(areas.sides)
        allow("pop", "they lie along the tops of the areas until these leave", self.tops)
        self.add(areas, self.tops)
        self.fade_out(*leaving)
        if self.zones.shape != "square":
            for mobject in (self.line, self.total, self.base):
                mobject.shift(self.to_middle)
            shown = VGroup(self.formula, self.skyline, self.skyline.names, areas, self.tops)
            self.play(shown.animate.shift(self.to_middle), run_time=1.0)
        self.play(
            self.follow(
                lambda heights: areas.set_rectangles(n.starts, np.zeros_like(n.p), n.p, heights),
                n.levelling,
                moves=areas,
            )
        )
