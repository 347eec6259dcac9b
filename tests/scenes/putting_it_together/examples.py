"""What tries ``PuttingItTogether`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from scenes.putting_it_together.scene import LITTLE
from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 0},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5], "target": 0},
    "equal logits, long steps": {"logits": [1, 1, 1, 1], "target": 3, "learning_rate": 4},
    "a small nudge": {"nudge": 1e-3, "steps": 3},
}

MOTIONS = {"tiny": 1.4, "push": 5.5, "back": 0.7, "first": 2.4, "rest": 3.0, "fit": 8.0}

DRAWN = {
    "nudge": st.floats(1e-3, 1),
    "learning_rate": st.floats(1e-3, 4),
    "steps": st.integers(2, 100),
}

JUDGES = {
    "weakened": lambda n: n.missing > LITTLE,
    "held on": lambda n: n.missing <= LITTLE,
}
"""Words that judge, and whether they are true."""
