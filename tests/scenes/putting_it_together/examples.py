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

MOTIONS = {"push": 6.0, "back": 1.2, "first": 3.0, "rest": 3.6, "fit": 7.0}

DRAWN = {
    "nudge": st.floats(1e-3, 1),
    "learning_rate": st.floats(1e-3, 4),
    "steps": st.integers(2, 100),
}

JUDGES = {
    "Hardly less": lambda n: n.missing <= LITTLE,
    "hardly less": lambda n: n.missing <= LITTLE,
}
"""What words that judge say, and whether it is so."""
