"""What x264 is told beside a frame: the quantisers of rectangles, and where it has changed.

Knows neither what is in a frame nor why a part of it should be finer or coarser.

x264 takes a quantiser for each block of 16 by 16 only from data that lie beside a frame, and the
one way to put them there from Python is FFmpeg's own filter ``addroi`` (region of interest).
Its graph takes 20 µs for each rectangle, and a frame may have a hundred: so it is made once, and
what it put beside the frame is written anew for each picture, where PyAV says that it lies.

For what has changed ("video hint") there is no filter, nor a call of PyAV: FFmpeg's own function
makes room for it, which is given the frame as C sees it (``_c_frame``).
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, cast

import av
import av.filter
import numpy as np
from av.sidedata.sidedata import Type
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
    """Says beside a frame which of its blocks have changed, and get another quantiser.

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
        _add_hint(marked, most)
        self._marked = marked  # for as long as its memory is written to
        self._regions = _beside(marked, "REGIONS_OF_INTEREST").view(_REGION)
        assert (self._regions["size"] == _REGION.itemsize).all(), "another FFmpeg's regions"
        hint = _beside(marked, "VIDEO_HINT")
        self._hint = hint[: _HINT.itemsize].view(_HINT)
        self._changed = hint[_HINT.itemsize :].view(np.uint32).reshape(-1, 4)
        self._hint[:] = 0, _HINT.itemsize, 4 * 4, _CHANGED

    def mark(self, boxes: Sequence[Box], offset: int, rest: int = 0) -> av.VideoFrame:
        """The frame, of which the blocks in ``boxes`` get a quantiser that differs by ``offset``.

        All others get one that differs by ``rest``; there the picture is what was encoded last.
        x264 does not look for changes in them, unless it is to draw them more finely than it did.
        It is the same frame at each call, so encode it before the next.
        """
        count = len(boxes)
        if count >= len(self._regions):
            self._use(2 * count)
        edges = BLOCK * np.array(boxes, np.int32).reshape(-1, 4)
        self._regions["edges"] = 0
        self._regions["edges"][:count] = edges[:, [1, 3, 0, 2]]
        self._regions["offset"] = offset, _QUANTISERS
        # Where two lie over each other, FFmpeg takes the first.
        self._regions[-1] = (
            _REGION.itemsize,
            (0, self._frame.height, 0, self._frame.width),
            (rest, _QUANTISERS),
        )
        self._hint["count"] = count
        self._changed[:count, :2] = edges[:, :2]
        self._changed[:count, 2:] = edges[:, 2:] - edges[:, :2]
        return self._marked


# AVRegionOfInterest of FFmpeg's libavutil/frame.h: edges are top, bottom, left and right.
_REGION = np.dtype([("size", "u4"), ("edges", "i4", 4), ("offset", "i4", 2)])

# AVVideoHint of FFmpeg's libavutil/video_hint.h, behind which lie its rectangles: x, y, width and
# height, each of 4 bytes.
_SIZE = np.uintp  # size_t
_HINT = np.dtype([("count", _SIZE), ("offset", _SIZE), ("size", _SIZE), ("kind", "i4")], align=True)
_CHANGED = 1  # of the two kinds: it tells what has changed, not what has not


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


def _add_hint(frame: av.VideoFrame, count: int) -> None:
    """Make room beside ``frame`` for a hint with so many rectangles."""
    # The module of PyAV's frames is linked to FFmpeg, and knows its functions.
    add = ctypes.CDLL(av.frame.__file__).av_frame_new_side_data
    add.restype = ctypes.c_void_p
    add.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)
    if not add(_c_frame(frame), Type.VIDEO_HINT.value, _HINT.itemsize + 4 * 4 * count):
        raise MemoryError("there is no room for what x264 is told beside a frame.")


def _c_frame(frame: av.VideoFrame) -> int:
    """The address of FFmpeg's ``AVFrame``: the first that PyAV's class has (``av/frame.pxd``)."""
    pointer = ctypes.sizeof(ctypes.c_void_p)
    # What every object has, then Cython's table of methods.
    address = ctypes.c_size_t.from_address(id(frame) + object.__basicsize__ + pointer).value
    # Its first field is the address of its first plane.
    luma = ctypes.c_size_t.from_address(address).value
    assert luma == frame.planes[0].buffer_ptr, "another PyAV's frames"
    return address


def _beside(frame: av.VideoFrame, kind: str) -> NDArray[np.uint8]:
    """The memory beside ``frame`` that holds what is of that kind."""
    data = cast("Any", frame.side_data)[kind]  # PyAV's types know one kind
    memory = (ctypes.c_uint8 * data.buffer_size).from_address(data.buffer_ptr)
    return np.frombuffer(memory, np.uint8)
