"""``TwoWaysDown``: one logit up, or all the others down, leaves the same gap to the wall."""

from __future__ import annotations

from scenes.two_ways_down.lanes import Lanes
from scenes.two_ways_down.numbers import FEW, TwoWaysDownNumbers
from stage.judging import is_hardly_any
from stage.story import Story


class TwoWaysDown(Story[TwoWaysDownNumbers]):
    """The question: push the true score up, or pull the rest down."""

    def make_figure(self) -> Lanes:
        """The hero."""
        n = self.numbers
        return Lanes(
            "the line",
            names=n.names,
            target=n.target,
            heavy=n.heavy,
            span=(n.low, n.high),
            step=n.step,
            ways=(n.step, n.gave),
            losses=n.losses,
            true_shares=n.true_shares,
            loss_form=n.loss_form,
            share_form=n.share_form,
            way_form=n.way_form,
            logits=n.logits,
            shares=n.birth.shares[0],
            pulse=n.birth.pulse[0],
            loss=n.birth.loss[0],
            low_logits=n.logits,
            low_shares=n.shares,
            low_loss=n.losses[0],
        )

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "birth",
            "First the {true_class} alone, then all others.",
            "The gap to the wall is the loss.",
            says=self._joining(),
        ):
            self.follow(n.birth)
        with self.beat(
            "guess",
            "Push the {true_class} by {step:exact}. Does the loss fall by {step:exact}?",
            guess=True,
            says="So let us close the gap. Push the {true_class} by {step:exact}. Does the loss "
            "fall by {step:exact}? Or does the wall move ahead of it?",
        ):
            self.move(guess=1.0, nats=0.0, seconds=0.6)
        with self.beat(
            "push",
            "Push. Watch the wall.",
            "It fled at the speed of the {true_class}'s share.",
            says="Push, and the wall runs away. Not as fast as the {true_class}: "
            f"{self._speed()} Its speed is the {{true_class}}'s own share, so only what is left "
            "of one closes the gap.",
        ):
            self.move(guess=0.0, seconds=0.3)
            self.move(pushed=1.0, seconds=0.4)
            self.wait(0.5)
            self.follow(n.push)
            self.move(way=1.0, seconds=0.4)
        with self.beat(
            "pull",
            "Now pull the others back, each by {step:exact}."
            if n.light
            else "Now pull the {heavy_class} back instead.",
            "The same {losses[1]:{loss_form}}! Why?",
            says=self._pulling(),
        ):
            self.move(pushed=0.0, way=0.0, seconds=0.4)
            self.move(split=1.0, dim=1.0, seconds=1.2)
            self.move(copied=1.0, seconds=0.8)
            self.wait(0.5)
            self.follow(n.pull)
            self.move(dim=0.0, seconds=0.5)
        with self.beat(
            "lift",
            "Now move the lower scores up, all by {step:exact}.",
            "Moved together, they keep every gap.",
            says="Take the lower line as it is, and slide it up the scale by {step:exact}. No gap "
            "changes. Now lay it on the other. Every bead finds its twin.",
            climax=True,
        ):
            self.move(told=0.0, waits=1.0, seconds=0.6)
            self.follow(n.slide)
            self.wait(0.4)
            self.move(rise=1.0, seconds=2.5)
            self.move(click=1.0, seconds=1.2)
        with self.beat(
            "answer",
            result="Up with one, or down with the rest: the same."
            if n.light
            else "Up with one, down with the other: the same.",
            says="Up with one, or down with the rest. The loss sees gaps, and nothing else.",
            poster=True,
        ):
            self.move(split=0.0, told=1.0, seconds=1.2)

    def _joining(self) -> str:
        """What is said while the others come."""
        n, start = self.numbers, "These are scores, the network's logits. Alone, the {true_class} "
        start += "has everything, and no loss. "
        if n.light and n.losses[0] >= 4 * n.joined:
            return (
                f"{start}Here come the others: hardly a bump. But the {{heavy_class}} pushes "
                "the wall far away, and that gap is the loss."
            )
        return f"{start}Here come the others. Each one pushes the wall, and that gap is the loss."

    def _speed(self) -> str:
        """What is said of how fast the wall goes, at first and at last."""
        before, after = self.numbers.true_shares
        if 0.3 <= before <= 0.36 and 0.5 < after < 0.6:
            return "at first a third as fast, then more than half."
        return "at first {true_shares[0]:{share_form}} of that, then {true_shares[1]:{share_form}}."

    def _pulling(self) -> str:
        """What is said of who moves the wall."""
        n = self.numbers
        end = "The loss is {losses[1]:{loss_form}}, the very same. Is that a coincidence?"
        if not n.light:
            return f"Or leave the {{true_class}} alone and pull the {{heavy_class}} back. {end}"
        start = "Or leave the {true_class} alone and pull the others back"
        if is_hardly_any((n.losses[0] - n.lightly) / n.came if n.came > 0 else 1.0):
            if len(n.names) == FEW:
                first, second = n.light
                tried = f"The {{names[{first}]}}, and the {{names[{second}]}}: hardly anything."
            else:
                tried = "The light ones: hardly anything."
            return f"{start}. {tried} The {{heavy_class}}: and there comes the wall. {end}"
        return f"{start}, one by one. Each brings the wall a bit of the way. {end}"
