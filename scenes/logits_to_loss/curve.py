"""Logits as beads below the curve e^z, their sticks under it and in a stack, and what comes back.

Only ``LogitsToLoss`` needs it. Drawn from values and a zone, as all parts are; knows nothing of
e^z itself: heights are told by the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from manim.utils.color import ManimColor, interpolate_color

from scenes.layout import Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.measured import carry
from scenes.mobjects.shapes import HAIR, Dashes, Dot, Polyline, Rectangle, Ring, segment
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.names import enough, numbers_of
from scenes.parts.part import Bar, Part, Pose
from scenes.parts.spread import spread
from scenes.theme import TYPE, Zone, rgb, theme

__all__ = ["ExpCurve"]

BEAD, SMALL = 0.2, 0.1
"""Radius of a bead, and of one without its number."""

ROW, GAP = 0.3, 0.79
"""From the foot of the sticks down to the middles of beads, and of what is told of them."""

THICK, THIN, WALL, NEEDLE = 0.5, 0.3, 0.42, 0.08
"""Of the gap, of a stick, of the whole where it has come to, and of the probe's stick."""

WIDEST, SHARE = 1.1, 0.1
"""Across the stack, in manim units; and of its zone's width, at most."""

TOP = 0.45
"""Above the curve, for numbers."""

NARROW = 9.0
"""A zone that is no wider has no room for all that is told beside the stack."""

LINE, LEAD, SPACE, BESIDE = 0.38, 0.3, 0.13, 0.12
"""Between lines, from what is told to what that is of, after a symbol, and from a stick."""

LIFT = 0.1
"""From the top of a stick to its number."""

EDGE = 0.3
"""Between the stack and the curve's plot, or left of that while there is no stack."""

PASS = 0.3
"""A stick comes while the probe is so near."""


class ExpCurve(Part):
    """Beads at z; sticks as high as the curve is there; all of them as a stack, and the way back.

    Parameters
    ----------
    logits, heights, shares
        Shape (K,); the shares are heights over their total.
    total, wall, loss
        How high the stack is, where on the axis the curve is as high, and how far that is from the
        true logit.
    curve
        z from ``low`` on, ascending, and its height; shape (2, S).
    probe, height
        Where the probe is, and how high the curve is there.
    low
        Where the axis begins; it ends at the wall.
    order, target, told, likeliest
        The classes as they are stacked, the true one, those of which numbers are told, and that at
        which the probe ends.
    symbol
        What the curve is, as a formula.
    write, write_height, write_part, write_whole
        How logits and the loss, heights, parts of the stack, and all of it are written.

    Values
    ------
    probe, height
        As above.
    parts, whole
        What is told of the stack: of each class, shape (K,), and of all of it.
    stacked
        Whether there is room for a stack, where that is not always so: 1 or 0.
    shared
        How much of the prediction's colour the sticks have.
    gone, back
        How far a copy of the whole has gone from the stack to where the curve is as high, and one
        of the true class's part to where that came from: from 0 to 1.
    aside
        How far the true logit's number has gone aside for the gap.

    Pieces: floor, axis, curve, name of the curve, title of the axis; ("bead", k), ("digit", k),
    ("value", k), ("value", "wall"); ("stick", k), ("height", k) its number; ("probe", "stick" |
    "ring" | "dot" | "number"). Of the stack ("part", k), ("cut", k), outline, ("lead", k),
    ("symbol", k), ("tag", k) its number, total, divisor. On the way back ("copy", k) of the whole,
    ("copy", "number"), true, ("true", "number"), and of each, "copy" or "true", ("guide", ...) from
    the stack, ("touch", ...) where it meets the curve, and ("post", ...) down to the gap; gap, and
    ("gap", "number").
    """

    scaled = (("x", "probe"), ("y", "height"))
    numbers = ("probe", "height", "parts", "whole")
    looks = ("stacked", "shared", "gone", "back", "aside")
    later = (
        "probe", "part", "cut", "outline", "lead", "symbol", "tag", "total", "divisor",
        "copy", "true", "guide", "touch", "post", "gap",
    )  # fmt: skip
    fading = ("height",)

    def __init__(
        self,
        name: str,
        logits: FloatArray,
        heights: FloatArray,
        shares: FloatArray,
        *,
        total: float,
        wall: float,
        loss: float,
        curve: FloatArray,
        probe: float | FloatArray,
        height: float | FloatArray,
        low: float,
        order: Sequence[int],
        target: int,
        told: Sequence[int],
        likeliest: int,
        names: Sequence[str],
        symbol: str,
        write: Callable[[float], str],
        write_height: Callable[[float], str],
        write_part: Callable[[float], str],
        write_whole: Callable[[float], str],
    ) -> None:
        super().__init__(
            name, probe=probe, height=height, parts=heights, whole=total,
            stacked=0.0, shared=0.0, gone=0.0, back=0.0, aside=0.0,
        )  # fmt: skip
        self._logits, self._heights, self._total = np.array(logits), np.array(heights), total
        self._wall, self._loss, self._curve, self._low = wall, loss, curve, low
        self._order, self._target, self._names = list(order), target, names
        # Where texts crowd, the first is told.
        self._told = sorted(told, key=lambda k: (k != likeliest, k != target, -logits[k]))
        self._below = {
            k: float(sum(heights[j] for j in order[:place])) for place, k in enumerate(order)
        }
        self._last = likeliest
        self._own_figures()
        self._own_texts(shares, symbol, write, write_height, write_part, write_whole)

    def _own_figures(self) -> None:
        self.own("floor", of=segment(color=theme().muted))
        self.own("axis", of=segment(color=theme().muted))
        ranked = [*(k for k in self._order if k != self._target), self._target]
        for kind in ("stick", "copy"):
            for k in ranked:
                self.own(kind, k, of=Bar(self._color(k)))
        self.own("true", of=Bar(self._color(self._target)))
        self.own("probe", "stick", of=Bar(theme().text))
        for what in ("copy", "true"):
            self.own("guide", what, of=Dashes(color=theme().text, width=1.5 * HAIR))
        for k in self._order:
            self.own("part", k, of=Bar(self._color(k)))
        for k in self._order[1:]:
            cut = self.own("cut", k, of=segment(color=theme().background))
            allow("contrast", "it parts two of the stack", cut)
        self.own("outline", of=Rectangle(stroke_width=2.5 * HAIR, stroke_color=theme().target,
                                         fill_opacity=0))  # fmt: skip
        self.own("curve", of=Polyline(color=theme().text, width=3 * HAIR))
        for what in ("copy", "true"):
            self.own("touch", what, of=Dot(theme().text))
        for what in ("copy", "true"):
            self.own("post", what, of=segment(color=theme().text, width=2 * HAIR))
        self.own("gap", of=Bar(theme().loss))
        beads = []
        for k in ranked:
            is_true = k == self._target
            ring = Ring(
                self._radius(k),
                stroke_width=(2.5 if is_true else 1) * HAIR,
                stroke_color=theme().target if is_true else theme().background,
                fill_color=theme().muted,
                fill_opacity=1,
            )
            beads.append(self.own("bead", k, of=ring))
            if k in self._told:
                digit = Words(str(k + 1), font_size=TYPE.tick, color=theme().background)
                beads.append(self.own("digit", k, of=digit))
        ring = Ring(BEAD + 0.09, stroke_width=2.5 * HAIR, stroke_color=theme().text)
        beads.append(self.own("probe", "ring", of=ring))
        beads.append(self.own("probe", "dot", of=Dot(theme().text)))
        figure = [of for key, of in self.pieces.items() if key[0] != "digit"]
        allow("contrast", "sticks stand side by side under a curve, marks on them", *figure)
        allow("overlap", "beads are on one line, and pass", *beads)
        for kind in ("outline", "curve", "post", "cut", "guide"):
            for piece in self.all(kind):
                allow("overlap", "it marks beads and sticks", piece.mobject)

    def _own_texts(
        self,
        shares: FloatArray,
        symbol: str,
        write: Callable[[float], str],
        write_height: Callable[[float], str],
        write_part: Callable[[float], str],
        write_whole: Callable[[float], str],
    ) -> None:
        def number(*key: str | int, value: float, how: Callable[[float], str], **looks: Any) -> Any:
            return self.own(*key, of=Number(value, how, **looks))

        t, q = self._target, theme().q
        for k in self._told:
            number("height", k, value=self._heights[k], how=write_height, align=1)
            number("value", k, value=self._logits[k], how=write)
            self.own("lead", k, of=segment(color=theme().muted))
            made = Formula(f"q_{k + 1} =", font_size=TYPE.label, color=q, display=False)
            self.own("symbol", k, of=made)
            number("tag", k, value=self._heights[k], how=write_part, align=1)
        self.hide(("height", self._last))
        number("total", value=self._total, how=write_whole)
        number("copy", "number", value=self._total, how=write_height, align=1)
        number("true", "number", value=self._heights[t], how=write_height, align=1)
        number("probe", "number", value=float(self.values["height"]), how=write_height, align=1)
        mine = self.pieces["height", self._last], self.pieces["probe", "number"]
        allow("overlap", "one takes the place of the other", *mine)
        allow("rest", "its like takes its place", mine[1])
        number("value", "wall", value=self._wall, how=write, align=-1)
        self.hide(("value", "wall"))
        looks = {"color": theme().background, "font_size": TYPE.formula}
        gap = number("gap", "number", value=self._loss, how=write, **looks)
        allow("overlap", "it tells how long the gap is", gap)
        by = Formula(f'"÷ {write_height(self._total)}"', font_size=TYPE.label, display=False)
        self.own("divisor", of=by)
        self.own("name", of=Formula(symbol, display=False))
        title = Formula('"logits" z', font_size=TYPE.label, color=theme().muted, display=False)
        self.own("title", of=title)
        # Before they rest, small ones are told as bounds.
        told = [v for k in self._told for v in (self._heights[k], shares[k], 0.999 * shares[k])]
        self._tag_width = max(number_width(write_part(v), TYPE.number) for v in told)
        texts = [write_height(v) for v in (0.001, self.values["height"], *self._heights)]
        self._height_width = max(number_width(text, TYPE.number) for text in texts)
        self._value_width = number_width(write(self._wall), TYPE.number)

    def _color(self, k: int) -> str:
        """From that of a term to the prediction's; of that the true class has all."""
        share = 1.0 if k == self._target else theme().second
        q = interpolate_color(ManimColor(theme().background), ManimColor(theme().q), share)
        term = ManimColor(theme().term(k))
        return interpolate_color(term, q, float(self.values["shared"])).to_hex()

    def _told_color(self, k: int) -> str:
        """Of its number: that of its stick, but as bright as text is to be."""
        term, q = ManimColor(theme().term(k)), ManimColor(theme().q)
        return interpolate_color(term, q, float(self.values["shared"])).to_hex()

    def _radius(self, k: int) -> float:
        return BEAD if k in self._told else SMALL

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Beads are as wide as a number: a key tells whose it is."""
        return by_number or tuple(self._names) == numbers_of(self._names)

    def least(self, room: Size) -> Size:
        """A curve that can be followed."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        return Size(around.left + around.right + 2.4, around.bottom + around.top + 1.4)

    def margin(self, zone: Zone) -> Margin:
        """The stack and what is told of it; beads and the gap below; the curve's name."""
        stack = self._told_width(zone) + LEAD + self._wide(zone) + EDGE
        stacked = float(self.values["stacked"]) if zone.width > NARROW else 1.0
        left = (1 - stacked) * EDGE + stacked * stack
        name = self.pieces["name",].made_width
        if zone.width > NARROW:
            name = max(name, self.pieces["title",].made_width)
        right = max(WALL / 2 + 0.15 + name, BESIDE + self._value_width) + 0.05
        return Margin(left, right, GAP + THICK / 2 + 0.05, TOP)

    def _told_width(self, zone: Zone) -> float:
        """Of what stands left of the stack: symbols only where there is room for them."""
        if zone.width <= NARROW:
            return self._tag_width
        return self._tag_width + SPACE + max(m.mobject.made_width for m in self.all("symbol"))

    @staticmethod
    def _wide(zone: Zone) -> float:
        return min(WIDEST, SHARE * zone.width)

    def span(self, axis: str) -> float:
        """From the lowest logit to the wall; and as high as the whole."""
        return self._wall - self._low if axis == "x" else self._total

    def figure(self, *key: Any) -> Pose:
        """A stick, a part of the stack, a copy on its way, or the gap."""
        plot, uy, kind = self._plot(), self.unit("y"), key[0]
        stack, wide = self._stack_x(plot), self._wide(self.zone)
        if kind == "gap":
            foot = (self._at(self._logits[self._target]), plot.bottom - GAP)
            return Pose(foot, 0.0, self._loss, self.unit("x"), THICK, theme().loss)
        if kind == "probe":
            foot, height = (self._at(self.values["probe"]), plot.bottom), self.values["height"]
            return Pose(foot, 90.0, float(height), uy, NEEDLE, theme().text)
        k = self._target if kind == "true" else key[1]
        x, width, below = self._at(self._logits[k]), THIN, 0.0
        if kind == "part":
            x, width, below = stack, wide, self._below[k]
        elif kind == "copy":
            gone, below = float(self.values["gone"]), self._below[k]
            x = (1 - gone) * stack + gone * self._at(self._wall)
            width = (1 - gone) * wide + gone * WALL
        elif kind == "true":
            back = float(self.values["back"])
            x, width = (1 - back) * stack + back * x, (1 - back) * wide + back * THIN
        foot = (x, plot.bottom + below * uy)
        return Pose(foot, 90.0, float(self._heights[k]), uy, width, self._color(k))

    def draw(self, zone: Zone) -> None:
        """The curve over the axis, what stands under it, and what is told."""
        plot = self._plot()
        stack, wall = self._stack_x(plot), self._at(self._wall)
        left = max(stack - self._wide(zone) / 2, zone.left)
        self._line("floor", (left, plot.bottom), (wall + WALL / 2, plot.bottom))
        self._line("axis", (plot.left, plot.bottom), (plot.left, plot.top))
        self._trace(plot)
        self._pass(plot)
        self._bead(plot)
        self._pile(plot, stack)
        self._return(plot, stack)
        name, x = self.pieces["name",], wall + WALL / 2 + 0.15
        name.put(x, plot.top - CAP * TYPE.formula, align=-1)
        title, y = self.pieces["title",], plot.bottom - ROW - CAP * TYPE.label / 2
        if zone.width > NARROW:
            title.put(x, y, align=-1)
        else:
            title.put(zone.left, y, align=-1)

    def _line(self, kind: str, *ends: tuple[float, float]) -> None:
        self.pieces[kind,].set_points_as_corners([[*end, 0.0] for end in ends])

    def _trace(self, plot: Zone) -> None:
        """The curve, from the axis to the wall."""
        ux, uy, curve = self.unit("x"), self.unit("y"), self.pieces["curve",]
        origin = np.array([plot.left - self._low * ux, plot.bottom, 0.0])
        z, height = self._curve
        x = plot.left + (z - self._low) * ux
        curve.through(np.column_stack((x, plot.bottom + height * uy, 0 * z)))
        carry(curve, "curve", origin=origin, unit=(ux, uy), values=self._curve.T)

    def _pass(self, plot: Zone) -> None:
        """The probe, and sticks where it has been, with their numbers."""
        z, height = float(self.values["probe"]), float(self.values["height"])
        x, uy = self._at(z), self.unit("y")
        top = plot.bottom + height * uy
        self.pieces["probe", "ring"].center_on(np.array([x, plot.bottom - ROW, 0.0]))
        dot = self.pieces["probe", "dot"].center_on(np.array([x, top, 0.0]))
        origin = np.array([plot.left - self._low * self.unit("x"), plot.bottom, 0.0])
        carry(dot, "dot", origin=origin, unit=(self.unit("x"), uy), values=[z, height])
        boxes = [self._put(("probe", "number"), height, x, top, plot)]
        near = min(PASS, self._at(self._logits.min()) - plot.left)
        for k, logit in enumerate(self._logits):
            passed = (x - self._at(logit)) / near + 1
            self.pieces["stick", k].room = min(max(passed, 0.0), 1.0)
        for k in self._told:
            foot = self._at(self._logits[k])
            top = plot.bottom + float(self._heights[k]) * uy
            box = self._put(("height", k), float(self._heights[k]), foot, top, plot)
            room = float(x >= foot)
            if k != self._last:
                room *= _clear(box, boxes)
            self.pieces["height", k].room = room
            if room == 1:
                boxes.append(box)

    def _put(
        self, key: tuple[str | int, ...], value: float, x: float, top: float, plot: Zone
    ) -> Zone:
        """Write how high something is, left of its top: there it is clear of the curve."""
        number: Number = self.pieces[key]
        wide = number_width(number.write(value), number.font_size)
        right = max(x - BESIDE, plot.left + self._height_width + 0.05)
        low = top + LIFT + min(right - x + BESIDE, BESIDE)  # above it, where it is not beside it
        number.set_value(value, at=(right, low))
        return Zone(right - wide, right, low, low + CAP * number.font_size)

    def _bead(self, plot: Zone) -> None:
        """On one line, each with its number and its logit, where these have room."""
        y, ux = plot.bottom - ROW, self.unit("x")
        xs = [self._at(z) for z in self._logits]
        ranked = [*(k for k in self._order if k != self._target), self._target]
        for place, k in enumerate(ranked):
            point = np.array([xs[k], y, 0.0])
            bead = self.pieces["bead", k].center_on(point)
            origin = np.array([plot.left - self._low * ux, y, 0.0])
            carry(bead, "dot", origin=origin, unit=(ux, 1.0), values=[float(self._logits[k]), 0.0])
            if k in self._told:
                above = (abs(xs[j] - xs[k]) for j in ranked[place + 1 :] if j in self._told)
                digit = self.pieces["digit", k].put(xs[k], y - CAP * TYPE.tick / 2)
                digit.room = enough(min(above, default=9.0), BEAD + digit.made_width / 2 + 0.05)
        low, aside = plot.bottom - GAP - CAP * TYPE.number / 2, float(self.values["aside"])
        boxes: list[Zone] = []
        for k in sorted(self._told, key=lambda k: k != self._target):
            number: Number = self.pieces["value", k]
            wide = number_width(number.write(self._logits[k]), number.font_size)
            x = xs[k] - (aside * (wide / 2 + BESIDE) if k == self._target else 0.0)
            number.set_value(float(self._logits[k]), at=(x, low))
            box = Zone(x - wide / 2, x + wide / 2, low, low + CAP * number.font_size)
            number.room = _clear(box, boxes)
            boxes.append(box)
        self.pieces["value", "wall"].set_value(self._wall, at=(self._at(self._wall) + BESIDE, low))
        divisor, x = self.pieces["divisor",], self._stack_x(plot)
        if self.zone.width > NARROW:
            divisor.put(x, y - CAP * TYPE.label / 2)
        else:  # where the axis's title takes that place
            divisor.put(self.zone.left, low, align=-1)
            right = self.zone.left + divisor.made_width
            divisor.room = _clear(Zone(self.zone.left, right, low, low + CAP * TYPE.label), boxes)

    def _pile(self, plot: Zone, stack: float) -> None:
        """Cuts between the parts of the stack, the true one's outline, and what is told of them."""
        wide, uy = self._wide(self.zone), self.unit("y")
        left, right, half = stack - wide / 2, stack + wide / 2, 2.5 * HAIR / 200
        for k in self._order[1:]:
            low = plot.bottom + self._below[k] * uy
            cut = self.pieces["cut", k].set_points_as_corners([[left, low, 0], [right, low, 0]])
            cut.room = enough(min(self._heights[k], self._below[k]) * uy, 0.05, 0.05)
        tall = float(self._heights[self._target]) * uy
        self.pieces["outline",].set_sides(
            left + half, plot.bottom + min(half, tall),
            right - half, plot.bottom + max(tall - half, 0.0),
        )  # fmt: skip
        rows = [k for k in self._order if k in self._told]
        middles = [plot.bottom + (self._below[k] + self._heights[k] / 2) * uy for k in rows]
        places = spread(np.array(middles), LINE, plot.bottom + LINE / 2, plot.top - LINE / 2)
        at = left - LEAD
        for k, middle, y in zip(rows, middles, places, strict=True):
            lead, tag, symbol = (self.pieces[kind, k] for kind in ("lead", "tag", "symbol"))
            for digits in (tag, self.pieces["height", k]):
                digits.fill_rgbas[:, :3] = rgb(self._told_color(k))
            lead.set_points_as_corners([[at + 0.08, y, 0], [left, middle, 0]])
            low = y - CAP * TYPE.number / 2
            tag.set_value(float(self.values["parts"][k]), at=(at, low))
            symbol.put(at - self._tag_width - SPACE, low, align=1)
            symbol.room = float(self.zone.width > NARROW)
        self.pieces["total",].set_value(float(self.values["whole"]), at=(stack, plot.top + LIFT))

    def _return(self, plot: Zone, stack: float) -> None:
        """The whole and the true part, back under the curve, and the gap between them."""
        uy, right = self.unit("y"), stack + self._wide(self.zone) / 2
        for what, height in (("copy", self._total), ("true", float(self._heights[self._target]))):
            pose = self.figure("copy", self._order[0]) if what == "copy" else self.figure("true")
            x, top = pose.foot[0], plot.bottom + height * uy
            ends = ((right, top), (max(x - pose.width / 2, right), top))
            self.pieces["guide", what].along([np.array([*end, 0.0]) for end in ends])
            self._put((what, "number"), height, x - pose.width / 2 + BESIDE / 2, top, plot)
            self.pieces["post", what].set_points_as_corners(
                [[x, plot.bottom, 0], [x, plot.bottom - GAP - THICK / 2, 0]]
            )
            z = self._wall if what == "copy" else float(self._logits[self._target])
            touch = np.array([self._at(z), top, 0.0])
            self.pieces["touch", what].center_on(touch)
        gap, number = self.figure("gap"), self.pieces["gap", "number"]
        long = gap.value * gap.unit
        low = plot.bottom - GAP - CAP * number.font_size / 2
        number.set_value(self._loss, at=(gap.foot[0] + long / 2, low))
        number.room = enough(long, number_width(number.text, number.font_size) + 0.2)

    def _stack_x(self, plot: Zone) -> float:
        """The middle of the stack."""
        return plot.left - EDGE - self._wide(self.zone) / 2

    def _at(self, z: float | FloatArray) -> float:
        return self._plot().left + (float(z) - self._low) * self.unit("x")

    def _plot(self) -> Zone:
        """From the axis to the wall, as high as the whole."""
        inner = self.inner()
        wide, high = self.unit("x") * self.span("x"), self.unit("y") * self.span("y")
        return Zone(inner.left, inner.left + wide, inner.bottom, inner.bottom + high)


def _clear(box: Zone, others: Iterable[Zone]) -> float:
    """How much is seen of a text at ``box``, if the others are there."""
    ways = [
        max(
            box.left - other.right,
            other.left - box.right,
            box.bottom - other.top + 0.08,
            other.bottom - box.top + 0.08,
        )
        for other in others
    ]
    return enough(min(ways, default=9.0), 0.15)
