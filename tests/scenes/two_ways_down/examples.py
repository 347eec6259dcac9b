"""What tries ``TwoWaysDown`` hardest, and how long its motions last."""

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
    "a short step": {"step": 0.1},
    "a long step": {"step": 40},
}

MOTIONS = {
    "rise": 1.2, "join": 4.2, "push": 2.4, "lower": 2.0, "fall": 2.4, "shift": 4.4
}  # fmt: skip

TYPED = [
    {"step": "1e-9"},
    {"step": "1e-12", "logits": "1e9,1e9"},
    {"step": ".0989", "logits": "1,1"},
    {"logits": "700,-700,0"},
    {"logits": "0,0,0,0,0,0,1e9,1e9,1e9"},
]

JUDGES = {
    "hardly move it": lambda n: n.losses[0] - n.lightly <= 0.1 * (n.losses[0] - n.losses[1]),
    "far below": lambda n: n.losses[0] - n.lightly <= 0.1 * (n.losses[0] - n.losses[1]),
}
"""What words that judge say, and whether it is so."""
