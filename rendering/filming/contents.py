"""The order and times of title cards and clips in a film, and its chapter marks.

This module uses the clips' cards and the time that words take to read. It does not depend on how
anything looks.
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
"""Minimum seconds from one chapter mark to the next, as video sites require."""

ABOUT = (
    "What cross entropy is, and how a neural network feels it: {length}.",
    "With an example of our own, {own}.",
    "Every number, bar and curve was computed.",
)
"""Description of a film, sentence by sentence.

``length`` is its number of clips and its length, and ``own`` is a user's name of the example.
"""

IN_WORDS = "A film of {length} in words: what it says."

_WORDS = (
    *("Introduction", "What to take along", "Cross entropy, animated", "Said", *ABOUT, IN_WORDS),
    *("The clip asks: {title} It answers at {time}.", "{start} to {end}"),
)
"""The texts in films and in the files beside them that need a translation."""

_CARD_SECONDS = 4.0
"""Seconds of a title card that has only a title."""

_WORDS_AFTER = 1.2
"""Seconds from the start of a title card until the words below its title appear."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a film: a clip or a title card.

    Attributes
    ----------
    kind
        "clip", or the kind of title card.
    title
        Title of its chapter mark, which a title card also shows.
    chapter
        Title of its chapter in the programme; empty for an opening and an ending.
    start
        First frame, counted from the start of the film.
    frames
        Number of frames.
    words
        Words below the title of a title card.
    said
        Frame at which these words begin to appear, counted from the start of the part.
    clip
        The clip, or None for a title card.
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
        """The first frame after the part."""
        return self.start + self.frames


def texts_of_films(programme: Sequence[Entry]) -> list[str]:
    """Return all texts in films and in their files that need a translation.

    Numbers in lengths are replaced by ``{0}``.
    """
    counts = [told_length(*much).split(", ") for much in ((1, 1), (2, 2), (2, 60), (2, 120))]
    return [
        *dict.fromkeys(entry.chapter for entry in programme),
        *(scenes.INTRODUCTION, scenes.ENDING, TITLE, *_WORDS),
        *dict.fromkeys(re.sub(r"\d+", "{0}", part) for parts in counts for part in parts),
    ]


def contents(clips: Sequence[Clip], fps: int, own: str = "", *, is_whole: bool) -> list[Part]:
    """Return the parts of a film in their order.

    Parameters
    ----------
    clips
        The clips in their order; at least one.
    fps
        Frames per second.
    own
        A user's name of the example; empty for a film of the default clips.
    is_whole
        Whether the film is that of the whole programme, with an introduction and an ending.
    """
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
    # Slightly more than the time to read it and the minimum length of a chapter.
    seconds = max(after + reading_seconds(words) + 0.5, LEAST_MARK + 0.5)
    return Part(kind, title, chapter, 0, round(seconds * fps), words, round(after * fps))


def clips_of(parts: Sequence[Part]) -> list[tuple[Part, Clip]]:
    """Return the parts that are clips, each with its clip."""
    return [(part, part.clip) for part in parts if part.clip is not None]


def length(parts: Sequence[Part]) -> int:
    """Return the number of frames of the whole film."""
    return sum(part.frames for part in parts)


def told_length(clips: int, seconds: float) -> str:
    """Return the number of clips and the length of a film in words.

    >>> told_length(15, 803.2), told_length(1, 59.4)
    ('15 clips, 13 minutes', '1 clip, 59 seconds')
    """
    many, unit = (round(seconds / 60), "minute") if seconds >= 60 else (round(seconds), "second")
    told = (f"{clips} clip{'s' * (clips != 1)}", f"{many} {unit}{'s' * (many != 1)}")
    return ", ".join(map(wording().text, told))


def marks(parts: Sequence[Part], fps: int) -> list[Mark]:
    """Return the chapter marks of a film.

    Each clip, and each title card with words, has a mark, which begins with the title cards before
    it. A mark that would be shorter than 10 seconds is joined with the next one, and the last with
    the one before it. Video sites use whole seconds, so lengths are also counted in whole seconds
    here.
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
