"""The last step: a clip is checked, put on disk, and renamed to where people find it.

Knows nothing of how it was made. What was published before stays whole until the new files
take its place, each by one rename; the card comes last, and holds the video's digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av

from rendering.errors import ClipError
from rendering.files import PublishedFile, digest, flush_folder
from rendering.manifest import Manifest, Record
from rendering.plan import Task
from rendering.settings import Settings
from rendering.signals import signals_held
from rendering.workspace import shared_lock

__all__ = ["check_video", "enter", "publish"]


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


def publish(task: Task, made: Mapping[str, Path], record: Record, media: Path) -> dict[str, Path]:
    """Rename the files of one task, by ending, to their place in ``media``; return where.

    Its maker has put them on disk (``files.flush``), in the same file system. A file that is
    there already, byte for byte, is left alone. A signal that asks the program to stop waits
    until the last of them is renamed.
    """
    folder = task.folder(media)
    places = task.places(media)
    folder.mkdir(parents=True, exist_ok=True)
    # The lock: of two runs that make the same clip, the files of one must not mix with the other's.
    with shared_lock(media), signals_held():
        for ending, place in places.items():
            if not _is_there(place, record.files[ending]):
                if ending not in made:
                    raise ClipError(f"{place.name} was changed meanwhile. Render it again.")
                made[ending].replace(place)
        flush_folder(folder)
    return places


def enter(records: Mapping[str, Record], media: Path) -> Manifest:
    """Enter records into the manifest, once their files are in place; return it as it is now."""
    with shared_lock(media), signals_held():
        manifest = Manifest.read(media)
        if manifest.complaint is not None:
            Manifest.set_aside(media)
        manifest.records |= records
        manifest.write(media)
    return manifest


def _is_there(place: Path, file: PublishedFile) -> bool:
    try:
        return place.stat().st_size == file.bytes and digest(place) == file.sha256
    except FileNotFoundError:
        return False
