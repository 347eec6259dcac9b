"""What tries the layout of ``QuadraticVersusLog`` hardest, and how long its motions last."""

from __future__ import annotations

EXAMPLES: dict[str, dict[str, object]] = {
    "steeper": {"wrong": 0.001, "right": 0.5, "step": 0.001},
    "close": {"wrong": 0.4, "right": 0.9, "step": 0.05},
    "a twentieth": {"wrong": 0.05, "right": 0.9, "step": 0.1},
    "less sure": {"wrong": 0.15, "right": 0.9, "step": 0.1},
    "tiny": {"wrong": 1e-5, "right": 0.99999, "step": 1e-5},
    "never wrong": {"wrong": 0.9999, "right": 0.99995, "step": 0.00005},
    "hardly wrong": {"wrong": 0.97, "right": 0.98, "step": 0.005},
    "hundred decades": {"wrong": 1e-100, "right": 0.5, "step": 1e-100},
}

MOTIONS = {"fall": 2.5, "learn": 6.0}

TYPED = [
    {"wrong": "1e-5", "right": "0.99999", "step": "0.00001"},
    {"wrong": "0.9999", "right": "0.99995", "step": "0.00005"},
    {"wrong": "1e-100"},
    {"wrong": "9.99e-12", "right": "1e-11"},
]
