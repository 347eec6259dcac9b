"""What belongs to ``PulleyForces``."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names, target first": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 0},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5], "target": 0},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
    "dragged by next to nothing": {"drag": 1e-9},
    "dragged far": {"drag": 1e6},
}

MOTIONS = {
    "alone": 1.4, "join": 5.6, "missing": 1.4, "mended": 2.3, "drag": 6.0, "back": 2.6,
}  # fmt: skip

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"drag": "1e-9"},
    {"drag": "1e6"},
    {"logits": "-1e9,0"},
]
"""Numbers that are hard to tell."""

DRAWN = {"drag": st.floats(1e-3, 1e3)}

JUDGES = {"nearly all of it is wasted": lambda n: n.wasted >= 0.8}
"""What words that judge say, and whether it is so."""
