"""What belongs to ``LogitNudges``."""

from __future__ import annotations

from typing import Any

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names, target first": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 0},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
    "two that gain nearly the same": {"logits": [25, 1, 0, 2], "target": 2},
    "a tiny nudge": {"nudge": 1e-9},
    "a huge nudge": {"nudge": 1e6},
}

MOTIONS = {"raised": 2.2, "lowered": 2.2, "joined": 4.2, "shifted": 6.2}

TYPED = [
    {"nudge": "1e-9"},
    {"nudge": "1e6"},
    {"nudge": "1e-12", "logits": "2.66,1e9,1e9"},
    {"logits": "25,1,0,2", "target": "2"},
]
