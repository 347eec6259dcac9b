"""What a mobject declares in its record for whoever inspects the picture, with its reason.

A rule of ``docs/picture_standards.md`` that a mobject breaks on purpose is declared where the
mobject is made: ``allow("contrast", "a backdrop, not a figure", bin_)``. Nothing here changes
what is drawn. Knows no rule but by name, and not who inspects.

Findings call things by their names: ``named("p", chart)`` and ``named("the bar of class 3", bar)``
make it "the bar of class 3 in p".
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
    "overlap",  # text over text, or over a mark
    "zone",  # out of its zone, though within the frame
    "size",  # type below the floor
    "contrast",  # too little against what is behind it
    "rest",  # gone, or changed, before it can be read
    "pop",  # there, or gone, from one frame to the next
    "jump",  # moved further than what moves it
    "outside",  # changed by a motion that does not name it
    "passes",  # through another of its kind
    "together",  # several that move, and are one thing to the eye
]

ZoneName = Literal["title", "stage", "caption"]

_groups = count()


@dataclass(frozen=True, slots=True)
class Allowed:
    """One rule that does not hold for a mobject, and why.

    Attributes
    ----------
    group
        Equal for all that were declared together.
    alone
        Whether it was the only one; then the rule is off whatever it meets.
    """

    rule: Rule
    reason: str
    group: int
    alone: bool


def allow(rule: Rule, reason: str, *mobjects: Mobject) -> None:
    """Declare that ``rule`` does not hold for one mobject, or between several.

    All that is in them now is meant, wherever it goes later, and copies of it.

    Parameters
    ----------
    rule
        ``"overlap"`` of one mobject alone is with anything; ``"together"`` makes one moving
        thing of all of them.
    reason
        Why that is right here, in a sentence for whoever reads the picture's standards.
    """
    if rule not in get_args(Rule):
        raise ValueError(f"rule must be one of {', '.join(get_args(Rule))}; got {rule!r}.")
    if not reason.strip():
        raise ValueError(f"a rule is broken for a reason; give one for {rule!r}.")
    declaration = Allowed(rule, reason, next(_groups), len(mobjects) == 1)
    for member in {m for mobject in mobjects for m in mobject.get_family()}:
        metadata(member).allowed += (declaration,)


def belongs_to(zone: ZoneName, mobject: Mobject) -> None:
    """Declare in which zone of the frame ``mobject`` stays; it is the stage unless told."""
    for member in mobject.get_family():
        metadata(member).zone = zone


def named(name: str, mobject: M) -> M:
    """Declare what ``mobject`` is called, and what all that is in it now is part of.

    Copies are called the same, and what is taken out of it stays part of it by name; of several
    that hold a part, the nearest counts.
    """
    if not name.strip():
        raise ValueError(f"a name must say which one is meant; got {name!r}. Give it a word.")
    own = metadata(mobject)
    own.name = name
    for member in mobject.get_family()[1:]:
        # What something nearer holds already stays its part, whichever was named first.
        if metadata(member).part_of in ("", own.part_of):
            metadata(member).part_of = name
    return mobject
