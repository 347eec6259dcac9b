"""The hero of ``KilledByZero``: shares, wired to the loss through gates, and their sum."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import SLIVER, true_first
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, theme

FOOT = 1.2
"""Below the columns: the names, and what is told of each class."""

BAR = 0.66
"""Thickness of the bar of the sum."""

WIRE = 1.5
"""The wire is so far below the top of the stage."""

GATE, LOWER = 0.42, 1.0
"""The gates are so far below the wire; and where classes are close, so that the tag is above."""

APART = 2.2
"""Width of a class below which classes are close."""

LOSS, NUMBER = 1.15, 1.5
"""Width of the loss, and of what is told beside it."""

TOTAL = 2.45
"""Width of the sum's number at the right of its bar."""

OPEN = 1.34
"""Where the press waits, which is the end of the stage for the bar, in shares."""

GHOSTS = (1.3, 0.7)
"""Losses among which a viewer guesses, in shares of what it is."""

GRIP = 0.3
"""How far the press is above and below the bar."""

MARKS: dict[Rule, str] = {"overlap": "it is on its wire"}
LIT: dict[Rule, str] = {**MARKS, "contrast": "what is lit lies on it"}
BESIDE: dict[Rule, str] = {"overlap": "it is beside its column"}
LOW: dict[Rule, str] = {**BESIDE, "contrast": "the tail of a comma may touch the ground"}


class Gates(Figure):
    """The bar of the sum; below it columns of shares, each wired through its gate to the loss.

    Values
    ------
    q, p
        Shares and truth, (K,).
    loss, total, share, true
        The loss, the sum of all shares, the share that is pushed, and the true class's.
    gates, sloped
        Looks from 0 to 1: how much is seen of the gates, and of the slopes below the names.
    stuck, through, again
        How far a spark has come from the pushed share to its gate; from there to the loss; and how
        far another one has come from the pushed share to its gate.
    heard
        How far a spark has come from the true share to the loss.
    guess, waits
        How much is seen of the guesses at the loss; and how far it has stepped back meanwhile.
    pressing, shut
        How much is seen of the press; how far it has come from where it waits to the bar's end.
    first, second, third
        How much is seen of the marks of each step: the pushed share, the true one, the loss.
    """

    q, p = numbers(), numbers()
    loss, total, share, true = number(), number(1.0), number(), number()
    gates, sloped = look(0.0), look(0.0)
    stuck, through, again, heard = look(0.0), look(0.0), look(0.0), look(0.0)
    guess, waits, pressing, shut = look(0.0), look(0.0), look(0.0), look(0.0)
    first, second, third = look(0.0), look(0.0), look(0.0)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscripts: tuple[str, ...],
        target: int,
        pushed: int,
        slopes: FloatArray,
        highest: float,
        rises: bool,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscripts = names, subscripts
        self._target, self._pushed, self._slopes = target, pushed, slopes
        self._highest, self._rises = highest, rises
        self._order = true_first(len(names), target)
        self._start, self._started = self.q.copy(), self.loss
        self._tallest = max(0.9, float(self.q.max()))

    def sketch(self, draw: Canvas) -> None:
        """From the top: the sum, the wires and gates, the columns and what is told of them."""
        self._measure()
        self._sum(draw)
        self._wires(draw)
        self._columns(draw)
        self._below(draw)
        self._answer(draw)
        self._steps(draw)
        self._sparks(draw)

    def _measure(self) -> None:
        z, count = self.zone, len(self.q)
        self._right = z.right - NUMBER - LOSS - 0.35
        self._slot = (self._right - z.left) / count
        self._xs = {k: z.left + self._slot * (i + 0.5) for i, k in enumerate(self._order)}
        self._wide = min(0.5 * self._slot, 1.4)
        self._floor = z.bottom + FOOT
        self._wire = z.top - WIRE
        self._are_close = self._slot < APART
        self._gate = self._wire - (LOWER if self._are_close else GATE)
        self._unit = (self._gate - 0.5 - self._floor) / self._tallest
        self._end = z.right - NUMBER - LOSS / 2

    def _top_of(self, k: int) -> Point:
        return self._xs[k], self._floor + self._unit * float(self.q[k])

    # --- The sum ------------------------------------------------------------------------------

    def _sum(self, draw: Canvas) -> None:
        z = self.zone
        long = (z.width - TOTAL) / OPEN
        box = Zone(z.left, z.left + long, z.top - 0.2 - BAR, z.top - 0.2)
        # The pushed one last, so that what sticks out is its own.
        order = [*(k for k in self._order if k != self._pushed), self._pushed]
        at = box.left
        for k in order:
            end = at + float(self.q[k]) * long
            draw.rectangle(
                "sum", k, left=at, right=end, bottom=box.bottom, top=box.top,
                color=theme().of_class(k),
                measures=("x", float(self.q[k])) if end - at > SLIVER else None,
                allow={"contrast": "pieces of one bar", "overlap": "the press holds it"},
            )  # fmt: skip
            at = end
        one, off = box.right, abs(self.total - 1)
        low, high = sorted((one, at))
        draw.hatch(
            "off", left=low, right=high, bottom=box.bottom, top=box.top,
            color=theme().background if self.total > 1 else theme().text, width=9,
            opacity=min(1.0, 20 * off),
            allow={"overlap": "it is the part past 1", "contrast": "it is the part past 1",
                   "jump": "lines begin where the part past 1 ends"},
        )  # fmt: skip
        draw.line(
            "one", points=[(one, box.bottom - 0.12), (one, z.top)], color=theme().text, width=7,
            allow={"overlap": "shares stick out past 1", "contrast": "shares stick out past 1"},
        )  # fmt: skip
        side = 1 if self._rises else -1  # beside what is too much, or missing
        draw.words("one name", text="1", at=(one - 0.2 * side, box.bottom - 0.47), align=side)
        text = "too much" if self._rises else "missing"
        width = words_width(text, TYPE.label)
        apart, middle = 0.1 + width / 2, (low + high) / 2
        x = max(middle, one + apart) if self._rises else min(middle, one - apart)
        draw.words(
            "off name", text=text, at=(x, box.bottom - 0.47),
            opacity=min(1.0, 20 * off) * (1 - self.pressing),
            room=visibility(min(high - low + 0.5, z.width), width, 0.4),
        )  # fmt: skip
        big = 1.8 * TYPE.number
        draw.words(
            "total name", text="sum", at=(z.right - 1.6, box.y - CAP * big / 2), align=1,
            room=float(z.width > 9),
        )  # fmt: skip
        draw.number(
            "total", value=self.total, write=writer(".2f"), size=big, align=1,
            at=(z.right, box.y - CAP * big / 2),
        )  # fmt: skip
        stands = box.left + OPEN * long - 0.25
        x = stands + self.shut * (at - stands)
        draw.rectangle(
            "press", left=x, right=x + 0.22, bottom=box.bottom - GRIP / 2, top=box.top + GRIP / 2,
            color=theme().text, opacity=self.pressing, allow={"overlap": "it presses on the bar"},
        )  # fmt: skip
        text, beside = "back to 1", 0.15 if self._rises else 0.5
        draw.words(
            "press name", text=text, align=1, opacity=self.pressing * max(0.0, 1 - 8 * self.heard),
            at=(max(x + 0.22, one + beside + words_width(text, TYPE.label)), box.bottom - 0.47),
        )  # fmt: skip

    # --- The wires ----------------------------------------------------------------------------

    def _wires(self, draw: Canvas) -> None:
        first = self._xs[self._order[0]]
        last = (self._end, self._top())
        draw.line(
            "wire", points=[(first, self._wire), (self._end, self._wire), last],
            color=theme().muted, width=8, allow=LIT,
        )  # fmt: skip
        for k in self._order:
            x, top = self._top_of(k)
            draw.line(
                "branch", k, points=[(x, top), (x, self._wire)], color=theme().muted, width=5,
                allow=LIT,
            )  # fmt: skip
        draw.line(
            "lit", points=_until(self._way(self._target), self.heard), color=theme().text,
            width=12, opacity=float(self.heard > 0), allow=MARKS,
        )  # fmt: skip
        for k in self._order:
            x = self._xs[k]
            half, p = min(0.4, 0.4 * self._slot), float(self.p[k])
            apart = min(0.2 * p + (1 - self.gates) * half, half)
            for side in (-1, 1):
                a, b = sorted((x + side * apart, x + side * half))
                draw.rectangle(
                    "gate", "left" if side < 0 else "right", k, left=a, right=b,
                    bottom=self._gate - 0.08, top=self._gate + 0.08, color=theme().text,
                    opacity=self.gates, allow={"overlap": "a gate on its wire"},
                )  # fmt: skip
            for value, seen in ((0, 1 - 3 * p), (1, 3 * p - 2)):
                draw.words(
                    "times", str(value), k, text=f"× {value}", align=1,
                    at=(x - half - 0.12, self._gate - 0.15),
                    opacity=self.gates * min(max(seen, 0.0), 1.0),
                    room=float(self._slot / 2 > half + 0.85),
                )  # fmt: skip
        across = float(sum(self.p[k] * self._xs[k] for k in self._order))
        hop = 4 * float(self.p[self._target]) * (1 - float(self.p[self._target]))
        beside, above = (0.5 * self._slot, 0.5) if self._are_close else (0.93, 0.0)
        draw.tag(
            "true", text="true",
            at=(across + beside, self._gate + above - 0.02 + hop * (0.65 - 0.5 * above)),
            allow={"overlap": "it hops over the wires", "zone": "it hops"},
        )  # fmt: skip

    # --- The columns --------------------------------------------------------------------------

    def _columns(self, draw: Canvas) -> None:
        z, free = self.zone, float(self._slot - self._wide > 1.1)
        draw.line(
            "floor", points=[(z.left, self._floor), (self._right, self._floor)],
            color=theme().muted,
        )  # fmt: skip
        for k in self._order:
            x, top = self._top_of(k)
            draw.rectangle(
                "column", k, left=x - self._wide / 2, right=x + self._wide / 2, bottom=self._floor,
                top=top, color=theme().of_class(k), measures=("y", float(self.q[k])),
                allow={"contrast": "the smallest share lies on the floor"},
            )  # fmt: skip
            wide = words_width(self._names[k], TYPE.label)
            both = float(self._slot > wide + 0.75)
            is_cast = draw.pictogram(
                "picture", k, name=self._names[k], height=0.5, color=theme().of_class(k),
                at=(x - wide / 2 - 0.05, self._floor - 0.33), room=both,
            )  # fmt: skip
            draw.words(
                "name", k, text=self._names[k],
                at=(x + 0.28 * both * is_cast, self._floor - 0.47),
                color=theme().of_class(k), room=float(self._slot > wide + 0.1),
            )  # fmt: skip
        for key, k, share in (
            ("pushed share", self._pushed, self.share), ("true share", self._target, self.true),
        ):  # fmt: skip
            x, top = self._top_of(k)
            draw.number(
                key, value=share, write=writer(".3p"), align=-1, room=free, allow=LOW,
                at=(x + self._wide / 2 + 0.12, max(top - 0.34, self._floor + 0.08)),
            )  # fmt: skip
            # Above its number, but where the tag is; until the gates come.
            y = top - 0.8 if self._start[k] > 0.8 else max(top - 0.34, self._floor + 0.08) + 0.5
            draw.formula(
                f"{key} name", math='"share" {{q:q}}', colors={"q": theme().q}, align=-1,
                size=TYPE.label, at=(x + self._wide / 2 + 0.12, y), room=free, allow=BESIDE,
                opacity=1 - self.gates,
            )  # fmt: skip

    def _below(self, draw: Canvas) -> None:
        y, write = self._floor - 1.05, writer(".3g")
        word = words_width("slope", TYPE.label) + 0.15
        widest = max(words_width(write(float(slope)), TYPE.number) for slope in self._slopes)
        both, alone = (float(self._slot > wide + 0.15) for wide in (word + widest, widest))
        for k in self._order:
            width = words_width(write(float(self._slopes[k])), TYPE.number)
            x = self._xs[k] - (both * word + width) / 2
            draw.words(
                "slope name", k, text="slope", at=(x, y), align=-1, opacity=self.sloped, room=both,
                color=theme().muted,
            )  # fmt: skip
            draw.number(
                "slope", k, value=float(self._slopes[k]), write=write, align=-1,
                at=(x + both * word, y), opacity=self.sloped, room=alone,
            )  # fmt: skip

    # --- The loss -----------------------------------------------------------------------------

    def _answer(self, draw: Canvas) -> None:
        left, right = self._end - LOSS / 2, self._end + LOSS / 2
        top, shown = self._top(), 1 - 0.7 * self.waits
        draw.rectangle(
            "loss", left=left, right=right, bottom=self._floor, top=top, color=theme().loss,
            measures=("y", self.loss), opacity=shown,
            allow={"contrast": "it steps back until it hears"},
        )  # fmt: skip
        beside, large = right + 0.14, 1.25 * TYPE.number
        draw.number(
            "loss number", value=self.loss, write=writer(".2f"), size=large, align=-1,
            at=(beside, max(top - CAP * large, self._floor + 0.05)),
            opacity=max(0.0, 1 - 2 * max(self.waits, self.guess)),
        )  # fmt: skip
        big = 1.8 * TYPE.label
        draw.words(
            "unknown", text="?", size=big, align=-1, at=(beside + 0.15, top - CAP * big),
            opacity=max(0.0, 2 * self.waits - 1),
        )  # fmt: skip
        draw.words("loss name", text="loss", at=(self._end, self._floor - 0.47))
        # The surprise at the class that is true, also while the truth is elsewhere.
        for k in (self._target, self._pushed):
            draw.formula(
                "surprise", k, math=f'= ln(1\\/{{{{q_"{self._subscripts[k]}":q}}}})',
                colors={"q": theme().q}, size=TYPE.label, at=(self._end, self._floor - 1.05),
                opacity=max(0.0, 2 * float(self.p[k]) - 1) * max(0.0, 1 - 2 * self.third),
            )  # fmt: skip
        heights = [self._level(times * self._started) for times in GHOSTS]
        heights.insert(1, self._level(self._started))
        heights[0] = max(heights[0], heights[1] + 0.6)
        heights[2] = min(heights[2], heights[1] - 0.6)
        for k, (y, text) in enumerate(zip(heights, ("up?", "same?", "down?"), strict=True)):
            seen, y = self.guess * float(y > self._floor or k < 2), max(y, self._floor + 0.1)
            draw.line(
                "ghost", k, points=[(left - 0.25, y), (right + 0.05, y)], dashed=True, width=6,
                color=theme().muted, opacity=seen,
                allow={"overlap": "it is a guess at the loss", "contrast": "it is a guess"},
            )  # fmt: skip
            draw.words(
                "ghost name", k, text=text, at=(beside, y - CAP * TYPE.label / 2), align=-1,
                opacity=seen, allow={"overlap": "it is a guess at the loss"},
            )  # fmt: skip

    def _level(self, loss: float) -> float:
        room = self._wire - 0.5 - self._floor
        return self._floor + room * loss / self._highest

    def _top(self) -> float:
        return self._level(self.loss)

    # --- Step by step -------------------------------------------------------------------------

    def _steps(self, draw: Canvas) -> None:
        """Where each has been, an arrow from there, and which step it was."""
        up, other = ("up", "down") if self._rises else ("down", "up")
        columns = [
            (self.first, self._xs[self._pushed], self._pushed, up),
            (self.second, self._xs[self._target], self._target, other),
        ]
        for step, (seen, x, k, way) in enumerate(columns, start=1):
            start = self._floor + self._unit * float(self._start[k])
            text = f"{step}  {self._names[k]} {way}"
            self._step(
                draw, step, seen, (x, self._wide), (start, self._top_of(k)[1]), text,
                theme().of_class(k), self._slot,
            )  # fmt: skip
        ends = (self._level(self._started), self._top())
        self._step(
            draw, 3, self.third, (self._end, LOSS), ends, f"3  loss {up}", theme().loss, 2 * NUMBER
        )

    def _step(
        self,
        draw: Canvas,
        step: int,
        seen: float,
        across: tuple[float, float],
        ends: tuple[float, float],
        text: str,
        color: str,
        room: float,
    ) -> None:
        (x, wide), (start, end) = across, ends
        left = max(x - wide / 2 - min(0.3, 0.15 * self._slot), self.zone.left + 0.12)
        draw.line(
            "was", step, points=[(left, start), (x + wide / 2, start)], dashed=True, width=5,
            color=theme().muted, opacity=seen,
            allow={"overlap": "it has been there", "contrast": "it has been there"},
        )  # fmt: skip
        draw.arrow(
            "went", step, start=(left, start), end=(left, end), color=theme().text, thickness=0.11,
            opacity=seen,
            allow={"overlap": "it is the way of its column", "pop": "it comes out of its column"},
        )  # fmt: skip
        needs = words_width(text, TYPE.tick) + 0.3
        draw.tag(
            "step", step, text=text, at=(x, self._floor - 0.95), color=color,
            opacity=max(0.0, 2 * seen - 1) * float(needs < room),
        )  # fmt: skip

    # --- Sparks -------------------------------------------------------------------------------

    def _way(self, k: int) -> list[Point]:
        """From a share along its wire to the loss."""
        x, top = self._top_of(k)
        return [(x, top), (x, self._wire), (self._end, self._wire), (self._end, self._top())]

    def _sparks(self, draw: Canvas) -> None:
        x, top = self._top_of(self._pushed)
        stop = (x, self._gate - 0.3)
        on = [stop, *self._way(self._pushed)[1:]]
        for key, came, went in (("spark", self.stuck, self.through), ("again", self.again, 0.0)):
            at = _along([(x, top), stop], came) if went <= 0 else _along(on, went)
            seen = min(1.0, 8 * came) * (1 - max(0.0, 8 * went - 7))
            draw.disc(key, at=at, radius=0.2, color=theme().text, opacity=seen, allow=MARKS)
        seen = min(1.0, 8 * self.heard, 8 * (1 - self.heard))
        draw.disc(
            "heard", at=_along(self._way(self._target), self.heard), radius=0.2,
            color=theme().text, opacity=seen, allow=MARKS,
        )  # fmt: skip


def _reached(way: list[Point]) -> tuple[FloatArray, FloatArray]:
    """Points of a way, (n, 2), and how far along it each is, (n,)."""
    points = np.array(way)
    return points, np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))


def _along(way: list[Point], share: float) -> Point:
    """The point that is so far along a way, by its length."""
    points, reached = _reached(way)
    at = min(max(share, 0.0), 1.0) * reached[-1]
    return float(np.interp(at, reached, points[:, 0])), float(np.interp(at, reached, points[:, 1]))


def _until(way: list[Point], share: float) -> list[Point]:
    """The part of a way from its start to the point that is so far along it."""
    points, reached = _reached(way)
    done = reached < min(max(share, 0.0), 1.0) * reached[-1]
    return [*(tuple(point) for point in points[done]), _along(way, share)]
