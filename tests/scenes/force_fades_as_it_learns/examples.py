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

MOTIONS = {
    **dict.fromkeys(("fly", "fly_logits", "fly_pulls", "fly_right", "fly_losses"), (6.2, 1)),
    **dict.fromkeys(("back", "back_logits", "back_pulls", "back_right", "back_losses"), (1.1, 0)),
    **dict.fromkeys(("drag_logits", "drag_pulls", "drag_right", "drag_losses"), (3.2, 0)),
}

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


def lost(n, start):
    """What share of its first pull is gone at the end."""
    return 1 - n.end_pulls[start] / n.start_pulls[start]


JUDGES = {
    "far worse": lambda n: n.start_losses[1] >= 4 * n.start_losses[0] and n.start_pulls[1] >= 0.9,
    "far harder?": lambda n: True,  # is asked, not said
    "It hardly pulls": lambda n: n.start_pulls[0] <= 0.1,
    "It still hardly pulls: this is not far enough": lambda n: n.start_pulls[1] <= 0.1,
    "stays small, the pull full": lambda n: n.end_pulls[0] >= 0.9,
    "that fades a little": lambda n: 0.1 < lost(n, 0) <= 0.3,
    "that hardly fades": lambda n: lost(n, 0) <= 0.1,
    "the pull fades a little": lambda n: 0.1 < lost(n, 1) <= 0.3,
    "the pull hardly fades": lambda n: lost(n, 1) <= 0.1,
    "still badly wrong, and pulls at full": lambda n: n.end_pulls[1] >= 0.9,
    "stays near 1 while the prediction is badly wrong": lambda n: n.start_pulls[1] >= 0.9,
}
"""What words that judge say, and whether it is so."""
