"""``LogitNudges``: probability can only be taken from where it is."""

from __future__ import annotations

import numpy as np

from scenes.logit_nudges.numbers import LogitNudgesNumbers
from scenes.logit_nudges.strips import Strips
from stage.judging import is_nearly_all, is_next_to_nothing
from stage.story import Story

ALIKE = 0.5
"""A least gain of that share of the largest of its kind, or more, is not little beside it."""


class LogitNudges(Story[LogitNudgesNumbers]):
    """The question: of all nudges of one logit, which helps the true class most."""

    def make_figure(self) -> Strips:
        """The hero."""
        n = self.numbers
        rows = np.zeros(len(n.rows))
        return Strips(
            "the strips",
            names=n.names,
            subscript=n.subscript,
            target=n.target,
            rows=n.rows,
            q=n.q,
            nudge=n.nudge,
            gains=n.gains,
            giving=n.giving,
            forms=(n.gain_form, n.share_form),
            lens=n.lens,
            change=n.raised.change[0],
            pushed=rows,
            way=rows,
            length=n.giving,
            told=rows,
        )

    def construct(self) -> None:
        n = self.numbers
        every = np.ones(len(n.rows))
        first = 1.0 * (np.arange(len(n.rows)) == 0)
        with self.beat(
            "raise",
            "Push the {true_class}'s score up by {nudge:exact}.",
            self._paid(),
            says="Here are the shares again. Nielsen's book has another letter for them. Push the "
            "{true_class}'s score up a bit. Somebody has to pay. Look who does.",
        ):
            self.follow(n.raised)
            self.move(lined=1.0, seconds=0.4)
            self.follow(n.carried)
            self.move(told=first, seconds=0.4)
        with self.beat(
            "guess",
            "Or pull the other one down."
            if len(n.rows) == 2
            else "Or pull one of the others down. Which?",
            guess=True,
            says="Or leave the {true_class} alone, and pull another one down, just as much. "
            + ("Does that help as well?" if len(n.rows) == 2 else "Who helps most?"),
        ):
            self.move(headed=0.0, seconds=0.3)
            self.move(small=1.0, seconds=0.9)
            self.move(peeled=1.0, seconds=1.2)
            self.move(asked=1.0, seconds=0.4)
        with self.beat(
            "lower",
            self._pulled(),
            self._given(),
            says=self._of_the_others(),
            climax=True,
        ):
            self.move(asked=0.0, dim=1.0, told=0 * every, seconds=0.5)
            self.follow(n.lowered)
            self.wait(0.3)
            self.follow(n.spread)
            self.move(told=every, dim=0.0, seconds=0.5)
        if n.is_near:
            with self.beat(
                "fit",
                "Shrink what could give, and lay it on.",
                "Only the giver's share differs.",
                says="How much is it? Shrink what could give to the {true_class}'s share of "
                "itself, then by the nudge, and it fits, for a small nudge. So only the giver "
                "counts.",
            ):
                self.move(told=0 * every, seconds=0.4)
                self.move(fitting=1.0, by_share=1.0, seconds=0.5)
                self.follow(n.times_share)
                self.move(by_share=0.0, seconds=0.3)
                self.move(by_nudge=1.0, seconds=0.3)
                self.follow(n.times_nudge)
                self.move(laid=1.0, seconds=0.8)
                self.move(by_nudge=0.0, seconds=0.3)
                self.move(shared=1.0, told=every, seconds=0.4)
                self.move(formula=1.0, seconds=0.5)
        with self.beat(
            "answer",
            "It can only be taken from where it is.",
            says="Probability can only be taken from where it is."
            + (" And these numbers you know: they are the pulls." if n.is_near else ""),
            poster=True,
        ):
            self.move(told=every, seconds=0.4)

    def _paid(self) -> str:
        n = self.numbers
        if len(n.names) == 2:
            return "All of it came from the {likeliest}."
        if is_nearly_all(n.paid):
            return "Nearly all of it came from the {likeliest}."
        return "All the others have paid."

    def _pulled(self) -> str:
        others = len(self.numbers.rows) - 1
        return {
            1: "Pull it down, in a row of its own.",
            2: "Pull both, each in its own row.",
        }.get(others, "Pull all three, each in its own row.")

    def _given(self) -> str:
        n = self.numbers
        if len(n.names) == 2:
            return "Exactly the same."
        if n.gains[1:].min() < ALIKE * n.gains[1:].max():
            return "Who has little can give little."
        return "Who has as much can give as much."

    def _of_the_others(self) -> str:
        n = self.numbers
        if len(n.names) == 2:
            return "The one can only gain what the other gives up. So it is exactly the same nudge."
        said = "Each in a row of its own. What is taken is shared out among all the others. "
        if is_next_to_nothing(float(n.giving[1:].min())) and is_next_to_nothing(
            float(n.gains[1:].min() / n.gains[1:].max())
        ):
            return said + (
                "The {likeliest} has most to give. And the {least}, which has next to nothing, "
                "gives next to nothing."
            )
        return said + "Nobody can give more than there is."
