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
    # Here H(p, q) gets another digit on its way.
    "logits of 30": {"p": [0.9, 0, 0.1, 0], "logits": [30, -30, 0, 5], "target": 1},
    "equal logits": {"p": [0.25] * 4, "logits": [1, 1, 1, 1], "target": 3},
}  # fmt: skip

MOTIONS = {
    **dict.fromkeys(("p", "terms", "factors", "total"), (4.0, 0)),
    **dict.fromkeys(("shared", "again", "shared_factors", "again_factors"), (2.4, 0)),
    **{
        f"{drag}{end}": (seconds, 0)
        for drag, seconds in (("up", 2.8), ("down", 3.6))
        for end in ("", "_factors", "_heights", "_x", "_y", "_traced")
    },
}

TYPED = [
    {"p": "5e-324,1", "logits": "700,25", "target": "1"},
    {"p": "0.25,0.25,0.25,0.25", "logits": "700,-700,0,0", "target": "1"},
]
