"""A track of sound into packets of AAC, for the file that the pictures go into.

The way in which that is done, ``SOUND``, is in the card of each clip with a voice; change it when
a byte can change. There are two channels, which are alike, so that a player need not guess how loud
one is to be. The same samples give the same bytes on one machine; FFmpeg's encoder of AAC computes
with what instructions the CPU has, so another kind of CPU may round otherwise. Knows nothing of
voices.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.codec.context import Flags
from av.container import OutputContainer
from numpy.typing import NDArray

__all__ = ["SAMPLE_RATE", "SOUND", "add_sound", "sound_packets"]

SOUND = "aac-1"

SAMPLE_RATE = 48_000

_BIT_RATE = 96_000
# Of FFmpeg's two ways to share out the bits, the one that is nearer to speech, with noise at -32 dB
# and not -25; what is alike in both channels is stored once, with nothing made up by chance.
_OPTIONS = {"aac_coder": "fast", "aac_ms": "1", "aac_is": "0", "aac_pns": "0"}
_SAMPLES = 1024
"""In a frame of AAC."""


def add_sound(container: OutputContainer) -> AudioStream:
    """A stream of sound, to be filled by ``sound_packets``."""
    stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options=_OPTIONS)
    stream.bit_rate = _BIT_RATE
    stream.codec_context.thread_count = 1
    stream.codec_context.flags |= Flags.bitexact
    return stream


def sound_packets(stream: AudioStream, track: NDArray[np.float32]) -> Iterator[av.Packet[Any]]:
    """The packets of a track of shape (n,), which both channels play.

    A packet holds 21 ms; so that none is half empty, the silence at the track's end becomes longer
    or shorter by at most half of that.
    """
    length = max(1, round(len(track) / _SAMPLES)) * _SAMPLES
    track = np.pad(track[:length], (0, max(0, length - len(track))))
    for start in range(0, length, _SAMPLES):
        part = track[start : start + _SAMPLES]
        both = np.ascontiguousarray(np.stack([part, part]))
        frame = av.AudioFrame.from_ndarray(both, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts = SAMPLE_RATE, start
        frame.time_base = Fraction(1, SAMPLE_RATE)
        yield from stream.encode(frame)
    yield from stream.encode(None)
