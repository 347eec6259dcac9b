"""What stands before the first clip of a lecture: its title, how long it is, and what is in it.

Knows which slides there are and in which order: a cover, the contents, and of each clip its
question and its beats. Not how any of them looks.
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
"""Clips on one slide of contents: in two columns, these and their chapters are easily read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A clip as the contents name it.

    Attributes
    ----------
    title, own
        What it is called; and what tells it from other clips of its scene, if it is not the usual.
    time
        How long its beats play, such as ``0:43``.
    slide
        Which slide has its question; the first of the lecture is 0.
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
    """The clip's, if there is one alone."""
    return cuts[0].clip.title if len(cuts) == 1 else _TITLE


def contents(cuts: Sequence[Cut]) -> list[list[Chapter]]:
    """The slides of contents. One clip alone has none, and no cover: its question is the cover."""
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
    """Of each clip, which slide has its question."""
    slide = 0 if len(cuts) == 1 else 1 + -(-len(cuts) // _MOST)
    for cut in cuts:
        yield slide
        slide += 1 + len(cut.beats)


def summary(cuts: Sequence[Cut]) -> str:
    """How much it is, such as "15 clips, 11 minutes"."""
    seconds = sum(map(_seconds, cuts))
    if seconds < 60:
        return f"{len(cuts)} clips, {round(seconds)} seconds"
    minutes = round(seconds / 60)
    return f"{len(cuts)} clips, {minutes} {'minute' if minutes == 1 else 'minutes'}"


def _seconds(cut: Cut) -> float:
    return sum(beat.seconds for beat in cut.beats)
