"""From the scenes and values asked for to the list of clips to make.

Imports scenes' parameters, which is quick, and never manim: a wrong call is refused before
anything slow begins.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rendering.errors import CallError, did_you_mean
from rendering.inputs import Given, check_clip_name
from rendering.settings import Settings
from scenes import Entry
from scenes.parameters import ParameterError, Parameters, read_parameters

__all__ = ["Product", "Task", "choose", "clip_name", "make_plan"]

Product = Literal["clip", "still", "storyboard"]
"""A whole clip with its side files; its last frame alone; or one sheet of its beats."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to make from one scene; picklable, and all that a worker needs to know."""

    entry: Entry
    parameters: Parameters
    settings: Settings
    product: Product
    name: str
    """What the files are called, before their endings."""

    @property
    def expected_frames(self) -> int:
        """How long it will take, in frames: exact with default parameters, else a guess."""
        if self.product == "clip":
            return max(1, round(self.entry.seconds * self.settings.fps))
        return max(1, len(self.entry.beats))

    @property
    def endings(self) -> tuple[str, ...]:
        """What is published for it, the file that vouches for the others last."""
        return (".mp4", ".srt", ".vtt", ".png", ".json") if self.product == "clip" else (".png",)

    def folder(self, media: Path) -> Path:
        """Where in ``media`` it is published."""
        if self.product == "storyboard":
            return media / "storyboards"
        return media / "clips" / self.settings.folder


def choose(programme: Sequence[Entry], words: Iterable[str]) -> list[Entry]:
    """Find the entries that ``words`` name, once each and in the order of the film; all for none.

    Raises
    ------
    CallError
        A word is not a scene of the programme.
    """
    names = [entry.name for entry in programme]
    wanted = set()
    for word in words:
        if word not in names:
            raise CallError(
                f"no scene is called {word}.{did_you_mean(word, names)} "
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


def make_plan(
    programme: Sequence[Entry],
    words: Iterable[str],
    settings: Settings,
    product: Product,
    given: Given,
    published_as: str | None = None,
) -> list[Task]:
    """List what to make, with every parameter checked.

    Raises
    ------
    CallError
        An unknown scene or parameter, a value that breaks a rule, or a name that no file can have.
    """
    entries = choose(programme, words)
    if published_as is not None:
        check_clip_name(published_as, [entry.name for entry in programme])
        if len(entries) != 1:
            raise CallError(
                f"--as names one clip; got {len(entries)} scenes to make. "
                f"Name one scene, such as {entries[0].name}."
            )
    tasks = []
    for entry in entries:
        try:
            parameters = read_parameters(entry.parameters_type(), given.of(entry.name))
        except ParameterError as error:
            raise CallError(f"{entry.name}: {error}") from None
        name = published_as or clip_name(entry, parameters)
        tasks.append(Task(entry, parameters, settings, product, name))
    return tasks
