"""The hero of ``PulleyForces``: one belt round the stage, as wide as it pulls, and a flag in it.

The truth's band goes up from its bead and over the wheels at the top; the prediction's go down from
all beads, and side by side round the wheel at the bottom. On the right both meet at the flag.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.pulley_forces.belt import Belt, around
from stage.digits import Form, resting, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, looks, number, numbers
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

__all__ = ["Pulleys"]

WIDEST = 1.05
"""Width of a band that pulls by 1, in manim units, at most."""

EDGE = 0.06
"""From the belt to the edge of the stage."""

FLAG, CLOTH = 1.45, 0.7
"""Width of the stage right of the belt, where the flag stands; and how high the flag is."""

AIR = 0.14
"""Between a bead and what is written beside it."""

FEW = 4
"""Of so many classes all have a name and digits; of more, the true one and the one dragged."""

THREAD = 4.0
"""Stroke of a band that is too thin to be seen otherwise."""

LARGE = 1.25
"""Size of the question at the flag, and of what each side pulls, in shares of other numbers."""

LIES: dict[Rule, str] = {"contrast": "bands lie side by side, and on wheels"}
RUNS: dict[Rule, str] = {**LIES, "pop": "it runs along its way", "jump": "it runs along its way"}
ON: dict[Rule, str] = {"overlap": "it stands on its own bead"}
RIDES: dict[Rule, str] = {"overlap": "it rides on the belt", "jump": "the flag jerks"}


@dataclass(frozen=True)
class Plan:
    """Where everything is, in manim units.

    Attributes
    ----------
    unit
        Width of a band that pulls by 1.
    inner
        The rectangle inside the belt: bands lie on its upper, right and lower side.
    columns
        Where the rails are, by class.
    rim, small, bead
        Radii of the large wheels, of those where bands turn off to their beads, and of beads.
    low, high
        Between which heights the beads are.
    middle, swing
        Where the flag stands if both sides pull alike; and how far off for a pull of 1.
    is_beside
        Whether there is room for names and numbers beside all beads; otherwise they are above.
    """

    unit: float
    inner: Zone
    columns: FloatArray
    rim: float
    small: float
    bead: float
    low: float
    high: float
    middle: float
    swing: float
    is_beside: bool


class Pulleys(Figure):
    """A tug of war of the truth against the prediction, at the scores of all classes.

    Values
    ------
    logits, q
        Of each class, shape (K,).
    pull
        1 - q of the true class.
    flag
        How far above its place the flag stands, in units of pull.
    hooked
        How far each band of the prediction has run from its bead to the flag, shape (K,).
    truth
        How far the truth's band has run from its bead to the flag.
    told
        How much is seen of each class's share, shape (K,).
    meant, sums, gauged, guess
        How much is seen of what a width means, of what each side pulls in all, of what the flag
        shows, and of the question where it will go.
    lit, lifted
        How bright the outline of the closed loop is, and how far it has been taken out.
    formula
        How much is seen of what is left of the truth's pull.
    """

    logits, q, hooked = numbers(), numbers(), numbers()
    pull, flag = number(), number(0.0)
    truth, told = look(0.0), looks()
    meant, sums, gauged, guess = look(0.0), look(0.0), look(0.0), look(0.0)
    lit, lifted, formula = look(0.0), look(0.0), look(0.0)

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        order: tuple[int, ...],
        dragged: int,
        span: tuple[float, float],
        form: Form,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._order, self._target, self._span = names, order, order[0], span
        self._first = np.array(self.q)
        self._write = writer(form)
        # On its way the flag may be below its place, or higher than any share.
        still: dict[float, Form] = {0.0: "exact", 1.0: "exact", float(self.q[dragged]): form}
        self._gauge = resting(still, ".2f")
        few = len(names) <= FEW
        self._spoken = [k for k in order if few or k in (order[0], dragged)]
        self._number = max(words_width(self._write(float(q)), TYPE.number) for q in self.q)

    def sketch(self, draw: Canvas) -> None:
        """Rails and wheels, bands, beads with what is told of them, and the flag."""
        self._plan = p = self._planned(self.zone)
        low, high = self._span
        self._heights = p.low + (self.logits - low) / (high - low) * (p.high - p.low)
        self._edges = self._nested()
        self._belts = {k: self._belt(k) for k in self._order}
        self._rails(draw)
        self._wheels(draw)
        self._bands(draw)
        self._beads(draw)
        self._flag(draw)
        self._sides(draw)

    # --- Places -------------------------------------------------------------------------------

    def _planned(self, z: Zone) -> Plan:
        others = len(self._names) - 1
        unit = min(WIDEST, 0.1 * z.width)
        inner = Zone(
            z.left + EDGE, z.right - FLAG - unit, z.bottom + EDGE + unit, z.top - EDGE - unit
        )
        rim = 0.4 * unit
        bead = min(0.5, 0.5 * unit, 0.3 * inner.width / others)
        first = z.left + EDGE + max(unit / 2, bead)
        last = inner.right - 2 * rim - bead
        named = max(words_width(self._names[k], TYPE.number) for k in self._spoken)
        beside = AIR + max(self._number, min(named, 1.5))
        pitch = (last - beside - first) / others
        is_beside = pitch > 2 * bead + beside + AIR
        columns = np.empty(others + 1)
        if is_beside:
            columns[list(self._order)] = first + pitch * np.arange(others + 1)
        else:  # What is told of the true class stands beside it, since its band goes up.
            columns[self._target] = first
            begin = min(first + 2 * bead + beside + AIR, (first + last) / 2)
            columns[list(self._order[1:])] = np.linspace(begin, last, max(others, 2))[-others:]
        straight = inner.height / 2 - rim
        cap = CAP * TYPE.number
        # Beads stay below the wheels, and what is told of them below the belt.
        above = max(rim + bead + 0.05, 2 * rim + cap + 0.2)
        if not is_beside:
            above = max(above, bead + 2 * cap + 0.4)
        return Plan(
            unit=unit,
            inner=inner,
            columns=columns,
            rim=rim,
            small=min(0.2, 0.4 * bead),
            bead=bead,
            low=inner.bottom + 0.9 + bead,
            high=inner.top - above,
            middle=inner.y,
            swing=min(0.8 * straight, 1.8),
            is_beside=is_beside,
        )

    def _nested(self) -> dict[int, tuple[float, float]]:
        """Between which pulls, from the inside, each band of the prediction lies."""
        order = self._order[::-1]
        ends = np.cumsum(self.q[list(order)])
        return {k: (float(end - self.q[k]), float(end)) for k, end in zip(order, ends, strict=True)}

    def _foot(self) -> float:
        """The height at which both sides meet."""
        return self._plan.middle + self._plan.swing * self.flag

    def _belt(self, k: int) -> Belt:
        """The prediction's band of class k, from the flag to its bead."""
        p = self._plan
        low, high = (p.unit * edge for edge in self._edges[k])
        wide, x = high - low, float(p.columns[k])
        right, bottom = p.inner.right, p.inner.bottom
        hub = (right - p.rim, bottom + p.rim)
        off = (x + wide / 2 + p.small, bottom - low + p.small)
        return Belt.through([
            ((right + low, self._foot()), (right + high, self._foot())),
            *around(hub, (p.rim + low, p.rim + high), 0, -90),
            *around(off, (p.small, p.small + wide), -90, -180),
            ((x + wide / 2, float(self._heights[k])), (x - wide / 2, float(self._heights[k]))),
        ])  # fmt: skip

    def _strip(self, start: float, end: float, aside: float = 0.0) -> Belt:
        """The truth's band between two pulls from the inside, from the flag to its bead."""
        p = self._plan
        low, high = p.unit * start, p.unit * end
        x, y = float(p.columns[self._target]), float(self._heights[self._target])
        right, top, edge = p.inner.right, p.inner.top, x + p.unit / 2
        radii = (p.rim + low, p.rim + high)
        return Belt.through([
            ((right + low, self._foot()), (right + high, self._foot())),
            *around((right - p.rim, top - p.rim), radii, 0, 90),
            *around((edge + p.rim, top - p.rim), radii, 90, 180),
            ((edge - low - aside, y), (edge - high - aside, y)),
        ])  # fmt: skip

    # --- The belt -----------------------------------------------------------------------------

    def _rails(self, draw: Canvas) -> None:
        p, rail = self._plan, theme().muted
        reach = p.bead + 0.1
        for k in self._order:
            x, end = float(p.columns[k]), p.high + reach
            if not p.is_beside:  # what is told of the class stands above its bead
                end = float(self._heights[k])
            draw.line("rail", k, points=[(x, p.low - reach), (x, end)], color=rail, allow=LIES)
        x = p.inner.right + p.unit / 2
        ends = [(x, p.inner.bottom + p.rim), (x, p.inner.top - p.rim)]
        draw.line("rail", "flag", points=ends, color=rail, allow=LIES)
        lowest = min(self._order[1:], key=lambda k: float(self._first[k]))
        x, y = float(p.columns[lowest]) + AIR, p.high + reach - CAP * TYPE.label
        ahead = y - float(self._heights[lowest]) - p.bead - 0.1
        is_last = lowest == self._order[-1]
        wide = p.inner.right - 2 * p.rim if is_last else p.inner.right
        draw.words("score", text="score ↑", at=(x, y), align=-1, color=rail,
                   room=float(p.is_beside and x + 1.2 < wide) * visibility(ahead, 0.5))  # fmt: skip

    def _wheels(self, draw: Canvas) -> None:
        p, t = self._plan, theme()
        right, top = p.inner.right - p.rim, p.inner.top - p.rim
        wheels: dict[str | int, tuple[float, float, float]] = {
            "first": (float(p.columns[self._target]) + p.unit / 2 + p.rim, top, p.rim),
            "second": (right, top, p.rim),
            "third": (right, p.inner.bottom + p.rim, p.rim),
        }
        for k in self._order:
            x = float(p.columns[k]) + p.unit * float(self.q[k]) / 2 + p.small
            wheels[k] = x, p.inner.bottom - p.unit * self._edges[k][0] + p.small, p.small
        for key, (x, y, radius) in wheels.items():
            draw.disc("wheel", key, at=(x, y), radius=radius - 0.025, color=toned(t.muted, 0.3),
                      outline=t.muted, allow=LIES)  # fmt: skip
            draw.disc("hub", key, at=(x, y), radius=0.22 * radius, color=t.muted, allow=LIES)

    def _bands(self, draw: Canvas) -> None:
        t, own = theme(), float(self.q[self._target])
        left = 1 - self.lifted
        for k in self._order:
            belt, is_loop = self._belts[k], k == self._target
            stretch = belt.between(belt.length * (1 - float(self.hooked[k])), belt.length)
            seen = float(self.hooked[k] > 0) * (left if is_loop else 1.0)
            wide = self._plan.unit * float(self.q[k])
            draw.line("thread", k, points=stretch.middle, color=t.q, width=THREAD,
                      opacity=seen * visibility(0.1, wide + 0.05), allow=RUNS)  # fmt: skip
            draw.band("band", k, upper=stretch.outer, lower=stretch.inner, color=t.q, opacity=seen,
                      allow=RUNS)  # fmt: skip
            draw.line("part", k, points=stretch.outer, color=t.background, width=3,
                      opacity=seen * float(np.clip((wide - 0.03) / 0.03, 0, 1)),
                      allow=RUNS)  # fmt: skip
        aside = self.lifted * own / 2 * self._plan.unit
        for key, belt, seen in (
            ("truth", self._strip(0.0, 1 - own, aside), 1.0),
            ("loop", self._strip(1 - own, 1.0), left),
        ):
            stretch = belt.between(belt.length * (1 - self.truth), belt.length)
            draw.band(key, upper=stretch.outer, lower=stretch.inner, color=t.p,
                      opacity=seen * float(self.truth > 0), allow=RUNS)  # fmt: skip
        ring = (self._belts[self._target], self._strip(1 - own, 1.0))
        for key, points in (
            ("inner", np.concatenate((ring[0].inner[::-1], ring[1].inner))),
            ("outer", np.concatenate((ring[0].outer[::-1], ring[1].outer))),
        ):
            draw.line("ring", key, points=points, color=t.text, width=7,
                      opacity=self.lit * left, allow={**LIES, "overlap": "it outlines the loop"},
                      )  # fmt: skip

    # --- The beads ----------------------------------------------------------------------------

    def _beads(self, draw: Canvas) -> None:
        p = self._plan
        for k in self._order:
            color, at = theme().of_class(k), (float(p.columns[k]), float(self._heights[k]))
            draw.disc("bead", k, at=at, radius=p.bead, color=color, outline=theme().background,
                      allow={"overlap": "a bead on its rail"})  # fmt: skip
            draw.pictogram("picture", k, name=self._names[k], at=at, height=1.3 * p.bead,
                           color=text_on(color), allow=ON)  # fmt: skip
        for k in self._spoken:
            self._label(draw, k)

    def _label(self, draw: Canvas, k: int) -> None:
        """A class's name, and under it the share by which it is pulled."""
        p, is_true = self._plan, k == self._target
        x, y = float(p.columns[k]), float(self._heights[k])
        name, cap = self._names[k], CAP * TYPE.number
        wide = words_width(name, TYPE.number)
        if p.is_beside or is_true:
            at = self._order.index(k) + 1
            others = [float(p.columns[o]) for o in self._order[at : at + 1]]
            end = others[0] - p.bead - 0.1 if others else p.inner.right - 2 * p.rim - 0.1
            x += max(p.bead, p.unit * (1.0 if is_true else float(self.q[k])) / 2) + AIR
            places, align, free = (y + 0.1, y - 0.12 - cap), -1, end - x
        else:
            above = y + p.bead + 0.12
            gaps = np.diff(np.sort(p.columns))
            places, align, free = (above + cap + 0.15, above), 0, float(gaps.min()) - 0.1
        for_share = float(max(self._number, words_width(self._write(float(self.q[k])), 38)) < free)
        draw.words("name", k, text=name, at=(x, places[0]), align=align, size=TYPE.number,
                   color=theme().of_class(k), room=float(wide < free))  # fmt: skip
        draw.number("share", k, value=float(self.q[k]), write=self._write, at=(x, places[1]),
                    align=align, color=theme().q, opacity=float(self.told[k]),
                    room=for_share)  # fmt: skip
        if is_true:
            tag = words_width("true", TYPE.tick) / 2 + 0.12
            draw.tag("true", text="true", at=(x + tag, y - 0.12 - cap - 0.4))

    # --- The flag -----------------------------------------------------------------------------

    def _flag(self, draw: Canvas) -> None:
        p, t = self._plan, theme()
        left, right, y = p.inner.right - 0.12, p.inner.right + p.unit, self._foot()
        end = self.zone.right - 0.05
        under = 0.24 + CAP * 1.1 * TYPE.number
        is_free = not 0.1 < y - p.middle < under + 0.1  # the number stands there otherwise
        draw.line("mark", points=[(right + 0.1, p.middle), (end, p.middle)], color=t.muted,
                  dashed=True, opacity=1.0 if is_free else 1 - self.gauged,
                  allow={**RIDES, "contrast": "the flag stands on it"})  # fmt: skip
        draw.rectangle("bar", left=left, right=end, bottom=y - 0.06, top=y + 0.06, color=t.text,
                       outline=t.background, allow=RIDES)  # fmt: skip
        x = right + 0.25
        pole, cloth = _flag_at(x, y)
        draw.line("pole", points=pole, color=t.text, width=8, allow=RIDES)
        draw.polygon("cloth", points=cloth, color=t.text, allow=RIDES)
        middle, size = (right + 0.1 + end) / 2, 1.1 * TYPE.number
        draw.number("gauge", value=self.flag, write=self._gauge, at=(middle, y - under), size=size,
                    opacity=self.gauged, allow={"jump": "the flag jerks"})  # fmt: skip
        for key, way, text in (("up", 1, "up?"), ("stay", 0, "stays?"), ("down", -1, "down?")):
            place = p.middle + way * 0.95 * p.swing
            draw.words("guess", key, text=text, at=(middle, place - under), size=size,
                       opacity=self.guess)  # fmt: skip
            if way:
                pole, cloth = _flag_at(x, place)
                floor = [(left, place), (end, place)]
                for part, points in (("bar", floor), ("pole", pole), ("cloth", [*cloth, cloth[0]])):
                    draw.line("ghost", key, part, points=points, color=t.text, width=4,
                              dashed=True, opacity=self.guess,
                              allow={"contrast": "it is a guess", "overlap": "it is a guess"},
                              )  # fmt: skip

    # --- What each side pulls -------------------------------------------------------------------

    def _sides(self, draw: Canvas) -> None:
        """In the belt at the top and at the bottom: whose it is, and how hard it pulls in all."""
        p, t, size = self._plan, theme(), LARGE * TYPE.number
        left = float(p.columns[self._target]) + p.unit / 2 + p.rim
        right, cap = p.inner.right - p.rim, CAP * size
        pull, x = self._write(self.pull), (left + right) / 2
        y = p.inner.top + p.unit / 2 - cap / 2
        on: dict[Rule, str] = {"overlap": "it stands on its band"}
        text = "truth: width = pull = 1"
        if words_width(text, size) > right - left:
            text = "truth: 1"
        wide = words_width(text, size)
        draw.words("side", "truth", text=text, at=(x, y), size=size, color=text_on(t.p),
                   opacity=self.meant * (1 - self.lifted),
                   room=float(wide < right - left and cap + 0.2 < p.unit), allow=on)  # fmt: skip
        # On what is left, which is as wide as it pulls.
        y = p.inner.top + p.unit * self.pull / 2 - cap / 2
        thick = cap + 0.2 < p.unit * self.pull
        math, digits = '-"gradient" = {{p:p}} - {{q:q}} =', words_width(pull, size)
        whole = 5.2 * LARGE
        is_long = thick and whole + digits < right - left
        start = x - (whole + 0.2 + digits) / 2 if is_long else x - digits / 2 - 0.2 - whole
        draw.formula("left formula", math=math, at=(start + whole, y), align=1, size=size,
                     color=text_on(t.p), opacity=self.formula, room=float(is_long),
                     allow=on)  # fmt: skip
        draw.number("left number", value=self.pull, write=self._write, size=size, align=-1,
                    at=(start + whole + 0.2, y), color=text_on(t.p), opacity=self.formula,
                    room=float(thick and digits < right - left), allow=on)  # fmt: skip
        # In the prediction's widest band, right of where it turns off.
        k = int(np.argmax(self._first))
        low, high = (p.unit * edge for edge in self._edges[k])
        left = float(p.columns[k]) + high - low + 2 * p.small
        y = p.inner.bottom - (low + high) / 2 - cap / 2
        wide = words_width("prediction: 1", size)
        draw.words("side", "prediction", text="prediction: 1", at=((left + right) / 2, y),
                   size=size, color=text_on(t.q), opacity=self.sums * float(self.hooked[k]),
                   room=float(wide + 0.2 < right - left) * visibility(high - low, cap + 0.2),
                   allow=on)  # fmt: skip


def _flag_at(x: float, foot: float) -> tuple[FloatArray, FloatArray]:
    """A pole and its cloth, (n, 2) each."""
    pole = np.array([(0.0, 0.06), (0.0, CLOTH)])
    cloth = np.array([(0.0, CLOTH), (0.6, CLOTH - 0.19), (0.0, CLOTH - 0.38)])
    at = np.array([x, foot])
    return pole + at, cloth + at
