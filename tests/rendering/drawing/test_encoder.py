"""Frames go in; what a player would see comes out, and the same bytes each time."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from rendering.drawing.encoder import ClipEncoder, RGBAFrame

WIDTH, HEIGHT, FPS = 64, 48, 15

OKABE_ITO = [
    (0, 0, 0),
    (255, 255, 255),
    (230, 159, 0),
    (86, 180, 233),
    (240, 228, 66),
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
]


def flat(color: tuple[int, int, int], width: int = WIDTH, height: int = HEIGHT) -> RGBAFrame:
    frame = np.full((height, width, 4), 255, dtype=np.uint8)
    frame[..., :3] = color
    return frame


def moving_square(count: int) -> list[RGBAFrame]:
    frames = []
    for k in range(count):
        frame = flat((16, 20, 24))
        frame[10:20, 2 * k : 2 * k + 8, :3] = (230, 159, 0)
        frames.append(frame)
    return frames


def encode(path: Path, frames: list[RGBAFrame], repeat: int = 1) -> Path:
    with ClipEncoder(path, width=WIDTH, height=HEIGHT, fps=FPS) as encoder:
        for frame in frames:
            encoder.write(frame, repeat)
        encoder.finish()
    return path


def bt709(color: tuple[int, int, int]) -> tuple[float, float, float]:
    """Y, Cb, Cr by the formula of ITU-R BT.709 section 3, in limited 8-bit range."""
    r, g, b = (c / 255 for c in color)
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    return 16 + 219 * y, 128 + 224 * (b - y) / 1.8556, 128 + 224 * (r - y) / 1.5748


def planes(frame: av.VideoFrame) -> list[np.ndarray]:
    result = []
    for plane, width in zip(frame.planes, (WIDTH, WIDTH // 2, WIDTH // 2), strict=True):
        rows = np.frombuffer(bytes(plane), dtype=np.uint8).reshape(-1, plane.line_size)
        result.append(rows[:, :width])
    return result


@pytest.mark.parametrize("color", OKABE_ITO)
def test_decoded_colour_is_bt709_of_the_rgb_that_was_written(
    tmp_path: Path, color: tuple[int, int, int]
) -> None:
    path = encode(tmp_path / "clip.mp4", [flat(color)] * 3)
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        got = [plane[plane.shape[0] // 2, plane.shape[1] // 2] for plane in planes(frame)]
    assert got == pytest.approx(bt709(color), abs=2)  # crf 23 moves a flat colour by less


def test_tags_say_bt709_limited_range_and_yuv420p(tmp_path: Path) -> None:
    path = encode(tmp_path / "clip.mp4", moving_square(3))
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        assert context.name == "h264"
        assert context.pix_fmt == "yuv420p"
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert context.color_range == 1


def test_every_frame_is_there_at_its_time(tmp_path: Path) -> None:
    path = encode(tmp_path / "clip.mp4", moving_square(7), repeat=3)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        times = [frame.pts * frame.time_base for frame in container.decode(stream)]
        assert times == [Fraction(k, FPS) for k in range(21)]
        assert stream.duration * stream.time_base == Fraction(21, FPS)
        assert stream.average_rate == FPS


def test_pixels_follow_the_frames_closely(tmp_path: Path) -> None:
    frames = moving_square(10)
    path = encode(tmp_path / "clip.mp4", frames)
    with av.open(str(path)) as container:
        decoded = [planes(frame)[0].astype(float) for frame in container.decode(video=0)]
    for rgba, luma in zip(frames, decoded, strict=True):
        r, g, b = (rgba[..., c] / 255.0 for c in range(3))
        wanted = 16 + 219 * (0.2126 * r + 0.7152 * g + 0.0722 * b)
        assert 10 * np.log10(255**2 / np.mean((luma - wanted) ** 2)) > 45  # PSNR, dB


def test_index_comes_before_the_pictures(tmp_path: Path) -> None:
    data = encode(tmp_path / "clip.mp4", moving_square(5)).read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    frames = moving_square(20)
    first = encode(tmp_path / "a.mp4", frames).read_bytes()
    assert encode(tmp_path / "b.mp4", frames).read_bytes() == first
    assert encode(tmp_path / "c.mp4", frames[::-1]).read_bytes() != first


def test_abort_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    encoder = ClipEncoder(path, width=WIDTH, height=HEIGHT, fps=FPS)
    for frame in moving_square(4):
        encoder.write(frame)
    encoder.abort()
    assert list(tmp_path.iterdir()) == []


def test_error_inside_the_block_leaves_no_file(tmp_path: Path) -> None:
    def fail_after_a_frame() -> None:
        with ClipEncoder(tmp_path / "clip.mp4", width=WIDTH, height=HEIGHT, fps=FPS) as encoder:
            encoder.write(flat((1, 2, 3)))
            raise KeyError

    with pytest.raises(KeyError):
        fail_after_a_frame()
    assert list(tmp_path.iterdir()) == []


def test_clip_without_frames_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    encoder = ClipEncoder(tmp_path / "clip.mp4", width=WIDTH, height=HEIGHT, fps=FPS)
    with pytest.raises(ValueError, match="at least one frame; got none"):
        encoder.finish()
    assert list(tmp_path.iterdir()) == []


def test_frame_of_another_size_is_refused(tmp_path: Path) -> None:
    with (
        ClipEncoder(tmp_path / "clip.mp4", width=WIDTH, height=HEIGHT, fps=FPS) as encoder,
        pytest.raises(ValueError, match=r"shape \(48, 64, 4\); got uint8 of shape \(64, 48, 4\)"),
    ):
        encoder.write(flat((0, 0, 0), width=HEIGHT, height=WIDTH))
