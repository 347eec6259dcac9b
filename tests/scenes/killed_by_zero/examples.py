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
       for way, seconds in {"wrong": 1.6, "true": 2.6, "heard": 2.5,
                            "wrong_back": 1.0, "true_back": 1.0}.items()
       for what in ("q", "costs", "total")},
    "true_loss": (2.6, 0),
    **dict.fromkeys(("heard_loss", "heard_p"), (2.5, 0)),
    "wrong_sent": (1.6, 0),
    **dict.fromkeys(("wrong_back_sent", "true_back_loss"), (1.0, 0)),
    **dict.fromkeys(("other_p", "other_loss"), (0.8, 0)),
    **{f"pushed_{what}": (1.1, 0) for what in ("q", "by", "costs", "loss", "loss_by", "sent")},
    **dict.fromkeys(("pushed_back_q", "pushed_back_loss"), (1.0, 0)),
    **dict.fromkeys(("walk", "walk_lit", "dead", "struck", "killed"), (2.7, 0)),
    **{f"lift_{what}": (2.3, 0) for what in ("q", "costs", "loss", "total", "sent")},
}  # fmt: skip

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"logits": "-30,0,30"},
    {"logits": "700,0,-700", "target": "1"},
]
"""Numbers that are hard to tell."""

JUDGES = {
    "Push every q a little": lambda n: max(map(abs, n.pushes)) <= 0.1,
}
"""What words that judge say, and whether it is so."""
