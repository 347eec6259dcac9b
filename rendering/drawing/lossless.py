"""Store frames losslessly in files: all frames of a part in one file, or one file per frame.

A clip that is not H.264 is encoded only when all of its parts exist, because palettes and motion
depend on the whole clip. Until then, a part is stored in QuickTime's run-length code, which is
lossless, supports transparency, and stores only what differs from the previous frame. A sequence of
PNG files is written at once. This module knows nothing of manim or of scenes.

Cairo's colours are premultiplied by their alpha. These files, like all files that people open, have
straight alpha (``straight``).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from rendering.drawing.boxes import Box
from rendering.drawing.conversion import RGBAFrame

__all__ = ["FrameWriter", "PartWriter", "frame_name", "frames_of", "straight"]


def straight(rgba: RGBAFrame) -> RGBAFrame:
    """Return a copy of the frame with straight instead of premultiplied alpha, rounded.

    >>> straight(np.array([[[50, 100, 0, 128], [9, 9, 9, 255], [0, 0, 0, 0]]], np.uint8)).tolist()
    [[[100, 199, 0, 128], [9, 9, 9, 255], [0, 0, 0, 0]]]
    """
    result = rgba.copy()
    partly = (rgba[..., 3] > 0) & (rgba[..., 3] < 255)
    if partly.any():
        pixels = rgba[partly].astype(np.uint16)
        alpha = pixels[:, 3:]
        colours = np.minimum(255, (pixels[:, :3] * 255 + alpha // 2) // alpha)
        result[partly] = np.concatenate([colours, alpha], axis=1).astype(np.uint8)
    return result


class PartWriter:
    """A part of a clip that is being written to a lossless file.

    Takes frames as ``ClipEncoder`` does. Leaves a complete file after ``finish`` and none after
    ``abort``.
    """

    def __init__(self, path: Path, *, width: int, height: int, fps: int) -> None:
        self.path = path
        self.frames = 0
        self._time_base = Fraction(1, fps)
        self._argb = np.empty((height, width, 4), np.uint8)
        self._container = av.open(str(path), mode="w", format="mov")
        self._stream = self._container.add_stream("qtrle", rate=fps)
        self._stream.width = width
        self._stream.height = height
        self._stream.pix_fmt = "argb"

    def write(self, rgba: RGBAFrame, repeat: int = 1, damage: Iterable[Box] | None = None) -> None:
        """Append a frame, shown for ``repeat`` frames; ``damage`` as for ``ClipEncoder``."""
        height, width = self._argb.shape[:2]
        for box in (Box(0, 0, width, height),) if damage is None else damage:
            part = straight(rgba[box.slices])
            self._argb[box.slices] = part[..., [3, 0, 1, 2]]
        frame = av.VideoFrame.from_ndarray(self._argb, format="argb")
        frame.time_base = self._time_base
        for _ in range(repeat):
            frame.pts = self.frames
            self._container.mux(self._stream.encode(frame))
            self.frames += 1

    def finish(self) -> None:
        """Flush the stream and close the file."""
        self._container.mux(self._stream.encode())
        self._container.close()

    def abort(self) -> None:
        """Close the file and remove it."""
        with suppress(Exception):
            self._container.close()
        self.path.unlink(missing_ok=True)


def frames_of(parts: Sequence[Path]) -> Iterator[RGBAFrame]:
    """Yield the frames of parts, one after the other, with straight alpha."""
    for part in parts:
        with av.open(str(part)) as container:
            for frame in container.decode(video=0):
                rgba: RGBAFrame = frame.to_ndarray(format="rgba").astype(np.uint8, copy=False)
                yield rgba


def frame_name(number: int) -> str:
    """Return the file name of a frame; names sort in the order of the frames.

    >>> frame_name(7)
    '00007.png'
    """
    return f"{number:05}.png"


class FrameWriter:
    """Writes each frame to a PNG file of its own, numbered from ``first``.

    Takes frames as ``ClipEncoder`` does. A frame shown for a long time is encoded once.
    """

    def __init__(self, folder: Path, *, first: int, transparent: bool) -> None:
        self.frames = 0
        self._folder = folder
        self._first = first
        self._transparent = transparent
        folder.mkdir(exist_ok=True)

    def write(self, rgba: RGBAFrame, repeat: int = 1, damage: Iterable[Box] | None = None) -> None:
        """Append a frame, shown for ``repeat`` frames."""
        shown = straight(rgba) if self._transparent else np.ascontiguousarray(rgba[..., :3])
        encoded = io.BytesIO()
        Image.fromarray(shown).save(encoded, "png")
        for _ in range(repeat):
            path = self._folder / frame_name(self._first + self.frames)
            path.write_bytes(encoded.getvalue())
            self.frames += 1

    def finish(self) -> None:
        """Do nothing: each file was complete when it was written."""

    def abort(self) -> None:
        """Do nothing: whoever deletes the clip deletes the folder."""
