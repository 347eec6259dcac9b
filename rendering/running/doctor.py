"""Check whether this machine can make clips, by trying out each thing that a run needs.

This module knows nothing of scenes. A check returns what it found, or raises ``CallError`` with the
remedy.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rendering.errors import CallError
from rendering.publishing.workspace import require_writable
from rendering.running.pool import default_jobs

__all__ = ["Check", "examine"]

_OLDEST_PYTHON = (3, 11)
_MANIM = "0.22."
_DISK_GIGABYTES = 1.0
_SET_UP = "Run make setup."


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check: whether it passed, and what was found or what to do."""

    name: str
    ok: bool
    found: str


def examine(media: Path) -> Iterator[Check]:
    """Yield the result of each check; a check runs when its result is requested."""
    checks: dict[str, Callable[[], str]] = {
        "python": _python,
        "manim": _manim,
        "numpy": _numpy,
        "video": _video,
        "hints": _hints,
        "typst": _typst,
        "media folder": lambda: _media(media),
        "disk": lambda: _disk(media),
        "cores": lambda: str(default_jobs()),
    }
    for name, check in checks.items():
        try:
            yield Check(name, True, check())
        except CallError as error:
            yield Check(name, False, str(error))
        except Exception as error:
            # The doctor exists to find whatever keeps a library from working here.
            yield Check(name, False, f"{type(error).__name__}: {error}. {_SET_UP}")


def _python() -> str:
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info < _OLDEST_PYTHON:
        raise CallError(f"Python must be 3.11 or newer; this is {found}. {_SET_UP}")
    return f"{found} ({sys.executable})"


def _manim() -> str:
    import manim  # with everything that it loads: Cairo and Pango

    if not manim.__version__.startswith(_MANIM):
        raise CallError(f"manim must be {_MANIM}x; this is {manim.__version__}. {_SET_UP}")
    return str(manim.__version__)


def _numpy() -> str:
    import numpy as np

    return np.__version__


def _video() -> str:
    import av
    import numpy as np

    from rendering.drawing.encoder import ClipEncoder
    from rendering.planning.settings import Settings
    from rendering.publishing.publish import check_video

    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "clip.mp4"
        with ClipEncoder(clip, width=64, height=48, fps=15) as encoder:
            encoder.write(np.full((48, 64, 4), 255, np.uint8), repeat=3)
            encoder.finish()
        check_video(clip, Settings(64, 48, 15), 3)
    return f"PyAV {av.__version__} encodes H.264"


def _hints() -> str:
    from rendering.drawing.encoder import PROFILE
    from rendering.drawing.hints import hints_refused

    if reason := hints_refused():
        return f"x264 gets none, so encoding takes longer, as {PROFILE}: {reason}"
    return f"x264 is told what has changed ({PROFILE})"


def _typst() -> str:
    from stage.typesetting import compile_svg

    compile_svg("$sum_i p_i ln 1/q_i$")
    return version("typst")


def _media(media: Path) -> str:
    require_writable(media)
    return str(media.absolute())


def _disk(media: Path) -> str:
    folder = next(path for path in (media.absolute(), *media.absolute().parents) if path.exists())
    free = shutil.disk_usage(folder).free / 1e9
    if free < _DISK_GIGABYTES:
        raise CallError(
            f"{_DISK_GIGABYTES:g} GB must be free in {os.fspath(folder)}; {free:.2f} GB are. "
            "Remove something, or choose another folder with --media_dir."
        )
    return f"{free:.0f} GB free"
