"""What goes into a file that loses nothing comes out of it, with colours as people see them."""

from __future__ import annotations

from pathlib import Path

import cairo
import numpy as np
import pytest
from PIL import Image

from rendering.drawing.boxes import Box
from rendering.drawing.conversion import RGBAFrame
from rendering.drawing.lossless import FrameWriter, PartWriter, frames_of, straight

WIDTH, HEIGHT, FPS = 34, 22, 15


def drawn(colour: tuple[float, float, float], alpha: float) -> RGBAFrame:
    """A square of one colour as Cairo stores it, its edges half on pixels; red is first."""
    frame = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    surface = cairo.ImageSurface.create_for_data(frame.data, cairo.FORMAT_ARGB32, WIDTH, HEIGHT)
    context = cairo.Context(surface)
    red, green, blue = colour
    context.set_source_rgba(blue, green, red, alpha)  # as manim does, for it wants RGBA
    context.rectangle(4.5, 4.5, 12, 12)
    context.fill()
    surface.flush()
    return frame


@pytest.mark.parametrize("alpha", [1.0, 0.5, 0.25])
def test_colour_of_what_is_half_transparent_is_what_was_drawn(alpha: float) -> None:
    colour = (0.9, 0.6, 0.1)
    frame = straight(drawn(colour, alpha))
    edge, inside, outside = frame[10, 4], frame[10, 10], frame[0, 0]
    # Rounding to 8 bits before the division loses up to half a level over alpha.
    for pixel, seen in ((edge, alpha / 2), (inside, alpha)):
        assert pixel[3] == pytest.approx(255 * seen, abs=1)
        assert pixel[:3] == pytest.approx(255 * np.array(colour), abs=1 + 0.5 / seen)
    assert outside.tolist() == [0, 0, 0, 0]


def noise(count: int) -> list[RGBAFrame]:
    random = np.random.default_rng(3)
    frames = random.integers(0, 256, (count, HEIGHT, WIDTH, 4), dtype=np.uint8)
    frames[..., 3] = random.choice([0, 255], (count, HEIGHT, WIDTH))
    frames[frames[..., 3] == 0] = 0
    return list(frames)


def test_part_holds_every_frame_as_it_was(tmp_path: Path) -> None:
    frames = noise(5)
    writer = PartWriter(tmp_path / "0.mov", width=WIDTH, height=HEIGHT, fps=FPS)
    for k, frame in enumerate(frames):
        writer.write(frame, repeat=k + 1)
    writer.finish()
    assert writer.frames == 15
    expected = [frame for k, frame in enumerate(frames) for _ in range(k + 1)]
    np.testing.assert_array_equal(list(frames_of([tmp_path / "0.mov"])), expected)
    np.testing.assert_array_equal(list(frames_of([tmp_path / "0.mov"] * 2)), expected * 2)


def test_only_what_is_damaged_is_read(tmp_path: Path) -> None:
    first, second = noise(2)
    writer = PartWriter(tmp_path / "0.mov", width=WIDTH, height=HEIGHT, fps=FPS)
    writer.write(first)
    writer.write(second, damage=[Box(2, 4, 10, 12), Box(20, 0, 22, 2)])
    writer.finish()
    patched = first.copy()
    patched[4:12, 2:10] = second[4:12, 2:10]
    patched[0:2, 20:22] = second[0:2, 20:22]
    np.testing.assert_array_equal(list(frames_of([tmp_path / "0.mov"])), [first, patched])


def test_part_that_is_given_up_leaves_no_file(tmp_path: Path) -> None:
    writer = PartWriter(tmp_path / "0.mov", width=WIDTH, height=HEIGHT, fps=FPS)
    writer.write(noise(1)[0])
    writer.abort()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("transparent", [True, False])
def test_sequence_has_a_file_for_each_frame_under_its_number(
    tmp_path: Path, transparent: bool
) -> None:
    frames = noise(2)
    writer = FrameWriter(tmp_path / "frames", first=98, transparent=transparent)
    writer.write(frames[0], repeat=2)
    writer.write(frames[1])
    writer.finish()
    files = sorted((tmp_path / "frames").iterdir())
    assert [path.name for path in files] == ["00098.png", "00099.png", "00100.png"]
    channels = 4 if transparent else 3
    for path, frame in zip(files, [frames[0], *frames], strict=True):
        with Image.open(path) as image:
            np.testing.assert_array_equal(np.asarray(image), frame[..., :channels])
