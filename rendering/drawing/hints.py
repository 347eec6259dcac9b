"""Quantisers and changed blocks written into memory beside a frame: the one use of raw memory.

Why: x264 skips the search for changes where a "video hint" beside a frame says that there are none,
which saves a sixth of its time, and PyAV has no call that adds one. FFmpeg's own function does, but
wants the address of its ``AVFrame``, which only the memory of PyAV's object holds. The same
addresses let the quantisers be written in place, a tenth of a millisecond a frame instead of a
filter graph for each (``regions.Marker``). An object laid out otherwise would crash the process, so
nothing is read unless this is CPython with a PyAV that was tried (``TRIED``) and Cython's table
of methods lies where it should. Otherwise, and wherever the environment variable
``CROSS_ENTROPY_NO_HINTS`` is not empty, ``hints_refused`` says why, the encoder gets a ``Marker``,
and its profile has another name: same promise for every pixel, more time, other bytes.

To allow another PyAV: run ``tests/rendering/drawing/`` with it, then add it to ``TRIED`` and to
``pyproject.toml``.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any, cast

import av
import numpy as np
from av.sidedata.sidedata import Type
from numpy.typing import NDArray

from rendering.drawing.boxes import Box
from rendering.drawing.regions import BLOCK, QUANTISERS, Marker, with_regions

__all__ = ["OFF", "TRIED", "hints_refused", "marker_of"]

OFF = "CROSS_ENTROPY_NO_HINTS"
"""Environment variable that turns hints off, if it is not empty."""

TRIED = ("18.0", "18.1", "19.0")
"""Versions of PyAV whose objects are known; ``pyproject.toml`` allows their major versions."""

_POINTER = ctypes.sizeof(ctypes.c_void_p)

# AVRegionOfInterest of FFmpeg's libavutil/frame.h: edges are top, bottom, left and right.
_REGION = np.dtype([("size", "u4"), ("edges", "i4", 4), ("offset", "i4", 2)])

# AVVideoHint of FFmpeg's libavutil/video_hint.h, behind which lie its rectangles: x, y, width and
# height, each of 4 bytes.
_HINT = np.dtype([("count", "P"), ("offset", "P"), ("size", "P"), ("kind", "i4")], align=True)
_CHANGED = 1  # of the two kinds: the rectangles have changed, rather than have not


@cache
def hints_refused() -> str:
    """Why x264 gets no hints in this process; empty if it gets them."""
    if os.environ.get(OFF):
        return f"{OFF} is set"
    if sys.implementation.name != "cpython":
        return f"they need CPython; this is {sys.implementation.name}"
    if ".".join(av.__version__.split(".")[:2]) not in TRIED:
        return f"they were tried with PyAV {', '.join(TRIED)}; this is {av.__version__}"
    frame = av.VideoFrame(BLOCK, BLOCK, "yuv420p")
    try:
        if not _is_laid_out_by_cython(frame):
            return f"the objects of PyAV {av.__version__} are laid out in another way here"
        _HintingMarker(frame)
    except (AttributeError, KeyError, OSError, RuntimeError, ValueError) as error:
        return f"PyAV {av.__version__} is built in another way here ({error})"
    return ""


def marker_of(frame: av.VideoFrame) -> Marker:
    """A marker whose rectangles are hints, too, if those are to be had in this process.

    With them x264 looks for changes only in the rectangles, and where it is to draw more finely
    than it did.
    """
    return Marker(frame) if hints_refused() else _HintingMarker(frame)


class _HintingMarker(Marker):
    def __init__(self, frame: av.VideoFrame) -> None:
        super().__init__(frame)
        self._reserve(64)

    def _reserve(self, count: int) -> None:
        """Allocate memory for so many rectangles."""
        marked = with_regions(self._frame, [(Box(0, 0, 1, 1), 0)] * count)
        address = _c_frame(marked)
        if not _add_side_data()(address, Type.VIDEO_HINT.value, _HINT.itemsize + 4 * 4 * count):
            raise MemoryError("there is no memory for a hint beside a frame.")
        self._marked = marked  # for as long as its memory is written to
        self._regions = _beside(marked, "REGIONS_OF_INTEREST").view(_REGION)
        if (self._regions["size"] != _REGION.itemsize).any():
            raise RuntimeError(f"a region has other than {_REGION.itemsize} bytes")
        hint = _beside(marked, "VIDEO_HINT")
        self._hint = hint[: _HINT.itemsize].view(_HINT)
        self._changed = hint[_HINT.itemsize :].view(np.uint32).reshape(-1, 4)
        self._hint[:] = 0, _HINT.itemsize, 4 * 4, _CHANGED

    def mark(self, boxes: Sequence[Box], offset: int, rest: int = 0) -> av.VideoFrame:
        """As ``Marker`` does; it is the same frame at each call, so encode it before the next."""
        count = len(boxes)
        if count >= len(self._regions):
            self._reserve(2 * count)
        edges = BLOCK * np.array(boxes, np.int32).reshape(-1, 4)
        self._regions["edges"] = 0
        self._regions["edges"][:count] = edges[:, [1, 3, 0, 2]]
        self._regions["offset"] = offset, QUANTISERS
        # Where two lie over each other, FFmpeg takes the first.
        self._regions[-1] = (
            _REGION.itemsize,
            (0, self._frame.height, 0, self._frame.width),
            (rest, QUANTISERS),
        )
        self._hint["count"] = count
        self._changed[:count, :2] = edges[:, :2]
        self._changed[:count, 2:] = edges[:, 2:] - edges[:, :2]
        return self._marked


@cache
def _add_side_data() -> Any:
    """FFmpeg's function: address of a frame, kind and bytes, to the address of what it added."""
    # The module of PyAV's frames is linked to FFmpeg, so its functions are found through it.
    add = ctypes.CDLL(av.frame.__file__).av_frame_new_side_data
    add.restype = ctypes.c_void_p
    add.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)
    return add


def _is_laid_out_by_cython(frame: av.VideoFrame) -> bool:
    """Whether the two words that ``_c_frame`` needs are the frame's own, the first as expected."""
    table = type(frame).__dict__["__pyx_vtable__"]
    if av.frame.Frame.__basicsize__ < object.__basicsize__ + 2 * _POINTER:
        return False
    of_capsule = ctypes.pythonapi.PyCapsule_GetPointer
    of_capsule.restype, of_capsule.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
    return bool(of_capsule(table, None) == _words(frame)[0])


def _words(frame: av.VideoFrame) -> tuple[int, int]:
    """What every object of Cython's has after Python's header: its table of methods; then a field.

    The first field of PyAV's class (``av/frame.pxd``) is the address of FFmpeg's ``AVFrame``.
    """
    table, field = (ctypes.c_size_t * 2).from_address(id(frame) + object.__basicsize__)
    return table, field


def _c_frame(frame: av.VideoFrame) -> int:
    """The address of FFmpeg's ``AVFrame``."""
    address = _words(frame)[1]
    # Its first field is the address of its first plane.
    if not address or ctypes.c_size_t.from_address(address).value != frame.planes[0].buffer_ptr:
        raise RuntimeError("a frame does not begin with its first plane")
    return address


def _beside(frame: av.VideoFrame, kind: str) -> NDArray[np.uint8]:
    """The memory beside ``frame`` that holds what is of that kind."""
    data = cast("Any", frame.side_data)[kind]  # PyAV's types know one kind
    memory = (ctypes.c_uint8 * data.buffer_size).from_address(data.buffer_ptr)
    return np.frombuffer(memory, np.uint8)
