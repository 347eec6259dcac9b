"""Scenes of a few lines, and the rules that the inspectors find broken in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import Animation, Mobject, Scene, linear, tempconfig

from rendering.inspection.findings import Finding
from rendering.inspection.watching import Inspector, WatchingRenderer
from stage.theme import zones
from stage.verbs import Follow
from tests.scenes.playing import FrameCounter

__all__ = ["BOUNDS", "FPS", "Set", "broken", "inspected", "played"]

FPS = 15
WIDTH, HEIGHT = 854, 480
BOUNDS = zones(8 * WIDTH / HEIGHT, 8.0)


class Set(Follow):
    """Row k of a track at frame k, as a figure shows it; but ``moves`` may be less than all of it.

    What a figure cannot do: forget something that it moves.
    """

    def __init__(self, setter: Callable[[Any], object], track: Any, *, moves: Mobject) -> None:
        self.tracks = {"row": np.asarray(track)}
        self.last = len(track) - 1
        self.setter = setter
        Animation.__init__(self, moves, run_time=self.last / FPS - 1e-6, rate_func=linear)

    def interpolate(self, alpha: float) -> None:
        self.setter(self.tracks["row"][round(alpha * self.last)])


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
