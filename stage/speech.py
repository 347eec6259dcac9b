"""The times of spoken words, which a story needs from a voice.

Knows texts and seconds; not who speaks, nor how speech sounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["MOVE", "Speak", "WordTimes", "estimated_times", "sentences", "split_mark"]

MOVE = "{move}"
"""The mark in spoken words before the word with which the motion starts."""

_WORDS_END = re.compile(r"(?<=[.?!])\s+")

_LETTERS_PER_SECOND = 15.0
"""Of somebody who speaks slowly enough to be followed, without pauses."""

_PAUSES = {".": 0.45, "?": 0.45, "!": 0.45, ":": 0.25, ";": 0.25, ",": 0.2}
"""Seconds of silence after a word that ends so."""


@dataclass(frozen=True, slots=True)
class WordTimes:
    """When the words of a text are said, in seconds from the beginning of its speech.

    Attributes
    ----------
    starts, ends
        Of each word, where words are what spaces part.
    seconds
        How long all of it lasts.
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
"""What speaks the text of a beat: called with the beat's name and the text."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with a capital letter first.

    >>> sentences("Take it away. zero point five: it towers! And on?")
    ['Take it away.', 'Zero point five: it towers!', 'And on?']
    """
    return [part[:1].upper() + part[1:] for part in _WORDS_END.split(text.strip()) if part]


def split_mark(template: str) -> tuple[str, str | None]:
    """A template of spoken words as its part before the mark and after it; None without a mark.

    >>> split_mark("Now pull {move} and watch."), split_mark("Look.")
    (('Now pull ', ' and watch.'), ('Look.', None))

    Raises
    ------
    ValueError
        There is more than one mark.
    """
    before, mark, after = template.partition(MOVE)
    if MOVE in after:
        raise ValueError(
            f"spoken words must have one mark {MOVE} at most; got {template.count(MOVE)} in "
            f"{template!r}. Keep the one with which the motion starts."
        )
    return before, after if mark else None


def estimated_times(text: str, seconds: float | None = None) -> WordTimes:
    """Times for which only the text is known, and perhaps how long it lasts: by its letters.

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
        # A space takes as long as a letter, so that a short word takes some time.
        time += (len(word) + 1) / _LETTERS_PER_SECOND
        ends.append(time)
        time += _PAUSES.get(word[-1], 0.0)
    length = ends[-1] if ends else 0.0
    whole = round(length, 6) if seconds is None else seconds
    scale = whole / length if length else 1.0

    def scaled(times: Sequence[float]) -> tuple[float, ...]:
        return tuple(min(round(time * scale, 6), whole) for time in times)

    return WordTimes(scaled(starts), scaled(ends), whole)
