"""How what a scene shows is told to those who cannot see it.

A scene that has something to say of this has a module ``seen`` beside its ``numbers``, with a
``SEEN``: what a reader calls the numbers of its table, such as ``nudged_logits[0]``, and what is to
be seen beside them. Data only: ``rendering.exporting.facts`` makes sentences of it. A scene or
a number that is not told of is told by its own name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from stage.entry import entry

__all__ = ["UNTOLD", "SceneWords", "Words", "seen_of"]


@dataclass(frozen=True, slots=True)
class Words:
    """How a number is told.

    Attributes
    ----------
    said
        What it is, as the beginning of a sentence; nothing for a number that another one tells.
    of
        What its entries belong to, if not to the classes.
    kind
        A value; the index of a class; or on which place each class is, counted from 0.
    spelled
        Whether entries that stay as they are are told with their values: nobody else tells them.
    """

    said: str
    of: tuple[str, ...] = ()
    kind: Literal["value", "class", "places"] = "value"
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class SceneWords:
    """The words of a scene.

    Attributes
    ----------
    numbers
        By name, with or without what stands in brackets; parameters, too.
    seen
        By beat, what there is to see; it holds for all parameters.
    seen_moving
        The same for beats in which, with some parameters, nothing moves: told if something does.
    also
        By beat, names of the table that are shown there, although the beat does not list them.
    """

    numbers: dict[str, Words] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    seen_moving: dict[str, str] = field(default_factory=dict)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)


UNTOLD = Words("")


def seen_of(scene: str) -> SceneWords:
    """The words of a scene, by its name; none of one that has none, or is no longer there."""
    try:
        name = f"{entry(scene).package}.seen"
    except KeyError:
        return SceneWords()
    if find_spec(name) is None:
        return SceneWords()
    words: SceneWords = import_module(name).SEEN
    return words
