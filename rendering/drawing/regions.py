"""Quantisers of rectangles, beside a frame, by calls of PyAV alone.

Knows neither what is in a frame nor why a part of it should be finer or coarser.

x264 takes a quantiser for each block of 16 by 16 only from data that lie beside a frame, and the
one way to put them there from Python is FFmpeg's own filter ``addroi`` (region of interest).
``hints`` does the same in less time.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

from rendering.drawing.boxes import Box

__all__ = ["BLOCK", "QUANTISERS", "Blocks", "Marker", "blocks_of", "with_regions"]

BLOCK = 16
"""Pixels, the side of what H.264 calls a macroblock."""

Blocks = NDArray[np.bool_]
"""One truth for each block of a frame, row by row; the last ones may stick out of the frame."""

QUANTISERS = 51
"""Of 8-bit H.264; FFmpeg wants an offset as a share of them."""


def blocks_of(width: int, height: int) -> tuple[int, int]:
    """How many rows and columns of blocks a frame has."""
    return -(-height // BLOCK), -(-width // BLOCK)


class Marker:
    """Gives blocks of a frame quantisers of their own.

    Parameters
    ----------
    frame
        To be encoded again and again, with other pixels; they are not copied.
    """

    def __init__(self, frame: av.VideoFrame) -> None:
        self._frame = frame

    def mark(self, boxes: Sequence[Box], offset: int, rest: int = 0) -> av.VideoFrame:
        """The frame, of which the blocks in ``boxes`` get a quantiser that differs by ``offset``.

        All others get one that differs by ``rest``; there the picture is what was encoded last.
        """
        everything = Box(0, 0, *reversed(blocks_of(self._frame.width, self._frame.height)))
        # Where two lie over each other, FFmpeg takes the first.
        return with_regions(self._frame, [*((box, offset) for box in boxes), (everything, rest)])


def with_regions(frame: av.VideoFrame, regions: Sequence[tuple[Box, int]]) -> av.VideoFrame:
    """A frame of the same pixels with an offset of the quantiser for each box of blocks."""
    graph = av.filter.Graph()
    graph.threads = 1  # else it starts as many as there are cores
    first = last = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        # Of no use here, but demanded.
        time_base=Fraction(1),
    )
    for box, offset in regions:
        left, top = BLOCK * box.left, BLOCK * box.top
        width = min(BLOCK * box.right, frame.width) - left
        height = min(BLOCK * box.bottom, frame.height) - top
        region = graph.add(
            "addroi", f"x={left}:y={top}:w={width}:h={height}:qoffset={offset}/{QUANTISERS}"
        )
        last.link_to(region)
        last = region
    sink = graph.add("buffersink")
    last.link_to(sink)
    graph.configure()
    first.push(frame)
    result = sink.pull()
    assert isinstance(result, av.VideoFrame)
    return result
