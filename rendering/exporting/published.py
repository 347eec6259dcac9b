"""The clips that are published, as an export finds them.

Knows the manifest and the cards; not what is made of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from rendering.errors import CallError, did_you_mean
from rendering.machine.files import UnfitFileError, is_file, read_json
from rendering.planning.manifest import Manifest
from rendering.planning.plan import Task
from stage.quoting import quoted

__all__ = ["Clip", "Frames", "published_clips", "require_values"]


@dataclass(frozen=True, slots=True)
class Frames:
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
    sequence: Frames | None = None

    @property
    def own_name(self) -> str:
        """What tells it from other clips of its scene; nothing for the one that bears its name."""
        return "" if self.name == self.card["scene"] else self.name

    @property
    def title(self) -> str:
        """The card's, and what tells it from other clips of its scene.

        The one for a whole page and for a heading; a player is called what the picture says.
        """
        return " · ".join(filter(None, (str(self.card["title"]), self.own_name)))

    def side(self, ending: str) -> Path:
        """Its file of another kind: ``.png``, ``.srt``, ``.vtt`` or ``.json``."""
        return self.video.with_suffix(ending)


def published_clips(
    media: Path,
    manifest: Manifest,
    chapters: Mapping[str, str],
    *,
    names: Sequence[str] = (),
    sizes: Collection[str] | None = None,
) -> list[Clip]:
    """The clips to export, in the order of the film; of each name the one that shows best.

    That is the largest; of two as large a dark one, as they are made unless told otherwise, and
    one with captions.

    Parameters
    ----------
    chapters
        Of all scenes, by name, in the order of the film.
    names
        Only clips of these names, if any are given: a scene's, or what ``--as`` said.
    sizes
        Only clips of these sizes (``Settings.folder``).

    Raises
    ------
    CallError
        There are none, or none of a name, or files of one are missing or damaged.
    """
    best: dict[str, tuple[tuple[int, ...], Clip]] = {}
    order = list(chapters)
    there: dict[str, list[str]] = {}  # of each name, its sizes
    for key, record in manifest.records.items():
        folder, name = PurePosixPath(key).parts[1:-1], PurePosixPath(key).name
        if not record.is_h264 or record.beat or record.scene not in chapters:
            continue
        there.setdefault(name, []).append(*folder)
        if (names and name not in names) or not (sizes is None or {*folder} & {*sizes}):
            continue
        video = media / f"{key}.mp4"
        try:
            card = read_json(video.with_suffix(".json"))
            looks = (folder[0].count("-light"), folder[0].count("-captions-off"))
            rank = (
                int(card["width"]) * int(card["height"]),
                int(card["fps"]),
                *(-unusual for unusual in looks),
            )
        except (FileNotFoundError, UnfitFileError, KeyError, TypeError, ValueError):
            raise _damaged(f"{key}.json") from None
        missing = [e for e in record.files if not is_file(media / f"{key}{e}")]
        if missing:
            raise _damaged(f"{key}{missing[0]}")
        clip = Clip(name, chapters[record.scene], video, card)
        if name not in best or best[name][0] < rank:
            best[name] = rank, clip
    for name in names:
        if name not in there:
            known = f" Those that there are: {', '.join(sorted(there))}." if there else ""
            raise CallError(
                f"an export is made of published clips; none is called {quoted(name)} in {media}."
                f"{did_you_mean(name, there) or ' Make it first, by render.py.'}{known}"
            )
    if missing := [name for name in names or there if name not in best and (names or not best)]:
        sizes_there = sorted({size for name in missing for size in there[name]})
        raise CallError(
            f"an export is made of published clips; there are none of {', '.join(missing)} as "
            f"asked for in {media}, only at {', '.join(sizes_there)}. "
            "Ask for one of these, or make them first, by render.py."
        )
    if not best:
        raise CallError(
            f"an export is made of published clips; there are none in {media}. "
            "Make them first, by render.py."
        )
    sequences = _sequences(media, manifest)
    clips = [replace(clip, sequence=sequences.get(clip.name)) for _, clip in best.values()]
    return sorted(clips, key=lambda clip: (order.index(clip.card["scene"]), clip.name))


def require_values(clips: Iterable[Clip], tasks: Iterable[Task]) -> None:
    """Refuse a clip that is published under the name of one of ``tasks`` with other values."""
    wanted = {task.name: task.parameters.model_dump(mode="json") for task in tasks}
    for clip in clips:
        if clip.card["parameters"] != wanted[clip.name]:
            where = f"{clip.video.parent.name}/{clip.video.name}"
            raise CallError(
                f"an export of your own example is made of clips of these values; {where} was made "
                "with others. Run render.py with the same options and at the same size."
            )


def _sequences(media: Path, manifest: Manifest) -> dict[str, Frames]:
    """Of each clip's name the smallest opaque sequence of frames that is published."""
    smallest: dict[str, tuple[int, Frames]] = {}
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
            smallest[name] = size, Frames(media / key, record.frames, settings["fps"])
    return {name: sequence for name, (_, sequence) in smallest.items()}


def _damaged(file: str) -> CallError:
    return CallError(
        f"an export is made of whole files; {file} is missing or damaged. "
        "Run render.py, which makes it anew."
    )
