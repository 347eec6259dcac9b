"""A difference is told by its place and its size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rendering.planning.explain import brief, differences
from stage.numbers import to_json


def told(old: Any, new: Any) -> str:
    """What is said of a field ``x`` of a table, whose old value is read from a card."""
    (reason,) = differences(
        {"numbers": {"x": "a"}}, {"numbers": {"x": "b"}}, {"x": to_json(old)}, {"x": new}
    )
    return reason.removeprefix("numbers.x: ")


TRACK = np.linspace(0.0, 1.0, 121)[:, None] * np.ones(4)


def changed(value: np.ndarray, place: Any, to: float) -> np.ndarray:
    copy = value.copy()
    copy[place] = to
    return copy


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (TRACK, changed(TRACK, (31, 2), TRACK[31, 2] + 2.1e-3), "row 31 of 121 differs by 2.1e-03"),
        (TRACK, TRACK + 0.5, "row 0 of 121 differs by 5.0e-01, and 120 more rows"),
        (np.arange(4.0), changed(np.arange(4.0), 3, 5.0), "row 3 of 4 differs by 2.0e+00"),
        (
            np.zeros((3, 5, 4)),
            changed(np.zeros((3, 5, 4)), (1, 2, 3), 0.25),
            "[1], row 2 of 5 differs by 2.5e-01",
        ),
        (np.array([1, np.inf]), np.array([1.5, np.inf]), "row 0 of 2 differs by 5.0e-01"),
        (np.array([1, np.inf]), np.array([1.0, 2.0]), "row 1 of 2 differs by inf"),
        (np.zeros((3, 4)), np.zeros((5, 4)), "shape (3, 4) became shape (5, 4)"),
        (np.array([0.0, 1.0]), np.array([-0.0, 1.0]), "differs in its type or in the sign of a"),
        (np.array([0.0, 1.0]), np.array([0, 1]), "differs in its type or in the sign of a zero"),
        (0.4, 0.5, "0.4 became 0.5"),
        (float("inf"), 0.5, "inf became 0.5"),
        ("cat", "dog", "cat became dog"),
        (("a", "b"), ("a", "c"), "(a, b) became (a, c)"),
    ],
)
def test_number_that_changed_is_told_by_row_and_size(old: Any, new: Any, expected: str) -> None:
    assert told(old, new).startswith(expected)


def test_number_is_named_where_no_card_shows_what_it_was() -> None:
    old, new = {"numbers": {"x": "a", "y": "c"}}, {"numbers": {"x": "b", "y": "c"}}
    assert differences(old, new) == ["numbers.x changed"]


def test_module_and_version_that_changed_are_named() -> None:
    old = {"drawing": {"stage.theme": "0" * 64}, "environment": {"numpy": "2.0", "av": "14"}}
    new = {"drawing": {"stage.theme": "1" * 64}, "environment": {"numpy": "2.1", "av": "14"}}
    assert differences(old, new) == [
        "drawing.stage.theme changed",
        "environment.numpy: 2.0 became 2.1",
    ]
    assert brief(old, new) == [
        "drawing changed: stage.theme",
        "environment changed: numpy",
    ]


def test_field_that_came_or_went_is_named() -> None:
    assert differences({"parameters": {"a": 1}}, {"parameters": {"b": 1}}) == [
        "parameters.a is gone",
        "parameters.b is new",
    ]


def test_equal_descriptions_have_no_difference() -> None:
    assert differences({"settings": {"fps": 15}}, {"settings": {"fps": 15}}) == []
    assert brief({"settings": {"fps": 15}}, {"settings": {"fps": 15}}) == []
