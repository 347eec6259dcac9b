"""The hero of ``PuttingItTogether``: the loss as a block, and the areas that pulls sweep.

One scale for all: what is 1 of pull high and 1 of way long is as large as a block 1 wide that is a
loss of 1 high. So an area that was swept can be laid on the block.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scenes.putting_it_together.numbers import PuttingItTogetherNumbers
from stage.digits import MINUS, equals, exact, writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import PICTURE, draw_name_beside
from stage.mobjects.colors import mixed
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

FOOT, HEAD, SIDE = 0.95, 0.6, 0.4
"""Room below the block and above it, for its numbers, and at its right; in manim units."""

BAR, GAP = 0.1, 0.3
"""Width of the bar that is a pull, and air below a row; in manim units."""

ROWS = (0.9, 0.9, 0.4)
"""The least height of each row, in manim units."""

BIG, LARGER = 1.5, 1.35
"""Sizes of the loss, and of what is said beside bars, in shares of other texts."""

LEAST = 0.05
"""Manim units of 1, at least, where numbers leave no room."""

SLICES, TOP = 12, 8
"""Into how many slices an area is cut, and by how many points the top of each is drawn."""

FLIGHT = 4
"""How many slices are in the air at once."""

SEAM, LIFT = 0.03, 0.3
"""Width of the gap between two slices, and how far a slice lifts off, in manim units."""

MOVES: dict[Rule, str] = {
    "overlap": "it is laid on the block",
    "contrast": "it lies on the block",
    "zone": "it flies over to the block",
    "pop": "a bar sweeps it",
}
ON: dict[Rule, str] = {"overlap": "it stands on the block", "contrast": "it stands on the block"}


class Plan(NamedTuple):
    """Where things are.

    Attributes
    ----------
    unit
        Manim units of 1.
    block
        The lower left corner of the block.
    rails
        Where the scores start, by row, (rows, 2): the true one goes to the right, the next one to
        the left. The last row is the lower left corner of what all others sweep.
    """

    unit: float
    block: FloatArray
    rails: FloatArray


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
    raised
        How far the bars of all other classes have risen.
    read, old
        How much is seen of the pull's number, and of the loss at first.
    sliver, noted
        How far the first sliver has been laid on the block, and how much is seen of it there.
    promise
        How far the outline of pull times push has been drawn.
    copied, brought
        How much is seen of a copy of this outline, and how far it has been brought to the block.
    asked, marked
        How much is seen of the question, and of all that belongs to the forecast.
    missed
        How far what is missing from the forecast has been brought to the block.
    reached
        How far the old top of the block is lit.
    """

    way, pull, swept, laid = numbers(), numbers(), numbers(), numbers()
    loss = number()
    raised, read, old, sliver, noted = look(0.0), look(1.0), look(0.0), look(0.0), look(1.0)
    promise, copied, brought, missed = look(0.0), look(0.0), look(0.0), look(0.0)
    asked, marked, reached = look(0.0), look(1.0), look(0.0)

    def __init__(self, name: str, table: PuttingItTogetherNumbers, nudge: float) -> None:
        first = {quantity: track[0] for quantity, track in table.tiny}
        super().__init__(name, **first, laid=np.zeros(len(table.names)))
        self._table, self._nudge = table, nudge
        self._write, self._write_loss = writer(table.pull_form), writer(table.loss_form)
        self._write_area = writer(table.area_form)

    def sketch(self, draw: Canvas) -> None:
        """Draw the block, the rails, what was swept, and what was promised."""
        plan = self._plan()
        self._block(draw, plan)
        for row, classes in enumerate(self._table.rows[:2]):
            self._rail(draw, plan, row, classes[0])
        self._others(draw, plan)
        for row, classes in reversed(list(enumerate(self._table.rows[:2]))):
            self._area(draw, plan, row, classes[0])
        self._bar_numbers(draw, plan)
        self._forecast(draw, plan)
        x, top = float(plan.block[0]), float(plan.block[1]) + plan.unit * self._table.start
        draw.line("old top", points=[(x, top), (x + plan.unit * self.reached, top)], width=9,
                  color=theme().text, opacity=float(self.reached > 0),
                  allow={**ON, "pop": "it is drawn"})  # fmt: skip

    # --- Where things are ---------------------------------------------------------------------

    @property
    def _other_names(self) -> str:
        """What the classes that share the last row are called."""
        names = self._table.names
        row = self._table.rows[-1]
        return " + ".join(names[k] for k in row) if len(row) <= 2 else "others"

    @property
    def _names_wide(self) -> float:
        """Width of the column of names."""
        n = self._table
        widest = max(words_width(n.names[row[0]], TYPE.label) for row in n.rows[:2]) + PICTURE + 0.1
        texts = ["score up →", "← score down", *([self._other_names] if len(n.rows) > 2 else [])]
        widest = max(widest, *(words_width(text, TYPE.label) for text in texts))
        return min(widest + 0.3, 0.3 * self.zone.width)

    def _wide_with(self, size: float) -> tuple[float, float]:
        """Return the width of the block's number, and of what stands beside the true bar.

        Parameters
        ----------
        size
            The size of both, as a multiple of what they have where there is room.
        """
        n, k = self._table, self._table.target
        losses = [self._write_loss(v) for v in (n.start, n.pushed, n.end)]
        pulls = [self._write(float(v)) for v in (n.tiny.pull[0, k], n.push.pull[-1, k])]
        loss = max(words_width(text, size * BIG * TYPE.number) for text in losses)
        pull = max(words_width(text, size * LARGER * TYPE.number) for text in ("pull", *pulls))
        return loss + 0.1, pull + BAR + 0.3

    def _rows(self, unit: float) -> FloatArray:
        """Return the heights of the rows, from the first to the last."""
        n = self._table
        heights = [float(n.tiny.pull[0, row[0]]) for row in n.rows[:2]]
        heights += [float(n.rest.swept[-1, list(row)].sum()) for row in n.rows[2:]]
        return np.maximum(unit * np.array(heights), ROWS[: len(heights)]) + GAP

    def _plan(self) -> Plan:
        """Return where things are, at the largest scale at which all of them have room."""
        n, z = self._table, self.zone
        ways = [float(n.rest.way[-1, row[0]]) for row in n.rows[:2]]
        room = z.width - SIDE - self._names_wide
        self._size = min(1.0, 0.83 * room / sum(self._wide_with(1.0)))
        number_wide, pull_wide = self._wide_with(self._size)
        unit = min(
            (z.height - FOOT - HEAD) / max(n.start, 1e-9),
            (room - BAR) / (1 + max(ways)),
            (room - pull_wide) / (1 + self._nudge),
            0.45 * z.width,
        )
        if unit < number_wide:  # the number needs more room than the block
            beside = room - number_wide - pull_wide
            unit = max(min(unit, beside / max(*ways, self._nudge)), LEAST)
        while self._rows(unit).sum() > z.height - HEAD and unit > LEAST:
            unit *= 0.98
        column = max(unit, number_wide)
        # In the middle, both while there is one short rail and when all rails are there.
        short = unit * self._nudge + pull_wide
        longer = max(0.0, unit * max(ways) + BAR - short)
        wide = column + short + min(1.0, 2 * self.raised) * longer
        left = z.left + max(0.0, room - wide) / 2
        rows = self._rows(unit)
        block = unit * n.start + FOOT
        # The block alone is in the middle; later it goes up, to make room for the lower rails.
        high = HEAD + (1 - self.raised) * block + self.raised * max(block, rows.sum())
        top = z.top - HEAD - max(0.0, z.height - high) / 2
        start = left + column + SIDE + self._names_wide
        starts = [start, start + unit * ways[1], start]
        feet = np.column_stack((starts[: len(rows)], top - np.cumsum(rows) + GAP))
        self._number_wide = number_wide
        return Plan(unit, np.array([left, top - unit * n.start]), feet)

    # --- The block ----------------------------------------------------------------------------

    def _block(self, draw: Canvas, p: Plan) -> None:
        """Draw the block in the outline of what it was at first, with its numbers."""
        n, t, (x, y) = self._table, theme(), p.block
        right, low, top = x + p.unit, y + p.unit * self.loss, y + p.unit * n.start
        draw.rectangle(
            "block", left=x, right=right, bottom=y, top=low, color=t.loss,
            measures=("y", self.loss) if p.unit * self.loss > 0.3 else None,
            allow={"contrast": "areas lie on it"},
        )  # fmt: skip
        draw.line("whole", points=Zone(x, right, y, top).outline, color=t.muted, allow=ON)
        big = self._size * BIG * TYPE.number
        below = y - 0.22 - CAP * big
        readings = (
            ("at first", n.start, top + 0.2, TYPE.number, mixed(t.muted, t.text, self.reached)),
            ("loss", self.loss, below, big, t.text),
        )
        for text, value, level, size, color in readings:
            wide, seen = words_width(text, size) + 0.22, self.old if text == "at first" else 1.0
            fits = float(wide + self._number_wide <= p.unit + SIDE)
            draw.words(text, "name", text=text, at=(x, level), align=-1, size=size, color=color,
                       room=fits, opacity=seen)  # fmt: skip
            draw.number(text, "number", value=value, write=self._write_loss, align=-1, size=size,
                        at=(x + wide * fits, level), color=color, opacity=seen)  # fmt: skip
        size = LARGER * TYPE.label
        draw.words(
            "lost word", text="lost", at=((x + right) / 2, (low + top - CAP * size) / 2),
            size=size, color=t.muted, allow=ON, room=float(words_width("lost", size) < p.unit),
            opacity=smoothstep((top - low - 0.6) / 0.4) * self._before_laid
            * max(self.marked, self.raised),
        )  # fmt: skip

    @property
    def _before_laid(self) -> float:
        """How much is seen of what areas would fly over."""
        return 1 - float(smoothstep(10 * self.laid.max()))

    # --- The rails ----------------------------------------------------------------------------

    def _risen(self, row: int) -> float:
        """Return how far the bars of a row have risen: those below wait until there is room."""
        return max(0.0, 2 * self.raised - 1) if row else 1.0

    def _rail(self, draw: Canvas, p: Plan, row: int, k: int) -> None:
        """Draw the rail of class k, the bar that is its pull, and its name."""
        t, n, unit = theme(), self._table, p.unit
        (x, y), risen, sense = (float(v) for v in p.rails[row]), self._risen(row), 1 - 2 * row
        far = float(n.rest.way[-1, k])
        if not row:
            far = self._nudge + self._risen(1) * (far - self._nudge)
        draw.line(
            "rail", k, points=[(x, y), (x + sense * unit * far, y)], color=t.muted, width=4,
            opacity=risen,
            allow={"overlap": "bars stand on it", "contrast": "bars stand on it"},
        )  # fmt: skip
        at, high = x + sense * unit * float(self.way[k]), unit * float(self.pull[k]) * risen
        draw.rectangle(
            "bar", k, left=at - BAR / 2, right=at + BAR / 2, bottom=y, top=y + high,
            color=t.text, opacity=float(risen > 0) * self._before_laid,
            measures=("y", float(self.pull[k])) if high > 0.3 and risen >= 1 else None,
            allow={"overlap": "it sweeps an area", "contrast": "it sweeps an area",
                   "pop": "it rises from its rail"},
        )  # fmt: skip
        left, room = float(p.rails[0, 0]) - 0.2, self._names_wide - 0.2
        direction = "← score down" if row else "score up →"
        two_lines = float(words_width(direction, TYPE.label) <= room)
        seen = risen * (self._before_laid + late(float(self.laid.min())))
        draw_name_beside(
            draw, k, n.names[k], right=left, y=y + 0.3 + 0.55 * two_lines, available=room,
            opacity=seen,
        )  # fmt: skip
        draw.words("direction", k, text=direction, at=(left, y + 0.15), align=1, color=t.muted,
                   opacity=seen, room=two_lines)  # fmt: skip

    def _others(self, draw: Canvas, p: Plan) -> None:
        """Draw what all other classes sweep, together, as a slab as wide as the block."""
        n, t = self._table, theme()
        if len(n.rows) < 3:
            return
        row = list(n.rows[2])
        (x, y), size = (float(v) for v in p.rails[2]), p.unit * float(self.swept[row].sum())
        share = smoothstep(float(self.laid[row[0]]))
        left = (1 - share) * x + share * p.block[0]
        low = (1 - share) * y + share * (p.block[1] + p.unit * self.loss)
        draw.rectangle(
            "slab", left=left, right=left + p.unit, bottom=low, top=low + size, color=t.muted,
            opacity=float(size > 1e-3) * self._risen(2), allow=MOVES,
        )  # fmt: skip
        text, number = self._other_names, self._write_loss(float(n.rest.swept[-1, row].sum()))
        fits = float(words_width(text, TYPE.label) <= self._names_wide - 0.2)
        draw.words("others", text=text, at=(x - 0.2, y), align=1, opacity=self._risen(2),
                   color=t.muted, room=fits, allow={"zone": "it comes up"})  # fmt: skip
        draw.words("others number", text=number, at=(x + 0.1, y), align=-1,
                   size=TYPE.number, opacity=late(share), color=t.muted)  # fmt: skip

    def _bar_numbers(self, draw: Canvas, p: Plan) -> None:
        """Draw the pull beside the true bar; after the first sliver, what pull times push is."""
        n, t, unit, k = self._table, theme(), p.unit, self._table.target
        color, (x, y) = t.of_class(k), (float(v) for v in p.rails[0])
        size = self._size * LARGER * TYPE.number
        front = x + unit * max(float(self.way[k]), self._nudge * self.promise) + BAR + 0.2
        # Clear of the rail.
        middle = y + max(unit * float(self.pull[k]) / 2, 0.24 + CAP * size)
        draw.words("pull", text="pull", at=(front, middle + 0.12), align=-1, color=color, size=size,
                   opacity=self.read)  # fmt: skip
        draw.number(
            "pull number", value=float(self.pull[k]), write=self._write, align=-1, color=color,
            at=(front, middle - 0.12 - CAP * size), size=size, opacity=self.read,
        )  # fmt: skip
        pull, lost = float(n.tiny.pull[0, k]), float(n.tiny.swept[-1, k])
        product = equals(writer(n.little_form)(lost), about=True)
        text = f"{self._write(pull)} × {exact(n.little)} {product}"
        draw.words(
            "product", text=text, at=(front, middle - CAP * size / 2), align=-1, color=color,
            size=size, opacity=late(self.sliver) * self.noted,
            room=float(front + words_width(text, size) <= self.zone.right),
        )  # fmt: skip

    # --- What is swept, and laid on the block -------------------------------------------------

    def _area(self, draw: Canvas, p: Plan, row: int, k: int) -> None:
        """Draw what class k has swept, in slices: on its rail, and on their way to the block."""
        n, color = self._table, theme().of_class(k)
        ways, pulls = self._curve(k)
        laid, size, risen = float(self.laid[k]), float(self.swept[k]), self._risen(row)
        x, y = (float(v) for v in p.rails[row])
        edge = np.column_stack((x + (1 - 2 * row) * p.unit * ways, y + p.unit * pulls))
        draw.line(
            "trace", k, points=[(x, y), *edge, (edge[-1, 0], y), (x, y)], color=color, width=4,
            opacity=min(1.0, 5 * laid) * risen,
            allow={"overlap": "it is where an area was", "contrast": "an area leaves it",
                   "pop": "it is where an area was"},
        )  # fmt: skip
        below = [other for classes in n.rows[row + 1 :] for other in classes]
        bottom = self.loss + float(self.swept[below].sum())
        # The thin end goes first; when the last slice has arrived, the gaps close.
        queue = np.arange(SLICES)[::-1]
        shares = np.clip((laid * (SLICES - 1 + FLIGHT) - queue) / FLIGHT, 0.0, 1.0)
        arrived = late(float(shares[0]))
        seam = SEAM * min(1.0, 10 * laid) * (1 - arrived)
        points = laid_down(ways, pulls, size, shares, p, row, bottom, seam)
        draw.polygons("area", k, points=points, color=color, allow=MOVES,
                      opacity=float(p.unit * size > 1e-3) * risen)  # fmt: skip
        if not row:
            gone = float(n.tiny.swept[-1, k])
            share, swept = np.array([self.sliver]), (n.tiny.way[:, k], n.tiny.pull[:, k])
            points = laid_down(*swept, gone, share, p, row, n.start - gone)
            draw.polygons("sliver", points=points, color=color, allow=MOVES,
                          opacity=min(1.0, 10 * self.sliver) * self.noted)  # fmt: skip
        text, high = f"{n.names[k]} {self._write_loss(size)}", p.unit * size
        type_size = LARGER * TYPE.label
        room = high > 0.5 and words_width(text, type_size) + 0.2 < p.unit
        low = p.block[1] + p.unit * bottom + (high - CAP * type_size) / 2
        draw.words(
            "slab name", k, text=text, at=(p.block[0] + p.unit / 2, low), size=type_size,
            color=text_on(color), opacity=arrived, room=float(room), allow=ON,
        )  # fmt: skip

    def _curve(self, k: int) -> tuple[FloatArray, FloatArray]:
        """Return the ways and pulls of class k so far."""
        n, way, pull = self._table, float(self.way[k]), float(self.pull[k])
        one, other = (n.first, n.rest) if self.raised else (n.tiny, n.push)
        ways = np.concatenate((one.way[:, k], other.way[1:, k]))
        pulls = np.concatenate((one.pull[:, k], other.pull[1:, k]))
        done = ways < way
        done[0] = True
        return np.append(ways[done], way), np.append(pulls[done], pull)

    # --- The forecast -------------------------------------------------------------------------

    def _forecast(self, draw: Canvas, p: Plan) -> None:
        """Draw the outline of pull times push, its copy on the block, and what it lacks."""
        n, unit, k, (x, y) = self._table, p.unit, self._table.target, p.block
        color, ink = theme().of_class(k), text_on(theme().loss)
        rail_x, rail_y = (float(v) for v in p.rails[0])
        high, end = unit * float(n.tiny.pull[0, k]), rail_x + unit * self._nudge * self.promise
        draw.line(
            "outline", points=Zone(rail_x, end, rail_y, rail_y + high).outline, color=color,
            width=5, dashed=True, opacity=float(self.promise > 0) * self.marked,
            allow={"overlap": "an area fills it", "contrast": "an area fills it",
                   "pop": "it is drawn out of the bar"},
        )  # fmt: skip
        size = LARGER * TYPE.label
        draw.words(
            "push", text=f"push {exact(self._nudge)}", size=size, align=1,
            at=(rail_x + unit * self._nudge + BAR, rail_y - 0.25 - CAP * size),
            opacity=self.promise * self.marked,
        )  # fmt: skip
        to_y = y + unit * (n.start - n.forecast)
        share = smoothstep(self.brought)
        long = (1 - share) * self._nudge + share
        left, low = (1 - share) * rail_x + share * x, (1 - share) * rail_y + share * to_y
        draw.rectangle(
            "copy", left=left, right=left + unit * long, bottom=low,
            top=low + unit * n.forecast / long, color=color, opacity=0.6 * self.copied, allow=MOVES,
        )  # fmt: skip
        seen = late(self.brought) * self.marked
        draw.line(
            "forecast", points=[(x, to_y), (x + unit, to_y)], color=ink, width=8, dashed=True,
            opacity=seen, allow=ON,
        )  # fmt: skip
        lines = (
            (f"forecast {MINUS}{self._write_area(n.forecast)}", seen),
            ("less or more?", self.asked * self.marked),
        )
        for j, (text, opacity) in enumerate(lines):
            level = to_y - (0.2 + CAP * size) * (j + 1)
            draw.words(
                "forecast word", j, text=text, at=(x + unit / 2, level), size=size, color=ink,
                opacity=opacity, allow=ON,
                room=float(level - y > 0.1 and unit > words_width(text, size) + 0.2),
            )  # fmt: skip
        self._missing(draw, p, to_y)

    def _missing(self, draw: Canvas, p: Plan, forecast: float) -> None:
        """Draw the corner that was not swept, and its copy that becomes a strip of the block."""
        n, unit = self._table, p.unit
        ways, pulls = self._curve(n.target)
        start = p.rails[0] + (0.0, unit * float(n.tiny.pull[0, n.target]))
        size, way = n.forecast - n.swept, max(float(ways[-1]), 1e-9)
        end = np.array([p.block[0], forecast + unit * size])
        for key, share in (("corner", 0.0), ("missing", smoothstep(self.missed))):
            along = ways * ((1 - share) + share / way)
            depths = (1 - share) * (n.tiny.pull[0, n.target] - pulls) + share * size
            left, top = (1 - share) * start + share * end
            upper = np.column_stack((left + unit * along, np.full(len(along), top)))
            draw.band(
                key, upper=upper, lower=upper - np.column_stack((0 * along, unit * depths)),
                color=theme().muted, opacity=min(1.0, 5 * self.missed) * self.marked,
                allow={**MOVES, "pop": "it was a corner of the outline"},
            )  # fmt: skip
        text, type_high = f"{self._write_area(size)} too much", CAP * TYPE.label
        room = unit * size > type_high + 0.05 and unit > words_width(text, TYPE.label) + 0.2
        draw.words(
            "too much", text=text, at=(end[0] + unit / 2, end[1] - (unit * size + type_high) / 2),
            color=theme().background, opacity=late(self.missed) * self.marked, room=float(room),
            allow=ON,
        )  # fmt: skip


def laid_down(
    ways: FloatArray,
    heights: FloatArray,
    size: float,
    shares: FloatArray,
    p: Plan,
    row: int,
    bottom: float,
    seam: float = 0.0,
) -> FloatArray:
    """Return the outlines of N slices of an area on their way to the block, (N, TOP + 2, 2).

    Each slice lifts off its rail, makes a quarter turn and spreads to the width of the block,
    always as large as it was. Points are complex numbers: a quarter turn multiplies them by i.

    Parameters
    ----------
    ways, heights, size
        The upper edge of the area, from where the score starts, and how large the area is.
    shares
        How far each slice has been laid down, (N,).
    p, row
        Where things are, and the row of the rail.
    bottom
        How high above the foot of the block the last slice lies, which is the lowest one.
    seam
        Width of the gaps between slices, in manim units.
    """
    edges = np.linspace(0.0, float(ways[-1]), len(shares) + 1)
    tops = np.linspace(edges[:-1], edges[1:], TOP, axis=1)
    high = np.maximum(np.interp(tops, ways, heights), 1e-9)
    means = np.trapezoid(high, axis=1) / (TOP - 1)
    profile = high / means[:, None]
    sizes = size * means / means.sum()
    mean = np.maximum(sizes / max(edges[1], 1e-9), 1e-9)
    spread, turn = smoothstep((shares - 0.5) / 0.5), smoothstep(shares / 0.75) * np.pi / 2
    # What it is around its middle, before it is turned.
    high = p.unit * mean ** (1 - spread)
    wide = p.unit**2 * sizes / high
    gap = np.minimum(seam, 0.25 * wide)[:, None]
    sense = 1 - 2 * row
    x = np.linspace(-0.5, 0.5, TOP) * (wide[:, None] - gap) + gap / 2
    y = profile[:, ::sense] * (1 - spread)[:, None] + spread[:, None] - 0.5
    outline = np.column_stack((x[:, 0], x, x[:, -1])) + 0j
    outline += 1j * high[:, None] * np.pad(y, ((0, 0), (1, 1)), constant_values=-0.5)
    # Its middle goes up first, and then aside.
    levels = bottom + np.cumsum(sizes[::-1])[::-1] - sizes / 2
    start_x = p.rails[row, 0] + sense * p.unit * (edges[:-1] + edges[1:]) / 2
    start_y = p.rails[row, 1] + p.unit * mean / 2
    up, aside = smoothstep(shares / 0.8), smoothstep((shares - 0.2) / 0.8)
    middle_x = (1 - aside) * start_x + aside * (p.block[0] + p.unit / 2)
    middle_y = (1 - up) * start_y + up * (p.block[1] + p.unit * levels)
    middle_y += LIFT * np.sin(np.pi * shares)
    points = (middle_x + 1j * middle_y)[:, None] + np.exp(1j * turn)[:, None] * outline
    return np.stack((points.real, points.imag), axis=2)


def late(share: float) -> float:
    """Return how much is seen of a text that comes when something has nearly arrived."""
    return float(smoothstep((share - 0.85) / 0.15))
