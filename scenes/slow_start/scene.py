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
            "It sees {one_shown}, and says {asked}: {sure:{sure_form}}.",
            says="A neuron sees {one_shown}, but says {asked}.",
        ):
            pass  # viewers take the opening in
        with (
            self.beat(
                "guess",
                "How many steps until it says {shown}?",
                guess=True,
                says="The surer it is, {move} the higher it hangs. By the quadratic loss, how many "
                "steps until it says {shown}?",
            ),
            self.at_once(),
        ):
            self.move(opening=0.0, seconds=1.4)
            self.after(0.8)
            self.move(goal=1.0, guess=1.0, seconds=0.8)
        with self.beat("wait", "", self._waited(), says="Go. {move} " + self._told_of_waiting()):
            self.move(ticking=1.0, seconds=0.3)
            self.follow(n.run)
            self.move(guess=0.0, seconds=0.1)  # all are passed: they do not come back with it

    def _explain(self) -> None:
        """A pull is an error times a steepness, unless that is divided out again."""
        n = self.numbers
        with self.beat(
            "curve",
            "",
            "A score goes in, a percentage comes out.",
            says="Why? {move} A score goes in, and through this curve a percentage comes out.",
        ):
            self.follow(n.back)
            self.move(axis=1.0, ticking=0.0, seconds=0.7)
            self.move(there=1.0, seconds=0.7)
            self.move(curve=1.0, seconds=1.0)
        with self.beat(
            "push",
            "Pull = error times steepness.",
            says="The {move} pull on the score is the error, but shrunk by how steep the curve is.",
        ):
            self.move(factors=[1, 0, 0], seconds=0.4)
            self.move(turned=1.0, seconds=1.0)
            self.move(factors=[1, 1, 0], seconds=0.4)
            self.follow(n.shrink)
            self.move(factors=[1, 1, 1], seconds=0.4)
        with self.beat(
            "slide",
            "",
            "Less error, more pull: it is steep here."
            if n.is_weaker
            else "Less error, and not more pull.",
            says="Less wrong, {move} "
            + ("it is steeper, so the pull grows." if n.is_weaker else "it is pulled less."),
        ):
            self.follow(n.slide)
        with self.beat(
            "cancel",
            "Cross entropy divides by the steepness.",
            "It cancels: the pull is the whole error.",
            says="Cross entropy {move} divides by the same steepness. The two cancel, and the pull "
            "is the whole error.",
        ):
            self.follow(n.up)
            self.move(divided=1.0, seconds=0.5)
            self.follow(n.stretch)
            self.move(cancelled=1.0, seconds=0.4)

    def _race(self) -> None:
        """Both on one clock: until cross entropy is over it in slow motion, and then fast."""
        n = self.numbers
        is_slowed = n.race_steps < n.epochs
        with self.beat(
            "start",
            "",
            "Both from the start, first in slow motion." if is_slowed else "Both from the start.",
            says="Now both {move} from the start.",
        ):
            self.move(factors=[0, 0, 0], rival=1.0, curve=0.0, seconds=0.5)
            self.move(there=0.0, turned=0.0, divided=0.0, cancelled=0.0, seconds=0.5)
            self.move(axis=0.0, ticking=1.0, seconds=0.5)
        with self.beat("race", "", self._answer(), says=self._told_of_race(), climax=True):
            self.follow(n.race)
            if is_slowed:
                self.follow(n.rush)
            self.move(ticking=0.0, seconds=0.4)
        with self.beat("end", says="So the worst mistake gets the hardest pull.", poster=True):
            pass  # the claim stands

    # --- What is written ----------------------------------------------------------------------

    def _waited(self) -> str:
        n = self.numbers
        if not n.is_over[SLOW]:
            return "Not over it in {epochs} steps. Why?"
        return f"Over it after {self._steps(SLOW)}. Why?"

    def _answer(self) -> str:
        n = self.numbers
        if not n.is_over[FAST]:
            return "So badly wrong, neither is over it in time."
        if n.over[FAST] == n.over[SLOW]:
            return f"Both losses: over it in {self._steps(FAST)}."
        rest = "not {over[0]}" if n.is_over[SLOW] else "the other not at all"
        return f"Cross entropy: over it in {{over[1]}}, {rest}."

    def _steps(self, k: int, form: str = "") -> str:
        """So many steps, with the number in a form: a voice says "exact" in words."""
        return f"{{over[{k}]{form}}} step{'s' if self.numbers.over[k] > 1 else ''}"

    # --- What is said -------------------------------------------------------------------------

    def _told_of_waiting(self) -> str:
        n = self.numbers
        if not n.is_over[SLOW]:
            return "Nothing, and still nothing. After {epochs:exact} steps, it is not over it."
        steps = self._steps(SLOW, ":exact")
        if n.over[SLOW] > n.epochs / 3:
            return f"Nothing, and still nothing. At last it falls, after {steps}."
        return f"It is over its mistake after {steps}."

    def _told_of_race(self) -> str:
        n = self.numbers
        if not n.is_over[FAST]:
            return "So many steps, and neither of them is over its mistake."
        steps = self._steps(FAST, ":exact")
        if n.over[FAST] == n.over[SLOW]:
            return f"After {steps}, both are over it."
        return f"With cross entropy it is over its mistake after {steps}."
