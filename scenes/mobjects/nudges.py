"""A panel in which one logit is nudged and the probabilities answer."""

from __future__ import annotations

from typing import Self

import numpy as np
from manim import VGroup

from scenes.digits import fixed, probability, signed
from scenes.mobjects.bars import OUTLINE_ROOM, DistributionChart, LogitChart
from scenes.mobjects.declared import allow
from scenes.mobjects.plot import Rectangle
from scenes.mobjects.text import Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.theme import TYPE, Zone, theme

__all__ = ["NudgePanel"]

LINE = 0.5
"""Height of a line of text in a panel."""

SMALL_LINE = 0.42
"""That of a line of the smallest size."""

SIZES = (TYPE.caption, TYPE.label, TYPE.tick)
"""In which a panel writes: the first that fits."""

COMPACT = 3.0
"""A panel lower than this shows probabilities alone, and writes small."""

LEAST = 0.65
"""Height that the probabilities' bars keep, whatever is left out for it."""

LOGITS = 1.0
"""Height of the logits' bars."""


class NudgePanel(VGroup):
    """Logits and probabilities over their ghosts, what is nudged above, what comes of it below.

    What has no room is left out: first the size of the nudge, which is the same everywhere, and
    the target's probability, which its bar shows. Panels of one size are alike in this.

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
    gains
        How much that probability rises in the end, for a nudge of each logit.
    label
        The nudged class's name, no wider than the panel; none if empty.

    Attributes
    ----------
    gain
        The number that tells the outcome; not added: a scene brings it on.
    value
        The target's probability; an empty group where it has no room.
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
        gains: FloatArray,
        decimals: int,
        label: str = "",
    ) -> None:
        super().__init__()
        compact = zone.height < COMPACT
        line = SMALL_LINE if compact else LINE
        head = _head(zone.width, nudged, delta, decimals, classes=len(before))
        self.add(head.place(zone.x, zone.top - LINE * 0.7))
        bars_top = zone.top - LINE
        if label:
            bars_top -= 0.8 * LINE
            words = Words(label, font_size=TYPE.tick, color=theme().muted)
            self.add(words.place(zone.x, bars_top + 0.3 * LINE))
        probabilities = [float(before[target]), *(before[target] + gains)]
        for size in (TYPE.tick,) if compact else SIZES:
            symbol = Formula(f"a_{target + 1}", font_size=size, color=theme().q, display=False)
            told = max(number_width(probability(v, 4), size) for v in probabilities)
            told += symbol.width + 0.15
            gained = max(number_width(signed(v, 4), size) for v in gains)
            if max(told, gained) <= zone.width:
                break
        one_line = compact and told + 0.2 + gained <= zone.width
        room = bars_top - zone.bottom - 2 * line
        two_lines = not one_line and told <= zone.width and room >= LEAST
        below = 2 * line if two_lines else line
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
        # Where bars are narrow, the outline of the first or last one reaches beyond them all.
        inset = OUTLINE_ROOM if compact else 0.0
        self.chart = DistributionChart(
            Zone(
                zone.left + inset,
                zone.right - inset,
                zone.bottom + below,
                bars_top - 0.1 + OUTLINE_ROOM,
            ),
            before,
            top=top,
            color=theme().q,
            names=() if compact else tuple(str(k + 1) for k in range(len(before))),
            share=0.7,
            target=target,
            decimals=0,
        )
        self.ghosts = self.chart.ghosts(before)
        for bar, ghost in zip(self.chart.bars, self.ghosts, strict=True):
            allow("contrast", "a bar that hardly moved is seen with where it was", bar, ghost)
        self.rise = Rectangle(stroke_width=0, fill_color=theme().gain, fill_opacity=1)
        self.gain = Number(
            float(gains[nudged]), lambda v: signed(v, 4), font_size=size, color=theme().gain
        )
        self.value = VGroup()
        self.add(self.chart, self.rise, self.ghosts)
        x, y = zone.x, zone.bottom + 0.1
        if one_line or two_lines:
            self.value = Number(
                float(before[target]), lambda v: probability(v, 4), font_size=size, align=-1
            )
            width = symbol.width + 0.15 + self.value.width
            left = x - width / 2
            if one_line:
                left -= (0.2 + self.gain.width) / 2
                x += (width + 0.2) / 2
            symbol.place(left, y + line if two_lines else y, align=-1)
            self.value.move_anchor(symbol.get_right()[0] + 0.15, symbol.baseline[1])
            self.add(symbol, self.value)
        self.gain.move_anchor(x, y)
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
        if len(self.value.points):
            self.value.set_value(probabilities[self._target])
        return self


def _head(room: float, nudged: int, delta: float, decimals: int, *, classes: int) -> Formula:
    """What is done to which logit, in the size in which that of every panel fits."""
    sign = "+" if delta > 0 else "−"
    amount = f'"{fixed(abs(delta), decimals)}"'
    for size, by in [*((size, amount) for size in SIZES), (TYPE.caption, "")]:
        widest = Formula(f"z_{classes} {sign} {by}", font_size=size, display=False)
        if widest.width <= room:
            break
    return Formula(f"z_{nudged + 1} {sign} {by}", font_size=size, display=False)
