"""``LogitsFeelIt``: a wrong score moves the loss by its own share, the true one by all of these."""

from __future__ import annotations

from scenes.logits_feel_it.channels import Channels
from scenes.logits_feel_it.numbers import FEW, LogitsFeelItNumbers
from stage.story import Story

COUNTS = {2: "both scores", 3: "all three scores", 4: "all four scores"}


class LogitsFeelIt(Story[LogitsFeelItNumbers]):
    """The question: how much does each score move the loss."""

    def make_figure(self) -> Channels:
        """The hero."""
        n = self.numbers
        return Channels(
            "the channels",
            names=n.names,
            order=n.order,
            known=n.told,
            pushed=n.pushed,
            widths=n.widths,
            gradient=n.gradient,
            ends=(n.lowest, n.highest),
            longest=float(n.push.terms.sum(axis=1).max()),
            highest=max(1.5, 1.05 * float(n.push.loss.max())),
            share_form=n.share_form,
            gradient_form=n.gradient_form,
            loss_form=n.loss_form,
            z=n.push.z[0],
            q=n.push.q[0],
            loss=n.push.loss[0],
            terms=n.push.terms[0],
            copy=n.stretch.copy[0],
            opened=n.open.opened[0],
        )

    def construct(self) -> None:
        n = self.numbers
        are_two = len(n.names) == 2
        every = COUNTS.get(len(n.names), "all scores")
        with self.beat(
            "push",
            "Push the {pushed_class}'s score. Watch the {true_class}.",
            "The {pushed_class} grew, the {true_class} paid.",
            says="It is {one_true}, and the loss sees only the {true_class}'s share. So push the "
            "{pushed_class}'s score. Its block swells, everything has to fit into one, and the "
            "{true_class} gets thinner. The loss goes up.",
        ):
            self.move(stacked=1.0, seconds=0.9)
            self.follow(n.push)
        with self.beat(
            "grow",
            "How fast does its block grow?",
            "As fast as it is tall.",
            says="How fast does it grow? Push by a hundredth, and stretch what that adds a hundred "
            "times. It is as tall as the block itself: an exponential grows as fast as it is tall.",
        ):
            self.follow(n.back)
            self.move(nudged=1.0, seconds=0.4)
            self.wait(0.3)
            self.move(beside=1.0, seconds=0.7)
            self.follow(n.stretch)
            self.move(matched=1.0, seconds=0.3)
        with self.beat(
            "cut",
            "So what does the {true_class} lose?",
            "Per push, {rate:{share_form}} of itself.",
            says="That adds {rate:{share_form}} to the whole, so the {true_class} loses "
            "{rate:{share_form}} of itself. A logarithm counts in just such parts. So that is what "
            "the loss gains, and how wide we draw the {pushed_class}'s channel.",
        ):
            self.move(taken=1.0, seconds=0.3)
            self.follow(n.cut)
            self.wait(0.3)
            self.move(nudged=0.0, matched=0.0, stacked=0.0, seconds=1.0)
            with self.at_once():
                self.follow(n.open)
                self.after(0.7)
                self.move(named=1.0, seconds=0.4)
        with self.beat(
            "raise",
            f"Now raise {every} alike.",
            "Nothing happens at all.",
            says=f"One more experiment. Raise {every} alike, and look at the bar. Nothing. "
            "Whatever the wrong ones do to the loss, the {true_class} must be undoing it.",
        ):
            self.move(taken=0.0, named=0.0, seconds=0.4)
            self.follow(n.raising)
        with self.beat(
            "guess",
            "Then how wide is the {true_class}'s channel?",
            guess=True,
            says=self._wide(),
        ):
            with self.at_once():
                self.follow(n.settle)
                self.move(alone=1.0, seconds=0.5)
            self.move(spread=1.0, seconds=1.2)
            with self.at_once():
                self.follow(n.others)
                self.after(0.6)
                self.move(guess=1.0, seconds=0.6)
        with self.beat(
            "fill",
            "Lay the pieces of the bar in.",
            "The other one, to the brim." if are_two else "All the others together, to the brim.",
            says=self._laid(),
            climax=True,
        ):
            self.move(out=1.0, seconds=1.2)
            self.move(run=1.0, seconds=2.8)
            self.wait(0.4)
            self.move(rise=1.0, seconds=2.0)
            self.move(last=1.0, seconds=3.2)
        with self.beat(
            "name",
            result="Wrong: its own share. True: minus " + ("that." if are_two else "their sum."),
            says="Each wrong score feels its own share. The {true_class} feels "
            + ("that one" if are_two else "all of them")
            + ", the other way round. Prediction minus truth: that is the whole gradient.",
            poster=True,
        ):
            self.move(wrong=0.0, told=1.0, seconds=0.6)

    def _wide(self) -> str:
        """What is asked."""
        n = self.numbers
        if len(n.names) > FEW:
            return (
                "So each wrong class has a channel as wide as its own share. How wide is the "
                "{true_class}'s?"
            )
        *names, last = (n.names[k] for k in n.order[1:])
        listed = f"the {', the '.join(names)} and the {last}" if names else f"the {last}"
        have = (
            "have channels as wide as their shares"
            if names
            else "has a channel as wide as its share"
        )
        return f"So {listed} {have}. How wide is the {{true_class}}'s?"

    def _laid(self) -> str:
        """What is said while the pieces run."""
        if len(self.numbers.names) == 2:
            return (
                "Take the other piece out of the bar, just as it is, and lay it in. It fills its "
                "own channel. Now once more, into the {true_class}'s. It fits exactly."
            )
        return (
            "Take the pieces out of the bar, just as they are, and lay them in. Each one fills its "
            "own channel. Now all of them together, into the {true_class}'s. They fit exactly."
        )
