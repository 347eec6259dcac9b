"""Comparison of the frame that the renderer drew with the current state of the mobjects.

Before a motion, manim draws once everything that does not move in it. A mobject that changes
nevertheless keeps its old look in the picture until the next play, although an inspection of the
mobjects would see it move. This module does not depend on how the two pictures were drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import Scene
from manim.utils.family import extract_mobject_family_members
from numpy.typing import NDArray

from rendering.inspection.findings import Extent, Finding
from rendering.inspection.shapes import look_at

__all__ = ["frozen"]

Pixels = NDArray[np.uint8]

SEEN_APART = 48
"""Maximum harmless difference of a pixel's channel, from 0 to 255.

Where two marks touch, the two pictures may draw them in different order.
"""


def frozen(scene: Scene, frame: int, drawn: Pixels, said: Pixels) -> Iterator[Finding]:
    """Yield a finding if a mobject is drawn in an outdated state in a frame of a motion.

    Parameters
    ----------
    frame
        Number of the frame.
    drawn
        The frame as the renderer drew it, shape (height, width, channels).
    said
        The same frame with all mobjects of ``scene`` drawn anew, in the same shape.
    """
    if np.array_equal(drawn, said):
        return
    apart = np.maximum(drawn, said) - np.minimum(drawn, said)
    rows, columns = np.nonzero((apart > SEEN_APART).any(axis=-1))
    if not len(rows):
        return
    height, width = drawn.shape[:2]
    unit = scene.camera.frame_width / width
    where = Extent(
        float((columns.min() - width / 2) * unit),
        float((height / 2 - rows.max() - 1) * unit),
        float((columns.max() + 1 - width / 2) * unit),
        float((height / 2 - rows.min()) * unit),
    )
    moving = {id(m) for m in extract_mobject_family_members(scene.moving_mobjects)}
    still = [
        shape
        for shape in look_at([*scene.mobjects, *scene.foreground_mobjects], {})
        if id(shape.mobject) not in moving and shape.extent.meets(where)
    ]
    # The outdated mobject is the one whose extent is most similar to that of the difference.
    name = min(still, key=lambda s: _misfit(s.extent, where)).name if still else "something"
    yield Finding(
        "freeze",
        f"{name} is drawn as it was before this motion, not as it is now",
        "let the motion name it among what it moves",
        frame,
        where,
        name,
    )


def _misfit(one: Extent, other: Extent) -> float:
    return float(np.abs(np.subtract(one, other)).sum())
