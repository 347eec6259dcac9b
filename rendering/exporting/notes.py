"""Speaker notes for a slide: the question to ask, what to say, and the numbers in words.

This module knows cards, but not where notes are shown or in which format (HTML, Markdown, XML).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rendering.exporting.facts import Facts
from rendering.exporting.handout import told

__all__ = ["Notes", "notes_of_beat", "notes_of_clip"]


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one slide, as plain text that is not escaped for any format.

    Attributes
    ----------
    ask
        The question to ask the audience before anything moves; empty if there is none.
    says
        What to say; may be empty.
    numbers
        Sentences that state the numbers of the slide.
    """

    ask: str = ""
    says: str = ""
    numbers: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield all of the notes, one line per paragraph."""
        if self.ask:
            yield f"Ask: {self.ask}"
        if self.says:
            yield self.says
        for fact in self.numbers:
            yield f"– {fact}"


def notes_of_clip(card: Mapping[str, Any]) -> Notes:
    """Return the notes for a clip's title slide: the question and the starting values."""
    title = str(card["title"])
    ask = title if title.endswith("?") else f"“{title}”: is that so, and why?"
    return Notes(ask=ask, numbers=_sentences(_facts(card).start()))


def notes_of_beat(card: Mapping[str, Any], beat: Mapping[str, Any]) -> Notes:
    """Return the notes of a beat, with its caption if its card has no spoken text (``says``)."""
    return Notes(
        ask=str(beat.get("guess") or ""),
        says=str(beat.get("says") or beat["narration"]),
        numbers=_sentences(_facts(card).of(beat)),
    )


def _facts(card: Mapping[str, Any]) -> Facts:
    return Facts(card, number=told)


def _sentences(facts: list[str]) -> tuple[str, ...]:
    return tuple(f"{fact}." for fact in facts)
