"""Frames go in; what a player would see comes out, and the same bytes each time."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from rendering.drawing import encoder as encoder_module
from rendering.drawing.conversion import Picture
from rendering.drawing.encoder import ClipEncoder, RGBAFrame
from rendering.drawing.regions import Marker

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


@pytest.fixture(params=["hints", "no hints"])
def hinted_or_not(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "no hints":
        monkeypatch.setattr(encoder_module, "marker_of", Marker)


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
    assert got == pytest.approx(bt709(color), abs=2)


def test_tags_say_bt709_limited_range_and_yuv420p(tmp_path: Path) -> None:
    path = encode(tmp_path / "clip.mp4", moving_square(3))
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        assert context.name == "h264"
        assert context.pix_fmt == "yuv420p"
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)
        assert context.color_range == 1


@pytest.mark.usefixtures("hinted_or_not")
def test_every_frame_is_there_at_its_time(tmp_path: Path) -> None:
    path = encode(tmp_path / "clip.mp4", moving_square(7), repeat=3)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        times = [frame.pts * frame.time_base for frame in container.decode(stream)]
        assert times == [Fraction(k, FPS) for k in range(21)]
        assert stream.duration * stream.time_base == Fraction(21, FPS)
        assert stream.average_rate == FPS


@pytest.mark.usefixtures("hinted_or_not")
def test_pixels_follow_the_frames_closely(tmp_path: Path) -> None:
    frames = moving_square(10)
    path = encode(tmp_path / "clip.mp4", frames)
    with av.open(str(path)) as container:
        decoded = [planes(frame)[0].astype(float) for frame in container.decode(video=0)]
    for rgba, luma in zip(frames, decoded, strict=True):
        r, g, b = (rgba[..., c] / 255.0 for c in range(3))
        wanted = 16 + 219 * (0.2126 * r + 0.7152 * g + 0.0722 * b)
        assert 10 * np.log10(255**2 / np.mean((luma - wanted) ** 2)) > 45  # PSNR, dB


BACKGROUND = np.array([16, 20, 24])


def strokes(seed: int, height: int, width: int) -> np.ndarray:
    """How much of each pixel thin strokes cover, with soft edges as text has them."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    cover = np.zeros((height, width))
    for _ in range(12):
        from_x, to_x, from_y, to_y = rng.uniform(0.05, 0.95, 4) * [width, width, height, height]
        dx, dy = to_x - from_x, to_y - from_y
        along = np.clip(((x - from_x) * dx + (y - from_y) * dy) / (dx * dx + dy * dy), 0, 1)
        away = np.hypot(x - from_x - along * dx, y - from_y - along * dy)
        cover = np.maximum(cover, np.clip(1.5 - away, 0, 1))
    return cover


def fades_and_motions() -> list[RGBAFrame]:
    """A caption fades while a sign moves on; both have come to rest long before the end."""
    caption, sign = strokes(1, 40, 240), strokes(2, 48, 64)
    frames = []
    for k in range(60):
        cover = np.zeros((192, 320))
        cover[128:168, 40:280] = caption * (1 - min(k / 20, 1) ** 2)
        left = 3 * min(k, 40)
        cover[32:80, 32 + left : 96 + left] = sign
        frame = flat((0, 0, 0), 320, 192)
        # From background to near white.
        frame[..., :3] = np.round(BACKGROUND + cover[..., None] * (230 - BACKGROUND))
        frames.append(frame)
    return frames


@pytest.mark.usefixtures("hinted_or_not")
def test_what_has_stopped_changing_for_three_frames_is_as_it_was_drawn(tmp_path: Path) -> None:
    frames = fades_and_motions()
    path = tmp_path / "clip.mp4"
    picture = Picture(320, 192)
    with ClipEncoder(path, width=320, height=192, fps=FPS) as encoder:
        for frame in frames:
            encoder.write(frame)
        encoder.finish()
    with av.open(str(path)) as container:
        decoded = [frame.to_ndarray()[:192].astype(int) for frame in container.decode(video=0)]
    wanted = []
    for frame in frames:
        picture.update(frame)
        wanted.append(picture.frame.to_ndarray()[:192].astype(int))
    for k in range(3, len(frames)):
        # A block is drawn finely as a whole, so it is what has to have come to rest.
        moving = np.any([frames[k - d] != frames[k] for d in (1, 2, 3)], axis=(0, 3))
        blocks = moving.reshape(12, 16, 20, 16).any(axis=(1, 3))
        settled = ~blocks.repeat(16, axis=0).repeat(16, axis=1)
        error = np.abs(decoded[k] - wanted[k])
        assert error[settled].max() <= 6
        marks = np.pad(frames[k][..., :3] != BACKGROUND, ((7, 7), (7, 7), (0, 0))).any(axis=2)
        plain = ~np.lib.stride_tricks.sliding_window_view(marks, (15, 15)).any(axis=(2, 3))
        assert error[settled & plain].max() <= 2
    assert settled.all()
    assert plain.mean() > 0.5


def test_frame_that_differs_in_nothing_that_is_stored_costs_as_a_still_does(
    tmp_path: Path,
) -> None:
    still = encode(tmp_path / "still.mp4", [flat((16, 20, 24))], repeat=9)
    frames = [flat((16, 20, 24)) for _ in range(9)]
    for frame in frames[1::2]:
        frame[5, 5, 2] += 1  # a ninth of a step of luma
    assert encode(tmp_path / "clip.mp4", frames).read_bytes() == still.read_bytes()


def test_index_comes_before_the_pictures(tmp_path: Path) -> None:
    data = encode(tmp_path / "clip.mp4", moving_square(5)).read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


@pytest.mark.usefixtures("hinted_or_not")
def test_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    frames = moving_square(20)
    first = encode(tmp_path / "a.mp4", frames).read_bytes()
    assert encode(tmp_path / "b.mp4", frames).read_bytes() == first
    assert encode(tmp_path / "c.mp4", frames[::-1]).read_bytes() != first


def test_hints_change_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hinted = encode(tmp_path / "a.mp4", moving_square(20)).read_bytes()
    monkeypatch.setattr(encoder_module, "marker_of", Marker)
    assert encode(tmp_path / "b.mp4", moving_square(20)).read_bytes() != hinted


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
