"""Blocks are put together to rectangles, and x264 heeds what it is told of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import av
import numpy as np
import pytest

from rendering.drawing.boxes import Box, rectangles
from rendering.drawing.hints import marker_of
from rendering.drawing.regions import Marker

MARKERS = pytest.mark.parametrize("new_marker", [Marker, marker_of])


@pytest.mark.parametrize("density", [0.02, 0.3, 0.7, 1.0])
def test_rectangles_cover_each_true_block_once_and_no_other(density: float) -> None:
    rng = np.random.default_rng(0)
    for rows, columns in ((1, 1), (1, 9), (9, 1), (12, 20)):
        blocks = rng.random((rows, columns)) < density
        counts = np.zeros((rows, columns), int)
        for box in rectangles(blocks):
            counts[box.slices] += 1
        assert np.array_equal(counts, blocks)


def test_runs_of_one_length_are_one_rectangle() -> None:
    blocks = np.zeros((8, 8), bool)
    blocks[1:4, 2:5] = True
    blocks[6:8, 2:5] = True  # not below the others
    blocks[2:4, 6] = True
    wanted = [Box(2, 1, 5, 4), Box(6, 2, 7, 4), Box(2, 6, 5, 8)]
    assert sorted(rectangles(blocks)) == sorted(wanted)


def test_nothing_has_no_rectangles() -> None:
    assert rectangles(np.zeros((4, 4), bool)) == []


def frame_of(width: int, height: int, seed: int) -> av.VideoFrame:
    frame = av.VideoFrame(width, height, "yuv420p")
    fill(frame, seed)
    return frame


def fill(frame: av.VideoFrame, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for plane in frame.planes:
        plane.update(rng.integers(0, 256, plane.buffer_size, np.uint8).tobytes())


def errors(marked: av.VideoFrame, wanted: av.VideoFrame) -> np.ndarray:
    """The mean error of each block when x264 encodes what was marked."""
    encoder = av.CodecContext.create("libx264", "w")
    encoder.options = {
        "crf": "10",
        "preset": "superfast",
        "tune": "zerolatency",
        "x264-params": "mbtree=0:qcomp=1",
    }
    encoder.width, encoder.height, encoder.pix_fmt = marked.width, marked.height, "yuv420p"
    encoder.time_base = Fraction(1, 10)
    marked.pts = 0
    (packet,) = encoder.encode(marked)
    decoder = av.CodecContext.create("h264", "r")
    (got,) = [*decoder.decode(packet), *decoder.decode(None)]
    height, width = marked.height, marked.width
    luma = [f.to_ndarray()[:height].astype(int) for f in (got, wanted)]
    error = np.abs(luma[0] - luma[1]).reshape(height // 16, 16, width // 16, 16)
    return error.mean(axis=(1, 3))


@MARKERS
def test_marked_blocks_are_coarser_than_the_rest_and_those_of_the_time_before_are_not(
    new_marker: Callable[[av.VideoFrame], Marker],
) -> None:
    frame = frame_of(64, 32, 0)
    marker = new_marker(frame)
    for seed, boxes in enumerate(([Box(0, 0, 1, 2), Box(3, 1, 4, 2)], [Box(1, 0, 4, 1)], [])):
        fill(frame, seed)  # its pixels are not copied, so those of the marked one are others, too
        coarse = np.zeros((2, 4), bool)
        for box in boxes:
            coarse[box.slices] = True
        error = errors(marker.mark(boxes, 20), frame)
        assert error[coarse].min(initial=9) > 3 * error[~coarse].max()


@MARKERS
def test_as_many_blocks_can_be_marked_as_there_are(
    new_marker: Callable[[av.VideoFrame], Marker],
) -> None:
    frame = frame_of(16 * 40, 16 * 30, 0)
    marker = new_marker(frame)
    apart = [Box(x, y, x + 1, y + 1) for x in range(0, 40, 2) for y in range(0, 30, 2)]
    coarse = np.zeros((30, 40), bool)
    coarse[::2, ::2] = True
    error = errors(marker.mark(apart, 20), frame)
    assert error[coarse].min() > 3 * error[~coarse].max()


def second_pictures(changed: list[Box], *, rest: int = 0) -> tuple[np.ndarray, ...]:
    """Luma of two frames of noise, and what is decoded of the second when x264 is told so."""
    width, height = 64, 48
    frame = frame_of(width, height, 0)
    marker = marker_of(frame)
    encoder = av.CodecContext.create("libx264", "w")
    encoder.options = {"crf": "10", "preset": "superfast", "tune": "zerolatency", "mb_info": "1"}
    # As the encoder's: smoothing would change the blocks beside those that are coded.
    encoder.options |= {"x264-params": "mbtree=0:scenecut=0:weightp=0:no-deblock=1"}
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.thread_count = Fraction(1, 10), 1
    decoder = av.CodecContext.create("h264", "r")
    pictures, decoded = [], []
    for k in range(2):
        fill(frame, k)
        pictures.append(frame.to_ndarray()[:height].astype(int))
        marked = marker.mark(changed if k else [], 0, rest if k else 0)
        marked.pts = k
        decoded += decoder.decode(encoder.encode(marked)[0])
    decoded += decoder.decode(None)
    return *pictures, decoded[1].to_ndarray()[:height].astype(int)


def test_x264_does_not_look_where_nothing_has_changed() -> None:
    first, second, got = second_pictures([Box(1, 1, 3, 2)])
    told = np.zeros(first.shape, bool)
    told[16:32, 16:48] = True
    assert np.abs(got - second)[told].mean() < 9
    assert np.abs(got - first)[~told].mean() < 9
    assert np.abs(got - second)[~told].mean() > 50


def test_x264_looks_wherever_it_is_told_of_a_change() -> None:
    _, second, got = second_pictures([Box(x, y, x + 1, y + 1) for x in range(4) for y in range(3)])
    assert np.abs(got - second).mean() < 5


def test_what_rests_is_drawn_again_when_it_is_to_be_finer() -> None:
    _, second, got = second_pictures([], rest=-6)
    assert np.abs(got - second).mean() < 5
