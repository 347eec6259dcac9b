"""A band of an elastic belt: its inner edge lies on rims, and its width is a number.

Knows nothing of what it pulls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from stage.numbers import FloatArray

__all__ = ["Belt", "around"]

ARC = 33
"""Stations of a quarter or half turn."""

Stations = Sequence[tuple[tuple[float, float], tuple[float, float]]]


def around(
    middle: tuple[float, float], radii: tuple[float, float], start: float, end: float
) -> Stations:
    """Stations round a wheel, from one angle to another, in degrees; inner and outer radius."""
    angles = np.deg2rad(np.linspace(start, end, ARC))
    ways = np.column_stack((np.cos(angles), np.sin(angles)))
    inner, outer = (np.asarray(middle) + radius * ways for radius in radii)
    return [
        ((float(a), float(b)), (float(c), float(d)))
        for (a, b), (c, d) in zip(inner, outer, strict=True)
    ]


@dataclass(frozen=True)
class Belt:
    """A band through stations, each a point of its inner edge and the one across it.

    Attributes
    ----------
    stations
        Shape (n, 2, 2): station; inner, outer; x, y.
    """

    stations: FloatArray

    @classmethod
    def through(cls, stations: Stations) -> Belt:
        """The band through these stations, in order."""
        return cls(np.asarray(stations, dtype=float))

    @cached_property
    def along(self) -> FloatArray:
        """How far along its middle each station is, shape (n,)."""
        steps = np.linalg.norm(np.diff(self.stations.mean(axis=1), axis=0), axis=1)
        return np.concatenate(([0.0], np.cumsum(steps)))

    @property
    def length(self) -> float:
        """Of its middle."""
        return float(self.along[-1])

    def at(self, distances: FloatArray) -> FloatArray:
        """Stations at these distances, shape (m, 2, 2)."""
        flat = self.stations.reshape(len(self.stations), 4)
        columns = [np.interp(distances, self.along, column) for column in flat.T]
        return np.stack(columns, axis=-1).reshape(-1, 2, 2)

    def between(self, start: float, end: float) -> Belt:
        """The stretch between two distances, with as many stations."""
        return Belt(self.at(np.clip(self.along, start, end)))

    @property
    def inner(self) -> FloatArray:
        """Points of the edge that lies on rims, shape (n, 2)."""
        return np.asarray(self.stations[:, 0])

    @property
    def outer(self) -> FloatArray:
        """Points of the other edge, shape (n, 2)."""
        return np.asarray(self.stations[:, 1])

    @property
    def middle(self) -> FloatArray:
        """Points half-way between, shape (n, 2)."""
        return np.asarray(self.stations.mean(axis=1))
