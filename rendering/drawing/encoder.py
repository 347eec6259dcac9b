"""RGBA frames into one H.264 stream whose bytes depend on the frames alone.

Knows nothing of manim or of scenes.

The profile ``h264-11`` (its name is in every card; change it when a byte can change) is x264's
``superfast`` with two quantisers in each frame, without B-frames and without smoothing. What moves
gets a coarse one, for nobody sees a frame of it for long; it is less coarse the more of the picture
moves. All else gets one so fine that no sample is off by what can be seen: what has come to rest is
so drawn once more, in the next frame if all of the picture rests, else three frames later, for it
may move on. Without this, what was left of it, or of what faded there, would stay for as long as it
rests; and what stands beside something that moves would be dragged along by it a little. A part
begins with a fine picture. x264's own adaptation makes both finer where contrast is low, for there
errors are seen: in what fades, and on plain background. On the project's scenes this is above
manim's default (``medium``, crf 23) in PSNR and SSIM, mean and worst frame;
``benchmarks/RESULTS.md`` has the figures.

x264 takes quantisers of blocks only while it controls the rate, and to control it, it makes a
half-size copy of each frame and looks for motion there: a fifth of the time. It does neither in the
second of two passes, and goes on with a constant quantiser, but with those of blocks, when there
are more frames than the first had. So it is told of a first pass of one frame (``_FIRST_PASS``);
that one is grey, and thrown away.

Most of a frame is as it was, and most of the time went into looking for changes there: so x264 is
told where there are none. It is heard only where it would not draw more finely than before. Where
that cannot be told (``hints`` says when), x264 looks for itself: the profile ``h264-11-no-hints``.

A still costs two frames. Those that follow are copies of one packet, "every block is as it was",
which x264 itself has made (``_begin``); only the number in it changes. A player sees
ordinary frames at a constant rate.

A clip is encoded in parts, which ``join`` puts together without encoding again. A player can jump
to where a part begins, and its bytes do not depend on the frames of other parts.

What makes bytes repeat: one thread; ``cpu-independent``; no macroblock tree (its AVX-512 kernel
is not deterministic); swscale with exact rounding; a container without version or date.

Colour is BT.709, limited range, in the conversion and in the tags alike.
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

# At most: a player decodes from a keyframe on, and even so many frames in half a second.
_SECONDS_BETWEEN_KEYFRAMES = 8

_FINE = 5

# What moves, where hardly anything does, by the height of the frame, from this many pixels on: thin
# lines in small frames have no pixels to spare.
_COARSE = ((1000, 31), (600, 30), (0, 28))

# How much finer that is where all of the picture moves, and the finest that it may be.
_FINER_BY, _LEAST_COARSE = 75, 24

# What x264 goes on with after the first pass if that had no other frame than a keyframe.
_CONSTANT = 24

# For so many frames after its last change, what moved counts as moving.
_MOVES_ON = 3


_OPTIONS = {
    "preset": "superfast",
    "aq-mode": "1",
    "aq-strength": "0.6",
    "forced-idr": "1",
    "mb_info": "1",
    # force-cfr: else x264 waits for the next frame to know how long this one is.
    "x264-params": "cpu-independent=1:force-cfr=1:keyint=infinite:scenecut=0:rc-lookahead=0"
    ":mbtree=0:bframes=0:weightp=0:qcomp=1:ipratio=1:no-deblock=1:pass=2",
}


# Of the one frame of the first pass. They only have to agree: with bits that are not what the bit
# rate allows, x264 would look for a quantiser in vain, and say so.
_BITS = 12_000
_FIRST_PASS = (
    "#options: {width}x{height} timebase=1/{fps}\n"
    f"in:0 out:0 type:I dur:1 cpbdur:1 q:{_CONSTANT} aq:{_CONSTANT} tex:{_BITS} mv:0 misc:0 imb:1"
    " pmb:0 smb:0 d:- ref:;\n"
)


def _begin(encoder: av.VideoCodecContext, width: int, height: int, fps: int) -> bytes:
    """Open an x264, with its first pass behind it; returns the packet of a still.

    It has made two frames: one that the first pass had, a keyframe with the id 0, and one with
    which it found that there are more. That is the picture in which every block is as it was in
    the picture before, since both are grey: no block of it moves or has a residue, so it repeats
    whatever came before, in any stream with the same header.
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
    """A file for one stream or two, whose bytes depend on what it gets alone."""
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
                data = self._still
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


def join(parts: Sequence[Path], path: Path, track: NDArray[np.float32] | None = None) -> None:
    """Put the files of parts one after the other, without encoding again.

    ``track`` is the sound of the whole, as ``sound_packets`` takes it.

    Raises
    ------
    ValueError
        They are not of one size, frame rate and profile.
    """
    with open_mp4(path) as joined:
        packets: Iterator[av.Packet[Any]] = rebased(parts, add_pictures(joined, parts[0]))
        if track is not None:
            packets = merge(packets, sound_packets(add_sound(joined), track), key=_time)
        for packet in packets:
            joined.mux(packet)


def add_pictures(container: OutputContainer, part: Path) -> VideoStream:
    """A stream for pictures that are encoded as those of ``part`` are."""
    with av.open(str(part)) as source:
        return container.add_stream_from_template(source.streams.video[0])


def rebased(parts: Sequence[Path], stream: VideoStream) -> Iterator[av.Packet[VideoStream]]:
    """The pictures of ``parts``, as they are encoded, one after the other in time, for a stream.

    Raises
    ------
    ValueError
        They are not of one size, frame rate and profile.
    """
    frames = 0
    alike: object = None
    for part in parts:
        with av.open(str(part)) as container:
            source = container.streams.video[0]
            # The header, which x264 begins each stream with, has the size and the rate in it, too.
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
