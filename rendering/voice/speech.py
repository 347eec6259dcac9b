"""What a voice is, and the speech that it returns.

This module knows nothing about any particular voice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from stage.speech import WordTimes, estimated_times

__all__ = ["Samples", "Speech", "Voice", "from_floats", "trimmed"]

Samples = NDArray[np.int16]

_QUIET = 0.01
"""Silence before and after words is at most this fraction of the loudest sample (-40 dB)."""

_EDGE = 0.05
"""Seconds of silence to keep before and after words, so that no soft consonant is cut off."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Spoken words as sound.

    Attributes
    ----------
    samples
        The sound in one channel, of shape (n,).
    rate
        The number of samples per second.
    words
        The time of each word; None if the voice does not report it.
    """

    samples: Samples
    rate: int
    words: WordTimes | None = None

    @property
    def seconds(self) -> float:
        """The duration in seconds."""
        return len(self.samples) / self.rate

    def times_of(self, text: str) -> WordTimes:
        """Return the time of each word of ``text``: from the voice, or estimated from letters."""
        return self.words or estimated_times(text, self.seconds)


class Voice(Protocol):
    """Anything that can speak the words of a beat."""

    @property
    def name(self) -> str:
        """The voice's name for the option ``--voice``."""

    @property
    def version(self) -> str:
        """A version that changes whenever the same words may sound different."""

    @property
    def speed(self) -> float:
        """The speed of speech; 1 is the voice's own pace."""

    @property
    def is_slow(self) -> bool:
        """Whether the voice takes so long that its speech is worth keeping."""

    def say(self, text: str, beat: str) -> Speech:
        """Speak the words of a beat, which are separated by single spaces.

        Raises
        ------
        ClipError
            The words cannot be spoken.
        """


def from_floats(sound: NDArray[np.float32]) -> Samples:
    """Convert sound from -1 to 1 into 16-bit samples."""
    return np.round(np.clip(sound, -1.0, 1.0) * 32767.0).astype(np.int16)


def trimmed(samples: Samples, rate: int) -> slice:
    """Return the part of a recording from the first word to the last, without outer silence.

    If nothing in the recording is loud, that is the whole recording.

    >>> quiet, loud = np.zeros(500, np.int16), np.full(100, 9000, np.int16)
    >>> trimmed(np.concatenate([quiet, loud, quiet]), rate=1000)
    slice(450, 650, None)
    """
    sizes = np.abs(samples.astype(np.int32))
    loud = np.flatnonzero(sizes > _QUIET * sizes.max(initial=0))
    if not len(loud):
        return slice(0, len(samples))
    edge = round(_EDGE * rate)
    return slice(max(0, int(loud[0]) - edge), min(len(samples), int(loud[-1]) + 1 + edge))
