"""Where texts stand that belong to points of a plot: clear of curves, dots and each other.

Chosen once, for all zones of the plot, so that no text changes its side. Draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from typing import Literal

import numpy as np

from stage.mobjects.shapes import RADIUS
from stage.mobjects.text import CAP
from stage.numbers import FloatArray
from stage.theme import Zone

__all__ = ["Line", "Room", "Side", "Spot", "Still", "Text", "around", "placed"]

CLOSE = 0.05
"""From a text to whatever else there is."""

Side = Literal["left", "right", "above", "below"]


@dataclass(frozen=True)
class Line:
    """A curve: the polyline through ``(x[k], y[k])``, ``x`` ascending, and its colour.

    If it has a ``formula``, that stands above the plot, after its ``words`` where there is room,
    and before the height of the curve's dot.
    """

    points: Sequence[FloatArray] | FloatArray  # x, y
    color: str
    words: str = ""
    formula: str = ""

    @property
    def x(self) -> FloatArray:
        """Ascending, shape (N,)."""
        return self.points[0]

    @property
    def y(self) -> FloatArray:
        """Shape (N,)."""
        return self.points[1]


@dataclass(frozen=True)
class Spot:
    """Where a text's baseline is, from the point that it belongs to, and by which end of it."""

    dx: float
    dy: float
    align: float = -1.0

    def at(self, point: FloatArray, width: float, zone: Zone) -> tuple[float, float]:
        """Its left end, which does not leave ``zone``."""
        left = float(point[0]) + self.dx - width * (1 + self.align) / 2
        return min(max(left, zone.left), zone.right - width), float(point[1]) + self.dy


PITCH, MOST = 0.2, 14
"""Between places above each other, and how many there are."""


def around(side: Side, size: float) -> list[Spot]:
    """All places of a text beside a dot, those on its side first, the nearest first."""
    away, cap = RADIUS + 0.14, CAP * size
    rows = [(away + PITCH * row, align) for row in range(MOST) for align in (0.0, -1.0, 1.0)]
    sides: dict[Side, list[Spot]] = {
        "right": [Spot(away, -cap / 2)],
        "left": [Spot(-away, -cap / 2, 1.0)],
        "above": [Spot(-align * away, up, align) for up, align in rows],
        "below": [Spot(-align * away, -up - cap, align) for up, align in rows],
    }
    return [*sides.pop(side), *(spot for spots in sides.values() for spot in spots)]


@dataclass(frozen=True)
class Text:
    """What is to be placed, its points, in values, and where it may stand.

    Attributes
    ----------
    width, low, high
        Of the text, from its baseline.
    """

    width: float
    low: float
    high: float
    points: Sequence[tuple[float, float]]
    spots: Sequence[Spot]


@dataclass(frozen=True)
class Still:
    """Axes that are not drawn."""

    plot: Zone
    x: tuple[float, float]
    y: tuple[float, float]

    def at(self, x: float, y: float) -> FloatArray:
        """As ``Axes.at``; at the edge what is beyond."""
        y = min(max(y, self.y[0]), self.y[1])
        return np.array(
            [
                self.plot.left + self.plot.width * (x - self.x[0]) / (self.x[1] - self.x[0]),
                self.plot.bottom + self.plot.height * (y - self.y[0]) / (self.y[1] - self.y[0]),
                0.0,
            ]
        )


class Room:
    """One zone, and what in it is taken."""

    def __init__(self, zone: Zone, axes: Still, lines: Sequence[Line]) -> None:
        self.zone, self._axes, self._lines = zone, axes, lines
        self._taken: list[Zone] = []

    @property
    def area(self) -> float:
        """Of the plot."""
        return self._axes.plot.width * self._axes.plot.height

    def take_dot(self, point: tuple[float, float]) -> None:
        """There is a dot."""
        x, y, _ = self._axes.at(*point)
        self._taken.append(Zone(x - RADIUS, x + RADIUS, y - RADIUS, y + RADIUS))

    def zone_of(self, text: Text, spot: Spot) -> Zone:
        """What the text would cover."""
        middle = np.mean([self._axes.at(*point) for point in text.points], axis=0)
        left, base = spot.at(middle, text.width, self.zone)
        return Zone(left, left + text.width, base + text.low - 0.03, base + text.high + 0.03)

    def take(self, zone: Zone) -> None:
        """There is a text."""
        self._taken.append(zone)

    def is_free(self, zone: Zone) -> bool:
        """Whether nothing is near."""
        plot = self._axes.plot
        wide = Zone(zone.left - CLOSE, zone.right + CLOSE, zone.bottom - CLOSE, zone.top + CLOSE)
        if zone.left < plot.left + CLOSE or zone.top > max(plot.top + 0.16, plot.bottom):
            return False
        if any(_meet(zone, taken, CLOSE / 2) for taken in self._taken):
            return False
        levels = [self._axes.at(0.0, y)[1] for y in (0.0, self._axes.y[0])]
        if any(wide.bottom < level < wide.top for level in levels) or zone.bottom < plot.bottom:
            return False
        x = np.linspace(wide.left, wide.right, 33)
        values = self._axes.x[0] + (x - plot.left) / plot.width * (
            self._axes.x[1] - self._axes.x[0]
        )
        for line in self._lines:
            y = np.interp(values, line.x, line.y, left=np.nan, right=np.nan)
            heights = np.array([self._axes.at(0.0, v)[1] for v in y[np.isfinite(y)]])
            if not ((heights > wide.top).all() or (heights < wide.bottom).all()):
                return False
        return True


def _meet(one: Zone, other: Zone, gap: float) -> bool:
    return (
        one.left - gap < other.right
        and other.left - gap < one.right
        and one.bottom - gap < other.top
        and other.bottom - gap < one.top
    )


def placed(texts: Sequence[Text], rooms: Sequence[Room]) -> Iterator[Spot]:
    """For each text the first spot that is free in all rooms, or in the first ones at least."""

    def free(text: Text, spot: Spot) -> int:
        """In how many rooms it is, before the first in which it is not."""
        return sum(1 for _ in takewhile(lambda room: room.is_free(room.zone_of(text, spot)), rooms))

    for text in texts:
        spot = max(text.spots, key=partial(free, text))
        for room in rooms:
            room.take(room.zone_of(text, spot))
        yield spot
