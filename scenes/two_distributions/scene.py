"""``TwoDistributions``: a hundred surprises, once sorted, are blocks p wide and ln(1/q) high."""

from __future__ import annotations

import math

import numpy as np

from scenes.two_distributions.fence import Fence
from scenes.two_distributions.numbers import TwoDistributionsNumbers
from stage.judging import is_hardly_any
from stage.story import Story

LATE = 20
"""Number of last guests that decide whether the average still moves."""

QUESTIONS = {
    "rooms": "As wide as the rooms?",
    "alike": "All alike?",
    "came": "Or as wide as they came?",
}
"""Spoken questions for the shapes that the viewer chooses from, by kind."""


class TwoDistributions(Story[TwoDistributionsNumbers]):
    """The story that asks how to score a guess."""

    def make_figure(self) -> Fence:
        """Return the main figure."""
        return Fence("the fence", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        has_end = math.isfinite(n.average)
        shapes = [QUESTIONS[kind] for kind in n.kinds_of_shapes]
        is_asked = len(shapes) > 1
        with self.beat(
            "rooms",
            "The {dragged_class}'s room is halved. And its roof?",
            "Half the room: {step:{form}} more, every time.",
            says="{count} kinds of guest visit your barn. You split it into rooms: the likelier "
            "you think a guest is, the wider its room. The height of the roof is your surprise. "
            "Halve a room, and the roof always rises by the same step.",
        ):
            self.move(dim=1.0, seconds=0.4)
            self.wait(0.3)
            self.follow(n.half)
            self.move(step_numbers=1.0, seconds=0.4)
            self.wait(0.4)
            self.follow(n.quarter)
            self.move(step_numbers=2.0, seconds=0.4)
        with self.beat(
            "ten",
            "First guest: {first_guest}. How surprising?",
            "Its fall stays behind, as a bar.",
            says="The first guest is {first_guest}. It falls through its room, from roof to "
            "ground, and that fall is your surprise. It stays, as a bar. Then come the others, "
            "each through the room for its kind.",
        ):
            self.move(step_numbers=0.0, seconds=0.3)
            self.follow(n.home)
            self.wait(0.2)
            self.move(dim=0.0, split=1.0, seconds=1.1)
            self.follow(n.few)
        with self.beat(
            "all",
            "All hundred come. And their average?",
            self._settled(),
            says="Now let all {move} hundred come. And then their average, bar by bar."
            + (" With all of them it is {average:{form}}." if has_end else ""),
        ):
            self.follow(n.rest)
            self.move(alone=1.0, seconds=1.0)
            if has_end:
                self.move(behind=1.0, traced=1.0, seconds=0.4)
                self.wait(0.4)
                self.follow(n.run)
        with self.beat(
            "guess",
            "Sorted by kind: which shape will it be?" if is_asked else "Now they are sorted.",
            guess=is_asked,
            says="That fence is a mess. Let us sort it by kind."
            + (f" What shape will we get? {' '.join(shapes)}" if is_asked else ""),
        ):
            self.move(behind=0.0, guess=float(is_asked), seconds=0.6)
        with self.beat(
            "sort",
            "",
            "As wide as they came.",
            says="Each kind {move} closes up into a block. Every bar keeps its height"
            + (", so the average cannot move" if has_end else "")
            + ". And the blocks? As wide as they came. The rooms had no say in that.",
            climax=True,
        ):
            if has_end:
                self.move(traced=0.0, level=1.0, seconds=0.6)
            self.follow(n.sort)
            self.move(closed=1.0, seconds=0.8)
            self.move(fitted=1.0, widths=1.0, seconds=1.2)
        with self.beat(
            "name",
            "",
            "Score it by its average surprise: H(p, q).",
            says="The width is how often each kind really comes. The height is how surprised you "
            "are, and that is up to your guess alone. Width times height, all together, is the "
            "average surprise. It is called cross entropy.",
            poster=True,
        ):
            self.move(guess=0.0, heights=1.0, seconds=0.6)

    def _settled(self) -> str:
        """Return the sentence about the final average."""
        n = self.numbers
        if not math.isfinite(n.average):
            return "One surprise has no end, nor has the average."
        if is_hardly_any(float(np.ptp(n.means[-LATE:]) / (np.ptp(n.means) or 1.0))):
            return "After a hundred, it hardly moves."
        return "After a hundred: {average:{form}}."
