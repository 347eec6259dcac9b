"""``PulleyForces``: the truth pulls one score up, the prediction pulls all down: it is a draw."""

from __future__ import annotations

import numpy as np

from scenes.pulley_forces.numbers import PulleyForcesNumbers
from scenes.pulley_forces.pulleys import Pulleys
from stage.judging import is_nearly_all
from stage.story import Story


class PulleyForces(Story[PulleyForcesNumbers]):
    """The question: one against all, who wins."""

    def make_figure(self) -> Pulleys:
        """The hero."""
        n = self.numbers
        return Pulleys(
            "the pulleys",
            names=n.names,
            order=n.order,
            dragged=n.dragged,
            span=(n.lowest, n.highest),
            form=n.pull_form,
            logits=n.drag.logits[0],
            q=n.drag.q[0],
            pull=n.drag.pull[0],
            hooked=n.join.hooked[0],
            told=np.zeros(len(n.names)),
        )

    def construct(self) -> None:
        n = self.numbers
        classes = np.arange(len(n.names))
        all_of_them = np.ones(len(classes))
        two = np.isin(classes, (n.target, n.dragged)).astype(float)
        others = (classes != n.target).astype(float)
        with self.beat(
            "truth",
            "The truth pulls the {true_class}'s score up.",
            "Nothing holds: the flag goes with it.",
            says="It is true: {true_class}. So the truth pulls that score up, with a force of one. "
            "The wider a band, the harder it pulls. Nothing pulls the other way yet: the flag goes "
            "with it.",
        ):
            self.move(truth=1.0, seconds=2.0)
            with self.at_once():
                self.follow(n.alone)
                self.move(meant=1.0, seconds=0.5)
            self.move(gauged=1.0, seconds=0.3)
        with self.beat(
            "prediction",
            "The prediction pulls each down by its share.",
            "All shares make one: a draw.",
            says="The prediction pulls back, on everybody, and the harder, the more it believes in "
            "somebody. Each band brings the flag down by its share. And all shares make one: it is "
            "a draw.",
        ):
            self.move(gauged=0.0, told=all_of_them, seconds=0.4)
            self.follow(n.join)
            self.move(gauged=1.0, sums=1.0, seconds=0.4)
        with self.beat(
            "missing",
            "Take away the {dragged_class}'s band.",
            "Without it, the truth wins.",
            says="Is it really? Take away a single band, the {dragged_class}'s. The flag jerks: "
            "the truth wins, by just that share.",
        ):
            self.move(gauged=0.0, sums=0.0, seconds=0.3)
            self.follow(n.missing)
            self.move(gauged=1.0, seconds=0.3)
        with self.beat(
            "mended",
            "Put it back.",
            says="Put it back, and it is a draw again.",
        ):
            self.move(gauged=0.0, seconds=0.3)
            self.follow(n.mended)
            self.move(gauged=1.0, sums=1.0, seconds=0.3)
        with self.beat(
            "guess",
            "Now the {dragged_class}'s score falls. And the flag?",
            guess=True,
            says="Now we only lower the {dragged_class}'s score, and its band gets thinner. Where "
            "will the flag go?",
        ):
            self.move(gauged=0.0, sums=0.0, told=two, seconds=0.3)
            self.move(guess=1.0, seconds=0.4)
            self.wait(1.0)
        with self.beat(
            "drag",
            "",
            "It stays: the others gain what one loses."
            if len(classes) > 2
            else "It stays: one gains what the other loses.",
            says="Down it goes, and up again. The flag does not move. What this band loses, the "
            "others gain, for shares always make one.",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.4)
            self.follow(n.drag)
            self.wait(0.6)
            self.follow(n.back)
        with self.beat(
            "loop",
            "The {true_class} is pulled both ways at once.",
            "Nobody wins: both sides always pull alike.",
            says=f"The {{true_class}} is pulled both ways, so {self._some()} of it is wasted. Take "
            "that loop out. One minus its own share is left, truth minus prediction: minus the "
            "gradient. And all the others together pull just as hard. Nobody wins.",
            poster=True,
        ):
            self.move(lit=1.0, meant=0.0, seconds=0.7)
            self.move(lifted=1.0, told=others, seconds=2.2)
            self.move(formula=1.0, gauged=1.0, seconds=0.5)

    def _some(self) -> str:
        """How much of the pull is wasted."""
        return "nearly all" if is_nearly_all(self.numbers.wasted) else "some"
