"""A picture that was patched is the picture that was converted whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering.drawing.boxes import Box
from rendering.drawing.conversion import Picture, RGBAFrame
from rendering.drawing.encoder import ClipEncoder


def noise(height: int, width: int, seed: int) -> RGBAFrame:
    frame = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    frame[..., 3] = 255
    return frame


def planes(picture: Picture) -> list[np.ndarray]:
    flat = picture.frame.to_ndarray(format="yuv420p").ravel()
    luma, chroma = picture.width * picture.height, picture.width * picture.height // 4
    half = (picture.height // 2, picture.width // 2)
    return [
        flat[:luma].reshape(picture.height, picture.width),
        flat[luma : luma + chroma].reshape(half),
        flat[luma + chroma :].reshape(half),
    ]


def by_formula(rgba: RGBAFrame) -> list[np.ndarray]:
    """ITU-R BT.709 section 3 in limited range; chroma of a block is that of its mean colour."""

    def parts(colour: np.ndarray) -> tuple[np.ndarray, ...]:
        r, g, b = (colour[..., c] / 255 for c in range(3))
        y = 0.2126 * r + 0.7152 * g + 0.0722 * b
        return y, (b - y) / 1.8556, (r - y) / 1.5748

    height, width = rgba.shape[:2]
    blocks = rgba.reshape(height // 2, 2, width // 2, 2, 4).mean(axis=(1, 3))
    return [
        16 + 219 * parts(rgba.astype(float))[0],
        128 + 224 * parts(blocks)[1],
        128 + 224 * parts(blocks)[2],
    ]


@pytest.mark.parametrize(("height", "width"), [(48, 64), (90, 126), (16, 16)])
def test_every_sample_is_the_nearest_to_bt709(height: int, width: int) -> None:
    rgba = noise(height, width, 1)
    picture = Picture(width, height)
    picture.update(rgba)
    for got, wanted in zip(planes(picture), by_formula(rgba), strict=True):
        assert np.abs(got - wanted).max() < 0.52  # half a step, and swscale's own rounding


@st.composite
def boxes(draw: st.DrawFn, width: int, height: int) -> list[Box]:
    def span(limit: int) -> tuple[int, int]:
        start = draw(st.integers(0, limit // 2 - 1))
        return 2 * start, 2 * draw(st.integers(start + 1, limit // 2))

    found = []
    for _ in range(draw(st.integers(0, 4))):
        (left, right), (top, bottom) = span(width), span(height)
        found.append(Box(left, top, right, bottom))
    return found


@given(st.sampled_from([(126, 90), (16, 16), (320, 180)]), st.data())
@settings(derandomize=True, deadline=None)
def test_patched_picture_equals_whole_picture(size: tuple[int, int], data: st.DataObject) -> None:
    width, height = size
    patched, whole = Picture(width, height), Picture(width, height)
    frame = noise(height, width, 1)
    patched.update(frame)
    for seed in (2, 3):
        damage = data.draw(boxes(width, height))
        for box in damage:
            frame[box.slices] = noise(height, width, seed)[box.slices]
        patched.update(frame, damage)
        whole.update(frame)
        assert np.array_equal(patched.frame.to_ndarray(), whole.frame.to_ndarray())


@given(st.sampled_from([(126, 90), (16, 16), (320, 180)]), st.data())
@settings(derandomize=True, deadline=None)
def test_block_is_told_to_have_changed_exactly_if_a_sample_of_it_has(
    size: tuple[int, int], data: st.DataObject
) -> None:
    width, height = size
    picture = Picture(width, height)
    frame = noise(height, width, 1)
    assert picture.update(frame).all()
    for seed in (2, 3):
        damage = data.draw(boxes(width, height))
        for box in damage[::2]:  # the others are said to be damaged, and are not
            frame[box.slices] = noise(height, width, seed)[box.slices]
        before = planes(picture)
        changed = picture.update(frame, damage)
        assert changed.shape == (-(-height // 16), -(-width // 16))
        for row, column in np.ndindex(changed.shape):
            differs = []
            for old, new, side in zip(before, planes(picture), (16, 8, 8), strict=True):
                block = np.s_[side * row : side * (row + 1), side * column : side * (column + 1)]
                differs.append(not np.array_equal(old[block], new[block]))
            assert changed[row, column] == any(differs)


def test_stream_of_patched_pictures_has_the_bytes_of_whole_ones(tmp_path: Path) -> None:
    # The encoder looks ahead, and must not see a picture that is patched meanwhile.
    size = {"width": 128, "height": 96, "fps": 15}
    by_damage = ClipEncoder(tmp_path / "damage.mp4", **size)
    by_whole = ClipEncoder(tmp_path / "whole.mp4", **size)
    frame = noise(96, 128, 1)
    by_damage.write(frame)
    by_whole.write(frame)
    for k in range(20):
        box = Box(4 * k, 2 * k, 4 * k + 30, 2 * k + 20)
        frame[box.slices] = noise(96, 128, 2 + k)[box.slices]
        by_damage.write(frame, repeat=1 + k % 3, damage=[box])
        by_whole.write(frame.copy(), repeat=1 + k % 3)
    by_damage.finish()
    by_whole.finish()
    assert (tmp_path / "damage.mp4").read_bytes() == (tmp_path / "whole.mp4").read_bytes()
