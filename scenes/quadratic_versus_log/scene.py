"""``QuadraticVersusLog``: over the score, one loss is a ramp and the other a plateau."""

from __future__ import annotations

from scenes.quadratic_versus_log.hills import Hills
from scenes.quadratic_versus_log.numbers import QuadraticVersusLogNumbers, percent, short
from stage.story import Story


class QuadraticVersusLog(Story[QuadraticVersusLogNumbers]):
    """The story that asks which loss gets going when the network is sure and wrong."""

    def make_figure(self) -> Hills:
        """Return the main figure."""
        return Hills("the hills", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        steep, pulls = ([short(value) for value in pair] for pair in (n.steep, n.pulls))
        ends = [percent(end) for end in n.ends]
        with self.beat(
            "mistake",
            "A cat. Its share falls to {steps[0]:{share_form}}.",
            "Cross entropy: {steep[0]:{first}} steep. Quadratic: {steep[1]:{second}}.",
            says="One question: cat, or not? It is a cat, "
            + (
                "and the network is sure that it is not: {steps[0]:{share_form}}. "
                if n.is_sure
                else "and the network gives it {steps[0]:{share_form}}. "
            )
            + "There, cross entropy is {steep[0]:{first}} steep. "
            "The quadratic loss, {steep[1]:{second}}.",
            first=steep[0],
            second=steep[1],
        ):
            self.follow(n.fall)
            self.wait(0.3)
            self.move(share=0.0, seconds=0.4)
            self.move(opened=1.0, seconds=1.0)
            self.move(steeply=1.0, seconds=0.4)
        with self.beat(
            "guess",
            "Cross entropy rolls to {ends[0]:{form}}. The other?",
            guess=True,
            says="Let both balls roll, {epochs} small steps down. Cross entropy gets to "
            "{ends[0]:{form}}. And the quadratic loss, where is it by then?",
            form=ends[0],
        ):
            self.move(steeply=0.0, seconds=0.4)
            self.move(guess=1.0, seconds=0.5)
        with self.beat(
            "stretch",
            "But the network moves a score, not a share.",
            self._seen(),
            says="But a network cannot set the share directly. It moves a score, and the share "
            "follows. So let us {move} stretch the ruler until the scores are evenly spaced. "
            f"Heights stay as they are. {self._told()}",
            climax=True,
        ):
            self.move(guess=0.0, defined=0.0, seconds=0.4)
            self.move(scored=1.0, seconds=0.8)
            self.move(sticks=1.0, seconds=0.5)
            self.move(stretch=1.0, seconds=8.0)
            self.move(sticks=0.0, named=1.0, seconds=0.6)
        with self.beat(
            "pull",
            "What is left of {steep[0]:{first}} and of {steep[1]:{second}} here?",
            "Pull {pulls[0]:{third}} against {pulls[1]:{fourth}}",
            says="The wider the ticks, the less of a push gets through from the score to the "
            "share. Here it is {gate:{gate_form}}. Multiply by it, and the pulls are "
            "{pulls[0]:{third}}, and {pulls[1]:{fourth}}.",
            first=steep[0],
            second=steep[1],
            third=pulls[0],
            fourth=pulls[1],
            gate_form=short(n.gate),
        ):
            self.move(opened=0.0, steeply=1.0, seconds=0.5)
            self.move(lit=1.0, seconds=0.5)
            self.move(risen=1.0, seconds=1.0)
            self.move(flown=1.0, seconds=1.2)
            self.wait(0.2)
            self.move(pulled=1.0, seconds=1.2)
            self.move(worth=1.0, risen=0.0, lit=0.0, seconds=0.5)
            self.move(proof=1.0, seconds=0.5)
        with self.beat(
            "race",
            "Both follow their pull, for {epochs} steps.",
            "Cross entropy {ends[0]:{first}}, quadratic {ends[1]:{second}}.",
            says="Same steps, same time, off they go. One is at {ends[0]:{first}}, the other at "
            "{ends[1]:{second}}.",
            first=ends[0],
            second=ends[1],
        ):
            self.move(left=1.0, seconds=0.4)
            self.follow(n.learn)
            self.move(reached=1.0, seconds=0.5)
        with self.beat(
            "answer",
            "",
            f"{'Sure and wrong' if n.is_sure else 'Cross entropy'}: {self._times()} the pull.",
            says=f"At this mistake, cross entropy pulls {self._times()} as hard. Its steepness "
            "makes up for what the score takes away.",
            poster=True,
        ):
            pass

    def _seen(self) -> str:
        n = self.numbers
        if n.is_ramp and n.is_plateau:
            return "A ramp. And a plateau."
        return "A ramp, and a gentler one." if n.is_ramp else "One is still steeper than the other."

    def _told(self) -> str:
        n = self.numbers
        if n.is_ramp and n.is_plateau:
            return "The wall becomes a ramp. And the other curve becomes a plateau."
        return "And one is still steeper than the other."

    def _times(self) -> str:
        return f"{'over ' if self.numbers.is_over else ''}{{times:{{times_form}}}} times"
