"""Place speech in time, at one loudness, to make the sound of a clip.

First each speech is brought to the target loudness by itself, since beats may have been recorded on
different days. Then the whole track is brought to it. FFmpeg's own meter measures loudness as EBU
R 128 defines it. This module works in seconds, and knows nothing about frames, beats or files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from rendering.voice.speech import Speech

__all__ = ["LOUDNESS", "RATE", "loudness", "track_of"]

Sound = NDArray[np.float32]

RATE = 48_000
"""Samples per second of a track; at most frame rates, a frame has a whole number of them."""

LOUDNESS = -16.0
"""Target loudness in LUFS, as is usual for speech on the web.

Like the -23 LUFS of film, it leaves headroom for peaks.
"""

_HIGHEST = 10 ** (-2 / 20)
"""The largest sample: 2 dB below full scale, since encoding can raise samples a little."""

_FADE = 0.01
"""Seconds in which speech fades in and out, so that its ends are not heard as clicks."""

_SILENCE = -69.0
"""Sound below this loudness, in LUFS, counts as silent.

The meter reports -70 for silence and for sound shorter than 0.4 s.
"""


def track_of(pieces: Iterable[tuple[Speech, float]], seconds: float) -> Sound:
    """Return one channel of sound, of shape (n,), in which each speech starts at its second.

    The track is silent between speeches. Unless all of it is silent, its loudness is ``LOUDNESS``.
    """
    track = np.zeros(round(seconds * RATE), np.float32)
    for speech, start in pieces:
        first = round(start * RATE)
        sound = _levelled(_faded(_resampled(speech)))[: max(0, len(track) - first)]
        track[first : first + len(sound)] += sound
    return _levelled(track)


def loudness(sound: Sound) -> float:
    """Return the integrated loudness, in LUFS, of one channel that is played on two speakers.

    By definition, a full-scale tone of 997 Hz in both channels has 0 LUFS (ITU-R BS.1770).
    """
    meter = _through(sound, "ebur128", "metadata=1:framelog=quiet:dualmono=true")
    told = [frame.metadata.get("lavfi.r128.I") for frame in meter]
    return float(next((value for value in reversed(told) if value is not None), "-70"))


def _levelled(sound: Sound) -> Sound:
    """Return the sound at the target loudness, with its peaks limited."""
    # Two passes: limiting the peaks makes the sound a little less loud.
    for _ in range(2):
        if (now := loudness(sound)) < _SILENCE:
            break
        sound = _limited(sound * np.float32(10 ** ((LOUDNESS - now) / 20)))
    return sound


def _limited(sound: Sound) -> Sound:
    if np.abs(sound).max() <= _HIGHEST:
        return sound
    options = f"limit={_HIGHEST:.6f}:attack=5:release=50:level=disabled:latency=enabled"
    return _all(_through(sound, "alimiter", options), len(sound))


def _resampled(speech: Speech) -> Sound:
    sound = speech.samples.astype(np.float32) / np.float32(32768)
    if speech.rate == RATE or not len(sound):
        return sound
    # Not every build of FFmpeg has soxr. This filter has 64 taps and is accurate to -90 dB.
    graph = _through(sound, "aresample", f"{RATE}:filter_size=64:cutoff=0.97", rate=speech.rate)
    return _all(graph, round(len(sound) * RATE / speech.rate))


def _faded(sound: Sound) -> Sound:
    """Return the sound faded in from silence and faded out into silence."""
    length = min(round(_FADE * RATE), len(sound) // 2)
    if not length:
        return sound
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length)).astype(np.float32)
    faded = sound.copy()
    faded[:length] *= ramp
    faded[-length:] *= ramp[::-1]
    return faded


def _through(sound: Sound, name: str, options: str, *, rate: int = RATE) -> Iterator[av.AudioFrame]:
    """Yield the frames of one channel of sound after one of FFmpeg's filters."""
    graph = av.filter.Graph()
    source: Any = graph.add_abuffer(sample_rate=rate, format="fltp", layout="mono")
    filtered, sink = graph.add(name, options), graph.add("abuffersink")
    source.link_to(filtered)
    filtered.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(sound.reshape(1, -1)), format="fltp", layout="mono"
    )
    frame.sample_rate, frame.pts = rate, 0
    graph.push(frame)
    graph.push(None)
    while True:
        try:
            pulled = graph.pull()
        except (av.EOFError, av.BlockingIOError):
            return
        assert isinstance(pulled, av.AudioFrame)
        yield pulled


def _all(frames: Iterable[av.AudioFrame], length: int) -> Sound:
    """Return the samples of all frames, cut or padded with silence to ``length`` samples."""
    parts = [frame.to_ndarray().reshape(-1).astype(np.float32, copy=False) for frame in frames]
    sound = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    return np.pad(sound[:length], (0, max(0, length - len(sound))))
