"""``EarthMover``: with the average walk as the loss, the pull grows with the distance."""

from __future__ import annotations

from scenes.earth_mover.numbers import EarthMoverNumbers
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
            says="A camera {move} guesses where the cat is. But the cat is at the {true_place}: "
            "from anywhere else, you walk.",
        ):
            self.follow(n.grow)
            self.move(percent=1.0, seconds=0.3)
            self.wait(0.4)
            self.move(cat=1.0, seconds=0.5)
            self.move(walked=1.0, seconds=1.0)
        with self.beat(
            "guess",
            "Where must the pivot stand to make it level?"
            if n.answer
            else "No posts. Where is the path level?",
            guess=True,
            says="Without {move} its posts, the path tips. Where must the pivot stand to make it "
            "level?",
        ):
            self.move(walked=2.0, poled=1.0, seconds=0.6)
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
            says="Push it {move} along, and watch the plank. It is level at {walk:{form}}: your "
            "average walk.",
        ):
            self.move(measured=1.0, seconds=0.2)
            self.follow(n.slide)

    def _pull(self) -> None:
        """How hard the walk, as the loss, pulls the true score up, and how hard cross entropy."""
        n = self.numbers
        is_short = len(n.true_place) <= SHORT
        with self.beat(
            "change",
            "Let this be the loss. Now another guess.",
            says="Let that walk {move} be the loss. And take another guess.",
        ):
            self.move(loss=1.0, percent=0.0, letters=0.0, seconds=0.5)
            self.follow(n.change)
            self.move(blocks=1.0, seconds=0.3)
        with self.beat(
            "pull",
            "How hard does the loss raise the {true_place}'s hay?"
            if is_short
            else "How hard does the loss raise the cat's hay?",
            "Walk times share: {walks[0]:{form}} × {share:{pull_form}} = "
            "{walk_pulls[0]:{pull_form}}.",
            says="How hard does {move} it pull up the score of the {true_place}? By the walk, "
            "times the share of the {true_place}.",
        ):
            self.move(built=1.0, seconds=2.0)
            self.move(product=1.0, seconds=0.3)
            self.move(raised=1.0, seconds=1.4)
        with self.beat(
            "cross",
            "Cross entropy: all hay not at the {true_place}."
            if is_short
            else "Cross entropy: all hay elsewhere.",
            says="And cross entropy? {move} By all the hay that is not at the {true_place}.",
        ):
            self.move(product=0.0, measured=0.0, seconds=0.3)
            self.move(crossed=1.0, seconds=1.7)

    def _carry(self) -> None:
        """That hay that is carried farther off changes the walk's pull, not cross entropy's."""
        n = self.numbers
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
            "Only the walk's pull knows how far."
            if n.ratio > 1
            else "Cross entropy: {cross_pulls[1]:{pull_form}}. "
            "The walk: {walk_pulls[1]:{pull_form}}.",
            says="Off {move} it goes. Cross entropy asks only how much hay is elsewhere. The "
            "walk's pull follows the distance.",
            climax=True,
        ):
            self.follow(n.carry)
            self.move(times=1.0, ghost=0.0, seconds=0.5)
        with self.beat(
            "named",
            says="This loss is called the earth mover's distance.",
            poster=True,
        ):
            self.wait(0.4)
