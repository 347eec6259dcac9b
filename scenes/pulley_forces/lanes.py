"""The figure of ``PulleyForces``: a lane for each score, the pulls at it, and the average score."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from scenes.pulley_forces.numbers import PulleyForcesNumbers
from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, looks, number, numbers
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

__all__ = ["Lanes"]

MAX_PITCH, MAX_RADIUS = 1.6, 0.44
"""Maximum distance between two lanes; maximum radius of a bead."""

MAX_UNIT, MIN_BAR = 0.28, 0.035
"""Length of a pull of 1 in shares of the stage's width; length of the shortest visible bar."""

HEAD, NAIL = 0.4, 0.33
"""Height above the lanes that is free for the pins; distance that a pin moves."""

BALANCE, ROW = 0.95, 0.46
"""Height of the strip for the average below the lanes; height of a row of the sum."""

GHOST = 1.75
"""Distance of an option of the guess from the average."""

GAP, AIR = 0.05, 0.14
"""Space between a bead and a bar; space between a bar and a text."""

NARROW, LARGE, MANY = 10.0, 1.12 * TYPE.number, 5
"""Stages up to this width, or of more lanes, have smaller text than ``LARGE``."""

ON_BAR: dict[Rule, str] = {"overlap": "it lies on its own bar"}
BAR: dict[Rule, str] = {"overlap": "it pulls at its bead", "pop": "it grows from nothing",
                        "contrast": "opposite pulls cancel"}  # fmt: skip
COPY: dict[Rule, str] = {"overlap": "it passes behind the beads", "pop": "it starts on its bar",
                         "jump": "it falls", "contrast": "it starts on its bar"}  # fmt: skip

COPIED_FADE = 1.0
"""Change of length, in manim units, over which a copy's pictogram fades: copies shrink fast."""


@dataclass(frozen=True)
class Plan:
    """Positions and lengths, in manim units.

    Attributes
    ----------
    unit
        Length of a pull of 1.
    scale, origin
        Length of a score of 1; x of a score of 0.
    lanes
        y of each class's lane, (K,).
    radius
        Radius of the beads.
    left
        Left end of the lanes.
    foot
        y of the lower edge of the lanes.
    rows
        y of the rows of the sum: all other pulls, and the true class's below.
    """

    unit: float
    scale: float
    origin: float
    lanes: FloatArray
    radius: float
    left: float
    foot: float
    rows: tuple[float, float]


class Lanes(Figure):
    """Beads at their scores, and the bars that pull at them; a bar's length is its pull.

    Values
    ------
    logits, average
        The scores, (K,), and their average.
    q, pull
        The shares, (K,), and the net pull at the true class.
    marked, axis
        Opacity of the tag of the true class, and of the axis's label.
    pins
        How far the pins are in.
    truth, back
        How far the truth's bar has grown, and each bar of the prediction, (K,).
    carried, cancelled
        How far the prediction's bar at the true class has moved to the tip of the truth's bar, and
        how far both have cancelled.
    net, formula
        Opacity of the net pull at the true class, and of its formula.
    dropped
        How far a copy of each net pull has moved into the sum, (K,).
    lane_digits, sum_digits
        Opacity of the numbers in the lanes, and in the sum.
    line, options
        How far the line of the average is drawn; opacity of the options of the guess.
    """

    logits, average, q, pull = numbers(), number(), numbers(), number()
    marked, axis, pins = look(0.0), look(0.0), look(0.0)
    truth, back = look(0.0), looks()
    carried, cancelled = look(0.0), look(0.0)
    net, formula = look(0.0), look(0.0)
    lane_digits, sum_digits = look(1.0), look(1.0)
    dropped = looks()
    line, options = look(0.0), look(0.0)

    def __init__(self, name: str, table: PulleyForcesNumbers) -> None:
        release, zeros = table.release, np.zeros(len(table.names))
        super().__init__(
            name, logits=table.rise.logits[0], average=release.average[0], q=release.q[0],
            pull=table.pull, back=zeros, dropped=zeros,
        )  # fmt: skip
        self._table, self._write = table, writer(table.pull_form)
        # A pin is in only while its score is the first one.
        self._home = release.logits[0]
        shown = [*np.ravel(release.q[[0, -1]]), *release.pull[[0, -1]]]
        self._longest = max((self._write(float(value)) for value in shown), key=len)

    def sketch(self, draw: Canvas) -> None:
        """Draw the lanes, the average, the sum, the bars, and the beads."""
        self._plan = self._planned(self.zone)
        self._lanes(draw)
        self._average(draw)
        self._sum(draw)
        for k in self._table.order:
            self._bars(draw, k)
            self._bead(draw, k)
            self._name(draw, k)
        self._net_pull(draw)

    # --- Positions ----------------------------------------------------------------------------

    def _planned(self, z: Zone) -> Plan:
        n = self._table
        count = len(n.names)
        is_large = z.width > NARROW and count <= MANY
        self._size = LARGE if is_large else TYPE.label
        self._digits = words_width(self._longest, self._size)
        rows = 2.6 * ROW
        pitch = min(MAX_PITCH, (z.height - HEAD - BALANCE - rows) / count)
        top = z.top - HEAD - (z.height - HEAD - BALANCE - rows - count * pitch) / 2
        radius = min(MAX_RADIUS, 0.39 * pitch)
        lanes = np.empty(count)
        lanes[list(n.order)] = top - pitch * (np.arange(count) + 0.5)
        widths = [words_width(name, self._size) for name in n.names]
        names = min(max(words_width("true", TYPE.tick) + 0.24, *widths), 0.2 * z.width)
        left = z.left + names + 2 * AIR
        # The truth's bar and the prediction's are beside one bead.
        free = z.right - left - 3 * AIR - 2 * (radius + GAP) - self._digits
        unit = min(MAX_UNIT * z.width, free / (1 + float(n.release.q[0, n.target])))
        foot = top - count * pitch
        scale, origin = self._scale(left + AIR, z.right - AIR, unit, radius + GAP)
        return Plan(
            unit=unit,
            scale=scale,
            origin=origin,
            lanes=lanes,
            radius=radius,
            left=left,
            foot=foot,
            rows=(foot - BALANCE - ROW / 2, foot - BALANCE - 1.6 * ROW),
        )

    def _scale(self, left: float, right: float, unit: float, reach: float) -> tuple[float, float]:
        """Return the largest scale with which all beads and bars fit, and the origin.

        ``reach`` is the distance from the centre of a bead to its bars.
        """
        n = self._table
        lows, highs = [], []  # pairs of a score and the space that is needed beside it
        for row, k in product((0, -1), range(len(n.names))):
            score, q = n.release.logits[row, k], n.release.q[row, k]
            ahead = (1.0 if row == 0 else n.release.pull[row]) if k == n.target else 0.0
            lows.append((score, reach + unit * q + AIR + (self._digits if row == 0 else 0.0)))
            highs.append((score, reach + unit * ahead))
        scale = 0.3 * (right - left)
        for (low, before), (high, after) in product(lows, highs):
            if high - low > 1e-9:
                scale = min(scale, (right - left - before - after) / (high - low))
        first = max(left + before - scale * low for low, before in lows)
        last = min(right - after - scale * high for high, after in highs)
        return scale, (first + last) / 2

    def _x(self, score: float) -> float:
        return self._plan.origin + self._plan.scale * float(score)

    # --- The lanes ----------------------------------------------------------------------------

    def _lanes(self, draw: Canvas) -> None:
        p, z, t, size = self._plan, self.zone, theme(), self._size
        for k in self._table.order:
            y, half = float(p.lanes[k]), 1.15 * p.radius
            draw.rectangle("lane", k, left=p.left, right=z.right, bottom=y - half, top=y + half,
                           color=t.background, outline=toned(t.muted, 0.45),
                           opacity=float(2 * half > CAP * size + 0.15),
                           allow={"contrast": "a faint track", "overlap": "things move on it"},
                           )  # fmt: skip
        free = z.right - self._x(self.average) - GHOST - words_width("ahead?", size)
        draw.words("axis", text="score →", at=(z.right, p.foot - 0.5), align=1,
                   size=size, color=t.muted, opacity=self.axis,
                   room=visibility(free, words_width("score →", size)))  # fmt: skip

    def _average(self, draw: Canvas) -> None:
        """Draw the line through the average score, on a triangle between two options."""
        p, t, size = self._plan, theme(), self._size
        x, top = self._x(self.average), float(max(p.lanes)) + 1.15 * p.radius
        tip = p.foot - 0.02
        end = top + self.line * (tip - top)
        draw.line("average", points=[(x, top), (x, end)], color=t.text, width=5, dashed=True,
                  opacity=float(self.line > 0),
                  allow={"overlap": "it passes behind the beads", "pop": "it grows",
                         "contrast": "it passes behind the beads"})  # fmt: skip
        low = tip - 0.3
        seen = float(np.clip(4 * self.line - 3, 0, 1))
        base = low - 0.12 - CAP * size
        draw.polygon("triangle", points=[(x, tip), (x - 0.24, low), (x + 0.24, low)],
                     color=t.text, opacity=seen)  # fmt: skip
        draw.words("average is", text="average", at=(x, base), size=size, opacity=seen)
        for side, text in ((-1, "back?"), (1, "ahead?")):
            ghost = x + side * GHOST
            corners = [(ghost, tip), (ghost - 0.24, low), (ghost + 0.24, low), (ghost, tip)]
            draw.line("option", side, points=corners, color=t.muted, width=4, opacity=self.options)
            draw.words("option is", side, text=text, at=(ghost, base), size=size, color=t.muted,
                       opacity=self.options)  # fmt: skip

    # --- Pulls --------------------------------------------------------------------------------

    def _edges(self, k: int) -> tuple[float, float]:
        """Return where the bars at a bead begin: on its left, and on its right."""
        x, reach = self._x(self.logits[k]), self._plan.radius + GAP
        return x - reach, x + reach

    def _bars(self, draw: Canvas, k: int) -> None:
        """Draw the truth's bar at the true class, and the prediction's bar."""
        p, t, is_true = self._plan, theme(), k == self._table.target
        y, half = float(p.lanes[k]), 0.62 * p.radius
        right, start = self._edges(k)
        if is_true:
            ahead = self.truth * (1 + self.cancelled * (self.pull - 1))
            tip = start + p.unit * ahead
            draw.rectangle("truth", left=start, right=tip, bottom=y - half, top=y + half,
                           color=t.p, opacity=float(self.truth > 0), allow=BAR)  # fmt: skip
            self._chevron(draw, "truth", (tip, y), p.unit * ahead, self.truth)
            wide = words_width("truth: 1", LARGE) + 0.2 + 1.3 * p.radius  # clear of the chevron
            fits = wide < p.unit and 2 * half > CAP * LARGE + 0.1
            draw.words("truth is", text="truth: 1", size=LARGE, color=text_on(t.p),
                       at=(start + 0.5 * p.unit, y - CAP * LARGE / 2), room=float(fits),
                       opacity=min(self.truth, 1 - self.carried) ** 4, allow=ON_BAR)  # fmt: skip
            right += self.carried * (tip - right)
        length = float(self.q[k] * (self.back[k] - self.cancelled * is_true)) * p.unit
        bar = max(length, MIN_BAR * float(length > 0))
        is_whole = float(self.back[k]) == 1 and not is_true and bar > 0.4
        draw.rectangle("back", k, left=right - bar, right=right, bottom=y - half,
                       top=y + half, color=t.q, opacity=float(length > 0), allow=BAR,
                       measures=("x", float(self.q[k])) if is_whole else None)  # fmt: skip
        free = (1 - self.carried) ** 4 if is_true else 1.0
        self._chevron(draw, k, (right - bar, y), bar, free)

    def _chevron(
        self, draw: Canvas, key: str | int, tip: tuple[float, float], length: float, opacity: float
    ) -> None:
        """Draw the direction of a bar, if it is long enough: the truth's is to the right."""
        radius, side = self._plan.radius, -1 if key == "truth" else 1
        points = np.array(tip) + 0.3 * radius * np.array([(2 * side, 1), (side, 0), (2 * side, -1)])
        draw.line("chevron", key, points=points, color=theme().background, width=6,
                  opacity=opacity * float(np.clip(4 * length / radius - 3.5, 0, 1)),
                  allow={**BAR, **ON_BAR})  # fmt: skip

    def _net_pull(self, draw: Canvas) -> None:
        """Draw the number of the net pull at the true class, and its formula."""
        p, t, n, size = self._plan, theme(), self._table, self._size
        x, y = self._edges(n.target)[0] - AIR, float(p.lanes[n.target]) - CAP * size / 2
        draw.number("net", value=self.pull, write=self._write, color=t.p, size=size,
                    at=(x, y), align=1, opacity=self.net * self.lane_digits)  # fmt: skip
        share = self._write(float(n.release.q[0, n.target]))
        math = f'{{{{p:p}}}} - {{{{q:q}}}} = {{{{1:one}}}} - {{{{"{share}":share}}}} ='
        x -= self._digits + AIR
        free = x - p.left
        draw.formula("formula", math=math, size=size, at=(x, y), align=1, opacity=self.formula,
                     colors={"p": t.p, "one": t.p, "q": t.q, "share": t.q},
                     room=visibility(free, words_width(f"p − q = 1 − {share} =", size) + 0.3),
                     )  # fmt: skip

    # --- Beads --------------------------------------------------------------------------------

    def _bead(self, draw: Canvas, k: int) -> None:
        p, t, n = self._plan, theme(), self._table
        x, y, home, color = (
            self._x(self.logits[k]),
            float(p.lanes[k]),
            self._x(self._home[k]),
            t.of_class(k),
        )
        distance = abs(x - home) / p.radius
        draw.ring("start", k, at=(home, y), radius=p.radius, color=t.muted, width=4,
                  opacity=float(np.clip(4 * distance - 0.2, 0, 1)) * float(self.truth > 0),
                  allow={"overlap": "where the bead was", "contrast": "where the bead was"},
                  )  # fmt: skip
        draw.disc("bead", k, at=(x, y), radius=p.radius, color=color, outline=t.background,
                  allow={"overlap": "a bead in its lane", "contrast": "it is beside its bar"},
                  )  # fmt: skip
        draw.pictogram("picture", k, name=n.names[k], at=(x, y), height=1.3 * p.radius,
                       color=text_on(color), allow={"overlap": "it is on its bead"})  # fmt: skip
        shape = [(-0.13, 0.75), (0, 0.5), (0.13, 0.75), (0.13, 1.15), (0.5, 1.15), (0.5, 1.45),
                 (-0.5, 1.45), (-0.5, 1.15), (-0.13, 1.15)]  # fmt: skip
        corner = (home, y + NAIL * (1 - self.pins))
        draw.polygon("pin", k, points=np.array(corner) + p.radius * np.array(shape),
                     color=t.text, outline=t.background, opacity=min(1.0, 3 * self.pins),
                     allow={"overlap": "it holds its bead", "contrast": "it is on its bead"},
                     )  # fmt: skip

    def _name(self, draw: Canvas, k: int) -> None:
        """Draw a class's name on the left, and its share beside the prediction's bar."""
        p, t, n, size = self._plan, theme(), self._table, self._size
        is_true, y = k == n.target, float(p.lanes[k])
        is_tagged = is_true and p.radius > 0.35
        up, x = 0.22 if is_tagged else 0.0, self.zone.left + AIR
        draw.words("name", k, text=n.names[k], at=(x, y - CAP * size / 2 + up), align=-1,
                   size=size, color=t.of_class(k),
                   room=visibility(p.left - x, words_width(n.names[k], size)))  # fmt: skip
        if is_true:
            middle = x + words_width("true", TYPE.tick) / 2 + 0.12
            draw.tag("true", text="true", at=(middle, y - 0.3),
                     opacity=self.marked * float(is_tagged))  # fmt: skip
        x = self._edges(k)[0] - max(p.unit * float(self.q[k]), MIN_BAR) - AIR
        grown = float(np.clip(1.5 * self.back[k] - 0.5, 0, 1))
        left_alone = float(np.clip(1 - 4 * self.carried, 0, 1)) if is_true else 1.0
        draw.number("share", k, value=float(self.q[k]), write=self._write, color=t.q, size=size,
                    at=(x, y - CAP * size / 2), align=1,
                    opacity=grown * left_alone * self.lane_digits)  # fmt: skip

    # --- The sum ------------------------------------------------------------------------------

    def _sum(self, draw: Canvas) -> None:
        """Draw copies of the net pulls: the true class's, and above it all others, end to end."""
        p, t, n, size = self._plan, theme(), self._table, self._size
        others_row, true_row = p.rows
        left = self._x(self._home[n.target]) + p.radius + GAP
        end, length = left + p.unit * self.pull, p.unit * self.pull
        self._copy(draw, n.target, left, length, true_row, t.p)
        others, space = n.order[1:], words_width("+", size) + 0.24
        wide = len(others) * self._digits + (len(others) - 1) * space
        # On the left of the rows, or else on their right.
        before, after = left - AIR, left + p.unit * n.pull + AIR
        is_left = before - wide >= self.zone.left
        x = before - wide if is_left else after
        room = float(is_left or after + wide <= self.zone.right)
        digits = [float(np.clip(3 * share - 2, 0, 1)) for share in self.dropped]
        draw.number("ahead", value=self.pull, write=self._write, color=t.p, size=size,
                    at=(before if is_left else after, true_row - CAP * size / 2),
                    align=1 if is_left else -1, room=room,
                    opacity=digits[n.target] * self.sum_digits)  # fmt: skip
        for place, k in enumerate(others):
            at, seen = (x, others_row - CAP * size / 2), digits[k] * self.sum_digits
            draw.number("behind", k, value=float(self.q[k]), write=self._write, color=t.q,
                        size=size, align=-1, at=at, room=room, opacity=seen)  # fmt: skip
            if place:
                draw.words("plus", k, text="+", at=(x - space / 2, at[1]), size=size, color=t.q,
                           room=room, opacity=seen)  # fmt: skip
            x += self._digits + space
            length = p.unit * float(self.q[k])
            end -= length
            self._copy(draw, k, end, length, others_row, t.q)

    def _copy(
        self, draw: Canvas, k: int, left: float, length: float, row: float, color: str
    ) -> None:
        """Draw a copy of a net pull on its way from its lane, first down and then sideways."""
        p, n, share = self._plan, self._table, float(self.dropped[k])
        before, after = self._edges(k)
        start = after if k == n.target else before - length
        y = float(p.lanes[k]) + smoothstep(share / 0.75) * (row - float(p.lanes[k]))
        x = start + smoothstep((share - 0.4) / 0.6) * (left - start)
        half = min(0.62 * p.radius, ROW / 2)
        draw.rectangle("copy", k, left=x, right=x + max(length, MIN_BAR), bottom=y - half,
                       top=y + half, color=color, opacity=float(share > 0), allow=COPY,
                       outline=theme().background if length > 0.1 else color)  # fmt: skip
        draw.pictogram("copied", k, name=n.names[k], at=(x + length / 2, y), height=1.6 * half,
                       color=text_on(color), room=visibility(length, 2 * half + 0.1, COPIED_FADE),
                       opacity=float(np.clip(2 * share - 1, 0, 1)), allow=ON_BAR)  # fmt: skip
