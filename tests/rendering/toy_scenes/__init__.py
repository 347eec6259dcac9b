"""Scenes as small as a test wants them, which find their own ways to fail.

``ToyBar`` is sound, and ``ToyTalk``, which has spoken words; the others break, die, faint, waver or
dawdle in their second beat.
"""

from __future__ import annotations

from stage.entry import Entry, register


class ToyEntry(Entry):
    """An entry whose modules are here, and that is in no programme but a test's."""

    __slots__ = ()

    @property
    def package(self) -> str:
        return "toy_scenes"


def _toy(name: str) -> ToyEntry:
    return ToyEntry(name, "Toys", f"{name} has a title", "0. Nowhere", 5.0, ("grow", "shrink"))


_NAMES = ("ToyBar", "ToyBroken", "ToyDying", "ToyFainting", "ToyFickle", "ToySlow", "ToyTalk")
PROGRAMME = register(*(_toy(name) for name in _NAMES))
