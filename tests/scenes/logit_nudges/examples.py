"""What belongs to ``LogitNudges``."""

from __future__ import annotations

from typing import Any

import pytest

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

MOTIONS = {
    **dict.fromkeys(("nudged", "nudged_logits", "nudged_true", "nudged_gains"), (2.0, 1)),
    **dict.fromkeys(("back", "back_logits", "back_true"), (0.6, 1)),
    **dict.fromkeys(("quick", "quick_logits", "quick_true", "quick_gains"), (1.8, 1)),
    "place": (1.4, 0),
}

TYPED = [
    {"nudge": "1e-9"},
    {"nudge": "1e6"},
    {"nudge": "1e-12", "logits": "2.66,1e9,1e9"},
    {"logits": "25,1,0,2", "target": "2"},
]


def shares(n):
    """All gains, in shares of the true logit's."""
    return n.gains / n.gains[n.target]


JUDGES = {
    "just as much": lambda n: shares(n)[n.watched[1]] == pytest.approx(1),
    "nearly as much": lambda n: 0.8 <= shares(n)[n.watched[1]] < 1,
    "not as much": lambda n: 0.5 <= shares(n)[n.watched[1]] < 1,
    "less than half as much": lambda n: shares(n)[n.watched[1]] < 0.5,
    "far less": lambda n: shares(n)[n.watched[1]] <= 0.25,
    "what has next to nothing": lambda n: max(n.before[list(n.swept)]) <= 0.05,
    "can give next to nothing": lambda n: max(shares(n)[list(n.swept)]) <= 0.05,
}
"""What words that judge say, and whether it is so."""
