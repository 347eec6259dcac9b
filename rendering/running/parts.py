"""The parts of a clip, one for each section of its scene, shared out among processes.

Each process plays the whole scene, and draws those sections that it is the first to claim; passing
over a section takes hardly any time. So processes may join at any moment, and none waits for
another. Whoever comes to the end of the scene last finds all parts done, and makes the clip of
them. The folder is the only thing that they share.

Does not know how a part is drawn, or who started whom. A process that dies leaves its claims
behind: the others can then never find all parts done, and the clip has to be begun anew.

A clip in H.264 is joined of its parts' packets. For other formats parts lose nothing, and who makes
the clip encodes them; but the files of a sequence of frames are in their place at once.

What is told of a part is JSON, never a pickle: who can write in the folder must not be able to have
code run.
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
    start, frames
        When it begins by the clock of the scene, and how many frames there are, perhaps none.
    digests
        Of the pixels of each frame.
    gauges
        As in a card.
    seconds
        How long it took.
    """

    section: int
    start: int
    frames: int
    digests: list[bytes]
    gauges: list[dict[str, Any]]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """The same in JSON's own types."""
        digests = [digest.hex() for digest in self.digests]
        return {**asdict(self), "digests": digests, "gauges": plain(self.gauges)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """Read what ``as_json`` told."""
        return cls(**{**told, "digests": [bytes.fromhex(digest) for digest in told["digests"]]})


class Parts:
    """Those of one clip.

    Parameters
    ----------
    folder
        For nothing else; the processes that make the clip give the same one.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._sequence = folder / "frames"
        folder.mkdir(exist_ok=True)

    def claim(self, section: int) -> bool:
        """Whether this process is the one to draw a section."""
        return self._claim(str(section))

    def claim_rehearsal(self) -> bool:
        """Whether this process is the one to play the scene undrawn, before it is drawn."""
        return self._claim("rehearsal")

    def encoder(self, section: int, start: int, first_id: int) -> Encoder:
        """What takes the frames of a section, of which the first has the number ``start``."""
        settings = self._settings
        size: Any = {"width": settings.width, "height": settings.height, "fps": settings.fps}
        if settings.format == "mp4":
            return ClipEncoder(self.video(section), **size, first_id=first_id)
        if settings.format == "png-sequence":
            return FrameWriter(self._sequence, first=start, transparent=settings.transparent)
        return PartWriter(self.video(section), **size)

    def video(self, section: int) -> Path:
        """Where the frames of a section go, unless they are a sequence of files."""
        return self._folder / f"{section}.{'mp4' if self._settings.format == 'mp4' else 'mov'}"

    def add(self, part: Part) -> None:
        """Have the others know of a part whose video, if it has frames, is finished."""
        if self._settings.format == "png-sequence":
            check_frames(self._frames(part), self._settings)
        elif part.frames:
            check_video(self.video(part.section), self._settings, part.frames)
        new = self._folder / f"{part.section}.new"
        new.write_text(json.dumps(part.as_json(), allow_nan=False), encoding="utf-8")
        new.replace(new.with_suffix(".part"))

    def take_all(self, sections: Iterable[int]) -> list[Part] | None:
        """All parts, if those of ``sections`` are done and no other process has taken them."""
        paths = [self._folder / f"{section}.part" for section in sections]
        if not all(path.exists() for path in paths) or not self._claim("all"):
            return None
        return [Part.from_json(json.loads(path.read_text(encoding="utf-8"))) for path in paths]

    def join(
        self, parts: Sequence[Part], path: Path, track: NDArray[np.float32] | None = None
    ) -> None:
        """Make one video of those of ``parts``, which are no sequence of frames.

        ``track`` is its sound, if it is an mp4 and has some.
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
        """The files of a sequence of frames."""
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
