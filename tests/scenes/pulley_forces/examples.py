"""What belongs to ``PulleyForces``."""

from __future__ import annotations

from typing import Any

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names, target first": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 0},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5], "target": 0},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
}

MOTIONS = {"rise": 1.6, "release": 6.0}

TYPED = [{"logits": "25,1,0,2", "target": "2"}, {"logits": "-1e9,0"}]
"""Numbers that are hard to tell."""
