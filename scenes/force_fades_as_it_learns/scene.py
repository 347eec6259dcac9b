"""``ForceFadesAsItLearns``: however large the loss, the pull is never more than 1."""

from __future__ import annotations

from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers
from scenes.force_fades_as_it_learns.tube import Tube
from stage.layout import Arrangements
from stage.story import Story


class ForceFadesAsItLearns(Story[ForceFadesAsItLearnsNumbers]):
    """The question: far more wrong, does it pull far harder."""

    directed = True

    def layout(self) -> Arrangements:
        """One picture over the whole stage."""
        n = self.numbers
        self.tube = Tube(
            "the tube",
            names=n.names,
            target=n.target,
            span=(n.lowest, n.highest),
            along=(n.along, n.along_pull, n.along_loss),
            ghosts=n.ghosts,
            at_lid=n.at_lid,
            logits=n.lift.logits[0],
            true=n.lift.true[0],
            pull=n.lift.pull[0],
            loss=n.lift.loss[0],
        )
        shown = ("logits", "true", "pull", "loss", "step")
        self.bind(**{quantity: (self.tube, quantity) for quantity in shown})
        return {"tube": self.tube}

    def construct(self) -> None:
        n, tube = self.numbers, self.tube
        self.opens("tube")
        with self.beat(
            "tube",
            "Lift the {true_class} a little, then let it down.",
            "The pull is what its share leaves of 1.",
            says="This tube holds one. The {true_class}'s share hangs from the lid, and what it "
            "leaves is the pull. Beside it, to the same scale, the loss. Lift the {true_class}, "
            "and both get smaller.",
        ):
            self.move(tube.to(told=0.0, shared=0.0), seconds=0.4)
            self.follow(n.lift)
            self.move(tube.to(told=1.0, shared=1.0), seconds=0.4)
        with self.beat(
            "guess",
            "Now far down. What will the pull do?",
            guess=True,
            says="Now the other way: let us make it far worse. The loss will soar, that much is "
            "clear. But the pull? The same, a bit more, or just as many times?",
        ):
            self.move(tube.to(guess=1.0, told=0.0, shared=0.0), seconds=0.6)
        with self.beat(
            "drag",
            "Drag the {true_class} down. Watch both.",
            "The pull was at its lid already."
            if n.at_lid
            else "Loss × {loss_times:.2g}. Pull × {pull_times:.2g}.",
            says="There goes the loss, and nothing stops it. The pull can only climb into what "
            f"the share gives up.{' Then it is stuck.' if n.jams else ''} "
            "{loss_times:.2g} times the loss. {pull_times:.2g} times the pull.",
            climax=True,
        ):
            self.move(tube.to(guess=0.0, told=1.0, alone=1.0), seconds=0.5)
            self.follow(n.drag)
        with self.beat(
            "learn",
            "Now let it learn, step by step.",
            self._learned(),
            says=self._of_learning(),
        ):
            self.move(tube.to(told=0.0, stepping=1.0, alone=0.0, aside=1.0), seconds=0.8)
            self.follow(n.learn)
        with self.beat(
            "answer",
            f"Never harder than 1{', and softer as it learns' if n.fades else ''}.",
            says="However wrong it is, it is never pulled by more than one."
            + (" And as it learns, the pull lets go." if n.fades else ""),
            poster=True,
        ):
            self.move(tube.to(shared=1.0), seconds=0.4)

    def _learned(self) -> str:
        n = self.numbers
        if not n.fades:
            return "The pull is what the share leaves."
        if n.stays_full:
            return "Nearly full pull while wrong. Then it fades."
        return "It fades as the share grows."

    def _of_learning(self) -> str:
        n = self.numbers
        if not n.fades:
            return "Let it learn. Step by step, the pull is what the share leaves of one."
        badly = (
            " While it is badly wrong, it feels nearly the full pull, step after step."
            if n.stays_full
            else ""
        )
        return (
            f"Let it learn.{badly} Then the share comes down from the lid, and the pull fades, "
            "all by itself."
        )
