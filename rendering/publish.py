"""The last step: a clip is checked, put on disk, and renamed to where people find it.

Knows nothing of how it was made. What was published before stays whole until the new files
take its place, each by one rename; the card comes last, and holds the video's digest.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import FrameType

import av

from rendering.errors import ClipError
from rendering.plan import Task
from rendering.settings import Settings
from rendering.workspace import shared_lock

__all__ = ["check_video", "digest", "publish"]


def check_video(path: Path, settings: Settings, frames: int) -> None:
    """Decode the whole file, as a player would, and compare it with what was put in.

    Raises
    ------
    ClipError
        It cannot be decoded, or its size, number of frames, times or length are not right.
    """
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            size = (stream.width, stream.height)
            length = (stream.duration or 0) * (stream.time_base or Fraction(0))
            times = [(f.pts or 0) * (f.time_base or Fraction(0)) for f in container.decode(stream)]
    except (av.FFmpegError, IndexError) as error:
        raise ClipError(f"{path.name} does not play back: {error}. Render it again.") from error
    problems = []
    if size != (settings.width, settings.height):
        problems.append(f"is {size[0]}x{size[1]}, not {settings.width}x{settings.height}")
    if len(times) != frames:
        problems.append(f"has {len(times)} frames, not {frames}")
    elif times != [Fraction(k, settings.fps) for k in range(frames)]:
        problems.append("has frames that are not evenly spaced in time")
    if length != Fraction(frames, settings.fps):
        problems.append(f"lasts {float(length)} s, not {frames / settings.fps} s")
    if problems:
        raise ClipError(f"{path.name} {' and '.join(problems)}. Render it again.")


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def publish(task: Task, made: Mapping[str, Path], media: Path) -> dict[str, Path]:
    """Rename the files of one task, by ending, to their place in ``media``; return where.

    Its maker has put them on disk (``workspace.flush``), in the same file system. A signal that
    asks the program to stop waits until the last of them is renamed.
    """
    folder = task.folder(media)
    places = task.places(media)
    folder.mkdir(parents=True, exist_ok=True)
    # The lock: of two runs that make the same clip, the files of one must not mix with the other's.
    with shared_lock(media), _signals_held():
        for ending, place in places.items():
            made[ending].replace(place)
        _flush_folder(folder)
    return places


@contextmanager
def _signals_held() -> Iterator[None]:
    """Keep interrupt and termination for the end of the block, then deliver them."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread only
        return
    held: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        held.append(number)

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {int(number): signal.signal(number, hold) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in held:
            signal.raise_signal(number)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder, and needs no such flush
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
