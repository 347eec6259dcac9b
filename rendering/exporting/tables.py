"""Access to a card's table by the names that its beats use.

This module knows only the structure of a card, not what a number means or how it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["flat", "moving_fields", "tracks_of", "value_at"]

_NAME = re.compile(r"(?P<field>[^\[\]]+)(?P<indices>(?:\[\d+\])*)")


def value_at(card: Mapping[str, Any], name: str) -> Any:
    """Return the table's value for ``name``, such as ``nudged[0]``; None if there is none.

    >>> value_at({"numbers": {"p": [[1, 2], [3]]}}, "p[1][0]")
    3
    """
    match = _NAME.fullmatch(name)
    value = card["numbers"].get(match["field"]) if match else None
    for index in re.findall(r"\d+", match["indices"]) if match else ():
        if not isinstance(value, list) or int(index) >= len(value):
            return None
        value = value[int(index)]
    return value


def tracks_of(beat: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return a beat's tracks by name, each with its number of frames and its last row."""
    return {
        name: value
        for name, value in beat["numbers"].items()
        if isinstance(value, Mapping) and {"frames", "last"} <= set(value)
    }


def moving_fields(card: Mapping[str, Any]) -> set[str]:
    """Return the fields of the table whose tracks are shown by beats."""
    return {name.partition("[")[0] for beat in card["beats"] for name in tracks_of(beat)}


def flat(value: Any) -> Iterator[Any]:
    """Yield the numbers of an array, however deeply nested.

    >>> list(flat([[1, 2], [3]])), list(flat("inf"))
    ([1, 2, 3], ['inf'])
    """
    if isinstance(value, list):
        for item in value:
            yield from flat(item)
    else:
        yield value
