"""``SumToOne``: what one class gains, all the others lose by the same factor."""

from __future__ import annotations

from scenes.sum_to_one.bands import Bands
from scenes.sum_to_one.numbers import SumToOneNumbers
from stage.story import Story

COUNTS = {2: "both", 3: "all three"}
"""Words for all the others, by their number."""


class SumToOne(Story[SumToOneNumbers]):
    """The story that asks who pays if one class gets more."""

    def make_figure(self) -> Bands:
        """Return the main figure."""
        return Bands("the bands", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        is_guessed, are_two = any(n.guessed), len(n.names) == 2
        others = COUNTS.get(len(n.names) - 1, "all of them")
        takes = "half" if n.takes_half else "more"
        parts = "" if are_two else ", and the others split it as they always did"
        alike = "" if are_two else ", and everybody's part shrinks by the same factor"
        kept = "about half" if 0.45 <= n.kept <= 0.55 else "{kept:.2f}"
        before, after = n.losses
        rises = "goes from {losses[0]:{loss_form}} to {losses[1]:{loss_form}}"
        if after > 2 * before:
            rises = "more than doubles"
        with self.beat(
            "guess",
            "The other one pays. How?"
            if are_two
            else f"The {{raised_class}} takes {takes}. Who pays?",
            guess=True,
            says="This bar is everything the network believes, and it adds up to one. "
            f"{self._question(others, takes)}",
        ):
            self.move(guess=1.0, bracket=0.0, seconds=0.6)
            self.wait(4.0)
        with self.beat(
            "pay",
            "Raise the {raised_class}'s score, nothing else.",
            "Which guess does the bar meet?" if is_guessed else "",
            says="We raise {move} the {raised_class}'s score, and touch nothing else.",
        ):
            self.move(spread=0.0, rail=1.0, share_number=1.0, seconds=1.0)
            self.wait(0.5)
            self.follow(n.climb)
        with self.beat(
            "match",
            result="The {likeliest_class} pays all of it."
            if are_two
            else f"{others.capitalize()}, by the same factor.",
            says=("See which of our guesses the bar matches. " if is_guessed else "")
            + (
                "What it gains, the {likeliest_class} loses."
                if are_two
                else f"The same factor for everybody: each keeps {kept} of what it had."
            ),
        ):
            if is_guessed:
                self.move(dashes=1.0, share_number=0.0, loss_number=0.0, seconds=1.0)
                self.wait(0.4)
                self.move(wrong=0.0, seconds=0.5)
                self.move(match=1.0, seconds=1.0)
            self.move(guess=0.0, factor_numbers=1.0, share_number=1.0, loss_number=1.0, seconds=0.5)
        with self.beat(
            "cost",
            "Go on. Now watch the {true_class}.",
            "Its score never moved. Loss {losses[0]:{loss_form}} → {losses[1]:{loss_form}}",
            says="Keep {move} going, and keep an eye on the {true_class}. Nobody touched its "
            f"score. Still, its share is melting away, and its loss {rises}.",
        ):
            self.move(factor_numbers=0.0, aside=1.0, seconds=0.5)
            self.follow(n.on)
        with self.beat(
            "warp",
            "Now let the axis be the {raised_class}'s share.",
            "The border is straight." if are_two else "Every border is straight, to one point.",
            says="Those curves hide something simple. Let the axis {move} be the {raised_class}'s "
            f"own share, instead of its score. What is left is one minus that share{parts}. So "
            "every edge is a straight line, and they all meet at one point.",
        ):
            self.move(share_number=0.0, loss_number=0.0, aside=0.0, bar=0.0, seconds=0.6)
            self.move(bend=1.0, seconds=4.5)
            self.move(onward=1.0, seconds=1.0)
        with self.beat(
            "slide",
            "Slide what is left into that point."
            if are_two
            else "Slide the rest along. Does its mix change?",
            says="Now slide {move} what is left along the wedge. The more the {raised_class} has, "
            f"the less is left{alike}. Give everything to the {{raised_class}}, and nothing "
            "is left.",
            climax=True,
        ):
            self.move(sliding=1.0, dim=1.0, seconds=0.8)
            self.follow(n.slide)
        with self.beat(
            "answer",
            result="One gains, the other loses."
            if are_two
            else "One gains, the others lose by one factor.",
            says="So nobody pays alone. What one gains, the others lose, and their proportions to "
            "each other stay the same.",
            poster=True,
        ):
            self.move(dim=0.0, seconds=0.8)

    def _question(self, others: str, takes: str) -> str:
        """Return the spoken question before anything moves, with all guesses that are shown."""
        n = self.numbers
        if len(n.names) == 2:
            return "If the {raised_class} takes more, the {likeliest_class} pays. But how?"
        biggest, alike, _ = n.guessed
        asked = [
            f"Suppose the {{raised_class}} takes {takes} of it. Who pays?",
            "Only the {likeliest_class}, who has most?" if biggest else "",
            f"{others.capitalize()} the same amount?" if alike else "",
            "Or all by the same factor?" if biggest or alike else "",
        ]
        return " ".join(question for question in asked if question)
