"""``KilledByZero``: a wrong share is multiplied by 0, so only the true one is seen."""

from __future__ import annotations

from scenes.killed_by_zero.gates import Gates
from scenes.killed_by_zero.numbers import KilledByZeroNumbers
from stage.layout import Arrangements
from stage.story import Story


class KilledByZero(Story[KilledByZeroNumbers]):
    """The question: does the loss see the wrong classes."""

    directed = True

    def layout(self) -> Arrangements:
        """One picture over the whole stage."""
        n = self.numbers
        self.gates = Gates(
            "the shares",
            names=n.names,
            subscripts=n.subscripts,
            target=n.target,
            pushed=n.pushed,
            gradient=n.slopes,
            highest=max(2.5, 1.05 * n.lift.loss.max()),
            q=n.q,
            p=n.hop.p[0],
            left=n.die.left[0],
            loss=n.loss,
            dragged=n.q[n.pushed],
        )
        shown = {name: name for name in ("q", "p", "left", "loss", "total")}
        shown["share"] = "dragged"
        self.bind(**{quantity: (self.gates, value) for quantity, value in shown.items()})
        return {"all": self.gates}

    def construct(self) -> None:
        n, gates = self.numbers, self.gates
        self.opens("all")
        with self.beat(
            "alone",
            "Move the {pushed_class}'s share. Only that one.",
            "The loss does not move.",
            says="The photo is of {one_true}. Now move the {pushed_class}'s share, all by itself. "
            "Something sets off towards the loss. And gets stuck. The loss has noticed nothing.",
        ):
            self.move(gates.to(told=1.0), seconds=0.4)
            with self.at_once():
                self.follow(n.alone)
                self.move(gates.to(stuck=1.0), seconds=2.0)
        with self.beat(
            "gates",
            "Look what stands in the way.",
            "A gate is p: 1 if true, else 0.",
            says="Here is what stopped it. Every class has a gate, and the gate is the truth: one "
            "for the {true_class}, zero for the rest. Were it the {pushed_class}, that gate would "
            "open. It is not.",
        ):
            self.move(gates.to(gates=1.0), seconds=0.8)
            with self.at_once():
                self.follow(n.back)
                self.move(gates.to(told=0.0), seconds=0.8)
            self.wait(0.6)
            with self.at_once():
                self.follow(n.hop)
                self.move(gates.to(through=1.0), seconds=1.5)
            self.wait(0.6)
            self.follow(n.home)
        with self.beat(
            "slopes",
            "How steep is ln(1/q)? What gets through?",
            guess=True,
            says="How strongly would each of them be felt? The smaller the share, the steeper its "
            "surprise. What gets through to the steepest?",
        ):
            self.move(gates.to(raised=1.0), seconds=1.0)
            self.move(gates.to(slopes=1.0), seconds=2.5)
        with self.beat(
            "die",
            "A 1 walks back to each gate.",
            "Times 0: dead. Only the {true_class}'s is left.",
            says="Send a one back from the loss. Times zero: dead. Times zero: dead. However steep "
            "it is, times zero: dead. Only at the {true_class} the gate is open.",
        ):
            self.move(gates.to(ones=1.0), seconds=2.5)
            self.follow(n.die)
        with self.beat(
            "clamp",
            "Keep the sum at 1, and lift it again.",
            "Through the {true_class}, it is heard.",
            says="Is the {pushed_class} harmless, then? We cheated: shares must add up to one. "
            "Close the clamp, and move the {pushed_class} again. Now the others have to answer, "
            "the {true_class} too, and that, the loss does hear.",
            climax=True,
            poster=True,
        ):
            self.move(gates.to(raised=0.0, slopes=0.0, ones=0.0), seconds=1.0)
            self.move(gates.to(shut=1.0, told=1.0), seconds=0.8)
            self.wait(0.4)
            with self.at_once():
                self.follow(n.lift)
                self.move(gates.to(heard=0.999), seconds=7.0)
