"""Voices that are quick and known to the last sample, for tests."""

from __future__ import annotations

import wave
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from rendering.voice.speech import Speech
from stage.speech import WordTimes

RATE = 8000


def tone(seconds: float, pitch: float = 400.0, rate: int = RATE, size: float = 0.25) -> np.ndarray:
    """Samples of a tone."""
    times = np.arange(round(seconds * rate)) / rate
    return np.round(32767 * size * np.sin(2 * np.pi * pitch * times)).astype(np.int16)


@dataclass
class Humming:
    """Hums each word for 0.4 s, the longer the higher, and then pauses for 0.1 s."""

    speed: float = 1.0
    version: str = "1"
    name: str = "humming"
    is_slow: bool = True
    said: list[str] = field(default_factory=list)

    def say(self, text: str, beat: str) -> Speech:
        self.said.append(text)
        words = text.split()
        samples = [np.append(tone(0.4, 200.0 + 40 * len(w)), tone(0.1, 0.0)) for w in words]
        starts = tuple(0.5 * k for k in range(len(words)))
        times = WordTimes(starts, tuple(s + 0.4 for s in starts), 0.5 * len(words))
        return Speech(np.concatenate(samples), RATE, times)


def save_wave(path: Path, samples: np.ndarray, rate: int = RATE, channels: int = 1) -> Path:
    """Write a file as a recorder does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(samples, channels).astype("<i2").tobytes())
    return path
