"""Panels in which logits are nudged and the probabilities answer, and the gains side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Self

import numpy as np
from manim import VGroup, VMobject

from scenes.digits import Form, exact, write, writer
from scenes.mobjects.bars import OUTLINE_ROOM, DistributionChart, LogitChart
from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.plot import HAIR, Rectangle, segment
from scenes.mobjects.text import Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.theme import TYPE, Zone, theme

__all__ = ["GainRanking", "NudgePanel", "nudge_text"]

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

LOGITS = 0.5
"""Of the height that logits and probabilities have, the share that the logits get."""

MARK = 0.17
"""Height and width of the mark that tells which way a logit is nudged."""

MARK_ROOM = MARK + 0.12
"""What it takes at the end of a bar, with a gap on both sides."""


class NudgePanel(VGroup):
    """Logits and probabilities before their ghosts, what is nudged above, what comes of it below.

    What a nudge adds to a logit is filled in the colour of the gain that it brings; what it takes
    away is outlined in it.

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
        Which logits are nudged, counted from 0, and each by how much.
    symbols
        What is nudged, in Typst, in each of the panels that look alike; this one's first.
    target
        The class whose probability is written and outlined.
    gains
        How much that probability rises in the end, in each of those panels; in this one first.
    forms
        Of the target's probability, and of the gains.
    label
        The nudged class's name, no wider than the panel; none if empty.

    Attributes
    ----------
    gain
        The number that tells the outcome; not added: a scene brings it on.
    pieces, marks
        What each nudged logit has gained or lost so far, and which way it goes; empty where a
        panel has no logits.
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
        nudged: Sequence[int],
        delta: float,
        symbols: Sequence[str],
        target: int,
        gains: Sequence[float],
        forms: tuple[Form, Form],
        label: str = "",
    ) -> None:
        super().__init__()
        compact = zone.height < COMPACT
        line = SMALL_LINE if compact else LINE
        head = _head(zone.width, symbols, delta)
        self.add(head.place(zone.x, zone.top - LINE * 0.7))
        bars_top = zone.top - LINE
        if label:
            bars_top -= 0.8 * LINE
            words = Words(label, font_size=TYPE.tick, color=theme().muted)
            self.add(words.place(zone.x, bars_top + 0.3 * LINE))
        write_probability, write_gain = map(writer, forms)
        # Where so many digits as tell the gains apart have no room, three say how large each is.
        if forms[1].endswith("g") and _widest(write_gain, gains, TYPE.tick) > zone.width:
            write_gain = writer("+.3g")
        probabilities = [float(before[target]), *(float(before[target] + v) for v in gains)]
        for size in (TYPE.tick,) if compact else SIZES:
            symbol = Formula(f"a_{target + 1}", font_size=size, color=theme().q, display=False)
            told = _widest(write_probability, probabilities, size) + symbol.width + 0.15
            gained = _widest(write_gain, gains, size)
            if max(told, gained) <= zone.width:
                break
        one_line = compact and told + 0.2 + gained <= zone.width
        room = bars_top - zone.bottom - 2 * line
        two_lines = not one_line and told <= zone.width and room >= LEAST
        below = 2 * line if two_lines else line
        self.logits: LogitChart | None = None
        self.pieces, self.marks = VGroup(), VGroup()
        if not compact:
            height = LOGITS * (bars_top - zone.bottom - below)
            upper = Zone(zone.left, zone.right, bars_top - height, bars_top - 0.1)
            self._add_logits(upper, logits, nudged, delta)
            bars_top = upper.bottom - 0.1
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
            form=None,
        )
        self.ghosts = self.chart.ghosts(before)
        for bar, ghost in zip(self.chart.bars, self.ghosts, strict=True):
            allow("contrast", "a bar that hardly moved is seen with where it was", bar, ghost)
        self.rise = Rectangle(stroke_width=0, fill_color=theme().gain, fill_opacity=1)
        self.gain = Number(gains[0], write_gain, font_size=size, color=theme().gain)
        self.value = VGroup()
        # Behind the bars: an outline before a bar that is hardly there would be all one sees of it.
        self.add(self.ghosts, self.chart, self.rise)
        x, y = zone.x, zone.bottom + 0.1
        if one_line or two_lines:
            self.value = Number(float(before[target]), write_probability, font_size=size, align=-1)
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

    def _add_logits(
        self, room: Zone, logits: FloatArray, nudged: Sequence[int], delta: float
    ) -> None:
        low, high = float(np.min(logits)), float(np.max(logits))
        self.logits = LogitChart(
            Zone(
                room.left,
                room.right,
                room.bottom + (MARK_ROOM if low < 0 else 0.0),
                room.top - MARK_ROOM,
            ),
            logits,
            color=theme().muted,
            share=0.7,
            low=low - abs(delta),
            high=high + abs(delta),
            numbers=False,
        )
        self._nudged = tuple(nudged)
        self._logits = logits
        for k in self._nudged:
            piece = Rectangle(stroke_width=1.5 * HAIR, stroke_color=theme().gain, fill_opacity=0)
            if logits[k] * delta >= 0:  # away from 0: it is added
                piece.set_stroke(width=0).set_fill(theme().gain, opacity=1)
            self.pieces.add(piece)
            up = logits[k] >= 0
            end = (max if up else min)(logits[k], logits[k] + delta)
            x, y, _ = self.logits.at(k, end)
            self.marks.add(_mark(x, y + (0.5 if up else -0.5) * MARK_ROOM, up=delta > 0))
        self.add(self.logits.ghosts(logits), self.logits, self.pieces, self.marks)

    def set_nudge(self, logits: FloatArray, probabilities: FloatArray) -> Self:
        """Draw bars and number anew from the values; the ghosts stay.

        What the target has gained over its ghost is a rectangle of its own.
        """
        if self.logits is not None:
            self.logits.set_logits(logits)
            half = self.logits.bar_width / 2
            for k, piece in zip(self._nudged, self.pieces, strict=True):
                ends = self.logits.at(k, self._logits[k]), self.logits.at(k, logits[k])
                low, high = sorted(ends, key=lambda end: float(end[1]))
                piece.set_sides(low[0] - half, low[1], high[0] + half, high[1])
        self.chart.set_probabilities(probabilities)
        low = self.chart.at(self._target, self._before)
        high = self.chart.at(self._target, probabilities[self._target])
        half = self.chart.bar_width / 2
        self.rise.set_sides(low[0] - half, low[1], high[0] + half, high[1])
        if len(self.value.points):
            self.value.set_value(probabilities[self._target])
        return self


class GainRanking(VGroup):
    """One gain a row, the largest on top: bars from one baseline, to one scale.

    Parameters
    ----------
    zone
        All of it; the rows stand in its middle.
    gains
        From the largest to the smallest.
    heads
        What was nudged, in Typst, and by how much.
    form
        Of the gains.
    labels
        The nudged classes' names, left of the heads; none where they are empty.

    Attributes
    ----------
    heads, bars, numbers
        What stands in the rows. The numbers are where the bars will end.
    room
        What the bars have of the width.
    """

    def __init__(
        self,
        zone: Zone,
        gains: FloatArray,
        *,
        form: Form,
        heads: Sequence[str],
        labels: Sequence[str],
    ) -> None:
        super().__init__()
        row = min(zone.height / len(gains), 1.4)
        size = next((size for size in SIZES if row >= 0.025 * size), TYPE.tick)
        top = zone.y + row * len(gains) / 2
        middles = [top - (k + 0.5) * row for k in range(len(gains))]
        texts = [Formula(head, font_size=size, display=False) for head in heads]
        names = [
            Words(label, font_size=TYPE.tick, color=theme().muted) for label in labels if label
        ]
        left = zone.left + max(text.width for text in texts)
        if names:
            left += max(name.width for name in names) + 0.25
        self.numbers = VGroup(
            *(
                Number(
                    float(v),
                    writer(form),
                    font_size=size,
                    color=theme().gain,
                    align=-1,
                )
                for v in gains
            )
        )
        left += 0.2
        self.room = (
            zone.right
            - left
            - 0.15
            - max(number_width(number.text, size) for number in self.numbers)
        )
        # What is only known to be less than a bound gets no long bar.
        largest = float(np.max(gains))
        bounded = write(largest, form).startswith("<")
        self.unit = self.room / (1.0 if bounded else largest)
        drop = size * 0.0075 / 2  # half a digit
        for text, y in zip(texts, middles, strict=True):
            text.place(left - 0.2, y - drop, align=1)
        for name, text in zip(names, texts, strict=False):
            name.place(left - 0.45 - max(t.width for t in texts), text.baseline[1], align=1)
        for number, value, y in zip(self.numbers, gains, middles, strict=True):
            number.move_anchor(left + value * self.unit + 0.15, y - drop)
        self.heads = VGroup(*texts, *names)
        self.bars = VGroup(
            *(Rectangle(stroke_width=0, fill_color=theme().gain, fill_opacity=1) for _ in gains)
        )
        self.baseline = segment(
            np.array([left, top, 0.0]),
            np.array([left, top - row * len(gains), 0.0]),
            color=theme().muted,
        )
        self._half = 0.28 * row
        self._feet = [np.array([left, y, 0.0]) for y in middles]
        self.add(self.heads, self.bars, self.baseline, self.numbers)
        self.set_gains(gains)

    def set_gains(self, gains: FloatArray) -> Self:
        """Draw every bar anew from its value."""
        for bar, foot, gain in zip(self.bars, self._feet, gains, strict=True):
            x, y, _ = foot
            bar.set_sides(x, y - self._half, x + gain * self.unit, y + self._half)
            carry(bar, "length", origin=foot, unit=(self.unit, 0.0), values=[gain])
        return self


def _widest(write: Callable[[float], str], values: Sequence[float], size: float) -> float:
    return max(number_width(write(value), size) for value in values)


def _mark(x: float, y: float, *, up: bool) -> VMobject:
    """A triangle around that point."""
    half = MARK / 2 if up else -MARK / 2
    mark = VMobject(stroke_width=0, fill_color=theme().gain, fill_opacity=1)
    corners = [(x, y + half), (x + half, y - half), (x - half, y - half), (x, y + half)]
    return mark.set_points_as_corners([(*corner, 0.0) for corner in corners])


def nudge_text(symbol: str, delta: float) -> str:
    """What is done to ``symbol``, in Typst."""
    sign = "+" if delta > 0 else "−"
    return f'{symbol} {sign} "{exact(abs(delta))}"'


def _head(room: float, symbols: Sequence[str], delta: float) -> Formula:
    """What is done to the first symbol, in the size in which that of every panel fits."""
    texts = [nudge_text(symbol, delta) for symbol in symbols]
    signs = [f"{symbol} {'+' if delta > 0 else '−'}" for symbol in symbols]
    for size, by in [*((size, texts) for size in SIZES), (TYPE.caption, signs)]:
        if max(Formula(text, font_size=size, display=False).width for text in by) <= room:
            break
    return Formula(by[0], font_size=size, display=False)
