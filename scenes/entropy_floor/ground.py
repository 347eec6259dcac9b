"""The hero of ``EntropyFloor``: a level over the guess that makes it, its valleys, their ground."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.digits import Form, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import draw_name, edges_of
from stage.mobjects.colors import mixed, toned
from stage.mobjects.declared import Rule
from stage.mobjects.shapes import nice_ticks
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray
from stage.theme import TYPE, Zone, text_on, theme

HEAD, FOOT, RIGHT = 0.9, 1.05, 1.5
"""Room above the plot, below it, and at its right, for the level's number; in manim units."""

GAP = 0.6
"""Between the bars and the plot."""

LEAST = 2.2
"""Width of the bars, at least, where they are beside the plot."""

NAMES = 1.1
"""Below the bars: pictograms and names."""

NARROW = 5.0
"""Width of the plot up to which what is written over and below it takes two lines."""

STROKE = 0.34
"""Width of what is added, and of what is saved."""

DOT = 0.13
"""Radius of the dot on the level."""

GROUND = 0.72
"""Opacity of the ground, before it glows."""

FAINT = 0.02
"""Height below which a stroke is as good as none."""

ON: dict[Rule, str] = {
    "overlap": "it is in the plot whose levels it marks",
    "contrast": "it is in the plot whose levels it marks",
}
BLOCKS: dict[Rule, str] = {"contrast": "blocks lie side by side", "overlap": "the line levels them"}


class Ground(Figure):
    """Bars of p and q; beside them blocks p wide and ln(1/q) high, or a plot of their level.

    Values
    ------
    q, surprise
        The guess, and the blocks' heights, shape (K,).
    level, line
        H(p, q), where the dot is; and the height of the white line.
    own, others
        By how much the dragged class's part of the level, and that of all others, have changed.
    traced
        From where to where each valley is drawn, shape (K, 2).
    low, high
        The range of the upright axis; it is torn where it does not begin at 0.
    blocks, plot, dragging, guess
        How much is seen of the blocks; of the level axis; of the ring, the dot and the strokes; and
        of guesses at where the dot will be.
    told, summed
        How much is seen of what the strokes amount to, and of the sum of ground and layer.
    valleys, feet
        How much is seen of the valleys, and of the tags at their feet.
    amber, deep, glow
        How far the ground is filled; how much is seen of what it amounts to; how bright it is.
    layer
        How much is seen of what the level has on top of the ground.
    ranged
        How much is seen of the number at the line.
    """

    q, surprise, level, line = numbers(), numbers(), number(), number()
    own, others, traced = number(0.0), number(0.0), numbers()
    low, high = look(0.0), look()
    blocks, plot, dragging, guess = look(1.0), look(0.0), look(0.0), look(0.0)
    told, summed, valleys, feet = look(0.0), look(0.0), look(1.0), look(0.0)
    amber, deep, glow, layer, ranged = look(0.0), look(0.0), look(0.0), look(0.0), look(1.0)
    fading = ("block name", "block picture")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscript: str,
        p: FloatArray,
        floor: float,
        gap: float,
        dragged: int,
        stop: float,
        along: FloatArray,
        heights: FloatArray,
        most: float,
        bottom: float,
        form: Form,
        change_form: Form,
        share_form: Form,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscript, self._p = names, subscript, p
        self._floor, self._gap, self._k, self._stop = floor, gap, dragged, stop
        self._along, self._heights, self._most, self._bottom = along, heights, most, bottom
        self._write, self._write_change = writer(form), writer(change_form)
        self._write_share = writer(share_form)
        self._order = tuple(range(len(p)))
        likely = sorted(self._order, key=lambda k: -p[k])
        self._named = self._order if len(p) <= 4 else tuple(sorted(likely[:3]))

    # --- Where --------------------------------------------------------------------------------

    @property
    def _is_wide(self) -> bool:
        return self.zone.width > self.zone.height

    @property
    def _panel(self) -> Zone:
        """The bars, over their names."""
        z = self.zone
        if self._is_wide:
            right = z.left + max(0.22 * z.width, LEAST)
            return Zone(z.left, right, z.bottom + NAMES, z.top - HEAD)
        return Zone(z.left + 0.2, z.right - 0.2, z.bottom + NAMES, z.bottom + 0.28 * z.height)

    @property
    def _plot(self) -> Zone:
        """All shares from 0 to 1, and levels from ``low`` to ``high``."""
        z = self.zone
        if self._is_wide:
            return Zone(self._panel.right + GAP, z.right - RIGHT, z.bottom + FOOT, z.top - HEAD)
        bottom = self._panel.top + HEAD + FOOT
        return Zone(z.left + 0.25, z.right - RIGHT, bottom, z.top - HEAD)

    def _y(self, level: Any) -> Any:
        box = self._plot
        return box.bottom + (np.asarray(level) - self.low) * box.height / (self.high - self.low)

    def _x(self, share: Any) -> Any:
        return self._plot.left + np.asarray(share) * self._plot.width

    # --- What ---------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Bars, blocks and ground; over them valleys, strokes and words."""
        self._bars(draw, self._panel)
        self._ground(draw, self._plot)
        self._blocks(draw, self._plot)
        self._axes(draw, self._plot)
        self._valleys(draw, self._plot)
        self._line(draw, self._plot)
        self._guesses(draw)
        self._strokes(draw, self._plot)
        self._feet(draw, self._plot)
        self._depth(draw, self._plot)

    def _bars(self, draw: Canvas, box: Zone) -> None:
        t, pitch = theme(), box.width / len(self._p)
        wide = 0.38 * pitch
        unit = box.height / self._most
        for k in self._order:
            x = box.left + (k + 0.5) * pitch
            for kind, value, color, left in (
                ("p", float(self._p[k]), t.p, x - wide),
                ("q", float(self.q[k]), t.q, x),
            ):
                draw.rectangle(
                    kind, k, left=left, right=left + wide, bottom=box.bottom,
                    top=box.bottom + value * unit, color=color, measures=("y", value),
                    allow={"overlap": "bars stand on one line", "contrast": "bars are pairs"},
                )  # fmt: skip
            name = self._names[k]
            room = visibility(pitch, words_width(name, TYPE.label) + 0.1)
            draw.words(
                "name", k, text=name, at=(x, box.bottom - 0.42), color=t.of_class(k), room=room,
            )  # fmt: skip
            draw.pictogram(
                "picture", k, name=name, at=(x, box.bottom - 0.78), height=0.5,
                color=t.of_class(k), room=visibility(pitch, 0.55),
            )  # fmt: skip
        draw.line(
            "base", points=[(box.left, box.bottom), (box.right, box.bottom)], color=t.muted,
            width=5, allow={"overlap": "bars stand on it", "contrast": "bars stand on it"},
        )  # fmt: skip
        draw.words("truth", text="truth p", at=(box.left, box.top + 0.58), align=-1, color=t.p)
        draw.words("guess", text="guess q", at=(box.left, box.top + 0.17), align=-1, color=t.q)

    def _blocks(self, draw: Canvas, box: Zone) -> None:
        t, edges = theme(), edges_of(self._p, self._order)
        unit = box.height / (self.high - self.low)
        for k, a, b in zip(self._order, edges[:-1], edges[1:], strict=True):
            height = float(self.surprise[k])
            top = min(float(self._y(height)) if np.isfinite(height) else 99.0, self.zone.top)
            is_whole = self.low == 0 and np.isclose(top - box.bottom, height * unit)
            # Where the line is at its roof, that cannot be measured.
            is_clear = is_whole and abs(top - float(self._y(self.line))) > 0.15
            left, right = float(self._x(a)), float(self._x(b))
            draw.rectangle(
                "block", k, left=left, right=right, bottom=box.bottom,
                top=max(top, box.bottom), color=t.of_class(k), outline=t.background,
                opacity=self.blocks, measures=("y", height) if is_clear else None, allow=BLOCKS,
            )  # fmt: skip
            # A name has room as long as its block is as high as it is.
            half = min((right - left) / 2, 1.2) * visibility(top - box.bottom, 0.95, 0.4)
            middle = (left + right) / 2
            draw_name(
                draw, "block", k,
                Zone(middle - half, middle + half, box.bottom + 0.1, box.bottom + 0.9),
                self._names[k], opacity=self.blocks,
            )  # fmt: skip
        draw.formula(
            "width", math='"width" = {{p:p}}', colors={"p": t.p}, align=-1, size=TYPE.number,
            at=(box.left, box.bottom - 0.45), opacity=self.blocks,
        )  # fmt: skip
        wide = box.width > NARROW
        draw.formula(
            "height", math='"height" = ln(1\\/{{q:q}})', colors={"q": t.q}, size=TYPE.number,
            align=1 if wide else -1, opacity=self.blocks,
            at=(box.right, box.bottom - 0.45) if wide else (box.left, box.bottom - 0.95),
        )  # fmt: skip

    def _axes(self, draw: Canvas, box: Zone) -> None:
        t = theme()
        draw.line(
            "upright", points=[(box.left, box.bottom), (box.left, box.top)], color=t.muted, width=5,
            opacity=1 - self.blocks, allow=ON,
        )  # fmt: skip
        for n in range(2):
            y = box.bottom + 0.16 + 0.13 * n
            draw.line(
                "torn", n, points=[(box.left - 0.16, y - 0.06), (box.left + 0.16, y + 0.06)],
                color=t.text, width=5,
                opacity=(1 - self.blocks) * float(np.clip(self.low / (self._bottom or 1), 0, 1)),
                allow=ON,
            )  # fmt: skip
        draw.words(
            "upright name", text="average surprise, in nats", at=(box.left, box.top + 0.35),
            align=-1, color=t.muted, opacity=self.plot if box.width > 6 else self.guess,
        )  # fmt: skip
        draw.line(
            "axis", points=[(box.left, box.bottom), (box.right, box.bottom)], color=t.muted,
            width=5, opacity=1 - self.blocks, allow=ON,
        )  # fmt: skip
        for n, tick in enumerate(nice_ticks(0.0, 1.0, 10)):
            x = float(self._x(tick))
            draw.line(
                "tick", n, points=[(x, box.bottom - 0.1), (x, box.bottom + 0.1)], color=t.muted,
                width=5, opacity=self.plot, allow=ON,
            )  # fmt: skip
        x, y, color = float(self._x(self.q[self._k])), box.bottom, t.of_class(self._k)
        draw.ring(
            "ring", at=(x, y), radius=0.2, color=color, width=9, opacity=self.dragging, allow=ON,
        )  # fmt: skip
        math = f'q_"{self._subscript}" ='
        at = min(max(x, box.left + 0.9), box.right - 0.6)
        draw.formula(
            "share name", math=math, at=(at, y - 0.75), align=1, color=color, size=TYPE.number,
            opacity=self.dragging,
        )  # fmt: skip
        draw.number(
            "share", value=float(self.q[self._k]), write=self._write_share, align=-1,
            at=(at + 0.12, y - 0.75), color=color, opacity=self.dragging,
        )  # fmt: skip

    def _line(self, draw: Canvas, box: Zone) -> None:
        t, y = theme(), float(self._y(self.line))
        color = t.p if self.amber > 0 else t.text
        draw.line(
            "line", points=[(box.left, y), (box.right, y)], color=color,
            width=6 + 6 * self.amber, allow=ON,
        )  # fmt: skip
        size = TYPE.number
        draw.number(
            "line number", value=self.line, write=self._write, at=(box.right + 0.25, y - 0.36),
            align=-1, size=size, color=color, opacity=self.ranged,
        )  # fmt: skip
        for n, text in enumerate(("surprise", "average")):
            draw.words(
                "line name", n, text=text, at=(box.right + 0.25, y + 0.16 + 0.42 * n), align=-1,
                opacity=self.blocks,
            )  # fmt: skip
        draw.formula(
            "floor name", math="H({{p:p}})", colors={"p": t.p}, align=-1, size=size,
            at=(box.right + 0.25, y + 0.14), opacity=self.amber * self.ranged,
        )  # fmt: skip

    def _valleys(self, draw: Canvas, box: Zone) -> None:
        t = theme()
        for k in self._order:
            start, end = (float(x) for x in self.traced[k])
            inside = (self._along > start) & (self._along < end)
            xs = np.concatenate(([start], self._along[inside], [end]))
            levels = np.interp(xs, self._along, self._heights[k])
            ys = np.asarray(self._y(levels))
            points = np.column_stack((self._x(xs), ys))[ys <= box.top]
            draw.line(
                "valley", k, points=points if len(points) > 1 else np.zeros((0, 2)),
                color=t.of_class(k), width=9, opacity=self.valleys * float(end > start),
                allow={**ON, "pop": "it grows from its foot"},
            )  # fmt: skip

    def _guesses(self, draw: Canvas) -> None:
        t, x, y = theme(), float(self._x(self._stop)), float(self._y(self.line))
        deep, ring = 0.55 * (y - self._plot.bottom), float(self._x(self.q[self._k]))
        for n, (text, away) in enumerate((("up", 1.5), ("as now", 0.0), ("down", -deep))):
            # Below a floor near 0 there is nothing to guess.
            seen = self.guess * float(n < 2 or deep > 0.35)
            draw.ring(
                "ghost", n, at=(x, y + away), radius=DOT + 0.05, color=t.text, width=6,
                opacity=seen, allow={**ON, "overlap": "a guess lies on the line"},
            )  # fmt: skip
            room = visibility(ring - 0.65 - x, words_width("as now", TYPE.label))
            lift = 0.12 if n == 1 else -CAP * TYPE.label / 2
            draw.words(
                "ghost name", n, text=text, at=(x + 0.35, y + away + lift), align=-1,
                room=room, opacity=seen,
            )  # fmt: skip

    def _strokes(self, draw: Canvas, box: Zone) -> None:
        """What is added, up from the line, then what is saved, down from there to the dot."""
        t, x = theme(), float(self._x(self.q[self._k]))
        base, y = float(self._y(self._floor)), float(self._y(self.level))
        own_adds = self.own > self.others
        added, saved = max(self.own, self.others), -min(self.own, self.others)
        top = float(self._y(self._floor + added))
        colors = (t.of_class(self._k), t.text)
        up, down = colors if own_adds else colors[::-1]
        seen = self.dragging * float(top - base > FAINT)
        wide = STROKE * min(1.0, box.width / 6)
        left, right = x - 1.5 * wide - 0.06, x - 0.5 * wide - 0.06
        growing: dict[Rule, str] = {**ON, "pop": "it grows from the line"}
        draw.rectangle(
            "added", left=left, right=right, bottom=base, top=max(top, base), color=up,
            opacity=seen, measures=("y", added) if top - base > FAINT else None, allow=growing,
        )  # fmt: skip
        half = wide / 2
        low = min(y, top)
        draw.hatch(
            "saved", left=x - half, right=x + half, bottom=low, top=top, color=down, width=7,
            opacity=seen, allow=growing,
        )  # fmt: skip
        draw.line(
            "saved frame", points=[
                (left, top), (x + half, top), (x + half, low), (x - half, low), (x - half, top),
            ],
            color=down, width=5, opacity=seen, allow=growing,
        )  # fmt: skip
        draw.disc(
            "dot", at=(x, y), radius=DOT, color=t.text, opacity=self.dragging, allow=ON,
        )  # fmt: skip
        word = words_width("added", TYPE.label) / 2
        middle = max((left + right) / 2, box.left + word + 0.1)
        room = visibility(top - base, 0.9, 0.4)
        draw.words(
            "added name", text="added", at=(middle, top + 0.14), color=up, room=room,
            opacity=self.dragging, allow=ON,
        )  # fmt: skip
        draw.number(
            "added number", value=added, write=self._write_change, at=(middle, top + 0.5),
            color=up, opacity=self.told, allow=ON,
        )  # fmt: skip
        side = (top + low) / 2
        wide = number_width(self._write_change(-saved), TYPE.number)
        at = min(x + half + 0.15, self.zone.right - wide)
        draw.words(
            "saved name", text="saved", at=(at, side + 0.06), align=-1, color=down,
            room=room, opacity=self.dragging, allow=ON,
        )  # fmt: skip
        draw.number(
            "saved number", value=-saved, write=self._write_change, align=-1,
            at=(at, side - 0.34), color=down, opacity=self.told, allow=ON,
        )  # fmt: skip

    def _feet(self, draw: Canvas, box: Zone) -> None:
        t, base, size = theme(), float(self._y(self._floor)), TYPE.tick
        for k in self._order:
            draw.disc(
                "foot", k, at=(float(self._x(self._p[k])), base), radius=DOT, color=t.of_class(k),
                outline=t.background, opacity=self.feet * self.valleys, allow=ON,
            )  # fmt: skip
        taken: list[tuple[float, float, int]] = []
        for feet in self._alike():
            k, text = feet[0], ", ".join(self._names[k] for k in feet)
            half = words_width(text, size) / 2 + 0.12
            foot = float(self._x(self._p[k]))
            x = float(np.clip(foot, box.left + half, box.right - half))
            # Side by side, or in a second row where they would be on each other.
            free = [
                row for row in range(2)
                if all(abs(x - at) > half + wide + 0.05 for at, wide, n in taken if n == row)
            ]  # fmt: skip
            row = free[0] if free else 0
            seen = self.feet * self.valleys * float(bool(free) and 2 * half <= box.width)
            if free:
                taken.append((x, half, row))
            y = base - 0.42 - 0.62 * row
            draw.line(
                "stem", k, points=[(foot, base), (foot, y)], color=t.of_class(k), width=5,
                opacity=seen, allow=ON,
            )  # fmt: skip
            draw.tag("tag", k, text=text, at=(x, y), color=t.of_class(k), opacity=seen, allow=ON)

    def _alike(self) -> list[list[int]]:
        """The classes that have names here, those of one p together, the likeliest first."""
        groups: dict[float, list[int]] = {}
        for k in sorted(self._named, key=lambda k: -self._p[k]):
            groups.setdefault(round(float(self._p[k]), 9), []).append(k)
        return list(groups.values())

    def _ground(self, draw: Canvas, box: Zone) -> None:
        """Amber from the line down; and what the level has on top of it, in the colour of q."""
        t, base = theme(), float(self._y(self._floor))
        depth = (base - box.bottom) * min(self.amber, 1.0)
        is_bare = self.summed == 0  # what is written on them hides their ends from measuring
        draw.rectangle(
            "ground", left=box.left, right=box.right, bottom=base - depth, top=base,
            color=toned(t.p, GROUND + (1 - GROUND) * self.glow),
            opacity=float(self.amber > 0), allow={**ON, "pop": "it fills from the line"},
            measures=("y", self._floor) if is_bare and self.low == 0 and self.amber == 1 else None,
        )  # fmt: skip
        y = max(float(self._y(self.level)), base)
        draw.rectangle(
            "layer", left=box.left, right=box.right, bottom=base, top=y, color=t.q,
            opacity=self.layer, allow={**ON, "pop": "it grows from the ground"},
            measures=("y", self.level - self._floor) if is_bare and y - base > FAINT else None,
        )  # fmt: skip

    def _depth(self, draw: Canvas, box: Zone) -> None:
        """How much is ground, and how much is on top of it."""
        t, base = theme(), float(self._y(self._floor))
        y = max(float(self._y(self.level)), base)
        large = (2.0 if box.width > NARROW else 1.6) * TYPE.number
        middle = (base + box.bottom) / 2 - CAP * large / 2
        inks = text_on(toned(t.p, GROUND)), text_on(t.p)
        room = visibility(base - box.bottom, CAP * large + 0.3)
        # As the ground glows, it may be the other ink that is read on it.
        for n, (ink, seen) in enumerate(zip(inks, (1 - self.glow, self.glow), strict=True)):
            draw.formula(
                "deep name", n, math="H(p) =", at=(box.x + 0.25, middle), align=1, color=ink,
                size=large, room=room, opacity=self.deep * seen, allow=ON,
            )  # fmt: skip
        draw.number(
            "deep", value=self._floor, write=self._write, at=(box.x + 0.45, middle), align=-1,
            color=mixed(*inks, self.glow), size=large, room=room, opacity=self.deep, allow=ON,
        )  # fmt: skip
        side, size = (base + y) / 2 - CAP * TYPE.number / 2, TYPE.number
        fits = visibility(y - base, CAP * size + 0.2)
        ink = text_on(t.q)
        draw.formula(
            "gap name", math='"KL"(p || q) =', at=(box.x + 0.5, side), align=1, color=ink,
            size=size, room=fits, opacity=self.layer * self.summed, allow=ON,
        )  # fmt: skip
        draw.number(
            "gap", value=self._gap, write=self._write, at=(box.x + 0.65, side), align=-1,
            color=ink, size=size, room=fits, opacity=self.layer * self.summed, allow=ON,
        )  # fmt: skip
        draw.number(
            "whole", value=self.level, write=self._write, at=(box.right + 0.25, y - 0.36),
            align=-1, opacity=self.layer * self.summed,
        )  # fmt: skip
        whole, parts = "H({{p:p}}, {{q:q}}) =", 'H({{p:p}}) + "KL"({{p:p}} || {{q:q}})'
        colors, seen = {"p": t.p, "q": t.q}, self.layer * self.summed
        is_narrow = float(box.width <= NARROW)
        draw.formula(
            "sum", math=f"{whole} {parts}", colors=colors, at=(box.left, box.top + 0.3), align=-1,
            opacity=seen * (1 - is_narrow),
        )  # fmt: skip
        for n, math in enumerate((parts, whole)):
            draw.formula(
                "sum in two lines", n, math=math, colors=colors, align=-1, size=TYPE.number,
                at=(box.left, box.top + 0.08 + 0.45 * n), opacity=seen * is_narrow,
            )  # fmt: skip
