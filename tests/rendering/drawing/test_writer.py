"""A frame's digest is that of its pixels, whatever was said to be damaged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import CairoRenderer, Dot, Scene, Square

from rendering.drawing.boxes import Box
from rendering.drawing.clip_renderer import ClipRenderer
from rendering.drawing.writer import ClipWriter
from tests.rendering.drawing.torture import SQUARE, played


class Encoder:
    """Keeps the frames that it is given."""

    def __init__(self) -> None:
        self.frames = 0
        self.kept: list[bytes] = []

    def write(self, pixels: np.ndarray, repeat: int, damage: Sequence[Box] | None) -> None:
        self.frames += repeat
        self.kept += [pixels.tobytes()] * repeat


class Moving(Scene):
    # Once to the right and back, so that frames come again, and once off by a little.
    def construct(self) -> None:
        square, dot = Square(fill_opacity=0.5), Dot()
        self.add(square, dot)
        for step in ([2, 0, 0], [-2, 0, 0], [0, -3.9, 0], [0, 3.9, 0], [0.01, 0, 0]):
            dot.shift(step)
            self.wait(0.5)


def frames_and_digests(renderer: Callable[..., CairoRenderer]) -> tuple[list[bytes], list[bytes]]:
    encoder = Encoder()

    def make(settings: Any) -> ClipWriter:
        taking: Any = encoder
        return ClipWriter(settings, encoder_for=lambda _: taking, advanced=lambda: None)

    scene = played(Moving, renderer, make, **SQUARE)  # type: ignore[arg-type]
    return encoder.kept, scene.renderer.file_writer.digests


def test_frames_have_one_digest_exactly_if_they_have_the_same_pixels() -> None:
    frames, digests = frames_and_digests(ClipRenderer)
    assert len(frames) == len(digests) == 5 * 3
    assert len(set(frames)) == 4  # the dot is twice where it was
    assert len(set(zip(frames, digests, strict=True))) == len(set(digests)) == 4


def test_digest_does_not_depend_on_what_was_damaged() -> None:
    frames, digests = frames_and_digests(ClipRenderer)
    assert (frames, digests) == frames_and_digests(CairoRenderer)  # which tells of whole frames
