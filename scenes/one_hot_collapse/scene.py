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
            sure=n.sure,
            top=n.top,
            ceiling=float(self.camera.frame_height) / 2,
            ghosts=n.ghosts,
            true_form=n.true_form,
            p=n.collapse.p[0],
            surprise=n.surprise,
            q=n.q,
            level=n.collapse.level[0],
            loss=n.surprise[n.target],
            true=n.q[n.target],
            low=n.q[n.target],
            high=n.q[n.target],
        )

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "collapse",
            "Tonight: one photo. It is {one_true}.",
            "One block is left: the {true_class}'s.",
            says="Each block is as wide as its class is likely, and as high as it would surprise "
            "the network. All together are the loss. But tonight there is one photo, and it is "
            "{one_true}. All the truth is in one place, and one block is left.",
        ):
            self.move(tagged=1.0, seconds=0.5)
            self.follow(n.collapse)
        with self.beat(
            "guess",
            "The others trade. And the {true_class}'s block?",
            guess=True,
            says="Now the others may trade their shares as they like. What will the block do?",
        ):
            self.move(guess=1.0, trading=1.0, seconds=0.5)
        with self.beat(
            "trade",
            "",
            "Nothing. It sees only the {true_class}.",
            says="They trade. And trade. Look at the block. Nothing. How the network spreads its "
            "mistakes makes no difference tonight.",
        ):
            self.move(trading=0.0, seconds=0.4)
            self.follow(n.trade)
            self.move(wrong=0.0, guess=0.0, seconds=0.5)
            self.move(formula=1.0, seconds=0.5)
        with self.beat(
            "drag",
            "Now the {true_class}'s own share moves.",
            "Sure and wrong has no upper end.",
            says="Then what does? The {true_class}'s own share. Let us draw its block narrow. Sure "
            "and right: almost no loss. Now take it away. {stops[1]:.3g}: it towers. "
            "{stops[2]:.3g}: right out of the picture. And it would go on.",
            climax=True,
        ):
            self.move(narrow=1.0, seconds=1.2)
            self.move(dragged=1.0, seconds=0.5)
            for drag in (n.up, n.down, n.on):
                self.wait(0.5)
                self.follow(drag)
        with self.beat(
            "name",
            "",
            "What counts? Only the {true_class}'s own share.",
            says="Of the whole cross entropy, one term is left: the surprise at what was "
            "true. From here on we call it the loss.",
            poster=True,
        ):
            self.wait(0.5)
