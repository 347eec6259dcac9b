"""What tries ``BlindToDistance`` hardest, and how long its motions last."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.scenes.belonging import WIDE

EXAMPLES: dict[str, dict[str, Any]] = {
    "3 places, the middle one true": {
        "near": [0.3, 0.4, 0.3], "far": [0.05, 0.4, 0.55], "cat": 1,
        "places": ["left", "here", "right"], "positions": [-1, 0, 5],
    },
    "10 places of wide names": {
        "near": [0.1] * 10, "far": [0.1, 0, 0, 0, 0, 0, 0, 0.2, 0.3, 0.4],
        "places": WIDE, "positions": list(range(10)),
    },
    "nearly nothing at the true place": {
        "near": [1e-6, 1 - 1e-6, 0, 0], "far": [1e-6, 0, 0, 1 - 1e-6],
    },
    "nearly all at the true place": {"near": [0.99, 0.01, 0, 0], "far": [0.99, 0, 0, 0.01]},
    "nearer": {"near": [0.2, 0, 0, 0.8], "far": [0.2, 0.8, 0, 0]},
    "far apart": {"positions": [0, 1, 2, 1000], "unit": "W" * 12},
}  # fmt: skip

MOTIONS = {
    "lend": 2.0, "back": 1.2, "measure": 3.6, "carry": 5.2, "mix": 0.8, "sort": 0.8,
}  # fmt: skip

TYPED = [{"near": "0.15,0.85,0,0", "far": "0.15,0,0.05,0.8"}]

DRAWN = {
    "near": st.just((0.2, 0.8, 0.0, 0.0)),
    "far": st.sampled_from([(0.2, 0.0, 0.0, 0.8), (0.2, 0.35, 0.05, 0.4)]),
    "cat": st.just(0),
    "places": st.sampled_from([("door", "tree", "well", "barn"), tuple(WIDE[:4])]),
    "positions": st.sampled_from([(0.0, 1.0, 2.0, 3.0), (-5.0, 0.0, 0.5, 40.0)]),
    "unit": st.sampled_from(["min", "km"]),
}
