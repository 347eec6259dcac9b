"""The parts of a clip, one for each section of its scene, shared out among processes.

Each process plays the whole scene, and draws those sections that it is the first to claim; passing
over a section takes hardly any time. So processes may join at any moment, and none waits for
another. Whoever comes to the end of the scene last finds all parts done, and makes the clip of
them. The folder is the only thing that they share.

Does not know how a part is drawn, or who started whom. A process that dies leaves its claims
behind: the others can then never find all parts done, and the clip has to be begun anew.

What is told of a part is JSON, never a pickle: who can write in the folder must not be able to have
code run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from rendering.drawing.encoder import join
from rendering.planning.settings import Settings
from rendering.publishing.card import plain
from rendering.publishing.publish import check_video, require_joined

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
        folder.mkdir(exist_ok=True)

    def claim(self, section: int) -> bool:
        """Whether this process is the one to draw a section."""
        return self._claim(str(section))

    def video(self, section: int) -> Path:
        """Where the frames of a section go."""
        return self._folder / f"{section}.mp4"

    def add(self, part: Part) -> None:
        """Have the others know of a part whose video, if it has frames, is finished."""
        if part.frames:
            check_video(self.video(part.section), self._settings, part.frames)
        new = self._folder / f"{part.section}.new"
        new.write_text(json.dumps(part.as_json(), allow_nan=False), encoding="utf-8")
        new.replace(new.with_suffix(".part"))

    def take_all(self, count: int) -> list[Part] | None:
        """All parts, if all of ``count`` are done and no other process has taken them."""
        paths = [self._folder / f"{section}.part" for section in range(count)]
        if not all(path.exists() for path in paths) or not self._claim("all"):
            return None
        return [Part.from_json(json.loads(path.read_text(encoding="utf-8"))) for path in paths]

    def join(self, parts: Sequence[Part], path: Path) -> None:
        """Make one video of those of ``parts``."""
        videos = [self.video(part.section) for part in parts if part.frames]
        join(videos, path)
        require_joined(videos, path, self._settings)

    def _claim(self, name: str) -> bool:
        try:
            (self._folder / f"{name}.claim").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
