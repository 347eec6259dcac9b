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
from stage.digits import exact, writer
from stage.drawing.canvas import Canvas, Point, visibility
from stage.drawing.figure import Figure, look, looks, number, numbers
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

FOOT, HEAD, SIDE = 0.9, 0.6, 0.4
"""Room below the block and above it, for its numbers, and at its right; in manim units."""

BAR, PICTURE, ARROW = 0.2, 0.55, 0.35
"""Width of the bar that is a pull, height of a pictogram, and room for the arrow that says where a
score is pulled."""

NAMED, ROW, THIN = 4, 0.62, 0.1
"""Rails that have names, at most; the least height of one that has; and air above another one."""

BIG, LARGER = 1.5, 1.35
"""Sizes of the loss, and of the pull and the guesses, in shares of other texts."""

LEAST = 0.05
"""Manim units of 1, at least, where numbers leave no room."""

SAMPLES = 60
"""Places at which an area is drawn as it is laid down."""

MOVES: dict[Rule, str] = {"overlap": "it is laid on the block", "contrast": "it lies on the block"}
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


class Areas(Figure):
    """A block, and rails on which the bars of pulls sweep areas.

    Values
    ------
    way, pull, swept
        How far each score has gone, how hard it is pulled, and what was swept, shape (K,).
    loss, stack
        The height of the block, and with what has been laid on it.
    laid
        How far each area has been laid on the block, shape (K,).
    raised
        How much is there of each bar and its rail, shape (K,).
    meant
        How much is seen of what width and height of the block are.
    wide
        From 0, where the true class alone is large, to 1, where all have room.
    read
        How much is seen of the pull's number.
    promise, told, brought
        How far the outline of pull times way has been drawn; how much is seen of its number; how
        far its copy has been brought to the block.
    copied, asked, marked, missed
        How much is seen of the copy, of the guesses, of the forecast's line, and of what is missing
        from the forecast.
    old, piled, named
        How much is seen of the first top of the block, of the height of the stack, and of names on
        what was laid there.
    every
        Whether all take steps, or the true class alone was pushed.
    """

    way, pull, swept = numbers(), numbers(), numbers()
    loss, stack, laid, every = number(), number(), numbers(), number(0.0)
    raised = looks()
    meant, wide, read = look(1.0), look(0.0), look(0.0)
    promise, told, brought = look(0.0), look(0.0), look(0.0)
    copied, asked, marked, missed = look(0.0), look(0.0), look(0.0), look(0.0)
    old, piled, named = look(0.0), look(0.0), look(0.0)

    def __init__(self, name: str, table: PuttingItTogetherNumbers, nudge: float) -> None:
        n, none = table, np.zeros(len(table.names))
        tracks = {quantity: track[0] for quantity, track in n.push}
        super().__init__(name, **tracks, laid=none, raised=none)
        self._table, self._nudge, self._named = n, nudge, n.order[:NAMED]
        self._write, self._write_loss = writer(n.pull_form), writer(n.loss_form)

    def sketch(self, draw: Canvas) -> None:
        """The block and its numbers, the rails, what was promised, and what was swept."""
        near, far = self._near(), self._far()
        places: Any = zip(near, far, strict=True)
        plan = Plan(*((1 - self.wide) * a + self.wide * b for a, b in places))
        self._narrowest = min(near.column, far.column)
        self._block(draw, plan)
        for k in self._table.order:
            self._rail(draw, plan, k)
        self._promise(draw, plan)
        for k in self._table.order:
            self._area(draw, plan, k)
        self._copy(draw, plan)

    # --- Where things are ---------------------------------------------------------------------

    @property
    def _names_wide(self) -> float:
        """Width of the column of names."""
        widest = max(words_width(self._table.names[k], TYPE.label) for k in self._named)
        return min(widest + PICTURE + ARROW + 0.4, 0.3 * self.zone.width)

    def _rows(self, unit: float) -> list[float]:
        """Heights that rails need, in their order."""
        high = unit * self._table.push.pull[0]
        return [
            max(float(high[k]), ROW) + 0.2 if k in self._named else float(high[k]) + THIN
            for k in self._table.order
        ]

    @property
    def _number_wide(self) -> float:
        """Width of the block's number at its widest."""
        n = self._table
        values = (n.start, n.pushed, n.end)
        return max(words_width(self._write_loss(v), BIG * TYPE.number) for v in values) + 0.1

    @property
    def _pull_wide(self) -> float:
        """Width of what stands beside the bar of the true class."""
        size, pulls = LARGER * TYPE.number, self._table.push.pull[[0, -1], self._table.target]
        texts = ("pull", *(self._write(float(pull)) for pull in pulls))
        return max(words_width(text, size) for text in texts) + 0.3

    def _near(self) -> Plan:
        """The true class alone, as large as there is room for."""
        n, z = self._table, self.zone
        highest = (z.height - FOOT - 0.5) / max(float(n.push.pull[0, n.target]), 1e-9)
        return self._plan(highest, self._nudge, BAR + self._pull_wide, None)

    def _far(self) -> Plan:
        """All classes, each with its row."""
        n = self._table
        unit = self._plan(np.inf, n.farthest, BAR, None).unit
        while sum(self._rows(unit)) > self.zone.height and unit > 1e-3:
            unit *= 0.98
        return self._plan(unit, n.farthest, BAR, self._rows)

    def _plan(
        self,
        highest: float,
        way: float,
        beyond: float,
        rows: Callable[[float], list[float]] | None,
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
        start = left + column + SIDE + self._names_wide
        foot = z.bottom + FOOT + max(0.0, z.height - FOOT - HEAD - unit * n.start) / 2
        levels = np.full(len(n.names), foot)
        if rows is not None:
            heights = rows(unit)
            top = z.top - max(0.0, z.height - sum(heights)) / 2
            levels[list(n.order)] = top - np.cumsum(heights)
        rails = np.column_stack((np.full(len(levels), start), levels))
        return Plan(unit, np.array([left, foot]), column, rails)

    # --- The block ----------------------------------------------------------------------------

    def _block(self, draw: Canvas, p: Plan) -> None:
        t, (x, y) = theme(), p.block
        ink, right, top = text_on(t.loss), x + p.unit, y + p.unit * self._table.start
        draw.rectangle(
            "block", left=x, right=right, bottom=y, top=y + p.unit * self.loss, color=t.loss,
            measures=("y", self.loss) if p.unit * self.loss > 0.3 else None,
            allow={"contrast": "areas lie on it"},
        )  # fmt: skip
        size = LARGER * TYPE.label
        for key, text, up in (("high", "height = loss", 0.55), ("broad", "width = 1", 0.12)):
            draw.words(
                key, text=text, at=(x + p.unit / 2, y + up * p.unit * self._table.start),
                color=ink, opacity=self.meant, allow=ON, size=size,
                room=visibility(p.unit, words_width(text, size) + 0.3)
                * float(p.unit * self._table.start > 1.8),
            )  # fmt: skip
        draw.line(
            "old top", points=[(x, top), (right + 0.25, top)], color=t.muted, width=6,
            dashed=True, opacity=self.old, allow=ON,
        )  # fmt: skip
        self._reading(draw, "at first", self._table.start, (x, top + 0.2), self.old, 1.0)
        # Below the block: the loss, or how high all that lies on it reaches.
        at = (x, y - 0.22 - CAP * BIG * TYPE.number)
        self._reading(draw, "loss", self.loss, at, max(0.0, 1 - 2 * self.piled), BIG)
        self._reading(draw, "total", self.stack, at, max(0.0, 2 * self.piled - 1), BIG)
        # While one score is pushed, what the block loses is coloured as what is swept.
        low, lost = y + p.unit * self.loss, p.unit * float(self.swept[self._table.target])
        draw.rectangle(
            "lost", left=x, right=right, bottom=low, top=low + lost,
            color=t.of_class(self._table.target), opacity=float(not self.every and lost > 1e-3),
            measures=("y", lost / p.unit) if lost > 0.3 and not self.every else None,
            allow={**ON, "pop": "it grows from nothing"},
        )  # fmt: skip

    def _reading(
        self, draw: Canvas, text: str, value: float, at: Point, opacity: float, scale: float
    ) -> None:
        """A number of the block, after its name where there is room for it."""
        size, color = scale * TYPE.number, theme().text if scale > 1 else theme().muted
        wide = words_width(text, size) + 0.22
        fits = self._fits(wide + self._number_wide)
        draw.words(text, "name", text=text, at=at, align=-1, size=size, color=color, room=fits,
                   opacity=opacity)  # fmt: skip
        draw.number(text, "number", value=value, write=self._write_loss, align=-1, size=size,
                    at=(at[0] + wide * fits, at[1]), color=color, opacity=opacity)  # fmt: skip

    def _fits(self, wide: float) -> float:
        """Whether words of that width fit beside the names, at both scales."""
        return float(wide <= self._narrowest + SIDE - 0.1)

    # --- The rails ----------------------------------------------------------------------------

    def _rail(self, draw: Canvas, p: Plan, k: int) -> None:
        t, n = theme(), self._table
        x, y = (float(v) for v in p.rails[k])
        seen, color, unit = float(self.raised[k]), theme().of_class(k), p.unit
        far = (1 - self.wide) * self._nudge + self.wide * float(n.rest.way[-1, k])
        end = min(x + unit * far + BAR, self.zone.right)
        draw.line(
            "rail", k, points=[(x, y), (end, y)], color=t.muted, width=4, opacity=seen,
            allow={"overlap": "bars stand on it", "contrast": "bars stand on it"},
        )  # fmt: skip
        if k in self._named:
            self._name(draw, k, (x, y))
        at, high = x + unit * float(self.way[k]), unit * float(self.pull[k]) * seen
        draw.rectangle(
            "bar", k, left=at, right=at + BAR, bottom=y, top=y + high, color=color,
            opacity=float(seen > 0), outline=t.text if high > 0.3 else None,
            measures=("y", float(self.pull[k])) if high > 0.3 and seen >= 1 else None,
            allow={"overlap": "it sweeps an area", "contrast": "it sweeps an area",
                   "pop": "it rises from its rail"},
        )  # fmt: skip

    def _name(self, draw: Canvas, k: int, at: Point) -> None:
        """Left of a rail: pictogram, name, and where the score is pulled."""
        name, color, opacity = self._table.names[k], theme().of_class(k), float(self.raised[k])
        right, y = at[0] - 0.2, at[1] + 0.3
        sign = 0.2 if k == self._table.target else -0.2
        middle = right - ARROW / 2 + 0.1
        draw.arrow(
            "to", k, start=(middle, y - sign), end=(middle, y + sign),
            color=color, thickness=0.1, opacity=opacity,
        )  # fmt: skip
        room, wide = self._names_wide - 0.25, words_width(name, TYPE.label)
        end = right - ARROW
        is_cast = name in CAST
        draw.words(
            "name", k, text=name, at=(end, y - CAP * TYPE.label / 2), align=1, color=color,
            opacity=opacity, room=float(wide + ARROW <= room),
        )  # fmt: skip
        draw.pictogram(
            "picture", k, name=name, at=(end - wide - 0.1 - PICTURE / 2, y), height=PICTURE,
            color=color, opacity=opacity,
            room=float(is_cast and wide + ARROW + PICTURE + 0.1 <= room),
        )  # fmt: skip

    def _promise(self, draw: Canvas, p: Plan) -> None:
        """The outline of pull times way on the true rail, with both numbers."""
        n, unit, k = self._table, p.unit, self._table.target
        color, (x, y) = theme().of_class(k), (float(v) for v in p.rails[k])
        high, end = unit * float(n.push.pull[0, k]), x + unit * self._nudge * self.promise
        seen = float(self.promise > 0) * (1 - self.wide)
        draw.line(
            "outline", points=Zone(x, end, y, y + high).outline, color=color, width=5, dashed=True,
            opacity=seen,
            allow={"overlap": "an area fills it", "contrast": "an area fills it",
                   "pop": "it is drawn out of the bar"},
        )  # fmt: skip
        text, size = f"step {exact(self._nudge)}", LARGER * TYPE.label
        wide = words_width(text, size)
        draw.words(
            "way", text=text, at=(x + unit * self._nudge / 2, y - 0.25 - CAP * size), size=size,
            opacity=self.told * (1 - self.wide),
            room=float(wide <= unit * self._nudge + BAR + self._pull_wide),
        )  # fmt: skip
        front = max(end, x + unit * float(self.way[k])) + BAR + 0.2
        size = LARGER * TYPE.number
        # Clear of the rail.
        middle = y + max(unit * float(self.pull[k]) / 2, 0.24 + CAP * size)
        draw.words("pull", text="pull", at=(front, middle + 0.12), align=-1, color=color, size=size,
                   opacity=self.read)  # fmt: skip
        draw.number(
            "pull number", value=float(self.pull[k]), write=self._write, align=-1, color=color,
            at=(front, middle - 0.12 - CAP * size), size=size, opacity=self.read,
        )  # fmt: skip
        ways, pulls = self._curve(k)
        top = np.column_stack((x + unit * ways, y + unit * pulls))
        draw.band(
            "missing corner", upper=np.full_like(top, y + high) * (0, 1) + top * (1, 0), lower=top,
            color=theme().muted, opacity=self.missed,
            allow={"overlap": "it is a corner of the outline",
                   "contrast": "it is a corner of the outline"},
        )  # fmt: skip

    # --- What is swept, and laid on the block ---------------------------------------------------

    def _area(self, draw: Canvas, p: Plan, k: int) -> None:
        x, y = (float(v) for v in p.rails[k])
        ways, pulls = self._curve(k)
        laid, size = float(self.laid[k]), float(self.swept[k])
        color = theme().of_class(k)
        edge = np.column_stack((x + p.unit * ways, y + p.unit * pulls))
        draw.line(
            "trace", k, points=[(x, y), *edge, (edge[-1, 0], y), (x, y)], color=color, width=4,
            opacity=min(1.0, 5 * laid) * float(self.raised[k]),
            allow={"overlap": "it is where an area was", "contrast": "an area leaves it",
                   "pop": "it is where an area was"},
        )  # fmt: skip
        before = self._table.order[: self._table.order.index(k)]
        bottom = p.block[1] + p.unit * (self.loss + float(self.swept[list(before)].sum()))
        # It comes down on the stack from above.
        soon, late = smoothstep(laid / 0.55), smoothstep((laid - 0.35) / 0.65)
        over, lift = (late, soon) if bottom > y else (soon, late)
        shape = smoothstep((laid - 0.1) / 0.9)
        # All the way as large as what was swept, however thin the area is.
        long = float(ways[-1]) ** (1 - shape) if ways[-1] > 0 else 1.0
        at = np.linspace(0.0, 1.0, SAMPLES + 1)
        heights = np.interp(at * ways[-1], ways, pulls)
        mean = float(np.trapezoid(heights, at))
        profile = heights / mean if mean > 0 else np.ones_like(at)
        heights = size / long * ((1 - shape) * profile + shape)
        left = (1 - over) * x + over * p.block[0]
        low = (1 - lift) * y + lift * bottom
        if laid == 0:
            upper, xs = edge[:, 1], edge[:, 0]
        else:
            upper, xs = low + p.unit * heights, left + p.unit * long * at
        draw.band(
            "area", k, upper=np.column_stack((xs, upper)),
            lower=np.column_stack((xs, np.full(len(xs), low if laid else y))), color=color,
            opacity=float(p.unit * size > 1e-3) * float(self.raised[k]),
            allow={**MOVES, "zone": "it flies over to the block", "pop": "a bar sweeps it"},
        )  # fmt: skip
        name, high = self._table.names[k], p.unit * size
        draw.words(
            "slab name", k, text=name, color=text_on(color), opacity=self.named,
            at=(p.block[0] + p.unit / 2, bottom + high / 2 - CAP * TYPE.label / 2),
            room=float(laid >= 1 and high > 0.5
                       and words_width(name, TYPE.label) + 0.2 < p.unit), allow=ON,
        )  # fmt: skip

    def _curve(self, k: int) -> tuple[FloatArray, FloatArray]:
        """Ways and pulls of class k so far."""
        n, way, pull = self._table, float(self.way[k]), float(self.pull[k])
        if self.every:
            ways = np.concatenate((n.first.way[:, k], n.rest.way[1:, k]))
            pulls = np.concatenate((n.first.pull[:, k], n.rest.pull[1:, k]))
        else:
            ways, pulls = n.push.way[:, k], n.push.pull[:, k]
        done = ways < way
        done[0] = True
        return np.append(ways[done], way), np.append(pulls[done], pull)

    # --- The guess ------------------------------------------------------------------------------

    def _copy(self, draw: Canvas, p: Plan) -> None:
        """The promised rectangle goes into the block, and three levels are guesses at the fall."""
        n, unit, k, (x, y) = self._table, p.unit, self._table.target, p.block
        color, ink = theme().of_class(k), text_on(theme().loss)
        from_x, from_y = (float(v) for v in p.rails[k])
        to_y = y + unit * (n.start - n.forecast)
        share = smoothstep(self.brought)
        long = (1 - share) * self._nudge + share
        high = n.forecast / long
        left, low = (1 - share) * from_x + share * x, (1 - share) * from_y + share * to_y
        draw.rectangle(
            "copy", left=left, right=left + unit * long, bottom=low, top=low + unit * high,
            color=color, opacity=self.copied,
            allow={**MOVES, "pop": "it comes out of the outline"},
        )  # fmt: skip
        draw.rectangle(
            "missing strip", left=x, right=x + unit, bottom=to_y,
            top=max(to_y, y + unit * self._table.pushed), color=theme().muted, opacity=self.missed,
            allow=ON,
        )  # fmt: skip
        draw.line(
            "forecast", points=[(x + 0.1, to_y), (x + unit - 0.1, to_y)], color=ink, width=8,
            dashed=True, opacity=self.marked, allow=ON,
        )  # fmt: skip
        draw.words(
            "forecast word", text="forecast", at=(x + unit / 2, to_y - 0.2 - CAP * TYPE.label),
            color=ink, opacity=self.marked, allow=ON,
            room=float(to_y - y > 0.6 and unit > words_width("forecast", TYPE.label) + 0.3),
        )  # fmt: skip
        pitch = unit * float(np.diff(n.ghosts, prepend=0.0).min())
        size = LARGER * TYPE.label
        fits = float(pitch > 0.5 and 0.58 * unit > words_width("as much?", size))
        texts = ("less?", "as much?", "more?")
        for j, (fall, text) in enumerate(zip(n.ghosts, texts, strict=True)):
            level = y + unit * (n.start - float(fall))
            # The middle one is at the edge of the copy: below it.
            down = 0.12 + CAP * size if j == 1 else CAP * size / 2
            draw.line(
                "ghost", j, points=[(x + 0.15, level), (x + 0.36 * unit, level)], color=ink,
                width=8, dashed=True, opacity=self.asked, allow=ON,
            )  # fmt: skip
            draw.words(
                "ghost name", j, text=text, color=ink, align=-1, opacity=self.asked, room=fits,
                size=size, at=(x + 0.4 * unit, level - down),
                allow=ON,
            )  # fmt: skip
