"""An entry of the programme: a scene that is described without importing it.

``scenes`` registers its entries here, so that a story finds its title and its numbers by the name
of its class, although nothing in ``stage`` knows which scenes there are.
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
    """One scene of the film, described without importing it.

    Attributes
    ----------
    name
        The Scene class, in CamelCase.
    chapter, title
        Where it stands in the film, and what is written above its stage.
    note
        The section of the source note that it animates.
    seconds, beats
        Its length and the names of its beats, with the default parameters; empty for a scene that
        has not been played yet. (``python -m rendering.running.lengths`` writes both into the
        scene's ``played.json``, so that listing the programme need not run a scene.)
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
        """The module of the Scene class, such as ``scenes.logit_nudges.scene``."""
        return f"{self.package}.scene"

    @property
    def played_file(self) -> Path:
        """The file that holds its length and the names of its beats."""
        return Path(__file__).parents[1].joinpath(*self.package.split("."), "played.json")

    def parameters_type(self) -> type[Parameters]:
        """``<Name>Parameters``; imports ``numbers.py``, never manim."""
        return self._numbers_attribute("Parameters")

    def numbers_type(self) -> type[Numbers]:
        """``<Name>Numbers``; imports ``numbers.py``, never manim."""
        return self._numbers_attribute("Numbers")

    def scene_type(self) -> type[Story[Any]]:
        """The Scene class itself; imports manim."""
        return getattr(import_module(self.module), self.name)

    def __call__(self, *args: Any, **kwargs: Any) -> Story[Any]:
        """The scene itself, as its class makes it: that is how ``%%manim`` calls what it plays."""
        return self.scene_type()(*args, **kwargs)

    def __mro_entries__(self, _bases: tuple[Any, ...]) -> tuple[type, ...]:
        """Let ``class Mine(LogitNudges)`` be a subclass of the scene's class."""
        return (self.scene_type(),)

    def _numbers_attribute(self, suffix: str) -> type:
        return getattr(import_module(f"{self.package}.numbers"), self.name + suffix)


def register(*entries: Entry) -> tuple[Entry, ...]:
    """Make entries known by name, and return them with their lengths as last played."""
    known = tuple(_with_length(each) for each in entries)
    _REGISTERED.update({each.name: each for each in known})
    return known


def entry(name: str) -> Entry:
    """The entry of the scene called ``name``; ``KeyError`` if none is registered."""
    return _REGISTERED[name]


def _with_length(entry: Entry) -> Entry:
    try:
        played = json.loads(entry.played_file.read_text(encoding="utf-8"))
        return replace(entry, seconds=float(played["seconds"]), beats=tuple(played["beats"]))
    except (OSError, ValueError, KeyError, TypeError):
        return entry  # it is being written, or merged: what mends that must not fail here
