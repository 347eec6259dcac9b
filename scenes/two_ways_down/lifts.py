"""The hero of ``TwoWaysDown``: lifts as high as the scores, and a ceiling that they push up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from scenes.two_ways_down.numbers import TwoWaysDownNumbers
from stage.cast import CAST
from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.shapes import nice_ticks
from stage.mobjects.text import CAP, formula_width, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

LIFT = 0.62
"""Height of a lift, whose upper edge is at the score."""

PICTURE = 0.46
"""Height of a class's picture."""

MOVES = 0.4
"""Change of a lift's width over which its picture moves aside for the name."""

TAG = 0.46
"""Height of the mark of the true class, which hangs on its lift."""

WIDEST, WIDE = 1.7, 0.93
"""Width of a lift, in manim units and in shares of its shaft's, at most."""

CEILING = 0.14
"""Thickness of the ceiling, which hangs with its lower edge at the logarithm of the sum."""

HEAD, FOOT = 0.82, 0.2
"""Above the highest ceiling, for the loss; below the lowest lift, for the frame."""

AXIS, BETWEEN, ARROW = 0.9, 0.35, 1.3
"""Width of the axis of scores, between both pictures, and of the arrow beside the right one and its
number, at most."""

LOSS = 46
"""Size of the loss's number."""

OPTION = 64
"""Size of what may be guessed, at most."""

DIM = 0.55
"""Light of what is not being talked about."""

OPENS, DEFINED = "ceiling", "= ln sum e^z"
"""What the ceiling is."""

BACK: dict[Rule, str] = {
    "contrast": "it is not there yet, or has stepped back",
    "overlap": "one picture is laid on the other",
    "passes": "one picture is laid on the other",
}
EDGE: dict[Rule, str] = {**BACK, "overlap": "it stands where a lift was, and is left by it"}
LEVEL: dict[Rule, str] = {**BACK, "overlap": "it lies behind the lifts and leads to them"}
GROWS: dict[Rule, str] = {**BACK, "pop": "it grows from nothing"}


@dataclass(frozen=True)
class Picture:
    """One picture of lifts under a ceiling, as it is drawn now.

    Attributes
    ----------
    key
        What the keys of its pieces begin with.
    left, right
        Where it is, in manim units.
    logits, counts, loss
        Of the classes; how much each is there; and the gap from the true one to the ceiling.
    seen, light, filled
        Opacity of all, of what steps back, and of lifts, of which else the outlines are left.
    told
        How much of the gap is filled, and opacity of its number.
    """

    key: str
    left: float
    right: float
    logits: FloatArray
    counts: FloatArray
    loss: float
    seen: float
    light: float
    filled: float
    told: float

    @property
    def shaft(self) -> float:
        """Width of a shaft."""
        return (self.right - self.left) / len(self.logits)

    @property
    def lift(self) -> float:
        """Width of a lift."""
        return min(WIDEST, WIDE * self.shaft)

    def x(self, k: int) -> float:
        """Middle of a class's shaft."""
        return self.left + (k + 0.5) * self.shaft


class Lifts(Figure):
    """Lifts in their shafts under a ceiling; then a second picture, which is laid on the first.

    Values
    ------
    logits, counts, loss
        Of the first picture, shapes (K,), (K,) and (): a lift's upper edge is at its score, and
        the ceiling hangs where the gap to it from the true one is the loss. A lift that counts for
        nothing is not there.
    low_logits, low_loss
        The same of the second one, in which all count.
    gap, defined
        How far the gap is filled; and how much is seen of what the ceiling is.
    marked
        Whether it is marked how far a lift has been moved.
    halved
        How far the first picture has made room for another.
    guess
        How much is seen of what may be guessed.
    copied, apart, dim
        How much is seen of the second picture, how far it is from the first one, and how far that
        has stepped back.
    framed
        How much is seen of the frame around the second picture, and of the arrow beside it.
    measured
        How much is seen of how far the others are from the true one, in the second picture.
    waits, click
        How much of the first picture's lifts are outlines that wait for their twins, and how many
        of these have come.
    """

    logits, counts, loss = numbers(), numbers(), number()
    low_logits, low_loss = numbers(), number()
    gap, defined, marked = look(0.0), look(0.0), look(0.0)
    halved, guess = look(0.0), look(0.0)
    copied, apart, dim, framed = look(0.0), look(0.0), look(0.0), look(0.0)
    measured, waits, click = look(0.0), look(0.0), look(0.0)
    fading = ("name", "picture", "step", "tag")

    def __init__(self, name: str, table: TwoWaysDownNumbers, **values: Any) -> None:
        super().__init__(name, **values)
        self._table, self._write = table, writer(table.loss_form)
        self._step = writer("exact")(table.step)
        self._arrow = min(ARROW, 0.45 + words_width(f"+{self._step}", LOSS))
        told = np.concatenate((table.join.loss, table.push.loss, table.lower.low_loss))
        self._longest = max(len(self._write(float(loss))) for loss in told)

    # --- Where --------------------------------------------------------------------------------

    @property
    def _unit(self) -> float:
        """How high a score of 1 is, so that all of them, and what hangs on them, have room."""
        n = self._table
        most = self.zone.height - HEAD - FOOT
        lowest = n.logits - n.step * (np.arange(len(n.logits)) != n.target)
        below_high = np.maximum(n.high - lowest, 1e-9 * (n.high - n.low))
        hangs = np.array([self._height(k) for k in range(len(lowest))])
        return float(((most - hangs) / below_high).min())

    def y_of(self, score: float) -> float:
        """Where a score is, in manim units."""
        return self.zone.top - HEAD + (score - self._table.high) * self._unit

    def _height(self, k: int) -> float:
        """Of a lift and of what hangs on it."""
        return LIFT + (TAG if k == self._table.target else 0.0)

    def _sides(self, halved: float, which: int) -> tuple[float, float]:
        """Of the first picture or the second one, when so much room has been made for both."""
        z = self.zone
        half = (z.width - AXIS - BETWEEN - self._arrow) / 2
        left = z.left + AXIS + which * (half + BETWEEN)
        return (
            (1 - halved) * (z.left + AXIS) + halved * left,
            (1 - halved) * z.right + halved * (left + half),
        )

    def _pictures(self) -> tuple[Picture, Picture]:
        left, right = self._sides(self.halved, 0)
        away = self.apart * (self._sides(1.0, 1)[0] - self._sides(1.0, 0)[0])
        first = Picture(
            "first", left, right, self.logits, self.counts, self.loss, 1.0,
            1 - (1 - DIM) * self.dim, 1 - self.waits, self.gap * (1 - self.waits),
        )  # fmt: skip
        seen = min(1.0, 1.5 * self.copied)
        second = Picture(
            "second", left + away, right + away, self.low_logits, np.ones(len(self.logits)),
            self.low_loss, seen, seen, seen, seen,
        )  # fmt: skip
        return first, second

    # --- What ---------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Both pictures; and what is guessed."""
        self._scale(draw)
        first, second = self._pictures()
        for picture in (first, second):
            self._ceiling_and_loss(draw, picture)
            if picture is second:
                self._differences(draw, picture)
            for k in range(len(picture.logits)):
                self._gone(draw, picture, k)
                self._lift(draw, picture, k)
            self._reading(draw, picture)
        self._meaning(draw, first)
        self._frame(draw, second)
        self._guesses(draw)

    def _scale(self, draw: Canvas) -> None:
        z, n, color = self.zone, self._table, theme().muted
        x, foot = z.left + AXIS - 0.2, z.bottom + 0.45
        draw.line("axis", points=[(x, foot), (x, self.y_of(n.high))], color=color, width=4)
        draw.words("score", text="score", at=(z.left, z.bottom), align=-1, color=color)
        for i, tick in enumerate(nice_ticks(n.low, n.high, 8)):
            y = self.y_of(tick)
            draw.line("tick", i, points=[(x - 0.12, y), (x + 0.12, y)], color=color, width=4)

    def _ceiling_and_loss(self, draw: Canvas, picture: Picture) -> None:
        t, n = theme(), self._table
        cat, x = float(picture.logits[n.target]), picture.x(n.target)
        ceiling, bright = self.y_of(cat + picture.loss), picture.seen * picture.light
        gap = picture.loss * (self.gap if picture.key == "first" else 1.0)
        for k in range(len(picture.logits)):
            draw.line(
                "shaft", picture.key, k, color=t.muted, width=3, allow=BACK,
                points=[(picture.x(k), self.zone.bottom), (picture.x(k), ceiling)],
                opacity=0.5 * bright * max(float(picture.counts[k]), 0.0),
            )  # fmt: skip
        draw.rectangle(
            "loss", picture.key, left=x - picture.lift / 2, right=x + picture.lift / 2,
            bottom=self.y_of(cat), top=self.y_of(cat + gap), color=t.loss, opacity=bright,
            measures=("y", gap), allow=BACK,
        )  # fmt: skip
        draw.rectangle(
            "ceiling", picture.key, left=picture.left + 0.05, right=picture.right - 0.05,
            bottom=ceiling, top=ceiling + CEILING, color=t.muted, opacity=bright, allow=BACK,
        )  # fmt: skip

    def _differences(self, draw: Canvas, picture: Picture) -> None:
        """How far the others are from the true one, whose level is drawn across."""
        t, target = theme(), self._table.target
        level = self.y_of(float(picture.logits[target]))
        draw.line(
            "level", points=[(picture.left + 0.1, level), (picture.right - 0.1, level)],
            dashed=True, color=t.of_class(target), width=5, opacity=self.measured, allow=LEVEL,
        )  # fmt: skip
        for k in range(len(picture.logits)):
            x, top = picture.x(k) - 0.3 * picture.lift, self.y_of(float(picture.logits[k]))
            ends = [[(x - 0.1, y), (x + 0.1, y), (x, y)] for y in (top, level)]
            draw.line(
                "difference", k, points=[*ends[0], *ends[1][::-1]], color=t.text, width=6,
                opacity=self.measured * (k != target), allow=LEVEL,
            )  # fmt: skip

    def _lift(self, draw: Canvas, picture: Picture, k: int) -> None:
        t, n, name = theme(), self._table, self._table.names[k]
        x, top = picture.x(k), self.y_of(float(picture.logits[k]))
        color, half, size = t.of_class(k), picture.lift / 2, TYPE.label
        there = picture.seen * picture.light * float(picture.counts[k])
        came = float(np.clip(self.click * len(n.names) - k, 0, 1))
        grown = 0.1 * np.sin(np.pi * came) * (picture.key == "second")
        draw.rectangle(
            "lift", picture.key, k, left=x - half - grown, right=x + half + grown,
            bottom=top - LIFT - grown, top=top + grown, color=color,
            opacity=there * picture.filled, allow=BACK,
        )  # fmt: skip
        waiting = Zone(x - half, x + half, top - LIFT, top).outline
        draw.line(
            "outline", picture.key, k, points=waiting, color=color, width=6, allow=BACK,
            opacity=there * (1 - picture.filled),
        )  # fmt: skip
        wide, ink = words_width(name, size), text_on(color)
        drawn = name in CAST
        needs = wide + (PICTURE + 0.06 if drawn else 0.0) + 0.08
        fits, beside = visibility(picture.lift, needs), visibility(picture.lift, needs, MOVES)
        y, shown = top - LIFT / 2, there * picture.filled
        draw.words(
            "name", picture.key, k, text=name, align=1 if drawn else 0, color=ink, size=size,
            at=(x + (needs / 2 - 0.04 if drawn else 0), y - 0.8 * CAP * size / 2),
            room=fits, opacity=shown, allow=BACK,
        )  # fmt: skip
        draw.pictogram(
            "picture", picture.key, k, name=name, height=PICTURE, color=ink, allow=BACK,
            at=(x - beside * (needs / 2 - 0.04 - PICTURE / 2), y), opacity=shown,
            room=visibility(picture.lift, PICTURE),
        )  # fmt: skip
        if k == n.target:
            self._tag(draw, picture, (x, top - LIFT - TAG / 2), there * picture.filled)

    def _tag(self, draw: Canvas, picture: Picture, at: tuple[float, float], shown: float) -> None:
        """The mark of the true class, which hangs on its lift, where it has room."""
        t, wide = theme(), words_width("true", TYPE.tick)
        half = min(picture.lift, wide + 0.3) / 2
        draw.rectangle(
            "hook", picture.key, left=at[0] - half, right=at[0] + half, bottom=at[1] - TAG / 2,
            top=at[1] + TAG / 2 - 0.04, color=t.target, opacity=shown, allow=BACK,
        )  # fmt: skip
        draw.words(
            "tag", picture.key, text="true", at=(at[0], at[1] - 0.02 - CAP * TYPE.tick / 2),
            size=TYPE.tick, color=text_on(t.target), opacity=shown, allow=BACK,
            room=visibility(picture.lift, wide + 0.1),
        )  # fmt: skip

    def _gone(self, draw: Canvas, picture: Picture, k: int) -> None:
        """Where a lift was before it was moved, and an arrow for how far that is."""
        t, n = theme(), self._table
        way = float(picture.logits[k]) - float(n.logits[k])
        color, x, half = t.of_class(k), picture.x(k), picture.lift / 2
        top, high, far = self.y_of(float(n.logits[k])), self._height(k), way * self._unit
        moved = float(smoothstep(abs(far) / 0.3)) * picture.seen * picture.light * self.marked
        draw.line(
            "edge", picture.key, k, points=Zone(x - half, x + half, top - high, top).outline,
            color=color, width=4, opacity=0.7 * moved, allow=EDGE,
        )  # fmt: skip
        start = top - high if far > 0 else top
        draw.arrow(
            "way", picture.key, k, start=(x, start), end=(x, start + far), color=color,
            thickness=0.16, opacity=moved, allow=GROWS,
        )  # fmt: skip
        text = ("+" if k == n.target else "−") + self._step
        wide, size = words_width(text, TYPE.tick), TYPE.tick
        room = min(
            visibility(half - 0.13, wide + 0.04), visibility(abs(far), CAP * size + 0.25, fade=0.4)
        )
        draw.words(
            "step", picture.key, k, text=text, at=(x + 0.13, start + far / 2 - CAP * size / 2),
            align=-1, color=color, size=size, room=room, opacity=moved, allow=GROWS,
        )  # fmt: skip

    def _span(self, picture: Picture) -> tuple[float, float]:
        """From where to where the loss is written, over the true class as far as there is room."""
        wide = words_width("loss", TYPE.label) + 0.2 + words_width("0" * self._longest, LOSS)
        left = max(picture.x(self._table.target) - wide / 2, picture.left + 0.05)
        left = min(left, self.zone.right - wide)
        return left, left + wide

    def _over(self, picture: Picture) -> float:
        """The base of what is written on the ceiling."""
        score = float(picture.logits[self._table.target])
        return self.y_of(score + picture.loss) + CEILING + 0.18

    def _reading(self, draw: Canvas, picture: Picture) -> None:
        (left, right), y, shown = self._span(picture), self._over(picture), picture.told
        draw.words(
            "loss name", picture.key, text="loss", at=(left, y), align=-1, opacity=shown, allow=BACK
        )
        x = right - words_width("0" * self._longest, LOSS)
        draw.number(
            "loss number", picture.key, value=picture.loss, write=self._write, size=LOSS,
            at=(x, y), align=-1, opacity=shown, allow=BACK,
        )  # fmt: skip

    def _meaning(self, draw: Canvas, picture: Picture) -> None:
        """What the ceiling is, at its end that is farther from the loss."""
        size, y, (start, end) = TYPE.number, self._over(picture), self._span(picture)
        name = words_width(OPENS, size) + 0.15
        wide = name + formula_width(DEFINED, size)
        is_right = self._table.target < len(picture.logits) / 2
        left = picture.right - 0.1 - wide if is_right else picture.left + 0.1
        free = picture.right - 0.1 - end if is_right else start - picture.left - 0.1
        room, shown = visibility(free, wide + 0.4), max(0.0, 1 - 4 * self.halved)
        draw.words(
            "ceiling name", text=OPENS, at=(left, y), align=-1, size=size, room=room, opacity=shown
        )
        draw.formula(
            "ceiling formula", math=DEFINED, at=(left + name, y), align=-1, size=size, room=room,
            opacity=shown * self.defined,
        )  # fmt: skip

    def _frame(self, draw: Canvas, picture: Picture) -> None:
        """Around the second picture, which is moved as one; and an arrow beside it."""
        n, color, size = self._table, theme().gain, LOSS
        gone = (float(picture.logits[n.target]) - float(n.logits[n.target])) * self._unit
        bottom, top = self.zone.bottom + 0.08 + gone, self._over(picture) + CAP * size + 0.14
        draw.line(
            "frame", points=Zone(picture.left - 0.08, picture.right + 0.08, bottom, top).outline,
            color=color, width=6, opacity=self.framed, allow=BACK,
        )  # fmt: skip
        x, up = min(picture.right + 0.28, self.zone.right - 0.25), n.step * self._unit
        foot, text = self.y_of((n.low + n.high - n.step) / 2), f"+{self._step}"
        draw.arrow(
            "shift", start=(x, foot), end=(x, foot + up), color=color, thickness=0.18,
            opacity=self.framed, allow=BACK,
        )  # fmt: skip
        draw.words(
            "shift number", text=text, at=(x + 0.15, foot + up / 2 - CAP * size / 2), align=-1,
            color=color, size=size, opacity=self.framed, allow=BACK,
            room=visibility(self.zone.right - x - 0.15, words_width(text, size)),
        )  # fmt: skip

    def _guesses(self, draw: Canvas) -> None:
        """Three losses, one above the other, where the second picture will be."""
        left, right = self._sides(1.0, 1)[0], self.zone.right
        loss = self._write(float(self._table.losses[1]))
        texts = (f"more than {loss}?", f"{loss} again?", f"less than {loss}?")
        widest = max(words_width(text, OPTION) for text in texts)
        size = OPTION * min(1.0, (right - left) / widest)
        for n, text in enumerate(texts):
            draw.words(
                "option", n, text=text, at=((left + right) / 2, self.zone.y + 1.5 * (1 - n)),
                size=size, opacity=self.guess,
            )  # fmt: skip
