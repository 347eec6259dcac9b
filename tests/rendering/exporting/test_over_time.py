"""A number has in a frame the value that the card tells, or none."""

from __future__ import annotations

from typing import Any

import pytest

from rendering.exporting.over_time import series_of

OUT = [[0.0, 1.0], [0.25, 0.75], [1.0, 0.0]]
BACK = [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]


def track(start: int | None, rows: list[Any]) -> dict[str, Any]:
    told = {"frames": len(rows), "last": rows[-1]}
    return told if start is None else told | {"start": start}


def card(table: dict[str, Any], **starts: int | None) -> dict[str, Any]:
    """A beat of frames 10 to 30, in which tracks of the table begin."""
    numbers = {name: track(start, table[name]) for name, start in starts.items()}
    beat = {"name": "moves", "start_frame": 10, "end_frame": 30, "numbers": numbers}
    return {"numbers": table, "beats": [beat]}


def test_motion_is_in_the_frames_that_the_card_tells() -> None:
    first, second = series_of(card({"out": OUT}, out=3))
    (shown,) = first.shown
    assert (first.track, first.item, first.items) == ("out", 0, 2)
    assert (shown.beat, shown.start, shown.end, shown.moves_from) == (0, 10, 30, 13)
    assert shown.rows == (0.0, 0.25, 1.0)
    assert second.shown[0].rows == (1.0, 0.75, 0.0)


@pytest.mark.parametrize(
    ("back", "rows"),
    [
        (5, (0.0, 0.25, 1.0, 0.5, 0.0)),
        (6, (0.0, 0.25, 1.0, 1.0, 0.5, 0.0)),
        (8, (0.0, 0.25, 1.0, 1.0, 1.0, 1.0, 0.5, 0.0)),
        (4, (0.0, 0.25, 1.0)),
    ],
    ids=["at once", "in the next frame", "after a rest", "before it has come there"],
)
def test_what_goes_on_from_where_a_track_ends_is_the_same_motion(
    back: int, rows: tuple[float, ...]
) -> None:
    first = series_of(card({"out": OUT, "back": BACK}, out=3, back=back))[0]
    assert first.shown[0].rows == rows


def test_single_numbers_that_are_equal_are_not_taken_for_one_motion() -> None:
    gain, _ = series_of(card({"gain": [0.0, 0.5], "loss": [0.5, 2.0]}, gain=0, loss=4))
    assert gain.shown[0].rows == (0.0, 0.5)


@pytest.mark.parametrize("start", [None, 19], ids=["an older card", "it would outlast its beat"])
def test_of_what_begins_in_no_frame_nothing_is_told(start: int | None) -> None:
    assert series_of(card({"out": OUT}, out=18))
    assert series_of(card({"out": OUT}, out=start)) == []


def test_of_a_track_that_is_not_in_the_table_nothing_is_told() -> None:
    told = card({"out": OUT}, out=3)
    told["beats"][0]["numbers"]["other[0]"] = track(3, OUT)
    told["beats"][0]["numbers"]["out"]["frames"] = 4
    assert series_of(told) == []
