"""``PulleyForces``: all pulls cancel, and each score still moves by its own."""

from __future__ import annotations

import numpy as np

from scenes.pulley_forces.lanes import Lanes
from scenes.pulley_forces.numbers import PulleyForcesNumbers
from stage.story import Story


class PulleyForces(Story[PulleyForcesNumbers]):
    """The question: one against all, does anything move."""

    def make_figure(self) -> Lanes:
        """The hero."""
        return Lanes("the lanes", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        with (
            self.beat(
                "scores",
                "Who has the highest score?",
                says="A network looks at a photo, and gives each class a score. The further to the "
                "right, the higher. Who is ahead?",
            ),
            self.at_once(),
        ):
            self.move(axis=1.0, seconds=0.6)
            self.follow(n.rise)
        with self.beat(
            "truth",
            "The {rival_class} leads; the truth pulls the {true_class}."
            if n.is_ahead
            else "The truth pulls the {true_class} ahead.",
            says="In truth, it is {one_true}. All scores are pinned down, and only the true class "
            "feels the truth, which pulls it ahead, with a force of one.",
        ):
            with self.at_once():
                self.move(marked=1.0, seconds=0.4)
                self.move(pins=1.0, seconds=0.6)
            self.move(truth=1.0, seconds=1.6)
        with self.beat(
            "prediction",
            "The prediction pulls each back by its share.",
            says="The prediction pulls back, on everybody, each by its own share. The more it "
            "believes in a class, the harder it pulls that class back.",
        ):
            self._one_by_one("hooked", 0.8)
        with self.beat(
            "sum",
            "All pulls in one row: what is left?",
            "1 ahead, 1 back: the pulls cancel.",
            says="How much is that in all? Lay the truth's pull down, one ahead. From its end, lay "
            "all the others, backward. The shares add up to one, so we are back where we started. "
            "The pulls cancel.",
        ):
            with self.at_once():
                self.move(sums=1.0, seconds=0.4)
                self.move(led=1.0, seconds=1.4)
            self._one_by_one("laid", 1.0)
        with self.beat(
            "difference",
            "The {true_class} is pulled both ways.",
            "Its net pull is {pull:{pull_form}}.",
            says="Look at the {true_class}, which is pulled both ways. One minus its own share is "
            "left. Each of the others has its whole share against it. That is minus the gradient: "
            "truth minus prediction.",
        ):
            self.move(bite=1.0, seconds=1.6)
            with self.at_once():
                self.move(bitten=1.0, seconds=1.4)
                self.move(rest=1.0, seconds=0.8)
        with self.beat(
            "guess",
            "The pins come out. What will move?",
            guess=True,
            says="All together, nothing is left. So if we pull out the pins, what will move?",
        ):
            with self.at_once():
                self.move(totals=0.0, seconds=0.3)
                self.after(0.3)
                self.move(guess=1.0, seconds=0.4)
            self.wait(1.0)
        with self.beat(
            "let go",
            "",
            "The {true_class} passes the {rival_class}."
            if n.passes
            else "Each score moves by its own net pull.",
            says="Out with the pins. Everybody moves, each by its own pull: the {true_class} "
            "ahead, all the others back.",
            climax=True,
        ):
            with self.at_once():
                self.move(guess=0.0, pins=0.0, seconds=0.5)
                self.after(0.4)
                self.move(totals=1.0, seconds=0.4)
            self.follow(n.let_go)
        with self.beat(
            "again",
            "New shares, new pulls. Do they cancel?",
            "The pulls cancel; the scores still move.",
            says="New scores have new shares, so every pull is different. Do they still cancel? "
            "Yes: shares always add up to one. The pulls add up to nothing, and yet every score "
            "moves, because each follows its own pull.",
            poster=True,
        ):
            self.move(calm=1.0, terms=0.0, seconds=0.4)
            self.follow(n.renew)
            with self.at_once():
                self.follow(n.again)
                self.move(calm=0.0, known=1.0, seconds=0.6)

    def _one_by_one(self, name: str, seconds: float) -> None:
        """Ease the classes' values of a look to 1, one after the other, in the order of lanes."""
        order = self.numbers.order
        done = np.zeros(len(order))
        each = seconds * max(0.65, min(1.0, 4 / len(order)))
        for k in order:
            done = np.where(np.arange(len(order)) == k, 1.0, done)
            self.move(seconds=each, **{name: done})
