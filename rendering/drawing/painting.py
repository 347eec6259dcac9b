"""Draw a shape with the Cairo calls that ``manim.Camera`` makes, in a fraction of its time.

This module knows the camera's order (path, background stroke, fill, stroke) and where the camera
begins and closes a subpath; rare cases are left to the camera. It does not know where a shape may
be drawn or what is below it.

The camera takes each coordinate out of a NumPy array, which costs more than what Cairo does with
it, and fills shapes that have no colour. Both are avoided here; the pixels are the same.
"""

from __future__ import annotations

import struct
from math import inf
from typing import Any

from manim import Camera
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from rendering.drawing.damage import Appearance

__all__ = ["paint"]

_JOINTS = {joint.value: cairos for joint, cairos in LINE_JOIN_MAP.items()}
_CAPS = {cap.value: cairos for cap, cairos in CAP_STYLE_MAP.items()}

_CURVE = 8  # the coordinates of a curve's four points
_rgba = struct.Struct("4d").unpack


def paint(look: Appearance, camera: Camera, context: Any) -> None:
    """Draw an appearance on a Cairo context of the camera; its points are finite."""
    _, fill, stroke, behind, width, width_behind, joint, cap, tolerance, gradient = look.key
    points = look.mobject.points
    if gradient is not None or len(points) % 4:
        camera.display_vectorized(look.mobject, context)
        return
    _trace(points[:, :2].ravel().tolist(), tolerance, context)
    for colour, thickness in ((behind, width_behind), (fill, None), (stroke, width)):
        red, green, blue, alpha = _rgba(colour)
        if not alpha or thickness == 0:
            continue  # it would change nothing
        context.set_source_rgba(blue, green, red, alpha)  # the surface has this order
        if thickness is None:
            context.fill_preserve()
        else:
            context.set_line_width(thickness * camera.cairo_line_width_multiple)
            context.set_line_join(_JOINTS[joint])
            context.set_line_cap(_CAPS[cap])
            context.stroke_preserve()


def _trace(numbers: list[float], tolerance: float, context: Any) -> None:
    """Make the path: connected curves are one subpath, and one that meets itself is closed."""
    curve_to = context.curve_to
    context.new_path()
    if not numbers:
        return
    begin_x = begin_y = end_x = end_y = inf  # equal to no coordinate
    each = iter(numbers)
    for x0, y0, x1, y1, x2, y2, x3, y3 in zip(*[each] * _CURVE, strict=True):
        # Most are equal to the last digit.
        if (end_x != x0 or end_y != y0) and not _meet(end_x, end_y, x0, y0, tolerance):
            if _meet(begin_x, begin_y, end_x, end_y, tolerance):
                context.close_path()
            context.new_sub_path()
            context.move_to(x0, y0)
            begin_x, begin_y = x0, y0
        curve_to(x1, y1, x2, y2, x3, y3)
        end_x, end_y = x3, y3
    if _meet(begin_x, begin_y, end_x, end_y, tolerance):
        context.close_path()


def _meet(x0: float, y0: float, x1: float, y1: float, tolerance: float) -> bool:
    """Return the result of ``VMobject.consider_points_equals_2d``.

    Its relative tolerance is that of ``numpy.isclose``.
    """
    return abs(x0 - x1) <= tolerance + 1e-5 * abs(x1) and (
        abs(y0 - y1) <= tolerance + 1e-5 * abs(y1)
    )
