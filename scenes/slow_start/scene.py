"""``SlowStart``: badly wrong, with the quadratic loss a neuron waits; with cross entropy not."""

from __future__ import annotations

from scenes.slow_start.chart import Chart
from scenes.slow_start.numbers import FAST, SLOW, SlowStartNumbers
from stage.story import Story


class SlowStart(Story[SlowStartNumbers]):
    """The question: badly wrong, who gets over it first."""

    def make_figure(self) -> Chart:
        """The hero."""
        return Chart("the chart", self.numbers)

    def construct(self) -> None:
        self._wait()
        self._explain()
        self._race()

    def _wait(self) -> None:
        """By the quadratic loss."""
        n = self.numbers
        with self.beat(
            "wrong",
            "A neuron says {asked}: {sure:{sure_form}}.",
            says="A neuron says {asked}, and it is {sure:{sure_form}} sure. But {move} what it "
            "sees is {one_shown}. So it has to come down, and below this line it changes its mind.",
        ):
            self.move(goal=1.0, seconds=1.0)
        with self.beat(
            "guess",
            "How many steps until it says {shown}?",
            guess=True,
            says="It learns in small steps, by the quadratic loss. People learn fast from their "
            "worst mistakes. How many steps will it take?",
        ):
            self.move(guess=1.0, seconds=0.8)
        with self.beat(
            "wait",
            "Now the quadratic loss pushes it down.",
            self._waited(),
            says="Here {move} it goes. " + self._told_of_waiting(),
        ):
            self.move(ticking=1.0, seconds=0.3)
            self.follow(n.run)
            self.move(guess=0.0, seconds=0.1)  # all are passed: they do not come back with it

    def _explain(self) -> None:
        """A push is an error times a steepness, unless that is divided out again."""
        n = self.numbers
        with self.beat(
            "curve",
            "Why? Behind a share is a score.",
            "Push = error times steepness of the curve.",
            says="Why? Go {move} back to the start. Behind the share there is a score, and this "
            "curve turns one into the other. The push on it is a product: how large the error is, "
            "times how steep the curve is there.",
        ):
            self.follow(n.back)
            self.move(curve=1.0, bright=[0, 0], ticking=0.0, seconds=0.8)
            self.move(there=1.0, seconds=1.0)
            for factors in ([1, 0, 0], [1, 1, 0], [1, 1, 1]):
                self.move(factors=factors, seconds=0.6)
        with self.beat(
            "slide",
            "Now take it down, to {milder:{sure_form}}.",
            "Less error, more push: it is steep here."
            if n.is_weaker
            else "Less error, and not more push.",
            says="Now suppose {move} it were less wrong. "
            + (
                "The error is smaller. But the curve is steeper here, and the push grows."
                if n.is_weaker
                else "The error is smaller, and so is the push."
            ),
        ):
            self.follow(n.slide)
        with self.beat(
            "strike",
            "Cross entropy divides by the steepness.",
            "It cancels: the push is the whole error.",
            says="Back to the {move} bad start, and beside it, cross entropy. Its logarithm is "
            "steep just where this curve is flat: it divides by the same steepness. So the two "
            "cancel, and what is left is the whole error.",
        ):
            self.follow(n.up)
            self.move(twin=1.0, seconds=0.6)
            self.move(divided=1.0, seconds=0.8)
            self.wait(0.3)
            self.move(struck=1.0, seconds=1.2)

    def _race(self) -> None:
        """Cross entropy against the trail of the slow one."""
        n = self.numbers
        with self.beat(
            "race",
            "Both from the start, in slow motion." if n.is_slowed else "Both from the start.",
            self._answer(),
            says="Put both {move} back at the start, on the same clock. " + self._told_of_race(),
            climax=True,
            poster=True,
        ):
            self.move(factors=[0, 0, 0], divided=0.0, struck=0.0, seconds=0.4)
            self.move(there=0.0, twin=0.0, seconds=0.7)
            self.move(curve=0.0, bright=[1, 1], ghost=1.0, pushed=1.0, ticking=1.0, seconds=0.8)
            self.wait(0.6)
            self.follow(n.race)

    # --- What is written ----------------------------------------------------------------------

    def _waited(self) -> str:
        n = self.numbers
        if not n.is_over[SLOW]:
            return "Not over it in {epochs} steps."
        return f"Over its mistake after {self._steps(SLOW)}."

    def _answer(self) -> str:
        n = self.numbers
        if not n.is_over[FAST]:
            return "So badly wrong, neither is over it in time."
        if n.over[FAST] == n.over[SLOW]:
            return f"Both losses: over it in {self._steps(FAST)}."
        rest = "not {over[0]}" if n.is_over[SLOW] else "the other not at all"
        return f"Cross entropy: over it in {{over[1]}}, {rest}."

    def _steps(self, k: int) -> str:
        return f"{{over[{k}]}} step{'s' if self.numbers.over[k] > 1 else ''}"

    # --- What is said -------------------------------------------------------------------------

    def _spoken(self, k: int) -> str:
        """So many steps, as a sentence says it after "after"."""
        return f"{{over[{k}]:exact}} {'steps' if self.numbers.over[k] > 1 else 'step'}"

    def _told_of_waiting(self) -> str:
        n = self.numbers
        if not n.is_over[SLOW]:
            return "Nothing, and still nothing. After {epochs:exact} steps, it is not over it."
        if n.over[SLOW] > n.epochs / 3:
            return f"Nothing, and still nothing. At last it falls, after {self._spoken(SLOW)}."
        return f"It is over its mistake after {self._spoken(SLOW)}."

    def _told_of_race(self) -> str:
        n = self.numbers
        if not n.is_over[FAST]:
            return "So many steps, and neither of them is over its mistake."
        if n.over[FAST] == n.over[SLOW]:
            return f"After {self._spoken(FAST)}, both are over it."
        left = n.trails[SLOW][n.over[FAST]] > 1 - 2 * (1 - n.sure)
        rest = "The other one has not even got going." if left else "The other one takes longer."
        return (
            f"With cross entropy it is over its mistake after {self._spoken(FAST)}. {rest} The "
            "push is largest where the neuron is most wrong, so it does not have to wait."
        )
