"""``EntropyFloor``: moving a guess away from the truth adds more surprise than it saves."""

from __future__ import annotations

from scenes.entropy_floor.blocks import Blocks
from scenes.entropy_floor.numbers import EntropyFloorNumbers
from stage.story import Story


class EntropyFloor(Story[EntropyFloorNumbers]):
    """The story that asks whether any guess can beat the truth."""

    def make_figure(self) -> Blocks:
        """Return the main figure."""
        return Blocks("the blocks", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "surprise",
            "",
            "Less expected, more surprise.",
            says="One bar is how often each of them comes, the other is your guess. {move} When "
            "the {dragged_class} comes, you are as surprised as this block is high. The less you "
            "expect it, the higher the block.",
        ):
            self.move(risen=1.0, handle=1.0, measured=1.0, seconds=0.8)
            self.follow(n.probe)
        with self.beat(
            "average",
            "Now all of them, levelled out.",
            says="Each of them {move} gets such a block. Level them out, and you have your "
            "average surprise.",
        ):
            self.move(others_risen=1.0, handle=0.0, measured=0.0, seconds=0.6)
            self.move(levelled=1.0, seconds=1.4)
            self.move(drawn=1.0, valued=1.0, seconds=0.5)
            self.move(levelled=0.0, seconds=0.5)
        with self.beat(
            "truth",
            "Now guess the truth itself.",
            says="Suppose you {move} had known how often each one really comes. Then the average "
            "is {floor:{form}}. Better. But is there another guess that is better still?",
        ):
            self.follow(n.sink)
            self.move(marked=1.0, seconds=0.4)
        with self.beat(
            "guess",
            "Expect the {dragged_class} less: where does the line go?",
            guess=True,
            says="Expect the {dragged_class} {move} less often, and the rest more. Does the "
            "average get higher, or lower?",
        ):
            self.move(valued=0.0, handle=1.0, seconds=0.2)
            self.move(options=1.0, seconds=0.2)
        with self.beat(
            "push",
            says="Watch. The {dragged_class} {move} surprises you more and more, and that is "
            "added. The rest surprises you less, and that is saved.",
        ):
            self.move(options=0.0, seconds=0.2)
            self.move(valued=1.0, pushed=1.0, seconds=0.2)
            self.follow(n.push)
            self.move(changed=1.0, seconds=0.4)
        with self.beat(
            "fill",
            "Fill the gaps with what was added.",
            "Some is left: the line is higher.",
            says="Now fill {move} what was saved with what was added. There is some left over, "
            "and that is exactly how much higher the average is.",
        ):
            self.move(changed=0.0, handle=0.0, seconds=0.3)
            self.follow(n.fill)
            self.wait(0.3)
            self.move(spread=1.0, bright=0.25, seconds=1.5)
            self.move(summed=1.0, seconds=0.2)
        with self.beat(
            "tour",
            "Can any other guess get below {floor:{form}}?",
            says="So try {move} any other guess. This one? Or this one? Each leaves a mark where "
            "its average is. And here is your first guess again.",
            climax=True,
        ):
            self.move(bright=1.0, pushed=0.0, summed=0.0, seconds=0.6)
            self.follow(n.tour)
        with self.beat(
            "floor",
            "No: no guess beats the truth's own {floor:{form}}.",
            says="Not one {move} got below the line. Level out your first guess. What stands above "
            "the line is the cost of being wrong, and it is called the KL divergence. What lies "
            "below is the floor: the surprise that is left even if you guess the truth. It is "
            "called the entropy.",
            poster=True,
        ):
            self.move(levelled=1.0, seconds=1.0)
            self.move(cost_drawn=1.0, seconds=0.8)
            self.wait(1.4)
            self.move(divergence=1.0, seconds=0.4)
            self.wait(0.3)
            self.move(floor_drawn=1.0, seconds=1.2)
