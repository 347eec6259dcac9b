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
        alone = np.eye(len(n.names))[n.pushed]
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
            "It fits: the same rate, without a push.",
            says="We start with a one at the loss. The logarithm multiplies it by "
            "{by_true:{true_form}}. A copy of that goes to the {pushed_class}. There it is "
            "multiplied by a factor of its own. And it fits the frame, exactly.",
            climax=True,
        ):
            with self.at_once():
                self.move(guess=0.0, seconds=0.5)
                self.after(0.3)
                self.move(one=1.0, seconds=1.0)
            self.move(entered=1.0, seconds=2.0)
            self.move(carried=alone, seconds=5.0)
            self.wait(0.8)
        with self.beat(
            "all",
            "A copy for each score, times its own factor.",
            "One walk back fills all frames.",
            says="Every score gets a copy, {move} times a factor of its own: how fast the "
            "{true_class}'s share moves with that score. One walk, and all frames are filled.",
        ):
            self.move(carried=np.ones(len(n.names)), seconds=4.4)
            self.move(walked=1.0, seconds=0.6)
        with self.beat(
            "cost",
            "A million scores: still one walk back.",
            says="And it would be one for a million scores as well.",
            poster=True,
        ):
            pass
