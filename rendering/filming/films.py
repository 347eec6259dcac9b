"""Which film is asked for, what it is made of, and whether the one that is there is up to date.

A film is judged as a clip is: by a fingerprint of all that its files depend on, which are those of
its clips, the words between them, the code that joins them, and the files' own digests. Knows the
manifest; not how a film is made.
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
"""Of the film of the whole programme, and how the names of others begin that nobody has named."""

ENDINGS = (".mp4", ".srt", ".vtt", ".png", ".md", ".txt", ".json")
"""Of the files of a film: the video, its subtitles, the poster, the transcript, what a video site
is told, and the card, which vouches for the others."""

_OF_CLIPS = (".mp4", ".srt", ".vtt", ".json")
"""Of the files that a film is made of."""

_OWN = "an own example"
"""What one is called that nobody has named."""

TEMPLATE = Path(__file__).with_name("title_card.typ")


@dataclass(frozen=True, slots=True)
class Film:
    """A film that is asked for.

    Attributes
    ----------
    name
        What its files are called, without ending.
    settings
        Those of its clips.
    clips
        What the manifest calls its clips, in their order.
    own
        The name of somebody's own example; empty for one of clips with their defaults.
    is_whole
        Whether it is that of the whole programme, which has an introduction and an ending.
    language
        That of its clips, with the words that belong to no scene.
    """

    name: str
    settings: Settings
    clips: tuple[str, ...]
    own: str = ""
    is_whole: bool = False
    language: Language | None = None

    @property
    def key(self) -> str:
        """What the manifest calls it: where its files are below the media folder."""
        return f"film/{self.settings.folder}/{self.name}"

    def places(self, media: Path, endings: Iterable[str] = ENDINGS) -> dict[str, Path]:
        """Each file, by its ending."""
        return {ending: media / f"{self.key}{ending}" for ending in endings}


def chosen_chapters(typed: str, programme: Sequence[Entry]) -> set[str]:
    """The titles of chapters that are chosen by their numbers, such as ``1,3-4``.

    Raises
    ------
    CallError
        It is no list of numbers of chapters.
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
    """The film of some clips, in the order of the programme.

    Parameters
    ----------
    tasks
        The clips; at least one.
    called
        What ``--as`` says.

    Raises
    ------
    CallError
        Its name is none, or that of the film of the whole programme.
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
    """What somebody has called all clips of an example, before their scenes' names."""
    if any(task.name == clip_name(task.entry, task.parameters) for task in tasks):
        return None  # nobody has
    names = {task.name.removesuffix(f"-{task.entry.name}") for task in tasks}
    return names.pop() if len(names) == 1 else None


# --- Up to date or not ----------------------------------------------------------------------------


def judge_film(
    film: Film,
    media: Path,
    manifest: Manifest,
    programme: Sequence[Entry],
    states: Mapping[str, State] | None = None,
) -> tuple[State, list[str]]:
    """The state of a film, and the reasons for it.

    Parameters
    ----------
    states
        Those of clips, as far as they are known, by the name that the manifest has for them.
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
    """The names of clips of which a film is to be made, and of which none is published."""
    scenes_there = {entry.name for entry in programme}
    there = {
        key
        for key, record in manifest.records.items()
        if record.is_h264 and record.scene in scenes_there and {*_OF_CLIPS} <= {*record.files}
    }
    return [Path(key).name for key in film.clips if key not in there]


def describe_film(film: Film, manifest: Manifest, programme: Sequence[Entry]) -> Description:
    """All that the files of a film depend on, as ``fingerprint.describe`` does it for a clip."""
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
    """One reason for each thing that differs; clips by their names."""
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
    """The films that are published at some sizes, as they would be asked for today.

    ``language`` is one that the project may not have.
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
