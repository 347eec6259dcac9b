"""Probabilities as bales that are carried from place to place, and how these are stacked."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stage.numbers import FloatArray

__all__ = ["Bale", "going", "stacked", "staying"]

BoolArray = NDArray[np.bool_]

_BALE = 0.1
"""Probability that one bale stands for."""

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


def _bales(mass: float) -> list[float]:
    """A probability in bales, the last of which may be thinner."""
    whole = int(mass / _BALE + _LEAST)
    rest = float(mass - whole * _BALE)
    return [_BALE] * whole + ([rest] if rest > _LEAST else [])
