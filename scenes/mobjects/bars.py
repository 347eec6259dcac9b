"""Values as bars on a baseline, each exactly as long as its value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, Self

import numpy as np
from manim import VGroup

from scenes.digits import Form, bare, exactly, resting, same, writer
from scenes.mobjects.declared import allow, named
from scenes.mobjects.labels import LabelRow, Naming, naming
from scenes.mobjects.measured import carry
from scenes.mobjects.plot import HAIR, Rectangle, segment
from scenes.mobjects.text import Number, number_width
from scenes.numbers import FloatArray
from scenes.theme import TYPE, Zone, theme

__all__ = ["DistributionChart", "LogitChart"]

Writer = Callable[[float], str]

NUMBER_GAP = 0.1
"""Between a bar's end and the number that sits on it."""

OUTLINE_GAP = 0.05
"""Between the true class's bar and its outline."""

OUTLINE_ROOM = OUTLINE_GAP + 2.5 * HAIR / 200
"""How far that reaches beyond the bar, half its stroke included."""


class _Bars(VGroup):
    """One bar per class from a common baseline; what the two charts below share.

    Parameters
    ----------
    zone
        All that bars, numbers and names may cover.
    values
        Shape (K,).
    span
        The lowest and highest value that there is room for; 0 lies within.
    color
        Of the bars.
    writers
        Ways to write the numbers, from the longest to the shortest; the first that fits the
        bins is taken, of those that tell different values apart if one does. If none fits, or
        there is none, there are no numbers.
    names
        Written below, as far as there is room (see ``naming``); none if empty. A ``Naming`` is
        taken as it is: it was found for several charts.
    share
        Width of a bar, as a share of its bin.
    target
        The class whose bar is outlined as the true one, if any.

    Attributes
    ----------
    bars, outline, baseline, names, numbers
        Parts, to be dimmed, moved or faded on their own; ``outline``, ``names`` and
        ``numbers`` can be empty.
    naming
        How the classes are called below.
    ceiling
        The upper edge of the room for bars and numbers.
    """

    def __init__(
        self,
        zone: Zone,
        values: FloatArray,
        *,
        span: tuple[float, float],
        color: str,
        writers: Sequence[Writer],
        names: Sequence[str] | Naming,
        share: float,
        target: int | None,
    ) -> None:
        super().__init__()
        classes = len(values)
        if not isinstance(names, Naming):
            equal = np.full(classes, 1 / classes)
            names = naming(names or [""] * classes, equal, zone.width, zone.height)
        self.naming = names
        left = zone.left + names.left
        self._bin = (zone.right - left) / classes
        self._half = share * self._bin / 2
        self._target = target
        self._lift = NUMBER_GAP + (OUTLINE_GAP if target is not None else 0.0)
        written = _first_that_fits(values, self._bin - 0.04, writers)
        room = 0.0 if target is None else OUTLINE_ROOM
        if written is not None:
            room = self._lift + _CAP_HEIGHT * written[1]
        low, high = span
        floor = zone.bottom + names.below + (room if low < 0 else 0.0)
        self.unit = (zone.top - (room if high > 0 else 0.0) - floor) / (high - low)
        """Length of a value of 1, in manim units."""
        self.ceiling = zone.top
        level = floor - low * self.unit
        self.baseline = segment(
            np.array([left, level, 0.0]), np.array([zone.right, level, 0.0]), color=theme().muted
        )
        allow(
            "contrast", "bars may hide the line they stand on: it is where they end", self.baseline
        )
        self.bars = VGroup(
            *(Rectangle(stroke_width=0, fill_color=color, fill_opacity=1) for _ in values)
        )
        for k, bar in enumerate(self.bars):
            named(f"the bar of class {k + 1}", bar)
        self.outline = VGroup()
        if target is not None:
            outline = Rectangle(
                stroke_width=2.5 * HAIR, stroke_color=theme().target, fill_opacity=0
            )
            self.outline.add(named("the outline of the true class", outline))
        self.numbers = VGroup()
        if written is not None:
            write, font_size = written
            self.numbers.add(*(Number(float(v), write, font_size=font_size) for v in values))
        middles = [self.at(k, 0.0)[0] for k in range(classes)]
        rooms = [self._bin] * classes
        self.names = LabelRow(names.names, middles, rooms, zone.bottom + names.below)
        self.add(self.bars, self.outline, self.baseline, self.names, self.numbers)
        self._draw(values)

    def at(self, k: int, value: float) -> FloatArray:
        """Where the middle of bin k is, ``value`` above the baseline, now; shape (3,)."""
        corner = self.baseline.points[0]
        return np.array([corner[0] + (k + 0.5) * self._bin, corner[1] + value * self.unit, 0.0])

    @property
    def bar_width(self) -> float:
        """Width of each bar, in manim units."""
        return 2 * self._half

    def numbers_wider_than(self, room: float) -> bool:
        """Whether a number on a bar would not fit ``room``."""
        return any(number.width > room for number in self.numbers)

    def drop_numbers(self) -> VGroup:
        """Give up the numbers, to be faded out; the chart goes on without them."""
        numbers, self.numbers = self.numbers, VGroup()
        self.remove(numbers)
        return numbers

    def ghosts(self, values: FloatArray, *, color: str | None = None) -> VGroup:
        """Outlines of bars at ``values``, to remember where they were."""
        outlines = VGroup()
        for k, value in enumerate(values):
            outline = Rectangle(
                stroke_width=HAIR, stroke_color=color or theme().muted, fill_opacity=0
            )
            outline.set_sides(*self._sides(k, value))
            outlines.add(named(f"the outline of class {k + 1}", outline))
        allow("contrast", "it is to be seen once the bar has left it", outlines)
        return outlines

    def _sides(self, k: int, value: float) -> tuple[float, float, float, float]:
        foot, head = self.at(k, 0.0), self.at(k, value)
        return foot[0] - self._half, foot[1], foot[0] + self._half, head[1]

    def _draw(self, values: FloatArray) -> Self:
        # From the values alone: a bar that was stretched to zero height could never come back.
        for k, (bar, value) in enumerate(zip(self.bars, values, strict=True)):
            left, foot, right, head = self._sides(k, value)
            bar.set_sides(left, foot, right, head)
            carry(bar, "length", origin=self.at(k, 0.0), unit=(0.0, self.unit), values=[value])
            if k == self._target:
                low, high = sorted((foot, head))
                self.outline[0].set_sides(
                    left - OUTLINE_GAP, low - OUTLINE_GAP, right + OUTLINE_GAP, high + OUTLINE_GAP
                )
        for k, (number, value) in enumerate(zip(self.numbers, values, strict=False)):
            x, y, _ = self.at(k, value)
            drop = -self._lift - _CAP_HEIGHT * number.font_size
            number.set_value(value, at=(x, y + (self._lift if value >= 0 else drop)))
        return self


class DistributionChart(_Bars):
    """One bar per class; bar k is exactly ``probabilities[k]`` high.

    Parameters
    ----------
    zone, probabilities, color, names, share, target
        As for all bars; see ``_Bars``.
    top
        The probability that the room is high; charts that are compared share it.
    form
        Of the numbers on the bars, where there is room for it; ``exactly`` what ``probabilities``
        are unless given, and None for no numbers.
    """

    def __init__(
        self,
        zone: Zone,
        probabilities: FloatArray,
        *,
        top: float,
        color: str,
        names: Sequence[str] | Naming = (),
        share: float = 0.6,
        target: int | None = None,
        form: Form | Literal["exactly"] | None = "exactly",
    ) -> None:
        if form == "exactly":
            form = exactly(probabilities, kind="p", rounded=4)
        writers = _writers(probabilities, form, "p") if form else []
        if writers:
            shortest = writers[-1]
            writers.append(lambda value: bare(shortest(value)))
        super().__init__(
            zone,
            probabilities,
            span=(0.0, top),
            color=color,
            writers=writers,
            names=names,
            share=share,
            target=target,
        )

    def set_probabilities(self, probabilities: FloatArray) -> Self:
        """Draw every bar anew from its value: one that went to 0 comes back."""
        return self._draw(probabilities)


class LogitChart(_Bars):
    """One bar per class, up from the baseline for a positive logit and down for a negative one.

    Parameters
    ----------
    zone, logits, color, names, share, target
        As for all bars; see ``_Bars``.
    low, high
        The lowest and highest logit that there is room for; those given unless told.
    numbers
        Whether a number sits on each bar, if it fits.
    """

    def __init__(
        self,
        zone: Zone,
        logits: FloatArray,
        *,
        color: str,
        names: Sequence[str] | Naming = (),
        share: float = 0.6,
        target: int | None = None,
        low: float | None = None,
        high: float | None = None,
        numbers: bool = True,
    ) -> None:
        low = min(0.0, float(np.min(logits)) if low is None else low)
        high = max(0.0, float(np.max(logits)) if high is None else high)
        super().__init__(
            zone,
            logits,
            span=(low, high) if high > low else (0.0, 1.0),
            color=color,
            writers=_writers(logits, exactly(logits, rounded=4), "f") if numbers else (),
            names=names,
            share=share,
            target=target,
        )

    def set_logits(self, logits: FloatArray) -> Self:
        """Draw every bar anew from its value."""
        return self._draw(logits)


_CAP_HEIGHT = 0.0075
"""Height of a digit, in manim units at font size 1."""


def _writers(values: FloatArray, form: Form, kind: str) -> list[Writer]:
    """That form and shorter ones: of ``kind``, with ever fewer decimals."""
    longest = resting(dict.fromkeys(map(float, values), form), form if form[0] == "." else ".4p")
    most = int(form[1:-1]) if form.endswith(kind) else 5
    least = 1 if kind == "f" else 2
    return [longest, *(writer(f".{d}{kind}") for d in range(most - 1, least - 1, -1))]


def _first_that_fits(
    values: FloatArray, room: float, writers: Sequence[Writer]
) -> tuple[Writer, float] | None:
    """The first way to write, and the largest size, in which each of ``values`` fits ``room``.

    Two different values have two texts, if any way that fits has that.
    """
    fitting = []
    for write in writers:
        texts = [write(float(value)) for value in values]
        sizes = [
            size
            for size in (TYPE.number, TYPE.tick)
            if max(number_width(text, size) for text in texts) <= room
        ]
        if sizes:
            fitting.append((write, sizes[0]))
            if _tell_apart(values, texts):
                return fitting[-1]
    return fitting[0] if fitting else None


def _tell_apart(values: FloatArray, texts: Sequence[str]) -> bool:
    told: dict[str, float] = {}
    return all(
        same(told.setdefault(text, float(value)), float(value))
        for text, value in zip(texts, values, strict=True)
    )
