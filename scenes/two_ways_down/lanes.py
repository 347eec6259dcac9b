"""The hero of ``TwoWaysDown``: beads at the scores, a wall before them, and the gap to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from stage.cast import CAST
from stage.digits import Form, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.shapes import nice_ticks
from stage.mobjects.text import CAP, Number, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, text_on, theme

BEAD = 0.3
"""Radius of a bead, in manim units, where there is room."""

BAR = 0.44
"""Thickness of the loss."""

FOOT, LOW_FOOT, TOP = 1.8, 1.15, 0.1
"""Below the line for names and arrows, the same of one of two lines, and above the wall."""

LEFT = 0.6
"""Before the lowest score."""

WIDEST = 3.0
"""Room for the number of the loss, at most."""

DIM = 0.25
"""Light of what is not being talked about."""

BACK: dict[Rule, str] = {
    "contrast": "it is not there yet, or has stepped back",
    "overlap": "one line is laid on the other",
}
HOPS: dict[Rule, str] = {**BACK, "jump": "a bead hops over another, however fast that passes"}
BELOW: dict[Rule, str] = {**BACK, "passes": "its bead hops over the other, and a stick is narrow"}
BESIDE: dict[Rule, str] = {**BACK, "zone": "it is on its way to another line"}


@dataclass(frozen=True)
class Line:
    """One line of scores, as it is drawn now.

    Attributes
    ----------
    key
        What the keys of its pieces begin with.
    y, height
        Where it is, and how high a share of 1 is above it, in manim units.
    logits, shares, pulse, loss
        Of the classes, and the gap from the true one to the wall.
    order
        Which bead hops over which: over those before it.
    seen, light, named, told
        Opacity of marks, of what is dimmed, of names and of numbers.
    """

    key: str
    y: float
    height: float
    logits: FloatArray
    shares: FloatArray
    pulse: FloatArray
    loss: float
    lifts: FloatArray
    seen: float
    light: float
    named: float
    told: float


class Lanes(Figure):
    """A line of scores with a wall; then, below it, a copy that is laid on it at last.

    Values
    ------
    logits, shares, loss
        Of the line, shapes (K,) and (); a stick is as high as a share, and the wall stands where
        the gap to it is the loss.
    pulse
        How far the pulse of each class has come to the wall, shape (K,); at 1 the class is there.
    low_logits, low_shares, low_loss
        The same of the line below.
    guess
        How much is seen of the guesses where the wall will be.
    pushed
        How much is seen of the arrows and of the wall's speed.
    way
        How much is seen of how far cat and wall have gone, as numbers.
    split, copied
        How far one line has made room for another, and how much is seen of that.
    dim
        How far the upper line has stepped back.
    rise
        How far the lower line has come to the upper one.
    waits, click
        How much of the upper beads are rings that wait for their twins, and how many have come.
    nats
        How much is seen of the unit of the loss.
    told
        How much is seen of all numbers.
    """

    logits, shares, pulse, loss = numbers(), numbers(), numbers(), number()
    low_logits, low_shares, low_loss = numbers(), numbers(), number()
    guess, pushed, way = look(0.0), look(0.0), look(0.0)
    split, copied, dim, rise = look(0.0), look(0.0), look(0.0), look(0.0)
    waits, click, nats, told = look(0.0), look(0.0), look(1.0), look(1.0)
    fading = ("name", "share", "nats", "speed", "way number")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        target: int,
        heavy: int,
        span: tuple[float, float],
        step: float,
        ways: tuple[float, float],
        losses: FloatArray,
        true_shares: FloatArray,
        loss_form: Form,
        share_form: Form,
        way_form: Form,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._target, self._heavy = names, target, heavy
        self._low, self._high = span
        self._step, self._ways = step, ways
        self._home, self._home_loss = self.logits.copy(), float(losses[0])
        self._write, self._write_share = writer(loss_form), writer(share_form)
        self._write_way = writer(way_form)
        told = [(x, self._write) for x in losses] + [(x, self._write_share) for x in true_shares]
        wide = max(_width_of(x, write) for x, write in (*told, (ways[1], self._write_way)))
        self._right = min(max(wide, words_width("speed", TYPE.label)), WIDEST) + 0.5
        others = [int(k) for k in np.argsort(-self._home) if k not in (target, heavy)]
        self._told = (target, heavy, *others) if len(names) <= len(CAST) else (target, heavy)
        # Whoever moves hops over the other.
        self._upper_order = (heavy, *others, target)
        self._lower_order = (target, *others, heavy)

    # --- Where --------------------------------------------------------------------------------

    def x_of(self, logit: float) -> float:
        """Where a score is, in manim units."""
        z = self.zone
        unit = (z.width - LEFT - self._right) / (self._high - self._low)
        return z.left + LEFT + (logit - self._low) * unit

    @property
    def _unit(self) -> float:
        return self.x_of(self._low + 1) - self.x_of(self._low)

    @property
    def radius(self) -> float:
        """Of a bead: smaller where scores are nearer."""
        return min(BEAD, max(0.1, 0.14 * self._unit))

    def _lifts(self, logits: FloatArray, order: tuple[int, ...]) -> FloatArray:
        """How high each bead is above its line: over those that are before it in the order."""
        places = np.array([self.x_of(float(z)) for z in logits])
        width, lifts = 2 * self.radius + 0.02, np.zeros(len(logits))
        for n, k in enumerate(order):
            near = np.abs(places[list(order[:n])] - places[k]) / width
            # Less steep than a circle's arc at its ends, but high enough: beads do not touch.
            lifts[k] = 1.2 * width * ((1 - np.minimum(near, 1) ** 2) ** 0.75).sum()
        return np.minimum(lifts, 3 * width)

    def _lines(self) -> tuple[Line, Line]:
        """The upper line, and the lower one."""
        z, split = self.zone, self.split
        middle = z.y + 0.05
        one = z.bottom + FOOT, z.top - TOP - z.bottom - FOOT
        above, below = middle + LOW_FOOT, z.bottom + LOW_FOOT
        half = z.top - TOP - above
        y, height = (1 - split) * one[0] + split * above, (1 - split) * one[1] + split * half
        low = below + self.rise * (y - below) if split else y
        upper_lifts = self._lifts(self.logits, self._upper_order)
        hops, twins = (
            self._lifts(self.low_logits, order) for order in (self._lower_order, self._upper_order)
        )
        everyone = np.ones(len(self.logits))
        light = 1 - (1 - DIM) * self.dim
        upper = Line(
            "upper", y, height, self.logits, self.shares, self.pulse, self.loss, upper_lifts,
            1.0, light, 1 - 0.4 * self.dim, self.told * (1 - self.dim),
        )  # fmt: skip
        lower = Line(
            "lower", low, height, self.low_logits, self.low_shares, everyone, self.low_loss,
            (1 - self.waits) * hops + self.waits * twins,
            self.copied, self.copied, self.copied * max(0.0, 1 - 8 * self.rise),
            self.told * self.copied * float(self.rise < 1),
        )  # fmt: skip
        return upper, lower

    # --- What ---------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Both lines; and what is guessed and measured of the upper one."""
        upper, lower = self._lines()
        for line in (upper, lower):
            self._scale(draw, line)
            self._curve_and_wall(draw, line)
            self._beads(draw, line)
            self._reading(draw, line)
        self._guesses(draw, upper)
        self._pushing(draw, upper)

    def _wall(self, line: Line) -> float:
        return self.x_of(float(line.logits[self._target]) + line.loss)

    def _scale(self, draw: Canvas, line: Line) -> None:
        z = self.zone
        right = self.x_of(self._high) + 0.1
        draw.line(
            "line", line.key, points=[(z.left + 0.05, line.y), (right, line.y)],
            color=theme().muted, width=5, opacity=line.seen * line.light, allow=BACK,
        )  # fmt: skip
        for n, tick in enumerate(nice_ticks(self._low, self._high, 12)):
            x = self.x_of(tick)
            draw.line(
                "tick", line.key, n, points=[(x, line.y - 0.14), (x, line.y + 0.14)],
                color=theme().muted, width=5, opacity=line.seen * line.light, allow=BACK,
            )  # fmt: skip

    def _curve_and_wall(self, draw: Canvas, line: Line) -> None:
        wall, cat = self._wall(line), self.x_of(float(line.logits[self._target]))
        bright = line.seen * line.light
        x = np.linspace(min(self.zone.left + 0.05, wall), wall, 240)
        curve = np.exp((x - wall) / self._unit)
        draw.line(
            "curve", line.key, points=np.column_stack((x, line.y + curve * line.height)),
            color=theme().muted, width=5, opacity=bright, allow=BACK,
        )  # fmt: skip
        draw.rectangle(
            "loss", line.key, left=cat, right=wall, bottom=line.y - BAR / 2, top=line.y + BAR / 2,
            color=theme().loss, opacity=bright, allow={**BACK, "contrast": "beads lie on it"},
            measures=("x", line.loss),
        )  # fmt: skip
        for k in np.argsort(-line.shares):
            place = self.x_of(float(line.logits[k]))
            draw.rectangle(
                "stick", line.key, int(k), left=place - 0.1, right=place + 0.1, bottom=line.y,
                top=line.y + float(line.shares[k]) * line.height, color=theme().of_class(int(k)),
                opacity=bright, allow=BELOW,
            )  # fmt: skip
        draw.line(
            "wall", line.key, points=[(wall, line.y - 0.42), (wall, line.y + line.height)],
            color=theme().text, width=12, opacity=bright, allow=BESIDE,
        )  # fmt: skip

    def _beads(self, draw: Canvas, line: Line) -> None:
        t, r, waits = theme(), self.radius, self.waits if line.key == "upper" else 0.0
        for k in self._upper_order:
            x, y = self.x_of(float(line.logits[k])), line.y + float(line.lifts[k])
            color, here = t.of_class(k), float(line.pulse[k])
            ring = line.seen * max(0.6 * (1 - here), waits * (1 - 0.4 * self.dim))
            came = float(np.clip(self.click * len(self._names) - self._rank[k], 0, 1))
            draw.ring(
                "ring", line.key, k, at=(x, y), radius=r + 0.07 + 0.12 * np.sin(np.pi * came),
                color=color, width=6, opacity=ring, allow=HOPS,
            )  # fmt: skip
            draw.disc(
                "bead", line.key, k, at=(x, y), radius=r, color=color, outline=t.background,
                opacity=line.seen * line.light * here * (1 - waits), allow=HOPS,
            )  # fmt: skip
            draw.pictogram(
                "picture", line.key, k, name=self._names[k], at=(x, y), height=1.35 * r,
                color=text_on(color), allow=HOPS,
                opacity=line.seen * line.light * here * (1 - waits) * float(r > 0.2),
            )  # fmt: skip
            self._pulse(draw, line, k)
        self._name(draw, line)

    @property
    def _rank(self) -> dict[int, int]:
        """Which bead is at the left, which one next."""
        return {int(k): n for n, k in enumerate(np.argsort(self._home, kind="stable"))}

    def _pulse(self, draw: Canvas, line: Line, k: int) -> None:
        done, start = float(line.pulse[k]), self.x_of(float(line.logits[k]))
        x = start + done * (self._wall(line) - start)
        y = line.y + 0.4 + 1.2 * done * (1 - done)
        draw.disc(
            "pulse", line.key, k, at=(x, y), radius=0.13, color=theme().of_class(k),
            opacity=line.seen * min(1.0, 8 * done * (1 - done)),
            allow={**BACK, "overlap": "it runs over what stands there"},
        )  # fmt: skip

    def _name_ends(self, line: Line) -> dict[int, tuple[float, float]]:
        """Between which places each name that may be written is, which stays on the stage."""
        z, ends = self.zone, {}
        for k in self._told:
            half = words_width(self._names[k], TYPE.label) / 2
            x = float(np.clip(self.x_of(float(line.logits[k])), z.left + half, z.right - half))
            ends[k] = (x - half, x + half)
        return ends

    def _name(self, draw: Canvas, line: Line) -> None:
        """The true class's name on a level of its own, and the others', as far as they fit."""
        size, ends = TYPE.label, self._name_ends(line)
        taken: list[tuple[float, float]] = []
        for k, (left, right) in ends.items():
            is_true = k == self._target
            free = min((max(left - b, a - right) for a, b in taken), default=9.0)
            y = line.y - (1.06 if is_true else 0.62)
            if not is_true:
                taken.append((left, right))
            draw.words(
                "name", line.key, k, text=self._names[k], at=((left + right) / 2, y),
                color=theme().of_class(k), room=visibility(free, 0.15), opacity=line.named,
                allow=BACK,
            )  # fmt: skip
            if is_true:
                wide = words_width("true", TYPE.tick) + 0.24
                beyond = right + 0.12 + wide > self.zone.right
                at = left - 0.12 - wide / 2 if beyond else right + 0.12 + wide / 2
                draw.tag(
                    "true", line.key, text="true", at=(at, y + CAP * size / 2),
                    opacity=line.named, allow=BACK,
                )  # fmt: skip

    def _reading(self, draw: Canvas, line: Line) -> None:
        # To the right of all beads: one that the wall has not passed yet may be in its way.
        beads = max(self.x_of(float(z)) for z in line.logits) + self.radius
        x, y, told = max(self._wall(line), beads) + 0.2, line.y, line.told
        draw.words("loss name", line.key, text="loss", at=(x, y + 0.72), align=-1, opacity=told)
        title = f"{self._names[self._target]} up" if line.key == "upper" else "rest down"
        draw.words(
            "title", line.key, text=title, at=(self.zone.left + 0.05, y + 1.0), align=-1,
            color=theme().muted, opacity=self.split * line.named, allow=BACK,
        )  # fmt: skip
        draw.number(
            "loss number", line.key, value=line.loss, write=self._write, align=-1,
            at=(x, y + 0.22), opacity=told,
        )  # fmt: skip
        if line.key == "upper":
            ends = self._name_ends(line)
            free = x - max((ends[k][1] for k in ends if k != self._target), default=-9.0)
            draw.words(
                "nats", text="nats", at=(x, y - 0.5), align=-1, color=theme().muted,
                room=visibility(free, 0.1), opacity=self.nats * told,
            )  # fmt: skip
            wide = words_width("scores", TYPE.label)
            free = ends[self._target][0] - self.zone.left - 0.1
            draw.words(
                "scores", text="scores", at=(self.zone.left + 0.05, y - 1.06), align=-1,
                color=theme().muted, room=visibility(free, wide + 0.2),
                opacity=1 - self.split, allow=BACK,
            )  # fmt: skip

    def _guesses(self, draw: Canvas, line: Line) -> None:
        t, top = theme(), line.y + line.height
        home = float(self._home[self._target]) + self._home_loss
        stays, ahead = self.x_of(home), self.x_of(home + self._step)
        over: dict[Rule, str] = {"overlap": "it is a guess", "contrast": "it is a guess"}
        draw.rectangle(
            "zone", left=stays, right=ahead, bottom=line.y + 0.3, top=top, color=t.text,
            opacity=0.15 * self.guess, allow=over,
        )  # fmt: skip
        draw.line(
            "ahead", points=[(ahead, line.y - 0.3), (ahead, top)], dashed=True, color=t.text,
            width=6, opacity=self.guess, allow=over,
        )  # fmt: skip
        level, wide = top - 0.3, words_width("a bit?", TYPE.label)
        draw.words("stays", text="stays?", at=(stays - 0.2, level), align=1, opacity=self.guess)
        draw.words(
            "a bit", text="a bit?", at=((stays + ahead) / 2, level), opacity=self.guess,
            room=visibility(ahead - stays, wide + 0.25),
        )  # fmt: skip
        draw.words(
            "as far", text="as far?", at=(ahead + 0.15, level), align=-1, opacity=self.guess,
        )  # fmt: skip

    def _pushing(self, draw: Canvas, line: Line) -> None:
        t, target = theme(), self._target
        home = float(self._home[target])
        cat, wall = self.x_of(float(line.logits[target])), self._wall(line)
        ways = ((home, cat, t.of_class(target)), (home + self._home_loss, wall, t.text))
        for n, (start, end, color) in enumerate(ways):
            y = line.y - 1.32 - 0.3 * n
            begin = self.x_of(start)
            draw.arrow(
                "way", n, start=(begin, y), end=(end, y), color=color, opacity=self.pushed,
                allow={"overlap": "an arrow along the line", "pop": "it grows from nothing"},
            )  # fmt: skip
            free = begin - self.zone.left if n == 0 else self.zone.right - end
            wide = _width_of(self._ways[n], self._write_way) + 0.12
            draw.number(
                "way number", n, value=self._ways[n], write=self._write_way, color=color,
                at=(begin - 0.12 if n == 0 else end + 0.12, y - CAP * TYPE.number / 2),
                align=1 if n == 0 else -1, room=visibility(free, wide), opacity=self.way,
            )  # fmt: skip
        level = line.y + float(line.shares[target]) * line.height
        draw.line(
            "level", points=[(cat, level), (wall, level)], dashed=True, color=t.of_class(target),
            width=5, opacity=self.pushed,
            allow={"overlap": "it goes to the wall", "contrast": "a small share is at the line"},
        )  # fmt: skip
        top, share = line.y + line.height, float(line.shares[target])
        y = min(max(level, line.y + 1.65), top - 0.3)
        end = cat - 0.2
        begin = end - words_width("share", TYPE.label)
        # Between the stage's edge and the stick, and over all sticks that are there.
        places = np.array([self.x_of(float(z)) for z in line.logits])
        beside = (places > begin - 0.15) & (places <= cat) & (np.arange(len(places)) != target)
        over = (share - line.shares[beside].max(initial=0.0)) * line.height if beside.any() else 9.0
        room = min(visibility(begin - self.zone.left, 0.0), visibility(over, 0.4))
        draw.words(
            "share", text="share", at=(end, min(level + 0.08, top - 0.25)), align=1,
            color=t.of_class(target), room=room, opacity=self.pushed,
        )  # fmt: skip
        draw.number(
            "speed", value=share, write=self._write_share, align=-1, at=(wall + 0.2, y + 0.05),
            color=t.of_class(target), opacity=self.pushed,
            room=visibility(self.zone.right - wall, _width_of(share, self._write_share) + 0.2),
        )  # fmt: skip
        draw.words(
            "speed name", text="speed", at=(wall + 0.2, y - 0.4), align=-1,
            color=t.of_class(target), opacity=self.pushed,
        )  # fmt: skip


def _width_of(value: float, write: Callable[[float], str]) -> float:
    """Of a number as it is written, in manim units."""
    return float(Number(value, write, font_size=TYPE.number).width)
