"""Frames put into a stream by hand: what FFmpeg's own parser and decoder make of them."""

from __future__ import annotations

import re
from pathlib import Path

import av
import av.logging
import numpy as np
import pytest
from av.bitstream import BitStreamFilterContext

from rendering.drawing.encoder import ClipEncoder, join, next_first_id
from rendering.drawing.h264 import SliceNumbering, units_of

FPS = 10


def noise(seed: int, width: int, height: int) -> np.ndarray:
    frame = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    frame[..., 3] = 255
    return frame


def clip(path: Path, repeats: list[int], width: int = 80, height: int = 64) -> Path:
    with ClipEncoder(path, width=width, height=height, fps=FPS) as encoder:
        frame = noise(0, width, height)
        for k, repeat in enumerate(repeats):
            frame[:16, :16] = noise(k, 16, 16)
            encoder.write(frame, repeat)
        encoder.finish()
    return path


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path), options={"err_detect": "explode"}) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def headers(path: Path, field: str) -> list[int]:
    """Every value of a header's field, as FFmpeg's parser reads it."""
    av.logging.set_level(av.logging.INFO)
    try:
        with av.open(str(path)) as container, av.logging.Capture() as log:
            tracer = BitStreamFilterContext("trace_headers", container.streams.video[0])
            for packet in container.demux(video=0):
                tracer.filter(packet)
    finally:
        av.logging.set_level(None)
    lines = "".join(text for _, _, text in log)
    return [int(value) for value in re.findall(rf"\b{field} .*= (\d+)", lines)]


@pytest.mark.parametrize(
    ("width", "height"), [(16, 16), (126, 90), (320, 180), (854, 480), (1920, 1080)]
)
def test_repeated_frame_is_decoded_to_what_it_repeats(
    tmp_path: Path, width: int, height: int
) -> None:
    repeats = [3, 1, 2, 30, 1]
    frames = decoded(clip(tmp_path / "clip.mp4", repeats, width, height))
    assert len(frames) == sum(repeats)
    starts = np.cumsum([0, *repeats[:-1]])
    for start, repeat in zip(starts, repeats, strict=True):
        # What came to rest is drawn finely in the second frame of its rest; a clip's first
        # frame is so at once.
        fine = start + 1 if start else 0
        for k in range(fine, start + repeat):
            assert np.array_equal(frames[k], frames[fine])
    assert not np.array_equal(frames[starts[1]], frames[starts[2]])


def test_frames_after_a_long_still_are_what_they_are_after_a_short_one(tmp_path: Path) -> None:
    short = decoded(clip(tmp_path / "short.mp4", [1, 2, 1, 1, 2, *[1] * 15]))
    long = decoded(clip(tmp_path / "long.mp4", [1, 5, 1, 1, 9, *[1] * 15]))
    assert len(long) == len(short) + 10
    places = [*range(3), *range(6, 10), *range(17, 32)]
    for frame, place in zip(short, places, strict=True):
        assert np.array_equal(long[place], frame)


def test_pictures_are_numbered_without_a_gap(tmp_path: Path) -> None:
    # 8 seconds of 10 frames between keyframes; frame_num counts from there modulo 16.
    path = clip(tmp_path / "clip.mp4", [1, 5, 1, 20, 3, 1, 1, 1, 60, 2, 2])
    numbers = headers(path, "frame_num")
    assert numbers == [k % 80 % 16 for k in range(97)]


def test_long_still_has_keyframes_to_jump_to(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip.mp4", [175])
    with av.open(str(path)) as container:
        keys = [k for k, p in enumerate(container.demux(video=0)) if p.size and p.is_keyframe]
    assert keys == [0, 80, 160]
    assert headers(path, "nal_unit_type").count(5) == 3


def test_neighbouring_keyframes_have_different_ids(tmp_path: Path) -> None:
    # The second part begins just after a keyframe that came because eight seconds were over, the
    # fourth after a part of one frame.
    parts = []
    first_id = 0
    for k, frames in enumerate((161, 2, 1, 1, 1, 3)):
        parts.append(tmp_path / f"{k}.mp4")
        size = {"width": 64, "height": 48}
        with ClipEncoder(parts[-1], **size, fps=FPS, first_id=first_id) as encoder:
            encoder.write(noise(k, 64, 48), frames)
            encoder.finish()
        first_id = next_first_id(first_id, frames)
    join(parts, tmp_path / "clip.mp4")
    assert headers(tmp_path / "clip.mp4", "idr_pic_id") == [0, 1, 1, 0, 0, 1, 0, 1]
    assert len(decoded(tmp_path / "clip.mp4")) == 169


def test_still_costs_a_few_bytes_a_frame(tmp_path: Path) -> None:
    one = clip(tmp_path / "one.mp4", [1], 1920, 1080).stat().st_size
    many = clip(tmp_path / "many.mp4", [40], 1920, 1080).stat().st_size
    assert many - one < 40 * 100


def test_number_is_written_past_bytes_that_look_like_a_start_code(tmp_path: Path) -> None:
    header = bytes.fromhex("00000001674d402ada01e0089f9610000003001000000780f1832a")
    numbering = SliceNumbering(header)
    # A slice of the still picture at 1920 by 1080: x264's, number 1, full of 00 00 03.
    slice_ = bytes.fromhex("00000001419a222d7f0000030000030000030001")
    assert numbering.renumbered(slice_, 1) == slice_
    for number in range(40):
        again = numbering.renumbered(numbering.renumbered(slice_, number), 1)
        assert again == slice_
    # Number 0 makes the byte after 9a zero where the quantiser's bits are zero too.
    zeros = bytes.fromhex("00000001419a200001ff")
    cleared = numbering.renumbered(zeros, 0)
    assert cleared == bytes.fromhex("00000001419a00000301ff")
    assert units_of(cleared)[0].hex() == "419a00000301ff"


def test_keyframe_cannot_have_another_number() -> None:
    numbering = SliceNumbering(
        bytes.fromhex("00000001674d402ada01e0089f9610000003001000000780f1832a")
    )
    with pytest.raises(ValueError, match="must be picture 0; got 3"):
        numbering.renumbered(bytes.fromhex("0000000165b8"), 3)
