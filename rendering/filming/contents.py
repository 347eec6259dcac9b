"""What comes when in a film: title cards and clips, and where its chapter marks are.

Knows the clips' cards and how long words take to read; not how anything looks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

import scenes
from rendering.drawing.splicing import Mark
from rendering.exporting.published import Clip
from scenes import Entry
from stage.language import wording
from stage.narration import reading_seconds

__all__ = [
    "TITLE",
    "Kind",
    "Part",
    "clips_of",
    "contents",
    "length",
    "marks",
    "texts_of_films",
    "told_length",
]

TITLE = "Cross entropy"

Kind = Literal["opening", "chapter", "clip", "ending"]

LEAST_MARK = 10
"""Seconds from one chapter mark to the next, as video sites ask for."""

ABOUT = (
    "What cross entropy is, and how a neural network feels it: {length}.",
    "With an example of our own, {own}.",
    "Every number, bar and curve was computed.",
)
"""What a film is, with how long it is and what somebody has called the example."""

IN_WORDS = "A film of {length} in words: what it says."

_WORDS = (
    *("Introduction", "What to take along", "Cross entropy, animated", "Said", *ABOUT, IN_WORDS),
    *("The clip asks: {title} It answers at {time}.", "{start} to {end}"),
)
"""What else is written in films and in the texts that go with them."""

_CARD_SECONDS = 4.0
"""Of a card that has few words."""

_WORDS_AFTER = 1.2
"""Seconds, from the beginning of a card with a title, until the words below it come."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a film.

    Attributes
    ----------
    kind
        A clip, or a title card of this kind.
    title
        What its chapter mark is called; of a card, also what it shows.
    chapter
        The chapter of the programme that it is in; empty for an opening and an ending.
    start, frames
        Its first frame, and how many it has.
    words
        Of a card: what there is to read below the title.
    said
        The frame of a card in which its words have come.
    clip
        Of a clip.
    """

    kind: Kind
    title: str
    chapter: str
    start: int
    frames: int
    words: str = ""
    said: int = 0
    clip: Clip | None = None

    @property
    def end(self) -> int:
        """The first frame after it."""
        return self.start + self.frames


def texts_of_films(programme: Sequence[Entry]) -> list[str]:
    """All that stands between the clips of films, for who translates it."""
    counts = [told_length(*much).split(", ") for much in ((1, 1), (2, 2), (2, 60), (2, 120))]
    return [
        *dict.fromkeys(entry.chapter for entry in programme),
        *(scenes.INTRODUCTION, scenes.ENDING, TITLE, *_WORDS),
        *dict.fromkeys(re.sub(r"\d+", "{0}", part) for parts in counts for part in parts),
    ]


def contents(clips: Sequence[Clip], fps: int, own: str = "", *, is_whole: bool) -> list[Part]:
    """All parts of a film of ``clips``, which are in their order, one after the other."""
    parts = []
    start = 0
    for part in _parts(clips, fps, own, is_whole):
        parts.append(replace(part, start=start))
        start += part.frames
    return parts


def _parts(clips: Sequence[Clip], fps: int, own: str, is_whole: bool) -> Iterator[Part]:
    say = wording().shared
    if is_whole:
        introduction, words = map(say, ("Introduction", scenes.INTRODUCTION))
        yield _card("opening", introduction, "", fps, words, _WORDS_AFTER)
    else:
        yield _card("opening", own or say(TITLE), "", fps)
    for chapter, of_one in groupby(clips, key=lambda clip: clip.chapter):
        yield _card("chapter", chapter, chapter, fps)
        for clip in of_one:
            yield Part("clip", str(clip.card["title"]), chapter, 0, clip.card["frames"], clip=clip)
    if is_whole:
        yield _card("ending", say("What to take along"), "", fps, say(scenes.ENDING), 0.0)


def _card(
    kind: Kind, title: str, chapter: str, fps: int, words: str = "", after: float = 0.0
) -> Part:
    if not words:
        return Part(kind, title, chapter, 0, round(_CARD_SECONDS * fps))
    # A little longer than it takes to read, and than it takes to be a chapter of its own.
    seconds = max(after + reading_seconds(words) + 0.5, LEAST_MARK + 0.5)
    return Part(kind, title, chapter, 0, round(seconds * fps), words, round(after * fps))


def clips_of(parts: Sequence[Part]) -> list[tuple[Part, Clip]]:
    """The clips, each with the part that it is."""
    return [(part, part.clip) for part in parts if part.clip is not None]


def length(parts: Sequence[Part]) -> int:
    """Frames of all of it."""
    return sum(part.frames for part in parts)


def told_length(clips: int, seconds: float) -> str:
    """How much it is.

    >>> told_length(15, 803.2), told_length(1, 59.4)
    ('15 clips, 13 minutes', '1 clip, 59 seconds')
    """
    many, unit = (round(seconds / 60), "minute") if seconds >= 60 else (round(seconds), "second")
    told = (f"{clips} clip{'s' * (clips != 1)}", f"{many} {unit}{'s' * (many != 1)}")
    return ", ".join(map(wording().text, told))


def marks(parts: Sequence[Part], fps: int) -> list[Mark]:
    """The chapter marks: one a clip, from the title card before it on, of 10 seconds at least.

    What would be shorter has its mark in common with what follows it, and the last with what comes
    before. Sites count whole seconds, so these are what is counted here.
    """
    begun: list[Mark] = []
    start = None
    for part in parts:
        start = part.start if start is None else start
        has_its_own = part.kind == "clip" or part.words
        if has_its_own:
            begun.append(Mark(part.title, start, part.end))
            start = None
    found: list[Mark] = []
    for mark in begun:
        if found and _seconds(found[-1], fps) < LEAST_MARK:
            found[-1] = _joined(found[-1], mark)
        else:
            found.append(mark)
    last = found[-1]
    if len(found) > 1 and last.end // fps - math.ceil(last.start / fps) < LEAST_MARK:
        found[-2:] = [_joined(*found[-2:])]
    return found


def _seconds(mark: Mark, fps: int) -> int:
    return math.ceil(mark.end / fps) - math.ceil(mark.start / fps)


def _joined(mark: Mark, after: Mark) -> Mark:
    return Mark(f"{mark.title} / {after.title}", mark.start, after.end)
