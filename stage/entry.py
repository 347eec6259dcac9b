"""An entry of the programme, which describes a scene without importing it.

``scenes`` registers its entries here. So a story can find its title and its numbers by the name of
its class, although ``stage`` does not depend on any scene.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stage.numbers import Numbers
    from stage.parameters import Parameters
    from stage.story import Story

__all__ = ["Entry", "entry", "register"]

_REGISTERED: dict[str, Entry] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """Description of one scene of the film, available without importing the scene.

    ``python -m rendering.inspection.lengths`` writes ``seconds`` and ``beats`` into the scene's
    ``played.json``, so that the programme can be listed without running any scene.

    Attributes
    ----------
    name
        Name of the scene's class, in CamelCase.
    chapter
        Chapter of the film to which the scene belongs.
    title
        Text above the scene's stage.
    note
        Section of the source note that the scene animates.
    seconds
        Length with the default parameters, in seconds; 0 if the scene has not been played yet.
    beats
        Names of the beats with the default parameters; empty if it has not been played yet.
    """

    name: str
    chapter: str
    title: str
    note: str
    seconds: float = 0.0
    beats: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        """The scene's package, such as ``scenes.logit_nudges``."""
        return "scenes." + re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).lower()

    @property
    def module(self) -> str:
        """The module of the scene's class, such as ``scenes.logit_nudges.scene``."""
        return f"{self.package}.scene"

    @property
    def played_file(self) -> Path:
        """The file with the scene's length and the names of its beats."""
        return Path(__file__).parents[1].joinpath(*self.package.split("."), "played.json")

    def parameters_type(self) -> type[Parameters]:
        """Return the class ``<Name>Parameters``; imports ``numbers.py``, never manim."""
        return self._numbers_attribute("Parameters")

    def numbers_type(self) -> type[Numbers]:
        """Return the class ``<Name>Numbers``; imports ``numbers.py``, never manim."""
        return self._numbers_attribute("Numbers")

    def scene_type(self) -> type[Story[Any]]:
        """Return the scene's class; imports manim."""
        return getattr(import_module(self.module), self.name)

    def __call__(self, *args: Any, **kwargs: Any) -> Story[Any]:
        """Return a new instance of the scene; ``%%manim`` calls an entry like a scene's class."""
        return self.scene_type()(*args, **kwargs)

    def __mro_entries__(self, _bases: tuple[Any, ...]) -> tuple[type, ...]:
        """Make ``class Mine(LogitNudges)`` a subclass of the scene's class."""
        return (self.scene_type(),)

    def _numbers_attribute(self, suffix: str) -> type:
        return getattr(import_module(f"{self.package}.numbers"), self.name + suffix)


def register(*entries: Entry) -> tuple[Entry, ...]:
    """Register entries by name, and return them with the lengths and beats last recorded."""
    known = tuple(_with_length(each) for each in entries)
    _REGISTERED.update({each.name: each for each in known})
    return known


def entry(name: str) -> Entry:
    """Return the entry of the scene called ``name``; ``KeyError`` if there is none."""
    return _REGISTERED[name]


def _with_length(entry: Entry) -> Entry:
    try:
        played = json.loads(entry.played_file.read_text(encoding="utf-8"))
        return replace(entry, seconds=float(played["seconds"]), beats=tuple(played["beats"]))
    except (OSError, ValueError, KeyError, TypeError):
        return entry  # the command that repairs a missing or half-merged file must not fail here
