"""Attach quantisers for rectangles to a frame, using only calls of PyAV.

This module knows neither what a frame shows nor why part of it should be finer or coarser.

x264 takes a quantiser for each block of 16 by 16 pixels only from data beside a frame, and the only
way to put them there from Python is FFmpeg's own filter ``addroi`` (region of interest). ``hints``
does the same in less time.
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
"""The side of an H.264 macroblock, in pixels."""

Blocks = NDArray[np.bool_]
"""One truth value for each block of a frame, by row and column.

The last blocks may extend beyond the frame.
"""

QUANTISERS = 51
"""The number of quantisers in 8-bit H.264; FFmpeg takes an offset as a fraction of it."""


def blocks_of(width: int, height: int) -> tuple[int, int]:
    """Return the numbers of rows and columns of blocks in a frame."""
    return -(-height // BLOCK), -(-width // BLOCK)


class Marker:
    """Gives blocks of a frame quantisers of their own.

    Parameters
    ----------
    frame
        A frame that is encoded again and again with other pixels; they are not copied.
    """

    def __init__(self, frame: av.VideoFrame) -> None:
        self._frame = frame

    def mark(self, boxes: Sequence[Box], offset: int, rest: int = 0) -> av.VideoFrame:
        """Return the frame, changing the quantiser of the blocks in ``boxes`` by ``offset``.

        The quantiser of all other blocks is changed by ``rest``; there, the picture is as it was
        last encoded.
        """
        everything = Box(0, 0, *reversed(blocks_of(self._frame.width, self._frame.height)))
        # If two regions overlap, FFmpeg takes the first.
        return with_regions(self._frame, [*((box, offset) for box in boxes), (everything, rest)])


def with_regions(frame: av.VideoFrame, regions: Sequence[tuple[Box, int]]) -> av.VideoFrame:
    """Return a frame with the same pixels and a quantiser offset for each box of blocks."""
    graph = av.filter.Graph()
    graph.threads = 1  # otherwise it starts one thread per core
    first = last = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        # Not used here, but required.
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
