"""A band of height 1 over the steps: what is left of it is the pull, and the loss is above it.

Knows nothing of how logits move.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VMobject

from stage.layout import Arrangement, Fit, Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, HEAD, Dashes, Polyline, flat, straight, tick_series
from stage.mobjects.text import CAP, Formula, Number, Words, number_width
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.faders import Faders
from stage.parts.names import enough
from stage.parts.part import Bar, Part, Pose
from stage.parts.riders import Curve
from stage.parts.spots import Line
from stage.parts.spread import spread
from stage.theme import TYPE, Zone, theme

__all__ = ["Band", "Broad"]

STACK, STICK = 0.6, 0.14
"""Widths of the bar of 1 and of that of the loss."""

NEAR = 0.13
"""Between a bar and its label, and between a word and its number."""

UNDER, ABOVE = 0.08, 0.24
"""What a p reaches below its line; and from an axis to the middle of a label, at least."""

LINE = 0.36
"""Between the middles of two labels, at least."""

ROOMY, LOW = 2.0, 1.9
"""Heights of a band of which labels stand beside their parts, and of one that has them above; as
has one on what is remembered, if it can."""

BROAD = 1.6
"""Width of a zone in its heights from which on it is broad."""

FAINT = 0.27
"""Opacity of what is remembered."""

TUG, LONG = 0.14, 1.2
"""Width of the arrow on a fader, and its length for a pull of 1, at most."""


class Broad(Fit):
    """The first of two choices where the zone is broad; else the second."""

    def _chosen(self, room: Size) -> Arrangement:
        return self.choices[int(room.width < BROAD * room.height)]


class Band(Part):
    """A bar of 1 from which a band goes over the steps, and the loss there, to one scale.

    Of the bar of 1, the probability of the true class takes what hangs from its top; what is left
    stands below that, and is the pull.

    Parameters
    ----------
    faders, target
        Of the logits, each with an arrow as long as its pull; and the true class.
    first
        The pulls on all of them at first, (K,).
    along
        Places on the ways, counted in steps, from 0; shape (S,).
    pulls, losses
        What is there, by way, of the true logit; shapes (W, S).
    steps
        How many there are.
    top, highest
        Up to where the axis goes, and the most to which it will.
    write, write_loss
        How a pull is told, and a loss.
    times, write_times
        How many times as large the second way begins as the first, pull and loss; how it is told.

    Values
    ------
    step, pulls, right, loss
        How many steps have been made; the pulls then, (K,), the probability of the true class, and
        the loss.
    way
        Which way it goes.
    top
        As above.

    Pieces: axes, title, ceiling at 1, ("was", "pull" | "right" | "words" | "edge" | "loss") of the
    first way, ("trail", "pull" | "right" | "loss"), ("bar", "truth" | "pull" | "right" |
    "loss"), ("label", "truth" | "pull" | "right" | "loss"), after the last three ("number", ...),
    ("start", way, "pull" | "loss"), what there was where a way begins, of the second the loss,
    ("times", "pull" | "loss"), most, the words at the ceiling, and ("tug", k), the arrows.
    """

    scaled = (("x", "step"), ("y", "loss"))
    numbers = ("step", "pulls", "right", "loss")
    looks = ("way", "top")
    later = ("was", "trail", "bar", "label", "number", "start", "tug", "times", "most")
    counted = "of way "

    def __init__(
        self,
        name: str,
        faders: Faders,
        *,
        target: int,
        first: FloatArray,
        along: FloatArray,
        pulls: FloatArray,
        losses: FloatArray,
        steps: int,
        top: float,
        highest: float,
        write: Callable[[float], str],
        write_loss: Callable[[float], str],
        times: tuple[float, float],
        write_times: Callable[[float], str],
    ) -> None:
        super().__init__(
            name, step=0.0, pulls=first, right=1 - first[target], loss=losses[0, 0], way=0.0,
            top=top,
        )  # fmt: skip
        self.sources = (faders,)
        self._faders, self._target, self._highest = faders, target, highest
        self._along, self._pulls, self._losses, self._steps = along, pulls, losses, steps
        t = theme()
        ones = tuple(float(k) for k in range(int(highest) + 1))
        self._axes = self.own("axes", of=Axes(x=tick_series(0, steps), y=[ones, (0.0, 1.0)]))
        self._title = self.own("title", of=Words("step", font_size=TYPE.tick, color=t.muted))
        back = [self.own("was", what, of=_area(color, FAINT)) for what, color in self._two()]
        trail = [self.own("trail", what, of=_area(color)) for what, color in self._two()]
        self.own("ceiling", of=Polyline(color=t.text, width=HAIR))
        self._curve = self.own("trail", "loss", of=Curve(t.loss))
        self._curve.set_stroke(t.background, width=5 * HAIR, background=True)
        allow("contrast", "a hair parts it from the band that it lies on", self._curve)
        self._first = self.own(
            "was", "words", of=Words("first start", font_size=TYPE.tick, color=t.muted)
        )
        bars = [
            self.own("bar", what, of=Bar(color))
            for what, color in (("truth", t.p), *self._two(), ("loss", t.loss))
        ]
        edges = [self.own("was", what, of=Dashes(color=t.text)) for what in ("edge", "loss")]
        for made in (*back, *trail, *edges, *bars, self.pieces["ceiling",]):
            allow("contrast", "it lies on the band, or beside what it is of", made)
        for made in (*back, *trail, *edges, self.pieces["ceiling",]):
            allow("overlap", "labels ride over what is remembered", made)
        for k in range(len(first)):
            tug = self.own("tug", k, of=_area(t.p if k == target else t.q))
            allow("contrast", "it pulls at a bead", tug)
            allow("overlap", "it pulls at a bead, before what is beside that", tug)
            allow("pop", "a pull may come, and go, in one large step", tug)
            allow("jump", "a pull may change in one large step", tug)
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
            for made in (words, number):
                made.set_stroke(t.background, width=4 * HAIR, background=True)
                allow("contrast", "a rim parts it from dashes that it rides over", made)
            self._said[what] = (
                self.own("label", what, of=words),
                self.own("number", what, of=number),
            )
        for made in (*bars, *(made for pair in self._said.values() for made in pair)):
            allow("jump", "it is at its value, which may be off the axis a frame later", made)
        self._times = {
            what: self.own("times", what, of=Number(
                value, write_times, font_size=TYPE.label, color=color, align=-1
            ))
            for what, value, color in (("pull", times[0], t.p), ("loss", times[1], t.loss))
        }  # fmt: skip
        most = Words("the most it can pull", font_size=TYPE.tick, color=t.p)
        self._most = self.own("most", of=most)
        # Of the first way they are as grey as what is remembered.
        self._starts = [
            self.own("start", way, what, of=Number(
                float(of[way, 0]), told, font_size=TYPE.tick, color=color, align=1
            ))
            for way, what, of, told, color in ((0, "pull", pulls, write, t.muted),
                                               (0, "loss", losses, write_loss, t.muted),
                                               (1, "loss", losses, write_loss, t.loss))
        ]  # fmt: skip
        # They may become bounds.
        texts = [(words, ">" + number.write(0.5)) for words, number in self._said.values()]
        texts += [(self._said["loss"][0], write_loss(float(loss))) for loss in losses[:, 0]]
        self._wide = max(
            words.made_width + NEAR + number_width(text, TYPE.label) for words, text in texts
        )
        self._column = (
            STICK
            + STACK
            + 2 * NEAR
            + max(number_width(number.text, TYPE.tick) for number in self._starts)
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
        right = STICK / 2 + NEAR + self._wide
        return Margin(self._axes.left + self._column, right, self._axes.below + UNDER, LINE)

    def span(self, axis: str) -> float:
        """All steps; up to the top."""
        return float(self._steps if axis == "x" else self.values["top"])

    @property
    def pull(self) -> float:
        """On the true logit, now."""
        return float(self.values["pulls"][self._target])

    def figure(self, *key: str) -> Pose:
        """The loss where the steps have come to; before the first, what there was at the start."""
        inner, unit, what = self.inner(), self.unit("y"), key[1]
        step, first = float(self.values["step"]), float(self._pulls[int(self.values["way"]), 0])
        if what == "loss":
            foot = (inner.left + step * self.unit("x"), inner.bottom)
            loss = float(self.values["loss"])
            return Pose(foot, 90.0, loss, unit, STICK, theme().loss, inner.height)
        x = inner.left - STICK - STACK / 2
        if what == "right":
            right = 1 - first if step else float(self.values["right"])
            return Pose((x, inner.bottom + unit), -90.0, right, unit, STACK, theme().q)
        value = 1.0 if what == "truth" else first if step else self.pull
        return Pose((x, inner.bottom), 90.0, value, unit, STACK, theme().p)

    def draw(self, zone: Zone) -> None:
        """Axes, what is left behind, and what is told."""
        inner, axes, top = self.inner(), self._axes, float(self.values["top"])
        step, way = float(self.values["step"]), int(self.values["way"])
        view = Zone(inner.left - self._column, inner.right, inner.bottom, inner.top)
        axes.view(view, (-self._column / self.unit("x"), self._steps), (0.0, top))
        self._title.put(inner.right + 2.5 * NEAR, inner.bottom - axes.below, align=-1)
        before = -(STICK + STACK) / self.unit("x")
        ends = np.array([axes.at(before, 1), axes.at(self._steps, 1)])
        self.pieces["ceiling",].through(ends)
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
            x, y = np.append(before, self._along), np.minimum(np.append(of[0], of), top)
            self.pieces["was", what].along(list(axes.all_at(np.column_stack((x, y)))))
        self._most.put(inner.right - STICK, inner.bottom + self.unit("y") + NEAR, align=1)
        # Not where the loss still is.
        begin = self._steps - (self._most.made_width + STICK) / self.unit("x")
        below = float(np.interp(begin, self._along, self._losses[way])) <= 1
        metadata(self._most).visibility = enough(inner.width, 2 * self._most.made_width) * below
        self._tell(inner, inner.left + step * self.unit("x") + STICK / 2)
        for k in range(len(self.values["pulls"])):
            self._draw_tug(k)

    def _tell(self, inner: Zone, right: float) -> None:
        """Beside the loss, and before the first step."""
        unit, pull, half = self.unit("y"), self.pull, CAP * TYPE.label / 2
        self.pieces["label", "truth"].put(right + NEAR, inner.bottom + unit / 2 - half, align=-1)
        # Above a band that is too low for them.
        low, free = (ROOMY - unit) / (ROOMY - LOW), enough(inner.height - unit, 3 * LINE)
        lift = min(max(low, free * self.seen(("was", "edge"))), 1.0)
        for what, _ in self._two():
            metadata(self.pieces["was", what]).visibility = min(max(low, free), 1.0)
        low, high = max(unit * pull / 2, ABOVE), min(unit * (1 + pull) / 2, unit - ABOVE)
        low, high = ((1 - lift) * y + lift * (unit + n * LINE) for n, y in ((1, low), (2, high)))
        high = max(high, low + LINE)
        level = max(float(self.values["loss"]) * unit + LINE / 2, unit + LINE, high + LINE)
        level = min(level, inner.height + LINE / 2)
        for what, y, value in (("pull", low, pull), ("right", high, self.values["right"]),
                               ("loss", level, self.values["loss"])):  # fmt: skip
            words, number = self._said[what]
            base = inner.bottom + y - half
            words.put(right + NEAR, base, align=-1)
            at = (right + 2 * NEAR + words.made_width, base)
            number.set_value(float(value), at=at)
            if what in self._times:
                after = at[0] + number_width(number.text, TYPE.label) + NEAR
                self._times[what].move_anchor(after, base)
            if what == "right":
                metadata(words).visibility = metadata(number).visibility = enough(
                    level - high, LINE - 0.04
                )
        # What is told of the first start has its name above it.
        told = np.array([self._pulls[0, 0], *self._losses[:, 0], self._losses[0, 0]])
        heights = np.minimum(told, float(self.values["top"])) * unit
        heights[-1] = max(heights[-1], unit) + LINE
        order = np.argsort(heights, kind="stable")
        spots = spread(heights[order], LINE, LINE / 2, inner.height)
        for k, spot in zip(order, spots, strict=True):
            base = inner.bottom + float(spot) - CAP * TYPE.tick / 2
            if k < len(self._starts):
                self._starts[k].move_anchor(inner.left - STICK - STACK - NEAR, base)
            else:
                self._first.put(inner.left - STICK - NEAR, base, align=1)

    def _draw_tug(self, k: int) -> None:
        """Beside its bead; where the axis goes highest, as long as the pull is there."""
        bead = self._faders.pieces["bead", k]
        spot = self._faders.spot(k)[:2] + np.array([bead.width / 2 + TUG, 0.0])
        unit, up = min(LONG, self.inner().height / self._highest), 1 if k == self._target else -1
        long, half = unit * float(self.values["pulls"][k]), TUG / 2
        neck = max(0.0, long - HEAD)
        wing = (long - neck) / 2
        half = min(half, wing)
        shape = [(-half, 0), (-half, neck), (-wing, neck), (0, long), (wing, neck),
                 (half, neck), (half, 0), (-half, 0)]  # fmt: skip
        metadata(self.pieces["tug", k]).visibility = enough(long, TUG, TUG)
        self.pieces["tug", k].points = straight(flat(spot + np.array(shape) * [1, up]))


def _area(color: str, opacity: float = 1.0) -> VMobject:
    return VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity)
