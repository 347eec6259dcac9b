"""Read the options for a voice, check the files that the voice needs, and open the voice.

Anything that would keep a voice from speaking is refused here with a one-sentence message, before
anything is drawn. This module knows beats by name and number, but nothing about scenes.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from rendering.errors import CallError, did_you_mean
from rendering.machine.files import InvalidFileError, is_file
from rendering.voice.hibari import Hibari, hibari_version
from rendering.voice.piper import Piper, model_digest
from rendering.voice.recordings import Recordings, VoiceFile, read_recording
from rendering.voice.silent import Silent
from rendering.voice.speech import Voice
from stage.quoting import brief, quoted

__all__ = [
    "VOICES",
    "beat_file_name",
    "files_for",
    "open_voice",
    "read_speed",
    "read_voice",
    "version_of",
]

VOICES = {
    "hibari": "English, spoken on this machine (needs the extra voice)",
    "recordings": "your own, a file a beat, from --voice-files DIR",
    "piper": "the program piper, with the model --voice-files VOICE.onnx",
    "silent": "nothing is heard, but all waits as if it were",
}
"""A description of each voice, by its name for ``--voice``."""

_SLOWEST, _FASTEST = 0.5, 2.0
_NAMED_AT_MOST = 3


def read_voice(typed: str | None) -> str:
    """Return the name of the requested voice, or an empty string if none was requested.

    Raises
    ------
    CallError
        No voice has that name, or the voice is not installed.
    """
    if typed is None:
        return ""
    if typed not in VOICES:
        raise CallError(
            f"--voice must be one of {', '.join(VOICES)}; got {quoted(typed)}."
            f"{did_you_mean(typed, VOICES)}"
        )
    if typed == "hibari":
        hibari_version()  # raises CallError if hibari is not installed
    return typed


def read_speed(typed: str | None, voice: str) -> float:
    """Return the requested speed of a voice; 1 if no speed was typed.

    Raises
    ------
    CallError
        The text is not a number in the allowed range, or the speed of this voice cannot be changed.
    """
    if typed is None:
        return 1.0
    if voice in ("", "recordings"):
        whose = "a recording is played as fast as it was spoken" if voice else "no voice was asked"
        raise CallError(f"--voice-speed is for a voice that reads; {whose}. Leave it out.")
    try:
        speed = float(typed)
    except ValueError:
        speed = math.nan
    if not _SLOWEST <= speed <= _FASTEST:
        raise CallError(
            f"--voice-speed must be from {_SLOWEST} (slow) to {_FASTEST:g} (fast); "
            f"got {quoted(typed)}. Give another, such as 0.9."
        )
    return speed


def files_for(
    voice: str, given: Path | None, clip: str, beats: Sequence[str], *, needs_all: bool = True
) -> tuple[VoiceFile, ...]:
    """Return the files that a voice needs to speak the beats of a clip; each is read once.

    Parameters
    ----------
    given
        The path after ``--voice-files``: a folder for ``recordings``, a model for ``piper``. None
        if no path was given.
    clip
        The clip's name; its recordings are in a folder of that name.
    beats
        The names of the beats that the clip may have.
    needs_all
        Whether the clip has all of these beats, so that each needs a recording.

    Raises
    ------
    CallError
        A path is missing for a voice that needs one, or was given for a voice that takes none; or
        files are missing or cannot be used.
    """
    if voice == "piper":
        if given is None:
            raise CallError(
                "--voice piper needs a model file of piper's. Give one with --voice-files "
                "VOICE.onnx."
            )
        return (VoiceFile("", given, model_digest(given)),)
    if voice == "recordings":
        if given is None or not _is_folder(given):
            got = "got nothing" if given is None else f"got {quoted(str(given))}"
            raise CallError(
                f"--voice recordings needs the folder with the recordings; {got}. Give it with "
                "--voice-files DIR; render.py script tells what each is called."
            )
        return _recordings(given / clip, beats, needs_all=needs_all)
    if given is not None:
        raise CallError(
            f"--voice-files is for recordings and piper; got it for {voice or 'no voice'}. Leave "
            "it out, or give another --voice."
        )
    return ()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # for example, because the name is too long
        return False


def _recordings(folder: Path, beats: Sequence[str], *, needs_all: bool) -> tuple[VoiceFile, ...]:
    files = []
    wrong = []
    for number, beat in enumerate(beats):
        name = beat_file_name(number, beat)
        there = [path for path in folder.glob(f"{name}.*") if is_file(path)]
        if len(there) > 1:
            wrong.append(f"{brief(folder / name)} is there {len(there)} times")
        elif not there and not needs_all:
            continue
        elif not there:
            wrong.append(f"{brief(folder / name)}.wav is missing")
        else:
            try:
                files.append(read_recording(there[0], beat)[0])
            except InvalidFileError as error:
                wrong.append(f"{brief(there[0])} {error.found}")
    if wrong:
        more = len(wrong) - _NAMED_AT_MOST
        others = f", and {more} more are not right" if more > 0 else ""
        raise CallError(
            f"each beat must have one recording that can be played; "
            f"{'; '.join(wrong[:_NAMED_AT_MOST])}{others}. Record what is missing; "
            "render.py script tells the words and the names of the files."
        )
    return tuple(files)


def beat_file_name(number: int, beat: str) -> str:
    """Return the name of a beat's files without a suffix; ``number`` counts the beats from 0.

    >>> beat_file_name(1, "raise z₁")
    '2-raise-z1'
    """
    plain = unicodedata.normalize("NFKD", beat).encode("ascii", "ignore").decode().lower()
    return "-".join([str(number + 1), *re.findall(r"[a-z0-9]+", plain)])


def version_of(voice: str, files: Sequence[VoiceFile]) -> str:
    """Return the version of a voice without loading the voice."""
    return open_voice(voice, 1.0, files).version


def open_voice(name: str, speed: float, files: Sequence[VoiceFile]) -> Voice:
    """Return the voice with this name; it is loaded when it first speaks."""
    if name == "hibari":
        return Hibari(speed)
    if name == "piper":
        return Piper(files[0].path, files[0].sha256, speed)
    if name == "recordings":
        return Recordings({file.beat: file for file in files}, speed)
    return Silent(speed)
