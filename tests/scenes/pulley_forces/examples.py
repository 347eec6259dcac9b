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
    "dragged by next to nothing": {"drag": 1e-9, "learning_rate": 1e-9},
    "dragged far, and a huge step": {"drag": 1e6, "learning_rate": 1e3},
}

MOTIONS = {"follow": 7.5, "drag": 2.6, "back": 0.8, "slide": 2.4, "relax": 1.2}

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"learning_rate": "1e-9"},
    {"drag": "1e6"},
    {"logits": "-1e9,0"},
]
"""Numbers that are hard to tell."""

DRAWN = {"drag": st.floats(1e-3, 1e3), "learning_rate": st.floats(1e-3, 1e3)}

JUDGES = {
    "hardly falls": lambda n: n.times >= 0.9,
    "hardly stirs": lambda n: n.stirs <= 0.1,
    "nearly all of it is wasted": lambda n: n.wasted >= 0.8,
    "less than half": lambda n: n.stepped < n.start / 2,
}
"""What words that judge say, and whether it is so."""
