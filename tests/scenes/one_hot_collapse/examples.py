"""What tries ``OneHotCollapse`` hardest, and how long its motions last."""

from __future__ import annotations

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, object]] = {
    "2 classes": {"p": [0.5, 0.5], "logits": [1, 2]},
    "10 classes of wide names, target last": {
        "p": [0.1] * 10, "logits": TEN_LOGITS, "labels": WIDE, "target": 9,
    },
    "wide names, target first": {
        "p": [1 / 3] * 3, "logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 0,
    },
    "logits of 30": {"p": [0.9, 0, 0.1, 0], "logits": [30, -30, 0, 5], "target": 1},
    "equal logits": {"p": [0.25] * 4, "logits": [1, 1, 1, 1], "target": 3},
    "the truth is certain already": {"p": [1, 0, 0, 0]},
}  # fmt: skip

MOTIONS = {"collapse": 3.4, "trade": 2.6, "everything": 1.4, "half": 1.4, "again": 6.0}

TYPED = [
    {"p": "5e-324,1", "logits": "700,25", "target": "1"},
    {"p": "0.5,0.5", "logits": "0,745"},
    {"p": "0.25,0.25,0.25,0.25", "logits": "700,-700,0,0", "target": "1"},
]

HALVED = ("A half", "take half", "Take half", "half of that", "half again", "take away")

JUDGES = dict.fromkeys(HALVED, lambda n: abs(n.half.true[-1] - 0.5) < 1e-12)
