"""What every frame of a run has in common: size, rate, theme, and whether captions are in it.

Knows nothing of scenes or encoders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rendering.errors import CallError, did_you_mean
from scenes.quoting import quoted
from scenes.theme import THEMES

__all__ = ["CAPTIONS", "QUALITIES", "Settings", "resolve_settings"]

LARGEST_SIDE = 8192
SMALLEST_SIDE = 48
"""In which the smallest digit, 10.9 pixels high at 480p, is one pixel high."""

MOST_STRETCHED = 4
"""How many times the shorter side the longer one may be.

Tried on all scenes, with their defaults and with ten classes of wide names: at 4:1, 8:1 and 1:4 the
inspectors find nothing; at 1:8 and at 16:1 text runs into a curve.
"""

LARGEST_FPS = 240

QUALITIES: dict[str, tuple[int, int, int]] = {
    "l": (854, 480, 15),
    "m": (1280, 720, 30),
    "h": (1920, 1080, 60),
    "p": (2560, 1440, 60),
    "k": (3840, 2160, 60),
}
"""manim's quality letters: width, height, frames a second."""

CAPTIONS = ("burned", "off")
"""Whether captions are part of the picture; if not, the stage has their room."""

_OTHER_NAMES = {
    "low": "l",
    "medium": "m",
    "high": "h",
    "production": "p",
    "fourk": "k",
    "480p15": "l",
    "720p30": "m",
    "1080p60": "h",
    "1440p60": "p",
    "2160p60": "k",
    "4k": "k",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run's frames look; refused here if no encoder or no scene could take it."""

    width: int
    height: int
    fps: int
    theme: str = "dark"
    captions: str = "burned"

    def __post_init__(self) -> None:
        sides = (self.width, self.height)
        if not SMALLEST_SIDE <= min(sides) <= max(sides) <= LARGEST_SIDE or max(
            sides
        ) > MOST_STRETCHED * min(sides):
            raise CallError(
                f"a frame must have sides of {SMALLEST_SIDE} to {LARGEST_SIDE} pixels, the longer "
                f"at most {MOST_STRETCHED} times the shorter; got {self.width}x{self.height}. "
                "Give another -r W,H, such as -r 1920,1080."
            )
        for side, pixels in (("width", self.width), ("height", self.height)):
            if pixels % 2:
                raise CallError(
                    f"{side} must be even, since H.264 stores colour for blocks of 2x2 pixels; "
                    f"got {pixels}. Try {pixels - 1} or {pixels + 1}."
                )
        if not 1 <= self.fps <= LARGEST_FPS:
            raise CallError(
                f"frames per second must be from 1 to {LARGEST_FPS}; got {self.fps}. "
                "Give another --fps N, such as --fps 30."
            )

    @property
    def folder(self) -> str:
        """The folder of the clips: ``1080p60`` for a 16:9 frame, else with the width.

        What is not as usual is told after that, so that nothing takes the place of the usual.

        >>> Settings(854, 480, 15).folder, Settings(1080, 1080, 30, "light").folder
        ('480p15', '1080x1080p30-light')
        >>> Settings(854, 480, 15, "light", "off").folder
        '480p15-light-captions-off'
        """
        # One width counts as 16:9 for each height, so no two sizes share a folder.
        wide = self.width == 2 * round(self.height * 16 / 9 / 2)
        size = f"{self.height}" if wide else f"{self.width}x{self.height}"
        theme = "" if self.theme == "dark" else f"-{self.theme}"
        captions = "" if self.captions == "burned" else f"-captions-{self.captions}"
        return f"{size}p{self.fps}{theme}{captions}"


def resolve_settings(
    quality: str = "h",
    resolution: str | None = None,
    fps: str | int | None = None,
    theme: str = "dark",
    captions: str = "burned",
) -> Settings:
    """Read ``-q``, ``-r``, ``--fps``, ``--theme`` and ``--captions`` together, as typed.

    Raises
    ------
    CallError
        A word that is none of those that are known, a resolution that is not ``W,H``, or a size or
        rate out of range.
    """
    if quality not in QUALITIES:
        known = ", ".join(f"{q} ({Settings(*size).folder})" for q, size in QUALITIES.items())
        meant = _OTHER_NAMES.get(quality.lower())
        hint = f" Did you mean {meant}?" if meant else did_you_mean(quality, QUALITIES)
        raise CallError(f"quality must be one of {known}; got {quoted(quality)}.{hint}")
    width, height, rate = QUALITIES[quality]
    if resolution is not None:
        match = re.fullmatch(r"\s*(\d{1,6})\s*[,xX]\s*(\d{1,6})\s*", resolution, re.ASCII)
        if match is None:
            raise CallError(
                "a resolution must be two whole numbers of pixels, WIDTH,HEIGHT; "
                f"got {quoted(resolution)}. Write -r 1920,1080, for example."
            )
        width, height = int(match[1]), int(match[2])
    if fps is not None:
        if re.fullmatch(r"\s*[+-]?\d{1,6}\s*", str(fps), re.ASCII) is None:
            raise CallError(
                f"frames per second must be a whole number; got {quoted(str(fps))}. "
                "Write --fps 30, for example."
            )
        rate = int(fps)
    for name, typed, choices in (("theme", theme, THEMES), ("captions", captions, CAPTIONS)):
        if typed not in choices:
            raise CallError(
                f"{name} must be one of {', '.join(choices)}; got {quoted(typed)}."
                f"{did_you_mean(typed, choices)}"
            )
    return Settings(width, height, rate, theme, captions)
