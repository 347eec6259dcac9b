"""Logits as beads on one axis, the wall that they make, and the gap from the true one to it.

The wall is where ln of the sum of e^z is, so the gap is the loss; and a logit's share is the
smaller the farther it is from the wall, by one curve for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import VMobject

from stage.layout import Margin, Size
from stage.mobjects.colors import toned
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, Dashes, Polyline, Rectangle, Ring, segment, straight
from stage.mobjects.text import CAP, Formula, Number, Words, number_width
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.names import enough, numbers_of
from stage.parts.part import Bar, Part, Pose
from stage.theme import TYPE, Zone, theme

__all__ = ["LogitLine"]

BEAD, SMALL = 0.2, 0.1
"""Radius of a bead, and of one without its number."""

ROW, GAP, RULER = 0.27, 0.66, 0.92
"""From the foot of the shares down to the middles of beads and gap, and to the ruler."""

THICK, THIN = 0.32, 0.1
"""Of the gap, and of a share on its bead."""

WALL = 0.42
"""How thick the wall is."""

LEAD, SPACE = 0.2, 0.13
"""From the wall to what is told beside it, and between a symbol and its number."""

TOP, WAY = 0.44, 0.2
"""Above the roof, and from there to the wall's way."""

LOWEST = 0.18
"""From floor to roof, at least."""

ARROW = 0.16
"""Length of its head."""

_CIRCLE = np.exp(2j * np.pi * np.arange(33) / 32)


class LogitLine(Part):
    """Beads at z, on each its share of 1, and all shares, one on the other, as a wall at ln Σ e^z.

    Parameters
    ----------
    logits, shares
        Shape (K,); the shares are the softmax of the logits.
    wall, loss
        Where the wall is; and how far from the true logit that is.
    curve
        Shares, ascending up to 1, and ln of 1 over them: how far from the wall a logit of such
        a share is; shape (2, S).
    span
        The range of the axis: all that beads and wall need, ``(low, high)``.
    target
        The true class.
    told
        The classes of which numbers are told.
    write, write_share, write_way
        How the loss, the true class's share and the wall's way are written.
    ticks
        Series of ticks; see ``Axes``.
    title, then
        A formula above the roof, where the wall's way leaves room for it; and one that goes on
        with it.

    Values
    ------
    logits, shares, wall, loss
        As above.
    way
        How far the wall has gone from where it was at first.
    ruled
        Whether the axis has numbers, and these their room: 1 or 0.

    Pieces: ("stick", k), ("part", k) of the wall, ("bead", k), ("digit", k) on a bead and ("name",
    k) on a part of the wall, ("grip", k) and ("memory", k) of a bead, ("memory", "gap"),
    ("way", "line" | "mark" | "head" | "word" | "number") of the wall, outline, curve, roof, floor,
    post, drop, word: "wall" over it, gap, ("loss", "symbol" | "number"), ("share", "symbol" |
    "number"), ruler, axis and height: what they are of, title, then.
    """

    scaled = (("x", "logits"), ("x", "wall"), ("y", "shares"))
    numbers = ("logits", "shares", "wall", "way", "loss")
    looks = ("ruled",)
    later = ("memory", "grip", "way")
    fading = ("digit", "name")

    def __init__(
        self,
        name: str,
        logits: FloatArray,
        shares: FloatArray,
        *,
        wall: float,
        loss: float,
        curve: FloatArray,
        span: tuple[float, float],
        target: int,
        told: Sequence[int],
        names: Sequence[str],
        write: Callable[[float], str],
        write_share: Callable[[float], str],
        write_way: Callable[[float], str],
        ticks: Sequence[Sequence[float]] = (),
        title: str = "",
        then: str = "",
    ) -> None:
        super().__init__(
            name, logits=logits, shares=shares, wall=wall, loss=loss, way=0.0, ruled=1.0
        )
        self._start, self._first = np.array(logits), (float(wall), float(loss))
        self._curve, self._span, self._target, self._told = curve, span, target, set(told)
        self._names = names
        # The heaviest last, and then the true one: what is looked at hides what is not.
        order = [int(k) for k in np.argsort(shares, kind="stable") if k != target]
        self._order = [*order, target]
        self._stack = self._order[::-1]
        self._own_figures(ticks)
        self._own_texts(write, write_share, write_way, title, then)

    def _own_figures(self, ticks: Sequence[Sequence[float]]) -> None:
        self._ruler = self.own("ruler", of=Axes(x=ticks))
        for kind in ("floor", "roof"):
            self.own(kind, of=segment(color=theme().muted))
        self.own("curve", of=Polyline(color=theme().q, width=1.5 * HAIR))
        for k in self._order:
            self.own("stick", k, of=Bar(self._color(k)))
        gone: tuple[str | int, ...] = ("gap", *self._order)
        memories = [self.own("memory", what, of=Dashes(color=theme().text, width=1.5 * HAIR))
                    for what in gone]  # fmt: skip
        for k in self._stack:
            self.own("part", k, of=Bar(self._color(k)))
        for k in self._stack[1:]:
            cut = self.own("cut", k, of=segment(color=theme().background))
            allow("contrast", "it parts two shares", cut)
        self.own("outline", of=Rectangle(stroke_width=2.5 * HAIR, stroke_color=theme().target,
                                         fill_opacity=0))  # fmt: skip
        self.own("post", of=segment(color=theme().text, width=2 * HAIR))
        self.own("drop", of=segment(color=theme().text, width=2 * HAIR))
        self.own("gap", of=Bar(theme().loss))
        beads = []
        for k in self._order:
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
            grip = Ring(self._radius(k) + 0.07, stroke_width=2.5 * HAIR, stroke_color=theme().text)
            beads.append(self.own("grip", k, of=grip))
        for kind in ("line", "mark"):
            self.own("way", kind, of=segment(color=theme().text, width=1.5 * HAIR))
        head = VMobject(stroke_width=0, fill_color=theme().text, fill_opacity=1)
        self.own("way", "head", of=head)
        figure = [of for key, of in self.pieces.items() if key[0] not in ("digit", "ruler")]
        allow("contrast", "shares lie one on the other, beads on a line, marks on both", *figure)
        allow("overlap", "beads are on one line, and pass", *beads, *memories)
        for kind in ("outline", "curve", "post", "drop", "cut", "memory"):
            for piece in self.all(kind):
                allow("overlap", "it marks beads and shares", piece.mobject)

    def _own_texts(
        self,
        write: Callable[[float], str],
        write_share: Callable[[float], str],
        write_way: Callable[[float], str],
        title: str,
        then: str,
    ) -> None:
        for k in self._stack:
            if k in self._told:
                dark = theme().background if k == self._target else theme().text
                name = self.own("name", k, of=Words(str(k + 1), font_size=TYPE.tick, color=dark))
                allow("overlap", "it says whose part of the wall it is on", name)
        for i in range(2):
            self.own("tick", i, of=Words(str(i), font_size=TYPE.tick, color=theme().muted))
        t, q = self._target + 1, theme().q
        told = (
            ("loss", '"loss" =', write, self.values["loss"], theme().text, TYPE.formula),
            ("share", f"q_{t} =", write_share, self.values["shares"][self._target], q, TYPE.label),
        )
        for kind, symbol, how, value, color, size in told:
            made = Formula(symbol, font_size=size, color=color, display=False)
            self.own(kind, "symbol", of=made)
            number = Number(float(value), how, font_size=size, color=color, align=-1)
            self.own(kind, "number", of=number)
        self.own("way", "word", of=Words("wall", font_size=TYPE.label))
        self.own("way", "number", of=Number(0.0, write_way, font_size=TYPE.label, align=-1))
        axis = Formula('"logits" z', font_size=TYPE.tick, color=theme().muted, display=False)
        self.own("axis", of=axis)
        height = Formula("q", font_size=TYPE.label, color=q, display=False)
        self.own("height", of=height)
        self.own("word", of=Words("wall", font_size=TYPE.label))
        self._title = None
        if title:
            made = Formula(title, font_size=TYPE.label, display=False)
            self._title = self.own("title", of=made)
        if then:
            self.own("then", of=Formula(then, font_size=TYPE.label, display=False))

    def _color(self, k: int) -> str:
        """All of the prediction's colour for the true class, less for the others."""
        share = 1.0 if k == self._target else theme().second
        return toned(theme().q, share)

    def _radius(self, k: int) -> float:
        return BEAD if k in self._told else SMALL

    # --- What is asked of a part ------------------------------------------------------------------

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """Beads are as wide as a number: a key tells whose it is."""
        return by_number or tuple(self._names) == numbers_of(self._names)

    def least(self, room: Size) -> Size:
        """An axis on which beads can be told apart, and shares that can be compared."""
        around = self.margin(Zone(0.0, room.width, 0.0, room.height))
        return Size(around.left + around.right + 2.4, around.bottom + around.top + LOWEST)

    def margin(self, zone: Zone) -> Margin:
        """Beads and ruler below; to the right the wall, and what is told beside it."""
        widest = max(
            self.pieces[kind, "symbol"].made_width
            + number_width(self.pieces[kind, "number"].text, self.pieces[kind, "number"].font_size)
            for kind in ("loss", "share")
        )
        below = RULER + 0.12 + float(self.values["ruled"]) * self._ruler.below
        return Margin(BEAD + 0.3, WALL + LEAD + SPACE + widest + 0.1, below, TOP)

    def span(self, axis: str) -> float:
        """From the lowest logit to the farthest wall; and 1."""
        return self._span[1] - self._span[0] if axis == "x" else 1.0

    def scale_of(self, axis: str) -> str:
        """Logits along, and shares of 1 up."""
        return "logit" if axis == "x" else "probability"

    def figure(self, *key: Any) -> Pose:
        """A share on its bead or in the wall, or the gap."""
        plot, ux, uy = self._plot(), self.unit("x"), self.unit("y")
        logits, shares = self.values["logits"], self.values["shares"]
        if key == ("gap",):
            foot = (self._at(logits[self._target]), plot.bottom - GAP)
            return Pose(foot, 0.0, float(self.values["loss"]), ux, THICK, theme().loss)
        kind, k = key
        if kind == "stick":
            foot = (self._at(logits[k]), plot.bottom)
            return Pose(foot, 90.0, float(shares[k]), uy, THIN, self._color(k))
        below = float(sum(shares[j] for j in self._stack[: self._stack.index(k)]))
        foot = (self._at(self.values["wall"]) + WALL / 2, plot.bottom + below * uy)
        return Pose(foot, 90.0, float(shares[k]), uy, WALL, self._color(k))

    def draw(self, zone: Zone) -> None:
        """The axis, the curve, beads and the wall, and what is told."""
        plot = self._plot()
        ruler = Zone(plot.left, plot.right, plot.bottom - RULER, plot.bottom - RULER)
        ruled = float(self.values["ruled"])
        self._ruler.view(ruler, self._span, (0.0, 1.0), told=ruled)
        wall = self._at(self.values["wall"])
        for i, kind in enumerate(("floor", "roof")):
            y = (plot.bottom, plot.top)[i]
            self._line(kind, (plot.left - 0.1, y), (plot.right + WALL, y))
            self.pieces["tick", i].put(plot.left - 0.2, y - CAP * TYPE.tick / 2, align=1)
        self._line("post", (wall, plot.top), (wall, plot.bottom - GAP + THICK / 2))
        true = self._at(self.values["logits"][self._target])
        self._line("drop", (true, plot.bottom), (true, plot.bottom - GAP + THICK / 2))
        self._trace(plot)
        self._bead(plot)
        self._remember(plot)
        self._pile(plot)
        # Where the gap as it was is remembered, it is told beyond that.
        told = max(wall, self._at(self._first[0]))
        self._tell("loss", told, plot.bottom - GAP, float(self.values["loss"]))
        self.pieces["word",].put(wall, plot.top + WAY - CAP * TYPE.label / 2)
        share = float(self.values["shares"][self._target])
        self._tell("share", wall + WALL, plot.bottom + max(share * self.unit("y") / 2, 0.24), share)
        self.pieces["axis",].put(plot.right + 0.3, ruler.bottom - self._ruler.below, align=-1)
        metadata(self.pieces["axis",]).visibility = ruled
        self.pieces["height",].put(plot.left - 0.2, plot.y - CAP * TYPE.tick / 2, align=1)
        metadata(self.pieces["height",]).visibility = enough(plot.height, 0.8)
        if self._title is not None:
            base = plot.top + WAY - CAP * TYPE.label / 4
            self._title.put(plot.left, base, align=-1)
            marked = min(self._at(self._first[0]), wall)
            metadata(self._title).visibility = enough(
                marked - plot.left, self._title.made_width + 0.2
            )
            if ("then",) in self.pieces:
                then = self.pieces["then",]
                then.put(plot.left + self._title.made_width + 0.1, base, align=-1)
                both = self._title.made_width + 0.1 + then.made_width
                metadata(then).visibility = enough(marked - plot.left, both + 0.2)

    def _line(self, kind: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.pieces[kind,].through([[*start, 0.0], [*end, 0.0]])

    def _trace(self, plot: Zone) -> None:
        """Where a share's top is, wherever its bead is: up to 1, at the wall."""
        ux, uy, curve = self.unit("x"), self.unit("y"), self.pieces["curve",]
        wall = float(self.values["wall"])
        height, away = self._curve
        seen = away < wall - self._span[0]
        at = np.array([self._at(wall), plot.bottom, 0.0])
        rows = np.column_stack((-ux * away, uy * height, 0 * away))[seen] + at
        if not seen.all():
            edge = float(np.interp(wall - self._span[0], away[::-1], height[::-1]))
            rows = np.vstack(([plot.left, plot.bottom + edge * uy, 0.0], rows))
        curve.through(rows)
        points = np.column_stack((away, height))[seen]
        carry(curve, "curve", origin=at, unit=(-ux, uy), values=points)

    def _bead(self, plot: Zone) -> None:
        """On one line, each with its number unless a heavier one, or the true one, lies on it."""
        xs = [self._at(z) for z in self.values["logits"]]
        y = plot.bottom - ROW
        for place, k in enumerate(self._order):
            point = np.array([xs[k], y, 0.0])
            bead = self.pieces["bead", k].center_on(point)
            origin = point - [self.unit("x") * float(self.values["logits"][k]), 0.0, 0.0]
            unit, values = (self.unit("x"), 1.0), [float(self.values["logits"][k]), 0.0]
            carry(bead, "dot", origin=origin, unit=unit, values=values)
            self.pieces["grip", k].center_on(point)
            if k in self._told:
                above = (abs(xs[j] - xs[k]) for j in self._order[place + 1 :] if j in self._told)
                digit = self.pieces["digit", k].put(xs[k], y - CAP * TYPE.tick / 2)
                metadata(digit).visibility = enough(
                    min(above, default=9.0), BEAD + digit.made_width / 2 + 0.05
                )

    def _remember(self, plot: Zone) -> None:
        """Where beads and gap were at first, and how far the wall has gone since."""
        for k, z in enumerate(self._start):
            circle = self._radius(k) * _CIRCLE + self._at(z) + 1j * (plot.bottom - ROW)
            around = np.column_stack((circle.real, circle.imag, np.zeros(len(circle))))
            self.pieces["memory", k].along(around)
        wall, loss = self._first
        x, y, half = self._at(wall), plot.bottom - GAP, THICK / 2
        start = x - loss * self.unit("x")
        now = self._at(self.values["logits"][self._target]), self._at(self.values["wall"])
        # As far as it is free of the gap as it is now: before it, or after it.
        before, after = (start, np.clip(now[0], start, x)), (np.clip(now[1], start, x), x)
        left, right = max(before, after, key=lambda ends: ends[1] - ends[0])
        open_at = right if right < x else left if left > start else None
        corners = [(right, y - half), (left, y - half), (left, y + half), (right, y + half)]
        if open_at == left:
            corners = [(left, y - half), (right, y - half), (right, y + half), (left, y + half)]
        if open_at is None:
            corners.append(corners[0])
        self.pieces["memory", "gap"].along([np.array([*corner, 0.0]) for corner in corners])
        self._go(x, self._at(self.values["wall"]), plot.top + WAY)

    def _go(self, start: float, end: float, y: float) -> None:
        """An arrow over the roof, from where the wall was, and how far it is."""
        self.pieces["way", "mark"].through([[start, y - 0.1, 0], [start, y + 0.1, 0]])
        long = min(ARROW, abs(end - start))
        neck = end - np.copysign(long, end - start)
        self.pieces["way", "line"].through([[start, y, 0], [neck, y, 0]])
        shape = ((end, y), (neck, y + long / 2), (neck, y - long / 2), (end, y))
        head = self.pieces["way", "head"]
        head.points = straight(np.array([[*corner, 0.0] for corner in shape]))
        left, base = max(start, end) + LEAD, y - CAP * TYPE.label / 2
        word = self.pieces["way", "word"].put(left, base, align=-1)
        number = self.pieces["way", "number"]
        number.set_value(float(self.values["way"]), at=(left + word.made_width + SPACE, base))
        metadata(number).visibility = metadata(word).visibility = enough(
            abs(end - start), ARROW / 2
        )

    def _pile(self, plot: Zone) -> None:
        """Cuts between the parts of the wall, whose each is, and the true one's outline."""
        for k in self._stack:
            pose = self.figure("part", k)
            x, low, high = pose.foot[0], pose.foot[1], float(pose.head[1])
            if k != self._target:
                ends = [[x - WALL / 2, low, 0.0], [x + WALL / 2, low, 0.0]]
                self.pieces["cut", k].through(ends)
                metadata(self.pieces["cut", k]).visibility = enough(high - low, 0.05, 0.05)
            if k in self._told:
                name = self.pieces["name", k].put(x, (low + high - CAP * TYPE.tick) / 2)
                metadata(name).visibility = enough(high - low, CAP * TYPE.tick + 0.1)
        true, half = self.figure("part", self._target), 2.5 * HAIR / 200
        x, low, high = true.foot[0], true.foot[1], float(true.head[1])
        self.pieces["outline",].set_sides(
            x - WALL / 2 + half, low + min(half, high - low), x + WALL / 2 - half,
            max(high - half, low),
        )  # fmt: skip

    def _tell(self, kind: str, right: float, y: float, value: float) -> None:
        """Beside what ends there, at its height."""
        number = self.pieces[kind, "number"]
        x, low = right + LEAD, y - CAP * number.font_size / 2
        symbol = self.pieces[kind, "symbol"].put(x, low, align=-1)
        number.set_value(value, at=(x + symbol.made_width + SPACE, low))

    def _at(self, z: float | FloatArray) -> float:
        return self._plot().left + (float(z) - self._span[0]) * self.unit("x")

    def _plot(self) -> Zone:
        """Where shares are drawn: of the width that the unit needs, at the foot of its room."""
        inner = self.inner()
        wide, high = self.unit("x") * self.span("x"), self.unit("y")
        return Zone(inner.left, inner.left + wide, inner.bottom, inner.bottom + high)
