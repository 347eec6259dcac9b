"""A clip in a notebook: its files, its numbers, and a video that is saved with the notebook.

This module knows a published clip, but not how it was made.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self, get_args, get_type_hints
from urllib.parse import quote

import numpy as np

from rendering.errors import ClipError
from rendering.exporting.embedding import video_element
from rendering.exporting.published import Clip
from rendering.exporting.tables import flat
from rendering.machine.files import InvalidFileError
from rendering.planning.cards import read_card
from rendering.planning.plan import State, Task
from rendering.publishing.subtitles import as_vtt, cues_of_card
from rendering.running.report import Outcome, shown

__all__ = ["MOST_EMBEDDED", "ShownClip"]

MOST_EMBEDDED = 12_000_000
"""The most bytes of a video that is embedded in a notebook; a larger video is linked instead.

The clips of the programme have up to 4 MB at 1080p60.
"""


@dataclass(frozen=True, eq=False, repr=False)
class ShownClip:
    """A clip that is up to date.

    Attributes
    ----------
    name
        The name of the clip's files, without ending.
    state
        ``PUBLISHED`` if the clip was made for this call, ``UP_TO_DATE`` if it already existed.
    files
        The clip's files, by ending: ``.mp4``, ``.srt``, ``.vtt``, ``.png``, ``.json``.
    card
        What the clip shows and says, and its numbers (``docs/card.schema.json``).
    width
        The width of the video in CSS pixels; None if no width was given.
    """

    name: str
    state: State
    files: Mapping[str, Path]
    card: Mapping[str, Any]
    width: int | None
    _task: Task

    @classmethod
    def of(cls, outcome: Outcome, width: int | None) -> Self:
        """Return the clip of a task that did not fail.

        Raises
        ------
        ClipError
            The clip's card is not valid.
        """
        task, files = outcome.task, dict(outcome.files)
        try:
            card = read_card(files[".json"])
        except InvalidFileError as error:
            raise ClipError(f"{shown(files['.json'])} must be {error}") from None
        return cls(task.name, outcome.state, files, card, width, task)

    @property
    def video(self) -> Path:
        """The path of the video."""
        return self.files[".mp4"]

    @property
    def poster(self) -> Path:
        """The path of the picture that is shown before the video plays."""
        return self.files[".png"]

    @property
    def subtitles(self) -> Path:
        """The path of the subtitles for web pages (``.vtt``)."""
        return self.files[".vtt"]

    @property
    def seconds(self) -> float:
        """The duration of the clip in seconds."""
        return float(self.card["seconds"])

    @cached_property
    def numbers(self) -> dict[str, Any]:
        """All numbers that were drawn, by name; lists become NumPy arrays."""
        hints = get_type_hints(self._task.entry.numbers_type())
        return {
            name: value if _is_of_words(hints.get(name)) else _array(value)
            for name, value in self.card["numbers"].items()
        }

    @property
    def html(self) -> str:
        """HTML for any page that contains the video with its poster and subtitles."""
        clip = Clip(self.name, self._task.entry.chapter, self.video, self.card)
        place = _relative(self.video)
        embedded = self.video.stat().st_size <= MOST_EMBEDDED
        return video_element(
            clip,
            _data("video/mp4", self.video.read_bytes()) if embedded else place,
            _data("image/png", self.poster.read_bytes()),
            # The card's subtitles are used, since their file may contain markup by now.
            _data("text/vtt", as_vtt(cues_of_card(self.card), self.card["fps"]).encode()),
            link=place,
            width=self.width,
            style="max-width: 100%; height: auto;",
        )

    def _repr_html_(self) -> str:
        """Return the HTML that a notebook displays."""
        return self.html

    def __repr__(self) -> str:
        return f"<{self.name}: {shown(self.video)} ({self.seconds:.1f} s)>"


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _relative(file: Path) -> str:
    """Return the URL of a file relative to the current folder, which is the notebook's."""
    try:
        return quote(Path(os.path.relpath(file)).as_posix())
    except ValueError:  # on another drive, on Windows
        return file.absolute().as_uri()


def _is_of_words(hint: Any) -> bool:
    return hint is str or any(_is_of_words(inner) for inner in get_args(hint))


def _array(value: Any) -> Any:
    """Convert numbers of a card to those that were drawn; in JSON, infinity is a word.

    >>> _array([1, "inf"]), _array("-inf"), _array([[1], [1, 2]])
    (array([ 1., inf]), -inf, [[1], [1, 2]])
    """
    words = {item for item in flat(value) if isinstance(item, str)}
    if words - {"inf", "-inf"} or (isinstance(value, list) and _is_ragged(value)):
        return value
    if not isinstance(value, list):
        return float(value) if words else value
    return np.array(value, dtype=float if words else None)


def _is_ragged(value: list[Any]) -> bool:
    lengths = {len(item) if isinstance(item, list) else None for item in value}
    deeper = [item for item in value if isinstance(item, list)]
    return len(lengths) > 1 or any(map(_is_ragged, deeper))
