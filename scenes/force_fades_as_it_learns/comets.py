"""Logits as comets: beads that fly over the steps of a descent, each with its pull for a tail.

They come from rails, where arrows are as thick as the pulls are. Knows nothing of how logits move.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VMobject

from scenes.force_fades_as_it_learns.ribbon import (
    BEFORE,
    Rest,
    Ribbon,
    Thread,
    across,
    sides,
    thread,
)
from scenes.force_fades_as_it_learns.sky import AWAY, THICKEST, Sky
from scenes.layout import Margin, Place, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.shapes import HAIR, HEAD, Dashes, Polyline, flat, segment, straight
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts import Rails
from scenes.parts.dimension import FOOT
from scenes.parts.names import enough, numbers_of
from scenes.parts.part import Part
from scenes.parts.rails import Bead
from scenes.parts.spread import spread
from scenes.theme import TYPE, Zone, theme

__all__ = ["Comets", "around"]

CROWDED, OF_PITCH, ON_RAIL = 0.8, 0.56, 0.66
"""Between two rails that have no room for numbers; and width of a pull of 1 on a rail: in shares of
that, where they have, and at most."""

RADIUS, SMALL, RING = 0.24, 0.11, 0.06
"""Of the true bead that flies and of the others, and between the one and what goes round it."""

AIR = 0.06
"""Between two labels, at least."""

HALF = 0.16
"""Half the height of a label, with air."""

BEHIND = 0.4
"""From a bead to where its tail is measured, at least."""

FAINT, MEMORY = 0.3, 0.16
"""Opacities of what is remembered: of the pull, and of what q took."""

UNIT = 0.14
"""Between an arrow, the bracket that tells how wide it can be, and the words."""

BRACKET, NEAR = 0.1, 0.08
"""Between a band and the bracket that tells its width, and between that and the words."""

COLUMN = 0.14
"""Between where tails begin, names, and losses."""

LINE = 0.36
"""Between two names, and between two lines of words."""

GONE = 0.3
"""On how much of the way from the rails arrows stay, and are gone."""

INSIDE = 0.1
"""Around a number on its band, at least."""


def reach(zone: Zone) -> float:
    """Length of the arrow that pulls a bead on a rail."""
    return min(2.2, 0.16 * zone.width)


def around(zone: Zone, _count: int) -> Margin:
    """What arrows need around the rails."""
    return Margin(reach(zone) + 0.1, reach(zone) + 2 * UNIT + 0.3, 0.0, 0.0)


def _apart(one: Zone, other: Zone) -> float:
    """The gap between two rectangles; below 0 where they overlap."""
    across = max(one.left - other.right, other.left - one.right)
    return max(across, one.bottom - other.top, other.bottom - one.top)


class Comets(Part):
    """Beads that fly from ``rails`` over steps, at the height of their logits.

    The true one trails a band of the width 1, which is cut in two: as wide as the pull is at each
    place of its way, and, in the colour of the prediction, what that leaves, which is q.

    Parameters
    ----------
    rails
        Where the beads come from.
    along
        Places on the ways, counted in steps, from 0, evenly; shape (S,).
    logits, pulls
        What is there, by way, shapes (W, S, K).
    right
        The probability of the true class where the first way begins and where it ends, (2,).
    steps
        How many there are.
    target
        The true class.
    span
        The lowest and the highest logit that there is room for.
    write
        How the pull on the true logit is told.
    losses
        Where each way begins, shape (W,).
    write_loss
        How losses are told.
    names
        Of the classes.

    Values
    ------
    step, logits, pulls, right
        How many steps have been made, where the beads are then, (K,), how hard pulled, (K,), and
        the probability of the true class.
    way
        Which way they go.
    launched
        How far they have come from the rails, from 0 to 1.
    cut
        How far the two parts of the band have come from lying around each other, at 0, to lying
        side by side, at 1.

    Pieces: ("rail", k), axes, ("titles", "step" | "logit"); ("was", "rest" | "band" | "edge" |
    "start" | "pull" | "right" | "name"), the band of the first way, its first pull, its last pull
    and q, and whose it is; ("around", "trail" | "arrow"), what the true pull leaves of 1;
    ("tail", k), ("tug", k), ("bead", k), line, the way of the true bead, ("unit", "line" | "words")
    beside the true arrow and ("scale", "line" | "words") before its band, outline, grip, digit on
    the true bead, ("name", k) of the others where they begin and ("end", k) where they end,
    ("label", "start") on the true tail and ("label", "pull" | "right") beside its bead, and
    ("loss", way, "words" | "number").
    """

    scaled = (("x", "step"), ("y", "logits"))
    numbers = ("step", "logits", "pulls", "right")
    looks = ("way", "launched", "cut")
    later = (
        "was", "around", "unit", "scale", "outline", "grip", "digit", "name", "end", "label",
        "loss", "axes", "titles",
    )  # fmt: skip
    fading = ("label", "was", "loss", "name")

    def __init__(
        self,
        name: str,
        rails: Rails,
        *,
        along: FloatArray,
        logits: FloatArray,
        pulls: FloatArray,
        right: FloatArray,
        steps: int,
        target: int,
        span: tuple[float, float],
        write: Callable[[float], str],
        losses: FloatArray,
        write_loss: Callable[[float], str],
        names: Sequence[str],
    ) -> None:
        super().__init__(
            name,
            step=0.0,
            logits=logits[0, 0],
            pulls=pulls[0, 0],
            right=right[0],
            way=0.0,
            launched=0.0,
            cut=0.0,
        )
        self.sources = (rails,)
        self._rails, self._along, self._logits, self._pulls = rails, along, logits, pulls
        self._steps, self._target, self._span, self._names = steps, target, span, names
        self._last_right = float(right[1])
        self._thick = ON_RAIL
        count, t = len(names), theme()
        # The true one's tail lies on the others'.
        self._order = [*(k for k in range(count) if k != target), target]
        for k in self._order:
            self.own("rail", k, of=segment(color=t.muted))
        self._sky = Sky(steps, span)
        self.own("axes", of=self._sky.axes)
        for axis, title in self._sky.titles.items():
            self.own("titles", axis, of=title)
        self._was_rest = self.own("was", "rest", of=Rest(t.q, MEMORY))
        band = VMobject(stroke_width=0, fill_color=t.p, fill_opacity=FAINT)
        self._was = self.own("was", "band", of=band)
        self._edge = self.own("was", "edge", of=Dashes(color=t.p, width=1.5 * HAIR))
        self._around = self.own("around", "trail", of=Rest(t.q))
        self._tail = self.own("tail", target, of=Ribbon(t.p))
        self._line = self.own("line", of=Thread(t.target))
        for k in self._order[:-1]:
            self.own("tail", k, of=Thread(t.muted))
        rims = VMobject(stroke_width=0, fill_color=t.q, fill_opacity=1)
        self._rims = self.own("around", "arrow", of=rims)
        for k in self._order:
            arrow = VMobject(stroke_width=0, fill_color=t.p if k == target else t.q, fill_opacity=1)
            self.own("tug", k, of=arrow)
        for k in (target, *self._order[:-1]):
            bead = Bead(stroke_width=HAIR, stroke_color=t.background, fill_color=t.muted)
            self.own("bead", k, of=bead.set_fill(opacity=1))
            if k == target:
                self._digit = self.own(
                    "digit",
                    of=Formula(
                        f"z_{k + 1}", font_size=TYPE.tick, color=t.background, display=False
                    ),
                )
                allow("overlap", "it is on its bead, and others pass", self._digit)
        self.own("outline", of=Bead(stroke_width=2.5 * HAIR, stroke_color=t.target))
        self.own("grip", of=Bead(stroke_width=2.5 * HAIR, stroke_color=t.text))
        figure = [of for key, of in self.pieces.items() if key[0] not in ("axes", "titles")]
        allow("contrast", "comets cross, and beads lie on their tails", *figure)
        for of in (self._was_rest, self._was, self._edge):
            allow("contrast", "it stands back behind a tail", of)
        for kind in ("name", "end"):
            for k in self._order[:-1]:
                name = Formula(f"z_{k + 1}", font_size=TYPE.label, color=t.muted, display=False)
                self.own(kind, k, of=name)
        name = Formula(f"z_{target + 1}", font_size=TYPE.label, color=t.target, display=False)
        self._was_name = self.own("was", "name", of=name)
        self._pair, self._last = (
            [
                self.own(
                    kind, what, of=Number(0.5, write, font_size=TYPE.label, color=color, align=-1)
                )
                for what, color in (("pull", t.p), ("right", t.q))
            ]
            for kind in ("label", "was")
        )
        ends = (*self._pair, self._around, self._tail)
        allow("overlap", "it tells how wide that is which ends beside it", *ends)
        self._start = Number(0.0, write, font_size=TYPE.tick, color=t.background)
        self.own("label", "start", of=self._start)
        allow("overlap", "it is on the band that it tells", self._start)
        self._first = Number(0.0, write, font_size=TYPE.tick)
        self.own("was", "start", of=self._first)
        allow("overlap", "it is on the band that it tells", self._first)
        self._losses = [
            (
                self.own("loss", way, "words", of=Words("loss", font_size=TYPE.label)),
                self.own("loss", way, "number", of=Number(loss, write_loss, font_size=TYPE.label)),
            )
            for way, loss in enumerate(losses.tolist())
        ]
        for kind in ("unit", "scale"):
            self.own(kind, "line", of=Polyline(color=t.text, width=1.5 * HAIR))
            self.own(kind, "words", of=Words("1", font_size=TYPE.label))

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Beads are as wide as a number: a key tells whose it is. Steps go down in tall zones."""
        self._sky.turn(is_tall=all(zone.height > 1.1 * zone.width for zone in zones))
        self._sky.edge = sum(self._columns()) + 2 * COLUMN + BRACKET
        return by_number or tuple(self._names) == numbers_of(self._names)

    def settle(self, places: Sequence[Place]) -> None:
        """How wide a pull of 1 is on rails, where it keeps clear of numbers."""
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
        return Size(1.4 + own.left + own.right, 1.4 + own.bottom + own.top)

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
        return float(number_width(">" + self._pair[0].write(0.5), TYPE.label))

    def span(self, axis: str) -> float:
        """All steps; from the lowest to the highest logit."""
        return self._sky.span(axis)

    @property
    def thickness(self) -> float:
        """Width of what pulls with 1, now."""
        launched = float(self.values["launched"])
        return (1 - launched) * self._thick + launched * THICKEST

    def _columns(self) -> tuple[float, float]:
        """What names and losses take before where tails begin, with a gap each."""
        names = [self.pieces["name", k].made_width for k in self._order[:-1]]
        words, _ = self._losses[0]
        losses = [number_width(told.text, TYPE.label) for _, told in self._losses]
        if self._sky.is_tall:
            return COLUMN + CAP * TYPE.label, COLUMN + LINE + CAP * TYPE.label
        names.append(self._was_name.made_width)
        return COLUMN + max(names), 2 * COLUMN + max(words.made_width, *losses)

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
        return points, across(points, start)

    def draw(self, zone: Zone) -> None:
        """Rails that become the axis, tails, beads, and what is told."""
        self._draw_axes()
        for k in self._order:
            self._draw_tail(k)
            self._draw_bead(k)
        self._draw_memory()
        self._draw_unit()
        self._label()
        self._draw_names()

    def _draw_memory(self) -> None:
        """The band of the first way, as it was when it had been flown."""
        points, left = self.way(0, self._target)
        pulls = self._pulls[0, :, self._target]
        low = self._below(pulls)
        middles = points + self._aside(pulls)[:, None] * left
        wide = self.thickness * pulls
        self._was_rest.lay(points, left, self.thickness, wide, low)
        outline = flat(sides(middles, left, wide))
        self._was.points = straight(outline)
        self._edge.along(list(outline))

    def _below(self, pulls: FloatArray) -> FloatArray:
        """What q takes of the band to the right of the pull, in manim units."""
        return (1 - float(self.values["cut"])) / 2 * self.thickness * (1 - pulls)

    def _aside(self, pulls: FloatArray) -> FloatArray:
        """How far the middle of the pull is to the left of that of the band."""
        return self._below(pulls) - self.thickness * (1 - pulls) / 2

    def _draw_axes(self) -> None:
        self._sky.draw(self.inner(), self.unit)
        for k in self._order:
            self.pieces["rail", k].set_points_as_corners(flat(self._rail_ends(k)))

    def _rail_ends(self, k: int) -> FloatArray:
        """Of a rail on its way to where all stand at step 0, the low one first; shape (2, 2)."""
        launched = float(self.values["launched"])
        ends = np.stack([self._rails.spot(k, value)[:2] for value in self._span])
        return (1 - launched) * ends + launched * self.at(0.0, np.array(self._span))

    def _draw_unit(self) -> None:
        """Brackets as long as a pull of 1 is wide: beyond the true arrow, and before its band."""
        x, y = self._rails.spot(self._target)[:2]
        x, half = x + reach(self.zone) + UNIT, self._thick / 2
        corners = [(x - FOOT, y + half), (x, y + half), (x, y - half), (x - FOOT, y - half)]
        self.pieces["unit", "line"].through(flat(np.array(corners)))
        self.pieces["unit", "words"].put(float(x), float(y + half) + UNIT)
        half, (x, y) = THICKEST / 2, self.at(0.0, self._first_logit())
        words = self.pieces["scale", "words"]
        if self._sky.is_tall:
            y += BEFORE + BRACKET
            corners = [(x - half, y - FOOT), (x - half, y), (x + half, y), (x + half, y - FOOT)]
            words.put(float(x), float(y) + NEAR)
        else:
            x -= BEFORE + BRACKET
            corners = [(x + FOOT, y + half), (x, y + half), (x, y - half), (x + FOOT, y - half)]
            words.put(float(x) - NEAR, float(y) - CAP * TYPE.label / 2, align=1)
        self.pieces["scale", "line"].through(flat(np.array(corners)))

    def _first_logit(self) -> float:
        """Of the true class, where its band begins, now."""
        if float(self.values["step"]) > 0:
            return float(self._logits[int(self.values["way"]), 0, self._target])
        return float(self.values["logits"][self._target])

    def _draw_names(self) -> None:
        """Names where tails begin, those of the others also where they end; and the losses."""
        along, inner = self._sky.along, self.inner()
        side, before = 1 - along, BEFORE + COLUMN + BRACKET
        live = self._first_logit()
        first = float(self._logits[0, 0, self._target])
        own, was = (float(self.at(0.0, logit)[side]) for logit in (live, first))
        bands = [own, was] if self.seen(("was", "band")) else [own]
        spots, _ = self._spread_names(self._logits[0, 0])
        told = [(self.pieces["name", k], spot, bands) for k, spot in spots.items()]
        for name, spot, bands_ in (*told, (self._was_name, was, [own])):
            if self._sky.is_tall:
                name.put(spot, inner.top + before)
            else:
                name.put(inner.left - before, spot - CAP * TYPE.label / 2 + 0.03, align=1)
            # Beside a band it would name that.
            away = min(abs(spot - band) for band in bands_)
            name.room = enough(away, THICKEST / 2 + AIR, 0.1)
        names, _ = self._columns()
        ends = self._logits[int(self.values["way"]), -1]
        spots, _ = self._spread_names(ends)
        pairs = [self._places[0], *self._places[1 : 1 + int(self.seen(("was", "band")) > 0)]]
        for k, spot in spots.items():
            x, y = self.at(float(self._steps), ends[k])
            name = self.pieces["end", k]
            wide, high = name.made_width, CAP * TYPE.label
            if self._sky.is_tall:
                x, y = spot - wide / 2, y - AWAY - high / 2
            else:
                x, y = x + AWAY, spot - high / 2
            name.put(float(x), float(y) + 0.03, align=-1)
            zone = Zone(float(x), float(x) + wide, float(y), float(y) + high)
            name.room = min(enough(_apart(zone, pair), AIR, 0.1) for pair in pairs)
        zones = []
        for way, (words, number) in enumerate(self._losses):
            x, y = self.at(0.0, self._logits[way, 0, self._target])
            wide = max(words.made_width, number_width(number.text, TYPE.label))
            if self._sky.is_tall:
                x, _ = self._sky.below(float(x), float(y), wide / 2, TYPE.label, self.zone)
                y = inner.top + BEFORE + BRACKET + names + COLUMN
            else:
                x, y = (
                    inner.left - BEFORE - BRACKET - names - 2 * COLUMN - wide / 2,
                    y - LINE / 2 - 0.08,
                )
            number.move_anchor(float(x), float(y))
            words.put(float(x), float(y) + LINE)
            zones.append(Zone(x - wide / 2, x + wide / 2, y, y + LINE + CAP * TYPE.label))
        for piece in self._losses[0]:
            piece.room = enough(_apart(*zones), AIR, 0.1)

    def _spread_names(self, logits: FloatArray) -> tuple[dict[int, float], float]:
        """Across the steps: where names of the others stand, apart; and how far they are."""
        inner, others = self.inner(), sorted(self._order[:-1], key=lambda k: float(logits[k]))
        middles = np.array([self.at(0.0, logits[k])[1 - self._sky.along] for k in others])
        if self._sky.is_tall:
            wide = max(self.pieces["name", k].made_width for k in others)
            pitch, low, high = wide + COLUMN, inner.left, inner.right
        else:
            pitch, low, high = LINE, inner.bottom, inner.top
        spots = spread(middles, pitch, low, high)
        return dict(zip(others, spots.tolist(), strict=True)), pitch

    def _draw_tail(self, k: int) -> None:
        """From the start to the bead; the arrow, on a rail; and what carries the pull."""
        step, pull = float(self.values["step"]), float(self.values["pulls"][k])
        way, spot = int(self.values["way"]), self.spot(k)
        points, left = self.way(way, k)
        flown = self._along < step - 1e-9
        here = np.array([[np.interp(step, self._along, left[:, i]) for i in range(2)]])
        here /= np.linalg.norm(here)
        points, left = np.vstack((points[flown], spot)), np.vstack((left[flown], here))
        tail = self.pieces["tail", k]
        # Rails are nearly upright by then.
        tail.room = enough(float(self.values["launched"]), 0.95, 0.25)
        if k == self._target:
            self._draw_band(points, left, np.append(self._pulls[way, flown, k], pull))
        else:
            tail.through(thread(points, left))
        self._draw_tug(k, spot, self.thickness * pull)

    def _draw_band(self, points: FloatArray, left: FloatArray, pulls: FloatArray) -> None:
        """The true tail, beside it what it leaves, and what carries their widths."""
        whole, low, aside = self.thickness, self._below(pulls), self._aside(pulls)
        middles = points + aside[:, None] * left
        self._tail.lay(middles, left, whole * pulls)
        self._around.lay(points, left, whole, whole * pulls, low)
        self._around.room = self._line.room = self._tail.room
        self._line.through(flat(points))
        self._tail.band.measured = self._around.bands[0].measured = None
        stride, ahead = (len(self._along) - 1) // self._steps, self._sky.along
        away = np.abs(points[:, ahead] - points[-1, ahead])
        bends = [i for i in range(0, len(points) - 1, stride) if away[i] > BEHIND]
        if bends and float(self.values["launched"]) == 1:
            i = bends[-1]
            unit = whole * left[i]
            foot = middles[i] - pulls[i] / 2 * unit
            for band, at, value in (
                (self._tail.band, foot, pulls[i]),
                (self._around.bands[0], foot + pulls[i] * unit, 1 - pulls[i]),
            ):
                carry(band, "length", origin=at, unit=(float(unit[0]), float(unit[1])),
                      values=[value])  # fmt: skip

    def _draw_tug(self, k: int, spot: FloatArray, wide: float) -> None:
        gone = max(0.0, float(self.values["launched"]) - GONE) / (1 - 2 * GONE)
        long = max(0.0, 1 - gone) * reach(self.zone)
        side, half = 1 if k == self._target else -1, max(wide, HAIR / 100) / 2
        wing = half + 0.1
        head = min(HEAD, long)
        pull = self.values["pulls"][k]
        aside = float(self._aside(pull)) if k == self._target else 0.0
        shape = [(0, half), (long - head, half), (long - head, wing), (long, 0),
                 (long - head, -wing), (long - head, -half), (0, -half), (0, half)]  # fmt: skip
        low, high = (self._rail_ends(k)[i] for i in range(2))
        ahead = (high - low) / np.linalg.norm(high - low)
        turn = np.array([ahead, [-ahead[1], ahead[0]]])

        def turned(corners: Sequence[tuple[float, float]]) -> FloatArray:
            there = np.array([(side * x, y) for x, y in corners]) @ turn
            return straight(flat(spot + there))

        shrunk = min(1.0, long / HEAD)
        arrow = turned([(x, aside + y * shrunk) for x, y in shape])
        self.pieces["tug", k].points = arrow if long else np.zeros((0, 3))
        if k == self._target:
            rim, end = self.thickness / 2, long - head
            ways = ((aside + half, rim), (-rim, aside - half))
            rims = [turned([(0, a), (end, a), (end, b), (0, b), (0, a)]) for a, b in ways]
            self._rims.points = np.concatenate(rims) if end > 0 else np.zeros((0, 3))

    def _draw_bead(self, k: int) -> None:
        launched, spot = float(self.values["launched"]), flat(self.spot(k)[None])[0]
        flies = RADIUS if k == self._target else SMALL
        radius = (1 - launched) * self._rails.radius + launched * flies
        bead = self.pieces["bead", k]
        bead.put(spot, radius)
        bead.measured = None
        if launched == 1:
            origin, unit = self.at(0.0, 0.0), self._sky.units(self.unit)
            values = [float(self.values["step"]), float(self.values["logits"][k])]
            values = values[::-1] if self._sky.is_tall else values
            carry(bead, "dot", origin=origin, unit=unit, values=values)
        if k == self._target:
            self._digit.put(float(spot[0]), float(spot[1]) - 0.3 * CAP * TYPE.tick)
            for kind in ("outline", "grip"):
                self.pieces[kind,].put(spot, radius + RING)

    def _label(self) -> None:
        """The pull and q, and what they were at last, each beside where the band ends."""
        way, step = int(self.values["way"]), float(self.values["step"])
        start, end = (self._logits[0, i, self._target] for i in (0, -1))
        now = self.values["pulls"][self._target], self.values["right"]
        last = self._pulls[0, -1, self._target], self._last_right
        self._places = places = [
            self._put_pair(pair, values, spot)
            for pair, values, spot in (
                (self._pair, now, self.spot(self._target)),
                (self._last, last, self.at(float(self._steps), end)),
            )
        ]
        clear = enough(_apart(*places), AIR, 0.1)
        for number in self._last:
            number.room = clear
        for number in self._pair:
            number.room = self._beside_memory(places[0])
        for number, of, logit in (
            (self._first, 0, start), (self._start, way, self._logits[way, 0, self._target])
        ):  # fmt: skip
            self._put_on_start(number, float(self._pulls[of, 0, self._target]), logit)
        flown = abs(float((self.spot(self._target) - self.at(0.0, 0.0))[self._sky.along]))
        self._start.room = min(self._start.room, enough(flown, RADIUS, 0.1) * float(step > 0))
        live = self._first_logit()
        apart = float(np.abs(self.at(0.0, live) - self.at(0.0, start)).max())
        over = enough(apart, THICKEST, 0.1)
        middle = float(self._first.get_center()[1 - self._sky.along])
        free = self._free_of_threads(middle, self._across(self._first) / 2 + AIR)
        self._first.room = min(self._first.room, over, free)

    def _put_pair(self, pair: Sequence[Number], values: Sequence[float], spot: FloatArray) -> Zone:
        """Put the pull and q beside the end of the band, each at its own; where they are."""
        wide, high = self._told_width(), CAP * TYPE.label
        half, aside = THICKEST / 2, float(self._aside(np.asarray(values[0])))
        if self._sky.is_tall:
            parted = float(spot[0]) + aside + half * float(values[0])
            x, base = self._sky.below(parted, float(spot[1]), wide + AIR, TYPE.label, self.zone)
            for number, value, side in zip(pair, values, (-1, 1), strict=True):
                number.align = float(-side)
                number.set_value(float(value), at=(x + side * AIR, base))
            return Zone(x - wide - AIR, x + wide + AIR, base, base + high)
        x, base = float(spot[0]) + AWAY, float(spot[1]) + aside - high / 2
        for number, value, up in zip(pair, values, (0.0, half), strict=True):
            number.set_value(float(value), at=(x, base + up))
        return Zone(x, x + wide, base, base + half + high)

    def _put_on_start(self, number: Number, pull: float, logit: float) -> None:
        """Put it on the pull where the band begins, clear of a bead; there if it has room."""
        x, y = self.at(0.0, logit)
        aside, back = float(self._aside(np.asarray(pull))), (BEFORE + RADIUS) / 2
        x, y = (x + aside, y + back) if self._sky.is_tall else (x - back, y + aside)
        number.set_value(pull, at=(float(x), float(y) - CAP * TYPE.tick / 2))
        number.room = enough(THICKEST * pull, self._across(number) + 2 * INSIDE)

    def _across(self, number: Number) -> float:
        """What a number on a band takes of the width of that."""
        return number_width(number.text, TYPE.tick) if self._sky.is_tall else CAP * TYPE.tick

    def _free_of_threads(self, middle: float, half: float) -> float:
        """Whether no other's thread begins so near to the middle of a number on a band."""
        starts = np.delete(self._logits[0, 0], self._target)
        away = np.abs(self.at(0.0, starts)[:, 1 - self._sky.along] - middle)
        return enough(float(away.min()), half)

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
        half = THICKEST / 2
        side = 1 - ahead
        away = max(low[side] - near[:, side].max(), near[:, side].min() - high[side])
        return enough(float(away), half + HALF / 2)
