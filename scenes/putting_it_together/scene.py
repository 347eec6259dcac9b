"""``PuttingItTogether``: what pulls sweep, weaker as they go, is what the loss loses, exactly."""

from __future__ import annotations

import numpy as np

from scenes.putting_it_together.areas import Areas
from scenes.putting_it_together.numbers import PuttingItTogetherNumbers
from stage.story import Story

LITTLE = 0.05
"""Share of the forecast up to which what is missing is hardly anything."""


class PuttingItTogether(Story[PuttingItTogetherNumbers]):
    """The question: can a pull tell how far the loss falls."""

    def make_figure(self) -> Areas:
        """The block and the rails."""
        return Areas("the areas", self.numbers, self.parameters.nudge)

    def construct(self) -> None:
        n = self.numbers
        alone = (np.arange(len(n.names)) == n.target).astype(float)
        with (
            self.beat(
                "pull",
                "The loss is a block, a pull is a bar.",
                says="Here is the loss, as a block. And this is the pull on the score of the "
                "{true_class}: the stronger, the taller, on the same scale.",
            ),
            self.at_once(),
        ):
            self.move(raised=alone, seconds=1.8)
            self.after(1.3)
            self.move(read=1.0, seconds=0.5)
        with self.beat(
            "forecast",
            "Pull times step: a forecast of the fall.",
            says="The score is going to be pushed up. Pull times step is an area, and a forecast: "
            "that is how much the loss should drop.",
        ):
            self.move(promise=1.0, told=1.0, meant=0.0, seconds=1.4)
            self.move(copied=1.0, seconds=0.3)
            self.move(brought=1.0, seconds=1.8)
            self.move(asked=1.0, seconds=0.4)
        with self.beat(
            "guess",
            "How much does the loss really lose?",
            guess=True,
            says="Will it really drop that much? Less? Or even more?",
        ):
            pass
        less = n.missing > LITTLE
        with self.beat(
            "push",
            "Push the {true_class}'s score up, slowly.",
            "Less: the pull got weaker on the way." if less else "Hardly less: the pull held on.",
            says="Now push, {move} and watch both. "
            + (
                "The pull gets weaker as the {true_class} gains. "
                if less
                else "The pull holds on. "
            )
            + "What it sweeps, over here, is at every moment what the loss has lost, over there. "
            + ("So the loss falls by less than forecast." if less else "The forecast was good."),
        ):
            self.move(copied=0.0, asked=0.0, marked=1.0, old=1.0, seconds=0.4)
            self.follow(n.push)
            self.move(missed=1.0, seconds=0.4)
        with self.beat(
            "back",
            "Back to the start. Here are all the pulls.",
            says="Back to the start, and here are the pulls on all scores.",
        ):
            self.move(read=0.0, told=0.0, marked=0.0, missed=0.0, promise=0.0, seconds=0.5)
            self.follow(n.back)
            with self.at_once():
                self.move(wide=1.0, seconds=1.2)
                self.after(0.5)
                self.move(raised=np.ones(len(n.names)), seconds=1.0)
        with self.beat(
            "learn",
            "Now all {count} scores go as they are pulled.",
            says="Now do what training does: move all the scores at once, each as far as it is "
            "pulled, then again from there, and again. The bars sweep their areas, and the "
            "loss falls.",
            count=len(n.names),
        ):
            self.follow(n.first)
            self.wait(0.3)
            self.follow(n.rest)
        with self.beat(
            "fit",
            "Now the areas go back on the block.",
            "It fits: what pulls sweep, the loss loses.",
            says="Whatever the pulls have swept, lay it back on what is left of the loss. One "
            "after the other. It reaches the old top, exactly. A pull alone only promises; what it "
            "sweeps is what the loss loses.",
            climax=True,
            poster=True,
        ):
            with self.at_once():
                self.move(piled=1.0, seconds=0.5)
                self.follow(n.fit)
            self.move(named=1.0, seconds=0.4)
