"""Magnifying glasses over a bank of faders and over the one that answers: what is pushed is seen.

All tops are magnified alike, so that the answer can be compared with the push, unless the one is
too many times the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, HEAD, Dashes, Polyline, Rectangle
from stage.mobjects.text import CAP, Number, number_width
from stage.numbers import FloatArray
from stage.parts.faders import BEAD, RING, Faders, Notches
from stage.parts.names import enough
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["Glasses"]

WIDE, SLAB, MOST = 0.86, 0.8, 2.3
"""Of a glass in shares of what its fader has; of a top in shares of it; and of a glass at most."""

LEVEL, HIGH = 0.4, 0.9
"""Where a top is before the push, in shares of the glass; and one that falls."""

STEP, LEAST = 0.22, 0.1
"""Of a push, in shares of the glass: at most, and at least."""

LOW = 0.12
"""Between a glass and the name below it."""

TEETH, TORN, TOOTH = 4, 0.1, 0.025
"""Of a tear: how many there are, and where it is and how high they are, in shares of a glass."""

AIR = 0.1
"""Between a top and what is told of it, and below one that falls."""

TOLD = 34.0
"""Size of what is told, at most."""


class Glasses(Part):
    """A glass in the place of each fader that is told, and of the one that answers.

    Parameters
    ----------
    bank, end
        The faders, and the one that answers.
    told
        Which of them have a glass.
    target
        Whose frame is that of the true class.
    pushes, answer
        How far each is pushed, shape (K,), and how far the other goes, shape (1,).
    write_push, write_answer
        How these are written.
    colors
        Of tops, and of that of the answer.

    Values
    ------
    by, answer
        How far each has been pushed by now, and the other has gone.
    grown
        How large the glasses are, from around the knobs of the faders (0) to all of it (1).

    Pieces: ("frame", k), ("block", k) up to where the top was or is, ("tear", k), ("top", k): by
    how much it moved, ("was", k), ("number", k), ("steps", k), which are as high as a push; k is K
    for the one that answers. Where that falls, ("gone",) is around what it has lost, and ("arrow",)
    beside that.
    """

    numbers = ("by", "answer")
    looks = ("grown",)
    later = ("number",)
    base = 0.02
    counted = ""

    def __init__(
        self,
        name: str,
        bank: Faders,
        end: Faders,
        *,
        told: tuple[int, ...],
        target: int,
        pushes: FloatArray,
        answer: FloatArray,
        write_push: Callable[[float], str],
        write_answer: Callable[[float], str],
        colors: tuple[str, str],
    ) -> None:
        super().__init__(name, by=0 * pushes, answer=0 * answer, grown=0.0)
        self._bank, self._end, self._told = bank, end, (*told, len(pushes))
        self._moves, self._target = np.concatenate((pushes, answer)), target
        self._writes, self._colors = (write_push, write_answer), colors
        for k in self._told:
            last = k == len(pushes)
            color, shade = colors[last], theme().target if k == target else theme().muted
            wide = 2 * HAIR if k == target else HAIR
            self.own("frame", k, of=Rectangle(stroke_color=shade, stroke_width=wide))
            block = Rectangle(stroke_width=0, fill_color=color, fill_opacity=0.3)
            self.own("block", k, of=block)
            tear = self.own("tear", k, of=Polyline(color=theme().background, width=4 * HAIR))
            falls = last and answer[0] < 0
            top = self.own("top", k, of=Bar(color, 0.0 if falls else 1.0))
            was = self.own("was", k, of=Polyline(color=theme().text, width=1.5 * HAIR))
            steps = self.own("steps", k, of=Notches(color=theme().text))
            allow("jump", "strokes pass as fast as a glass grows", steps)
            number = Number(0.0, self._writes[last], font_size=TOLD)
            self.own("number", k, of=number)
            for mark in (block, tear, top, was):
                for rule in ("contrast", "pop", "jump"):
                    allow(rule, "a top comes out of what it was", mark)
            allow("overlap", "it is told on its top", number, top)
        if answer[0] < 0:
            gone = self.own("gone", of=Dashes(color=colors[1], width=1.5 * HAIR))
            arrow = self.own("arrow", of=Polyline(color=colors[1], width=2.5 * HAIR))
            for mark in (gone, arrow):
                allow("contrast", "it is around what a top has lost", mark)
                allow("pop", "it is around what a top has lost", mark)
                allow("jump", "it is around what a top has lost", mark)

    def least(self, room: Size) -> Size:
        """They are where the faders are."""
        return Size(0.0, 0.0)

    def glass(self, k: int) -> Zone:
        """What the frame of one encloses: from its number to its name."""
        last = k == len(self.values["by"])
        bank, i = (self._end, 0) if last else (self._bank, k)
        inner, edge = bank.inner(), BEAD + RING
        half = min(WIDE * 2 * bank.room_beside(i), MOST) / 2
        x = bank.rail(i)
        whole = x - half, x + half, inner.bottom - edge + LOW, inner.top + edge
        (_, y, _), knob = bank.spot(i), bank.radius + RING
        around, grown = (x - knob, x + knob, y - knob, y + knob), float(self.values["grown"])
        return Zone(*((1 - grown) * a + grown * b for a, b in zip(around, whole, strict=True)))

    def unit(self, axis: str) -> float:
        """The length of a push, which is the same in all of them."""
        high = self.glass(self._told[0]).height
        return float(np.clip(self._fall(high) / self._times(), LEAST * high, STEP * high))

    def _times(self) -> float:
        """How many times a push the answer is."""
        return abs(float(self._moves[-1] / self._moves[self._target]))

    @staticmethod
    def _fall(high: float) -> float:
        return (HIGH - AIR) * high

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def _size(self, k: int) -> float:
        """The length at which its move is drawn."""
        unit = self.unit("y")
        if k < len(self.values["by"]):
            return unit
        return min(unit * self._times(), self._fall(self.glass(k).height))

    def figure(self, *key: Any) -> Pose:
        """By how much a top has moved."""
        _, k = key
        glass, last = self.glass(k), k == len(self.values["by"])
        by = float(self.values["answer"][0] if last else self.values["by"][k])
        move = float(self._moves[k])
        foot = glass.x, glass.bottom + self._level(k) * glass.height
        unit = self._size(k) / abs(move) if move else 0.0
        return Pose(foot, 90.0, by, unit, SLAB * glass.width, self._colors[last])

    def _level(self, k: int) -> float:
        last, falls = k == len(self.values["by"]), self._moves[k] < 0
        if last:
            return HIGH if falls else AIR
        return LEVEL + STEP * falls

    def draw(self, zone: Zone) -> None:
        """Each top, where it was, and by how much it has moved."""
        size = self._number_size()
        for k in self._told:
            glass, pose = self.glass(k), self.figure("top", k)
            self.pieces["frame", k].set_sides(glass.left, glass.bottom, glass.right, glass.top)
            level, now = pose.foot[1], float(pose.head[1])
            half = SLAB * glass.width / 2
            low = min(level, now)
            self.pieces["block", k].set_sides(glass.x - half, glass.bottom, glass.x + half, low)
            self._tear(k, glass, half)
            ends = np.array([[glass.left, level, 0.0], [glass.right, level, 0.0]])
            self.pieces["was", k].through(ends)
            self._mark(k, glass, level)
            if within := k == len(self.values["by"]) and self._moves[k] < 0:
                self._lose(glass, half, level, now)
            number = self.pieces["number", k]
            number.font_size = size
            tall = CAP * size
            base = (level + now - tall) / 2 if within else max(now, level) + AIR
            number.set_value(pose.value, at=(glass.x, base))
            wide = number_width(number.text, size)
            metadata(number).visibility = enough(2 * half if within else glass.width, wide + AIR)

    def _lose(self, glass: Zone, half: float, level: float, now: float) -> None:
        """Dashes around what is gone, and an arrow down beside it."""
        corners = [(-half, now), (-half, level), (half, level), (half, now)]
        self.pieces["gone",].along([np.array([glass.x + x, y, 0.0]) for x, y in corners])
        beside, head = (glass.width / 2 - half) / 2, min(HEAD, (level - now) / 2)
        x, wing = glass.left + beside, min(head / 2, 0.8 * beside)
        way = [(0.0, level), (0.0, now), (-wing, now + head), (0.0, now), (wing, now + head)]
        self.pieces["arrow",].through(np.array([[x + aside, y, 0.0] for aside, y in way]))

    def _tear(self, k: int, glass: Zone, half: float) -> None:
        """A tear across a column's foot: it goes on far below."""
        teeth = np.linspace(-half - AIR / 2, half + AIR / 2, 2 * TEETH + 1)
        y = glass.bottom + TORN * glass.height
        up = TOOTH * glass.height * (-1.0) ** np.arange(len(teeth))
        self.pieces["tear", k].through(np.stack((glass.x + teeth, y + up, 0 * teeth), axis=1))

    def _mark(self, k: int, glass: Zone, level: float) -> None:
        """Steps of a push along the right edge, from where the top was to where it goes."""
        step = self.unit("y")
        count = round(self._size(k) // step)
        way = np.sign(self._moves[k]) * step
        heights = [level + i * way for i in range(1, count + 1)]
        half = (1 - SLAB) * glass.width / 4
        self.pieces["steps", k].at(glass.right - half, heights, [0.8 * half] * count)

    def _number_size(self) -> float:
        sizes = []
        for k in self._told:
            last = k == len(self.values["by"])
            wide = number_width(self._writes[last](float(self._moves[k])), 1.0)
            sizes.append((SLAB * self.glass(k).width - AIR) / wide)
        return min(max(min(sizes), TYPE.tick), TOLD)
