"""What tries ``DistributionOverlay`` hardest, and how long its motions last."""

from __future__ import annotations

from math import isclose

from tests.scenes.belonging import TEN, WIDE

EXAMPLES: dict[str, dict[str, object]] = {
    "2 classes": {"p": [0.3, 0.7], "q": [0.6, 0.4], "labels": ["heads", "tails"]},
    "10 classes of wide names": {"p": TEN, "q": TEN[::-1], "labels": WIDE},
    "wide names": {"p": [0.5, 0.3, 0.2], "q": [0.2, 0.2, 0.6], "labels": WIDE[:3]},
    "equal": {"p": [0.25] * 4, "q": [0.25] * 4},
    "all in one": {"p": [0, 1, 0], "q": [0.5, 0.25, 0.25], "labels": WIDE[:3]},
    "infinite": {"p": [0.5, 0.5, 0], "q": [0.5, 0, 0.5]},
    "one far above the others": {"p": [0.01, 0.39, 0.6], "q": [1e-6, 0.399999, 0.6]},
}

MOTIONS = {"lay_others": 2.4, "others": 4.0, "levelling": 7.0}

TYPED = [
    {"p": "0.99999,0.00001", "q": "0.00001,0.99999"},
    {"p": "0.5,0.5", "q": "1,0"},
    {"p": "0.9999999999,9.999999998999998e-11", "q": "0.5,0.5"},
    {"p": "0.333333333,0.333333333,0.333333334", "q": "1e-9,0.5,0.499999999"},
]


def half_way(n):
    """Return the height half-way between the lowest and the highest roof of classes with p > 0."""
    roofs = n.surprise[n.p > 0]
    return (roofs.min() + roofs.max()) / 2


JUDGES = {
    "above half-way, or below": lambda n: isclose(n.mark, half_way(n)),
    "Above half-way, or below": lambda n: isclose(n.mark, half_way(n)),
    "above half-way": lambda n: n.total > half_way(n),
    "Above half-way": lambda n: n.total > half_way(n),
    "below half-way": lambda n: n.total < half_way(n),
    "Below half-way": lambda n: n.total < half_way(n),
}
