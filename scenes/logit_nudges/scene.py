"""``LogitNudges``: one push takes from all the others, a pull from one of them alone."""

from __future__ import annotations

import numpy as np

from scenes.logit_nudges.numbers import LogitNudgesNumbers
from scenes.logit_nudges.strips import Strips
from stage.judging import is_nearly_all
from stage.story import Story

FEW = ("", "The {likeliest} paid for that.", "Both paid for that.", "All three paid for that.")
"""Who paid for the push, by how many there are."""


class LogitNudges(Story[LogitNudgesNumbers]):
    """The question: of all nudges of one logit, which helps the true class most."""

    def make_figure(self) -> Strips:
        """The hero."""
        return Strips("the strips", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        self._introduce()
        with self.beat(
            "guess",
            "Which helps the {true_class} more?",
            guess=True,
            says="You may nudge one score, and only once. Push the {true_class} up, or pull the "
            "{likeliest} down, just as far. Which helps the {true_class} more?",
        ):
            self.move(alone=0.0, seconds=0.4)
            self.move(rows=1.0, seconds=1.4)
            self.move(aimed=1.0, asked=1.0, seconds=0.6)
            self.wait(1.0)
        with self.beat(
            "raise",
            "Push the {true_class}'s score up by {nudge:exact}.",
            says="Push the {true_class}. Its share can only grow by what others lose. Look who "
            "pays.",
        ):
            self.move(asked=0.0, seconds=0.4)
            self.follow(n.raised)
            self.follow(n.carried)
            self.move(told=np.array([1.0, 0.0]), seconds=0.4)
        with self.beat(
            "lower",
            f"{self._payers()} Now pull the {{likeliest}}.",
            self._heirs(),
            says=f"{self._payers()} Now leave the {{true_class}} alone, and pull the {{likeliest}} "
            "down, just as far. It alone gives something up.",
        ):
            self.move(dim=1.0, seconds=0.4)
            self.follow(n.lowered)
            self.follow(n.freed)
        with self.beat("split", says=self._split()):
            self.follow(n.split)
            self.move(told=np.ones(2), dim=0.0, compared=1.0, seconds=0.6)
        with self.beat(
            "lay",
            self._contest(),
            self._filled(),
            says=self._laid(),
            climax=True,
        ):
            self.follow(n.grown)
            self.move(told=np.array([1.0, 0.0]), seconds=0.3)
            self.follow(n.laid)
            if len(n.others) > 1:
                self.follow(n.rest)
        with self.beat(
            "answer",
            result=self._answer(),
            says=f"{self._answer()} Probability can only be taken from where it is: the push takes "
            "it from everybody, a pull from one alone.",
            poster=True,
        ):
            self.move(large=1.0, seconds=1.8)

    def _introduce(self) -> None:
        """The shares, then the scores that they come from."""
        says = "is wrong" if self.numbers.is_wrong else "is right"
        with self.beat(
            "shares",
            "This is {one_true}. The network says {believed}.",
            says="This bar is everything the network believes, shared out among the classes. This "
            f"is {{one_true}}. The {{believed}} has most of the bar, so the network {says}.",
        ):
            self.move(known=1.0, seconds=0.8)
        with self.beat(
            "scores",
            "Each share comes from a score.",
            says="Each share comes from a score, a bead on this rail. The higher the score, the "
            "more of the bar.",
        ):
            self.move(scored=1.0, seconds=1.2)

    def _payers(self) -> str:
        """Who paid for the push."""
        others = len(self.numbers.others)
        return FEW[others] if others < len(FEW) else "All the others paid."

    def _heirs(self) -> str:
        """Who gets what the pull frees."""
        if len(self.numbers.others) == 1:
            return "All of it goes to the {true_class}."
        return "The rest share it: who has more gets more."

    def _split(self) -> str:
        if len(self.numbers.others) == 1:
            return "There is nobody else, so the {true_class} gets all of it."
        return (
            "What is freed is shared out among all the others, in proportion to what they have. So "
            "the {true_class} gets only its part of it, and crumbs go elsewhere."
        )

    def _contest(self) -> str:
        if len(self.numbers.others) == 1:
            return "It is the same. Lay one against the other."
        return "The push won. Now lay all pulls against it."

    def _filled(self) -> str:
        if len(self.numbers.others) == 1:
            return "The one fills the other."
        return "One by one, they fill {fill:.0%} of it."

    def _laid(self) -> str:
        if len(self.numbers.others) == 1:
            return "Both gains, side by side. They are the same."
        return (
            "Here is the gain of the push, in the colours of those who paid for it. Below it lies "
            "that of the {likeliest}'s pull. Now pull each of the others in turn, and lay its gain "
            "at the end. One by one, they do not quite fill it; pull all of them at once, and it "
            "is the same."
        )

    def _answer(self) -> str:
        n = self.numbers
        if len(n.others) == 1:
            return "Pushing one is pulling the other."
        if not is_nearly_all(n.fill):
            return "Pushing the {true_class} beats every single pull."
        them = {2: "both", 3: "all three"}.get(len(n.others), "all the others")
        return f"Pushing the {{true_class}} is nearly pulling {them}."
