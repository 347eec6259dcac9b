"""RGBA pixels as the BT.709 YUV 4:2:0 that a stream stores, converted only where they changed.

Job: keep one picture in the encoder's format and bring rectangles of it up to date. A pixel's
result depends on its own block of two by two alone, so a picture that was patched equals one
that was converted whole, byte for byte.

Does not know where the rectangles come from, nor what is done with the picture.

Colour is BT.709 in limited range, as the tags of the stream say. (manim 0.22 converts with
BT.601 and says nothing; players take an untagged film of this size for BT.709, and so show its
colours wrong.) The conversion is swscale's with exact rounding, which is twice as fast as the
best that NumPy did. ``AREA`` makes a chroma sample the mean of its block;
``BILINEAR`` also takes in the rows above and below, and is no faster.
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

# FULL_CHR_H_INP: each pixel's own chroma, and then their mean. Without it swscale first takes the
# mean of two neighbours' colours, which is slower by half.
_EXACT = int(Interpolation.AREA | Interpolation.BITEXACT | Interpolation.FULL_CHR_H_INP)
# swscale prepares itself anew for each size, which takes as long as converting 20,000 pixels: so
# rectangles are enlarged to a multiple of this, and the last few sizes are kept.
_STEP_X, _STEP_Y = 32, 16
_SIZES_KEPT = 128

# What each rectangle costs whatever its size, in pixels.
_WASTE = 20_000


class Picture:
    """A picture in the encoder's format, at first undefined.

    Parameters
    ----------
    width, height
        Pixels, even.

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
        # Not shared between pictures: a reformatter must not be used by two threads at once.
        self._reformatter = lru_cache(_SIZES_KEPT)(lambda width, height: VideoReformatter())

    def update(self, rgba: RGBAFrame, boxes: Iterable[Box] | None = None) -> Blocks:
        """Make the picture that of ``rgba`` inside ``boxes``, or everywhere.

        Alpha is dropped: the frame must be opaque. Boxes have even corners.

        Returns
        -------
        Which blocks of the picture are not what they were before.
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
    """What is not 0 in squares of ``side``, 8 or 16; the last squares may stick out."""
    height, width = difference.shape
    if height % side or width % side:
        difference = np.pad(difference, ((0, -height % side), (0, -width % side)))
    # Eight samples at a time.
    words = difference.view(np.uint64).reshape(-(-height // side), side, -1)
    rows = np.bitwise_or.reduce(words, axis=1)
    result: NDArray[np.uint64] = rows if side == 8 else rows[:, ::2] | rows[:, 1::2]
    return result


def _planes(frame: av.VideoFrame) -> list[NDArray[np.uint8]]:
    """Views of a frame's Y, U and V, without the padding of their rows."""
    width, height = frame.width, frame.height
    sizes = ((width, height), (width // 2, height // 2), (width // 2, height // 2))
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:rows, :columns]
        for plane, (columns, rows) in zip(frame.planes, sizes, strict=True)
    ]
