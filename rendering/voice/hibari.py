"""The voice of hibari-tts: English, computed on the CPU, with the time of each word.

The weights are in the wheel, so nothing is downloaded. hibari is given one sentence at a time,
since it never ends a sentence before a lower-case letter. The silence before and after each spoken
sentence is replaced by a fixed pause. On one machine, the same words always give the same samples;
another kind of CPU may round differently.

hibari does not report when words are spoken. However, its network computes the number of frames
that each phoneme lasts, and a tensor can be requested once it is an output of the graph. This
module adds that output to the bytes of the model file: an ONNX file is a protobuf message, and when
a second message is appended, its fields are merged into the first
(https://protobuf.dev/programming-guides/encoding/#last-one-wins).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rendering.errors import CallError, ClipError
from rendering.voice.speech import Speech, from_floats, trimmed
from stage.quoting import quoted
from stage.speech import WordTimes, estimated_times, sentences

__all__ = ["Hibari", "hibari_version"]

_PAUSE = 0.45
"""Seconds between sentences."""

_REVISION = 1
"""Revision of this module's processing.

Raise it when the samples or the times of the same words would change.
"""

_FRAMES = "/Clip_output_0"
"""The tensor with the number of frames that each phoneme lasts."""

_FRAME = 0.025
"""Length of a frame in seconds.

A word becomes audible about one frame before its first phoneme begins (33 ms, measured on 145
words).
"""

_STOPS = frozenset(';:,.!?—…"“”()')

Times = list[tuple[float, float]]


def hibari_version() -> str:
    """Return the versions of everything that the samples of this voice depend on.

    Raises
    ------
    CallError
        hibari-tts or onnxruntime is not installed.
    """
    try:
        found = [f"{name} {version(name)}" for name in ("hibari-tts", "onnxruntime")]
    except PackageNotFoundError:
        raise CallError(
            "--voice hibari needs hibari-tts, which is optional and not installed. "
            "Install it with pip install 'cross-entropy-clips[voice]'."
        ) from None
    return ", ".join([*found, str(_REVISION)])


@dataclass(frozen=True, slots=True)
class Hibari:
    """A voice that speaks English."""

    speed: float = 1.0
    name = "hibari"
    is_slow = True

    @property
    def version(self) -> str:
        """The versions of hibari-tts, of onnxruntime, and of this module's processing."""
        return hibari_version()

    def say(self, text: str, beat: str) -> Speech:
        """Speak the text; the same text always gives the same samples."""
        chance = np.random.default_rng(0)
        sound: list[NDArray[np.float32]] = []
        times: Times = []
        model = _model()
        pause = np.zeros(round(_PAUSE * model.rate), np.float32)
        length = 0
        for sentence in sentences(text):
            said, words = model.say(sentence, self.speed, chance)
            begin = length / model.rate
            times += [(begin + start, begin + end) for start, end in words]
            sound += [said, pause]
            length += len(said) + len(pause)
        samples = from_floats(np.concatenate(sound[:-1])) if sound else np.zeros(0, np.int16)
        seconds = len(samples) / model.rate
        starts = tuple(min(start, seconds) for start, _ in times)
        ends = tuple(min(end, seconds) for _, end in times)
        return Speech(samples, model.rate, WordTimes(starts, ends, seconds))


@cache
def _model() -> _Model:
    return _Model()


class _Model:
    def __init__(self) -> None:
        import onnxruntime
        from hibari import Hibari as Reader

        self._reader: Any = Reader()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._network: Any = onnxruntime.InferenceSession(
            _with_output(Path(self._reader.model_path), _FRAMES),
            options,
            providers=["CPUExecutionProvider"],
        )
        self.rate = int(self._reader.sample_rate)

    def say(
        self, sentence: str, speed: float, chance: np.random.Generator
    ) -> tuple[NDArray[np.float32], Times]:
        """Return the sound of a sentence, without surrounding silence, and its words' times."""
        sound: list[NDArray[np.float32]] = []
        times: Times = []
        begin = 0.0
        for phonemes in self._reader.phonemize(sentence):
            said, ends = self._speak(phonemes, speed, chance)
            known = [symbol for symbol in phonemes if symbol in self._reader.vocab]
            times += [(begin + start, begin + end) for start, end in _words(known, ends)]
            sound.append(said)
            begin += len(said) / self.rate
        if not times:
            raise ClipError(
                f"a sentence must have words that can be said; got {quoted(sentence)}. Mend what "
                "the beat says."
            )
        whole = np.concatenate(sound)
        kept = trimmed(from_floats(whole), self.rate)
        length = (kept.stop - kept.start) / self.rate

        def within(time: float) -> float:
            return float(min(max(time - kept.start / self.rate - _FRAME, 0.0), length))

        times = [(within(start), within(end)) for start, end in times]
        return whole[kept], _one_each(sentence, times, length)

    def _speak(
        self, phonemes: str, speed: float, chance: np.random.Generator
    ) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Return the sound of some phonemes, and the end time of each phoneme that hibari knows."""
        from hibari import dsp

        ids = np.array([self._reader.ids(phonemes)], np.int64)
        *spectrum, frames = self._network.run(
            None, {"ids": ids, "speed": np.array([speed], np.float32)}
        )
        sound: NDArray[np.float32] = dsp.synth(*(part[0] for part in spectrum), chance)
        return sound, np.cumsum(frames.ravel().astype(np.float64)) * _FRAME


def _words(phonemes: list[str], ends: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """Yield the start and end of each word; words are separated by spaces.

    ``ends`` has one more entry than ``phonemes``: its first is the end of the silence before them.
    """
    start = end = None
    for symbol, (before, after) in zip(phonemes, pairwise(ends), strict=False):
        if symbol == " ":
            if start is not None and end is not None:
                yield start, end
            start = end = None
        elif symbol not in _STOPS:
            start, end = (float(before) if start is None else start), float(after)
    if start is not None and end is not None:
        yield start, end


def _one_each(sentence: str, times: Times, length: float) -> Times:
    """Return one time for each written word; estimated if hibari read another number of words."""
    if len(times) == len(sentence.split()):
        return times
    first, last = times[0][0], times[-1][1]
    estimated = estimated_times(sentence, last - first)
    pairs = zip(estimated.starts, estimated.ends, strict=True)
    return [(first + start, min(first + end, length)) for start, end in pairs]


def _with_output(path: Path, tensor: str) -> bytes:
    """Return the bytes of the network in a file, with ``tensor`` as an additional output."""
    # ModelProto.graph (7).output (12) is a ValueInfoProto with a name (1) and a type (2). The type
    # is a tensor (1) whose elements (1) are floats (1).
    told = _field(1, tensor.encode()) + _field(2, _field(1, bytes([1 << 3, 1])))
    return path.read_bytes() + _field(7, _field(12, told))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    digits = b""
    while number > 127:
        digits += bytes([number & 127 | 128])
        number >>= 7
    return digits + bytes([number])
