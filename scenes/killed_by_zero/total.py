"""The probabilities end to end beside a length of 1, and their sum: whether it is 1 is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Polyline, Rectangle
from stage.mobjects.text import CAP, Formula
from stage.numbers import FloatArray
from stage.parts.formulas import Reading
from stage.parts.names import enough
from stage.parts.part import Bar, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["Total"]

THICK, FRAME = 0.4, 0.56
"""Across the pieces, and across the frame of length 1."""

LONG, SHORT, ROOMY = 3.0, 2.0, 9.0
"""How long 1 is: where some zone is that wide, and else."""

TOLD, LEAST = 3.7, 3.0
"""How wide the reading is, likewise."""

GAP, CLEAR = 0.25, 0.08
"""Between the two, and around a name on a piece."""


class Total(Reading):
    """What they sum to, and ``≠ 1`` after it where that is another number, as it is told.

    Right of it the pieces lie end to end, over a frame that is 1 long.

    Parameters
    ----------
    q
        The probabilities, shape (K,).
    total
        The sum.
    target, wrong
        Those whose pieces have names; and the first one's is in full colour.
    write
        How the sum is written.

    Values
    ------
    value, q
        As above.

    Pieces: those of a reading, ("part", k), ("cut", k), ("name", k), one.
    """

    numbers = ("value", "q")
    fading = ("name",)
    counted = ""
    base = 0.0

    def __init__(
        self,
        name: str,
        q: FloatArray,
        total: float,
        *,
        target: int,
        wrong: int,
        write: Callable[[float], str],
    ) -> None:
        color = theme().q
        super().__init__(
            name, '"sum of" q =', total, write=write, color=color, unit="≠ 1", widest=0.0
        )
        self.values["q"] = q
        self._named, self._long = (target, wrong), (LONG, TOLD)
        allow("pop", "it is so, or not", self.pieces["unit",])
        for k in range(len(q)):
            part = self.own("part", k, of=Bar(color, 1.0 if k == target else theme().second))
            allow("contrast", "pieces lie end to end", part)
        for k in range(1, len(q)):
            cut = self.own("cut", k, of=Polyline(color=theme().background, width=HAIR))
            allow("overlap", "it parts two pieces", cut)
            allow("contrast", "it parts two pieces", cut)
        one = self.own("one", of=Rectangle(stroke_color=theme().text, stroke_width=1.5 * HAIR))
        allow("overlap", "pieces lie within it, or stick out", one)
        allow("contrast", "pieces lie within it, or stick out", one)
        for k in self._named:
            ink = theme().background if k == target else theme().text
            made = Formula(f"q_{k + 1}", font_size=TYPE.least, color=ink, display=False)
            marks = one, self.pieces["part", k]
            allow("overlap", "it is the name of its piece", self.own("name", k, of=made), *marks)

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """One length for all zones."""
        roomy = max(zone.width for zone in zones) > ROOMY
        self._long = (LONG, TOLD) if roomy else (SHORT, LEAST)
        return super().tune(zones, by_number=by_number)

    def least(self, room: Size) -> Size:
        """A line, with the length of 1 beside it."""
        line = super().least(room)
        narrow = room.width <= ROOMY
        wide = LEAST + SHORT if narrow else TOLD + LONG
        return Size(wide + GAP, max(line.height, FRAME))

    def unit(self, axis: str) -> float:
        """The length of 1."""
        return self._long[0] if axis == "x" else super().unit(axis)

    def figure(self, *key: Any) -> Pose:
        """A piece, where those before it end."""
        _, k = key
        q, zone = self.values["q"], self.zone
        left = zone.left + self._long[1] + GAP + self._long[0] * float(q[:k].sum())
        return Pose((left, zone.y), 0.0, float(q[k]), self._long[0], THICK, theme().q)

    def draw(self, zone: Zone) -> None:
        """As a reading, and what is after it."""
        super().draw(Zone(zone.left, zone.left + self._long[1], zone.bottom, zone.top))
        told = self._write(float(self.values["value"]))
        metadata(self.pieces["unit",]).visibility = float(told != self._write(1.0))
        left = zone.left + self._long[1] + GAP
        ends = zone.y - FRAME / 2, zone.y + FRAME / 2
        self.pieces["one",].set_sides(left, ends[0], left + self._long[0], ends[1])
        for k in range(1, len(self.values["q"])):
            foot = np.array([*self.figure("part", k).foot, 0.0])
            half = np.array([0.0, THICK / 2, 0.0])
            self.pieces["cut", k].through(np.array([foot - half, foot + half]))
        for k in self._named:
            pose, name = self.figure("part", k), self.pieces["name", k]
            at = np.array([*pose.foot, 0.0]) + pose.length / 2 * pose.along
            name.put(float(at[0]), float(at[1]) - CAP * TYPE.least / 3)
            apart = abs(float(at[0]) - left - self._long[0])  # it does not lie on the frame's end
            metadata(name).visibility = min(
                enough(pose.length, name.made_width + CLEAR),
                enough(2 * apart, name.made_width + CLEAR),
            )
