"""A voice that is silent for as long as somebody would speak: for trials and tests."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rendering.voice.speech import Speech
from stage.speech import estimated_times

__all__ = ["Silent"]

_RATE = 8000


@dataclass(frozen=True, slots=True)
class Silent:
    """A silent voice; the time for a text is estimated from its letters."""

    speed: float = 1.0
    name = "silent"
    version = "1"
    is_slow = False

    def say(self, text: str, beat: str) -> Speech:
        """Return silence that is as long as the spoken text would be."""
        seconds = estimated_times(text).seconds / self.speed
        return Speech(np.zeros(math.ceil(seconds * _RATE), np.int16), _RATE)
