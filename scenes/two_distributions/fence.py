"""The main figure of ``TwoDistributions``: guests fall through rooms and leave a fence of bars."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from stage.cast import CAST
from stage.digits import Form, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import edges_of
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

LEFT, RIGHT = 1.75, 0.3
"""Margins beside the base, in manim units.

LEFT: for the average and its number.
RIGHT: space that stays free.
"""

FOOT = 1.05
"""Margin below a base, for names and the numbers below them."""

HEAD = 1.66
"""Margin above the fence at its full height, for the guessed shapes and then the formula."""

NAMES, QUEUE, ABOVE = 0.62, 0.5, 0.3
"""Heights of the gaps around the barn, in manim units.

NAMES: gap between the barn and the fence, for the names.
QUEUE: strip at the top for the queue of guests.
ABOVE: gap between the queue and the barn.
"""

TOLD = 1.15
"""Margin above the barn for the words about width and height, if they do not fit beside a roof."""

WIDE = 4.7
"""Width of these words."""

SEAM = 0.2
"""Gap between two bars, as a fraction of the width that each bar has to itself."""

LIFT = 0.28
"""How far a bar is lifted out of the fence, in manim units."""

MINI = 0.2
"""Size of a guessed shape, as a fraction of the fence's."""

MINI_HEIGHT = 0.78
"""Maximum height of a guessed shape, in manim units."""

ENDLESS, TIP = 1.5, 0.05
"""How infinite surprises are drawn.

ENDLESS: their height, as a multiple of the highest finite one.
TIP: the height of the tip that they end in, as a fraction of the highest bar.
"""

CLEAR = 1.06
"""Heights reserved for barn and fence together, as a multiple of the highest room and bar."""

DIM, SHADE, BEHIND = 0.3, 0.42, 0.5
"""Brightness of pieces that have stepped back.

DIM: rooms beside the one that is halved.
SHADE: rooms that guests fall through.
BEHIND: bars that others pass, or that the average is drawn over.
"""

ENDS = 0.08
"""Fraction of the time for sorting one kind in which its brightness changes."""

PICTURE = 0.44
"""Height of a pictogram beside a name."""

FORMULA = 0.109
"""Width of the formula at type size 1."""

CIRCLE = np.column_stack([f(np.arange(20) * np.pi / 10) for f in (np.cos, np.sin)])

HERO: dict[Rule, str] = {
    "overlap": "it is the hero", "contrast": "pieces stand side by side",
    "passes": "cards are lifted out and slid over the others",
    "zone": "it leaves the picture", "pop": "guests come in a crowd",
}  # fmt: skip
OVER: dict[Rule, str] = {
    "overlap": "it marks what it stands on", "contrast": "it marks what it stands on",
}  # fmt: skip
SO_FAR: dict[Rule, str] = {**OVER, "jump": "each of the first guests moves the average far"}


class Fence(Figure):
    """A barn with rooms q wide and ln(1/q) high; below it a hundred bars, each the fall of a guest.

    Values
    ------
    rooms
        Widths of the rooms, shape (K,).
    roofs
        Heights of the rooms, which are the surprises, shape (K,).
    clock
        Seconds since the first guest set out.
    fallen
        How far the first guest has fallen, in nats.
    ran
        The bar up to which the average is drawn.
    mean
        The average at that bar.
    sorted
        How many kinds of bars have been sorted.
    dim
        How far all rooms except the one that is halved have stepped back, from 0 to 1.
    told
        How many steps of that room's roof show their number.
    split
        From 0, only the barn, to 1, barn and fence.
    alone
        From 0, barn and fence, to 1, only the fence.
    behind
        How far the bars have stepped back, from 0 to 1.
    traced
        Opacity of the curve of the running average.
    level
        Opacity of the line at the final average.
    guess
        Opacity of the guessed shapes.
    fitted
        How far the true shape has moved to the fence, from 0 to 1.
    closed
        How far the seams between bars have closed, from 0 to 1.
    widths
        Opacity of p below the blocks.
    named
        Opacity of the blocks' heights and of the formula.
    """

    rooms, roofs = numbers(), numbers()
    clock, fallen, ran, mean, sorted = number(0.0), number(), number(1.0), number(), number(0.0)
    dim, told, split, alone = look(0.0), look(0.0), look(0.0), look(0.0)
    behind, traced, level = look(0.0), look(0.0), look(0.0)
    guess, fitted, closed = look(0.0), look(0.0), look(0.0)
    widths, named = look(0.0), look(0.0)
    fading = ("room name", "room share", "room picture")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscripts: tuple[str, ...],
        p: FloatArray,
        dragged: int,
        neighbor: int,
        step: float,
        counts: tuple[int, ...],
        order: tuple[int, ...],
        falls: FloatArray,
        starts: FloatArray,
        legs: FloatArray,
        means: FloatArray,
        places: NDArray[np.int64],
        shapes: FloatArray,
        kinds: tuple[str, ...],
        total: float,
        is_met: bool,
        form: Form,
        share_form: Form,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscripts, self._p = names, subscripts, p
        self._dragged, self._neighbor, self._step = dragged, neighbor, step
        self._came = np.array(counts) / len(order)
        self._guests, self._falls = np.array(order), falls
        self._starts, self._legs, self._means = starts, legs, means
        self._places, self._shapes, self._kinds = places, shapes, kinds
        self._total, self._is_met = total, is_met
        self._write, self._write_share = writer(form), writer(share_form)
        self._order = tuple(range(len(names)))
        self._first, self._surprise = self.rooms.copy(), self.roofs.copy()
        came = self._surprise[self._came > 0]
        self._top = _highest(came) * (1.0 if np.isfinite(came).all() else ENDLESS)
        self._barn_top = max(_highest(self._surprise), self._top)
        self._halved_top = max(_highest(self._surprise), self._surprise[dragged] + 2 * step)

    # --- Layout -------------------------------------------------------------------------------

    @property
    def _base(self) -> tuple[float, float]:
        """Left end and width of the bases of barn and fence."""
        left = self.zone.left + LEFT
        return left, self.zone.right - RIGHT - left

    @property
    def _told_at(self) -> tuple[float, float]:
        """Left end of the words about width and height, and the margin they need above the barn."""
        left, wide = self._base
        edge = float(self._first[: self._dragged + 1].sum())
        beside = _highest(self._surprise[self._dragged + 1 :])
        unit = (self.zone.height - FOOT) / self._halved_top
        if (1 - edge) * wide >= WIDE + 0.3 and beside * unit < self.zone.height - FOOT - 1.5:
            return left + edge * wide + 0.3, 0.0
        return self.zone.left + 0.05, TOLD

    @property
    def _barn(self) -> tuple[float, float]:
        """Height of the barn's floor, and length of a nat in the barn."""
        z, together, apart = self.zone, self._together, self._told_at[1]
        alone = (z.height - FOOT - 0.15 - apart) / self._halved_top
        unit = (1 - self.split) * alone + self.split * together
        floor = z.bottom + 0.12 + CLEAR * self._top * together + NAMES
        y = (1 - self.split) * (z.bottom + FOOT) + self.split * floor
        return y + 1.5 * self.alone, unit

    @property
    def _fence(self) -> tuple[float, float]:
        """Height of the fence's base, and length of a nat in the fence."""
        z, full = self.zone, (self.zone.height - FOOT - HEAD) / self._top
        unit = (1 - self.alone) * self._together + self.alone * full
        return z.bottom + 0.12 + self.alone * (FOOT - 0.12), unit

    @property
    def _together(self) -> float:
        """Length of a nat while barn and fence are both shown."""
        free = self.zone.height - 0.12 - NAMES - QUEUE - ABOVE
        return free / (CLEAR * (self._top + self._barn_top))

    def _drawn(self, surprise: Any) -> Any:
        """Return surprises as drawn: an infinite one gets the greatest height."""
        return np.where(np.isfinite(surprise), surprise, self._top)

    @property
    def _before(self) -> float:
        """Opacity of the pieces shown before guests come."""
        return max(1 - 2 * self.split, 0.0)

    @property
    def _after(self) -> float:
        """Opacity of the pieces shown while guests come, until all have come."""
        return max(2 * self.split - 1, 0.0) * (1 - self.alone)

    def _color(self, k: int, light: float = 1.0) -> str:
        return toned(theme().of_class(k), light)

    # --- Drawing ------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw the barn, the fence made of the guests' falls, and the values read off it."""
        self._draw_barn(draw)
        self._draw_blocks(draw)
        self._draw_guests(draw)
        self._draw_average(draw)
        self._draw_shapes(draw)
        self._draw_names(draw)
        self._draw_formula(draw)

    # --- The barn -----------------------------------------------------------------------------

    def _draw_barn(self, draw: Canvas) -> None:
        t, (left, wide), (floor, unit) = theme(), self._base, self._barn
        edges, there = left + edges_of(self.rooms, self._order) * wide, 1 - self.alone
        # A room that has only just opened would be higher than any other, so heights are limited.
        tallest = (1 - self.split) * self._halved_top + self.split * CLEAR * self._barn_top
        for k in self._order:
            a, b = float(edges[k]), float(edges[k + 1])
            light = 1 - (1 - SHADE) * self.split
            light -= 0.0 if k == self._dragged else (1 - DIM) * self.dim
            height = min(float(self.roofs[k]), tallest)
            # A measured room has no step on its roof, and its top is visible.
            is_bare = k != self._dragged or self.roofs[k] <= self._surprise[k] + 1e-9
            is_whole = is_bare and b - a > 0.2 and height < tallest
            draw.rectangle(
                "room", k, left=a, right=b, bottom=floor, top=floor + height * unit,
                color=self._color(k, light), opacity=there,
                measures=("y", height) if is_whole else None, allow=HERO,
            )  # fmt: skip
        self._draw_steps(draw, float(edges[self._dragged]), float(edges[self._dragged + 1]))
        for k in self._order:
            self._draw_room(draw, k, float(edges[k]), float(edges[k + 1]))
        draw.line(
            "floor", points=[(left, floor), (left + wide, floor)], color=t.muted, width=6,
            opacity=there, allow=OVER,
        )  # fmt: skip
        wall = float(edges[max(self._dragged, self._neighbor)])
        draw.disc(
            "grip", at=(wall, floor), radius=0.17, color=t.text, outline=t.background,
            opacity=self._before, allow=OVER,
        )  # fmt: skip
        draw.formula(
            "share name", math="{{q:q}} =", colors={"q": t.q}, size=TYPE.number, align=1,
            at=(left - 0.2, floor - 0.95), opacity=self._before * max(1 - 4 * self.dim, 0.0),
        )  # fmt: skip
        at, _ = self._told_at
        for n, math in enumerate(
            ('"height" = "surprise" = ln(1\\/{{q:q}})', '"width" = "your guess" {{q:q}}')
        ):
            draw.formula(
                "told", n, math=math, colors={"q": t.q}, size=TYPE.number, align=-1,
                at=(at, self.zone.top - 1.0 + 0.6 * n), opacity=self._before,
            )  # fmt: skip

    def _draw_room(self, draw: Canvas, k: int, a: float, b: float) -> None:
        """Draw a room's pictogram, its name and its share."""
        t, (floor, unit) = theme(), self._barn
        color, x = t.of_class(k), (a + b) / 2
        mine = k == self._dragged
        seen = self._before * (1.0 if mine else max(1 - 4 * self.dim, 0.0))
        high = min(0.95, 0.72 * (b - a), 0.6 * float(self._drawn(self.roofs[k])) * unit)
        draw.pictogram(
            "room picture", k, name=self._names[k], at=(x, floor + 0.3 + high / 2), height=high,
            color=text_on(color), room=visibility(high, 0.36, 0.1), opacity=seen, allow=OVER,
        )  # fmt: skip
        draw.words(
            "room name", k, text=self._names[k], at=(x, floor - 0.48), color=color,
            room=visibility(b - a, words_width(self._names[k], TYPE.label) + 0.08),
            opacity=1 - self.alone, allow={"overlap": "sticks pass over it"},
        )  # fmt: skip
        value = float(self.rooms[k])
        needed = number_width(self._write_share(value), TYPE.number) + 0.08
        # A number that is too wide for its room waits until the other rooms' numbers have gone.
        is_free = float(self._first[k]) * self._base[1] > needed
        draw.number(
            "room share", k, value=value, write=self._write_share, at=(x, floor - 0.95), color=t.q,
            room=None if mine else visibility(b - a, needed),
            opacity=seen * (1.0 if is_free or not mine else min(max(2 * self.dim - 0.5, 0.0), 1.0)),
        )  # fmt: skip

    def _draw_steps(self, draw: Canvas, a: float, b: float) -> None:
        """Draw how much the roof of the halved room has risen each time."""
        t, (floor, unit), k = theme(), self._barn, self._dragged
        low, roof = float(self._surprise[k]), float(self.roofs[k])
        side = 1 if k < self._order[-1] else -1
        for n in range(2):
            foot, top = (min(low + (n + m) * self._step, roof) for m in (0, 1))
            draw.rectangle(
                "step", n, left=a, right=b, bottom=floor + foot * unit, top=floor + top * unit,
                color=t.text if n else toned(t.text, 0.78), outline=t.background,
                opacity=self._before * float(top > foot),
                allow={**OVER, "pop": "it grows from the roof"},
            )  # fmt: skip
            size = 1.2 * TYPE.number
            y = floor + (low + (n + 0.5) * self._step) * unit - CAP * size / 2
            draw.number(
                "step number", n, value=self._step, write=writer("+.2f"), align=-side, size=size,
                at=((b if side > 0 else a) + 0.15 * side, y),
                opacity=min(max(self.told - n, 0.0), 1.0),
                room=visibility(self._step * unit, CAP * size + 0.1), allow=OVER,
            )  # fmt: skip

    # --- The guests and their falls -----------------------------------------------------------

    def _draw_guests(self, draw: Canvas) -> None:
        """Draw the guests in the queue and on their paths, and the bars, which are their trails."""
        t, (left, wide), (floor, unit), (base, length) = (
            theme(), self._base, self._barn, self._fence,
        )  # fmt: skip
        place, kinds = wide / len(self._guests), self._guests
        bar = (1 - SEAM) * place
        begun = self.clock - self._starts
        come, fall, rest, go = self._legs.T
        came = smoothstep(begun / come)
        # A guest first leaves the queue and then moves along.
        ways = np.column_stack((came, smoothstep(2 * begun / come)))
        fell = np.clip((begun - come) / fall, 0, 1) ** 2
        gone = np.clip((begun - come - fall - rest) / go, 0, 1)
        edges = left + edges_of(self.rooms, self._order) * wide
        free = np.maximum(edges[kinds + 1] - edges[kinds] - bar, 0.0)
        x = edges[kinds] + np.minimum(bar, edges[kinds + 1] - edges[kinds]) / 2 + free * self._falls
        heights = self._drawn(self._surprise[kinds])
        scale = np.where(gone > 0, length, unit)
        at, lifted = self._sorted()
        goal = left + (at + 0.5) * place
        x = x + smoothstep(1.3 * gone) * (goal - x)
        foot = floor + smoothstep(gone) ** 1.5 * (base - floor) + LIFT * lifted
        top = foot + heights * scale
        low = top - heights * scale * fell
        tip = TIP * self._top * scale * ~np.isfinite(self._surprise[kinds]) * (fell > 0)
        bars = np.stack(
            [np.stack([x + side * bar / 2, y], axis=-1) for side, y in
             ((-1, low), (1, low), (1, top), (0, top + tip), (-1, top))],
            axis=1,
        )  # fmt: skip
        self._draw_base(draw)
        # When two kinds cross, the one that is sorted first slides over the other.
        for k in reversed(self._order):
            draw.polygons(
                "bars", k, points=bars[kinds == k], color=self._color(k, self._light(k)),
                allow=HERO,
            )  # fmt: skip
        pitch = wide / 50
        radius = min(0.42 * pitch, 0.1)
        number_of = np.arange(len(kinds))
        start = np.column_stack(
            (left + (number_of // 2 + 0.5) * pitch,
             self.zone.top - 0.13 - (number_of % 2) * min(pitch, 0.24)),
        )  # fmt: skip
        roof = floor + heights * unit
        here = np.column_stack((x, roof + radius - heights * unit * fell))
        spots = start + ways * (here - start)
        radii = radius * (1 - smoothstep(4 * gone))
        draw.words(
            "queue", text="guests", at=(left - 0.2, self.zone.top - 0.36), align=1,
            opacity=self._after * (1 - min(max(self.clock - float(self._starts[-1]), 0.0), 1.0)),
        )  # fmt: skip
        self._draw_first(draw, spots[0], float(came[0]), float(gone[0]), radius)
        if self._names[kinds[0]] in CAST:
            radii[0] = 0.0
        for k in self._order:
            mine = kinds == k
            draw.polygons(
                "guests", k, points=spots[mine][:, None] + radii[mine][:, None, None] * CIRCLE,
                color=t.of_class(k), opacity=self._after, allow=HERO,
            )  # fmt: skip

    def _draw_first(
        self, draw: Canvas, spot: FloatArray, came: float, gone: float, radius: float
    ) -> None:
        """Draw the first guest as its pictogram, with the number of how far it has fallen."""
        t, k = theme(), int(self._guests[0])
        high = 2 * radius + came * (0.65 - 2 * radius)
        draw.pictogram(
            "first", name=self._names[k], at=(float(spot[0]), float(spot[1]) + high / 2 - radius),
            height=high, color=t.of_class(k), allow={**HERO, "overlap": "it falls through a room"},
            opacity=self._after * (1 - min(4 * gone, 1.0)),
        )  # fmt: skip
        size, (left, wide), (floor, unit) = 1.1 * TYPE.number, self._base, self._barn
        room = left + edges_of(self.rooms, self._order)[k : k + 2] * wide
        side = 1 if room[1] - spot[0] > spot[0] - room[0] else -1
        height = float(self._drawn(self._surprise[k])) * unit
        seen = min(max(5 * came - 4, 0.0), 1.0) * (1 - min(5 * gone, 1.0))
        draw.number(
            "fall", value=self.fallen, write=self._write, size=size, align=-side,
            at=(float(spot[0]) + side * 0.25, floor + height / 2 - CAP * size / 2),
            opacity=self._after * seen, allow=OVER,
        )  # fmt: skip

    def _sorted(self) -> tuple[FloatArray, FloatArray]:
        """Return the position of each bar, and how far it is lifted out, from 0 to 1."""
        last = len(self._places) - 1
        done = min(int(self.sorted), last)
        then = min(done + 1, last)
        share = self.sorted - done
        start, end = self._places[done], self._places[then]
        moves = self._guests == done
        rank = start[moves].argsort().argsort() / max(moves.sum(), 1)
        way = np.clip((share - 0.03 - 0.32 * rank) / 0.62, 0, 1)
        place, lifted = start.astype(float), np.zeros(len(start))
        slid = smoothstep((way - 0.14) / 0.72)
        place[moves] += slid * (end - start)[moves]
        lifted[moves] = smoothstep(way / 0.24) * smoothstep((1 - way) / 0.24)
        # As each bar is lifted out, the bars on its left close the gap.
        waits = self._guests > done
        place[waits] += (start[waits][:, None] < start[moves]) @ smoothstep((way - 0.14) / 0.5)
        return place, lifted

    def _light(self, k: int) -> float:
        """Return the brightness of a kind's bars.

        During sorting, bars are dim until the turn of their kind. All bars are dim while the
        average is drawn.
        """
        begun = min(self.sorted / ENDS, 1.0)
        own = min(max((self.sorted - k) / ENDS + 1, 0.0), 1.0)
        return 1 - (1 - BEHIND) * max(begun * (1 - own), self.behind)

    # --- The fence ----------------------------------------------------------------------------

    def _draw_base(self, draw: Canvas) -> None:
        (left, wide), (base, _) = self._base, self._fence
        draw.line(
            "base", points=[(left, base), (left + wide, base)], color=theme().muted, width=6,
            opacity=self.split, allow=OVER,
        )  # fmt: skip

    def _draw_blocks(self, draw: Canvas) -> None:
        """Draw the blocks that fill the seams once bars of a kind stand together."""
        (left, wide), (base, unit) = self._base, self._fence
        edges = left + edges_of(self._came, self._order) * wide
        for k in self._order:
            height = float(self._drawn(self._surprise[k]))
            draw.rectangle(
                "block", k, left=float(edges[k]), right=float(edges[k + 1]), bottom=base,
                top=base + height * unit, color=theme().of_class(k), opacity=self.closed,
                measures=("y", height) if self._came[k] * wide > 0.2 else None, allow=HERO,
            )  # fmt: skip

    def _draw_average(self, draw: Canvas) -> None:
        t, (left, wide), (base, unit) = theme(), self._base, self._fence
        seen = max(self.traced, self.level)
        means = np.where(np.isfinite(self._means), self._means, 0.0)
        place = wide / len(means)
        upto = int(self.ran)
        ends = np.append(np.arange(1, upto + 1), self.ran)
        ys = base + np.append(means[:upto], self.mean) * unit
        points = np.column_stack((left + (ends - 0.5) * place, ys))
        draw.line(
            "curve", points=points, color=t.text, width=7, opacity=self.traced, allow=SO_FAR,
        )  # fmt: skip
        y = base + self.mean * unit
        draw.disc(
            "dot", at=(float(points[-1, 0]), y), radius=0.13, color=t.text,
            outline=t.background, opacity=self.traced, allow=SO_FAR,
        )  # fmt: skip
        draw.line(
            "level", points=[(left, y), (left + wide, y)], color=t.text, width=7,
            opacity=self.level, allow=OVER,
        )  # fmt: skip
        x, size = left - 0.2, 1.1 * TYPE.number
        draw.words(
            "average name", text="average", align=1, at=(x, y + 0.12), opacity=seen, allow=SO_FAR,
        )  # fmt: skip
        draw.number(
            "average", value=self.mean, write=self._write, size=size, align=1,
            at=(x, y - 0.12 - CAP * size), opacity=seen, allow=SO_FAR,
        )  # fmt: skip

    # --- The guesses --------------------------------------------------------------------------

    def _draw_shapes(self, draw: Canvas) -> None:
        """Draw the outlines of the shapes that the sorted fence may have."""
        z, t, (left, wide), (base, unit) = self.zone, theme(), self._base, self._fence
        full = (z.height - FOOT - HEAD) / self._top
        count = len(self._kinds)
        small = min(MINI * full, MINI_HEIGHT / self._top)
        mini, foot = MINI * wide, z.top - small * self._top - 0.05
        texts = {"rooms": "as the rooms", "alike": "all alike", "came": "as they came"}
        for n, kind in enumerate(self._kinds):
            middle, share = z.left + (n + 0.5) * z.width / count, 0.0
            seen = self.guess * (1 - min(2 * self.fitted, 1.0))
            if kind == "came":
                share, seen = self.fitted, max(self.guess, min(5 * self.fitted, 1.0))
            at = (1 - share) * (middle - mini / 2) + share * left
            y = (1 - share) * foot + share * base
            span = (1 - share) * mini + share * wide
            up = (1 - share) * small + share * unit
            edges = at + edges_of(self._shapes[n], self._order) * span
            path = [(at, y)]
            for k in self._order:
                roof = y + float(self._drawn(self._surprise[k])) * up
                a, b = float(edges[k]), float(edges[k + 1])
                draw.rectangle(
                    "shape", n, k, left=a, right=b, bottom=y, top=roof, color=self._color(k, 0.4),
                    opacity=seen * (1 - share), allow=HERO,
                )  # fmt: skip
                if b > a:
                    path += [(a, y), (a, roof), (b, roof), (b, y)]
            draw.line(
                "outline", n, points=[*path, (at, y)], color=t.text, width=6, opacity=seen,
                allow=OVER,
            )  # fmt: skip
            draw.words(
                "shape name", n, text=texts[kind], at=(middle, foot - 0.42),
                opacity=self.guess * (1 - min(4 * self.fitted, 1.0)),
                allow={"overlap": "bars are lifted below it"},
            )  # fmt: skip

    # --- Names and the formula ----------------------------------------------------------------

    def _draw_names(self, draw: Canvas) -> None:
        """Draw the name and p below each block, and the surprise above it."""
        t, (left, wide), (base, unit) = theme(), self._base, self._fence
        edges = left + edges_of(self._came, self._order) * wide
        last, line = len(self._order) - 1, base + self.mean * unit
        widest = int(np.argmax(self._came))
        draw.formula(
            "p name", math="{{p:p}} =", colors={"p": t.p}, size=TYPE.number, align=1,
            at=(left - 0.2, base - 0.98), opacity=self.widths,
        )  # fmt: skip
        for k in self._order:
            a, b = float(edges[k]), float(edges[k + 1])
            x, color = (a + b) / 2, t.of_class(k)
            name, text = self._names[k], self._write_share(float(self._p[k]))
            # A name appears once its bars are together. The last kind's bars are together when
            # all others are.
            together = min(k + 1, last) if last else 0
            there = min(max((self.sorted - together + 3 * ENDS) / (3 * ENDS), 0.0), 1.0)
            there *= self.alone * float(self.sorted > 0)
            wide_name = words_width(name, TYPE.label)
            both = PICTURE + 0.1 + wide_name
            has_picture = name in CAST and b - a > both + 0.05
            draw.pictogram(
                "block picture", k, name=name, at=(x - (both - PICTURE) / 2, base - 0.37),
                height=PICTURE, color=color, opacity=there * float(has_picture),
            )  # fmt: skip
            draw.words(
                "block name", k, text=name, color=color, opacity=there,
                at=(x + (both - wide_name) / 2 * has_picture, base - 0.5),
                room=visibility(b - a, wide_name + 0.08),
            )  # fmt: skip
            draw.number(
                "width", k, value=float(self._p[k]), write=self._write_share, color=t.p,
                at=(x, base - 0.98), opacity=self.widths,
                room=visibility(b - a, number_width(text, TYPE.number) + 0.08),
            )  # fmt: skip
            surprise = float(self._surprise[k])
            tip = 0.0 if np.isfinite(surprise) else TIP * self._top
            y = base + (float(self._drawn(surprise)) + tip) * unit + 0.14
            high = CAP * TYPE.number
            if y - 0.12 < line < y + high + 0.1 and np.isfinite(self._total):
                y = line + 0.14
            draw.number(
                "height", k, value=surprise, write=self._write, color=t.q, at=(x, y),
                room=visibility(b - a, number_width(self._write(surprise), TYPE.number) + 0.08),
                opacity=self.named,
            )  # fmt: skip
            if k == widest:
                self._draw_told(draw, k, Zone(a, b, base, base + surprise * unit))

    def _draw_told(self, draw: Canvas, k: int, block: Zone) -> None:
        """Write on a block what its width and height are."""
        ink, size = text_on(theme().of_class(k)), TYPE.number
        of_it = f'"{self._subscripts[k]}"'
        told = (
            ("told width", f'"width" = p_{of_it}', 2.4, 0.3),
            ("told height", f'"height" = ln(1\\/q_{of_it})', 3.7, 0.95),
        )
        for key, math, wide, up in told:
            room = visibility(block.width, wide, 0.3) if block.height > up + 0.5 else 0.0
            draw.formula(
                key, math=math, color=ink, size=size, at=(block.x, block.bottom + up), room=room,
                opacity=self.named, allow=OVER,
            )  # fmt: skip

    def _draw_formula(self, draw: Canvas) -> None:
        z, t = self.zone, theme()
        size = min(1.35 * TYPE.formula, (z.width - 0.2) / 0.165)
        text = self._write(self._total)
        number, nats = number_width(text, size), words_width("nats", TYPE.label)
        wide = FORMULA * size + number + nats + 0.4
        at, y = z.x - wide / 2 + FORMULA * size, z.top - 0.8
        sign = "=" if self._is_met else "approx"
        draw.formula(
            "formula", math="H({{p:p}}, {{q:q}}) = sum {{p:p}} ln(1\\/{{q:q}}) "
            + sign, colors={"p": t.p, "q": t.q}, size=size, align=1, at=(at, y),
            opacity=self.named,
        )  # fmt: skip
        draw.number(
            "total", value=self._total if self._is_met else self.mean, write=self._write, size=size,
            align=-1, at=(at + 0.2, y), opacity=self.named,
        )  # fmt: skip
        draw.words(
            "nats", text="nats", align=-1, at=(at + 0.4 + number, y),
            opacity=self.named * float(np.isfinite(self._total)),
        )  # fmt: skip


def _highest(surprises: FloatArray) -> float:
    """Return the highest finite surprise, or 0.5 if that is higher."""
    return max(float(surprises[np.isfinite(surprises)].max(initial=0.0)), 0.5)
