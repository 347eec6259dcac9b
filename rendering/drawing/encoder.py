"""Encode RGBA frames into one H.264 stream whose bytes depend only on the frames.

This module knows nothing of manim or of scenes.

The profile ``h264-11`` (the name is in every card and must change whenever a byte can change) is
x264's ``superfast`` with two quantisers in each frame, without B-frames and without deblocking.
Moving areas get a coarse quantiser, since no frame of them is visible for long; it is less coarse
the more of the picture moves. All other areas get a quantiser so fine that no sample has a visible
error. An area that has come to rest is therefore encoded once more: in the next frame if the whole
picture rests, otherwise three frames later, since it may move on. Without this, coarse remnants of
what moved or faded there would remain for as long as the area rests, and still objects beside a
moving one would be dragged along a little. A part begins with a fine picture. x264's adaptive
quantisation makes both quantisers finer where contrast is low and errors are most visible: in
fading objects and on plain background. On the project's scenes, this exceeds manim's default
(``medium``, crf 23) in PSNR and SSIM, in the mean and in the worst frame; ``benchmarks/RESULTS.md``
has the figures.

x264 accepts quantisers for blocks only under rate control, and for rate control it makes a
half-size copy of each frame and searches it for motion, which takes a fifth of the time. It skips
both in the second of two passes. If there are more frames there than in the first pass, it
continues with a constant quantiser but still accepts those for blocks. It is therefore given the
log of a first pass with one frame (``_FIRST_PASS``); that frame is grey and is thrown away.

Most of a frame is usually unchanged, and most of the time would go into searching it for changes,
so x264 is told which blocks have not changed. It follows such a hint only where it would not encode
more finely than before. If hints are not available (``hints`` says when), x264 searches by itself:
this is the profile ``h264-11-no-hints``.

A still costs two frames. The frames after these are copies of one packet that says "every block is
unchanged", which x264 itself has made (``_begin``); only the number in it changes. A player sees
ordinary frames at a constant rate.

A clip is encoded in parts, which ``join`` concatenates without re-encoding. A player can jump to
the beginning of a part, and the bytes of a part do not depend on the frames of other parts.

Reproducible bytes require one thread, the option ``cpu-independent``, no macroblock tree (its
AVX-512 kernel is not deterministic), swscale with exact rounding, and a container without version
or date.

Colour is BT.709 in limited range, both in the conversion and in the tags.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import reduce
from heapq import merge
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import TracebackType
from typing import Any, Self

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
from av.video.stream import VideoStream
from numpy.typing import NDArray

from rendering.drawing.boxes import Box, rectangles
from rendering.drawing.conversion import Picture, RGBAFrame
from rendering.drawing.h264 import SliceNumbering
from rendering.drawing.hints import hints_refused, marker_of
from rendering.drawing.regions import Blocks, Marker, blocks_of
from rendering.drawing.sound import add_sound, sound_packets

__all__ = [
    "PROFILE",
    "ClipEncoder",
    "RGBAFrame",
    "add_pictures",
    "join",
    "next_first_id",
    "open_mp4",
    "rebased",
]

PROFILE = "h264-11-no-hints" if hints_refused() else "h264-11"

# The maximum: a player decodes from a keyframe on, and manages this many frames in half a second.
_SECONDS_BETWEEN_KEYFRAMES = 8

_FINE = 5

# The quantiser for moving areas when hardly anything moves, by the minimum height of the frame in
# pixels. It is finer for small frames, where thin lines have no pixels to spare.
_COARSE = ((1000, 31), (600, 30), (0, 28))

# How much finer that quantiser is when the whole picture moves, and the finest value allowed.
_FINER_BY, _LEAST_COARSE = 75, 24

# The quantiser with which x264 continues after a first pass whose only frame is a keyframe.
_CONSTANT = 24

# The number of frames after its last change for which an area counts as moving.
_MOVES_ON = 3


_OPTIONS = {
    "preset": "superfast",
    "aq-mode": "1",
    "aq-strength": "0.6",
    "forced-idr": "1",
    "mb_info": "1",
    # force-cfr: otherwise x264 waits for the next frame to learn how long this one lasts.
    "x264-params": "cpu-independent=1:force-cfr=1:keyint=infinite:scenecut=0:rc-lookahead=0"
    ":mbtree=0:bframes=0:weightp=0:qcomp=1:ipratio=1:no-deblock=1:pass=2",
}


# The size in bits of the first pass's one frame. It only has to agree with the bit rate: otherwise
# x264 would search for a quantiser in vain, and print a warning.
_BITS = 12_000
_FIRST_PASS = (
    "#options: {width}x{height} timebase=1/{fps}\n"
    f"in:0 out:0 type:I dur:1 cpbdur:1 q:{_CONSTANT} aq:{_CONSTANT} tex:{_BITS} mv:0 misc:0 imb:1"
    " pmb:0 smb:0 d:- ref:;\n"
)


def _begin(encoder: av.VideoCodecContext, width: int, height: int, fps: int) -> bytes:
    """Open an x264 encoder with its first pass completed; return the packet of a still.

    The encoder has then made two frames. The first is the one of the first pass, a keyframe with
    the id 0. With the second, it found that there are more frames than in the first pass. Both are
    grey, so the second is the picture in which every block is unchanged: no block of it moves or
    has a residual. It therefore repeats the previous picture in any stream with the same header.
    """
    _open(encoder, width, height, fps)
    grey = av.VideoFrame(width, height, "yuv420p")
    for plane in grey.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    packets: list[bytes] = []
    for k in range(2):
        grey.pts = k
        grey.time_base = Fraction(1, fps)
        packets += (bytes(packet) for packet in encoder.encode(grey))
    return packets[1]


def _open(context: av.VideoCodecContext, width: int, height: int, fps: int) -> None:
    context.width = width
    context.height = height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, fps)
    context.framerate = Fraction(fps)
    context.thread_count = 1
    context.bit_rate = fps * _BITS
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    context.flags |= Flags.global_header
    with NamedTemporaryFile("w", suffix=".log") as first_pass:
        first_pass.write(_FIRST_PASS.format(width=width, height=height, fps=fps))
        first_pass.flush()
        context.options = {**_OPTIONS, "stats": first_pass.name}
        context.open()


def open_mp4(path: Path) -> OutputContainer:
    """Open a file for one or two streams, whose bytes depend only on its contents."""
    # write_btrt: joined parts do not know their bit rate in advance.
    options = {"movflags": "+faststart", "fflags": "+bitexact", "write_btrt": "0"}
    return av.open(str(path), mode="w", format="mp4", options=options)


class ClipEncoder:
    """A clip, or a part of one, that is being written to disk.

    Leaves a complete file after ``finish`` and none after ``abort``. As a context manager, it
    aborts unless ``finish`` was called.

    Parameters
    ----------
    path
        The .mp4 to write; its folder exists.
    width
        The width in pixels, even.
    height
        The height in pixels, even.
    fps
        Frames per second.
    first_id
        The id of the first keyframe, 0 or 1. The standard requires different ids for neighbouring
        keyframes, so a part that follows a part of one frame needs a different id from that one
        (``next_first_id``).
    """

    def __init__(self, path: Path, *, width: int, height: int, fps: int, first_id: int = 0) -> None:
        self.path = path
        self.width = width
        self.height = height
        self.frames = 0
        self._time_base = Fraction(1, fps)
        self._interval = _SECONDS_BETWEEN_KEYFRAMES * fps
        self._encoded = 2
        self._id_to_come = 1
        self._first_id = first_id
        self._numbering: SliceNumbering | None = None
        self._picture = Picture(width, height)
        self._marker: tuple[av.VideoFrame, Marker] | None = None
        self._coarse = next(coarse for least, coarse in _COARSE if height >= least)
        self._nothing = np.zeros(blocks_of(width, height), np.bool_)
        self._moving: deque[Blocks] = deque(maxlen=_MOVES_ON)  # what changed in the last frames
        self._closed = False
        self._container = open_mp4(path)
        self._stream = self._container.add_stream("libx264", rate=fps)
        self._encoder = self._stream.codec_context
        self._still = _begin(self._encoder, width, height, fps)

    def write(self, rgba: RGBAFrame, repeat: int = 1, damage: Iterable[Box] | None = None) -> None:
        """Append a frame of shape (height, width, 4), shown for ``repeat`` frames.

        It must be opaque, since its alpha is dropped. ``damage`` says where it differs from the
        previous frame, in boxes with even corners; without it, every pixel may differ.
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

        ``changed`` marks the blocks that differ from the previous frame; without it, all of them
        count as changed.
        """
        if changed is None:
            changed = ~self._nothing
        if not self.frames:
            changed = self._nothing  # a part's first frame does not show what moves
        last = self.frames + repeat
        while self.frames < last:
            is_keyframe = self.frames % self._interval == 0
            was_coarse = bool(self._moving)
            if changed.any():
                self._moving.append(changed)
            else:
                self._moving.clear()  # everything that remains is encoded finely at once
            if not (is_keyframe or was_coarse or self._moving):
                data = self._still
            else:
                # x264's ids alternate between 0 and 1. After the first, only 1 is used, so that the
                # part can end at any picture. A keyframe encoded only to advance the id is thrown
                # away.
                wanted_id = 1 if self.frames else self._first_id
                while is_keyframe and self._id_to_come != wanted_id:
                    self._encode(frame, is_keyframe=True)
                data = self._encode(frame, is_keyframe=is_keyframe)
            self._append(data, is_keyframe=is_keyframe)
            changed = self._nothing

    def _encode(self, frame: av.VideoFrame, *, is_keyframe: bool) -> bytes:
        if self._marker is None or self._marker[0] is not frame:
            self._marker = frame, marker_of(frame)
        moving = reduce(np.logical_or, self._moving, self._nothing)
        share = np.count_nonzero(moving) / moving.size
        coarse = max(_LEAST_COARSE, round(self._coarse - _FINER_BY * share))
        regions = rectangles(moving)
        frame = self._marker[1].mark(regions, coarse - _CONSTANT, _FINE - _CONSTANT)
        frame.pict_type = PictureType.I if is_keyframe else PictureType.NONE
        frame.time_base = self._time_base
        frame.pts = self._encoded
        self._encoded += 1
        if is_keyframe:
            self._id_to_come = 1 - self._id_to_come
        (packet,) = self._encoder.encode(frame)
        return bytes(packet)

    def _append(self, data: bytes, *, is_keyframe: bool) -> None:
        """Append one picture; x264 does not know of pictures appended without it."""
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
        """Close the file and remove it; after ``finish``, do nothing."""
        if self._closed:
            return
        self._closed = True
        # A file that is thrown away need not close cleanly.
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
    """Return the ``first_id`` of the part that follows one with this id and number of frames."""
    return 1 - first_id if frames == 1 else 0


def join(parts: Sequence[Path], path: Path, track: NDArray[np.float32] | None = None) -> None:
    """Concatenate the files of parts, without re-encoding.

    ``track`` is the sound of the whole, as ``sound_packets`` takes it.

    Raises
    ------
    ValueError
        The parts differ in size, frame rate or profile.
    """
    with open_mp4(path) as joined:
        packets: Iterator[av.Packet[Any]] = rebased(parts, add_pictures(joined, parts[0]))
        if track is not None:
            packets = merge(packets, sound_packets(add_sound(joined), track), key=_time)
        for packet in packets:
            joined.mux(packet)


def add_pictures(container: OutputContainer, part: Path) -> VideoStream:
    """Add a stream for pictures that are encoded like those of ``part``."""
    with av.open(str(part)) as source:
        return container.add_stream_from_template(source.streams.video[0])


def rebased(parts: Sequence[Path], stream: VideoStream) -> Iterator[av.Packet[VideoStream]]:
    """Yield the encoded pictures of ``parts``, one after the other in time, for a stream.

    Raises
    ------
    ValueError
        The parts differ in size, frame rate or profile.
    """
    frames = 0
    alike: object = None
    for part in parts:
        with av.open(str(part)) as container:
            source = container.streams.video[0]
            # The header with which x264 begins each stream also contains the size and the frame
            # rate.
            own = source.codec_context.extradata, source.average_rate
            alike = own if alike is None else alike
            if own != alike:
                raise ValueError(
                    f"parts of one video must be encoded alike; {part.name} is not as "
                    f"{parts[0].name}. Make all of them again with the same settings."
                )
            for packet in container.demux(source):
                if not packet.size:
                    continue  # the end of the file
                packet.stream = stream
                packet.time_base = 1 / Fraction(source.average_rate or 1)
                packet.pts = packet.dts = frames
                packet.duration = 1
                yield packet
                frames += 1


def _time(packet: av.Packet[Any]) -> Fraction:
    return (packet.dts or 0) * Fraction(packet.time_base or 0)
