"""What tries ``DistributionOverlay`` hardest, and how long its motions last."""

from __future__ import annotations

from tests.scenes.belonging import TEN, WIDE

EXAMPLES: dict[str, dict[str, object]] = {
    "2 classes": {"p": [0.3, 0.7], "q": [0.6, 0.4]},
    "10 classes of wide names": {"p": TEN, "q": TEN[::-1], "labels": WIDE},
    "equal": {"p": [0.25] * 4, "q": [0.25] * 4},
    "all in one": {"p": [0, 1, 0], "q": [0.5, 0.25, 0.25], "labels": WIDE[:3]},
    "infinite": {"p": [0.5, 0.5, 0], "q": [0.5, 0, 0.5]},
}

MOTIONS = {
    "sweep": (1.2, 0),
    "sweep_terms": (1.2, 0),
    "sweeps": (0.8, 1),
    "sweeps_terms": (0.8, 1),
    "levelling": (3.0, 0),
}

TYPED = [
    {"p": "0.99999,0.00001", "q": "0.00001,0.99999"},
    {"p": "0.5,0.5", "q": "1,0"},
    {"p": "0.9999999999,9.999999998999998e-11", "q": "0.5,0.5"},
    {"p": "0.333333333,0.333333333,0.333333334", "q": "1e-9,0.5,0.499999999"},
]
