"""The parts of a clip, one for each section of its scene, divided among processes.

Each process plays the whole scene and draws the sections that it claims first; skipping a section
takes hardly any time. Processes may therefore join at any moment, and none waits for another. The
process that reaches the end of the scene last finds all parts done, and makes the clip from them.
The folder is all that they share.

This module knows neither how a part is drawn nor which process started which. A process that dies
leaves its claims behind: the others then never find all parts done, and the clip has to be
restarted.

An H.264 clip is joined from the packets of its parts. For other formats, parts are lossless and are
encoded by the process that makes the clip; only the files of a frame sequence are written in their
final form at once.

A part is described in JSON, never in a pickle: anyone who can write to the folder must not be able
to have code run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from rendering.drawing.encoder import ClipEncoder, join
from rendering.drawing.encodings import encode
from rendering.drawing.lossless import FrameWriter, PartWriter, frame_name
from rendering.drawing.writer import Encoder
from rendering.planning.settings import Settings
from rendering.publishing.card import plain
from rendering.publishing.publish import check_frames, check_sound, check_video, require_joined

__all__ = ["Part", "Parts"]


@dataclass(frozen=True, slots=True)
class Part:
    """A section that was drawn.

    Attributes
    ----------
    section
        Its number.
    start
        The frame in which it begins, by the scene's clock.
    frames
        Its number of frames, possibly 0.
    digests
        The digest of the pixels of each frame.
    gauges
        The gauges, as in a card.
    seconds
        The time taken to draw it, in seconds.
    """

    section: int
    start: int
    frames: int
    digests: list[bytes]
    gauges: list[dict[str, Any]]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the part in JSON's own types."""
        digests = [digest.hex() for digest in self.digests]
        return {**asdict(self), "digests": digests, "gauges": plain(self.gauges)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """Return the part that ``as_json`` described."""
        return cls(**{**told, "digests": [bytes.fromhex(digest) for digest in told["digests"]]})


class Parts:
    """The parts of one clip.

    Parameters
    ----------
    folder
        A folder used for nothing else; all processes that make the clip are given the same one.
    settings
        The settings of the clip.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._sequence = folder / "frames"
        folder.mkdir(exist_ok=True)

    def claim(self, section: int) -> bool:
        """Claim a section; return whether this process is the one to draw it."""
        return self._claim(str(section))

    def claim_rehearsal(self) -> bool:
        """Claim the rehearsal; return whether this process is the one to play the scene undrawn."""
        return self._claim("rehearsal")

    def encoder(self, section: int, start: int, first_id: int) -> Encoder:
        """Return the encoder for the frames of a section, whose first frame is number ``start``."""
        settings = self._settings
        size: Any = {"width": settings.width, "height": settings.height, "fps": settings.fps}
        if settings.format == "mp4":
            return ClipEncoder(self.video(section), **size, first_id=first_id)
        if settings.format == "png-sequence":
            return FrameWriter(self._sequence, first=start, transparent=settings.transparent)
        return PartWriter(self.video(section), **size)

    def video(self, section: int) -> Path:
        """Return the file for the frames of a section, unless they are a sequence of files."""
        return self._folder / f"{section}.{'mp4' if self._settings.format == 'mp4' else 'mov'}"

    def add(self, part: Part) -> None:
        """Announce a finished part to the other processes; its video, if any, is complete."""
        if self._settings.format == "png-sequence":
            check_frames(self._frames(part), self._settings)
        elif part.frames:
            check_video(self.video(part.section), self._settings, part.frames)
        new = self._folder / f"{part.section}.new"
        new.write_text(json.dumps(part.as_json(), allow_nan=False), encoding="utf-8")
        new.replace(new.with_suffix(".part"))

    def take_all(self, sections: Iterable[int]) -> list[Part] | None:
        """Return the parts of ``sections`` if all are done and no other process has taken them."""
        paths = [self._folder / f"{section}.part" for section in sections]
        if not all(path.exists() for path in paths) or not self._claim("all"):
            return None
        return [Part.from_json(json.loads(path.read_text(encoding="utf-8"))) for path in paths]

    def join(
        self, parts: Sequence[Part], path: Path, track: NDArray[np.float32] | None = None
    ) -> None:
        """Make one video from the videos of ``parts``, which must not be a sequence of frames.

        ``track`` is its sound, if it is an mp4 with sound.
        """
        settings = self._settings
        videos = [self.video(part.section) for part in parts if part.frames]
        if settings.format == "mp4":
            join(videos, path, track)
            require_joined(videos, path, settings)
            if track is not None:
                check_sound(path, sum(part.frames for part in parts) / settings.fps)
            return
        encode(videos, path, settings.format, fps=settings.fps, transparent=settings.transparent)
        check_video(path, settings, sum(part.frames for part in parts))

    def sequence(self, parts: Sequence[Part]) -> list[Path]:
        """Return the files of a sequence of frames."""
        return [path for part in parts for path in self._frames(part)]

    def _frames(self, part: Part) -> list[Path]:
        numbers = range(part.start, part.start + part.frames)
        return [self._sequence / frame_name(number) for number in numbers]

    def _claim(self, name: str) -> bool:
        try:
            (self._folder / f"{name}.claim").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
