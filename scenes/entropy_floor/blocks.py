"""The figure of ``EntropyFloor``: blocks of surprise on the truth, and their average height."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from scenes.entropy_floor.numbers import EntropyFloorNumbers
from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import INSIDE, SLIVER, draw_shares, edges_of, true_first
from stage.mobjects.colors import mixed
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.theme import TYPE, Zone, text_on, theme

BAR, JOINT, BETWEEN = 0.76, 0.06, 0.12
"""Sizes of the bars and of the spaces around them, in manim units.

BAR: thickness of both bars.
JOINT: space between the blocks and the truth.
BETWEEN: space between the truth and the guess.
"""

FOOT, HEAD, LEFT, RIGHT, TAIL = 0.4, 0.4, 1.6, 2.1, 0.2
"""Margins around the plot and its bars, in manim units.

FOOT: margin below, for the arrow of the guess.
HEAD: margin above, for the bracket over what is saved.
LEFT: margin on the left, for the names of the bars.
RIGHT: margin on the right, for the level's number.
TAIL: length of the level's line in the right margin.
"""

DIM = 0.25
"""Opacity of blocks in the background."""

HERO: dict[Rule, str] = {"overlap": "it is the hero", "contrast": "blocks stand side by side"}
ON: dict[Rule, str] = {
    "overlap": "it is in the plot whose levels it marks",
    "contrast": "it is in the plot whose levels it marks",
    "pop": "it grows from nothing, or from what it lies on",
}


class Blocks(Figure):
    """Blocks p wide and ln(1/q) high above the bars of p and q, and the level of the blocks.

    The dragged class comes first in the bars, so that its edge moves freely in the bar of q.

    Values
    ------
    q, surprise, level, filled, low, high
        The tracks of the same names in the table.
    risen
        How far the blocks of the other classes have risen, from 0 to 1.
    levelled
        How far the tops of the blocks have moved to the level, from 0 to 1.
    drawn
        How much of the level's line is drawn, from 0 to 1.
    spread
        How far the remainder has spread above the floor, from 0 to 1.
    bowl
        How much is seen of the curve of levels; the level's line ends at the curve.
    cost_drawn, floor_drawn
        How much of the area above the floor, and of that below it, is painted, from 0 to 1.
    measured
        Opacity of the measure of the dragged class's surprise.
    bright
        Opacity of the blocks.
    valued
        Opacity of the level's number.
    marked
        Opacity of the mark at the floor.
    options
        Opacity of the options that the viewer chooses from.
    handle
        Opacity of the handle at the dragged share.
    pushed
        Opacity of what the push adds and of the gaps where it saves.
    changed
        Opacity of the words "added" and "saved", and of the bracket.
    summed
        Opacity of the amount that is left over.
    """

    q, surprise, level, filled = numbers(), numbers(), number(), numbers()
    low, high = number(), number()
    risen, levelled, drawn = look(0.0), look(0.0), look(0.0)
    spread, bowl, cost_drawn, floor_drawn = look(0.0), look(0.0), look(0.0), look(0.0)
    measured, bright, valued, marked = look(1.0), look(1.0), look(0.0), look(0.0)
    options, handle, pushed = look(0.0), look(1.0), look(0.0)
    changed, summed = look(0.0), look(0.0)
    fading = ("share name", "share picture", "truth name", "truth picture")

    def __init__(self, name: str, table: EntropyFloorNumbers) -> None:
        n = self._table = table
        super().__init__(
            name, q=n.q, surprise=n.surprise, level=n.level, filled=n.fill.filled[0],
            low=n.slide.low[0], high=n.slide.high[0],
        )  # fmt: skip
        self._write = writer(n.form)
        self._order = true_first(len(n.p), n.dragged)
        # The added surprise fills the highest gap from its top. Thus no part passes another one
        # of the same colour.
        others = [k for k in self._order[1:] if n.p[k] > 0]
        self._gaps = sorted(others, key=lambda k: float(n.p[k]))

    # --- Layout -------------------------------------------------------------------------------

    @property
    def _guess(self) -> Zone:
        z, low = self.zone, self.zone.bottom + FOOT
        return Zone(z.left + LEFT, z.right - RIGHT, low, low + BAR)

    @property
    def _truth(self) -> Zone:
        low = self._guess.top + BETWEEN
        return Zone(self._guess.left, self._guess.right, low, low + BAR)

    @property
    def _plot(self) -> Zone:
        bar = self._truth
        return Zone(bar.left, bar.right, bar.top + JOINT, self.zone.top - HEAD)

    def _y(self, level: float) -> float:
        """Return the y coordinate of a level, limited to the top of the stage."""
        y = self._plot.bottom + level * self._plot.height / self._table.tall
        return min(float(y), self.zone.top)

    def _band(self, low: float, high: float) -> Zone:
        """Return the rectangle between two levels that is as wide as the plot."""
        return Zone(self._plot.left, self._plot.right, self._y(low), self._y(high))

    def _block(self, k: int, low: float, high: float) -> Zone:
        """Return the rectangle between two levels that is as wide as a class's block."""
        edges = self._plot.left + edges_of(self._table.p, self._order) * self._plot.width
        start, end = edges[self._order.index(k) :][:2]
        return Zone(float(start), float(end), self._y(low), self._y(high))

    def _height(self, k: int) -> float:
        """Return the height of a class's block: its surprise, or the level once levelled."""
        high = min(float(self.surprise[k]), 2 * self._table.tall)
        high += self.levelled * (self.level - high)
        return high if k == self._table.dragged else high * self.risen

    @property
    def _edge(self) -> float:
        """Return the x coordinate of the dragged share's edge in the guess."""
        return self._guess.left + float(self.q[self._table.dragged]) * self._guess.width

    @property
    def _added_color(self) -> str:
        return mixed(theme().of_class(self._table.dragged), theme().text, 0.5)

    # --- Drawing ------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw the bars, the blocks and their changes, the areas, the lines and the texts."""
        self._bars(draw)
        self._gaps_above(draw)
        self._blocks(draw)
        self._added(draw)
        self._areas(draw)
        self._lines(draw)
        self._bowl(draw)
        self._amounts(draw)
        self._options(draw)
        self._handle(draw)

    def _bars(self, draw: Canvas) -> None:
        """Draw the bars of the truth and of the guess, with their names."""
        n, t = self._table, theme()
        for key, title, bar, values in (
            ("truth", '"truth" {{p:p}}', self._truth, n.p),
            ("share", '"guess" {{q:q}}', self._guess, self.q),
        ):
            draw_shares(draw, key, bar, values, order=self._order, names=n.names)
            draw.formula(
                key, "title", math=title, colors={"p": t.p, "q": t.q}, size=TYPE.label, align=1,
                at=(bar.left - 0.14, bar.y - 0.12),
            )  # fmt: skip

    def _gaps_above(self, draw: Canvas) -> None:
        """Hatch what the push saves: the blocks hide it until they sink."""
        old, new = self._table.push.surprise[[0, -1]]
        for j in self._gaps:
            gap, color = self._block(j, new[j], old[j]), theme().of_class(j)
            opacity = self.pushed * (1 - float(self.filled[j]))
            draw.line("gap", j, points=gap.outline, color=color, opacity=opacity, allow=ON)
            draw.hatch("hatch", j, **asdict(gap), color=color, opacity=opacity, allow=ON)

    def _blocks(self, draw: Canvas) -> None:
        """Draw the blocks, and the measure of the dragged class's surprise."""
        n, t, k = self._table, theme(), self._table.dragged
        base = float(n.push.surprise[0, k])
        for j in self._order:
            high = self._height(j)
            if j == k:  # what the push adds lies on top of it
                high -= self.pushed * max(high - base, 0.0)
            block = self._block(j, 0, high)
            # A block whose top touches a line cannot be measured in the picture.
            near = min(abs(block.top - self._y(level)) for level in (self.level, n.floor))
            is_clear = near > 0.15 and block.top < self.zone.top and block.width > SLIVER
            draw.rectangle(
                "block", j, **asdict(block), color=t.of_class(j), outline=t.background,
                opacity=self.bright * float(block.width > 0), allow=HERO,
                measures=("y", high) if is_clear else None,
            )  # fmt: skip
        block = self._block(k, 0, self._height(k))
        x = min(block.right + 0.3, self.zone.right - 0.15)
        free = self.zone.right - x - 0.25
        draw.arrow(
            "measure", start=(x, block.bottom), end=(x, block.top), color=t.text, thickness=0.1,
            opacity=self.measured, allow=ON,
        )  # fmt: skip
        draw.words(
            "measure name", text="your surprise", align=-1, size=TYPE.number, opacity=self.measured,
            at=(x + 0.25, block.y - CAP * TYPE.number / 2), allow=ON,
            room=visibility(free, words_width("your surprise", TYPE.number)),
        )  # fmt: skip

    # --- What the push adds and saves ---------------------------------------------------------

    def _added(self, draw: Canvas) -> None:
        """Draw what the push adds: the pieces that fill the gaps, and the rest of it."""
        n, k = self._table, self._table.dragged
        old, new = n.push.surprise[[0, -1]]
        depths = [float((old[j] - new[j]) * n.p[j] / n.p[k]) for j in self._gaps]
        used = sum(self.filled[j] * depth for j, depth in zip(self._gaps, depths, strict=True))
        rest = self._block(k, old[k], max(min(self.surprise[k], new[k]) - used, old[k]))
        goal = self._band(n.floor, n.floor + n.net)
        seen = self.pushed * float(rest.height > 0)
        self._carry(draw, "rest", way=(rest, goal), share=self.spread, opacity=seen)
        top = new[k]
        for j, depth in zip(self._gaps, depths, strict=True):
            way = self._block(k, top - depth, top), self._block(j, new[j], old[j])
            seen = self.pushed * (1 - (1 - DIM) * self.spread) * float(self.filled[j] > 0)
            self._carry(draw, "part", j, way=way, share=float(self.filled[j]), opacity=seen)
            top -= depth

    def _carry(
        self, draw: Canvas, *key: str | int, way: tuple[Zone, Zone], share: float, opacity: float
    ) -> None:
        """Draw a rectangle that moves from one place to another and keeps its area all the way."""
        start, goal = way
        at = start.toward(goal, share)
        half = start.height / 2
        if share > 0 and at.width > 0:  # a block thinner than the spacing of floats has no width
            half = goal.height * goal.width / at.width / 2
        draw.rectangle(
            *key, left=at.left, right=at.right, bottom=at.y - half,
            top=min(at.y + half, self.zone.top), color=self._added_color,
            outline=theme().background, opacity=opacity, allow={**HERO, **ON},
        )  # fmt: skip

    def _amounts(self, draw: Canvas) -> None:
        """Write what is added, saved and left over, each beside its area."""
        n, k, t, size = self._table, self._table.dragged, theme(), TYPE.number
        old, new = n.push.surprise[[0, -1]]
        # The floor's line divides the added area: the word is in the larger part.
        parts = self._block(k, old[k], n.floor), self._block(k, max(old[k], n.floor), new[k])
        added = max(parts, key=lambda part: part.height)
        room = min(
            visibility(added.width, words_width("added", size) + 0.1),
            visibility(added.height, CAP * size + 0.16),
        )
        draw.words(
            "added", text="added", size=size, color=text_on(self._added_color), room=room,
            at=(added.x, added.y - CAP * size / 2), opacity=self.changed, allow=ON,
        )  # fmt: skip
        left, right = self._block(k, 0, 0).right + 0.05, self._plot.right
        foot = min(self._y(max(old[self._gaps])) + 0.1, self.zone.top - 0.5)
        top = foot + 0.13
        draw.line(
            "bracket", points=[(left, foot), (left, top), (right, top), (right, foot)],
            color=t.text, width=5, opacity=self.changed, allow=ON,
        )  # fmt: skip
        draw.words(
            "saved", text="saved", size=size, align=-1, at=(right + 0.2, top - CAP * size / 2),
            opacity=self.changed,
        )  # fmt: skip
        rest = self._band(n.floor, n.floor + n.net)
        draw.words(
            "left over", text=f"+{writer(n.net_form)(n.net)}", size=size, align=-1,
            at=(right + TAIL + 0.15, rest.y - CAP * size / 2), opacity=self.summed,
        )  # fmt: skip

    # --- The level and the floor --------------------------------------------------------------

    def _bowl(self, draw: Canvas) -> None:
        """Draw the levels at all shares so far, and a stick from the share's edge to the level."""
        n, t, guess = self._table, theme(), self._guess
        shares = np.clip(n.bowl_shares, self.low, self.high)
        levels = np.interp(shares, n.bowl_shares, n.bowl_levels)
        heights = [self._y(level) for level in levels]
        points = np.column_stack((guess.left + shares * guess.width, heights))
        draw.line("bowl", points=points, color=t.text, width=6, opacity=self.bowl, allow=ON)
        x, y = self._edge, self._y(self.level)
        stick = [(x, guess.top), (x, y)]
        draw.line("stick", points=stick, color=t.text, width=3, opacity=self.bowl, allow=ON)
        truth = float(n.p[n.dragged])
        at = guess.left + truth * guess.width, self._y(n.floor)
        touched = self.bowl * float(self.high >= truth)
        draw.disc("touch", at=at, radius=0.13, color=t.p, opacity=touched, allow=ON)
        draw.disc("dot", at=(x, y), radius=0.13, color=t.text, opacity=self.bowl, allow=ON)

    def _lines(self, draw: Canvas) -> None:
        """Draw the floor's mark and the level's line, and their numbers."""
        n, t, plot, size = self._table, theme(), self._plot, TYPE.number
        end = plot.right + TAIL
        y, floor = self._y(self.level), self._y(n.floor)
        right = (1 - self.bowl) * end + self.bowl * self._edge
        drawn = plot.left + self.drawn * (right - plot.left)
        for key, at, stop, color, width, seen in (
            ("mark", floor, end, t.p, 6, self.marked),
            ("line", y, drawn, t.text, 6 - 3 * self.bowl, float(self.drawn > 0)),
        ):
            points = [(plot.left, at), (stop, at)]
            for part, ink, wide in (("edge", t.background, width + 6), ("core", color, width)):
                draw.line(key, part, points=points, color=ink, width=wide, opacity=seen, allow=ON)
        x, foot = end + 0.15, min(y - CAP * size / 2, self.zone.top - 1.3)
        draw.number(
            "level number", value=self.level, write=self._write, at=(x, foot), align=-1, size=size,
            opacity=self.valued,
        )  # fmt: skip
        for text, up in (("surprise", 0.5), ("average", 0.92)):
            draw.words("level", text, text=text, at=(x, foot + up), align=-1, opacity=self.valued)
        draw.number(
            "floor", value=n.floor, write=self._write, align=1, size=size, color=t.p,
            at=(plot.left - 0.2, floor - CAP * size / 2), opacity=self.marked,
        )  # fmt: skip

    def _options(self, draw: Canvas) -> None:
        """Draw the options for the level, beside the end of its line."""
        t, width = theme(), RIGHT - TAIL - 0.2
        x = self.zone.right - width / 2
        y = max(self._y(self.level), self._guess.bottom + 1.7)
        size = min(TYPE.formula, width / words_width("the same", 1.0))
        for text, way in (("higher", 1), ("the same", 0), ("lower", -1)):
            draw.arrow(
                "option", text, start=(x, y + 0.4 * way), end=(x, y + 1.15 * way), color=t.text,
                thickness=0.18, opacity=self.options * abs(way), allow=ON,
            )  # fmt: skip
            at = (x, y + 1.45 * way - CAP * size / 2)
            draw.words("option name", text, text=text, at=at, size=size, opacity=self.options)

    def _handle(self, draw: Canvas) -> None:
        """Draw the handle at the edge of the dragged share, and the arrow of the push."""
        n, t, guess, k = self._table, theme(), self._guess, self._table.dragged
        x, goal = self._edge, guess.left + float(n.push.q[-1, k]) * guess.width
        ends, y = [(x, guess.bottom - 0.12), (x, guess.top)], guess.bottom - 0.26
        draw.line("handle", points=ends, color=t.text, width=9, opacity=self.handle, allow=ON)
        draw.arrow(
            "push", start=(x - 0.1, y), end=(goal, y), thickness=0.14, color=t.text,
            opacity=self.options, allow=ON,
        )  # fmt: skip

    # --- The two areas ------------------------------------------------------------------------

    def _areas(self, draw: Canvas) -> None:
        """Paint the levelled blocks: the entropy below the floor, the divergence above it."""
        n, t, plot, size = self._table, theme(), self._plot, TYPE.number
        above, below = self._band(n.floor, self.level), self._band(0, n.floor)
        for key, area, color, share in (
            ("cost", above, t.q, self.cost_drawn), ("entropy", below, t.p, self.floor_drawn),
        ):  # fmt: skip
            draw.rectangle(
                key, left=area.left, right=area.left + share * area.width, bottom=area.bottom,
                top=area.top, color=color, opacity=float(share > 0), allow=ON,
            )  # fmt: skip
        math = f'"entropy" H(p) = {self._write(n.floor)}'
        large = min(1.6 * size, 0.94 * plot.width / formula_width(math, 1.0))
        draw.formula(
            "entropy name", math=math, at=(below.x, below.y - CAP * large / 2), size=large,
            color=text_on(t.p), opacity=max(2 * self.floor_drawn - 1, 0.0), allow=INSIDE,
            room=visibility(below.height, CAP * large + 0.25),
        )  # fmt: skip
        # The names stand above the upper area, or within it where there is no room above.
        is_above = self.zone.top - above.top > 1.2
        foot = above.top + (0.25 if is_above else -1.1)
        color, seen = t.q if is_above else text_on(t.q), max(2 * self.cost_drawn - 1, 0.0)
        draw.formula(
            "cost formula", math=f'"KL"({{{{p:p}}}} || {{{{q:q}}}}) = {self._write(n.gap)}',
            at=(above.x, foot), size=size, colors={"p": t.p, "q": t.q} if is_above else None,
            color=color, opacity=seen, allow=INSIDE,
        )  # fmt: skip
        draw.words(
            "cost name", text="cost of being wrong", at=(above.x, foot + 0.55), size=size,
            color=color, opacity=seen, allow=INSIDE,
        )  # fmt: skip
