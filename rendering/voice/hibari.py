"""The voice of hibari-tts: English, on the CPU, with the time of each word.

Its weights are in its wheel, so nothing is downloaded. It is given one sentence at a time, since it
ends none before a small letter, and of what it says of a sentence the silence before and after is
replaced by a pause. Words that the same machine says again are the same, sample by sample; another
kind of CPU may round otherwise.

hibari tells no times. But its network computes how many frames each phoneme lasts, and such a
tensor can be asked for once it is among the outputs of the graph. That is written here into the
file's bytes: a file of ONNX is a protobuf message, and fields of a message that is appended to
another are added to it (https://protobuf.dev/programming-guides/encoding/#last-one-wins).
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
"""Of what is done here; to be raised when the same words would sound otherwise, or be timed so."""

_FRAMES = "/Clip_output_0"
"""The tensor that holds how many frames each phoneme lasts."""

_FRAME = 0.025
"""Seconds. About so long before its first phoneme begins a word is heard (in 145 of them 33 ms)."""

_STOPS = frozenset(';:,.!?—…"“”()')

Times = list[tuple[float, float]]


def hibari_version() -> str:
    """Of all on which its samples depend.

    Raises
    ------
    CallError
        It is not installed.
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
    """Speaks English."""

    speed: float = 1.0
    name = "hibari"
    is_slow = True

    @property
    def version(self) -> str:
        """Of hibari and of what runs its network."""
        return hibari_version()

    def say(self, text: str, beat: str) -> Speech:
        """Say the text, always with the same samples."""
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
        """The sound of a sentence, without silence around it, and when its words are said."""
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
        """The sound of some phonemes, and when each of those that are known ends."""
        from hibari import dsp

        ids = np.array([self._reader.ids(phonemes)], np.int64)
        *spectrum, frames = self._network.run(
            None, {"ids": ids, "speed": np.array([speed], np.float32)}
        )
        sound: NDArray[np.float32] = dsp.synth(*(part[0] for part in spectrum), chance)
        return sound, np.cumsum(frames.ravel().astype(np.float64)) * _FRAME


def _words(phonemes: list[str], ends: NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """When the words are said, which spaces part; there is one more time, of the silence before."""
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
    """Times for each word as it is written; estimated where hibari has read other words."""
    if len(times) == len(sentence.split()):
        return times
    first, last = times[0][0], times[-1][1]
    estimated = estimated_times(sentence, last - first)
    pairs = zip(estimated.starts, estimated.ends, strict=True)
    return [(first + start, min(first + end, length)) for start, end in pairs]


def _with_output(path: Path, tensor: str) -> bytes:
    """The network in a file, with one more output."""
    # ModelProto.graph (7).output (12): a ValueInfoProto of a name (1) and a type (2), which is
    # that of a tensor (1) whose elements (1) are floats (1).
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
