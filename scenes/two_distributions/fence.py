"""The main figure of ``TwoDistributions``: guests fall through rooms and leave a fence of bars."""

from __future__ import annotations

import numpy as np

from scenes.two_distributions.numbers import GUESTS, LEGS, STARTS, TwoDistributionsNumbers
from stage.cast import CAST, subscripts
from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import draw_blocks, pieces_of
from stage.mobjects.colors import toned
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, number_width, words_width
from stage.numbers import FloatArray, ramp, smoothstep
from stage.theme import TYPE, Zone, text_on, theme

LEFT, RIGHT, FOOT, HEAD = 1.75, 0.3, 1.05, 1.66
"""Margins around the fence when it is alone, in manim units.

LEFT is for the average, FOOT for names and the numbers below them, and HEAD for the guessed shapes
and then the formula.
"""

NAMES, QUEUE, ABOVE = 0.62, 0.5, 0.3
"""Heights of the gap between barn and fence, of the strip at the top for the queue of guests, and
of the gap between queue and barn, in manim units."""

LEGEND, LEGEND_WIDTH = 1.15, 4.7
"""Height and width of the words about the rooms' width and height, in manim units."""

SEAM = 0.2
"""Gap between two bars, as a fraction of the width that each bar has to itself."""

LIFT = 0.28
"""How far a bar is lifted out of the fence, in manim units."""

MINI, MINI_HEIGHT = 0.2, 0.78
"""Size of a guessed shape as a fraction of the fence's, and its maximum height in manim units."""

ENDLESS, TIP = 1.5, 0.05
"""Height of an infinite surprise, as a multiple of the highest finite one, and of the tip that it
ends in, as a fraction of the highest bar."""

CLEAR = 1.06
"""Heights reserved for barn and fence together, as a multiple of the highest room and bar."""

DIM, SHADE, BEHIND = 0.3, 0.42, 0.5
"""Brightness of rooms beside the one that is halved, of rooms that guests fall through, and of bars
that others pass, or that the average is drawn over."""

ENDS = 0.08
"""Fraction of the time for sorting one kind in which its brightness changes."""

PICTURE = 0.44
"""Height of a pictogram beside a name, in manim units."""

FORMULA = 0.109
"""Width of the formula at type size 1, in manim units."""

LEAST = 0.2
"""Width up to which a block is too narrow to be measured in a clip, in manim units."""

CIRCLE = np.column_stack([f(np.arange(20) * np.pi / 10) for f in (np.cos, np.sin)])

HERO: dict[Rule, str] = {
    "overlap": "it is the hero", "contrast": "pieces stand side by side",
    "passes": "bars are lifted out and slid over the others",
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
    rooms, roofs
        Widths of the rooms, and their heights, which are the surprises, shape (K,).
    clock, fallen
        Seconds since the first guest set out, and how far it has fallen, in nats.
    ran, mean
        The bar up to which the average is drawn, and the average there.
    sorted
        How many kinds of bars have been sorted.
    dim, step_numbers
        How far all rooms except the one that is halved have stepped back, from 0 to 1; how many
        steps of that room's roof show their number.
    split, alone
        From 0, only the barn, to 1, barn and fence; and from there to 1, only the fence.
    behind
        How far the bars have stepped back, from 0 to 1.
    traced, level
        Opacities of the curve of the running average, and of the line at the final average.
    guess, fitted
        Opacity of the guessed shapes; how far the true shape has moved to the fence, from 0 to 1.
    closed
        How far the seams between bars have closed, from 0 to 1.
    widths, heights
        Opacities of p below the blocks, and of the blocks' heights and the formula.
    """

    rooms, roofs = numbers(), numbers()
    clock, fallen, ran, mean, sorted = number(0.0), number(), number(1.0), number(), number(0.0)
    dim, step_numbers, split, alone = look(0.0), look(0.0), look(0.0), look(0.0)
    behind, traced, level = look(0.0), look(0.0), look(0.0)
    guess, fitted, closed = look(0.0), look(0.0), look(0.0)
    widths, heights = look(0.0), look(0.0)
    fading = ("room name", "room share", "room picture")

    def __init__(self, name: str, table: TwoDistributionsNumbers) -> None:
        n = table
        super().__init__(
            name, rooms=n.q, roofs=n.surprise, fallen=n.few.fallen[0], mean=n.run.mean[0]
        )
        self._table, self._order = n, tuple(range(n.count))
        self._write, self._write_share = writer(n.form), writer(n.share_form)
        self._came, self._kinds = np.array(n.counts) / GUESTS, np.array(n.order)
        came = n.surprise[self._came > 0]
        self._top = _highest(came) * (1.0 if np.isfinite(came).all() else ENDLESS)
        # As drawn, an infinite surprise has the greatest height.
        self._heights = np.where(np.isfinite(n.surprise), n.surprise, self._top)
        self._barn_top = max(_highest(n.surprise), self._top)
        self._halved_top = max(_highest(n.surprise), n.surprise[n.dragged] + 2 * n.step)

    # --- Layout -------------------------------------------------------------------------------

    @property
    def _legend(self) -> tuple[float, float]:
        """Left end of the words about width and height, and the margin they need above the barn."""
        z, n, wide = self.zone, self._table, self.zone.width - LEFT - RIGHT
        edge, high = wide * float(n.q[: n.dragged + 1].sum()), z.height - FOOT
        beside = _highest(n.surprise[n.dragged + 1 :]) * high / self._halved_top
        if wide - edge >= LEGEND_WIDTH + 0.3 and beside < high - 1.5:
            return z.left + LEFT + edge + 0.3, 0.0
        return z.left + 0.05, LEGEND

    @property
    def _barn(self) -> Zone:
        """The barn's floor, and a nat above it."""
        z, together = self.zone, self._together
        alone = (z.height - FOOT - 0.15 - self._legend[1]) / self._halved_top
        floor = z.bottom + 0.12 + CLEAR * self._top * together + NAMES
        y = (1 - self.split) * (z.bottom + FOOT) + self.split * floor + 1.5 * self.alone
        nat = (1 - self.split) * alone + self.split * together
        return Zone(z.left + LEFT, z.right - RIGHT, y, y + nat)

    @property
    def _fence(self) -> Zone:
        """The fence's base, and a nat above it."""
        z = self.zone
        nat = (1 - self.alone) * self._together + self.alone * self._full
        y = z.bottom + 0.12 + self.alone * (FOOT - 0.12)
        return Zone(z.left + LEFT, z.right - RIGHT, y, y + nat)

    @property
    def _full(self) -> float:
        """Length of a nat while only the fence is shown."""
        return (self.zone.height - FOOT - HEAD) / self._top

    @property
    def _together(self) -> float:
        """Length of a nat while barn and fence are both shown."""
        height = self.zone.height - 0.12 - NAMES - QUEUE - ABOVE
        return height / (CLEAR * (self._top + self._barn_top))

    @property
    def _before(self) -> float:
        """Opacity of the pieces shown before guests come."""
        return ramp(self.split, 0.5, 0.0)

    @property
    def _after(self) -> float:
        """Opacity of the pieces shown while guests come, until all have come."""
        return ramp(self.split, 0.5, 1.0) * (1 - self.alone)

    # --- Drawing ------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw the barn, the fence made of the guests' falls, and the values read off it."""
        self._draw_barn(draw)
        draw_blocks(
            draw, "block", base=self._fence, widths=self._came, heights=self._heights,
            order=self._order, opacity=self.closed, allow=HERO,
            measured=self._came * self._fence.width > LEAST,
        )  # fmt: skip
        self._draw_guests(draw)
        self._draw_average(draw)
        self._draw_shapes(draw)
        self._draw_names(draw)
        self._draw_formula(draw)

    # --- The barn -----------------------------------------------------------------------------

    def _draw_barn(self, draw: Canvas) -> None:
        """Draw the rooms with what belongs to them, the floor, the grip and the legend."""
        t, n, barn, z = theme(), self._table, self._barn, self.zone
        is_other = np.arange(n.count) != n.dragged
        # A room that has only just opened would be higher than any other, so heights are limited.
        tallest = (1 - self.split) * self._halved_top + self.split * CLEAR * self._barn_top
        # A measured room has no step on its roof, and its top is visible.
        is_bare = is_other | (self.roofs <= n.surprise + 1e-9)
        draw_blocks(
            draw, "room", base=barn, widths=self.rooms, heights=np.minimum(self.roofs, tallest),
            order=self._order, opacity=1 - self.alone, allow=HERO,
            light=1 - (1 - SHADE) * self.split - (1 - DIM) * self.dim * is_other,
            measured=is_bare & (self.roofs < tallest) & (self.rooms * barn.width > LEAST),
        )  # fmt: skip
        rooms = pieces_of(barn, self.rooms, self._order)
        self._draw_steps(draw, rooms[n.dragged])
        for k, room in rooms.items():
            self._draw_room(draw, k, room)
        draw.line(
            "floor", points=[(barn.left, barn.bottom), (barn.right, barn.bottom)], color=t.muted,
            width=6, opacity=1 - self.alone, allow=OVER,
        )  # fmt: skip
        draw.disc(
            "grip", at=(rooms[max(n.dragged, n.neighbor)].left, barn.bottom), radius=0.17,
            color=t.text, outline=t.background, opacity=self._before, allow=OVER,
        )  # fmt: skip
        draw.formula(
            "share name", math="{{q:q}} =", colors={"q": t.q}, size=TYPE.number, align=1,
            at=(barn.left - 0.2, barn.bottom - 0.95),
            opacity=self._before * ramp(self.dim, 0.25, 0.0),
        )  # fmt: skip
        for j, math in enumerate(
            ('"height" = "surprise" = ln(1\\/{{q:q}})', '"width" = "your guess" {{q:q}}')
        ):
            draw.formula(
                "legend", j, math=math, colors={"q": t.q}, size=TYPE.number, align=-1,
                at=(self._legend[0], z.top - 1.0 + 0.6 * j), opacity=self._before,
            )  # fmt: skip

    def _draw_steps(self, draw: Canvas, room: Zone) -> None:
        """Draw how much the roof of the halved room has risen each time."""
        t, n = theme(), self._table
        low, roof = float(n.surprise[n.dragged]), float(self.roofs[n.dragged])
        x, align = (room.right + 0.15, -1) if n.dragged < n.count - 1 else (room.left - 0.15, 1)
        for j in range(2):
            foot, top = (min(low + (j + m) * n.step, roof) for m in (0, 1))
            draw.rectangle(
                "step", j, left=room.left, right=room.right,
                bottom=room.bottom + foot * room.height, top=room.bottom + top * room.height,
                color=t.text if j else toned(t.text, 0.78), outline=t.background,
                opacity=self._before * float(top > foot),
                allow={**OVER, "pop": "it grows from the roof"},
            )  # fmt: skip
            size = 1.2 * TYPE.number
            y = room.bottom + (low + (j + 0.5) * n.step) * room.height - CAP * size / 2
            draw.number(
                "step number", j, value=n.step, write=writer("+.2f"), align=align, size=size,
                at=(x, y), opacity=ramp(self.step_numbers, j, j + 1),
                room=visibility(n.step * room.height, CAP * size + 0.1), allow=OVER,
            )  # fmt: skip

    def _draw_room(self, draw: Canvas, k: int, room: Zone) -> None:
        """Draw a room's pictogram, its name and its share."""
        t, name, value = theme(), self._table.names[k], float(self.rooms[k])
        color, is_dragged = t.of_class(k), k == self._table.dragged
        opacity = self._before * (1.0 if is_dragged else ramp(self.dim, 0.25, 0.0))
        high = min(0.95, 0.72 * room.width, 0.6 * float(self.roofs[k]) * room.height)
        draw.pictogram(
            "room picture", k, name=name, at=(room.x, room.bottom + 0.3 + high / 2), height=high,
            color=text_on(color), room=visibility(high, 0.36, 0.1), opacity=opacity, allow=OVER,
        )  # fmt: skip
        draw.words(
            "room name", k, text=name, at=(room.x, room.bottom - 0.48), color=color,
            room=visibility(room.width, words_width(name, TYPE.label) + 0.08),
            opacity=1 - self.alone, allow={"overlap": "bars pass over it"},
        )  # fmt: skip
        needed = number_width(self._write_share(value), TYPE.number) + 0.08
        if is_dragged and float(self._table.q[k]) * self._barn.width <= needed:
            # A number that is too wide for its room waits until the other rooms' numbers have gone.
            opacity *= ramp(self.dim, 0.25, 0.75)
        draw.number(
            "room share", k, value=value, write=self._write_share, color=t.q, opacity=opacity,
            at=(room.x, room.bottom - 0.95),
            room=None if is_dragged else visibility(room.width, needed),
        )  # fmt: skip

    # --- The guests and their falls -----------------------------------------------------------

    def _draw_guests(self, draw: Canvas) -> None:
        """Draw the bars, which are the guests' trails, and the guests on their paths."""
        n, barn, fence, kinds = self._table, self._barn, self._fence, self._kinds
        # How far each guest has come to the roof and fallen, and its trail gone to the fence.
        come, fall, rest, go = LEGS.T
        begun = self.clock - STARTS
        came, fallen = begun / come, np.clip((begun - come) / fall, 0, 1) ** 2
        gone = np.clip((begun - come - fall - rest) / go, 0, 1)
        rooms, bar = pieces_of(barn, self.rooms, self._order), (1 - SEAM) * fence.width / GUESTS
        lefts, widths = np.array([(room.left, room.width) for room in rooms.values()])[kinds].T
        x = lefts + np.minimum(bar, widths) / 2 + np.maximum(widths - bar, 0.0) * n.falls
        places, lifted = self._sorted()
        goal = fence.left + (places + 0.5) * fence.width / GUESTS
        x += smoothstep(1.3 * gone) * (goal - x)
        nat = np.where(gone > 0, fence.height, barn.height)
        heights, is_endless = self._heights[kinds], ~np.isfinite(n.surprise[kinds])
        foot = barn.bottom + smoothstep(gone) ** 1.5 * (fence.bottom - barn.bottom) + LIFT * lifted
        top = foot + heights * nat
        low, tip = top - heights * nat * fallen, TIP * self._top * nat * is_endless * (fallen > 0)
        corners = ((-1, low), (1, low), (1, top), (0, top + tip), (-1, top))
        bars = np.stack([np.column_stack((x + side * bar / 2, y)) for side, y in corners], axis=1)
        draw.line(
            "base", points=[(fence.left, fence.bottom), (fence.right, fence.bottom)], width=6,
            color=theme().muted, opacity=self.split, allow=OVER,
        )  # fmt: skip
        # When two kinds cross, the one that is sorted first slides over the other.
        for k in reversed(self._order):
            draw.polygons(
                "bars", k, points=bars[kinds == k], allow=HERO,
                color=toned(theme().of_class(k), self._light(k)),
            )  # fmt: skip
        fallen_to = np.column_stack((x, barn.bottom + heights * (1 - fallen) * barn.height))
        self._draw_crowd(draw, fallen_to, came, gone)

    def _draw_crowd(
        self, draw: Canvas, feet: FloatArray, came: FloatArray, gone: FloatArray
    ) -> None:
        """Draw the guests in the queue, and on their way from it to their ``feet``, (100, 2)."""
        n, top, left, kinds = self._table, self.zone.top, self._barn.left, self._kinds
        pitch = self._barn.width / 50
        radius = min(0.42 * pitch, 0.1)
        column, row = np.divmod(np.arange(GUESTS), 2)
        queue = np.column_stack(
            (left + (column + 0.5) * pitch, top - 0.13 - row * min(pitch, 0.24))
        )
        # A guest first leaves the queue and then moves along.
        moved = np.column_stack((smoothstep(came), smoothstep(2 * came)))
        spots = queue + moved * (feet + np.array([0.0, radius]) - queue)
        radii = radius * (1 - smoothstep(4 * gone))
        draw.words(
            "queue", text="guests", at=(left - 0.2, top - 0.36), align=1,
            opacity=self._after * ramp(self.clock, STARTS[-1] + 1, STARTS[-1]),
        )  # fmt: skip
        self._draw_first(draw, spots[0], float(moved[0, 0]), float(gone[0]), radius)
        if n.names[kinds[0]] in CAST:
            radii[0] = 0.0
        discs = spots[:, None] + radii[:, None, None] * CIRCLE
        for k in self._order:
            draw.polygons(
                "guests", k, points=discs[kinds == k], color=theme().of_class(k),
                opacity=self._after, allow=HERO,
            )  # fmt: skip

    def _draw_first(
        self, draw: Canvas, spot: FloatArray, came: float, gone: float, radius: float
    ) -> None:
        """Draw the first guest as its pictogram, with the number of how far it has fallen."""
        n, k, (x, y) = self._table, int(self._kinds[0]), spot.tolist()
        high = 2 * radius + came * (0.65 - 2 * radius)
        draw.pictogram(
            "first", name=n.names[k], at=(x, y + high / 2 - radius), height=high,
            color=theme().of_class(k), allow={**HERO, "overlap": "it falls through a room"},
            opacity=self._after * ramp(gone, 0.25, 0.0),
        )  # fmt: skip
        size, room = 1.1 * TYPE.number, pieces_of(self._barn, self.rooms, self._order)[k]
        side = 1 if x < room.x else -1
        middle = room.bottom + float(self._heights[k]) * room.height / 2
        draw.number(
            "fall", value=self.fallen, write=self._write, size=size, align=-side,
            at=(x + side * 0.25, middle - CAP * size / 2),
            opacity=self._after * ramp(came, 0.8, 1.0) * ramp(gone, 0.2, 0.0), allow=OVER,
        )  # fmt: skip

    def _sorted(self) -> tuple[FloatArray, FloatArray]:
        """Return the position of each bar, and how far it is lifted out, from 0 to 1, (100,)."""
        places = self._table.places
        done = min(int(self.sorted), len(places) - 2)
        start, end = places[done], places[done + 1]
        moves, waits = self._kinds == done, self._kinds > done
        rank = start[moves].argsort().argsort() / max(moves.sum(), 1)
        time = np.clip((self.sorted - done - 0.03 - 0.32 * rank) / 0.62, 0, 1)
        place, lifted = start.astype(float), np.zeros(GUESTS)
        place[moves] += smoothstep((time - 0.14) / 0.72) * (end - start)[moves]
        lifted[moves] = smoothstep(time / 0.24) * smoothstep((1 - time) / 0.24)
        # As each bar is lifted out, the bars on its left close the gap.
        place[waits] += (start[waits][:, None] < start[moves]) @ smoothstep((time - 0.14) / 0.5)
        return place, lifted

    def _light(self, k: int) -> float:
        """Return the brightness of a kind's bars.

        During sorting, bars are dim until the turn of their kind. All bars are dim while the
        average is drawn.
        """
        waits = ramp(self.sorted, 0.0, ENDS) * ramp(self.sorted, k, k - ENDS)
        return 1 - (1 - BEHIND) * max(waits, self.behind)

    # --- The fence ----------------------------------------------------------------------------

    def _draw_average(self, draw: Canvas) -> None:
        """Draw the average so far as a curve with a dot at its end, then as a line."""
        t, fence, means = theme(), self._fence, self._table.means
        bars = np.append(np.arange(1, int(self.ran) + 1), self.ran)
        so_far = np.append(np.where(np.isfinite(means), means, 0.0)[: int(self.ran)], self.mean)
        points = np.column_stack(
            (fence.left + (bars - 0.5) * fence.width / GUESTS, fence.bottom + so_far * fence.height)
        )
        x, y = points[-1].tolist()
        draw.line(
            "curve", points=points, color=t.text, width=7, opacity=self.traced, allow=SO_FAR,
        )  # fmt: skip
        draw.disc(
            "dot", at=(x, y), radius=0.13, color=t.text, outline=t.background, opacity=self.traced,
            allow=SO_FAR,
        )  # fmt: skip
        draw.line(
            "level", points=[(fence.left, y), (fence.right, y)], color=t.text, width=7,
            opacity=self.level, allow=OVER,
        )  # fmt: skip
        right, size, opacity = fence.left - 0.2, 1.1 * TYPE.number, max(self.traced, self.level)
        draw.words(
            "average name", text="average", align=1, at=(right, y + 0.12), opacity=opacity,
            allow=SO_FAR,
        )  # fmt: skip
        draw.number(
            "average", value=self.mean, write=self._write, size=size, align=1,
            at=(right, y - 0.12 - CAP * size), opacity=opacity, allow=SO_FAR,
        )  # fmt: skip

    # --- The guesses --------------------------------------------------------------------------

    def _draw_shapes(self, draw: Canvas) -> None:
        """Draw the outlines of the shapes that the sorted fence may have."""
        n, z, t, fence = self._table, self.zone, theme(), self._fence
        nat, half = min(MINI * self._full, MINI_HEIGHT / self._top), MINI * fence.width / 2
        foot = z.top - nat * self._top - 0.05
        texts = {"rooms": "as the rooms", "alike": "all alike", "came": "as they came"}
        for j, kind in enumerate(n.kinds_of_shapes):
            x = z.left + (j + 0.5) * z.width / len(n.kinds_of_shapes)
            shape, moved = Zone(x - half, x + half, foot, foot + nat), 0.0
            opacity = self.guess * ramp(self.fitted, 0.5, 0.0)
            if kind == "came":
                moved, opacity = self.fitted, max(self.guess, ramp(self.fitted, 0.0, 0.2))
                shape = shape.toward(fence, moved)
            draw_blocks(
                draw, "shape", j, base=shape, widths=n.shapes[j], heights=self._heights,
                order=self._order, light=0.4, opacity=opacity * (1 - moved), allow=HERO,
            )  # fmt: skip
            path = [(shape.left, shape.bottom)]
            for k, piece in pieces_of(shape, n.shapes[j], self._order).items():
                if piece.width > 0:
                    roof = piece.bottom + float(self._heights[k]) * piece.height
                    path += [(piece.left, piece.bottom), (piece.left, roof)]
                    path += [(piece.right, roof), (piece.right, piece.bottom)]
            draw.line(
                "outline", j, points=[*path, path[0]], color=t.text, width=6, opacity=opacity,
                allow=OVER,
            )  # fmt: skip
            draw.words(
                "shape name", j, text=texts[kind], at=(x, foot - 0.42),
                opacity=self.guess * ramp(self.fitted, 0.25, 0.0),
                allow={"overlap": "bars are lifted below it"},
            )  # fmt: skip

    # --- Names and the formula ----------------------------------------------------------------

    def _draw_names(self, draw: Canvas) -> None:
        """Draw the name and p below each block, and the surprise above it."""
        t, n, fence = theme(), self._table, self._fence
        line, high, last = fence.bottom + self.mean * fence.height, CAP * TYPE.number, n.count - 1
        draw.formula(
            "p name", math="{{p:p}} =", colors={"p": t.p}, size=TYPE.number, align=1,
            at=(fence.left - 0.2, fence.bottom - 0.98), opacity=self.widths,
        )  # fmt: skip
        for k, block in pieces_of(fence, self._came, self._order).items():
            name, p, surprise = n.names[k], float(n.p[k]), float(n.surprise[k])
            # A name appears once its bars are together. The last kind's bars are together when
            # all others are.
            together = min(k + 1, last)
            opacity = self.alone * ramp(self.sorted, together - 3 * ENDS, together)
            opacity *= self.sorted > 0
            wide = words_width(name, TYPE.label)
            beside = PICTURE + 0.1
            has_picture = name in CAST and block.width > wide + beside + 0.05
            draw.pictogram(
                "block picture", k, name=name, at=(block.x - (wide + 0.1) / 2, block.bottom - 0.37),
                height=PICTURE, color=t.of_class(k), opacity=opacity * has_picture,
            )  # fmt: skip
            draw.words(
                "block name", k, text=name, color=t.of_class(k), opacity=opacity,
                at=(block.x + beside / 2 * has_picture, block.bottom - 0.5),
                room=visibility(block.width, wide + 0.08),
            )  # fmt: skip
            draw.number(
                "width", k, value=p, write=self._write_share, color=t.p, opacity=self.widths,
                at=(block.x, block.bottom - 0.98), room=self._fits(block, self._write_share(p)),
            )  # fmt: skip
            tip = 0.0 if np.isfinite(surprise) else TIP * self._top
            y = block.bottom + (float(self._heights[k]) + tip) * block.height + 0.14
            if y - 0.12 < line < y + high + 0.1 and np.isfinite(n.total):
                y = line + 0.14
            draw.number(
                "height", k, value=surprise, write=self._write, color=t.q, opacity=self.heights,
                at=(block.x, y), room=self._fits(block, self._write(surprise)),
            )  # fmt: skip
            if k == int(np.argmax(self._came)):
                self._draw_block_legend(draw, k, block)

    def _fits(self, block: Zone, text: str) -> float:
        """Return the visibility of a number that should be no wider than its block."""
        return visibility(block.width, number_width(text, TYPE.number) + 0.08)

    def _draw_block_legend(self, draw: Canvas, k: int, block: Zone) -> None:
        """Write on a block what its width and height are."""
        color, name = text_on(theme().of_class(k)), f'"{subscripts(self._table.names)[k]}"'
        height = self._table.surprise[k] * block.height
        for key, math, wide, up in (
            ("block width", f'"width" = p_{name}', 2.4, 0.3),
            ("block height", f'"height" = ln(1\\/q_{name})', 3.7, 0.95),
        ):
            room = visibility(block.width, wide, 0.3) if height > up + 0.5 else 0.0
            draw.formula(
                key, math=math, color=color, size=TYPE.number, at=(block.x, block.bottom + up),
                room=room, opacity=self.heights, allow=OVER,
            )  # fmt: skip

    def _draw_formula(self, draw: Canvas) -> None:
        """Draw the formula of the cross entropy, with its value or the average near it."""
        z, t, n, opacity = self.zone, theme(), self._table, self.heights
        size = min(1.35 * TYPE.formula, (z.width - 0.2) / 0.165)
        number, nats = number_width(self._write(n.total), size), words_width("nats", TYPE.label)
        x, y = z.x + (FORMULA * size - number - nats - 0.4) / 2, z.top - 0.8
        sign = "=" if n.is_met else "approx"
        draw.formula(
            "formula", math="H({{p:p}}, {{q:q}}) = sum {{p:p}} ln(1\\/{{q:q}}) " + sign,
            colors={"p": t.p, "q": t.q}, size=size, align=1, at=(x, y), opacity=opacity,
        )  # fmt: skip
        draw.number(
            "total", value=n.total if n.is_met else self.mean, write=self._write, size=size,
            align=-1, at=(x + 0.2, y), opacity=opacity,
        )  # fmt: skip
        draw.words(
            "nats", text="nats", align=-1, at=(x + 0.4 + number, y),
            opacity=opacity * np.isfinite(n.total),
        )  # fmt: skip


def _highest(surprises: FloatArray) -> float:
    """Return the highest finite surprise, or 0.5 if that is higher."""
    return max(float(surprises[np.isfinite(surprises)].max(initial=0.0)), 0.5)
