"""What a voice is, and what it says.

Knows nothing of any voice in particular.
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
"""Of the loudest sample, what counts as silence before and after words (-40 dB)."""

_EDGE = 0.05
"""Seconds of silence that are left there, lest a soft consonant be cut off."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """What was said.

    Attributes
    ----------
    samples
        Of shape (n,), one channel.
    rate
        How many there are a second.
    words
        When each word is said; None if the voice does not tell.
    """

    samples: Samples
    rate: int
    words: WordTimes | None = None

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    def times_of(self, text: str) -> WordTimes:
        """When each word of ``text`` is said, as the voice tells, or else by its letters."""
        return self.words or estimated_times(text, self.seconds)


class Voice(Protocol):
    """Whatever can say the words of a beat."""

    @property
    def name(self) -> str:
        """As ``--voice`` takes it."""

    @property
    def version(self) -> str:
        """Another one if the same words may sound otherwise."""

    @property
    def speed(self) -> float:
        """How fast it speaks; 1 is its own pace."""

    @property
    def is_slow(self) -> bool:
        """Whether it takes so long that what it has said is worth keeping."""

    def say(self, text: str, beat: str) -> Speech:
        """Say the words of a beat, which are parted by single spaces.

        Raises
        ------
        ClipError
            They cannot be said.
        """


def from_floats(sound: NDArray[np.float32]) -> Samples:
    """Sound between -1 and 1 as samples."""
    return np.round(np.clip(sound, -1.0, 1.0) * 32767.0).astype(np.int16)


def trimmed(samples: Samples, rate: int) -> slice:
    """Where words are in a recording, without the silence before and after them.

    All of it, if nothing is loud.

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
