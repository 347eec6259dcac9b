"""Rectangles of a frame for which x264 is told to take another quantiser than for the rest.

Knows neither what is in a frame nor why a part of it should be finer or coarser.

x264 takes a quantiser for each block of 16 by 16 only from data that lie beside a frame, and the
one way to put them there from Python is FFmpeg's own filter ``addroi`` (region of interest).
Its graph takes 20 µs for each rectangle, and a frame may have a hundred: so it is made once, and
what it put beside the frame is written anew for each picture, where PyAV says that it lies.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, cast

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

from rendering.drawing.boxes import Box

__all__ = ["BLOCK", "Blocks", "Marker", "blocks_of"]

BLOCK = 16
"""Pixels, the side of what H.264 calls a macroblock."""

Blocks = NDArray[np.bool_]
"""One truth for each block of a frame, row by row; the last ones may stick out of the frame."""

_QUANTISERS = 51  # of 8-bit H.264; FFmpeg wants a share of them


def blocks_of(width: int, height: int) -> tuple[int, int]:
    """How many rows and columns of blocks a frame has."""
    return -(-height // BLOCK), -(-width // BLOCK)


class Marker:
    """Says beside a frame which of its blocks get another quantiser.

    Parameters
    ----------
    frame
        To be encoded again and again, with other pixels; they are not copied.
    """

    def __init__(self, frame: av.VideoFrame) -> None:
        self._frame = frame
        self._use(64)

    def _use(self, most: int) -> None:
        """Have room for so many rectangles."""
        marked = _with_regions(self._frame, most)
        beside = cast("Any", marked.side_data)["REGIONS_OF_INTEREST"]  # PyAV's types know one kind
        memory = (ctypes.c_uint8 * beside.buffer_size).from_address(beside.buffer_ptr)
        self._marked = marked  # for as long as its memory is written to
        self._regions = np.frombuffer(memory, _REGION)
        assert (self._regions["size"] == _REGION.itemsize).all(), "another FFmpeg's regions"

    def mark(self, boxes: Sequence[Box], offset: int, rest: int = 0) -> av.VideoFrame:
        """The frame, of which the blocks in ``boxes`` get a quantiser that differs by ``offset``.

        All others get one that differs by ``rest``. It is the same frame at each call, so encode
        it before the next.
        """
        if len(boxes) >= len(self._regions):
            self._use(2 * len(boxes))
        self._regions["edges"] = 0
        if boxes:
            edges = BLOCK * np.array(boxes, np.int32)
            self._regions["edges"][: len(boxes)] = edges[:, [1, 3, 0, 2]]
        self._regions["offset"] = offset, _QUANTISERS
        # Where two lie over each other, FFmpeg takes the first.
        self._regions[-1] = (
            _REGION.itemsize,
            (0, self._frame.height, 0, self._frame.width),
            (rest, _QUANTISERS),
        )
        return self._marked


# AVRegionOfInterest of FFmpeg's libavutil/frame.h: edges are top, bottom, left and right.
_REGION = np.dtype([("size", "u4"), ("edges", "i4", 4), ("offset", "i4", 2)])


def _with_regions(frame: av.VideoFrame, count: int) -> av.VideoFrame:
    graph = av.filter.Graph()
    graph.threads = 1  # else it starts as many as there are cores
    first = last = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        # Of no use here, but demanded.
        time_base=Fraction(1),
    )
    for _ in range(count):
        region = graph.add("addroi", "w=16:h=16")
        last.link_to(region)
        last = region
    sink = graph.add("buffersink")
    last.link_to(sink)
    graph.configure()
    first.push(frame)
    result = sink.pull()
    assert isinstance(result, av.VideoFrame)
    return result
