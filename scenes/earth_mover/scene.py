"""``EarthMover``: with the average walk as the loss, pulls know the distance, and balance."""

from __future__ import annotations

from scenes.earth_mover.numbers import SLIDE, EarthMoverNumbers
from scenes.earth_mover.plank import Plank
from stage.story import Story

ONE, BOTH = 4, 11
"""Characters of a name, and of two, up to which a caption of one line tells them."""


class EarthMover(Story[EarthMoverNumbers]):
    """The question: can the pulls know the distance."""

    def make_figure(self) -> Plank:
        """The plank with its hay, and all that comes below it."""
        return Plank("the plank", self.numbers)

    def construct(self) -> None:
        self._balance()
        self._pull()
        self._carry()

    def _balance(self) -> None:
        """What the plank is; where it balances: at the average walk."""
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
            self.wait(1.0)
        with self.beat(
            "push",
            "Push the pivot along, and watch the plank.",
            "Level at {answer}: your average walk, {walk:{form}}."
            if n.answer
            else "Level: your average walk, {walk:{form}}.",
            says="Push it {move} along, and watch the plank. Still too heavy over there; a bit "
            "more, and there it is. The balance point is {walk:{form}} from the cat: your "
            "average walk.",
            climax=True,
        ):
            self.move(measured=1.0, seconds=0.2)
            with self.at_once():
                self.follow(n.slide)
                self.after(SLIDE - 0.4)
                self.move(letters=0.0, seconds=0.4)

    def _pull(self) -> None:
        """Why a place is pulled; how hard; and that both sides are pulled alike."""
        n = self.numbers
        with self.beat(
            "raise",
            "Let this be the loss. Raise the {strong_place}'s score."
            if len(n.strong_place) <= ONE
            else "Let this be the loss. Raise one score.",
            "More loss. So the score is pulled down.",
            says="Let that walk be the loss. Raise {move} the score of the {strong_place}: more "
            "hay goes there, the plank balances farther off, and the loss grows. So that score is "
            "pulled down.",
        ):
            self.move(solid=1.0, shared=0.0, seconds=0.6)
            self.move(raising=1.0, seconds=0.3)
            self.follow(n.lift)
        with self.beat(
            "pull",
            "How hard is it pulled? Arm times share.",
            says="How hard? By its {move} arm, which is how much farther than average it is, times "
            "its share. So the pull is an area.",
        ):
            with self.at_once():
                self.move(raising=0.0, seconds=0.3)
                self.follow(n.back)
            self.move(arm=1.0, seconds=0.7)
            self.move(built=1.0, seconds=1.8)
            self.move(sized=1.0, named=1.0, seconds=0.3)
            self.wait(0.8)
        with self.beat(
            "sides",
            "The others, too. Which side is stronger?",
            "Neither: {side:{pull_form}} up, {side:{pull_form}} down.",
            says="Now all the others. What is nearer than average is pulled up. Pour {move} both "
            "sides into boxes of the same width: they fill to the same height.",
        ):
            self.move(arm=0.0, sized=0.0, named=0.0, seconds=0.3)
            self.move(others=1.0, seconds=1.8)
            self.move(named=1.0, seconds=0.2)
            self.wait(0.6)
            with self.at_once():
                self.move(named=0.0, seconds=0.2)
                self.move(poured=1.0, seconds=1.4)
            self.move(summed=1.0, seconds=0.4)

    def _carry(self) -> None:
        """What is carried three times as far makes the loss and the pulls three times as large."""
        n = self.numbers
        is_short = n.near_place != n.far_place and len(n.near_place + n.far_place) <= BOTH
        with self.beat(
            "carry",
            "Another guess: {near_place}. Carry it to the {far_place}."
            if is_short
            else "Another guess. Carry its hay elsewhere.",
            f"Yes: {n.times} as far, {n.times} as hard."
            if n.times
            else "Yes: weigh the walk, and the pulls balance.",
            says="Now another guess: {near_place}. Carry {move} it to the {far_place}. This time, "
            "the loss and the pulls grow with it, and both sides still match. It is called the "
            "earth mover's distance, or Wasserstein distance: how much you carry, times "
            "the distance.",
            poster=True,
        ):
            self.follow(n.change)
            self.move(baled=1.0, seconds=0.4)
            self.wait(0.3)
            self.follow(n.carry)
            self.move(cut=1.0, seconds=0.4)
