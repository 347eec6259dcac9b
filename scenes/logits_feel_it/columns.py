"""The main figure of ``LogitsFeelIt``: a column of 1 for each class, and the loss."""

from __future__ import annotations

from functools import cache
from typing import Any

from stage.digits import Form, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import SLIVER
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, Formula, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

FOOT, HEAD = 1.75, 0.62
"""Space below the columns, for names and scores; above them, for the tag "true"."""

GAUGE, LOW_GAUGE = 5.0, 1.5
"""Space left of the columns, for the loss and the guesses; the same in narrow frames."""

PICTURE = 0.55
"""Height and width of a pictogram beside its name."""

SLENDER = 0.9
"""Maximum height of the columns, as a fraction of the width of all."""

THREAD = 0.04
"""Height below which a piece has no visible height."""

ALIKE = 0.05
"""Difference below which guesses look alike."""

ON: dict[Rule, str] = {"overlap": "it lies on its own area", "contrast": "it lies on an area"}
WAY: dict[Rule, str] = {"overlap": "it moves over the stage", "contrast": "pieces are piled up",
                        "jump": "it moves as it is eased",
                        "pop": "it starts on what it is a copy of"}  # fmt: skip
FAR: dict[Rule, str] = {"pop": "a score that was pushed far comes back in a moment",
                        "jump": "a score that was pushed far comes back in a moment"}  # fmt: skip


class Columns(Figure):
    """Columns of height 1, filled to their shares; what the loss does, at the same scale.

    Values
    ------
    z, q
        Scores and shares, (K,).
    loss, change
        The true class's loss, and how far it is from what it was at first.
    rates
        What a push of 1 does to the loss, as far as that has been measured, (K,).
    truth
        How far the true class's column of 1 has been drawn.
    pushing, scores, shares
        How much is seen of pushes and the loss, of the scores' digits, and of the shares'.
    nudged, level
        How much is seen of the small push, and of the line from what it does to the pushed class's
        share.
    told, all_told, gauge
        How much is seen of the pushed class's rate, of the other wrong ones', and of the blocks
        beside the columns.
    guess, wrong
        How much is seen of the guesses, and of the wrong ones among them.
    first, rest
        How far the largest wrong share has come on its way into what the true one lacks, and how
        far the others have.
    answer
        How much is seen of the true class's rate, and of the formula.
    """

    z, q, loss, change, rates = numbers(), numbers(), number(), number(0.0), numbers()
    truth, pushing, scores, shares = look(0.0), look(0.0), look(1.0), look(1.0)
    nudged, level = look(0.0), look(0.0)
    told, all_told, gauge = look(0.0), look(0.0), look(1.0)
    guess, wrong, first, rest, answer = look(0.0), look(1.0), look(0.0), look(0.0), look(0.0)
    fading = ("picture", "loss")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        order: tuple[int, ...],
        known: tuple[int, ...],
        pushed: int,
        step: float,
        widths: FloatArray,
        gradient: FloatArray,
        lacks: float,
        forms: tuple[Form, Form, Form, Form],
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._order, self._known = names, order, known
        self._target, self._pushed, self._step = order[0], pushed, step
        self._widths, self._lacks = widths, lacks
        share, slope, loss, score = map(writer, forms)
        self._write_share, self._write_loss, self._write_score = share, loss, score
        self._slopes = [slope(float(g)) for g in gradient]
        self._home, self._z, self._loss_before = self.q.copy(), self.z.copy(), self.loss
        # Into the gap the largest goes first: then all others pass above what is still there.
        self._heap = sorted(order[1:], key=lambda k: -float(widths[k]))

    # --- Where --------------------------------------------------------------------------------

    @property
    def _is_wide(self) -> bool:
        return self.zone.width > 10

    def _measure(self) -> None:
        z, wide = self.zone, self._is_wide
        self._left = z.left + (GAUGE if wide else LOW_GAUGE)
        self._pitch = (z.right - self._left) / len(self._order)
        self._half = 0.41 * self._pitch
        self._unit = min(z.height - FOOT - HEAD, SLENDER * (z.right - self._left))
        spare = z.height - FOOT - HEAD - self._unit
        self._floor = z.bottom + FOOT + spare / 2
        self._top = self._floor + self._unit
        self._name, self._row = self._floor - 0.68, self._floor - 1.4
        half = 0.8 if wide else 0.45
        x = z.left + (1.6 if wide else 0.72)
        self._loss = Zone(x - half, x + half, self._floor, self._top)

    def _x(self, k: int) -> float:
        return self._left + (self._order.index(k) + 0.5) * self._pitch

    def _y(self, share: float) -> float:
        return self._floor + share * self._unit

    # --- What ---------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw columns and names, the loss, rates, guesses, the filling of the gap, the answer."""
        self._measure()
        self._column(draw)
        self._called(draw)
        self._scores(draw)
        self._loss_of(draw)
        self._rates(draw)
        self._guesses(draw)
        self._filling(draw)
        self._answer(draw)

    def _column(self, draw: Canvas) -> None:
        t = theme()
        draw.line(
            "floor", points=[(self._left, self._floor), (self.zone.right, self._floor)],
            color=t.muted, width=5,
            allow={"overlap": "columns stand on it", "contrast": "columns stand on it"},
        )  # fmt: skip
        given = max(self.first, self.rest)
        for k in self._order:
            x, high = self._x(k), float(self.q[k]) * self._unit
            dim = 1 - 0.65 * given * (k != self._target)
            draw.rectangle(
                "share", k, left=x - self._half, right=x + self._half, bottom=self._floor,
                top=self._floor + max(high, THREAD), color=t.of_class(k), opacity=dim,
                measures=("y", float(self.q[k])) if high > SLIVER and dim >= 1 else None,
                allow={**FAR, "overlap": "it stands in its column",
                       "contrast": "a copy of it has gone to the true class"},
            )  # fmt: skip
            self._digits(draw, k)
        self._truth(draw)

    def _digits(self, draw: Canvas, k: int) -> None:
        """Write a share in its column where that is tall, else above it."""
        size, high = TYPE.number, max(float(self._home[k]) * self._unit, THREAD)
        text, is_tall = self._write_share(float(self._home[k])), high > 0.9
        up = high - 0.22 - CAP * size if is_tall else high + 0.18
        fits = visibility(2 * self._half if is_tall else self._pitch, words_width(text, size) + 0.1)
        draw.words(
            "digits", k, text=text, at=(self._x(k), self._floor + up), size=size,
            color=text_on(theme().of_class(k)) if is_tall else theme().text,
            opacity=self.shares * (k in self._known), room=fits,
            allow={"overlap": "it stands on its own share"},
        )  # fmt: skip

    def _truth(self, draw: Canvas) -> None:
        """Draw the truth: 1 for the true class, 0 for all others."""
        t, x = theme(), self._x(self._target)
        high, seen = self._y(self.truth), float(self.truth > 0)
        left, right = x - self._half, x + self._half
        draw.line(
            "truth", points=[(left, self._floor), (left, high), (right, high),
                             (right, self._floor)],
            color=t.p, width=10, opacity=seen,
            allow={"overlap": "its share fills it", "contrast": "its share fills it",
                   "pop": "it grows from nothing"},
        )  # fmt: skip
        for k in self._order[1:]:
            draw.line(
                "untruth", k, points=[(self._x(k) - self._half, self._floor - 0.06),
                                      (self._x(k) + self._half, self._floor - 0.06)],
                color=t.p, width=10, opacity=min(1.0, 3 * self.truth),
                allow={"overlap": "its column stands on it", "contrast": "it is at the floor"},
            )  # fmt: skip
        draw.tag("true", text="true", at=(x, self._top + 0.36))
        # The pushed class's column may reach up to it.
        math, free = '"truth" {{p:p}} = 1', self._x(self._pushed) - self._half - right
        draw.formula(
            "what truth", math=math, colors={"p": t.p}, size=TYPE.label, align=-1,
            at=(right + 0.25, self._top - CAP * TYPE.label),
            opacity=self.truth * _clipped(1 - 4 * self.first),
            room=visibility(free, _width(math, TYPE.label) + 0.5) * self._is_wide,
        )  # fmt: skip
        share = '"height" = "share" {{q:q}}'
        free = self.zone.right - right - 0.3
        draw.formula(
            "what share", math=share, colors={"q": t.q}, size=TYPE.label, align=1,
            at=(self.zone.right, self._top + 0.25), opacity=1 - self.answer,
            room=visibility(free, _width(share, TYPE.label)),
        )  # fmt: skip

    # --- Below the columns --------------------------------------------------------------------

    def _called(self, draw: Canvas) -> None:
        t, size = theme(), TYPE.label
        for k in self._order:
            name, x, known = self._names[k], self._x(k), float(k in self._known)
            wide = words_width(name, size)
            beside = visibility(self._pitch, wide + PICTURE + 0.3)
            y = self._name
            is_drawn = draw.pictogram(
                "picture", k, name=name, at=(x - wide / 2 - 0.06, y + CAP * size / 2),
                height=PICTURE, color=t.of_class(k), room=known * beside,
            )  # fmt: skip
            aside = (PICTURE / 2 + 0.06) * float(is_drawn and beside >= 1)
            draw.words(
                "name", k, text=name, at=(x + aside, y), color=t.of_class(k),
                room=known * visibility(self._pitch, wide + 0.06),
            )  # fmt: skip

    def _scores(self, draw: Canvas) -> None:
        """Write the scores, and draw arrows where they are pushed."""
        t, size, y = theme(), TYPE.number, self._row
        self._row_label(draw, "score", "score", self.pushing)
        for k in self._order:
            x, known = self._x(k), float(k in self._known)
            rise = (float(self.z[k]) - float(self._z[k])) / self._step
            draw.number(
                "score", k, value=float(self.z[k]), write=self._write_score, at=(x, y),
                size=size, opacity=self.pushing * self.scores,
                room=known * self._fits(float(self._z[k]) + self._step),
            )  # fmt: skip
            side = x + min(0.85, self._half)
            draw.arrow(
                "push", k, start=(side, y - 0.1), end=(side, y - 0.1 + 0.75 * rise),
                color=t.of_class(k), thickness=0.12,
                opacity=self.pushing * known * _clipped(8 * abs(rise)),
                allow={**FAR, "pop": "it grows from nothing", "overlap": "it is beside its score"},
            )  # fmt: skip
        draw.words(
            "small push", text="+0.01", at=(self._x(self._pushed), y), size=size,
            opacity=self.nudged, room=visibility(self._pitch, words_width("+0.01", size) + 0.1),
        )  # fmt: skip
        self._row_label(draw, "small", "push", self.nudged)

    def _fits(self, z: float) -> float:
        wide = max(words_width(self._write_score(v), TYPE.number) for v in (z, z - self._step))
        return visibility(self._pitch, wide + 0.1)

    def _row_label(self, draw: Canvas, key: str, text: str, seen: float) -> None:
        """Write what the numbers below the names are."""
        free = self._left - (self._loss.right if key == "score" else self.zone.left)
        draw.words(
            "row", key, text=text, at=(self._left - 0.15, self._row), align=1, opacity=seen,
            room=visibility(free, words_width(text, TYPE.label) + 0.3),
        )  # fmt: skip

    # --- The loss -----------------------------------------------------------------------------

    def _loss_of(self, draw: Canvas) -> None:
        """Draw a block as tall as the loss has changed, at the scale of the shares."""
        t, box, size = theme(), self._loss, 1.2 * TYPE.number
        seen = self.pushing
        low, high = self.zone.bottom + 0.05, self._top - 0.35
        end = self._floor + self.change * self._unit
        shown = min(max(end, low), high)
        draw.rectangle(
            "change", left=box.left, right=box.right, bottom=min(self._floor, shown),
            top=max(self._floor, shown), color=t.loss, opacity=seen,
            allow={**FAR, "pop": "it grows from nothing", "overlap": "it stands on its line"},
        )  # fmt: skip
        draw.line(
            "at first", points=[(box.left - 0.25, self._floor), (box.right + 0.25, self._floor)],
            color=t.text, width=7, opacity=max(seen, self.gauge * max(self.nudged, self.level)),
            allow={"overlap": "blocks stand on it", "contrast": "blocks stand on it"},
        )  # fmt: skip
        for key, is_out, y, long in (
            ("above", end > high + 0.01, high - 0.2, 0.9), ("below", end < low - 0.01, low, -0.9),
        ):  # fmt: skip
            draw.arrow(
                "beyond", key, start=(box.right + 0.3, y - long), end=(box.right + 0.3, y),
                color=t.text, thickness=0.12, opacity=seen * float(is_out),
                allow={"pop": "the block goes out of the picture"},
            )  # fmt: skip
        before = f"before {self._write_loss(self._loss_before)}"
        draw.words(
            "before", text=before, at=(box.right + 0.4, self._floor - CAP * TYPE.label / 2),
            align=-1, color=t.muted, opacity=seen * _clipped(8 * abs(self.change)),
            room=visibility(self._left - box.right - 0.6, words_width(before, TYPE.label)),
        )  # fmt: skip
        y = max(shown, self._floor) + 0.2
        wide = words_width(self._write_loss(self.loss), size)
        draw.number(
            "loss", value=self.loss, write=self._write_loss, size=size, opacity=seen,
            at=(max(box.x, self.zone.left + wide / 2), y),
            room=visibility(self._left - self.zone.left, wide),
        )  # fmt: skip
        draw.words(
            "what loss", text="loss", at=(box.x, y + CAP * size + 0.2), opacity=seen,
        )  # fmt: skip

    # --- Rates --------------------------------------------------------------------------------

    def _rates(self, draw: Canvas) -> None:
        """Draw the stretched changes of the loss, each as tall as its class's own share."""
        t, box = theme(), self._loss
        wrong = self._order[1:]
        wide = box.width / len(wrong)
        seen = max(min(1.0, self.nudged), self.level) * self.gauge
        # The pushed class's block is at the right, where its line begins.
        across = sorted(wrong, key=lambda k: (k == self._pushed, k))
        for place, k in enumerate(across):
            left = box.left + place * wide
            high = float(self.rates[k]) * self._unit
            color = t.of_class(k)
            draw.rectangle(
                "rate", k, left=left, right=left + wide, bottom=self._floor,
                top=self._floor + max(high, THREAD), color=color,
                opacity=seen * float(self.rates[k] > 0),
                measures=("y", float(self.rates[k])) if high > SLIVER else None,
                allow={"pop": "it grows from nothing", "overlap": "it stands on its line",
                       "contrast": "rates stand side by side"},
            )  # fmt: skip
        y, x = self._y(float(self._widths[self._pushed])), self._x(self._pushed)
        draw.line(
            "level", points=[(box.right - wide, y), (x + self._half, y)], color=t.text,
            width=6, dashed=True, opacity=self.level * self.gauge,
            allow={"overlap": "it leads to its share", "contrast": "it leads to its share"},
        )  # fmt: skip
        y += 0.25
        for row, (key, text) in enumerate((("stretched", "× 100"), ("what rate", "loss"))):
            draw.words(
                key, text=text, at=(box.x, y + 0.5 * row), opacity=seen,
                room=visibility(self._top - y, 1.0) * visibility(
                    2 * (box.x - self.zone.left) + 0.3, words_width(text, TYPE.label)
                ),
            )  # fmt: skip
        self._row_label(draw, "rate", "loss per +1", self.told * (1 - self.answer) + self.answer)
        for k in self._order:
            seen = {self._target: self.answer, self._pushed: self.told}.get(k, self.all_told)
            text = self._slopes[k]
            draw.words(
                "slope", k, text=text, at=(self._x(k), self._row), size=1.1 * TYPE.number,
                opacity=seen,
                room=float(k in self._known)
                * visibility(self._pitch, words_width(text, 1.1 * TYPE.number) + 0.06),
            )  # fmt: skip

    # --- The true class -----------------------------------------------------------------------

    def _guesses(self, draw: Canvas) -> None:
        """Draw guesses at the fall of the loss: arrows beside the true class's column."""
        t, wide, size = theme(), self._is_wide, TYPE.number
        own = 1 - self._lacks
        far, near = (3.3, 0.3) if wide else (0.95, 0.25)
        are_apart = abs(own - self._lacks) >= ALIKE
        for key, text, low, high, aside, stays, is_asked in (
            ("own", "its share?", 0.0, own, near, self.wrong, are_apart and own >= ALIKE),
            ("lacks", "what it lacks?", own, 1.0, near, 1.0, True),
            ("whole", "the whole 1?", 0.0, 1.0, far, self.wrong, own >= ALIKE),
        ):
            x, seen = self._left - aside, self.guess * stays * float(is_asked)
            draw.arrow(
                "guess", key, start=(x, self._y(high) - 0.03), end=(x, self._y(low) + 0.03),
                color=t.text, thickness=0.12, opacity=seen,
                allow={"overlap": "it is beside its column"},
            )  # fmt: skip
            asked = 1.0 if key != "lacks" else max(0.0, 1 - 2 * self.answer)
            free = x - 0.25 - (self.zone.left if key == "whole" or not wide else self._left - far)
            draw.words(
                "guess words", key, text=text, align=1, opacity=seen * asked, size=size,
                at=(x - 0.25, self._y((low + high) / 2) - CAP * size / 2),
                room=min(visibility(free, words_width(text, size) + 0.1),
                         visibility((high - low) * self._unit, 0.5)),
            )  # fmt: skip

        x, text = self._left - near - 0.25, "what it lacks"
        draw.words(
            "lacked", text=text, align=1, opacity=max(0.0, 2 * self.answer - 1), size=size,
            at=(x, self._y((1 + own) / 2) - CAP * size / 2),
            room=min(visibility(x - self.zone.left, words_width(text, size) + 0.1),
                     visibility(self._lacks * self._unit, 0.5)),
        )  # fmt: skip

    def _filling(self, draw: Canvas) -> None:
        """Draw copies of the wrong shares on their way into what the true one lacks of 1."""
        unit, foot, goal = self._unit, 1 - self._lacks, self._x(self._target)
        count = max(1, len(self._heap) - 1)
        window = max(1 / count, 0.4)
        for place, k in enumerate(self._heap):
            start = (place - 1) * (1 - window) / max(1, count - 1)
            done = self.first if place == 0 else _clipped((self.rest - start) / window)
            tall = float(self._widths[k])
            # Above all that is on the way; then along; then down to its place.
            between = [float(self._widths[j]) for j in self._order[1 : self._order.index(k)]]
            over = max([foot, *(between if place == 0 else [])])
            up, along = smoothstep(done / 0.35), smoothstep((done - 0.35) / 0.5)
            down = smoothstep((done - 0.85) / 0.15)
            bottom = up * over + down * (foot - over)
            x = self._x(k) + along * (goal - self._x(k))
            high = max(tall * unit, THREAD)
            draw.rectangle(
                "fill", k, left=x - self._half + 0.05, right=x + self._half - 0.05,
                bottom=self._y(bottom), top=self._y(bottom) + high, color=theme().of_class(k),
                opacity=float(done > 0), allow=WAY,
                outline=theme().background if high > SLIVER else None,
            )  # fmt: skip
            size, text = TYPE.number, self._write_share(tall)
            draw.words(
                "fill digits", k, text=text, size=size, color=text_on(theme().of_class(k)),
                at=(x, self._y(bottom) + high / 2 - CAP * size / 2), opacity=float(done > 0),
                room=visibility(high, 0.9) * visibility(2 * self._half, words_width(text, size)),
                allow=WAY,
            )  # fmt: skip
            foot += tall

    def _answer(self, draw: Canvas) -> None:
        t, size = theme(), 1.25 * TYPE.formula
        math = '"gradient" = {{q:q}} - {{p:p}}'
        tallest = max(float(self._home[k]) for k in self._order[1:])
        y = self._top - 0.35
        draw.formula(
            "answer", math=math, colors={"q": t.q, "p": t.p}, size=size, align=1,
            at=(self.zone.right, y), opacity=self.answer,
            room=min(
                visibility(self.zone.right - self._x(self._target) - self._half - 1.6,
                           _width(math, size)),
                visibility((1 - tallest) * self._unit, 0.8),
            ),
        )  # fmt: skip


def _clipped(t: float) -> float:
    """Limit a number to the range from 0 to 1."""
    return min(1.0, max(0.0, t))


@cache
def _width(math: str, size: float) -> float:
    """Return the width of a formula, in manim units."""
    return Formula(math, display=False).made_width * size / TYPE.formula
