"""The drawing of ``LogitNudges``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import ReplacementTransform, VGroup

from scenes.digits import decimals_of, subscript
from scenes.logit_nudges.numbers import LogitNudgesNumbers
from scenes.mobjects.bars import DistributionChart, LogitChart
from scenes.mobjects.declared import allow
from scenes.mobjects.labels import numbered, numbers_of
from scenes.mobjects.nudges import NudgePanel
from scenes.mobjects.plot import arrow
from scenes.mobjects.text import Formula, Words
from scenes.story import Story
from scenes.theme import TYPE, Zone

GAP, SMALL_GAP = 0.35, 0.2
"""Between panels side by side; the latter where they are many."""


class LogitNudges(Story[LogitNudgesNumbers]):
    """A nudge moves a_1 most where the probability is: z_1 up, then the likeliest other down."""

    def construct(self) -> None:
        n = self.numbers
        key = self.lay_out_classes(n.names, self._lay_out)
        t = subscript(n.target + 1)
        first, *rest = [self.panels[k] for k in (n.target, *self._wrong())]
        with self.beat(
            "start",
            f"Softmax turns the logits z into probabilities. The true class, outlined, gets "
            f"a{t} = {{before[{n.target}]:.4p}}.",
        ):
            self.fade_in(key, self.logits, self.logits_title)
            self.fade_in(self.softmax)
            self.fade_in(self.probabilities, self.probabilities_title)
        with self.beat(
            "question",
            f"The loss −ln a{t} falls as a{t} rises. Nudge one logit by {{nudge}}, the true one up "
            f"or a wrong one down: which lifts a{t} most?",
            nudge=self.parameters.nudge,
        ):
            self._multiply()
        with self.beat(
            "raise",
            "Raise the true logit: that is like lowering all the others at once.",
        ):
            self.play(*self.dim(*rest), run_time=0.5)
            self.play(self.follow(first.set_nudge, n.raised_logits, n.raised))
            self.fade_in(first.gain)
        with self.beat("lower", f"Lower a wrong one: its share shrinks, and the share a{t} grows."):
            self.play(*self.dim(first, first.gain), run_time=0.5)
            for k in self._wrong():
                panel = self.panels[k]
                self.play(*self.undim(panel), run_time=0.2)
                self.play(self.follow(panel.set_nudge, n.lowered_logits[k], n.lowered[k]))
                self.fade_in(panel.gain, run_time=0.3)
        with self.beat("sorted", self._moral(), poster=True):
            self.play(*self.undim(first, first.gain), run_time=0.5)
            self._sort()

    def _moral(self) -> str:
        n = self.numbers
        if len(n.logits) == 2:
            return "With two classes both nudges do the same: only z₁ − z₂ counts."
        likeliest = max(self._wrong(), key=lambda k: n.before[k])
        i = subscript(likeliest + 1)
        return (
            f"Sorted by gain: first the true logit, then z{i}, that of the likeliest wrong class. "
            "An unlikely class has little to give."
        )

    def _wrong(self) -> list[int]:
        return [k for k in range(len(self.numbers.logits)) if k != self.numbers.target]

    def _lay_out(self, stage: Zone, names: Sequence[str]) -> bool:
        self._lay_out_start(stage, names)
        fits = self._lay_out_panels(stage, names)
        return fits and not self.probabilities.naming.by_number

    def _lay_out_start(self, stage: Zone, names: Sequence[str]) -> None:
        n = self.numbers
        if self.zones.shape == "tall":
            left, middle, right = stage.rows(1, 0.2, 1, gap=0.3)
        else:
            left, middle, right = stage.columns(1, 0.28, 1, gap=0.4)
        names = numbered(names)  # by which the panels go

        def below_title(zone: Zone) -> Zone:
            return Zone(zone.left, zone.right, zone.bottom, zone.top - 0.75)

        self.logits = LogitChart(below_title(left), n.logits, color=self.theme.muted, names=names)
        self.probabilities = DistributionChart(
            below_title(right),
            n.before,
            top=float(np.max(n.before)),
            color=self.theme.q,
            names=names,
            target=n.target,
        )
        self.logits_title = Formula('"logits" z', display=False).place(left.x, left.top - 0.45)
        self.probabilities_title = Formula(
            '"probabilities" a', color=self.theme.q, display=False
        ).place(right.x, right.top - 0.45)
        word = Words("softmax", font_size=TYPE.label, color=self.theme.muted)
        if self.zones.shape == "tall":
            ends = (middle.x, middle.top), (middle.x, middle.bottom)
            word.place(middle.x + 0.3, middle.y - 0.1, align=-1)
        else:
            ends = (middle.left, middle.y), (middle.right, middle.y)
            word.place(middle.x, middle.y + 0.2)
        self.softmax = VGroup(word, arrow(*ends, color=self.theme.muted))
        self.start = (
            self.logits,
            self.logits_title,
            self.softmax,
            self.probabilities,
            self.probabilities_title,
        )

    def _columns(self) -> int:
        """How many panels stand side by side."""
        classes = len(self.numbers.logits)
        most = {"wide": 5, "square": 4 if classes <= 8 else 5, "tall": 3}
        rows = -(-classes // most[self.zones.shape])
        return -(-classes // rows)  # rows as even as can be

    def _lay_out_panels(self, stage: Zone, names: Sequence[str]) -> bool:
        n = self.numbers
        classes, columns = len(n.logits), self._columns()
        gap = GAP if classes <= 8 else SMALL_GAP
        rows = stage.rows(*[1] * -(-classes // columns))
        places = [zone for row in rows for zone in row.columns(*[1] * columns, gap=gap)]
        labels = [""] * classes if names == numbers_of(names) else names
        widest = max(Words(label, font_size=TYPE.tick).width if label else 0.0 for label in labels)
        top = max(float(np.max(n.before)), float(np.max(n.raised)), float(np.max(n.lowered)))
        decimals = decimals_of([self.parameters.nudge])
        self.panels = [
            NudgePanel(
                places[k],
                n.logits,
                n.before,
                top=top,
                nudged=k,
                delta=n.deltas[k],
                target=n.target,
                gains=n.gains,
                decimals=decimals,
                label=labels[k],
            )
            for k in range(classes)
        ]
        return widest <= places[0].width

    def _multiply(self) -> None:
        """Every panel gets its own copy of the bars at the start."""
        chart = self.probabilities
        copies = [chart.bars.copy() for _ in self.panels]
        allow("together", "one chart is multiplied: all come out of the same place", *copies)
        leaving = VGroup(*(m for m in chart if m is not chart.bars))
        self.remove(chart)
        self.add(*copies)
        # What is written first, or the bars would run into it on their way.
        self.fade_out(*(m for m in self.start if m is not chart), leaving)
        self.play(
            *(
                ReplacementTransform(bars, panel.chart.bars)
                for bars, panel in zip(copies, self.panels, strict=True)
            ),
            run_time=1.2,
        )
        there = {bar for panel in self.panels for bar in panel.chart.bars}
        others = VGroup(
            *(m for panel in self.panels for m in panel.family_members_with_points())
        ).remove(*there)
        self.fade_in(others)
        self.remove(others)
        self.add(*self.panels)

    def _sort(self) -> None:
        """Move every panel to the place of its rank."""
        places = [panel.get_center() for panel in self.panels]
        moves = [
            (
                VGroup(self.panels[k], self.panels[k].gain),
                places[rank] - self.panels[k].get_center(),
            )
            for rank, k in enumerate(self.numbers.ranking)
            if rank != k
        ]
        if not moves:
            return
        allow("together", "they change places: one is a look at where another was", *self.panels)
        # They pass each other, so what all of them say steps back until they are there.
        everything = [*self.panels, *(panel.gain for panel in self.panels)]
        self.play(*self.dim(*everything, share=0.3), run_time=0.4)
        self.play(*(panel.animate.shift(way) for panel, way in moves), run_time=1.6)
        self.play(*self.undim(*everything), run_time=0.4)
