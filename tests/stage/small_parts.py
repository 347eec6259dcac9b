"""Parts as small as a test wants them."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.layout import Margin, Size
from stage.mobjects.text import Words
from stage.numbers import FloatArray
from stage.parts.part import Bar, Part, Pose
from stage.theme import DARK, Zone

__all__ = ["Block", "Pillar", "drawn", "middle"]


def drawn(part: Any, zone: Zone, **units: float) -> Any:
    """The part, drawn in ``zone`` as it rests there, to shared units by axis."""
    part.zone, part.units = zone, units
    part.redraw(rests=1.0)
    return part


def middle(mobject: Any) -> FloatArray:
    """Of the rectangle around it, shape (2,)."""
    low, high = mobject.points.min(axis=0), mobject.points.max(axis=0)
    return (low + high)[:2] / 2


class Block(Part):
    """Nothing but what it needs: so much room, and so much around its values."""

    def __init__(
        self,
        name: str,
        least: tuple[float, float] = (1.0, 1.0),
        around: Margin | None = None,
        span: tuple[float, float] = (1.0, 1.0),
    ) -> None:
        super().__init__(name)
        self._least, self._around, self._span = Size(*least), around or Margin(), span

    def least(self, room: Size) -> Size:
        return self._least

    def margin(self, zone: Zone) -> Margin:
        return self._around

    def span(self, axis: str) -> float:
        return self._span["xy".index(axis)]

    def draw(self, zone: Zone) -> None:
        pass


class Pillar(Part):
    """A bar on the floor of its zone, with a word above and what was before beside it.

    Attributes
    ----------
    drawn
        Its height whenever it was drawn.
    """

    numbers = ("height", "pair")
    looks = ("lean", "tall")
    later = ("word",)

    def __init__(
        self, name: str, height: float = 0.0, tall: float = 4.0, color: str = DARK.q
    ) -> None:
        super().__init__(name, height=height, pair=np.zeros(2), lean=0.0, tall=tall)
        self._color = color
        self.own("bar", of=Bar(color))
        self.own("label", of=Words("a label"))
        self.own("word", of=Words("word"))
        self.drawn: list[float] = []

    def least(self, room: Size) -> Size:
        return Size(0.5, 0.5)

    def span(self, axis: str) -> float:
        return float(self.values["tall"])

    def figure(self, *key: Any) -> Pose:
        angle = 90.0 * (1 - float(self.values["lean"]))
        foot = (self.zone.x, self.zone.bottom)
        height, most = float(self.values["height"]), 2 * self.zone.height
        return Pose(foot, angle, height, self.unit("y"), 0.5, self._color, most)

    def top(self) -> FloatArray:
        return self.figure("bar").head

    def draw(self, zone: Zone) -> None:
        self.drawn.append(float(self.values["height"]))
        self.pieces["label",].put(zone.x, zone.bottom + 0.1)
        self.pieces["word",].put(zone.x, zone.top - 0.4)
