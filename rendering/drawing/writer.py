"""The receiver of manim's frames: each goes to an encoder, in order, once.

It is the file writer of a ``CairoRenderer`` (``file_writer_class=``) and writes none of manim's own
files: no partial movies, no cache, no captions. It does not know how frames are drawn or encoded,
or where the clip is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import numpy as np
from manim import SceneFileWriter
from numpy.typing import NDArray
from xxhash import xxh3_128_digest

from rendering.drawing.boxes import Box
from rendering.errors import ClipError

__all__ = ["ClipWriter", "Encoder"]

_ROWS, _COLUMNS = 64, 480  # the size in pixels of the tiles that each have a digest


class Encoder(Protocol):
    """An object that takes frames, such as a ``ClipEncoder``."""

    frames: int
    """The number of frames that it has taken."""

    def write(
        self, rgba: NDArray[np.uint8], repeat: int = 1, damage: Iterable[Box] | None = None
    ) -> None:
        """Append a frame, ``repeat`` times; ``damage`` is where it differs, if that is known."""

    def finish(self) -> None:
        """Complete the file."""

    def abort(self) -> None:
        """Leave nothing behind; after ``finish``, do nothing."""


class ClipWriter(SceneFileWriter):  # type: ignore[misc]  # manim is not typed
    """Passes frames on, and remembers the last one.

    Parameters
    ----------
    settings
        manim's settings; their output must be ``none``, so that the base class writes nothing.
    encoder_for
        Called with the number of each section that begins; 0 is the section before the first beat.
        It returns an encoder for the section's frames, or None if they need not even be drawn.
    advanced
        Called after each write.

    Attributes
    ----------
    last_frame
        The last frame as it was handed over. It may be a buffer that is drawn over later, so copy
        it to keep it.
    digests
        The digest of each frame of the section, from its pixels before encoding. It is a digest of
        the digests of the frame's tiles, since unchanged tiles need not be read again.
    """

    def __init__(
        self,
        settings: Any,
        *,
        encoder_for: Callable[[int], Encoder | None],
        advanced: Callable[[], None],
    ) -> None:
        self.last_frame: NDArray[np.uint8] | None = None
        self.digests: list[bytes] = []
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._digest = b""
        self._encoder: Encoder | None = None
        self._encoder_for = encoder_for
        self._advanced = advanced
        self._sections = 0
        super().__init__(settings)

    def next_section(self, name: str, type_: str, skip_animations: bool) -> None:
        """Begin a section, unless it is to be skipped."""
        self._encoder = self._encoder_for(self._sections)
        self.digests = []
        # Counted here, because manim forgets sections for which it has written no file.
        self._sections += 1
        super().next_section(name, type_, skip_animations or self._encoder is None)

    def write_frame(self, pixels: NDArray[np.uint8], *, repeat: int = 1) -> None:
        """Append a frame of shape (height, width, 4), shown ``repeat`` times."""
        height, width = pixels.shape[:2]
        self.write_damaged_frame(pixels, [Box(0, 0, width, height)], repeat)

    def write_damaged_frame(
        self, pixels: NDArray[np.uint8], damage: Sequence[Box], repeat: int
    ) -> None:
        """Append a frame that equals the last one written, except inside ``damage``."""
        assert self._encoder is not None
        if self.last_frame is None:
            self._tiles = {}
            damage = [Box(0, 0, pixels.shape[1], len(pixels))]
        # Reading all pixels of every frame would take longer than converting those that changed.
        damaged = {
            (row, column)
            for box in damage
            for row in range(box.top // _ROWS, -(-box.bottom // _ROWS))
            for column in range(box.left // _COLUMNS, -(-box.right // _COLUMNS))
        }
        for row, column in sorted(damaged):
            tile = pixels[row * _ROWS :, column * _COLUMNS :][:_ROWS, :_COLUMNS]
            self._tiles[row, column] = xxh3_128_digest(np.ascontiguousarray(tile).data)
        if damage:
            self._digest = xxh3_128_digest(b"".join(self._tiles.values()))
        self.last_frame = pixels
        self.digests += [self._digest] * repeat
        # An encoder knows only the frames that it was given itself.
        self._encoder.write(pixels, repeat, damage if self._encoder.frames else None)
        self._advanced()

    def add_audio_segment(self, *_args: Any, **_kwargs: Any) -> None:
        """Refuse: sound that cannot be published must not be lost silently."""
        raise ClipError("a clip has no sound but its voice; leave out add_sound.")
