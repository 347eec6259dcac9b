"""The file formats of a clip.

This module has only what a plan needs to know of a format: its file ending, what it can hold, and
the name of its encoding, which is in every card and fingerprint. The encoding itself is done by
``encoder`` (H.264) and ``encodings`` (all others).
"""

from __future__ import annotations

from dataclasses import dataclass

from rendering.drawing.encoder import PROFILE

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    Attributes
    ----------
    ending
        The file ending; empty if there is a file for each frame.
    profile
        The name of the encoding, which must change whenever an encoded byte can change.
    has_alpha
        Whether empty areas can be transparent and edges semi-transparent.
    is_small
        Whether it is meant for pages and messages, so that it is small unless a size is asked for.
    most_fps
        The maximum frame rate that players show, in frames per second.
    has_sound
        Whether it can contain a voice.
    """

    ending: str
    profile: str
    has_alpha: bool
    is_small: bool = False
    most_fps: int = 240
    has_sound: bool = False


FORMATS = {
    "mp4": Format(".mp4", PROFILE, has_alpha=False, has_sound=True),
    "webm": Format(".webm", "vp9-1", has_alpha=True),
    "mov": Format(".mov", "prores-1", has_alpha=True),
    # GIF counts time in hundredths of a second, and players treat a delay of one as ten.
    "gif": Format(".gif", "gif-1", has_alpha=False, is_small=True, most_fps=50),
    "webp": Format(".webp", "webp-1", has_alpha=True, is_small=True),
    "png": Format(".png", "png-1", has_alpha=True),
    "png-sequence": Format("", "png-1", has_alpha=True),
}
"""The formats by the names that ``--format`` takes; ``png`` is only the last frame."""
