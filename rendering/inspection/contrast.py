"""Contrast, as defined by WCAG 2.2, of a mark against the colours behind it.

See https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. The limits are set by the callers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rendering.inspection.geometry import distance, inside
from rendering.inspection.shapes import Shape

__all__ = ["behind", "contrast", "luminance", "over", "shown_by"]

Array = NDArray[np.float64]


def luminance(colors: Array) -> Array:
    """Return the relative luminance of sRGB colours in [0, 1]; shape (..., 3) to (...)."""
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: Array, other: Array) -> Array:
    """Return the contrast ratio of two colours, from 1 to 21."""
    a, b = luminance(one), luminance(other)
    return np.asarray((np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05))


def over(color: Array, opacity: float, below: Array) -> Array:
    """Return ``color`` blended over ``below`` in sRGB, as Cairo does it."""
    return np.asarray(opacity * color + (1 - opacity) * below)


def behind(points: Array, shapes: Sequence[Shape], background: Array) -> Array:
    """Return the colours at ``points`` of a picture with ``shapes`` drawn in their order.

    Parameters
    ----------
    points
        Shape (n, 2).
    background
        Colour in [0, 1], shape (3,).

    Returns
    -------
    array
        Colours in [0, 1], shape (n, 3).
    """
    colors = np.tile(background, (len(points), 1))
    for shape in shapes:
        left, bottom, right, top = shape.extent
        near = (
            (points[:, 0] >= left)
            & (points[:, 0] <= right)
            & (points[:, 1] >= bottom)
            & (points[:, 1] <= top)
        )
        if near.any():
            colors[near] = shown_by(shape, points[near], colors[near])
    return colors


def shown_by(shape: Shape, points: Array, below: Array) -> Array:
    """Return the colours at ``points`` after drawing ``shape`` over the colours ``below``."""
    colors = below.copy()
    if shape.fill_opacity:
        filled = inside(points, shape.closed)
        colors[filled] = over(shape.fill, shape.fill_opacity, colors[filled])
    if shape.stroke_opacity and shape.half_stroke:
        stroked = distance(points, shape.segments) <= shape.half_stroke
        colors[stroked] = over(shape.stroke, shape.stroke_opacity, colors[stroked])
    return colors
