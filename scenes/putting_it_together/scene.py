"""``PuttingItTogether``: what pulls sweep, weaker as they go, is what the loss loses, exactly."""

from __future__ import annotations

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
        weakens = n.missing > LITTLE
        with self.beat(
            "tiny",
            "Push the {true_class}'s score by {little:exact}.",
            "Pull times push is what the loss loses.",
            says="The block is the loss, and the bar is the pull on the score of the "
            "{true_class}. A little push, {move} and the loss loses pull times push.",
        ):
            self.follow(n.tiny)
        with self.beat(
            "forecast",
            "If it went on like that: a forecast.",
            says="If the pull stayed as strong as this, {move} it would sweep this whole area. "
            "Held against the block, that is a forecast.",
        ):
            self.move(promise=1.0, read=0.0, seconds=1.2)
            with self.at_once():
                self.move(brought=1.0, seconds=1.6)
                self.after(1.3)
                self.move(asked=1.0, seconds=0.4)
        with self.beat(
            "guess",
            "How much does the loss really lose?",
            guess=True,
            says="Will it really drop that much? Less? Or even more?",
        ):
            pass
        with self.beat(
            "push",
            "Push on to {nudge:exact}, slowly.",
            "Forecast {forecast:{area_form}}, lost {swept:{area_form}}: "
            + ("the pull weakened." if weakens else "the pull held on."),
            says="Now push on, {move} and watch both. "
            + (
                "The pull gets weaker as the {true_class} gains. "
                if weakens
                else "The pull holds on. "
            )
            + "What it sweeps, over here, is at every moment what the loss has lost, over there. "
            + (
                "The corner that it leaves out is what the forecast promised too much."
                if weakens
                else "The forecast was good."
            ),
            nudge=self.parameters.nudge,
        ):
            self.move(asked=0.0, seconds=0.3)
            self.move(marked=1.0, old=1.0, read=1.0, seconds=0.3)
            self.follow(n.push)
            self.move(missed=1.0, seconds=1.6)
        with self.beat(
            "back",
            "Back to the start. Here are all the pulls.",
            says="Back to the start, and here are the pulls on all scores.",
        ):
            self.move(read=0.0, marked=0.0, promise=0.0, seconds=0.5)
            self.follow(n.back)
            self.move(wide=1.0, seconds=1.0)
            self.move(raised=1.0, seconds=0.6)
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
            "Do the areas fill what is lost?",
            "Exactly: what pulls sweep, the loss loses.",
            says="Lay whatever the pulls have swept on what is left of the loss, one after the "
            "other. It reaches the old top, exactly. A pull alone only promises; what it sweeps "
            "is what the loss loses.",
            climax=True,
            poster=True,
        ):
            self.follow(n.fit)
            self.move(summed=1.0, seconds=0.4)
