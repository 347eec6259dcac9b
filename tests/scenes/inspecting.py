"""Scenes with the examples that try their layout, and what the inspectors say of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from manim import tempconfig

import scenes
from rendering.inspection.findings import Finding
from rendering.inspection.watching import Inspector, WatchingRenderer
from stage.language import Language, words_put_back
from stage.theme import THEMES
from tests.sampling import SOAK
from tests.scenes.belonging import examples
from tests.scenes.playing import FrameCounter

__all__ = ["CASES", "findings"]

FPS = 15
SHAPES = {"wide": (854, 480), "square": (480, 480), "tall": (480, 854)}


# Any three that follow each other have both themes, and captions on and off.
LOOKS = ("dark", "light-captions-off", "light", "dark-captions-off")


def _cases() -> Iterator[Any]:
    """The defaults in each shape, each theme, with captions and without; each example once.

    Scenes and examples take turns with shapes and looks. In every shape and look with ``SOAK=1``.
    The suite keeps the defaults in one shape, by turns, and an example of every third scene.
    """
    every = [(shape, look) for shape in SHAPES for look in LOOKS]
    # Three shapes and four looks: all pairs come, and the thirteenth is the first again.
    turns = zip(cycle(SHAPES), cycle(LOOKS), strict=False)
    for number, entry in enumerate(scenes.PROGRAMME):
        own = tuple(SHAPES)[number % len(SHAPES)]
        for which, (example, values) in enumerate(examples(entry).items()):
            looks = [next(turns)] if values else _of_default(number)
            for shape, look in every if SOAK else looks:
                kept = 3 * (which - 1) == number if values else shape == own
                marks = () if kept else pytest.mark.soak
                name = f"{entry.name}-{example}-{shape}-{look}"
                yield pytest.param(entry.name, values, shape, look, id=name, marks=marks)


def _of_default(number: int) -> list[tuple[str, str]]:
    return [(shape, LOOKS[(number + k) % len(LOOKS)]) for k, shape in enumerate(SHAPES)]


CASES = list(_cases())
"""Each scene, with its defaults and with what tries it hardest."""


def findings(
    name: str,
    values: dict[str, Any],
    *,
    shape: str,
    look: str,
    language: Language | None = None,
) -> list[str]:
    """What the inspectors find in a scene, as lines to read in a failed test.

    ``look`` is a theme, and ``-captions-off`` after it where there are none. Words are put back.
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
    with tempconfig(settings), words_put_back():
        inspector = Inspector(staging=not values)
        renderer = WatchingRenderer(inspector, file_writer_class=FrameCounter)
        parameters = entry.parameters_type()(**values)
        theme, _, off = look.partition("-captions-")
        story = entry.scene_type()(
            parameters,
            renderer=renderer,
            theme=THEMES[theme],
            captions=not off,
            language=language,
        )
        story.render()
        return [_line(finding) for finding in inspector.findings(story)]


def _line(finding: Finding) -> str:
    return f"{finding.beat}, {finding.frame / FPS:.2f} s: {finding.rule}: {finding.what}"
