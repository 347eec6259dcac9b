"""Parameters of ``TwoDistributions`` that are hard to draw, and how long its motions last."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.scenes.belonging import TEN, WIDE

EXAMPLES: dict[str, dict[str, object]] = {
    "2 classes": {"p": [0.3, 0.7], "q": [0.6, 0.4]},
    "10 classes of wide names": {"p": TEN, "q": TEN[::-1], "labels": WIDE},
    "equal": {"p": [0.25] * 4, "q": [0.25] * 4},
    "all in one": {"p": [0, 1, 0], "q": [0.5, 0.25, 0.25], "labels": WIDE[:3]},
    "impossible for q": {"p": [0.5, 0.5, 0], "q": [0.5, 0, 0.5]},
    "no whole hundredths": {"p": [1 / 3, 1 / 3, 1 / 3], "q": [0.125, 0.375, 0.5], "seed": 7},
    "sure of one": {"p": [0.9, 0.1], "q": [1, 0], "labels": ["cat", "dog"]},
    "10 equal classes": {"p": [0.1] * 10, "q": TEN},
    "hardly expected": {"p": [0.5, 0.5], "q": [1e-9, 0.999999999]},
}

MOTIONS = {
    "half": 1.3, "quarter": 1.3, "home": 0.6, "few": 6.4, "rest": 3.5, "run": 2.3, "sort": 7.5,
}  # fmt: skip

TYPED = [
    {"p": "0.99999,0.00001", "q": "0.00001,0.99999"},
    {"p": "0.5,0.5", "q": "1,0"},
    {"p": "0.333333333,0.333333333,0.333333334", "q": "1e-9,0.5,0.499999999"},
]

DRAWN = {"seed": st.integers(0, 1000)}

JUDGES = {
    # The range of the last 20 averages is a tenth or less of the range of all.
    "it hardly moves": lambda n: (
        10 * (max(n.means[-20:]) - min(n.means[-20:])) <= max(n.means) - min(n.means) + 1e-12
    ),
}
