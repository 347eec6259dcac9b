"""Rectangles of a frame for which x264 is told to take another quantiser than for the rest.

Knows neither what is in a frame nor why a part of it should be finer or coarser.

x264 takes a quantiser for each block of 16 by 16 only from data that lie beside a frame, and the
one way to put them there from Python is FFmpeg's own filter ``addroi`` (region of interest).
Making its graph takes 20 µs for each rectangle, so they should be few.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import av
import av.filter
import numpy as np
from numpy.typing import NDArray

from rendering.drawing.boxes import Box

__all__ = ["BLOCK", "Blocks", "blocks_of", "marked", "rectangles"]

BLOCK = 16
"""Pixels, the side of what H.264 calls a macroblock."""

Blocks = NDArray[np.bool_]
"""One truth for each block of a frame, row by row; the last ones may stick out of the frame."""

_QUANTISERS = 51  # of 8-bit H.264; FFmpeg wants a share of them


def blocks_of(width: int, height: int) -> tuple[int, int]:
    """How many rows and columns of blocks a frame has."""
    return -(-height // BLOCK), -(-width // BLOCK)


def rectangles(blocks: Blocks) -> list[Box]:
    """Disjoint rectangles, in blocks, of all that are true: runs of equal length, put together."""
    rows, columns = blocks.shape
    edges = np.zeros((rows, columns + 2), np.int8)
    edges[:, 1:-1] = blocks
    steps = np.diff(edges)
    tops, lefts = (steps > 0).nonzero()
    rights = (steps < 0).nonzero()[1]
    boxes: list[Box] = []
    above: dict[tuple[int, int], int] = {}  # a run of the row above: where it is in boxes
    row, runs = -1, above
    for top, *run in zip(tops.tolist(), lefts.tolist(), rights.tolist(), strict=True):
        if top != row:
            above, runs = (runs if top == row + 1 else {}), {}
            row = top
        left, right = run
        if (left, right) in above:
            place = above[left, right]
            boxes[place] = boxes[place]._replace(bottom=top + 1)
        else:
            place = len(boxes)
            boxes.append(Box(left, top, right, top + 1))
        runs[left, right] = place
    return boxes


def marked(frame: av.VideoFrame, boxes: Iterable[Box], offset: int) -> av.VideoFrame:
    """The frame, of which the blocks in ``boxes`` get a quantiser that differs by ``offset``."""
    graph = av.filter.Graph()
    graph.threads = 1  # else it starts as many as there are cores
    first = last = graph.add_buffer(
        width=frame.width,
        height=frame.height,
        format=frame.format,
        # Of no use here, but demanded.
        time_base=Fraction(1),
    )
    for box in boxes:
        left, top, right, bottom = (BLOCK * edge for edge in box)
        region = f"x={left}:y={top}:w={right - left}:h={bottom - top}"
        region_filter = graph.add("addroi", f"{region}:qoffset={offset}/{_QUANTISERS}")
        last.link_to(region_filter)
        last = region_filter
    sink = graph.add("buffersink")
    last.link_to(sink)
    graph.configure()
    first.push(frame)
    result = sink.pull()
    assert isinstance(result, av.VideoFrame)
    return result
