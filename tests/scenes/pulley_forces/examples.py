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

MOTIONS = {
    "ride": (2.7, 0),
    "loop": (2.2, 0),
    **dict.fromkeys(("drag_logits", "drag_q", "drag_pulls", "drag_signed", "drag_loss"), (2.5, 0)),
    **dict.fromkeys(("back_logits", "back_q", "back_pulls", "back_signed", "back_loss"), (1.0, 0)),
    **dict.fromkeys(("step_logits", "step_q", "step_pulls", "step_signed", "step_loss"), (2.8, 0)),
}

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"learning_rate": "1e-9"},
    {"drag": "1e6"},
    {"logits": "-1e9,0"},
]
"""Numbers that are hard to tell."""

DRAWN = {"drag": st.floats(1e-3, 1e3), "learning_rate": st.floats(1e-3, 1e3)}

JUDGES = {
    "hardly thins": lambda n: n.drag_pulls[-1, n.target] >= 0.9 * n.pulls[n.target],
    "hardly falls": lambda n: n.losses[2] >= 0.9 * n.losses[0],
}
"""What words that judge say, and whether it is so."""
