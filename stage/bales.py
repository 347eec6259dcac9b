"""Probabilities as bales of hay that are stacked at places and carried from place to place.

The probability of a bale is its height in a stack. A bale that is carried is lifted, moved
horizontally above all stacks, and let down. The functions of its flight take the fraction of the
flight's time that has passed, from 0 to 1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stage.numbers import FloatArray, smoothstep

__all__ = ["Bale", "crossed", "flown", "going", "landed", "launched", "stacked", "staying"]

BoolArray = NDArray[np.bool_]

_BALE = 0.1
"""Probability of a full bale."""

_FOLLOWS = 0.3
"""Fraction of a bale's flight after which the next one is lifted, if they fly in a row."""

_LEAST = 1e-9
"""Remainders of probability up to this size are rounding errors."""


class Bale(NamedTuple):
    """A bale with its first and last place.

    Attributes
    ----------
    mass
        Probability of the bale, at most 0.1.
    home
        Index of the place where it lies first.
    end
        Index of the place where it lies last.
    """

    mass: float
    home: int
    end: int


def staying(near: FloatArray, far: FloatArray) -> list[Bale]:
    """Return the bales that stay in place: the probability that both predictions have there.

    ``near`` and ``far`` are the two predictions, shape (K,).

    >>> staying(np.array([0.1, 0.9, 0]), np.array([0.1, 0.1, 0.8]))
    [Bale(mass=0.1, home=0, end=0), Bale(mass=0.1, home=1, end=1)]
    """
    both = np.minimum(near, far)
    return [Bale(mass, k, k) for k, all_of_it in enumerate(both) for mass in _bales(all_of_it)]


def going(near: FloatArray, far: FloatArray, positions: FloatArray) -> list[Bale]:
    """Return the bales that are carried to turn the prediction ``near`` into ``far``.

    What ``near`` has in excess at a place goes to the nearest places that have too little. The
    predictions and the positions of the places have shape (K,).

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
    """Return a bale's progress in the horizontal direction, from 0 to 1.

    >>> crossed(0.25), crossed(0.5), crossed(0.75)
    (0.0, 0.5, 1.0)
    """
    return float(smoothstep((flight - 0.25) / 0.5))


def landed(flight: float) -> float:
    """Return a bale's progress in its descent from the height above all stacks, from 0 to 1.

    >>> landed(0.75), landed(0.875), landed(1.0)
    (0.0, 0.5, 1.0)
    """
    return float(smoothstep((flight - 0.75) / 0.25))


def flown(
    flight: float, start: tuple[float, float], end: tuple[float, float], over: float
) -> tuple[float, float]:
    """Return the position (x, y) of a bale on its flight from ``start`` to ``end``.

    It is lifted to the height ``over``, moves across at that height, and is let down.

    >>> [flown(flight, (0, 1), (4, 0), 2) for flight in (0.0, 0.5, 1.0)]
    [(0.0, 1.0), (2.0, 2.0), (4.0, 0.0)]
    """
    y = start[1] + _risen(flight) * (over - start[1]) - landed(flight) * (over - end[1])
    return start[0] + crossed(flight) * (end[0] - start[0]), y


def launched(homes: FloatArray, ends: FloatArray) -> FloatArray:
    """Return when each bale is lifted, in durations of one flight.

    The second bale is lifted when the first has landed. Each later one is lifted when the one
    before it has landed, or earlier if all bales have the same first and the same last place.
    """
    in_a_row = len(set(zip(homes, ends, strict=True))) == 1
    later = 1 + (_FOLLOWS if in_a_row else 1.0) * np.arange(len(homes) - 1)
    return np.concatenate([[0.0], later])


def _risen(flight: float) -> float:
    """Return a bale's progress in its ascent to the height above all stacks, from 0 to 1."""
    return float(smoothstep(flight / 0.25))


def _bales(mass: float) -> list[float]:
    """Return a probability divided into bales, the last of which may be thinner."""
    whole = int(mass / _BALE + _LEAST)
    rest = float(mass - whole * _BALE)
    return [_BALE] * whole + ([rest] if rest > _LEAST else [])
