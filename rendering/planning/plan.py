"""Turn the requested scenes and values into the list of clips to make.

This module imports scenes' parameters, which is quick, but never manim, so a wrong call is refused
before anything slow begins.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import scenes
from rendering.drawing.formats import FORMATS
from rendering.drawing.sound import SOUND
from rendering.errors import CallError, did_you_mean, one_line
from rendering.machine.files import PublishedFile
from rendering.planning.inputs import Example, Given, check_clip_name
from rendering.planning.settings import Settings
from rendering.voice.choice import beat_file_name, files_for
from rendering.voice.recordings import VoiceFile
from scenes import Entry
from stage.language import ENGLISH, Language
from stage.parameters import ParameterError, Parameters, needs, read_parameters
from stage.quoting import quoted
from stage.typesetting import Font

__all__ = [
    "Product",
    "Published",
    "State",
    "Task",
    "choose",
    "clip_name",
    "is_frame",
    "make_plan",
    "parameters_of",
    "with_voice_files",
]

Product = Literal["clip", "still", "storyboard", "script", "ends"]
"""The kinds of product that can be made from a scene.

clip: a video with its side files.
still: only the last frame of a clip.
storyboard: one sheet with the beats of a clip.
script: the words to be spoken.
ends: the last frame of each beat; used by exports, and not published.
"""

_SIDE_FILES = (".srt", ".vtt", ".png", ".json")

State = Literal["UP_TO_DATE", "MISSING", "STALE", "RENDERING", "PUBLISHED", "FAILED"]
"""The state of a clip before, during and after a run."""


_STORYBOARD_FPS = 15
"""Frames per second of a storyboard: enough to notice jumps, and few enough to be quick."""

_SECONDS_PER_PIXEL = 5e-9
"""Estimated seconds per pixel of a frame; they only affect the order in which clips are made."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is needed of an existing clip when a new one is to replace it."""

    frames: int
    frames_sha256: str
    video: PublishedFile | None
    encoder: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Task:
    """One product to make from one scene; picklable, with everything that a worker needs."""

    entry: Entry
    parameters: Parameters
    settings: Settings
    product: Product
    name: str
    """The files' name without endings; the files of a beat are in a folder named after its clip."""
    beat: str = ""
    """The only beat to make; empty for the whole clip."""
    font: Font | None = None
    """The font of labels that the embedded fonts cannot set; None if there are no such labels."""
    language: Language | None = None
    """The clip's words in the language of the settings; None for English."""
    voice_files: tuple[VoiceFile, ...] = ()
    """The files that the voice needs, such as recordings of the beats."""
    speech_folder: Path | None = None
    """The folder in which speech is kept; if None, all words are spoken again."""
    state: State = "STALE"
    """The state before the run; FAILED if the scene's numbers.py cannot even be read."""
    reasons: tuple[str, ...] = ()
    """The reasons for the state."""
    published: Published | None = None
    """The existing clip, if it has a record in the manifest."""

    @property
    def key(self) -> str:
        """The key in the manifest: the files' path below the media folder, without endings."""
        return (self.folder(Path()) / self.name).as_posix()

    @property
    def fps(self) -> int:
        """Frames per second at which the scene is played and its numbers are computed."""
        return _STORYBOARD_FPS if self.product == "storyboard" else self.settings.fps

    @property
    def scene_folder(self) -> str:
        """The folder with the scene's sources, such as ``scenes/logit_nudges``."""
        return self.entry.package.replace(".", "/")

    @property
    def expected_seconds(self) -> float:
        """The expected making time: as long as last time, or a guess from the number of frames."""
        if self.published is not None:
            return self.published.seconds
        pixels = self.settings.width * self.settings.height
        return self.expected_frames * (0.002 + pixels * _SECONDS_PER_PIXEL)

    @property
    def expected_frames(self) -> int:
        """The expected number of frames: exact with default parameters, otherwise a guess."""
        if self.published is not None and self.published.frames:
            return self.published.frames
        if self.product == "clip":
            share = len(self.entry.beats) or 1 if self.beat else 1
            return max(1, round(self.entry.seconds * self.settings.fps / share))
        return max(1, len(self.entry.beats))

    @property
    def video_ending(self) -> str:
        """The ending of the video file; empty if each frame is a file of its own."""
        return FORMATS[self.settings.format].ending

    @property
    def profile(self) -> str:
        """The way in which the frames and the sound are encoded."""
        profile = FORMATS[self.settings.format].profile
        return f"{profile} {SOUND}" if self.settings.voice else profile

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of the published files, without frames; the last confirms the others."""
        if self.product == "storyboard":
            return (".json", ".png")
        if self.product == "script":
            return (".md",)
        if self.product == "ends":
            return (".json",)  # and one picture per beat
        if self.product == "still":
            return (".png",)
        return (self.video_ending, *_SIDE_FILES) if self.video_ending else _SIDE_FILES

    def folder(self, media: Path) -> Path:
        """Return the folder below ``media`` in which the files are published."""
        if self.product in ("storyboard", "script"):
            code = self.settings.language
            return media / f"{self.product}s" / ("" if code == ENGLISH else code)
        # Stills have a folder of their own, since a .png beside a clip is its poster.
        return media / f"{self.product}s" / self.settings.folder

    def places(self, media: Path, endings: Iterable[str] = ()) -> dict[str, Path]:
        """Return the path of each published file, by ending and in the order of ``endings``.

        Without ``endings``, these are the task's own endings.
        """
        place = self.folder(media) / self.name
        return {e: place.parent / (place.name + e) for e in endings or self.endings}


def is_frame(ending: str) -> bool:
    """Whether an ending is that of one frame of a sequence, such as ``/00007.png``."""
    return re.fullmatch(r"/\d{5,}\.png", ending) is not None


def choose(
    programme: Sequence[Entry], words: Iterable[str], commands: Collection[str] = ()
) -> list[Entry]:
    """Return the entries that ``words`` name, each once and in the film's order; all if no words.

    Raises
    ------
    CallError
        A word is not a scene of the programme. The message may suggest one of ``commands``.
    """
    names = [entry.name for entry in programme]
    wanted = set()
    for word in words:
        if word not in names:
            kinds = "scene or command" if commands else "scene"
            raise CallError(
                f"no {kinds} is called {quoted(word)}.{did_you_mean(word, [*names, *commands])} "
                f"The scenes are {', '.join(names)}."
            )
        wanted.add(word)
    return [entry for entry in programme if not wanted or entry.name in wanted]


def clip_name(entry: Entry, parameters: Parameters) -> str:
    """Return the scene's name, with 8 digits of a digest unless all parameters are the defaults."""
    if parameters == entry.parameters_type()():
        return entry.name
    canonical = json.dumps(
        parameters.model_dump(mode="json"),
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return f"{entry.name}-{hashlib.sha256(canonical.encode()).hexdigest()[:8]}"


def parameters_of(entry: Entry) -> list[str] | None:
    """Return the names of an entry's parameters; None if they cannot be imported yet."""
    try:
        return list(entry.parameters_type().model_fields)
    except Exception:
        return None


def make_plan(
    entries: Sequence[Entry],
    *,
    settings: Settings,
    product: Product,
    given: Given,
    published_as: str | None = None,
    beat: str | None = None,
    sections: bool = False,
    font: Font | None = None,
    language: Language | None = None,
    named: bool = True,
    voice_files: Path | None = None,
) -> list[Task]:
    """Return the tasks for ``entries``, with every parameter checked.

    Whether a task's clip exists already is decided elsewhere (``judge``).

    Parameters
    ----------
    beat
        The only beat to make of each entry.
    sections
        Whether to make each beat by itself as well.
    font
        A font for labels that the embedded fonts cannot set. Clips without such labels do not
        depend on it.
    language
        The language of the settings.
    named
        Whether the entries were requested by name. Otherwise, entries that take none of the given
        values are left out.
    voice_files
        The path of the files that the voice needs, if it needs any.

    Raises
    ------
    CallError
        A parameter is unknown, a value breaks a rule, a beat does not exist, a name is given to
        several clips, or the voice has nothing to say or lacks a file.
    """
    if beat is not None and sections:
        raise CallError("--sections are all beats, so --beat has nothing to add. Leave one out.")
    only = {entry.name: _beat_of(entry, beat) for entry in entries} if beat is not None else {}
    takes = {entry.name: parameters_of(entry) for entry in entries}
    every = (
        {name for entry in scenes.PROGRAMME for name in parameters_of(entry) or ()}
        if given.for_every_scene or not named
        else ()
    )
    examples = given.of(takes, every, named=named)
    if published_as is not None and examples:
        _require_one_each(examples, len(entries), given, named)
        if len(entries) > 1:
            check_clip_name(published_as, [scene.name for scene in scenes.PROGRAMME])
    tasks: dict[str, Task] = {}
    for entry in entries:
        for example in examples.get(entry.name, ()):
            if published_as is not None:
                among_others = f"-{entry.name}" if len(entries) > 1 else ""
                example = Example(example.values, f"{published_as}{among_others}")
            task = _task_of(entry, settings, product, example, font, len(entries) > 1)
            # Many file systems ignore the case of names.
            known = tasks.setdefault(task.name.lower(), task)
            same = (known.entry, known.parameters) == (task.entry, task.parameters)
            if known.name != task.name or (known.state != "FAILED" and not same):
                both = (known.name, task.name)
                got = " and ".join(both) if known.name != task.name else f"{task.name} twice"
                raise CallError(
                    "two clips must not have the same name, whatever their capital letters; "
                    f"got {got}. Give one of them another with as = in its table of the --params "
                    "file."
                )
    planned: list[Task] = []
    for task in tasks.values():
        if language is not None:
            task = replace(task, language=language.of_scene(task.entry.name))
        if task.state != "FAILED" and (settings.voice or voice_files is not None):
            task = with_voice_files(task, voice_files)
        if beat is None or task.state == "FAILED":
            planned.append(task)
        else:
            planned.append(_of_beat(task, only[task.entry.name]))
        if sections and task.state != "FAILED":
            planned += (_of_beat(task, number) for number in range(len(task.entry.beats)))
    return planned


def _require_one_each(
    examples: Mapping[str, Sequence[Example]], asked: int, given: Given, named: bool
) -> None:
    """Refuse ``--as`` if it names several clips of a scene, or many scenes without any values."""
    scene, most = max(examples.items(), key=lambda item: len(item[1]))
    if len(most) > 1:
        raise CallError(
            f"--as names one clip; got {len(most)} clips of {scene} to make. Leave out --grid and "
            "all examples but one, or give each a name with as = in the --params file."
        )
    if asked > 1 and not named and not (given.typed or given.for_every_scene or given.by_scene):
        raise CallError(
            f"--as names one clip; got {asked} scenes to make. Name one scene, such as {scene}, "
            "or give values of your own with --set or --params."
        )


def _of_beat(task: Task, number: int) -> Task:
    """Return the task of one beat: ``LogitNudges/4-raise`` for the fourth beat of LogitNudges."""
    beat = task.entry.beats[number]
    return replace(task, name=f"{task.name}/{beat_file_name(number, beat)}", beat=beat)


def with_voice_files(task: Task, given: Path | None) -> Task:
    """Return the task of a clip with the files that its voice needs (``voice.choice.files_for``).

    With parameters other than the defaults, a scene may have fewer beats, which is known only once
    the scene is played. So only clips with default parameters need the files of all beats.
    """
    files = files_for(
        task.settings.voice,
        given,
        task.name.split("/")[0],  # the name of the clip, not of one of its beats
        task.entry.beats,
        needs_all=task.parameters == task.entry.parameters_type()(),
    )
    return replace(task, voice_files=files)


def _beat_of(entry: Entry, typed: str) -> int:
    """Return the index of a beat, typed as its name, a unique prefix, or its number from 1."""
    if typed.isdecimal() and typed.isascii() and 1 <= int(typed[:4]) <= len(entry.beats):
        return int(typed[:4]) - 1
    wanted = typed.strip().casefold()
    names = [beat.casefold() for beat in entry.beats]
    begin = [number for number, name in enumerate(names) if wanted and name.startswith(wanted)]
    if wanted in names:
        return names.index(wanted)
    if len(begin) == 1:
        return begin[0]
    if not entry.beats:
        raise CallError(
            f"--beat names a beat of a scene that was played; {entry.name} was not yet. "
            f"Run python -m rendering.inspection.lengths {entry.name}."
        )
    raise CallError(
        f"--beat must name one beat of {entry.name}, by its name or its number; "
        f"got {quoted(typed)}.{did_you_mean(typed, entry.beats)} "
        f"Its beats are {', '.join(entry.beats)}."
    )


def _task_of(
    entry: Entry,
    settings: Settings,
    product: Product,
    example: Example,
    font: Font | None,
    among_others: bool,
) -> Task:
    name = example.name
    if name is not None:
        check_clip_name(name, [scene.name for scene in scenes.PROGRAMME])
    try:
        parameters = read_parameters(entry.parameters_type(), example.values, font)
    except ParameterError as error:
        others = " Or name only the scenes that it is meant for." if among_others else ""
        raise CallError(f"{entry.name}: {error}{others}") from None
    except Exception as error:
        # A scene that is still being written must not keep other clips from being made.
        task = Task(entry, Parameters(), settings, product, name or entry.name)
        return replace(task, state="FAILED", reasons=(one_line(error, task.scene_folder),))
    name = name or clip_name(entry, parameters)
    font = font if needs(parameters, font) else None
    return Task(entry, parameters, settings, product, name, font=font)
