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
        """Return the block and the rails."""
        return Areas("the areas", self.numbers, self.parameters.nudge)

    def construct(self) -> None:
        n = self.numbers
        weakens = n.missing > LITTLE
        with self.beat(
            "start",
            "Block: the loss. Bar: the {true_class}'s pull.",
            says="The height of this block is the loss. The height of the bar is how hard the "
            "{true_class}'s score is pulled.",
        ):
            self.move(old=1.0, seconds=0.2)
        with self.beat(
            "tiny",
            "Push the {true_class}'s score by {little:exact}.",
            "Pull times push is what the loss loses.",
            says="A little push, {move} and the bar sweeps a sliver. The loss loses just that.",
        ):
            self.follow(n.tiny)
            self.wait(0.4)
            with self.at_once():
                self.move(read=0.0, seconds=0.4)
                self.move(sliver=1.0, seconds=1.8)
        with self.beat(
            "forecast",
            "If it went on like that: a forecast.",
            says="If the pull stayed as strong, {move} it would sweep all this. "
            "Held against the block, that is a forecast.",
        ):
            self.move(noted=0.0, seconds=0.3)
            self.move(promise=1.0, seconds=0.8)
            with self.at_once():
                self.move(copied=1.0, seconds=0.3)
                self.move(brought=1.0, seconds=1.0)
        with self.beat(
            "guess",
            "Will the loss lose less than that, or more?",
            guess=True,
            says="Will it lose less, or more?",
        ):
            self.move(asked=1.0, seconds=0.3)
        with self.beat(
            "push",
            "",
            "Forecast {forecast:{area_form}}, lost {swept:{area_form}}: "
            + ("the pull weakened." if weakens else "the pull held on."),
            says="Push on, {move} and watch. "
            + (
                "The pull gets weaker as the {true_class} gains. "
                "The forecast promised this corner too much."
                if weakens
                else "The pull holds on. The forecast was good."
            ),
        ):
            self.move(asked=0.0, copied=0.0, read=1.0, seconds=0.4)
            self.follow(n.push)
            self.move(missed=1.0, seconds=1.0)
        with self.beat(
            "learn",
            "Again from the start: all {count} scores move.",
            says="Again from the start, now as training does: {move} all scores move as they are "
            "pulled. The loss falls.",
            count=len(n.names),
        ):
            self.move(read=0.0, marked=0.0, seconds=0.4)
            self.follow(n.back)
            self.move(raised=1.0, seconds=0.6)
            self.follow(n.first)
            self.wait(0.4)
            self.follow(n.rest)
        with self.beat(
            "fit",
            "Do the areas fill what is lost?",
            says="Cut what the pulls have swept into slices, {move} and lay them on what is left.",
            climax=True,
        ):
            self.follow(n.fit)
        with self.beat(
            "exactly",
            "Exactly: what pulls sweep, the loss loses.",
            says="They reach the old top, exactly. What pulls sweep is what the loss loses.",
            poster=True,
        ):
            self.move(reached=1.0, seconds=0.6)
