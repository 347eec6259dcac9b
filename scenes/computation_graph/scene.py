"""``ComputationGraph``: a push measures one rate; one walk back from the loss finds them all."""

from __future__ import annotations

import numpy as np

from scenes.computation_graph.graph import Graph
from scenes.computation_graph.numbers import ComputationGraphNumbers
from stage.story import Story


class ComputationGraph(Story[ComputationGraphNumbers]):
    """The story that asks how far the loss moves when a score is pushed."""

    def make_figure(self) -> Graph:
        """Return the main figure."""
        return Graph("the graph", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "forward",
            "Scores go in, one loss comes out.",
            says="How does a network find out how fast each score moves the loss? Scores become "
            "shares, and the true share becomes the loss.",
        ):
            self.move(sent=1.0, seconds=1.6)
        with self.beat(
            "push",
            "Push the {pushed_class}'s score up by {push:exact}.",
            "Its rate: loss moved, per unit of push.",
            says="Push the {pushed_class}'s score up, just a bit. The {true_class}'s share moves, "
            "and then the loss. Divide one by the other, and you have the rate of this score: "
            "{rate:{rate_form}}.",
        ):
            self.follow(n.first)
            self.move(divided=1.0, seconds=2.0)
            self.wait(0.6)
            self.follow(n.back)
        with self.beat(
            "others",
            "Every other rate takes its own push.",
            says="To get the other rates, push every other score as well, one after the other. "
            "Each push leaves one empty frame. For a million scores that would be a million "
            "pushes.",
        ):
            self.follow(n.others)
        with self.beat(
            "guess",
            "How many walks back for all of them?",
            guess=True,
            says="Now no more pushes. Start at the loss instead, and walk back through the graph. "
            "How many walks does it take to fill all frames?",
        ):
            self.move(guess=1.0, seconds=0.6)
        with self.beat(
            "walk",
            "Start with a 1 at the loss, and walk back.",
            says="We start with a one at the loss, {move} and walk back. The logarithm multiplies "
            "it by {by_true:{true_form}}, once for all scores.",
        ):
            with self.at_once():
                self.move(guess=0.0, seconds=0.5)
                self.after(0.3)
                self.move(one=1.0, seconds=1.0)
            self.move(entered=1.0, seconds=2.4)
        with self.beat(
            "all",
            "A copy for each score, times its own factor.",
            "They all fit, and it was one walk.",
            says="Every score gets a copy, {move} times a factor of its own: how fast the "
            "{true_class}'s share moves with that score. We saw the {pushed_class}'s when we "
            "pushed. And all of them fit, exactly.",
            climax=True,
        ):
            self.move(carried=np.ones(len(n.names)), seconds=7.5)
            self.wait(1.2)
            self.move(walked=1.0, seconds=0.6)
        with self.beat(
            "cost",
            "A million scores: still one walk back.",
            says="And it would be one for a million scores as well, with one multiplication for "
            "each.",
            poster=True,
        ):
            pass
