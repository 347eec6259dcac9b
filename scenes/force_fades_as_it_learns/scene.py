"""``ForceFadesAsItLearns``: however large the loss, the pull is never more than 1."""

from __future__ import annotations

from scenes.force_fades_as_it_learns.hill import Hill
from scenes.force_fades_as_it_learns.numbers import ForceFadesAsItLearnsNumbers
from stage.story import Story


class ForceFadesAsItLearns(Story[ForceFadesAsItLearnsNumbers]):
    """The question: far more wrong, does it pull far harder."""

    def make_figure(self) -> Hill:
        """Make the hill."""
        return Hill("the hill", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "hill",
            "The ball is the {true_class}. Its height is the loss.",
            says="This ball is the {true_class}'s score: ahead of the others to the right, behind "
            "to the left. Its height is the loss. Let it {move} fall behind, and the loss rises.",
        ):
            self.follow(n.back)
        with self.beat(
            "slope",
            "How steep it is at the ball: the pull.",
            "The pull is 1 − the {true_class}'s share.",
            says="The hill pulls the ball down, toward a higher score. How hard? As hard as it "
            "{move} is steep: so much down on one across. Put that into a bar of one, and the rest "
            "is exactly the {true_class}'s share.",
        ):
            self.move(steep=1.0, true=0.0, seconds=1.2)
            self.wait(0.5)
            self.move(swing=1.0, seconds=1.8)
            self.wait(0.3)
            self.move(share=1.0, seconds=0.8)
        with self.beat(
            "guess",
            "Far behind: how does the hill go on?",
            guess=True,
            says="Now the other way: let us make it far worse. What does the hill look like "
            "further up? Flatter, straight, or ever steeper?",
        ):
            self.move(wide=1.0, seconds=1.2)
            self.move(guess=1.0, seconds=1.2)
            self.wait(0.5)
        with self.beat(
            "drag",
            "",
            self._limit(),
            says="Up {move} it goes, and nothing stops the loss. But look at the bar. "
            + (
                "The share is used up, so the pull has nothing left to add: the hill can only go "
                "on straight. "
                if n.is_used_up
                else ""
            )
            + "{loss_times:.2g} times the loss. {pull_times:.2g} times the pull.",
            climax=True,
        ):
            self.move(before=1.0, seconds=0.8)
            with self.at_once():
                self.follow(n.drag)
                self.after(2.5)
                self.move(wrong=0.0, seconds=3.5)
                self.after(2.0)
                self.move(straight=0.0, seconds=1.5)
            with self.at_once():
                self.move(times=1.0, seconds=0.6)
                self.move(compare=1.0, seconds=1.4)
                if n.is_used_up:
                    self.move(full=1.0, seconds=1.2)
        learned, of_learning = self._of_learning()
        with self.beat(
            "learn",
            "Each jump is one step of learning.",
            learned,
            says=of_learning,
        ):
            self.move(times=0.0, seconds=0.3)
            self.move(before=0.0, guess=0.0, seconds=0.7)
            self.move(drop=1.0, seconds=1.6)
            self.follow(n.learn)
        with self.beat(
            "answer",
            f"No: never more than 1{', and less as it learns' if n.fades else ''}.",
            says="However wrong it is, it is {move} never pulled by more than one."
            + (" And as it learns, the pull lets go." if n.fades else ""),
            poster=True,
        ):
            self.wait(1.2)

    def _limit(self) -> str:
        """Return what was seen when the ball was dragged up."""
        n = self.numbers
        if n.at_limit:
            return "The pull was at its limit already."
        if n.is_used_up:
            return "No share left: the pull is full."
        return "Loss × {loss_times:.2g}. Pull × {pull_times:.2g}, never beyond 1."

    def _of_learning(self) -> tuple[str, str]:
        """Return the result of the learning, and what a voice says of it."""
        n = self.numbers
        if not n.fades:
            return (
                "The pull is how steep the hill is.",
                "Let it learn. Step by step, the pull is as large as the hill is steep.",
            )
        far = " While it is far wrong, it feels nearly the full pull, jump after jump."
        return (
            "Full pull: wide jumps. Then they shrink."
            if n.stays_full
            else "The hill gets flat: the jumps shrink.",
            f"Let it learn: each jump is one step.{far if n.stays_full else ''} Then the hill gets "
            "flat, the jumps shrink, and the pull fades, all by itself.",
        )
