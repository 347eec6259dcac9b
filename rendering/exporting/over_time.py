"""What a card tells of its numbers over time: which value a number has in which frame.

A beat says which tracks it shows and where each ends, the table holds all their rows; when in its
beat a motion starts, no card says. But its gauges do where they caught the motion on its way: a
number that stands in one row of a track alone, measured in a frame, says when the track's first
row was drawn. Two frames or more must say the same and none anything else; what then is still not
known is not said, and a beat has a number's last value alone. Knows nothing of pages or plots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rendering.exporting.tables import flat, tracks_of, value_at

__all__ = ["Series", "Shown", "rows_of", "series_of"]

_PLACE = re.compile(r"(?P<field>\w+)\[(?P<index>\d+)\]|(?P<alone>\w+)")

Value = Any
"""A number as a card has it: infinities are strings."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number in one beat.

    Attributes
    ----------
    beat
        Which, counted from 0.
    start, end
        The beat's frames, ``[start, end)``.
    last
        Where the number ends.
    moves_from
        The frame in which ``rows[0]`` is drawn; None if the card does not tell.
    rows
        The number in each frame from then on; none if the card does not tell.
    """

    beat: int
    start: int
    end: int
    last: Value
    moves_from: int | None
    rows: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One number of a track, in all beats that show the track.

    Attributes
    ----------
    track
        As beats name it.
    item
        Which of the track's numbers, counted from 0.
    items
        How many it has.
    """

    track: str
    item: int
    items: int
    shown: tuple[Shown, ...]


def rows_of(card: Mapping[str, Any], name: str, frames: int) -> Sequence[Any] | None:
    """All rows of a track, as beats name it; None if the table does not hold it."""
    found = value_at(card, name)
    return found if isinstance(found, list) and len(found) == frames else None


def series_of(card: Mapping[str, Any]) -> list[Series]:
    """Every number that moves, in the order in which the clip shows them."""
    by_track: dict[str, list[list[Shown]]] = {}
    flat_table = {name: list(flat(value)) for name, value in card["numbers"].items()}
    for k, beat in enumerate(card["beats"]):
        measured = list(_measured(card, beat, flat_table))
        for name, track in tracks_of(beat).items():
            rows = rows_of(card, name, track["frames"])
            last = list(flat(track["last"]))
            table = [list(flat(row)) for row in rows] if rows else []
            start = _first_frame(table, beat, measured) if table and table[-1] == last else None
            items = by_track.setdefault(name, [[] for _ in last])
            for i, (item, end) in enumerate(zip(items, last, strict=False)):
                moves = tuple(row[i] for row in table) if start is not None else ()
                item.append(Shown(k, beat["start_frame"], beat["end_frame"], end, start, moves))
    return [
        Series(name, i, len(items), tuple(shown))
        for name, items in by_track.items()
        for i, shown in enumerate(items)
    ]


def _measured(
    card: Mapping[str, Any], beat: Mapping[str, Any], table: Mapping[str, Sequence[Value]]
) -> Iterator[tuple[int, Value]]:
    """Frames of a beat, each with a number that is drawn in it."""
    for gauge in card.get("gauges", ()):
        if beat["start_frame"] <= gauge["frame"] < beat["end_frame"]:
            for place in " ".join(gauge["numbers"]).split():
                match = _PLACE.fullmatch(place)
                numbers = table.get(match["field"] or match["alone"], ()) if match else ()
                index = int(match["index"] or 0) if match else 0
                if index < len(numbers):
                    yield gauge["frame"], numbers[index]


def _first_frame(
    table: Sequence[Sequence[Value]],
    beat: Mapping[str, Any],
    measured: Sequence[tuple[int, Value]],
) -> int | None:
    """The frame of a track's first row, if what was measured on the way agrees on it."""
    rows: dict[Value, set[int]] = {}
    for k, row in enumerate(table):
        for value in row:
            rows.setdefault(value, set()).add(k)
    # What rests is drawn in many frames, so the rows at both ends say nothing.
    inside = range(1, len(table) - 1)
    starts, frames = set(), set()
    for frame, value in measured:
        found = rows.get(value, set())
        if len(found) == 1 and (k := next(iter(found))) in inside:
            starts.add(frame - k)
            frames.add(frame)
    if len(starts) != 1 or len(frames) < 2:
        return None
    (start,) = starts
    fits = beat["start_frame"] <= start and start + len(table) - 1 <= beat["end_frame"]
    return start if fits else None
