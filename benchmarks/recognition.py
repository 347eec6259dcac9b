"""How well spoken clips are understood: a speech recogniser hears each beat of the published ones.

    pip install moonshine-voice==0.0.48     # a recogniser with its English weights in the wheel
    python -m benchmarks.recognition [MEDIA]

Prints the word error rate of each clip: the words that were left out, put in or taken for others,
over the words that are said; then the ten worst beats, as written and as heard.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from num2words import num2words
from numpy.typing import NDArray

from rendering.planning.cards import read_card

_RATE = 16_000
_WORST = 10
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DECIMAL = re.compile(r"(?<![\w.])\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Heard:
    """A beat as it is written, and as the recogniser writes it.

    Attributes
    ----------
    scene, beat
        Their names.
    written, heard
        The words, in small letters, with numbers in words.
    errors
        How many have to be put in, taken out or replaced to turn the one into the other.
    """

    scene: str
    beat: str
    written: list[str]
    heard: list[str]
    errors: int


def words_of(text: str) -> list[str]:
    """Small letters, no punctuation, numbers in words.

    >>> words_of("Sure? That's 1.16, or 63%.")
    ['sure', "that's", 'one', 'point', 'one', 'six', 'or', 'sixty', 'three', 'percent']
    """
    text = _DECIMAL.sub("0.", text).replace("%", " percent").replace("’", "'")
    text = _NUMBER.sub(lambda number: num2words(number[0].replace(",", "")), text)
    return re.findall(r"[a-z']+", text.lower())


def word_errors(written: list[str], heard: list[str]) -> int:
    """The edit distance of two sequences of words.

    >>> word_errors(["a", "cat", "sat"], ["cat", "sad", "down"])
    3
    """
    row = list(range(len(heard) + 1))
    for i, word in enumerate(written, start=1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]


def sound_of(clip: Path) -> NDArray[np.float32]:
    """What is heard in a clip, as (n,) samples at 16 kHz."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=_RATE)
    with av.open(str(clip)) as container:
        parts = [
            part.to_ndarray().ravel()
            for frame in [*container.decode(audio=0), None]
            for part in resampler.resample(frame)
        ]
    return np.concatenate(parts)


def main(media: Path) -> int:
    """Hear all spoken clips below a folder."""
    from moonshine_voice import Transcriber
    from moonshine_voice.moonshine_api import ModelArch
    from moonshine_voice.utils import get_model_path

    recogniser = Transcriber(str(get_model_path("tiny-en")), ModelArch.TINY)
    beats: list[Heard] = []
    for card in sorted(media.glob("clips/*-voice-*/*.json")):
        told = read_card(card)
        sound = sound_of(card.with_suffix(".mp4"))
        of_clip = []
        for beat in told["beats"]:
            if not beat["says"]:
                continue
            part = sound[round(beat["start"] * _RATE) : round(beat["end"] * _RATE)]
            lines = recogniser.transcribe_without_streaming(part.tolist(), _RATE).lines
            written = words_of(beat["says"])
            heard = words_of(" ".join(line.text for line in lines))
            errors = word_errors(written, heard)
            of_clip.append(Heard(told["scene"], beat["name"], written, heard, errors))
        print(f"{told['scene']}: {_rate(of_clip):.3f} of {_count(of_clip)} words")
        beats += of_clip
    if not beats:
        print(f"{media} must hold spoken clips. Run render.py --voice hibari first.")
        return 1
    print(f"All {len(beats)} beats: {_rate(beats):.3f} of {_count(beats)} words")
    for beat in sorted(beats, key=lambda b: b.errors / len(b.written), reverse=True)[:_WORST]:
        print(f"\n{beat.scene}, {beat.beat}: {beat.errors} of {len(beat.written)}")
        print(f"  written: {' '.join(beat.written)}\n  heard:   {' '.join(beat.heard)}")
    return 0


def _count(beats: list[Heard]) -> int:
    return sum(len(beat.written) for beat in beats)


def _rate(beats: list[Heard]) -> float:
    return sum(beat.errors for beat in beats) / max(_count(beats), 1)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "media")))
