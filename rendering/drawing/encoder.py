"""RGBA frames into one H.264 stream whose bytes depend on the frames alone.

Knows nothing of manim or of scenes.

The profile ``h264-8`` (its name is in every card; change it when a byte can change) is x264's
``superfast`` with two constant quantisers, without B-frames and without smoothing. What moves gets
a coarse one, for nobody sees a frame of it for long. All else gets one so fine that no sample is
off by what can be seen: what has come to rest is so drawn once more, in the next frame if all of
the picture rests, else three frames later, for it may move on. Without this, what was left of it,
or of what faded there, would stay for as long as it rests; and what stands beside something that
moves would be dragged along by it a little. A part begins with a fine picture. On the project's
scenes this is above manim's default (``medium``, crf 23) in PSNR, mean and worst frame, and in mean
SSIM; the worst frame of a fast motion is below. ``benchmarks/RESULTS.md`` has the figures.

To give each block its own quantiser, x264 must control the rate: a constant quantiser is then a
constant rate factor with ``qcomp=1``, and adaptive quantisation of next to no strength.

A still costs two frames. Those that follow are copies of one packet, "every block is as it was",
which x264 itself has made (``_still_packet``); only the number in it changes. A player sees
ordinary frames at a constant rate.

A clip is encoded in parts, which ``join`` puts together without encoding again. A player can jump
to where a part begins, and its bytes do not depend on the frames of other parts.

What makes bytes repeat: one thread; ``cpu-independent``; no macroblock tree (its AVX-512 kernel
is not deterministic); swscale with exact rounding; a container without version or date.

Colour is BT.709, limited range, in the conversion and in the tags alike.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache, reduce
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.codec.context import Flags
from av.container import OutputContainer
from av.video.frame import PictureType
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
)

from rendering.drawing.boxes import Box, rectangles
from rendering.drawing.conversion import Picture, RGBAFrame
from rendering.drawing.h264 import SliceNumbering
from rendering.drawing.regions import Blocks, Marker, blocks_of

__all__ = ["PROFILE", "ClipEncoder", "RGBAFrame", "join", "next_first_id", "open_mp4"]

PROFILE = "h264-8"

# At most: a player decodes from a keyframe on, and even so many frames in half a second.
_SECONDS_BETWEEN_KEYFRAMES = 8

_FINE = 9

# How much more what moves gets, by the height of the frame, from this many pixels on: thin lines
# in small frames have no pixels to spare.
_COARSER = ((1000, 21), (600, 20), (0, 18))

# For so many frames after its last change, what moved counts as moving.
_MOVES_ON = 3


_OPTIONS = {
    "preset": "superfast",
    "crf": str(_FINE),
    "aq-mode": "1",
    "aq-strength": "0.001",  # with 0, x264 takes no quantisers of blocks either
    "forced-idr": "1",
    # force-cfr: else x264 waits for the next frame to know how long this one is.
    "x264-params": "cpu-independent=1:force-cfr=1:keyint=infinite:scenecut=0:rc-lookahead=0"
    ":mbtree=0:bframes=0:weightp=0:qcomp=1:ipratio=1:no-deblock=1",
}


def _new_encoder(width: int, height: int, fps: int) -> av.VideoCodecContext:
    encoder = av.CodecContext.create("libx264", "w")
    encoder.options = _OPTIONS
    _configure(encoder, width, height, fps)
    return encoder


def _configure(context: av.VideoCodecContext, width: int, height: int, fps: int) -> None:
    context.width = width
    context.height = height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, fps)
    context.framerate = Fraction(fps)
    context.thread_count = 1
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    context.flags |= Flags.global_header


@cache
def _still_packet(width: int, height: int, fps: int) -> bytes:
    """The picture in which every block is as it was in the picture before, as x264 writes it.

    It is the second frame of a grey film: no block of it moves or has a residue, so it repeats
    whatever came before, in any stream with the same header.
    """
    encoder = _new_encoder(width, height, fps)
    grey = av.VideoFrame(width, height, "yuv420p")
    for plane in grey.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    packets: list[bytes] = []
    for k in range(2):
        grey.pts = k
        grey.time_base = Fraction(1, fps)
        packets += (bytes(packet) for packet in encoder.encode(grey))
    return packets[1]


def open_mp4(path: Path) -> OutputContainer:
    """A file for one stream, whose bytes depend on what it gets alone."""
    # write_btrt: joined parts do not know their bit rate beforehand.
    options = {"movflags": "+faststart", "fflags": "+bitexact", "write_btrt": "0"}
    return av.open(str(path), mode="w", format="mp4", options=options)


class ClipEncoder:
    """A clip, or a part of one, on its way to disk.

    Leaves a whole file after ``finish`` and none after ``abort``; as a context manager it aborts
    unless ``finish`` was called.

    Parameters
    ----------
    path
        The .mp4 to write; its folder exists.
    width, height
        Pixels, even.
    fps
        Frames per second.
    first_id
        0 or 1, the id of the first keyframe. The standard wants neighbouring keyframes to have
        different ones, so a part that comes after a part of one frame has another than that
        (``next_first_id``).
    """

    def __init__(self, path: Path, *, width: int, height: int, fps: int, first_id: int = 0) -> None:
        self.path = path
        self.width = width
        self.height = height
        self.frames = 0
        self._fps = fps
        self._time_base = Fraction(1, fps)
        self._interval = _SECONDS_BETWEEN_KEYFRAMES * fps
        self._encoded = 0
        self._id_to_come = 0
        self._first_id = first_id
        self._encoder = _new_encoder(width, height, fps)
        self._numbering: SliceNumbering | None = None
        self._picture = Picture(width, height)
        self._marker: tuple[av.VideoFrame, Marker] | None = None
        self._coarser = next(more for least, more in _COARSER if height >= least)
        self._nothing = np.zeros(blocks_of(width, height), np.bool_)
        self._moving: deque[Blocks] = deque(maxlen=_MOVES_ON)  # what changed in the last frames
        self._closed = False
        self._container = open_mp4(path)
        self._stream = self._container.add_stream("libx264", rate=fps, options=_OPTIONS)
        _configure(self._stream.codec_context, width, height, fps)

    def write(self, rgba: RGBAFrame, repeat: int = 1, damage: Iterable[Box] | None = None) -> None:
        """Append a frame of shape (height, width, 4), shown for ``repeat`` frames.

        It must be opaque, for its alpha is dropped. ``damage`` says where it differs from the
        frame before, in boxes with even corners; where is not known unless it is given.
        """
        if rgba.shape != (self.height, self.width, 4) or rgba.dtype != np.uint8:
            raise ValueError(
                f"a frame must be uint8 of shape ({self.height}, {self.width}, 4); "
                f"got {rgba.dtype} of shape {rgba.shape}."
            )
        changed = self._picture.update(rgba, damage)
        self.write_yuv(self._picture.frame, repeat, changed)

    def write_yuv(
        self, frame: av.VideoFrame, repeat: int = 1, changed: Blocks | None = None
    ) -> None:
        """Append a frame that is already BT.709 yuv420p of this size.

        ``changed`` says which blocks differ from the frame before; all of them unless given.
        """
        if changed is None:
            changed = ~self._nothing
        if not self.frames:
            changed = self._nothing  # of a part's first frame it is not known what moves
        last = self.frames + repeat
        while self.frames < last:
            is_keyframe = self.frames % self._interval == 0
            was_coarse = bool(self._moving)
            if changed.any():
                self._moving.append(changed)
            else:
                self._moving.clear()  # all that is left is drawn finely at once
            if not (is_keyframe or was_coarse or self._moving):
                data = _still_packet(self.width, self.height, self._fps)
            else:
                # x264's ids are 0 and 1 by turns; after the first, only 1 is used, so that the
                # part can end at any picture. What is encoded for its id alone is thrown away.
                wanted_id = 1 if self.frames else self._first_id
                while is_keyframe and self._id_to_come != wanted_id:
                    self._encode(frame, is_keyframe=True)
                data = self._encode(frame, is_keyframe=is_keyframe)
            self._append(data, is_keyframe=is_keyframe)
            changed = self._nothing

    def _encode(self, frame: av.VideoFrame, *, is_keyframe: bool) -> bytes:
        if self._marker is None or self._marker[0] is not frame:
            self._marker = frame, Marker(frame)
        moving = rectangles(reduce(np.logical_or, self._moving, self._nothing))
        frame = self._marker[1].mark(moving, self._coarser)
        frame.pict_type = PictureType.I if is_keyframe else PictureType.NONE
        frame.time_base = self._time_base
        frame.pts = self._encoded
        self._encoded += 1
        if is_keyframe:
            self._id_to_come = 1 - self._id_to_come
        (packet,) = self._encoder.encode(frame)
        return bytes(packet)

    def _append(self, data: bytes, *, is_keyframe: bool) -> None:
        """Append one picture; x264 does not know of those that were appended without it."""
        if self._numbering is None:
            self._numbering = SliceNumbering(self._encoder.extradata or b"")
        packet = av.Packet(self._numbering.renumbered(data, self.frames % self._interval))
        packet.stream = self._stream
        packet.time_base = self._time_base
        packet.pts = packet.dts = self.frames
        packet.duration = 1
        packet.is_keyframe = is_keyframe
        self._container.mux(packet)
        self.frames += 1

    def finish(self) -> None:
        """Flush the stream and close the file."""
        if self._closed:
            return
        if not self.frames:
            self.abort()
            raise ValueError("a clip must have at least one frame; got none.")
        try:
            self._container.close()
        except BaseException:
            self.abort()
            raise
        self._closed = True

    def abort(self) -> None:
        """Close the file and remove it; nothing after ``finish``."""
        if self._closed:
            return
        self._closed = True
        # What is being thrown away need not close cleanly.
        with suppress(Exception):
            self._container.close()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.abort()


def next_first_id(first_id: int, frames: int) -> int:
    """The ``first_id`` of the part that comes after one with that id and so many frames."""
    return 1 - first_id if frames == 1 else 0


def join(parts: Sequence[Path], path: Path) -> None:
    """Put the files of parts one after the other, without encoding again.

    Raises
    ------
    ValueError
        They are not of one size, frame rate and profile.
    """
    frames = 0
    header: bytes | None = None
    with open_mp4(path) as joined:
        for part in parts:
            with av.open(str(part)) as container:
                source = container.streams.video[0]
                if header is None:
                    header = source.codec_context.extradata
                    target = joined.add_stream_from_template(source)
                elif source.codec_context.extradata != header:
                    raise ValueError(
                        f"parts of a clip must be encoded alike; {part.name} is not as "
                        f"{parts[0].name}. Encode them with the same settings."
                    )
                frame = 1 / Fraction(source.average_rate or 1)
                for packet in container.demux(source):
                    if not packet.size:
                        continue  # the end of the file
                    packet.stream = target
                    packet.time_base = frame
                    packet.pts = packet.dts = frames
                    packet.duration = 1
                    joined.mux(packet)
                    frames += 1
