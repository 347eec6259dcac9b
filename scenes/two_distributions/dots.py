"""Many dots in one outline, so that a hundred of them are drawn as fast as one."""

from __future__ import annotations

import numpy as np

from scenes.numbers import FloatArray

__all__ = ["circles"]


def _arcs(corners: bool) -> FloatArray:
    """Four curves from corner to corner, shape (16, 2), of a square of side 2 or its circle."""
    turn = np.exp(1j * np.pi / 2 * (np.arange(5) - 0.5))
    if corners:
        ends = np.sqrt(2) * turn
        ways = (ends[:-1], (2 * ends[:-1] + ends[1:]) / 3, (ends[:-1] + 2 * ends[1:]) / 3, ends[1:])
    else:
        handle = 4 / 3 * np.tan(np.pi / 8) * 1j * turn
        ways = (turn[:-1], (turn + handle)[:-1], (turn - handle)[1:], turn[1:])
    flat = np.column_stack(ways).ravel()
    return np.column_stack((flat.real, flat.imag))


_CIRCLE, _SQUARE = _arcs(corners=False), _arcs(corners=True)


def circles(centers: FloatArray, radii: FloatArray | float, squared: float = 0.0) -> FloatArray:
    """All in one outline, shape (16 n, 3), around ``centers``, shape (n, 2).

    ``squared`` is how far they are on their way to squares of the same width.
    """
    shape = (1 - squared) * _CIRCLE + squared * _SQUARE
    points = centers[:, None] + np.broadcast_to(radii, len(centers))[:, None, None] * shape
    flat = points.reshape(-1, 2)
    return np.column_stack((flat, np.zeros(len(flat))))
