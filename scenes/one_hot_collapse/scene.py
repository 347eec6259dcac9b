"""``OneHotCollapse``: when one class is true, only its own share counts, without an upper end."""

from __future__ import annotations

from scenes.one_hot_collapse.column import Column
from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers
from stage.story import Story


class OneHotCollapse(Story[OneHotCollapseNumbers]):
    """The question: tonight it was a cat, so what counts."""

    def make_figure(self) -> Column:
        """The hero."""
        n = self.numbers
        return Column(
            "the blocks",
            names=n.names,
            subscripts=n.subscripts,
            target=n.target,
            top=n.top,
            halving=n.halving,
            true_form=n.true_form,
            p=n.collapse.p[0],
            surprise=n.surprise,
            q=n.q,
            level=n.collapse.level[0],
            loss=n.surprise[n.target],
            true=n.q[n.target],
        )

    def construct(self) -> None:
        n = self.numbers
        with (
            self.beat(
                "rise",
                "Truth p: who comes. Share q: who is expected.",
                says="Above, how often each comes. Below, what the network expects. On each "
                "piece of the truth stands a block, as high as the surprise.",
            ),
            self.at_once(),
        ):
            self.move(risen=1.0, seconds=2.6)
            self.after(2.0)
            self.move(told=1.0, seconds=1.0)
        with self.beat(
            "level",
            "Level all the blocks: that is the loss.",
            says="Level {move} them all: that is the loss.",
        ):
            self.move(levelled=1.0, seconds=0.8)
        with self.beat(
            "collapse",
            "Tonight: one photo. It is {one_true}.",
            says="But tonight there is one photo, and it is {one_true}. All the truth flows to one "
            "place, and one block is left.",
        ):
            self.move(photo=1.0, tagged=1.0, seconds=0.6)
            self.follow(n.collapse)
            self.move(photo=0.0, told=0.0, seconds=0.4)
        with self.beat(
            "guess",
            "The others trade. And the {true_class}'s block?",
            guess=True,
            says="Now the others may trade their shares as they like. What will happen to "
            "this block?",
        ):
            self.move(guess=1.0, trading=1.0, seconds=0.5)
            self.wait(1.0)
        with self.beat(
            "trade",
            "",
            says="They {move} trade. And trade. Look at the block. Nothing. How the network "
            "spreads its mistakes makes no difference tonight.",
        ):
            self.move(trading=0.0, seconds=0.3)
            self.follow(n.trade)
            self.move(wrong=0.0, seconds=0.4)
        with self.beat(
            "everything",
            "It stays. Now all the share for the {true_class}.",
            says="Then what does count? The {true_class}'s own share. Give it {move} everything, "
            "and there is no loss.",
        ):
            self.move(guess=0.0, dragged=1.0, seconds=0.4)
            self.wait(0.5)
            self.follow(n.everything)
        with self.beat(
            "half",
            "No loss at all. Now take away one half.",
            says="Take one half {move} of it away. That costs {halving:.2f}.",
        ):
            self.move(halved=1.0, seconds=0.2)
            self.follow(n.half)
        with self.beat(
            "again",
            "One half costs {halving:.2f} nats. Halve on and on.",
            "Each half costs as much. There is no end.",
            says="And half {move} of that. And half again. Each time the same slab comes on top, "
            "and there is always a half to take away. So it grows, up and out of the picture.",
            climax=True,
        ):
            self.follow(n.again)
        with self.beat(
            "name",
            "",
            "What counts? Only the {true_class}'s own share.",
            says="Of the whole cross entropy, one term is left: the surprise at what was "
            "true. From here on we call it the loss.",
            poster=True,
        ):
            self.move(formula=1.0, seconds=0.6)
