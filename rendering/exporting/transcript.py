"""A clip for those who cannot see it: what is said, and in words what is seen, beat by beat.

Written for screen readers: a heading for each beat, whole words in place of signs, and one number
at a time. Knows a card, and what ``scenes.seen`` calls its numbers; not one picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from rendering.exporting.escaping import clock, markdown_text
from rendering.exporting.tables import value_at
from scenes.seen import Words, seen_of

__all__ = ["number_in_words", "transcript"]

DIGITS = 4
"""Significant ones, of each number."""

_TINY = 1e-100
"""Below that a number stands for one that must not be 0."""


def transcript(card: Mapping[str, Any]) -> str:
    """The text, in Markdown."""
    return "\n".join(_Teller(card).lines())


class _Teller:
    """Tells one card."""

    def __init__(self, card: Mapping[str, Any]) -> None:
        self.card = card
        self.words = seen_of(card["scene"])
        self.labels = card["parameters"].get("labels")

    def lines(self) -> Iterator[str]:
        """Lines of Markdown, with an empty one between blocks and at the end."""
        card = self.card
        title = markdown_text(card["title"])
        seconds = round(card["seconds"])
        yield f"# {title}\n"
        yield (
            f"A clip of {seconds} {'second' if seconds == 1 else 'seconds'} without sound, in words"
            f": what it says, and what is seen. Numbers are rounded to {DIGITS} digits.\n"
        )
        if card["title"].endswith("?"):
            last = card["beats"][-1]["start"] if card["beats"] else 0.0
            yield f"The clip asks: {title} It answers at {clock(last)}.\n"
        else:
            yield f"What it claims: {title}.\n"
        if start := list(self._start()):
            yield "## What it starts from\n"
            yield from start
            yield ""
        for beat in card["beats"]:
            yield from self._beat(beat)

    def _start(self) -> Iterator[str]:
        for name, value in self.card["parameters"].items():
            if value is not None and name != "labels":
                yield from self._told(name, value)

    def _beat(self, beat: Mapping[str, Any]) -> Iterator[str]:
        times = f"{clock(beat['start'])} to {clock(beat['end'])}"
        yield f"## {times}: {markdown_text(beat['name'])}\n"
        if beat["narration"].strip():
            yield f"Said: {markdown_text(beat['narration'])}\n"
        if seen := self.words.seen.get(beat["name"]):
            yield f"Seen: {seen}\n"
        if beat["numbers"] and (seen := self.words.seen_moving.get(beat["name"])):
            yield f"Seen: {seen}\n"
        also = {name: value_at(self.card, name) for name in self.words.also.get(beat["name"], ())}
        named = {name: value for name, value in also.items() if value is not None}
        numbers = [*named.items(), *beat["numbers"].items()]
        told = [fact for name, value in numbers for fact in self._told(name, value)]
        facts = list(dict.fromkeys(told))  # two numbers may be the same to a reader
        if facts:
            yield from facts
            yield ""

    # --- one number -------------------------------------------------------------------------------

    def _told(self, name: str, value: Any) -> Iterator[str]:
        words = self._words_of(name)
        if not words.said:
            return
        if isinstance(value, Mapping) and "last" in value:
            rows = value_at(self.card, name)
            first = rows[0] if isinstance(rows, list) and rows else None
            told = self._of_motion(words, first, value["last"])
        else:
            told = self._of_value(words, value)
        if told:
            yield f"- {told}."

    def _words_of(self, name: str) -> Words:
        known = self.words.numbers.get(name) or self.words.numbers.get(_without_index(name))
        if known is not None:
            return known
        said = markdown_text(name.replace("_", " "))
        return Words(said[:1].upper() + said[1:], spelled=True)

    def _of_value(self, words: Words, value: Any) -> str:
        if words.kind == "class" and isinstance(value, int):
            return f"{words.said}: {self._class(value)}"
        entries = list(self._entries(words, value))
        if len(entries) == 1:
            return f"{words.said}: {_text(entries[0][1])}"
        return f"{words.said}: " + ", ".join(_of(of, _text(entry)) for of, entry in entries)

    def _of_motion(self, words: Words, first: Any, last: Any) -> str:
        """A track, by its first row and its last; by that alone if the card has no other."""
        if words.kind == "places":
            order = sorted(range(len(last)), key=lambda k: float(last[k]))
            return f"{words.said} {', '.join(self._class(k) for k in order)}"
        ends = [(of, _text(entry)) for of, entry in self._entries(words, last)]
        starts = [_text(entry) for _, entry in self._entries(words, first)]
        if first is None or len(starts) != len(ends):
            starts = [""] * len(ends)
        ways = [_way(start, end) for start, (_, end) in zip(starts, ends, strict=True)]
        if len(ways) == 1 or (words.of and len(set(ways)) == 1):
            return f"{words.said} {ways[0]}"
        told = [
            f"{of} {way}"
            for start, (of, end), way in zip(starts, ends, ways, strict=True)
            if words.spelled or start != end
        ]
        left = [of for start, (of, end) in zip(starts, ends, strict=True) if start == end]
        if words.spelled or not left:
            return f"{words.said}: {', '.join(told)}"
        if not told:
            return f"{words.said}: all stay"
        rest = "the others stay" if len(left) > 1 else f"{left[0]} stays"
        return f"{words.said}: {', '.join(told)}, {rest}"

    def _entries(self, words: Words, value: Any, of: str = "") -> Iterator[tuple[str, Any]]:
        """The single numbers of a value, each with what it belongs to."""
        if not isinstance(value, list):
            yield of, value
            return
        for k, entry in enumerate(value):
            if of:
                label = f"{of}, part {k + 1}"
            elif len(words.of) == len(value):
                label = words.of[k]
            else:
                label = self._class(k)
            yield from self._entries(words, entry, label)

    def _class(self, k: int) -> str:
        if isinstance(self.labels, list) and k < len(self.labels):
            return markdown_text(str(self.labels[k]))
        return f"class {k + 1}" if "labels" in self.card["parameters"] else f"number {k + 1}"


def _without_index(name: str) -> str:
    return name.partition("[")[0]


def _of(of: str, value: str) -> str:
    """Two numbers in a row could be heard as one."""
    return f"{of} is {value}" if of[-1:].isdigit() else f"{of} {value}"


def _way(start: str, end: str) -> str:
    if not start:
        return f"comes to {end}"
    return f"stays at {end}" if start == end else f"moves from {start} to {end}"


def _text(value: Any) -> str:
    if isinstance(value, str) and value not in ("inf", "-inf"):
        return markdown_text(value)
    return number_in_words(value)


def number_in_words(value: Any) -> str:
    """A number of a card as it is read out.

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
    if 0 < size < _TINY:
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
