"""The hero of ``PulleyForces``: beads on rails, and bands over wheels, as wide as they pull.

The true bead's band goes to the right, round a wheel and along the top to the seam in the middle.
There the bands of the prediction begin, one for each bead: side by side they go over the wheel on
the left, and turn off to their rails, the true bead's first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from manim import VMobject

from scenes.pulley_forces.belt import Belt, around
from stage.digits import Form, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, looks, number, numbers
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

__all__ = ["Pulleys"]

WIDEST = 0.82
"""Width of a band that pulls by 1, in manim units, at most: a tenth of the frame's height."""

FLAG = 0.78
"""Height above the bands: the flag, and what each side is called."""

EDGE = 0.05
"""From the bands to the edge of the stage."""

FEW = 4
"""Of so many classes all have a name and digits; of more, the true one and the one dragged."""

FIRST = 0.6
"""Share of the ride in which pulls come from the beads to the top, where they lie side by side."""

THREAD = 4.0
"""Stroke of a band that is too thin to be seen otherwise."""

LEAN = 0.04
"""How far a bead that is pulled leans against its pin."""

DIM = 0.25
"""Opacity of what is not talked about."""

SHADE = 0.4
"""Of a band that no pull has been followed along, in shares of its colour."""

FORWARD = 0.1
"""By how much larger the loop is when it has come forward."""

LOSS = 1.2
"""Size of the loss, in shares of other numbers."""

ON: dict[Rule, str] = {"overlap": "it stands on its own bead"}
LIES: dict[Rule, str] = {"contrast": "bands lie side by side, and on wheels"}
STEPS: dict[Rule, str] = {"contrast": "it steps back while pulls are followed"}


@dataclass(frozen=True)
class Plan:
    """Where everything is.

    Attributes
    ----------
    unit
        Width of a band that pulls by 1.
    top, seam
        The lower edge of the bands along the top; where both sides meet.
    rails
        Heights of the rails, by class.
    left, right
        Both large wheels: x and y of their middles, and radii.
    bead, small
        Radii of a bead, and of the wheels where bands turn off to their rails.
    low, high
        Where beads may be.
    numbers
        The right end of the numbers.
    is_named
        Whether there is room for names beside the beads, and between their rails.
    """

    unit: float
    top: float
    seam: float
    rails: FloatArray
    left: tuple[float, float, float]
    right: tuple[float, float, float]
    bead: float
    small: float
    low: float
    high: float
    numbers: float
    is_named: bool


class Pulleys(Figure):
    """A tug of war of the truth against the prediction, at the scores of all classes.

    Values
    ------
    logits, q
        Of each class, shape (K,).
    pull, loss
        1 - q of the true class; cross entropy.
    ride
        How far pulls have been followed from the beads to the seam.
    hooked
        How far each band of the prediction has run out from the post to its bead, shape (K,).
    told
        How much is seen of each class's share, shape (K,).
    shaded
        How dark bands are where no pull has been followed.
    dim
        How far beads and rails have stepped back.
    post, pinned, flag, guess, shaken, edges
        How much is there of the post, the pins, the flag, the guesses; how far the flag has
        shivered; how far two lines have come along the edges of both sides.
    headed, truth, prediction, left_over
        How much is seen of what both sides are called, of the 1 at either, and of what both are
        called, and pull by, when the loop is gone.
    lifted, sunk
        How far the loop has been taken out, and what is left has sunk onto the rims.
    meant, formula, lost
        How much is seen of what a width means, of the formula, and of the loss.
    """

    logits, q = numbers(), numbers()
    pull, loss, ride = number(), number(), number(0.0)
    hooked, told = looks(), looks()
    shaded, dim = look(0.0), look(0.0)
    post, pinned, flag, guess = look(1.0), look(1.0), look(0.0), look(0.0)
    shaken, edges = look(0.0), look(0.0)
    headed, truth, prediction, left_over = look(1.0), look(1.0), look(0.0), look(0.0)
    lifted, sunk = look(0.0), look(0.0)
    meant, formula, lost = look(1.0), look(0.0), look(0.0)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        order: tuple[int, ...],
        dragged: int,
        span: tuple[float, float],
        forms: tuple[Form, Form],
        own: tuple[float, float],
        rests: FloatArray,
        losses: tuple[float, float],
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._order, self._target = names, order, order[0]
        self._span, self._own, self._first = span, own, np.array(self.q)
        self._write, self._write_loss = (writer(form) for form in forms)
        few = len(names) <= FEW
        self._spoken = [k for k in order if few or k in (order[0], dragged)]
        # Of texts that move or change: their places hold the widest of those at rest.
        shares = np.asarray(rests)[:, self._spoken].ravel()
        self._widest = max(words_width(self._write(float(q)), TYPE.number) for q in shares)
        self._loss_wide = max(words_width(self._write_loss(loss), LOSS * TYPE.number)
                              for loss in losses)  # fmt: skip

    def sketch(self, draw: Canvas) -> None:
        """Rails and wheels, bands, beads, the seam, and what is told."""
        self._plan = self._planned(self.zone)
        self._x = self._place(self.logits)
        self._offsets = self._nested()
        self._belts = {k: self._belt(k) for k in self._order}
        self._whole = self._truth(0.0, float(self.q[self._target]) + self.pull)
        self._rails(draw)
        self._wheels(draw)
        self._bands(draw)
        self._fronts(draw)
        self._seam(draw)
        self._beads(draw)
        self._headings(draw)
        self._digits(draw)
        self._notes(draw)

    # --- Places -------------------------------------------------------------------------------

    def _planned(self, z: Zone) -> Plan:
        classes, q = len(self._names), self._first
        rim = min(0.16 * z.height, max(0.9, 0.08 * z.width))
        free = z.height - FLAG - rim - 0.1
        # Above each other: the bands at the top, half a band, and the gap to the first wrong rail.
        unit = min(WIDEST, 0.1 * z.width, free / (3.05 + (classes - 2) / 1.25))
        rest = free - 1.5 * unit
        pitch = min(rest / (classes - 1 + 0.44), 2.0)
        gap = max(1.05 * unit, pitch)
        if gap > pitch and classes > 2:
            pitch = min((rest - gap) / (classes - 2 + 0.44), gap)
        bead = min(0.44 * pitch, 0.42)
        spare = max(0.0, rest - gap - (classes - 2) * pitch - bead)
        top = z.top - FLAG - unit - spare / 2
        first = top - rim - unit / 2
        rails = np.empty(classes)
        rails[list(self._order)] = [first, *(first - gap - i * pitch for i in range(classes - 1))]
        left = (top - first - float(q[self._target]) * unit / 2) / 2
        small = min(0.42 * (pitch - unit / 2), 0.22)
        wheel_l = (z.left + EDGE + unit + left, top - left, left)
        wheel_r = (z.right - EDGE - unit - rim / 2, top - rim / 2, rim / 2)
        numbers = wheel_l[0] + left + 0.1 + self._widest
        named = max(words_width(self._names[k], TYPE.label) for k in self._spoken)
        between = pitch if classes > 2 else gap
        is_named = named < 0.3 * z.width and CAP * TYPE.label + 0.12 < between
        high = min(
            wheel_r[0] - max(bead + 0.35, 0.12 * z.width),
            z.right - bead - 0.2 - (0.25 + named if is_named else 0.0),
        )
        return Plan(
            unit=unit,
            top=top,
            seam=(wheel_l[0] + wheel_r[0]) / 2,
            rails=rails,
            left=wheel_l,
            right=wheel_r,
            bead=bead,
            small=small,
            low=numbers + bead + 0.35,
            high=high,
            numbers=numbers,
            is_named=is_named,
        )

    def _place(self, logits: FloatArray) -> FloatArray:
        """Where logits are along the rails."""
        p, (low, high) = self._plan, self._span
        return np.asarray(p.low + (logits - low) / max(high - low, 1e-9) * (p.high - p.low))

    def _nested(self) -> dict[int, tuple[float, float]]:
        """Between which pulls, counted from the rim, each band of the prediction lies."""
        offsets, at = {}, 0.0
        for k in self._order:
            wide = float(self.q[k])
            offsets[k] = at, at + wide
            at += wide * ((1 - self.sunk) if k == self._target else 1.0)
        return offsets

    def _belt(self, k: int) -> Belt:
        """The prediction's band of class k, from the seam to its bead."""
        p = self._plan
        low, high = (p.unit * offset for offset in self._offsets[k])
        x, y, radius = p.left
        wide, rail = high - low, float(p.rails[k])
        start: list[Any] = [((p.seam, p.top + low), (p.seam, p.top + high))]
        ends = [((self._x[k], rail + wide / 2), (self._x[k], rail - wide / 2))]
        if k == self._target:
            turn = around((x, y), (radius + low, radius + high), 90, 270)
            return Belt.through([*start, *turn, *ends])
        turn = around((x, y), (radius + low, radius + high), 90, 180)
        rim = rail + float(self._first[k]) * p.unit / 2
        middle = (x - radius - low + p.small, rim + p.small)
        off = around(middle, (p.small, p.small + wide), 180, 270)
        return Belt.through([*start, *turn, *off, *ends])

    def _upper(self, k: int, x: float) -> float:
        """The upper edge of the prediction's band of class k on its rail, at a place."""
        rim, bead = self._belts[k].stations[-2:, 0]
        return float(np.interp(x, [rim[0], bead[0]], [rim[1], bead[1]]))

    def _truth(self, low: float, high: float, end: float | None = None) -> Belt:
        """A strip of the truth's band between two pulls from the rim, from the seam to its bead."""
        p = self._plan
        a, b = p.unit * low, p.unit * high
        x, y, radius = p.right
        turn = around((x, y), (radius + a, radius + b), 90, -90)
        rail, bead = float(p.rails[self._target]), float(self._x[self._target]) + LEAN
        middle = rail + p.unit / 2 - (a + b) / 2 if end is None else end
        half = (b - a) / 2
        return Belt.through([
            ((p.seam, p.top + a), (p.seam, p.top + b)),
            *turn,
            ((bead, middle + half), (bead, middle - half)),
        ])  # fmt: skip

    # --- What holds ---------------------------------------------------------------------------

    def _rails(self, draw: Canvas) -> None:
        p = self._plan
        for k in self._order:
            y = float(p.rails[k]) - p.bead - 0.05
            draw.line(
                "rail", k, points=[(p.low - p.bead, y), (p.high + p.bead, y)], color=theme().muted,
                width=4, opacity=self._rest(), allow=STEPS,
            )  # fmt: skip

        y = float(p.rails.min()) - p.bead - 0.05
        x = self.zone.right - words_width("score →", TYPE.label)
        draw.words(
            "score", text="score →", at=(x, y), align=-1, color=theme().muted,
            opacity=max(self._rest(), 0.6), room=float(x > p.high + p.bead + 0.1), allow=STEPS,
        )  # fmt: skip

    def _rest(self) -> float:
        return 1 - (1 - DIM) * self.dim

    def _wheels(self, draw: Canvas) -> None:
        p = self._plan
        wheels: dict[str | int, tuple[float, float, float]] = {"left": p.left, "right": p.right}
        for k in self._order[1:]:
            rim = float(p.rails[k]) + float(self._first[k]) * p.unit / 2
            x = p.left[0] - p.left[2] - p.unit * self._offsets[k][0] + p.small
            wheels[k] = x, rim + p.small, p.small
        for key, (x, y, radius) in wheels.items():
            inside = max(radius - 0.025, 0.5 * radius)
            draw.disc(
                "wheel", key, at=(x, y), radius=inside, color=toned(theme().muted, 0.3),
                outline=theme().muted, allow=LIES,
            )  # fmt: skip
            draw.disc(
                "hub", key, at=(x, y), radius=0.22 * radius, color=theme().muted, allow=LIES,
            )  # fmt: skip

    # --- Bands --------------------------------------------------------------------------------

    def _band(
        self, draw: Canvas, key: tuple[str | int, ...], belt: Belt, color: str, *,
        opacity: float = 1.0, outline: str | None = None,
    ) -> VMobject:  # fmt: skip
        return draw.band(
            *key, upper=belt.outer, lower=belt.inner, color=color, opacity=opacity,
            outline=outline, allow={**LIES, "pop": "it runs out along its way"},
        )  # fmt: skip

    def _bands(self, draw: Canvas) -> None:
        p, t, target = self._plan, theme(), self._target
        shade = 1 - (1 - SHADE) * self.shaded
        lit = min(1.0, 4 * self.shaded)
        blue, orange = toned(t.q, shade), toned(t.p, shade)
        turned = p.seam - p.left[0] + 0.5 * np.pi * p.left[2]
        for k in self._order[1:]:
            belt = self._belts[k]
            out = float(self.hooked[k]) * belt.length
            # Along the top a thin one is as thin as it pulls; beyond, there is room for a thread.
            self._thread(draw, ("thread", k), belt, turned, out, blue, float(self.hooked[k] > 0))
            self._band(
                draw, ("band", k), belt.between(0.0, out), blue, opacity=float(self.hooked[k] > 0)
            )
            back = belt.length - self._ridden(belt)
            self._thread(draw, ("lit thread", k), belt, max(back, turned), belt.length, t.q, lit)
            self._band(draw, ("lit", k), belt.between(back, belt.length), t.q, opacity=lit)
        self._parts(draw)
        # What is left of the truth's band, and the loop: its inner strip, and the true bead's own.
        own = float(self.q[target])
        gap = own * (1 - self.sunk)
        rail = float(p.rails[target])
        under = 0.014 * (1 - self.lifted) / p.unit
        middle = rail - own * p.unit / 2 * (1 - self.sunk)
        left = self._truth(max(gap - under, 0.0), gap + self.pull,
                           None if under else middle)  # fmt: skip
        self._thread(draw, ("thread", "truth"), left, 0.0, left.length, orange, 1.0)
        self._band(draw, ("truth",), left, orange)
        center = (p.seam, (p.top + rail) / 2)
        # It comes forward as far as the stage is wide.
        widest = p.seam - p.left[0] + p.left[2] + own * p.unit
        factor = 1 + min(FORWARD, self.zone.width / 2 / widest - 1) * self.lifted
        seen = 1.0 - float(np.clip((self.lifted - 0.4) / 0.6, 0, 1))
        glow = t.text if self.lifted > 0 else None
        meets = min(1.0, 3 * self.lifted)
        end = rail + (1 - meets) * (1 - own) * p.unit / 2
        strip = self._truth(0.0, own, end)
        mine = self._belts[target]
        out = float(self.hooked[target]) * mine.length
        self._band(draw, ("loop",), strip.scaled(factor, center), orange, opacity=seen,
                   outline=glow)  # fmt: skip
        shown = seen * float(out > 0)
        self._band(draw, ("own",), mine.between(0.0, out).scaled(factor, center), blue,
                   opacity=shown, outline=glow)  # fmt: skip
        self._thread(draw, ("thread", "own"), mine.scaled(factor, center), turned, out, blue, shown)
        for key, belt, color in (("own", mine, t.q), ("truth", self._whole, t.p)):
            back = belt.length - self._ridden(belt)
            self._band(draw, ("lit", key), belt.between(back, belt.length), color, opacity=lit)

    def _thread(
        self, draw: Canvas, key: tuple[str | int, ...], belt: Belt, start: float, end: float,
        color: str, opacity: float,
    ) -> None:  # fmt: skip
        """A line along the middle of a band that may be too thin to be seen."""
        stretch = belt.between(min(start, end), end)
        wide = float(np.linalg.norm(belt.inner[0] - belt.outer[0]))
        needed = float(np.clip((0.08 - wide) / 0.02, 0, 1)) * float(stretch.length > 0.03)
        draw.line(
            *key, points=stretch.middle, color=color, width=THREAD,
            opacity=opacity * needed,
            allow={**LIES, "pop": "it runs out along its way", "jump": "it runs out along its way"},
        )  # fmt: skip

    def _ridden(self, belt: Belt) -> float:
        """How far along a band its pull has been followed from the bead."""
        p = self._plan
        run = p.seam - p.left[0]
        first = min(self.ride / FIRST, 1.0)
        then = max(self.ride - FIRST, 0.0) / (1 - FIRST)
        return first * (belt.length - run) + then * run

    def _parts(self, draw: Canvas) -> None:
        """Lines between bands of the prediction, as far as they lie side by side."""
        p = self._plan
        for before, k in pairwise(self._order):
            belt = self._belts[k]
            wide = min(float(self.q[k]), float(self.q[before])) * p.unit
            is_own = before == self._target
            run = p.seam - p.left[0] + 0.5 * np.pi * (p.left[2] + p.unit * self._offsets[k][0])
            end = min(run, float(self.hooked[k]) * belt.length)
            edge = belt.between(0.0, end).inner
            seen = float(np.clip((wide - 0.015) / 0.015, 0, 1)) * float(self.hooked[k] > 0)
            draw.line(
                "part", k, points=edge, color=theme().background,
                width=float(np.clip(40 * wide, 1.5, 4.0)),
                opacity=seen * ((1 - self.lifted) if is_own else 1.0),
                allow={"contrast": "it parts two bands", "pop": "it is as long as what it parts"},
            )  # fmt: skip

    def _fronts(self, draw: Canvas) -> None:
        seen = float(self.ride > 0) * min(1.0, 4 * self.shaded)
        belts: list[tuple[str | int, Belt]] = [*self._belts.items(), ("truth", self._whole)]
        for key, belt in belts:
            back = belt.length - self._ridden(belt)
            ((a, b),) = belt.at(np.array([back]))
            way = (b - a) / max(float(np.linalg.norm(b - a)), 1e-9)
            draw.line(
                "front", key, points=[a - 0.05 * way, b + 0.05 * way], color=theme().text, width=9,
                opacity=seen,
                allow={"contrast": "it rides on its band", "passes": "it rides on its band",
                       "pop": "it starts behind its bead", "overlap": "it rides on its band"},
            )  # fmt: skip
        p = self._plan
        low, high = p.left[0], p.left[0] + self.edges * (p.right[0] - p.left[0])
        for key, y in (("lower", p.top), ("upper", p.top + p.unit)):
            draw.line(
                "edge", key, points=[(low, y), (high, y)], color=theme().text, width=6,
                opacity=float(self.edges > 0) * (1 - self.lifted) * min(1.0, 4 * self.shaded),
                allow={"contrast": "it runs along both sides", "pop": "it runs along both sides",
                       "overlap": "it runs along both sides"},
            )  # fmt: skip

    # --- The seam -----------------------------------------------------------------------------

    def _seam(self, draw: Canvas) -> None:
        p, t = self._plan, theme()
        gap = float(self.q[self._target]) * (1 - self.sunk)
        top = p.top + p.unit * (gap + self.pull)
        drop = 0.8 * (1 - self.post)
        draw.rectangle(
            "post", left=p.seam - 0.09, right=p.seam + 0.09, bottom=p.top - 0.16 - drop,
            top=p.top + p.unit + 0.12 - drop, color=t.text, outline=t.background,
            opacity=self.post,
            allow={"contrast": "it goes", "overlap": "it drops out past what is there"},
        )  # fmt: skip
        swing = 0.16 * np.sin(6 * np.pi * self.shaken) * (1 - self.shaken)
        pole, cloth = _flag((p.seam, top), FLAG - 0.1, float(swing), self.flag)
        draw.line("pole", points=pole, color=t.text, width=7, opacity=float(self.flag > 0),
                  allow={"contrast": "it rises", "pop": "it rises",
                         "overlap": "it stands on the seam"})  # fmt: skip
        draw.polygon("flag", points=cloth, color=t.text, opacity=float(self.flag > 0),
                     allow={"contrast": "it rises", "pop": "it rises"})  # fmt: skip
        draw.line(
            "seam", points=[(p.seam, p.top - 0.06), (p.seam, top + 0.02)], color=t.text, width=5,
            opacity=1 - self.post, allow={"contrast": "it is where both sides meet"},
        )  # fmt: skip
        away = min(2.7, 0.5 * (p.seam - p.left[0]))
        for key, x in (("left", p.seam - away), ("right", p.seam + away)):
            pole, cloth = _flag((x, top), FLAG - 0.1, 0.0, 1.0)
            for part, points in (("pole", pole), ("cloth", [*cloth, cloth[0]])):
                draw.line("ghost", key, part, points=points, color=t.text, width=4, dashed=True,
                          opacity=self.guess, allow={"contrast": "it is a guess"})  # fmt: skip
        for key, x, text in (
            ("left", p.seam - away, "left?"), ("stay", p.seam, "here?"),
            ("right", p.seam + away, "right?"),
        ):  # fmt: skip
            fits = 0.75 + words_width("right?", TYPE.label) < away
            draw.words("ghost name", key, text=text, at=(x + 0.68, top + 0.26), align=-1,
                       opacity=self.guess, room=float(fits))  # fmt: skip

    # --- What is pulled -----------------------------------------------------------------------

    def _beads(self, draw: Canvas) -> None:
        p, rest = self._plan, self._rest()
        for k in self._order:
            is_true, name, y = k == self._target, self._names[k], float(p.rails[k])
            color, sign = theme().of_class(k), 1 if is_true else -1
            shown, white = toned(color, rest), toned(theme().text, rest)
            pulled = 1.0 if is_true else float(np.clip(10 * self.hooked[k] - 9, 0, 1))
            x = float(self._x[k]) + sign * LEAN * pulled * self.pinned
            draw.disc("bead", k, at=(x, y), radius=p.bead, color=shown,
                      outline=theme().background,
                      allow={**STEPS, "overlap": "a bead on its rail"})  # fmt: skip
            draw.pictogram("picture", k, name=name, at=(x, y), height=1.25 * p.bead,
                           color=text_on(color), allow={**ON, **STEPS})  # fmt: skip
            at = float(self._x[k]) + sign * (p.bead + LEAN + 0.06)
            up = 0.7 * (1 - self.pinned)
            draw.rectangle(
                "pin", k, left=at - 0.05, right=at + 0.05, bottom=y - p.bead - 0.05 + up,
                top=y + 0.8 * p.bead + up, color=white, outline=theme().background,
                opacity=self.pinned, allow={**STEPS, "overlap": "it holds the bead"},
            )  # fmt: skip
            draw.disc(
                "pin head", k, at=(at, y + 0.8 * p.bead + up), radius=min(0.11, 0.4 * p.bead),
                color=white, outline=theme().background, opacity=self.pinned,
                allow={**STEPS, "overlap": "it holds the bead"},
            )  # fmt: skip
            if k in self._spoken and not is_true:
                draw.words(
                    "name", k, text=name, color=color, align=-1, opacity=max(rest, 0.6),
                    at=(float(self._x[k]) + p.bead + 0.18, y - CAP * TYPE.label / 2),
                    room=float(p.is_named), allow=STEPS,
                )  # fmt: skip
        self._true_name(draw)

    def _inside(self) -> tuple[float, float, float]:
        """Between both wheels, above the true rail: from where to where, and the baseline."""
        p = self._plan
        left, right = p.left[0] + p.left[2] + 0.15, p.right[0] - p.right[2] - 0.15
        bottom = float(p.rails[self._target]) + p.unit / 2
        return left, right, bottom + 0.42 * (p.top - bottom)

    def _true_name(self, draw: Canvas) -> None:
        """Above its bead, with its tag."""
        left, right, y = self._inside()
        name = self._names[self._target]
        wide, tag = words_width(name, TYPE.label), words_width("true", TYPE.tick) + 0.24
        fits = wide + tag + 0.15 < 0.62 * (right - left)
        half = (wide + 0.15 + tag if fits else tag) / 2
        self._label = half
        x = float(np.clip(self._x[self._target], left + half, right - half))
        rest = max(self._rest(), 0.6)
        draw.words("name", self._target, text=name, at=(x - half, y), align=-1, opacity=rest,
                   color=theme().of_class(self._target), room=float(fits), allow=STEPS)  # fmt: skip
        draw.tag("true", text="true", at=(x + half - tag / 2, y + CAP * TYPE.tick / 2),
                 opacity=self._rest(), allow=STEPS)  # fmt: skip

    # --- What is told -------------------------------------------------------------------------

    def _headings(self, draw: Canvas) -> None:
        """What both sides are called, and how hard they pull, above them."""
        p, t = self._plan, theme()
        gap = float(self.q[self._target]) * (1 - self.sunk)
        y = p.top + p.unit * (gap + self.pull) + 0.24
        run, one = p.seam - p.left[0], writer("exact")
        others = "all others" if len(self._names) > 2 else "the other"
        for key, middle, color, first, then, told in (
            ("prediction", p.seam - run / 2 - 0.3, t.q, "prediction", others, self.prediction),
            ("truth", p.seam + run / 2 + 0.3, t.p, "truth", self._names[self._target], self.truth),
        ):
            before = self.headed * (1 - self.left_over)
            after = self.headed * self.left_over
            for what, words, value, write, seen, opacity in (
                ("whole", first, 1.0, one, before, before * told),
                ("left", then, self.pull, self._write, after, after),
            ):
                wide, digits = (
                    words_width(words, TYPE.label),
                    words_width(write(value), TYPE.number),
                )
                both = float(wide + 0.2 + digits < run - 0.9)
                x = middle - both * (wide + 0.2) / 2
                draw.words("side", key, what, text=words, at=(x - digits / 2, y), align=-1,
                           color=color, opacity=seen, room=both)  # fmt: skip
                draw.number(
                    "side number", key, what, value=value, write=write, align=-1, color=color,
                    at=(x - digits / 2 + both * (wide + 0.2), y), opacity=opacity,
                )  # fmt: skip

    def _digits(self, draw: Canvas) -> None:
        """Shares, each above its band."""
        p = self._plan
        above = {after: before for before, after in pairwise(self._order)}
        for k in self._spoken:
            wide = words_width(self._write(float(self.q[k])), TYPE.number)
            y = max(self._upper(k, x) for x in (p.numbers - wide, p.numbers)) + 0.09
            ceiling = p.top - 0.1
            if k in above:
                other = above[k]
                edges = [self._upper(other, x) for x in (p.numbers - wide, p.numbers)]
                ceiling = min(edges) - float(self.q[other]) * p.unit
            fits = y + CAP * TYPE.number + 0.04 < ceiling and wide <= self._widest + 0.08
            draw.number(
                "share", k, value=float(self.q[k]), write=self._write, at=(p.numbers, y), align=1,
                color=theme().q, opacity=float(self.told[k]), room=float(fits),
            )  # fmt: skip

    def _notes(self, draw: Canvas) -> None:
        """Between the wheels, on that side of the true bead where there is more room."""
        p, t = self._plan, theme()
        left, right, y = self._inside()
        low, high = (
            p.low
            + (z - self._span[0]) / max(self._span[1] - self._span[0], 1e-9) * (p.high - p.low)
            for z in self._own
        )
        low = min(max(low, left + self._label), right - self._label) - self._label - 0.3
        high = min(max(high, left + self._label), right - self._label) + self._label + 0.3
        x, room = (left, low - left) if low - left >= right - high else (high, right - high)
        middle = x + room / 2
        # Where the post is meanwhile, beside it.
        meant, wide = "width = pull", words_width("width = pull", TYPE.label)
        stop = p.seam - 0.35
        aside = min(middle, stop - wide / 2) if x < stop else middle
        draw.words("meaning", text=meant, at=(aside, y), opacity=self.meant,
                   room=float(wide < room and aside - wide / 2 >= x))  # fmt: skip
        for key, math, least in (
            ("long", '"pull" = {{p:p}} - {{q:q}} = -"gradient"', 5.6),
            ("short", '"pull" = {{p:p}} - {{q:q}}', 2.9),
        ):
            fits = least < room and (key == "long" or room <= 5.6)
            draw.formula("formula", key, math=math, colors={"p": t.p, "q": t.q}, at=(middle, y),
                         size=TYPE.number, opacity=self.formula, room=float(fits))  # fmt: skip
        size = LOSS * TYPE.number
        digits, word = self._loss_wide, words_width("loss", size)
        both = float(word + 0.2 + digits < room)
        x = middle - (both * (word + 0.2) + digits) / 2
        draw.words("loss word", text="loss", at=(x, y), align=-1, size=size, opacity=self.lost,
                   room=both)  # fmt: skip
        draw.number("loss", value=self.loss, write=self._write_loss, size=size, align=-1,
                    at=(x + both * (word + 0.2), y), opacity=self.lost,
                    room=float(digits < room))  # fmt: skip


def _flag(
    foot: tuple[float, float], high: float, swing: float, risen: float
) -> tuple[FloatArray, FloatArray]:
    """A pole and its cloth, (n, 2) each, that leans by an angle and has risen so far."""
    pole = np.array([(0.0, 0.0), (0.0, high)])
    cloth = np.array([(0.0, high), (0.55, high - 0.17), (0.0, high - 0.34)])
    turn = np.array([[np.cos(swing), -np.sin(swing)], [np.sin(swing), np.cos(swing)]])
    lean = np.array([1.0, max(risen, 1e-3)])
    return np.asarray(foot) + (pole * lean) @ turn.T, np.asarray(foot) + (cloth * lean) @ turn.T
