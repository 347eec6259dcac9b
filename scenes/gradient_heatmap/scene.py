"""``GradientHeatmap``: the truth is taken from the prediction, and what is wrong glows."""

from __future__ import annotations

import numpy as np

from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers
from scenes.gradient_heatmap.wall import Wall
from stage.judging import is_hardly_any
from stage.story import Story


class GradientHeatmap(Story[GradientHeatmapNumbers]):
    """The question: where is the network wrong."""

    def make_figure(self) -> Wall:
        """The hero."""
        n = self.numbers
        return Wall(
            "the lights",
            names=n.names,
            targets=n.targets,
            order=n.order,
            asked=n.asked,
            extremes=n.ends,
            form=n.form,
            g=n.q,
            taken=n.take.taken[0],
            flown=np.zeros(n.count),
            laid=n.lay.laid[0],
            place=n.sort.place[0],
            lifted=n.sort.lifted[0],
        )

    def construct(self) -> None:
        n, every = self.numbers, np.ones(self.numbers.count)
        with self.beat(
            "lay",
            "Each light is a share. Lay them end to end.",
            "They make exactly 1.",
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
            self.move(flown=every, seconds=1.0)
            self.wait(0.3)
            self.follow(n.take)
            self.move(ends=1.0, seconds=0.4)
        with self.beat(
            "push",
            "Which way do these push the scores?",
            "Up for the {true_class}, down for the others.",
            says="And this {move} is what each light does: it pushes the score of the "
            "{true_class} up, and those of the others down, the brighter it is, the harder.",
        ):
            self.move(pushed=1.0, seconds=1.2)
        with self.beat(
            "batch",
            "Put it back. Now {count} photos, {count} truths.",
            says="Put it back. Now {count} photos. On the left is what they really show. In each "
            "row, one will be taken from the true light.",
        ):
            self.move(ends=0.0, digits=0.0, pushed=0.0, seconds=0.4)
            with self.at_once():
                self.follow(n.back)
                self.move(flown=0 * every, seconds=0.8)
            with self.at_once():
                self.move(many=1.0, seconds=1.2)
                self.after(0.6)
                self.move(joined=1.0, seconds=1.2)
        with self.beat(
            "guess",
            self._question(),
            guess=True,
            says=self._candidates(),
        ):
            self.move(guess=1.0, framed=1.0, seconds=0.6)
            self.wait(1.0)
        with self.beat(
            "drop",
            "Take 1 from the true lights: these two first."
            if not all(n.asked)
            else "Take 1 from the true light in every row.",
            self._outcome(),
            says=f"Here come the truths. {self._flare()}",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.5)
            self.move(flown=np.array(n.asked, float), seconds=1.2)
            self.wait(0.3)
            self.follow(n.drop)
            if not all(n.asked):
                self.wait(0.5)
                self.move(flown=every, seconds=1.0)
                self.follow(n.rest)
        with self.beat(
            "sort",
            "Put the worst on top.",
            "Dark: sure and right. Bright: all others."
            if n.dark
            else "The brighter, the more wrong.",
            says="Put the {move} worst on top. This is the gradient, prediction minus truth, for "
            "{count} photos at a glance.",
            poster=True,
        ):
            self.move(framed=0.0, seconds=0.4)
            self.follow(n.sort)
            self.move(named=1.0, told=1.0, seconds=0.6)

    def _question(self) -> str:
        n = self.numbers
        if n.alike:
            return "Two rows, equally sure. Which one goes dark?"
        return "One of these two rows goes dark. Which?" if n.differ else "Which rows are wrong?"

    def _outcome(self) -> str:
        n = self.numbers
        if n.alike:
            return "Both were sure. Only one was right."
        if n.sure:
            return "The surest row is dark: it was right."
        return "What is left is how wrong each row is."

    def _candidates(self) -> str:
        """What is said of the rows on which a viewer guesses."""
        n = self.numbers
        if not n.differ:
            return "Which of them are wrong?"
        if n.alike:
            return "Look at these two rows. They are equally sure. Which of them goes dark?"
        if n.best_photo == n.worst_photo:
            return "Here are two of them. Which one goes dark?"
        return "Here is {best_photo}, and here {worst_photo}. Which of the two rows goes dark?"

    def _flare(self) -> str:
        """What is said while the truths sink in."""
        left = "hardly anything" if is_hardly_any(float(self.numbers.ends[1])) else "less"
        said = f"Where the right light was strong, {left} is left. "
        said += "Where it was weak, the row flares up."
        if self.numbers.alike:
            said += " Of the two that were so sure, only one was right."
        elif self.numbers.sure:
            said += " And the brightest light of all? Out. It was right."
        return said
