"""The drawing of ``LogitNudges``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Animation, FadeIn, LaggedStart, ReplacementTransform, VGroup

from scenes.digits import same, subscript
from scenes.logit_nudges.numbers import SMALLEST, LogitNudgesNumbers
from scenes.mobjects.bars import DistributionChart, LogitChart
from scenes.mobjects.labels import numbered, numbers_of
from scenes.mobjects.nudges import GainRanking, NudgePanel, nudge_text
from scenes.mobjects.plot import arrow
from scenes.mobjects.text import Formula, Words
from scenes.story import REST, Story
from scenes.theme import TYPE, Zone

GAP, SMALL_GAP = 0.35, 0.2
"""Between panels side by side; the latter where they are many."""

LEAST_RANKING = 0.35
"""Share of the stage's width that the longest bar of the gains keeps beside its names."""


class LogitNudges(Story[LogitNudgesNumbers]):
    """A nudge moves a_1 most where the probability is: z_1 up, then the likeliest other down.

    It ends with why: z_1 up is all the others down at once.
    """

    def construct(self) -> None:
        n = self.numbers
        key = self.lay_out_classes(n.names, self._lay_out)
        t = subscript(n.target + 1)
        first, *rest = [self.panels[k] for k in (n.target, *self._wrong())]
        with self.beat(
            "start",
            f"Softmax turns the logits z into probabilities. That of the true class, outlined, "
            f"is a{t}.",
        ):
            self.fade_in(key, self.logits, self.logits_title)
            self.fade_in(self.softmax)
            self.fade_in(self.probabilities, self.probabilities_title)
        with self.beat(
            "question",
            f"Nudge one logit by {{nudge:exact}}: the true one up, or a wrong one down. "
            f"Which nudge lifts a{t} most?",
            nudge=self.parameters.nudge,
        ):
            self._to_panels()
        with self.beat("raise", f"Raise z{t}, the true logit: a{t} takes from all the others."):
            self.play(*self.dim(*rest), run_time=0.5)
            self.play(self.follow(first.set_nudge, n.raised_logits, n.raised))
            self.fade_in(first.gain)
        with self.beat("lower", "Lower a wrong one: what its class loses, all the others share."):
            # The first panel stays as it is, to be compared with.
            told: list[Animation] = []
            for panel, k in zip(rest, self._wrong(), strict=True):
                self.play(*told, *self.undim(panel), run_time=0.4)
                self.play(self.follow(panel.set_nudge, n.lowered_logits[k], n.lowered[k]))
                told = [FadeIn(panel.gain)]
            self.play(*told, run_time=0.4)
        with self.beat("sorted", self._moral(), poster=True):
            self.fade_out(*self.panels, *(panel.gain for panel in self.panels))
            self.fade_in(self.ranking.heads, self.ranking.baseline)
            self.play(self.follow(self.ranking.set_gains, n.growing, moves=self.ranking.bars))
            self.fade_in(self.ranking.numbers)
        with self.beat("why", self._reason()):
            self.fade_out(self.ranking)
            raised, lowered = self.pair
            self.fade_in(raised, lowered)
            self.wait(REST)
            self.play(
                self.follow(raised.set_nudge, n.raised_logits, n.raised),
                self.follow(lowered.set_nudge, n.rest_lowered_logits, n.rest_lowered),
            )
            self.fade_in(self.same, raised.gain, lowered.gain)

    def _moral(self) -> str:
        n = self.numbers
        if len(n.logits) == 2:
            return "With two classes both nudges do the same."
        first, second, *_, last = n.ranking
        t, i = subscript(first + 1), subscript(second + 1)
        gains = n.gains[[first, second, last]]
        if gains[0] < SMALLEST:
            return "Here every gain is so small that no number can hold it."
        if same(gains[0], gains[1]):
            return f"Most: z{t} and z{i}, which gain the same to all digits that count."
        if same(gains[1], gains[2]):
            return "Most: the true logit. The others gain the same, being equally likely."
        moral = f"Most: the true logit. Then z{i}, that of the likeliest wrong class."
        little = " An unlikely class has little to give." if gains[2] < gains[1] / 2 else ""
        return moral + little

    def _reason(self) -> str:
        n = self.numbers
        t = subscript(n.target + 1)
        if len(n.logits) == 2:
            return f"Raising z{t} is exactly like lowering the other: only z₁ − z₂ counts."
        return (
            f"Raising z{t} is exactly like lowering all the others at once: "
            "only differences of logits count."
        )

    def _wrong(self) -> list[int]:
        return [k for k in range(len(self.numbers.logits)) if k != self.numbers.target]

    def _lay_out(self, stage: Zone, names: Sequence[str]) -> bool:
        self._lay_out_start(stage, names)
        fits = self._lay_out_panels(stage, names) and self._lay_out_ranking(stage, names)
        self._lay_out_pair(stage)
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
        labels = self._labels(names)
        widest = max(Words(label, font_size=TYPE.tick).width if label else 0.0 for label in labels)
        top = max(float(np.max(n.before)), float(np.max(n.raised)), float(np.max(n.lowered)))
        symbols = [f"z_{k + 1}" for k in range(classes)]
        self.panels = [
            NudgePanel(
                places[k],
                n.logits,
                n.before,
                top=top,
                nudged=(k,),
                delta=n.deltas[k],
                symbols=(symbols[k], *symbols),
                target=n.target,
                gains=(n.gains[k], *n.gains),
                forms=(n.probability_form, n.gain_form),
                label=labels[k],
            )
            for k in range(classes)
        ]
        return widest <= places[0].width

    def _lay_out_ranking(self, stage: Zone, names: Sequence[str]) -> bool:
        n = self.numbers
        labels = self._labels(names)
        self.ranking = GainRanking(
            stage.columns(1, 8, 1, gap=0)[1] if self.zones.shape == "wide" else stage,
            n.gains[list(n.ranking)],
            form=n.gain_form,
            heads=[nudge_text(f"z_{k + 1}", n.deltas[k]) for k in n.ranking],
            labels=[labels[k] for k in n.ranking],
        )
        return self.ranking.room >= LEAST_RANKING * stage.width

    def _lay_out_pair(self, stage: Zone) -> None:
        n = self.numbers
        left, gap, right = stage.columns(1, 0.25, 1, gap=0.0)
        others = self._wrong()
        symbols = (
            f"z_{n.target + 1}",
            f"z_{others[0] + 1}" if len(others) == 1 else '"all other" z',
        )
        self.pair = tuple(
            NudgePanel(
                zone,
                n.logits,
                n.before,
                top=max(float(np.max(n.before)), float(np.max(n.raised))),
                nudged=nudged,
                delta=delta,
                symbols=order,
                target=n.target,
                gains=(n.gains[n.target],),
                forms=(n.probability_form, n.gain_form),
            )
            for zone, nudged, delta, order in (
                (left, (n.target,), self.parameters.nudge, symbols),
                (right, others, -self.parameters.nudge, symbols[::-1]),
            )
        )
        self.same = Formula("=", display=False)
        self.same.place(gap.x, self.pair[0].chart.get_center()[1])

    def _labels(self, names: Sequence[str]) -> list[str]:
        """What is written beside a symbol: the class's name, if it has one that is told here."""
        return [""] * len(names) if tuple(names) == numbers_of(names) else list(names)

    def _to_panels(self) -> None:
        """The two charts shrink into the true class's panel; then the others join it."""
        first = self.panels[self.numbers.target]
        charts = [(self.probabilities, first.chart)]
        if first.logits is not None:
            charts.append((self.logits, first.logits))
        pairs = [
            (VGroup(a.bars, a.outline, a.baseline), VGroup(b.bars, b.outline, b.baseline))
            for a, b in charts
        ]
        # The nearer one goes first, or the other would run into it.
        pairs.sort(
            key=lambda pair: float(np.linalg.norm(pair[0].get_center() - pair[1].get_center()))
        )
        everything = VGroup(
            self.logits,
            self.logits_title,
            self.softmax,
            self.probabilities,
            self.probabilities_title,
        )
        staying = {m for big, _ in pairs for m in big.get_family()}
        leaving = VGroup(*everything.family_members_with_points()).remove(*staying)
        self.remove(*everything)
        self.add(leaving, *(big for big, _ in pairs))
        self.fade_out(leaving)
        # Bars go straight from place to place, so they are to scale on all their way.
        for big, small in pairs:
            self.play(ReplacementTransform(big, small), run_time=0.9)
        there = {m for _, small in pairs for m in small.get_family()}
        hidden = self.dim(
            *(m for m in first.family_members_with_points() if m not in there), share=0.0
        )
        for step in hidden:  # before they come on stage, in their places behind or on the bars
            step.begin()
            step.interpolate(1)
        self.remove(*(small for _, small in pairs))
        self.add(first)
        self.play(*self.undim(*(step.mobject for step in hidden)), run_time=0.5)
        others = [self.panels[k] for k in self._wrong()]
        self.play(LaggedStart(*(FadeIn(panel) for panel in others), lag_ratio=0.5), run_time=1.0)
