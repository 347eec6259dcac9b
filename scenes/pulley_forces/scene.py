"""``PulleyForces``: every score follows its own net pull, and their average stays."""

from __future__ import annotations

import numpy as np

from scenes.pulley_forces.lanes import Lanes
from scenes.pulley_forces.numbers import RELEASE_SECONDS, PulleyForcesNumbers
from stage.story import Story


class PulleyForces(Story[PulleyForcesNumbers]):
    """The question: one against all, does anything move."""

    def make_figure(self) -> Lanes:
        """Return the lanes of the scores, with all pulls."""
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
                self.move(pins=1.0, seconds=0.7)
                self.move(marked=1.0, seconds=0.4)
            self.move(truth=1.0, seconds=1.4)
        with self.beat(
            "prediction",
            "The prediction pulls each back by its share.",
            says="The prediction pulls back, on everybody, each by its own share. The more it "
            "believes in a class, the harder it pulls that class back.",
        ):
            self._one_by_one("back", n.order, 0.6)
        with self.beat(
            "net pull",
            "The {true_class} is pulled both ways.",
            "Its net pull is {pull:{pull_form}}.",
            says="Look at the {true_class}, which is pulled both ways. One minus its own share is "
            "left. Each of the others has its whole share against it. That is minus the gradient: "
            "truth minus prediction.",
        ):
            self.move(carried=1.0, seconds=1.5)
            with self.at_once():
                self.move(cancelled=1.0, seconds=1.3)
                self.move(net=1.0, formula=1.0, seconds=0.8)
        with self.beat(
            "sum",
            "The {true_class} against all others: who wins?",
            "A tie: {pull:{pull_form}} ahead, {pull:{pull_form}} back.",
            says="Now the {true_class} against all the others. Down here its own pull, ahead. "
            "Above it, end to end, all that pull back. It is a tie: the others have just the "
            "shares that the {true_class} lacks of one.",
        ):
            self.move(formula=0.0, seconds=0.4)
            self._one_by_one("dropped", n.order, 0.9)
        with self.beat(
            "guess",
            "Pins out: does the average move?",
            guess=True,
            says="This is the balance point of the scores, their average. Now we pull out the "
            "pins. Does it move ahead, or back, or not at all?",
        ):
            with self.at_once():
                self.move(lane_digits=0.0, seconds=0.3)
                self.after(0.3)
                self.move(line=1.0, seconds=1.0)
            self.move(options=1.0, seconds=0.4)
        with self.beat(
            "release",
            "",
            "Every score moves; their average does not.",
            says="Out with the pins. Everybody moves, each by its own pull: the {true_class} "
            "ahead, all the others back. Only the average stays where it is.",
            climax=True,
        ):
            with self.at_once():
                self.move(pins=0.0, seconds=0.6)
                self.move(sum_digits=0.0, seconds=0.4)
            with self.at_once():
                self.follow(n.release)
                self.after(RELEASE_SECONDS - 1.0)
                self.move(options=0.0, seconds=1.0)
        with self.beat(
            "new pulls",
            "New shares, new pulls: who wins now?",
            "Always a tie, so the average stays.",
            says="New scores have new shares, so every pull is new. Who wins now? It is a tie "
            "again: shares always add up to one. So every score moves, and their average stays.",
            poster=True,
        ):
            self.move(sum_digits=1.0, seconds=0.6)

    def _one_by_one(self, name: str, order: tuple[int, ...], seconds: float) -> None:
        """Ease the classes' values of a look to 1, one after the other."""
        values = np.zeros(len(order))
        for k in order:
            values = np.where(np.arange(len(order)) == k, 1.0, values)
            self.move(seconds=seconds * max(0.65, min(1.0, 4 / len(order))), **{name: values})
