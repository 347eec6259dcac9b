"""Playing a scene without making a file: every frame is counted, the last one kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import CairoRenderer, Camera, tempconfig
from numpy.typing import NDArray

from rendering.drawing.blind import Blind
from stage.language import Language, words_put_back
from stage.parameters import Parameters
from stage.speech import Speak
from stage.story import Story

__all__ = ["FrameCounter", "play"]

Pixels = NDArray[np.uint8]


@dataclass
class Section:
    """What a scene calls a beat to manim."""

    name: str
    skip_animations: bool = False


class FrameCounter:
    """Stands where manim's ``SceneFileWriter`` does, and writes nothing.

    Attributes
    ----------
    frames
        How many frames were rendered.
    last
        The last of them, (height, width, 4) in RGBA; None before the first.
    sections
        manim's own, then one for each beat.
    subcaptions
        What was said, as manim keeps it: ``content``, ``start`` and ``end``.
    """

    def __init__(self, settings: Any, *_args: Any, **_kwargs: Any) -> None:
        self.output_spec = settings.plan.output
        self.sections = [Section("before the first")]
        self.frames = 0
        self.last: Pixels | None = None
        self.subcaptions: list[Any] = []

    def write_frame(self, frame: Pixels, repeat: int = 1) -> None:
        self.frames += repeat
        self.last = frame

    def next_section(self, name: str, _kind: str, skip_animations: bool) -> None:
        self.sections.append(Section(name, skip_animations))

    def is_already_cached(self, _hash: str) -> bool:
        return False

    def _ignore(self, *_args: Any, **_kwargs: Any) -> None:
        pass

    add_partial_movie_file = begin_animation = end_animation = _ignore
    finish = abort_encode_jobs = save_image = _ignore


def play(
    scene_type: type[Story[Any]],
    parameters: Parameters | None = None,
    *,
    fps: float = 10,
    width: int = 64,
    height: int = 36,
    skip: bool = False,
    draw: bool = True,
    captions: bool = True,
    language: Language | None = None,
    speak: Speak | None = None,
    look: Callable[[Any], None] | None = None,
) -> tuple[Any, FrameCounter]:
    """Play a whole scene in tiny pictures, and ``look`` at it at the end of each beat.

    Who looks at no picture need not ``draw`` them: all moves in every frame, in half of the time.

    Returns
    -------
    tuple
        The story after its last frame, and the writer that saw its frames (none if ``skip``).
    """
    settings = {
        "pixel_width": width,
        "pixel_height": height,
        "frame_rate": fps,
        "disable_caching": True,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings), words_put_back():
        renderer = CairoRenderer(
            file_writer_class=FrameCounter,
            camera_class=Camera if draw and not skip else Blind,
            skip_animations=skip,
        )
        story = scene_type(
            parameters, captions=captions, language=language, speak=speak, renderer=renderer
        )
        if look is not None:
            story.beat_ended = lambda _: look(story)
        story.render()
    return story, renderer.file_writer
