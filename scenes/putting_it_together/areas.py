"""The hero of ``PuttingItTogether``: the loss as a block, and the areas that pulls sweep.

One scale for all: what is 1 of pull high and 1 of way long is as large as a block 1 wide that is a
loss of 1 high. So an area that was swept can be laid on the block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from scenes.putting_it_together.numbers import PuttingItTogetherNumbers
from stage.cast import CAST
from stage.digits import equals, exact, writer
from stage.drawing.canvas import Canvas, Point
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import PICTURE, draw_name_beside
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

FOOT, HEAD, SIDE = 0.95, 0.6, 0.4
"""Room below the block and above it, for its numbers, and at its right; in manim units."""

BAR, ROW, GAP, MOST_AIR = 0.2, 0.62, 0.2, 0.6
"""Width of the bar that is a pull; the least height of a row; least and most air above it."""

BIG, LARGER = 1.5, 1.35
"""Sizes of the loss, and of the pull and the guesses, in shares of other texts."""

LEAST = 0.05
"""Manim units of 1, at least, where numbers leave no room."""

SAMPLES = 60
"""Places at which an area is drawn as it is laid down."""

MOVES: dict[Rule, str] = {
    "overlap": "it is laid on the block",
    "contrast": "it lies on the block",
    "zone": "it flies over to the block",
    "pop": "a bar sweeps it",
}
ON: dict[Rule, str] = {"overlap": "it stands on the block", "contrast": "it stands on the block"}


class Plan(NamedTuple):
    """Where things are at one scale.

    Attributes
    ----------
    unit
        Manim units of 1.
    block, column
        The lower left corner of the block, and the width that it has to itself.
    rails
        The left ends of all rails, by class, (K, 2).
    """

    unit: float
    block: FloatArray
    column: float
    rails: FloatArray

    @property
    def apart(self) -> bool:
        """Whether the rails begin beside what the block has to itself."""
        return bool(self.block[0] + self.column < self.rails[:, 0].min())


class Areas(Figure):
    """A block, and rails on which the bars of pulls sweep areas.

    Values
    ------
    way, pull, swept
        How far each score has gone, how hard it is pulled, and what was swept, shape (K,).
    loss
        The height of the block.
    laid
        How far each area has been laid on the block, shape (K,).
    wide
        From 0, where the true class alone is large, to 1, where all have room.
    raised
        How far the bars of all other classes have risen.
    read, old
        How much is seen of the pull's number, and of the loss at first.
    promise, brought
        How far the outline of pull times push has been drawn, and its copy brought to the block.
    asked, marked
        How much is seen of the guesses, and of the forecast's line and what is missing from it.
    missed
        How far what is missing from the forecast has been brought to the block.
    summed
        How much is seen of the sum of all areas.
    """

    way, pull, swept, laid = numbers(), numbers(), numbers(), numbers()
    loss = number()
    wide, raised, read, old = look(0.0), look(0.0), look(1.0), look(0.0)
    promise, brought, missed = look(0.0), look(0.0), look(0.0)
    asked, marked, summed = look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: PuttingItTogetherNumbers, nudge: float) -> None:
        first = {quantity: track[0] for quantity, track in table.tiny}
        super().__init__(name, **first, laid=np.zeros(len(table.names)))
        self._table, self._nudge = table, nudge
        self._write, self._write_loss = writer(table.pull_form), writer(table.loss_form)

    def sketch(self, draw: Canvas) -> None:
        """The block and its numbers, the rails, what was promised, and what was swept."""
        near, far = self._near(), self._far()
        places: Any = zip(near, far, strict=True)
        plan = Plan(*((1 - self.wide) * a + self.wide * b for a, b in places))
        self._narrowest = min(near.column, far.column)
        self._apart = near.apart and far.apart
        end = self._block(draw, plan)
        for k in self._table.order:
            self._rail(draw, plan, k)
        self._names(draw, plan)
        self._promise(draw, plan)
        for k in reversed(self._table.order):
            self._area(draw, plan, k)
        self._sum(draw, (end, plan.block[1]))
        self._forecast(draw, plan)

    # --- Where things are ---------------------------------------------------------------------

    @property
    def _names_wide(self) -> float:
        """Width of the column of names."""
        names = self._table.names
        texts = ("others" if len(row) > 1 else names[row[0]] for row in self._table.rows)
        widest = max(words_width(text, TYPE.label) for text in texts)
        return min(widest + PICTURE + 0.5, 0.3 * self.zone.width)

    def _rows(self, unit: float) -> FloatArray:
        """Heights of the rows, from the first to the last."""
        pulls = self._table.tiny.pull[0]
        return np.maximum([unit * pulls[list(row)].max() for row in self._table.rows], ROW) + GAP

    @property
    def _number_wide(self) -> float:
        """Width of the block's number at its widest."""
        n = self._table
        values = (n.start, n.pushed, n.end)
        return max(words_width(self._write_loss(v), BIG * TYPE.number) for v in values) + 0.1

    @property
    def _pull_wide(self) -> float:
        """Width of what stands beside the bar of the true class."""
        size, n = LARGER * TYPE.number, self._table
        pulls = (n.tiny.pull[0, n.target], n.push.pull[-1, n.target])
        texts = ("pull", *(self._write(float(pull)) for pull in pulls))
        return max(words_width(text, size) for text in texts) + 0.3

    def _near(self) -> Plan:
        """The true class alone, as large as there is room for."""
        n, z = self._table, self.zone
        highest = (z.height - FOOT - 0.5) / max(float(n.tiny.pull[0, n.target]), 1e-9)
        return self._plan(highest, self._nudge, BAR + self._pull_wide, None)

    def _far(self) -> Plan:
        """All classes, in up to three rows."""
        n = self._table
        way = max(float(n.rest.way[-1, list(row)].sum()) for row in n.rows)
        beyond = max(map(len, n.rows)) * (BAR + GAP)
        unit = self._plan(np.inf, way, beyond, None).unit
        while self._rows(unit).sum() > self.zone.height - FOOT and unit > 1e-3:
            unit *= 0.98
        return self._plan(unit, way, beyond, self._rows)

    def _plan(
        self,
        highest: float,
        way: float,
        beyond: float,
        rows: Callable[[float], FloatArray] | None,
    ) -> Plan:
        """At the largest scale up to ``highest`` at which so long a way, and more, has room."""
        n, z = self._table, self.zone
        room = z.width - SIDE - self._names_wide - beyond
        unit = min(
            highest,
            (z.height - FOOT - HEAD) / max(n.start, 1e-9),
            room / (1 + way),
            0.45 * z.width,
        )
        if unit < self._number_wide:  # the number needs more room than the block
            unit = max(min(unit, (room - self._number_wide) / way), LEAST)
        column = max(unit, self._number_wide)
        left = z.left + max(0.0, room - column - unit * way) / 2
        start = min(left + column + SIDE + self._names_wide, z.right - beyond - unit * way)
        foot = z.bottom + FOOT + max(0.0, z.height - FOOT - HEAD - unit * n.start) / 2
        rails = np.tile((start, foot), (len(n.names), 1))
        if rows is not None:
            heights = rows(unit)
            heights += min(MOST_AIR, max(0.0, z.height - FOOT - heights.sum()) / len(heights))
            high = max(heights.sum(), unit * n.start + HEAD)
            foot = z.bottom + FOOT + max(0.0, z.height - FOOT - high) / 2
            levels = foot + np.append(np.cumsum(heights[:0:-1])[::-1], 0.0)
            for row, level in zip(n.rows, levels, strict=True):
                widths = unit * n.rest.way[-1, list(row)] + BAR + GAP
                rails[list(row), 0] = start + np.cumsum(widths) - widths
                rails[list(row), 1] = level
        return Plan(unit, np.array([left, foot]), column, rails)

    # --- The block ----------------------------------------------------------------------------

    def _block(self, draw: Canvas, p: Plan) -> float:
        """The block in the outline of what it was at first; the right end of its number."""
        n, t, (x, y) = self._table, theme(), p.block
        right, low, top = x + p.unit, y + p.unit * self.loss, y + p.unit * n.start
        draw.rectangle(
            "block", left=x, right=right, bottom=y, top=low, color=t.loss,
            measures=("y", self.loss) if p.unit * self.loss > 0.3 else None,
            allow={"contrast": "areas lie on it"},
        )  # fmt: skip
        draw.line("whole", points=Zone(x, right, y, top).outline, color=t.muted, allow=ON)
        self._reading(draw, "at first", n.start, (x, top + 0.2), self.old, 1.0)
        at = (x, y - 0.22 - CAP * BIG * TYPE.number)
        end = self._reading(draw, "loss", self.loss, at, 1.0, BIG) + self._number_wide
        # While one score is pushed, what the block loses is coloured as what is swept.
        alone = self.wide == 0
        lost = p.unit * float(self.swept[n.target])
        color = t.of_class(n.target)
        draw.rectangle(
            "lost", left=x, right=right, bottom=low, top=low + lost,
            color=color, opacity=float(alone and lost > 1e-3),
            measures=("y", lost / p.unit) if lost > 0.3 and alone else None,
            allow={**ON, "pop": "it grows from nothing"},
        )  # fmt: skip
        size = LARGER * TYPE.label
        seen = smoothstep((top - low - 0.6) / 0.4) * self._before_laid
        seen *= self.marked if alone else 1.0
        draw.words(
            "lost word", text="lost", at=((x + right) / 2, (low + top - CAP * size) / 2),
            size=size, color=text_on(color) if alone else t.muted, opacity=seen,
            room=float(words_width("lost", size) + 0.2 < p.unit), allow=ON,
        )  # fmt: skip
        return end

    def _reading(
        self, draw: Canvas, text: str, value: float, at: Point, opacity: float, scale: float
    ) -> float:
        """A number of the block, after its name where there is room for it; its left end."""
        size, color = scale * TYPE.number, theme().text if scale > 1 else theme().muted
        wide = words_width(text, size) + 0.22
        fits = float(wide + self._number_wide <= self._narrowest + SIDE - 0.1)
        draw.words(text, "name", text=text, at=at, align=-1, size=size, color=color, room=fits,
                   opacity=opacity)  # fmt: skip
        draw.number(text, "number", value=value, write=self._write_loss, align=-1, size=size,
                    at=(at[0] + wide * fits, at[1]), color=color, opacity=opacity)  # fmt: skip
        return float(at[0]) + wide * fits

    def _sum(self, draw: Canvas, start: Point) -> None:
        """After the number of the block: plus each area that was laid on it, is the first loss."""
        n, t = self._table, theme()
        texts = [
            (
                f"+ {self._write_loss(float(self.swept[list(row)].sum()))}",
                late(float(self.laid[row[0]])),
                t.text if len(row) > 1 else t.of_class(row[0]),
            )
            for row in reversed(n.rows)
        ]
        total = equals(self._write_loss(n.start), about=not n.adds)
        texts.append((total, self.summed, t.text))
        space = 0.25
        at, available = start[0] + 0.1, self.zone.right - start[0] - 0.1 - space * len(texts)
        wide = sum(words_width(text, TYPE.number) for text, _, _ in texts)
        size = TYPE.number * min(BIG, max(1.0, available / wide))
        for j, (text, seen, color) in enumerate(texts):
            draw.words(
                "term", j, text=text, at=(at, start[1] - 0.22 - CAP * BIG * TYPE.number), align=-1,
                size=size, color=color, opacity=seen, room=float(wide <= available),
            )  # fmt: skip
            at += words_width(text, size) + space

    # --- The rails ----------------------------------------------------------------------------

    def _rail(self, draw: Canvas, p: Plan, k: int) -> None:
        t, n = theme(), self._table
        x, y = (float(v) for v in p.rails[k])
        risen, color, unit = self._risen(k), theme().of_class(k), p.unit
        far = (1 - self.wide) * self._nudge + self.wide * float(n.rest.way[-1, k])
        end = min(x + unit * far + BAR, self.zone.right)
        draw.line(
            "rail", k, points=[(x, y), (end, y)], color=t.muted, width=4, opacity=risen,
            allow={"overlap": "bars stand on it", "contrast": "bars stand on it"},
        )  # fmt: skip
        at, high = x + unit * float(self.way[k]), unit * float(self.pull[k]) * risen
        draw.rectangle(
            "bar", k, left=at, right=at + BAR, bottom=y, top=y + high, color=color,
            opacity=float(risen > 0), outline=t.text if high > 0.3 else None,
            measures=("y", float(self.pull[k])) if high > 0.3 and risen >= 1 else None,
            allow={"overlap": "it sweeps an area", "contrast": "it sweeps an area",
                   "pop": "it rises from its rail"},
        )  # fmt: skip

    @property
    def _before_laid(self) -> float:
        """How much is seen of what areas would fly over."""
        return 1 - float(smoothstep(3 * self.laid.max()))

    def _risen(self, k: int) -> float:
        return 1.0 if k == self._table.target else self.raised

    def _names(self, draw: Canvas, p: Plan) -> None:
        """Left of the rails: the name of a class and where its score goes, or of all others."""
        n, room = self._table, self._names_wide - 0.25
        for row in n.rows:
            k = row[0]
            x, y = float(p.rails[k, 0]) - 0.2, float(p.rails[k, 1])
            if len(row) > 1:
                self._others(draw, (x, y), row, room)
                continue
            high = p.unit * float(n.tiny.pull[0, k])
            seen = self._risen(k) * self._before_laid
            two_lines = float(self.wide * high > 1)
            draw_name_beside(
                draw, k, n.names[k], right=x, y=y + 0.3 + 0.55 * two_lines,
                available=room, room=float(self._apart), opacity=seen,
            )  # fmt: skip
            draw.words(
                "direction", k, text="up →" if k == n.target else "down →", at=(x, y + 0.15),
                align=1, color=theme().muted, opacity=seen * self.wide, room=two_lines,
            )  # fmt: skip

    def _others(self, draw: Canvas, at: Point, row: tuple[int, ...], room: float) -> None:
        """The pictograms of several classes where there is room for them, or one word."""
        (x, y), names, pitch = at, self._table.names, PICTURE + 0.15
        pictured = all(names[k] in CAST for k in row) and pitch * len(row) <= room
        draw.words(
            "others", text="others", at=(x, y + 0.15), align=1, opacity=self.raised,
            color=theme().muted, room=float(not pictured),
        )  # fmt: skip
        for j, k in enumerate(reversed(row)):
            draw.pictogram(
                "picture", k, name=names[k], height=PICTURE, color=theme().of_class(k),
                at=(x - PICTURE / 2 - pitch * j, y + 0.28), opacity=self.raised,
                room=float(pictured),
            )  # fmt: skip

    def _promise(self, draw: Canvas, p: Plan) -> None:
        """The outline of pull times push on the true rail, and the numbers beside it."""
        n, t, unit, k = self._table, theme(), p.unit, self._table.target
        color, (x, y) = t.of_class(k), (float(v) for v in p.rails[k])
        high, end = unit * float(n.tiny.pull[0, k]), x + unit * self._nudge * self.promise
        near = 1 - self.wide
        draw.line(
            "outline", points=Zone(x, end, y, y + high).outline, color=color, width=5, dashed=True,
            opacity=float(self.promise > 0) * near,
            allow={"overlap": "an area fills it", "contrast": "an area fills it",
                   "pop": "it is drawn out of the bar"},
        )  # fmt: skip
        size, full = LARGER * TYPE.label, x + unit * self._nudge + BAR
        below, text = y - 0.25 - CAP * size, f"push {exact(self._nudge)}"
        axis = words_width("score →", size)
        draw.words(
            "axis", text="score →", at=(x, below), align=-1, size=size, color=t.muted,
            opacity=near, room=float(self._apart and x + axis <= self.zone.right),
        )  # fmt: skip
        draw.words(
            "push", text=text, at=(full, below), align=1, size=size,
            opacity=self.promise * near,
            room=float(self._apart and axis + words_width(text, size) + 0.3 <= full - x),
        )  # fmt: skip
        front, size = x + unit * float(self.way[k]) + BAR + 0.2, LARGER * TYPE.number
        front = max(front, end + BAR + 0.2)
        # Clear of the rail.
        middle = y + max(unit * float(self.pull[k]) / 2, 0.24 + CAP * size)
        draw.words("pull", text="pull", at=(front, middle + 0.12), align=-1, color=color, size=size,
                   opacity=self.read)  # fmt: skip
        draw.number(
            "pull number", value=float(self.pull[k]), write=self._write, align=-1, color=color,
            at=(front, middle - 0.12 - CAP * size), size=size, opacity=self.read,
        )  # fmt: skip

    # --- What is swept, and laid on the block ---------------------------------------------------

    def _area(self, draw: Canvas, p: Plan, k: int) -> None:
        """What class k has swept: on its rail, and on its way to the block as a slab 1 wide."""
        n, (x, y) = self._table, (float(v) for v in p.rails[k])
        ways, pulls = self._curve(k)
        laid, size, risen = float(self.laid[k]), float(self.swept[k]), self._risen(k)
        color = theme().of_class(k)
        edge = np.column_stack((x + p.unit * ways, y + p.unit * pulls))
        draw.line(
            "trace", k, points=[(x, y), *edge, (edge[-1, 0], y), (x, y)], color=color, width=4,
            opacity=min(1.0, 5 * laid) * risen,
            allow={"overlap": "it is where an area was", "contrast": "an area leaves it",
                   "pop": "it is where an area was"},
        )  # fmt: skip
        below = list(n.order[n.order.index(k) + 1 :])
        bottom = p.block[1] + p.unit * (self.loss + float(self.swept[below].sum()))
        # It is levelled on its rail, goes to its height, and then aside.
        lift, over = smoothstep((laid - 0.35) / 0.5), smoothstep((laid - 0.5) / 0.5)
        left, low = (1 - over) * x + over * p.block[0], (1 - lift) * y + lift * bottom
        if laid > 0:
            along, heights = levelled(ways, pulls, size, smoothstep(laid / 0.45))
            edge = np.column_stack((left + p.unit * along, low + p.unit * heights))
        draw.band(
            "area", k, upper=edge, lower=np.column_stack((edge[:, 0], np.full(len(edge), low))),
            color=color, opacity=float(p.unit * size > 1e-3) * risen, allow=MOVES,
        )  # fmt: skip
        name, high = n.names[k], p.unit * size
        draw.words(
            "slab name", k, text=name, color=text_on(color), opacity=late(laid),
            at=(p.block[0] + p.unit / 2, bottom + high / 2 - CAP * TYPE.label / 2),
            room=float(high > 0.5 and words_width(name, TYPE.label) + 0.2 < p.unit), allow=ON,
        )  # fmt: skip

    def _curve(self, k: int) -> tuple[FloatArray, FloatArray]:
        """Ways and pulls of class k so far."""
        n, way, pull = self._table, float(self.way[k]), float(self.pull[k])
        one, other = (n.first, n.rest) if self.wide else (n.tiny, n.push)
        ways = np.concatenate((one.way[:, k], other.way[1:, k]))
        pulls = np.concatenate((one.pull[:, k], other.pull[1:, k]))
        done = ways < way
        done[0] = True
        return np.append(ways[done], way), np.append(pulls[done], pull)

    # --- The forecast ---------------------------------------------------------------------------

    def _forecast(self, draw: Canvas, p: Plan) -> None:
        """The outline's copy goes to the block, where lines are guesses, and what is missing."""
        n, unit, k, (x, y) = self._table, p.unit, self._table.target, p.block
        color, ink = theme().of_class(k), text_on(theme().loss)
        from_x, from_y = (float(v) for v in p.rails[k])
        to_y = y + unit * (n.start - n.forecast)
        share = smoothstep(self.brought)
        long = (1 - share) * self._nudge + share
        left, low = (1 - share) * from_x + share * x, (1 - share) * from_y + share * to_y
        copy = Zone(left, left + unit * long, low, low + unit * n.forecast / long)
        draw.line(
            "copy", points=copy.outline, color=color, width=8, dashed=True,
            opacity=min(1.0, 10 * self.brought) * (1 - smoothstep((self.brought - 0.85) / 0.15)),
            allow=MOVES,
        )  # fmt: skip
        inset = min(0.1, unit / 4)
        draw.line(
            "forecast", points=[(x + inset, to_y), (x + unit - inset, to_y)], color=ink, width=8,
            dashed=True, opacity=self.marked, allow=ON,
        )  # fmt: skip
        draw.words(
            "forecast word", text="forecast", at=(x + unit / 2, to_y - 0.2 - CAP * TYPE.label),
            color=ink, opacity=self.marked, allow=ON,
            room=float(to_y - y > 0.6 and unit > words_width("forecast", TYPE.label) + 0.3),
        )  # fmt: skip
        self._missing(draw, p, to_y)
        pitch = unit * float(np.diff(n.ghosts, prepend=0.0).min())
        size = LARGER * TYPE.label
        fits = float(pitch > 0.5 and 0.58 * unit > words_width("as much?", size))
        texts = ("less?", "as much?", "more?")
        for j, (fall, text) in enumerate(zip(n.ghosts, texts, strict=True)):
            level = y + unit * (n.start - float(fall))
            draw.line(
                "ghost", j, points=[(x + 0.15, level), (x + 0.36 * unit, level)], color=ink,
                width=8, dashed=True, opacity=self.asked, allow=ON,
            )  # fmt: skip
            draw.words(
                "ghost name", j, text=text, color=ink, align=-1, opacity=self.asked, room=fits,
                size=size, at=(x + 0.4 * unit, level - CAP * size / 2), allow=ON,
            )  # fmt: skip

    def _missing(self, draw: Canvas, p: Plan, forecast: float) -> None:
        """The corner of the outline that was not swept goes to the strip that was not lost."""
        n, k, unit = self._table, self._table.target, p.unit
        ways, pulls = self._curve(k)
        x, y = (float(v) for v in p.rails[k])
        high = float(n.tiny.pull[0, k])
        along, heights = levelled(ways, high - pulls, n.forecast - n.swept, smoothstep(self.missed))
        go = smoothstep((self.missed - 0.2) / 0.8)
        left = (1 - go) * x + go * p.block[0]
        top = (1 - go) * (y + unit * high) + go * (forecast + unit * (n.forecast - n.swept))
        upper = np.column_stack((left + unit * along, np.full(len(along), top)))
        draw.band(
            "missing", upper=upper, lower=upper - np.column_stack((0 * along, unit * heights)),
            color=theme().muted, opacity=min(1.0, 5 * self.missed) * self.marked,
            allow={**MOVES, "pop": "it was a corner of the outline"},
        )  # fmt: skip


def levelled(
    ways: FloatArray, heights: FloatArray, size: float, share: float
) -> tuple[FloatArray, FloatArray]:
    """Return an area on its way to a slab 1 wide, as places and heights, of the same ``size``."""
    way = float(ways[-1])
    at = np.linspace(0.0, 1.0, SAMPLES + 1)
    profile = np.interp(at * way, ways, heights)
    mean = float(np.trapezoid(profile, at))
    profile = profile / mean if mean > 0 else np.ones_like(at)
    width = way ** (1 - share) if way > 0 else 1.0
    return width * at, size / width * ((1 - share) * profile + share)


def late(share: float) -> float:
    """Return how much is seen of a text that comes when something has nearly arrived."""
    return float(smoothstep((share - 0.85) / 0.15))
