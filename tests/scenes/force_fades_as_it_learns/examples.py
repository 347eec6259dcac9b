"""What belongs to ``ForceFadesAsItLearns``."""

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
    "dragged far, and huge steps": {"drag": 1e6, "learning_rate": 1e3, "steps": 2},
    "100 steps": {"steps": 100, "labels": ["cat", "dog", "emu", "fox"]},
}


MOTIONS = {"back": 2.5, "drag": 8.0, "learn": 9.0}

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"learning_rate": "1e-9"},
    {"drag": "1e6"},
]
"""Numbers that are hard to tell."""

DRAWN = {
    "drag": st.floats(1e-3, 1e3),
    "learning_rate": st.floats(1e-3, 1e3),
    "steps": st.integers(2, 100),
}

JUDGES = {
    "far worse": lambda n: True,  # the true logit is dragged down, however far
    "far harder": lambda n: True,  # is asked, not said
    "No share left: the pull is full": lambda n: n.drag.pull[-1] > 0.99,
    "Full pull: wide jumps": lambda n: n.stays_full and n.fades,
    "far wrong, it feels nearly the full pull": lambda n: n.learn.pull[0] > 0.9,
}
"""Phrases that judge, and whether they are true."""
