"""The sum of the probabilities, and whether it is 1."""

from __future__ import annotations

from collections.abc import Callable

from scenes.mobjects.declared import allow
from scenes.parts import Reading
from scenes.theme import Zone, theme

__all__ = ["Total"]


class Total(Reading):
    """What they sum to, and ``≠ 1`` after it where that is another number, as it is told.

    Parameters
    ----------
    total
        The sum.
    write
        How it is written.
    """

    def __init__(self, name: str, total: float, *, write: Callable[[float], str]) -> None:
        super().__init__(
            name, '"sum of" q =', total, write=write, color=theme().q, unit="≠ 1", widest=0.0
        )
        allow("pop", "it is so, or not", self.pieces["unit",])

    def draw(self, zone: Zone) -> None:
        """As a reading, and what is after it."""
        super().draw(zone)
        told = self._write(float(self.values["value"]))
        self.pieces["unit",].room = float(told != self._write(1.0))
