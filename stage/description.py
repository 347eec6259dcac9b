"""The words with which a scene is described to people who cannot see it.

A scene with such words has a module ``seen`` beside its ``numbers``, with a constant ``SEEN``. It
names the numbers of the scene's table, such as ``nudged_logits[0]``, in English, and describes what
else is visible. This is data only: ``rendering.exporting.facts`` makes sentences of it. A number
without words is described by its own name.
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
    """The words for a number of the table.

    Attributes
    ----------
    said
        What the number is, as the beginning of a sentence; empty for a number that needs no
        description of its own.
    of
        Names of what the entries belong to; empty if they belong to the classes.
    kind
        "value" for a value, "class" for the index of a class, and "places" for the rank of each
        class, counted from 0.
    spelled
        Whether the values of entries that do not change are given, too, because they are described
        nowhere else.
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
        Words for numbers of the table and parameters, by name with or without an index in brackets.
    seen
        Description of what is visible in a beat, by the beat's name; true with any parameters.
    seen_moving
        The same for beats in which nothing moves with some parameters; used only if something does.
    also
        Names of numbers that a beat shows without listing them, by the beat's name.
    """

    numbers: dict[str, Words] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    seen_moving: dict[str, str] = field(default_factory=dict)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)


UNTOLD = Words("")


def seen_of(scene: str) -> SceneWords:
    """Return the words of the scene called ``scene``.

    They are empty if the scene has no module ``seen``, or does not exist any more.
    """
    try:
        name = f"{entry(scene).package}.seen"
    except KeyError:
        return SceneWords()
    if find_spec(name) is None:
        return SceneWords()
    words: SceneWords = import_module(name).SEEN
    return words
