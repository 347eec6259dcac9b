"""What tries ``SlowStart`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.scenes.belonging import WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "wide names": {"asked": WIDE[0], "shown": WIDE[1]},
    "so sure that it never learns": {"bias": [0.9, 30]},
    "neither learns": {"weight": [0, 0], "bias": [200, 700]},
    "both starts nearly alike": {"weight": [2, 2], "bias": [2, 2.001]},
    "hardly wrong": {"weight": [0, 0], "bias": [1e-9, 0.01]},
    "huge steps": {"learning_rate": 1000},
    "1000 steps, the worse start first": {"weight": [3, 0.1], "bias": [3, 0.1], "epochs": 1000},
    "ten steps": {"epochs": 10, "learning_rate": 2},
}

MOTIONS = {"mild": 4.0, "bad": 8.0, "back": 0.8, "race": 8.0}

TYPED = [
    {"weight": "0.6,2", "bias": "0.9,40"},
    {"bias": "1e-9,1", "weight": "0,0"},
    {"learning_rate": "1e-9"},
]
"""Numbers that are hard to tell."""

_TWO = st.lists(st.floats(0.01, 10), min_size=2, max_size=2, unique=True).map(sorted)
_NAME = st.sampled_from(["cat", "owl", "W" * 12, "a b", "1"])

DRAWN = {
    "weight": _TWO,
    "bias": _TWO,
    "x": st.floats(0, 3),
    "learning_rate": st.floats(1e-3, 1e3),
    "epochs": st.integers(10, 1000),
    "asked": _NAME,
    "shown": _NAME,
}

JUDGES: dict[str, Any] = {"So badly wrong": lambda n: not n.is_over[2]}
"""What words that judge say, and whether it is so."""
