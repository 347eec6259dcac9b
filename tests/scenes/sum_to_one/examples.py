"""Parameters of ``SumToOne`` that are hard to draw, and how long its motions last."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes": {"logits": TEN_LOGITS, "target": 2},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names, the second raised": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "raised": 1},
    "names": {"labels": ["cat", "dog", "ship", "frog"], "raised": 1},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
    "the raised one has nearly all already": {"logits": [-30, 0, 30], "target": 0},
    "a short way": {"end": 0.7},
    "a long way": {"end": 700},
}

MOTIONS = {"climb": 3.5, "on": 2.5, "slide": 7.0}

TYPED = [
    {"end": "0.7"},
    {"end": "1e4"},
    {"logits": "-30,0,30"},
]

DRAWN = {"raised": st.integers(0, 1), "end": st.just(1e9)}

JUDGES = {
    "takes half": lambda n: abs(n.climb.shares[-1, n.raised] - 0.5) < 1e-6,
    "about half": lambda n: 0.45 <= n.kept <= 0.55,
}
"""Phrases that judge a number, and whether each is true of a table."""


def takes(*, logits, target, raised, end, **others):
    """Return whether the scene accepts parameters that keep to the rules of all scenes."""
    least = max(0.1, 1e-3 * abs(logits[raised]))
    return raised != target and end >= logits[raised] + least
