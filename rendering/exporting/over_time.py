"""What a card tells of its numbers over time: which value a number has in which frame.

A beat says which tracks it shows and in which of its frames each begins; the table holds all their
rows. Where a track ends and another one of the beat begins with the same values, as where something
goes and comes back, it is one motion. What is not known of a track is not said: one that begins in
no frame, as in older cards, or is not in the table, is left out. Knows nothing of pages or plots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rendering.exporting.tables import flat, tracks_of, value_at

__all__ = ["Series", "Shown", "series_of"]

Value = Any
"""A number as a card has it: infinities are strings."""

_Rows = tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A number in one beat.

    Attributes
    ----------
    beat
        Which, counted from 0.
    start, end
        The beat's frames, ``[start, end)``.
    moves_from
        The frame in which ``rows[0]`` is drawn.
    rows
        The number in each frame from then on, until it has moved; before and after, it rests.
    """

    beat: int
    start: int
    end: int
    moves_from: int
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


@dataclass(frozen=True, slots=True)
class _Motion:
    start: int
    rows: _Rows

    @property
    def end(self) -> int:
        """The frame in which its last row is drawn."""
        return self.start + len(self.rows) - 1


def _rows_of(card: Mapping[str, Any], name: str, frames: int) -> Sequence[Any] | None:
    """All rows of a track, as beats name it; None if the table does not hold it."""
    found = value_at(card, name)
    return found if isinstance(found, list) and len(found) == frames else None


def series_of(card: Mapping[str, Any]) -> list[Series]:
    """Every number that moves, in the order in which the clip shows them."""
    by_track: dict[str, list[list[Shown]]] = {}
    for k, beat in enumerate(card["beats"]):
        motions = dict(_motions(card, beat))
        for name, motion in motions.items():
            rows = _to_the_end(motion, motions.values())
            items = by_track.setdefault(name, [[] for _ in rows[0]])
            for shown, moves in zip(items, zip(*rows, strict=True), strict=False):
                shown.append(Shown(k, beat["start_frame"], beat["end_frame"], motion.start, moves))
    return [
        Series(name, i, len(items), tuple(shown))
        for name, items in by_track.items()
        for i, shown in enumerate(items)
    ]


def _motions(card: Mapping[str, Any], beat: Mapping[str, Any]) -> Iterator[tuple[str, _Motion]]:
    """The tracks of a beat that are wholly within it, by name."""
    for name, track in tracks_of(beat).items():
        rows = tuple(tuple(flat(row)) for row in _rows_of(card, name, track["frames"]) or ())
        start = track.get("start")
        if not rows or start is None or len({len(row) for row in rows}) > 1:
            continue
        motion = _Motion(beat["start_frame"] + start, rows)
        if motion.end <= beat["end_frame"]:
            yield name, motion


def _to_the_end(motion: _Motion, others: Iterable[_Motion]) -> _Rows:
    """The rows of a motion and of those that go on with what it has moved, in each frame."""
    rows = motion.rows
    for other in sorted(others, key=lambda one: one.start):
        rests = other.start - (motion.start + len(rows) - 1)
        # Two single numbers may be equal by chance.
        if rests >= 0 and len(rows[0]) > 1 and other.rows[0] == rows[-1]:
            rows = rows[:-1] + rows[-1:] * rests + other.rows
    return rows
