"""Playing of a scene for inspection: every frame is inspected, but only a few are drawn.

``WatchingRenderer`` takes the place of the clips' renderer. This module does not use files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from manim import Mobject, Scene, Wait
from manim.utils.color import ManimColor
from numpy.typing import NDArray

from rendering.drawing.clip_renderer import ClipRenderer, Pixels
from rendering.inspection.direction import Direction
from rendering.inspection.drawn import frozen
from rendering.inspection.findings import Allowance, Extent, Finding
from rendering.inspection.layout import Still, inspect_still
from rendering.inspection.motion import Record
from rendering.inspection.shapes import Shape, look_at, texts_in
from stage.theme import Zones, zones

__all__ = ["Inspector", "WatchingRenderer"]

SAMPLES = 4
"""Number of pictures of every motion whose layout is inspected."""


class Inspector:
    """Inspector of all frames of one scene, which finally reports its findings.

    Parameters
    ----------
    layout
        Whether to inspect single pictures.
    motion
        Whether to inspect the changes between pictures.
    staging
        Whether to inspect the staging of the story.
    """

    def __init__(self, *, layout: bool = True, motion: bool = True, staging: bool = True) -> None:
        self._layout = layout
        self._motion = motion
        self._staging = staging
        self._frame = 0
        self._record: Record | None = None
        self._direction: Direction | None = None
        self._found: list[Finding] = []
        self._known: dict[int, Shape] = {}
        self._sampled = (-1, -1)

    def see(
        self, scene: Scene, repeat: int, pictures: Callable[[], tuple[Pixels, Pixels]] | None = None
    ) -> None:
        """Inspect the current picture of ``scene``, which is shown for ``repeat`` frames.

        For a frame of a motion, ``pictures`` returns two pictures: the frame as the renderer draws
        it, and the same frame with all mobjects drawn anew.
        """
        if self._record is None:
            camera = scene.camera
            area = camera.frame_width * camera.frame_height
            self._record = Record(camera.frame_rate, _background(scene), area)
        self._record.see(scene, repeat)
        if self._staging:
            self._direction = self._direction or Direction(_zones(scene).stage, self._record.fps)
            self._direction.see(scene, repeat, self._record.changes, self._record.texts)
        if self._layout and _is_rest(scene):
            self._look(scene, self._frame, at_rest=True)
        elif self._is_sample(scene):
            if self._layout:
                self._look(scene, self._frame, at_rest=False)
            # Once per motion, in its last quarter, when everything in it has moved.
            if self._motion and pictures is not None and self._sampled[1] == SAMPLES - 1:
                self._found += frozen(scene, self._frame, *pictures())
        self._frame += repeat

    def findings(self, scene: Scene) -> list[Finding]:
        """Return all findings in the order of time, after the last frame."""
        if not self._frame:
            return []
        if self._layout:
            self._look(scene, self._frame - 1, at_rest=True)
        found = list(self._found)
        if self._record is not None and self._motion:
            found += self._record.findings()
        if self._direction is not None:
            found += self._direction.findings(getattr(scene, "beats", ()))
        first: dict[tuple[str, str, str], Finding] = {}
        for finding in sorted(found, key=lambda f: f.frame):
            told = replace(finding, beat=_beat_at(scene, finding.frame))
            first.setdefault((told.rule, told.subject, told.beat), told)
        return list(first.values())

    def allowances(self) -> list[Allowance]:
        """Return the exceptions declared for mobjects that have been on stage."""
        return self._record.allowances() if self._record else []

    def _look(self, scene: Scene, frame: int, *, at_rest: bool) -> None:
        width, height = scene.camera.frame_width, scene.camera.frame_height
        shown = [*scene.mobjects, *scene.foreground_mobjects]
        still = Still(
            shapes=look_at(shown, self._known),
            texts=list(texts_in(shown)),
            at_rest=at_rest,
            frame=frame,
            bounds=Extent(-width / 2, -height / 2, width / 2, height / 2),
            zones=_zones(scene),
            background=_background(scene),
        )
        self._found += inspect_still(still)

    def _is_sample(self, scene: Scene) -> bool:
        """Return whether this is the first frame of a quarter of a motion."""
        quarter = int(SAMPLES * scene.last_t / scene.duration) if scene.duration else 0
        sample = (scene.renderer.num_plays, quarter)
        new, self._sampled = sample != self._sampled, sample
        return new


class WatchingRenderer(ClipRenderer):
    """A renderer that shows all frames to its inspector, but draws only a few."""

    def __init__(self, inspector: Inspector, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inspector = inspector

    def save_static_frame_data(
        self, scene: Scene, static_mobjects: Iterable[Mobject]
    ) -> Pixels | None:
        """Draw the mobjects that stand still during a motion, as they are before it."""
        self.static_image = None
        return None if _is_rest(scene) else super().save_static_frame_data(scene, static_mobjects)

    def update_frame(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Draw a frame on request between two plays; during a play, none is needed."""
        if not self._playing:
            super().update_frame(scene, *args, **kwargs)

    def render(self, scene: Scene, time: float, moving_mobjects: Any = None) -> None:
        """Inspect one frame of a motion."""
        self._pass(scene, 1, lambda: self._pictures(scene, moving_mobjects))

    def freeze_current_frame(self, duration: float) -> None:
        """Inspect a rest of ``duration`` seconds."""
        # As in manim, the number of frames is rounded down.
        self._pass(self._scene, int(duration / (1 / self.camera.frame_rate)))

    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Store the scene whose frames are inspected."""
        self._scene = scene
        super().init_scene(scene, *args, **kwargs)

    def _pass(
        self,
        scene: Scene,
        frames: int,
        pictures: Callable[[], tuple[Pixels, Pixels]] | None = None,
    ) -> None:
        if self.skip_animations or not frames:
            return
        self.time += frames / self.camera.frame_rate
        self.inspector.see(scene, frames, pictures)

    def _pictures(self, scene: Scene, moving: Any) -> tuple[Pixels, Pixels]:
        """Return the frame as it is in a clip, and the same frame with everything drawn anew."""
        super().update_frame(scene, moving)
        shown = self.camera.pixel_array.copy()
        self.camera.reset()
        self.camera.capture_mobjects([*scene.mobjects, *scene.foreground_mobjects])
        whole = self.camera.pixel_array.copy()
        self.camera.pixel_array[:] = shown
        return shown, whole


def _is_rest(scene: Scene) -> bool:
    return len(scene.animations or ()) == 1 and isinstance(scene.animations[0], Wait)


def _zones(scene: Scene) -> Zones:
    own: Zones | None = getattr(scene, "zones", None)
    return own or zones(scene.camera.frame_width, scene.camera.frame_height)


def _background(scene: Scene) -> NDArray[np.float64]:
    return np.asarray(ManimColor(scene.camera.background_color).to_rgb(), dtype=float)


def _beat_at(scene: Scene, frame: int) -> str:
    for beat in getattr(scene, "beats", ()):
        if beat.start <= frame < beat.end:
            return str(beat.name)
    return ""
