"""``KilledByZero``: a wrong share is multiplied by 0, and affects the loss only through the sum."""

from __future__ import annotations

from scenes.killed_by_zero.gates import Gates
from scenes.killed_by_zero.numbers import KilledByZeroNumbers
from stage.story import Story


class KilledByZero(Story[KilledByZeroNumbers]):
    """The story that asks whether the loss sees the wrong classes."""

    def make_figure(self) -> Gates:
        """Return the main figure."""
        n = self.numbers
        return Gates(
            "the shares",
            names=n.names,
            order=n.order,
            rises=n.rises,
            highest=max(2.0, n.felt.loss.max(), n.hear.loss.max()),
            q=n.q,
            surprise=n.surprise,
            loss=n.loss,
        )

    def construct(self) -> None:
        n = self.numbers
        if n.rises:
            up, shrinks, give, more = "up", "shrinks", "give the {pushed_class} more", "more"
            does, they = "the wall squeezes all the others", "shrink"
        else:
            up, shrinks, give, more = "down", "grows", "take from the {pushed_class}", "less"
            does, they = "the others get the rest", "grow"
        with self.beat(
            "wires",
            "It is {one_true}. Each share has a wire.",
            "A small share sends a big number: ln(1/q).",
            says="The photo is of {one_true}. This bar is what the network believes: the wider, "
            "the surer. On its wire each share sends a number to the loss, its surprise: the "
            "smaller the share, the bigger the number.",
        ):
            self.move(wired=2.0, seconds=1.8)
            self.move(boxed=1.0, seconds=0.3)
        with self.beat(
            "gates",
            "Each gate is p: × 1 if true, × 0 if not.",
            "Only the {true_class}'s number gets through.",
            says="In every wire there is a gate, and the truth works it. For the {true_class} it "
            "is open: times one. For all the others it shuts: times zero. So one number alone "
            "gets through, and that is the loss.",
        ):
            self.move(gated=1.0, seconds=0.3)
            self.move(shut=1.0, seconds=1.4)
            self.move(factors=1.0, seconds=0.4)
            self.move(sent=1.0, seconds=1.0)
            self.move(scored=1.0, seconds=0.5)
        with self.beat(
            "dip",
            "Take a third of the {true_class}'s share.",
            "Times 1: the loss goes up.",
            says="Let us try it, and leave the sum for later. Take a third of its share from the "
            "{true_class}, and from nobody else. The change gets through the open gate, and the "
            "loss goes up.",
        ):
            self.move(sent=2.0, others=0.4, seconds=0.3)
            with self.at_once():
                self.follow(n.dip)
                self.after(0.6)
                self.move(sent=3.0, seconds=1.5)
            self.follow(n.felt)
        with self.beat(
            "alone",
            f"Give it back. Now {more} for the {{pushed_class}} alone.",
            "Times 0: the loss does not move.",
            says=f"Give it back. Now {give}, and nobody else. This change sets off as well. But "
            "its gate is shut: times zero. Nothing is left of it, and the loss does not move.",
        ):
            self.move(sent=4.0, digits=0.0, seconds=0.3)
            self.follow(n.back)
            self.move(digits=1.0, seconds=0.3)
            self.follow(n.alone)
            self.move(stopped=1.0, seconds=1.8)
        with self.beat(
            "guess",
            "The sum must be 1 again. And the loss?",
            guess=True,
            says="But look at the bar: the shares no longer add up to one, and they must. So the "
            "sum has to go back, while the {pushed_class} keeps what it has. What happens to the "
            "loss?",
        ):
            self.move(marked=1.0, seconds=0.4)
            self.move(guess=1.0, seconds=0.5)
        with self.beat(
            "press",
            f"All others {they} by the same factor.",
            f"The {{true_class}} {shrinks}, so the loss goes {up}.",
            says=f"The {{pushed_class}} keeps its share, and {does}: all {they} by one factor, "
            "as softmax does it, and so does the {true_class}. And the {true_class}'s gate is "
            f"open. So this change gets through, and the loss goes {up}.",
            climax=True,
        ):
            with self.at_once():
                self.move(stopped=2.0, seconds=0.3)
                self.follow(n.press)
            self.move(sent=5.0, seconds=1.2)
            self.move(answered=1.0, seconds=0.4)
            self.follow(n.hear)
        with self.beat(
            "answer",
            "Now only wrong classes trade shares." if len(n.q) > 2 else "",
            "It sees the rest only through the {true_class}.",
            says="Now {move} let only the wrong classes trade shares. The {true_class} keeps its "
            "own, and the loss stands still. It sees the wrong classes only through the "
            "{true_class}."
            if len(n.q) > 2
            else "It sees the {pushed_class} only through the {true_class}.",
            poster=True,
        ):
            self.move(guess=0.0, sent=6.0, others=1.0, seconds=0.3)
            self.follow(n.trade)
