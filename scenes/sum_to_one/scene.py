"""``SumToOne``: what one class gains, all the others lose by the same factor."""

from __future__ import annotations

from scenes.sum_to_one.bands import Bands
from scenes.sum_to_one.numbers import SumToOneNumbers
from stage.story import Story

FEW = 4
"""Largest number of classes with which the others are counted in words."""

COUNTS = ("", "", "both", "all three")
"""Words for all the others, indexed by their number."""


class SumToOne(Story[SumToOneNumbers]):
    """The story that asks who pays if one class gets more."""

    def make_figure(self) -> Bands:
        """Return the main figure."""
        n = self.numbers
        return Bands(
            "the bands",
            names=n.names,
            target=n.target,
            raised=n.raised,
            likeliest=n.likeliest,
            order=n.order,
            way=(n.start, n.stop, n.end),
            along=n.along,
            levels=n.levels,
            among=n.among,
            kept=n.kept,
            ghosts=n.ghosts,
            guessed=n.guessed,
            prints=n.prints,
            print_factors=n.print_factors,
            print_rests=n.print_rests,
            loss_form=n.loss_form,
            z=n.climb.z[0],
            shares=n.climb.shares[0],
            loss=n.climb.loss[0],
            arrived=n.slide.arrived[0],
            rest=n.slide.rest[0],
            factor=n.slide.factor[0],
        )

    def construct(self) -> None:
        n = self.numbers
        is_guessed, are_two = any(n.guessed), len(n.names) == 2
        takes = "half" if n.takes_half else "more"
        parts = "" if are_two else ", and the others split it as they always did"
        alike = "" if are_two else ", and everybody's part shrinks by the same factor"
        with self.beat(
            "guess",
            "The other one pays. How?"
            if are_two
            else f"The {{raised_class}} takes {takes}. Who pays?",
            guess=True,
            says="This bar is everything the network believes, and it adds up to one. "
            f"{self._guess()}",
        ):
            self.move(guess=1.0, whole=0.0, seconds=0.6)
            self.wait(4.0)
        with self.beat(
            "pay",
            "Raise the {raised_class}'s score, nothing else.",
            "Which guess does the bar meet?" if is_guessed else "",
            says="We raise {move} the {raised_class}'s score, and touch nothing else.",
        ):
            self.move(spread=0.0, rail=1.0, told=1.0, seconds=1.0)
            self.wait(0.5)
            self.follow(n.climb)
        looked = "See which of our guesses the bar matches. " if is_guessed else ""
        with self.beat("match", result=self._payers(), says=f"{looked}{self._paid()}"):
            if is_guessed:
                self.move(dashes=1.0, told=0.0, cost=0.0, seconds=1.0)
                self.wait(0.4)
                self.move(wrong=0.0, seconds=0.5)
                self.move(match=1.0, seconds=1.0)
            self.move(guess=0.0, stamps=1.0, told=1.0, cost=1.0, seconds=0.5)
        with self.beat(
            "cost",
            "Go on. Now watch the {true_class}.",
            "Its score never moved. Loss {losses[0]:{loss_form}} → {losses[1]:{loss_form}}",
            says="Keep {move} going, and keep an eye on the {true_class}. Nobody touched its "
            f"score. Still, its share is melting away, and its loss {self._rise()}.",
        ):
            self.move(stamps=0.0, aside=1.0, seconds=0.5)
            self.follow(n.on)
        with self.beat(
            "warp",
            "Now let the axis be the {raised_class}'s share.",
            "The border is straight." if are_two else "Every border is straight, to one point.",
            says="Those curves hide something simple. Let the axis {move} be the {raised_class}'s "
            f"own share, instead of its score. What is left is one minus that share{parts}. So "
            "every edge is a straight line, and they all meet at one point.",
        ):
            self.move(told=0.0, cost=0.0, aside=0.0, front=0.0, seconds=0.6)
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

    def _others(self) -> str:
        """Return words for the number of the others, or "all of them"."""
        count = len(self.numbers.names) - 1
        return COUNTS[count] if count < FEW else "all of them"

    def _guess(self) -> str:
        """Return the question that is asked before anything moves."""
        n = self.numbers
        if len(n.names) == 2:
            return "If the {raised_class} takes more, the {likeliest_class} pays. But how?"
        takes = "half of it" if n.takes_half else "more of it"
        biggest, alike, _ = n.guessed
        asked = [
            f"Suppose the {{raised_class}} takes {takes}. Who pays?",
            "Only the {likeliest_class}, who has most?" if biggest else "",
            f"{self._others().capitalize()} the same amount?" if alike else "",
            "Or all by the same factor?" if biggest or alike else "",
        ]
        return " ".join(question for question in asked if question)

    def _payers(self) -> str:
        """Return the written sentence about who paid."""
        if len(self.numbers.names) == 2:
            return "The {likeliest_class} pays all of it."
        return f"{self._others().capitalize()}, by the same factor."

    def _paid(self) -> str:
        """Return the spoken sentence about who paid."""
        n = self.numbers
        if len(n.names) == 2:
            return "What it gains, the {likeliest_class} loses."
        kept = "about half" if 0.45 <= n.kept <= 0.55 else "{kept:.2f}"
        return f"The same factor for everybody: each keeps {kept} of what it had."

    def _rise(self) -> str:
        """Return the spoken words about the rise of the true class's loss."""
        before, after = self.numbers.losses
        if after > 2 * before:
            return "more than doubles"
        return "goes from {losses[0]:{loss_form}} to {losses[1]:{loss_form}}"
