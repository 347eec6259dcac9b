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
            "Width: how often. Height: the surprise.",
            says="One bar is the truth, the other is your guess. {move} This block is your "
            "surprise when the {dragged_class} comes. The less you expect it, the higher it is.",
        ):
            self.follow(n.probe)
        with self.beat(
            "average",
            "Now all of them, levelled out.",
            says="Each of them {move} gets such a block. Level them out, and you have your "
            "average surprise.",
        ):
            self.move(risen=1.0, handle=0.0, measured=0.0, seconds=0.6)
            self.move(levelled=1.0, seconds=1.1)
            self.move(drawn=1.0, valued=1.0, seconds=0.5)
        with (
            self.beat(
                "truth",
                "Now guess the truth itself.",
                says="Suppose you {move} had known the truth. Then the average is {floor:{form}}. "
                "Is there a guess that is better still?",
            ),
            self.at_once(),
        ):
            self.move(levelled=0.0, seconds=0.8)
            self.follow(n.sink)
            self.after(1.1)
            self.move(marked=1.0, seconds=0.4)
        with self.beat(
            "guess",
            "Expect the {dragged_class} less: where does the line go?",
            guess=True,
            says="Expect the {dragged_class} {move} less often, and the rest more. Does the "
            "average get higher, or lower?",
        ):
            self.move(valued=0.0, handle=1.0, seconds=0.15)
            self.move(options=1.0, seconds=0.15)
        with self.beat(
            "push",
            "",
            "Fill the gaps with what was added.",
            says="Watch. {move} The {dragged_class} surprises you more: that is added. The rest "
            "surprises you less: that is saved.",
        ):
            self.move(options=0.0, drawn=0.0, pushed=1.0, seconds=0.4)
            self.follow(n.push)
            self.move(changed=1.0, seconds=0.4)
        with self.beat(
            "fill",
            "",
            "Some is left: the line is higher.",
            says="Now fill {move} the gaps with what was added. Some is left over. By exactly "
            "that much, the average is higher.",
        ):
            self.move(changed=0.0, handle=0.0, bright=0.3, seconds=0.3)
            self.follow(n.fill)
            self.wait(1.0)
            with self.at_once():
                self.move(spread=1.0, seconds=2.0)
                self.after(1.4)
                self.move(drawn=1.0, summed=1.0, seconds=0.6)
        with self.beat(
            "tour",
            "Can any other guess get below {floor:{form}}?",
            "More is always added than saved.",
            says="Slide the edge {move} all the way, then try another guess. Surprise rises "
            "faster than it falls, so more is always added than saved.",
            climax=True,
        ):
            self.move(bright=0.3, pushed=0.0, summed=0.0, bowl=1.0, handle=1.0, seconds=0.6)
            self.follow(n.slide)
            self.wait(0.4)
            self.move(bowl=0.0, handle=0.0, seconds=0.5)
            with self.at_once():
                self.move(bright=1.0, seconds=0.8)
                self.follow(n.tour)
        with (
            self.beat(
                "cost",
                says="What lies {move} above the truth's line is the cost of being wrong: the KL "
                "divergence.",
            ),
            self.at_once(),
        ):
            self.move(levelled=1.0, valued=1.0, seconds=0.8)
            self.move(cost_drawn=1.0, seconds=1.2)
        with self.beat(
            "floor",
            "No: no guess beats the truth's own {floor:{form}}.",
            says="What lies {move} below it is the entropy: the surprise that stays, even if you "
            "guess the truth.",
            poster=True,
        ):
            self.move(floor_drawn=1.0, seconds=1.0)
            self.wait(2.9)
