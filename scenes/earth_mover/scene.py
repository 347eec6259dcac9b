"""``EarthMover``: with the average walk as the loss, pulls know the distance, and balance."""

from __future__ import annotations

from scenes.earth_mover.numbers import EarthMoverNumbers
from scenes.earth_mover.plank import Plank
from stage.story import Story

SHORT = 16
"""Characters of two names up to which a caption of one line tells both."""


class EarthMover(Story[EarthMoverNumbers]):
    """The question: can the pulls know the distance."""

    def make_figure(self) -> Plank:
        """The plank with its hay, and all that comes below it."""
        return Plank("the plank", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        if n.unbalanced:
            self._divide()
        with self.beat(
            "guess",
            "Weigh the walk: where does the path balance?",
            guess=True,
            says="So begin with a loss, not with pulls. The obvious one is your walk, on average. "
            "Lay the path on a pivot, like a seesaw: where will it balance?",
        ):
            self.move(panel=0.0, seconds=0.5)
            if n.folds:
                self.move(folded=1.0, seconds=1.5)
            self.move(poled=1.0, measured=1.0, guess=1.0, letters=1.0, seconds=0.6)
            self.wait(0.5)
        with self.beat(
            "push",
            "Push the pivot along until it is level.",
            "The balance point is the average walk.",
            says="Push it {move} along, and watch the plank. Still too heavy over there; a bit "
            "more, and there it is. The balance point is {walk:{form}} from the cat: your "
            "average walk.",
            climax=True,
        ):
            with self.at_once():
                self.move(guess=0.0, posts=0.0, seconds=0.6)
                self.after(0.3)
                self.move(freed=1.0, seconds=1.0)
            self.follow(n.slide)
        with self.beat(
            "flags",
            "Let the walk be the loss. And the pulls?",
            "Nearer than average: up. Farther: down.",
            says="Let that be the loss. Then each place is pulled by its share times its arm, how "
            "much nearer it is than average, or how much farther. {nearer}: up. {farther}: down. "
            "On a level plank, both sides match.",
        ):
            self.move(solid=1.0, letters=0.0, seconds=0.5)
            self.move(flags=1.0, seconds=2.5)
            self.move(told=1.0, seconds=0.4)
        if n.carries:
            with self.beat(
                "carry",
                "Now the old trick: {near_place} to {far_place}."
                if len(n.near_place + n.far_place) <= SHORT
                else "Now the old trick: carry the hay.",
                f"{n.times} as far, {n.times.lower()} the loss."
                if n.times
                else "Loss: {walks[0]:{form}} → {walks[1]:{form}} {unit}.",
                says="And the old trick, from {near_place} to {far_place}? This time, the loss "
                "comes along. They call it the earth mover's distance, or Wasserstein distance: "
                "how much you carry, times the distance.",
            ):
                self.move(told=0.0, shared=0.0, seconds=0.3)
                self.follow(n.change)
                self.move(baled=1.0, seconds=0.4)
                self.follow(n.carry)
        with self.beat(
            "answer",
            "",
            "Weigh the walk, and the pulls balance.",
            says="So yes, pulls can know the distance: weigh the walk, and they balance.",
            poster=True,
        ):
            if n.carries:
                self.move(ghost=1.0, even=1.0, seconds=0.6)
            else:
                self.wait(0.6)

    def _divide(self) -> None:
        """Each pull divided by its distance: it does not balance, and raises for nothing pay."""
        n = self.numbers
        with self.beat(
            "divide",
            "One idea: divide each pull by distance.",
            "The pulls no longer balance.",
            says="Could we not just divide each pull by the distance? Then what is farthest off is "
            "pulled least: surely the wrong way round. And the two sides no longer match.",
        ):
            with self.at_once():
                self.move(tagged=1.0, seconds=0.3)
                self.move(tags=1.0, seconds=1.2)
            self.follow(n.divide)
            self.move(gap=1.0, seconds=0.4)
        ends = (
            "Loss below zero?" if n.below else f"And the loss went {'up' if n.grows else 'down'}?"
        )
        with self.beat(
            "raise",
            "Raise all scores alike, again and again.",
            f"Nothing moved. {ends}",
            says="Does that matter? Raise {move} all the scores alike: not a straw moves, but by "
            f"these pulls the loss goes {'up, and up' if n.grows else 'down, and down'}. A loss "
            "that looks at the prediction cannot do that.",
        ):
            self.move(bar=0.0, gap=0.0, tagged=0.0, seconds=0.4)
            self.move(panel=1.0, seconds=0.4)
            self.wait(0.4)
            self.follow(n.lunch)
