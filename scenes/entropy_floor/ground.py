"""The main figure of ``EntropyFloor``: blocks of surprise, their level, and the ground below it."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from typing import Any

import numpy as np

from scenes.entropy_floor.numbers import EntropyFloorNumbers
from stage.cast import called
from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import INSIDE, SLIVER, draw_shares, edges_of, true_first
from stage.mobjects.colors import mixed
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.theme import TYPE, Zone, text_on, theme

TRUTH, STRIP, JOINT, GAP = 0.46, 0.62, 0.06, 0.14
"""Sizes of the bars and of the gaps around them, in manim units.

TRUTH: thickness of the bar of p.
STRIP: thickness of the bar of q.
JOINT: gap between the blocks and the bar of p.
GAP: gap between the bars of p and of q.
"""

FOOT, HEAD, LEFT, RIGHT, EDGE = 0.58, 0.5, 1.6, 1.9, 0.3
"""Margins around the plot and its bars, in manim units.

FOOT: margin below, for the number of the dragged share.
HEAD: margin above, for what the steps add.
LEFT: margin on the left, for the names of the bars.
RIGHT: margin on the right, for the level's number.
EDGE: the right margin that remains once the plot has grown.
"""

DOT, GUESS, DIM = 0.15, 0.1, 0.25
"""Sizes and opacity of small pieces.

DOT: radius of the dot, in manim units.
GUESS: radius of a random guess, in manim units.
DIM: opacity of blocks that are currently in the background.
"""

HERO: dict[Rule, str] = {"overlap": "it is the hero", "contrast": "blocks stand side by side"}
ON: dict[Rule, str] = {
    "overlap": "it is in the plot whose levels it marks",
    "contrast": "it is in the plot whose levels it marks",
    "pop": "it grows from nothing, or from what it lies on",
}


class Ground(Figure):
    """Blocks p wide and ln(1/q) high with their level; then the valley of levels and its ground.

    The valley shows the level as a function of the dragged class's share. The dragged class comes
    first in the bars, so that the edge of its share in the bar of q is directly below its position
    in the plot.

    Values
    ------
    q, surprise, level, traced, fallen
        The tracks of the same names in the table.
    risen
        How far the blocks have risen, from 0 to 1.
    levelled
        How much of the level line has been drawn, from 0 to 1.
    filled
        How far the added surprise has moved into the holes left by the saved surprise, from 0 to 1.
    spread
        How far the remainder has spread between the two lines, from 0 to 1.
    grown
        How far the plot has grown into the bars' area, from 0 to 1.
    amber
        How much of the ground is filled, from 0 to 1.
    strip
        Opacity of the bar of q.
    told
        Opacity of the words that explain the blocks' width and height.
    blocks
        Opacity of the blocks and of the bar of p.
    thrown
        Opacity of the random guesses.
    valued
        Opacity of the level's number.
    marked
        Opacity of the mark at the floor.
    guess
        Opacity of the options that the viewer chooses from.
    dragging
        Opacity of the handle at the dragged share.
    stepping
        Opacity of the slabs that the steps add and of the holes where they save.
    hinted
        Opacity of the words "added" and "saved".
    changed
        Opacity of the amounts added and saved.
    summed
        Opacity of the sum.
    plot
        Opacity of the dot.
    touched
        Opacity of the point where the valley touches the mark.
    cost
        Opacity of the first guess's label, and how far the bar beside it has grown, from 0 to 1.
    named
        Opacity of the name of that bar, the KL divergence.
    """

    q, surprise, level, traced, fallen = numbers(), numbers(), number(), numbers(), numbers()
    risen, levelled, filled, spread = look(0.0), look(0.0), look(0.0), look(0.0)
    grown, amber, strip, told = look(0.0), look(0.0), look(0.0), look(0.0)
    blocks, thrown = look(1.0), look(1.0)
    valued, marked, guess, dragging = look(0.0), look(0.0), look(0.0), look(0.0)
    stepping, hinted, changed, summed = look(0.0), look(0.0), look(0.0), look(0.0)
    plot, touched, cost, named = look(0.0), look(0.0), look(0.0), look(0.0)
    fading = ("share name", "share picture", "truth name", "truth picture")

    def __init__(self, name: str, table: EntropyFloorNumbers) -> None:
        n = self._table = table
        start = {"traced": n.sweep.traced[0], "fallen": n.fall.fallen[0]}
        super().__init__(name, q=n.q, surprise=n.surprise, level=n.level, **start)
        self._write = writer(n.form)
        self._order = true_first(len(n.p), n.dragged)
        # The added surprise fills the highest hole from its top. Thus no part passes another one
        # of the same colour.
        others = [k for k in self._order[1:] if n.p[k] > 0]
        self._holes = sorted(others, key=lambda k: float(n.p[k]))

    # --- Layout -------------------------------------------------------------------------------

    @property
    def _strip(self) -> Zone:
        z, low = self.zone, self.zone.bottom + FOOT
        return Zone(z.left + LEFT, z.right - RIGHT, low, low + STRIP)

    @property
    def _truth(self) -> Zone:
        low = self._strip.top + GAP
        return Zone(self._strip.left, self._strip.right, low, low + TRUTH)

    @property
    def _box(self) -> Zone:
        """The plot: shares from 0 to 1 across, levels from 0 to ``tall`` upwards."""
        z, bars = self.zone, self._strip
        beside = Zone(bars.left, bars.right, self._truth.top + JOINT, z.top - HEAD)
        alone = Zone(bars.left, z.right - EDGE, bars.bottom, beside.top)
        return beside.toward(alone, self.grown)

    def _x(self, share: Any) -> Any:
        return self._box.left + np.asarray(share) * self._box.width

    def _y(self, level: Any) -> Any:
        """Return the y coordinate of a level, limited to the top of the stage."""
        y = self._box.bottom + np.asarray(level) * self._box.height / self._table.tall
        return np.minimum(y, self.zone.top)

    def _block(self, k: int, low: float, high: float) -> Zone:
        """Return the rectangle between two levels that is as wide as a class's block."""
        start, end = self._x(edges_of(self._table.p, self._order))[self._order.index(k) :][:2]
        return Zone(float(start), float(end), float(self._y(low)), float(self._y(high)))

    @property
    def _bright(self) -> str:
        """The colour of added surprise."""
        return mixed(theme().of_class(self._table.dragged), theme().text, 0.5)

    # --- Drawing ------------------------------------------------------------------------------

    def sketch(self, draw: Canvas) -> None:
        """Draw the bars, the blocks and their changes, the valley, the guesses and the ground."""
        self._bars(draw)
        self._ground(draw)
        self._blocks(draw)
        self._slabs(draw)
        self._axes(draw)
        self._lines(draw)
        self._options(draw)
        self._parts(draw)
        self._sums(draw)
        self._handle(draw)
        self._chance(draw)
        self._cost(draw)

    def _bars(self, draw: Canvas) -> None:
        n, t = self._table, theme()
        for key, title, bar, values, color, seen in (
            ("truth", '"truth" {{p:p}}', self._truth, n.p, {"p": t.p}, self.blocks),
            ("share", '"guess" {{q:q}}', self._strip, self.q, {"q": t.q}, self.strip),
        ):
            legible = max((seen - DIM) / (1 - DIM), 0.0)
            draw_shares(
                draw, key, bar, values, order=self._order, names=n.names, opacity=seen,
                named=legible,
            )  # fmt: skip
            at = (bar.left - 0.14, bar.y - 0.12)
            draw.formula(
                key, "title", math=title, colors=color, size=TYPE.label, align=1, at=at,
                opacity=legible,
            )  # fmt: skip

    def _blocks(self, draw: Canvas) -> None:
        n, t, k = self._table, theme(), self._table.dragged
        for j in self._order:
            high = min(self.risen * float(self.surprise[j]), 2 * n.tall)
            if j == k and self.stepping > 0:
                high = min(high, float(n.stairs[0, k]))  # the slabs lie on top of it
            block = self._block(j, 0, high)
            # A block whose top touches a line cannot be measured in the picture.
            near = min(abs(block.top - self._y(level)) for level in (self.level, n.floor))
            is_clear = near > 0.15 and block.top < self.zone.top and block.width > SLIVER
            draw.rectangle(
                "block", j, **asdict(block), color=t.of_class(j), outline=t.background,
                opacity=self.blocks, allow=HERO, measures=("y", high) if is_clear else None,
            )  # fmt: skip
        block = self._block(k, 0, self.risen * float(self.surprise[k]))
        for text, up in (("width = p", 0.25), ("height = surprise", 0.9)):
            wide = visibility(block.width, words_width(text, TYPE.number) + 0.2)
            draw.words(
                text, text=text, at=(block.x, block.bottom + up), color=text_on(t.of_class(k)),
                size=TYPE.number, opacity=self.told, allow=INSIDE,
                room=min(wide, visibility(block.height, up + 0.5)),
            )  # fmt: skip

    # --- What the steps add and save ----------------------------------------------------------

    def _slabs(self, draw: Canvas) -> None:
        """Draw what each step adds to the dragged class's block, and outline what it saves."""
        n, k, t = self._table, self._table.dragged, theme()
        now = float(self.surprise[k])
        if self.filled > 0:
            now = float(n.stairs[0, k] + n.net / n.p[k])
        for step, (low, high) in enumerate(pairwise(n.stairs[:, k])):
            slab = self._block(k, min(low, now), min(high, now))
            draw.rectangle(
                "slab", step, **asdict(slab), color=self._bright, outline=t.background,
                allow={**HERO, **ON, "jump": "its top goes on as parts"},
                opacity=self.stepping * float(slab.height > 0 and self.spread == 0),
            )  # fmt: skip
        rest = self._block(k, float(n.stairs[0, k]), now)
        goal = Zone(self._box.left, self._box.right, *self._y([n.floor, n.floor + n.net]))
        self._carry(draw, "rest", way=(rest, goal), share=self.spread, opacity=self.stepping)
        for j in self._holes:
            for step, (old, new) in enumerate(pairwise(n.stairs[:, j])):
                hole = self._block(j, float(np.clip(self.surprise[j], new, old)), float(old))
                draw.line(
                    "hole", j, step, points=hole.outline, color=t.of_class(j), allow=ON,
                    opacity=self.stepping * float(hole.height > 0) * max(self.blocks, DIM),
                )  # fmt: skip

    def _parts(self, draw: Canvas) -> None:
        """Draw the pieces of added surprise on their way to the holes."""
        n, k = self._table, self._table.dragged
        top = float(n.stairs[-1, k])
        for j in self._holes:
            old, new = n.stairs[[0, -1], j]
            low = top - float((old - new) * n.p[j] / n.p[k])
            way = self._block(k, low, top), self._block(j, float(new), float(old))
            self._carry(draw, "part", j, way=way, share=self.filled, opacity=self.blocks)
            top = low

    def _carry(
        self, draw: Canvas, *key: str | int, way: tuple[Zone, Zone], share: float, opacity: float
    ) -> None:
        """Draw a rectangle that moves from one place to another and keeps its area all the way."""
        goal, at = way[1], way[0].toward(way[1], share)
        half = goal.height * goal.width / at.width / 2 if at.width > 0 else 0.0
        draw.rectangle(
            *key, left=at.left, right=at.right, bottom=at.y - half,
            top=min(at.y + half, self.zone.top), color=self._bright, outline=theme().background,
            opacity=opacity * float(share > 0), allow={**HERO, **ON},
        )  # fmt: skip

    def _sums(self, draw: Canvas) -> None:
        """Draw the amounts added and saved on their areas, then the sum on the remainder."""
        n, k, box, size = self._table, self._table.dragged, self._box, TYPE.number
        added, saved, net = (writer(n.change_form)(x) for x in (n.added, n.saved, n.net))
        hint = self.hinted * float(np.interp(self.q[k], n.shares[1::-1], [1.0, 0.0]))
        first = self._block(k, *n.stairs[:2, k])
        over = self._block(k, 0, float(n.stairs[-1, k]))
        under = self._block(self._holes[-1], 0, float(n.stairs[-1, self._holes[-1]]))
        rest = Zone(box.left, box.right, *self._y([n.floor, n.floor + n.net]))
        high, low = over.top + 0.14, under.top - CAP * size - 0.2
        bright, other = text_on(self._bright), text_on(theme().of_class(self._holes[-1]))
        for key, text, place, y, room, color, seen in (
            ("hint", "added", first, first.y - CAP * size / 2, first.height - 0.1, bright, hint),
            ("hint", "saved", under, low, under.height, other, hint),
            ("sum", f"+{added} added", over, high, 9.0, self._bright, self.changed),
            ("sum", f"\N{MINUS SIGN}{saved} saved", under, low, under.height, other,
             self.changed),
            ("sum", f"{added} \N{MINUS SIGN} {saved} = +{net}", rest, rest.y - CAP * size / 2,
             rest.height - 0.1, bright, self.summed),
        ):  # fmt: skip
            wide = visibility(place.width, words_width(text, size) + 0.1)
            draw.words(
                key, text, text=text, size=size, color=color, opacity=seen, allow=ON,
                at=(place.x, min(y, self.zone.top - CAP * size)),
                room=min(wide, visibility(room, CAP * size + 0.1)),
            )  # fmt: skip

    # --- The level ----------------------------------------------------------------------------

    def _lines(self, draw: Canvas) -> None:
        """Draw the level and the mark at the floor, each with an edge in the background colour."""
        n, t, box, size = self._table, theme(), self._box, TYPE.number
        y, floor = float(self._y(self.level)), float(self._y(n.floor))
        for key, at, end, color, seen in (
            ("mark", floor, box.right, t.p, self.marked),
            ("line", y, float(self._x(self.levelled)), t.text, min(4 * self.blocks, 1.0)),
        ):
            points = [(box.left, at), (end, at)]
            for part, ink, width in (("edge", t.background, 14), ("core", color, 7)):
                draw.line(key, part, points=points, color=ink, width=width, opacity=seen, allow=ON)
        x, foot = box.right + 0.2, min(y - CAP * size / 2, self.zone.top - 1.3)
        draw.number(
            "level number", value=self.level, write=self._write, at=(x, foot), align=-1, size=size,
            opacity=self.valued,
        )  # fmt: skip
        bare = max(1 - self.blocks / DIM, 0.0)
        for text, up in (("surprise", 0.0), ("average", 0.42)):
            beside, above = (x, foot + 0.5 + up), (box.left - 0.2, box.top - 0.52 + up)
            draw.words("level", text, text=text, at=beside, align=-1, opacity=self.valued)
            draw.words("axis", text, text=text, at=above, align=1, color=t.muted, opacity=bare)
        draw.number(
            "floor", value=n.floor, write=self._write, at=(box.left - 0.2, floor - CAP * size / 2),
            align=1, size=size, color=t.p, opacity=self.marked,
        )  # fmt: skip

    def _options(self, draw: Canvas) -> None:
        """Draw the options for the level, beside the end of its line."""
        right, t = self._box.right, theme()
        x = right + RIGHT / 2 + 0.1
        y = max(float(self._y(self.level)), self._strip.bottom + 1.7)
        size = min(TYPE.formula, (RIGHT - 0.4) / words_width("the same", 1.0))
        for text, way in (("higher", 1), ("the same", 0), ("lower", -1)):
            draw.arrow(
                "option", text, start=(x, y + 0.4 * way), end=(x, y + 1.15 * way), color=t.text,
                thickness=0.18, opacity=self.guess * abs(way), allow=ON,
            )  # fmt: skip
            at = (x, y + 1.45 * way - CAP * size / 2)
            draw.words("option name", text, text=text, at=at, size=size, opacity=self.guess)

    def _handle(self, draw: Canvas) -> None:
        """Draw the handle at the edge of the dragged share, its number, and the dot above it."""
        n, t, k, strip, size = self._table, theme(), self._table.dragged, self._strip, TYPE.number
        x, y, color = float(self._x(self.q[k])), float(self._y(self.level)), t.of_class(k)
        handle, way = [(x, strip.bottom - 0.15), (x, strip.top)], strip.bottom - 0.28
        draw.line("handle", points=handle, color=t.text, width=9, opacity=self.dragging, allow=ON)
        draw.arrow(
            "way", start=(x - 0.1, way), end=(float(self._x(n.shares[-1])), way), thickness=0.14,
            color=t.text, opacity=self.guess, allow=ON,
        )  # fmt: skip
        math = f'q_"{n.subscripts[k]}" ='
        wide, foot = formula_width(math, size), self.zone.bottom + 0.08
        at = min(x + 0.25, self.zone.right - wide - 1.3) + wide
        draw.formula(
            "share of", math=math, at=(at, foot), align=1, color=color, size=size,
            opacity=self.dragging,
        )  # fmt: skip
        draw.number(
            "share number", value=float(self.q[k]), write=writer(n.share_form), align=-1,
            at=(at + 0.12, foot), color=color, size=size, opacity=self.dragging,
        )  # fmt: skip
        draw.line(
            "plumb", points=[(x, strip.top + 0.1), (x, y)], color=t.muted, dashed=True,
            opacity=self.plot, allow=ON,
        )  # fmt: skip
        # The point where the valley touches the mark.
        low = float(self._x(n.p[k])), float(self._y(n.floor))
        side = 1 if n.p[k] >= 0.5 else -1
        draw.words(
            "touch", text="only at the truth", color=t.p, align=side, size=size, allow=ON,
            at=(low[0] - 0.25 * side, low[1] - 0.3 - CAP * size),
            opacity=self.touched * max(1 - 2 * self.amber, 0.0),
            room=visibility(low[1] - self._box.bottom, CAP * size + 0.5),
        )  # fmt: skip
        for dot, at_dot, ink, seen in (
            ("level", (x, y), t.text, self.plot), ("truth", low, t.p, self.touched),
        ):  # fmt: skip
            draw.disc(
                "dot", dot, at=at_dot, radius=DOT, color=ink, outline=t.background, opacity=seen,
                allow=ON,
            )  # fmt: skip

    # --- The valley and the ground ------------------------------------------------------------

    def _axes(self, draw: Canvas) -> None:
        """Draw the axes and the valley."""
        n, t, box = self._table, theme(), self._box
        seen = max(1 - self.blocks / DIM, 0.0)
        corner = [(box.left, box.top), (box.left, box.bottom), (box.right, box.bottom)]
        draw.line("axes", points=corner, color=t.muted, width=5, opacity=seen, allow=ON)
        y = box.bottom - 0.2 - CAP * TYPE.label
        share = f"the {called(n.names[n.dragged])}'s share in the guess"
        fits = visibility(box.width, words_width(share, TYPE.label) + 1.0)
        for text, at, align, room in (
            ("0", (box.left, y), -1, 1.0),
            ("1", (box.right, y), 1, 1.0),
            (share, (box.x, y), 0, fits),
        ):
            draw.words(
                "axis", text, text=text, at=at, align=align, color=t.muted,
                opacity=min(seen, 1 - self.strip), room=room, allow=ON,
            )  # fmt: skip
        start, end = (float(x) for x in self.traced)
        inside = (n.along > start) & (n.along < end)
        xs = np.concatenate(([start], n.along[inside], [end]))
        points = np.column_stack((self._x(xs), self._y(np.interp(xs, n.along, n.valley))))
        draw.line(
            "valley", points=points, color=t.of_class(n.dragged), width=12,
            opacity=float(end > start), allow=ON,
        )  # fmt: skip

    def _ground(self, draw: Canvas) -> None:
        n, t, box = self._table, theme(), self._box
        floor = float(self._y(n.floor))
        draw.rectangle(
            "ground", left=box.left, right=box.right, top=floor, color=t.p,
            bottom=floor - (floor - box.bottom) * self.amber, opacity=float(self.amber > 0),
            allow=ON,
        )  # fmt: skip
        math = f'"entropy" H(p) = {self._write(n.floor)}'
        size = min(1.6 * TYPE.number, 0.9 * box.width / formula_width(math, 1.0))
        draw.formula(
            "depth", math=math, at=(box.x, (floor + box.bottom - CAP * size) / 2), size=size,
            color=text_on(t.p), opacity=max(2 * self.amber - 1, 0.0), allow=INSIDE,
            room=visibility(floor - box.bottom, CAP * size + 0.25),
        )  # fmt: skip

    def _chance(self, draw: Canvas) -> None:
        """Draw the random guesses, each above its share, on their way down to their levels."""
        n, top = self._table, self.zone.top - GUESS
        y = top + self.fallen * (self._y(n.chance_levels) - top)
        places = np.column_stack((self._x(n.chance[:, n.dragged]), y))[self.fallen > 0]
        angles = np.linspace(0, 2 * np.pi, 14, endpoint=False)
        ring = GUESS * np.column_stack((np.cos(angles), np.sin(angles)))
        draw.polygons(
            "chance", points=places[:, None] + ring, color=theme().q, opacity=self.thrown,
            allow={**ON, "jump": "they come in at the top"},
        )  # fmt: skip

    def _cost(self, draw: Canvas) -> None:
        """Draw how far the first guess is above the ground."""
        n, t, size = self._table, theme(), TYPE.number
        x, base, y = self._x(n.q[n.dragged]), float(self._y(n.floor)), float(self._y(n.level))
        level, floor, gap = map(self._write, (n.level, n.floor, n.gap))
        text = f"first guess: {level} \N{MINUS SIGN} {floor} = {gap}"
        math = '"cost of being wrong" = "KL"({{p:p}} || {{q:q}})'
        wide = max(words_width(text, size), formula_width(math, size))
        foot = min(y + 0.6, self.zone.top - 1.5)
        left = float(np.clip(x + 0.5, self.zone.left + 0.2, self.zone.right - wide - 0.25))
        draw.rectangle(
            "cost", left=x - 0.16, right=x + 0.16, bottom=base, top=base + self.cost * (y - base),
            color=t.q, outline=t.background, opacity=float(self.cost > 0), allow=ON,
        )  # fmt: skip
        plate = Zone(left - 0.15, left + wide + 0.15, foot - 0.25, foot + 1.0)
        draw.rectangle(
            "plate", **asdict(plate), color=t.background, outline=t.q, opacity=self.cost, allow=ON
        )
        draw.words(
            "cost name", text=text, at=(left, foot + 0.55), align=-1, size=size,
            opacity=self.cost, allow=INSIDE,
        )  # fmt: skip
        draw.formula(
            "divergence", math=math, colors={"p": t.p, "q": t.q}, align=-1, size=size,
            at=(left, foot), opacity=self.named, allow=INSIDE,
        )  # fmt: skip
