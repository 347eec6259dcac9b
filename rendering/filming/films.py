"""The definition of a film, and the check whether a published film is up to date.

Like a clip, a film is checked by a fingerprint of everything that its files depend on: the files of
its clips, the words between them, and the code that joins them. The digests of the film's own files
are checked, too. This module uses the manifest. It does not depend on how a film is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import Any

import scenes
from rendering.drawing.encoder import PROFILE
from rendering.errors import CallError
from rendering.machine.environment import versions
from rendering.machine.files import digest
from rendering.planning.explain import differences
from rendering.planning.fingerprint import Description, words_digest
from rendering.planning.inputs import check_clip_name
from rendering.planning.judge import damage
from rendering.planning.languages import language_of
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import State, Task, clip_name
from rendering.planning.settings import Settings
from rendering.planning.sources import graph
from scenes import Entry
from stage.language import Language, Wording
from stage.quoting import quoted

__all__ = [
    "ENDINGS",
    "NAME",
    "Film",
    "chosen_chapters",
    "film_of",
    "judge_film",
    "missing_clips",
    "published_films",
]

NAME = "CrossEntropy"
"""Name of the film of the whole programme, and beginning of the default names of other films."""

ENDINGS = (".mp4", ".srt", ".vtt", ".png", ".md", ".txt", ".json")
"""File name endings of the files of a film.

They are, in this order, the video, its subtitles in two formats, the poster, the transcript, the
description for a video site, and the card, which holds the digests of the others.
"""

_OF_CLIPS = (".mp4", ".srt", ".vtt", ".json")
"""File name endings of the clips' files from which a film is made."""

_OWN = "an own example"
"""Default name of a user's example."""

TEMPLATE = Path(__file__).with_name("title_card.typ")


@dataclass(frozen=True, slots=True)
class Film:
    """A requested film.

    Attributes
    ----------
    name
        Name of its files, without the ending.
    settings
        Settings of its clips.
    clips
        Keys of its clips in the manifest, in their order.
    own
        Name of a user's own example; empty if the clips have their default parameters.
    is_whole
        Whether the film is that of the whole programme, with an introduction and an ending.
    language
        Language of its clips, with only the words that belong to no scene; None for English.
    """

    name: str
    settings: Settings
    clips: tuple[str, ...]
    own: str = ""
    is_whole: bool = False
    language: Language | None = None

    @property
    def key(self) -> str:
        """Its key in the manifest: the path of its files below the media folder, without ending."""
        return f"film/{self.settings.folder}/{self.name}"

    def places(self, media: Path, endings: Iterable[str] = ENDINGS) -> dict[str, Path]:
        """Return the path of each file, by its ending."""
        return {ending: media / f"{self.key}{ending}" for ending in endings}


def chosen_chapters(typed: str, programme: Sequence[Entry]) -> set[str]:
    """Return the titles of the chapters with the given numbers, such as ``1,3-4``.

    Raises
    ------
    CallError
        ``typed`` is not a list of chapter numbers.
    """
    titles = [title for title, _ in groupby(programme, key=lambda entry: entry.chapter)]
    chosen = set()
    for part in typed.split(","):
        first, dash, last = (word.strip() for word in part.partition("-"))
        last = last if dash else first
        are_numbers = all(word.isdecimal() and word.isascii() and len(word) < 4
                          for word in (first, last))  # fmt: skip
        numbers = range(int(first), int(last) + 1) if are_numbers else range(0)
        if not numbers or numbers[0] < 1 or numbers[-1] > len(titles):
            there = "; ".join(f"{number} {title}" for number, title in enumerate(titles, start=1))
            raise CallError(
                f"--chapters takes numbers of chapters, such as 1,3-4; got {quoted(typed)}. "
                f"There are {there}."
            )
        chosen |= {titles[number - 1] for number in numbers}
    return chosen


def film_of(
    tasks: Sequence[Task], programme: Sequence[Entry], settings: Settings, called: str | None = None
) -> Film:
    """Return the film of some clips, in the order of the programme.

    Parameters
    ----------
    tasks
        The tasks of the clips; at least one.
    programme
        The entries of all scenes.
    settings
        Settings of the clips.
    called
        Name given with ``--as``, or None.

    Raises
    ------
    CallError
        The name is invalid, or is that of the film of the whole programme.
    """
    language = tasks[0].language and tasks[0].language.of_scene("")
    order = [entry.name for entry in programme]
    tasks = sorted(tasks, key=lambda task: order.index(task.entry.name))
    keys = tuple(task.key for task in tasks)
    is_own = any(task.name != task.entry.name for task in tasks)
    if called is None and [task.name for task in tasks] == order:
        return Film(NAME, settings, keys, is_whole=True, language=language)
    name = called or (_named_alike(tasks) if is_own else None)
    own = (name or _OWN) if is_own else ""
    if name is None:
        names = "\n".join(task.name for task in tasks)
        name = f"{NAME}-{hashlib.sha256(names.encode()).hexdigest()[:8]}"
        return Film(name, settings, keys, own, language=language)
    check_clip_name(name, order)
    if name.lower() == NAME.lower():
        raise CallError(
            f"a film of your own must not take the name of that of all clips; got {quoted(name)}. "
            "Choose another with --as."
        )
    return Film(name, settings, keys, own, language=language)


def _named_alike(tasks: Sequence[Task]) -> str | None:
    """Return the name that all clips have before their scenes' names, or None if they differ.

    Clips with default names have no such name.
    """
    if any(task.name == clip_name(task.entry, task.parameters) for task in tasks):
        return None  # a default name
    names = {task.name.removesuffix(f"-{task.entry.name}") for task in tasks}
    return names.pop() if len(names) == 1 else None


# --- Whether a film is up to date -----------------------------------------------------------------


def judge_film(
    film: Film,
    media: Path,
    manifest: Manifest,
    programme: Sequence[Entry],
    states: Mapping[str, State] | None = None,
) -> tuple[State, list[str]]:
    """Return the state of a film, and the reasons for it.

    Parameters
    ----------
    film
        The film.
    media
        The media folder.
    manifest
        The manifest of the media folder.
    programme
        The entries of all scenes.
    states
        Known states of clips, by their keys in the manifest.
    """
    record = manifest.records.get(film.key)
    if record is None:
        return "MISSING", ["it has not been made yet"]
    reasons = [
        f"{film.name}{ending} {problem}"
        for ending, problem in damage(film.key, record, media, manifest).items()
    ]
    of_clips = {key: state for key, state in (states or {}).items() if key in film.clips}
    reasons += [
        f"{Path(key).name} is {state.lower()}"
        for key, state in of_clips.items()
        if state != "UP_TO_DATE"
    ]
    if missing := missing_clips(film, manifest, programme):
        return "STALE", [*reasons, f"there is no {', '.join(missing)}"]
    reasons += _differences(record.description, describe_film(film, manifest, programme))
    return ("STALE", reasons) if reasons else ("UP_TO_DATE", [])


def missing_clips(film: Film, manifest: Manifest, programme: Sequence[Entry]) -> list[str]:
    """Return the names of a film's clips that are not published with all files that it needs."""
    scenes_there = {entry.name for entry in programme}
    there = {
        key
        for key, record in manifest.records.items()
        if record.is_h264 and record.scene in scenes_there and {*_OF_CLIPS} <= {*record.files}
    }
    return [Path(key).name for key in film.clips if key not in there]


def describe_film(film: Film, manifest: Manifest, programme: Sequence[Entry]) -> Description:
    """Return everything that the files of a film depend on.

    ``fingerprint.describe`` does the same for a clip.
    """
    by_name = {entry.name: entry for entry in programme}
    records = {key: manifest.records[key] for key in film.clips}
    worded = Wording(film.language)
    words = {"introduction": scenes.INTRODUCTION, "ending": scenes.ENDING}
    words = {name: worded.shared(text) for name, text in words.items()}
    settings = asdict(film.settings)
    if film.language is None:
        del settings["language"]
    else:
        settings["words"] = words_digest(film.language)
    return {
        "numbers": {
            f"{key}{ending}": record.files[ending].sha256
            for key, record in records.items()
            for ending in _OF_CLIPS
        },
        "parameters": {
            "clips": list(film.clips),
            "chapters": [
                worded.shared(by_name[record.scene].chapter) for record in records.values()
            ],
            "own": film.own,
            "is_whole": film.is_whole,
            **(words if film.is_whole else {}),
        },
        "drawing": {
            **graph(
                ["rendering.filming.make"],
                within=[
                    "rendering.filming",
                    "rendering.drawing",
                    "rendering.exporting.transcript",
                    "rendering.exporting.facts",
                    "rendering.publishing.subtitles",
                    "stage",
                ],
            ),
            TEMPLATE.name: digest(TEMPLATE),
        },
        "settings": {**settings, "encoder": PROFILE},
        "environment": versions(),
    }


def _differences(old: Description, new: Description) -> list[str]:
    """Return one reason for each difference between two descriptions of a film.

    A clip whose files differ is one reason, which has the clip's name.
    """
    clips = dict.fromkeys(
        Path(name).stem
        for name in {**old["numbers"], **new["numbers"]}
        if old["numbers"].get(name) != new["numbers"].get(name)
    )
    rest = {part: values for part, values in old.items() if part != "numbers"}
    return [*(f"another {clip} is there" for clip in clips), *differences(rest, new)]


def published_films(
    manifest: Manifest,
    programme: Sequence[Entry],
    sizes: Collection[str],
    language: Language | None = None,
) -> list[Film]:
    """Return the published films of some sizes, as they would be requested today.

    Parameters
    ----------
    manifest
        The manifest of the media folder.
    programme
        The entries of all scenes.
    sizes
        Names of the folders in which films are included.
    language
        A language to consider in addition to those of the project.
    """
    return [
        _film_of_record(key, record, programme, language)
        for key, record in sorted(manifest.records.items())
        if record.product == "film" and key.split("/")[1] in sizes
    ]


def _film_of_record(
    key: str, record: Record, programme: Sequence[Entry], given: Language | None
) -> Film:
    described = record.description
    names = {field.name for field in fields(Settings)}
    settings = Settings(**{n: v for n, v in described["settings"].items() if n in names})
    asked: dict[str, Any] = described["parameters"]
    clips = tuple(asked["clips"])
    if asked["is_whole"]:
        clips = tuple(f"clips/{settings.folder}/{entry.name}" for entry in programme)
    language = language_of(settings.language, [given])
    language = language and language.of_scene("")
    return Film(Path(key).name, settings, clips, asked["own"], asked["is_whole"], language)
