"""What belongs to ``LogitsFeelIt``."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 1},
    "names": {"labels": ["cat", "dog", "ship", "frog"], "target": 2},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "sure and right": {"logits": [30, -30, 0, 5], "target": 0},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
    "pushed by next to nothing": {"step": 1e-9},
    "pushed far": {"step": 1e6},
}

MOTIONS = {
    **dict.fromkeys(("push_logits", "push_q", "push_loss", "push_whole"), (3.0, 0)),
    **dict.fromkeys(("back_logits", "back_q", "back_loss", "back_whole"), (1.1, 0)),
    **dict.fromkeys(("nudge_logits", "nudge_q", "nudge_loss", "nudge_whole"), (1.0, 0)),
    **dict.fromkeys(("settle_logits", "settle_q", "settle_loss", "settle_whole"), (1.2, 0)),
    **dict.fromkeys(("sway_logits", "sway_q", "sway_loss"), (1.8, 0)),
    "swell": (2.5, 0),
}

TYPED = [
    {"logits": "25,1,0,2", "target": "2"},
    {"logits": "-25,1,0,2"},
    {"step": "1e-9"},
    {"step": "1e6"},
]
"""Numbers that are hard to tell."""

DRAWN = {"step": st.floats(1e-3, 1e3)}

JUDGES = {
    "hardly any of": lambda n: n.push_q[-1, n.target] >= 0.9 * n.push_q[0, n.target],
}
"""What words that judge say, and whether it is so."""
