"""Rectangles of pixels.

This module knows nothing of pictures, mobjects or encoders.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["NOTHING", "Box", "merge", "rectangles", "touching"]


class Box(NamedTuple):
    """A rectangle of pixels, half open: ``left <= x < right`` and ``top <= y < bottom``."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """Return the number of pixels inside."""
        return (self.right - self.left) * (self.bottom - self.top)

    def touches(self, other: Box) -> bool:
        """Return whether the two have a pixel in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    @property
    def slices(self) -> tuple[slice, slice]:
        """Return its rows and columns as slices, to index an image."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def union(self, other: Box) -> Box:
        """Return the smallest rectangle that contains both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


NOTHING = Box(0, 0, 0, 0)


def merge(boxes: Iterable[Box], within: Box, waste: int = -1) -> list[Box]:
    """Return disjoint rectangles with even corners that cover all boxes, merging only overlaps.

    One rectangle around everything would be several times the area. Corners are even because the
    encoded frame stores one colour for each block of two by two pixels; only an odd edge of the
    frame itself stays odd.

    If each rectangle has a fixed cost, two that do not overlap can also be merged when their union
    has at most ``waste`` pixels that are in neither.
    """
    merged: list[Box] = []
    for box in boxes:
        grown = _even(box, within)
        if grown.area <= 0:
            continue
        while other := touching(grown, merged) or _near(grown, merged, waste):
            merged.remove(other)
            grown = grown.union(other)
        merged.append(grown)
    return merged


def touching(box: Box, others: Iterable[Box]) -> Box | None:
    """Return the first of ``others`` that has a pixel in common with ``box``; None if none has."""
    left, top, right, bottom = box  # unpacked for speed: a clip compares millions of pairs
    for other in others:
        x0, y0, x1, y1 = other
        if left < x1 and x0 < right and top < y1 and y0 < bottom:
            return other
    return None


def _near(box: Box, others: Iterable[Box], waste: int) -> Box | None:
    if waste < 0:
        return None
    together = ((other, box.union(other).area - box.area - other.area) for other in others)
    return next((other for other, wasted in together if wasted <= waste), None)


def _even(box: Box, within: Box) -> Box:
    return Box(
        max(within.left, box.left & ~1),
        max(within.top, box.top & ~1),
        min(within.right, (box.right + 1) & ~1),
        min(within.bottom, (box.bottom + 1) & ~1),
    )


def rectangles(squares: NDArray[np.bool_]) -> list[Box]:
    """Return disjoint rectangles that together cover exactly the true squares.

    Each is made of runs of equal extent in consecutive rows.
    """
    rows, columns = squares.shape
    edges = np.zeros((rows, columns + 2), np.int8)
    edges[:, 1:-1] = squares
    steps = np.diff(edges)
    tops, lefts = (steps > 0).nonzero()
    rights = (steps < 0).nonzero()[1]
    boxes: list[list[int]] = []
    above: dict[tuple[int, int], list[int]] = {}  # the boxes of the runs in the row above
    row, runs = -1, above
    for top, *run in zip(tops.tolist(), lefts.tolist(), rights.tolist(), strict=True):
        if top != row:
            above, runs = (runs if top == row + 1 else {}), {}
            row = top
        left, right = run
        box = above.get((left, right))
        if box is None:
            box = [left, top, right, top]
            boxes.append(box)
        box[3] = top + 1
        runs[left, right] = box
    return [Box(*box) for box in boxes]
