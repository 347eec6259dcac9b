"""Choose the numbers over time that a reader can plot: those that change, named, once each.

This module knows a card's series, and that ``facts`` names them, but not how one is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rendering.exporting.facts import Facts, Named, ordinal
from rendering.exporting.over_time import Series, series_of
from rendering.exporting.tables import flat, value_at

__all__ = ["Offer", "offers"]

Rows = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A number that a reader can plot.

    Attributes
    ----------
    name
        The name of the number, unique within its beat.
    beat
        The index of the first beat that shows it.
    """

    name: str
    beat: int
    series: Series


def offers(card: Mapping[str, Any], facts: Facts) -> list[Offer]:
    """Return the offered numbers of a clip, in the order in which the clip shows them.

    A number is left out if a reader would not know what it is, if it stays constant, if it only
    retraces the path of another number of the beat, or if all numbers of its track are equal and
    belong to no class. In the last case, only the first of them is offered.
    """
    found = list(_told(card, facts))
    often = Counter((beat, name) for beat, name, _ in found)
    seen: Counter[tuple[int, str]] = Counter()
    offered = []
    for beat, name, series in found:
        place = beat, name
        time = f" ({ordinal(seen[place])} time)" if often[place] > 1 else ""
        seen[place] += 1
        offered.append(Offer(name + time, beat, series))
    return offered


def _told(card: Mapping[str, Any], facts: Facts) -> Iterator[tuple[int, str, Series]]:
    ways: set[tuple[int, int, Rows]] = set()
    for _, of_one in groupby(series_of(card), key=lambda series: series.track):
        track = [(series, _rows(card, series)) for series in of_one]
        alike = len({rows for _, rows in track}) == 1
        for series, rows in track:
            named = facts.named(series.track, series.item, series.items)
            beat = series.shown[0].beat
            comes_back = (beat, series.item, rows[::-1]) in ways
            if named is None or len(set(rows)) == 1 or comes_back:
                continue
            if rows:
                ways.add((beat, series.item, rows))
            if not (alike and len(track) > 1) or named.is_of_a_class:
                yield beat, _name(named), series
            elif series.item == 0:
                yield beat, named.quantity, series


def _name(named: Named) -> str:
    return f"{named.quantity}: {named.of}" if named.of else named.quantity


def _rows(card: Mapping[str, Any], series: Series) -> Rows:
    """Return the number's value in each row of its track; nothing if the card does not have it."""
    rows = value_at(card, series.track)
    if not isinstance(rows, list):
        return ()
    table = [list(flat(row)) for row in rows]
    return tuple(row[series.item] for row in table if series.item < len(row))
