"""The hero of ``GradientHeatmap``: a row of lights and its balance, then a wall of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from scenes.gradient_heatmap.numbers import GradientHeatmapNumbers
from stage.digits import MINUS, Form, write
from stage.drawing.canvas import PAD, Canvas, Point, visibility
from stage.drawing.figure import Figure, look, looks, numbers
from stage.drawing.shares import true_first
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Theme, Zone, rgb, text_on, theme

OFF = 0.11
"""Of a light that is off: how far it is from the background to the muted colour."""

BRIGHT = 0.7
"""To which power a value's size is its brightness: so little ones are told from none."""

STEPS = 500
"""Shades from off to full."""

HALO, HALO_LIGHT = 0.2, 0.2
"""How far a light's halo reaches, in shares of its height; and the opacity of each layer at 1."""

FEW = 4
"""Classes of which all have names and digits."""

HEADER = 0.62
"""Above the lights, for the names."""

PAIR = 2.3
"""From one row of the pair to the next, in manim units, at most."""

HIGH, LANE = 0.4, 0.88
"""Height of the lights of one row, in shares of the stage; and above them, for what hangs there."""

BALANCE, AXIS, BESIDE = 2.15, 0.7, 1.33
"""Height below the lights of one row, at least, in manim units: for a bar with its axis below it,
and for all but the bar: the axis, and what is told above it, beside the glow of the lights."""

UNIT = 0.4
"""Length of 1 below one row, in shares of the width."""

LIGHTS = 0.6
"""Where the lights of the wall end, in shares of the width."""

LEAST_ARROW = 0.1
"""The size of a value from which on its light has an arrow: a shorter one is not seen."""

FORMULAS = (
    '{{"prediction":q}} - {{"truth":p}} = "gradient"',
    '"gradient" = {{q:q}} - {{p:p}}',
)
"""The first of them that there is space for is shown."""

GLOWS: dict[Rule, str] = {
    "contrast": "a light that is off is dark", "overlap": "a light's halo shines around it",
}  # fmt: skip
MOVES: dict[Rule, str] = {
    "overlap": "rows come out from behind each other", "contrast": "pieces lie side by side",
    "zone": "it comes from below", "jump": "the more rows, the farther they unfold",
}  # fmt: skip
GROWS: dict[Rule, str] = {
    "overlap": "it stands on its light", "pop": "it grows from nothing",
}  # fmt: skip
HOPS: dict[Rule, str] = {
    "overlap": "it hops over the row, and sinks in", "contrast": "it sinks into its light",
    "zone": "it hops",
}  # fmt: skip


class Wall(Figure):
    """Rows of lights, each as bright as its value; beside each a bar of what its values sum to.

    Values
    ------
    g
        The values, (N, K): above 0 in the colour of the prediction, below in that of the truth.
    taken, flown
        How much of 1 has been taken from each true light, and how far a 1 has come from each
        photo, (N,): at 1 it hangs over the true light.
    laid
        How far each value of row 0 has come to where they lie end to end, (K,).
    digits, ends
        Opacity of the numbers of row 0, and of those at the ends of its bar.
    alone, pair
        Opacity of row 0 by itself, and of the two rows of the pair.
    wall
        How far the pair has become a part of the wall, and the other rows have come.
    guess, sure, left
        Opacity of the question marks at the pair, of its largest and its true shares, and of what
        is left in its true lights.
    arrows
        How far arrows have grown in the pair's lights: up where something is missing, else down,
        each as long as its light is bright.
    named
        Opacity of the formula.
    """

    g, laid, taken = numbers(), numbers(), numbers()
    flown, digits, ends = looks(), look(1.0), look(0.0)
    alone, pair, wall = look(1.0), look(0.0), look(0.0)
    guess, sure, left = look(0.0), look(0.0), look(0.0)
    arrows, named = look(0.0), look(0.0)

    def __init__(self, name: str, table: GradientHeatmapNumbers, **values: Any) -> None:
        super().__init__(name, **values)
        self._table, self._names, self._targets = table, table.names, table.targets
        q, target = table.q[0], table.targets[0]
        likely = max((k for k in range(len(q)) if k != target), key=lambda k: q[k])
        few = len(self._names) <= FEW
        self._named = tuple(range(len(q))) if few else tuple(sorted({target, likely}))

    # --- Where --------------------------------------------------------------------------------

    def _measure(self) -> None:
        z, rows = self.zone, len(self._targets)
        self._photo = min(1.7, 0.16 * z.width), min(0.9, 0.13 * z.width)
        one_top = z.top - HEADER - LANE
        foot = max(one_top - HIGH * z.height, z.bottom + BALANCE)
        self._one = Zone(z.left + self._photo[0] + 0.2, z.right, foot, one_top)
        self._pitch = (z.height - HEADER) / rows
        right = z.left + LIGHTS * z.width
        self._wall = Zone(z.left + self._photo[1] + 0.15, right, z.bottom, z.top - HEADER)
        high = min(PAIR * len(self._table.pair), z.height - HEADER)
        middle = (z.bottom + z.top - HEADER) / 2
        self._pair = Zone(self._one.left, right, middle - high / 2, middle + high / 2)
        half = (z.right - right - 0.25) / 2
        # 0 of the bars: in the middle, below one row; then of what is left beside the wall.
        self._zero = z.x, z.right - half
        self._unit = UNIT * z.width, half
        self._classes = len(self._names)

    def _is_alone(self, i: int) -> bool:
        return i == 0 and self.wall == 0

    def _row(self, i: int) -> Zone:
        """Return the rectangle of a row's lights."""
        if self._is_alone(i):
            return self._one
        wall, pitch = self._wall, self._pitch
        top = wall.top - pitch * i
        there = Zone(wall.left, wall.right, top - 0.86 * pitch, top)
        if i in self._table.pair:
            j, pitch = self._table.pair.index(i), self._pair.height / len(self._table.pair)
            top = self._pair.top - j * pitch
            here = Zone(self._pair.left, self._pair.right, top - 0.8 * pitch, top)
            return here.toward(there, self.wall)
        # It unfolds from above.
        up = (1 - self.wall) * 0.4 * pitch * i
        return Zone(there.left, there.right, there.bottom + up, there.top + up)

    def _cell(self, row: Zone, k: int) -> Zone:
        pitch = row.width / self._classes
        gap = min(0.06 * pitch, 0.08)
        left = row.left + k * pitch
        return Zone(left + gap, left + pitch - gap, row.bottom, row.top)

    def _scale(self, i: int, row: Zone) -> tuple[float, float, float, float]:
        """Return of a row's bar where 0 is, its unit, its middle and half of its thickness."""
        if self._is_alone(i):
            half = min(0.45, (self._one.bottom - self.zone.bottom - BESIDE) / 2)
            return self._zero[0], self._unit[0], self.zone.bottom + AXIS + half, half
        return self._zero[1], self._unit[1], row.y, min(0.36 * row.height, 0.45)

    def _light(self, i: int) -> float:
        """Return the opacity of a row."""
        if self._is_alone(i):
            return self.alone
        return self.pair if i in self._table.pair else max(0.0, 2 * self.wall - 1)

    # --- What ---------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw the rows, then the words and numbers about them."""
        self._measure()
        self._axis(draw)
        for i in range(self._table.count):
            self._draw_row(draw, i)
        self._names_above(draw)
        self._readings(draw)

    def _draw_row(self, draw: Canvas, i: int) -> None:
        row, light = self._row(i), self._light(i)
        self._photograph(draw, i, row, light)
        for k in range(self._classes):
            cell, value = self._cell(row, k), float(self.g[i, k])
            color = glow(value)
            for layer, share in enumerate((1.0, 0.6, 0.3)):
                reach = share * min(HALO * cell.height, 0.16)
                halo = Zone(
                    cell.left - reach, cell.right + reach, cell.bottom - reach, cell.top + reach
                )  # fmt: skip
                draw.polygon(
                    "halo", i, k, layer, points=_rounded(halo), color=color,
                    opacity=light * HALO_LIGHT * min(1.0, abs(value)), allow=GLOWS | MOVES,
                )  # fmt: skip
            draw.polygon(
                "light", i, k, points=_rounded(cell), color=color, opacity=light,
                allow=GLOWS | MOVES,
            )  # fmt: skip
        self._bar(draw, i, row, light)
        self._one_that_sinks(draw, i, row, light)

    def _photograph(self, draw: Canvas, i: int, row: Zone, light: float) -> None:
        t, k = theme(), self._targets[i]
        x, y = self._photo_at(i, row)
        half = min(0.5 * self._photo_width(i), (0.4 if self.wall == 0 else 0.5) * row.height)
        color = t.of_class(k)
        draw.rectangle(
            "photo", i, left=x - half, right=x + half, bottom=y - half, top=y + half,
            color=t.background, outline=color, opacity=light,
            allow={**MOVES, "contrast": "it is its frame that is seen"},
        )  # fmt: skip
        name = self._names[k]
        has_picture = draw.pictogram(
            "photo picture", i, name=name, at=(x, y), height=1.5 * half, color=color,
            opacity=light, allow={**MOVES, "overlap": "a picture in its frame"},
        )  # fmt: skip
        if has_picture:
            return
        text = name if words_width(name, TYPE.label) < 2 * half - 0.1 else str(k + 1)
        draw.words(
            "photo name", i, text=text, at=(x, y - CAP * TYPE.label / 2), color=color,
            opacity=light, room=visibility(2 * half, words_width(text, TYPE.label) + 0.02),
            allow={**MOVES, "overlap": "a name in its frame"},
        )  # fmt: skip

    def _photo_width(self, i: int) -> float:
        large, small = self._photo
        if self._is_alone(i):
            return large
        return large + self.wall * (small - large) if i in self._table.pair else small

    def _photo_at(self, i: int, row: Zone) -> Point:
        return self.zone.left + self._photo_width(i) / 2 + 0.03, row.y

    def _bar(self, draw: Canvas, i: int, row: Zone, light: float) -> None:
        """Values end to end: what is above 0 to the right of it, the true class's first."""
        t, (zero, unit, y, half) = theme(), self._scale(i, row)
        at, target = zero, self._targets[i]
        for k in true_first(self._classes, target):
            value, came = float(self.g[i, k]), float(self.laid[k]) if i == 0 else 1.0
            end = at + max(value, 0.0) * unit
            cell, wide = self._cell(row, k), end - at
            start = Zone(cell.x - wide / 2, cell.x + wide / 2, cell.y - half, cell.y + half)
            piece = start.toward(Zone(at, end, y - half, y + half), came)
            at = end
            draw.rectangle(
                "piece", i, k, left=piece.left, right=piece.right, bottom=piece.bottom,
                top=piece.top, color=t.q, outline=t.background,
                opacity=light * min(1.0, 6 * came) * float(value > 0),
                measures=("x", value) if came >= 1 and value > 0 else None,
                allow={**MOVES, "pop": "it leaves its light"},
            )  # fmt: skip
        short = max(-float(self.g[i, target]), 0.0)
        draw.rectangle(
            "short", i, left=zero - short * unit, right=zero, bottom=y - half, top=y + half,
            color=t.p, outline=t.background, opacity=light * float(short > 0),
            allow={**MOVES, "pop": "it grows from nothing"},
        )  # fmt: skip
        draw.line(
            "post", i, points=[(zero, y - half - 0.1), (zero, y + half + 0.1)], color=t.text,
            width=5, opacity=light, allow=MOVES,
        )  # fmt: skip
        draw.words(
            "ask", i, text="?", at=(zero - 0.5 * unit, y - CAP * TYPE.formula / 2),
            size=1.2 * TYPE.formula,
            opacity=self.guess * (i in self._table.pair),
        )  # fmt: skip

    def _one_that_sinks(self, draw: Canvas, i: int, row: Zone, light: float) -> None:
        """The 1 of a photo, that hops to the true light, hangs there, and sinks in."""
        t, cell = theme(), self._cell(row, self._targets[i])
        above = 1.0 if self._is_alone(i) else 0.0
        flown, taken = float(self.flown[i]), float(self.taken[i])
        start = self._photo_at(i, row)
        radius = min(0.42, 0.36 * row.height)
        hangs = row.top + (radius + 0.1 if above else -0.2 * row.height)
        x = start[0] + flown * (cell.x - start[0])
        y = start[1] + flown * (hangs - start[1])
        y += 4 * flown * (1 - flown) * (0.5 - 0.3 * above)
        y += taken * (row.y - hangs)
        left = 1 - taken
        seen = light * min(1.0, 8 * flown) * min(1.0, 2.5 * left)
        draw.disc(
            "one", i, at=(x, y), radius=radius * (0.4 + 0.6 * left), color=t.p,
            outline=t.background, opacity=seen, allow=HOPS,
        )  # fmt: skip
        draw.words(
            "one name", i, text="1", at=(x, y - CAP * TYPE.label / 2), color=text_on(t.p),
            opacity=seen * min(max(8 * left - 7, 0.0), 1.0), allow={**HOPS, **MOVES},
            room=visibility(row.height, 0.45),
        )  # fmt: skip

    # --- What is told -------------------------------------------------------------------------

    def _axis(self, draw: Canvas) -> None:
        t = theme()
        zero, unit, y, half = self._scale(0, self._row(0))
        seen = self.alone * (self.wall == 0)
        draw.line(
            "axis", points=[(zero - 1.08 * unit, y - half - 0.14), (zero + 1.08 * unit,
                                                                    y - half - 0.14)],
            color=t.muted, opacity=seen,
        )  # fmt: skip
        for value in (-1, 0, 1):
            x, foot = zero + value * unit, y - half - 0.14
            draw.line(
                "tick", value, points=[(x, foot - 0.1), (x, foot + 0.1)], color=t.muted,
                opacity=seen, allow={"overlap": "a tick is on its axis"},
            )  # fmt: skip
            draw.words(
                "tick name", value, text=str(value).replace("-", MINUS), size=TYPE.tick,
                at=(x, foot - 0.46), color=t.muted, opacity=seen,
            )  # fmt: skip

    def _names_above(self, draw: Canvas) -> None:
        t = theme()
        columns = self._one.toward(self._pair, self.pair).toward(self._wall, self.wall)
        row, pitch, y = self._one, columns.width / self._classes, self.zone.top - 0.42
        for k in self._named:
            name, x = self._names[k], columns.left + (k + 0.5) * pitch
            own = min((abs(k - j) for j in self._named if j != k), default=2)
            room = pitch * min(own, 2)
            long = words_width(name, TYPE.label)
            text = name if long < min(self._wall.width / self._classes * min(own, 2), room) - 0.1 \
                else str(k + 1)  # fmt: skip
            draw.words(
                "name", k, text=text, at=(x, y), color=t.of_class(k),
                room=visibility(room, words_width(text, TYPE.label) + 0.1),
            )  # fmt: skip
            value, cell = float(self.g[0, k]), self._cell(row, k)
            size = TYPE.number * 1.3 if cell.width > 2 else TYPE.tick
            longest = words_width(_signed(-0.5, self._table.form), size)
            draw.number(
                "value", k, value=value, write=lambda v: _signed(v, self._table.form),
                at=(cell.x, cell.bottom + 0.22), color=text_on(glow(value)), opacity=self.digits,
                size=size, room=visibility(cell.width, longest + 0.03, 0.05),
                allow={"overlap": "it stands on its light"},
            )  # fmt: skip
        # Above the photo; then above the column of all photos.
        start = row.y + min(0.5 * self._photo[0], 0.4 * row.height) + 0.35
        large, small = self._photo
        half = max(
            (large + self.wall * (small - large)) / 2, words_width("true", TYPE.tick) / 2 + PAD
        )
        above = start + self.pair * (self.zone.top - 0.27 - start)
        draw.tag("true", text="true", at=(self.zone.left + half + 0.03, above))

    def _readings(self, draw: Canvas) -> None:
        t, z = theme(), self.zone
        zero, unit, y, half = self._scale(0, self._row(0))
        short = -float(self.g[0, self._targets[0]])
        for side, value in ((-1, -short), (1, short)):
            text = ("+" if side > 0 else "") + _signed(value, self._table.form)
            # Over the end of its bar, but on its own side of 0.
            reach = max(short * unit, words_width(text, TYPE.number) + 0.12)
            draw.words(
                "end", side, text=text, align=side, at=(zero + side * reach, y + half + 0.14),
                size=TYPE.number, opacity=self.ends, color=t.p if side < 0 else t.q,
            )  # fmt: skip
        self._pair_numbers(draw)
        # Large, below the pair; then above the bars of the wall.
        free = z.right - self._wall.right - 0.15
        math = next((m for m in FORMULAS if formula_width(m, TYPE.least) <= free), FORMULAS[-1])
        most = 1 / formula_width(math, 1)
        for key, x, y, align, size, seen in (
            ("large", z.x, z.bottom + 0.25, 0, min(1.4 * TYPE.formula, 0.9 * z.width * most),
             1 - 4 * self.wall),
            ("small", z.right, z.top - 0.42, 1, min(TYPE.formula, free * most),
             4 * self.wall - 3),
        ):  # fmt: skip
            draw.formula(
                "formula", key, math=math, colors={"q": t.q, "p": t.p}, at=(x, y), align=align,
                size=size, opacity=self.named * max(seen, 0.0),
            )  # fmt: skip

    def _pair_numbers(self, draw: Canvas) -> None:
        """Write the pair's largest and true shares, then what is left; and draw its arrows."""
        n = self._table
        for i in n.pair:
            row, target = self._row(i), n.targets[i]
            for key, k, value, opacity in (
                ("sure", int(n.q[i].argmax()), float(n.q[i].max()), self.sure),
                (
                    "true share",
                    target,
                    float(n.q[i, target]),
                    self.sure * (n.q[i].argmax() != target),
                ),
                ("left", target, float(n.drop.g[-1, i, target]), self.left),
            ):
                cell = self._cell(row, k)
                text = _signed(value, n.pair_form)
                draw.words(
                    key, i, text=text, at=(cell.x, cell.y - CAP * TYPE.number / 2),
                    size=TYPE.number, color=text_on(glow(value)), opacity=opacity,
                    room=visibility(cell.width, words_width(text, TYPE.number) + 0.03),
                    allow={"overlap": "it stands on its light"},
                )  # fmt: skip
            for k, value in enumerate(n.drop.g[-1, i]):
                if abs(value) < LEAST_ARROW:
                    continue
                cell, ink = self._cell(row, k), text_on(glow(value))
                length = 0.76 * row.height * abs(value)
                start = row.bottom + 0.12 * row.height if value < 0 else row.top - 0.12 * row.height
                end = start - np.sign(value) * length * self.arrows
                draw.arrow(
                    "arrow", i, k, start=(cell.x, start), end=(cell.x, end), color=ink,
                    thickness=min(0.26, 0.3 * cell.width),
                    head=min(0.42, 0.5 * cell.width), allow=GROWS,
                    opacity=float(smoothstep(abs(end - start) / 0.3)) * (self.wall == 0),
                )  # fmt: skip


def glow(value: float) -> str:
    """Below 0 in the colour of the truth, above in that of the prediction: the brighter the larger.

    At 0 it is off, at 1 or -1 the colour is full.
    """
    return _glow(theme(), round(value * STEPS))


@lru_cache(maxsize=4 * STEPS)
def _glow(of: Theme, step: int) -> str:
    ground, muted = np.array(rgb(of.background)), np.array(rgb(of.muted))
    off = ground + OFF * (muted - ground)
    full = np.array(rgb(of.q if step > 0 else of.p))
    mixed = off + min(1.0, abs(step) / STEPS) ** BRIGHT * (full - off)
    return "#" + "".join(f"{round(255 * channel):02X}" for channel in mixed)


def _signed(value: float, form: Form) -> str:
    """Write a value with its sign if it is below 0; what is exactly 0 is not a probability."""
    if value == 0:
        return "0"
    return MINUS + write(-value, form) if value < 0 else write(value, form)


def _rounded(zone: Zone) -> FloatArray:
    """Corners of a rectangle with round corners, shape (24, 2)."""
    radius = min(0.14, 0.22 * min(zone.width, zone.height))
    turn = np.linspace(0, np.pi / 2, 6)
    arcs = []
    for n, (x, y) in enumerate(((zone.right - radius, zone.top - radius),
                                (zone.left + radius, zone.top - radius),
                                (zone.left + radius, zone.bottom + radius),
                                (zone.right - radius, zone.bottom + radius))):  # fmt: skip
        angle = turn + n * np.pi / 2
        arcs.append(np.column_stack((x + radius * np.cos(angle), y + radius * np.sin(angle))))
    return np.concatenate(arcs)
