"""``OneHotCollapse``: when one class is true, only its own share counts, without an upper end."""

from __future__ import annotations

from scenes.one_hot_collapse.column import Column
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers
from stage.story import Story


class OneHotCollapse(Story[OneHotCollapseNumbers]):
    """The story that asks which shares count when one class is true."""

    def make_figure(self) -> Column:
        """Return the main figure."""
        return Column("the blocks", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "rise",
            "Truth p: who comes. Share q: who is expected.",
            "Thin share: big surprise. Thick share: small.",
            says="Now a network does the guessing: the top bar is how often each one comes. The "
            "bottom one is what the network expects. From each share rises a block of surprise: "
            "wide shares make low blocks, "
            "thin shares tall ones.",
        ):
            self.move(told=1.0, risen=1.0, seconds=1.2)
            self.move(risen=len(n.names), seconds=max(2.6, 0.6 * len(n.names)))
        with self.beat(
            "level",
            "How high, if all of it is levelled?",
            "{collapse.level[0]:.2f} on average: that is the loss.",
            says="Level {move} them all. The height that you end up with, the average surprise, is "
            "called the loss.",
        ):
            self.move(told=0.0, seconds=0.4)
            self.move(poured=1.0, seconds=2.6)
            self.move(levelled=1.0, seconds=0.5)
        with self.beat(
            "collapse",
            "But tonight: one photo. It is {one_true}.",
            says="But tonight there is one photo, and it is {one_true}. Now all of the truth is in "
            "one place, and one block is left.",
        ):
            with self.at_once():
                self.move(photo=1.0, seconds=0.6)
                self.move(poured=0.0, seconds=1.0)
            self.follow(n.collapse)
            self.move(tagged=1.0, seconds=0.4)
        with self.beat(
            "guess",
            "The others swap shares. And this block?",
            guess=True,
            says="Now the others may swap their shares as they like. What will happen to "
            "this block?",
        ):
            self.move(guess=1.0, seconds=0.5)
        with self.beat(
            "trade",
            "",
            says="They {move} swap. And swap. Look at the block. Nothing. How the network "
            "spreads its mistakes makes no difference tonight.",
        ):
            self.follow(n.trade)
            self.move(wrong=0.0, seconds=0.4)
        with self.beat(
            "half",
            "As now. Give the {true_class} all. Then take half.",
            says="Then what does count? The {true_class}'s own share. Give it {move} everything, "
            "and there is no loss. Take half of it away: that costs {halving:.2f}.",
        ):
            self.move(guess=0.0, dragged=1.0, seconds=0.4)
            self.wait(0.35)
            self.follow(n.everything)
            self.wait(0.6)
            self.move(halved=1.0, seconds=0.2)
            self.follow(n.half)
        with self.beat(
            "again",
            "A half costs ln 2 = {halving:.2f}. And half of that?",
            "Each halving costs {halving:.2f} again.",
            says="And half {move} of that. And half again. Each time another slab of the same "
            "height goes on top.",
            climax=True,
        ):
            self.follow(n.again)
        with self.beat(
            "name",
            "",
            "What counts? Only the {true_class}'s own share.",
            says="Seven {move} slabs for one part in {parts}: the loss counts the halvings. It is "
            "the logarithm of one over the share of the true class, and nothing else counts.",
            poster=True,
        ):
            for part in (1.0, 2.0, 3.0):
                self.move(formula=part, seconds=0.4)
                self.wait(0.2)
