"""Names under bars and beside slabs: level where they fit, else slanted, spread, or as numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Self

import numpy as np
from manim import VGroup

from scenes.mobjects.declared import allow
from scenes.mobjects.plot import segment
from scenes.mobjects.text import Paragraph, Words
from scenes.numbers import FloatArray
from scenes.theme import TYPE, Zone, theme
from scenes.typesetting import literal

__all__ = ["LEVEL", "LabelRow", "Naming", "key_above", "naming", "numbered", "numbers_of", "spread"]

SLANT = math.radians(40)
DROP = 0.16
"""Distance from the baseline of the bars to the names below it."""

MOST_BELOW = 2 / 3
"""Of a chart's height, for names."""

MOST_LEFT = 1 / 2
"""Of a chart's width, for names that reach beyond its first bar."""

MOST_KEY = 1 / 4
"""Of a stage's height, for a key."""

KEY_GAP = 0.3
"""Below a key."""


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
    """Names below a row of bars, the middle of name k at ``xs[k]``; an empty name is none.

    They are level, in a smaller size if need be. If one of them is still wider than its bar's
    room they are all slanted, each ending below its bar, unless all are as short as numbers.
    Where bars are narrower than a line of text the names are spread, and tied to them.

    Parameters
    ----------
    names, xs, rooms
        What is written, the middles of the bars, ascending, and how wide each may be.
    top
        Height of the baseline.

    Attributes
    ----------
    level
        Whether the names are level, each below its own bar.
    """

    def __init__(
        self, names: Sequence[str], xs: Sequence[float], rooms: Sequence[float], top: float
    ) -> None:
        super().__init__()
        self._level: dict[int, tuple[Words, float]] = {}
        rows = [row for row in zip(names, xs, rooms, strict=True) if row[0]]
        size = _level_size(names, rooms)
        self.level = size is not None
        if size is not None:
            for k, (name, x, room) in enumerate(zip(names, xs, rooms, strict=True)):
                if name:
                    word = Words(name, font_size=size).place(x, top - DROP - _ASCENT * size)
                    self._level[k] = (word, room)
                    self.add(word)
            return
        places = _places([x for _, x, _ in rows], [room for _, _, room in rows])
        for (name, x, _), place in zip(rows, places, strict=True):
            word = Words(name, font_size=TYPE.tick)
            if _are_short(names):
                word.place(place, top - DROP - _ASCENT * TYPE.tick)
            else:
                word.place(0, 0, align=1).rotate(SLANT, about_point=np.zeros(3))
                word.shift([place + _ASIDE, top - DROP - word.get_top()[1], 0])
            self.add(word)
            if abs(place - x) > 0.01:
                foot, end = np.array([x, top - 0.03, 0]), np.array([place, top - DROP, 0])
                tie = segment(foot, end, color=theme().muted)
                allow("contrast", "ties of many names lie close to each other", tie)
                self.add(tie)

    def follow(self, xs: Sequence[float], rooms: Sequence[float]) -> Self:
        """Move level names below bars that have moved; each fades as its bar gets too narrow."""
        for k, (word, first) in self._level.items():
            word.shift([xs[k] - word.get_x(), 0, 0])
            full = min(first, 3 * word.width)
            share = (rooms[k] - word.width) / (full - word.width)
            word.set_fill(opacity=min(max(share, 0.0), 1.0))
        return self

    @staticmethod
    def needs(names: Sequence[str], rooms: Sequence[float]) -> tuple[float, float]:
        """How far such a row reaches below its baseline, and left of the first bar's room."""
        size = _level_size(names, rooms)
        if size is not None or _are_short(names):
            size = size or TYPE.tick
            return (DROP + (_ASCENT + _DESCENT) * size if any(names) else 0.0), 0.0
        middles = np.cumsum(rooms) - np.asarray(rooms) / 2
        rows = [row for row in zip(names, middles, rooms, strict=True) if row[0]]
        widths = [_width(name) * TYPE.tick for name, _, _ in rows]
        places = _places([x for _, x, _ in rows], [room for _, _, room in rows])
        corner = _ASCENT * TYPE.tick * math.sin(SLANT) - _ASIDE
        reach = max(
            width * math.cos(SLANT) + corner - place
            for width, place in zip(widths, places, strict=True)
        )
        height = max(widths) * math.sin(SLANT) + _LINE * math.cos(SLANT)
        return DROP + height, max(0.0, reach)


@dataclass(frozen=True, slots=True)
class Naming:
    """How classes are called below a row of bars, and what that takes of the bars' room.

    Attributes
    ----------
    names
        One for each class; empty where nothing is written.
    below, left
        Height below the baseline, and width left of the first bar.
    by_number
        Whether there is no room for the names themselves.
    """

    names: tuple[str, ...]
    below: float
    left: float
    by_number: bool


def naming(
    names: Sequence[str],
    shares: FloatArray,
    width: float,
    height: float,
    *,
    margin: float = 0.0,
    fixed: bool = False,
) -> Naming:
    """Names below bars, or their numbers where names would leave too little for the bars.

    The bars keep a third of the height, half of the width, and as much of it as the lines of
    slanted names need side by side. Where not even numbers go below, nothing is written.

    Parameters
    ----------
    names, shares
        Of all classes, and how much of the width of all bars each one's has; a class without
        any is not named.
    width, height
        Of bars and names together.
    margin
        Width left of that which names may use, too.
    fixed
        Whether the bars need all of ``width``.
    """
    wanted = [name if share > 0 else "" for name, share in zip(names, shares, strict=True)]
    numbers = [k if name else "" for k, name in zip(numbers_of(names), wanted, strict=True)]
    for written in (wanted, numbers):
        left = 0.0
        for _ in range(5):
            # Narrower bars make the names slant, and reach farther, so they are asked again.
            rooms = list(shares * (width - left))
            below, reach = LabelRow.needs(written, rooms)
            left = max(0.0, reach - margin)
        if (
            below <= MOST_BELOW * height
            and left <= (0.0 if fixed else MOST_LEFT * width)
            and not _crowd(written, list(shares * (width - left)))
        ):
            return Naming(tuple(written), below, left, by_number=written != wanted)
    return Naming(("",) * len(names), 0.0, 0.0, by_number=True)


def key_above(names: Sequence[str], stage: Zone) -> tuple[VGroup, Zone]:
    """Which number is whose, in a few lines at the top of ``stage``, and the stage below them.

    Nothing and the whole stage, if that would take more than a quarter of it.
    """
    markup = " #h(0.8em, weak: true) ".join(
        f'#box[#text(fill: rgb("{theme().text}"))[{number}]#h(0.3em)'
        f'#text(fill: rgb("{theme().muted}"))[{literal(name)}]]'
        for number, name in zip(numbers_of(names), names, strict=True)
    )
    lines = Paragraph(
        markup, width=stage.width, font_size=TYPE.tick, words=", ".join(numbered(names))
    )
    lines.shift([stage.x - lines.get_x(), stage.top - lines.get_top()[1], 0])
    below = Zone(stage.left, stage.right, stage.bottom, lines.get_bottom()[1] - KEY_GAP)
    if stage.height - below.height > MOST_KEY * stage.height:
        return VGroup(), stage
    return VGroup(lines), below


def numbers_of(names: Sequence[str]) -> tuple[str, ...]:
    """The numbers of the classes that are called so, as formulas count them.

    >>> numbers_of(["cat", "dog"])
    ('1', '2')
    """
    return tuple(str(k) for k in range(1, len(names) + 1))


def numbered(names: Sequence[str]) -> tuple[str, ...]:
    """Names with the numbers of their classes, for a picture that has numbers elsewhere.

    >>> numbered(["cat", "dog"]), numbered(["1", "2"])
    (('1  cat', '2  dog'), ('1', '2'))
    """
    return tuple(
        name if name == number else f"{number}  {name}"
        for number, name in zip(numbers_of(names), names, strict=True)
    )


def _level_size(names: Sequence[str], rooms: Sequence[float]) -> float | None:
    """The largest size in which all names go below their bars without a slant, if there is one."""
    for size in (TYPE.label, TYPE.tick):
        if all(
            _width(name) * size <= 0.94 * room
            for name, room in zip(names, rooms, strict=True)
            if name
        ):
            return size
    return None


def _are_short(names: Sequence[str]) -> bool:
    """Whether names need no slant to be spread a line apart."""
    return max(map(_width, names), default=0.0) * TYPE.tick <= 0.8 * _LINE


def _crowd(names: Sequence[str], rooms: Sequence[float]) -> bool:
    """Whether names that must slant need more than the width of all bars."""
    lines = sum(map(bool, names))
    return _level_size(names, rooms) is None and _LINE * (lines - 1) > sum(rooms)


def _places(xs: Sequence[float], rooms: Sequence[float]) -> FloatArray:
    """Where slanted names end: below their bars, or as near as they can."""
    return spread(xs, _LINE, xs[0] - rooms[0] / 2, xs[-1] + rooms[-1] / 2)


@cache
def _width(name: str) -> float:
    """Of a name at font size 1."""
    return float(Words(name, font_size=1.0).width) if name else 0.0


_LINE = 0.4
"""Between slanted names, along the baseline."""

_ASIDE = 0.06
"""How far right of the middle of its bar a slanted name ends."""

# Of the embedded serif, in manim units at font size 1.
_ASCENT = 0.0076
_DESCENT = 0.0026

LEVEL = DROP + (_ASCENT + _DESCENT) * TYPE.label
"""Height of a level row of names below its baseline."""
