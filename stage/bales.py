"""Probabilities as bales that are carried from place to place, and how these are stacked."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stage.numbers import FloatArray, smoothstep

__all__ = ["Bale", "crossed", "flown", "going", "landed", "launched", "stacked", "staying"]

BoolArray = NDArray[np.bool_]

_BALE = 0.1
"""Probability that one bale stands for."""

_FOLLOWS = 0.3
"""When the next bale of a row is lifted, in shares of the flight of the one before."""

_LEAST = 1e-9
"""A probability that is left over, and less than this, is a rounding error."""


class Bale(NamedTuple):
    """A probability, at most 0.1, with the places where it lies at first and at last."""

    mass: float
    home: int
    end: int


def staying(near: FloatArray, far: FloatArray) -> list[Bale]:
    """What both predictions, of shape (K,), have at a place.

    >>> staying(np.array([0.1, 0.9, 0]), np.array([0.1, 0.1, 0.8]))
    [Bale(mass=0.1, home=0, end=0), Bale(mass=0.1, home=1, end=1)]
    """
    both = np.minimum(near, far)
    return [Bale(mass, k, k) for k, all_of_it in enumerate(both) for mass in _bales(all_of_it)]


def going(near: FloatArray, far: FloatArray, positions: FloatArray) -> list[Bale]:
    """What ``near`` has too much at a place goes to the nearest ones that lack it in ``far``.

    >>> going(np.array([0.2, 0.8, 0]), np.array([0.2, 0.7, 0.1]), np.arange(3))
    [Bale(mass=0.1, home=1, end=2)]
    """
    surplus, bales = near - far, []
    for home in np.flatnonzero(surplus > _LEAST):
        for end in np.argsort(np.abs(positions - positions[home]), kind="stable"):
            mass = min(surplus[home], -surplus[end])
            if mass > _LEAST:
                bales += [Bale(part, int(home), int(end)) for part in _bales(mass)]
                surplus[home] -= mass
                surplus[end] += mass
    return bales


def stacked(masses: FloatArray, goes: BoolArray, where: FloatArray, *, before: bool) -> FloatArray:
    """Return the height of each bale's lower edge, as a probability, shape (B,).

    Bales that stay lie lowest. The bale that is carried first lies on top of its first stack, and
    lowest of the carried bales on its last stack.

    Parameters
    ----------
    masses
        Probability of each bale, shape (B,).
    goes
        Whether it is carried, shape (B,).
    where
        Position of its stack, shape (B,).
    before
        Whether ``where`` holds the positions before the bales are carried, or those after.

    >>> stacked(np.array([0.1, 0.1, 0.1]), np.array([0, 1, 1]), np.zeros(3), before=True).tolist()
    [0.0, 0.2, 0.1]
    """
    feet, filled = np.zeros(len(masses)), dict[float, float]()
    carried = np.flatnonzero(goes)
    for b in [*np.flatnonzero(np.logical_not(goes)), *(carried[::-1] if before else carried)]:
        place = float(where[b])
        feet[b] = filled.get(place, 0.0)
        filled[place] = feet[b] + float(masses[b])
    return feet


def crossed(flight: float) -> float:
    """How much of its way along the path a bale has made at a share of its flight.

    >>> crossed(0.25), crossed(0.5), crossed(0.75)
    (0.0, 0.5, 1.0)
    """
    return float(smoothstep((flight - 0.25) / 0.5))


def landed(flight: float) -> float:
    """How much of the height above all hay a bale has come down at a share of its flight.

    >>> landed(0.75), landed(0.875), landed(1.0)
    (0.0, 0.5, 1.0)
    """
    return float(smoothstep((flight - 0.75) / 0.25))


def flown(
    flight: float, start: tuple[float, float], end: tuple[float, float], over: float
) -> tuple[float, float]:
    """Where a bale is that is lifted, goes across at the height ``over``, and is let down.

    >>> [flown(flight, (0, 1), (4, 0), 2) for flight in (0.0, 0.5, 1.0)]
    [(0.0, 1.0), (2.0, 2.0), (4.0, 0.0)]
    """
    y = start[1] + _risen(flight) * (over - start[1]) - landed(flight) * (over - end[1])
    return start[0] + crossed(flight) * (end[0] - start[0]), y


def launched(homes: FloatArray, ends: FloatArray) -> FloatArray:
    """When each bale is lifted: after the first, in a row where all go the same way."""
    in_a_row = len(set(zip(homes, ends, strict=True))) == 1
    later = 1 + (_FOLLOWS if in_a_row else 1.0) * np.arange(len(homes) - 1)
    return np.concatenate([[0.0], later])


def _risen(flight: float) -> float:
    """How much of its height above all hay a bale has at a share of its flight, from 0 to 1."""
    return float(smoothstep(flight / 0.25))


def _bales(mass: float) -> list[float]:
    """A probability in bales, the last of which may be thinner."""
    whole = int(mass / _BALE + _LEAST)
    rest = float(mass - whole * _BALE)
    return [_BALE] * whole + ([rest] if rest > _LEAST else [])
