"""Descriptions of scenes for people who cannot see them.

A scene that has one has a module ``description`` beside its ``numbers``, with a constant
``DESCRIPTION``. It names the quantities of the scene's table in English, and describes what else is
visible. This is data only: ``rendering.exporting.facts`` makes sentences of it. A number that the
description does not mention is called by its own name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from stage.entry import entry

__all__ = ["Description", "Quantity", "description_of"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number of the table is.

    Attributes
    ----------
    name
        The name, as the beginning of a sentence; empty for a number that needs no description.
    of
        Names of what the entries belong to; empty if they belong to the classes.
    kind
        "value" for a value, "class" for the index of a class, and "places" for the rank of each
        class, counted from 0.
    all_entries
        Whether the values of entries that do not change are given, too, because they are described
        nowhere else.
    """

    name: str
    of: tuple[str, ...] = ()
    kind: Literal["value", "class", "places"] = "value"
    all_entries: bool = False


_NOT_DESCRIBED = Quantity("")


@dataclass(frozen=True, slots=True)
class Description:
    """The description of a scene.

    A number is looked up by its whole name, such as ``push.shares[0]``; without its index; and
    without its motion. So ``shares`` describes the shares in all motions that have no entry of
    their own.

    Attributes
    ----------
    quantities
        Numbers of the table, and parameters, by name.
    undescribed
        Names of those that need no description.
    visible
        What is visible in a beat, by the beat's name; true with any parameters.
    visible_if_moving
        The same for beats in which nothing moves with some parameters; used only if something does.
    also
        Names of numbers that a beat shows without listing them, by the beat's name.
    """

    quantities: dict[str, Quantity] = field(default_factory=dict)
    undescribed: set[str] = field(default_factory=set)
    visible: dict[str, str] = field(default_factory=dict)
    visible_if_moving: dict[str, str] = field(default_factory=dict)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def key_of(self, number: str) -> str | None:
        """Return the name under which a number is described or undescribed; None if it is not."""
        own = number.rpartition(".")[2]
        for name in (number, number.partition("[")[0], own, own.partition("[")[0]):
            if name in self.quantities or name in self.undescribed:
                return name
        return None

    def quantity(self, number: str) -> Quantity | None:
        """Return what a number is; None if the description does not mention it."""
        key = self.key_of(number)
        return None if key is None else self.quantities.get(key, _NOT_DESCRIBED)


def description_of(scene: str) -> Description:
    """Return the description of the scene called ``scene``.

    It is empty if the scene has no module ``description``, or does not exist any more.
    """
    try:
        name = f"{entry(scene).package}.description"
    except KeyError:
        return Description()
    if find_spec(name) is None:
        return Description()
    description: Description = import_module(name).DESCRIPTION
    return description
