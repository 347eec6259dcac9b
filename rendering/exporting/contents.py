"""The front matter of a lecture: its title, its length and its table of contents.

This module knows which slides there are and their order: a cover, the contents, and for each clip
its question and its beats. It does not know how any of them looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rendering.exporting.beats import Cut
from rendering.exporting.escaping import clock

__all__ = ["Chapter", "Entry", "contents", "openings", "summary", "title_of"]

_TITLE = "Cross entropy, animated"

_MOST = 20
"""The maximum number of clips on one contents slide; two columns of them remain easy to read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A clip's line in the table of contents.

    Attributes
    ----------
    title
        Its title.
    own
        The name that distinguishes it from other clips of its scene; empty for the default clip.
    time
        The total duration of its beats, such as ``0:43``.
    slide
        The index of the slide with its question, counted from 0.
    """

    title: str
    own: str
    time: str
    slide: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """Clips that belong together."""

    name: str
    entries: tuple[Entry, ...]


def title_of(cuts: Sequence[Cut]) -> str:
    """Return the title of the lecture: the clip's own title if there is only one clip."""
    return cuts[0].clip.title if len(cuts) == 1 else _TITLE


def contents(cuts: Sequence[Cut]) -> list[list[Chapter]]:
    """Return the contents slides; none for a single clip, whose question serves as the cover."""
    if len(cuts) == 1:
        return []
    entries = [
        Entry(str(cut.clip.card["title"]), cut.clip.own_name, clock(_seconds(cut)), slide)
        for cut, slide in zip(cuts, openings(cuts), strict=True)
    ]
    listed = [(cut.clip.chapter, entry) for cut, entry in zip(cuts, entries, strict=True)]
    return [
        [
            Chapter(name, tuple(entry for _, entry in of_one))
            for name, of_one in groupby(listed[first : first + _MOST], key=lambda one: one[0])
        ]
        for first in range(0, len(listed), _MOST)
    ]


def openings(cuts: Sequence[Cut]) -> Iterator[int]:
    """Yield, for each clip, the index of the slide with its question."""
    slide = 0 if len(cuts) == 1 else 1 + -(-len(cuts) // _MOST)
    for cut in cuts:
        yield slide
        slide += 1 + len(cut.beats)


def summary(cuts: Sequence[Cut]) -> str:
    """Return the number of clips and their total length, such as "15 clips, 11 minutes"."""
    seconds = sum(map(_seconds, cuts))
    if seconds < 60:
        return f"{len(cuts)} clips, {round(seconds)} seconds"
    minutes = round(seconds / 60)
    return f"{len(cuts)} clips, {minutes} {'minute' if minutes == 1 else 'minutes'}"


def _seconds(cut: Cut) -> float:
    return sum(beat.seconds for beat in cut.beats)
