"""The last step for a clip: check its files, and rename them into the published folder.

The published files stay complete until new files replace them, each by one rename. The card, which
contains the video's digest, comes last. This module does not know how a clip is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from itertools import zip_longest
from pathlib import Path
from typing import Any, Protocol

import av
from av.container import InputContainer
from av.video.stream import VideoStream
from PIL import Image

from rendering.errors import ClipError
from rendering.machine.beneath import remove_file
from rendering.machine.files import PublishedFile, digest, flush_folder
from rendering.machine.signals import signals_held
from rendering.planning.manifest import Manifest, Record
from rendering.planning.settings import Settings
from rendering.publishing.workspace import shared_lock

_CLOSE = 0.011
"""The most seconds by which the sound of a clip may end before or after its last frame."""

__all__ = ["check_frames", "check_sound", "check_video", "enter", "publish", "require_joined"]


def check_video(path: Path, settings: Settings, frames: int) -> None:
    """Decode the whole file, as a player would, and compare it with what was encoded.

    Raises
    ------
    ClipError
        The file cannot be decoded, or its size, number of frames, times, length or transparency are
        wrong.
    """
    if path.suffix == ".webp":  # FFmpeg cannot decode animated WebP
        _check_webp(path, settings, frames)
        return
    with _played(path) as (container, stream):
        # Smoothing the edges of blocks is a third of the work, and cannot fail, so it is skipped.
        stream.codec_context.options = {"skip_loop_filter": "all", "threads": "1"}
        times, formats = [], set()
        for frame in _decoded(container, stream, settings):
            times.append(_time(frame))
            formats.add(frame.format.name)
        if settings.transparent and not all(name in _WITH_ALPHA for name in formats):
            raise ClipError(f"{path.name} is not transparent. Render it again.")
        _require_regular(path, stream, times, settings, frames)


_WITH_ALPHA = ("argb", "yuva420p", "yuva444p10le", "yuva444p12le")


def _decoded(
    container: InputContainer, stream: VideoStream, settings: Settings
) -> Iterator[av.VideoFrame]:
    """Yield all frames; libvpx decodes transparent VP9, since FFmpeg's decoder ignores alpha."""
    if stream.codec_context.name != "vp9" or not settings.transparent:
        yield from container.decode(stream)
        return
    decoder = av.CodecContext.create("libvpx-vp9", "r")
    for packet in container.demux(stream):
        for frame in decoder.decode(packet):
            assert isinstance(frame, av.VideoFrame)
            frame.time_base = packet.time_base
            yield frame


def _check_webp(path: Path, settings: Settings, frames: int) -> None:
    """Decode an animated WebP, in which equal frames in a row are stored as one frame."""
    try:
        with Image.open(path) as image:
            size, milliseconds = image.size, 0.0
            for number in range(getattr(image, "n_frames", 1)):
                image.seek(number)
                image.load()
                milliseconds += image.info["duration"]
    except (OSError, EOFError, KeyError, SyntaxError) as error:
        raise _not_played(path, error) from error
    problems = []
    if size != (settings.width, settings.height):
        problems.append(f"is {size[0]}x{size[1]}, not {settings.width}x{settings.height}")
    # The start of each picture and the duration of the last are stored in whole milliseconds.
    if abs(milliseconds - 1000 * frames / settings.fps) > 2:
        problems.append(f"lasts {milliseconds / 1000} s, not {frames / settings.fps} s")
    if problems:
        raise ClipError(f"{path.name} {' and '.join(problems)}. Render it again.")


def check_frames(paths: Iterable[Path], settings: Settings) -> None:
    """Check that each PNG file is complete and has the size of the clip.

    Raises
    ------
    ClipError
        A file is incomplete or has another size.
    """
    for path in paths:
        try:
            with Image.open(path) as image:
                size, mode = image.size, image.mode
                image.verify()
        except (OSError, SyntaxError) as error:
            raise _not_played(path, error) from error
        if size != (settings.width, settings.height) or (mode == "RGBA") != settings.transparent:
            raise ClipError(f"{path.name} is another picture than it should be. Render it again.")


def _not_played(path: Path, error: Exception) -> ClipError:
    return ClipError(f"{path.name} does not play back: {error}. Render it again.")


def require_joined(parts: Sequence[Path], path: Path, settings: Settings) -> None:
    """Check that ``path`` contains exactly the pictures of ``parts``, which were checked before.

    The pictures are not decoded again, since a decoder gets the same data, byte for byte.

    Raises
    ------
    ClipError
        Pictures differ, are missing, or have other times.
    """
    times = []
    wanted = (packet for part in parts for packet in _packets(part))
    for one, other in zip_longest(wanted, _packets(path)):
        if one is None or other is None or bytes(one) != bytes(other):
            raise ClipError(f"{path.name} is not what its parts are. Render it again.")
        times.append(_time(other))
    with _played(path) as (_, stream):
        _require_regular(path, stream, times, settings, len(times))


def check_sound(path: Path, seconds: float) -> None:
    """Decode the sound of a file, and check that it lasts ``seconds``, up to half a packet.

    Raises
    ------
    ClipError
        There is no sound, it cannot be decoded, or it begins or ends at another time.
    """
    with _played(path) as (container, _):
        try:
            (stream,) = container.streams.audio
        except ValueError:
            raise ClipError(f"{path.name} has no sound. Render it again.") from None
        samples = sum(frame.samples for frame in container.decode(stream))
        start = (stream.start_time or 0) * Fraction(stream.time_base or 0)
        if start != 0 or abs(samples / stream.rate - seconds) > _CLOSE:
            raise ClipError(
                f"{path.name} has {samples / stream.rate:.3f} s of sound from {float(start):.3f} s "
                f"on, not {seconds:.3f} s from its beginning. Render it again."
            )


@contextmanager
def _played(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    try:
        with av.open(str(path)) as container:
            yield container, container.streams.video[0]
    except (av.FFmpegError, IndexError) as error:
        raise _not_played(path, error) from error


def _packets(path: Path) -> Iterator[av.Packet[Any]]:
    with _played(path) as (container, stream):
        yield from (packet for packet in container.demux(stream) if packet.size)


def _time(timed: av.VideoFrame | av.Packet[Any]) -> Fraction:
    return (timed.pts or 0) * Fraction(timed.time_base or 0)


def _require_regular(
    path: Path, stream: VideoStream, times: Sequence[Fraction], settings: Settings, frames: int
) -> None:
    size = (stream.width, stream.height)
    unit = Fraction(stream.time_base or 0)
    length = (stream.duration or 0) * unit if stream.duration else None
    # In some formats, the time of a frame is not a whole number of the format's time units.
    rounded = 0 if (Fraction(1, settings.fps) / unit).denominator == 1 else unit
    problems = []
    if size != (settings.width, settings.height):
        problems.append(f"is {size[0]}x{size[1]}, not {settings.width}x{settings.height}")
    if len(times) != frames:
        problems.append(f"has {len(times)} frames, not {frames}")
    elif any(abs(t - Fraction(k, settings.fps)) > rounded for k, t in enumerate(times)):
        problems.append("has frames that are not evenly spaced in time")
    # Matroska stores only one duration for all streams.
    if length is not None and abs(length - Fraction(frames, settings.fps)) > rounded:
        problems.append(f"lasts {float(length)} s, not {frames / settings.fps} s")
    if problems:
        raise ClipError(f"{path.name} {' and '.join(problems)}. Render it again.")


class Placed(Protocol):
    """Something that is published: the clip of a task, or a film."""

    @property
    def key(self) -> str: ...

    def places(self, media: Path, endings: Iterable[str]) -> dict[str, Path]: ...


def publish(
    task: Placed,
    made: Mapping[str, Path],
    record: Record,
    media: Path,
    before: Record | None = None,
) -> dict[str, Path]:
    """Rename the files of one task or film into ``media``; return their new paths by ending.

    The files must be on the same file system and already flushed to disk (``files.flush``). A file
    that is already published with the same bytes is left alone. A file that belongs only to
    ``before``, the record of what was published there, is removed. Signals that ask the program to
    stop are held until the last file is renamed.
    """
    places = task.places(media, sorted(record.files, key=lambda ending: ending == ".json"))
    folders = {place.parent for place in places.values()}
    # The lock keeps the files of two runs that make the same clip from being mixed.
    with shared_lock(media), signals_held():
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        for ending, place in places.items():
            if not _is_there(place, record.files[ending]):
                if ending not in made:
                    raise ClipError(f"{place.name} was changed meanwhile. Render it again.")
                made[ending].replace(place)
        for folder in folders:
            flush_folder(folder)
        for ending, file in before.files.items() if before is not None else ():
            if ending not in places:
                remove_file(media, f"{task.key}{ending}", file.sha256)
    return places


def enter(records: Mapping[str, Record], media: Path) -> Manifest:
    """Add records, whose files are in place, to the manifest; return the new manifest."""
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
