"""A clip that is rendered in pieces and joined is, byte for byte, the clip rendered at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from manim import Circle, Create, FadeOut, Scene, Square, tempconfig

from rendering.clip_renderer import ClipRenderer
from rendering.encoder import ClipEncoder, join
from rendering.writer import ClipWriter
from scenes import PROGRAMME, Entry

SIZE = {"width": 128, "height": 72}


class Sections(Scene):
    def construct(self) -> None:
        square, disc = Square(fill_opacity=0.5), Circle(stroke_width=12)
        self.add(square)
        self.wait(0.4)
        for k in range(5):
            self.next_section(f"section {k}")
            self.play(square.animate.rotate(0.4).shift([0.5, 0, 0]), run_time=0.5 + 0.2 * k)
            self.play(FadeOut(disc) if k % 2 else Create(disc), run_time=0.4)
            self.wait(1.2 * k + 0.3)


def render(
    scene: Callable[..., Scene], path: Path, fps: int, sections: range | None = None
) -> tuple[Path, list[bytes]]:
    """The clip, and digests of its frames before encoding."""
    quiet: dict[str, Any] = {"format": "none", "disable_caching": True, "progress_bar": "none"}
    size = {"pixel_width": SIZE["width"], "pixel_height": SIZE["height"], "frame_rate": fps}
    with (
        tempconfig({**quiet, **size, "verbosity": "WARNING"}),
        ClipEncoder(path, **SIZE, fps=fps) as encoder,
    ):
        writer = partial(
            ClipWriter, encoder=encoder, advanced=lambda _frames: None, sections=sections
        )
        made = scene(renderer=ClipRenderer(file_writer_class=writer))
        made.render()
        encoder.finish()
    return path, made.renderer.file_writer.digests


def assert_pieces_make_the_whole(
    scene: Callable[..., Scene], tmp_path: Path, fps: int, cuts: list[int]
) -> None:
    whole, digests = render(scene, tmp_path / "whole.mp4", fps)
    bounds = [0, *cuts, 1000]
    pieces = [
        render(scene, tmp_path / f"piece{start}.mp4", fps, range(start, end))
        for start, end in pairwise(bounds)
    ]
    assert [digest for _, part in pieces for digest in part] == digests
    join([path for path, _ in pieces], tmp_path / "joined.mp4")
    assert (tmp_path / "joined.mp4").read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("cuts", [[1], [3], [2, 4], [1, 2, 3, 4, 5]])
def test_pieces_make_the_whole(tmp_path: Path, cuts: list[int]) -> None:
    assert_pieces_make_the_whole(Sections, tmp_path, 10, cuts)


@pytest.mark.parametrize("entry", PROGRAMME, ids=lambda entry: entry.name)
def test_pieces_of_the_programme_make_the_whole(tmp_path: Path, entry: Entry) -> None:
    assert_pieces_make_the_whole(entry.scene_type(), tmp_path, 3, [len(entry.beats) // 2 + 1])


def test_joined_clip_decodes_at_even_times(tmp_path: Path) -> None:
    parts = [
        render(Sections, tmp_path / f"{k}.mp4", 10, sections)[0]
        for k, sections in enumerate((range(2), range(2, 9)))
    ]
    join(parts, tmp_path / "joined.mp4")
    with av.open(str(tmp_path / "joined.mp4"), options={"err_detect": "explode"}) as container:
        frames = list(container.decode(video=0))
    assert [frame.time for frame in frames] == pytest.approx(np.arange(len(frames)) / 10)


def test_each_section_begins_with_a_keyframe(tmp_path: Path) -> None:
    path, _ = render(Sections, tmp_path / "clip.mp4", 10)
    starts = [0]
    for k in range(5):
        part, _ = render(Sections, tmp_path / f"{k}.mp4", 10, range(k, k + 1))
        with av.open(str(part)) as container:
            starts.append(starts[-1] + container.streams.video[0].frames)
    with av.open(str(path)) as container:
        keys = {k for k, p in enumerate(container.demux(video=0)) if p.size and p.is_keyframe}
    assert set(starts) <= keys


def test_part_of_one_frame_does_not_make_two_keyframes_in_a_row(tmp_path: Path) -> None:
    with ClipEncoder(tmp_path / "clip.mp4", width=64, height=48, fps=10) as encoder:
        for _ in range(3):
            encoder.begin_part()
            encoder.write(np.full((48, 64, 4), 255, np.uint8))
        encoder.finish()
    with av.open(str(tmp_path / "clip.mp4")) as container:
        keys = [p.is_keyframe for p in container.demux(video=0) if p.size]
    assert keys == [True, False, True]


def test_parts_of_another_size_are_refused(tmp_path: Path) -> None:
    for name, width in (("a", 128), ("b", 64)):
        with ClipEncoder(tmp_path / name, width=width, height=72, fps=10) as encoder:
            encoder.write(np.full((72, width, 4), 255, np.uint8))
            encoder.finish()
    with pytest.raises(ValueError, match="must be encoded alike; b is not as a"):
        join([tmp_path / "a", tmp_path / "b"], tmp_path / "joined.mp4")
