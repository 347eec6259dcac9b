"""Encode lossless parts into one file of a format other than H.264.

This module knows nothing of manim or of scenes. As with H.264, the bytes depend only on the frames:
one thread is used, and containers have no date or version. Colour is BT.709 in limited range, and
is tagged so if the format allows it.

``webm``
    VP9, fast and of high quality; with alpha, which browsers show.
``mov``
    ProRes 4444 in 10 bits, for editing programs; large. The other ProRes encoder, ``prores_ks``,
    takes four times as long for the same size.
``gif``
    One palette of 255 colours for the whole clip, chosen by frequency, without dithering: flat
    colours stay flat, and files are smallest.
``webp``
    Lossy, and a third smaller than GIF; still areas are stored once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.filter
import numpy as np
from av.codec.context import Flags
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    VideoReformatter,
)

from rendering.drawing.conversion import RGBAFrame
from rendering.drawing.lossless import frames_of

__all__ = ["encode"]


def encode(parts: Sequence[Path], path: Path, name: str, *, fps: int, transparent: bool) -> None:
    """Encode the files of parts (``lossless.PartWriter``) into one file of the format ``name``."""
    _ENCODERS[name](parts, path, fps, transparent)


def _webm(parts: Sequence[Path], path: Path, fps: int, transparent: bool) -> None:
    # The deviation from the frames is that of h264-8. Frames kept for lookahead would take memory.
    options = {"crf": "26", "b": "0", "deadline": "realtime", "cpu-used": "6"}
    options |= {"aq-mode": "0", "lag-in-frames": "0"}
    pixels = "yuva420p" if transparent else "yuv420p"
    frames = _converted(frames_of(parts), pixels)
    _write(frames, path, "webm", "libvpx-vp9", pixels, fps, options)


def _mov(parts: Sequence[Path], path: Path, fps: int, transparent: bool) -> None:
    pixels = "yuva444p10le" if transparent else "yuv444p10le"
    options = {"profile": "4", "vendor": "apl0"}
    frames = _converted(frames_of(parts), pixels)
    _write(frames, path, "mov", "prores_aw", pixels, fps, options)


def _webp(parts: Sequence[Path], path: Path, fps: int, _transparent: bool) -> None:
    # bgra even for opaque frames, because the encoder converts better than swscale.
    frames = (frame.reformat(format="bgra") for frame in map(_frame, frames_of(parts)))
    _write(frames, path, "webp", "libwebp_anim", "bgra", fps, {"quality": "80"})


def _gif(parts: Sequence[Path], path: Path, fps: int, _transparent: bool) -> None:
    palette = _filtered("palettegen=stats_mode=full", map(_frame, frames_of(parts)), fps)
    chosen = next(palette)
    frames = map(_frame, frames_of(parts))
    mapped = _filtered("paletteuse=dither=none:diff_mode=rectangle", frames, fps, chosen)
    _write(mapped, path, "gif", "gif", "pal8", fps, {})


_ENCODERS: dict[str, Callable[[Sequence[Path], Path, int, bool], None]] = {
    "webm": _webm,
    "mov": _mov,
    "gif": _gif,
    "webp": _webp,
}


def _frame(rgba: RGBAFrame) -> av.VideoFrame:
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(rgba), format="rgba")


def _converted(frames: Iterable[RGBAFrame], pixels: str) -> Iterator[av.VideoFrame]:
    reformatter = VideoReformatter()
    for rgba in frames:
        yield reformatter.reformat(
            _frame(rgba),
            format=pixels,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            threads=1,
        )


def _write(
    frames: Iterable[av.VideoFrame],
    path: Path,
    container_format: str,
    codec: str,
    pixels: str,
    fps: int,
    options: dict[str, str],
) -> None:
    muxing = {"fflags": "+bitexact"}
    if container_format in ("gif", "webp"):
        muxing["loop"] = "0"  # for ever
    with av.open(str(path), mode="w", format=container_format, options=muxing) as container:
        stream: Any = None
        for number, frame in enumerate(frames):
            if stream is None:
                stream = container.add_stream(codec, rate=fps, options=options)
                _configure(stream.codec_context, frame, pixels)
            frame.pts = number
            frame.time_base = Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _configure(context: av.VideoCodecContext, frame: av.VideoFrame, pixels: str) -> None:
    context.width = frame.width
    context.height = frame.height
    context.pix_fmt = pixels
    context.thread_count = 1
    context.flags |= Flags.bitexact
    if pixels.startswith("yuv"):
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = Colorspace.ITU709
        context.color_range = ColorRange.MPEG


def _filtered(
    filter_and_options: str,
    frames: Iterable[av.VideoFrame],
    fps: int,
    second: av.VideoFrame | None = None,
) -> Iterator[av.VideoFrame]:
    """Yield the output of an FFmpeg filter for frames and, as a second input, a single frame."""
    name, _, options = filter_and_options.partition("=")
    graph = av.filter.Graph()
    node, sink = graph.add(name, options), graph.add("buffersink")
    source: Any = None
    for number, frame in enumerate(frames):
        frame.pts = number
        frame.time_base = Fraction(1, fps)
        if source is None:
            source = _source(graph, frame, fps)
            source.link_to(node, 0, 0)
            if second is not None:
                other = _source(graph, second, fps)
                other.link_to(node, 0, 1)
            node.link_to(sink)
            graph.configure()
            if second is not None:
                other.push(second)
                other.push(None)
        source.push(frame)
        yield from _pulled(graph)
    source.push(None)
    yield from _pulled(graph)


def _source(graph: av.filter.Graph, frame: av.VideoFrame, fps: int) -> Any:
    return graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1, fps)
    )


def _pulled(graph: av.filter.Graph) -> Iterator[av.VideoFrame]:
    with suppress(av.BlockingIOError, av.EOFError):
        while True:
            frame = graph.pull()
            assert isinstance(frame, av.VideoFrame)
            yield frame
