"""Valleys on a ground: what q costs, over the probability of each class that is dragged.

Drawn from values and a zone, as all parts are; only ``EntropyFloor`` needs it. Knows nothing of
entropies: how high ground and level are, and of which curves valleys are mixed, the table tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import VGroup, VMobject

from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.shapes import (
    HAIR,
    HEAD,
    Dashes,
    Dot,
    Polyline,
    Rectangle,
    Ring,
    nice_ticks,
    segment,
    straight,
    tick_series,
)  # fmt: skip
from scenes.mobjects.text import CAP, Formula
from scenes.numbers import FloatArray
from scenes.parts.axes import Axes
from scenes.parts.names import enough
from scenes.parts.part import Bar, Part, Pose
from scenes.theme import TYPE, Zone, theme

__all__ = ["Valleys"]

TITLE = 0.6
"""Height above the upright axis, for what it measures."""

GRIP = 0.15
"""Radius of the ring that is dragged."""

BRACE = (0.12, 0.22)
"""How far from the picture a bracket begins, and its line is."""

LEAD = 0.17
"""From a bracket to what it tells, and from a level to what is told of it."""

APART = 0.1
"""Between what is told of two valleys."""

STROKE = 3.5 * HAIR


class Valleys(Part):
    """Over each probability of a class, what q costs if the others share the rest as p does.

    Parameters
    ----------
    p, q, level, floor, gap, rest, traced
        As below.
    along, surprise
        Probabilities, shape (S,); and what it costs to give one of these to what happens, or all
        that it leaves, (2, S): a valley is mixed of these, as p is, with ``rest`` added.
    dragged
        The class whose probability is told on the axis at first.
    ends
        From where to where the upright axis may go later, as it is longest: for its ticks.

    Values
    ------
    p, q
        Shape (K,).
    level, floor, gap
        Heights: of q, and of the ground; and what is between them.
    rest
        Shape (K,).
    traced
        From where to where each valley is drawn, shape (K, 2).
    low, high
        The range of the upright axis.

    Pieces: ground, gap, bracket, upright, axes, ("valley", k), ("pin", k): its lowest place, and
    ("told", k): what that is above, ("dot", k), ("grip", k), ("drop", k), level,
    ("label", "level" | "floor" | "gap"), upward, ("title", "x" | "one").
    """

    scaled = (("x", "q"), ("y", "level"))
    numbers = ("p", "q", "level", "floor", "gap", "rest", "traced")
    looks = ("low", "high")
    later = (
        "ground", "gap", "bracket", "axes", "valley", "pin", "dot", "grip", "drop", "told", "title",
    )  # fmt: skip
    fading = ("label",)

    def __init__(
        self,
        name: str,
        *,
        p: FloatArray,
        q: FloatArray,
        level: float,
        floor: float,
        gap: float,
        rest: FloatArray,
        traced: FloatArray,
        along: FloatArray,
        surprise: FloatArray,
        dragged: int,
        low: float,
        high: float,
        ends: tuple[float, float],
    ) -> None:
        super().__init__(
            name, p=p, q=q, level=level, floor=floor, gap=gap, rest=rest, traced=traced,
            low=low, high=high,
        )  # fmt: skip
        self._along, self._surprise, t = along, surprise, theme()
        every = range(len(p))
        self._ground = self.own("ground", of=Rectangle(stroke_width=0, fill_color=t.p))
        self._ground.set_fill(opacity=t.second)
        self._gap = self.own("gap", of=Bar(t.q, t.second))
        ticks = _nested(nice_ticks(max(ends[0], 0.0), ends[1]), max(high, ends[1]))
        self._upright = self.own("upright", of=Axes(y=ticks))
        self._axes = self.own("axes", of=Axes(x=tick_series(0, 1)))
        self._drops = [self.own("drop", k, of=Dashes(color=t.text)) for k in every]
        self._valleys = [self.own("valley", k, of=_Valley(t.term(k))) for k in every]
        self._level = self.own("level", of=segment(color=t.text, width=2 * HAIR))
        self._pins = [self.own("pin", k, of=Dot(t.p)) for k in every]
        self._dots = [self.own("dot", k, of=Dot(t.term(k))) for k in every]
        self._grips = [
            self.own("grip", k, of=Ring(GRIP, stroke_width=2.5 * HAIR, stroke_color=t.text,
                                        fill_color=t.background, fill_opacity=1))
            for k in every
        ]  # fmt: skip
        figure = [self._ground, self._gap, self._level]
        figure += [*self._drops, *self._pins, *self._dots, *self._grips]
        allow("contrast", "valleys stand on the ground, and a level goes over it", *figure,
              *(part for valley in self._valleys for part in valley.get_family()))  # fmt: skip
        for mark in (*figure[2:], *self._valleys):
            allow("overlap", "it is on the ground, or on a valley", mark)
        self._told = [self.own("told", k, of=_label(f"p_{k + 1}", t.text)) for k in every]
        for told in self._told:
            allow("overlap", "it is told in the ground", told)
        self._bracket = self.own("bracket", of=Polyline(color=t.q, width=2 * HAIR))
        self._labels = {
            "level": self.own("label", "level", of=_label("H({{p:p}}, {{q:q}})", t.text)),
            "floor": self.own("label", "floor", of=_label("H({{p:p}})", t.p)),
            "gap": self.own("label", "gap", of=_label('"KL"', t.q)),
        }
        self._titles = {
            "y": self.own("upward", of=_label('"nats"', t.muted)),
            "x": self.own("title", "x", of=_label("q_k", t.q)),
            "one": self.own("title", "one", of=_label(f"q_{dragged + 1}", t.q)),
        }

    # --- What is asked of a part ------------------------------------------------------------------

    def least(self, room: Size) -> Size:
        """Axes, and valleys large enough to be told from each other."""
        around = self.margin(Zone(0, 0, 0, 0))
        return Size(2.0 + around.left + around.right, 1.2 + around.bottom + around.top)

    def margin(self, zone: Zone) -> Margin:
        """Ticks left and below, and to the right what is told of the level and the ground."""
        told = BRACE[1] + LEAD + max(label.made_width for label in self._labels.values())
        left = max(self._upright.left, self._titles["y"].made_width / 2)
        return Margin(left, told, self._axes.below, TITLE)

    def span(self, axis: str) -> float:
        """All probabilities; and from one end of the upright axis to the other."""
        return 1.0 if axis == "x" else float(self.values["high"] - self.values["low"])

    def scale_of(self, axis: str) -> str:
        """Probabilities across, and up what they cost."""
        return "probability" if axis == "x" else "cost"

    def figure(self, *key: Any) -> Pose:
        """What is between ground and level."""
        plot, axes = self._view()
        x, y, _ = axes.at(0.5, float(self.values["floor"]))
        gap = float(self.values["gap"])
        return Pose((x, y), 90.0, gap, axes.unit[1], plot.width, theme().q, plot.top - y)

    def draw(self, zone: Zone) -> None:
        """The ground and its valleys, and the level over them."""
        plot, axes = self._view()
        low, high = (float(self.values[name]) for name in ("low", "high"))
        floor, level = (float(self.values[name]) for name in ("floor", "level"))
        for drawn in (self._upright, axes):
            drawn.view(plot, (0.0, 1.0), (low, high))
        ground, surface = axes.at(0.0, max(low, 0.0))[1], axes.at(0.0, floor)[1]
        self._ground.set_sides(plot.left, ground, plot.right, max(surface, ground))
        y = axes.at(0.0, min(level, high))[1]
        self._level.set_points_as_corners([[plot.left, y, 0], [plot.right, y, 0]])
        for k, valley in enumerate(self._valleys):
            self._draw_valley(k, valley, axes)
        self._tell_lowest(axes, surface, ground)
        self._tell_heights(plot, y, surface)
        self._titles["y"].put(plot.left, plot.top + 0.22)
        for title in ("x", "one"):
            self._titles[title].put(plot.right + BRACE[1], plot.bottom - 0.05, align=-1)

    def _view(self) -> tuple[Zone, Axes]:
        """What the axes enclose, and the axes, which tell from then on where values are there."""
        plot = self.inner()
        self._axes.look(plot, (0.0, 1.0), (float(self.values["low"]), float(self.values["high"])))
        return plot, self._axes

    def _draw_valley(self, k: int, valley: _Valley, axes: Axes) -> None:
        """As far as it is traced; and its dot, with a grip on the axis below."""
        low, high = (float(self.values[name]) for name in ("low", "high"))
        p, q, level = (float(v) for v in (self.values["p"][k], self.values["q"][k],
                                          self.values["level"]))  # fmt: skip
        happens, leaves = self._surprise
        heights = p * happens + (1 - p) * leaves + float(self.values["rest"][k])
        valley.trace(axes, self._along, heights, self.values["traced"][k], high)
        point, foot = axes.at(q, min(level, high)), axes.at(q, low)
        dot = self._dots[k].center_on(point)
        dot.measured = None
        if level <= high:
            carry(dot, "dot", origin=axes.at(0, 0), unit=axes.unit, values=[q, level])
        self._drops[k].along([foot, point])
        self._grips[k].center_on(foot)

    def _tell_lowest(self, axes: Axes, surface: float, ground: float) -> None:
        """Which class's p each valley is above, in the ground, as near as others leave room."""
        p = self.values["p"]
        order = np.argsort(p, kind="stable")
        wide = [self._told[k].made_width + APART for k in order]
        low, high = axes.at(0.0, 0.0)[0], axes.at(1.0, 0.0)[0]
        middles = _side_by_side([axes.at(float(p[k]), 0.0)[0] for k in order], wide, low, high)
        cap = CAP * TYPE.label
        for k, x in zip(order, middles, strict=True):
            self._pins[k].center_on(axes.at(float(p[k]), float(self.values["floor"])))
            self._told[k].put(x, surface - 0.2 - cap)
            high_enough = enough(surface - ground, 0.34 + cap)
            self._told[k].room = high_enough * enough(high - low, sum(wide))

    def _tell_heights(self, plot: Zone, level: float, surface: float) -> None:
        """The level, above its line; the ground, below its own; and between them the gap."""
        near, far = (plot.right + away for away in BRACE)
        x, cap = plot.right + BRACE[1] + LEAD, CAP * TYPE.label
        self._labels["level"].put(x, level + 0.1, align=-1)
        self._labels["floor"].put(x, surface - 0.1 - cap, align=-1)
        self._labels["gap"].put(x, (level + surface - cap) / 2, align=-1)
        self._labels["gap"].room = enough(level - surface, 2.2 * cap)
        ends = [(near, surface), (far, surface), (far, level), (near, level)]
        self._bracket.through(np.array([(*end, 0.0) for end in ends]))


class _Valley(VGroup):
    """A curve that comes down and goes up; an arrow where the end of the axis cuts it off."""

    def __init__(self, color: str) -> None:
        super().__init__()
        self.curve = Polyline(color=color, width=STROKE)
        self.heads = [VMobject(stroke_width=0, fill_color=color, fill_opacity=1) for _ in range(2)]
        self.add(self.curve, *self.heads)
        allow("jump", "where the axis cuts it off, it has other points than before", self.curve)
        for head in self.heads:
            allow("pop", "it comes out where the axis ends", head)

    def trace(self, axes: Axes, x: FloatArray, y: FloatArray, part: FloatArray, top: float) -> None:
        """Draw the stretch ``part``, as far up as ``top``."""
        start, end = (float(v) for v in part)
        within = x[(x > start) & (x < end)]
        inner = np.array([np.clip(start, x[0], x[-1]), *within, np.clip(end, x[0], x[-1])])
        shown, cuts = _below(inner, np.interp(inner, x, y), top)
        self.curve.measured = None
        self.curve.through(axes.all_at(shown) if end > start else np.zeros((0, 3)))
        if end > start and len(shown) > 1:
            carry(self.curve, "curve", origin=axes.at(0, 0), unit=axes.unit, values=shown)
        for head, is_cut, points in zip(
            self.heads, cuts, (self.curve.points, self.curve.points[::-1]), strict=True
        ):
            head.points = np.zeros((0, 3))
            if is_cut and len(points):
                head.points = _head(points)


def _below(x: FloatArray, y: FloatArray, top: float) -> tuple[FloatArray, tuple[bool, bool]]:
    """The points that are not above ``top``, to its edge; and whether it cuts either end off."""
    inside = np.flatnonzero(y <= top)
    if not len(inside):
        return np.zeros((0, 2)), (False, False)
    first, last = int(inside[0]), int(inside[-1])
    rows = np.column_stack((x, y))[first : last + 1]

    def edge(outer: int, inner: int) -> FloatArray:
        share = (top - y[inner]) / (y[outer] - y[inner])
        return np.array([[x[inner] + share * (x[outer] - x[inner]), top]])

    cuts = first > 0, last < len(x) - 1
    if cuts[0]:
        rows = np.vstack((edge(first - 1, first), rows))
    if cuts[1]:
        rows = np.vstack((rows, edge(last + 1, last)))
    return rows, cuts


def _nested(near: Sequence[float], top: float) -> list[tuple[float, ...]]:
    """Ticks as far apart as these, from 0 to ``top``, and ever fewer of them."""
    step = near[1] - near[0] if len(near) > 1 else top
    series = [tuple(step * k for k in range(int(top / step + 1e-9) + 1))]
    while len(series[-1]) > 3:
        series.append(series[-1][::2])
    return series


def _head(points: FloatArray) -> FloatArray:
    """An arrow's head whose tip is the first of the points, along the chord that is as long."""
    tip = points[0]
    away = np.linalg.norm(points - tip, axis=1)
    neck = points[min(int(np.searchsorted(away, HEAD)), len(away) - 1)]
    along = (tip - neck) / max(float(np.linalg.norm(tip - neck)), 1e-9)
    half = HEAD / 2 * np.array([-along[1], along[0], 0.0])
    base = tip - HEAD * along
    return straight(np.array([tip, base + half, base - half, tip]))


def _side_by_side(
    middles: Sequence[float], wide: Sequence[float], low: float, high: float
) -> list[float]:
    """Ascending middles, moved apart so that what is so wide has room, between two ends."""
    places: list[float] = []
    at = low
    for middle, width in zip(middles, wide, strict=True):
        places.append(max(middle, at + width / 2))
        at = places[-1] + width / 2
    at = high
    for i in reversed(range(len(places))):
        places[i] = min(places[i], at - wide[i] / 2)
        at = places[i] - wide[i] / 2
    return places


def _label(math: str, color: str) -> Formula:
    t = theme()
    colors = {"p": t.p, "q": t.q}
    return Formula(math, font_size=TYPE.label, color=color, colors=colors, display=False)
