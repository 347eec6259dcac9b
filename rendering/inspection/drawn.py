"""What the renderer drew against what the mobjects say: a part that a play forgot stands still.

manim draws once, before a motion, what does not move in it. A mobject that changes all the same is
drawn as it was until the next play, while whoever reads mobjects sees it move. Knows nothing of how
either picture was drawn.
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
"""Of 255: where two marks touch, which of them is drawn first may differ, by less than that."""


def frozen(scene: Scene, frame: int, drawn: Pixels, said: Pixels) -> Iterator[Finding]:
    """Where ``drawn``, a frame of a motion, is not what all of ``scene`` looks like, ``said``."""
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
    # What was forgotten lies closest around the difference.
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
