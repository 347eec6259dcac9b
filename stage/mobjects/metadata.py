"""A record for each mobject, of what the project knows about it beside manim's attributes.

Figures, stories and the inspection share these records. A copy of a mobject has a copy of its
record. Only ``visibility`` and ``opacities`` change the picture.
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
        Its visibility, from 0 to 1; None if it was never set.
    opacities
        Opacities of its fill, stroke and background stroke at visibility 1; None until it is drawn.
    zone
        The zone of the frame in which it stays.
    name, part_of
        Its name in findings, and that of the mobject that it is part of; empty if there is none.
    allowed
        The rules that it may break.
    measured
        The values that can be measured on it; None if there are none.
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
        """Factor of its opacity, from 0 to 1; 1 if it was never set."""
        return 1.0 if self.given_visibility is None else self.given_visibility

    @visibility.setter
    def visibility(self, share: float) -> None:
        self.given_visibility = share


def metadata(mobject: Mobject) -> Metadata:
    """Return the record of ``mobject``, which may be changed; it is made on the first call."""
    # Not getattr, which is slow in manim for an attribute that does not exist.
    found: Metadata | None = mobject.__dict__.get("_metadata")
    if found is None:
        found = mobject._metadata = Metadata()
    return found
