"""``LogitsToLoss``: the loss is the gap on the line of scores from the true one to the whole."""

from __future__ import annotations

from scenes.logits_to_loss.numbers import FAR, TWICE, LogitsToLossNumbers
from scenes.logits_to_loss.pile import Pile
from stage.story import Story


class LogitsToLoss(Story[LogitsToLossNumbers]):
    """The story that asks where the loss is among the scores."""

    def make_figure(self) -> Pile:
        """Return the main figure."""
        n = self.numbers
        true = n.push.logits[:, n.target]
        return Pile(
            "the line",
            names=n.names,
            subscript=n.subscript,
            target=n.target,
            top=n.top,
            span=(n.low, n.high),
            ends=(float(true.min()), float(n.push.wall.max())),
            shift=n.shift,
            tallest=n.tallest,
            true_share=n.true_share,
            is_near=n.is_near,
            sum_is_apart=n.sum_is_apart,
            forms=(n.z_form, n.loss_form, n.share_form),
            logits=n.push.logits[0],
            heights=n.push.heights[0],
            wall=n.push.wall[0],
            loss=n.push.loss[0],
        )

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "climb",
            "Every score climbs to the curve.",
            self._climbed(),
            says="Inside the network every class has a score. Each score climbs to this curve, "
            "the exponential. The higher the score, the taller its stick.",
        ):
            self.move(climbed=1.0, seconds=2.5)
        with self.beat(
            "pile",
            "Pile them up, the {true_class} first.",
            "The {true_class} has {true_share:{share_form}} of the pile.",
            says="Pile {move} them up, with the {true_class} at the bottom. Now take a new ruler, "
            "on which the whole pile is one. The {true_class}'s part reads "
            "{true_share:{share_form}}. That is the network's prediction.",
        ):
            self.move(piled=1.0, seconds=3.0)
            self.move(ruled=1.0, seconds=1.2)
        with self.beat(
            "guess",
            "Slide the pile in. Where does it touch?",
            guess=True,
            says="Now backwards. Push the whole pile to the right until its top meets the curve. "
            "Where will it stand?",
        ):
            self.move(guess=1.0, seconds=0.6)
        with self.beat(
            "slide",
            "",
            "Right there. And the {true_class} came home."
            if n.is_near
            else "A bit further. And the {true_class} came home.",
            says="It slides, {move} and slides, and touches: the logarithm goes back down the "
            "curve. And now the {true_class}'s part alone. Where it came from, of course: at its "
            "own score.",
            climax=True,
        ):
            self.move(guess=0.0, alone=1.0, seconds=0.5)
            self.move(slid=1.0, seconds=4.5)
            self.move(stands=1.0, seconds=0.6)
            self.wait(0.8)
            self.move(homed=1.0, seconds=4.0)
            self.move(home=1.0, seconds=0.6)
            self.move(told=1.0, seconds=0.4)
        with self.beat(
            "gap",
            "Now lay the loss between the two.",
            "It fits: {difference}",
            says="Here is the loss that we had before. Lay it {move} between the {true_class} and "
            "the wall. It fits. So the loss is a gap, a distance on the line of scores.",
        ):
            self.move(back=1.0, seconds=0.5)
            self.move(laid=1.0, seconds=1.5)
            self.wait(0.5)
            self.move(stretched=1.0, seconds=1.5)
            self.move(named=1.0, seconds=0.5)
        up = n.step > 0
        with self.beat(
            "push",
            f"Push the {{true_class}}'s score {'up' if up else 'down'} by a half.",
            "In the gap from the {true_class} to the whole.",
            says="And you can shrink it. Push the {true_class} {move} up: the pile grows, and the "
            "wall gives way, but by less. The gap narrows, but it never quite closes."
            if up
            else "And you can spoil it. Push the {true_class} {move} down: the pile shrinks, and "
            "the wall follows, but by less. The gap opens.",
            poster=True,
        ):
            self.follow(n.push)

    def _climbed(self) -> str:
        n = self.numbers
        low, high = TWICE
        if low <= n.lead <= high:
            return "The {top_class} leads by {lead:.1f}, and is twice as tall."
        if n.lead >= FAR:
            return "The {top_class} is far taller than the rest."
        return "The higher the score, the taller its stick."
