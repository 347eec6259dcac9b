"""Finished clips one after the other in one file, with chapter marks, and with their sound.

Pictures are not encoded again: a film's packets are those of its clips, at other times. Sound is:
a packet of AAC is a stretch of time of its own, mostly longer than a frame of the picture, so
packets that are put in a row drift away from their pictures, and what is decoded across a joint is
a mixture of both sides. So the sound of each clip is decoded, cut or filled up to exactly as long
as its pictures, and encoded in one go. Knows streams; not what the clips show, nor who made them.
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
"""What FFmpeg's AAC decodes to and is encoded from: a row of floats a channel."""

_LEAST_BITS = 96_000
"""A second of sound, which is encoded for the second time."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is put in a film.

    Attributes
    ----------
    path
        An .mp4, as ``ClipEncoder`` or ``join`` wrote its pictures.
    frames
        How many it has.
    is_silent
        Whether it never has sound, so that it has silence where others have some.
    """

    path: Path
    frames: int
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of a film, as players and video sites have them, from a frame up to another."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sound:
    """How the sound of clips is made: samples and bits a second, and which channels it has."""

    rate: int
    layout: str
    bits: int


def splice(pieces: Sequence[Piece], path: Path, fps: int, marks: Sequence[Mark] = ()) -> None:
    """Write the pieces to ``path``, each beginning with the frame after the one before.

    If that fails, ``path`` is not left behind.

    Raises
    ------
    ValueError
        They are not encoded alike, or some have sound and some have none.
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
            for packet in merge(*packets, key=_time):  # what is heard together lies together
                film.mux(packet)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _time(packet: av.Packet[Any]) -> Fraction:
    return (packet.dts or 0) * Fraction(packet.time_base or 0)


# --- Sound ----------------------------------------------------------------------------------------


def _sound_of(pieces: Sequence[Piece]) -> _Sound | None:
    """How all clips sound that can; None if they have no sound.

    Raises
    ------
    ValueError
        They are not alike.
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
        # From the film's beginning, so that what is rounded does not add up.
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

    Each sample comes where its time says; what an encoder puts before the beginning is left out.
    """
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        for frame in container.decode(stream):
            heard = frame.to_ndarray()
            at = round((frame.pts or 0) * Fraction(frame.time_base or 0) * stream.rate)
            begin, end = max(at, 0), min(at + heard.shape[1], samples.shape[1])
            if begin < end:
                samples[:, begin:end] = heard[:, begin - at : end - at]
