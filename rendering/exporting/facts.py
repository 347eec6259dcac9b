"""Express a card's numbers in words: "cat moves from 0.2 to 0.6, the others stay".

Each fact is a sentence without its full stop. This module knows a card and the names that
``stage.description`` gives its numbers. Those names exist only in English, so a clip in another
language has no facts. The module does not know how a number (``number``) or a text (``text``) is
formatted for its reader, or where the sentences appear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rendering.exporting.tables import value_at
from stage.description import Quantity, description_of

__all__ = ["DIGITS", "TINY", "Facts", "Named", "ordinal"]

DIGITS = 4
"""The number of significant digits of a rounded number."""

TINY = 1e-100
"""A number below this stands for one that must not be 0, and is written as "almost 0"."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def ordinal(k: int) -> str:
    """Return the ordinal of an index, counted from 0.

    >>> ordinal(2), ordinal(11)
    ('third', 'number 12')
    """
    return _ORDINALS[k] if k < len(_ORDINALS) else f"number {k + 1}"


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a single number.

    Attributes
    ----------
    quantity
        The quantity, which neighbouring numbers may share: "The shares".
    of
        What the number belongs to: "cat"; empty if the quantity has only one number.
    is_of_a_class
        Whether ``of`` is a class.
    """

    quantity: str
    of: str
    is_of_a_class: bool


class Facts:
    """The facts of one card.

    Parameters
    ----------
    number
        Formats a number for reading, or for reading aloud.
    text
        Escapes a text that somebody typed.
    """

    def __init__(
        self,
        card: Mapping[str, Any],
        *,
        number: Callable[[Any], str],
        text: Callable[[str], str] = str,
    ) -> None:
        self.card = card
        self._description = description_of(card["scene"])
        self._is_english = "language" not in card
        self._labels = card["parameters"].get("labels")
        self._number, self._text = number, text

    def start(self) -> list[str]:
        """Return the facts about the clip's starting point: its parameters."""
        return [
            fact
            for name, value in self.card["parameters"].items()
            if self._is_english and value is not None and name != "labels"
            for fact in self._facts_of(name, value)
        ]

    def visible(self, beat: Mapping[str, Any]) -> list[str]:
        """Return what a beat shows besides its numbers, in whole sentences."""
        if not self._is_english:
            return []
        description, name = self._description, beat["name"]
        always = description.visible.get(name)
        moving = description.visible_if_moving.get(name) if beat["numbers"] else None
        return [sentences for sentences in (always, moving) if sentences]

    def of(self, beat: Mapping[str, Any]) -> list[str]:
        """Return the facts about the numbers of a beat, without repetition."""
        if not self._is_english:
            return []
        names = self._description.also.get(beat["name"], ())
        also = {name: value_at(self.card, name) for name in names}
        named = {name: value for name, value in also.items() if value is not None}
        numbers = [*named.items(), *beat["numbers"].items()]
        facts = [fact for name, value in numbers for fact in self._facts_of(name, value)]
        return list(dict.fromkeys(facts))  # two numbers may read the same

    def named(self, track: str, item: int, items: int) -> Named | None:
        """Return the name of one number of a track; None if a reader would not know what it is."""
        description = self._description
        if description.quantities and description.key_of(track) is None:
            return None  # the scene describes its numbers, but not this one
        quantity = self._quantity(track)
        if not quantity.name or quantity.kind != "value":
            return None
        of = self._of(quantity, item, items) if items > 1 else ""
        return Named(quantity.name, of, bool(of) and not quantity.of)

    def is_class(self, name: str) -> bool:
        """Return whether this number is the index of a class."""
        return self._quantity(name).kind == "class"

    def class_name(self, k: int) -> str:
        """Return a class by its label and its position, since formulas refer to its position."""
        if self._has_label(k):
            return f"{self._class(k)}, the {ordinal(k)}"
        return self._class(k)

    def placed(self, k: Any) -> str:
        """Return the index of a class and name the class; any other value is only formatted."""
        if not _is_index(k):
            return self._written(k)
        label = f": {self._class(k)}" if self._has_label(k) else ""
        return f"{k}, the {ordinal(k)}{label}"

    # --- one number -------------------------------------------------------------------------------

    def _facts_of(self, name: str, value: Any) -> Iterator[str]:
        quantity = self._quantity(name)
        if not quantity.name:
            return
        if isinstance(value, Mapping) and "last" in value:
            rows = value_at(self.card, name)
            first = rows[0] if isinstance(rows, list) and rows else None
            fact = self._of_motion(quantity, first, value["last"])
        else:
            fact = self._of_value(quantity, value)
        if fact:
            yield fact

    def _quantity(self, number: str) -> Quantity:
        if described := self._description.quantity(number):
            return described
        name = self._text(number.replace("_", " "))
        return Quantity(name[:1].upper() + name[1:], all_entries=True)

    def _of_value(self, quantity: Quantity, value: Any) -> str:
        if quantity.kind == "class" and _is_index(value):
            return f"{quantity.name}: {self.class_name(value)}"
        entries = list(self._entries(quantity, value))
        if len(entries) == 1:
            return f"{quantity.name}: {self._written(entries[0][1])}"
        listed = ", ".join(_beside(of, self._written(entry)) for of, entry in entries)
        return f"{quantity.name}: {listed}"

    def _of_motion(self, quantity: Quantity, first: Any, last: Any) -> str:
        """Describe a track by its first and last row, or by the last if the card has no other."""
        if quantity.kind == "places" and _are_numbers(last):
            order = sorted(range(len(last)), key=lambda k: float(last[k]))
            return f"{quantity.name} {', '.join(self._class(k) for k in order)}"
        ends = [(of, self._written(entry)) for of, entry in self._entries(quantity, last)]
        starts = [self._written(entry) for _, entry in self._entries(quantity, first)]
        if first is None or len(starts) != len(ends):
            starts = [""] * len(ends)
        ways = [_way(start, end) for start, (_, end) in zip(starts, ends, strict=True)]
        if len(ways) == 1 or (quantity.of and len(set(ways)) == 1):
            return f"{quantity.name} {ways[0]}"
        changes = [
            f"{of} {way}"
            for start, (of, end), way in zip(starts, ends, ways, strict=True)
            if quantity.all_entries or start != end
        ]
        left = [of for start, (of, end) in zip(starts, ends, strict=True) if start == end]
        if quantity.all_entries or not left:
            return f"{quantity.name}: {', '.join(changes)}"
        if not changes:
            return f"{quantity.name}: all stay"
        rest = "the others stay" if len(left) > 1 else f"{left[0]} stays"
        return f"{quantity.name}: {', '.join(changes)}, {rest}"

    def _entries(self, quantity: Quantity, value: Any, of: str = "") -> Iterator[tuple[str, Any]]:
        """Yield the single numbers of a value, each with what it belongs to."""
        if not isinstance(value, list):
            yield of, value
            return
        for k, entry in enumerate(value):
            label = f"{of}, part {k + 1}" if of else self._of(quantity, k, len(value))
            yield from self._entries(quantity, entry, label)

    def _of(self, quantity: Quantity, k: int, count: int) -> str:
        """Return what the ``k``-th of ``count`` numbers belongs to."""
        return quantity.of[k] if len(quantity.of) == count else self._class(k)

    def _class(self, k: int) -> str:
        if self._has_label(k):
            return self._text(str(self._labels[k]))
        return f"class {k + 1}" if "labels" in self.card["parameters"] else f"number {k + 1}"

    def _has_label(self, k: int) -> bool:
        return isinstance(self._labels, list) and k < len(self._labels)

    def _written(self, value: Any) -> str:
        if isinstance(value, str) and value not in ("inf", "-inf"):
            return self._text(value)
        return self._number(value)


def _is_index(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, int | float) for v in value)


def _beside(of: str, value: str) -> str:
    """Join a name and its value so that two numbers in a row cannot be read as one."""
    return f"{of} is {value}" if of[-1:].isdigit() else f"{of} {value}"


def _way(start: str, end: str) -> str:
    if not start:
        return f"comes to {end}"
    return f"stays at {end}" if start == end else f"moves from {start} to {end}"
