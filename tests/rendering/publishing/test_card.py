"""A card is JSON, whatever the numbers, and reads like a table."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from rendering.errors import ClipError
from rendering.publishing.card import as_text, plain


@pytest.mark.parametrize(
    "value",
    [
        {},
        [],
        {"a": {}, "b": [], "c": None, "d": True},
        {"track": [[0.1, 0.2], [0.3, 0.4]], "row": [1, 2, 3], "deep": [[[1.5]], {"x": [1]}]},
        {"label": 'a"b\\c <b> z₁ \u2028 -->', "∞": "inf"},
    ],
)
def test_text_is_the_value_in_json(value: Any) -> None:
    assert json.loads(as_text(value)) == value


def test_each_row_of_a_table_is_a_line() -> None:
    text = as_text({"track": [[0.1, 0.2], [0.3, 0.4]]})
    assert text.splitlines() == [
        "{",
        '  "track": [',
        "    [0.1, 0.2],",
        "    [0.3, 0.4]",
        "  ]",
        "}",
    ]


def test_no_digit_is_lost() -> None:
    row = np.random.default_rng(0).random(100)
    assert json.loads(as_text(plain({"row": row})))["row"] == row.tolist()


def test_infinite_numbers_are_words_wherever_they_are() -> None:
    values = {"a": np.array([1.0, np.inf]), "b": {"last": [-np.inf]}, "c": np.float64(np.inf)}
    assert plain(values) == {"a": [1.0, "inf"], "b": {"last": ["-inf"]}, "c": "inf"}


def test_nan_is_refused() -> None:
    with pytest.raises(ClipError, match=r"must not be NaN.*Mend what computed it"):
        as_text(plain({"a": np.array([np.nan])}))
