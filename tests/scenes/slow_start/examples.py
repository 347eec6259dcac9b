"""What tries ``SlowStart`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.scenes.belonging import WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "wide names": {"asked": WIDE[0], "shown": WIDE[1]},
    "so sure that it never learns": {"bias": 30},
    "neither learns": {"weight": 0, "bias": 700},
    "hardly wrong": {"weight": 0, "bias": 1e-9},
    "huge steps": {"learning_rate": 1000},
    "1000 steps, a little wrong": {"weight": 0.1, "bias": 0.1, "epochs": 1000},
    "ten steps": {"epochs": 10, "learning_rate": 2},
}

MOTIONS = {
    "run": 3.6,
    "back": 0.6,
    "shrink": 2.6,
    "stretch": 2.6,
    "race": 3.2,
    "rush": 2.0,
}

TYPED = [
    {"weight": "2", "bias": "40"},
    {"bias": "1e-9", "weight": "0"},
    {"learning_rate": "1e-9"},
]
"""Numbers that are hard to tell."""

_NAME = st.sampled_from(["cat", "owl", "W" * 12, "a b", "1"])

DRAWN = {
    "weight": st.floats(0, 10),
    "bias": st.floats(0.01, 10),
    "x": st.floats(0, 3),
    "learning_rate": st.floats(1e-3, 1e3),
    "epochs": st.integers(10, 1000),
    "asked": _NAME,
    "shown": _NAME,
}

JUDGES: dict[str, Any] = {"So badly wrong": lambda n: not n.is_over[1]}
"""What words that judge say, and whether it is so."""
