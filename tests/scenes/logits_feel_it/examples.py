"""What belongs to ``LogitsFeelIt``."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 1},
    "names": {"labels": ["cat", "dog", "ship", "frog"], "target": 2},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5], "target": 0},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
    "pushed by next to nothing": {"step": 1e-9},
    "pushed far": {"step": 1e6},
}

MOTIONS = {
    "lift": 2.0,
    "drop": 0.8,
    "push": 2.0,
    "back": 0.8,
    "raising": 1.2,
    "settle": 0.8,
    "stretch": 2.0,
    "others": 1.0,
}

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"logits": "-25,1,0,2"},
    {"step": "1e-9"},
    {"step": "1e6"},
]
"""Numbers that are hard to tell."""

DRAWN = {"step": st.floats(1e-3, 1e3)}
