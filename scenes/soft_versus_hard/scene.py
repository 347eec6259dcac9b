"""``SoftVersusHard``: temperature makes a network surer or less sure, and never righter."""

from __future__ import annotations

from scenes.soft_versus_hard.numbers import SoftVersusHardNumbers
from scenes.soft_versus_hard.river import River
from stage.story import Story

ALIKE = 0.12
"""Shares that differ by less at the hot end are nearly the same."""

SWELLS = 0.02
"""By how much more the second class must have on the way, if that is said."""


class SoftVersusHard(Story[SoftVersusHardNumbers]):
    """The question: can the network get surer without learning."""

    def make_figure(self) -> River:
        """The hero."""
        n = self.numbers
        values = {quantity: track[0] for quantity, track in n.first}
        return River("the river", n, reached=0.0, **values)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "stretch",
            "Pull the scores apart: twice every gap.",
            self._stretched(),
            says="Each bead is a score, and the bar has the shares that come from them. Now {move} "
            "pull the scores apart, until every gap has doubled.",
        ):
            self.follow(n.first)
        with self.beat(
            "guess",
            "Twice again. What are the odds now?",
            guess=True,
            says="Double the gaps once more. What comes next? Half as much again, double, or "
            "the square?",
        ):
            self.move(guess=1.0, seconds=0.6)
            self.wait(1.0)
        with self.beat(
            "again",
            "Pull them apart, as far again.",
            "Twice the gaps: the odds are squared.",
            says="Pull. {move} Shares come from exponentials, so with twice the gap the odds get "
            "squared. It runs away faster than you would think.",
        ):
            self.follow(n.again)
            self.move(wrong=0.0, seconds=0.6)
        alike = n.spread < ALIKE
        with self.beat(
            "hot",
            "One knob does this. Now turn it up.",
            "Hot: nearly the same for everyone." if alike else "Hot: the gaps are small.",
            says="There is a knob for it, and chatbots have it too: temperature. All scores are "
            "divided by it. Turn it {move} up, and the gaps shrink"
            + (", until everyone has nearly the same share." if alike else "."),
        ):
            self.move(guess=0.0, counted=0.0, knob=1.0, seconds=1.0)
            self.move(read=1.0, seconds=0.4)
            self.follow(n.heat)
        cold = (
            "Cold: whoever is ahead shares it all." if n.is_tie else "Cold: the winner takes all."
        )
        with self.beat(
            "cool",
            "Now let it cool, slowly.",
            cold,
            says="Now let it cool. "
            + ("For a while even the {second_class} gains. " if n.peak > SWELLS else "")
            + ("" if n.is_tie else "In the end the {top_class} takes everything. ")
            + "That is the hard max, and softmax is everything along the way.",
            climax=True,
        ):
            self.move(lined=0.0, read=0.0, seconds=0.6)
            self.follow(n.cool)
        is_right = n.target == n.top
        with self.beat(
            "surer",
            "It was the {true_class}. Did it learn?",
            "Colder is surer, and no righter." if is_right else "Colder is surer, not righter.",
            says="So, cold means very sure. "
            + (
                "But who is ahead is ahead at every temperature. The knob makes the network surer, "
                "and no righter than it was."
                if is_right
                else "But the truth was the {true_class}, and who is ahead stays ahead at every "
                "temperature. The knob can make the network surer, but never more right."
            ),
            poster=True,
        ):
            self.move(front=0.0, true=1.0, cut=1.0, seconds=0.8)
            self.follow(n.back)
            self.move(sized=1.0, seconds=0.4)

    def _stretched(self) -> str:
        return "From {odds[0]:.2g} to 1, to {odds[1]:.2g} to 1"
