"""``SlowStart``: a badly wrong neuron learns late by the quadratic loss, soon by cross entropy."""

from __future__ import annotations

from scenes.slow_start.chart import Chart
from scenes.slow_start.numbers import FAST, SLOW, SlowStartNumbers
from stage.story import Story


class SlowStart(Story[SlowStartNumbers]):
    """The story that asks how long a badly wrong neuron takes to learn."""

    def make_figure(self) -> Chart:
        """Return the main figure."""
        return Chart("the chart", self.numbers)

    def construct(self) -> None:
        self._wait()
        self._explain()
        self._race()

    def _wait(self) -> None:
        """Tell how long it takes by the quadratic loss."""
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
        with self.beat("wait", "", self._waited(), says="Go. {move} " + self._says_of_waiting()):
            self.move(ticking=1.0, seconds=0.3)
            self.follow(n.run)
            self.move(guess=0.0, seconds=0.1)  # all are passed: they do not come back with it

    def _explain(self) -> None:
        """Tell that a pull is the error times the steepness, unless the steepness cancels."""
        n = self.numbers
        with self.beat(
            "curve",
            "",
            "A score goes in, a percentage comes out.",
            says="Why? {move} A score goes in, and through this curve, the softmax of two classes, "
            "a percentage comes out.",
        ):
            self.follow(n.back)
            self.move(axis=1.0, ticking=0.0, seconds=0.7)
            self.move(there=1.0, seconds=0.7)
            self.move(curve=1.0, seconds=1.0)
        with self.beat(
            "error",
            "It should say 0 %. The error: all of this.",
            says="It should say zero percent, so the error is {move} this whole height. A pull on "
            "the score could be as strong as that.",
        ):
            self.move(factors=[1, 0, 0], seconds=0.6)
            self.move(turned=1.0, seconds=1.4)
        with self.beat(
            "pull",
            "Now the curve: how steep is it here?",
            "Pull = error times steepness.",
            says="But by the quadratic loss, {move} the error is multiplied by how steep the curve "
            "is here. The flatter the curve, the weaker the pull.",
        ):
            self.move(factors=[1, 1, 0], seconds=0.6)
            self.follow(n.shrink)
            self.move(factors=[1, 1, 1], seconds=0.5)
        with self.beat(
            "cancel",
            "Cross entropy divides by the steepness.",
            "It cancels: the pull is the whole error.",
            says="The slope of the logarithm {move} brings a division by the same steepness. The "
            "two cancel, and the pull is the whole error.",
        ):
            self.move(divided=1.0, seconds=0.5)
            self.follow(n.stretch)
            self.move(cancelled=1.0, seconds=0.4)

    def _race(self) -> None:
        """Let both learn on one clock: in slow motion until cross entropy has learnt, then fast."""
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
        with self.beat("race", "", self._answer(), says=self._says_of_race(), climax=True):
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
            return "No change of mind in {epochs} steps. Why?"
        return f"It takes {self._steps(SLOW)}. Why?"

    def _answer(self) -> str:
        n = self.numbers
        if not n.is_over[FAST]:
            return "So badly wrong, neither gets there in time."
        if n.over[FAST] == n.over[SLOW]:
            return f"It takes both losses {self._steps(FAST)}."
        if not n.is_over[SLOW]:
            return f"Cross entropy: {self._steps(FAST)}. The other: more."
        return f"Cross entropy takes {self._steps(FAST)}, not {{over[0]}}."

    def _steps(self, k: int, form: str = "") -> str:
        """Return the number of steps of a neuron; a voice says the form "exact" in words."""
        return f"{{over[{k}]{form}}} step{'s' if self.numbers.over[k] > 1 else ''}"

    # --- What is said -------------------------------------------------------------------------

    def _says_of_waiting(self) -> str:
        n = self.numbers
        if not n.is_over[SLOW]:
            return "Nothing, and still nothing. After {epochs:exact} steps, it still says {asked}."
        steps = self._steps(SLOW, ":exact")
        if n.over[SLOW] > n.epochs / 3:
            return f"Nothing, and still nothing. At last it falls, after {steps}."
        return f"It changes its mind after {steps}."

    def _says_of_race(self) -> str:
        n = self.numbers
        if not n.is_over[FAST]:
            return "So many steps, and neither of them has changed its mind."
        steps = self._steps(FAST, ":exact")
        if n.over[FAST] == n.over[SLOW]:
            return f"After {steps}, both change their minds."
        return f"With cross entropy it changes its mind after {steps}."
