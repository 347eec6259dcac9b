"""The hero of ``KilledByZero``: shares wired to the loss, each through a gate that is its truth."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import true_first
from stage.layout import Size
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, text_on, theme

LOW, RAISED = 0.19, 0.45
"""Where the columns stand, in shares of the stage; and when slopes hang below them."""

HIGH, HIGH_RAISED = 0.45, 0.28
"""Height of a share of 1 there, in shares of the stage."""

LOSS, NUMBER = 1.1, 1.3
"""Width of the loss, and of what is told beside it."""

SECOND = 0.8
"""How much of the room below the names the second steepest slope takes."""

MARKS: dict[Rule, str] = {"overlap": "it is on its wire"}


class Gates(Figure):
    """Columns of shares; a wire from each through its gate to the loss; slopes that hang below.

    Values
    ------
    q, p
        Shares and truth, (K,).
    loss, total, share
        The loss, the sum of all shares, and the share that is dragged.
    left
        How much is left of each slope, (K,).
    raised
        How far the columns have gone up, to make room for what hangs below them, from 0 to 1.
    gates, slopes, ones, shut, told
        Looks from 0 to 1: how much is seen of the gates; how far the slopes have grown; how far
        ones have walked back from the loss; how far the clamp on the sum is shut; how much is
        seen of the dragged share's number.
    stuck, through, heard
        How far a spark has come from the dragged share to its gate; from there to the loss; and
        from the true share to the loss.
    """

    q, p, left = numbers(), numbers(), numbers()
    loss, total, dragged = number(), number(1.0), number()
    gates, slopes, ones, shut, told = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    raised = look(0.0)
    stuck, through, heard = look(0.0), look(0.0), look(0.0)
    least_size = Size(6.0, 4.5)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscripts: tuple[str, ...],
        target: int,
        pushed: int,
        gradient: FloatArray,
        highest: float,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscripts = names, subscripts
        self._target, self._pushed, self._gradient = target, pushed, gradient
        self._highest = highest
        self._order = true_first(len(names), target)
        steep = sorted(abs(gradient))
        self._second = steep[-2]

    def sketch(self, draw: Canvas) -> None:
        """From the top: the sum in its clamp, the wires and gates, the columns, the slopes."""
        self._measure()
        self._sum(draw)
        self._wires(draw)
        self._columns(draw)
        self._hanging(draw)
        self._answer(draw)
        self._sparks(draw)

    def _measure(self) -> None:
        z, count = self.zone, len(self.q)
        self._right = z.right - NUMBER - LOSS - 0.5
        slot = (self._right - z.left) / count
        self._xs = {k: z.left + slot * (i + 0.5) for i, k in enumerate(self._order)}
        self._wide = min(0.5 * slot, 1.3)
        self._slot = slot
        self._floor = z.bottom + (LOW + self.raised * (RAISED - LOW)) * z.height
        self._unit = (HIGH + self.raised * (HIGH_RAISED - HIGH)) * z.height
        self._wire = z.top - 0.85
        self._gate = self._floor + 1.12 * self._unit
        self._end = z.right - NUMBER - LOSS / 2

    def _sum(self, draw: Canvas) -> None:
        z = self.zone
        long = (self._right - z.left) / 1.4
        at, low, high = z.left, z.top - 0.42, z.top - 0.08
        for k in self._order:
            end = at + float(self.q[k]) * long
            draw.rectangle(
                "sum", k, left=at, right=end, bottom=low, top=high, color=theme().of_class(k),
                outline=theme().background, allow={"contrast": "pieces of one bar"},
            )  # fmt: skip
            at = end
        one, jaw = z.left + long, 0.16 * (1 - self.shut)
        for k, (y, sign) in enumerate(((high, 1), (low, -1))):
            tip, back = y + sign * (jaw - 0.04 * self.shut), y + sign * (jaw + 0.3)
            draw.polygon(
                "jaw", k, points=[(one, tip), (one + 0.22, back), (one - 0.22, back)],
                color=theme().text, allow={"overlap": "it holds the sum", "zone": "it grips"},
            )  # fmt: skip
        draw.words(
            "sum is one", text="1", at=(one + 0.3, high - 0.32), align=-1,
            opacity=1.0, allow={"overlap": "shares stick out past 1"},
        )  # fmt: skip

    def _wires(self, draw: Canvas) -> None:
        first = self._xs[self._order[0]]
        draw.line(
            "wire", points=[(first, self._wire), (self._end, self._wire), (self._end, self._top())],
            color=theme().muted, width=8, allow=MARKS,
        )  # fmt: skip
        for k in self._order:
            x, top = self._xs[k], self._floor + self._unit * float(self.q[k])
            lit = max(0.0, self.heard if k == self._target else 0.0)
            draw.line(
                "branch", k, points=[(x, top), (x, self._wire)],
                color=theme().text if lit else theme().muted, width=5 + 4 * lit, allow=MARKS,
            )  # fmt: skip
            gap, half, p = 0.2, min(0.42, 0.4 * self._slot), float(self.p[k])
            apart = min(gap * p + (1 - self.gates) * half, half)
            for side in (-1, 1):
                a, b = sorted((x + side * apart, x + side * half))
                draw.rectangle(
                    "gate", "left" if side < 0 else "right", k, left=a, right=b,
                    bottom=self._gate - 0.06, top=self._gate + 0.06, color=theme().text,
                    opacity=self.gates, allow={"overlap": "a gate on its wire"},
                )  # fmt: skip
            for value, seen in ((0, 1 - 3 * p), (1, 3 * p - 2)):
                draw.words(
                    "times", str(value), k, text=f"× {value}", align=1,
                    at=(x - half - 0.12, self._gate - 0.15),
                    opacity=self.gates * min(max(seen, 0.0), 1.0),
                    room=visibility(self._slot / 2, half + 0.85, 0.3),
                )  # fmt: skip
        across = float(sum(self.p[k] * self._xs[k] for k in self._order))
        hop = float(self.p[self._target])
        draw.tag(
            "true", text="true",
            at=(across + min(0.75, 0.5 * self._slot), self._gate + 0.36 + 1.2 * hop * (1 - hop)),
            allow={"overlap": "it hops over the wires", "zone": "it hops"},
        )  # fmt: skip

    def _columns(self, draw: Canvas) -> None:
        z = self.zone
        draw.line(
            "floor", points=[(z.left, self._floor), (self._right, self._floor)],
            color=theme().muted,
        )  # fmt: skip
        for k in self._order:
            x, top = self._xs[k], self._floor + self._unit * float(self.q[k])
            draw.rectangle(
                "column", k, left=x - self._wide / 2, right=x + self._wide / 2, bottom=self._floor,
                top=top, color=theme().of_class(k), measures=("y", float(self.q[k])),
            )  # fmt: skip
            size = TYPE.label
            wide = words_width(self._names[k], TYPE.label)
            picture = draw.pictogram(
                "picture", k, name=self._names[k], height=0.46, color=theme().of_class(k),
                at=(x - wide / 2 - 0.05, self._floor - 0.35),
                room=visibility(self._slot, wide + 0.75, 0.2),
            )  # fmt: skip
            draw.words(
                "name", k, text=self._names[k],
                at=(x + (0.28 if picture else 0), self._floor - 0.48),
                color=theme().of_class(k), size=size, room=visibility(self._slot, wide + 0.1, 0.2),
            )  # fmt: skip
        x, share = self._xs[self._pushed], self.dragged
        y = self._floor + self._unit * share
        draw.number(
            "dragged", value=share, write=writer(".3p"), opacity=self.told,
            at=(x + self._wide / 2 + 0.15, max(y - 0.36, self._floor + 0.08)), align=-1,
            color=theme().text, room=float(self._slot - self._wide > 1.25),
            allow={"overlap": "it rides beside its column"},
        )  # fmt: skip
        draw.number(
            "true share", value=float(self.q[self._target]), write=writer(".3p"), opacity=self.shut,
            at=(self._xs[self._target] + self._wide / 2 + 0.15, self._floor + 0.08), align=-1,
            room=float(self._slot - self._wide > 1.25),
        )  # fmt: skip

    def _hanging(self, draw: Canvas) -> None:
        z = self.zone
        ceiling, floor = self._floor - 0.72, z.bottom
        unit = SECOND * (ceiling - floor - 0.45) / self._second
        for k in self._order:
            x, full = self._xs[k], abs(float(self._gradient[k])) * unit
            length = full * self.slopes * float(self.left[k])
            lowest = ceiling - floor - 0.45
            leaves = length > lowest
            bottom = ceiling - min(length, lowest)
            draw.rectangle(
                "slope", k, left=x - 0.16, right=x + 0.16, bottom=bottom, top=ceiling,
                color=theme().of_class(k),
                measures=None if leaves or self.slopes < 1 else ("y", 0.0),
            )  # fmt: skip
            draw.arrow(
                "beyond", k, start=(x, bottom + 0.05), end=(x, bottom - 0.35), thickness=0.32,
                color=theme().of_class(k), opacity=float(leaves),
                allow={"pop": "it comes out of the slope", "overlap": "it is the slope's end"},
            )  # fmt: skip
            alive = self.slopes * min(1.0, 2 * float(self.left[k]))
            draw.number(
                "steepness", k, value=float(self._gradient[k]), write=writer(".3g"), align=-1,
                at=(x + 0.26, max(bottom, floor + 0.02)), opacity=max(0.0, 2 * alive - 1),
                room=visibility(self._slot, 1.9, 0.3),
            )  # fmt: skip
            dead = 0.0 if k == self._target else self.slopes * (1 - float(self.left[k]))
            draw.words(
                "dead", k, text="0", at=(x, ceiling - 0.4), opacity=max(0.0, 2 * dead - 1)
            )  # fmt: skip

    def _answer(self, draw: Canvas) -> None:
        left, right = self._end - LOSS / 2, self._end + LOSS / 2
        top, leaves = self._top(), self.loss > self._most()
        draw.rectangle(
            "loss", left=left, right=right, bottom=self._floor, top=top, color=theme().loss,
            measures=None if leaves else ("y", self.loss),
        )  # fmt: skip
        draw.arrow(
            "more", start=(self._end, top - 0.05), end=(self._end, top + 0.3), thickness=LOSS,
            color=theme().loss, opacity=float(leaves),
            allow={"pop": "it comes out of the loss", "overlap": "it is the end of the loss"},
        )  # fmt: skip
        draw.number(
            "loss number", value=self.loss, write=writer(".2f"), align=-1,
            at=(right + 0.12, max(top - CAP * TYPE.number, self._floor + 0.05)),
        )  # fmt: skip
        draw.words("loss name", text="loss", at=(self._end, self._floor - 0.48))
        # The surprise at the class that is true, also while the truth is elsewhere.
        for k in (self._target, self._pushed):
            draw.formula(
                "surprise", k, math=f'ln(1\\/{{{{q_"{self._subscripts[k]}":q}}}})',
                colors={"q": theme().q}, size=TYPE.label, at=(self._end, self._floor - 1.05),
                opacity=max(0.0, 2 * float(self.p[k]) - 1),
            )  # fmt: skip

    def _most(self) -> float:
        return self._highest

    def _top(self) -> float:
        room = self._wire - 0.55 - self._floor
        return self._floor + room * min(self.loss / self._highest, 1.0)

    def _sparks(self, draw: Canvas) -> None:
        x, top = self._xs[self._pushed], self._floor + self._unit * float(self.q[self._pushed])
        start, stop = (x, top), (x, self._gate - 0.2)
        way = [stop, (x, self._wire), (self._end, self._wire), (self._end, self._top())]
        at = _along([start, stop], self.stuck) if self.through <= 0 else _along(way, self.through)
        seen = min(1.0, 8 * self.stuck) * (1 - max(0.0, 8 * self.through - 7))
        draw.disc("spark", at=at, radius=0.16, color=theme().gain, opacity=seen, allow=MARKS)
        x, top = self._xs[self._target], self._floor + self._unit * float(self.q[self._target])
        way = [(x, top), (x, self._wire), (self._end, self._wire), (self._end, self._top())]
        moving = self.heard % 1.0
        draw.disc(
            "heard", at=_along(way, moving), radius=0.16, color=theme().gain,
            opacity=float(moving > 0) * min(1.0, 8 * moving, 8 * (1 - moving)), allow=MARKS,
        )  # fmt: skip
        for k in self._order:
            x = self._xs[k]
            is_true = k == self._target
            end = (x, self._floor - 0.75) if is_true else (x, self._gate + 0.22)
            way = [(self._end, self._wire), (x, self._wire), (x, self._gate + 0.22), end]
            place = _along(way, self.ones)
            seen = min(1.0, 8 * self.ones) * (1.0 if is_true else min(1.0, 2 * float(self.left[k])))
            gone = 1 - max(0.0, 8 * self.ones - 7) if is_true else 1.0
            draw.disc(
                "one", k, at=place, radius=0.24, color=theme().text,
                opacity=seen * gone, allow=MARKS,
            )  # fmt: skip
            draw.words(
                "one name", k, text="1", at=(place[0], place[1] - CAP * TYPE.tick / 2),
                size=TYPE.tick, color=text_on(theme().text), opacity=seen * gone, allow=MARKS,
            )  # fmt: skip


def _along(way: list[Point], share: float) -> Point:
    """The point that is so far along a way, by its length."""
    points = np.array(way)
    steps = np.hypot(*np.diff(points, axis=0).T)
    reached = np.concatenate(([0.0], np.cumsum(steps)))
    at = min(max(share, 0.0), 1.0) * reached[-1]
    return float(np.interp(at, reached, points[:, 0])), float(np.interp(at, reached, points[:, 1]))
