"""A panel in which one logit is nudged and the probabilities answer."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import VGroup

from scenes.digits import fixed, probability, signed
from scenes.mobjects.bars import DistributionChart, LogitChart
from scenes.mobjects.plot import Rectangle
from scenes.mobjects.text import Formula, Number, Words
from scenes.numbers import FloatArray
from scenes.theme import TYPE, Zone, theme

__all__ = ["NudgePanel"]

LINE = 0.5
"""Height of a line of text in a panel."""

COMPACT = 3.0
"""A panel lower than this shows probabilities alone, and writes smaller."""

ONE_LINE = 2.3
"""A low panel at least as wide as this writes the outcome in one line."""

LOGITS = 1.0
"""Height of the logits' bars."""


class NudgePanel(VGroup):
    """Logits and probabilities over their ghosts, what is nudged above, what comes of it below.

    Parameters
    ----------
    zone
        All of the panel.
    logits, before
        The logits and the probabilities at the start; shape (K,).
    top
        The probability that the bars' room is high.
    nudged, delta
        Which logit is nudged, counted from 0, and by how much.
    target
        The class whose probability is written and outlined.
    gain
        How much that probability rises in the end.
    label
        The nudged class's name; left out if empty or wider than the panel.

    Attributes
    ----------
    gain
        The number that tells the outcome; not added: a scene brings it on.
    """

    def __init__(
        self,
        zone: Zone,
        logits: FloatArray,
        before: FloatArray,
        *,
        top: float,
        nudged: int,
        delta: float,
        target: int,
        gain: float,
        decimals: int,
        label: str = "",
    ) -> None:
        super().__init__()
        sign = "+" if delta > 0 else "−"
        head = Formula(
            f'z_{nudged + 1} {sign} "{fixed(abs(delta), decimals)}"',
            font_size=TYPE.caption,
            display=False,
        )
        head.place(zone.x, zone.top - LINE * 0.7)
        self.add(head)
        bars_top = zone.top - LINE
        words = Words(label, font_size=TYPE.tick, color=theme().muted) if label else None
        if words is not None:
            # The line is kept free in every panel, so that the bars of all are equally high.
            bars_top -= 0.8 * LINE
            if words.width <= zone.width:
                self.add(words.place(zone.x, bars_top + 0.3 * LINE))
        compact = zone.height < COMPACT
        one_line = compact and zone.width >= ONE_LINE
        below = (1 if one_line else 2) * LINE
        self.logits: LogitChart | None = None
        if not compact:
            room = Zone(zone.left, zone.right, bars_top - 0.1 - LOGITS, bars_top - 0.1)
            self.logits = LogitChart(
                room,
                logits,
                color=theme().muted,
                share=0.7,
                low=float(np.min(logits)) - abs(delta),
                high=float(np.max(logits)) + abs(delta),
                numbers=False,
            )
            self.add(self.logits, self.logits.ghosts(logits, color=theme().text))
            bars_top = room.bottom - 0.1
        self.chart = DistributionChart(
            Zone(zone.left, zone.right, zone.bottom + below, bars_top - 0.1),
            before,
            top=top,
            color=theme().q,
            names=() if compact else tuple(str(k + 1) for k in range(len(before))),
            share=0.7,
            target=target,
            decimals=0,
        )
        self.ghosts = self.chart.ghosts(before)
        self.rise = Rectangle(stroke_width=0, fill_color=theme().gain, fill_opacity=1)
        size = TYPE.tick if compact else TYPE.caption
        symbol = Formula(f"a_{target + 1}", font_size=size, color=theme().q, display=False)
        self.value = Number(
            float(before[target]), lambda v: probability(v, 4), font_size=size, align=-1
        )
        self.gain = Number(gain, lambda v: signed(v, 4), font_size=size, color=theme().gain)
        width = symbol.width + 0.15 + self.value.width
        left, y = zone.x - width / 2, zone.bottom + 0.1
        if one_line:
            left -= (0.2 + self.gain.width) / 2
            self.gain.move_anchor(left + width + 0.2 + self.gain.width / 2, y)
        else:
            self.gain.move_anchor(zone.x, y)
            y += LINE
        symbol.place(left, y, align=-1)
        self.value.move_anchor(symbol.get_right()[0] + 0.15, y)
        self.add(self.chart, self.rise, self.ghosts, symbol, self.value)
        self._target = target
        self._before = float(before[target])
        self.set_nudge(logits, before)

    def set_nudge(self, logits: FloatArray, probabilities: FloatArray) -> Self:
        """Draw bars and number anew from the values; the ghosts stay.

        What the target has gained over its ghost is a rectangle of its own.
        """
        if self.logits is not None:
            self.logits.set_logits(logits)
        self.chart.set_probabilities(probabilities)
        low = self.chart.at(self._target, self._before)
        high = self.chart.at(self._target, probabilities[self._target])
        half = self.chart.bar_width / 2
        self.rise.set_sides(low[0] - half, low[1], high[0] + half, high[1])
        self.value.set_value(probabilities[self._target])
        return self
