"""``GradientHeatmap``: the truth is taken from the prediction, and what is wrong glows."""

from __future__ import annotations

import numpy as np

from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers
from scenes.gradient_heatmap.wall import Wall
from stage.story import Story


class GradientHeatmap(Story[GradientHeatmapNumbers]):
    """The question: where is the network wrong."""

    def make_figure(self) -> Wall:
        """The hero."""
        n = self.numbers
        return Wall(
            "the lights",
            n,
            g=n.q,
            taken=n.take.taken[0],
            flown=np.zeros(n.count),
            laid=n.lay.laid[0],
        )

    def construct(self) -> None:
        n, rows = self.numbers, np.arange(self.numbers.count)
        is_first, in_pair, every = rows == 0, np.isin(rows, n.pair), rows >= 0
        with self.beat(
            "lay",
            "Each light is a share. Lay them end to end.",
            says="One photo, and a light for each class, as bright as the network's belief in it. "
            "The {top_class} has most. Lay {move} the lights end to end, and they make "
            "exactly one.",
        ):
            self.follow(n.lay)
        with self.beat(
            "take",
            "The truth is 1 for the {true_class}. Take it away.",
            "What the {true_class} lacks, the others have.",
            says="But it is {one_true}, so the {true_class} should have it all. Take {move} one "
            "away from its light. It goes out, and comes back as what is missing. And it is "
            "exactly how much too much the others have.",
        ):
            self.move(flown=1.0 * is_first, seconds=1.0)
            self.wait(0.3)
            self.follow(n.take)
            self.move(ends=1.0, seconds=0.4)
        with self.beat(
            "pair",
            "Now two other photos." if len(n.pair) == 2 else "Now another photo.",
            "The network is equally sure of both." if n.alike else "",
            says=self._introduction(),
        ):
            with self.at_once():
                self.move(alone=0.0, digits=0.0, ends=0.0, seconds=0.5)
                self.after(0.4)
                self.move(pair=1.0, seconds=1.0)
            self.move(sure=1.0, seconds=0.5)
        with self.beat("guess", self._question(), guess=True, says=self._asked()):
            self.move(guess=1.0, seconds=0.6)
        with self.beat(
            "drop",
            "Take 1 from the true light in each row."
            if len(n.pair) == 2
            else "Take 1 from the true light.",
            "Both were sure. Only one was right."
            if n.alike
            else "What is left is how wrong it is.",
            says=self._flare(),
            climax=True,
        ):
            self.move(guess=0.0, sure=0.0, seconds=0.4)
            self.move(flown=1.0 * (is_first | in_pair), seconds=1.2)
            self.follow(n.drop)
            self.move(left=1.0, seconds=0.4)
        with self.beat(
            "steer",
            "What is left also says how to learn.",
            "Raise what is missing, lower the rest.",
            says="What is left also says how to learn. {move} Raise the score of what is missing, "
            "and lower the score of what is too much, each as far as it glows. Prediction minus "
            "truth: that is the gradient, and learning goes against it.",
        ):
            self.move(left=0.0, seconds=0.3)
            self.move(arrows=1.0, seconds=1.4)
            self.move(named=1.0, seconds=0.5)
        with self.beat(
            "wall",
            "Now all {count} photos at once.",
            "It glows where the network is wrong.",
            says="Now all {count} photos. {move} One is taken from each true light, and what glows "
            "is where the network is wrong.",
            poster=True,
        ):
            self.move(arrows=0.0, seconds=0.3)
            self.move(wall=1.0, seconds=1.6)
            if n.count > 1 + len(n.pair):
                self.move(flown=1.0 * every, seconds=1.0)
                self.follow(n.rest)

    def _introduction(self) -> str:
        if self.numbers.alike:
            return (
                "Here {move} are two other photos. In each, one light is very bright. "
                "The network is equally sure of both."
            )
        return (
            "Here {move} are two other photos."
            if len(self.numbers.pair) == 2
            else ("Here {move} is another photo.")
        )

    def _question(self) -> str:
        if self.numbers.differ:
            return "Which of the two rows goes dark?"
        return "How much will be left?"

    def _asked(self) -> str:
        """What a voice asks."""
        if self.numbers.differ:
            return "On the left is what they really show. Which of the two rows will go dark?"
        return "On the left is what is really shown. How much will be left?"

    def _flare(self) -> str:
        """What a voice says while the truth is taken from the pair."""
        said = (
            "Take one {move} from each true light. "
            if len(self.numbers.pair) == 2
            else ("Take one {move} from the true light. ")
        )
        if self.numbers.alike:
            return said + (
                "Where the bright light was right, it goes out. Where it was wrong, it stays, and "
                "what is missing flares up beside it."
            )
        return said + "Where that light was strong, less is left. Where it was weak, more is left."
