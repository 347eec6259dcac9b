"""Scenes with the examples that try their layout, and what the inspectors say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from manim import tempconfig

import scenes
from rendering.inspection.findings import Finding
from rendering.inspection.watching import Inspector, WatchingRenderer
from scenes.theme import THEMES
from tests.scenes.playing import FrameCounter

__all__ = ["CASES", "findings"]

FPS = 15
SHAPES = {"wide": (854, 480), "square": (480, 480), "tall": (480, 854)}

WIDE = ["W" * 11 + str(k) for k in range(10)]
"""Ten labels as long and as wide as they may be."""

TEN = [0.05, 0.15, 0.1, 0.2, 0.02, 0.08, 0.1, 0.1, 0.12, 0.08]
TEN_LOGITS = [1, 2, 0.5, -1, 0, 0.3, 2.2, 1.1, -0.4, 0.9]

_LOGITS: dict[str, dict[str, Any]] = {
    "2 classes": {"logits": [1, 2]},
    "10 classes of wide names, target last": {"logits": TEN_LOGITS, "labels": WIDE, "target": 9},
    "wide names, target first": {"logits": [2, 1, 0.1], "labels": WIDE[:3], "target": 0},
    "logits of 30": {"logits": [30, -30, 0, 5], "target": 1},
    "equal logits": {"logits": [1, 1, 1, 1], "target": 3},
}

_OF: dict[str, dict[str, dict[str, Any]]] = {
    "DistributionOverlay": {
        "2 classes": {"p": [0.3, 0.7], "q": [0.6, 0.4]},
        "10 classes of wide names": {"p": TEN, "q": TEN[::-1], "labels": WIDE},
        "equal": {"p": [0.25] * 4, "q": [0.25] * 4},
        "all in one": {"p": [0, 1, 0], "q": [0.5, 0.25, 0.25], "labels": WIDE[:3]},
        "infinite": {"p": [0.5, 0.5, 0], "q": [0.5, 0, 0.5]},
    },
    "OneHotCollapse": {
        name: {"p": [1 / len(values["logits"])] * len(values["logits"]), **values}
        for name, values in _LOGITS.items()
    }
    # Here H(p, q) gets another digit on its way.
    | {"logits of 30": {**_LOGITS["logits of 30"], "p": [0.9, 0, 0.1, 0]}},
    "LogitNudges": _LOGITS,
    "QuadraticVersusLog": {
        "steeper": {"wrong": 0.001, "right": 0.5, "step": 0.001},
        "close": {"wrong": 0.4, "right": 0.9, "step": 0.05},
    },
}


def _cases() -> Iterator[Any]:
    """Every example in every shape; in both themes as often, and the defaults wide in both."""
    for entry in scenes.PROGRAMME:
        examples = {"default": {}, **_OF.get(entry.name, {})}
        for place, (example, values) in enumerate(examples.items()):
            looks = [("wide", "dark"), ("square", "dark"), ("tall", "light")]
            if place % 2:
                looks = [("wide", "dark"), ("square", "light"), ("tall", "dark")]
            if not values:
                looks.append(("wide", "light"))
            for shape, theme in looks:
                name = f"{entry.name}-{example}-{shape}-{theme}"
                yield pytest.param(entry.name, values, shape, theme, id=name)


CASES = list(_cases())
"""Each scene, with its defaults and with what tries it hardest, in every shape of frame."""


UNSTAGED = {
    "DistributionOverlay": "begins with an empty stage, and little moves: to be staged anew",
    "OneHotCollapse": "begins with an empty stage, and little moves: to be staged anew",
    "LogitNudges": "begins with an empty stage, and little moves: to be staged anew",
    "QuadraticVersusLog": "begins with an empty stage, and little moves: to be staged anew",
}
"""Scenes that need not keep to the rules of staging yet, and why."""


def findings(name: str, values: dict[str, Any], *, shape: str, theme: str) -> list[str]:
    """What the inspectors find in a scene, as lines to read in a failed test.

    Its staging is judged with its defaults: where p is q, there is little to move.
    """
    entry = scenes.entry(name)
    width, height = SHAPES[shape]
    settings = {
        "pixel_width": width,
        "pixel_height": height,
        "frame_rate": FPS,
        "disable_caching": True,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings):
        inspector = Inspector(staging=not values and name not in UNSTAGED)
        renderer = WatchingRenderer(inspector, file_writer_class=FrameCounter)
        parameters = entry.parameters_type()(**values)
        story = entry.scene_type()(parameters, renderer=renderer, theme=THEMES[theme])
        story.render()
        return [_line(finding) for finding in inspector.findings(story)]


def _line(finding: Finding) -> str:
    return f"{finding.beat}, {finding.frame / FPS:.2f} s: {finding.rule}: {finding.what}"
