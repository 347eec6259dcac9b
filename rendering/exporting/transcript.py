"""A clip for people who cannot see it: its words, and a description of its pictures, by beat.

It is written for screen readers: a heading for each beat, whole words instead of symbols, and one
number at a time. This module knows a card and the text made from it; ``facts`` says what its
numbers mean.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from rendering.exporting.escaping import clock, markdown_text
from rendering.exporting.facts import DIGITS, TINY, Facts
from stage.language import wording

__all__ = ["number_in_words", "transcript", "transcript_within"]


def transcript(card: Mapping[str, Any]) -> str:
    """Return the whole transcript, in Markdown."""
    seconds = round(card["seconds"])
    unit = "second" if seconds == 1 else "seconds"
    if "language" in card:
        return f"# {markdown_text(card['title'])}\n\n{transcript_within(card)}"
    lines = (
        f"# {markdown_text(card['title'])}\n",
        f"A {'spoken' if 'voice' in card else 'silent'} clip of {seconds} {unit} in words: what it "
        "says, and what is seen. "
        f"Numbers are rounded to {DIGITS} digits.\n",
    )
    return "\n".join(lines) + "\n" + transcript_within(card)


def transcript_within(card: Mapping[str, Any], begins: float = 0.0, level: int = 2) -> str:
    """Return the transcript without its title, for a clip that begins within a film.

    ``begins`` is the time in the film, in seconds, at which the clip begins; ``level`` is the level
    of the transcript's own headings.
    """
    facts = Facts(card, number=number_in_words, text=markdown_text)
    return "\n".join(_lines(card, facts, begins, "#" * level))


def _lines(card: Mapping[str, Any], facts: Facts, begins: float, heading: str) -> Iterator[str]:
    """Yield lines of Markdown, with an empty line between blocks and at the end."""
    title, say = markdown_text(card["title"]), wording().shared
    if card["title"].endswith("?"):
        last = card["beats"][-1]["start"] if card["beats"] else 0.0
        asks = say("The clip asks: {title} It answers at {time}.")
        yield asks.format(title=title, time=clock(begins + last)) + "\n"
    else:
        yield f"What it claims: {title}.\n"
    if start := facts.start():
        yield f"{heading} What it starts from\n"
        yield from _list(start)
    for beat in card["beats"]:
        begin, end = clock(begins + beat["start"]), clock(begins + beat["end"])
        times = say("{start} to {end}").format(start=begin, end=end)
        yield f"{heading} {times}: {markdown_text(beat['name'])}\n"
        words = beat["says"] if "voice" in card else beat["narration"]
        if words.strip():
            yield f"{say('Said')}: {markdown_text(words)}\n"
        for sentences in facts.visible(beat):
            yield f"Seen: {sentences}\n"
        if told := facts.of(beat):
            yield from _list(told)


def _list(told: Sequence[str]) -> Iterator[str]:
    yield from (f"- {fact}." for fact in told)
    yield ""


def number_in_words(value: Any) -> str:
    """Return a number of a card as it is read aloud.

    >>> number_in_words(0.65437), number_in_words(-1.98), number_in_words("inf")
    ('0.6544', 'minus 1.98', 'infinite')
    >>> number_in_words(4.5e-12), number_in_words(12345678.0), number_in_words(5e-324)
    ('4.5 times 10 to the power of minus 12', '1.235 times 10 to the power of 7', 'almost 0')
    >>> number_in_words(0.99999), number_in_words(100), number_in_words(True)
    ('almost 1', '100', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    size = abs(float(value))
    sign = "minus " if float(value) < 0 else ""
    if math.isinf(size):
        return f"{sign}infinite"
    if 0 < size < TINY:
        return "almost 0"
    rounded = Decimal(f"{size:.{DIGITS}g}").normalize()
    if rounded == 1 and size < 1:
        return f"almost {sign}1"
    if size == 0 or -6 < rounded.adjusted() < 7:
        return f"{sign}{rounded:f}"
    exponent = rounded.adjusted()
    power = f"minus {-exponent}" if exponent < 0 else str(exponent)
    mantissa = rounded.scaleb(-exponent)
    times = "" if mantissa == 1 else f"{mantissa:f} times "
    return f"{sign}{times}10 to the power of {power}"
