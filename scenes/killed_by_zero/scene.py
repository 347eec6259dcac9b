"""``KilledByZero``: a wrong share is multiplied by 0, and is seen through the sum alone."""

from __future__ import annotations

from scenes.killed_by_zero.gates import GHOSTS, Gates
from scenes.killed_by_zero.numbers import KilledByZeroNumbers
from stage.story import Story


class KilledByZero(Story[KilledByZeroNumbers]):
    """The question: does the loss see the wrong classes."""

    def make_figure(self) -> Gates:
        """The hero."""
        n = self.numbers
        return Gates(
            "the shares",
            names=n.names,
            subscripts=n.subscripts,
            target=n.target,
            pushed=n.pushed,
            slopes=n.slopes,
            highest=max(2.0, GHOSTS[0] * n.loss, *(1.02 * m.loss.max() for m in (n.hop, n.hear))),
            rises=n.rises,
            q=n.q,
            p=n.hop.p[0],
            loss=n.loss,
            share=n.q[n.pushed],
            true=n.q[n.target],
        )

    def construct(self) -> None:
        n = self.numbers
        with (
            self.beat(
                "alone",
                "Move the {pushed_class}'s share. Only that one.",
                "The loss does not move.",
                says="The photo is of {one_true}. Now move the {pushed_class}'s share, all by "
                "itself. Something sets off towards the loss. And gets stuck. The loss has noticed "
                "nothing. Only the sum is wrong now: it is no longer one.",
            ),
            self.at_once(),
        ):
            self.follow(n.alone)
            self.move(stuck=1.0, seconds=2.2)
        with self.beat(
            "gates",
            "What stopped it on its way?",
            "A gate is p: 1 if true, else 0.",
            says="Here is what stopped it. Every class has a gate, and the gate is the truth: one "
            "for the {true_class}, zero for the rest.",
        ):
            self.move(gates=1.0, seconds=0.8)
        with self.beat(
            "hop",
            "And if it were {one_pushed}?",
            "Then the loss would see the {pushed_class}.",
            says="Put it back. And if the photo were of {one_pushed}? Then that gate would open, "
            "and what was stuck would get through.",
        ):
            self.follow(n.back)
            self.wait(0.3)
            with self.at_once():
                self.follow(n.hop)
                self.move(through=1.0, seconds=1.5)
        with self.beat(
            "back",
            "But it is {one_true}.",
            "The slope is −p/q: 0 for the {pushed_class}.",
            says="But it is {one_true}. So by itself, the {pushed_class}'s share counts for "
            "nothing: its slope is multiplied by zero.",
        ):
            self.follow(n.home)
            self.move(sloped=1.0, seconds=0.5)
        with self.beat(
            "guess",
            "Now the sum must be 1. Does the loss move?",
            guess=True,
            says="But we cheated: shares must add up to one. So bring a press that brings the sum "
            "back to one. Move the {pushed_class} again. Does the loss move now?",
        ):
            self.move(sloped=0.0, pressing=1.0, seconds=0.6)
            self.move(guess=1.0, seconds=0.5)
        with self.beat(
            "press",
            "The {pushed_class} goes up. Who pays?"
            if n.rises
            else "The {pushed_class} goes down. Who gains?",
            "Directly: no. Through the sum: yes.",
            says=self._of_the_press(),
            climax=True,
            poster=True,
        ):
            self.move(guess=0.0, first=1.0, seconds=0.5)
            with self.at_once():
                self.follow(n.alone)
                self.move(again=1.0, seconds=2.2)
            self.wait(0.5)
            self.move(shut=1.0, second=1.0, waits=1.0, seconds=0.6)
            self.follow(n.press)
            self.wait(0.5)
            self.move(heard=1.0, seconds=1.5)
            self.move(waits=0.0, third=1.0, seconds=0.4)
            self.follow(n.hear)

    def _of_the_press(self) -> str:
        up, squeezed, down, up_again = (
            ("up", "presses", "sinks", "rises")
            if self.numbers.rises
            else ("down", "pulls", "grows", "falls")
        )
        return (
            f"First: the {{pushed_class}} goes {up}, and again it gets stuck. Second: the sum goes "
            f"back to one, which {squeezed} on all the others, so the {{true_class}} {down}. "
            f"Third: the {{true_class}}'s gate is open, and the loss {up_again}. So, directly, the "
            "loss does not see the wrong classes. Through the sum, it does."
        )
