"""The main figure of ``TwoWaysDown``: lifts as high as the scores, and the ceiling they carry."""

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
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

LIFT = 0.62
"""Height of a lift, whose upper edge is at the score."""

PICTURE = 0.46
"""Height of a class's pictogram."""

MOVES = 0.4
"""Change of a lift's width over which its pictogram moves aside for the name."""

TAG = 0.46
"""Height of the mark of the true class, which hangs on its lift."""

WIDEST, WIDE = 1.7, 0.93
"""Maximum width of a lift, in manim units and as a share of its place."""

CEILING = 0.14
"""Thickness of the ceiling, which hangs with its lower edge at the logarithm of the sum."""

HEAD, FOOT = 0.82, 0.2
"""Room above the highest ceiling, for the loss; and below the lowest lift, for the frame."""

AXIS, BETWEEN, SLIDE = 0.9, 1.1, 0.1
"""Width of the axis of scores, of the space between both boards, and of the second one's way in."""

LOSS, EQUALS = 46, 80
"""Font sizes of the loss's number and of the equals sign."""

DIM = 0.75
"""Opacity of the board that is not spoken of."""

BAR = 0.26
"""Width of the bar that is the loss, as a share of the lift's."""

STRIP = 0.3
"""Height of the strip in which the columns' widths are laid end to end."""

BACK: dict[Rule, str] = {
    "contrast": "it is not there yet, or has stepped back",
    "overlap": "it stands in its board, under the ceiling",
}
GROWS: dict[Rule, str] = {**BACK, "pop": "it grows from nothing"}


@dataclass(frozen=True)
class Board:
    """One board of lifts under a ceiling, as it is drawn now.

    Attributes
    ----------
    key
        The first part of its pieces' keys.
    left, right
        Its sides, in manim units.
    logits, counts, shares, loss
        Of the classes, shapes (K,); and the gap from the true class's lift to the ceiling.
    filled, opacity, marked
        Share of the gap that is filled; opacity of the board; of what was moved in it.
    """

    key: str
    left: float
    right: float
    logits: FloatArray
    counts: FloatArray
    shares: FloatArray
    loss: float
    filled: float
    opacity: float
    marked: float

    @property
    def lift(self) -> float:
        """Return the width of a lift."""
        return min(WIDEST, WIDE * (self.right - self.left) / len(self.logits))

    def x(self, k: int) -> float:
        """Return the middle of a class's place."""
        return self.left + (k + 0.5) * (self.right - self.left) / len(self.logits)


class Lifts(Figure):
    """Lifts that carry a ceiling on columns; then a second board of them, beside the first.

    Values
    ------
    logits, counts, shares, loss
        Of the first board, shapes (K,) and (): a lift's upper edge is at its score, the column on
        it is as wide as its share of a lift, and the ceiling hangs where the gap to it from the
        true class is the loss. A lift that counts for nothing is not there.
    low_logits, low_shares, low_loss
        The same of the second board, in which all count.
    gap, marked
        Share of the gap that is filled; opacity of the marks of what was moved.
    halved, came
        How far the first board has made room for the second one, and how far that has come.
    gathered, together
        How far copies of the columns' widths have come over the true class; their opacity.
    known
        Whether the second board's loss is written, or asked for.
    faint
        How far the marks of what was moved have faded.
    framed, guided
        Opacity of the frame around the second board, and of lines to it from the first one.
    equal
        Opacity of the equals sign between the boards.
    """

    logits, counts, shares, loss = numbers(), numbers(), numbers(), number()
    low_logits, low_shares, low_loss = numbers(), numbers(), number()
    gap, marked, halved, came = look(0.0), look(0.0), look(0.0), look(0.0)
    gathered, together, known, faint = look(0.0), look(0.0), look(0.0), look(0.0)
    framed, guided, equal = look(0.0), look(0.0), look(0.0)
    fading = ("name", "picture", "step", "tag")

    def __init__(self, name: str, table: TwoWaysDownNumbers, **values: Any) -> None:
        super().__init__(name, **values)
        self._table, self._write = table, writer(table.loss_form)
        self._step = writer("exact")(table.step)
        losses = np.concatenate((table.join.loss, table.push.loss))
        self._longest = max(len(self._write(float(loss))) for loss in losses)

    # --- Places -------------------------------------------------------------------------------

    @property
    def _unit(self) -> float:
        """The height of a score of 1, so that all lifts, and what hangs on them, have room."""
        n = self._table
        most = self.zone.height - HEAD - FOOT
        lowest = n.logits - n.step * (np.arange(len(n.logits)) != n.target)
        below_high = np.maximum(n.high - lowest, 1e-9 * (n.high - n.low))
        heights = np.array([self._height(k) for k in range(len(lowest))])
        return float(((most - heights) / below_high).min())

    def y_of(self, score: float) -> float:
        """Return the height of a score, in manim units."""
        return self.zone.top - HEAD + (score - self._table.high) * self._unit

    def _height(self, k: int) -> float:
        """Return the height of a lift with what hangs on it."""
        return LIFT + (TAG if k == self._table.target else 0.0)

    def _boards(self) -> tuple[Board, Board]:
        z, halved = self.zone, self.halved
        start, half = z.left + AXIS, (z.width - AXIS - BETWEEN - 0.1) / 2
        right = (1 - halved) * z.right + halved * (start + half)
        away = z.right - 0.1 - half + (1 - self.came) * SLIDE
        marks = 1 - self.faint
        dim = 1 - (1 - DIM) * self.came * marks
        first = Board(
            "first", start, right, self.logits, self.counts, self.shares, self.loss, self.gap,
            dim, self.marked * marks,
        )  # fmt: skip
        second = Board(
            "second", away, away + half, self.low_logits, np.ones(len(self.logits)),
            self.low_shares, self.low_loss, 1.0, self.came, marks,
        )  # fmt: skip
        return first, second

    # --- Pieces -------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw the axis, both boards, and what compares them."""
        self._scale(draw)
        boards = self._boards()
        self._guides(draw, *boards)
        for board in boards:
            self._ceiling_and_loss(draw, board)
            for k in range(len(board.logits)):
                self._way(draw, board, k)
                self._lift(draw, board, k)
            self._reading(draw, board)
        self._together(draw, boards[0])
        self._frame(draw, boards[1])

    def _scale(self, draw: Canvas) -> None:
        z, n, color = self.zone, self._table, theme().muted
        x, foot = z.left + AXIS - 0.2, z.bottom + 0.45
        draw.line("axis", points=[(x, foot), (x, self.y_of(n.high))], color=color, width=4)
        draw.words("score", text="score", at=(z.left, z.bottom), align=-1, color=color)
        for i, tick in enumerate(nice_ticks(n.low, n.high, 8)):
            y = self.y_of(tick)
            draw.line("tick", i, points=[(x - 0.12, y), (x + 0.12, y)], color=color, width=4)

    def _ceiling_and_loss(self, draw: Canvas, board: Board) -> None:
        """Draw the ceiling, the columns under it, and the gap over the true class."""
        t, n = theme(), self._table
        true, x = float(board.logits[n.target]), board.x(n.target)
        old, ceiling = (
            self.y_of(float(n.logits[n.target] + n.losses[0])),
            self.y_of(true + board.loss),
        )
        ends = board.left + 0.05, board.right - 0.05
        if board.key == "first":
            draw.line(
                "old ceiling", points=[(ends[0], old), (ends[1], old)], dashed=True, color=t.muted,
                width=5, allow=BACK,
                opacity=board.opacity * board.marked * float(smoothstep((ceiling - old) / 0.2)),
            )  # fmt: skip
        for k, share in enumerate(board.shares):
            half, top = share * board.lift / 2, self.y_of(float(board.logits[k]))
            draw.rectangle(
                "column", board.key, k, left=board.x(k) - half, right=board.x(k) + half,
                bottom=min(top, ceiling), top=ceiling, color=t.of_class(k), allow=BACK,
                opacity=board.opacity * float(board.counts[k]),
            )  # fmt: skip
        gap = board.loss * board.filled
        draw.rectangle(
            "loss", board.key, left=x - board.lift / 2, right=x + (BAR - 0.5) * board.lift,
            bottom=self.y_of(true), top=self.y_of(true + gap), color=t.loss,
            outline=t.background, opacity=board.opacity * float(gap > 0), measures=("y", gap),
            allow=GROWS,
        )  # fmt: skip
        draw.rectangle(
            "ceiling", board.key, left=ends[0], right=ends[1], bottom=ceiling,
            top=ceiling + CEILING, color=t.muted, opacity=board.opacity, allow=BACK,
        )  # fmt: skip

    def _lift(self, draw: Canvas, board: Board, k: int) -> None:
        t, n, name = theme(), self._table, self._table.names[k]
        x, top = board.x(k), self.y_of(float(board.logits[k]))
        color, half, size = t.of_class(k), board.lift / 2, TYPE.label
        opacity = board.opacity * float(board.counts[k])
        draw.rectangle(
            "lift", board.key, k, left=x - half, right=x + half, bottom=top - LIFT, top=top,
            color=color, opacity=opacity, allow=BACK,
        )  # fmt: skip
        wide, ink = words_width(name, size), text_on(color)
        has_picture = name in CAST
        needs = wide + (PICTURE + 0.06 if has_picture else 0.0) + 0.08
        fits, beside = visibility(board.lift, needs), visibility(board.lift, needs, MOVES)
        y = top - LIFT / 2
        draw.words(
            "name", board.key, k, text=name, align=1 if has_picture else 0, color=ink, size=size,
            at=(x + (needs / 2 - 0.04 if has_picture else 0), y - 0.8 * CAP * size / 2),
            room=fits, opacity=opacity, allow=BACK,
        )  # fmt: skip
        draw.pictogram(
            "picture", board.key, k, name=name, height=PICTURE, color=ink, allow=BACK,
            at=(x - beside * (needs / 2 - 0.04 - PICTURE / 2), y), opacity=opacity,
            room=visibility(board.lift, PICTURE),
        )  # fmt: skip
        if k == n.target:
            self._tag(draw, board, (x, top - LIFT - TAG / 2), opacity)

    def _tag(self, draw: Canvas, board: Board, at: tuple[float, float], opacity: float) -> None:
        """Draw the mark of the true class, which hangs on its lift."""
        t, wide = theme(), words_width("true", TYPE.tick)
        half = min(board.lift, wide + 0.3) / 2
        draw.rectangle(
            "hook", board.key, left=at[0] - half, right=at[0] + half, bottom=at[1] - TAG / 2,
            top=at[1] + TAG / 2 - 0.04, color=t.target, opacity=opacity, allow=BACK,
        )  # fmt: skip
        draw.words(
            "tag", board.key, text="true", at=(at[0], at[1] - 0.02 - CAP * TYPE.tick / 2),
            size=TYPE.tick, color=text_on(t.target), opacity=opacity, allow=BACK,
            room=visibility(board.lift, wide + 0.1),
        )  # fmt: skip

    def _way(self, draw: Canvas, board: Board, k: int) -> None:
        """Draw the outline of a lift where it was before, and an arrow from there."""
        t, n = theme(), self._table
        color, x, half, size = t.of_class(k), board.x(k), board.lift / 2, TYPE.tick
        top, high = self.y_of(float(n.logits[k])), self._height(k)
        far = float(board.logits[k] - n.logits[k]) * self._unit
        opacity = float(smoothstep(abs(far) / 0.3)) * board.opacity * board.marked
        draw.line(
            "edge", board.key, k, points=Zone(x - half, x + half, top - high, top).outline,
            color=color, width=4, opacity=0.7 * opacity, allow=BACK,
        )  # fmt: skip
        start = top - high if far > 0 else top
        left = x - 0.4 * board.lift  # clear of the column, which is in the middle
        draw.arrow(
            "way", board.key, k, start=(left, start), end=(left, start + far), color=t.text,
            thickness=0.16, opacity=opacity, allow=GROWS,
        )  # fmt: skip
        text = ("+" if k == n.target else "−") + self._step
        room = min(
            visibility(0.6 * half, words_width(text, size) + 0.04),
            visibility(abs(far), CAP * size + 0.25, fade=0.4),
        )
        draw.words(
            "step", board.key, k, text=text, at=(x + half - 0.06, start + far / 2 - CAP * size / 2),
            align=1, color=t.text, size=size, room=room, opacity=opacity, allow=GROWS,
        )  # fmt: skip

    # --- Comparing ----------------------------------------------------------------------------

    def _together(self, draw: Canvas, board: Board) -> None:
        """Draw copies of the columns' widths, which come together over the true class."""
        t, way = theme(), float(self.gathered)
        middle = board.x(self._table.target)
        ceiling = self.y_of(float(board.logits[self._table.target]) + board.loss) + CEILING
        end = middle - board.lift / 2
        for k, share in enumerate(board.shares):
            wide = float(share) * board.lift
            left = (1 - way) * (board.x(k) - wide / 2) + way * end
            draw.rectangle(
                "width", k, left=left, right=left + wide, bottom=ceiling + 0.06,
                top=ceiling + 0.06 + STRIP, color=t.of_class(k), opacity=self.together,
                allow={**BACK, "passes": "they are laid end to end"},
            )  # fmt: skip
            end += wide

    def _reading(self, draw: Canvas, board: Board) -> None:
        """Write the loss over the true class, or a question mark; and the ceiling's name."""
        digits = words_width("0" * self._longest, LOSS)
        wide = words_width("loss", TYPE.label) + 0.2 + digits
        left = max(board.x(self._table.target) - wide / 2, board.left + 0.05)
        left = min(left, self.zone.right - wide)
        y = self.y_of(float(board.logits[self._table.target]) + board.loss) + CEILING + 0.18
        opacity = board.filled * board.opacity
        known = self.known if board.key == "second" else 1.0
        draw.words(
            "loss name", board.key, text="loss", at=(left, y), align=-1, opacity=opacity, allow=BACK
        )
        draw.number(
            "loss number", board.key, value=board.loss, write=self._write, size=LOSS,
            at=(left + wide - digits, y), align=-1, opacity=opacity * known, allow=BACK,
        )  # fmt: skip
        if board.key == "second":
            draw.words(
                "question", text="?", at=(left + wide - digits / 2, y), size=LOSS, allow=BACK,
                opacity=opacity * (1 - known),
            )  # fmt: skip
            return
        size, start = TYPE.number, board.right - 0.1 - words_width("ceiling", TYPE.number)
        if self._table.target >= len(board.logits) / 2:
            start = board.left + 0.1
        draw.words(
            "ceiling name", text="ceiling", at=(start, y), align=-1, size=size, allow=BACK,
            opacity=max(0.0, 1 - 4 * self.halved),
            room=visibility(board.right - board.left, wide + words_width("ceiling", size) + 1.0),
        )  # fmt: skip

    def _guides(self, draw: Canvas, first: Board, second: Board) -> None:
        """Draw a line from each lift of the first board to the same one's place in the second."""
        for k in range(len(first.logits)):
            y, half = self.y_of(float(first.logits[k])), first.lift / 2
            draw.line(
                "guide", k, points=[(first.x(k) + half, y), (second.x(k) - half, y)], dashed=True,
                color=theme().of_class(k), width=4, opacity=0.7 * self.guided, allow=BACK,
            )  # fmt: skip

    def _frame(self, draw: Canvas, board: Board) -> None:
        """Draw the frame in which the second board is moved as one, and the equals sign."""
        n, t = self._table, theme()
        far = float(board.logits[n.target] - n.logits[n.target]) * self._unit
        ceiling = self.y_of(float(board.logits[n.target]) + board.loss) + CEILING
        sides = Zone(
            board.left - 0.08, board.right + 0.08, self.zone.bottom + 0.08 + far,
            ceiling + 0.32 + CAP * LOSS,
        )  # fmt: skip
        draw.line(
            "frame", points=sides.outline, color=t.gain, width=6, opacity=self.framed, allow=BACK
        )
        x = board.left - (BETWEEN - 0.1) / 2
        draw.words(
            "equals", text="=", at=(x, self.zone.y), size=EQUALS, opacity=self.equal, allow=BACK,
            room=visibility(BETWEEN, words_width("=", EQUALS)),
        )  # fmt: skip
