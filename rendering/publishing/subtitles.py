"""Write a clip's narration as .srt and .vtt: the same cues, one or more for each beat.

For a clip with a voice, the cues are the spoken words at the times when they are spoken. In .vtt,
each word has its time, so that players can highlight the word that is being spoken.

A cue fills at most two lines of 42 characters, as is usual for professional subtitles. A longer
narration becomes several cues, which divide the beat's time by their length. A narration is cut at
the end of a sentence if possible, otherwise at another punctuation mark, otherwise between words.
It is not cut inside a formula such as ``q(1 − q)``, unless the formula is too long for a line.

This module knows nothing about scenes except the words and times of beats. WebVTT can escape ``<``,
``>`` and ``&``, so a label such as ``<b>`` is shown as it was typed. SubRip has no escapes: its
text is written unchanged, and players without support for tags show it literally.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice, pairwise, zip_longest
from typing import Any, Protocol

import srt

__all__ = [
    "LINE",
    "LINES",
    "Cue",
    "as_srt",
    "as_vtt",
    "cues_of_card",
    "joined",
    "parse_vtt",
    "said",
    "vtt_time",
    "vtt_words",
]


class CaptionLike(Protocol):
    """Words with their frames (``stage.story.Caption``, whose module imports manim)."""

    @property
    def text(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are shown from the frame ``start`` to the frame before ``end``.

    Attributes
    ----------
    starts
        The frame in which each word starts to be spoken; empty if no voice speaks the words.
    """

    text: str
    start: int
    end: int
    starts: tuple[int, ...] = ()

    def screens(self) -> Iterator[Cue]:
        """Split the cue into cues that fit on a player's screen; yield no cues if it has no words.

        Each cue lasts at least one frame, unless there are fewer frames than cues.
        """
        texts = list(_screens(_units(self.text)))
        length = sum(len(text) for text in texts)
        start, said = self.start, 0
        starts = self.starts if len(texts) == 1 else ()
        for k, text in enumerate(texts, start=1):
            said += len(text)
            end = self.start + round((self.end - self.start) * said / length)
            end = min(max(end, start + 1), self.end - (len(texts) - k))
            if start < end:
                yield Cue(text, start, end, starts)
                start = end


def joined(captions: Iterable[CaptionLike]) -> list[Cue]:
    """Return one cue per caption; equal words in successive captions become one cue."""
    cues: list[Cue] = []
    for caption in captions:
        if cues and (cues[-1].text, cues[-1].end) == (caption.text, caption.start):
            cues[-1] = replace(cues[-1], end=caption.end)
        else:
            cues.append(Cue(caption.text, caption.start, caption.end))
    return cues


def said(words: Sequence[CaptionLike], fps: int) -> list[Cue]:
    """Return spoken words as cues: one per sentence, or several if a sentence is too long.

    A cue appears with its first word. It stays until the next cue if that starts within a second
    of the cue's last word; otherwise, it disappears after that word.
    """
    screens: list[list[CaptionLike]] = []
    for sentence in _sentences(words):
        rest = iter(sentence)
        texts = _screens(_units(" ".join(word.text for word in sentence)))
        screens += ([*islice(rest, len(text.split()))] for text in texts)
    cues: list[Cue] = []
    for screen, after in zip_longest(screens, screens[1:]):
        end = screen[-1].end
        stays = after[0].start if after is not None and after[0].start - end <= fps else end
        text, starts = " ".join(word.text for word in screen), tuple(word.start for word in screen)
        cues.append(Cue(text, screen[0].start, stays, starts))
    return cues


def cues_of_card(card: Mapping[str, Any]) -> list[Cue]:
    """Return the cues of a clip's subtitles: its spoken words, or its captions without a voice."""
    if "voice" in card:
        return said([_cue(w) for beat in card["beats"] for w in beat.get("words", ())], card["fps"])
    # Older cards have no captions, but the words of each beat, which are shown for the whole beat.
    return joined(
        _cue(caption)
        for beat in card["beats"]
        for caption in beat.get("captions") or [{**beat, "text": beat["narration"]}]
    )


def _cue(words: Mapping[str, Any]) -> Cue:
    return Cue(words["text"], words["start_frame"], words["end_frame"])


def _sentences(words: Sequence[CaptionLike]) -> Iterator[Sequence[CaptionLike]]:
    ends = [k for k, word in enumerate(words, start=1) if word.text[-1] in _STOPS[0]]
    for start, end in pairwise([0, *ends, len(words)]):
        if start < end:
            yield words[start:end]


# LINE: the most characters in a line of a cue; LINES: the most lines in a cue. Both are as in the
# subtitle guidelines of Netflix and the BBC.
LINE, LINES = 42, 2

_STOPS = (".?!", ";:", ",")  # it is best to cut after a mark in the first group


_IN_FORMULAS = re.compile(
    r"""
    [ ] [-+−×·/÷=≠≈<>≤≥∈→] (?=[ ])            # an operator, with the space before it
    | (?<=[ ][-+−×·/÷=≠≈<>≤≥∈→]) [ ]          # and that after it
    | (?<=\bln) [ ] | (?<=\blog) [ ] | (?<=\bexp) [ ]   # a function, before what it is of
    | (?<=[^\s(]) \( [^()]* (?: \([^()]*\) [^()]* )* \)  # what a function is of, in brackets
    """,
    re.VERBOSE,
)
_GLUE = "\N{NO-BREAK SPACE}"


def _units(text: str) -> Iterator[str]:
    """Yield words and formulas, which are kept on one line unless they are too long for one."""
    glued = _IN_FORMULAS.sub(lambda found: found[0].replace(" ", _GLUE), " ".join(text.split()))
    for unit in glued.split(" "):
        spaced = unit.replace(_GLUE, " ")
        yield from [spaced] if len(spaced) <= LINE else spaced.split()


def _screens(words: Iterable[str]) -> Iterator[str]:
    """Yield texts of at most ``LINES`` lines that together contain ``words``."""
    rest = [piece for word in words for piece in _pieces(word)]
    while rest:
        if lines := _in_lines(rest):
            yield "\n".join(lines)
            return
        fits = max(k for k in range(1, len(rest)) if _in_lines(rest[:k]))
        cut = next(
            (k for stops in _STOPS for k in range(fits, 0, -1) if rest[k - 1][-1] in stops), fits
        )
        yield "\n".join(_in_lines(rest[:cut]))
        rest = rest[cut:]


def _pieces(word: str) -> Iterator[str]:
    for k in range(0, len(word), LINE):
        yield word[k : k + LINE]


def _in_lines(words: Sequence[str]) -> list[str]:
    """Return the words in one line, or in two of similar length; empty if they do not fit.

    Two lines are preferably cut after a punctuation mark.
    """
    whole = " ".join(words)
    if len(whole) <= LINE:
        return [whole]
    ways = []
    for k in range(1, len(words)):
        lines = [" ".join(words[:k]), " ".join(words[k:])]
        longest = max(map(len, lines))
        if longest <= LINE:
            is_stop = any(words[k - 1][-1] in stops for stops in _STOPS)
            ways.append((longest - 8 * is_stop, lines))
    return min(ways)[1] if ways else []


def as_srt(cues: Iterable[Cue], fps: int) -> str:
    """Return the cues as SubRip text; cues without words are left out."""
    subtitles = [
        srt.Subtitle(
            index=0,
            start=timedelta(milliseconds=_milliseconds(screen.start, fps)),
            end=timedelta(milliseconds=_milliseconds(screen.end, fps)),
            content=screen.text,
        )
        for cue in cues
        for screen in cue.screens()
    ]
    return str(srt.compose(subtitles, reindex=True))


def as_vtt(cues: Iterable[Cue], fps: int) -> str:
    """Return the cues as WebVTT text; cues without words are left out."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        for screen in cue.screens():
            times = f"{vtt_time(screen.start, fps)} --> {vtt_time(screen.end, fps)}"
            blocks.append(f"{times}\n{vtt_words(screen, fps)}\n")
    return "\n".join(blocks)


def parse_vtt(text: str) -> Iterator[tuple[float, float, str]]:
    """Yield the start, the end (in seconds) and the text with markup of each cue of ``as_vtt``."""
    _, *cues = text.strip("\n").split("\n\n")
    for cue in cues:
        times, words = cue.split("\n", 1)
        start, end = (
            sum(60**k * float(part) for k, part in enumerate(reversed(time.split(":"))))
            for time in times.split(" --> ")
        )
        yield start, end, words


def vtt_words(cue: Cue, fps: int) -> str:
    """Return the text of a cue as WebVTT, with the time of each word that starts after the cue.

    Each such word is in an element ``c``, so that a page can style it with ``::cue(c:future)``.

    >>> vtt_words(Cue("x < 1", 0, 20, (0, 5, 10)), 10)
    'x <00:00:00.500><c>&lt;</c> <00:00:01.000><c>1</c>'
    """
    pieces = re.split(r"(\s+)", cue.text.replace("&", "&amp;").replace("<", "&lt;"))
    words = [piece.replace(">", "&gt;") for piece in pieces[::2]]
    if len(words) == len(cue.starts):
        for k, (before, start) in enumerate(pairwise(cue.starts), start=1):
            if before < start < cue.end:  # times must increase and be within the cue
                words[k] = f"<{vtt_time(start, fps)}><c>{words[k]}</c>"
    pieces[::2] = words
    return "".join(pieces)


def _milliseconds(frame: int, fps: int) -> int:
    return round(1000 * frame / fps)


def vtt_time(frame: int, fps: int) -> str:
    """Return the time at which a frame starts, in WebVTT's format.

    >>> vtt_time(90, 60)
    '00:00:01.500'
    """
    seconds, milliseconds = divmod(_milliseconds(frame, fps), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
