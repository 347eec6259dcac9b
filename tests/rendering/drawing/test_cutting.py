"""A cut clip is that range of the whole: the same pictures, at times of their own."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import av
import numpy as np
import pytest

from rendering.drawing.cutting import cut
from rendering.drawing.encoder import ClipEncoder, join, next_first_id
from rendering.planning.settings import Settings
from rendering.publishing.publish import check_video

FPS = 10
LENGTHS = [3, 1, 1, 85, 4]  # one is longer than the eight seconds after which a keyframe comes
STARTS = [0, *accumulate(LENGTHS)][:-1]
TOTAL = sum(LENGTHS)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clip joined of parts in which a square moves over noise."""
    folder = tmp_path_factory.mktemp("whole")
    rng = np.random.default_rng(3)
    parts, first_id = [], 0
    for k, frames in enumerate(LENGTHS):
        path = folder / f"{k}.mp4"
        picture = rng.integers(0, 256, (48, 64, 4), np.uint8)
        with ClipEncoder(path, width=64, height=48, fps=FPS, first_id=first_id) as encoder:
            for f in range(frames):
                frame = picture.copy()
                frame[8:24, f % 48 : f % 48 + 16, :3] = (40 * k, 250 - f, 128)
                encoder.write(frame)
            encoder.finish()
        parts.append(path)
        first_id = next_first_id(first_id, frames)
    join(parts, folder / "whole.mp4")
    return folder / "whole.mp4"


def decoded(path: Path) -> list[bytes]:
    with av.open(str(path), options={"err_detect": "explode"}) as container:
        return [frame.to_ndarray().tobytes() for frame in container.decode(video=0)]


@pytest.mark.parametrize(
    ("first", "frames"),
    [*zip(STARTS, LENGTHS, strict=True), (0, TOTAL), (0, 2), (3, 2), (85, 5), (90, 1)],
)
def test_cut_clip_plays_exactly_the_frames_of_its_range(
    tmp_path: Path, whole: Path, first: int, frames: int
) -> None:
    cut(whole, first, frames, tmp_path / "cut.mp4")
    check_video(tmp_path / "cut.mp4", Settings(64, 48, FPS), frames)
    assert decoded(tmp_path / "cut.mp4") == decoded(whole)[first : first + frames]


def test_what_was_cut_apart_joins_to_the_bytes_of_the_whole(tmp_path: Path, whole: Path) -> None:
    pieces = [tmp_path / f"{k}.mp4" for k in range(len(LENGTHS))]
    for start, frames, piece in zip(STARTS, LENGTHS, pieces, strict=True):
        cut(whole, start, frames, piece)
    join(pieces, tmp_path / "again.mp4")
    assert (tmp_path / "again.mp4").read_bytes() == whole.read_bytes()


def keyframes(path: Path) -> list[int]:
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    return [k for k, packet in enumerate(packets) if packet.is_keyframe]


@pytest.mark.parametrize("first", [1, 6, 84, 86, TOTAL - 1, TOTAL, TOTAL + 9])
def test_range_that_begins_at_no_keyframe_is_refused(
    tmp_path: Path, whole: Path, first: int
) -> None:
    assert first not in keyframes(whole)
    with pytest.raises(ValueError, match=rf"frame {first} of whole\.mp4 is none"):
        cut(whole, first, 1, tmp_path / "cut.mp4")
    assert not (tmp_path / "cut.mp4").exists()


@pytest.mark.parametrize(
    ("first", "frames", "problem"),
    [
        (90, 5, "ends after 4 of 5 frames from frame 90"),
        (0, TOTAL + 1, f"ends after {TOTAL} of {TOTAL + 1} frames from frame 0"),
        (0, 0, "got 0 from frame 0"),
        (3, -1, "got -1 from frame 3"),
        (-1, 3, "got 3 from frame -1"),
    ],
)
def test_range_that_is_none_of_the_video_is_refused(
    tmp_path: Path, whole: Path, first: int, frames: int, problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        cut(whole, first, frames, tmp_path / "cut.mp4")
    assert not (tmp_path / "cut.mp4").exists()
