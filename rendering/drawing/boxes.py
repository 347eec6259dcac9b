"""Rectangles of pixels.

Knows nothing of pictures, mobjects or encoders.
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
        """The number of pixels inside."""
        return (self.right - self.left) * (self.bottom - self.top)

    def touches(self, other: Box) -> bool:
        """Whether the two have a pixel in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    @property
    def slices(self) -> tuple[slice, slice]:
        """Its rows and columns, to index an image with."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def union(self, other: Box) -> Box:
        """The smallest rectangle around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


NOTHING = Box(0, 0, 0, 0)


def merge(boxes: Iterable[Box], within: Box, waste: int = -1) -> list[Box]:
    """Disjoint rectangles over all boxes, with even corners; only what overlaps is merged.

    One rectangle around everything would be several times the area. Corners are even since two
    by two pixels share their colour in the encoded frame; only an odd edge of the frame itself
    stays odd.

    Where a rectangle costs something whatever its size, two may also be merged for ``waste``
    pixels that are in neither.
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
    """The first of ``others`` that has a pixel in common with ``box``."""
    left, top, right, bottom = box  # millions of pairs are compared in a clip
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
    """Disjoint rectangles of all that are true: runs of equal length, put together."""
    rows, columns = squares.shape
    edges = np.zeros((rows, columns + 2), np.int8)
    edges[:, 1:-1] = squares
    steps = np.diff(edges)
    tops, lefts = (steps > 0).nonzero()
    rights = (steps < 0).nonzero()[1]
    boxes: list[list[int]] = []
    above: dict[tuple[int, int], list[int]] = {}  # the box of a run of the row above
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
