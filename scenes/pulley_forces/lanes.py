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

MAX_PITCH, MAX_RADIUS = 1.6, 0.5
"""Maximum distance between two lanes; maximum radius of a bead."""

MAX_UNIT, MIN_BAR = 0.28, 0.035
"""Length of a pull of 1 in shares of the stage's width; length of the shortest visible bar."""

HEAD, FLOOR = 0.42, 1.43
"""Height above the lanes, for the pins; height below the lanes, for what is laid together."""

THICK, COPY, RISE = 0.8, 0.31, 0.28
"""Half the height of a bar in radii of a bead; half that of a copy; distance that a pin moves."""

STRIP, ROWS = 0.4, (0.36, 1.02)
"""Depths below the lanes of the strip, and of the two rows of the sum."""

GHOST = 1.75
"""Distance of an option of the guess from the average."""

GAP, AIR = 0.05, 0.14
"""Space between a bead and a bar; space between a bar and a text."""

NARROW, LARGE, MANY = 10.0, 1.12 * TYPE.number, 5
"""Stages up to this width, or of more lanes, have smaller text than ``LARGE``."""

PIN = np.array([(0, 0.4), (0.07, 0.85), (0.45, 0.85), (0.45, 1.0), (0.22, 1.08), (0.2, 1.4),
                (0.36, 1.5), (0.36, 1.62)])  # fmt: skip
"""Right half of the outline of a pin, from its point up, in radii of a bead."""

Pair = tuple[float, float]
"""A point, or the left and the right end of a bar."""

ON_BAR: dict[Rule, str] = {"overlap": "it lies on its own bar"}
BAR: dict[Rule, str] = {"overlap": "it pulls at its bead", "pop": "it grows from nothing",
                        "contrast": "opposite pulls cancel"}  # fmt: skip
FLIGHT: dict[Rule, str] = {"overlap": "it passes behind the beads", "pop": "it starts on its bar",
                           "jump": "it flies", "contrast": "it starts on its bar"}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """Positions and lengths, in manim units.

    Attributes
    ----------
    unit, scale, origin
        Length of a pull of 1; length of a score of 1; x of a score of 0.
    lanes
        y of each class's lane, (K,).
    radius
        Radius of the beads.
    left, foot
        Left end of the lanes; y of their lower edge.
    """

    unit: float
    scale: float
    origin: float
    lanes: FloatArray
    radius: float
    left: float
    foot: float


class Lanes(Figure):
    """Beads at their scores, and the bars that pull at them; a bar's length is its pull.

    Below the lanes is room for one thing after the other: the whole pull of the prediction, the sum
    of the net pulls, and how far the scores have moved.

    Values
    ------
    logits, average
        The scores, (K,), and their average.
    q, pull
        The shares, (K,), and the net pull at the true class.
    marked, pins
        Opacity of the tag of the true class; how far the pins are in.
    truth, prediction
        How far the bar of the truth has grown, and that of the prediction, below the lanes.
    split, back
        How far the prediction's bar is cut into shares; how far each has moved to its bead, (K,).
    carried, cancelled
        How far the prediction's bar at the true class has moved to the tip of the truth's bar, and
        how far both have cancelled.
    net, summed
        Opacity of the net pull at the true class; how far a copy of each net pull has moved into
        the sum, (K,).
    line, options
        How far the line of the average is drawn; opacity of the options of the guess.
    laid
        How far a copy of each class's trail has moved to the average, (K,).
    notes, pulls
        Opacity of the numbers and of the sum; opacity of the bars.
    """

    logits, average, q, pull = numbers(), number(), numbers(), number()
    marked, pins = look(0.0), look(0.0)
    truth, prediction = look(0.0), look(0.0)
    split, back = look(0.0), looks()
    carried, cancelled = look(0.0), look(0.0)
    net, summed = look(0.0), looks()
    line, options = look(0.0), look(0.0)
    laid = looks()
    notes, pulls = look(1.0), look(1.0)

    def __init__(self, name: str, table: PulleyForcesNumbers) -> None:
        release, zeros = table.release, np.zeros(len(table.names))
        super().__init__(
            name, logits=table.rise.logits[0], average=release.average[0], q=release.q[0],
            pull=table.pull, back=zeros, summed=zeros, laid=zeros,
        )  # fmt: skip
        self._table, self._write = table, writer(table.pull_form)
        self._home = release.logits[0]
        shown = [*np.ravel(release.q[0]), table.pull]
        self._longest = max((self._write(float(value)) for value in shown), key=len)

    def sketch(self, draw: Canvas) -> None:
        """Draw the lanes, the average, the bars, and the beads."""
        self._plan = self._planned(self.zone)
        self._lanes(draw)
        self._average(draw)
        self._truth(draw)
        for k in self._table.order:
            self._share(draw, k)
        self._labels(draw)
        self._sum(draw)
        self._trails(draw)
        for k in self._table.order:
            self._bead(draw, k)
            self._name(draw, k)
        self._net_pull(draw)

    # --- Positions ----------------------------------------------------------------------------

    def _planned(self, z: Zone) -> Plan:
        n = self._table
        count = len(n.names)
        self._size = LARGE if z.width > NARROW and count <= MANY else TYPE.label
        self._digits = words_width(self._longest, self._size)
        height = z.height - HEAD - FLOOR
        pitch = min(MAX_PITCH, height / count)
        top = z.top - HEAD - (height - count * pitch) / 2
        radius = min(MAX_RADIUS, 0.39 * pitch)
        lanes = np.empty(count)
        lanes[list(n.order)] = top - pitch * (np.arange(count) + 0.5)
        widths = [words_width(name, self._size) for name in n.names]
        names = min(max(words_width("true", TYPE.tick) + 0.24, *widths), 0.2 * z.width)
        left = z.left + names + 2 * AIR
        # The truth's bar and the prediction's are beside one bead.
        free = z.right - left - 3 * AIR - 2 * (radius + GAP) - self._digits
        unit = min(MAX_UNIT * z.width, free / (1 + float(n.release.q[0, n.target])))
        scale, origin = self._scale(left + AIR, z.right - AIR, unit, radius + GAP)
        return Plan(
            unit=unit,
            scale=scale,
            origin=origin,
            lanes=lanes,
            radius=radius,
            left=left,
            foot=top - count * pitch,
        )

    def _scale(self, left: float, right: float, unit: float, reach: float) -> Pair:
        """Return the largest scale with which all beads, bars and trails fit, and the origin.

        ``reach`` is the distance from the centre of a bead to its bars.
        """
        n, release = self._table, self._table.release
        moved = release.logits[-1, n.target] - release.logits[0, n.target]
        # Pairs of a score and the space that is needed beside it.
        lows, highs = [(self.average - moved, GAP)], [(self.average + moved, GAP)]
        for row, k in product((0, -1), range(len(n.names))):
            score, q = release.logits[row, k], release.q[row, k]
            ahead = (1.0 if row == 0 else release.pull[row]) if k == n.target else 0.0
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

    def _edges(self, score: float) -> Pair:
        """Return where the bars at a bead begin: on its left, and on its right."""
        x, reach = self._x(score), self._plan.radius + GAP
        return x - reach, x + reach

    # --- The lanes ----------------------------------------------------------------------------

    def _lanes(self, draw: Canvas) -> None:
        p, z, t, size = self._plan, self.zone, theme(), self._size
        half = 1.15 * p.radius
        for k, y in enumerate(p.lanes):
            draw.rectangle("lane", k, left=p.left, right=z.right, bottom=y - half, top=y + half,
                           color=t.background, outline=toned(t.muted, 0.45),
                           opacity=float(2 * half > CAP * size + 0.15),
                           allow={"contrast": "a faint track", "overlap": "things move on it"},
                           )  # fmt: skip
        free = z.right - self._edges(self._home[self._table.target])[1] - AIR
        draw.words("axis", text="score →", at=(z.right, float(max(p.lanes)) + half + 0.1), align=1,
                   size=size, color=t.muted,
                   room=visibility(free, words_width("score →", size)))  # fmt: skip

    def _average(self, draw: Canvas) -> None:
        """Draw the line through the average score, on a triangle between two options."""
        p, t, size = self._plan, theme(), self._size
        x, top = self._x(self.average), float(max(p.lanes)) + 1.15 * p.radius
        tip = p.foot - 0.76
        end = top + self.line * (tip - top)
        draw.line("average", points=[(x, top), (x, end)], color=t.text, width=5, dashed=True,
                  opacity=float(self.line > 0),
                  allow={"overlap": "it passes behind the beads", "pop": "it grows",
                         "contrast": "it passes behind the beads"})  # fmt: skip
        low = tip - 0.2
        arrived = float(np.clip(4 * self.line - 3, 0, 1))
        base = low - 0.08 - CAP * size
        draw.polygon("triangle", points=[(x, tip), (x - 0.24, low), (x + 0.24, low)],
                     color=t.text, opacity=arrived)  # fmt: skip
        draw.words("average is", text="average", at=(x, base), size=size, opacity=arrived)
        for side, text in ((-1, "back?"), (1, "ahead?")):
            ghost = x + side * GHOST
            corners = [(ghost, tip), (ghost - 0.24, low), (ghost + 0.24, low), (ghost, tip)]
            draw.line("option", side, points=corners, color=t.muted, width=4, opacity=self.options)
            draw.words("option is", side, text=text, at=(ghost, base), size=size, color=t.muted,
                       opacity=self.options)  # fmt: skip

    # --- Pulls --------------------------------------------------------------------------------

    def _tip(self) -> float:
        """Return x of the end of the truth's bar, of which a part may be cancelled."""
        start = self._edges(self.logits[self._table.target])[1]
        return start + self._plan.unit * self.truth * (1 + self.cancelled * (self.pull - 1))

    def _truth(self, draw: Canvas) -> None:
        """Draw the truth's bar at the true class."""
        p, t, target = self._plan, theme(), self._table.target
        y, half = float(p.lanes[target]), THICK * p.radius
        start, tip = self._edges(self.logits[target])[1], self._tip()
        draw.rectangle("truth", left=start, right=tip, bottom=y - half, top=y + half, color=t.p,
                       opacity=self.pulls * float(self.truth > 0), allow=BAR)  # fmt: skip
        self._chevron(draw, "truth", (tip, y), tip - start, self.truth)

    def _labels(self, draw: Canvas) -> None:
        """Write on the bars of 1, where there is room."""
        p, t, target = self._plan, theme(), self._table.target
        x = self._edges(self.logits[target])[1] + 0.5 * p.unit
        for text, y, color, opacity in (
            ("truth: 1", float(p.lanes[target]), t.p, min(self.truth, 1 - self.carried)),
            ("prediction: 1", p.foot - STRIP, t.q, min(self.prediction, 1 - self.split)),
        ):
            wide = words_width(text, LARGE) + 0.2 + 1.3 * p.radius  # clear of the chevron
            draw.words("label", text, text=text, size=LARGE, color=text_on(color),
                       at=(x, y - CAP * LARGE / 2), opacity=opacity**4, allow=ON_BAR,
                       room=float(wide < p.unit and p.radius > 0.25))  # fmt: skip

    def _share(self, draw: Canvas, k: int) -> None:
        """Draw a class's share of the prediction: a piece of its whole bar, then at its bead."""
        p, t, n = self._plan, theme(), self._table
        half, moved, is_true = THICK * p.radius, float(self.back[k]), k == n.target
        before = float(sum(self.q[other] for other in n.order[: n.order.index(k)]))
        grown = float(np.clip(self.prediction - before, 0, self.q[k]))
        length = p.unit * (grown - float(self.q[k]) * self.cancelled * is_true)
        bar = max(length, MIN_BAR * moved * float(length > 0))
        right = self._edges(self.logits[k])[0]
        right += self.carried * is_true * (self._tip() - right)
        whole = self._edges(self._home[n.target])[1] + p.unit * before
        x, y = _flown((whole, p.foot - STRIP), (right - bar, float(p.lanes[k])), moved)
        cut = GAP * self.split * (1 - moved) * float(bar > 2 * GAP)
        is_measured = moved == 1 and not is_true and bar > 0.4
        draw.rectangle("back", k, left=x, right=x + bar - cut, bottom=y - half, top=y + half,
                       color=t.q, opacity=self.pulls * float(length > 0), allow=BAR | FLIGHT,
                       measures=("x", float(self.q[k])) if is_measured else None)  # fmt: skip
        self._chevron(
            draw, k, (x, y), bar, (1 - self.carried * is_true) ** 4 * max(0.0, 4 * moved - 3)
        )
        draw.pictogram("back picture", k, name=n.names[k], at=(x + bar / 2, y), height=1.6 * half,
                       color=text_on(t.q), room=visibility(bar, 2 * half + 0.1),
                       opacity=self.split * max(0.0, 1 - 4 * moved), allow=ON_BAR)  # fmt: skip

    def _chevron(
        self, draw: Canvas, key: str | int, tip: Pair, length: float, opacity: float
    ) -> None:
        """Draw the direction of a bar, if it is long enough: the truth's is to the right."""
        radius, side = self._plan.radius, -1 if key == "truth" else 1
        points = np.array(tip) + 0.3 * radius * np.array([(2 * side, 1), (side, 0), (2 * side, -1)])
        draw.line("chevron", key, points=points, color=theme().background, width=6,
                  opacity=self.pulls * opacity * float(np.clip(4 * length / radius - 3.5, 0, 1)),
                  allow={**BAR, **ON_BAR})  # fmt: skip

    def _net_pull(self, draw: Canvas) -> None:
        """Draw the net pull at the true class: 1 minus its share."""
        p, t, n, size = self._plan, theme(), self._table, self._size
        x = self._edges(self.logits[n.target])[0] - AIR
        y, opacity = float(p.lanes[n.target]) - CAP * size / 2, self.net * self.notes
        draw.number("net", value=n.pull, write=self._write, color=t.p, size=size, at=(x, y),
                    align=1, opacity=opacity)  # fmt: skip
        share = self._write(float(n.release.q[0, n.target]))
        x -= self._digits + AIR
        draw.formula("formula", math=f'{{{{1:one}}}} - {{{{"{share}":share}}}} =', size=size,
                     at=(x, y), align=1, opacity=opacity, colors={"one": t.p, "share": t.q},
                     room=visibility(x - p.left, words_width(f"1 − {share} =", size) + 0.3),
                     )  # fmt: skip

    # --- Beads --------------------------------------------------------------------------------

    def _bead(self, draw: Canvas, k: int) -> None:
        p, t, n = self._plan, theme(), self._table
        x, y, home = self._x(self.logits[k]), float(p.lanes[k]), self._x(self._home[k])
        color, distance = t.of_class(k), abs(x - home) / p.radius
        draw.ring("start", k, at=(home, y), radius=p.radius, color=t.muted, width=4,
                  opacity=float(np.clip(4 * distance - 0.2, 0, 1)) * float(self.truth > 0),
                  allow={"overlap": "where the bead was", "contrast": "where the bead was"},
                  )  # fmt: skip
        draw.disc("bead", k, at=(x, y), radius=p.radius, color=color, outline=t.background,
                  allow={"overlap": "a bead in its lane", "contrast": "it is beside its bar"},
                  )  # fmt: skip
        draw.pictogram("picture", k, name=n.names[k], at=(x, y), height=1.3 * p.radius,
                       color=text_on(color), allow={"overlap": "it is on its bead"})  # fmt: skip
        corner = np.array((home, y + RISE * (1 - self.pins)))
        outline = np.concatenate((PIN, PIN[:0:-1] * (-1, 1)))
        draw.polygon("pin", k, points=corner + p.radius * outline, color=t.text,
                     outline=t.background, opacity=min(1.0, 3 * self.pins),
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
        x = self._edges(self.logits[k])[0] - max(p.unit * float(self.q[k]), MIN_BAR) - AIR
        arrived = self.notes * max(0.0, 4 * float(self.back[k]) - 3)
        draw.number("share", k, value=float(self.q[k]), write=self._write, color=t.q, size=size,
                    at=(x, y - CAP * size / 2), align=1,
                    opacity=arrived * max(0.0, 1 - 4 * self.carried * is_true))  # fmt: skip

    # --- Below the lanes ----------------------------------------------------------------------

    def _sum(self, draw: Canvas) -> None:
        """Draw copies of the net pulls: the true class's, and above it all others, end to end."""
        p, t, n = self._plan, theme(), self._table
        row, true_row = (p.foot - depth for depth in ROWS)
        start = self._edges(self.logits[n.target])[1]
        end = start + p.unit * self.pull
        bar, color, to = (start, end), t.p, (start, true_row)
        for k in n.order:
            if k != n.target:
                right = self._edges(self.logits[k])[0]
                bar, color = (right - p.unit * float(self.q[k]), right), t.q
                end -= p.unit * float(self.q[k])
                to = (end, row)
            self._copy(draw, "copy", k, bar, to, float(self.summed[k]), color)

    def _trails(self, draw: Canvas) -> None:
        """Draw how far each bead has moved, and copies: ahead of the average, and back from it."""
        p, n, x = self._plan, self._table, self._x(self.average)
        y, end = p.foot - STRIP, x - GAP
        half = min(COPY, THICK * p.radius)
        for k in n.order:
            color, lane = theme().of_class(k), float(p.lanes[k])
            left, right = sorted((self._x(self._home[k]), self._x(self.logits[k])))
            draw.rectangle("trail", k, left=left, right=right, bottom=lane - half, top=lane + half,
                           color=color, allow=BAR,
                           opacity=float(right - left > 1e-3 and self.truth > 0))  # fmt: skip
            end -= (right - left) * (k != n.target)
            to = (x + GAP if k == n.target else end, y)
            self._copy(draw, "laid", k, (left, right), to, float(self.laid[k]), color)

    def _copy(
        self, draw: Canvas, key: str, k: int, bar: Pair, to: Pair, moved: float, color: str
    ) -> None:
        """Draw a copy of a bar in a lane; its left end moves to the point ``to``."""
        opacity = self.notes if key == "copy" else 1.0
        length, half = bar[1] - bar[0], min(COPY, THICK * self._plan.radius)
        x, y = _flown((bar[0], float(self._plan.lanes[k])), to, moved)
        draw.rectangle(key, k, left=x, right=x + max(length, MIN_BAR), bottom=y - half,
                       top=y + half, color=color, opacity=opacity * float(moved > 0), allow=FLIGHT,
                       outline=theme().background if length > 0.1 else color)  # fmt: skip
        draw.pictogram(f"{key} picture", k, name=self._table.names[k], at=(x + length / 2, y),
                       height=1.6 * half, color=text_on(color), allow=ON_BAR,
                       room=visibility(length, 2 * half + 0.1),
                       opacity=opacity * max(0.0, 2 * moved - 1))  # fmt: skip


def _flown(start: Pair, end: Pair, moved: float) -> Pair:
    """Return a point between ``start`` and ``end``: it moves first sideways, then up or down."""
    sideways, upright = smoothstep(moved / 0.7), smoothstep((moved - 0.3) / 0.7)
    return start[0] + sideways * (end[0] - start[0]), start[1] + upright * (end[1] - start[1])
