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
        with self.beat(
            "scores",
            says="The gradient, turned round, is a pull on each score. {move} The further right a "
            "score, the higher.",
        ):
            self.follow(n.rise)
        with self.beat(
            "truth",
            "The {rival_class} leads; the truth pulls the {true_class}."
            if n.is_ahead
            else "The truth pulls the {true_class} ahead.",
            says="In truth, {move} it is {one_true}. Pins hold all scores, and the truth pulls the "
            "{true_class} ahead, with a force of one.",
        ):
            self.move(pins=1.0, marked=1.0, seconds=0.7)
            self.move(truth=1.0, seconds=1.4)
        with self.beat(
            "prediction",
            "The prediction pulls back as hard, but split.",
            says="The prediction {move} pulls back just as hard, but on all of them. The more it "
            "believes in a class, the harder it pulls that one back.",
        ):
            self.move(prediction=1.0, seconds=1.4)
            self.wait(0.4)
            self.move(split=1.0, seconds=0.6)
            self._one_by_one("back", 0.65)
        with self.beat(
            "net pull",
            "The {true_class} is pulled both ways.",
            says="The {true_class} {move} is pulled both ways. Its own share cancels a piece of "
            "the truth's pull, and the rest is left.",
        ):
            self.move(carried=1.0, seconds=1.5)
            self.move(cancelled=1.0, net=1.0, seconds=1.3)
        with self.beat(
            "sum",
            "The {true_class} against all others: who wins?",
            "A tie: {pull:{pull_form}} ahead, {pull:{pull_form}} back.",
            says="Lay {move} its pull down here, and above it, end to end, all that pull back. "
            "It is a tie.",
        ):
            self._one_by_one("summed", 0.8)
        with self.beat(
            "guess",
            "Pins out: does the average move?",
            guess=True,
            says="This {move} line is the average score. We pull out the pins. Does it move "
            "ahead, or back, or not at all?",
        ):
            self.move(notes=0.0, seconds=0.4)
            self.move(line=1.0, seconds=1.0)
            self.move(options=1.0, seconds=0.4)
        with self.beat(
            "release",
            says="Out {move} with the pins. Every score moves, and with the scores all pulls "
            "change. But at each moment, ahead and back cancel.",
            climax=True,
        ):
            self.move(pins=0.0, seconds=0.6)
            with self.at_once():
                self.follow(n.release)
                self.after(RELEASE_SECONDS - 0.8)
                self.move(options=0.0, pulls=0.0, seconds=0.8)
        with self.beat(
            "travel",
            "Who went further: the {true_class} or the rest?",
            says="Lay {move} the trails at the average. Ahead, the {true_class}. Back, end to end, "
            "all the others. Both are equally long.",
        ):
            self._one_by_one("laid", 1.2)
        with self.beat(
            "claim",
            "Every score moves; their average does not.",
            says="So every score moves, and their average does not.",
            poster=True,
        ):
            self.wait(1.2)

    def _one_by_one(self, name: str, seconds: float) -> None:
        """Ease the classes' values of a look to 1, one after the other."""
        order = self.numbers.order
        values = np.zeros(len(order))
        for k in order:
            values = np.where(np.arange(len(order)) == k, 1.0, values)
            self.move(seconds=seconds * max(0.65, min(1.0, 4 / len(order))), **{name: values})
