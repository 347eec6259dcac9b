"""Lights: what colour a signed value glows in, what ink is read on it, and their shape."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from manim import VMobject
from manim.utils.color import ManimColor, interpolate_color

from stage.mobjects.shapes import flat
from stage.numbers import FloatArray
from stage.theme import Theme, Zone, rgb, theme

__all__ = ["Light", "glow", "ink", "rounded"]

OFF = 0.11
"""Of a light that is off: how far it is from the background to the muted colour."""

CORNER, OF_SIDE = 0.14, 0.22
"""Radius of a light's corners, at most; and in shares of its shorter side."""

STEPS = 500
"""Shades from off to full."""

BRIGHT = 0.7
"""To which power a value's size is its brightness: so little ones are told from none."""

_KAPPA = 4 / 3 * np.tan(np.pi / 8)


def glow(value: float) -> str:
    """Below 0 in the colour of the truth, above in that of the prediction: the brighter the larger.

    At 0 it is off, at 1 or -1 the colour is full.
    """
    return _glow(theme(), round(value * STEPS))


@lru_cache(maxsize=4 * STEPS)
def _glow(of: Theme, step: int) -> str:
    off = interpolate_color(ManimColor(of.background), ManimColor(of.muted), OFF)
    full = ManimColor(of.q if step > 0 else of.p)
    return str(interpolate_color(off, full, min(1.0, abs(step) / STEPS) ** BRIGHT).to_hex())


@lru_cache(maxsize=4 * STEPS)
def ink(color: str) -> str:
    """Black or white, whichever is read better on ``color``: it has a contrast of 4.58 or more."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(color)]
    luminance = float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
    # The contrast with black is (luminance + .05) / .05, that with white 1.05 / (luminance + .05).
    return "#000000" if (luminance + 0.05) ** 2 > 0.05 * 1.05 else "#FFFFFF"


def rounded(zone: Zone, radius: float) -> FloatArray:
    """Points of a rectangle with round corners, as cubic curves, shape (32, 3)."""
    radius = min(radius, zone.width / 2, zone.height / 2)
    points = []
    corners = (
        (zone.right, zone.bottom, (0, 1), (1, 0)),
        (zone.right, zone.top, (-1, 0), (0, 1)),
        (zone.left, zone.top, (0, -1), (-1, 0)),
        (zone.left, zone.bottom, (1, 0), (0, -1)),
    )
    # From the middle of a corner's arc one goes out along ``out`` and came in along ``came``.
    for x, y, out, came in corners:
        corner, out_, came_ = np.array([x, y]), np.array(out), np.array(came)
        start, end = corner - radius * came_, corner + radius * out_
        points.append([start, start + _KAPPA * radius * came_, end - _KAPPA * radius * out_, end])
    arcs = np.array(points)
    curves = []
    for arc, after in zip(arcs, np.roll(arcs, -1, axis=0), strict=True):
        way = after[0] - arc[3]
        curves += [arc, [arc[3], arc[3] + way / 3, arc[3] + 2 * way / 3, after[0]]]
    return flat(np.concatenate([np.asarray(curve) for curve in curves]))


class Light(VMobject):
    """One cell: a rectangle with round corners that glows as its value says.

    ``edge`` is the stroke around it, which is seen where it is off.
    """

    def __init__(self, edge: float = 0.0) -> None:
        super().__init__(stroke_width=edge, stroke_color=theme().muted, fill_opacity=1)

    def shine(self, zone: Zone, value: float) -> str:
        """Be there, in the colour of ``value``, which is returned."""
        self.points = rounded(zone, min(CORNER, OF_SIDE * min(zone.width, zone.height)))
        color = glow(value)
        self.fill_rgbas[:, :3] = rgb(color)
        return color
