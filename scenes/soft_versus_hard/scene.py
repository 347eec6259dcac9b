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
        values = {quantity: track[0] for quantity, track in n.half}
        return River("the river", n, reached=0.0, **values)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "half",
            "Temperature divides the scores. Halve it.",
            "Twice the gap: {odds[1]:{odds_form}} to 1.",
            says="Each bead is a score, and the bar has the shares that come from them. One knob "
            "divides all the scores. It is called temperature, and chatbots have it, too. {move} "
            "Turn it down to a half, and every gap doubles.",
        ):
            self.follow(n.half)
            self.move(listed=2.0, seconds=0.5)
        with self.beat(
            "guess",
            "Halve it again. What are the odds?",
            guess=True,
            says="Now down to a quarter. What will the odds be? Half as much again, double, or "
            "the square?",
        ):
            self.move(options=1.0, seconds=0.6)
            self.wait(1.6)
        with self.beat(
            "quarter",
            "Cool it to a quarter.",
            "Twice the gap: the odds are squared.",
            says="Down. {move} With twice the gap, the odds are multiplied once more by all that "
            "they were: they are squared. It runs away faster than you would think.",
        ):
            self.follow(n.quarter)
            self.wait(0.3)
            self.move(squared=1.0, seconds=0.8)
            self.move(listed=3.0, options=0.0, seconds=0.5)
        is_alike = n.spread < ALIKE
        with self.beat(
            "hot",
            "Now heat it up.",
            "Hot: nearly the same for everyone." if is_alike else "Hot: the gaps are small.",
            says="Now heat {move} it up, and the gaps shrink"
            + (", until everyone has nearly the same share." if is_alike else "."),
        ):
            self.move(odds_shown=0.0, squared=0.0, seconds=0.4)
            self.follow(n.heat)
        with self.beat(
            "cool",
            "Now let it cool, slowly.",
            "Cold: whoever is ahead shares it all."
            if n.is_tie
            else "Cold, a hard max: the winner takes all.",
            says="Now let it cool. "
            + ("For a while even the {second_class} gains. " if n.peak > SWELLS else "")
            + ("" if n.is_tie else "In the end the {top_class} takes everything. ")
            + "That is the hard max, and softmax is everything along the way.",
            climax=True,
        ):
            self.move(line=0.0, seconds=0.4)
            self.move(tall=1.0, bar=0.0, front=1.0, seconds=0.8)
            self.follow(n.cool)
        is_right = n.target == n.top
        with self.beat(
            "surer",
            "The truth is the {true_class}. Cool it once more.",
            "Colder is surer, and no righter." if is_right else "Colder is surer, not righter.",
            says=(
                "The truth was the {true_class}. Cool it once more, and ask for the answer. "
                "{move} It gets surer and surer, but it is the same answer at every temperature. "
                "The network was right before, and it has learnt nothing."
                if is_right
                else "But the truth was the {true_class}. Cool it once more, and ask for "
                "the answer. {move} It gets surer and surer, but it is the same wrong answer at "
                "every temperature. The knob makes the network surer, and its answer never more "
                "right."
            ),
            poster=True,
        ):
            self.follow(n.hotter)
            self.move(answer=1.0, seconds=0.5)
            self.wait(0.4)
            self.follow(n.sweep)
