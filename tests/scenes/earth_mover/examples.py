"""What tries ``EarthMover`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.scenes.belonging import TEN_LOGITS, WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "2 places": {
        "scores": [1, 2], "places": ["here", "there"], "positions": [0, 3],
        "near": [0.5, 0.5], "far": [0.1, 0.9],
    },
    "the middle one true, two as far off": {
        "cat": 1, "scores": [0.5, 1, 2], "places": ["left", "here", "right"],
        "positions": [-1, 0, 1], "near": [0.1, 0.6, 0.3], "far": [0.3, 0.1, 0.6],
    },
    "10 places of wide names": {
        "scores": TEN_LOGITS, "cat": 9, "places": WIDE, "positions": list(range(10)),
        "near": [0.1] * 10, "far": [0.4, 0.3, 0.2, 0, 0, 0, 0, 0, 0, 0.1],
    },
    "scores of 30": {"scores": [30, -30, 0, 5], "cat": 3},
    "sure and right": {"scores": [30, -30, 0, 5]},
    "less than 1 apart": {"positions": [0, 0.25, 0.5, 0.75], "unit": "W" * 12},
    "far apart": {"positions": [0, 1, 2, 1000]},
}  # fmt: skip

MOTIONS = {"grow": 1.0, "slide": 4.0, "change": 1.2, "carry": 5.2}

JUDGES = {"knows how far": lambda n: n.walk_pulls[1] > n.walk_pulls[0]}

TYPED = [{"scores": "0,0,0,0", "far": "0.2,0,0.05,0.75"}]

DRAWN = {
    "scores": st.lists(st.integers(-6, 6).map(lambda half: half / 2), min_size=4, max_size=4),
    "near": st.just((0.2, 0.8, 0.0, 0.0)),
    "far": st.sampled_from([(0.2, 0.0, 0.0, 0.8), (0.2, 0.35, 0.05, 0.4)]),
    "cat": st.integers(0, 3),
    "places": st.sampled_from([("door", "tree", "well", "barn"), tuple(WIDE[:4])]),
    "positions": st.sampled_from([(0.0, 1.0, 2.0, 3.0), (-5.0, 0.0, 0.5, 40.0)]),
    "unit": st.sampled_from(["min", "km"]),
}
