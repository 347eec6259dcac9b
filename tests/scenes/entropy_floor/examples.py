"""What tries ``EntropyFloor`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from scipy.stats import entropy

from tests.scenes.belonging import TEN, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 classes": {"p": [0.3, 0.7], "q": [0.6, 0.4], "labels": ["heads", "tails"]},
    "10 classes of wide names": {"p": TEN, "q": TEN[::-1], "labels": WIDE},
    "wide names": {"p": [0.5, 0.3, 0.2], "q": [0.2, 0.2, 0.6], "labels": WIDE[:3]},
    "all alike": {"p": [0.25] * 4, "q": [0.7, 0.1, 0.1, 0.1]},
    "a class that is never true": {"p": [0.5, 0.5, 0], "q": [0.3, 0.3, 0.4]},
    "hardly a doubt": {"p": [0.999, 0.001], "q": [0.5, 0.5]},
    "far apart": {"p": [0.5, 0.4, 0.1, 0], "q": [1e-9, 0.5, 0.5 - 1e-9, 0]},
    "hardly apart": {"p": [0.5, 0.5], "q": [0.571, 0.429]},
}

MOTIONS = {"probe": 1.8, "sink": 1.5, "push": 3.0, "fill": 3.0, "slide": 5.1, "tour": 1.9}

TYPED = [
    {"p": "0.999,0.001", "q": "0.001,0.999"},
    {"p": "0.5,0.5", "q": "1e-12,0.999999999999"},
    {
        "p": "0,0.7036725941728883,0.2963274058271116",
        "q": "0,0.9828537806562385,0.0171462193437614",
    },
    {"p": "0.333333333,0.333333333,0.333333334", "q": "1e-9,0.5,0.499999999"},
]


def takes(*, p, q, **others):
    """Which parameters it takes, of those that keep to the rules of all scenes."""
    gap = entropy(p, q)  # infinite where q is 0 and p is not
    return max(p) <= 0.999 and 0.01 <= gap < float("inf")
