"""A band of height 1 over the steps: what is left of it is the pull, and the loss is above it.

Knows nothing of how logits move.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VMobject

from scenes.layout import Arrangement, Fit, Margin, Size
from scenes.mobjects.declared import allow
from scenes.mobjects.shapes import HAIR, HEAD, Dashes, Rectangle, flat, straight, tick_series
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts import Faders
from scenes.parts.axes import Axes
from scenes.parts.names import enough
from scenes.parts.part import Bar, Part, Pose
from scenes.parts.riders import Curve
from scenes.parts.spots import Line
from scenes.parts.spread import spread
from scenes.theme import TYPE, Zone, theme

__all__ = ["Band", "Broad"]

STACK, STICK = 0.4, 0.14
"""Widths of the bar of 1 and of that of the loss."""

NEAR = 0.13
"""Between a bar and its label, and between a word and its number."""

UNDER, ABOVE = 0.07, 0.24
"""What a p reaches below its line; and from an axis to the middle of a label, at least."""

LINE = 0.36
"""Between the middles of two labels, at least."""

BROAD = 1.6
"""Width of a zone in its heights from which on it is broad."""

FAINT = 0.4
"""Opacity of what is remembered."""

TUG, LONG = 0.14, 1.2
"""Width of the arrow on a fader, and its length for a pull of 1, at most."""


class Broad(Fit):
    """The first of two choices where the zone is broad; else the second."""

    def _chosen(self, room: Size) -> Arrangement:
        return self.choices[int(room.width < BROAD * room.height)]


class Band(Part):
    """A bar of 1 that goes over the steps and leaves a band; beside it the loss, to one scale.

    Of the bar of 1, the probability of the true class takes what hangs from its top; what is left
    stands below that, and is the pull.

    Parameters
    ----------
    faders, target
        Of the logits; and the true class, on whose fader an arrow is as long as the pull.
    along
        Places on the ways, counted in steps, from 0; shape (S,).
    pulls, losses
        What is there, by way; shapes (W, S).
    steps
        How many there are.
    top, highest
        Up to where the axis goes, and the most to which it will.
    write, write_loss
        How a pull is told, and a loss.

    Values
    ------
    step, pull, right, loss
        How many steps have been made; the pull then, the probability of the true class, the loss.
    way
        Which way it goes.
    top
        As above.

    Pieces: axes, title, ceiling at 1, ("was", "pull" | "right" | "words" | "edge" | "loss") of the
    first way, ("trail", "pull" | "right" | "loss"), plate, ("bar", "truth" | "pull" | "right" |
    "loss"), ("label", "truth" | "pull" | "right" | "loss"), after the last three ("number", ...),
    ("start", way, "pull" | "loss"), what there was where a way begins, and tug, the arrow.
    """

    scaled = (("x", "step"), ("y", "loss"))
    numbers = ("step", "pull", "right", "loss")
    looks = ("way", "top")
    later = ("was", "trail", "bar", "label", "number", "start", "tug")
    counted = "of way "

    def __init__(
        self,
        name: str,
        faders: Faders,
        *,
        target: int,
        along: FloatArray,
        pulls: FloatArray,
        losses: FloatArray,
        steps: int,
        top: float,
        highest: float,
        write: Callable[[float], str],
        write_loss: Callable[[float], str],
    ) -> None:
        pull, loss = float(pulls[0, 0]), float(losses[0, 0])
        super().__init__(name, step=0.0, pull=pull, right=1 - pull, loss=loss, way=0.0, top=top)
        self.sources = (faders,)
        self._faders, self._target, self._highest = faders, target, highest
        self._along, self._pulls, self._losses, self._steps = along, pulls, losses, steps
        t = theme()
        ones = tuple(float(k) for k in range(int(highest) + 1))
        self._axes = self.own("axes", of=Axes(x=tick_series(0, steps), y=[ones, (0.0, 1.0)]))
        self._title = self.own("title", of=Words("step", font_size=TYPE.tick, color=t.muted))
        back = [self.own("was", what, of=_area(color, FAINT)) for what, color in self._two()]
        self._first = self.own("was", "words", of=Words("first start", font_size=TYPE.tick))
        trail = [self.own("trail", what, of=_area(color)) for what, color in self._two()]
        self.own("ceiling", of=Dashes(color=t.text, width=HAIR))
        self._curve = self.own("trail", "loss", of=Curve(t.loss))
        self._curve.set_stroke(t.background, width=5 * HAIR, background=True)
        allow("contrast", "a hair parts it from the band that it lies on", self._curve)
        edges = [self.own("was", what, of=Dashes(color=t.text)) for what in ("edge", "loss")]
        self._plate = self.own("plate", of=Rectangle(
            stroke_width=0, fill_color=t.background, fill_opacity=1))  # fmt: skip
        bars = [
            self.own("bar", what, of=Bar(color))
            for what, color in (("truth", t.p), *self._two(), ("loss", t.loss))
        ]
        for made in (
            *back,
            self._first,
            *trail,
            *edges,
            *bars,
            self._plate,
            self.pieces["ceiling",],
        ):
            allow("contrast", "it lies on the band, or beside what it is of", made)
        for made in (*back, self._first, *trail, *edges, self._plate, self.pieces["ceiling",]):
            allow("overlap", "a plate is between it and the words", made)
        tug = VMobject(stroke_width=0, fill_color=t.p, fill_opacity=1)
        self.own("tug", of=tug)
        for rule in ("contrast", "overlap"):
            allow(rule, "it pulls at a bead, before what is beside that", tug)
        truth = Formula(f"p_{target + 1} = 1", font_size=TYPE.label, color=t.p, display=False)
        self.own("label", "truth", of=truth)
        self._said: dict[str, tuple[Formula, Number]] = {}
        for what, said, color, told in (
            ("pull", '"pull"', t.p, write),
            ("right", f"q_{target + 1}", t.q, write),
            ("loss", '"loss"', t.loss, write_loss),
        ):
            words = Formula(said, font_size=TYPE.label, color=color, display=False)
            number = Number(1.0, told, font_size=TYPE.label, color=color, align=-1)
            self._said[what] = (
                self.own("label", what, of=words),
                self.own("number", what, of=number),
            )
        for made in (*bars, *(made for pair in self._said.values() for made in pair)):
            allow("jump", "it is at its value, which may be off the axis a frame later", made)
        self._starts = [
            self.own("start", way, what,
                     of=Number(float(of[way, 0]), told, font_size=TYPE.tick, color=color, align=1))
            for what, of, told, color in (("pull", pulls, write, t.p),
                                          ("loss", losses, write_loss, t.loss))
            for way in range(len(pulls))
        ]  # fmt: skip
        # They may become bounds.
        texts = [(words, ">" + number.write(0.5)) for words, number in self._said.values()]
        texts += [(self._said["loss"][0], write_loss(float(loss))) for loss in losses[:, 0]]
        self._wide = max(
            words.made_width + NEAR + number_width(text, TYPE.label) for words, text in texts
        )
        self._column = 2 * NEAR + max(
            number_width(number.text, TYPE.tick) for number in self._starts
        )

    @staticmethod
    def _two() -> tuple[tuple[str, str], ...]:
        return ("pull", theme().p), ("right", theme().q)

    # --- What is asked of a part ------------------------------------------------------------------

    def least(self, room: Size) -> Size:
        """Axes, and steps that can be told apart."""
        own = self.margin(Zone(0, 0, 0, 0))
        return Size(1.4 + own.left + own.right, 2.0 + own.bottom + own.top)

    def margin(self, zone: Zone) -> Margin:
        """Ticks, what there was at first, and what is told of the bars."""
        right = STACK + NEAR + self._wide
        return Margin(self._axes.left + self._column, right, self._axes.below + UNDER, LINE)

    def span(self, axis: str) -> float:
        """All steps; up to the top."""
        return float(self._steps if axis == "x" else self.values["top"])

    def figure(self, *key: str) -> Pose:
        """A bar where the steps have come to."""
        inner, unit, what = self.inner(), self.unit("y"), key[1]
        x = inner.left + float(self.values["step"]) * self.unit("x")
        value = 1.0 if what == "truth" else float(self.values[what])
        color = {"right": theme().q, "loss": theme().loss}.get(what, theme().p)
        if what == "loss":
            return Pose((x, inner.bottom), 90.0, value, unit, STICK, color, inner.height)
        if what == "right":
            return Pose((x + STACK / 2, inner.bottom + unit), -90.0, value, unit, STACK, color)
        return Pose((x + STACK / 2, inner.bottom), 90.0, value, unit, STACK, color)

    def draw(self, zone: Zone) -> None:
        """Axes, what is left behind, and what is told."""
        inner, axes, top = self.inner(), self._axes, float(self.values["top"])
        step, way = float(self.values["step"]), int(self.values["way"])
        view = Zone(inner.left - self._column, inner.right, inner.bottom, inner.top)
        axes.view(view, (-self._column / self.unit("x"), self._steps), (0.0, top))
        self._title.put(inner.right + 2.5 * NEAR, inner.bottom - axes.below, align=-1)
        self.pieces["ceiling",].along([axes.at(0, 1), axes.at(self._steps, 1)])
        for kind, of, until in (("was", 0, float(self._steps)), ("trail", way, step)):
            x = np.append(self._along[self._along < until], until)
            pulls = np.interp(x, self._along, self._pulls[of])
            for what, low, high in (("pull", 0 * x, pulls), ("right", pulls, 0 * x + 1)):
                there = np.concatenate(
                    (np.column_stack((x, low)), np.column_stack((x, high))[::-1])
                )
                self.pieces[kind, what].points = straight(
                    axes.all_at(np.vstack((there, there[:1])))
                )
        self._curve.trace(axes, Line((self._along, self._losses[way]), ""), (0.0, step), (0.0, top))
        for what, of in (("edge", self._pulls[0]), ("loss", self._losses[0])):
            rows = np.column_stack((self._along, np.minimum(of, top)))
            self.pieces["was", what].along(list(axes.all_at(rows)))
        self._first.room = enough(self.unit("y"), 2 * LINE)
        self._first.put(inner.right - inner.width / 4, float(axes.at(0, 0.5)[1]))
        self._tell(inner, inner.left + step * self.unit("x") + STACK)
        self._draw_tug()

    def _tell(self, inner: Zone, right: float) -> None:
        """Beside the bars, on a plate over what was there; and before the first step."""
        unit, pull, half = self.unit("y"), float(self.values["pull"]), CAP * TYPE.label / 2
        low = max(unit * pull / 2, ABOVE)
        high = max(unit * (1 + pull) / 2, low + LINE)
        level = min(max(float(self.values["loss"]) * unit, unit + LINE), inner.height)
        self.pieces["label", "truth"].put(right + NEAR, inner.bottom + unit / 2 - half, align=-1)
        for what, y in (("pull", low), ("right", high), ("loss", level)):
            words, number = self._said[what]
            base = inner.bottom + y - half
            words.put(right + NEAR, base, align=-1)
            at = (right + 2 * NEAR + words.made_width, base)
            number.set_value(float(self.values[what]), at=at)
            if what == "right":
                words.room = number.room = enough(level - high, LINE - 0.04)
        self._plate.set_sides(
            right + NEAR / 2,
            inner.bottom + HAIR / 100,
            right + NEAR + self._wide,
            inner.bottom + unit + LINE,
        )
        first = np.concatenate((self._pulls[:, 0], self._losses[:, 0]))
        first = np.minimum(first, float(self.values["top"]))
        order = np.argsort(first, kind="stable")
        spots = spread(first[order] * unit, LINE, LINE / 2, inner.height)
        for k, spot in zip(order, spots, strict=True):
            self._starts[k].move_anchor(
                inner.left - NEAR, inner.bottom + float(spot) - CAP * TYPE.tick / 2
            )

    def _draw_tug(self) -> None:
        """Beside its bead, upward; where the axis goes highest, as long as the bar of the pull."""
        spot = self._faders.spot(self._target)[:2]
        unit = min(LONG, self.inner().height / self._highest)
        spot = spot + np.array([self._faders.radius + TUG, 0.0])
        long, half = unit * float(self.values["pull"]), TUG / 2
        neck = max(0.0, long - HEAD)
        wing = (long - neck) / 2
        half = min(half, wing)
        shape = [(-half, 0), (-half, neck), (-wing, neck), (0, long), (wing, neck),
                 (half, neck), (half, 0), (-half, 0)]  # fmt: skip
        self.pieces["tug",].points = straight(flat(spot + np.array(shape)))


def _area(color: str, opacity: float = 1.0) -> VMobject:
    return VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity)
