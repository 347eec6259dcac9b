"""What a speaker reads beside a slide: the question to ask, what to say, and the numbers in words.

Knows cards; not where notes are shown, nor in which language (HTML, Markdown, XML) they stand.
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
    """Text, as the card has it: not of any language.

    Attributes
    ----------
    ask
        The question to ask the audience before anything moves; empty if there is none.
    says
        What to say; may be empty.
    numbers
        Sentences that tell the numbers of the slide.
    """

    ask: str = ""
    says: str = ""
    numbers: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """All of it, a paragraph each."""
        if self.ask:
            yield f"Ask: {self.ask}"
        if self.says:
            yield self.says
        for fact in self.numbers:
            yield f"– {fact}"


def notes_of_clip(card: Mapping[str, Any]) -> Notes:
    """Beside its title, before its first beat: the question, and what it starts from."""
    title = str(card["title"])
    ask = title if title.endswith("?") else f"“{title}”: is that so, and why?"
    return Notes(ask=ask, numbers=_sentences(_facts(card).start()))


def notes_of_beat(card: Mapping[str, Any], beat: Mapping[str, Any]) -> Notes:
    """A beat's; where its card has no text to be spoken (``says``), its caption is what to say."""
    return Notes(
        ask=str(beat.get("guess") or ""),
        says=str(beat.get("says") or beat["narration"]),
        numbers=_sentences(_facts(card).of(beat)),
    )


def _facts(card: Mapping[str, Any]) -> Facts:
    return Facts(card, number=told)


def _sentences(facts: list[str]) -> tuple[str, ...]:
    return tuple(f"{fact}." for fact in facts)
