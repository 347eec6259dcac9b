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
            subscripts=n.subscripts,
            order=n.order,
            rises=n.rises,
            highest=max(2.0, n.felt.loss.max(), n.hear.loss.max()),
            q=n.q,
            share=n.q[n.pushed],
            true=n.q[n.target],
            loss=n.loss,
        )

    def construct(self) -> None:
        n = self.numbers
        if n.rises:
            up, pays, they, give = "up", "pays", "shrink", "give the {pushed_class} more"
            asks, does = "The wall goes back to 1. Who pays?", "The wall pushes back"
        else:
            up, pays, they, give = "down", "gains", "grow", "take from the {pushed_class}"
            asks, does = "The others fill up to 1. Who gains?", "The others fill up"
        with self.beat(
            "wires",
            "It is {one_true}. Wires lead to the loss.",
            says="The photo is of {one_true}. This bar is what the network believes: the wider, "
            "the surer. The loss has to say how good that is, so each share is wired to it.",
        ):
            self.move(wired=1.0, seconds=1.8)
            self.move(scored=1.0, seconds=0.4)
        with self.beat(
            "gates",
            "Each gate is p: × 1 if true, × 0 if not.",
            says="In every wire there is a gate, and the truth works it. For the {true_class} it "
            "is open: times one. For all the others it shuts: times zero.",
        ):
            self.move(keyed=1.0, seconds=1.0)
            self.move(shut=1.0, seconds=0.7)
            self.move(factors=1.0, seconds=0.4)
        with self.beat(
            "dip",
            "Take a third of the {true_class}'s share.",
            says="Let us try it. Take a third of its share from the {true_class}, and from nobody "
            "else.",
        ):
            with self.at_once():
                self.follow(n.dip)
                self.after(0.6)
                self.move(tried=1.0, seconds=1.8)
            self.follow(n.felt)
        with self.beat(
            "back",
            "Times 1: it gets through to the loss.",
            says="The change gets through the open gate, times one, and the loss goes up. Now "
            "give it back.",
        ):
            self.move(tried=2.0, seconds=0.3)
            self.follow(n.back)
        with (
            self.beat(
                "alone",
                f"Now {give}, and nobody else.",
                says=f"Now {give}, and nobody else. This change sets off as well. But its gate "
                "is shut.",
            ),
            self.at_once(),
        ):
            self.follow(n.alone)
            self.after(0.6)
            self.move(stopped=1.0, seconds=2.2)
        with self.beat(
            "unmoved",
            "Times 0: the loss does not move.",
            says="Times zero: nothing is left of it, and the loss does not move. But look at the "
            "bar: the shares no longer add up to one.",
        ):
            self.move(marked=1.0, seconds=0.5)
        with self.beat(
            "guess",
            "But the sum must be 1 again. And the loss?",
            guess=True,
            says="Shares must sum to one. So the sum has to go back to one, while the "
            "{pushed_class} keeps what it has. What happens to the loss?",
        ):
            self.move(guess=1.0, unknown=1.0, seconds=0.7)
            self.wait(1.0)
        with self.beat(
            "press",
            asks,
            says=f"{does}. The {{pushed_class}} keeps its share, so all the others have to {they}, "
            "by one factor, and so does the {true_class}.",
        ):
            self.move(guess=0.0, stopped=2.0, seconds=0.4)
            self.follow(n.press)
        with self.beat(
            "heard",
            f"The {{true_class}} {pays}. Its gate is open.",
            f"So the loss goes {up}.",
            says=f"And the {{true_class}}'s gate is open. So this change gets through, and the "
            f"loss goes {up}.",
            climax=True,
        ):
            with self.at_once():
                self.move(marked=0.0, seconds=0.5)
                self.move(heard=1.0, seconds=2.0)
            self.move(unknown=0.0, seconds=0.4)
            self.follow(n.hear)
        with self.beat(
            "answer",
            result="Not by themselves: only through the {true_class}.",
            says="So the loss does not see the wrong classes by themselves. It sees them only "
            "through the {true_class}.",
            poster=True,
        ):
            self.move(chain=5.0, seconds=2.0)
