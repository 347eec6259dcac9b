"""Cut each beat out of a published clip, and take pictures of its beginning and end.

Nothing is encoded. Only the last beat is decoded in full; of every other beat, only the pictures up
to the one where its caption is complete are decoded, because the first picture of the next beat
already shows how it ends. This module knows cards and published files, but not what is made from
the beats.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import av
from PIL import Image

from rendering.drawing.cutting import cut
from rendering.errors import CallError
from rendering.exporting.notes import Notes, notes_of_beat
from rendering.exporting.progress import each
from rendering.exporting.published import Clip

__all__ = ["Beat", "Cut", "cut_into_beats"]

_QUICK = 1
"""The PNG compression level: taking twice as long would make a picture only a tenth smaller."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A beat as a clip of its own.

    Attributes
    ----------
    file
        The base name of its files, without ending; unique among the beats of all clips.
    name
        The name of the beat: the card's text, not escaped for any output language.
    narration
        Its caption, in the same form.
    seconds
        Its duration.
    frames
        Its number of frames.
    video
        The bytes of its mp4.
    first
        Its first picture, as a PNG: everything is as the previous beat left it, with its caption.
    told
        The picture in which its own caption is complete and nothing has moved yet. The same as
        ``first`` if the clip has no captions, or if an older card does not say which picture it is.
    notes
        The speaker notes.
    """

    file: str
    name: str
    narration: str
    seconds: float
    frames: int
    video: bytes
    first: bytes
    told: bytes
    notes: Notes

    @property
    def url(self) -> str:
        """Return ``file`` as part of a URL."""
        return quote(self.file)


@dataclass(frozen=True, slots=True)
class Cut:
    """A published clip and its beats.

    Attributes
    ----------
    last
        Its last picture, as a PNG.
    ground
        The colour of its background: red, green and blue, each from 0 to 255.
    """

    clip: Clip
    beats: tuple[Beat, ...]
    last: bytes
    ground: tuple[int, int, int]

    @property
    def is_light(self) -> bool:
        """Return whether dark letters are easier to read on its background than light ones."""
        red, green, blue = self.ground
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 255 / 2


def cut_into_beats(clips: Sequence[Clip]) -> list[Cut]:
    """Cut each clip into its beats, leaving out beats without frames.

    Raises
    ------
    CallError
        A video does not match its card.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "beat.mp4"
        return [_cut(clip, path) for clip in each(clips, "Cutting clips into beats")]


def _cut(clip: Clip, path: Path) -> Cut:
    beats: list[Beat] = []
    try:
        for told in clip.card["beats"]:
            start, frames = told["start_frame"], told["end_frame"] - told["start_frame"]
            if not frames:
                continue
            cut(clip.video, start, frames, path)
            first, words = _first_and(path, told.get("told_frame", start) - start)
            beats.append(
                Beat(
                    file=f"{clip.name}-{len(beats) + 1:02}",
                    name=told["name"],
                    narration=told["narration"],
                    seconds=frames / clip.card["fps"],
                    frames=frames,
                    video=path.read_bytes(),
                    first=first,
                    told=words,
                    notes=notes_of_beat(clip.card, told),
                )
            )
        last = _last(path)
    except (av.FFmpegError, LookupError, StopIteration, ValueError) as error:
        problem = " ".join(str(error).split()).rstrip(".")
        raise CallError(
            f"slides are cut from whole videos, where beats begin; {clip.video.name} cannot be: "
            f"{problem}. Run render.py with --force, which makes it anew."
        ) from None
    red, green, blue = map(int, last[0, 0])  # a corner, where nothing is drawn
    return Cut(clip, tuple(beats), _png(last), (red, green, blue))


def _first_and(path: Path, frame: int) -> tuple[bytes, bytes]:
    """Return two pictures of a video: frame 0 and frame ``frame``, which follows soon after."""
    with av.open(str(path)) as container:
        container.streams.video[0].thread_type = "AUTO"
        frames = container.decode(video=0)
        first = _png(next(frames).to_ndarray(format="rgb24"))
        if not frame:
            return first, first
        later = next(islice(frames, frame - 1, None))
        return first, _png(later.to_ndarray(format="rgb24"))


def _last(path: Path) -> Any:
    with av.open(str(path)) as container:
        (frame,) = deque(container.decode(video=0), maxlen=1)
        return frame.to_ndarray(format="rgb24")


def _png(pixels: Any) -> bytes:
    png = BytesIO()
    Image.fromarray(pixels).save(png, "PNG", compress_level=_QUICK)
    return png.getvalue()
