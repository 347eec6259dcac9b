"""manim's Cairo renderer, drawing only the rectangles in which something changed.

Job: keep the pixels of the last frame (and of the still background that manim keeps during a
play), ask ``damage`` where the next frame differs, and there draw again, with manim's own camera
and in manim's order. Its frames equal those of ``manim.CairoRenderer`` bit for bit.

Does not know what a scene means, what is done with the frames, or how they are encoded. Whatever
``damage`` does not understand is drawn by ``manim.CairoRenderer`` itself, whole frame by whole
frame; ``slow_reasons`` says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, runtime_checkable

import cairo
import numpy as np
from manim import Camera, CairoRenderer, Mobject, Scene, config
from manim.utils.family import extract_mobject_family_members
from manim.utils.iterables import list_update
from numpy.typing import NDArray

from rendering.damage import (
    Appearance,
    Box,
    Projection,
    appearance_key,
    appearance_of,
    difference,
    merge,
    reason_not_understood,
)

Pixels = NDArray[np.uint8]


@runtime_checkable
class DamageWriter(Protocol):
    """A file writer that can make use of knowing where a frame differs from the one before."""

    def write_damaged_frame(self, pixels: Pixels, damage: Sequence[Box], repeat: int) -> None:
        """Append a frame; outside ``damage`` it equals the frame before.

        ``pixels`` is the renderer's own buffer: whoever wants to keep it copies it.
        """


class ClipRenderer(CairoRenderer):
    """Draws what changed; the frames are those of ``manim.CairoRenderer``.

    Attributes
    ----------
    slow_reasons : dict
        Why frames were drawn whole, and how many of them: a sentence to a count.
    drawn_pixels : int
        How many pixels were drawn since the start, for measurements.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slow_reasons: dict[str, int] = {}
        self.drawn_pixels = 0
        self._looker = _Looker()
        # The still part of a play's picture. None: not known, for manim drew it.
        self._still: list[Appearance] | None = []
        self._still_layer: _Layer | None = None
        self._frame_layer: _Layer | None = None
        # What the last frame showed, the still part first. None: not known.
        self._shown: list[Appearance] | None = None
        self._shown_still: list[Appearance] | None = None
        self._undelivered: list[Box] = []
        self._passing_over = False

    # --- What manim calls -------------------------------------------------------------------------

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Play as manim does; nothing is drawn for a play that is skipped."""
        self._passing_over = True
        try:
            super().play(scene, *args, **kwargs)
        finally:
            self._passing_over = False

    def save_static_frame_data(
        self, scene: Scene, static_mobjects: Iterable[Mobject]
    ) -> Pixels | None:
        """Draw what will not change during a play once, under everything else."""
        self.static_image = None
        self._still = []
        if not static_mobjects or (self._passing_over and self.skip_animations):
            return None
        background = self._background_layer()
        still = None if background is None else self._look(static_mobjects, looker=_Looker())
        if background is None or still is None:
            # manim draws on the pixels of the frame, so what they showed is lost.
            self._forget()
            self._still = None
            return super().save_static_frame_data(scene, static_mobjects)
        assert self._still_layer is not None
        changed = difference(self._still_layer.shows, still)
        self._still_layer.draw(still, changed, background)
        self._still = still
        self.static_image = self._still_layer.pixels
        return self.static_image
