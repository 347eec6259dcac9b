"""Keep speech on disk, so that when a clip changes, only its changed beats are spoken again.

The same words are spoken only once. A file of kept speech is named after the digest of everything
that the speech depends on: words, voice, version and speed. The file is written under another name
and then renamed, so it is either complete or absent, even if a process is killed. If two processes
speak the same words at the same time, both continue with the speech that was kept first. This
module knows nothing about clips.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import secrets
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from rendering.machine.files import InvalidFileError, flush, read_limited
from rendering.voice.speech import Speech, Voice
from stage.speech import WordTimes

__all__ = ["Speaker", "is_kept_speech"]

_FORM = 1
"""Version of the file format; raise it when the contents of a file change."""

_MOST_BYTES = 200_000_000
_UNFIT = (InvalidFileError, OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)


class Speaker:
    """Has a voice speak the beats of one clip.

    Parameters
    ----------
    voice
        The voice that speaks.
    folder
        The folder in which the speech of a slow voice is kept; if None, no speech is kept.

    Attributes
    ----------
    spoken
        The speech of each beat, by the beat's name.
    """

    def __init__(self, voice: Voice, folder: Path | None = None) -> None:
        self.spoken: dict[str, Speech] = {}
        self._voice = voice
        # Never write through a symbolic link.
        self._folder = None if folder is None or folder.is_symlink() else folder
        self._said: dict[tuple[str, str], Speech] = {}

    def speak(self, beat: str, text: str) -> WordTimes:
        """Speak the text of a beat, and return the time of each word."""
        if (beat, text) not in self._said:
            self._said[beat, text] = self._say(beat, text)
        speech = self.spoken[beat] = self._said[beat, text]
        return speech.times_of(text)

    def _say(self, beat: str, text: str) -> Speech:
        voice = self._voice
        if self._folder is None or not voice.is_slow:
            return voice.say(text, beat)
        made_of = json.dumps([_FORM, text, voice.name, voice.version, voice.speed])
        path = self._folder / f"{_digest(made_of)}.npz"
        with contextlib.suppress(*_UNFIT):
            return _read(path)[1]
        speech = voice.say(text, beat)
        with contextlib.suppress(OSError):  # if it cannot be kept, it is spoken again next time
            speech = _keep(speech, made_of, path)
        return speech


def is_kept_speech(path: Path) -> bool:
    """Whether a file holds kept speech under the name that this module gave it."""
    try:
        return path.suffix == ".npz" and path.stem == _digest(_read(path)[0])
    except _UNFIT:
        return False


def _digest(made_of: str) -> str:
    return hashlib.sha256(made_of.encode()).hexdigest()


def _keep(speech: Speech, made_of: str, path: Path) -> Speech:
    """Keep speech, unless another process has kept the same; return the kept speech."""
    words = speech.words
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        made_of=np.array(made_of),
        samples=speech.samples,
        rate=np.array(speech.rate),
        times=np.array([words.starts, words.ends] if words else np.zeros((0, 0))),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    # Temporary files are in the run's own folder, which is removed with the rest of the run.
    new = Path(tempfile.gettempdir()) / f"{secrets.token_hex(8)}.npz"
    new.write_bytes(buffer.getvalue())
    flush(new)
    try:
        path.hardlink_to(new)
    except FileExistsError:
        with contextlib.suppress(*_UNFIT):
            return _read(path)[1]
        new.replace(path)  # the existing file is damaged
    except OSError:  # the file system has no hard links
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return speech


def _read(path: Path) -> tuple[str, Speech]:
    """Return the JSON text that describes the speech's origin (``made_of``), and the speech."""
    with np.load(io.BytesIO(read_limited(path, _MOST_BYTES)), allow_pickle=False) as kept:
        samples, rate, times = kept["samples"], int(kept["rate"]), kept["times"]
        made_of = str(kept["made_of"])
    if samples.dtype != np.int16 or samples.ndim != 1 or rate < 1:
        raise ValueError("no samples of one channel")
    words = None
    if times.size:
        starts, ends = (tuple(map(float, row)) for row in times)
        words = WordTimes(starts, ends, len(samples) / rate)
    return made_of, Speech(samples, rate, words)
