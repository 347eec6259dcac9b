"""Where all of the fan is: from the logits along to the strip, and across from class to class.

It goes from left to right in a wide zone, and from the top down in a tall one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenes.mobjects.shapes import straight
from scenes.numbers import FloatArray
from scenes.theme import Zone

__all__ = ["Sheet", "band", "lanes", "smooth"]

PLACES = 61
"""Of a strand, at which it is drawn."""

LEAST, CROWDED, GAP = 0.56, 0.32, 0.12
"""Across a lane, at least, in manim units; where there are many; and between two."""

TALL, TALL_CROWDED = 1.2, 0.6
"""The same where lanes go down."""

FLAT = 0.1
"""Of a strand's length, at each of its ends, that goes straight."""

SOFT = 0.16
"""Half the length of the stretch on which a strand swells, in shares of its own."""


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

    def at(self, u: FloatArray | float, w: FloatArray | float) -> FloatArray:
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

    @property
    def way(self) -> tuple[float, float]:
        """Of a length of 1 across."""
        return (1.0, 0.0) if self.is_tall else (0.0, -1.0)


def lanes(across: float, widths: Sequence[float], least: float) -> FloatArray:
    """Middles of lanes side by side, each as wide as its strand and at least ``least``."""
    wide = np.maximum(widths, least)
    gap = (across - wide.sum()) / len(wide)
    return np.asarray(np.cumsum(wide + gap) - (wide + gap) / 2)


def fitting(across: float, shares: FloatArray, least: float) -> float:
    """The largest unit in which strands of these widths lie in lanes side by side."""
    free = across - GAP * len(shares)
    low, high = 0.0, 20.0
    for _ in range(50):
        middle = (low + high) / 2
        fits = np.maximum(middle * shares, least).sum() <= free
        low, high = (middle, high) if fits else (low, middle)
    return low


def band(
    sheet: Sheet,
    stop: tuple[float, float],
    low: FloatArray,
    high: FloatArray,
    begin: float,
    end: float,
) -> FloatArray:
    """The outline of a strand between two shares of its way; nothing where it has no length.

    ``stop`` is where along it starts and ends; ``low`` and ``high`` how far across its edges are,
    at evenly spaced shares.
    """
    if end <= begin + 1e-9:
        return np.zeros((0, 3))
    every = np.linspace(0.0, 1.0, len(low))
    inside = every[(every > begin) & (every < end)]
    s = np.array([begin, *inside, end])
    u = stop[0] + s * (stop[1] - stop[0])
    one, other = (sheet.at(u, np.interp(s, every, edge)) for edge in (low, high))
    return straight(np.concatenate((one, other[::-1], one[:1])))
