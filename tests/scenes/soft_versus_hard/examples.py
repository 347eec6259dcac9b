"""What tries ``SoftVersusHard`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from scenes.soft_versus_hard.scene import ALIKE, SWELLS
from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes, the true one ahead": {"logits": [1, 2], "target": 1},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
    "a short range": {"hot": 2, "cold": 0.2},
}

MOTIONS = {"half": 2.6, "quarter": 2.6, "heat": 3.2, "cool": 9.0, "hotter": 1.0, "sweep": 5.6}

DRAWN = {"hot": st.floats(2, 1000), "cold": st.floats(0.001, 0.2)}

JUDGES = {
    "down to a half": lambda n: n.half.temperature[-1] == 0.5,
    "nearly the same": lambda n: n.spread < ALIKE,
    "For a while even": lambda n: n.peak > SWELLS,
}
"""What words that judge say, and whether it is so."""
