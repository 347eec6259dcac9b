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
        # Fields of templates, with their forms.
        steep = [f"{{steep[{k}]:{short(n.steep[k])}}}" for k in range(2)]
        pull = [f"{{pulls[{k}]:{short(n.pulls[k])}}}" for k in range(2)]
        end = [f"{{ends[{k}]:{percent(n.ends[k])}}}" for k in range(2)]
        with self.beat(
            "mistake",
            "A cat. Its share falls to {steps[0]:{share_form}}.",
            f"Cross entropy: {steep[0]} steep. Quadratic: {steep[1]}.",
            says="Just two classes now: cat, or not? It is a cat, and the network "
            + ("is sure that it is not: " if n.is_sure else "gives it ")
            + "{steps[0]:{share_form}}. "
            f"There, cross entropy is {steep[0]} steep. The quadratic loss, {steep[1]}.",
        ):
            self.follow(n.fall)
            self.wait(0.3)
            self.move(shared=0.0, seconds=0.4)
            self.move(tangents=1.0, seconds=1.0)
            self.move(steepness=1.0, seconds=0.4)
        with self.beat(
            "guess",
            f"Cross entropy rolls to {end[0]}. The other?",
            guess=True,
            says="Let both balls roll, {epochs} small steps down. Cross entropy gets to "
            f"{end[0]}. And the quadratic loss, where is it by then?",
        ):
            self.move(steepness=0.0, seconds=0.4)
            self.move(guesses=1.0, seconds=0.5)
        shapes, says_shapes = self._shapes()
        with self.beat(
            "stretch",
            "But the network moves a score, not a share.",
            shapes,
            says="But a network cannot set the share directly. It moves a score, and the share "
            "follows. So let us {move} stretch the ruler until the scores are evenly spaced. "
            f"Heights stay as they are. {says_shapes}",
            climax=True,
        ):
            self.move(guesses=0.0, defined=0.0, seconds=0.4)
            self.move(score_scale=1.0, seconds=0.8)
            self.move(sticks=1.0, seconds=0.5)
            self.move(stretch=1.0, seconds=8.0)
            self.move(sticks=0.0, named=1.0, seconds=0.6)
        with self.beat(
            "pull",
            f"What is left of {steep[0]} and of {steep[1]} here?",
            f"Pull {pull[0]} against {pull[1]}",
            says="The wider the ticks, the less of a push gets through from the score to the "
            f"share. Here it is {{gate:{short(n.gate)}}}. Multiply by it, and the pulls are "
            f"{pull[0]}, and {pull[1]}.",
        ):
            self.move(tangents=0.0, steepness=1.0, seconds=0.5)
            self.move(lit=1.0, seconds=0.5)
            self.move(risen=1.0, seconds=1.0)
            self.move(flown=1.0, seconds=1.2)
            self.wait(0.2)
            self.move(pulls=1.0, seconds=1.2)
            self.move(pull_numbers=1.0, risen=0.0, lit=0.0, seconds=0.5)
            self.move(proof=1.0, seconds=0.5)
        with self.beat(
            "race",
            "Both follow their pull, for {epochs} steps.",
            f"Cross entropy {end[0]}, quadratic {end[1]}.",
            says=f"Same steps, same time, off they go. One is at {end[0]}, the other at {end[1]}.",
        ):
            self.move(start_pulls=1.0, seconds=0.4)
            self.follow(n.learn)
            self.move(final_shares=1.0, seconds=0.5)
        with self.beat(
            "answer",
            "",
            f"{'Sure and wrong' if n.is_sure else 'Cross entropy'}: {self._times()} the pull.",
            says=f"At this mistake, cross entropy pulls {self._times()} as hard. Its steepness "
            "makes up for what the score takes away.",
            poster=True,
        ):
            pass

    def _shapes(self) -> tuple[str, str]:
        """Return what the curves look like over the score: as a caption, and as a voice says it."""
        n, says = self.numbers, "And one is still steeper than the other."
        if n.is_ramp and n.is_plateau:
            says = "The wall becomes a ramp. And the other curve becomes a plateau."
            return "A ramp. And a plateau.", says
        if n.is_ramp:
            return "A ramp, and a gentler one.", says
        return "One is still steeper than the other.", says

    def _times(self) -> str:
        """Return how many times as hard cross entropy pulls, as a template."""
        return f"{'over ' if self.numbers.is_over else ''}{{times:{{times_form}}}} times"
