"""RGBA frames into one H.264 stream whose bytes depend on the frames alone.

Knows nothing of manim or of scenes.

The profile ``h264-1`` (its name is in every card; change it when a byte can change):
x264 ``veryfast`` at crf 23 in one thread, without lookahead. On the project's flat pictures
that is above manim's default (``medium``, crf 23) in PSNR at half of its time. What makes
bytes repeat: one thread; ``cpu-independent``; no macroblock tree (its AVX-512 kernel is not
deterministic); swscale with exact rounding; a container without version or date.

Colour is BT.709, limited range, in the conversion and in the tags alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
)

from rendering.boxes import Box
from rendering.conversion import Picture, RGBAFrame

__all__ = ["PROFILE", "ClipEncoder", "RGBAFrame"]

PROFILE = "h264-1"

_SECONDS_BETWEEN_KEYFRAMES = 2  # a player jumps to a keyframe: seeking must feel immediate


class ClipEncoder:
    """One clip on its way to disk; leaves a whole file after ``finish`` and none after ``abort``.

    As a context manager it aborts unless ``finish`` was called.

    Parameters
    ----------
    path
        The .mp4 to write; its folder exists.
    width, height
        Pixels, even.
    fps
        Frames per second.
    """

    def __init__(self, path: Path, *, width: int, height: int, fps: int) -> None:
        self.path = path
        self.width = width
        self.height = height
        self.frames = 0
        self._time_base = Fraction(1, fps)
        self._picture = Picture(width, height)
        self._closed = False
        self._container = av.open(
            str(path),
            mode="w",
            format="mp4",
            options={"movflags": "+faststart", "fflags": "+bitexact"},
        )
        self._stream = self._container.add_stream(
            "libx264",
            rate=Fraction(fps, 1),
            options={
                "preset": "veryfast",
                "crf": "23",
                "x264-params": "cpu-independent=1:scenecut=0:rc-lookahead=0:mbtree=0:b-adapt=0"
                f":keyint={_SECONDS_BETWEEN_KEYFRAMES * fps}",
            },
        )
        self._stream.width = width
        self._stream.height = height
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        context.thread_count = 1
        context.time_base = self._time_base
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG

    def write(self, rgba: RGBAFrame, repeat: int = 1, damage: Iterable[Box] | None = None) -> None:
        """Append a frame of shape (height, width, 4), shown for ``repeat`` frames.

        It must be opaque, for its alpha is dropped. ``damage`` says where it differs from the
        frame before, in boxes with even corners; where is not known unless it is given.
        """
        if rgba.shape != (self.height, self.width, 4) or rgba.dtype != np.uint8:
            raise ValueError(
                f"a frame must be uint8 of shape ({self.height}, {self.width}, 4); "
                f"got {rgba.dtype} of shape {rgba.shape}."
            )
        self._picture.update(rgba, damage)
        self.write_yuv(self._picture.frame, repeat)

    def write_yuv(self, frame: av.VideoFrame, repeat: int = 1) -> None:
        """Append a frame that is already BT.709 yuv420p of this size."""
        frame.time_base = self._time_base
        for _ in range(repeat):
            frame.pts = self.frames
            self._container.mux(self._stream.encode(frame))
            self.frames += 1

    def finish(self) -> None:
        """Flush the stream and close the file."""
        if self._closed:
            return
        if not self.frames:
            self.abort()
            raise ValueError("a clip must have at least one frame; got none.")
        try:
            self._container.mux(self._stream.encode(None))
            self._container.close()
        except BaseException:
            self.abort()
            raise
        self._closed = True

    def abort(self) -> None:
        """Close the file and remove it; nothing after ``finish``."""
        if self._closed:
            return
        self._closed = True
        # What is being thrown away need not close cleanly.
        with suppress(Exception):
            self._container.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.abort()
