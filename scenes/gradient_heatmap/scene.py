"""``GradientHeatmap``: the truth is taken from the prediction, and what is wrong glows."""

from __future__ import annotations

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
            marked=(n.best, n.worst) if n.differ else tuple(range(n.count)),
            extremes=n.ends,
            form=n.form,
            g=n.q,
            laid=n.lay.laid[0],
            place=n.sort.place[0],
            lifted=n.sort.lifted[0],
        )

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "lay",
            "Lay the lights end to end.",
            "They make exactly 1.",
            says="One photo, and a light for each class, as bright as the network's belief in it. "
            "The {top_class} has most. Lay the lights end to end, and they make exactly one.",
        ):
            self.follow(n.lay)
        with self.beat(
            "take",
            "It is {one_true}. Take 1 from that light.",
            "Left of 0: too low. Right of 0: too high.",
            says="But it is {one_true}, so the {true_class} should have it all. Take one away from "
            "its light. It goes out, and comes back as what is missing. What is too high is just "
            "as long.",
        ):
            self.move(flown=1.0, seconds=1.0)
            self.wait(0.3)
            self.follow(n.take)
            self.move(ends=1.0, seconds=0.4)
        with self.beat(
            "batch",
            "Now {count} photos, each with its own truth.",
            says="Now {count} photos. On the left is what they really show. We will take one from "
            "each row.",
        ):
            self.move(ends=0.0, digits=0.0, seconds=0.4)
            with self.at_once():
                self.follow(n.back)
                self.move(flown=0.0, seconds=0.8)
            with self.at_once():
                self.move(many=1.0, seconds=1.2)
                self.after(0.6)
                self.move(joined=1.0, seconds=1.2)
        with self.beat(
            "guess",
            "One of these two rows goes dark. Which?"
            if n.differ
            else "Which of these rows are wrong?",
            guess=True,
            says=self._candidates(),
        ):
            self.move(guess=1.0, seconds=0.6)
        with self.beat(
            "drop",
            "Take 1 from the true light in every row.",
            "The surest row is dark: it was right."
            if n.sure
            else "What is left is how wrong each row is.",
            says=f"Here come the truths. {self._flare()}",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.5)
            self.move(flown=1.0, seconds=2.0)
            self.wait(0.3)
            self.follow(n.drop)
        with self.beat(
            "sort",
            "Put the worst on top.",
            "Bright is wrong. Dark is right." if n.dark else "The brighter, the more wrong.",
            says="Put the worst on top. This is the gradient, prediction minus truth, for {count} "
            "photos at a glance.",
            poster=True,
        ):
            self.follow(n.sort)
            self.move(named=1.0, told=1.0, seconds=0.6)

    def _candidates(self) -> str:
        """What is said of the rows on which a viewer guesses."""
        n = self.numbers
        if not n.differ:
            return "Which of them are wrong?"
        if n.best_photo == n.worst_photo:
            return "Here are two of them. Which one goes dark?"
        return "Here is {best_photo}, and here {worst_photo}. Which of the two rows goes dark?"

    def _flare(self) -> str:
        """What is said while the truths sink in."""
        left = "hardly anything" if is_hardly_any(float(self.numbers.ends[1])) else "less"
        said = f"Where the right light was strong, {left} is left. "
        said += "Where it was weak, the row flares up."
        if self.numbers.sure:
            said += " And the brightest light of all? Out. It was right."
        return said
