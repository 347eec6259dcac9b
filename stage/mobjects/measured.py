"""Gauges of mobjects: which values a mobject shows, and on which axes.

A canvas writes them, and the gauges of a clip's card are made from them, by which published clips
are measured. They do not change the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from manim import VMobject

from stage.mobjects.metadata import metadata
from stage.numbers import FloatArray

__all__ = ["Measured", "carry"]


BASE = 0.03
"""How much of a length an axis may hide, in manim units: more than half its thickness."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The values that a mobject shows, and its axes. Lengths are in manim units.

    Attributes
    ----------
    kind
        A length from the origin, the points of a curve, or a dot.
    offset
        Vector from the mobject's first point to the axes' origin, shape (2,).
    unit
        Of a length, the vector (x, y) of the value 1; otherwise the lengths of the units of both
        axes.
    values
        Shape (1,) for a length, (n, 2) for a curve, (1, 2) for a dot.
    base
        How much of a length is hidden next to its origin.
    """

    kind: Literal["length", "curve", "dot"]
    offset: FloatArray
    unit: tuple[float, float]
    values: FloatArray
    base: float


def carry(
    mobject: VMobject,
    kind: Literal["length", "curve", "dot"],
    *,
    origin: FloatArray,
    unit: tuple[float, float],
    values: FloatArray | Sequence[float],
    base: float = BASE,
) -> None:
    """Declare that ``mobject``, as it is now, shows ``values`` on axes through ``origin``."""
    offset = np.asarray(origin)[:2] - mobject.points[0, :2]
    value = Measured(kind, offset, unit, np.asarray(values, dtype=float), base)
    metadata(mobject).measured = value
