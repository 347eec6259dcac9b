"""Concatenate finished clips into one file, with chapter marks and with their sound.

Pictures are not re-encoded: a film's packets are those of its clips, at other times. Sound is
re-encoded. A packet of AAC covers its own stretch of time, mostly longer than a frame of the
picture, so concatenated packets drift away from their pictures, and what is decoded across a joint
is a mixture of both sides. The sound of each clip is therefore decoded, cut or padded to exactly
the length of its pictures, and encoded in one go. This module knows streams, but not what the clips
show or who made them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from numpy.typing import NDArray

from rendering.drawing.encoder import add_pictures, open_mp4, rebased

__all__ = ["Mark", "Piece", "splice"]

_SAMPLE_FORMAT = "fltp"
"""The format that FFmpeg's AAC is decoded to and encoded from: a row of floats per channel."""

_LEAST_BITS = 96_000
"""The minimum bit rate of sound, in bits per second, since it is encoded for the second time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a film.

    Attributes
    ----------
    path
        An .mp4 whose pictures were written by ``ClipEncoder`` or ``join``.
    frames
        Its number of frames.
    is_silent
        Whether it never has sound; it then gets silence if other pieces have sound.
    """

    path: Path
    frames: int
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of a film, as shown by players and video sites.

    Attributes
    ----------
    title
        The title of the chapter.
    start
        Its first frame.
    end
        The frame after its last one.
    """

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sound:
    """The sound format of clips.

    Attributes
    ----------
    rate
        The number of samples per second.
    layout
        FFmpeg's name of the channel layout.
    bits
        The bit rate, in bits per second.
    """

    rate: int
    layout: str
    bits: int


def splice(pieces: Sequence[Piece], path: Path, fps: int, marks: Sequence[Mark] = ()) -> None:
    """Write the pieces to ``path``, each beginning in the frame after the previous one.

    On failure, ``path`` is removed.

    Raises
    ------
    ValueError
        The pieces are not encoded alike, or only some of them have sound.
    """
    sound = _sound_of(pieces)
    try:
        with open_mp4(path) as film:
            pictures = add_pictures(film, pieces[0].path)
            track = _add_sound(film, sound) if sound is not None else None
            film.set_chapters(
                [
                    {
                        "id": number,
                        "start": mark.start,
                        "end": mark.end,
                        "time_base": Fraction(1, fps),
                        "metadata": {"title": mark.title},
                    }
                    for number, mark in enumerate(marks)
                ]
            )
            packets: list[Iterator[av.Packet[Any]]] = [rebased([p.path for p in pieces], pictures)]
            if track is not None and sound is not None:
                packets.append(_encoded(pieces, fps, sound, track))
            for packet in merge(*packets, key=_time):  # pictures and sound of one time lie together
                film.mux(packet)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _time(packet: av.Packet[Any]) -> Fraction:
    return (packet.dts or 0) * Fraction(packet.time_base or 0)


# --- Sound ----------------------------------------------------------------------------------------


def _sound_of(pieces: Sequence[Piece]) -> _Sound | None:
    """Return the common sound format of the clips that are not silent; None if they have no sound.

    Raises
    ------
    ValueError
        The formats differ, or only some clips have sound.
    """
    found: dict[Path, _Sound | None] = {}
    for piece in pieces:
        if piece.is_silent:
            continue
        with av.open(str(piece.path)) as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None:
                found[piece.path] = None
            else:
                bits = max(stream.bit_rate or 0, _LEAST_BITS)
                found[piece.path] = _Sound(stream.rate, stream.layout.name, bits)
    heard = [sound for sound in found.values() if sound is not None]
    if not heard:
        return None
    for path, sound in found.items():
        if sound is None:
            other = next(one for one, has in found.items() if has is not None)
            raise ValueError(
                f"clips of a film must all have sound, or none; {path.name} has none, and "
                f"{other.name} has some. Make all of them with the same --voice."
            )
        if (sound.rate, sound.layout) != (heard[0].rate, heard[0].layout):
            raise ValueError(
                f"clips of a film must sound alike; {path.name} has {sound.rate} samples a second "
                f"({sound.layout}), and others {heard[0].rate} ({heard[0].layout}). "
                "Make all of them with the same --voice."
            )
    return _Sound(heard[0].rate, heard[0].layout, max(sound.bits for sound in heard))


def _add_sound(film: OutputContainer, sound: _Sound) -> AudioStream:
    track = film.add_stream("aac", rate=sound.rate, layout=sound.layout, format=_SAMPLE_FORMAT)
    track.bit_rate = sound.bits
    track.codec_context.options = {"flags": "+bitexact"}
    return track


def _encoded(
    pieces: Sequence[Piece], fps: int, sound: _Sound, track: AudioStream
) -> Iterator[av.Packet[AudioStream]]:
    channels = av.AudioLayout(sound.layout).nb_channels
    frames = 0
    for piece in pieces:
        # Counted from the film's beginning, so that rounding errors do not add up.
        first, last = (
            round(Fraction(frame * sound.rate, fps)) for frame in (frames, frames + piece.frames)
        )
        frames += piece.frames
        samples = np.zeros((channels, last - first), np.float32)
        if not piece.is_silent:
            _decode(piece.path, samples)
        frame = av.AudioFrame.from_ndarray(samples, format=_SAMPLE_FORMAT, layout=sound.layout)
        frame.rate = sound.rate
        frame.time_base = Fraction(1, sound.rate)
        frame.pts = first
        yield from track.encode(frame)
    yield from track.encode(None)


def _decode(path: Path, samples: NDArray[np.float32]) -> None:
    """Write the sound of a file into ``samples``, of shape (channels, length), as far as it fits.

    Each sample is placed by its timestamp; samples that an encoder puts before the beginning are
    left out.
    """
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        for frame in container.decode(stream):
            heard = frame.to_ndarray()
            at = round((frame.pts or 0) * Fraction(frame.time_base or 0) * stream.rate)
            begin, end = max(at, 0), min(at + heard.shape[1], samples.shape[1])
            if begin < end:
                samples[:, begin:end] = heard[:, begin - at : end - at]
