"""Blocks are put together to rectangles, and x264 draws them with another quantiser."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest

from rendering.drawing.boxes import Box
from rendering.drawing.regions import marked, rectangles


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


def test_marked_blocks_are_coarser_than_the_rest() -> None:
    encoder = av.CodecContext.create("libx264", "w")
    encoder.options = {
        "crf": "10",
        "preset": "superfast",
        "tune": "zerolatency",
        "x264-params": "mbtree=0:qcomp=1",
    }
    encoder.width, encoder.height, encoder.pix_fmt = 64, 32, "yuv420p"
    encoder.time_base = Fraction(1, 10)
    frame = av.VideoFrame(64, 32, "yuv420p")
    rng = np.random.default_rng(0)
    for plane in frame.planes:
        plane.update(rng.integers(0, 256, plane.buffer_size, np.uint8).tobytes())
    wanted = frame.to_ndarray()[:32].astype(int)
    told = marked(frame, [Box(0, 0, 1, 2), Box(3, 1, 4, 2)], 20)
    told.pts = 0
    (packet,) = encoder.encode(told)
    decoder = av.CodecContext.create("h264", "r")
    (got,) = [*decoder.decode(packet), *decoder.decode(None)]
    error = np.abs(got.to_ndarray()[:32] - wanted).reshape(2, 16, 4, 16).mean(axis=(1, 3))
    coarse = np.array([[True, False, False, False], [True, False, False, True]])
    assert error[coarse].min() > 3 * error[~coarse].max()
