"""What tries ``ComputationGraph`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "5 classes of wide names": {"logits": TEN_LOGITS[:5], "labels": WIDE[:5], "target": 3},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5], "target": 0},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
}

MOTIONS = {"first": 3.3, "back": 2.2, "others": 3 * 1.8}

TYPED = [{"logits": "25,1,0,2", "target": "2"}]
"""Numbers that are hard to tell."""
