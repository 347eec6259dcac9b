"""``LogitNudges``: a push of one class is worth pulls of all the others."""

from __future__ import annotations

import numpy as np

from scenes.logit_nudges.numbers import LogitNudgesNumbers
from scenes.logit_nudges.rows import Rows
from stage.cast import called
from stage.story import Story

FEW = ("", "The {likeliest} paid for that.", "Both paid for that.", "All three paid for that.")
"""Who paid for the push, by how many there are."""


class LogitNudges(Story[LogitNudgesNumbers]):
    """The question: of all nudges of one logit, which helps the true class most."""

    def make_figure(self) -> Rows:
        """The hero."""
        return Rows("the rows", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        is_wrong = "is wrong" if n.is_wrong else "is right"
        with self.beat(
            "shares",
            "This is {one_true}. The network says {believed}.",
            says="This bar is what the network believes, shared out among the classes. This is "
            f"{{one_true}}. The {{believed}} has most of the bar, so the network {is_wrong}.",
        ):
            self.move(known=1.0, seconds=0.8)
        with self.beat(
            "scores",
            "Each share comes from a score.",
            says="Each share comes from a score, a bead {move} on this rail. The higher the score, "
            "the more of the bar.",
        ):
            self.move(scored=1.0, seconds=1.0)
        with self.beat(
            "guess",
            "Which helps the {true_class} more?",
            guess=True,
            says="You may nudge {move} one score, and only once. Push the {true_class} up, or pull "
            "the {likeliest} down, just as far. Which helps the {true_class} more?",
        ):
            self.move(alone=0.0, seconds=0.4)
            self.move(rows=1.0, seconds=1.4)
            self.move(aimed=1.0, asked=1.0, seconds=0.6)
            self.wait(1.0)
        with self.beat(
            "push",
            "Push the {true_class}'s score up by {nudge:exact}.",
            FEW[len(n.others)] if len(n.others) < len(FEW) else "All the others paid.",
            says="Push {move} the {true_class}. Its share can only grow by what others lose, and "
            "all of them lose something.",
        ):
            self.move(asked=0.0, seconds=0.3)
            self.move(told=np.array([1.0, 0.0]), seconds=0.3)
            self.wait(0.5)
            self.follow(n.raised)
        with self.beat(
            "pull",
            "Now pull the {likeliest}'s score down.",
            self._compared(),
            says="Now leave the {true_class} alone, and pull {move} the {likeliest} down, just as "
            f"far. {self._shared()}",
        ):
            self.move(dim=1.0, told=np.ones(2), seconds=0.4)
            self.wait(0.5)
            self.follow(n.lowered)
            self.move(dim=0.0, compared=1.0, seconds=0.8)
        with self.beat("join", self._invitation(), says=self._joining(), climax=True):
            if n.lens > 1:
                self.move(zoom=1.0, seconds=1.6)
            if len(n.others) > 1:
                self.follow(n.joined)
            else:
                self.wait(3.0)
            self.wait(0.6)
            if n.lens > 1:
                self.move(zoom=0.0, seconds=1.6)
            self.move(same=1.0, seconds=0.8)
        with self.beat(
            "answer",
            "Between the scores there are the same gaps.",
            self._answer(),
            says="Why? Slide {move} the lower scores along: the gaps between them are the same, "
            f"and only the gaps count. {self._answer()}",
            poster=True,
        ):
            self.move(aimed=0.0, seconds=0.4)
            self.move(slid=1.0, seconds=1.6)

    def _compared(self) -> str:
        n = self.numbers
        if len(n.others) == 1:
            return "That is the same as the push."
        takers = [called(n.names[k]) for k in n.others[1:]]
        named = " and the ".join(takers)
        if len(takers) > 2 or len(named) > 20:
            return "The others took a part of that, too."
        return f"The {named} took a part of that, too."

    def _shared(self) -> str:
        """Who gets what the first pull frees."""
        if len(self.numbers.others) == 1:
            return "There is nobody else, so the {true_class} gets all that it loses."
        return (
            "What the {likeliest} loses is shared out among all the others, so the {true_class} "
            "gets only a part of it."
        )

    def _invitation(self) -> str:
        if len(self.numbers.others) == 1:
            return "There is nobody else to pull."
        return "Now pull the others down as well."

    def _joining(self) -> str:
        if len(self.numbers.others) == 1:
            return "There is nobody else to pull. Both rows are the same."
        return (
            "Look closely {move} at that edge. Now pull the others down as well, just as far, one "
            "after the other. Each of them gives something up, until nothing is missing any more. "
            "Both rows are the same."
        )

    def _answer(self) -> str:
        if len(self.numbers.others) == 1:
            return "Pushing one is pulling the other."
        return "Pushing the {true_class} is pulling all the others."
