"""A card's numbers over time: which value a number has in each frame.

A beat names its tracks and gives the frame of the beat in which each begins; the table holds all
their rows. If another track of the beat begins with the values with which one ends, as where
something goes and comes back, the two form one motion. A track is left out if its first frame is
not given, as in older cards, or if it is not in the table. This module knows nothing of pages or
plots.
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
        The index of the beat, counted from 0.
    start
        The first frame of the beat.
    end
        The frame after its last one.
    moves_from
        The frame in which ``rows[0]`` is drawn.
    rows
        The number in each frame from ``moves_from`` until it has stopped; before and after, it
        rests.
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
        The name that beats use for it.
    item
        The index of the number within the track, counted from 0.
    items
        How many numbers the track has.
    shown
        The number in each of these beats.
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
        """Return the frame in which its last row is drawn."""
        return self.start + len(self.rows) - 1


def _rows_of(card: Mapping[str, Any], name: str, frames: int) -> Sequence[Any] | None:
    """Return all rows of a track by its name in beats; None if the table does not hold it."""
    found = value_at(card, name)
    return found if isinstance(found, list) and len(found) == frames else None


def series_of(card: Mapping[str, Any]) -> list[Series]:
    """Return every number that moves, in the order in which the clip shows them."""
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
    """Yield the tracks that lie wholly within a beat, by name."""
    for name, track in tracks_of(beat).items():
        rows = tuple(tuple(flat(row)) for row in _rows_of(card, name, track["frames"]) or ())
        start = track.get("start")
        if not rows or start is None or len({len(row) for row in rows}) > 1:
            continue
        motion = _Motion(beat["start_frame"] + start, rows)
        if motion.end <= beat["end_frame"]:
            yield name, motion


def _to_the_end(motion: _Motion, others: Iterable[_Motion]) -> _Rows:
    """Return the rows, frame by frame, of a motion and of the motions that continue it."""
    rows = motion.rows
    for other in sorted(others, key=lambda one: one.start):
        rests = other.start - (motion.start + len(rows) - 1)
        # Two single numbers may be equal by coincidence.
        if rests >= 0 and len(rows[0]) > 1 and other.rows[0] == rows[-1]:
            rows = rows[:-1] + rows[-1:] * rests + other.rows
    return rows
