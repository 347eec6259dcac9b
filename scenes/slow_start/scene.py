"""``SlowStart``: with the quadratic loss the worse start waits; with cross entropy it does not."""

from __future__ import annotations

from scenes.slow_start.chart import Chart
from scenes.slow_start.numbers import (
    FAST_BAD,
    SLOW_BAD,
    SLOW_MILD,
    SlowStartNumbers,
)
from stage.judging import is_next_to_nothing
from stage.story import Story

SHORT = 16
"""Letters of both names up to which they stand in a whole sentence."""


def _only(*which: int) -> list[float]:
    """1 for some of the three."""
    return [1.0 if k in which else 0.0 for k in range(3)]


class SlowStart(Story[SlowStartNumbers]):
    """The question: badly wrong, who gets over it first."""

    def make_figure(self) -> Chart:
        """The hero."""
        return Chart("the chart", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "mild",
            "A neuron says: {asked}, {sure[0]:{sure_form}}. But it is {one_shown}."
            if len(n.asked + n.shown) <= SHORT
            else "It says {asked}: {sure[0]:{sure_form}}. True: {shown}.",
            "The arrow: how hard the loss pushes it down.",
            says="A neuron with one question: is it {one_asked}? It is {one_shown}, but the neuron "
            "says {asked}, {sure[0]:{sure_form}}. So the quadratic loss pushes it down, as hard as "
            "the arrow is long.",
        ):
            self.move(pushed=_only(SLOW_MILD), seconds=0.8)
        with self.beat(
            "steps",
            "Let it learn, step by step.",
            self._after(SLOW_MILD),
            says=self._told_of_mild(),
        ):
            self.move(ticking=_only(SLOW_MILD), seconds=0.4)
            self.wait(0.4)
            self.follow(n.mild)
            self.move(ticking=_only(), seconds=0.3)
        with self.beat(
            "guess",
            "This one is surer: {sure[1]:{sure_form}}. When is it over it?",
            guess=True,
            says="Here is another one, even surer of its mistake: {sure[1]:{sure_form}}. People "
            "learn fast from their worst mistakes, so when will this one get over it?",
        ):
            self.move(
                bright=_only(SLOW_MILD, SLOW_BAD), settled=_only(SLOW_MILD), pushed=_only(),
                seconds=0.9,
            )  # fmt: skip
            self.move(guess=1.0, seconds=0.5)
            self.wait(1.0)
        with self.beat(
            "wait",
            "Here is its push. Same loss, same clock: go.",
            self._worse(),
            says=self._told_of_waiting(),
        ):
            self.move(pushed=_only(SLOW_BAD), seconds=0.6)
            self.wait(0.5)
            self.move(ticking=_only(SLOW_BAD), seconds=0.3)
            self.wait(0.4)
            self.follow(n.bad)
        with self.beat(
            "race",
            "Now cross entropy, from the same bad start.",
            self._instead(FAST_BAD, SLOW_BAD),
            says="The same bad start, but now with cross entropy beside it, and one clock for "
            "both. " + self._told_of_race(),
            climax=True,
        ):
            self.move(
                guess=0.0, ticking=_only(), bright=_only(SLOW_BAD), pushed=_only(), seconds=0.4
            )
            self.follow(n.back)
            self.move(bright=_only(SLOW_BAD, FAST_BAD), seconds=0.6)
            self.move(pushed=_only(SLOW_BAD, FAST_BAD), seconds=0.8)
            self.wait(0.5)
            self.move(ticking=_only(FAST_BAD), seconds=0.3)
            self.wait(0.4)
            self.follow(n.race)
        with self.beat(
            "answer",
            "",
            self._answer(),
            says=self._told_at_last(),
            poster=True,
        ):
            self.move(bright=_only(0, 1, 2), settled=_only(0, 1, 2), ticking=_only(), seconds=0.8)

    # --- What is written ----------------------------------------------------------------------

    def _after(self, k: int) -> str:
        if not self.numbers.is_over[k]:
            return "Not over it in {epochs} steps."
        return f"It is over its mistake after {self._steps(k)}."

    def _worse(self) -> str:
        n = self.numbers
        if not n.is_over[SLOW_BAD]:
            return "Not over it in {epochs} steps."
        if n.is_last:
            return "The worse start came last: {over[1]} steps."
        return "{over[1]} here, {over[0]} from the milder mistake."

    def _instead(self, fast: int, slow: int) -> str:
        n = self.numbers
        if not n.is_over[fast]:
            return "Not over it in {epochs} steps either."
        if not n.is_over[slow]:
            return f"Over it in {{over[{fast}]}}. The other: not at all."
        if n.over[fast] == n.over[slow]:
            return f"Both are over it after {self._steps(fast)}."
        return f"{self._steps(fast).capitalize()} instead of {{over[{slow}]}}."

    def _answer(self) -> str:
        n = self.numbers
        if not n.is_over[FAST_BAD]:
            return "So badly wrong, neither is over it in time."
        if n.over[FAST_BAD] == n.over[SLOW_BAD]:
            return f"Both losses: over it in {self._steps(FAST_BAD)}."
        rest = "not {over[1]}" if n.is_over[SLOW_BAD] else "the other not at all"
        return f"Cross entropy: over it in {{over[2]}}, {rest}."

    def _steps(self, k: int) -> str:
        return f"{{over[{k}]}} step{'s' if self.numbers.over[k] > 1 else ''}"

    # --- What is said -------------------------------------------------------------------------

    def _spoken(self, k: int) -> str:
        """So many steps, as a sentence says it after "after"."""
        steps = "steps" if self.numbers.over[k] > 1 else "step"
        return f"{{over[{k}]:exact}} {steps}"

    def _told_of_mild(self) -> str:
        if not self.numbers.is_over[SLOW_MILD]:
            return (
                "Taught with the quadratic loss, it has not changed its mind after {epochs:exact} "
                "steps."
            )
        return (
            f"Taught with the quadratic loss, it changes its mind after {self._spoken(SLOW_MILD)}."
        )

    def _told_of_waiting(self) -> str:
        n = self.numbers
        slow = n.is_last or not n.is_over[SLOW_BAD]
        why = (
            " You know why: out there, only {gate:.1%} of a push gets through."
            if is_next_to_nothing(n.gate)
            else ""
        )
        start = f"Nothing, and still nothing.{why}" if slow else "Off it goes."
        if not n.is_over[SLOW_BAD]:
            return f"{start} And after {{epochs:exact}} steps, it is still not over it."
        return f"{start} {'At last it falls' if slow else 'It falls'}, after {self._spoken(1)}."

    def _told_of_race(self) -> str:
        n = self.numbers
        if not n.is_over[FAST_BAD]:
            return "So many steps, and neither of them is over its mistake."
        if n.over[FAST_BAD] == n.over[SLOW_BAD]:
            return f"After {self._spoken(FAST_BAD)}, both are over it."
        left = n.trails[SLOW_BAD][n.over[FAST_BAD]] > 1 - 2 * (1 - n.sure[1])
        rest = "The other one has not even left." if left else "The other one takes longer."
        return f"After {self._spoken(FAST_BAD)} it is over its mistake. {rest}"

    def _told_at_last(self) -> str:
        if self.numbers.over[FAST_BAD] < self.numbers.over[SLOW_BAD]:
            return (
                "So with cross entropy the push is largest where the neuron is most wrong, and it "
                "need not wait."
            )
        return "So with cross entropy, a neuron that is wrong never waits longer."
