"""``LogitsFeelIt``: a wrong score moves the loss by its own share, the true one by all of these."""

from __future__ import annotations

from scenes.logits_feel_it.columns import Columns
from scenes.logits_feel_it.numbers import LogitsFeelItNumbers
from stage.story import Story

COUNTS = {2: "both scores", 3: "all three scores", 4: "all four scores"}


class LogitsFeelIt(Story[LogitsFeelItNumbers]):
    """The story that asks how much each score moves the loss."""

    def make_figure(self) -> Columns:
        """Return the main figure."""
        n = self.numbers
        return Columns(
            "the columns",
            names=n.names,
            order=n.order,
            known=n.told,
            pushed=n.pushed,
            step=float(n.lift.z[-1, n.target] - n.lift.z[0, n.target]),
            widths=n.widths,
            gradient=n.gradient,
            lacks=n.lacks,
            forms=(n.share_form, n.gradient_form, n.loss_form, n.score_form),
            z=n.z,
            q=n.q,
            loss=n.loss,
            rates=n.stretch.rates[0],
        )

    def construct(self) -> None:
        n = self.numbers
        are_two = len(n.names) == 2
        every = COUNTS.get(len(n.names), "all scores")
        with self.beat(
            "truth",
            "What the network says. The truth: {one_true}.",
            says="To learn, a network must know how fast each score moves the loss. Here are its "
            "shares, and together they are one. The truth is "
            "{one_true}: it should have all of that, and the "
            + ("other nothing." if are_two else "others nothing."),
        ):
            self.move(truth=1.0, seconds=0.7)
        with self.beat(
            "lift",
            "Push the {true_class}'s score up, alone.",
            "The {true_class} gains, the loss falls.",
            says="Push the {true_class}'s score {move} up, and nothing else. Its share grows, all "
            "the others give up some of theirs, and the loss falls.",
        ):
            self.move(pushing=1.0, shares=0.0, seconds=0.6)
            self.follow(n.lift)
        with self.beat(
            "push",
            "Now the {pushed_class}'s score, alone.",
            "The {pushed_class} gains, the loss rises.",
            says="Back, {move} and now only the {pushed_class}'s score. This time the {true_class} "
            "has to give, and the loss rises.",
        ):
            self.follow(n.drop)
            self.follow(n.push)
        with self.beat(
            "raise",
            f"Push {every} alike.",
            "Nothing moves: the pushes cancel.",
            says=f"And if we push {every} alike? No share moves, and the loss stands still. "
            "Whatever the wrong ones do to the loss, the {true_class} must be undoing it.",
        ):
            with self.at_once():
                self.follow(n.back)
                self.move(scores=0.0, seconds=0.4)
            self.follow(n.raising)
        with self.beat(
            "measure",
            "The {pushed_class} up by {nudge:exact}: how does the loss move?",
            "Per push: the {pushed_class}'s own share."
            if are_two
            else "Each wrong score: its class's own share.",
            says="How fast do they move it? Push the {pushed_class}'s score {move} by one "
            "hundredth, and magnify what happens to the loss a hundred times. It is exactly as "
            "tall as the {pushed_class}'s own share"
            + ("." if are_two else ", and so it is with every wrong class."),
        ):
            with self.at_once():
                self.follow(n.settle)
                self.after(0.2)
                self.move(pushing=0.0, shares=1.0, seconds=0.6)
            self.move(nudged=1.0, seconds=0.5)
            self.follow(n.stretch)
            self.move(level=1.0, seconds=0.6)
            self.move(nudged=0.0, seconds=0.3)
            self.move(told=1.0, seconds=0.3)
            if not are_two:
                self.follow(n.others)
                self.move(all_told=1.0, seconds=0.5)
        with self.beat(
            "guess",
            "And the {true_class}: how much down, per push?",
            guess=True,
            says="And the {true_class}'s own score? It takes the loss down. By its share, by what "
            "it is missing, or by a whole one?",
        ):
            self.move(gauge=0.0, seconds=0.3)
            self.move(guess=1.0, seconds=0.5)
        with self.beat(
            "fill",
            "The pushes cancel. So pile up the other's."
            if are_two
            else "The pushes cancel. So pile up the others.",
            "It is exactly what the {true_class} lacks.",
            says="All pushes together do nothing. So the {true_class} must undo all that the "
            "wrong ones do. Pile up {move} their shares, on its own. They reach exactly to one.",
            climax=True,
        ):
            self.move(shares=0.0, seconds=0.4)
            self.move(first=1.0, seconds=3.0)
            if not are_two:
                self.move(rest=1.0, seconds=4.0)
        with self.beat(
            "name",
            result="Wrong: its share. True: its share − 1.",
            says="Each wrong score feels its own share. The {true_class} feels its share minus "
            "one. Prediction minus truth: that is the whole gradient.",
            poster=True,
        ):
            self.move(wrong=0.0, answer=1.0, seconds=0.6)
