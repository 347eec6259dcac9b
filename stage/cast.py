"""The cast: four animals that give classes their default names, colours and pictograms.

The story behind them is a camera in a farmyard and a network that names the animal in the picture.
This module does not import manim.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

__all__ = ["CAST", "YARD", "called", "names_of", "one", "outlines", "subscripts"]

CAST = ("cat", "hen", "fox", "owl")
"""Default names of the classes, in order; used if there are at most four classes."""

YARD = ("door", "tree", "well", "barn")
"""Places in the farmyard that have a pictogram, drawn standing on the lower edge of its square."""

_PICTOGRAMS = Path(__file__).with_name("pictograms")
_SHORT = 4
"""Maximum number of letters in a name that is used as a subscript in a formula."""


def names_of(labels: Sequence[str] | None, classes: int) -> tuple[str, ...]:
    """Return the names of all classes.

    These are the labels if there are any. Otherwise up to four classes take the names of the cast,
    and more than four are numbered from 1.

    >>> names_of(None, 3), names_of(None, 5), names_of(["yes", "no"], 2)
    (('cat', 'hen', 'fox'), ('1', '2', '3', '4', '5'), ('yes', 'no'))
    """
    if labels is not None:
        return tuple(labels)
    if classes <= len(CAST):
        return CAST[:classes]
    return tuple(str(k) for k in range(1, classes + 1))


def called(name: str) -> str:
    """Return what follows "the" in a sentence about a class: its name, or "class" and its number.

    >>> called("cat"), called("5")
    ('cat', 'class 5')
    """
    return f"class {name}" if name.isdigit() else name


def one(name: str) -> str:
    """Return the name of a class with its indefinite article; a number takes "class" instead.

    >>> one("cat"), one("owl"), one("5")
    ('a cat', 'an owl', 'class 5')
    """
    if name.isdigit():
        return called(name)
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def subscripts(names: Sequence[str]) -> tuple[str, ...]:
    """Return the subscripts of the classes in a formula.

    These are the names if all of them are short words; otherwise the numbers from 1.

    >>> subscripts(["cat", "hen"]), subscripts(["horse", "hen"])
    (('cat', 'hen'), ('1', '2'))
    """
    if all(len(name) <= _SHORT and name.isalpha() for name in names):
        return tuple(names)
    return tuple(str(k) for k in range(1, len(names) + 1))


@cache
def outlines(name: str) -> tuple[str, ...]:
    """Return the SVG paths of a pictogram from the cast or the yard, on a 32 by 32 square.

    Any other name has no pictogram: the result is empty.
    """
    if name not in CAST + YARD:
        return ()
    root = ElementTree.fromstring((_PICTOGRAMS / f"{name}.svg").read_text(encoding="utf-8"))
    return tuple(path.attrib["d"] for path in root)
