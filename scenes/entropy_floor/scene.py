"""``EntropyFloor``: moving a guess away from the truth always adds more surprise than it saves."""

from __future__ import annotations

from scenes.entropy_floor.ground import Ground
from scenes.entropy_floor.numbers import EntropyFloorNumbers
from stage.cast import called
from stage.story import Story

FEW = 3
"""Other classes up to which all of them are named in a sentence."""


class EntropyFloor(Story[EntropyFloorNumbers]):
    """The question: whether any guess can beat the truth."""

    def make_figure(self) -> Ground:
        """The hero."""
        n = self.numbers
        return Ground(
            "the ground",
            names=n.names,
            subscript=n.subscripts[n.dragged],
            p=n.p,
            floor=n.floor,
            gap=n.gap,
            dragged=n.dragged,
            stop=float(n.stops[0]),
            along=n.along,
            heights=n.valleys,
            most=n.most,
            bottom=n.bottom,
            form=n.form,
            change_form=n.change_form,
            share_form=n.share_form,
            q=n.q,
            surprise=n.surprise,
            level=n.level,
            line=n.level,
            traced=n.fewer.traced[0],
            high=n.tall,
        )

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "truth",
            "Turn your guess into the truth.",
            "Down to {floor:{form}}. And lower?",
            says="Here is your guess, and its average surprise. Suppose you had known how often "
            "each of them really comes: {floor:{form}}. Better. But is there another guess that is "
            "better still?",
        ):
            self.follow(n.sink)
        with self.beat(
            "guess",
            "Expect the {dragged_class} less often. Up or down?",
            guess=True,
            says="Let us look more closely. Say you expect the {dragged_class} less often, and "
            f"{self._sharing()}. Does the line go down? Or up?",
        ):
            self.move(blocks=0.0, seconds=0.4)
            self.move(low=n.bottom, high=n.top, seconds=1.2)
            self.move(plot=1.0, dragging=1.0, guess=1.0, seconds=0.5)
        with self.beat(
            "drag",
            "The {dragged_class} down to {stops[0]:{share_form}}, "
            "then up to {stops[1]:{share_form}}.",
            "Both ways add more than they save.",
            says="Less often. The {dragged_class} now surprises you more, and that is added. "
            f"{self._others()} you less, and that is saved. At first it is even; then adding wins. "
            "Now more often: the roles change, the winner does not.",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.4)
            for way in (n.fewer, n.more):
                self.follow(way)
                self.move(told=1.0, seconds=0.4)
                self.wait(1.0)
                if way is n.fewer:
                    self.move(told=0.0, seconds=0.3)
        with self.beat(
            "floor",
            f"The same for {self._names()}.",
            f"One floor for {'both' if len(n.p) == 2 else 'all of them'}: H(p).",
            says=f"Try it with {self._names()}. Every valley touches down on the very same line, "
            "each at its own truth. No guess gets below it. It is the floor, the entropy.",
        ):
            self.move(told=0.0, dragging=0.0, seconds=0.5)
            self.follow(n.home)
            self.move(feet=1.0, seconds=0.5)
            self.follow(n.grow)
            self.move(amber=1.0, seconds=1.5)
        with self.beat(
            "depth",
            "How high does this floor stand?",
            "{floor:{form}} of floor, and {gap:{form}} on top.",
            says="How much of the surprise is floor? "
            f"{'Most of it. ' if n.floor > n.level / 2 else ''}Your first guess stood "
            "{gap:{form}} above it. That part is called the KL divergence, and it is all that a "
            "better guess can save.",
        ):
            self.move(valleys=0.0, plot=0.0, ranged=0.0, seconds=0.5)
            self.move(low=0.0, high=1.2 * n.level, seconds=2.0)
            self.move(layer=1.0, deep=1.0, seconds=0.4)
            self.follow(n.back)
            self.move(summed=1.0, seconds=0.5)
        with self.beat(
            "exact",
            "Now guess exactly right.",
            "No. Even the truth is surprised by {floor:{form}}.",
            says="Guess exactly right, and what was on top is gone. The floor stays: that is how "
            "surprising the world itself is.",
            poster=True,
        ):
            self.move(summed=0.0, seconds=0.3)
            self.follow(n.snap)
            self.move(glow=1.0, seconds=1.0)

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

    def _names(self) -> str:
        """All classes but the dragged one: by name, if there are few."""
        n = self.numbers
        others = [called(name) for k, name in enumerate(n.names) if k != n.dragged]
        if len(others) > FEW:
            return "all the others"
        return ", ".join(f"the {name}" for name in others)
