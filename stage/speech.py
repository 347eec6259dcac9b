"""The times of spoken words, by which a story keeps in step with a voice.

This module deals with texts and seconds only. It depends on neither a voice nor sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["MOVE", "Speak", "WordTimes", "estimated_times", "sentences", "split_mark"]

MOVE = "{move}"
"""The mark in spoken words that precedes the word at which the motion starts."""

_WORDS_END = re.compile(r"(?<=[.?!])\s+")

_LETTERS_PER_SECOND = 15.0
"""Speed of slow, clear speech, without its pauses."""

_PAUSES = {".": 0.45, "?": 0.45, "!": 0.45, ":": 0.25, ";": 0.25, ",": 0.2}
"""Seconds of silence after a word, by the punctuation mark at its end."""


@dataclass(frozen=True, slots=True)
class WordTimes:
    """The times at which the words of a text are spoken, in seconds from the start of the speech.

    Words are separated by spaces.

    Attributes
    ----------
    starts
        Time at which each word starts.
    ends
        Time at which each word ends.
    seconds
        Duration of the whole speech.

    Raises
    ------
    ValueError
        The times are not in order, or not within the speech.
    """

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    seconds: float

    def __post_init__(self) -> None:
        times = [time for pair in zip(self.starts, self.ends, strict=True) for time in pair]
        if times != sorted(times) or (times and not 0 <= times[0] <= times[-1] <= self.seconds):
            raise ValueError(
                "words must be said one after the other, within the speech; "
                f"got {times} of {self.seconds} s. Give each a start and an end in order."
            )


Speak = Callable[[str, str], WordTimes]
"""A function that speaks the text of a beat, given the beat's name and the text."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each beginning with a capital letter.

    >>> sentences("Take it away. zero point five: it towers! And on?")
    ['Take it away.', 'Zero point five: it towers!', 'And on?']
    """
    return [part[:1].upper() + part[1:] for part in _WORDS_END.split(text.strip()) if part]


def split_mark(template: str) -> tuple[str, str | None]:
    """Return the parts of a template of spoken words before and after its mark.

    Without a mark, the second part is None.

    >>> split_mark("Now pull {move} and watch."), split_mark("Look.")
    (('Now pull ', ' and watch.'), ('Look.', None))

    Raises
    ------
    ValueError
        The template has more than one mark.
    """
    before, mark, after = template.partition(MOVE)
    if MOVE in after:
        raise ValueError(
            f"spoken words must have one mark {MOVE} at most; got {template.count(MOVE)} in "
            f"{template!r}. Keep the one with which the motion starts."
        )
    return before, after if mark else None


def estimated_times(text: str, seconds: float | None = None) -> WordTimes:
    """Return times of the words of a text, estimated from their numbers of letters.

    If ``seconds`` is given, the times are scaled so that the speech has this duration.

    >>> estimated_times("Up it goes.").ends
    (0.2, 0.4, 0.8)
    >>> estimated_times("One two.", seconds=1.8).ends
    (0.8, 1.8)
    """
    starts: list[float] = []
    ends: list[float] = []
    time = 0.0
    words = text.split()
    for word in words:
        starts.append(time)
        # The space after a word counts as a letter, so that short words are not too fast.
        time += (len(word) + 1) / _LETTERS_PER_SECOND
        ends.append(time)
        time += _PAUSES.get(word[-1], 0.0)
    length = ends[-1] if ends else 0.0
    whole = round(length, 6) if seconds is None else seconds
    scale = whole / length if length else 1.0

    def scaled(times: Sequence[float]) -> tuple[float, ...]:
        return tuple(min(round(time * scale, 6), whole) for time in times)

    return WordTimes(scaled(starts), scaled(ends), whole)
