"""A way that goes straight and turns left, and bands along it of any thickness, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from stage.numbers import FloatArray

__all__ = ["Leg", "Way"]

ARC = 33
"""Points of a turn."""


@dataclass(frozen=True)
class Leg:
    """Straight on, or a turn to the left.

    Attributes
    ----------
    start
        Where it begins, (x, y).
    heading
        Where it goes to at first: an angle in radians, 0 to the right.
    length
        From there to its end.
    radius
        Of a turn; infinite unless given.
    left
        How far left of it what goes along it is.
    """

    start: tuple[float, float]
    heading: float
    length: float
    radius: float = inf
    left: float = 0.0

    def at(self, distance: FloatArray, left: FloatArray | float = 0.0) -> FloatArray:
        """Points at distances along it, and to the left of what goes along it; shape (n, 2)."""
        distance = np.asarray(distance, float)
        start, aside = np.array(self.start), np.asarray(self.left + left)[..., None]
        ahead, normal = _turned(self.heading)
        if self.radius == inf:
            return start + distance[..., None] * ahead + aside * normal
        _, normals = _turned(self.heading + distance / self.radius)
        return start + self.radius * normal - (self.radius - aside) * normals

    @cached_property
    def stops(self) -> FloatArray:
        """Distances between which it is as good as straight."""
        return np.linspace(0.0, self.length, 2 if self.radius == inf else ARC)


def _turned(heading: float | FloatArray) -> tuple[FloatArray, FloatArray]:
    """Straight on, and to the left; shapes (..., 2)."""
    ahead = np.stack((np.cos(heading), np.sin(heading)), axis=-1)
    return ahead, np.stack((-ahead[..., 1], ahead[..., 0]), axis=-1)


@dataclass(frozen=True)
class Way:
    """Legs, each from where the one before ends."""

    legs: Sequence[Leg]

    @property
    def length(self) -> float:
        """Of all legs."""
        return float(self._ends[-1])

    @cached_property
    def _ends(self) -> FloatArray:
        """Distances at which legs begin and, the last, end."""
        return np.cumsum([0.0, *(leg.length for leg in self.legs)])

    def at(self, distance: FloatArray | float, left: FloatArray | float = 0.0) -> FloatArray:
        """Where one is after a distance, and so far left of it; shape (..., 2)."""
        distance, left = np.broadcast_arrays(distance, left)
        legs = np.searchsorted(self._ends[1:-1], distance)
        points = np.empty((*distance.shape, 2))
        for i in np.unique(legs):
            here = legs == i
            points[here] = self.legs[i].at(distance[here] - self._ends[i], left[here])
        return points

    def heading(self, distance: float) -> float:
        """Where one goes to after that distance, in radians."""
        i = int(np.searchsorted(self._ends[1:-1], distance))
        leg, rest = self.legs[i], distance - float(self._ends[i])
        return leg.heading + (0.0 if leg.radius == inf else rest / leg.radius)

    def edge(self, left: float, begin: float, end: float) -> FloatArray:
        """What is so far left of it between two distances, shape (n, 2)."""
        points = []
        for leg, before in zip(self.legs, self._ends[:-1], strict=True):
            low, high = max(begin - before, 0.0), min(end - before, leg.length)
            if low < high:
                inside = leg.stops[(leg.stops > low) & (leg.stops < high)]
                points.append(leg.at(np.array([low, *inside, high]), left))
        return np.concatenate(points) if points else np.zeros((0, 2))
