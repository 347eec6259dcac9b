"""A number has in a frame the value that the card tells, or none."""

from __future__ import annotations

from typing import Any

import pytest

from rendering.exporting.over_time import series_of

ROWS = [[0.0, 1.0], [0.1, 0.9], [0.3, 0.7], [0.6, 0.4], [0.9, 0.1], [1.0, 0.0]]
"""0.1, 0.9 stand in two rows; 0.3, 0.7, 0.6 and 0.4 in one each."""


def gauge(frame: int, *places: str) -> dict[str, Any]:
    return {"frame": frame, "kind": "length", "numbers": list(places)}


def card(*gauges: dict[str, Any], **changes: Any) -> dict[str, Any]:
    beat = {
        "name": "moves",
        "start_frame": 10,
        "end_frame": 30,
        "numbers": {"p": {"frames": 6, "last": [1.0, 0.0]}, "nudge": 0.4},
    }
    return {"numbers": {"p": ROWS, "nudge": 0.4}, "beats": [beat | changes], "gauges": [*gauges]}


def test_two_frames_on_the_way_tell_where_a_motion_starts() -> None:
    first, second = series_of(card(gauge(15, "p[4]"), gauge(16, "p[7]")))  # rows 2 and 3
    (shown,) = first.shown
    assert (first.track, first.item, first.items) == ("p", 0, 2)
    assert (shown.start, shown.end, shown.last, shown.moves_from) == (10, 30, 1.0, 13)
    assert shown.rows == (0.0, 0.1, 0.3, 0.6, 0.9, 1.0)
    assert second.shown[0].rows == (1.0, 0.9, 0.7, 0.4, 0.1, 0.0)


@pytest.mark.parametrize(
    "gauges",
    [
        [],
        [gauge(15, "p[4]")],
        [gauge(15, "p[4]"), gauge(17, "p[7]")],
        [gauge(14, "p[2]"), gauge(17, "p[8]")],
        [gauge(20, "p[10]"), gauge(25, "p[11]")],
        [gauge(11, "p[4]"), gauge(12, "p[7]")],
        [gauge(28, "p[4]"), gauge(29, "p[7]")],
        [gauge(15, "q[4]"), gauge(16, "p[99]")],
    ],
    ids=[
        "nothing measured",
        "one frame alone",
        "two that contradict",
        "values of two rows",
        "at rest",
        "would start before its beat",
        "would end after its beat",
        "places that are not there",
    ],
)
def test_where_a_card_does_not_tell_it_only_the_end_is_known(gauges: list[dict[str, Any]]) -> None:
    for series in series_of(card(*gauges)):
        (shown,) = series.shown
        assert shown.moves_from is None
        assert shown.rows == ()
    assert [series.shown[0].last for series in series_of(card(*gauges))] == [1.0, 0.0]


def test_track_that_is_not_in_the_table_ends_where_the_beat_says() -> None:
    told = {"numbers": {"other[0]": {"frames": 3, "last": "inf"}}}
    (series,) = series_of(card(**told))
    assert (series.track, series.items, series.shown[0].last) == ("other[0]", 1, "inf")


def test_older_card_without_gauges_is_read() -> None:
    old = card()
    del old["gauges"]
    assert len(series_of(old)) == 2
