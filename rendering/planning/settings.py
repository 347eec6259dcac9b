"""The settings that all clips of a run share.

They are the size, the frame rate, the theme, the captions, the file format, the language and the
voice. This module knows nothing about scenes, nor about how anything is encoded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rendering.drawing.formats import FORMATS
from rendering.errors import CallError, did_you_mean
from rendering.voice.choice import read_speed, read_voice
from stage.language import ENGLISH
from stage.quoting import quoted
from stage.theme import THEMES

__all__ = ["CAPTIONS", "QUALITIES", "Settings", "resolve_settings"]

LARGEST_SIDE = 8192
SMALLEST_SIDE = 48
"""The smallest side in pixels; the smallest digit, 10.9 pixels high at 480p, is then one pixel."""

MOST_STRETCHED = 4
"""The largest ratio of the longer side to the shorter side.

All scenes were tried with their defaults and with ten classes that have wide names. At 4:1, 8:1 and
1:4, the inspectors report no findings; at 1:8 and 16:1, text overlaps a curve.
"""

LARGEST_FPS = 240

QUALITIES: dict[str, tuple[int, int, int]] = {
    "l": (854, 480, 15),
    "m": (1280, 720, 30),
    "h": (1920, 1080, 60),
    "p": (2560, 1440, 60),
    "k": (3840, 2160, 60),
}
"""Width, height and frames per second by manim's quality letter."""

SMALL = (704, 396, 15)
"""Width, height and frames per second of formats that should be small.

This is the largest 16:9 frame up to 720 pixels wide with even sides: 44 times 16 and 44 times 9.
"""

CAPTIONS = ("burned", "off")
"""Whether captions are part of the picture; if they are off, the stage uses their space."""

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
    """How a run's clips look and sound; settings that no encoder or scene supports are refused.

    ``language`` is a code, such as ``de``. ``voice`` is empty for silent clips.
    """

    width: int
    height: int
    fps: int
    theme: str = "dark"
    captions: str = "burned"
    format: str = "mp4"
    transparent: bool = False
    voice: str = ""
    voice_speed: float = 1.0
    language: str = ENGLISH

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
        kind = FORMATS[self.format]
        most, of_what = min((LARGEST_FPS, ""), (kind.most_fps, f" of a {self.format}"))
        if not 1 <= self.fps <= most:
            raise CallError(
                f"frames per second{of_what} must be from 1 to {most}; got {self.fps}. "
                "Give another --fps N, such as --fps 30."
            )
        if self.transparent and not kind.has_alpha:
            able = [name for name, other in FORMATS.items() if other.has_alpha]
            raise CallError(
                f"-t needs a format that knows half-transparent pixels, one of {', '.join(able)}; "
                f"got {self.format}. Add --format {able[0]}, for example."
            )
        if self.voice and not kind.has_sound:
            able = [name for name, other in FORMATS.items() if other.has_sound]
            raise CallError(
                f"--voice needs a format that holds sound, {' or '.join(able)}; got {self.format}. "
                "Leave one of them out."
            )
        if self.voice == "hibari" and self.language != ENGLISH:
            raise CallError(
                f"--voice hibari speaks English alone; got it for {quoted(self.language)}. Give "
                "--voice recordings, or --voice piper with a model of that language."
            )

    @property
    def folder(self) -> str:
        """The name of the clips' folder: ``1080p60`` for a 16:9 frame, otherwise with the width.

        Unusual settings are appended, so that no clip replaces the one with the usual settings.
        >>> Settings(854, 480, 15).folder, Settings(1080, 1080, 30, "light").folder
        ('480p15', '1080x1080p30-light')
        >>> Settings(854, 480, 15, "light", "off").folder
        '480p15-light-captions-off'
        >>> Settings(854, 480, 15, voice="hibari").folder
        '480p15-voice-hibari'
        >>> Settings(854, 480, 15, voice="silent", language="de").folder
        '480p15-de-voice-silent'
        >>> Settings(1920, 1080, 60, format="webm", transparent=True).folder
        '1080p60-webm-transparent'
        """
        # For each height, only one width counts as 16:9, so no two sizes share a folder.
        wide = self.width == 2 * round(self.height * 16 / 9 / 2)
        size = f"{self.height}" if wide else f"{self.width}x{self.height}"
        theme = "" if self.theme == "dark" else f"-{self.theme}"
        captions = "" if self.captions == "burned" else f"-captions-{self.captions}"
        # Stills are not in the same folder as clips, so their format need not be named.
        kind = "" if self.format in ("mp4", "png") else f"-{self.format}"
        transparent = "-transparent" if self.transparent else ""
        language = "" if self.language == ENGLISH else f"-{self.language}"
        voice = f"-voice-{self.voice}" if self.voice else ""
        return f"{size}p{self.fps}{theme}{captions}{kind}{transparent}{language}{voice}"


def resolve_settings(
    quality: str | None = None,
    resolution: str | None = None,
    fps: str | int | None = None,
    theme: str = "dark",
    captions: str = "burned",
    file_format: str = "mp4",
    transparent: bool = False,
    voice: str | None = None,
    voice_speed: str | None = None,
    language: str = ENGLISH,
) -> Settings:
    """Read the typed options for how clips look and sound; ``language`` is a code.

    Without ``quality`` (``-q``), the quality is ``h``, or ``SMALL`` for a format that should be
    small.

    Raises
    ------
    CallError
        A word is not one of the known ones, a resolution is not ``W,H``, a size, rate or speed is
        out of range, or a voice is not installed.
    """
    for what, typed, choices in (
        ("--format", file_format, FORMATS),
        ("theme", theme, THEMES),
        ("captions", captions, CAPTIONS),
    ):
        if typed not in choices:
            raise CallError(
                f"{what} must be one of {', '.join(choices)}; got {quoted(typed)}."
                f"{did_you_mean(typed, choices)}"
            )
    usual = SMALL if FORMATS[file_format].is_small else QUALITIES["h"]
    if quality is not None and quality not in QUALITIES:
        known = ", ".join(f"{q} ({Settings(*size).folder})" for q, size in QUALITIES.items())
        meant = _OTHER_NAMES.get(quality.lower())
        hint = f" Did you mean {meant}?" if meant else did_you_mean(quality, QUALITIES)
        raise CallError(f"quality must be one of {known}; got {quoted(quality)}.{hint}")
    width, height, rate = usual if quality is None else QUALITIES[quality]
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
    speaks = read_voice(voice)
    speed = read_speed(voice_speed, speaks)
    return Settings(
        width, height, rate, theme, captions, file_format, transparent, speaks, speed, language
    )
