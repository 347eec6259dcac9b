"""Where all of the fan is: from the logits along to the strip, and across from class to class.

It goes from left to right in a wide zone, and from the top down in a tall one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from stage.mobjects.shapes import straight
from stage.numbers import FloatArray
from stage.theme import Zone

__all__ = ["FLAT", "PLACES", "Course", "Sheet", "smooth"]

PLACES = 61
"""Of a strand, at which it is drawn."""

FLAT = 0.1
"""Of a strand's length, at each of its ends, that goes straight."""


def smooth(t: FloatArray) -> FloatArray:
    """From 0 to 1, at rest at both ends."""
    t = np.clip(t, 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t))


@dataclass(frozen=True)
class Sheet:
    """A zone, by how far along and how far across from its first corner a place is.

    Attributes
    ----------
    zone
        As above.
    is_tall
        Whether along is down, and not to the right.
    """

    zone: Zone
    is_tall: bool

    @property
    def along(self) -> float:
        """How long it is."""
        return self.zone.height if self.is_tall else self.zone.width

    @property
    def across(self) -> float:
        """How wide it is."""
        return self.zone.width if self.is_tall else self.zone.height

    def at(self, u: ArrayLike, w: ArrayLike) -> FloatArray:
        """Points of the frame, shape (..., 3)."""
        u, w = np.broadcast_arrays(np.asarray(u, float), np.asarray(w, float))
        if self.is_tall:
            x, y = self.zone.left + w, self.zone.top - u
        else:
            x, y = self.zone.left + u, self.zone.top - w
        return np.stack((x, y, 0 * x), axis=-1)

    @property
    def angle(self) -> float:
        """Of the way across."""
        return 0.0 if self.is_tall else -90.0

    def way(self, step: FloatArray) -> tuple[float, float]:
        """In the frame, of a step along and across."""
        u, w = map(float, step)
        return (w, -u) if self.is_tall else (u, -w)


@dataclass(frozen=True)
class Course:
    """The way of a strand: its middle and its edges, (along, across) at evenly spaced places.

    Attributes
    ----------
    middle, normal
        Where it is, and the unit way from one of its edges to the other; shapes (PLACES, 2).
    wide
        How wide it is, shape (PLACES,).
    """

    middle: FloatArray
    normal: FloatArray
    wide: FloatArray

    @classmethod
    def of(cls, u: FloatArray, w: FloatArray, wide: FloatArray) -> Self:
        """The way through these places."""
        middle = np.stack((u, w), axis=-1)
        along = np.gradient(middle, axis=0) * np.sign(u[-1] - u[0])
        along[[0, -1], 1] = 0.0  # it begins and ends straight
        normal = np.stack((-along[:, 1], along[:, 0]), axis=-1)
        return cls(middle, normal / np.linalg.norm(normal, axis=1)[:, None], wide)

    def at(self, place: float, aside: float = 0.0) -> tuple[FloatArray, FloatArray]:
        """Where one is there, so far from its first edge; and the way across; shapes (2,)."""
        middle, normal, wide = (
            _between(row, place) for row in (self.middle, self.normal, self.wide)
        )
        return middle + (aside - wide[0] / 2) * normal, normal / np.linalg.norm(normal)

    def band(self, sheet: Sheet, begin: float, end: float, *, thread: bool = False) -> FloatArray:
        """The outline of it between two places, or its middle; nothing if it has no length."""
        if end <= begin + 1e-9:
            return np.zeros((0, 3))
        every = np.linspace(0.0, 1.0, len(self.wide))
        stops = np.array([begin, *every[(every > begin) & (every < end)], end])
        half = (0.0 if thread else 0.5) * self.wide[:, None] * self.normal
        sides = [
            sheet.at(*(np.interp(stops, every, edge[:, i]) for i in range(2)))
            for edge in (self.middle - half, self.middle + half)
        ]
        if thread:
            return straight(sides[0])
        return straight(np.concatenate((sides[0], sides[1][::-1], sides[0][:1])))


def _between(rows: FloatArray, place: float) -> FloatArray:
    rows = rows.reshape(len(rows), -1)
    every = np.linspace(0.0, 1.0, len(rows))
    return np.array([np.interp(place, every, column) for column in rows.T])
