"""What belongs to ``TwoWaysDown``."""

from __future__ import annotations

from typing import Any

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "2 classes, sure and right": {"logits": [3, -3]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 1},
    "names": {"labels": ["cat", "dog", "ship", "frog"]},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5]},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
    "a short step": {"step": 0.1},
    "a long step": {"step": 40},
}

MOTIONS = {
    **dict.fromkeys((f"raised{what}" for what in ("", "_q", "_wall", "_way", "_loss")), (3.8, 0)),
    **dict.fromkeys((f"lowered{what}" for what in ("", "_q", "_wall", "_way", "_loss")), (2.4, 0)),
    **dict.fromkeys((f"last{what}" for what in ("", "_q", "_wall", "_way", "_loss")), (3.7, 0)),
    **dict.fromkeys(("slid", "slid_wall"), (3.2, 0)),
}

TYPED = [
    {"step": "1e-9"},
    {"step": "1e-12", "logits": "1e9,1e9"},
    {"step": ".0989", "logits": "1,1"},
    {"logits": "700,-700,0"},
]

JUDGES = {
    "nearly as far": lambda n: 0.8 * n.step <= n.gave,
    "holds nearly all of it": lambda n: n.shares[n.target] >= 0.8,
    "hardly gives way": lambda n: n.gave <= 0.1 * n.step,
    "hardly move the wall": lambda n: n.brought >= 0.9,
    "hardly moves the wall": lambda n: n.brought >= 0.9,
}
"""What words that judge say, and whether it is so."""
