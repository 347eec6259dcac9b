"""Plays a scene with the clip renderer and hands each frame to a function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from manim import SceneFileWriter, tempconfig

from rendering.drawing.boxes import Box
from rendering.drawing.clip_renderer import ClipRenderer, Pixels
from rendering.planning.settings import Settings

__all__ = ["TakeFrame", "play"]

TakeFrame = Callable[[Pixels, Sequence[Box], int], None]
"""Called with the pixels, where they differ from the frame before, and how often to show them."""


def play(scene: Callable[..., Any], settings: Settings, take: TakeFrame) -> None:
    """Play ``scene``, a Scene class or what makes one, and call ``take`` with every frame."""

    class Writer(SceneFileWriter):  # type: ignore[misc]  # manim is not typed
        def write_damaged_frame(self, pixels: Pixels, damage: Sequence[Box], repeat: int) -> None:
            take(pixels, damage, repeat)

    with tempconfig(
        {
            "dry_run": True,
            "disable_caching": True,
            "progress_bar": "none",
            "verbosity": "WARNING",
            "pixel_width": settings.width,
            "pixel_height": settings.height,
            "frame_rate": settings.fps,
        }
    ):
        scene(renderer=ClipRenderer(file_writer_class=Writer)).render()
