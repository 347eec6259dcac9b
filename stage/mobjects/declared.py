"""Declarations for the inspection: rules that a mobject may break, its zone, its name.

A mobject that breaks a rule of ``docs/picture_standards.md`` on purpose declares it, with the
reason, where it is made: ``allow("contrast", "a backdrop, not a figure", bin_)``. After
``named("p", chart)`` and ``named("the bar of class 3", bar)``, findings name "the bar of class 3
in p". Declarations do not change the picture. This module knows the rules only by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Literal, TypeVar, get_args

from manim import Mobject

from stage.mobjects.metadata import metadata

__all__ = [
    "Allowed",
    "Rule",
    "ZoneName",
    "allow",
    "belongs_to",
    "named",
]

M = TypeVar("M", bound=Mobject)

Rule = Literal[
    "overlap",  # text over text, or over a shape
    "zone",  # outside of its zone, though within the frame
    "size",  # text smaller than the minimum
    "contrast",  # too little contrast with its background
    "rest",  # text that disappears or changes before it can be read
    "pop",  # appears or disappears from one frame to the next
    "jump",  # moves farther in a frame than the values that move it
    "outside",  # changes although the motion does not name it
    "passes",  # moves through another piece of its kind
    "together",  # several pieces that count as one moving thing
]

ZoneName = Literal["title", "stage", "caption"]

_groups = count()


@dataclass(frozen=True, slots=True)
class Allowed:
    """A rule that a mobject may break, and the reason.

    Attributes
    ----------
    group
        Equal for all mobjects of one declaration.
    alone
        Whether the declaration was of one mobject, which may then break the rule with any other.
    """

    rule: Rule
    reason: str
    group: int
    alone: bool


def allow(rule: Rule, reason: str, *mobjects: Mobject) -> None:
    """Declare that one mobject may break ``rule``, or that several may break it with each other.

    The declaration includes their present submobjects, and is copied with them.

    Parameters
    ----------
    rule
        ``"overlap"`` of one mobject is with any other; ``"together"`` makes all of them count as
        one moving thing.
    reason
        Why the picture is better for it, in words for a viewer.

    Raises
    ------
    ValueError
        If the rule is unknown or the reason empty.
    """
    if rule not in get_args(Rule):
        raise ValueError(f"rule must be one of {', '.join(get_args(Rule))}; got {rule!r}.")
    if not reason.strip():
        raise ValueError(f"a rule is broken for a reason; give one for {rule!r}.")
    declaration = Allowed(rule, reason, next(_groups), len(mobjects) == 1)
    for member in {m for mobject in mobjects for m in mobject.get_family()}:
        metadata(member).allowed += (declaration,)


def belongs_to(zone: ZoneName, mobject: Mobject) -> None:
    """Declare the zone of the frame in which ``mobject`` stays. The default is the stage."""
    for member in mobject.get_family():
        metadata(member).zone = zone


def named(name: str, mobject: M) -> M:
    """Name ``mobject`` for findings, and return it. Its present submobjects become parts of it.

    A submobject stays a part after it is removed, and is part of the nearest named mobject that
    holds it. Copies have the same name. An empty name raises ``ValueError``.
    """
    if not name.strip():
        raise ValueError(f"a name must say which one is meant; got {name!r}. Give it a word.")
    own = metadata(mobject)
    own.name = name
    for member in mobject.get_family()[1:]:
        # A nearer mobject that was named before keeps its part.
        if metadata(member).part_of in ("", own.part_of):
            metadata(member).part_of = name
    return mobject
