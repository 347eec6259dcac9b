"""manim's camera, made once for each size: making one takes longer than drawing a shape with it."""

from __future__ import annotations

from functools import cache

from manim import Camera, tempconfig

__all__ = ["blank_camera"]


@cache
def _camera(width: int, height: int) -> Camera:
    with tempconfig({"pixel_width": width, "pixel_height": height}):
        return Camera()


def blank_camera(width: int, height: int) -> Camera:
    """The one of that size, with nothing on its picture."""
    camera = _camera(width, height)
    camera.reset()
    return camera
