"""A scene played with every frame seen by the inspectors, and few of them drawn.

Stands where the clips' renderer does. Knows nothing of files.
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
"""Pictures that are inspected of every motion."""


class Inspector:
    """Sees the frames of one scene, and says in the end what is wrong with them.

    Parameters
    ----------
    layout, motion, staging
        Whether to judge pictures by themselves, what happens between them, and the whole.
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
        """Take in what ``scene`` shows for ``repeat`` frames.

        Of a motion, ``pictures`` gives the frame as it is drawn, and as the mobjects say it is.
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
            # Once in a motion, and late, when whatever moves in it has moved.
            if self._motion and pictures is not None and self._sampled[1] == SAMPLES - 1:
                self._found += frozen(scene, self._frame, *pictures())
        self._frame += repeat

    def findings(self, scene: Scene) -> list[Finding]:
        """All that was wrong, after the last frame, in the order of time."""
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
        """What mobjects that have been on stage were allowed."""
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
        """Whether this is the first frame of a quarter of a motion."""
        quarter = int(SAMPLES * scene.last_t / scene.duration) if scene.duration else 0
        sample = (scene.renderer.num_plays, quarter)
        new, self._sampled = sample != self._sampled, sample
        return new


class WatchingRenderer(ClipRenderer):
    """Plays all frames and draws the samples of them; ``inspector`` sees each."""

    def __init__(self, inspector: Inspector, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inspector = inspector

    def save_static_frame_data(
        self, scene: Scene, static_mobjects: Iterable[Mobject]
    ) -> Pixels | None:
        """Draw what stands still, as it is before a motion."""
        self.static_image = None
        return None if _is_rest(scene) else super().save_static_frame_data(scene, static_mobjects)

    def update_frame(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Draw for whoever asks between two plays; a rest needs no picture."""
        if not self._playing:
            super().update_frame(scene, *args, **kwargs)

    def render(self, scene: Scene, time: float, moving_mobjects: Any = None) -> None:
        """See one frame of a motion."""
        self._pass(scene, 1, lambda: self._pictures(scene, moving_mobjects))

    def freeze_current_frame(self, duration: float) -> None:
        """See a rest of that many seconds."""
        # As manim counts: the last frame of a still is cut off, not rounded.
        self._pass(self._scene, int(duration / (1 / self.camera.frame_rate)))

    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Remember whose frames these are."""
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
        """The frame as a clip has it, and all that is on stage drawn anew."""
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
