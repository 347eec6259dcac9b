"""``TwoWaysDown``: one logit up, or all the others down, leaves the same gap to the ceiling."""

from __future__ import annotations

from scenes.two_ways_down.lifts import Lifts
from scenes.two_ways_down.numbers import TwoWaysDownNumbers
from stage.judging import is_hardly_any
from stage.story import Story


class TwoWaysDown(Story[TwoWaysDownNumbers]):
    """The question: push the true score up, or pull the rest down."""

    def make_figure(self) -> Lifts:
        """Return the boards, with the true class's lift alone on the first one."""
        n = self.numbers
        return Lifts(
            "the lifts",
            n,
            logits=n.rise.logits[0],
            counts=n.rise.counts[0],
            shares=n.rise.shares[0],
            loss=n.rise.loss[0],
            low_logits=n.logits,
            low_shares=n.shares,
            low_loss=n.losses[0],
        )

    def construct(self) -> None:
        self._carry_the_ceiling()
        self._push()
        self._pull()
        self._compare()

    def _carry_the_ceiling(self) -> None:
        """Show what a score, the ceiling and the loss are."""
        n = self.numbers
        with self.beat(
            "join",
            "Each score holds up the ceiling.",
            "The closer to it, the thicker the column.",
            says="The higher a score, the higher its lift. Alone, {move} the {true_class} carries "
            "the ceiling. The others put columns under it. Far below, a hair will do; close to "
            "it, the column is thick.",
        ):
            self.follow(n.rise)
            self.follow(n.join)
        with self.beat(
            "sum",
            "Lay all columns side by side.",
            "Together: always as wide as one lift.",
            says="Lay {move} the columns side by side. Together they are always as wide as one "
            "lift. That fixes how high the ceiling is.",
        ):
            self.move(together=1.0, seconds=0.4)
            self.move(gathered=1.0, seconds=1.6)
        with self.beat(
            "gap",
            "The gap over the {true_class} is the loss.",
            says="The gap that is left {move} over the {true_class} is the loss.",
        ):
            self.move(together=0.0, seconds=0.3)
            self.move(gap=1.0, seconds=0.9)

    def _push(self) -> None:
        """Raise the true class, then ask what the other way comes to."""
        n = self.numbers
        with (
            self.beat(
                "push",
                "One way: push the {true_class} up by {step:exact}.",
                says="We want to close that gap. One way: {move} push the {true_class} up by "
                "{step:exact}. The ceiling rises a bit, but the gap shrinks.",
            ),
            self.at_once(),
        ):
            self.move(marked=1.0, seconds=0.3)
            self.follow(n.push)
        with self.beat(
            "guess",
            "The rest down by {step:exact} instead: what loss?",
            guess=True,
            says="The other way: {move} leave the {true_class} where it was, and pull all the "
            "rest down by {step:exact}. Will the loss be larger, smaller, or the same?",
        ):
            self.move(halved=1.0, seconds=0.8)
            self.move(came=1.0, seconds=1.0)

    def _pull(self) -> None:
        """Lower the light classes, then the heaviest one, and read the loss."""
        n = self.numbers
        came = float(n.losses[0] - n.losses[1])
        gone = float(n.losses[0] - n.lightly) / came if came > 0 else 1.0
        hardly = (
            " They are far below the ceiling, and hardly move it." if is_hardly_any(gone) else ""
        )
        with self.beat(
            "lower",
            "Down go the rest, the {heavy_class} last."
            if n.light
            else "Down goes the {heavy_class}.",
            "{losses[1]:{loss_form}} again! Why?",
            says=(f"First {{move}} the {{light_classes}}.{hardly} " if n.light else "{move} ")
            + "Now the {heavy_class}. Its column thins, and down comes the ceiling. "
            "{losses[1]:{loss_form}}, the very same. Is that a coincidence?",
        ):
            self.move(known=1.0, seconds=0.4)
            self.wait(0.5)
            if n.light:
                self.follow(n.lower)
                self.wait(0.6)
            self.follow(n.fall)

    def _compare(self) -> None:
        """Move one board to the other's height."""
        n = self.numbers
        with self.beat(
            "shift",
            "Push the whole right side up by {step:exact}.",
            says="Take the right side as one piece, {move} and push it up by {step:exact}, all "
            "scores together. The ceiling comes along, so no gap changes. And there it is: the "
            "left side.",
            climax=True,
        ):
            self.move(faint=1.0, seconds=0.5)
            self.move(framed=1.0, guided=1.0, seconds=0.8)
            self.wait(0.4)
            self.follow(n.shift)
            self.wait(0.8)
        with self.beat(
            "answer",
            result="The same: only the differences count.",
            says="One up, or all the rest down: the loss sees differences of scores, and "
            "nothing else.",
            poster=True,
        ):
            self.move(guided=0.0, framed=0.0, seconds=0.4)
            self.move(equal=1.0, seconds=0.4)
