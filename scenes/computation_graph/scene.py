"""``ComputationGraph``: a rate is measured with a push, or found by one walk back from the loss."""

from __future__ import annotations

from scenes.computation_graph.chain import Chain
from scenes.computation_graph.numbers import ComputationGraphNumbers
from stage.cast import subscripts
from stage.story import Story


class ComputationGraph(Story[ComputationGraphNumbers]):
    """The question: push here, how far does the loss move."""

    def make_figure(self) -> Chain:
        """The hero."""
        n = self.numbers
        return Chain(
            "the graph",
            names=n.names,
            subscripts=subscripts(n.names),
            target=n.target,
            pushed=n.pushed,
            known=n.told,
            b=float(n.terms[1]),
            now=(float(n.logits[n.pushed]), float(n.q[n.target]), n.loss),
            own_share=float(n.q[n.pushed]),
            rates=n.rates,
            factors=(n.by_true, n.between),
            times=n.times,
            rate_forms=n.rate_forms,
            factor_forms=(n.true_form, n.between_form),
            sum_form=n.sum_form,
            logit_form=n.logit_form,
            a=n.terms[0],
            c=n.c,
        )

    def construct(self) -> None:
        n = self.numbers
        with self.beat(
            "rate",
            "Push the first number up by 1.",
            "The sum moves as far: its rate is 1.",
            says="{terms[0]:exact} plus {terms[1]:exact} is {c:exact}. Raise the first number by "
            "one, and the sum goes up by one. What the end moves by, per unit of push: that is "
            "called a rate.",
        ):
            self.follow(n.add)
            self.wait(0.3)
            self.move(tagged=1.0, seconds=1.2)
        with self.beat(
            "measure",
            "A longer graph. Push one score by a hair.",
            "Per unit of push: {rate:{rate_form}}",
            says="A longer graph: the {pushed_class}'s score, the {true_class}'s share, the loss. "
            "Push the score by a hair, and look through a magnifying glass. The {true_class}'s "
            "share sinks, and the loss rises by {rate:{rate_form}} of the push.",
        ):
            with self.at_once():
                self.move(toy=0.0, seconds=0.6)
                self.after(0.3)
                self.move(chain=1.0, seconds=0.7)
            self.move(lens=1.0, seconds=0.4)
            self.wait(0.2)
            self.follow(n.up)
            self.move(told=1.0, signal=1.0, seconds=0.9)
            self.follow(n.middle)
            self.move(told=2.0, signal=2.0, seconds=0.9)
            self.follow(n.end)
            self.move(told=3.0, seconds=0.4)
            self.wait(0.3)
            self.move(parked=1.0, seconds=1.4)
        with self.beat(
            "guess",
            "Walk back from the loss. What arrives?",
            guess=True,
            says="That was a measurement, and it needs a push for every score. Is there another "
            "way? Start at the loss, and walk back. What do you think arrives here?",
        ):
            self.move(sunk=1.0, lens=0.0, seconds=0.8)
            self.move(guess=1.0, seconds=0.5)
        with self.beat(
            "walk",
            "Start with a 1. Each function multiplies it.",
            "The same number.",
            says="We start with a one. Every function that we pass multiplies it by its own rate. "
            "At the logarithm: {by_true:{true_form}}. At the softmax, times "
            "{between:{between_form}}. And out comes the number that we measured.",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.4)
            self.move(walk=1.0, seconds=1.5)
            self.move(turn=1.0, seconds=1.0)
            self.move(walk=2.0, seconds=1.3)
            self.wait(0.3)
            self.move(walk=3.0, seconds=1.3)
            self.move(turn=2.0, seconds=1.0)
            self.move(walk=4.0, seconds=1.3)
            self.wait(0.3)
            self.move(walk=5.0, seconds=1.4)
            self.move(met=1.0, seconds=0.7)
        with self.beat(
            "why",
            "Where did the {true_class}'s share go?",
            "The {pushed_class}'s own share is left.",
            says="And it is no accident. One function divides by the {true_class}'s share, the "
            "next multiplies by it. It cancels, and the {pushed_class}'s own share is left.",
        ):
            self.move(reason=1.0, seconds=0.6)
            self.wait(0.8)
            self.move(struck=1.0, seconds=1.0)
        with self.beat(
            "all",
            "The same walk reaches every score.",
            "Push and measure, or walk back: one number.",
            says="The best of it: while we are here, the same walk serves every score. One walk, "
            "and each has its rate.",
            poster=True,
        ):
            self.move(reason=0.0, seconds=0.4)
            self.move(opened=1.0, seconds=1.5)
            self.move(serve=1.0, seconds=1.4)
            self.move(rated=1.0, seconds=0.6)
