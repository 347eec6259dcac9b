"""The hero of ``PulleyForces``: a lane for each score, what pulls at it, and all pulls in a row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenes.pulley_forces.numbers import PulleyForcesNumbers
from stage.digits import MINUS, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, looks, number, numbers
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

__all__ = ["Lanes"]

PITCH, BEAD, GAP = 1.6, 0.44, 0.05
"""Of lanes, at most; the radius of a bead, at most; between a bead and a bar."""

ROWS, THICK = 1.75, 0.56
"""Height of the zone of the two rows at the foot; and how thick a row is."""

HEAD, LEAN = 0.22, 0.16
"""How high pins come from; how far a net pull of 1 moves a bead that is pinned down."""

WIDEST, THIN = 0.3, 0.035
"""Length of a pull of 1, at most, in shares of the stage's width; of the smallest that is seen."""

NARROW, KNOWN = 10.0, 5.9
"""Width up to which a stage is narrow; and of the formula."""

AIR = 0.14
"""Between a thing and what is written beside it."""

BIG, MANY = 1.12 * TYPE.number, 5
"""Size of all that is written; and for how many lanes that is too large."""

PULLS: dict[Rule, str] = {"overlap": "it pulls at its bead", "pop": "it grows from nothing",
                          "contrast": "what pulls both ways cancels"}  # fmt: skip
FLIES: dict[Rule, str] = {"overlap": "a copy over the stage", "jump": "it moves as it is eased",
                          "pop": "it starts on its original", "contrast": "it is on its original",
                          }  # fmt: skip
TRACK: dict[Rule, str] = {"contrast": "a faint track", "overlap": "things run on it"}
ON: dict[Rule, str] = {"overlap": "it stands on its own bead"}


@dataclass(frozen=True)
class Plan:
    """Where everything is, in manim units.

    Attributes
    ----------
    unit
        Length of a pull of 1.
    scale, origin
        Length of a score of 1; where a score of 0 would be.
    lanes
        Heights of the lanes, by class.
    bead
        Radius of the beads.
    names, left
        Available width of the names; the left end of the lanes.
    rows
        Heights of the truth's row and of the prediction's.
    row
        Where both rows start.
    """

    unit: float
    scale: float
    origin: float
    lanes: FloatArray
    bead: float
    names: float
    left: float
    rows: tuple[float, float]
    row: float


class Lanes(Figure):
    """Beads at their scores, and the bars that pull at them; a bar's length is its pull.

    Values
    ------
    logits, start
        The scores, and where the pulls at them start, (K,).
    q, pull
        The shares, (K,), and 1 - q of the true class.
    marked, axis, pins
        How much is seen of the tag of the true class and of the axis's name; how far the pins are
        down.
    truth, hooked
        How far the truth's bar has grown, and each of the prediction's, (K,).
    sums, led, laid
        How much is seen of the rows' start; how far copies of the truth's bar and of the
        prediction's, (K,), have come on their way into the rows.
    totals, terms, guess
        How much is seen of what the rows are, of the shares in it, and of the options.
    bite, bitten, rest
        How far the prediction's bar at the true class has been carried to the end of the truth's,
        how far both have cancelled, and how much is seen of the difference that is left.
    calm, known
        How much the numbers of all but the true class and its rival have stepped back, and how
        much is seen of what the difference is called.
    """

    logits, start, q, pull = numbers(), numbers(), numbers(), number()
    marked, axis, pins = look(0.0), look(0.0), look(0.0)
    truth, hooked = look(0.0), looks()
    sums, led, laid = look(0.0), look(0.0), looks()
    totals, terms, guess = look(1.0), look(1.0), look(0.0)
    bite, bitten, rest = look(0.0), look(0.0), look(0.0)
    calm, known = look(0.0), look(0.0)

    def __init__(self, name: str, n: PulleyForcesNumbers) -> None:
        super().__init__(
            name, logits=n.rise.logits[0], start=n.renew.start[0], q=n.renew.q[0], pull=n.pull,
            hooked=np.zeros(len(n.names)), laid=np.zeros(len(n.names)),
        )  # fmt: skip
        self._table, self._write = n, writer(n.pull_form)
        self._shares = [self._write(float(share)) for share in n.renew.q[0]]
        shown = [*n.renew.q[0], *n.renew.q[-1], n.pull]
        self._longest = max((self._write(float(v)) for v in shown), key=len)

    def sketch(self, draw: Canvas) -> None:
        """Lanes, rows, what pulls, beads and their names, copies, and the options."""
        n = self._table
        self._plan = self._planned(self.zone)
        # What the truth and the prediction pull at each score now.
        self._ahead = self.truth * (1 + self.bitten * (self.pull - 1))
        cancelled = self.bitten * (np.arange(len(n.names)) == n.target)
        self._back = (self.hooked - cancelled) * self.q
        self._lanes(draw)
        self._pulls(draw)
        for k in n.order:
            self._bead(draw, k)
            self._name(draw, k)
        self._difference(draw)
        self._rows(draw)
        self._sums(draw)
        self._options(draw)

    # --- Places -------------------------------------------------------------------------------

    def _planned(self, z: Zone) -> Plan:
        n = self._table
        count = len(n.names)
        is_wide = z.width > NARROW
        self._size = BIG if is_wide and count <= MANY else TYPE.label
        self._digits = words_width(self._longest, self._size)
        foot = z.bottom + (ROWS if is_wide else ROWS + 0.6)
        pitch = min(PITCH, (z.top - HEAD - foot) / count)
        bead = min(BEAD if is_wide else 0.8 * BEAD, 0.39 * pitch)
        top = z.top - HEAD - (z.top - HEAD - foot - count * pitch) / 2
        lanes = np.empty(count)
        lanes[list(n.order)] = top - pitch * (np.arange(count) + 0.55)
        tag = words_width("true", TYPE.tick) + 0.24
        wide = max(tag, *(words_width(name, self._size) for name in n.names))
        names = min(wide, 0.2 * z.width)
        left = z.left + names + self._digits + 5 * AIR
        right = z.right - 2 * bead - GAP
        long, span = right - left - bead, n.highest - n.lowest
        scale = min(long / span, WIDEST * z.width / n.step)
        return Plan(
            unit=scale * n.step,
            scale=scale,
            origin=left + bead + (long - scale * span) / 2 - scale * n.lowest,
            lanes=lanes,
            bead=bead,
            names=names,
            left=z.left + names + 2 * AIR,
            rows=(foot - 0.25 - THICK / 2, foot - 0.4 - 1.5 * THICK),
            row=z.left + 0.3,
        )

    def _x(self, score: float) -> float:
        return self._plan.origin + self._plan.scale * float(score)

    def _edges(self, k: int) -> tuple[float, float]:
        """Where the bars at a class's bead begin: those that pull back, and the truth's."""
        x, reach = self._x(self.start[k]), self._plan.bead + GAP
        return x - reach, x + reach

    # --- The lanes ----------------------------------------------------------------------------

    def _lanes(self, draw: Canvas) -> None:
        p, z, t, n, size = self._plan, self.zone, theme(), self._table, self._size
        for k in n.order:
            y, half = float(p.lanes[k]), 1.15 * p.bead  # the last one's y is that of the axis
            draw.rectangle("lane", k, left=p.left, right=z.right, bottom=y - half, top=y + half,
                           color=t.background, outline=toned(t.muted, 0.45),
                           opacity=float(2 * half > CAP * size + 0.15), allow=TRACK)  # fmt: skip
        last = n.order[-1]
        taken = n.highest if last == n.target else max(self.start[last], self.logits[last])
        free = z.right - self._x(taken) - p.bead - 0.1
        draw.words("axis", text="score →", at=(z.right - AIR, y - CAP * size / 2), align=1,
                   size=size, color=t.muted, opacity=self.axis,
                   room=visibility(free, words_width("score →", size) + AIR),
                   allow={"overlap": "it stands on its lane"})  # fmt: skip

    def _pulls(self, draw: Canvas) -> None:
        """The truth's bar, and the prediction's, from the edges of their beads."""
        p, t, n = self._plan, theme(), self._table
        half = 0.62 * p.bead
        start, y = self._edges(n.target)[1], float(p.lanes[n.target])
        tip = start + p.unit * self._ahead
        draw.rectangle("truth", left=start, right=tip, bottom=y - half, top=y + half,
                       color=t.p, opacity=float(self.truth > 0), allow=PULLS)  # fmt: skip
        self._chevron(draw, "truth", (tip, y), p.unit * self._ahead, self.truth)
        wide, middle = words_width("truth: 1", BIG), (start + 0.5 * p.unit, y - CAP * BIG / 2)
        draw.words("truth is", text="truth: 1", at=middle, size=BIG,
                   color=text_on(t.p), opacity=min(self.truth, 1 - self.bite) ** 4,
                   room=float(wide + 0.2 < p.unit and 2 * half > CAP * BIG + 0.1),
                   allow={"overlap": "it stands on its own bar"})  # fmt: skip
        for k in n.order:
            right, y = self._edges(k)[0], float(p.lanes[k])
            if k == n.target:  # is carried to the end of what it cancels
                right += self.bite * (tip - right)
            wide = max(p.unit * float(self._back[k]), THIN * float(self._back[k] > 0))
            is_whole = float(self.hooked[k]) == 1 and k != n.target and wide > 0.4
            draw.rectangle("back", k, left=right - wide, right=right, bottom=y - half,
                           top=y + half, color=t.q, opacity=float(self._back[k] > 0), allow=PULLS,
                           measures=("x", float(self.q[k])) if is_whole else None)  # fmt: skip
            carried = self.bite if k == n.target else 0.0
            self._chevron(draw, k, (right - wide, y), wide, (1 - carried) ** 4)

    def _chevron(
        self, draw: Canvas, key: str | int, tip: tuple[float, float], wide: float, seen: float
    ) -> None:
        """To which side a bar pulls, if it is long enough: the truth's ahead, all others back."""
        bead, way = self._plan.bead, -1 if key == "truth" else 1
        points = np.array(tip) + 0.3 * bead * np.array([(2 * way, 1), (way, 0), (2 * way, -1)])
        draw.line("chevron", key, points=points, color=theme().background, width=6,
                  opacity=seen * float(np.clip(4 * wide / bead - 3.5, 0, 1)),
                  allow={**PULLS, "overlap": "it lies on its bar"})  # fmt: skip

    def _bead(self, draw: Canvas, k: int) -> None:
        p, t, n = self._plan, theme(), self._table
        y, home, color = float(p.lanes[k]), self._x(self.start[k]), t.of_class(k)
        net = self._ahead * float(k == n.target) - float(self._back[k])
        x = self._x(self.logits[k]) + LEAN * net * self.pins
        away = abs(self._x(self.logits[k]) - home) / p.bead
        draw.ring("from", k, at=(home, y), radius=p.bead, color=t.muted, width=4,
                  opacity=float(np.clip(4 * away - 0.2, 0, 1)) * float(self.truth > 0),
                  allow={"overlap": "where the bead was", "contrast": "where the bead was"},
                  )  # fmt: skip
        draw.disc("bead", k, at=(x, y), radius=p.bead, color=color, outline=t.background,
                  allow={"overlap": "a bead in its lane", "contrast": "it lies on its bar"},
                  )  # fmt: skip
        draw.pictogram("picture", k, name=n.names[k], at=(x, y), height=1.3 * p.bead,
                       color=text_on(color), allow=ON)  # fmt: skip
        draw.disc("pin", k, at=(home, y + p.bead + HEAD * (1 - self.pins)), radius=0.3 * p.bead,
                  color=t.text, outline=t.background, opacity=self.pins,
                  allow={"overlap": "it holds its bead"})  # fmt: skip

    def _name(self, draw: Canvas, k: int) -> None:
        """A class's name at the left, and its share beside what pulls at it."""
        p, t, n = self._plan, theme(), self._table
        is_true, y, size = k == n.target, float(p.lanes[k]), self._size
        pitch = abs(float(p.lanes[n.order[0]] - p.lanes[n.order[1]]))
        tagged = is_true and pitch > 0.9
        up, x = 0.22 if tagged else 0.0, self.zone.left + AIR
        draw.words("name", k, text=n.names[k], at=(x, y - CAP * size / 2 + up),
                   align=-1, size=size, color=t.of_class(k),
                   room=float(words_width(n.names[k], size) <= p.names + 1e-9))  # fmt: skip
        if is_true:
            dx = words_width("true", TYPE.tick) / 2 + 0.12
            draw.tag("true", text="true", at=(x + dx, y - 0.3),
                     opacity=self.marked * float(tagged))  # fmt: skip
        x = self._edges(k)[0] - p.unit * float(self.q[k]) - AIR
        seen = float(np.clip(1.5 * self.hooked[k] - 0.5, 0, 1))
        if is_true:
            seen *= float(np.clip(1 - 4 * self.bite, 0, 1))
        elif k != n.rival:
            seen *= 1 - 0.55 * self.calm
        draw.number("share", k, value=float(self.q[k]), write=self._write, color=t.q,
                    at=(x, y - CAP * size / 2), align=1, size=size, opacity=seen)  # fmt: skip

    def _difference(self, draw: Canvas) -> None:
        """At the true class: 1 - q, and what that is."""
        p, t, n, size = self._plan, theme(), self._table, self._size
        x, y = self._edges(n.target)[0] - AIR, float(p.lanes[n.target]) - CAP * size / 2
        draw.number("rest", value=self.pull, write=self._write, color=t.p, size=size,
                    at=(x, y), align=1, opacity=self.rest)  # fmt: skip
        x -= self._digits + 0.15
        parts = (("1", t.p), (MINUS, t.text), (self._shares[n.target], t.q), ("=", t.text))
        wide = sum(words_width(text, size) for text, _ in parts) + 0.15 * (len(parts) - 1)
        room = float(x - wide > p.left)
        for place, (text, color) in list(enumerate(parts))[::-1]:
            draw.words("difference", place, text=text, at=(x, y), align=1, size=size, color=color,
                       opacity=self.rest * self.terms, room=room)  # fmt: skip
            x -= words_width(text, size) + 0.15

    # --- The rows -----------------------------------------------------------------------------

    def _rows(self, draw: Canvas) -> None:
        """Copies of all pulls, the truth's from the start, the prediction's from its end back."""
        p, t, n, half = self._plan, theme(), self._table, THICK / 2
        upper, lower = p.rows
        ends = [(p.row, upper + half + 0.12), (p.row, lower - half - 0.12)]
        draw.line("start", points=ends, color=t.muted, dashed=True, width=5, opacity=self.sums,
                  allow={"overlap": "rows start on it", "contrast": "the end lies on it"},
                  )  # fmt: skip
        start = self._edges(n.target)[1]
        across, down = _way(self.led)
        x = start + across * (p.row - start)
        y = float(p.lanes[n.target]) + down * (upper - float(p.lanes[n.target]))
        draw.rectangle("led", left=x, right=x + p.unit, bottom=y - half, top=y + half, color=t.p,
                       opacity=float(self.led > 0), allow=FLIES)  # fmt: skip
        goal, end = p.row + p.unit, p.row + p.unit * _landed(self.led)
        for k in n.order:
            share, wide = float(self.laid[k]), p.unit * float(self.q[k])
            across, down = _way(share)
            x = self._edges(k)[0] + across * (goal - self._edges(k)[0])
            y = float(p.lanes[k]) + down * (lower - float(p.lanes[k]))
            draw.rectangle("laid", k, left=x - max(wide, THIN), right=x, bottom=y - half,
                           top=y + half, color=t.q, outline=t.background if wide > 0.1 else t.q,
                           opacity=float(share > 0), allow=FLIES)  # fmt: skip
            draw.pictogram("piece", k, name=n.names[k], at=(x - wide / 2, y), height=0.8 * THICK,
                           color=text_on(t.q), opacity=float(np.clip(2 * share - 1, 0, 1)),
                           room=visibility(wide, THICK + 0.1),
                           allow={"overlap": "it stands on its own piece"})  # fmt: skip
            goal -= wide
            end -= wide * _landed(share)
        draw.line("end", points=[(end, upper + half + 0.12), (end, lower - half - 0.12)],
                  color=t.text, width=8, opacity=self.sums,
                  allow={"overlap": "it is where the rows end", "contrast": "it lies on a row",
                         "jump": "it moves with the row"})  # fmt: skip

    def _sums(self, draw: Canvas) -> None:
        """Right of the rows: what they are."""
        p, t, n, size = self._plan, theme(), self._table, BIG
        x = p.row + p.unit + 0.35
        upper, lower = (y - CAP * size / 2 for y in p.rows)
        led = float(np.clip(4 * self.led - 3, 0, 1))
        draw.words("sum", "truth", text="truth: 1", at=(x, upper), align=-1, size=size, color=t.p,
                   opacity=led * self.totals)  # fmt: skip
        laid = [float(np.clip(2 * self.laid[k] - 1, 0, 1)) for k in n.order]
        plus = [("+ " if place else "") + self._shares[k] for place, k in enumerate(n.order)]
        parts = list(zip(("prediction:", *plus, "= 1"), (laid[0], *laid, laid[-1]), strict=True))
        wide = sum(words_width(text, size) for text, _ in parts) + 0.17 * (len(parts) - 1)
        at, fits = x, float(x + wide < self.zone.right)
        for place, (text, seen) in enumerate(parts):
            draw.words("term", place, text=text, at=(at, lower), align=-1, size=size, color=t.q,
                       opacity=seen * self.totals * max(0.0, 2 * self.terms - 1),
                       room=fits)  # fmt: skip
            at += words_width(text, size) + 0.17
        alone = max(0.0, 1 - 2 * self.terms) if fits else 1.0
        draw.words("sum", "prediction", text="prediction: 1", at=(x, lower), align=-1, size=size,
                   color=t.q, opacity=alone * laid[-1] * self.totals)  # fmt: skip
        math = '"net pull" = {{p:p}} - {{q:q}} = -"gradient"'
        free = self.zone.right - x - words_width("prediction: 1", BIG)
        draw.formula("known", math=math, colors={"p": t.p, "q": t.q}, align=1, size=size,
                     at=(self.zone.right, (upper + lower) / 2), opacity=self.known,
                     room=visibility(free, KNOWN))  # fmt: skip

    def _options(self, draw: Canvas) -> None:
        """The options of the guess, on the empty ground right of the rows."""
        p, n = self._plan, self._table
        texts = ("nothing?", f"only the {n.true_class}?", f"the {n.rival_class}, too?")
        left, right = p.row + p.unit + 0.9, self.zone.right
        widths = [words_width(text, BIG) for text in texts]
        air = (right - left - sum(widths)) / 2
        line = 0.55 if self.zone.width > NARROW else 0.7
        x, y = left, (p.rows[0] + p.rows[1]) / 2 - CAP * BIG / 2
        for place, (text, wide) in enumerate(zip(texts, widths, strict=True)):
            at = (x, y) if air > 0.6 else (left - 0.4, y + line * (1 - place))
            draw.words("option", place, text=text, at=at, align=-1, size=BIG, opacity=self.guess,
                       room=float(at[0] + wide <= right + 1e-9))  # fmt: skip
            x += wide + air


def _way(share: float) -> tuple[float, float]:
    """How far a copy is across the stage and down: down later, to pass no other one."""
    return smoothstep(share / 0.8), smoothstep((share - 0.2) / 0.8)


def _landed(share: float) -> float:
    """How far the end of the rows has moved with a copy, which comes to lie in its row."""
    return smoothstep((share - 0.5) / 0.5)
