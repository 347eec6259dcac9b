"""Scenes of a few lines, and the rules that the inspectors find broken in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from manim import Scene, tempconfig

from rendering.inspection.findings import Finding
from rendering.inspection.watching import Inspector, WatchingRenderer
from scenes.theme import zones
from tests.scenes.playing import FrameCounter

__all__ = ["BOUNDS", "FPS", "broken", "inspected", "played"]

FPS = 15
WIDTH, HEIGHT = 854, 480
BOUNDS = zones(8 * WIDTH / HEIGHT, 8.0)


def played(construct: Callable[[Any], None], **which: bool) -> tuple[Inspector, Scene]:
    """A scene that ``construct`` plays on black, and who has seen it."""
    settings = {
        "pixel_width": WIDTH,
        "pixel_height": HEIGHT,
        "frame_width": 8 * WIDTH / HEIGHT,
        "frame_height": 8.0,
        "frame_rate": FPS,
        "background_color": "#000000",
        "disable_caching": True,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings):
        inspector = Inspector(**{"staging": False, **which})
        renderer = WatchingRenderer(inspector, file_writer_class=FrameCounter)
        scene = type("Small", (Scene,), {"construct": construct})(renderer)
        scene.render()
        return inspector, scene


def inspected(construct: Callable[[Any], None], **which: bool) -> list[Finding]:
    """What is found in such a scene; its staging only if asked for."""
    inspector, scene = played(construct, **which)
    return inspector.findings(scene)


def broken(construct: Callable[[Any], None], **which: bool) -> set[str]:
    """The names of the rules."""
    return {finding.rule for finding in inspected(construct, **which)}
