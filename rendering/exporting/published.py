"""The published clips, as an export finds them.

Only whole clips are exported. A clip is whole if the digests of its files match what was published,
no file is a link or lies behind one, its card is valid and belongs to it, and its subtitles contain
no markup. This module knows the manifest and the cards, but not what is made from them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from rendering.errors import CallError, ClipError, did_you_mean
from rendering.machine.files import InvalidFileError, read_limited
from rendering.planning.cards import read_card, read_film_card
from rendering.planning.judge import damage
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import Task
from stage.quoting import quoted

__all__ = ["Clip", "Frames", "WholeFilm", "published_clips", "published_film", "require_values"]

_ENDINGS = (".json", ".mp4", ".png", ".srt", ".vtt")
"""The endings of a clip's files that exports show or link to."""

_MOST_BYTES = 10_000_000
"""The maximum size of subtitles in bytes."""

_SIDES = ("width", "height")


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a clip, each in a file of its own: ``00000.png`` and so on.

    Attributes
    ----------
    folder
        The folder of the files.
    frames
        The number of frames.
    fps
        The number of frames per second.
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
        The base name of its files, without ending: the scene's name, or the one given by ``--as``.
    chapter
        The chapter of its scene.
    video
        Its video file; ``side`` returns the other files, which lie beside it.
    card
        What the clip shows and says, and its numbers: ``docs/card.schema.json``.
    sequence
        Its frames as single files, if they are published as well; the smallest published sequence,
        since these go into documents.
    tall
        The same clip in a portrait frame, frame by frame, if one is published as well.
    """

    name: str
    chapter: str
    video: Path
    card: Mapping[str, Any]
    sequence: Frames | None = None
    tall: Clip | None = None

    @property
    def own_name(self) -> str:
        """Return its own name if that differs from its scene's; otherwise an empty string."""
        return "" if self.name == self.card["scene"] else self.name

    @property
    def title(self) -> str:
        """Return the card's title, followed by the clip's own name if it has one.

        This is the title for a whole page or a heading; a player has the title that its picture
        shows.
        """
        return " · ".join(filter(None, (str(self.card["title"]), self.own_name)))

    def side(self, ending: str) -> Path:
        """Return its file of another kind: ``.png``, ``.srt``, ``.vtt`` or ``.json``."""
        return self.video.with_suffix(ending)


@dataclass(frozen=True, slots=True)
class WholeFilm:
    """The published film of all clips.

    Attributes
    ----------
    video
        Its video file; the others lie beside it.
    card
        What the film contains, in order: ``docs/film.schema.json``.
    speaks
        Whether it has a voice.
    """

    video: Path
    card: Mapping[str, Any]
    speaks: bool = False


def published_film(
    media: Path, manifest: Manifest, sizes: Collection[str] | None = None
) -> WholeFilm | None:
    """Return the best published film of all clips, if any, by the same ranking as for clips.

    Parameters
    ----------
    sizes
        Only films of these sizes (``Settings.folder``).

    Raises
    ------
    ClipError
        It is not whole.
    """
    best: tuple[tuple[int, ...], str] | None = None
    for key, record in manifest.records.items():
        asked_for = sizes is None or key.split("/")[1] in sizes
        if record.product == "film" and record.description["parameters"]["is_whole"] and asked_for:
            rank = _rank(key, record)
            best = max(best or (rank, key), (rank, key))
    if best is None:
        return None
    key = best[1]
    remedy = "Make the film again with --force."
    for ending, what in _problems(key, manifest.records[key], media, manifest).items():
        raise ClipError(f"a gallery has a film as it was published; {key}{ending} {what}. {remedy}")
    try:
        card = read_film_card(media / f"{key}.json")
    except InvalidFileError as error:
        raise ClipError(str(error)) from None
    if problem := _marked_up(media / f"{key}.vtt"):
        raise ClipError(f"a gallery has a film as it was published; {key}.vtt {problem}. {remedy}")
    speaks = bool(manifest.records[key].description["settings"].get("voice"))
    return WholeFilm(media / f"{key}.mp4", card, speaks)


def _rank(key: str, record: Record) -> tuple[int, ...]:
    """Return a rank by how well a clip or film shows its content: larger is better."""
    folder = key.split("/")[1]
    settings = record.description["settings"]
    return (
        "language" not in settings,  # English, unless another language is asked for
        settings["width"] >= settings["height"],
        settings["width"] * settings["height"],
        settings["fps"],
        -folder.count("-light"),
        -folder.count("-captions-off"),
        -folder.count("-voice-"),
    )


def published_clips(
    media: Path,
    manifest: Manifest,
    chapters: Mapping[str, str],
    *,
    names: Sequence[str] = (),
    sizes: Collection[str] | None = None,
) -> list[Clip]:
    """Return the clips to export, in film order: for each name, the best one.

    That is the largest one that is not higher than wide. Of two equally large ones, it is dark, has
    captions and is silent, which are the defaults. If the same clip exists in a portrait frame, it
    is included.

    Parameters
    ----------
    chapters
        The chapter of each scene, by scene name, in film order.
    names
        Only clips of these names, if any are given: a scene's name, or one given by ``--as``.
    sizes
        Only clips of these sizes (``Settings.folder``).

    Raises
    ------
    CallError
        There are no clips, or none of a given name.
    ClipError
        A clip is not whole.
    """
    best: dict[str, tuple[tuple[int, ...], str]] = {}  # by name: its rank and its key
    order = list(chapters)
    there: dict[str, list[str]] = {}  # by name: its sizes
    for key, record in manifest.records.items():
        folder, name = PurePosixPath(key).parts[1:-1], PurePosixPath(key).name
        if not record.is_h264 or record.beat or record.scene not in chapters:
            continue
        there.setdefault(name, []).append(*folder)
        if (names and name not in names) or not (sizes is None or {*folder} & {*sizes}):
            continue
        rank = _rank(key, record)
        if name not in best or best[name][0] < rank:
            best[name] = rank, key
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
    clips = []
    for name, (_, key) in best.items():
        record = manifest.records[key]
        card = _whole(key, record, media, manifest)
        clip = Clip(name, chapters[record.scene], media / f"{key}.mp4", card)
        tall = _tall(clip, media, manifest, sizes)
        clips.append(replace(clip, sequence=_sequence(name, media, manifest), tall=tall))
    return sorted(clips, key=lambda clip: (order.index(clip.card["scene"]), clip.name))


def require_values(clips: Iterable[Clip], tasks: Iterable[Task]) -> None:
    """Refuse a clip published under the name of one of ``tasks`` with other values."""
    wanted = {task.name: task.parameters.model_dump(mode="json") for task in tasks}
    for clip in clips:
        if clip.card["parameters"] != wanted[clip.name]:
            where = f"{clip.video.parent.name}/{clip.video.name}"
            raise CallError(
                f"an export of your own example is made of clips of these values; {where} was made "
                "with others. Run render.py with the same options and at the same size."
            )


def _tall(
    clip: Clip, media: Path, manifest: Manifest, sizes: Collection[str] | None
) -> Clip | None:
    """Return the largest portrait clip that matches ``clip`` frame by frame."""
    own = manifest.records[clip.video.relative_to(media).with_suffix("").as_posix()]
    found: list[tuple[int, Clip]] = []
    for key, record in manifest.records.items():
        width, height = (record.description.get("settings", {}).get(s, 0) for s in _SIDES)
        is_one = record.is_h264 and not record.beat and PurePosixPath(key).name == clip.name
        if not is_one or height <= width or clip.card["width"] < clip.card["height"]:
            continue
        if not (sizes is None or key.split("/")[1] in sizes) or _told(record) != _told(own):
            continue
        card = _whole(key, record, media, manifest)
        if card["beats"] and _beats(card) == _beats(clip.card):
            found.append((height, Clip(clip.name, clip.chapter, media / f"{key}.mp4", card)))
    return max(found, key=lambda one: one[0])[1] if found else None


def _told(record: Record) -> tuple[object, ...]:
    """Return what is equal for clips that show the same at the same time, in any frame shape."""
    settings = record.description.get("settings", {})
    looks = [settings.get(name) for name in ("fps", "theme", "captions")]
    return record.scene, record.frames, record.description.get("parameters"), looks


def _beats(card: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(beat["name"], beat["start_frame"]) for beat in card["beats"]]


def _whole(key: str, record: Record, media: Path, manifest: Manifest) -> Mapping[str, Any]:
    """Return the card of a clip after verifying that its files are those that were published."""
    for ending, what in _problems(key, record, media, manifest).items():
        raise _unfit(f"{key}{ending}", what)
    try:
        card = read_card(media / f"{key}.json")
    except InvalidFileError as error:
        raise _unfit(f"{key}.json", error.found) from None
    if problem := _mistaken(card, record):
        raise _unfit(f"{key}.json", problem)
    if problem := _marked_up(media / f"{key}.vtt"):
        raise _unfit(f"{key}.vtt", problem)
    return card


def _problems(key: str, record: Record, media: Path, manifest: Manifest) -> dict[str, str]:
    """Return what is wrong with the files of a record, by ending."""
    missing = set(_ENDINGS if record.is_h264 else ()) - set(record.files)
    if missing:
        return dict.fromkeys(sorted(missing), "is not in the manifest")
    if not (media / key).parent.resolve().is_relative_to(media.resolve()):
        return {next(iter(record.files)): "lies behind a symbolic link"}
    return damage(key, record, media, manifest)


def _mistaken(card: Mapping[str, Any], record: Record) -> str | None:
    """Return how a card fails to match the clip beside it; None if it matches."""
    is_what = {
        "scene": record.scene,
        "frames": record.frames,
        "sha256": record.files[".mp4"].sha256,
        **{name: record.description["settings"][name] for name in ("width", "height", "fps")},
    }
    for name, value in is_what.items():
        if card[name] != value:
            return f"is the card of another clip: {name} is {card[name]}, and must be {value}"
    if card.get("format", "mp4") != "mp4":
        return f"is the card of another clip, which is a {card['format']}"
    for ending, sha256 in card.get("side_files", {}).items():
        if record.files[ending].sha256 != sha256:
            return f"is the card of another clip: its {ending} is not the one that is here"
    return None


_WORD = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}><c>([^<>\s]+)</c>")
"""A word with its time, as written by ``rendering.publishing.subtitles.vtt_words``."""


def _marked_up(subtitles: Path) -> str | None:
    """Return what is wrong if subtitles hold more than words and times, otherwise None."""
    try:
        text = read_limited(subtitles, _MOST_BYTES).decode("utf-8")
    except (FileNotFoundError, InvalidFileError, UnicodeDecodeError):
        return "cannot be read as subtitles"
    head, *cues = _WORD.sub(r"\1", text).split("\n\n")
    if (
        head.strip() != "WEBVTT"
        or "<" in "".join(cues)
        or not all("-->" in c.split("\n")[0] for c in cues)
    ):
        return "holds more than subtitles without markup"
    return None


def _sequence(name: str, media: Path, manifest: Manifest) -> Frames | None:
    """Return the smallest published opaque sequence of a clip's frames, if there is one."""
    found: list[tuple[int, str, Record]] = []
    for key, record in manifest.records.items():
        settings = record.description.get("settings", {})
        is_sequence = settings.get("format") == "png-sequence" and not settings["transparent"]
        of_clip = record.product == "clip" and not record.beat and PurePosixPath(key).name == name
        if is_sequence and of_clip:
            size = settings["width"] * settings["height"] * record.frames
            found.append((size, key, record))
    for _, key, record in sorted(found, key=lambda one: one[:2]):
        if not _problems(key, record, media, manifest):  # otherwise the clip is shown another way
            return Frames(media / key, record.frames, record.description["settings"]["fps"])
    return None


def _unfit(file: str, problem: str) -> ClipError:
    return ClipError(
        f"an export is made of whole files, as they were published; {file} {problem}. "
        "Render the clip again with --force."
    )
