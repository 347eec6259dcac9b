"""``manim render`` of a scene's file gives the frames that ``render.py`` encodes."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest
from manim import tempconfig
from PIL import Image

import scenes
from rendering.drawing.clip_renderer import ClipRenderer
from tests.sampling import sample
from tests.scenes.playing import FrameCounter

ROOT = Path(scenes.__file__).parents[1]
WIDTH, HEIGHT, FPS = 128, 72, 3


class FrameKeeper(FrameCounter):
    """Keeps every picture that it is given, once, however often it is repeated."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.pictures = []

    def write_frame(self, frame, repeat=1):
        super().write_frame(frame, repeat)
        self.pictures.append(frame.copy())

    def write_damaged_frame(self, pixels, _damage, repeat):
        self.write_frame(pixels, repeat)


@cache
def frames_of_the_engine(entry):
    settings = {
        "pixel_width": WIDTH,
        "pixel_height": HEIGHT,
        "frame_rate": FPS,
        "disable_caching": True,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig(settings):
        renderer = ClipRenderer(file_writer_class=FrameKeeper)
        entry.scene_type()(renderer=renderer).render()
    assert renderer.slow_reasons == {}
    return renderer.file_writer


def manim_render(entry, folder, *options):
    subprocess.run(
        [
            *(sys.executable, "-m", "manim", "render", "-v", "ERROR", "--progress_bar", "none"),
            *("--disable_caching", "-r", f"{WIDTH},{HEIGHT}", "--fps", str(FPS)),
            *("--media_dir", str(folder), *options),
            *(f"{entry.module.replace('.', '/')}.py", entry.name),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )


# How manim is called is the same for all scenes: the first does. Frames of others are compared
# with manim's in tests/rendering/drawing/test_clip_renderer.py.
@pytest.mark.parametrize(
    "entry", sample(scenes.PROGRAMME, every=len(scenes.PROGRAMME)), ids=lambda e: e.name
)
def test_frames_equal_those_of_plain_manim(entry, tmp_path):
    manim_render(entry, tmp_path, "--format", "png-sequence")
    files = sorted(tmp_path.rglob("*.png"))
    ours = frames_of_the_engine(entry).pictures
    assert len(files) == len(ours)
    for path, picture in zip(files, ours, strict=True):
        with Image.open(path) as image:
            assert np.array_equal(np.asarray(image.convert("RGBA")), picture), path.name


@pytest.mark.parametrize("entry", scenes.PROGRAMME[:1], ids=lambda e: e.name)
def test_a_clip_of_plain_manim_has_the_same_number_of_frames(entry, tmp_path):
    manim_render(entry, tmp_path)
    (clip,) = tmp_path.rglob(f"{entry.name}.mp4")
    with av.open(clip) as container:
        decoded = sum(1 for _ in container.decode(video=0))
    assert decoded == frames_of_the_engine(entry).frames
