"""``DistributionOverlay``: blocks, one per class, p wide and ln(1/q) high, level out."""

from __future__ import annotations

from math import isfinite

import numpy as np

from scenes.distribution_overlay.numbers import STEPS, DistributionOverlayNumbers
from scenes.distribution_overlay.tanks import Tanks
from stage.story import Story


class DistributionOverlay(Story[DistributionOverlayNumbers]):
    """The story that asks where the surprise levels out."""

    def make_figure(self) -> Tanks:
        """Return the main figure."""
        return Tanks("the tanks", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        first = np.arange(len(n.p)) == n.first
        has_others = np.count_nonzero(n.p) > 1
        with self.beat(
            "width",
            "Each p tips over. Then it is a width.",
            "All the widths together: 1.",
            says="Here is the same average in another way: of each pair of bars, the first is "
            "how often that animal comes, and the second is your guess. Tip the first ones over, "
            "and their lengths become widths. Together they are exactly one wide, because somebody "
            "always comes.",
        ):
            self.move(laid=first, seconds=1.5)
            self.move(first_p=1.0, seconds=0.4)
            if has_others:
                self.follow(n.lay_others)
            self.move(gathered=1.0, other_ps=1.0, seconds=1.0)
        with self.beat(
            "height",
            "How surprising is the {first_class}? Ask its q.",
            "How often × how surprising: an area.",
            says=f"Your guess for the {{first_class}} is {{q[{n.first}]:{n.probability_form}}}. "
            "Go along by that much, then climb to the curve: that is how surprised you are. "
            "Carry that height back and sweep it over the width. How often, times how surprising.",
        ):
            self.move(aside=1.0, others_lit=0.0, other_ps=0.0, seconds=1.2)
            self.move(journey=1 * first, seconds=STEPS[0])
            self.move(first_q=1.0, seconds=0.3)
            self.move(journey=2 * first, seconds=STEPS[1])
            self.move(first_surprise=1.0, seconds=0.3)
            self.wait(0.6)
            self.move(first_q=0.0, seconds=0.3)
            self.move(journey=3 * first, seconds=STEPS[2])
            self.move(journey=4 * first, seconds=STEPS[3])
            self.move(product=1.0, seconds=0.4)
        if has_others:
            with self.beat(
                "others",
                "All the others do the same.",
                "Wide is often. High is surprising.",
                says="It is the same {move} for all the others. A wide block comes often. A "
                "tall one surprises you.",
            ):
                self.move(first_p=0.0, first_surprise=0.0, product=0.0, others_lit=1.0, seconds=0.5)
                self.follow(n.others)
        if n.is_level or not isfinite(n.total):
            self._show_that_nothing_flows()
        else:
            self._bet_and_flow()
        with self.beat(
            "name",
            result="It levels out at the average: H(p, q)."
            if isfinite(n.total)
            else "No level: H(p, q) = {total:.2f} nats.",
            says="The base is one, so the height it settles at equals the whole area: every "
            "surprise, counted as often as it comes. That is the average, the cross entropy.",
            poster=True,
        ):
            gone = {"mark": 0.0} if isfinite(n.total) else {"walls": 0.0}
            self.move(**gone, seconds=0.5)
            self.move(formula=1.0, seconds=0.5)

    def _show_only_blocks(self) -> None:
        """Let the blocks take up the whole stage, without numbers."""
        self.move(tools=0.0, first_p=0.0, first_surprise=0.0, product=0.0, seconds=0.5)
        self.move(whole=1.0, seconds=1.2)

    def _bet_and_flow(self) -> None:
        """Ask where the surface will be level, and let it flow."""
        n = self.numbers
        goal = "half-way" if n.is_halfway else "the dashed line"
        side = "above" if n.is_above else "below"
        reason = f"the {'high' if n.is_above else 'low'} ones are the wide ones"
        with self.beat(
            "guess",
            f"Walls away: above {goal}, or below?",
            guess=True,
            says="Think of them as tanks of honey. In a moment we pull out the walls. Where will "
            f"it settle? Above {goal}, or below?",
        ):
            self._show_only_blocks()
            self.move(walls=1.0, seconds=0.7)
            self.move(mark=1.0, asked=1.0, seconds=0.6)
        with self.beat(
            "level",
            "",
            f"{side.capitalize()}: {reason}." if n.is_wide else f"{side.capitalize()} {goal}.",
            says="Here {move} we go. The high ones run over into the low ones. Nothing is added, "
            f"nothing is lost. And it settles {side} {goal}"
            f"{f', because {reason}' if n.is_wide else ''}.",
            climax=True,
        ):
            self.move(asked=0.0, seconds=0.4)
            self.move(lifted=1.0, seconds=1.0)
            self.follow(n.levelling)
            self.wait(0.7)
            self._draw_level()

    def _show_that_nothing_flows(self) -> None:
        """Show that nothing flows, because all roofs are equally high or one is infinite."""
        is_level = self.numbers.is_level and isfinite(self.numbers.total)
        with self.beat(
            "level",
            "Where does it level out?",
            "All level already." if is_level else "Nowhere: one of them has no end.",
            says="Think of them as tanks of honey. Where will it settle? "
            + ("It is level already." if is_level else "Nowhere: one of them is endless."),
            climax=True,
        ):
            self._show_only_blocks()
            self.move(walls=1.0, seconds=0.7)
            if is_level:
                self.move(lifted=1.0, seconds=1.0)
                self.wait(0.7)
                self._draw_level()

    def _draw_level(self) -> None:
        """Draw the level, then its number."""
        self.move(drawn=1.0, seconds=0.8)
        self.move(level_number=1.0, seconds=0.4)
