"""Names under bars and beside slabs: level where they fit, slanted or spread where they do not."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from manim import VGroup

from scenes.mobjects.declared import allow
from scenes.mobjects.plot import segment
from scenes.mobjects.text import Words
from scenes.numbers import FloatArray
from scenes.theme import TYPE, theme

__all__ = ["LabelRow", "label_room", "names_that_fit", "spread"]

SLANT = math.radians(40)
DROP = 0.16
"""Distance from the baseline of the bars to the names below it."""


def spread(wanted: Sequence[float], spacing: float, low: float, high: float) -> FloatArray:
    """Places nearest to ``wanted`` that are at least ``spacing`` apart and within ``[low, high]``.

    Nearest in the sum of squares: with the spacing taken off, the places must not decrease,
    which pooling adjacent violators solves exactly. ``wanted`` is ascending. If there is no
    room, the places are spaced evenly from ``low`` to ``high``.

    >>> spread([0.0, 0.1, 3.0], 1.0, -5.0, 5.0).tolist()
    [-0.45, 0.55, 3.0]
    """
    count = len(wanted)
    if count > 1 and spacing * (count - 1) > high - low:
        return np.linspace(low, high, count)
    steps = spacing * np.arange(count)
    pools: list[tuple[float, int]] = []
    for place in np.asarray(wanted, dtype=float) - steps:
        mean, size = float(place), 1
        while pools and pools[-1][0] > mean:
            before, length = pools.pop()
            mean = (mean * size + before * length) / (size + length)
            size += length
        pools.append((mean, size))
    settled = np.concatenate([np.full(size, mean) for mean, size in pools])
    return np.clip(settled, low, high - spacing * (count - 1)) + steps


class LabelRow(VGroup):
    """Names below a row of bars, the middle of name k at ``xs[k]``.

    If one of them is wider than its bar's room they are all slanted, each ending below its
    bar. Where bars are narrower than a line of text the names are spread, and tied to them.

    Parameters
    ----------
    names, xs, rooms
        What is written, the middles of the bars, ascending, and how wide each may be.
    top
        Height of the baseline.
    """

    def __init__(
        self, names: Sequence[str], xs: Sequence[float], rooms: Sequence[float], top: float
    ) -> None:
        super().__init__()
        words = [Words(name, font_size=TYPE.label) for name in names]
        if not _must_slant(words, rooms):
            for word, x in zip(words, xs, strict=True):
                self.add(word.place(x, top - DROP - _ASCENT * TYPE.label))
            return
        places = _places(xs, rooms)
        for name, x, place in zip(names, xs, places, strict=True):
            word = Words(name, font_size=TYPE.tick)
            word.place(0, 0, align=1).rotate(SLANT, about_point=np.zeros(3))
            self.add(word.shift([place + _ASIDE, top - DROP - word.get_top()[1], 0]))
            if abs(place - x) > 0.01:
                foot, end = np.array([x, top - 0.03, 0]), np.array([place, top - DROP, 0])
                tie = segment(foot, end, color=theme().muted)
                allow("contrast", "ties of many names lie close to each other", tie)
                self.add(tie)

    @staticmethod
    def level(names: Sequence[str], rooms: Sequence[float]) -> list[bool]:
        """Which of ``names`` fit below their bars without a slant."""
        words = [Words(name, font_size=TYPE.label) for name in names]
        return [not _must_slant([word], [room]) for word, room in zip(words, rooms, strict=True)]

    @staticmethod
    def crowd(rooms: Sequence[float]) -> bool:
        """Whether slanted names need more than the width of their bars."""
        return _LINE * (len(rooms) - 1) > sum(rooms)

    @staticmethod
    def needs(names: Sequence[str], rooms: Sequence[float]) -> tuple[float, float]:
        """How far such a row reaches below its baseline, and left of the first bar's room."""
        words = [Words(name, font_size=TYPE.label) for name in names]
        if not _must_slant(words, rooms):
            return DROP + (_ASCENT + _DESCENT) * TYPE.label, 0.0
        words = [Words(name, font_size=TYPE.tick) for name in names]
        places = _places(list(np.cumsum(rooms) - np.asarray(rooms) / 2), rooms)
        corner = _ASCENT * TYPE.tick * math.sin(SLANT) - _ASIDE
        reach = max(
            word.width * math.cos(SLANT) + corner - place
            for word, place in zip(words, places, strict=True)
        )
        height = max(w.width for w in words) * math.sin(SLANT) + _LINE * math.cos(SLANT)
        return DROP + height, max(0.0, reach)


def label_room(names: Sequence[str], width: float) -> tuple[float, float]:
    """Height that names need below equal bars in all of ``width``, and width to their left.

    ``(0.0, 0.0)`` if there are no names.
    """
    if not names:
        return 0.0, 0.0
    count = len(names)
    below = overhang = 0.0
    for _ in range(5):
        # Narrower bars make the names slant, and reach farther, so they are asked again.
        below, overhang = LabelRow.needs(names, [(width - overhang) / count] * count)
    return below, overhang


def names_that_fit(names: Sequence[str], width: float) -> Sequence[str]:
    """The names, or the classes' numbers where not even slanted names go below equal bars.

    None, where bars are too narrow even for these.
    """
    words = [Words(name, font_size=TYPE.tick) for name in names]
    reach = (w.width * math.cos(SLANT) + k * _LINE for k, w in enumerate(reversed(words), start=1))
    if max(reach, default=0.0) <= width:
        return names
    rooms = [width / len(names)] * len(names)
    if not _must_slant([Words(name, font_size=TYPE.label) for name in names], rooms):
        return names
    numbers = [str(k) for k in range(1, len(names) + 1)]
    fit = not _must_slant([Words(number, font_size=TYPE.label) for number in numbers], rooms)
    return numbers if fit else ()


def _places(xs: Sequence[float], rooms: Sequence[float]) -> FloatArray:
    """Where slanted names end: below their bars, or as far to the left as they need."""
    left, right = xs[0] - rooms[0] / 2, xs[-1] + rooms[-1] / 2
    return spread(xs, _LINE, min(left, right - _LINE * (len(xs) - 1)), right)


def _must_slant(words: Sequence[Words], rooms: Sequence[float]) -> bool:
    return any(word.width > 0.94 * room for word, room in zip(words, rooms, strict=True))


_LINE = 0.4
"""Between slanted names, along the baseline."""

_ASIDE = 0.06
"""How far right of the middle of its bar a slanted name ends."""

# Of the embedded serif, in manim units at font size 1.
_ASCENT = 0.0076
_DESCENT = 0.0026
