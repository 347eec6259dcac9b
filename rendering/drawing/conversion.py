"""Convert RGBA pixels to the stream's BT.709 YUV 4:2:0, only where they changed.

A picture is kept in the encoder's format, and rectangles of it are brought up to date. The result
for a pixel depends only on its own block of two by two, so a patched picture equals one that was
converted whole, byte for byte.

This module does not know where the rectangles come from or what is done with the picture.

Colour is BT.709 in limited range, as the tags of the stream say. (manim 0.22 converts with BT.601
and writes no tags; players take an untagged film of this size for BT.709, and so show its colours
wrongly.) The conversion is done by swscale with exact rounding, which is twice as fast as the best
NumPy version. ``AREA`` makes a chroma sample the mean of its block; ``BILINEAR`` also uses the rows
above and below, and is no faster.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from rendering.drawing.boxes import Box, merge
from rendering.drawing.regions import BLOCK, Blocks, blocks_of

__all__ = ["Picture", "RGBAFrame"]

RGBAFrame = NDArray[np.uint8]

# FULL_CHR_H_INP: each pixel's own chroma is computed, then averaged. Without it, swscale first
# averages the colours of two neighbours, which takes half as long again.
_EXACT = int(Interpolation.AREA | Interpolation.BITEXACT | Interpolation.FULL_CHR_H_INP)
# swscale initialises itself anew for each size, which takes as long as converting 20,000 pixels.
# Rectangles are therefore enlarged to multiples of this, and the last few sizes are kept.
_STEP_X, _STEP_Y = 32, 16
_SIZES_KEPT = 128

# The fixed cost of each rectangle, in pixels.
_WASTE = 20_000


class Picture:
    """A picture in the encoder's format, initially undefined.

    Parameters
    ----------
    width
        The width in pixels, even.
    height
        The height in pixels, even.

    Attributes
    ----------
    frame
        The picture as PyAV takes it. ``update`` changes it in place.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self._planes = _planes(self.frame)
        self._is_defined = False
        # Not shared between pictures, because two threads must not use a reformatter at once.
        self._reformatter = lru_cache(_SIZES_KEPT)(lambda width, height: VideoReformatter())

    def update(self, rgba: RGBAFrame, boxes: Iterable[Box] | None = None) -> Blocks:
        """Set the picture to ``rgba`` inside ``boxes``, or everywhere.

        Alpha is dropped, so the frame must be opaque. Boxes have even corners.

        Returns
        -------
        The blocks of the picture that have changed.
        """
        changed = np.zeros(blocks_of(self.width, self.height), np.bool_)
        whole = Box(0, 0, self.width, self.height)
        enlarged = (_enlarged(box, whole) for box in ((whole,) if boxes is None else boxes))
        for left, top, right, bottom in merge(enlarged, whole, waste=_WASTE):
            part = av.VideoFrame.from_numpy_buffer(rgba[top:bottom, left:right], format="rgba")
            converted = self._reformatter(right - left, bottom - top).reformat(
                part,
                format="yuv420p",
                dst_colorspace=Colorspace.ITU709,
                dst_color_range=ColorRange.MPEG,
                interpolation=_EXACT,
                threads=1,
            )
            half = np.s_[top // 2 : bottom // 2, left // 2 : right // 2]
            old = [self._planes[0][top:bottom, left:right], *(p[half] for p in self._planes[1:])]
            new = _planes(converted)
            luma, *chroma = (o ^ n for o, n in zip(old, new, strict=True))
            differs = _in_blocks(luma, BLOCK) | _in_blocks(chroma[0] | chroma[1], BLOCK // 2)
            y, x = top // BLOCK, left // BLOCK
            changed[y : y + differs.shape[0], x : x + differs.shape[1]] |= differs != 0
            for mine, plane in zip(old, new, strict=True):
                mine[:] = plane
        if not self._is_defined:
            self._is_defined = True
            changed[:] = True
        return changed


def _enlarged(box: Box, whole: Box) -> Box:
    return Box(
        box.left // _STEP_X * _STEP_X,
        box.top // _STEP_Y * _STEP_Y,
        min(whole.right, -(-box.right // _STEP_X) * _STEP_X),
        min(whole.bottom, -(-box.bottom // _STEP_Y) * _STEP_Y),
    )


def _in_blocks(difference: RGBAFrame, side: int) -> NDArray[np.uint64]:
    """Return a non-zero value for each square that has a sample other than 0.

    ``side`` is 8 or 16 samples. The last squares may extend beyond the edge.
    """
    height, width = difference.shape
    if height % side or width % side:
        difference = np.pad(difference, ((0, -height % side), (0, -width % side)))
    # Eight samples at a time.
    words = difference.view(np.uint64).reshape(-(-height // side), side, -1)
    rows = np.bitwise_or.reduce(words, axis=1)
    result: NDArray[np.uint64] = rows if side == 8 else rows[:, ::2] | rows[:, 1::2]
    return result


def _planes(frame: av.VideoFrame) -> list[NDArray[np.uint8]]:
    """Return views of a frame's Y, U and V planes, without the padding of their rows."""
    width, height = frame.width, frame.height
    sizes = ((width, height), (width // 2, height // 2), (width // 2, height // 2))
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:rows, :columns]
        for plane, (columns, rows) in zip(frame.planes, sizes, strict=True)
    ]
