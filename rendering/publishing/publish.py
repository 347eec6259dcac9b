"""The last step: a clip is checked, put on disk, and renamed to where people find it.

Knows nothing of how it was made. What was published before stays whole until the new files
take its place, each by one rename; the card comes last, and holds the video's digest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from rendering.errors import ClipError
from rendering.machine.files import PublishedFile, digest, flush_folder
from rendering.machine.signals import signals_held
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import Task
from rendering.planning.settings import Settings
from rendering.publishing.workspace import shared_lock

__all__ = ["check_video", "enter", "publish", "require_joined"]


def check_video(path: Path, settings: Settings, frames: int) -> None:
    """Decode the whole file, as a player would, and compare it with what was put in.

    Raises
    ------
    ClipError
        It cannot be decoded, or its size, number of frames, times or length are not right.
    """
    with _played(path) as (container, stream):
        # Smoothing the edges of blocks cannot go wrong, and is a third of the work.
        stream.codec_context.options = {"skip_loop_filter": "all", "threads": "1"}
        times = [_time(frame) for frame in container.decode(stream)]
        _require_regular(path, stream, times, settings, frames)


def require_joined(parts: Sequence[Path], path: Path, settings: Settings) -> None:
    """See that the pictures of ``path`` are those of ``parts``, which were checked, as they are.

    They need no second decoding: what a decoder is given is the same, byte for byte.

    Raises
    ------
    ClipError
        They are others, or not all, or at other times.
    """
    times = []
    wanted = (packet for part in parts for packet in _packets(part))
    for one, other in zip_longest(wanted, _packets(path)):
        if one is None or other is None or bytes(one) != bytes(other):
            raise ClipError(f"{path.name} is not what its parts are. Render it again.")
        times.append(_time(other))
    with _played(path) as (_, stream):
        _require_regular(path, stream, times, settings, len(times))


@contextmanager
def _played(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    try:
        with av.open(str(path)) as container:
            yield container, container.streams.video[0]
    except (av.FFmpegError, IndexError) as error:
        raise ClipError(f"{path.name} does not play back: {error}. Render it again.") from error


def _packets(path: Path) -> Iterator[av.Packet[Any]]:
    with _played(path) as (container, stream):
        yield from (packet for packet in container.demux(stream) if packet.size)


def _time(timed: av.VideoFrame | av.Packet[Any]) -> Fraction:
    return (timed.pts or 0) * Fraction(timed.time_base or 0)


def _require_regular(
    path: Path, stream: VideoStream, times: Sequence[Fraction], settings: Settings, frames: int
) -> None:
    size = (stream.width, stream.height)
    length = (stream.duration or 0) * Fraction(stream.time_base or 0)
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
