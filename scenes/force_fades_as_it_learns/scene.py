"""``ForceFadesAsItLearns``: however large the loss, the pull is never more than 1."""

from __future__ import annotations

from scenes.force_fades_as_it_learns.hill import Hill
from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers
from stage.story import Story


class ForceFadesAsItLearns(Story[ForceFadesAsItLearnsNumbers]):
    """The question: far more wrong, does it pull far harder."""

    def make_figure(self) -> Hill:
        """The hero."""
        n = self.numbers
        return Hill(
            "the hill",
            called=n.names[n.target],
            subscript=n.subscript,
            target=n.target,
            hill=(n.hill, n.heights),
            seen=(n.left, n.right, n.top),
            grown=(n.pull_times, n.loss_times),
            **{quantity: track[0] for quantity, track in n.back},
        )

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "hill",
            "The ball is the {true_class}. Its height is the loss.",
            says="The {true_class} is true, and this ball is the {true_class}. To the right, its "
            "score is ahead of the others, to the left behind. How high the ball is: that is the "
            "loss. Let it {move} fall behind, and the loss rises.",
        ):
            self.follow(n.back)
        with self.beat(
            "slope",
            "How steep it is at the ball: the pull.",
            "It is all that the {true_class} lacks of 1.",
            says="The hill pulls the ball down, toward a higher score. How hard? As hard as it "
            "{move} is steep. That is the pull, and it is exactly what the {true_class}'s share "
            "lacks of one.",
        ):
            self.move(steep=1.0, seconds=1.0)
            self.wait(0.6)
            self.move(whole=1.0, seconds=0.8)
        with self.beat(
            "guess",
            "Far behind: how does the hill go on?",
            guess=True,
            says="Now the other way: let us make it far worse. What does the hill look like "
            "further up? Flatter, straight, or ever steeper?",
        ):
            self.move(guess=1.0, seconds=0.5)
            self.wait(1.5)
        with self.beat(
            "drag",
            "",
            "The pull was at its lid already."
            if n.at_lid
            else "Loss × {loss_times:.2g}. Pull × {pull_times:.2g}, never beyond 1.",
            says="Up {move} it goes, and nothing stops the loss. But look at the tangent."
            f"{' The hill is straight.' if n.jams else ''} "
            "{loss_times:.2g} times the loss. {pull_times:.2g} times the pull.",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.4)
            self.follow(n.drag)
            self.move(times=1.0, seconds=0.6)
        with self.beat(
            "learn",
            "Now it learns: the ball rolls down.",
            self._learned(),
            says=self._of_learning(),
        ):
            self.move(times=0.0, seconds=0.4)
            self.follow(n.learn)
        with self.beat(
            "answer",
            "",
            f"No: never more than 1{', and less as it learns' if n.fades else ''}.",
            says="However wrong it is, it is never pulled by more than one."
            + (" And as it learns, the pull lets go." if n.fades else ""),
            poster=True,
        ):
            self.move(formula=1.0, seconds=0.5)

    def _learned(self) -> str:
        n = self.numbers
        if not n.fades:
            return "The pull is how steep the hill is."
        if n.stays_full:
            return "Full pull while far wrong. Then it fades."
        return "The hill gets flat: the pull fades."

    def _of_learning(self) -> str:
        n = self.numbers
        if not n.fades:
            return "Let it learn. Step by step, the pull is as large as the hill is steep."
        badly = (
            " While it is far wrong, it feels nearly the full pull, step after step."
            if n.stays_full
            else ""
        )
        return (
            f"Let it learn: the ball rolls down, step by step.{badly} Then the hill gets flat, and "
            "the pull fades, all by itself."
        )
