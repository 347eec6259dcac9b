"""``ComputationGraph``: a push measures one rate; one walk back from the loss finds them all."""

from __future__ import annotations

from scenes.computation_graph.graph import Graph
from scenes.computation_graph.numbers import ComputationGraphNumbers
from stage.story import Story

COUNTS = {2: "Two", 3: "Three", 4: "Four"}


class ComputationGraph(Story[ComputationGraphNumbers]):
    """The story that asks how far the loss moves when a score is pushed."""

    def make_figure(self) -> Graph:
        """Return the main figure."""
        return Graph("the graph", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        every = COUNTS.get(len(n.names), "Many")
        with self.beat(
            "push",
            "Push the {pushed_class}'s score up by {push:exact}.",
            "Its rate: loss moved, per unit of push.",
            says="Scores become shares, and the true share becomes the loss. Push the "
            "{pushed_class}'s score up, just a bit. The push runs through the graph: the "
            "{true_class}'s share moves, and then the loss. Divide by the size of the push, and "
            "you have the rate of this score: {rate:{rate_form}}.",
        ):
            self.follow(n.first)
        with self.beat(
            "others",
            "Every other rate takes its own push.",
            f"{every} pushes, one for each rate.",
            says="To get the other rates, push every other score as well, one after the other. "
            "Each push leaves one empty frame. For a million scores that would be a million "
            "pushes.",
        ):
            self.follow(n.others)
        with self.beat(
            "guess",
            "Walk back once. How many frames get filled?",
            guess=True,
            says="Now no more pushes. Start at the loss instead, and walk back through the graph, "
            "once. How many of these frames will that fill? One, or all?",
        ):
            self.move(guess=1.0, seconds=0.6)
        with self.beat(
            "walk",
            "Start with a 1 at the loss, and walk back.",
            "One walk back, and every rate is there.",
            says="We start with a one at the loss. The logarithm multiplies it by "
            "{by_true:{true_form}}. At the softmax it splits: on each wire it is multiplied by "
            "that wire's own factor. And every frame is filled, exactly, by one single walk.",
            climax=True,
            poster=True,
        ):
            with self.at_once():
                self.move(guess=0.0, seconds=0.5)
                self.after(0.3)
                self.move(one=1.0, seconds=1.2)
            self.follow(n.enter)
            self.move(slid=1.0, seconds=0.8)
            self.follow(n.fill)
