"""Positions of texts that must neither overlap nor leave their space, along one axis."""

from __future__ import annotations

import numpy as np

from stage.numbers import FloatArray

__all__ = ["inside", "spread"]


def inside(middle: float, length: float, low: float, high: float) -> float:
    """Return the position nearest to ``middle`` at which a piece lies between ``low`` and ``high``.

    ``length`` is that of the piece, whose middle is at the position. A piece that is too long ends
    at ``high``.

    >>> [inside(middle, 2.0, 0.0, 5.0) for middle in (0.5, 2.0, 4.5)]
    [1.0, 2.0, 4.0]
    """
    return min(max(middle, low + length / 2), high - length / 2)


def spread(middles: FloatArray, pitch: float, low: float, high: float) -> FloatArray:
    """Return positions as near to ``middles`` as possible (least squares), ``pitch`` apart or more.

    ``middles`` is ascending. The positions are within ``low`` and ``high`` if these are far enough
    apart; otherwise they start at ``low``.

    >>> spread(np.array([0.0, 0.1, 3.0]), 0.5, -1.0, 4.0).tolist()
    [-0.2, 0.3, 3.0]
    """
    steps = pitch * np.arange(len(middles))
    # Isotonic regression of middles - steps: neighbours that conflict are pooled at their mean.
    pools: list[tuple[float, int]] = []
    for place in (middles - steps).tolist():
        total, count = place, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before, of = pools.pop()
            total, count = total + before, count + of
        pools.append((total, count))
    level = np.concatenate([np.full(count, total / count) for total, count in pools])
    return np.clip(level, low, max(low, high - steps[-1])) + steps
