"""Each format, read back by whoever would play it, shows the frames that went into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from rendering.drawing.conversion import RGBAFrame
from rendering.drawing.encodings import encode
from rendering.drawing.lossless import PartWriter

WIDTH, HEIGHT, FPS = 96, 64, 10
FRAMES = 12
LOST = {"webm": 4, "mov": 1, "gif": 0.5, "webp": 4}
"""How far a frame may be off on average, of 255."""


def frame(number: int, *, transparent: bool) -> RGBAFrame:
    """A square that moves by whole blocks of two, solid left and half transparent right."""
    rgba = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    if not transparent:
        rgba[:] = (16, 20, 24, 255)
    left = 4 * number
    rgba[16:48, left : left + 24] = (230, 159, 0, 255)
    if transparent:
        rgba[16:48, left + 24 : left + 48] = (43, 90, 116, 128)  # (86, 180, 233) by its alpha
    return rgba


def as_seen(number: int, *, transparent: bool) -> RGBAFrame:
    """The same with straight alpha."""
    rgba = frame(number, transparent=transparent)
    rgba[rgba[..., 3] == 128, :3] = (86, 179, 231)
    return rgba


def made(folder: Path, name: str, *, transparent: bool) -> Path:
    parts = []
    for k in range(2):
        writer = PartWriter(folder / f"{k}.mov", width=WIDTH, height=HEIGHT, fps=FPS)
        for number in range(k * FRAMES // 2, (k + 1) * FRAMES // 2):
            writer.write(frame(number, transparent=transparent))
        writer.finish()
        parts.append(writer.path)
    path = folder / f"clip.{name}"
    encode(parts, path, name, fps=FPS, transparent=transparent)
    return path


def played(path: Path, *, transparent: bool) -> Iterator[tuple[float, RGBAFrame]]:
    """Seconds and frames, as RGBA."""
    if path.suffix == ".webp":
        with Image.open(path) as image:
            seconds = 0.0
            for each in ImageSequence.Iterator(image):
                yield seconds, np.asarray(each.convert("RGBA"))
                seconds += each.info["duration"] / 1000
        return
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        decoder = stream.codec_context
        if path.suffix == ".webm" and transparent:
            decoder = av.CodecContext.create("libvpx-vp9", "r")  # the one that sees alpha
        for packet in container.demux(stream):
            for each in decoder.decode(packet):
                rgba = each.reformat(format="rgba", src_colorspace="ITU709").to_ndarray()
                yield float(each.pts * packet.time_base), rgba


@pytest.mark.parametrize(
    ("name", "transparent"),
    [
        ("webm", False),
        ("webm", True),
        ("mov", False),
        ("mov", True),
        ("gif", False),
        ("webp", False),
        ("webp", True),
    ],
)
def test_what_is_played_is_what_was_drawn(tmp_path: Path, name: str, transparent: bool) -> None:
    found = list(played(made(tmp_path, name, transparent=transparent), transparent=transparent))
    assert len(found) == FRAMES
    # To a hundredth of a second, in which GIF counts.
    assert [seconds for seconds, _ in found] == pytest.approx(np.arange(FRAMES) / FPS, abs=0.006)
    for number, (_, rgba) in enumerate(found):
        expected = as_seen(number, transparent=transparent).astype(int)
        alpha = expected[..., 3:]
        assert np.abs(rgba[..., 3:] - alpha).mean() < 1
        # What is transparent has no colour to be right or wrong.
        off = np.abs(rgba[..., :3].astype(int) - expected[..., :3]) * alpha / 255
        assert off.mean() < LOST[name]


@pytest.mark.parametrize("name", sorted(LOST))
def test_same_frames_are_the_same_bytes(tmp_path: Path, name: str) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
    one, other = (made(tmp_path / k, name, transparent=False) for k in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(("name", "key"), [("gif", "loop"), ("webp", "loop")])
def test_pictures_that_move_begin_again_for_ever(tmp_path: Path, name: str, key: str) -> None:
    with Image.open(made(tmp_path, name, transparent=False)) as image:
        assert image.info[key] == 0  # by both formats' own account


@pytest.mark.parametrize("name", ["webm", "mov"])
def test_colours_are_told_to_be_those_of_bt709(tmp_path: Path, name: str) -> None:
    with av.open(str(made(tmp_path, name, transparent=False))) as container:
        shown = next(container.decode(video=0))
        assert (shown.colorspace, shown.color_range) == (1, 1)  # BT.709; limited (MPEG)
