"""Bring the project's catalogues up to date: ``python -m tests.translations [SCENE ...]``.

With all texts of the scenes' defaults and of the examples of their tests; what no scene says any
more is taken out. Whoever runs it translates what is empty, and looks at what is marked fuzzy.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import scenes
from rendering.filming.contents import texts_of_films
from rendering.planning.languages import FOLDER, SHIPPED, parse
from rendering.planning.plan import Task, choose
from rendering.planning.settings import Settings
from rendering.running.catalogue import texts_of, update
from tests.scenes.belonging import examples

__all__ = ["tasks_of"]


def tasks_of(names: Sequence[str]) -> list[Task]:
    """The script of each example of these scenes; of all, if none is named."""
    return [
        Task(entry, entry.parameters_type()(**values), Settings(854, 480, 15), "script", entry.name)
        for entry in choose(scenes.PROGRAMME, names)
        for values in examples(entry).values()
    ]


def main(names: Sequence[str]) -> None:
    """Update the catalogues with the texts of these scenes."""
    chosen = {entry.name for entry in choose(scenes.PROGRAMME, names)}
    for code in SHIPPED:
        path = FOLDER / f"{code}.po"
        texts = texts_of(tasks_of(names), code, texts_of_films(scenes.PROGRAMME))
        there = parse(path)
        gone = [e for e in there if e.msgctxt in chosen and (e.msgctxt, e.msgid) not in texts]
        for entry in gone:
            there.remove(entry)
        there.save(str(path))
        done = update(path, code, texts, [entry.name for entry in scenes.PROGRAMME])
        print(f"{path.name}: {done}, {len(gone)} taken out")


if __name__ == "__main__":
    main(sys.argv[1:])
