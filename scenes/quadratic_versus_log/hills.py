"""Two losses as hills over one axis: that of q, which can be stretched to that of its logit.

Heights stay while it is stretched. On each hill is a ball, which a loss pulls at: by how steep its
hill is. Over the logit the first pull is a bar, as long along its axis.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from stage.digits import exactly, write
from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Polyline, nice_ticks, segment, straight, tick_series
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.axes import TICK, Axes
from stage.parts.part import Bar, Part, Piece, Pose
from stage.parts.rails import Bead
from stage.theme import TYPE, Zone, theme

__all__ = ["Hills"]

THICK = 4.5 * HAIR
"""Stroke of a hill."""

BALLS, CRUMB = (0.19, 0.14), 0.075
"""Radii of the balls, one of which may hide the other, and of what they leave behind."""

PULL = 0.26
"""Thickness of a pull."""

TANGENT = 3.2
"""Length of a tangent, in manim units."""

ROW = 0.5
"""Height of a line below the axis: one for q, and one for its logit."""

LEFT, RIGHT, TOP = 0.55, 0.3, 0.5
"""Room for the numbers of the upright axis, and for what is beside a ball at an end."""

DROP = 0.2
"""From an axis to the top of its numbers."""

AWAY = 0.27
"""From the middle of a ball to what tells where it is."""

ORDER = (5, 1, 9, 0, 10, 3, 7, 2, 8, 4, 6)
"""In which of those that are told by the axis have their room."""

BESIDE = 0.36
"""From the upright axis to what a line below is of."""

LIFT = 0.17
"""From the axis to the baseline of what stands below a hill, at least; it does not move there."""

NARROW = 8.0
"""Up to that width a ball tells its number alone."""

SPACE = 0.14
"""Between a symbol and its number."""


class LogitAxis(Axes):
    """A level axis of logits, that need not be evenly spaced."""

    def stretch(self, plot: Zone, y: float, reach: float, at: Callable[[float], float]) -> None:
        """Lie at height ``y``, with each logit where it is said to be ``at``."""
        self.view(Zone(plot.left, plot.right, y, plot.top), (-reach, reach), (0.0, 1.0))
        self.y_axis.points = np.zeros((0, 3))
        shown: list[tuple[float, float, float]] = []
        for tick in sorted(self._ticks, key=lambda tick: abs(tick.value)):
            x, half = at(tick.value), tick.words.made_width / 2
            tick.mark.through([[x, y, 0.0], [x, y - TICK, 0.0]])
            tick.words.put(x, y - self.below)
            rooms = [max(visibility(abs(x - other) - half - wide, 0.3), 1 - room)
                     for other, wide, room in shown]  # fmt: skip
            metadata(tick.words).visibility = metadata(tick.mark).visibility = min([1.0, *rooms])
            shown.append((x, half, metadata(tick.words).visibility))


class Hills(Part):
    """Two curves over one axis, with a ball on each.

    Parameters
    ----------
    curves
        Predictions, their logits and losses, from left to right; shape (3, S) each.
    colors
        Of the hills, and of what is on them.
    ball
        Of both balls: predictions, losses, slopes and logits, shape (4, 2).
    reach, ceiling
        Where the axis of the logit ends, both ways from 0; and that of the losses.
    grid
        Predictions, their logits, and the heights of the first hill there: stems that the axis
        is seen to be stretched by; shape (3, G).
    products
        For each ball its pull over q, the gate, and its pull over the logit, shape (2, 3).
    crumbs
        Predictions, logits and losses at which a ball leaves a crumb; shape (3, C, 2).
    words
        What the hills are, over the logit.
    write, write_pull
        How the predictions of balls are written, and how the first pulls.

    Values
    ------
    q, z, losses, slopes, products
        As above, of both balls.
    stretch
        How far the axis of q has become that of its logit, from 0 to 1.

    Pieces: axes, logits (the second axis), ("title", "q" | "z" | "loss"), ("stem", i),
    ("told", i), ("hill", k), ("tangent", k), ("crumb", k, i), ("pull", k), ("ball", k),
    ("at", k, "symbol" | "number"), ("told_pull", k), ("word", k).
    """

    scaled = (("y", "losses"),)
    numbers = ("q", "z", "losses", "slopes", "products", "stretch")
    later = ("stem", "tangent", "pull", "told_pull", "logits", "crumb", "at", "word")
    counted = ""
    base = max(BALLS)

    def __init__(
        self,
        name: str,
        curves: Sequence[FloatArray],
        *,
        colors: Sequence[str],
        ball: FloatArray,
        reach: float,
        ceiling: float,
        grid: FloatArray,
        products: FloatArray,
        crumbs: FloatArray,
        words: Sequence[str],
        write: Callable[[float], str],
        write_pull: Callable[[float], str],
    ) -> None:
        q, losses, slopes, z = ball
        super().__init__(
            name, q=q, z=z, losses=losses, slopes=slopes, products=products, stretch=0.0
        )
        self._curves, self._grid, self._crumbs = list(curves), grid, crumbs
        self._pulls = products[:, 2]
        self._view: tuple[Zone, float] | None = None
        self._ways: list[tuple[FloatArray, FloatArray]] = []  # of the hills, across and up
        self._reach, self._ceiling = reach, ceiling
        self._axes = self.own("axes", of=Axes(y=tick_series(0, ceiling)))
        self._logits = self.own("logits", of=LogitAxis(x=[nice_ticks(-reach, reach)]))
        titles = ("q", "q", theme().q), ("z", "z", theme().muted), ("loss", '"loss"', theme().muted)
        for key, math, color in titles:
            size = TYPE.tick if key == "loss" else TYPE.label
            made = Formula(math, font_size=size, color=color, display=False)
            self.own("title", key, of=made)
        for i, at in enumerate(grid[0]):
            stem = self.own("stem", i, of=segment(color=theme().muted))
            told = Words(write_tick(at), font_size=TYPE.tick, color=theme().q)
            self.own("told", i, of=told)
            for mark in (stem, told):
                for rule in ("contrast", "pop", "jump"):
                    allow(rule, "it is there to see how the axis is stretched", mark)
        for k, color in enumerate(colors):
            self._own_hill(k, color)
        for k, color in enumerate(colors):
            self._own_ball(k, color, write)
            told = Words(f"pull {write_pull(products[k][2])}", font_size=TYPE.label, color=color)
            self.own("told_pull", k, of=told)
            self.own("word", k, of=Words(words[k], font_size=TYPE.formula, color=color))

    def _own_hill(self, k: int, color: str) -> None:
        hill = self.own("hill", k, of=Polyline(color=color, width=THICK))
        allow("jump", "a steep hill is turned as its axis is stretched", hill)
        for i in range(self._crumbs.shape[1]):
            crumb = self.own("crumb", k, i, of=Bead(fill_color=theme().text, fill_opacity=1,
                             stroke_color=theme().background, stroke_width=HAIR))  # fmt: skip
            for rule in ("pop", "contrast", "overlap"):
                allow(rule, "it comes out from under its ball, and lies on its hill", crumb)

    def _own_ball(self, k: int, color: str, write: Callable[[float], str]) -> None:
        tangent = self.own("tangent", k, of=segment(color=theme().text, width=2 * HAIR))
        pull = self.own("pull", k, of=Bar(color))
        ball = self.own("ball", k, of=Bead(fill_color=color, fill_opacity=1,
                        stroke_color=theme().text, stroke_width=HAIR))  # fmt: skip
        allow("jump", "it tilts as fast as its hill does", tangent)
        for mark in (tangent, pull, ball):
            for rule in ("contrast", "overlap"):
                allow(rule, "it is on its hill", mark)
        for part, made in (
            ("symbol", Formula("q =", font_size=TYPE.label, color=theme().q, display=False)),
            ("number", Number(0.0, write, font_size=TYPE.label, color=theme().q, align=-1)),
        ):
            self.own("at", k, part, of=made)

    def told(self, k: int) -> list[Piece]:
        """Where ball k is, as it is told."""
        return [self.piece("at", k, part) for part in ("symbol", "number")]

    # --- What is asked of a part ------------------------------------------------------------------

    def least(self, room: Size) -> Size:
        """A hill that can be followed, and what is around it."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        return Size(3.0 + around.left + around.right, 1.6 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Numbers left and below; above, what is told of both."""
        left = max(self._axes.left, LEFT)
        return Margin(left, RIGHT, 2 * ROW, TOP)

    def span(self, axis: str) -> float:
        """From one end of the axis to the other."""
        return 1.0 if axis == "x" else self._ceiling

    def along(self, q: Any, z: Any) -> Any:
        """Where predictions are whose logits are these, in manim units."""
        inner, stretch = self.inner(), float(self.values["stretch"])
        far = (np.asarray(z) / self._reach + 1) / 2 if stretch else 0.0
        return inner.left + inner.width * ((1 - stretch) * np.asarray(q) + stretch * far)

    def _at(self, z: float) -> float:
        """Where that logit is, in manim units."""
        q, logits, _ = self._curves[0]
        return float(self.along(np.interp(z, logits, q), z))

    def height(self, loss: Any) -> Any:
        """Where losses are, in manim units."""
        inner = self.inner()
        return inner.bottom + np.asarray(loss) * self.unit("y")

    def ball(self, k: int) -> FloatArray:
        """Where ball k is, shape (3,)."""
        q, z, loss = (float(self.values[name][k]) for name in ("q", "z", "losses"))
        return np.array([float(self.along(q, z)), float(self.height(loss)), 0.0])

    def _start(self, k: int) -> FloatArray:
        """Where ball k starts to learn, shape (3,)."""
        q, z, loss = self._crumbs[:, 0, k]
        return np.array([float(self.along(q, z)), float(self.height(loss)), 0.0])

    def figure(self, *key: Any) -> Pose:
        """The first pull: from the edge of its ball, along the axis of the logit."""
        _, k = key
        x, y, _ = self._start(k)
        x += BALLS[k]
        unit = self.inner().width / (2 * self._reach)
        color = self.pieces["ball", k].get_fill_color().to_hex()
        return Pose((float(x), float(y)), 0.0, float(self._pulls[k]), unit, PULL, color)

    def draw(self, zone: Zone) -> None:
        """Axes and hills, and all that is on them."""
        inner = self.inner()
        plot = Zone(inner.left, inner.right, inner.bottom,
                    inner.bottom + self.unit("y") * self._ceiling)  # fmt: skip
        view = plot, float(self.values["stretch"])
        if view != self._view:
            self._view = view
            self._draw_ground(plot)
        metadata(self.pieces["title", "z"]).visibility = self.seen(("logits",))
        for k in range(len(self._curves)):
            self._draw_ball(k, plot)
            self._tell_pull(k, plot)
        self._name(plot)

    def _draw_ground(self, plot: Zone) -> None:
        """What stays where it is while the balls go: axes, stems and hills."""
        self._axes.view(plot, (0.0, 1.0), (0.0, self._ceiling))
        self._logits.stretch(plot, plot.bottom - ROW - 0.02, self._reach, self._at)
        row = plot.bottom - DROP - CAP * TYPE.tick
        self.pieces["title", "q"].put(plot.left - BESIDE, row, align=1)
        self.pieces["title", "z"].put(plot.left - BESIDE, row - ROW, align=1)
        self.pieces["title", "loss"].put(plot.left - self._axes.left, plot.top + 0.2, align=-1)
        self._draw_stems(plot, row)
        self._ways = [(self.along(q, z), self.height(losses)) for q, z, losses in self._curves]
        for k in range(len(self._curves)):
            self._draw_hill(k, plot)

    def _draw_stems(self, plot: Zone, row: float) -> None:
        q, z, heights = self._grid
        x, tops = self.along(q, z), self.height(heights)
        told = [self.pieces["told", i] for i in range(len(q))]
        halves = [text.made_width / 2 for text in told]
        for i, text in enumerate(told):
            self.pieces["stem", i].through(
                [[x[i], plot.bottom, 0.0], [x[i], min(tops[i], plot.top), 0.0]]
            )
            inside = float(plot.left - 0.01 <= x[i] <= plot.right + 0.01)
            metadata(self.pieces["stem", i]).visibility = inside * (0 < i < len(q) - 1)
            text.put(x[i], row)
            metadata(text).visibility = inside
        # What stands nearer to those that came before gives way to them.
        before: list[int] = []
        for j in ORDER:
            for i in before:
                clear = visibility(abs(x[j] - x[i]) - halves[i] - halves[j], 0.3)
                metadata(told[j]).visibility = min(
                    metadata(told[j]).visibility, max(clear, 1.0 - metadata(told[i]).visibility)
                )
            before.append(j)

    def _draw_hill(self, k: int, plot: Zone) -> None:
        q, z, losses = self._curves[k]
        hill, (x, tops) = self.pieces["hill", k], self._ways[k]
        ends = [plot.left, *x[(x > plot.left) & (x < plot.right)], plot.right]
        ends = [end for end in ends if x[0] - 1e-9 <= end <= x[-1] + 1e-9]
        heights = np.interp(ends, x, tops)
        hill.through(np.column_stack((ends, heights, np.zeros(len(ends)))))
        metadata(hill).measured = None
        stretch, inner = float(self.values["stretch"]), self.inner()
        if stretch in (0.0, 1.0):
            over, rows = inner.width, np.column_stack((q, losses))
            origin = plot.left
            if stretch:
                over, rows = inner.width / (2 * self._reach), np.column_stack((z, losses))
                origin = (plot.left + plot.right) / 2
            shown = rows[(x >= plot.left) & (x <= plot.right)]
            carry(hill, "curve", origin=np.array([origin, plot.bottom, 0.0]),
                  unit=(over, self.unit("y")), values=shown)  # fmt: skip

    def _draw_ball(self, k: int, plot: Zone) -> None:
        point, values, stretch = self.ball(k), self.values, float(self.values["stretch"])
        self.pieces["ball", k].put(point, BALLS[k])
        slope, gate = float(values["slopes"][k]), float(values["products"][k][1])
        # How far a q goes along the axis: less and less as that is stretched.
        speed = 1 - stretch + (stretch / (2 * self._reach * gate) if stretch else 0.0)
        direction = np.array([self.inner().width * speed, slope * self.unit("y"), 0.0])
        reach = TANGENT / 2 * direction / np.linalg.norm(direction)
        ends = [point - reach, point + reach]
        self.pieces["tangent", k].points = straight(np.array(_within(ends, plot)))
        for i, (q, z, loss) in enumerate(self._crumbs[:, :, k].T):
            crumb = self.pieces["crumb", k, i]
            place = np.array([float(self.along(q, z)), float(self.height(loss)), 0.0])
            crumb.put(place, CRUMB)
            metadata(crumb).visibility = float(float(values["z"][k]) > z)
        self._tell(k, point, plot)

    def _tell(self, k: int, point: FloatArray, plot: Zone) -> None:
        """Where a ball is: above it and to the right, if that is clear of the first hill."""
        symbol, number = self.pieces["at", k, "symbol"], self.pieces["at", k, "number"]
        q = float(self.values["q"][k])
        number.set_value(q)
        reach = (symbol.made_width + SPACE) * (plot.width > NARROW)
        # It may become a bound on its way, and does not shake.
        bound = ">" + number.write(0.5)
        wide = max(number_width(text, number.font_size) for text in (number.text, bound))
        left = min(float(point[0]) + AWAY / 2, self.zone.right - wide - reach)
        before, after = np.interp([left, left + reach + wide], *self._ways[0])
        y = max(float(point[1]), float(before) if k == 0 and left < point[0] else -np.inf) + AWAY
        free = float(after) - y - CAP * TYPE.label if k else 1.0
        metadata(number).visibility = visibility(free, AWAY / 2)
        metadata(symbol).visibility = metadata(number).visibility * (plot.width > NARROW)
        symbol.put(left, y, align=-1)
        number.set_value(q, at=(left + reach, y))

    def _tell_pull(self, k: int, plot: Zone) -> None:
        """How hard it pulls at first: above the one bar, below the other's hill."""
        text, (x, y, _) = self.pieces["told_pull", k], self._start(k)
        left = min(float(x) + BALLS[k], self.zone.right - text.made_width)
        base, room = float(y) + PULL / 2 + AWAY / 3, 1.0
        if k:
            hill = float(np.interp([left, left + text.made_width], *self._ways[k]).min())
            base = min(float(y) - BALLS[k], hill - AWAY / 3) - AWAY / 4 - CAP * TYPE.label
            room = float(base - plot.bottom > LIFT)
        else:  # where the ball is told beside it, that comes first
            gone = visibility(float(self.ball(k)[0]) - left - text.made_width, 0.0)
            room = max(1 - self.seen(("at", k, "number")), gone)
        text.put(left, base, align=-1)
        metadata(text).visibility = room * (plot.width > NARROW)

    def _name(self, plot: Zone) -> None:
        """What the hills are: beside the one, clear of its ball, and above the other, under it."""
        one, other = (self.pieces["word", k] for k in range(2))
        high = float(self.values["losses"][0]) / self._ceiling
        share = 0.8 if 0.12 < high < 0.6 else 0.4
        x = float(np.interp(-self._ceiling * share, -self._curves[0][2], self._ways[0][0]))
        one.put(x + AWAY, plot.bottom + plot.height * share, align=-1)
        # Whether there is room is decided by how it is once the axis is stretched.
        left = plot.left + AWAY
        right = left + other.made_width
        above, below = (
            np.interp((left, right), plot.left + (z / self._reach + 1) / 2 * plot.width, tops)
            for (_, z, _), (_, tops) in zip(self._curves, self._ways, strict=True)
        )
        y = float(below.max()) + AWAY
        stem = plot.left + (float(self._grid[1][1]) / self._reach + 1) / 2 * plot.width
        other.put(left, y, align=-1)
        free = float(above.min()) - y - CAP * TYPE.formula
        metadata(other).visibility = float(free > AWAY and stem - right > AWAY / 2)


def write_tick(q: float) -> str:
    """A prediction at the axis, with as many decimals as it has."""
    return write(q, exactly([q], kind="p"))


def _within(ends: Sequence[FloatArray], zone: Zone) -> list[FloatArray]:
    """A straight way, as far as it is in a zone."""
    start, end = (np.asarray(at, float) for at in ends)
    low, high = 0.0, 1.0
    for axis, (least, most) in enumerate(((zone.left, zone.right), (zone.bottom, zone.top))):
        way = float(end[axis] - start[axis])
        if abs(way) > 1e-9:
            one, other = sorted(float(edge - start[axis]) / way for edge in (least, most))
            low, high = max(low, one), min(high, other)
    if low > high:
        return [start, start]
    return [start + low * (end - start), start + high * (end - start)]
