"""From the scenes and values asked for to the list of clips to make.

Imports scenes' parameters, which is quick, and never manim: a wrong call is refused before
anything slow begins.
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
"""A clip with its side files; the last frame of one alone; one sheet of its beats; the words that
are to be spoken; or the last frame of each beat, for exports, which is not published."""

_SIDE_FILES = (".srt", ".vtt", ".png", ".json")

State = Literal["UP_TO_DATE", "MISSING", "STALE", "RENDERING", "PUBLISHED", "FAILED"]
"""Where a clip stands, before, during and after a run."""


_STORYBOARD_FPS = 15
"""Frames a second of a storyboard: enough to see what jumps, and few enough to be soon done."""

_SECONDS_PER_PIXEL = 5e-9
"""About what a frame takes; only the order in which clips are made depends on it."""


@dataclass(frozen=True, slots=True)
class Published:
    """A clip that is there: what a maker of its successor wants to know."""

    frames: int
    frames_sha256: str
    video: PublishedFile | None
    encoder: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to make from one scene; picklable, and all that a worker needs to know."""

    entry: Entry
    parameters: Parameters
    settings: Settings
    product: Product
    name: str
    """What the files are called, before their endings; a beat's are in a folder of its clip's."""
    beat: str = ""
    """The one beat that is wanted of a clip; all of it if none is named."""
    font: Font | None = None
    """In which some of its labels are set, if they need one."""
    language: Language | None = None
    """Its words in the language of the settings; None: English."""
    voice_files: tuple[VoiceFile, ...] = ()
    """Those that its voice needs, such as recordings of its beats."""
    speech_folder: Path | None = None
    """Where speech is kept; without one, all of it is spoken anew."""
    state: State = "STALE"
    """Before the run; FAILED if the scene's numbers.py cannot even be read."""
    reasons: tuple[str, ...] = ()
    """Why it is in that state."""
    published: Published | None = None
    """The clip that is there and whole, if one is."""

    @property
    def key(self) -> str:
        """What the manifest calls it: where its files are below the media folder."""
        return (self.folder(Path()) / self.name).as_posix()

    @property
    def fps(self) -> int:
        """Frames a second at which its scene is played, and its numbers are computed."""
        return _STORYBOARD_FPS if self.product == "storyboard" else self.settings.fps

    @property
    def scene_folder(self) -> str:
        """Where the scene's sources are, such as ``scenes/logit_nudges``."""
        return self.entry.package.replace(".", "/")

    @property
    def expected_seconds(self) -> float:
        """How long it will take: as long as last time, or a guess from its length."""
        if self.published is not None:
            return self.published.seconds
        pixels = self.settings.width * self.settings.height
        return self.expected_frames * (0.002 + pixels * _SECONDS_PER_PIXEL)

    @property
    def expected_frames(self) -> int:
        """How long it will take, in frames: exact with default parameters, else a guess."""
        if self.published is not None and self.published.frames:
            return self.published.frames
        if self.product == "clip":
            share = len(self.entry.beats) or 1 if self.beat else 1
            return max(1, round(self.entry.seconds * self.settings.fps / share))
        return max(1, len(self.entry.beats))

    @property
    def video_ending(self) -> str:
        """Of the file that is played; empty where each frame is a file of its own."""
        return FORMATS[self.settings.format].ending

    @property
    def profile(self) -> str:
        """In which way its frames are encoded, and its sound."""
        profile = FORMATS[self.settings.format].profile
        return f"{profile} {SOUND}" if self.settings.voice else profile

    @property
    def endings(self) -> tuple[str, ...]:
        """What is published for it, without frames, the file that vouches for the others last."""
        if self.product == "storyboard":
            return (".json", ".png")
        if self.product == "script":
            return (".md",)
        if self.product == "ends":
            return (".json",)  # and a picture a beat
        if self.product == "still":
            return (".png",)
        return (self.video_ending, *_SIDE_FILES) if self.video_ending else _SIDE_FILES

    def folder(self, media: Path) -> Path:
        """Where in ``media`` it is published."""
        if self.product in ("storyboard", "script"):
            code = self.settings.language
            return media / f"{self.product}s" / ("" if code == ENGLISH else code)
        # Stills have a folder of their own: beside a clip, a .png is its poster.
        return media / f"{self.product}s" / self.settings.folder

    def places(self, media: Path, endings: Iterable[str] = ()) -> dict[str, Path]:
        """Each published file, by its ending, in the order of ``endings``, its own unless given."""
        place = self.folder(media) / self.name
        return {e: place.parent / (place.name + e) for e in endings or self.endings}


def is_frame(ending: str) -> bool:
    """Whether it is that of one frame of a sequence, such as ``/00007.png``."""
    return re.fullmatch(r"/\d{5,}\.png", ending) is not None


def choose(
    programme: Sequence[Entry], words: Iterable[str], commands: Collection[str] = ()
) -> list[Entry]:
    """Find the entries that ``words`` name, once each and in the order of the film; all for none.

    Raises
    ------
    CallError
        A word is not a scene of the programme; it may have been meant as one of ``commands``.
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
    """Name a clip: the scene alone with its defaults, else with 8 digits of its parameters."""
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
    """What its parameters are called; None of a scene that is being written."""
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
    """List what may be to make of each of ``entries``, with every parameter checked.

    With ``beat`` that is one beat of each; with ``sections``, also each beat by itself. ``font`` is
    there for labels that the embedded fonts do not hold; clips without such a label do not depend
    on it. ``language`` is that of the settings. Of entries that were not ``named``, those are left
    out that take none of the values that were given. ``voice_files`` is what the voice needs, if it
    needs something. What is there already is decided elsewhere (``judge``).

    Raises
    ------
    CallError
        An unknown parameter, a value that breaks a rule, a beat that is none, a name that is not
        for one clip, or a voice that has nothing to say or lacks a file.
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
            # Without regard to case, as many file systems take names.
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
    """Refuse ``--as`` where it names several clips of a scene, or clips that are no example."""
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
    """The task of one beat: ``LogitNudges/4-raise`` for the fourth of LogitNudges."""
    beat = task.entry.beats[number]
    return replace(task, name=f"{task.name}/{beat_file_name(number, beat)}", beat=beat)


def with_voice_files(task: Task, given: Path | None) -> Task:
    """The task of a clip with the files that its voice needs (``voice.choice.files_for``).

    With other parameters than the defaults a scene may have fewer beats: only who plays it knows.
    """
    files = files_for(
        task.settings.voice,
        given,
        task.name.split("/")[0],  # and not that of one of its beats
        task.entry.beats,
        needs_all=task.parameters == task.entry.parameters_type()(),
    )
    return replace(task, voice_files=files)


def _beat_of(entry: Entry, typed: str) -> int:
    """Which beat is meant by its name, by how only its name begins, or by its number from 1."""
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
        # A scene that is being written must not keep the others from being made.
        task = Task(entry, Parameters(), settings, product, name or entry.name)
        return replace(task, state="FAILED", reasons=(one_line(error, task.scene_folder),))
    name = name or clip_name(entry, parameters)
    font = font if needs(parameters, font) else None
    return Task(entry, parameters, settings, product, name, font=font)
