"""``LogitNudges``: a push of one class is worth pulls of all the others."""

from __future__ import annotations

import numpy as np

from scenes.logit_nudges.numbers import LogitNudgesNumbers
from scenes.logit_nudges.rows import Rows
from stage.story import Story


class LogitNudges(Story[LogitNudgesNumbers]):
    """The question: of all nudges of one logit, which helps the true class most."""

    def make_figure(self) -> Rows:
        """Make the hero."""
        return Rows("the rows", self.numbers)

    def construct(self) -> None:
        self._ask()
        self._push()
        self._pull()
        self._join()
        self._slide()

    def _ask(self) -> None:
        """What a share and a score are; and the question."""
        is_wrong = "is wrong" if self.numbers.is_wrong else "is right"
        with self.beat(
            "shares",
            "This is {one_true}. The network says {believed}.",
            "Each share comes from a score.",
            says="This is {one_true}. The {believed} has the largest share, so the network "
            f"{is_wrong}. Each share comes from a score, {{move}} a bead on this rail. The higher "
            "the score, the larger the share.",
        ):
            self.move(scored=1.0, seconds=0.8)
        with self.beat(
            "guess",
            "Which helps the {true_class} more?",
            guess=True,
            says="You may nudge {move} one score. Push the {true_class} up, or pull the "
            "{likeliest} down, just as far. Which helps the {true_class} more?",
        ):
            self.move(alone=0.0, seconds=0.3)
            self.move(rows=1.0, seconds=1.0)
            self.move(aimed=1.0, asked=1.0, seconds=0.5)

    def _push(self) -> None:
        """Row 0: all others give a strip to the true class."""
        n = self.numbers
        with self.beat(
            "push",
            "Push the {true_class}'s score up by {nudge:exact}.",
            "All the others paid for that."
            if len(n.others) > 1
            else "The {likeliest} paid for that.",
            says="Push {move} the {true_class}. Its share can only grow by what others lose, and "
            "all of them give something up. Their strips go to the {true_class}.",
        ):
            self.move(asked=0.0, seconds=0.3)
            self.follow(n.raised)
            self.wait(0.2)
            self.move(given=np.array([1.0, 0.0]), seconds=1.6)
            self.move(told=np.array([1.0, 0.0]), seconds=0.3)

    def _pull(self) -> None:
        """Row 1: the likeliest other class gives a strip to each of the rest."""
        n = self.numbers
        is_alone = len(n.others) == 1
        with self.beat(
            "pull",
            "Now pull the {likeliest}'s score down.",
            "That is the same as the push." if is_alone else "The rest got a part of that, too.",
            says="Now leave the {true_class} alone, and pull {move} the {likeliest} down, just as "
            "far. "
            + (
                "There is nobody else, so the {true_class} gets all that it loses."
                if is_alone
                else "What the {likeliest} loses is shared out among all the others, so the "
                "{true_class} gets only a part of it."
            ),
        ):
            self.move(dim=1.0, seconds=0.3)
            self.follow(n.lowered)
            self.wait(0.2)
            self.move(given=np.ones(2), seconds=1.6)
            self.move(dim=0.0, compared=1.0, told=np.ones(2), seconds=0.5)

    def _join(self) -> None:
        """Row 1: the rest is pulled down as well, until both bars are the same."""
        n = self.numbers
        is_alone = len(n.others) == 1
        with self.beat(
            "join",
            "There is nobody else to pull."
            if is_alone
            else "The push wins. Can the rest close the gap?",
            "Now both bars are the same.",
            says="There is nobody else to pull. Both bars are the same."
            if is_alone
            else "So the push wins. Can the rest close the gap? {move} Pull the rest down as "
            "well, just as far, until nothing is missing any more. Both bars are the same.",
        ):
            if not is_alone:
                self.follow(n.joined)
            self.move(same=1.0, compared=0.0, seconds=0.6)

    def _slide(self) -> None:
        """Both bars become one; the lower scores rise together, and no share changes."""
        n = self.numbers
        with self.beat(
            "merge",
            says="But the scores still differ. {move} Lay one bar on the other, and look at the "
            "two rails.",
        ):
            self.move(merged=1.0, aimed=0.0, seconds=1.8)
        with (
            self.beat(
                "slide",
                "Move all the lower scores up by {nudge:exact}.",
                "Same gaps, same shares.",
                says="Now move {move} all the lower scores up, together. The gaps between them "
                "stay as they are, and so does the bar. Only the gaps count.",
                climax=True,
            ),
            self.at_once(),
        ):
            self.move(raised=1.0, seconds=0.5)
            self.follow(n.shifted)
        worth = "all the pulls together" if len(n.others) > 1 else "the pull"
        with self.beat(
            "answer",
            f"The push is worth {worth}.",
            says=f"So one push of the {{true_class}} is worth {worth}.",
            poster=True,
        ):
            pass
