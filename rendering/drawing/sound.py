"""Encode a sound track into AAC packets, for the file that holds the pictures.

``SOUND`` names this encoding. It is in the card of each clip with a voice, and must change whenever
a byte can change. The two channels are equal, so that a player need not guess the loudness of a
single one. The same samples give the same bytes on one machine; FFmpeg's AAC encoder uses the
instructions of the CPU, so another kind of CPU may round differently. This module knows nothing of
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
# aac_coder: of FFmpeg's two bit allocation methods, the one that is closer to speech, with noise at
# -32 dB instead of -25 dB. The others: what both channels share is stored once, and no random noise
# is substituted.
_OPTIONS = {"aac_coder": "fast", "aac_ms": "1", "aac_is": "0", "aac_pns": "0"}
_SAMPLES = 1024
"""The number of samples in a frame of AAC."""


def add_sound(container: OutputContainer) -> AudioStream:
    """Add a sound stream, to be filled by ``sound_packets``."""
    stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options=_OPTIONS)
    stream.bit_rate = _BIT_RATE
    stream.codec_context.thread_count = 1
    stream.codec_context.flags |= Flags.bitexact
    return stream


def sound_packets(stream: AudioStream, track: NDArray[np.float32]) -> Iterator[av.Packet[Any]]:
    """Yield the packets of a track of shape (n,), which both channels play.

    A packet holds 21 ms. To avoid a partly empty packet, the silence at the track's end is made
    longer or shorter by at most half of that.
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
