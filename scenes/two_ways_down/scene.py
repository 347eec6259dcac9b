"""``TwoWaysDown``: one logit up, or all the others down, leaves the same gap to the ceiling."""

from __future__ import annotations

from scenes.two_ways_down.lifts import Lifts
from scenes.two_ways_down.numbers import TwoWaysDownNumbers
from stage.judging import is_hardly_any
from stage.story import Story


class TwoWaysDown(Story[TwoWaysDownNumbers]):
    """The question: push the true score up, or pull the rest down."""

    def make_figure(self) -> Lifts:
        """The hero."""
        n = self.numbers
        return Lifts(
            "the lifts",
            n,
            logits=n.rise.logits[0],
            counts=n.rise.counts[0],
            loss=n.rise.loss[0],
            low_logits=n.logits,
            low_loss=n.losses[0],
        )

    def construct(self) -> None:
        self._meet()
        self._push()
        self._pull()
        self._lay()

    def _meet(self) -> None:
        """What a score, the ceiling and the loss are."""
        n = self.numbers
        with self.beat(
            "join",
            "Scores push the ceiling up, the {true_class} first.",
            says="A score lifts a class. Alone, {move} the {true_class} holds up the ceiling. Here "
            "come the others, and all of them push, the highest one hardest: the ceiling is at the "
            "logarithm of the sum of e to each score.",
        ):
            self.follow(n.rise)
            self.follow(n.join)
            self.move(defined=1.0, seconds=0.4)
        with self.beat(
            "gap",
            "The gap over the {true_class} is the loss.",
            says="The gap that is left {move} over the {true_class} is the loss.",
        ):
            self.move(gap=1.0, seconds=0.9)

    def _push(self) -> None:
        """One way; and the question."""
        n = self.numbers
        with (
            self.beat(
                "push",
                "One way: push the {true_class} up by {step:exact}.",
                says="We want to close that gap. One way: {move} push the {true_class} up by "
                "{step:exact}. The ceiling gives way a bit, but the gap shrinks. The loss is "
                "{losses[1]:{loss_form}}.",
            ),
            self.at_once(),
        ):
            self.move(defined=0.0, marked=1.0, seconds=0.3)
            self.follow(n.push)
        with self.beat(
            "guess",
            "And the rest down by {step:exact} instead: what loss?",
            guess=True,
            says="And the other way? Leave the {true_class} where it was, and pull all the rest "
            "down by {step:exact}. Is the loss larger then, smaller, or the same?",
        ):
            self.move(halved=1.0, seconds=0.8)
            self.move(guess=1.0, seconds=0.4)
            self.wait(1)

    def _pull(self) -> None:
        """The other way: a second picture comes out of the first one, and all others go down."""
        n = self.numbers
        with self.beat(
            "lower",
            "The other way: the {light_classes} down." if n.light else "The other way, from there.",
            says="Here is {move} the other way. Down with the {light_classes}."
            if n.light
            else "Here is {move} the other way.",
        ):
            with self.at_once():
                self.move(guess=0.0, seconds=0.3)
                self.after(0.2)
                self.move(copied=1.0, apart=1.0, dim=1.0, seconds=1.1)
            if n.light:
                self.wait(0.3)
                self.follow(n.lower)
        came = float(n.losses[0] - n.losses[1])
        gone = float(n.losses[0] - n.lightly) / came if came > 0 else 1.0
        hardly = bool(n.light) and is_hardly_any(gone)
        with self.beat(
            "fall",
            f"{'Hardly a change. ' if hardly else ''}Now the {{heavy_class}}, by {{step:exact}}"
            f"{' as well' if n.light else ''}.",
            says=f"{'Far below the ceiling, they hardly move it. ' if hardly else ''}"
            "The {heavy_class} {move} goes down, and down comes the ceiling.",
        ):
            self.follow(n.fall)
        with self.beat(
            "again",
            "{losses[1]:{loss_form}} again! Why?",
            says="The loss is {losses[1]:{loss_form}}, the very same. Is that a coincidence? "
            "{move} Look at the distance of each one from the {true_class}.",
        ):
            self.move(measured=1.0, seconds=0.7)

    def _lay(self) -> None:
        """All that is other about the second picture is its place."""
        n = self.numbers
        with self.beat(
            "shift",
            "Move all of them up by {step:exact}, together.",
            says="Take this picture as it is, {move} and move it up by {step:exact}, all scores "
            "together. The ceiling comes along, and no difference has changed. It has only moved.",
        ):
            self.move(framed=1.0, seconds=0.4)
            self.wait(0.3)
            self.follow(n.shift)
        with self.beat(
            "lay",
            "Still {losses[1]:{loss_form}}. Now lay it on the other one.",
            says="Now lay {move} it over the first picture. Everything lines up. It is the very "
            "same picture.",
            climax=True,
        ):
            self.move(dim=0.0, waits=1.0, seconds=0.5)
            self.move(apart=0.0, seconds=2.6)
            self.move(click=1.0, seconds=1.0)
        with self.beat(
            "answer",
            result="The same: only the differences count.",
            says="One up or all the rest down: the loss sees differences of scores, and "
            "nothing else.",
            poster=True,
        ):
            self.move(framed=0.0, halved=0.0, seconds=1.0)
