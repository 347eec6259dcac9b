"""The voices of the program piper, if it is installed, from the user's own model file.

piper is run as a program and not imported, since its licence is the GPL. Its voices breathe at
random, so the same words sound different each time, unless kept speech is used again.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rendering.errors import CallError, ClipError
from rendering.machine.files import InvalidFileError, is_file
from rendering.voice.recordings import decoded
from rendering.voice.speech import Speech, trimmed
from stage.quoting import brief, quoted

__all__ = ["Piper", "model_digest"]

_SECONDS_TO_SAY = 300


def model_digest(model: Path) -> str:
    """Return the SHA-256 of a piper model.

    Raises
    ------
    CallError
        piper is not installed, or there is no model at this path.
    """
    if shutil.which("piper") is None:
        raise CallError(
            "--voice piper needs the program piper, which is not on the PATH. Install it, for "
            "example with pip install piper-tts."
        )
    if not (is_file(model) and is_file(Path(f"{model}.json"))):
        raise CallError(
            "--voice piper needs a model file of piper's, with its .json beside it; got "
            f"{quoted(str(model))}. Give one with --voice-files VOICE.onnx."
        )
    with model.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Piper:
    """A voice that speaks with one of piper's models."""

    model: Path
    sha256: str
    speed: float = 1.0
    name = "piper"
    is_slow = True

    @property
    def version(self) -> str:
        """SHA-256 of the model."""
        return self.sha256

    def say(self, text: str, beat: str) -> Speech:
        """Speak the text."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "said.wav"
            call = ["piper", "--model", str(self.model), "--output_file", str(path)]
            call += ["--length_scale", f"{1 / self.speed:.4f}"]
            try:
                subprocess.run(
                    call,
                    input=text,
                    text=True,
                    encoding="utf-8",
                    capture_output=True,
                    check=True,
                    timeout=_SECONDS_TO_SAY,
                )
                samples, rate = decoded(path.read_bytes())
            except subprocess.CalledProcessError as error:
                raise ClipError(f"piper could not speak: {brief(error.stderr, 300)}") from None
            except (OSError, subprocess.SubprocessError, InvalidFileError) as error:
                raise ClipError(f"piper could not speak: {brief(error, 300)}") from None
        return Speech(samples[trimmed(samples, rate)], rate)
