"""The clips that are published, as an export finds them.

Knows the manifest and the cards; not what is made of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from rendering.errors import CallError
from rendering.machine.files import UnfitFileError, is_file, read_json
from rendering.planning.manifest import Manifest

__all__ = ["Clip", "Sequence", "published_clips"]


@dataclass(frozen=True, slots=True)
class Sequence:
    """The frames of a clip, each in a file of its own: ``00000.png`` and so on.

    Attributes
    ----------
    folder
        Where they are.
    frames, fps
        How many, and how many a second.
    """

    folder: Path
    frames: int
    fps: int


@dataclass(frozen=True, slots=True)
class Clip:
    """A published clip.

    Attributes
    ----------
    name
        Of its files, without ending: the scene's, or what ``--as`` said.
    chapter
        In which its scene stands.
    video
        Its file; ``side`` tells the others, which lie beside it.
    card
        What the clip shows and says, and its numbers: ``docs/card.schema.json``.
    sequence
        Its frames one by one, if they are published as well; the smallest that there are, since
        they go into documents.
    """

    name: str
    chapter: str
    video: Path
    card: Mapping[str, Any]
    sequence: Sequence | None = None

    def side(self, ending: str) -> Path:
        """Its file of another kind: ``.png``, ``.srt``, ``.vtt`` or ``.json``."""
        return self.video.with_suffix(ending)


def published_clips(
    media: Path,
    manifest: Manifest,
    chapters: Mapping[str, str],
    *,
    scenes: Collection[str] | None = None,
    size: str | None = None,
) -> list[Clip]:
    """The clips to export, in the order of the film; of each name the largest that there is.

    Parameters
    ----------
    chapters
        Of all scenes, by name, in the order of the film.
    scenes
        Only clips of these.
    size
        Only clips of this size (``Settings.folder``).

    Raises
    ------
    CallError
        There are none, or files of one are missing or damaged.
    """
    best: dict[str, tuple[tuple[int, int], Clip]] = {}
    order = list(chapters)
    for key, record in manifest.records.items():
        folder, name = PurePosixPath(key).parts[1:-1], PurePosixPath(key).name
        if not record.is_h264 or record.beat or record.scene not in chapters:
            continue
        if (scenes is not None and record.scene not in scenes) or size not in (None, *folder):
            continue
        video = media / f"{key}.mp4"
        try:
            card = read_json(video.with_suffix(".json"))
            rank = (int(card["width"]) * int(card["height"]), int(card["fps"]))
        except (FileNotFoundError, UnfitFileError, KeyError, TypeError, ValueError):
            raise _damaged(f"{key}.json") from None
        missing = [e for e in record.files if not is_file(media / f"{key}{e}")]
        if missing:
            raise _damaged(f"{key}{missing[0]}")
        clip = Clip(name, chapters[record.scene], video, card)
        if name not in best or best[name][0] < rank:
            best[name] = rank, clip
    if not best:
        what = "of those scenes " * (scenes is not None) + (f"at {size} " if size else "")
        raise CallError(
            f"an export is made of published clips; there are none {what}in {media}. "
            "Make them first, by render.py."
        )
    sequences = _sequences(media, manifest)
    clips = [replace(clip, sequence=sequences.get(clip.name)) for _, clip in best.values()]
    return sorted(clips, key=lambda clip: (order.index(clip.card["scene"]), clip.name))


def _sequences(media: Path, manifest: Manifest) -> dict[str, Sequence]:
    """Of each clip's name the smallest opaque sequence of frames that is published."""
    smallest: dict[str, tuple[int, Sequence]] = {}
    for key, record in manifest.records.items():
        settings = record.description.get("settings", {})
        is_sequence = settings.get("format") == "png-sequence" and not settings["transparent"]
        if not is_sequence or record.product != "clip" or record.beat:
            continue
        if not all(is_file(media / f"{key}{ending}") for ending in record.files):
            continue  # there is another way to show the clip
        size = settings["width"] * settings["height"] * record.frames
        name = PurePosixPath(key).name
        if name not in smallest or size < smallest[name][0]:
            smallest[name] = size, Sequence(media / key, record.frames, settings["fps"])
    return {name: sequence for name, (_, sequence) in smallest.items()}


def _damaged(file: str) -> CallError:
    return CallError(
        f"an export is made of whole files; {file} is missing or damaged. "
        "Run render.py, which makes it anew."
    )
