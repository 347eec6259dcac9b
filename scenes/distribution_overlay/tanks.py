"""The main figure of ``DistributionOverlay``: bars become blocks, and blocks become tanks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from stage.cast import CAST
from stage.digits import Form, bare, write, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.spread import spread
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, Formula, words_width
from stage.numbers import FloatArray, minimum_jerk
from stage.theme import TYPE, Zone, text_on, theme

STRIP = 0.5
"""Thickness of a bar that lies down, in manim units."""

FOOT = 1.15
"""Margin below bars, curve and blocks, for a lying bar and a name."""

HEAD = 1.15
"""Margin above all roofs, for the formula, once only the blocks are on the stage."""

LEFT, RIGHT = 0.3, 1.55
"""Margins beside the blocks once only they are on the stage, in manim units.

LEFT: for a wall.
RIGHT: for a wall and the level's number.
"""

GAP = 0.5
"""Gap between the curve and the blocks."""

ABOVE = 0.55
"""Margin above the bars, for the legend of their colours."""

DIM = 0.25
"""Opacity of a bar that is currently in the background."""

WALL = 0.16
"""Thickness of a wall."""

SEAM = 0.02
"""How far a block extends below what flows on it in the same colour, so that no seam is visible."""

THIN = 0.4
"""Minimum width of a standing bar above the base."""

STICK = 0.12
"""Thickness of a stick."""

PICTURE = 0.5
"""Height of a pictogram beside a name."""

FADE = 0.4
"""Width over which the pictogram beside a name fades as its part of the base gets narrower."""

ENDLESS = 0.35
"""Length of the arrow above an infinite block or stick."""

OVER: dict[Rule, str] = {"overlap": "it is on its way, over what stands there"}
TURNS: dict[Rule, str] = {
    **OVER,
    "pop": "a bar that stands or lies becomes one that turns",
    "contrast": "it is dim while another class is spoken of",
}
BLOCK: dict[Rule, str] = {
    "contrast": "blocks stand side by side",
    "overlap": "it is the hero",
    "jump": "what is above the lowest roof begins to flow, at once where it is steep",
}
POURS: dict[Rule, str] = {**BLOCK, "pop": "what of a block is above the lowest roof begins to flow"}


@dataclass(frozen=True)
class Places:
    """Positions of the curve and of the blocks.

    Attributes
    ----------
    curve
        The rectangle of the curve.
    blocks
        The rectangle of the blocks; its width stands for a probability of 1.
    length
        Length of a probability of 1 in a standing or lying bar, until only the blocks are shown.
    nat
        Height of 1 nat in the curve and in the blocks.
    """

    curve: Zone
    blocks: Zone
    length: float
    nat: float


class Tanks(Figure):
    """Bars of p and q; the curve ln(1/q); blocks on a base of 1, p wide and ln(1/q) high.

    Values
    ------
    laid
        How far the bar of p of each class has tipped over onto the base, from 0 to 1, shape (K,).
    journey
        How far each class has come, shape (K,). At 1 its q lies below the curve; at 2 a stick has
        climbed from the end of q; at 3 the stick is at the base; at 4 it has been swept along it.
    surface
        Heights of the surface, shape (points,).
    shores
        The borders between the classes above the lowest roof, shape (K + 1,).
    gathered
        From 0, bars across the whole width, to 1, each bar of q above its own part of the base.
    aside
        From 0, no curve, to 1, the curve beside the base.
    tools
        Opacity of the bars of q, of the curve and of the ground.
    others_lit
        Brightness of the bars of q, except the first class's.
    whole
        From 0, blocks beside the curve, to 1, only the blocks.
    p_told
        Opacity of the first class's p.
    others_told
        Opacity of the other classes' p.
    q_told, surprise_told, product_told
        Opacity of the first class's q, of its surprise, and of the product p ln(1/q).
    walls
        Opacity of the walls.
    lifted
        How far the inner walls have been lifted out, from 0 to 1.
    mark
        Opacity of the height to bet on.
    asked
        Opacity of the question mark and the arrows that ask for the bet.
    drawn
        How much of the level has been drawn, from 0 to 1.
    level_told
        Opacity of the level's number.
    """

    laid, journey, surface, shores = numbers(), numbers(), numbers(), numbers()
    total = number()
    gathered, aside, tools, others_lit, whole = (
        look(0.0), look(0.0), look(1.0), look(1.0), look(0.0),
    )  # fmt: skip
    p_told, others_told, q_told, surprise_told, product_told = (
        look(0.0), look(0.0), look(0.0), look(0.0), look(0.0),
    )  # fmt: skip
    walls, lifted, mark, asked, drawn, level_told, formula = (
        look(0.0), look(0.0), look(0.0), look(0.0), look(0.0), look(0.0), look(0.0),
    )  # fmt: skip
    fading = ("name", "picture")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        first: int,
        p: FloatArray,
        q: FloatArray,
        surprise: FloatArray,
        edges: FloatArray,
        place: FloatArray,
        owner: FloatArray,
        lowest: float,
        curve: FloatArray,
        widest: float,
        top: float,
        high: float,
        bet: float,
        form: Form,
        product: tuple[str, str],
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._first = names, first
        self._p, self._q, self._surprise, self._edges = p, q, surprise, edges
        self._place, self._curve, self._lowest = place, curve, lowest
        self._widest, self._top, self._high, self._bet = widest, top, high, bet
        self._form, self._product = form, product
        self._most = float(max(p.max(), q.max()))
        self._owner = owner.astype(int)
        self._roofs = surprise[self._owner]
        self._seen = [int(k) for k in np.flatnonzero(p > 0)]

    def span(self, axis: str) -> float:
        """Return the length of an axis: 1 for the base, and the highest roof that fits for "y"."""
        return self._top if axis == "y" else 1.0

    def sketch(self, draw: Canvas) -> None:
        """Draw blocks and curve, the bars over them, and the pieces that move between them."""
        at = self._places()
        self._blocks(draw, at)
        self._curve_of_surprise(draw, at)
        self._ground(draw, at)
        for k in range(len(self._names)):
            self._q_of(draw, at, k)
        for k in range(len(self._names)):
            self._p_of(draw, at, k)
        for k in range(len(self._names)):
            self._stick_of(draw, at, k)
        self._names_of_all(draw, at)
        self._numbers_of_first(draw, at)
        self._walls(draw, at)
        self._level(draw, at)

    # --- Layout -------------------------------------------------------------------------------

    def _places(self) -> Places:
        """Return the current layout: the base in the middle, beside the curve, or on its own."""
        z, beside = self.zone, self._beside()
        base, half = beside.blocks, beside.length / 2
        # Until the curve appears above the blocks, bars stand in the middle of the stage.
        low = base.bottom if self._is_wide else z.y - self._most * half
        start = Zone(z.x - half, z.x + half, low, low + base.height)
        alone = Zone(z.left + LEFT, z.right - RIGHT, z.bottom + FOOT, z.top - HEAD)
        return Places(
            curve=beside.curve,
            blocks=start.toward(base, self.aside).toward(alone, self.whole),
            length=beside.length,
            nat=beside.nat + self.whole * (alone.height / self._top - beside.nat),
        )

    @property
    def _is_wide(self) -> bool:
        return self.zone.width > 1.1 * self.zone.height

    def _beside(self) -> Places:
        """Return the layout with curve and blocks in a row, or stacked in a tall zone.

        The same probability has the same length in a standing bar, on the curve's axis and on the
        base. In a tall zone the blocks are below the curve.
        """
        z = self.zone
        if self._is_wide:
            length = (z.width - GAP - 0.1) / (1 + self._widest)
            length = min(length, (z.height - FOOT - ABOVE) / self._most)
            bottom, nat = z.bottom + FOOT, (z.height - FOOT) / self._high
            top = bottom + self._top * nat
            free = z.width - GAP - 0.1 - (1 + self._widest) * length
            left = z.left + 0.05 + free / 2
            x = left + self._widest * length + GAP
            curve = Zone(left, x - GAP, bottom, z.top)
            return Places(curve, Zone(x, x + length, bottom, top), length, nat)
        room = z.height - 2 * FOOT - GAP
        nat = room / (self._high + self._top)
        upper = self._high * nat
        length = min(z.width - 0.3, upper / self._most)
        left = z.x - length / 2
        curve = Zone(left, left + self._widest * length, z.top - upper, z.top)
        bottom = z.bottom + FOOT
        blocks = Zone(left, left + length, bottom, bottom + self._top * nat)
        return Places(curve, blocks, length, nat)

    def _roof(self, at: Places, height: float) -> float:
        """Return the y coordinate of a height over the base; above an infinite one is an arrow."""
        if math.isinf(height):
            return at.blocks.top - ENDLESS
        return at.blocks.bottom + min(height, self._high) * at.nat

    def _done(self, k: int, step: int) -> float:
        """Return the fraction of a step, counted from 0, that a class has completed."""
        return float(np.clip(self.journey[k] - step, 0.0, 1.0))

    def _segment(self, at: Places, k: int) -> tuple[float, float]:
        """Return the left and right end of a class's part of the base."""
        a, b = (at.blocks.left + float(e) * at.blocks.width for e in self._edges[k : k + 2])
        return a, b

    @property
    def _wide(self) -> float:
        """The width of a standing bar, which is less over the base, where space is limited."""
        wide = 0.36 * self.zone.width / len(self._names)
        least = 0.8 * float(self._p[self._seen].min()) * self._beside().length
        return wide + self.gathered * (min(wide, max(least, THIN)) - wide)

    def _standing(self, at: Places, k: int, which: int) -> float:
        """Return the middle of a standing bar; ``which`` is 0 for p and 1 for q."""
        pitch = self.zone.width / len(self._names)
        x = self.zone.left + (k + 0.5) * pitch + (which - 0.5) * 0.4 * pitch
        if which == 0:
            return x
        middles = at.blocks.left + (self._edges[:-1] + self._edges[1:]) / 2 * at.blocks.width
        half = self._wide / 2
        own = spread(middles, 1.1 * self._wide, self.zone.left + half, self.zone.right - half)[k]
        return x + self.gathered * (float(own) - x)

    # --- Bars ---------------------------------------------------------------------------------

    def _ground(self, draw: Canvas, at: Places) -> None:
        t, z, base = theme(), self.zone, at.blocks
        gone = self.gathered
        draw.line(
            "ground", points=[
                (z.left + gone * (base.left - z.left), base.bottom),
                (z.right + gone * (base.right - z.right), base.bottom),
            ],
            color=t.muted, width=4, opacity=self.tools,
            allow={**OVER, "contrast": "blocks stand on it, and bars lie below it"},
        )  # fmt: skip
        legend = (("p", "how often each comes", t.p), ("q", "your guess", t.q))
        x, y = z.left + 0.1, z.top - 0.42
        for n, (letter, text, color) in enumerate(legend):
            opacity = 1 - min(1.0, 3 * self.aside)
            draw.formula("letter", n, math=letter, at=(x, y), color=color, align=-1,
                         opacity=opacity, allow=OVER)  # fmt: skip
            draw.words("meaning", n, text=text, at=(x + 0.45, y), color=color, align=-1,
                       opacity=opacity, allow=OVER)  # fmt: skip
            wide = 0.45 + words_width(text, TYPE.label) + 0.7
            if x + wide + words_width(legend[1][1], TYPE.label) < z.right:
                x += wide
            else:
                y -= 0.6

    def _p_of(self, draw: Canvas, at: Places, k: int) -> None:
        """Draw a bar of p that stands, rises, turns, and lies down on the base."""
        value, (a, b) = float(self._p[k]), self._segment(at, k)
        start = (self._standing(at, k, 0), at.blocks.bottom + value * at.length / 2)
        end = ((a + b) / 2, at.blocks.bottom - STRIP / 2)
        # Once only the blocks are shown, the base is longer.
        long = value * (at.blocks.width if self.laid[k] == 1 else at.length)
        self._bar(draw, "p", k, value, start, end, long, float(self.laid[k]), theme().p, 1.0)
        told = self.p_told if k == self._first else self.others_told
        text = bare(write(value, self._form))
        if k == self._first:
            self._told(draw, "p", text, end, self.p_told, value * at.length, theme().p)
        else:
            draw.words(
                "other p", k, text=text, at=(end[0], end[1] - CAP * TYPE.number / 2),
                size=TYPE.number, color=text_on(theme().p), allow=OVER,
                opacity=told * float(words_width(text, TYPE.number) + 0.1 < b - a),
            )  # fmt: skip

    def _told(
        self,
        draw: Canvas,
        letter: str,
        text: str,
        at: tuple[float, float],
        opacity: float,
        length: float,
        color: str,
    ) -> None:
        """Write the value of a lying bar on it, in full or shortened, if it fits."""
        whole = Formula(f'{letter} = "{text}"', font_size=TYPE.number, display=False).made_width
        short = words_width(text, TYPE.number)
        y = at[1] - CAP * TYPE.number / 2
        fits = whole + 0.2 < length, short + 0.1 < length
        draw.formula(
            letter, "told", math=f'{letter} = "{text}"', at=(at[0], y), color=text_on(color),
            size=TYPE.number, opacity=opacity * float(fits[0]), allow=OVER,
        )  # fmt: skip
        draw.words(
            letter, "told shortly", text=text, at=(at[0], y), color=text_on(color),
            size=TYPE.number, opacity=opacity * float(fits[1] and not fits[0]), allow=OVER,
        )  # fmt: skip

    def _q_of(self, draw: Canvas, at: Places, k: int) -> None:
        """Draw a bar of q that lies down on the curve's axis and fades as its stick climbs."""
        value, long = float(self._q[k]), float(self._q[k]) * at.length
        start = (self._standing(at, k, 1), at.blocks.bottom + long / 2)
        end = (at.curve.left + long / 2, at.curve.bottom - STRIP / 2)
        light = 1.0 if k == self._first else DIM + (1 - DIM) * self.others_lit
        seen = light * self.tools * (1 - self._done(k, 2))
        self._bar(draw, "q", k, value, start, end, long, self._done(k, 0), theme().q, seen)
        if k == self._first:
            text = bare(write(value, self._form))
            self._told(draw, "q", text, end, self.q_told, long, theme().q)

    def _bar(
        self,
        draw: Canvas,
        key: str,
        k: int,
        value: float,
        start: tuple[float, float],
        end: tuple[float, float],
        length: float,
        done: float,
        color: str,
        opacity: float,
    ) -> None:
        """Draw a bar that stands around ``start``, rises over the others and lands at ``end``."""
        over = min(self.zone.top - length / 2, start[1] + self._most * length / 2 + 0.9)
        over = max(over, start[1] + 0.3)
        rise, along, turn, fall = (
            _eased(done, *window) for window in ((0, 0.4), (0.2, 0.85), (0.25, 0.7), (0.6, 1))
        )
        x = start[0] + along * (end[0] - start[0])
        y = start[1] + rise * (over - start[1]) + fall * (end[1] - over)
        angle = (1 - turn) * math.pi / 2
        ahead = np.array([math.cos(angle), math.sin(angle)]) * length / 2
        thick = (1 - turn) * self._wide + turn * STRIP
        aside = np.array([-math.sin(angle), math.cos(angle)]) * thick / 2
        half = abs(ahead[0]) + abs(aside[0])
        x = min(max(x, self.zone.left + half), self.zone.right - half)
        corners = [ahead + aside, ahead - aside, -ahead - aside, -ahead + aside]
        rests, stands = float(done in (0.0, 1.0)), done == 0
        wide, high = (self._wide, length) if stands else (length, STRIP)
        at = start if stands else end
        draw.rectangle(
            key, k, left=at[0] - wide / 2, right=at[0] + wide / 2, bottom=at[1] - high / 2,
            top=at[1] + high / 2, color=color, opacity=rests * opacity, allow=TURNS,
            outline=None if stands else theme().background,
            measures=("y", value) if stands else None,
        )  # fmt: skip
        draw.polygon(
            f"{key} turns", k, points=np.array(corners) + np.array([x, y]), color=color,
            opacity=(1 - rests) * opacity, outline=theme().background, allow=TURNS,
        )  # fmt: skip

    def _names_of_all(self, draw: Canvas, at: Places) -> None:
        """Draw the names below the bars, then below each class's own part of the base."""
        t, pitch = theme(), self.zone.width / len(self._names)
        for k, name in enumerate(self._names):
            a, b = self._segment(at, k)
            x = self.zone.left + (k + 0.5) * pitch
            x += self.gathered * ((a + b) / 2 - x)
            room = pitch + self.gathered * (b - a - pitch)
            wide, beside = words_width(name, TYPE.label), PICTURE + 0.12
            need = wide + beside
            pictured = visibility(room, need, FADE) if name in CAST else 0.0
            y = at.blocks.bottom - STRIP - 0.2 - CAP * TYPE.label
            draw.pictogram(
                "picture", k, name=name, height=PICTURE, color=t.of_class(k), room=pictured,
                at=(x - (wide + 0.12) / 2, y + CAP * TYPE.label / 2),
            )  # fmt: skip
            draw.words(
                "name", k, text=name, at=(x + pictured * beside / 2, y), color=t.of_class(k),
                room=visibility(room, wide + 0.1),
            )  # fmt: skip

    # --- The stick ----------------------------------------------------------------------------

    def _stick_of(self, draw: Canvas, at: Places, k: int) -> None:
        """Draw the stick that climbs from the end of q, moves to the base and is swept along it."""
        t, base, color = theme(), at.blocks, theme().of_class(k)
        climbed, carried, swept = (self._done(k, step) for step in (1, 2, 3))
        surprise, (a, b) = float(self._surprise[k]), self._segment(at, k)
        place = at.curve.left + float(self._q[k]) * at.length
        x = place + carried * (a + swept * (b - a) - place)
        y = at.curve.bottom + carried * (base.bottom - at.curve.bottom)
        full, seen = min(surprise, self._high) * at.nat, min(1.0, 5 * (1 - swept))
        if math.isinf(surprise):
            full = at.curve.height + carried * (base.height - at.curve.height) - ENDLESS
        draw.rectangle(
            "stick", k, left=x - STICK / 2, right=x + STICK / 2, bottom=y, top=y + climbed * full,
            color=color, opacity=float(climbed > 0) * seen, outline=t.background,
            allow={**OVER, "pop": "it grows from the axis"},
        )  # fmt: skip
        draw.arrow(
            "endless stick", k, start=(x, y + full), end=(x, y + full + ENDLESS), thickness=STICK,
            color=color, allow={**OVER, "pop": "the stick goes on"},
            opacity=float(climbed == 1 and math.isinf(surprise)) * seen,
        )  # fmt: skip

    # --- The curve ----------------------------------------------------------------------------

    def _curve_of_surprise(self, draw: Canvas, at: Places) -> None:
        t, c = theme(), at.curve
        seen = max(0.0, 2 * self.aside - 1) * self.tools
        draw.line(
            "axes", points=[(c.left, c.top), (c.left, c.bottom), (c.right, c.bottom)],
            color=t.muted, width=4, opacity=seen, allow=OVER,
        )  # fmt: skip
        q, surprise = self._curve
        points = np.column_stack((c.left + q * at.length, c.bottom + surprise * at.nat))
        draw.line("curve", points=points, color=t.text, width=8, opacity=seen, allow=OVER)
        wide = words_width("surprise", TYPE.label)
        # The title is hidden unless the curve comes down to its height to the left of it.
        there = c.left + math.exp(-(c.height - 0.6) / at.nat) * at.length
        draw.words(
            "curve title", text="surprise", at=(c.right - wide / 2, c.top - 0.45),
            opacity=seen * float(there < c.right - wide - 0.1), allow=OVER,
        )  # fmt: skip
        draw.formula(
            "curve formula", math="ln(1\\/{{q:q}})", colors={"q": t.q}, allow=OVER,
            opacity=seen * float(there < c.right - wide - 0.1),
            at=(c.right - wide / 2, c.top - 1.05), size=TYPE.number,
        )  # fmt: skip
        draw.formula(
            "axis letter", math="q", at=(c.right, c.bottom - 0.45), color=t.q, align=1,
            size=TYPE.number, opacity=seen, allow=OVER,
        )  # fmt: skip

    # --- Blocks -------------------------------------------------------------------------------

    def _blocks(self, draw: Canvas, at: Places) -> None:
        """Draw the blocks; once they flow, split each one at the height of the lowest roof."""
        t, base = theme(), at.blocks
        flows = bool((self.surface != self._roofs).any())
        for k in range(len(self._names)):
            height, swept, (a, b) = float(self._surprise[k]), self._done(k, 3), self._segment(at, k)
            top = self._roof(at, height)
            fits = math.isclose(top - base.bottom, height * at.nat) and not flows
            there = float(swept > 0 and self._p[k] > 0)
            # The flowing part lies on the block. Where there is hardly any, the block must not
            # stick out.
            least = self._roof(at, float(self.surface[self._owner == k].min(initial=height)))
            low = min(self._roof(at, self._lowest) + SEAM, top, least) if flows else top
            draw.rectangle(
                "block", k, left=a, bottom=base.bottom, top=low, right=a + swept * (b - a),
                color=t.of_class(k), opacity=there, allow=BLOCK,
                measures=("y", height) if fits else None,
            )  # fmt: skip
            draw.arrow(
                "endless", k, start=((a + b) / 2, top), end=((a + b) / 2, top + ENDLESS),
                thickness=0.5 * (b - a), color=t.of_class(k),
                opacity=float(swept == 1 and math.isinf(height)),
                allow={**OVER, "pop": "the block goes on"},
            )  # fmt: skip
        self._honey(draw, at, float(flows))

    def _honey(self, draw: Canvas, at: Places, flows: float) -> None:
        """Draw the flowing part of each class, its surface, and the lines where the roofs were."""
        t, base = theme(), at.blocks
        x = base.left + self._place * base.width
        surface = np.array([self._roof(at, float(h)) for h in self.surface])
        low = min(self._roof(at, self._lowest), float(surface.min()))
        for k in range(len(self._names)):
            start, end = (base.left + float(s) * base.width for s in self.shores[k : k + 2])
            inside = (x > start) & (x < end)
            places = np.concatenate(([start], x[inside], [end]))
            heights = np.interp(places, x, surface)
            draw.band(
                "honey", k, upper=np.column_stack((places, heights)),
                lower=[(start, low), (end, low)], color=t.of_class(k),
                opacity=flows * float(end > start), allow=POURS,
            )  # fmt: skip
        for k in self._seen:
            height, (a, b) = float(self._surprise[k]), self._segment(at, k)
            y = self._roof(at, height)
            draw.line(
                "roof", k, points=[(a, y), (b, y)], dashed=True, width=4,
                color=t.muted if height > self.total else t.background,
                opacity=self.lifted,
                allow={**OVER, "contrast": "it is where a roof was, on what has come"},
            )  # fmt: skip
        draw.line(
            "surface", points=np.column_stack((x, surface)), color=t.text, width=6,
            opacity=self.walls * (1 - self.level_told), allow=BLOCK,
        )  # fmt: skip

    def _numbers_of_first(self, draw: Canvas, at: Places) -> None:
        """Draw the first class's surprise at its stick, and the product on its block."""
        t, k, base, curve = theme(), self._first, at.blocks, at.curve
        (left, right), surprise = self._segment(at, k), float(self._surprise[k])
        text = bare(write(surprise, ".2f"))
        q, need = float(self._q[k]) * at.length, words_width(text, TYPE.number) + 0.2
        high = min(surprise, self._high) * at.nat
        # The number is beside the stick and below the curve, or above a stick that is too low.
        is_low = high < 1.2
        is_left = q > need + STICK and not is_low
        away = -(STICK / 2 + 0.12) if is_left else STICK / 2 + 0.12
        up = high + 0.3 if is_low else high / 2 if is_left else 0.25
        draw.number(
            "surprise", value=surprise, write=lambda value: bare(write(value, ".2f")),
            align=1 if is_left else -1, opacity=self.surprise_told, allow=OVER,
            at=(curve.left + q + away, curve.bottom + up),
        )  # fmt: skip
        roof, line = self._roof(at, surprise), 0.6
        room = max(words_width(text, TYPE.number) for text in self._product)
        fits = right - left > room + 0.3 and roof - base.bottom > 1.6
        x, y = (left + right) / 2, (base.bottom + roof) / 2
        for n, text in enumerate(self._product):
            draw.words(
                "product", n, text=text, at=(x, y + 0.12 - line * n),
                color=text_on(t.of_class(k)), size=TYPE.number,
                opacity=self.product_told * float(fits), allow=OVER,
            )  # fmt: skip
        # On a block that is too small for it, the product is written above the block.
        text = " ".join(self._product)
        half = words_width(text, TYPE.number) / 2
        over = 0.2 + ENDLESS * float(math.isinf(surprise))
        draw.words(
            "product line", text=text, size=TYPE.number,
            at=(min(max(x, base.left + half), self.zone.right - half), roof + over),
            opacity=self.product_told * float(not fits), allow=OVER,
        )  # fmt: skip

    # --- Walls and the level ------------------------------------------------------------------

    def _walls(self, draw: Canvas, at: Places) -> None:
        t, base = theme(), at.blocks
        top = self.zone.top - 0.05
        starts = [float(self._edges[k]) for k in self._seen]
        for n, edge in enumerate([*starts, 1.0]):
            outer = n in (0, len(starts))
            lifted = 0.0 if outer else self.lifted
            x = base.left + edge * base.width
            x += (-WALL / 2 if n == 0 else WALL / 2) if outer else 0.0
            draw.rectangle(
                "wall", n, left=x - WALL / 2, right=x + WALL / 2, top=top,
                bottom=base.bottom + lifted * (top - base.bottom), color=t.text,
                opacity=self.walls * (1 - 0.75 * self.lifted * float(outer)),
                outline=t.background, allow={**OVER, "contrast": "walls stand between tanks"},
            )  # fmt: skip

    def _level(self, draw: Canvas, at: Places) -> None:
        t, base = theme(), at.blocks
        y, x = self._roof(at, self._bet), base.right + 0.7
        draw.line(
            "mark", points=[(base.left, y), (base.right, y)], dashed=True, color=t.text,
            width=6, opacity=self.mark,
            allow={**OVER, "contrast": "it crosses tanks of all colours"},
        )  # fmt: skip
        for way in (1, -1):
            draw.arrow(
                "bet", way, start=(x, y + way * 0.4), end=(x, y + way * 0.95), color=t.text,
                thickness=0.16, opacity=self.asked,
            )  # fmt: skip
        large = 1.5 * TYPE.number
        draw.words(
            "question", text="?", at=(x, y - CAP * large / 2), opacity=self.asked, size=large
        )  # fmt: skip
        y = self._roof(at, self.total if math.isfinite(self.total) else 0.0)
        draw.line(
            "level", points=[(base.left, y), (base.left + self.drawn * base.width, y)],
            color=t.text, width=12, opacity=float(self.drawn > 0),
            allow={**BLOCK, "pop": "it is drawn from its left end"},
        )  # fmt: skip
        draw.number(
            "level number", value=self.total, write=writer(".2f"), align=-1, size=large,
            at=(base.right + WALL + 0.18, y - CAP * large / 2), opacity=self.level_told, allow=OVER,
        )  # fmt: skip
        answer = write(self.total, ".2f")
        left, right = "H({{p:p}}, {{q:q}})", "sum {{p:p}} thin ln(1\\/{{q:q}})"
        formula = f'{left} = {right} = "{answer}" "nats"'
        size = 1.15 * TYPE.formula
        wide = Formula(formula, font_size=size, display=False).made_width
        draw.formula(
            "formula", math=formula, colors={"p": t.p, "q": t.q},
            size=size * min(1.0, (base.width - 0.3) / wide), at=(base.x, self.zone.top - 0.68),
            opacity=self.formula, allow=OVER,
        )  # fmt: skip


def _eased(done: float, start: float, end: float) -> float:
    """Return the eased progress of a part of a motion, which starts and ends at rest."""
    return minimum_jerk(min(max((done - start) / (end - start), 0.0), 1.0))
