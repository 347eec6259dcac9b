"""``EarthMover``: with the average walk as the loss, the pulls grow with the distance."""

from __future__ import annotations

from scenes.earth_mover.numbers import SLIDE, EarthMoverNumbers
from scenes.earth_mover.plank import Plank
from stage.story import Story

SHORT = 4
"""Characters of a name up to which a caption of one line contains it."""


class EarthMover(Story[EarthMoverNumbers]):
    """The question: can a loss care how far off a guess is."""

    def make_figure(self) -> Plank:
        """The plank with its hay, its pivot and its pulls."""
        return Plank("the plank", self.numbers)

    def construct(self) -> None:
        self._balance()
        self._pull()
        self._carry()

    def _balance(self) -> None:
        """What the plank is, and where it balances: at the average walk."""
        n = self.numbers
        with self.beat(
            "hay",
            "A guess, in hay: where is the cat?",
            "The cat is at the {true_place}. So you walk.",
            says="A camera guesses where the cat is. It lays {move} its guess along the path, "
            "in hay. But the cat is at the {true_place}; from anywhere else, you have to walk.",
        ):
            self.move(laid=1.0, seconds=1.3)
            self.move(shared=1.0, seconds=0.3)
            self.move(cat=1.0, seconds=0.5)
        with self.beat(
            "guess",
            "Where must the pivot stand to make it level?"
            if n.answer
            else "No posts. Where is the path level?",
            guess=True,
            says="Let us begin with a loss: your walk, on average. Take {move} the posts away, and "
            "the path tips. Where must the pivot stand to make it level?",
        ):
            self.move(poled=1.0, seconds=0.3)
            with self.at_once():
                self.move(posts=0.0, seconds=0.7)
                self.after(0.4)
                self.move(freed=1.0, seconds=1.0)
            self.move(letters=1.0, seconds=0.4)
        with self.beat(
            "push",
            "Push the pivot along, and watch the plank.",
            "Level at {answer}: your average walk, {walk:{form}}."
            if n.answer
            else "Level: your average walk, {walk:{form}}.",
            says="Push it {move} along, and watch the plank. Still too heavy over there; a bit "
            "more, and there it is. The balance point is {walk:{form}} from the cat: your "
            "average walk.",
        ):
            self.move(measured=1.0, seconds=0.2)
            with self.at_once():
                self.follow(n.slide)
                self.after(SLIDE - 0.4)
                self.move(letters=0.0, seconds=0.4)

    def _pull(self) -> None:
        """How hard the true score is pulled, and that the others pull as hard against it."""
        n = self.numbers
        with self.beat(
            "pull",
            "Let this be the loss. How is the {true_place} pulled?"
            if len(n.true_place) <= SHORT
            else "Let this be the loss. How does it pull?",
            says="Let that walk be the loss. How hard {move} does it pull up the score of the "
            "{true_place}? By its arm, which reaches to the pivot, times its share. So the pull "
            "is an area.",
        ):
            self.move(solid=1.0, shared=0.0, seconds=0.6)
            self.move(arm=1.0, seconds=0.7)
            self.move(built=1.0, seconds=1.6)
        with self.beat(
            "sides",
            "The others, too. Which side is stronger?",
            "Neither: {side:{pull_form}} up, {side:{pull_form}} down.",
            says="Now {move} all the others. What is farther than average is pulled down. And "
            "both sides pull alike: that is why the plank is level.",
        ):
            self.move(arm=0.0, seconds=0.3)
            self.move(others=1.0, seconds=1.4)
            self.move(summed=1.0, seconds=0.3)

    def _carry(self) -> None:
        """That hay that is carried farther off changes the walk's pull, not cross entropy's."""
        n = self.numbers
        with self.beat(
            "compare",
            "A new guess. Two losses pull the {true_place} up."
            if len(n.true_place) <= SHORT
            else "A new guess. Compare two losses' pulls.",
            says="Now {move} a new guess. The walk's pull up is again arm times share. And cross "
            "entropy's? It is all the hay that is not at the {true_place}.",
        ):
            self.move(summed=0.0, seconds=0.2)
            self.move(built=0.0, others=0.0, seconds=0.7)
            self.follow(n.change)
            self.move(blocks=1.0, seconds=0.4)
            self.move(built=1.0, seconds=1.0)
            self.move(raised=1.0, seconds=0.8)
            self.wait(0.2)
            self.move(crossed=1.0, seconds=0.8)
        with self.beat(
            "which",
            "The hay goes to the {far_place}. Which pull changes?"
            if len(n.far_place) <= SHORT
            else "Carry the hay over. Which pull changes?",
            guess=True,
            says="Carry the hay to the {far_place}. Which of the two pulls changes?",
        ):
            self.move(ghost=1.0, seconds=0.5)
        with self.beat(
            "carry",
            "",
            f"Only the walk's: {n.times} as hard."
            if n.times
            else "Cross entropy: {cross_pulls[1]:{pull_form}}. "
            "The walk: {walk_pulls[1]:{pull_form}}.",
            says="Off {move} it goes. Cross entropy only asks how much hay is not at the "
            "{true_place}, not where it is. The walk's pull follows the distance. This loss is "
            "called the earth mover's distance, or Wasserstein distance.",
            climax=True,
            poster=True,
        ):
            self.follow(n.carry)
            self.move(cut=1.0, ghost=0.0, seconds=0.5)
            self.wait(0.1)
