"""``EntropyFloor``: moving a guess away from the truth always adds more surprise than it saves."""

from __future__ import annotations

from scenes.entropy_floor.ground import Ground
from scenes.entropy_floor.numbers import GUESSES, EntropyFloorNumbers
from stage.story import Story


class EntropyFloor(Story[EntropyFloorNumbers]):
    """The story that asks whether any guess can beat the truth."""

    def make_figure(self) -> Ground:
        """Return the main figure."""
        return Ground("the ground", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "rise",
            "How often each comes, and your guess.",
            says="One bar is how often each of them comes. {move} The other is your guess. On "
            "each piece of the truth stands a block, as high as your surprise. This is their "
            "average height.",
        ):
            self.move(strip=1.0, seconds=0.5)
            self.move(risen=1.0, seconds=1.5)
            self.move(told=1.0, levelled=1.0, valued=1.0, seconds=0.8)
        with self.beat(
            "truth",
            "Now guess the truth itself.",
            says="Suppose you {move} had known how often each one really comes. Then the average "
            "is {floor:{form}}. Better. But is there another guess that is better still?",
        ):
            self.move(told=0.0, seconds=0.3)
            self.follow(n.sink)
        with self.beat(
            "guess",
            "Expect the {dragged_class} less: where does the line go?",
            guess=True,
            says="Expect the {dragged_class} {move} less often, and the rest more. Does the "
            "average get higher, or lower?",
        ):
            self.move(valued=0.0, marked=1.0, dragging=1.0, seconds=0.3)
            self.move(guess=1.0, seconds=0.3)
            self.wait(2.1)
        with self.beat(
            "steps",
            "Three equal steps down for the {dragged_class}.",
            says="The first {move} step. The {dragged_class} surprises you more, and that is "
            "added. The rest surprises you less, and that is saved. The next step adds more, and "
            "saves less. And the last one adds even more and saves even less.",
        ):
            self.move(guess=0.0, seconds=0.2)
            self.move(valued=1.0, stepping=1.0, hinted=1.0, seconds=0.2)
            self.follow(n.steps)
        with self.beat(
            "net",
            "Each step adds more and saves less.",
            says="Use what {move} was added to fill in what was saved.",
        ):
            self.move(hinted=0.0, changed=1.0, seconds=0.4)
            self.wait(0.4)
            self.move(changed=0.0, seconds=0.2)
            self.move(filled=1.0, seconds=2.0)
        with self.beat(
            "left",
            "Some is left: the line is higher.",
            says="There is some {move} left over, and that is exactly how much higher the "
            "average is.",
        ):
            self.move(spread=1.0, blocks=0.25, seconds=1.5)
            self.move(summed=1.0, seconds=0.3)
        with self.beat(
            "sweep",
            "Any other share?",
            says="Now {move} all shares that the {dragged_class} can get. It is a valley, and it "
            "touches the line only at the truth.",
        ):
            self.move(blocks=0.0, stepping=0.0, summed=0.0, plot=1.0, seconds=0.5)
            self.follow(n.sweep)
            self.move(touched=1.0, seconds=0.2)
        with self.beat(
            "hail",
            f"Now {GUESSES} random guesses.",
            says="And now guesses of all kinds, {move} thrown at random. Each of them falls to "
            "its own average surprise. Watch the line: nothing goes below it.",
            climax=True,
        ):
            self.move(plot=0.0, dragging=0.0, strip=0.0, valued=0.0, seconds=0.3)
            self.move(grown=1.0, seconds=0.7)
            self.follow(n.fall)
        with self.beat(
            "floor",
            "Not one fell below.",
            "No: no guess beats the truth's own {floor:{form}}.",
            says="So this is {move} a floor: the average surprise of the truth itself. It is "
            "called its entropy. Your first guess stood above it. That is the cost of being "
            "wrong: the KL divergence. That is the most a better guess could ever save you.",
            poster=True,
        ):
            self.move(amber=1.0, seconds=1.1)
            self.move(thrown=0.3, cost=1.0, named=1.0, seconds=0.7)
