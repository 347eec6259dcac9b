"""The cast: the four animals whose names, colours and pictograms classes have by default.

A camera in a farmyard, and a network that says what it sees. Knows nothing of manim.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

__all__ = ["CAST", "YARD", "called", "names_of", "one", "outlines", "subscripts"]

CAST = ("cat", "hen", "fox", "owl")
"""Names of classes that nobody has named, as far as they go."""

YARD = ("door", "tree", "well", "barn")
"""Places of the farmyard that have a pictogram; each stands on the lower edge of its square."""

_PICTOGRAMS = Path(__file__).with_name("pictograms")
_SHORT = 4
"""Letters up to which a name can be a subscript of a formula."""


def names_of(labels: Sequence[str] | None, classes: int) -> tuple[str, ...]:
    """Names of all classes: their labels; without any, the cast, or numbers for more than four.

    >>> names_of(None, 3), names_of(None, 5), names_of(["yes", "no"], 2)
    (('cat', 'hen', 'fox'), ('1', '2', '3', '4', '5'), ('yes', 'no'))
    """
    if labels is not None:
        return tuple(labels)
    if classes <= len(CAST):
        return CAST[:classes]
    return tuple(str(k) for k in range(1, classes + 1))


def called(name: str) -> str:
    """How a sentence speaks of a class, after "the": by its name, or as a class with a number.

    >>> called("cat"), called("5")
    ('cat', 'class 5')
    """
    return f"class {name}" if name.isdigit() else name


def one(name: str) -> str:
    """One of a class, with its article.

    >>> one("cat"), one("owl"), one("5")
    ('a cat', 'an owl', 'class 5')
    """
    if name.isdigit():
        return called(name)
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def subscripts(names: Sequence[str]) -> tuple[str, ...]:
    """What stands below a letter in a formula: the names if all are short, else numbers from 1.

    >>> subscripts(["cat", "hen"]), subscripts(["horse", "hen"])
    (('cat', 'hen'), ('1', '2'))
    """
    if all(len(name) <= _SHORT and name.isalpha() for name in names):
        return tuple(names)
    return tuple(str(k) for k in range(1, len(names) + 1))


@cache
def outlines(name: str) -> tuple[str, ...]:
    """SVG paths of the pictogram of one of the cast or the yard, on a square of 32; else none."""
    if name not in CAST + YARD:
        return ()
    root = ElementTree.fromstring((_PICTOGRAMS / f"{name}.svg").read_text(encoding="utf-8"))
    return tuple(path.attrib["d"] for path in root)
