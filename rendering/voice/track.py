"""Speech in its place, at one loudness: the sound of a clip.

Each speech is brought to the loudness by itself, for beats may have been recorded on different
days, and then all of them together. Loudness is measured as EBU R 128 says, by FFmpeg's own meter.
Knows seconds; nothing of frames, beats or files.
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
"""Samples a second of a track, a whole number of which is in a frame at most rates."""

LOUDNESS = -16.0
"""In LUFS: what is usual for speech on the web. It leaves room for peaks, as film's -23 does."""

_HIGHEST = 10 ** (-2 / 20)
"""Of a sample: 2 dB below full scale, since what is encoded can come out a little higher."""

_FADE = 0.01
"""Seconds in which speech comes and goes, lest its ends be heard as clicks."""

_SILENCE = -69.0
"""In LUFS; the meter says -70 where it has heard nothing, and of less than 0.4 s."""


def track_of(pieces: Iterable[tuple[Speech, float]], seconds: float) -> Sound:
    """One channel of sound, of shape (n,), with each speech from its second on.

    It is silent elsewhere, and as loud as ``LOUDNESS`` if there is any sound in it.
    """
    track = np.zeros(round(seconds * RATE), np.float32)
    for speech, start in pieces:
        first = round(start * RATE)
        sound = _levelled(_faded(_resampled(speech)))[: max(0, len(track) - first)]
        track[first : first + len(sound)] += sound
    return _levelled(track)


def loudness(sound: Sound) -> float:
    """Loudness of one channel that is played by two, integrated, in LUFS.

    A tone of full scale in both channels has 0 LUFS, by the definition (997 Hz, ITU-R BS.1770).
    """
    meter = _through(sound, "ebur128", "metadata=1:framelog=quiet:dualmono=true")
    told = [frame.metadata.get("lavfi.r128.I") for frame in meter]
    return float(next((value for value in reversed(told) if value is not None), "-70"))


def _levelled(sound: Sound) -> Sound:
    """The same at the loudness, with its peaks limited."""
    # Once more, since what a limiter takes from peaks makes all of it a little less loud.
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
    # soxr is not in all builds of FFmpeg; this is a filter of 64 taps, good to -90 dB.
    graph = _through(sound, "aresample", f"{RATE}:filter_size=64:cutoff=0.97", rate=speech.rate)
    return _all(graph, round(len(sound) * RATE / speech.rate))


def _faded(sound: Sound) -> Sound:
    """The same, coming from silence and going into it."""
    length = min(round(_FADE * RATE), len(sound) // 2)
    if not length:
        return sound
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / length)).astype(np.float32)
    faded = sound.copy()
    faded[:length] *= ramp
    faded[-length:] *= ramp[::-1]
    return faded


def _through(sound: Sound, name: str, options: str, *, rate: int = RATE) -> Iterator[av.AudioFrame]:
    """One channel of sound through a filter of FFmpeg's."""
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
    """The samples of frames, cut or filled up with silence to ``length``."""
    parts = [frame.to_ndarray().reshape(-1).astype(np.float32, copy=False) for frame in frames]
    sound = np.concatenate(parts) if parts else np.zeros(0, np.float32)
    return np.pad(sound[:length], (0, max(0, length - len(sound))))
