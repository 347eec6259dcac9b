"""Logits as beads below the curve e^z, their sticks under it and in a stack, and what comes back.

Only ``LogitsToLoss`` needs it. Drawn from values and a zone, as all parts are; knows nothing of
e^z itself: heights are told by the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from manim.utils.color import ManimColor, interpolate_color

from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Dot, Polyline, Rectangle, Ring, segment
from stage.mobjects.text import CAP, Formula, Number, Words, number_width, visibility
from stage.numbers import FloatArray
from stage.parts.names import numbers_of
from stage.parts.part import Bar, Part, Pose
from stage.parts.spread import spread
from stage.theme import TYPE, Zone, rgb, theme

__all__ = ["ExpCurve"]

BEAD, SMALL, GRIP = 0.2, 0.1, 0.13
"""Radius of a bead, of one without its number, and of the probe's ring."""

ROW, GAP = 0.36, 0.92
"""From the foot of the sticks down to the middles of beads, and of what is told of them."""

THICK, THIN, NEEDLE = 0.5, 0.2, 0.06
"""Of the gap, of a stick, and of the probe."""

WIDEST, SHARE, SPLIT = 0.8, 0.07, 0.3
"""Across the stack, in manim units, and of its zone's width, at most; and to the strip beside."""

TOP = 0.5
"""Above the whole, for numbers, and the curve goes on."""

NARROW = 9.0
"""A zone that is no wider has no room for all that is told beside the stack."""

LINE, LEAD, SPACE, BESIDE = 0.38, 0.3, 0.13, 0.14
"""Between lines, from what is told to what that is of, after a symbol, and from a stick."""

LIST = 0.75
"""Between lines of logits, before they are on the axis; less, where they are many."""

LIFT, LOW = 0.14, 0.3
"""From the top of a stick to its number; which is in the middle, if the stick is no higher."""

EDGE = 0.35
"""Between the stack and the curve."""

HUES = (3, None, 1)
"""Which colours of a sum's terms wrong classes have, from the largest logit; or none, but grey.

The true class has the first.
"""


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
        z from ``low`` to beyond the wall, ascending, and its height; shape (2, S).
    probe, height
        Where the probe is, and how high the curve is there.
    low
        Where the axis begins.
    order, target, told
        The classes as they are stacked, the true one, and those of which numbers are told.
    names
        Of the classes.
    symbols
        Formulas: of the curve, the whole, the true part, the true logit and the wall; of the last
        one nothing where it has no short one.
    write, write_height, write_part, write_whole
        How logits and the loss, heights, parts of the strip, and all of it are written.

    Values
    ------
    probe, height
        As above.
    parts, whole, by
        What is told of the strip: of each class, shape (K,), and of all of it; and what both were
        divided by.
    placed
        How far beads have come from a list of logits to their places on the axis, the last first.
    split
        How far the strip has come out of the stack.
    shared
        How much of the prediction's colour it has.
    gone, back
        How far a copy of the whole has gone from the stack to where the curve is as high, and one
        of the true class's part to where that came from: from 0 to 1.
    aside
        How far the true logit's number has gone aside for the gap.
    dim
        How far the guides have stepped back.

    Pieces: floor, curve, name of the curve, title of the axis; ("bead", k), ("digit", k), ("value",
    k), ("value", "symbol"), ("wall", "symbol" | "number"); ("stick", k), ("spot", k) where it meets
    the curve, ("height", k) its number; ("probe", "stick" | "ring" | "dot"). Of the stack ("part",
    k), ("cut", k) and total; of the strip ("share", k), ("line", k), ("lead", k), ("symbol", k),
    ("tag", k) its number, whole, and ("by", "sign" | "number"); ("foot", "part" | "share") is what
    both are of. On the way back ("copy", k) of the whole, true, and of each, "copy" or "true",
    ("guide", ...) from the stack, ("touch", ...) on its top, ("sign", ...) and ("number", ...) of
    its height, and ("post", ...) down to the gap; gap, and ("gap", "symbol" | "number").
    ("outline", "part" | "share" | "copy" | "true") are of the true class.
    """

    scaled = (("x", "probe"), ("y", "height"))
    numbers = ("probe", "height", "parts", "whole", "by")
    looks = ("placed", "split", "shared", "gone", "back", "aside", "dim")
    later = (
        "probe", "stick", "spot", "height", "foot", "part", "cut", "total", "share", "line",
        "lead", "symbol", "tag", "whole", "by", "copy", "true", "guide", "touch", "sign", "number",
        "post", "wall", "gap", "outline",
    )  # fmt: skip
    fading = ("value", "total")

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
        names: Sequence[str],
        symbols: tuple[str, str, str, str, str],
        write: Callable[[float], str],
        write_height: Callable[[float], str],
        write_part: Callable[[float], str],
        write_whole: Callable[[float], str],
    ) -> None:
        super().__init__(
            name, probe=probe, height=height, parts=heights, whole=total, by=1.0,
            placed=0.0, split=0.0, shared=0.0, gone=0.0, back=0.0, aside=0.0, dim=0.0,
        )  # fmt: skip
        self._logits, self._heights, self._total = np.array(logits), np.array(heights), total
        self._wall, self._loss, self._curve, self._low = wall, loss, curve, low
        self._order, self._target, self._names = list(order), target, names
        wrong = sorted(order[1:], key=lambda k: -logits[k])
        self._hues = {k: HUES[i % len(HUES)] for i, k in enumerate(wrong)} | {target: 0}
        # Where texts crowd, the first is told; what is looked at hides what is not.
        self._told = [k for k in (target, *wrong) if k in told]
        self._ranked = [*reversed(wrong), target]
        self._below = {
            k: float(sum(heights[j] for j in order[:place])) for place, k in enumerate(order)
        }
        self._own_figures()
        self._own_texts(shares, symbols, write, write_height, write_part, write_whole)

    def _own_figures(self) -> None:
        self.own("floor", of=segment(color=theme().muted))
        self.own("curve", of=Polyline(color=theme().text, width=2 * HAIR))
        for kind in ("copy", "share", "stick"):
            for k in self._ranked:
                self.own(kind, k, of=Bar(self._color(k)))
        self.own("true", of=Bar(self._color(self._target)))
        for what in ("copy", "true"):  # they come from behind the stack
            self._own_outline(what)
        for what in ("copy", "true"):
            self.own("guide", what, of=Dashes(color=theme().text, width=1.5 * HAIR))
        for k in self._order:
            self.own("part", k, of=Bar(self._color(k)))
        for k in self._order[1:]:
            cut = self.own("cut", k, of=segment(color=theme().background))
            self.own("line", k, of=segment(color=theme().q))
            allow("contrast", "it parts two of the stack", cut)
        for what in ("part", "share"):
            self._own_outline(what)
        for k in self._told:
            self.own("spot", k, of=Dot(self._color(k)))
        self.own("probe", "stick", of=Bar(theme().text))
        for what in ("copy", "true"):
            self.own("post", what, of=segment(color=theme().text, width=2 * HAIR))
            self.own("touch", what, of=Dot(theme().text))
        self.own("gap", of=Bar(theme().loss))
        beads = [self._own_bead(k) for k in self._ranked]
        ring = Ring(
            GRIP, stroke_width=2.5 * HAIR, stroke_color=theme().text,
            fill_color=theme().background, fill_opacity=1,
        )  # fmt: skip
        beads.append(self.own("probe", "ring", of=ring))
        beads.append(self.own("probe", "dot", of=Dot(theme().text)))
        digits = [piece.mobject for piece in self.all("digit")]
        figure = [of for key, of in self.pieces.items() if key[0] != "digit"]
        allow("contrast", "sticks stand side by side under a curve, marks on them", *figure)
        allow("overlap", "beads are on one line, and pass", *beads, *digits)
        self._beads = [*beads, *digits]
        for kind in ("floor", "outline", "curve", "post", "cut", "line", "guide"):
            for piece in self.all(kind):
                allow("overlap", "it marks beads and sticks", piece.mobject)

    def _own_outline(self, what: str) -> None:
        """Of the true class's part."""
        outline = Rectangle(stroke_width=2 * HAIR, stroke_color=theme().target, fill_opacity=0)
        self.own("outline", what, of=outline)

    def _own_bead(self, k: int) -> Ring:
        is_true = k == self._target
        bead: Ring = self.own("bead", k, of=Ring(
            self._radius(k),
            stroke_width=(2.5 if is_true else 1) * HAIR,
            stroke_color=theme().target if is_true else theme().background,
            fill_color=self._color(k),
            fill_opacity=1,
        ))  # fmt: skip
        if k in self._told:
            digit = Words(str(k + 1), font_size=TYPE.tick, color=theme().background)
            self.own("digit", k, of=digit)
        return bead

    def _own_texts(
        self,
        shares: FloatArray,
        symbols: Sequence[str],
        write: Callable[[float], str],
        write_height: Callable[[float], str],
        write_part: Callable[[float], str],
        write_whole: Callable[[float], str],
    ) -> None:
        def number(*key: str | int, value: float, how: Callable[[float], str], **looks: Any) -> Any:
            return self.own(*key, of=Number(value, how, **looks))

        def formula(*key: str | int, math: str, color: str | None = None) -> Any:
            made = Formula(math, font_size=TYPE.label, color=color, display=False)
            return self.own(*key, of=made)

        t, q = self._target, theme().q
        curve, whole, true, logit, wall = symbols
        for k in self._told:
            color = self.hue(k)
            number("height", k, value=self._heights[k], how=write_height, color=color, align=1)
            number("value", k, value=self._logits[k], how=write)
            self.own("lead", k, of=segment(color=theme().muted))
            formula("symbol", k, math=f"q_{k + 1} =", color=q)
            number("tag", k, value=self._heights[k], how=write_part, align=1)
        for kind, value, how in (("total", self._total, write_height),
                                 ("whole", self._total, write_whole)):  # fmt: skip
            text = number(kind, value=value, how=how)
            allow("overlap", "one comes out of the other", text)
            allow("rest", "its like stood there", text)
        for what, math, value in (("copy", whole, self._total), ("true", true, self._heights[t])):
            formula("sign", what, math=math)
            number("number", what, value=value, how=write_height, align=1)
        self._with_wall = bool(wall)
        formula("value", "symbol", math=logit)
        formula("wall", "symbol", math=wall or "z")
        number("wall", "number", value=self._wall, how=write, align=-1)
        dark = theme().background
        for text in (
            formula("gap", "symbol", math='"loss"', color=dark),
            number("gap", "number", value=self._loss, how=write, color=dark, align=-1),
        ):
            allow("overlap", "it tells how long the gap is", text)
        formula("by", "sign", math="div")
        number("by", "number", value=1.0, how=write_height, align=-1)
        formula("foot", "part", math=curve)
        formula("foot", "share", math="q", color=q)
        values = [self.pieces["value", k] for k in self._told]
        allow("overlap", "they go to the axis past each other", *values, *self._beads)
        self.own("name", of=Formula(curve, display=False))
        formula("title", math='"logits" z', color=theme().muted)
        # Before they rest, small ones are told as bounds.
        told = [v for k in self._told for v in (self._heights[k], shares[k], 0.999 * shares[k])]
        self._tag_width = max(number_width(write_part(v), TYPE.number) for v in told)
        self._symbol_width = max(piece.mobject.made_width for piece in self.all("symbol"))
        wall_number = self.pieces["wall", "number"]
        self._wall_width = number_width(wall_number.text, wall_number.font_size)

    def _color(self, k: int, shared: float = 0.0) -> str:
        """From that of a term to the prediction's; of that the true class has all."""
        share = 1.0 if k == self._target else theme().second
        q = interpolate_color(ManimColor(theme().background), ManimColor(theme().q), share)
        return interpolate_color(ManimColor(self.hue(k)), q, shared).to_hex()

    def hue(self, k: int) -> str:
        """The colour of a class's stick, and of its number."""
        term = self._hues[k]
        return theme().muted if term is None else theme().term(term)

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
        """Strip and stack, and what is told of them; beads and the gap below; names."""
        is_wide = zone.width > NARROW
        told = self._tag_width
        told += is_wide * (SPACE + self._symbol_width)
        left = told + LEAD + 2 * self._wide(zone) + SPLIT + EDGE
        after = BESIDE + self._wall_width
        name = self.pieces["name",].made_width
        if is_wide:
            name = max(name, self.pieces["title",].made_width)
            if self._with_wall:
                after += self.pieces["wall", "symbol"].made_width + SPACE
        return Margin(left, max(0.25 + name, after) + 0.05, GAP + THICK / 2 + 0.05, TOP)

    @staticmethod
    def _wide(zone: Zone) -> float:
        return min(WIDEST, SHARE * zone.width)

    def span(self, axis: str) -> float:
        """From the lowest logit to the wall; and as high as the whole."""
        return self._wall - self._low if axis == "x" else self._total

    def figure(self, *key: Any) -> Pose:
        """A stick, a part of the stack or the strip, a copy on its way, the probe, or the gap."""
        plot, uy, kind = self._plot(), self.unit("y"), key[0]
        if kind == "gap":
            foot = (self._at(self._logits[self._target]), plot.bottom - GAP)
            return Pose(foot, 0.0, self._loss, self.unit("x"), THICK, theme().loss)
        if kind == "probe":
            foot, height = (self._at(self.values["probe"]), plot.bottom), self.values["height"]
            return Pose(foot, 90.0, float(height), uy, NEEDLE, theme().text)
        k = self._target if kind == "true" else key[1]
        x, width, color = self._at(self._logits[k]), THIN, self._color(k)
        below = 0.0 if kind in ("stick", "true") else self._below[k]
        stack = self._stack(plot)
        if kind == "part":
            x, width = stack, self._wide(self.zone)
        elif kind == "share":
            x, width = self._strip(plot), self._wide(self.zone)
            color = self._color(k, float(self.values["shared"]))
        elif kind == "copy":
            x = _mix(stack, self._at(self._wall), self.values["gone"])
        elif kind == "true":
            x = _mix(stack, x, self.values["back"])
        foot = (x, plot.bottom + below * uy)
        return Pose(foot, 90.0, float(self._heights[k]), uy, width, color)

    def draw(self, zone: Zone) -> None:
        """The curve over the axis, what stands under it, and what is told."""
        plot = self._plot()
        wall = self._at(self._wall)
        self._line("floor", (plot.left, plot.bottom), (wall + THIN, plot.bottom))
        self._trace(plot)
        self._climb(plot)
        self._bead(plot)
        self._pile(plot)
        self._tag(plot)
        self._return(plot)
        self._fill(plot)
        self._outline()
        self.pieces["name",].put(wall + 0.25, plot.top - CAP * TYPE.formula, align=-1)
        x, align = (wall + 0.25, -1.0) if zone.width > NARROW else (plot.left - 0.2, 1.0)
        self.pieces["title",].put(x, plot.bottom - ROW - CAP * TYPE.label / 2, align=align)

    def _line(self, kind: str, *ends: tuple[float, float]) -> None:
        self.pieces[kind,].through([[*end, 0.0] for end in ends])

    def _trace(self, plot: Zone) -> None:
        """The curve, from where the axis begins to beyond the wall."""
        ux, uy, curve = self.unit("x"), self.unit("y"), self.pieces["curve",]
        origin = np.array([plot.left - self._low * ux, plot.bottom, 0.0])
        z, height = self._curve
        x = plot.left + (z - self._low) * ux
        curve.through(np.column_stack((x, plot.bottom + height * uy, 0 * z)))
        carry(curve, "curve", origin=origin, unit=(ux, uy), values=self._curve.T)

    def _climb(self, plot: Zone) -> None:
        """The probe on the curve, and how high the sticks are."""
        z, height = float(self.values["probe"]), float(self.values["height"])
        x, uy = self._at(z), self.unit("y")
        self.pieces["probe", "ring"].center_on(np.array([x, plot.bottom, 0.0]))
        dot = self.pieces["probe", "dot"]
        dot.center_on(np.array([x, plot.bottom + height * uy, 0.0]))
        origin = np.array([plot.left - self._low * self.unit("x"), plot.bottom, 0.0])
        carry(dot, "dot", origin=origin, unit=(self.unit("x"), uy), values=[z, height])
        boxes: list[Zone] = []
        for k in self._told:
            number: Number = self.pieces["height", k]
            tall = float(self._heights[k]) * uy
            at = np.array([self._at(self._logits[k]), plot.bottom + tall, 0.0])
            spot = self.pieces["spot", k].center_on(at)
            values = [float(self._logits[k]), float(self._heights[k])]
            carry(spot, "dot", origin=origin, unit=(self.unit("x"), uy), values=values)
            wide = number_width(number.text, number.font_size)
            # Left of a high one it is clear of the curve; a low one has it above.
            right = self._at(self._logits[k]) + (wide / 2 if tall <= LOW else -BESIDE)
            low = plot.bottom + tall + LIFT + (0.1 if tall <= LOW else 0.0)
            number.set_value(float(self._heights[k]), at=(right, low))
            box = Zone(right - wide, right, low, low + CAP * number.font_size)
            metadata(number).visibility = round(_clear(box, boxes))
            if metadata(number).visibility:
                boxes.append(box)

    def _bead(self, plot: Zone) -> None:
        """In a list, then on the axis: each with its number and its logit, where it has room."""
        ux, floor, count = self.unit("x"), plot.bottom - ROW, len(self._logits)
        pitch = min(LIST, plot.height / count)
        aside, boxes = float(self.values["aside"]), list[Zone]()
        points: dict[int, FloatArray] = {}
        for k in (*self._told, *(k for k in self._ranked if k not in self._told)):
            placed, logit = self._placed(k), float(self._logits[k])
            y = plot.y + (count / 2 - k - 0.5) * pitch
            start, x = self.zone.left + 0.5, self._at(logit)
            point = np.array([_mix(start, x, placed), _mix(y, floor, placed), 0.0])
            points[k] = point
            bead = self.pieces["bead", k].center_on(point)
            origin = np.array([plot.left - self._low * ux, floor, 0.0])
            carry(bead, "dot", origin=origin, unit=(ux, 1.0), values=[logit, 0.0])
            if placed < 1:
                metadata(bead).measured = None
            if k not in self._told:
                continue
            number: Number = self.pieces["value", k]
            wide = number_width(number.text, number.font_size)
            if k == self._target:
                x -= aside * (wide / 2 + BESIDE)
            # On its way it goes below its bead first, and then under it.
            beside, under = max(0.0, 1 - 2 * placed), min(1.0, 2 - 2 * placed)
            x = point[0] + under * (BEAD + SPACE + wide / 2) + (x - self._at(logit))
            low = point[1] - CAP * TYPE.number / 2 - (1 - beside) * (GAP - ROW)
            number.set_value(logit, at=(x, low))
            box = Zone(x - wide / 2, x + wide / 2, low, low + CAP * number.font_size)
            metadata(number).visibility = _clear(box, boxes)
            boxes.append(box)
            if k != self._target:  # it is no place for a number where the wall goes down
                room = visibility(self._at(self._wall) - box.right, 0.1)
                metadata(number).visibility *= 1 - max(0.0, 4 * float(self.values["gone"]) - 3) * (
                    1 - room
                )
            if k == self._target:
                symbol = self.pieces["value", "symbol"].put(x - wide / 2 - SPACE, low, align=1)
                before = Zone(x - wide / 2 - SPACE - symbol.made_width, box.right, low, box.top)
        is_wide = before.left > plot.left and self.zone.width > NARROW
        metadata(symbol).visibility = is_wide * _clear(before, boxes[1:]) * max(0.0, 4 * aside - 3)
        for place, k in enumerate(self._ranked):
            if k in self._told:
                x, y, _ = points[k]
                rest = (points[j] for j in self._ranked[place + 1 :] if j in self._told)
                near = min((float(np.hypot(*(other - points[k])[:2])) for other in rest), default=9)
                digit = self.pieces["digit", k].put(x, y - CAP * TYPE.tick / 2)
                metadata(digit).visibility = visibility(near, BEAD + digit.made_width / 2 + 0.05)

    def _placed(self, k: int) -> float:
        """How far one bead has come: two are on their way at a time."""
        count = len(self._logits)
        now = (float(self.values["placed"]) * (count + 1) - (count - 1 - k)) / 2
        now = min(max(now, 0.0), 1.0)
        return now * now * (3 - 2 * now)

    def _pile(self, plot: Zone) -> None:
        """What parts two of the stack, and of the strip; and how high the stack is."""
        uy, half = self.unit("y"), self._wide(self.zone) / 2
        for before, k in zip(self._order, self._order[1:], strict=False):
            y = plot.bottom + self._below[k] * uy
            for kind, x in (("cut", self._stack(plot)), ("line", self._strip(plot))):
                ends = [[x - half, y, 0.0], [x + half, y, 0.0]]
                self.pieces[kind, k].through(ends)
            # A thin one keeps its colour.
            thin = float(min(self._heights[k], self._heights[before])) * uy
            metadata(self.pieces["cut", k]).visibility = visibility(thin, 0.12, 0.05)
        y = plot.top + LIFT
        whole: Number = self.pieces["whole",].set_value(
            float(self.values["whole"]), at=(self._strip(plot), y)
        )
        total: Number = self.pieces["total",].set_value(self._total, at=(self._stack(plot), y))
        if float(self.values["split"]) > 0:
            wide = number_width(total.text, TYPE.number) + number_width(whole.text, TYPE.number)
            metadata(total).visibility = visibility(
                self._stack(plot) - self._strip(plot), wide / 2 + 0.1
            )
        for kind, x in (("part", self._stack(plot)), ("share", self._strip(plot))):
            foot = self.pieces["foot", kind].put(x, plot.bottom - ROW - CAP * TYPE.label / 2)
            is_wide = self.zone.width > NARROW  # else the axis's title is there
            metadata(foot).visibility = float(is_wide and foot.made_width < 2 * half + SPLIT)
        sign, number = self.pieces["by", "sign"], self.pieces["by", "number"]
        wide = number_width(number.write(self._total), number.font_size)
        x = self._strip(plot) - (sign.made_width + 0.08 + wide) / 2
        low = plot.bottom - (ROW if is_wide else GAP) - CAP * TYPE.label / 2
        sign.put(x, low, align=-1)
        number.set_value(float(self.values["by"]), at=(x + sign.made_width + 0.08, low))

    def _tag(self, plot: Zone) -> None:
        """Beside the strip, what each class has of it."""
        uy, left = self.unit("y"), self._strip(plot) - self._wide(self.zone) / 2
        rows = [k for k in self._order if k in self._told]
        middles = [plot.bottom + (self._below[k] + self._heights[k] / 2) * uy for k in rows]
        # Nothing is told where the true part's guide begins, if the others have room above it.
        low, high = plot.bottom + LINE / 2, plot.top - LINE / 2
        above = plot.bottom + float(self._heights[self._target]) * uy + LINE / 2
        crowded = len(rows) > 1 and middles[0] < above - LINE / 2 - 0.1
        if crowded and above + LINE * (len(rows) - 2) <= high:
            others = spread(np.array(middles[1:]), LINE, above, high)
            places = np.append(max(low, min(middles[0], others[0] - LINE)), others)
        else:
            places = spread(np.array(middles), LINE, low, high)
        at, shared = left - LEAD, float(self.values["shared"])
        for k, middle, y in zip(rows, middles, places, strict=True):
            lead, tag, symbol = (self.pieces[kind, k] for kind in ("lead", "tag", "symbol"))
            lead.through([[at + 0.08, y, 0], [left, middle, 0]])
            low = y - CAP * TYPE.number / 2
            tag.set_value(float(self.values["parts"][k]), at=(at, low))
            term, q = ManimColor(self.hue(k)), ManimColor(theme().q)
            tag.fill_rgbas[:, :3] = rgb(interpolate_color(term, q, shared).to_hex())
            symbol.put(at - self._tag_width - SPACE, low, align=1)
            metadata(symbol).visibility = float(self.zone.width > NARROW)

    def _return(self, plot: Zone) -> None:
        """Copies of the whole and of the true part, on their way back to the curve."""
        right = self._stack(plot) + self._wide(self.zone) / 2
        ways = (
            ("copy", "gone", self._total, self._wall),
            ("true", "back", float(self._heights[self._target]), self._logits[self._target]),
        )
        boxes: list[Zone] = []
        for what, way, height, z in ways:
            goal, top = self._at(z), plot.bottom + height * self.unit("y")
            x = _mix(self._stack(plot), goal, self.values[way])
            end = max(x - THIN / 2, right)
            guide = self.pieces["guide", what]
            dim = (1 - theme().second) * float(self.values["dim"])
            colors = ManimColor(theme().text), ManimColor(theme().background)
            guide.stroke_rgbas[:, :3] = rgb(interpolate_color(*colors, dim).to_hex())
            guide.along([np.array([at, top, 0.0]) for at in (right, end)])
            self.pieces["touch", what].center_on(np.array([x, top, 0.0]))
            ends = [[goal, plot.bottom, 0], [goal, plot.bottom - GAP - THICK / 2, 0]]
            self.pieces["post", what].through(ends)
            number, sign = self.pieces["number", what], self.pieces["sign", what]
            wide = number_width(number.text, number.font_size)
            at, low = max(goal - BESIDE, right + wide + 0.05), top + LIFT
            if at > goal - BESIDE:  # it stands above the touch
                low += 0.1
            number.set_value(height, at=(at, low))
            box = Zone(at - wide, at, low, low + CAP * number.font_size)
            metadata(number).visibility = round(_clear(box, boxes))
            boxes.append(box)
            sign.put(at - wide - SPACE, low, align=1)
            room = visibility(at - wide - SPACE - sign.made_width, right + 0.05)
            metadata(sign).visibility = round(room) * metadata(number).visibility

    def _fill(self, plot: Zone) -> None:
        """What is told of the gap, and of where it ends."""
        gap, low = self.figure("gap"), plot.bottom - GAP - CAP * TYPE.number / 2
        number, symbol = self.pieces["gap", "number"], self.pieces["gap", "symbol"]
        long = gap.value * gap.unit
        wide = number_width(number.text, number.font_size)
        both = wide + SPACE + symbol.made_width
        metadata(symbol).visibility = round(visibility(long, both + 0.2))
        start = gap.foot[0] + (long - (both if metadata(symbol).visibility else wide)) / 2
        foot = plot.bottom - GAP - CAP * number.font_size / 2
        symbol.put(start, foot, align=-1)
        number.set_value(self._loss, at=(start + metadata(symbol).visibility * (both - wide), foot))
        metadata(number).visibility = round(visibility(long, wide + 0.2))
        at, symbol = gap.foot[0] + long + BESIDE, self.pieces["wall", "symbol"]
        metadata(symbol).visibility = float(self._with_wall and self.zone.width > NARROW)
        symbol.put(at, low, align=-1)
        at += metadata(symbol).visibility * (symbol.made_width + SPACE)
        self.pieces["wall", "number"].set_value(self._wall, at=(at, low))

    def _outline(self) -> None:
        """The true class's, within: it hides no narrow neighbour."""
        t, half = self._target, HAIR / 100
        moving = ("part", t) if self.seen(("part", t)) > 0 else ("stick", t)
        keys = {"part": moving, "share": ("share", t), "copy": ("copy", t), "true": ("true",)}
        for what, key in keys.items():
            corners = self.pose(key).corners
            low, high = corners.min(axis=0), corners.max(axis=0)
            within = min(half, float((high - low)[:2].min()) / 2)
            sides = low[0] + within, low[1] + within, high[0] - within, high[1] - within
            self.pieces["outline", what].set_sides(*sides)

    def _stack(self, plot: Zone) -> float:
        """The middle of the stack."""
        return plot.left - EDGE - self._wide(self.zone) / 2

    def _strip(self, plot: Zone) -> float:
        """And of the strip."""
        away = self._wide(self.zone) + SPLIT
        return self._stack(plot) - float(self.values["split"]) * away

    def _at(self, z: float | FloatArray) -> float:
        return self._plot().left + (float(z) - self._low) * self.unit("x")

    def _plot(self) -> Zone:
        """From where the axis begins to the wall, as high as the whole."""
        inner = self.inner()
        wide, high = self.unit("x") * self.span("x"), self.unit("y") * self.span("y")
        return Zone(inner.left, inner.left + wide, inner.bottom, inner.bottom + high)


def _mix(start: float, end: float, share: float | FloatArray) -> float:
    return float((1 - share) * start + share * end)


def _clear(box: Zone, others: Iterable[Zone]) -> float:
    """How much is seen of a text at ``box``, if the others are there."""
    ways = [
        max(
            box.left - other.right,
            other.left - box.right,
            box.bottom - other.top + 0.05,
            other.bottom - box.top + 0.05,
        )
        for other in others
    ]
    return visibility(min(ways, default=9.0), 0.15)
