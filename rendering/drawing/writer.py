"""What manim hands its frames to: every one goes to an encoder, in order, once.

Job: be the file writer of a ``CairoRenderer`` (``file_writer_class=``) that writes no file of
manim's own: no partial movies, no cache, no captions. Does not know how frames are drawn or
encoded, nor where the clip is published.
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

_ROWS, _COLUMNS = 64, 480  # of the tiles of which there is a digest each


class Encoder(Protocol):
    """What takes frames, such as a ``ClipEncoder``."""

    frames: int
    """How many it has taken."""

    def write(
        self, rgba: NDArray[np.uint8], repeat: int = 1, damage: Iterable[Box] | None = None
    ) -> None:
        """Append a frame, ``repeat`` times; ``damage`` is where it differs, if that is known."""

    def finish(self) -> None:
        """Make what was written a whole file."""

    def abort(self) -> None:
        """Leave nothing behind; nothing after ``finish``."""


class ClipWriter(SceneFileWriter):  # type: ignore[misc]  # manim is not typed
    """Passes frames on, and remembers the last one.

    Parameters
    ----------
    settings
        manim's; its output must be ``none``, so that the base class writes nothing.
    encoder_for
        Called with the number of each section that begins, where 0 is what comes before the first
        beat. Returns what takes its frames, or None to have them not even drawn.
    advanced
        Called after each write.

    Attributes
    ----------
    last_frame
        As it was handed over, so it may be a buffer that is drawn over later: copy it to keep it.
    digests
        Of the pixels of each frame of the section, before they are encoded; of the digests of a
        frame's tiles, since what did not change need not be read again.
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
        """Begin a section, unless it is to be passed over."""
        self._encoder = self._encoder_for(self._sections)
        self.digests = []
        # Counted here, for manim forgets the sections of which it has written no file.
        self._sections += 1
        super().next_section(name, type_, skip_animations or self._encoder is None)

    def write_frame(self, pixels: NDArray[np.uint8], *, repeat: int = 1) -> None:
        """Append a frame of shape (height, width, 4), shown ``repeat`` times."""
        height, width = pixels.shape[:2]
        self.write_damaged_frame(pixels, [Box(0, 0, width, height)], repeat)

    def write_damaged_frame(
        self, pixels: NDArray[np.uint8], damage: Sequence[Box], repeat: int
    ) -> None:
        """Append a frame that outside ``damage`` equals the last one that was written."""
        assert self._encoder is not None
        if self.last_frame is None:
            self._tiles = {}
            damage = [Box(0, 0, pixels.shape[1], len(pixels))]
        # To read all pixels of every frame would take longer than to convert those that changed.
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
        # An encoder knows only what it was given itself.
        self._encoder.write(pixels, repeat, damage if self._encoder.frames else None)
        self._advanced()

    def add_audio_segment(self, *_args: Any, **_kwargs: Any) -> None:
        """Refuse: what cannot be published must not be lost silently."""
        raise ClipError("a clip has no sound but its voice; leave out add_sound.")
