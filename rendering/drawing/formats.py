"""The kinds of files that a clip can be.

Only what a plan has to know of them: how each ends, what it can hold, and the name of the way in
which it is encoded, which stands in every card and fingerprint. Encoding is the business of
``encoder`` (H.264) and ``encodings`` (all others).
"""

from __future__ import annotations

from dataclasses import dataclass

from rendering.drawing.encoder import PROFILE

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    Attributes
    ----------
    ending
        Of the file; empty where there is one for each frame.
    profile
        How it is encoded; to be changed when a byte of what is encoded can change.
    has_alpha
        Whether what is not drawn on can be transparent, and edges half so.
    is_small
        Whether it is for pages and messages, so that it is small unless a size is asked for.
    most_fps
        Frames a second that players show.
    has_sound
        Whether a voice can be in it.
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
    # GIF counts time in hundredths of a second, and players take one of them for ten.
    "gif": Format(".gif", "gif-1", has_alpha=False, is_small=True, most_fps=50),
    "webp": Format(".webp", "webp-1", has_alpha=True, is_small=True),
    "png": Format(".png", "png-1", has_alpha=True),
    "png-sequence": Format("", "png-1", has_alpha=True),
}
"""By the names that ``--format`` takes; ``png`` is the last frame alone."""
