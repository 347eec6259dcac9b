"""A voice that somebody has recorded: one sound file per beat, decoded by PyAV.

This module knows files by name and digest. It does not know which beats a scene has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import av
import numpy as np

from rendering.errors import ClipError
from rendering.machine.files import InvalidFileError, read_limited
from rendering.voice.speech import Samples, Speech, trimmed
from stage.quoting import brief, quoted

__all__ = ["Recordings", "VoiceFile", "decoded", "read_recording"]

_MOST_BYTES = 200_000_000
_MOST_SECONDS = 600
_KINDS = "wav,w64,aiff,caf,flac,mp3,aac,mov,ogg,matroska,asf,amr"
"""The accepted formats, by the names of FFmpeg's demuxers.

Playlist formats are left out, since they would open other files.
"""

_RULE = "a recording must be a file of somebody speaking"
_REMEDY = "Record it again."


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """A file that a voice needs: its beat, its path, and its digest when it was read."""

    beat: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Recordings:
    """A voice that plays the recording of each beat."""

    files: Mapping[str, VoiceFile]
    speed: float = 1.0
    name = "recordings"
    version = "1"
    is_slow = False

    def say(self, text: str, beat: str) -> Speech:
        """Return the beat's recording without the silence before and after the words."""
        file = self.files.get(beat)
        if file is None:
            raise ClipError(
                f"each beat that is spoken must have a recording; got none of {quoted(beat)}, "
                "which the scene has with these parameters. Record it, or choose another --voice."
            )
        try:
            recorded, speech = read_recording(file.path, beat)
        except InvalidFileError as error:
            raise ClipError(str(error)) from None
        if recorded != file:
            raise ClipError(f"{brief(file.path)} was changed meanwhile. Run again.")
        return speech


def read_recording(path: Path, beat: str) -> tuple[VoiceFile, Speech]:
    """Read a recording; return its description and its speech.

    Raises
    ------
    InvalidFileError
        The file is missing, cannot be read, has no sound, or is silent.
    """
    try:
        data = read_limited(path, _MOST_BYTES)
        samples, rate = decoded(data)
    except FileNotFoundError:
        raise _unfit(path, "is missing") from None
    except InvalidFileError as error:
        raise _unfit(path, error.found) from None
    words = samples[trimmed(samples, rate)]
    return VoiceFile(beat, path, hashlib.sha256(data).hexdigest()), Speech(words, rate)


def decoded(data: bytes) -> tuple[Samples, int]:
    """Return the samples of a sound file, mixed to one channel, and the samples per second.

    Raises
    ------
    InvalidFileError
        The data is not a sound file, is too long, or is silent.
    """
    if not data:
        raise InvalidFileError(_RULE, "is empty", _REMEDY)
    pieces: list[Samples] = []
    length = 0
    try:
        with av.open(BytesIO(data), mode="r", options={"format_whitelist": _KINDS}) as container:
            stream = container.streams.audio[0]
            rate = stream.rate
            mono = av.AudioResampler(format="s16", layout="mono", rate=rate)
            for frame in container.decode(stream):
                for part in mono.resample(frame):
                    pieces.append(part.to_ndarray().reshape(-1).astype(np.int16, copy=False))
                    length += len(pieces[-1])
                if length > _MOST_SECONDS * rate:
                    raise InvalidFileError(_RULE, f"is longer than {_MOST_SECONDS} s", _REMEDY)
    except (av.FFmpegError, IndexError, ValueError) as error:
        why = "has no sound in it" if isinstance(error, IndexError) else f"is damaged: {error}"
        raise InvalidFileError(_RULE, f"cannot be played: it {brief(why)}", _REMEDY) from None
    samples = np.concatenate(pieces) if pieces else np.zeros(0, np.int16)
    if not samples.any():
        raise InvalidFileError(_RULE, "is silent", _REMEDY)
    return samples, rate


def _unfit(path: Path, found: str) -> InvalidFileError:
    return InvalidFileError(f"{brief(path)}: {_RULE}", found, _REMEDY)
