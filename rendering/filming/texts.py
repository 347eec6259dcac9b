"""The texts that accompany a film: subtitles, a transcript, and a description for a video site.

The subtitles are the published subtitles of the clips, shifted in time, so their words are exactly
the same. This module uses the parts of a film and the files of the clips. It does not depend on how
they are published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

import srt

import scenes
from rendering.drawing.splicing import Mark
from rendering.errors import ClipError
from rendering.exporting.escaping import clock, markdown_text, one_line
from rendering.exporting.facts import DIGITS
from rendering.exporting.published import Clip
from rendering.exporting.transcript import transcript_within
from rendering.filming.contents import ABOUT, IN_WORDS, TITLE, Part
from rendering.machine.files import InvalidFileError, read_limited
from rendering.publishing.subtitles import Cue, as_srt, as_vtt
from stage.language import wording

__all__ = ["site_text", "subtitles_srt", "subtitles_vtt", "title_of", "transcript"]

_MOST_BYTES = 10_000_000
"""Maximum size of a clip's subtitles in bytes."""

_VTT_HEAD = "WEBVTT\n"
_VTT_TIME = re.compile(r"(?<![\d:])(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})(?!\d)")

_MOST_IN_TITLE, _MOST_IN_DESCRIPTION = 100, 5_000
"""Maximum numbers of characters that video sites accept."""


def title_of(own: str) -> str:
    """Return the title of a film; ``own`` is a user's name of the example, or empty."""
    return wording().shared(f"{TITLE}, animated") + (f": {own}" if own else "")


# --- Subtitles ------------------------------------------------------------------------------------


def subtitles_srt(parts: Sequence[Part], fps: int) -> str:
    """Return the subtitles of all parts in SubRip format.

    Raises
    ------
    ClipError
        The subtitles of a clip cannot be read.
    """
    subtitles: list[srt.Subtitle] = []
    for part in parts:
        later = timedelta(milliseconds=round(1000 * part.start / fps))
        text = as_srt(_cues_of_card(part), fps) if part.clip is None else _read(part.clip, ".srt")
        try:
            told = list(srt.parse(text))
        except (srt.SRTParseError, ValueError) as error:
            raise _unfit(part, ".srt", one_line(error)) from None
        for cue in told:
            cue.start += later
            cue.end += later
        subtitles += told
    return str(srt.compose(subtitles, reindex=True))


def subtitles_vtt(parts: Sequence[Part], fps: int) -> str:
    """Return the subtitles of all parts in WebVTT format, with times of words if cues have them.

    Raises
    ------
    ClipError
        The subtitles of a clip cannot be read.
    """
    blocks = [_VTT_HEAD]
    for part in parts:
        text = as_vtt(_cues_of_card(part), fps) if part.clip is None else _read(part.clip, ".vtt")
        head, *cues = re.split(r"\n{2,}", text.replace("\r\n", "\n").strip("\n"))
        if not head.startswith(_VTT_HEAD.strip()):
            raise _unfit(part, ".vtt", "it does not begin as WebVTT does")
        blocks += (_later(cue, part.start, fps) + "\n" for cue in cues)
    return "\n".join(blocks)


def _cues_of_card(part: Part) -> list[Cue]:
    """Return the words of a title card as a cue, timed from the start of the card."""
    return [Cue(part.words, part.said, part.frames)] if part.words else []


def _later(cue: str, start: int, fps: int) -> str:
    """Return a WebVTT cue shifted by ``start`` frames.

    Its own times and those in the tags of its words are shifted.
    """
    milliseconds = round(1000 * start / fps)

    def moved(found: re.Match[str]) -> str:
        hours, minutes, seconds, thousandths = (int(digits or 0) for digits in found.groups())
        time = 1000 * (60 * (60 * hours + minutes) + seconds) + thousandths + milliseconds
        rest, thousandths = divmod(time, 1000)
        minutes, seconds = divmod(rest, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"

    def in_tags(found: re.Match[str]) -> str:
        return _VTT_TIME.sub(moved, found[0])

    lines = cue.split("\n")
    for number, line in enumerate(lines):
        if "-->" in line:
            words = re.sub(r"<[\d:.]+>", in_tags, "\n".join(lines[number + 1 :]))
            return "\n".join([*lines[:number], _VTT_TIME.sub(moved, line), words])
    return cue  # a note or a style, which has no times


def _read(clip: Clip, ending: str) -> str:
    path = clip.side(ending)
    try:
        return read_limited(path, _MOST_BYTES).decode("utf-8")
    except (FileNotFoundError, InvalidFileError, UnicodeDecodeError) as error:
        raise ClipError(
            f"a film has the subtitles of its clips; {path.name} cannot be read: "
            f"{one_line(error)}. Render the clip again with --force."
        ) from None


def _unfit(part: Part, ending: str, problem: str) -> ClipError:
    name = part.clip.name if part.clip is not None else part.title
    return ClipError(
        f"a film has the subtitles of its clips; {name}{ending} are none: {problem}. "
        "Render the clip again with --force."
    )


# --- Transcript and description -------------------------------------------------------------------


def transcript(parts: Sequence[Part], fps: int, own: str = "") -> str:
    """Return a transcript of everything said and shown, in Markdown.

    It is for people who cannot see or hear the film.
    """
    return "\n".join(_transcript(parts, fps, own))


def _transcript(parts: Sequence[Part], fps: int, own: str) -> Iterator[str]:
    yield f"# {markdown_text(title_of(own))}\n"
    length, say = clock(parts[-1].end / fps), wording().shared
    if wording().language is None:
        yield (
            f"A film of {length} in words: what it says, and what is seen. "
            f"Numbers are rounded to {DIGITS} digits.\n"
        )
    else:
        yield say(IN_WORDS).format(length=length) + "\n"
    for part in parts:
        begins = part.start / fps
        if part.kind == "chapter":
            yield f"## {markdown_text(part.title)}\n"
        elif part.clip is not None:
            yield f"### {clock(begins)}: {markdown_text(part.clip.title)}\n"
            yield transcript_within(part.clip.card, begins, level=4)
        elif part.words:
            yield f"## {clock(begins)}: {markdown_text(part.title)}\n"
            yield f"{say('Said')}: {markdown_text(part.words)}\n"


def site_text(marks: Sequence[Mark], length: str, fps: int, own: str, *, is_whole: bool) -> str:
    """Return the text for a video site: the title, an empty line, and a description with chapters.

    Sites show chapters only if the first is at 0:00 and each lasts 10 seconds or more. Times are
    rounded up to whole seconds, since a time rounded down would be in the previous clip. Angle
    brackets are replaced, because sites do not accept them.

    Parameters
    ----------
    marks
        The chapter marks.
    length
        Number of clips and length of the film, such as "15 clips, 13 minutes".
    fps
        Frames per second.
    own
        A user's name of the example; empty for a film of the default clips.
    is_whole
        Whether to include the introduction to the whole programme.
    """
    chapters = [f"{clock(-(-mark.start // fps))} {_plain(mark.title)}" for mark in marks]
    say = wording().shared
    introduction = [say(scenes.INTRODUCTION), ""] if is_whole else []
    what, example, promise = map(say, ABOUT)
    told = [what.format(length=length), *([example.format(own=own)] if own else []), promise]
    about = " ".join(told)
    rest: list[str] = []
    left = _MOST_IN_DESCRIPTION - len("\n".join([*introduction, about, "", ""]))
    for chapter in chapters:  # a site would cut off the rest
        left -= len(chapter) + 1
        if left >= 0:
            rest.append(chapter)
    title = _plain(title_of(own))[:_MOST_IN_TITLE]
    return "\n".join([title, "", *introduction, about, "", *rest, ""])


def _plain(text: str) -> str:
    return one_line(text).replace("<", "‹").replace(">", "›")
