"""Scenes as small as a test wants them, which find their own ways to fail.

``ToyBar`` is sound; the others break, die, faint, waver or dawdle
in their second beat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import scenes
from scenes import Entry

if TYPE_CHECKING:
    from scenes.story import Story


class ToyEntry(Entry):
    """An entry whose modules are here, and that is in no programme but a test's."""

    __slots__ = ()

    @property
    def package(self) -> str:
        return "toy_scenes"

    def scene_type(self) -> type[Story]:
        # A Story looks itself up in the programme, which in a worker process is the real one.
        if self not in scenes.PROGRAMME:
            scenes.PROGRAMME = (*scenes.PROGRAMME, self)
        return super().scene_type()


def _toy(name: str) -> ToyEntry:
    return ToyEntry(name, "Toys", f"{name} has a title", "0. Nowhere", 5.0, ("grow", "shrink"))


_NAMES = ("ToyBar", "ToyBroken", "ToyDying", "ToyFainting", "ToyFickle", "ToySlow")
PROGRAMME = tuple(_toy(name) for name in _NAMES)
