"""What belongs to ``KilledByZero``."""

from __future__ import annotations

from typing import Any

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "3 classes of wide names": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 2},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "names": {"labels": ["cat", "dog", "ship", "frog"], "target": 2},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5], "target": 0},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
}

MOTIONS = {
    "dip": 1.0,
    "felt": 0.8,
    "back": 0.6,
    "alone": 1.6,
    "press": 3.4,
    "hear": 1.4,
    "trade": 3.2,
}

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"logits": "-30,0,30"},
    {"logits": "700,0,-700", "target": "1"},
]
"""Numbers that are hard to tell."""
