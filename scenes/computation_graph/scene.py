"""``ComputationGraph``: rates are measured with a push each, or found by one walk from the loss."""

from __future__ import annotations

from scenes.computation_graph.levers import Levers
from scenes.computation_graph.numbers import WALK, ComputationGraphNumbers
from stage.story import Story

COUNTS = {2: "Two", 3: "Three", 4: "Four"}


class ComputationGraph(Story[ComputationGraphNumbers]):
    """The question: push here, how far does the loss move."""

    def make_figure(self) -> Levers:
        """The hero."""
        return Levers("the levers", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        every = COUNTS.get(n.count, "Many")
        with self.beat(
            "share",
            "Softmax is a lever. Push the score by a hair.",
            "A hair of score: {between:{between_form}} hair of share.",
            says="Think of a function as a lever. The softmax, which makes shares of scores, is "
            "one from the {pushed_class}'s score to the {true_class}'s share. Push the score up by "
            "one hair. The other arm is short, so the share moves little, and down: "
            "{between:{between_form}} "
            "of a hair. That is the factor of the softmax.",
        ):
            self.move(levers=1.0, seconds=1.1)
            with self.at_once():
                self.follow(n.first)
                self.move(told=1.0, seconds=0.6)
            with self.at_once():
                self.move(told=2.0, seconds=0.5)
                self.after(0.2)
                self.move(factors=1.0, seconds=1.0)
        with self.beat(
            "loss",
            "The next lever moves the loss. Push again.",
            "A hair of score: {rate:{rate_form}} hair of loss.",
            says="The next lever goes from the share to the loss: the logarithm of one over the "
            "share. Push the score again, by the same hair. Down goes the share, and now the loss "
            "goes up: {rate:{rate_form}} of a hair. We have measured its rate.",
        ):
            with self.at_once():
                self.follow(n.sink)
                self.move(told=0.0, seconds=0.4)
                self.after(0.5)
                self.move(levers=2.0, seconds=1.1)
            with self.at_once():
                self.follow(n.again)
                self.move(told=1.0, seconds=0.6)
            with self.at_once():
                self.move(told=3.0, seconds=0.6)
                self.after(0.2)
                self.move(factors=2.0, seconds=1.0)
            self.move(parked=1.0, seconds=1.1)
        with self.beat(
            "walk",
            "Now start at the loss, with a 1. Walk back.",
            says="Now let us get it without pushing anything. Start at the loss with a one, and "
            "walk back. Each function "
            "on the way multiplies it by its factor: {by_true:{true_form}} at the logarithm.",
        ):
            with self.at_once():
                self.follow(n.rest)
                self.move(told=0.0, seconds=0.4)
                self.after(0.4)
                self.move(walking=1.0, seconds=0.3)
                self.move(walk=1.0, seconds=1.4)
            self.move(turn=1.0, seconds=0.9)
            self.wait(0.3)
            self.move(turn=2.0, seconds=0.6)
        with self.beat(
            "same",
            "On, to the score. What comes out?",
            "The same number.",
            says="And {between:{between_form}} at the softmax. Out comes the number that we "
            "measured.",
        ):
            self.move(walk=2.0, seconds=1.3)
            self.move(turn=3.0, seconds=0.9)
            self.wait(0.3)
            self.move(turn=4.0, seconds=0.6)
            self.move(walk=3.0, seconds=1.6)
            with self.at_once():
                self.move(met=1.0, seconds=0.6)
                self.move(walking=0.0, seconds=0.4)
        with self.beat(
            "guess",
            f"{every} scores: how many walks back?",
            guess=True,
            says=f"That was one score of {every.lower()}. To measure all rates we push each score. "
            "How many walks back would it take?",
        ):
            self.move(kept=0.0, walk=0.0, turn=0.0, others=1.0, seconds=1.0)
            self.move(guess=1.0, seconds=0.5)
        with self.beat(
            "count",
            "Count: push every score, then walk back.",
            f"{every} pushes, or one walk: the same rates.",
            says="Count. One push, and one rate; and so on, a push for each score. Now a single "
            "one walks back. Where all scores meet it splits, and reaches every one of them. "
            "One walk, and all rates are there.",
            climax=True,
            poster=True,
        ):
            with self.at_once():
                self.move(guess=0.0, seconds=0.4)
                self.after(0.3)
                self.move(counting=1.0, seconds=0.4)
            self.follow(n.tries)
            self.wait(0.3)
            with self.at_once():
                self.move(walking=1.0, seconds=0.3)
                self.move(walk=1.0, seconds=0.9)
            self.move(turn=2.0, seconds=0.6)
            self.move(walk=2.0, seconds=0.8)
            with self.at_once():
                self.move(split=1.0, seconds=WALK)
                self.follow(n.back)
