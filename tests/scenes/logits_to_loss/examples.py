"""What tries ``LogitsToLoss`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "2 classes, sure and right": {"logits": [3, -3]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 1},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5]},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
    "very negative": {"logits": [-30, -31, -29.5], "target": 1},
    "the lowest is true": {"target": 1},
}

MOTIONS = {"push": 3.0}

TYPED = [
    {"logits": "700,-700,0"},
    {"logits": "1e9,1e9"},
    {"logits": "1e9,0"},
    {"logits": "6.000001,6"},
    {"logits": "0,0,0,0,0,0,0,0,0"},
]

JUDGES = {
    "far taller": lambda n: n.lead >= 2,  # e² is 7.4
    "by a half": lambda n: abs(n.step) == 0.5,
}
"""What words that judge say, and whether it is so."""
