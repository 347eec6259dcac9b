"""``PulleyForces``: the truth pulls one score up, the prediction pulls all down: it is a draw."""

from __future__ import annotations

import numpy as np

from scenes.pulley_forces.numbers import PulleyForcesNumbers
from scenes.pulley_forces.pulleys import Pulleys
from stage.digits import write
from stage.judging import is_hardly_any, is_nearly_all
from stage.story import Story


class PulleyForces(Story[PulleyForcesNumbers]):
    """The question: one against all, who wins."""

    def make_figure(self) -> Pulleys:
        """The hero."""
        n = self.numbers
        own, none = n.slide.logits[:, n.target], np.zeros(len(n.names))
        return Pulleys(
            "the pulleys",
            names=n.names,
            order=n.order,
            dragged=n.dragged,
            span=(n.lowest, n.highest),
            forms=(n.pull_form, n.loss_form),
            rests=np.stack((n.drag.q[0], n.drag.q[-1], n.relax.q[-1])),
            losses=(n.start, n.stepped),
            own=(float(own.min()), float(own.max())),
            logits=n.drag.logits[0],
            q=n.drag.q[0],
            pull=n.drag.pull[0],
            loss=n.slide.loss[0],
            hooked=none,
            told=none,
        )

    def construct(self) -> None:
        n = self.numbers
        classes = np.arange(len(n.names))
        none = np.zeros(len(classes))
        two = np.isin(classes, (n.target, n.dragged)).astype(float)
        others = (classes != n.target).astype(float)
        with self.beat(
            "pull back",
            "The prediction pulls each back by its share.",
            says="It is true: {true_class}. So the truth pulls that score up, to the right, with a "
            "force of one. The prediction pulls back, on everybody: the more it believes in "
            "somebody, the harder.",
        ):
            hooked = none
            for k in n.order:
                hooked = hooked + (classes == k)
                self.move(hooked=hooked, told=hooked, seconds=self._each())
        with self.beat(
            "guess",
            "The post goes. Where will the flag go?",
            guess=True,
            says="One against all, then. A post still holds the two sides apart. Without it, which "
            "way does the flag go?",
        ):
            self.move(headed=0.0, flag=1.0, seconds=0.5)
            self.move(guess=1.0, seconds=0.3)
        with self.beat(
            "follow",
            "Follow the pulls to the post.",
            "A draw: 1 against 1.",
            says="Follow the pulls. From every bead they run back along the bands, round the "
            "wheels, until they lie side by side. All of them are just as broad as the one. Away "
            "with the post. The flag stands.",
            climax=True,
        ):
            self.move(shaded=1.0, dim=1.0, guess=0.0, told=none, meant=0.0, seconds=0.5)
            self.follow(n.follow)
            self.move(edges=1.0, seconds=1.0)
            self.move(post=0.0, seconds=0.5)
            self.move(shaken=1.0, seconds=0.9)
            self.move(headed=1.0, prediction=1.0, seconds=0.4)
        with self.beat(
            "drag",
            "The {dragged_class} goes down. Who wins now?",
            "Still a draw.",
            says="Try to upset it: drag the {dragged_class} down. What its band loses, the others "
            "gain, for shares add up to one. It stays a draw.",
        ):
            self.move(shaded=0.0, dim=0.0, told=two, seconds=0.4)
            self.follow(n.drag)
        with self.beat(
            "loop",
            "The {true_class} is pulled both ways.",
            "What is left: all the others together."
            if len(classes) > 2
            else "What is left: one against one.",
            says=f"The {{true_class}} is pulled both ways, so {self._some()} of it is wasted. Take "
            "that loop out. One minus its own share is left, truth minus prediction. That is the "
            "pull: minus the gradient.",
        ):
            with self.at_once():
                self.follow(n.back)
                self.move(told=none, headed=0.0, seconds=0.3)
            self.move(lifted=1.0, seconds=2.5)
            self.move(sunk=1.0, left_over=1.0, seconds=0.8)
            self.move(headed=1.0, told=others, formula=1.0, seconds=0.4)
        with self.beat(
            "let go",
            "Now the pins come out.",
            self._fallen(),
            says=f"Now pull the pins. Everyone gives way: the {{true_class}} goes up, the "
            f"{{dragged_class}} comes down{self._stirs()}. A single step, and the loss is "
            f"{'less than half' if n.times < 0.5 else 'lower'}.",
            rate=self.parameters.learning_rate,
        ):
            self.move(formula=0.0, told=none, headed=0.0, seconds=0.3)
            self.move(lost=1.0, seconds=0.3)
            self.move(pinned=0.0, seconds=0.6)
            self.follow(n.slide)
        with self.beat(
            "answer",
            "",
            "Nobody wins: both sides always pull alike.",
            says="The bands relax, and are thinner now. And the flag? It never moved. Nobody wins: "
            "both sides always pull alike.",
            poster=True,
        ):
            self.follow(n.relax)
            self.move(headed=1.0, told=others, seconds=0.4)

    def _each(self) -> float:
        """Seconds in which one band runs out."""
        return min(0.7, 2.8 / len(self.numbers.names))

    def _some(self) -> str:
        """How much of the pull is wasted."""
        return "nearly all" if is_nearly_all(self.numbers.wasted) else "some"

    def _stirs(self) -> str:
        n = self.numbers
        if len(n.names) > 2 and is_hardly_any(n.stirs):
            return ", the {least_class} hardly stirs"
        return ""

    def _fallen(self) -> str:
        """What one step does to the loss."""
        n, rate = self.numbers, self.parameters.learning_rate
        before, after = (write(loss, n.loss_form) for loss in (n.start, n.stepped))
        step = "One step" if rate == 1 else "One step of {rate:exact}"
        if before == after:
            return f"{step}: the loss hardly falls."
        return f"{step}: loss {{start:{n.loss_form}}} → {{stepped:{n.loss_form}}}"
