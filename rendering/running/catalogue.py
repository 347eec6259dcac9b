"""Create or update a catalogue, so that it holds all texts of scenes, translated or not.

Scenes are played without drawing in a language that has no translations; the texts that they look
up are those to translate. This module does not know what makes a translation valid.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import polib

from rendering.errors import CallError
from rendering.planning.languages import FOLDER, parse
from rendering.planning.plan import Task
from stage.cast import CAST, one
from stage.language import CLASS, NUMBER, Key, Language, words_put_back
from stage.quoting import brief

__all__ = ["Updated", "texts_of", "update"]

_SHARED: Sequence[Key] = (
    ("", "English"),
    *((NUMBER, word) for word in (".", "point", "minus", "plus", "less than", "more than")),
    *(
        (NUMBER, word)
        for word in ("about", "infinity", "times", "ten to the", "percent", "one percent")
    ),
    *((CLASS, name) for name in (*CAST, *map(one, CAST), *(f"_{name}" for name in CAST))),
    *((CLASS, text) for text in ("class {0}", "{label}", "a {label}")),
)
"""The texts that all scenes share: the name of the language, the words of numbers, and classes."""


_SHAPES, _FPS = ((854, 480), (480, 854)), 10
"""_SHAPES: the frame sizes in which scenes are played, in pixels.

Both are needed because some texts of figures occur only in a wide frame or only in a tall one.

_FPS: the frame rate at which scenes are played.
"""


@dataclass(frozen=True, slots=True)
class Updated:
    """The numbers of entries in an updated catalogue: all, new, and not translated."""

    entries: int
    new: int
    untranslated: int


def texts_of(tasks: Iterable[Task], code: str, shared: Iterable[str] = ()) -> dict[Key, str]:
    """Return all texts of some clips, in order, each with the beat in which it first occurs.

    Parameters
    ----------
    code
        The code of a language in which numbers can be spoken.
    shared
        Texts that belong to no scene.
    """
    from rendering.running.worker import Maker  # imports manim

    found = {**dict.fromkeys(_SHARED, ""), **{("", text): "" for text in shared}}
    with tempfile.TemporaryDirectory(prefix="catalogue-") as work, words_put_back():
        for task, (width, height) in product(tasks, _SHAPES):
            settings = replace(task.settings, width=width, height=height, fps=_FPS)
            played = replace(task, product="script", settings=settings, language=Language(code))
            maker = Maker(played, Path(work))
            maker.make(lambda _done: None)
            assert maker.scene is not None
            for key, place in maker.scene.wording.missing.items():
                found.setdefault(key, place)
    return found


def update(path: Path, code: str, texts: Mapping[Key, str], order: Sequence[str]) -> Updated:
    """Write a catalogue that holds all of ``texts`` and the entries that it already has.

    If ``path`` does not exist, the new catalogue starts from the project's own for this language,
    if there is one. A new text that is already translated elsewhere gets the same translation,
    marked as fuzzy so that somebody checks it.

    Parameters
    ----------
    order
        The names of all scenes, in the order in which their texts are written.

    Raises
    ------
    CallError
        The existing file is not a catalogue, or the file cannot be written.
    """
    ours = FOLDER / f"{code}.po"
    begun = parse(path) if path.exists() else parse(ours) if ours.exists() else polib.POFile()
    begun.metadata = {
        **begun.metadata,
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in begun if not entry.obsolete}
    elsewhere = {entry.msgid: entry.msgstr for entry in entries.values() if entry.msgstr}
    before = len(entries)
    for (context, english), place in texts.items():
        entry = entries.get((context, english))
        if entry is None:
            known = elsewhere.get(english, "")
            entry = polib.POEntry(msgid=english, msgctxt=context or None, msgstr=known)
            entry.flags = ["fuzzy"] if known else []
            entries[context, english] = entry
        entry.comment = f"beat {place}" if place else ""
    places = {key: number for number, key in enumerate(texts)}
    groups = {name: number for number, name in enumerate(("", NUMBER, CLASS, *order))}

    def place_of(key: Key) -> tuple[int, int]:
        return groups.get(key[0], len(groups)), places.get(key, len(places))

    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata, catalogue.header = begun.metadata, begun.header
    catalogue.extend(entries[key] for key in sorted(entries, key=place_of))
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(str(catalogue), encoding="utf-8", newline="\n")
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise CallError(
            f"a catalogue needs a file that can be written; {brief(path)} cannot be: "
            f"{error.strerror or error}. Choose another."
        ) from None
    missing = sum(not entry.translated() for entry in catalogue)
    return Updated(len(catalogue), len(entries) - before, missing)
