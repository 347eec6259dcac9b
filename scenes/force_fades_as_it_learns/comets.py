"""Logits as comets: beads that fly over the steps of a descent, each with its pull for a tail.

They come from rails, where arrows are as thick as the pulls are. Knows nothing of how logits move.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VMobject

from scenes.force_fades_as_it_learns.ribbon import BEFORE, Ribbon, Tube, across, flat, sides
from scenes.force_fades_as_it_learns.sky import THICKEST, Sky
from scenes.layout import Margin, Place, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.shapes import HAIR, HEAD, Dashes, Polyline, segment, straight
from scenes.mobjects.text import CAP, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts import Rails
from scenes.parts.dimension import FOOT
from scenes.parts.names import enough, numbers_of
from scenes.parts.part import Part
from scenes.parts.rails import Bead
from scenes.theme import TYPE, Zone, theme

__all__ = ["Comets", "around"]

CROWDED, OF_PITCH = 0.8, 0.56
"""Between two rails that have no room for numbers; and in shares of it, where they have."""

SPACE = 0.14
"""Between a symbol and its number, and between labels side by side."""

RADIUS, RING = 0.17, 0.07
"""Of a bead that flies, and between it and what goes round it."""

AIR = 0.06
"""Between two labels, at least."""

HALF = 0.16
"""Half the height of a label, with air."""

BEHIND = 0.4
"""From a bead to where its tail is measured, at least."""

FAINT = 0.2
"""Opacity of how right it is, behind how wrong."""

BACK = 0.55
"""How far the others' tails step back toward the background."""

ASTRIDE = 0.14
"""From a tube's beginning to the bracket that tells its width, and from there to the words."""


def reach(zone: Zone) -> float:
    """Length of the arrow that pulls a bead on a rail."""
    return min(1.7, 0.125 * zone.width)


def around(zone: Zone, _count: int) -> Margin:
    """What arrows need around the rails."""
    return Margin(reach(zone) + 0.1, reach(zone) + 0.1, 0.0, 0.0)


def _apart(one: Zone, other: Zone) -> float:
    """The gap between two rectangles; below 0 where they overlap."""
    across = max(one.left - other.right, other.left - one.right)
    return max(across, one.bottom - other.top, other.bottom - one.top)


class Comets(Part):
    """Beads that fly from ``rails`` over steps, at the height of their logits.

    A tail is as wide as the pull at each place of its way. Around that of the true class is a
    band of the width 1, in the colour of the prediction: what the tail leaves of it is q.

    Parameters
    ----------
    rails
        Where the beads come from.
    along
        Places on the ways, counted in steps, from 0, evenly; shape (S,).
    logits, pulls
        What is there, by way, shapes (W, S, K).
    steps
        How many there are.
    target
        The true class.
    span
        The lowest and the highest logit that there is room for.
    write
        How the pull on the true logit is told.
    names
        Of the classes.

    Values
    ------
    step, logits, pulls
        How many steps have been made, where the beads are then, (K,), and how hard pulled, (K,).
    way
        Which way they go.
    launched
        How far they have come from the rails, from 0 to 1.
    tug
        How long the arrows on the rails are, from 0 to 1.
    faint
        How far the others' tails step back behind the true one's, from 0 to 1.

    Pieces: ("rail", k), axes, ("titles", "step" | "logit"); ("was", "band" | "edge" | "number"),
    the true tail of the first way, and its last pull; around, ("tail", k), ("tug", k), ("bead", k),
    ("unit", "line" | "words") beside the tube's beginning, outline, grip, ("digit", k)
    on a bead, and ("label", "pull") beside the true one.
    """

    scaled = (("x", "step"), ("y", "logits"))
    numbers = ("step", "logits", "pulls")
    looks = ("way", "launched", "tug", "faint")
    later = ("was", "around", "unit", "outline", "grip", "digit", "label", "axes", "titles")
    fading = ("digit", "label", "was")

    def __init__(
        self,
        name: str,
        rails: Rails,
        *,
        along: FloatArray,
        logits: FloatArray,
        pulls: FloatArray,
        steps: int,
        target: int,
        span: tuple[float, float],
        write: Callable[[float], str],
        names: Sequence[str],
    ) -> None:
        super().__init__(
            name,
            step=0.0,
            logits=logits[0, 0],
            pulls=pulls[0, 0],
            way=0.0,
            launched=0.0,
            tug=1.0,
            faint=0.0,
        )
        self.sources = (rails,)
        self._rails, self._along, self._logits, self._pulls = rails, along, logits, pulls
        self._steps, self._target, self._span, self._names = steps, target, span, names
        self._thick = THICKEST
        count, t = len(names), theme()
        # The true one's tail lies on the others'.
        self._order = [*(k for k in range(count) if k != target), target]
        for k in self._order:
            self.own("rail", k, of=segment(color=t.muted))
        self._sky = Sky(steps, span)
        self.own("axes", of=self._sky.axes)
        for axis, title in self._sky.titles.items():
            self.own("titles", axis, of=title)
        band = VMobject(stroke_width=0, fill_color=t.p, fill_opacity=FAINT)
        self.own("was", "band", of=band)
        for k in self._order:
            if k == target:
                self._around = self.own("around", of=Tube(t.q, FAINT))
                self._edge = self.own("was", "edge", of=Dashes(color=t.p, width=1.5 * HAIR))
            tail = self.own("tail", k, of=Ribbon(t.p if k == target else t.q))
            if k != target:
                allow("contrast", "it steps back behind the true one's", tail)
        for k in self._order:
            arrow = VMobject(stroke_width=0, fill_color=t.p if k == target else t.q, fill_opacity=1)
            self.own("tug", k, of=arrow)
        for k in self._order:
            bead = Bead(stroke_width=HAIR, stroke_color=t.background, fill_color=t.muted)
            self.own("bead", k, of=bead.set_fill(opacity=1))
            digit = self.own("digit", k, of=Words(str(k + 1), font_size=TYPE.tick,
                                                  color=t.background))  # fmt: skip
            allow("overlap", "it is on its bead", digit)
        self.own("outline", of=Bead(stroke_width=2.5 * HAIR, stroke_color=t.target))
        self.own("grip", of=Bead(stroke_width=2.5 * HAIR, stroke_color=t.text))
        figure = [of for key, of in self.pieces.items() if key[0] not in ("axes", "titles")]
        allow("contrast", "comets cross, and beads lie on their tails", *figure)
        for of in (band, self._edge, self._around):
            allow("contrast", "it stands back behind a tail", of)
        self._pull = Number(0.0, write, font_size=TYPE.label, color=t.p, align=-1)
        self.own("label", "pull", of=self._pull)
        ends = (self._pull, self._around, self.pieces["tail", target])
        allow("overlap", "it tells how wide that is which ends beside it", *ends)
        last = float(pulls[0, -1, target])
        self._last = Number(last, write, font_size=TYPE.label, color=t.p, align=-1)
        self.own("was", "number", of=self._last)
        self.own("unit", "line", of=Polyline(color=t.text, width=1.5 * HAIR))
        self.own("unit", "words", of=Words("pull 1", font_size=TYPE.label, color=t.text))

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Beads are as wide as a number: a key tells whose it is. Steps go down in tall zones."""
        self._sky.turn(is_tall=all(zone.height > 1.1 * zone.width for zone in zones))
        return by_number or tuple(self._names) == numbers_of(self._names)

    def settle(self, places: Sequence[Place]) -> None:
        """How wide a pull of 1 is: the same everywhere, and on rails clear of numbers."""
        for place in places:
            with place.as_told():
                if float(self.values["launched"]) == 0:
                    inner = self.margin(place.zone).inside(place.zone)
                    pitch = inner.height / len(self._names)
                    share = 1.0 if pitch < CROWDED else OF_PITCH
                    self._thick = min(self._thick, share * pitch)

    def least(self, room: Size) -> Size:
        """Axes, and ways long enough to be followed."""
        own = self._flight_margin()
        return Size(2.0 + own.left + own.right, 1.4 + own.bottom + own.top)

    def margin(self, zone: Zone) -> Margin:
        """As the rails; then axes around, and labels to the right."""
        launched = float(self.values["launched"])
        if launched == 0:
            return self._rails.margin(zone)
        if launched == 1:
            return self._flight_margin()
        pairs = zip(self._rails.margin(zone), self._flight_margin(), strict=True)
        return Margin(*((1 - launched) * a + launched * b for a, b in pairs))

    def _flight_margin(self) -> Margin:
        return self._sky.margin(self._told_width())

    def _told_width(self) -> float:
        """Of the pull on the true logit, which may become a bound."""
        return float(number_width(">" + self._pull.write(0.5), TYPE.label))

    def span(self, axis: str) -> float:
        """All steps; from the lowest to the highest logit."""
        return self._sky.span(axis)

    @property
    def thickness(self) -> float:
        """Width of a tail that pulls with 1."""
        return self._thick

    def at(self, step: FloatArray | float, logit: FloatArray | float) -> FloatArray:
        """Where a logit is at a step, in the flight; shape (..., 2)."""
        return self._sky.at(self.inner(), self.unit, step, logit)

    def spot(self, k: int) -> FloatArray:
        """Where bead k is, now; shape (2,)."""
        launched, logit = float(self.values["launched"]), float(self.values["logits"][k])
        own = self.at(float(self.values["step"]), logit)
        if launched == 1:
            return own
        return (1 - launched) * self._rails.spot(k)[:2] + launched * own

    def way(self, way: int, k: int) -> tuple[FloatArray, FloatArray]:
        """The way of comet k, and what is to the left there; shapes (S, 2)."""
        points = self.at(self._along, self._logits[way, :, k])
        start = -np.pi / 2 if self._sky.is_tall else 0.0
        return points, across(points, (len(self._along) - 1) // self._steps, start)

    def draw(self, zone: Zone) -> None:
        """Rails that become the axis, tails, beads, and what is told."""
        self._draw_axes()
        for k in self._order:
            self._draw_tail(k)
            self._draw_bead(k)
        points, left = self.way(0, self._target)
        outline = sides(points, left, self._thick * self._pulls[0, :, self._target])
        self.pieces["was", "band"].points = straight(flat(outline))
        self._edge.along(list(flat(outline)))
        self._draw_unit()
        self._label()

    def _draw_axes(self) -> None:
        self._axis = self._sky.draw(self.inner(), self.unit)
        for k in self._order:
            self.pieces["rail", k].set_points_as_corners(flat(self._rail_ends(k)))

    def _rail_ends(self, k: int) -> FloatArray:
        """Of a rail on its way to become the axis, the low one first; shape (2, 2)."""
        launched = float(self.values["launched"])
        ends = np.stack([self._rails.spot(k, value)[:2] for value in self._span])
        return (1 - launched) * ends + launched * self._axis

    def _draw_unit(self) -> None:
        """A bracket beside where the tube begins, as long as a pull of 1 is wide."""
        points, left = self.way(int(self.values["way"]), self._target)
        start = self.spot(self._target) if float(self.values["step"]) == 0 else points[0]
        side, ahead = left[0], np.array([left[0][1], -left[0][0]])
        middle, half = start - (BEFORE + ASTRIDE) * ahead, self._thick / 2 * side
        foot = 2 * FOOT * ahead
        corners = [middle + half + foot, middle + half, middle - half, middle - half + foot]
        self.pieces["unit", "line"].through(flat(np.array(corners)))
        (x, y), align = middle - ASTRIDE * ahead, 0.0 if self._sky.is_tall else 1.0
        low = float(y) if self._sky.is_tall else float(y) - CAP * TYPE.label / 2
        self.pieces["unit", "words"].put(float(x), low, align=align)

    def _draw_tail(self, k: int) -> None:
        """From the start to the bead; the arrow, on a rail; and what carries the pull."""
        step, pull = float(self.values["step"]), float(self.values["pulls"][k])
        way, spot = int(self.values["way"]), self.spot(k)
        points, left = self.way(way, k)
        flown = self._along < step - 1e-9
        here = np.array([[np.interp(step, self._along, left[:, i]) for i in range(2)]])
        here /= np.linalg.norm(here)
        points, left = np.vstack((points[flown], spot)), np.vstack((left[flown], here))
        pulls = np.append(self._pulls[way, flown, k], pull)
        tail = self.pieces["tail", k]
        tail.lay(points, left, self._thick * pulls)
        if k != self._target:
            tail.shade(BACK * float(self.values["faint"]))
        if k == self._target:
            self._around.lay(points, left, self._thick + 0 * pulls)
        # Rails are nearly upright by then.
        tail.room = enough(float(self.values["launched"]), 0.8, 0.4)
        tail.band.measured = None
        stride, ahead = (len(self._along) - 1) // self._steps, self._sky.along
        bends = [
            i
            for i in range(0, len(points) - 1, stride)
            if abs(points[i, ahead] - spot[ahead]) > BEHIND
        ]
        if bends and float(self.values["launched"]) == 1:
            i = bends[-1]
            foot, unit = points[i] - self._thick * pulls[i] / 2 * left[i], self._thick * left[i]
            carry(tail.band, "length", origin=foot, unit=(float(unit[0]), float(unit[1])),
                  values=[pulls[i]])  # fmt: skip
        self._draw_tug(k, spot, self._thick * pull)

    def _draw_tug(self, k: int, spot: FloatArray, wide: float) -> None:
        long = (1 - float(self.values["launched"])) * float(self.values["tug"]) * reach(self.zone)
        side, half = 1 if k == self._target else -1, max(wide, HAIR / 100) / 2
        wing = half + 0.1
        head = min(HEAD, long)
        shape = [(0, half), (long - head, half), (long - head, wing), (long, 0),
                 (long - head, -wing), (long - head, -half), (0, -half), (0, half)]  # fmt: skip
        low, high = (self._rail_ends(k)[i] for i in range(2))
        ahead = (high - low) / np.linalg.norm(high - low)
        turn = np.array([ahead, [-ahead[1], ahead[0]]])
        corners = spot + np.array([(side * x, y * min(1.0, long / HEAD)) for x, y in shape]) @ turn
        self.pieces["tug", k].points = straight(flat(corners)) if long else np.zeros((0, 3))

    def _draw_bead(self, k: int) -> None:
        launched, spot = float(self.values["launched"]), flat(self.spot(k)[None])[0]
        radius = (1 - launched) * self._rails.radius + launched * RADIUS
        bead = self.pieces["bead", k]
        bead.put(spot, radius)
        above = self._order[self._order.index(k) + 1 :]
        free = min((float(np.linalg.norm(self.spot(j) - spot[:2])) for j in above), default=9.0)
        digit = self.pieces["digit", k].put(float(spot[0]), float(spot[1]) - CAP * TYPE.tick / 2)
        digit.room = enough(free, RADIUS + digit.made_width / 2 + 0.05)
        bead.measured = None
        if launched == 1:
            origin, unit = self.at(0.0, 0.0), self._sky.units(self.unit)
            values = [float(self.values["step"]), float(self.values["logits"][k])]
            values = values[::-1] if self._sky.is_tall else values
            carry(bead, "dot", origin=origin, unit=unit, values=values)
        if k == self._target:
            for kind in ("outline", "grip"):
                self.pieces[kind,].put(spot, radius + RING)

    def _label(self) -> None:
        """How hard the true one is pulled, and was at last, each beside where that ends."""
        places = []
        end = self.at(float(self._steps), self._logits[0, -1, self._target])
        now, last = self.values["pulls"][self._target], self._pulls[0, -1, self._target]
        told = ((self._pull, now, self.spot(self._target)), (self._last, last, end))
        for number, pull, spot in told:
            wide = self._told_width()
            x, base = self._sky.beside(spot, wide, TYPE.label, self.zone)
            places.append(Zone(x, x + wide, base, base + CAP * TYPE.label))
            number.set_value(float(pull), at=(x, base))
        self._pull.room = self._beside_memory(places[0])
        self._last.room = enough(_apart(*places), AIR, 0.1)

    def _beside_memory(self, label: Zone) -> float:
        """Whether a label is clear of the tail that is remembered, if one is."""
        if self.seen(("was", "band")) == 0:
            return 1.0
        low, high = np.array([label.left, label.bottom]), np.array([label.right, label.top])
        points, ahead = self.way(0, self._target)[0], self._sky.along
        near = points[(points[:, ahead] > (low - HALF)[ahead]) &
                      (points[:, ahead] < (high + HALF)[ahead])]  # fmt: skip
        if not len(near):
            return 1.0
        half = self._thick * float(self._pulls[0, :, self._target].max()) / 2
        side = 1 - ahead
        away = max(low[side] - near[:, side].max(), near[:, side].min() - high[side])
        return enough(float(away), half + HALF / 2)
