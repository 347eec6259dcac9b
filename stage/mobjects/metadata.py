"""One record for each mobject, of all that is kept about it beside what manim draws of it.

Figure, story and inspection speak of a mobject through it. Copies of a mobject have a copy of it.
Nothing but ``visibility`` and ``opacities`` has an effect on what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manim import Mobject

if TYPE_CHECKING:
    from stage.mobjects.declared import Allowed, ZoneName
    from stage.mobjects.measured import Measured

__all__ = ["Metadata", "metadata"]


@dataclass(slots=True)
class Metadata:
    """The record of one mobject.

    Attributes
    ----------
    given_visibility
        The share of its own opacity that it has room for, from 0 to 1; None until that was said.
    opacities
        Of its fill, stroke and background stroke when nothing of it is hidden, once it was drawn.
    zone
        Of the frame, in which it stays.
    name, part_of
        What findings call it, and what it is part of; empty if it has no name of its own.
    allowed
        The rules that do not hold for it.
    measured
        The value that it shows and can be measured by; None if there is none.
    """

    given_visibility: float | None = None
    opacities: tuple[float, float, float] | None = None
    zone: ZoneName = "stage"
    name: str = ""
    part_of: str = ""
    allowed: tuple[Allowed, ...] = ()
    measured: Measured | None = None

    @property
    def visibility(self) -> float:
        """The share of its own opacity that it has room for: all, unless that was said."""
        return 1.0 if self.given_visibility is None else self.given_visibility

    @visibility.setter
    def visibility(self, share: float) -> None:
        self.given_visibility = share


def metadata(mobject: Mobject) -> Metadata:
    """The record of ``mobject``, to be read and written."""
    # Not getattr: manim goes a long way to say that there is no such attribute.
    found: Metadata | None = mobject.__dict__.get("_metadata")
    if found is None:
        found = mobject._metadata = Metadata()
    return found
