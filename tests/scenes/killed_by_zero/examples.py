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
    **{f"{way}_{what}": (seconds, 0)
       for way, seconds in {"wrong": 3.8, "true": 3.8, "heard": 3.2,
                            "wrong_back": 1.0, "true_back": 1.0}.items()
       for what in ("q", "costs", "total")},
    **dict.fromkeys(("wrong_sent", "true_sent", "true_sent_on", "true_loss"), (3.8, 0)),
    **dict.fromkeys(("heard_sent", "heard_sent_on", "heard_loss", "heard_p"), (3.2, 0)),
    **dict.fromkeys(("nudge_q", "nudge_costs", "nudge_loss"), (1.6, 0)),
    **dict.fromkeys(("true_back_loss", "other_p", "other_loss"), (1.0, 0)),
    **dict.fromkeys(("walk", "walk_lit", "killed"), (2.8, 0)),
}  # fmt: skip

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"logits": "-30,0,30"},
    {"logits": "700,0,-700", "target": "1"},
]
"""Numbers that are hard to tell."""
