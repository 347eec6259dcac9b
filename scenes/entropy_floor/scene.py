"""``EntropyFloor``: moving a guess away from the truth always adds more surprise than it saves."""

from __future__ import annotations

from scenes.entropy_floor.ground import Ground
from scenes.entropy_floor.numbers import GUESSES, EntropyFloorNumbers
from stage.story import Story


class EntropyFloor(Story[EntropyFloorNumbers]):
    """The question: whether any guess can beat the truth."""

    def make_figure(self) -> Ground:
        """The hero."""
        return Ground("the ground", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "rise",
            "Who comes, and who you expect.",
            says="One bar is how often each of them comes. The other is your guess. On each "
            "piece of the truth stands a block, as high as your surprise. This is their average "
            "height.",
        ):
            with self.at_once():
                self.move(risen=1.0, seconds=1.8)
                self.after(1.2)
                self.move(told=1.0, seconds=0.6)
            self.move(levelled=1.0, seconds=0.7)
            self.move(valued=1.0, seconds=0.3)
        with self.beat(
            "truth",
            "Now guess the truth itself.",
            says="Suppose you had known how often each of them really comes: {floor:{form}}. "
            "Better. But is there another guess that is better still?",
        ):
            with self.at_once():
                self.move(told=0.0, seconds=0.3)
                self.follow(n.sink)
            self.move(marked=1.0, seconds=0.4)
        with self.beat(
            "guess",
            "Lower still? The {dragged_class}: {shares[0]:{share_form}} "
            "down to {shares[-1]:{share_form}}.",
            guess=True,
            says="Expect the {dragged_class} less often, and "
            f"{self._sharing()}. Does the average get higher, or lower?",
        ):
            self.move(valued=0.0, dragging=1.0, seconds=0.3)
            self.move(guess=1.0, seconds=0.3)
            self.wait(1.0)
        with self.beat(
            "steps",
            "Three equal steps down.",
            says="The first step. The {dragged_class} surprises you more, and that is added. "
            f"{self._others()} you less, and that is saved. The next step adds more, and saves "
            "less. And the last one even more so.",
        ):
            self.move(guess=0.0, seconds=0.3)
            self.move(valued=1.0, stepping=1.0, seconds=0.2)
            for step in (n.first, n.second, n.third):
                self.follow(step)
                self.wait(0.4)
            self.move(changed=1.0, seconds=0.4)
        with self.beat(
            "net",
            "Each step adds more, and saves less.",
            says="Fill what was saved with what was added. There is some left over, and that is "
            "by how much the average is higher.",
        ):
            self.move(changed=0.0, seconds=0.3)
            self.move(filled=1.0, seconds=2.0)
            self.wait(0.3)
            self.move(spread=1.0, blocks=0.25, seconds=1.5)
            self.move(summed=1.0, seconds=0.4)
        with self.beat(
            "sweep",
            "Some is left over: higher. Any other share?",
            says="Now all shares that the {dragged_class} can get. It is a valley, and it touches "
            "the line at the truth alone.",
        ):
            self.move(blocks=0.0, stepping=0.0, summed=0.0, plot=1.0, seconds=0.6)
            self.follow(n.sweep)
        with self.beat(
            "hail",
            f"Now {GUESSES} guesses, thrown at random.",
            says="And now guesses of all kinds, thrown at random. Each of them falls to its own "
            "average surprise. Watch the line: nothing goes below it.",
            climax=True,
        ):
            self.move(plot=0.0, dragging=0.0, strip=0.0, valued=0.0, seconds=0.4)
            self.move(grown=1.0, seconds=0.8)
            self.follow(n.fall)
        with self.beat(
            "floor",
            "Not one gets below: the truth is the floor.",
            "No: no guess beats the truth's own {floor:{form}}.",
            says="So this is a floor: the average surprise of the truth itself. It is called its "
            "entropy. Your first guess stood above it. That is the cost of being wrong: "
            "the KL divergence. It is all that a better guess can save.",
            poster=True,
        ):
            self.move(amber=1.0, seconds=1.3)
            self.move(thrown=0.35, cost=1.0, seconds=1.0)
            self.wait(0.3)
            self.move(named=1.0, seconds=0.4)

    def _sharing(self) -> str:
        """What becomes of the share that the dragged class leaves."""
        return (
            "share what is left among the others"
            if len(self.numbers.p) > 2
            else "leave the rest to the other"
        )

    def _others(self) -> str:
        """The subject of who surprises less, and the verb."""
        return "The others surprise" if len(self.numbers.p) > 2 else "The other surprises"
