"""What belongs to ``GradientHeatmap``."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes, 2 rows": {"logits": [1, 2], "size": 2},
    "10 classes, 12 rows": {"logits": TEN_LOGITS, "target": 2, "size": 12},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names, rows of one's own": {
        "logits": [2, 1, 0.1],
        "labels": WIDE[:3],
        "batch": [[0, 0, 0], [30, -30, 0], [-30, 30, 0]],
        "targets": [1, 0, 0],
    },
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5], "target": 0},
    "equal logits, sums that do not add up": {"logits": [1, 1, 1], "target": 2, "seed": 3},
}

MOTIONS = {"lay": 2.2, "take": 3.8, "drop": 4.0, "rest": 4.0}

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"size": "12", "seed": "1000000000"},
    {"batch": "0,0,0,0; 700,-700,0,1", "targets": "0,1"},
]
"""Numbers that are hard to tell."""

DRAWN = {
    "size": st.integers(2, 12),
    "seed": st.integers(0, 10**9),
    "batch": st.just([]),
    "targets": st.just([]),
}

JUDGES = {
    "goes dark": lambda n: n.differ and min(n.wrong[list(n.pair)]) <= 0.15,
    "go dark": lambda n: n.differ and min(n.wrong[list(n.pair)]) <= 0.15,
    "equally sure": lambda n: np.ptp(n.q[list(n.pair)].max(axis=1)) <= 0.01,
    "Only one was right": lambda n: sorted(n.wrong[list(n.pair)] > 0.5) == [False, True],
}
"""What words that judge say, and whether it is so."""
