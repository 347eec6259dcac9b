"""The main figure of ``LogitsToLoss``: scores under the curve e^z, a pile, a wall and a gap."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import Form, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import draw_name, true_first
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.theme import TYPE, Zone, text_on, theme

FOOT, BAND = 0.95, 0.8
"""Heights around the line and the pile, in manim units.

FOOT: space below the line, for names.
BAND: space above the pile, for the loss.
"""

CROWN = 0.5
"""Space above the pile at its highest, for its name."""

PILE, STICK, BAR, BEAD = 0.8, 0.3, 0.5, 0.29
"""Sizes of the pieces, in manim units.

PILE: width of the pile.
STICK: width of a stick.
BAR: thickness of the loss.
BEAD: radius of a bead.
"""

START, END = 2.7, 0.45
"""Margins beside the scores, in manim units.

START: margin on the left, for the pile with its ruler.
END: margin on the right, for the wall's number.
"""

SIGN = 0.7
"""Additional margin on the right at the end, for the wall's name."""

WIDEST, MOST = 0.6, 10.0
"""Limits on stretching the line.

WIDEST: the final gap's maximum width, as a fraction of the stage's width.
MOST: maximum factor by which the line is stretched.
"""

DIM, BACK = 0.25, 0.3
"""Opacity of pieces that are not the subject.

DIM: pieces in the background while others are explained.
BACK: pieces that have stepped back.
"""

DONE: dict[Rule, str] = {
    "overlap": "it stands under its own curve", "contrast": "it has stepped back",
}  # fmt: skip
HOPS: dict[Rule, str] = {**DONE, "jump": "it hops over others", "zone": "it is on its way"}


class Pile(Figure):
    """Beads at their scores, sticks up to the curve, their pile, and the copies that slide back.

    Values
    ------
    logits
        Logits of the classes, shape (K,).
    heights
        Heights of the classes' sticks, shape (K,).
    wall
        The score at which the whole pile is as high as the curve.
    loss
        Length of the gap.
    climbed
        How far the sticks have climbed, from 0 to 1.
    piled
        How far the sticks have hopped to the pile, from 0 to 1.
    ruled
        How much of the pile's ruler has been drawn, from 0 to 1.
    guess
        Opacity of the guesses.
    alone
        How far everything but the sliding copies has stepped back, from 0 to 1.
    back
        How far everything but the gap has stepped back, from 0 to 1.
    slid
        How far the whole pile has slid, from 0 to 1.
    stands
        How far the slid pile has turned into a wall, from 0 to 1.
    homed
        How far the true class's part has slid, from 0 to 1.
    home
        How far the ring of light around the true class's bead has spread, from 0 to 1.
    told
        Opacity of the numbers of the wall and of the true score.
    laid
        How far the loss has come down onto the line, from 0 to 1.
    stretched
        How far the line has been stretched, from 0 to 1.
    named
        Opacity of the formula and of the names in it.
    """

    logits, heights, wall, loss = numbers(), numbers(), number(), number()
    climbed, piled, ruled, guess = look(0.0), look(0.0), look(0.0), look(0.0)
    alone, back, slid, stands = look(0.0), look(0.0), look(0.0), look(0.0)
    homed, home, told, laid = look(0.0), look(0.0), look(0.0), look(0.0)
    stretched, named = look(0.0), look(0.0)
    fading = ("name", "scores")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscript: str,
        target: int,
        top: int,
        span: tuple[float, float],
        ends: tuple[float, float],
        shift: float,
        tallest: float,
        true_share: float,
        is_near: bool,
        sum_is_apart: bool,
        forms: tuple[Form, Form, Form],
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscript, self._target, self._top = names, subscript, target, top
        self._low, self._high = span
        self._ends, self._shift, self._tallest = ends, shift, tallest
        self._share, self._is_near, self._sum_is_apart = true_share, is_near, sum_is_apart
        self._write_z, self._write_loss, self._write_share = map(writer, forms)
        self._home, self._first, self._gap = (
            self.logits.copy(), float(self.heights.sum()), self.loss,
        )  # fmt: skip
        self._order = true_first(len(names), target)
        others = [int(k) for k in np.argsort(-self._home) if k not in (target, top)]
        self._told = tuple(dict.fromkeys((target, top, *others)))

    # --- Layout -------------------------------------------------------------------------------

    def _map(self) -> tuple[float, float]:
        """Return the position of score 0 and the length of a score of 1 on the stretched line."""
        z, (low, high) = self.zone, self._ends
        wide = z.width - START - END
        unit = wide / (self._high - self._low)
        wide -= SIGN
        widest = WIDEST * z.width / self._gap if self._gap else np.inf  # a tiny loss may be 0
        most = min(MOST * unit, widest, wide / (high - low))
        far = max(unit, most)
        place = z.left + START - self._low * unit
        goal = z.left + START + (wide - far * (high - low)) / 2 - low * far
        goal = goal if far > unit else place
        share = self.stretched
        return (1 - share) * place + share * goal, (1 - share) * unit + share * far

    def x_of(self, score: float) -> float:
        """Return the x coordinate of a score, in manim units."""
        place, unit = self._map()
        return place + score * unit

    @property
    def y(self) -> float:
        """Return the y coordinate of the line, in manim units."""
        return self.zone.bottom + FOOT

    @property
    def up(self) -> float:
        """Return the length of a height of 1, in manim units."""
        high = self.zone.top - self.y
        return min((high - BAND) / self._first, (high - CROWN) / self._tallest)

    @property
    def radius(self) -> float:
        """Return the radius of a bead, which is smaller where a score of 1 is shorter."""
        return min(BEAD, max(0.1, 0.15 * (self.x_of(1.0) - self.x_of(0.0))))

    # --- Drawing ------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw the line and its curve, the pile, the sliding copies, the loss, and the beads."""
        self._line(draw)
        self._guesses(draw)
        self._sticks(draw)
        self._slides(draw)
        self._loss(draw)
        self._beads(draw)
        self._names_below(draw)
        self._formula(draw)

    def _line(self, draw: Canvas) -> None:
        z, t = self.zone, theme()
        draw.line(
            "line", points=[(z.left, self.y), (z.right, self.y)], color=t.muted, width=5,
            allow=DONE,
        )  # fmt: skip
        place, unit = self._map()
        left = (z.left + 1.3 - place) / unit - self._shift
        right = (z.right - place) / unit - self._shift
        right = min(right, float(np.log((z.top - self.y - 0.05) / self.up)))
        heights = np.linspace(0.0, np.exp(right), 160)[1:]
        by_height = np.log(heights)
        scores = np.sort(np.concatenate((np.linspace(left, right, 160), by_height)))
        scores = scores[(scores >= left) & (scores <= right)]
        points = np.column_stack(
            (place + (scores + self._shift) * unit, self.y + np.exp(scores) * self.up)
        )
        light = 1 - (1 - BACK) * self.back
        draw.line(
            "curve", points=points, color=t.text, width=7, opacity=light,
            allow={**DONE, "jump": "it begins where the pile's room ends"},
        )  # fmt: skip
        height = 0.62 * self._first
        draw.formula(
            "curve name", math='"height" = e^"score"', align=1, color=t.text,
            at=(self.x_of(float(np.log(height)) + self._shift) - 0.3, self.y + height * self.up),
            opacity=(1 - self.alone) * (1 - self.guess),
        )  # fmt: skip

    def _sticks(self, draw: Canvas) -> None:
        z, count = self.zone, len(self._names)
        light = 1 - (1 - BACK) * self.back
        base = 0.0
        for rank, k in enumerate(self._order):
            hop = float(np.clip((self.piled * (count + 1) - rank) / 2, 0, 1))
            hop = hop**3 * (10 - 15 * hop + 6 * hop**2)
            height = float(self.heights[k]) * self.up
            start, goal = self.x_of(float(self._home[k])), z.left + PILE / 2
            waits = [float(self.heights[j]) for j in self._order[rank + 1 :]
                     if self._home[j] < self._home[k]]  # fmt: skip
            lift = (max(waits, default=0.0) * self.up + 0.3) * (1 - (2 * hop - 1) ** 4)
            x, y = (1 - hop) * start + hop * goal, self.y + hop * base + lift
            half = ((1 - hop) * STICK + hop * PILE) / 2
            top = y + height * self.climbed
            draw.rectangle(
                "stick", k, left=x - half, right=x + half, bottom=y, top=top,
                color=theme().of_class(k), outline=theme().background, opacity=light, allow=HOPS,
                measures=("y", float(self.heights[k]) * self.climbed),
            )  # fmt: skip
            fits = words_width(self._names[k], TYPE.label) < PILE - 0.12
            draw_name(
                draw, "pile", k, Zone(x - half + 0.06, x + half - 0.06, y, top), self._names[k],
                upright=True, opacity=float(fits) * min(1.0, 4 * self.ruled) * (1 - self.back),
            )  # fmt: skip
            base += height
        self._ruler(draw, base)

    def _ruler(self, draw: Canvas, whole: float) -> None:
        t, x, light = theme(), self.zone.left + PILE + 0.25, 1 - (1 - DIM) * self.alone
        digits = (1 - self.alone) * max(0.0, 4 * self.ruled - 3)
        draw.line(
            "ruler", points=[(x, self.y), (x, self.y + whole * self.ruled)], color=t.text, width=6,
            opacity=light * (1 - self.back), allow=DONE,
        )  # fmt: skip
        for text, share in (("0", 0.0), ("1", 1.0)):
            y = self.y + share * whole
            draw.line(
                "tick", text, points=[(x - 0.12, y), (x + 0.12, y)], color=t.text, width=6,
                opacity=light * (1 - self.back) * float(self.ruled >= max(share, 0.01)),
                allow={**DONE, "pop": "the ruler comes to it"},
            )  # fmt: skip
        draw.words("one", text="1", at=(x + 0.2, self.y + whole - 0.12), align=-1, opacity=digits)
        y = self.y + self._share * whole
        draw.line(
            "share tick", points=[(x - 0.12, y), (x + 0.12, y)], color=t.q, width=8,
            opacity=digits, allow={**DONE, "pop": "the ruler comes to it"},
        )  # fmt: skip
        draw.number(
            "share number", value=self._share, write=self._write_share, color=t.q, align=-1,
            at=(x + 0.2, min(max(y - 0.14, self.y + 0.1), self.y + whole - 0.55)), opacity=digits,
        )  # fmt: skip

    def _slides(self, draw: Canvas) -> None:
        z, t = self.zone, theme()
        wall, pile = self.x_of(self.wall), z.left + PILE / 2
        whole, true = float(self.heights.sum()), float(self.heights[self._target])
        light = 1 - (1 - BACK) * self.back
        crest = self.y + whole * self.up
        draw.line(
            "level", points=[(z.left + PILE, crest), (z.right, crest)],
            color=t.text, width=5, dashed=True, opacity=max(self.guess, self.alone) * light,
            allow=DONE,
        )  # fmt: skip
        gone = 1 - (1 - self.slid) ** 1.6
        x, half, y = pile + gone * (wall - pile), (PILE - gone * (PILE - STICK)) / 2, self.y
        for k in self._order:
            height = float(self.heights[k]) * self.up
            draw.rectangle(
                "copy", k, left=x - half, right=x + half, bottom=y, top=y + height,
                color=t.of_class(k), outline=t.background, allow=HOPS,
                opacity=min(1.0, 20 * self.slid) * (1 - self.stands),
            )  # fmt: skip
            y += height
        draw.line(
            "wall", points=[(wall, self.y - 0.4), (wall, crest)], color=t.text, width=12,
            opacity=self.stands, allow=DONE,
        )  # fmt: skip
        draw.ring(
            "spark", at=(wall, crest), radius=0.1 + 0.4 * self.stands, color=t.text, width=8,
            opacity=4 * self.stands * (1 - self.stands), allow=HOPS,
        )  # fmt: skip
        home = self.x_of(float(self.logits[self._target]))
        level, color = self.y + true * self.up, t.of_class(self._target)
        seen = min(1.0, 20 * self.homed)
        draw.line(
            "true level", points=[(z.left + PILE, level), (home, level)], color=color, width=5,
            dashed=True, opacity=seen * light, allow=DONE,
        )  # fmt: skip
        gone = 1 - (1 - self.homed) ** 1.6
        x, half = pile + gone * (home - pile), (PILE - gone * (PILE - STICK)) / 2
        draw.rectangle(
            "part", left=x - half, right=x + half, bottom=self.y, top=level, color=color,
            outline=t.background, opacity=seen, allow=HOPS, measures=("y", true),
        )  # fmt: skip

    def _loss(self, draw: Canvas) -> None:
        z, t = self.zone, theme()
        cat, wall = self.x_of(float(self.logits[self._target])), self.x_of(self.wall)
        start, y = z.left + 0.05, z.top - BAR / 2 - 0.05
        x, y = start + self.laid * (cat - start), y + self.laid**2 * (self.y - y)
        light = 1 - (1 - BACK) * self.alone * (1 - self.back)
        right = x + wall - cat
        draw.rectangle(
            "loss", left=x, right=right, bottom=y - BAR / 2, top=y + BAR / 2, color=t.loss,
            opacity=light, measures=("x", self.loss), allow=HOPS,
        )  # fmt: skip
        base = CAP * TYPE.number / 2
        number = number_width(self._write_loss(self._gap), TYPE.number)
        wide = words_width("loss", TYPE.label) + 0.15 + number
        inside = float(right - x > wide + 0.3)
        at_rest = (1 - self.alone) * float(self.laid == 0)
        for key, seen, left, color in (
            ("inside", inside, (x + right - wide) / 2, text_on(t.loss)),
            ("beside", 1 - inside, right + 0.2, t.text),
        ):
            draw.words("loss name", key, text="loss", at=(left, y - base), align=-1, color=color,
                       opacity=seen * at_rest, allow=DONE)  # fmt: skip
            draw.number(
                "loss first", key, value=self.loss, write=self._write_loss, align=-1, color=color,
                at=(left + wide - number, y - base), opacity=seen * at_rest, allow=DONE,
            )  # fmt: skip
        draw.words(
            "nats", text="nats", align=-1, opacity=at_rest,
            at=(right + 0.2 + (1 - inside) * (wide + 0.15), y - base),
        )  # fmt: skip
        size, above = 1.3 * TYPE.number, self.y + BAR / 2 + 0.2
        wide, number = (
            words_width("loss", size), number_width(self._write_loss(self._gap), size),
        )  # fmt: skip
        left = (cat + wall - wide - number - 0.2) / 2
        left = min(max(left, z.left + START), z.right - wide - number - 0.2)
        draw.words(
            "loss name", "last", text="loss", at=(left, above), align=-1, size=size,
            opacity=self.named, allow=DONE,
        )  # fmt: skip
        draw.number(
            "loss number", value=self.loss, write=self._write_loss, size=size, align=-1,
            at=(left + wide + 0.2, above), opacity=self.named, allow=DONE,
        )  # fmt: skip

    def _beads(self, draw: Canvas) -> None:
        z, t, r = self.zone, theme(), self.radius
        for k in (*(k for k in self._order if k != self._target), self._target):
            x, color = self.x_of(float(self.logits[k])), t.of_class(k)
            is_true = k == self._target
            light = 1.0 if is_true else 1 - (1 - BACK) * self.back
            light *= visibility(x - z.left, 2.4, 1.4) * visibility(z.right - x, r, 0.3)
            draw.disc(
                "bead", k, at=(x, self.y), radius=r, color=color, outline=t.background,
                opacity=light, allow=HOPS,
            )  # fmt: skip
            draw.pictogram(
                "picture", k, name=self._names[k], at=(x, self.y), height=1.35 * r,
                color=text_on(color), opacity=light * visibility(r, 0.26, 0.14), allow=HOPS,
            )  # fmt: skip
        draw.ring(
            "home", at=(self.x_of(float(self.logits[self._target])), self.y),
            radius=r + 0.08 + 0.3 * self.home, color=t.of_class(self._target), width=8,
            opacity=4 * self.home * (1 - self.home), allow=HOPS,
        )  # fmt: skip

    def _names_below(self, draw: Canvas) -> None:
        z, t, y = self.zone, theme(), self.y - 0.75
        size, taken = TYPE.label, [(z.left, z.left + words_width("scores", TYPE.label))]
        wall = self.x_of(self.wall)
        half = number_width(self._write_z(self.wall), TYPE.number) / 2
        wall_at = min(wall, z.right - half)
        for k in self._told:
            x, wide = self.x_of(float(self.logits[k])), words_width(self._names[k], size)
            there = visibility(x - z.left, 2.4, 1.4) * visibility(z.right - x, wide / 2)
            tag = words_width("true", TYPE.tick) + 0.24
            before = wide / 2 + (tag + 0.12 if k == self._target else 0.0)
            x = min(max(x, z.left + before), z.right - wide / 2)
            left, right = x - before, x + wide / 2
            free = min((max(left - b, a - right) for a, b in taken), default=9.0)
            taken.append((left, right))
            beside = wall_at - half - right if k != self._target else 9.0
            room = min(visibility(free, 0.15), there) if k != self._target else 1.0
            room *= 1 - self.told * float(beside < 0.15)
            light = 1.0 if k == self._target else 1 - 0.4 * self.alone
            draw.words(
                "name", k, text=self._names[k], at=(x, y), color=t.of_class(k), room=room,
                opacity=light, allow=DONE,
            )  # fmt: skip
            if k == self._target:
                draw.words(
                    "scores", text="scores", at=(z.left, y), align=-1, color=t.muted,
                    room=visibility(left, taken[0][1] + 0.2),
                )  # fmt: skip
                draw.tag("true", text="true", at=(left + tag / 2, y + CAP * size / 2))
                draw.number(
                    "true score", value=float(self.logits[k]), write=self._write_z, align=1,
                    at=(self.x_of(float(self.logits[k])) - self.radius - 0.12, self.y + 0.12),
                    color=t.of_class(k), opacity=self.told, allow=DONE,
                )  # fmt: skip
        draw.number(
            "wall score", value=self.wall, write=self._write_z, at=(wall_at, y),
            opacity=self.told, allow=DONE,
        )  # fmt: skip

    def _guesses(self, draw: Canvas) -> None:
        t, z, over = theme(), self.zone, DONE
        x, level = self.x_of(float(self._home[self._top])), self.y + self._first * self.up
        draw.line(
            "here", points=[(x, self.y), (x, level)], color=t.text, width=6, dashed=True,
            opacity=self.guess, allow=over,
        )  # fmt: skip
        draw.rectangle(
            "further", left=x + 0.1, right=z.right, bottom=self.y, top=self.y + 2.4, color=t.text,
            opacity=0.2 * self.guess * float(not self._is_near), allow=over,
        )  # fmt: skip
        draw.words(
            "here name", text="right there?" if self._is_near else "here?", align=1,
            at=(x - 0.15, self.y + 0.8), opacity=self.guess, allow=over,
        )  # fmt: skip
        draw.words(
            "further name", text="a bit further?", at=(z.right, self.y + 1.35), align=1,
            opacity=self.guess * float(not self._is_near), allow=over,
        )  # fmt: skip
        draw.words(
            "sum name", text="at the sum?", at=(z.right, self.y + 2.0), align=1,
            opacity=self.guess * float(self._sum_is_apart), allow=over,
        )  # fmt: skip
        draw.arrow(
            "sum", start=(z.right - 1.0, self.y + 1.78), end=(z.right, self.y + 1.78),
            color=t.text, opacity=self.guess * float(self._sum_is_apart), allow=over,
        )  # fmt: skip

    def _formula(self, draw: Canvas) -> None:
        z, whole = self.zone, float(self.heights.sum())
        crest = self.y + min(whole, self._first) * self.up
        draw.formula(
            "formula", math=f'"loss" = ln Z - z_"{self._subscript}"', size=1.3 * TYPE.formula,
            at=(z.left + START - 1.2, crest - 0.85), align=-1, opacity=self.named, allow=DONE,
        )  # fmt: skip
        draw.words(
            "whole", text="Z", opacity=self.named, allow=DONE,
            at=(z.left + PILE / 2, self.y + whole * self.up + 0.12),
        )  # fmt: skip
        draw.formula(
            "wall name", math="ln Z", align=-1, opacity=self.named, allow=DONE,
            at=(self.x_of(self.wall) + 0.15, self.y + 0.5),
            room=visibility(z.right - self.x_of(self.wall), SIGN + END - 0.1),
        )  # fmt: skip
