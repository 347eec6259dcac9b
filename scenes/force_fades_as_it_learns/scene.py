"""``ForceFadesAsItLearns``: however large the loss, the pull is never more than 1."""

from __future__ import annotations

from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers
from scenes.force_fades_as_it_learns.tube import Tube
from stage.story import Story


class ForceFadesAsItLearns(Story[ForceFadesAsItLearnsNumbers]):
    """The question: far more wrong, does it pull far harder."""

    def make_figure(self) -> Tube:
        """The hero."""
        n = self.numbers
        return Tube(
            "the box",
            names=n.names,
            subscript=n.subscript,
            target=n.target,
            span=(n.lowest, n.highest),
            most=n.most,
            along=(n.along, n.along_pull, n.along_loss),
            ghosts=n.ghosts,
            grown=(n.pull_times, n.loss_times),
            at_lid=n.at_lid,
            logits=n.lift.logits[0],
            true=n.lift.true[0],
            pull=n.lift.pull[0],
            loss=n.lift.loss[0],
        )

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "box",
            "The {true_class}'s score goes up, and back.",
            "The pull is what its share leaves of 1.",
            says="The {true_class} is true, so something pulls its score up: the pull. It is what "
            "the {true_class}'s share leaves of one, so this box is its lid. Beside it, to the "
            "same scale, the loss. Lift the {true_class}, and both get smaller.",
        ):
            self.follow(n.lift)
        with self.beat(
            "guess",
            "Now the {true_class} goes far down. And the pull?",
            guess=True,
            says="Now the other way: let us make it far worse. The loss will soar, that much is "
            "clear. But the pull? The same, a bit more, or just as many times?",
        ):
            self.move(shared=0.0, told=0.0, seconds=0.4)
            self.move(guess=1.0, seconds=0.5)
        with self.beat(
            "drag",
            "The {true_class} goes down. Watch both bars.",
            "The pull was at its lid already."
            if n.at_lid
            else "Loss × {loss_times:.2g}. Pull × {pull_times:.2g}.",
            says="There goes the loss, and nothing stops it. The pull can only climb into what "
            f"the share gives up.{' Then it is stuck.' if n.jams else ''} "
            "{loss_times:.2g} times the loss. {pull_times:.2g} times the pull.",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.4)
            self.move(told=1.0, started=1.0, alone=1.0, seconds=0.5)
            self.follow(n.drag)
            self.move(times=1.0, seconds=0.5)
        with self.beat(
            "learn",
            "Now it learns: the pull moves the {true_class}.",
            self._learned(),
            says=self._of_learning(),
        ):
            self.move(told=0.0, started=0.0, times=0.0, alone=0.0, seconds=0.4)
            self.move(aside=1.0, seconds=1.0)
            self.move(stepping=1.0, seconds=0.3)
            self.follow(n.learn)
        with self.beat(
            "answer",
            "",
            f"No: never more than 1{', and less as it learns' if n.fades else ''}.",
            says="However wrong it is, it is never pulled by more than one."
            + (" And as it learns, the pull lets go." if n.fades else ""),
            poster=True,
        ):
            self.move(ends=1.0, seconds=0.5)

    def _learned(self) -> str:
        n = self.numbers
        if not n.fades:
            return "The pull is what the share leaves."
        if n.stays_full:
            return "Full pull while far wrong. Then it fades."
        return "It fades as the share grows."

    def _of_learning(self) -> str:
        n = self.numbers
        if not n.fades:
            return "Let it learn. Step by step, the pull is what the share leaves of one."
        badly = (
            " While it is far wrong, it feels nearly the full pull, step after step."
            if n.stays_full
            else ""
        )
        return (
            f"Let it learn: the pull lifts it, step by step.{badly} Then the share grows down from "
            "the lid, and the pull fades, all by itself."
        )
