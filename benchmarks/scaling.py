"""How time grows with length, classes and resolution, in one process, and what it goes to.

``python -m benchmarks.scaling SECONDS CLASSES QUALITY`` prints one JSON object.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from manim import DOWN, Rectangle, Scene, UpdateFromAlphaFunc, VGroup, linear

from benchmarks.playing import play
from rendering.drawing.boxes import Box
from rendering.drawing.clip_renderer import Pixels
from rendering.drawing.conversion import Picture
from rendering.drawing.encoder import ClipEncoder
from rendering.planning.settings import resolve_settings
from stage.mobjects.text import Number, Words

__all__ = ["measure"]


class Bars(Scene):  # type: ignore[misc]  # manim is not typed
    """One bar and one read-out for each class; half of the time they move, half they rest."""

    def __init__(self, seconds: float, classes: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seconds = seconds
        self.classes = classes

    def construct(self) -> None:
        width = 12 / self.classes
        bars = VGroup(
            *(
                Rectangle(width=0.7 * width, height=1, fill_opacity=1, stroke_width=2)
                for _ in range(self.classes)
            )
        ).arrange(buff=0.3 * width)
        numbers = [
            Number(0.5, lambda x: f"{x:.3f}", font_size=min(30, 18 * width), align=0.0)
            for _ in bars
        ]
        self.add(Words("A caption that rests while the bars move", font_size=36).shift(3.4 * DOWN))
        self.add(bars, *numbers)

        def show(_: Any, alpha: float) -> None:
            logits = 2 * np.sin(2 * np.pi * alpha + np.arange(self.classes))
            heights = np.exp(logits) / np.exp(logits).sum()
            for bar, number, p in zip(bars, numbers, heights, strict=True):
                x, w, h = bar.get_center()[0], 0.35 * width, 0.02 + 6 * float(p)
                corners = [(-w, 0), (w, 0), (w, h), (-w, h), (-w, 0)]
                bar.set_points_as_corners([(x + dx, dy - 3, 0) for dx, dy in corners])
                number.set_value(float(p)).move_anchor(x, h - 2.8)

        for _ in range(round(self.seconds / 4)):
            self.play(UpdateFromAlphaFunc(bars, show, rate_func=linear), run_time=2)
            self.wait(2)


def measure(seconds: float, classes: int, quality: str) -> dict[str, float]:
    """Milliseconds a frame to draw, convert and encode, and seconds for all."""
    settings = resolve_settings(quality)
    size = {"width": settings.width, "height": settings.height}
    picture = Picture(**size)
    convert = encode = 0.0
    with (
        tempfile.TemporaryDirectory() as folder,
        ClipEncoder(Path(folder) / "clip.mp4", **size, fps=settings.fps) as encoder,
    ):

        def take(pixels: Pixels, damage: Sequence[Box], repeat: int) -> None:
            nonlocal convert, encode
            began = time.process_time()
            changed = picture.update(pixels, damage)
            converted = time.process_time()
            encoder.write_yuv(picture.frame, repeat, changed)
            convert += converted - began
            encode += time.process_time() - converted

        began = time.process_time()
        play(lambda renderer: Bars(seconds, classes, renderer=renderer), settings, take)
        encoder.finish()
        total = time.process_time() - began
    each = 1000 / encoder.frames
    return {
        "frames": encoder.frames,
        "seconds": total,
        "draw": (total - convert - encode) * each,
        "convert": convert * each,
        "encode": encode * each,
        "total": total * each,
    }


if __name__ == "__main__":
    print(json.dumps(measure(float(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
