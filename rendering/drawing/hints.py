"""Write quantisers and changed blocks into the memory beside a frame: the only raw memory access.

x264 skips its search for changes wherever a "video hint" beside a frame says that there are none,
which saves a sixth of its time, but PyAV has no call that adds one. FFmpeg's own function does, but
it needs the address of its ``AVFrame``, which is stored only in the memory of PyAV's object. With
the same addresses, the quantisers can be written in place, which takes a tenth of a millisecond per
frame instead of a filter graph for each (``regions.Marker``).

An object with another layout would crash the process. So nothing is read unless this is CPython
with a tested PyAV version (``TRIED``) and Cython's method table is where it should be. Otherwise,
or if the environment variable ``CROSS_ENTROPY_NO_HINTS`` is not empty, ``hints_refused`` says why,
the encoder gets a plain ``Marker``, and its profile has another name: the promise for every pixel
is the same, but encoding takes longer and the bytes differ.

To allow another PyAV version, run ``tests/rendering/drawing/`` with it, then add it to ``TRIED``
and to ``pyproject.toml``.
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
"""The environment variable that turns hints off if it is not empty."""

TRIED = ("18.0", "18.1", "19.0")
"""PyAV versions with a known object layout; ``pyproject.toml`` allows their major versions."""

_POINTER = ctypes.sizeof(ctypes.c_void_p)

# AVRegionOfInterest in FFmpeg's libavutil/frame.h; the edges are top, bottom, left and right.
_REGION = np.dtype([("size", "u4"), ("edges", "i4", 4), ("offset", "i4", 2)])

# AVVideoHint in FFmpeg's libavutil/video_hint.h. Its rectangles follow it: x, y, width and height,
# each of 4 bytes.
_HINT = np.dtype([("count", "P"), ("offset", "P"), ("size", "P"), ("kind", "i4")], align=True)
_CHANGED = 1  # one of two kinds: the rectangles have changed (the other: they have not)


@cache
def hints_refused() -> str:
    """Return why x264 gets no hints in this process; empty if it gets them."""
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
    """Return a marker that also writes its rectangles as hints, if this process allows hints.

    With hints, x264 searches for changes only in the rectangles and where it has to encode more
    finely than before.
    """
    return Marker(frame) if hints_refused() else _HintingMarker(frame)


class _HintingMarker(Marker):
    def __init__(self, frame: av.VideoFrame) -> None:
        super().__init__(frame)
        self._reserve(64)

    def _reserve(self, count: int) -> None:
        """Allocate memory for ``count`` rectangles."""
        marked = with_regions(self._frame, [(Box(0, 0, 1, 1), 0)] * count)
        address = _c_frame(marked)
        if not _add_side_data()(address, Type.VIDEO_HINT.value, _HINT.itemsize + 4 * 4 * count):
            raise MemoryError("there is no memory for a hint beside a frame.")
        self._marked = marked  # kept while its memory is written to
        self._regions = _beside(marked, "REGIONS_OF_INTEREST").view(_REGION)
        if (self._regions["size"] != _REGION.itemsize).any():
            raise RuntimeError(f"a region has other than {_REGION.itemsize} bytes")
        hint = _beside(marked, "VIDEO_HINT")
        self._hint = hint[: _HINT.itemsize].view(_HINT)
        self._changed = hint[_HINT.itemsize :].view(np.uint32).reshape(-1, 4)
        self._hint[:] = 0, _HINT.itemsize, 4 * 4, _CHANGED

    def mark(self, boxes: Sequence[Box], offset: int, rest: int = 0) -> av.VideoFrame:
        """Mark a frame as ``Marker`` does.

        Every call returns the same frame, so encode it before the next call.
        """
        count = len(boxes)
        if count >= len(self._regions):
            self._reserve(2 * count)
        edges = BLOCK * np.array(boxes, np.int32).reshape(-1, 4)
        self._regions["edges"] = 0
        self._regions["edges"][:count] = edges[:, [1, 3, 0, 2]]
        self._regions["offset"] = offset, QUANTISERS
        # If two regions overlap, FFmpeg takes the first.
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
    """Return FFmpeg's function that adds memory beside a frame.

    It takes the address of a frame, a kind and a size in bytes, and returns the address of what it
    added.
    """
    # PyAV's module for frames is linked to FFmpeg, so FFmpeg's functions are found through it.
    add = ctypes.CDLL(av.frame.__file__).av_frame_new_side_data
    add.restype = ctypes.c_void_p
    add.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)
    return add


def _is_laid_out_by_cython(frame: av.VideoFrame) -> bool:
    """Return whether the two words that ``_c_frame`` reads belong to the frame and look right.

    The first word must be the address of Cython's method table.
    """
    table = type(frame).__dict__["__pyx_vtable__"]
    if av.frame.Frame.__basicsize__ < object.__basicsize__ + 2 * _POINTER:
        return False
    of_capsule = ctypes.pythonapi.PyCapsule_GetPointer
    of_capsule.restype, of_capsule.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
    return bool(of_capsule(table, None) == _words(frame)[0])


def _words(frame: av.VideoFrame) -> tuple[int, int]:
    """Return the two words after Python's header in an object of Cython: method table, first field.

    The first field of PyAV's class (``av/frame.pxd``) is the address of FFmpeg's ``AVFrame``.
    """
    table, field = (ctypes.c_size_t * 2).from_address(id(frame) + object.__basicsize__)
    return table, field


def _c_frame(frame: av.VideoFrame) -> int:
    """Return the address of FFmpeg's ``AVFrame``."""
    address = _words(frame)[1]
    # Its first field is the address of its first plane.
    if not address or ctypes.c_size_t.from_address(address).value != frame.planes[0].buffer_ptr:
        raise RuntimeError("a frame does not begin with its first plane")
    return address


def _beside(frame: av.VideoFrame, kind: str) -> NDArray[np.uint8]:
    """Return the memory beside ``frame`` for data of this kind."""
    data = cast("Any", frame.side_data)[kind]  # PyAV's types know one kind
    memory = (ctypes.c_uint8 * data.buffer_size).from_address(data.buffer_ptr)
    return np.frombuffer(memory, np.uint8)
