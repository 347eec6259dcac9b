"""What manim hands its frames to: every one goes to the clip's encoder, in order, once.

Job: be the file writer of a ``CairoRenderer`` (``file_writer_class=``) that writes no file of
manim's own: no partial movies, no cache, no captions. Does not know how frames are drawn or
encoded, nor where the clip is published.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import SceneFileWriter
from numpy.typing import NDArray
from xxhash import xxh3_128_digest

from rendering.boxes import Box
from rendering.encoder import ClipEncoder
from rendering.errors import ClipError

__all__ = ["ClipWriter"]


class ClipWriter(SceneFileWriter):  # type: ignore[misc]  # manim is not typed
    """Passes frames on, and remembers the last one.

    Parameters
    ----------
    settings
        manim's; its output must be ``none``, so that the base class writes nothing.
    encoder
        Takes the frames.
    advanced
        Called with the number of frames so far, after each write.
    sections
        Which of manim's sections to render, where 0 is what comes before the first beat; the
        others are passed over. All, unless given.

    Attributes
    ----------
    last_frame
        As it was handed over, so it may be a buffer that is drawn over later: copy it to keep it.
    digests
        Of the pixels of each frame, before they are encoded.
    """

    def __init__(
        self,
        settings: Any,
        *,
        encoder: ClipEncoder,
        advanced: Callable[[int], None],
        sections: range | None = None,
    ) -> None:
        self.encoder = encoder
        self._advanced = advanced
        self._rendered_sections = sections
        self._begun_sections = 0
        super().__init__(settings)
        self.last_frame: NDArray[np.uint8] | None = None
        self.digests: list[bytes] = []

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Begin a section, which is a part of the stream, so that a player can jump to it."""
        # Counted here, for manim forgets the sections of which it has written no file.
        if self._rendered_sections is not None:
            skip_animations |= self._begun_sections not in self._rendered_sections
        self._begun_sections += 1
        super().next_section(name, type_, skip_animations)
        self.encoder.begin_part()

    def write_frame(self, pixels: NDArray[np.uint8], *, repeat: int = 1) -> None:
        """Append a frame of shape (height, width, 4), shown ``repeat`` times."""
        self.last_frame = pixels
        self.digests += [xxh3_128_digest(np.ascontiguousarray(pixels).data)] * repeat
        self.encoder.write(pixels, repeat)
        self._advanced(self.encoder.frames)

    def write_damaged_frame(
        self, pixels: NDArray[np.uint8], damage: Sequence[Box], repeat: int
    ) -> None:
        """Append a frame that outside ``damage`` equals the one before."""
        self.last_frame = pixels
        same = bool(self.digests) and not damage
        now = self.digests[-1] if same else xxh3_128_digest(np.ascontiguousarray(pixels).data)
        self.digests += [now] * repeat
        self.encoder.write(pixels, repeat, damage)
        self._advanced(self.encoder.frames)

    def add_audio_segment(self, *_args: Any, **_kwargs: Any) -> None:
        """Refuse: what cannot be published must not be lost silently."""
        raise ClipError("a clip has no sound yet; leave out add_sound.")
