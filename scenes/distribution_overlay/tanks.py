"""The main figure of ``DistributionOverlay``: bars become blocks, and blocks become tanks."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from scenes.distribution_overlay.numbers import DistributionOverlayNumbers
from stage.cast import CAST
from stage.digits import bare, write, writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, looks, numbers
from stage.drawing.spread import inside, spread
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.numbers import eased
from stage.theme import TYPE, Zone, text_on, theme

STRIP, STICK, WALL = 0.5, 0.12, 0.16
"""Thicknesses of a bar that lies down, of a stick and of a wall, in manim units."""

THIN = 0.4
"""Minimum width of a standing bar above the base."""

ENDLESS = 0.35
"""Length of the arrow above an infinite block or stick."""

SEAM = 0.02
"""How far a block extends below what flows on it in the same colour, so that no seam is visible."""

FOOT, HEAD, ABOVE = 1.15, 1.15, 0.55
"""Margins below and above, in manim units.

FOOT: below bars, curve and blocks, for a lying bar and a name.
HEAD: above all roofs, for the formula, once only the blocks are on the stage.
ABOVE: above the bars, for the legend of their colours.
"""

LEFT, RIGHT, GAP = 0.3, 1.55, 0.5
"""Margins at the sides, in manim units.

LEFT: beside the blocks once only they are on the stage, for a wall.
RIGHT: likewise, for a wall and the level's number.
GAP: between the curve and the blocks.
"""

DIM = 0.25
"""Opacity of a bar that is currently in the background."""

PICTURE, FADE = 0.5, 0.4
"""A pictogram beside a name: its height, and the width over which it fades for want of space."""

LARGE = 1.5 * TYPE.number
"""Size of the level's number, and of the question mark before it."""

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
    aside, whole
        From 0, no curve, to 1, the curve beside the base; then from 0, blocks beside the curve, to
        1, only the blocks.
    tools, others_lit
        Opacity of the bars of q, of the curve and of the ground; brightness of the bars of q,
        except the first class's.
    first_p, first_q, first_surprise, product, other_ps
        Opacity of the first class's p, q and surprise, of the product p ln(1/q), and of the other
        classes' p.
    walls, lifted
        Opacity of the walls; how far the inner ones have been lifted out, from 0 to 1.
    mark, asked
        Opacity of the height to bet on, and of the question mark and the arrows that ask.
    drawn, level_number, formula
        How much of the level has been drawn, from 0 to 1; opacity of its number and of the formula.
    """

    laid, journey = looks(), looks()
    surface, shores = numbers(), numbers()
    gathered, aside, tools, others_lit = look(0.0), look(0.0), look(1.0), look(1.0)
    first_p, first_q, first_surprise = look(0.0), look(0.0), look(0.0)
    product, other_ps, whole = look(0.0), look(0.0), look(0.0)
    walls, lifted, mark, asked = look(0.0), look(0.0), look(0.0), look(0.0)
    drawn, level_number, formula = look(0.0), look(0.0), look(0.0)
    fading = ("name", "picture")

    def __init__(self, name: str, n: DistributionOverlayNumbers) -> None:
        super().__init__(
            name,
            laid=np.zeros(len(n.names)),
            journey=np.zeros(len(n.names)),
            surface=n.levelling.surface[0],
            shores=n.levelling.shores[0],
        )
        self._n = n
        self._classes = range(len(n.names))
        self._with_width = [k for k in self._classes if n.p[k] > 0]
        self._owner = n.owner.astype(int)
        self._roofs = n.surprise[self._owner]
        # The curve goes down from its highest point to the end of its axis.
        self._widest, self._highest = float(n.curve[0, -1]), float(n.curve[1, 0])
        self._most = float(max(n.p.max(), n.q.max()))

    def sketch(self, draw: Canvas) -> None:
        """Draw blocks and curve, the bars over them, and the pieces that move between them."""
        self._lay_out()
        self._write = partial(draw.words, size=TYPE.number, allow=OVER)
        self._draw_blocks(draw)
        self._draw_honey(draw)
        self._draw_curve(draw)
        self._draw_ground(draw)
        for draw_class in (self._draw_q, self._draw_p, self._draw_stick, self._draw_name):
            for k in self._classes:
                draw_class(draw, k)
        self._draw_surprise(draw)
        self._draw_product(draw)
        self._draw_walls(draw)
        self._draw_bet(draw)
        self._draw_level(draw)

    # --- Layout -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Set the rectangles of the curve and the base, and the lengths of all units.

        In a wide zone curve and blocks are in a row; in a tall zone the blocks are below the curve.
        A probability has one length in a standing bar, on the curve's axis and on the base, until
        only the blocks are shown.
        """
        z, widest, top = self.zone, self._widest, self._n.top
        is_wide = z.width > 1.1 * z.height
        bottom = z.bottom + FOOT
        if is_wide:
            free = z.width - GAP - 0.1
            length = min(free / (1 + widest), (z.height - FOOT - ABOVE) / self._most)
            nat = (z.height - FOOT) / self._highest
            left = z.left + 0.05 + (free - (1 + widest) * length) / 2
            self._curve = Zone(left, left + widest * length, bottom, z.top)
            left = self._curve.right + GAP
        else:
            nat = (z.height - 2 * FOOT - GAP) / (self._highest + top)
            high = self._highest * nat
            length = min(z.width - 0.3, high / self._most)
            left = z.x - length / 2
            self._curve = Zone(left, left + widest * length, z.top - high, z.top)
        beside = Zone(left, left + length, bottom, bottom + top * nat)
        # Until the curve appears above the blocks, bars stand in the middle of the stage.
        low = bottom if is_wide else z.y - self._most * length / 2
        middle = Zone(z.x - length / 2, z.x + length / 2, low, low + beside.height)
        alone = Zone(z.left + LEFT, z.right - RIGHT, bottom, z.top - HEAD)
        self._base = middle.toward(beside, self.aside).toward(alone, self.whole)
        self._length = length  # of a probability of 1
        self._nat = nat + self.whole * (alone.height / top - nat)  # height of 1 nat
        # Standing bars are narrower over the base, where space is limited.
        self._pitch = z.width / len(self._classes)
        wide = 0.36 * self._pitch
        least = 0.8 * float(self._n.p[self._with_width].min()) * length
        self._bar_width = wide + self.gathered * (min(wide, max(least, THIN)) - wide)

    def _roof(self, height: float) -> float:
        """Return the y coordinate of a height over the base; above an infinite one is an arrow."""
        if math.isinf(height):
            return self._base.top - ENDLESS
        return self._base.bottom + min(height, self._highest) * self._nat

    def _done(self, k: int, step: int) -> float:
        """Return the fraction of a step, counted from 0, that a class has completed."""
        return float(np.clip(self.journey[k] - step, 0.0, 1.0))

    def _block(self, k: int) -> Zone:
        """Return the rectangle of a class's whole block, whose width is its part of the base."""
        base, roof = self._base, self._roof(float(self._n.surprise[k]))
        left, right = (base.left + self._n.edges[k : k + 2] * base.width).tolist()
        return Zone(left, right, base.bottom, roof)

    # --- Bars ---------------------------------------------------------------------------------

    def _draw_ground(self, draw: Canvas) -> None:
        """Draw the line on which the bars stand, and the legend of their colours."""
        t, z, y = theme(), self.zone, self._base.bottom
        ground = z.toward(self._base, self.gathered)
        draw.line(
            "ground", points=[(ground.left, y), (ground.right, y)], color=t.muted, width=4,
            opacity=self.tools,
            allow={**OVER, "contrast": "blocks stand on it, and bars lie below it"},
        )  # fmt: skip
        opacity = 1 - min(1.0, 3 * self.aside)
        x, y = z.left + 0.1, z.top - 0.42
        ours = "your guess"
        for i, (letter, text, color) in enumerate(
            (("p", "how often each comes", t.p), ("q", ours, t.q))
        ):
            draw.formula(
                "letter", i, math=letter, at=(x, y), color=color, align=-1, opacity=opacity,
                allow=OVER,
            )  # fmt: skip
            draw.words(
                "meaning", i, text=text, at=(x + 0.45, y), color=color, align=-1, opacity=opacity,
                allow=OVER,
            )  # fmt: skip
            wide = 0.45 + words_width(text, TYPE.label) + 0.7
            if x + wide + words_width(ours, TYPE.label) < z.right:
                x += wide
            else:
                y -= 0.6

    def _draw_p(self, draw: Canvas, k: int) -> None:
        """Draw a bar of p that stands, rises, turns, and lies down on the base."""
        block = self._block(k)
        lies = Zone(block.left, block.right, block.bottom - STRIP, block.bottom)
        self._draw_bar(draw, "p", k, lies, float(self.laid[k]), 1.0)
        opacity = self.first_p if k == self._n.first else self.other_ps
        self._draw_value(draw, "p", k, lies, opacity)

    def _draw_q(self, draw: Canvas, k: int) -> None:
        """Draw a bar of q that lies down on the curve's axis and fades as its stick climbs."""
        is_first, c = k == self._n.first, self._curve
        lies = Zone(c.left, c.left + self._n.q[k] * self._length, c.bottom - STRIP, c.bottom)
        light = 1.0 if is_first else DIM + (1 - DIM) * self.others_lit
        opacity = light * self.tools * (1 - self._done(k, 2))
        self._draw_bar(draw, "q", k, lies, self._done(k, 0), opacity)
        if is_first:
            self._draw_value(draw, "q", k, lies, self.first_q)

    def _value(self, letter: str, k: int) -> tuple[float, str]:
        """Return a class's p or q, and its colour."""
        n, t = self._n, theme()
        return (float(n.p[k]), t.p) if letter == "p" else (float(n.q[k]), t.q)

    def _standing(self, letter: str, k: int) -> float:
        """Return the x coordinate of a standing bar of p or q."""
        x = self.zone.left + (k + 0.5) * self._pitch
        if letter == "p":
            return x - 0.2 * self._pitch
        x += 0.2 * self._pitch
        half, edges = self._bar_width / 2, self._n.edges
        middles = self._base.left + (edges[:-1] + edges[1:]) / 2 * self._base.width
        low, high = self.zone.left + half, self.zone.right - half
        above = float(spread(middles, 1.1 * self._bar_width, low, high)[k])
        return x + self.gathered * (above - x)

    def _draw_bar(
        self, draw: Canvas, letter: str, k: int, lies: Zone, done: float, opacity: float
    ) -> None:
        """Draw a bar that stands, rises over the others, turns, and in the end ``lies`` there."""
        z, length, (value, color) = self.zone, lies.width, self._value(letter, k)
        x, half, low = self._standing(letter, k), self._bar_width / 2, self._base.bottom
        stands = Zone(x - half, x + half, low, low + length)
        top = min(z.top - length / 2, stands.y + self._most * length / 2 + 0.9)
        top = max(top, stands.y + 0.3)
        rise, along, turn, fall = (
            eased(done, start, end) for start, end in ((0, 0.4), (0.2, 0.85), (0.25, 0.7), (0.6, 1))
        )
        angle = (1 - turn) * math.pi / 2
        ahead = np.array([math.cos(angle), math.sin(angle)]) * length / 2
        aside = np.array([-math.sin(angle), math.cos(angle)])
        aside *= ((1 - turn) * self._bar_width + turn * STRIP) / 2
        x = stands.x + along * (lies.x - stands.x)
        x = inside(x, 2 * (abs(ahead[0]) + abs(aside[0])), z.left, z.right)
        y = stands.y + rise * (top - stands.y) + fall * (lies.y - top)
        corners = (ahead + aside, ahead - aside, -ahead - aside, -ahead + aside)
        # While it rests, it is a rectangle, which can be measured.
        rest, is_resting = stands if done == 0 else lies, float(done in (0.0, 1.0))
        draw.rectangle(
            letter, k, left=rest.left, right=rest.right, bottom=rest.bottom, top=rest.top,
            color=color, opacity=is_resting * opacity, allow=TURNS,
            outline=theme().background if done else None,
            measures=None if done else ("y", value),
        )  # fmt: skip
        draw.polygon(
            f"{letter} turns", k, points=np.array([x, y]) + corners, color=color,
            opacity=(1 - is_resting) * opacity, outline=theme().background, allow=TURNS,
        )  # fmt: skip

    def _draw_value(self, draw: Canvas, letter: str, k: int, lies: Zone, opacity: float) -> None:
        """Write the value on a lying bar, if it fits; in full for the first class."""
        value, color = self._value(letter, k)
        text = bare(write(value, self._n.probability_form))
        equation = f'{letter} = "{text}"'
        at = (lies.x, lies.y - CAP * TYPE.number / 2)
        is_full = k == self._n.first and formula_width(equation, TYPE.number) + 0.2 < lies.width
        is_short = not is_full and words_width(text, TYPE.number) + 0.1 < lies.width
        draw.formula(
            f"{letter} in full", k, math=equation, at=at, color=text_on(color), size=TYPE.number,
            opacity=opacity * float(is_full), allow=OVER,
        )  # fmt: skip
        self._write(
            f"{letter} in short", k, text=text, at=at, color=text_on(color),
            opacity=opacity * float(is_short),
        )  # fmt: skip

    def _draw_name(self, draw: Canvas, k: int) -> None:
        """Draw a class's name below its bars, then below its own part of the base."""
        name, color, block = self._n.names[k], theme().of_class(k), self._block(k)
        x = self.zone.left + (k + 0.5) * self._pitch
        x += self.gathered * (block.x - x)
        available = self._pitch + self.gathered * (block.width - self._pitch)
        wide, beside = words_width(name, TYPE.label), PICTURE + 0.12
        pictured = visibility(available, wide + beside, FADE) if name in CAST else 0.0
        y = self._base.bottom - STRIP - 0.2 - CAP * TYPE.label
        draw.pictogram(
            "picture", k, name=name, height=PICTURE, color=color, room=pictured,
            at=(x - (wide + 0.12) / 2, y + CAP * TYPE.label / 2),
        )  # fmt: skip
        draw.words(
            "name", k, text=name, at=(x + pictured * beside / 2, y), color=color,
            room=visibility(available, wide + 0.1),
        )  # fmt: skip

    # --- The curve and the stick --------------------------------------------------------------

    def _draw_curve(self, draw: Canvas) -> None:
        """Draw the curve of the surprise over q, with its axes and names."""
        t, c = theme(), self._curve
        opacity = max(0.0, 2 * self.aside - 1) * self.tools
        draw.line(
            "axes", points=[(c.left, c.top), (c.left, c.bottom), (c.right, c.bottom)],
            color=t.muted, width=4, opacity=opacity, allow=OVER,
        )  # fmt: skip
        q, surprise = self._n.curve
        points = np.column_stack((c.left + q * self._length, c.bottom + surprise * self._nat))
        draw.line("curve", points=points, color=t.text, width=8, opacity=opacity, allow=OVER)
        wide = words_width("surprise", TYPE.label)
        # The title is hidden unless the curve comes down to its height to the left of it.
        x = c.left + math.exp(-(c.height - 0.6) / self._nat) * self._length
        titled = opacity * float(x < c.right - wide - 0.1)
        draw.words(
            "curve title", text="surprise", at=(c.right - wide / 2, c.top - 0.45), opacity=titled,
            allow=OVER,
        )  # fmt: skip
        draw.formula(
            "curve formula", math="ln(1\\/{{q:q}})", colors={"q": t.q}, size=TYPE.number,
            at=(c.right - wide / 2, c.top - 1.05), opacity=titled, allow=OVER,
        )  # fmt: skip
        draw.formula(
            "axis letter", math="q", at=(c.right, c.bottom - 0.45), color=t.q, align=1,
            size=TYPE.number, opacity=opacity, allow=OVER,
        )  # fmt: skip

    def _draw_stick(self, draw: Canvas, k: int) -> None:
        """Draw the stick that climbs from the end of q, moves to the base and is swept along it."""
        base, curve, color = self._base, self._curve, theme().of_class(k)
        climbed, carried, swept = (self._done(k, step) for step in (1, 2, 3))
        surprise, block = float(self._n.surprise[k]), self._block(k)
        start = curve.left + float(self._n.q[k]) * self._length
        x = start + carried * (block.left + swept * block.width - start)
        y = curve.bottom + carried * (base.bottom - curve.bottom)
        full, opacity = min(surprise, self._highest) * self._nat, min(1.0, 5 * (1 - swept))
        if math.isinf(surprise):
            full = curve.height + carried * (base.height - curve.height) - ENDLESS
        draw.rectangle(
            "stick", k, left=x - STICK / 2, right=x + STICK / 2, bottom=y, top=y + climbed * full,
            color=color, opacity=float(climbed > 0) * opacity, outline=theme().background,
            allow={**OVER, "pop": "it grows from the axis"},
        )  # fmt: skip
        draw.arrow(
            "endless stick", k, start=(x, y + full), end=(x, y + full + ENDLESS), thickness=STICK,
            color=color, opacity=float(climbed == 1 and math.isinf(surprise)) * opacity,
            allow={**OVER, "pop": "the stick goes on"},
        )  # fmt: skip

    def _draw_surprise(self, draw: Canvas) -> None:
        """Write the first class's surprise below the curve, or above a stick that is too low."""
        value, curve = float(self._n.surprise[self._n.first]), self._curve
        along = float(self._n.q[self._n.first]) * self._length
        high = min(value, self._highest) * self._nat
        needed = words_width(bare(write(value, ".2f")), TYPE.number) + 0.2
        is_low = high < 1.2
        is_left = along > needed + STICK and not is_low
        x = curve.left + along + (-1 if is_left else 1) * (STICK / 2 + 0.12)
        up = high + 0.3 if is_low else high / 2 if is_left else 0.25
        draw.number(
            "surprise", value=value, write=lambda value: bare(write(value, ".2f")),
            at=(x, curve.bottom + up), align=1 if is_left else -1, opacity=self.first_surprise,
            allow=OVER,
        )  # fmt: skip

    # --- Blocks -------------------------------------------------------------------------------

    @property
    def _flows(self) -> bool:
        """Whether the surface has begun to flow."""
        return bool((self.surface != self._roofs).any())

    def _draw_blocks(self, draw: Canvas) -> None:
        """Draw the blocks; once they flow, each one only up to the height of the lowest roof."""
        lowest = self._roof(float(self._roofs.min())) + SEAM
        for k in self._classes:
            height, swept = float(self._n.surprise[k]), self._done(k, 3)
            block = self._block(k)
            top = block.top
            if self._flows:
                # The flowing part lies on the block. Where there is hardly any, the block must not
                # stick out.
                surface = self.surface[self._owner == k].min(initial=height)
                top = min(lowest, block.top, self._roof(float(surface)))
            is_true = math.isclose(block.height, height * self._nat) and not self._flows
            draw.rectangle(
                "block", k, left=block.left, bottom=block.bottom, top=top,
                right=block.left + swept * block.width, color=theme().of_class(k),
                opacity=float(swept > 0 and self._n.p[k] > 0), allow=BLOCK,
                measures=("y", height) if is_true else None,
            )  # fmt: skip
            draw.arrow(
                "endless", k, start=(block.x, block.top), end=(block.x, block.top + ENDLESS),
                thickness=0.5 * block.width, color=theme().of_class(k),
                opacity=float(swept == 1 and math.isinf(height)),
                allow={**OVER, "pop": "the block goes on"},
            )  # fmt: skip

    def _draw_honey(self, draw: Canvas) -> None:
        """Draw the flowing part of each class, its surface, and the lines where the roofs were."""
        n, t, base = self._n, theme(), self._base
        x = base.left + n.place * base.width
        surface = np.array([self._roof(float(height)) for height in self.surface])
        low = min(self._roof(float(self._roofs.min())), float(surface.min()))
        shores = base.left + self.shores * base.width
        for k in self._classes:
            start, end = float(shores[k]), float(shores[k + 1])
            places = np.concatenate(([start], x[(x > start) & (x < end)], [end]))
            draw.band(
                "honey", k, upper=np.column_stack((places, np.interp(places, x, surface))),
                lower=[(start, low), (end, low)], color=t.of_class(k),
                opacity=float(self._flows and end > start), allow=POURS,
            )  # fmt: skip
        for k in self._with_width:
            block = self._block(k)
            draw.line(
                "roof", k, points=[(block.left, block.top), (block.right, block.top)],
                dashed=True, width=4,
                color=t.muted if n.surprise[k] > n.total else t.background, opacity=self.lifted,
                allow={**OVER, "contrast": "it is where a roof was, on what has come"},
            )  # fmt: skip
        draw.line(
            "surface", points=np.column_stack((x, surface)), color=t.text, width=6,
            opacity=self.walls * (1 - self.level_number), allow=BLOCK,
        )  # fmt: skip

    def _draw_product(self, draw: Canvas) -> None:
        """Write the first class's product on its block, or in a line above a small block."""
        n, k, block = self._n, self._n.first, self._block(self._n.first)
        needed = max(words_width(text, TYPE.number) for text in n.product) + 0.3
        fits = block.width > needed and block.height > 1.6
        for i, text in enumerate(n.product):
            self._write(
                "product", i, text=text, at=(block.x, block.y + 0.12 - 0.6 * i),
                color=text_on(theme().of_class(k)), opacity=self.product * float(fits),
            )  # fmt: skip
        line = " ".join(n.product)
        x = inside(block.x, words_width(line, TYPE.number), self._base.left, self.zone.right)
        above = 0.2 + ENDLESS * float(math.isinf(n.surprise[k]))
        opacity = self.product * float(not fits)
        self._write("product line", text=line, at=(x, block.top + above), opacity=opacity)

    # --- Walls and the level ------------------------------------------------------------------

    def _draw_walls(self, draw: Canvas) -> None:
        """Draw a wall at each border between blocks, and one outside of each end of the base."""
        base, top = self._base, self.zone.top - 0.05
        edges = [*(float(self._n.edges[k]) for k in self._with_width), 1.0]
        last = len(edges) - 1
        for i, edge in enumerate(edges):
            is_outer = i in (0, last)
            x = base.left + edge * base.width + {0: -WALL / 2, last: WALL / 2}.get(i, 0.0)
            lifted = 0.0 if is_outer else self.lifted
            draw.rectangle(
                "wall", i, left=x - WALL / 2, right=x + WALL / 2, top=top,
                bottom=base.bottom + lifted * (top - base.bottom), color=theme().text,
                opacity=self.walls * (1 - 0.75 * self.lifted * float(is_outer)),
                outline=theme().background,
                allow={**OVER, "contrast": "walls stand between tanks"},
            )  # fmt: skip

    def _draw_bet(self, draw: Canvas) -> None:
        """Draw the height to bet on, and the question whether the level is above or below it."""
        base, color = self._base, theme().text
        y, x = self._roof(self._n.mark), base.right + 0.7
        draw.line(
            "mark", points=[(base.left, y), (base.right, y)], dashed=True, color=color, width=6,
            opacity=self.mark, allow={**OVER, "contrast": "it crosses tanks of all colours"},
        )  # fmt: skip
        for sign in (1, -1):
            draw.arrow(
                "bet", sign, start=(x, y + sign * 0.4), end=(x, y + sign * 0.95), color=color,
                thickness=0.16, opacity=self.asked,
            )  # fmt: skip
        draw.words(
            "question", text="?", at=(x, y - CAP * LARGE / 2), opacity=self.asked, size=LARGE
        )

    def _draw_level(self, draw: Canvas) -> None:
        """Draw the level with its number, and the formula above the blocks."""
        t, base, total = theme(), self._base, self._n.total
        y = self._roof(total if math.isfinite(total) else 0.0)
        draw.line(
            "level", points=[(base.left, y), (base.left + self.drawn * base.width, y)],
            color=t.text, width=12, opacity=float(self.drawn > 0),
            allow={**BLOCK, "pop": "it is drawn from its left end"},
        )  # fmt: skip
        draw.number(
            "level number", value=total, write=writer(".2f"), align=-1, size=LARGE,
            at=(base.right + WALL + 0.18, y - CAP * LARGE / 2), opacity=self.level_number,
            allow=OVER,
        )  # fmt: skip
        average = "sum {{p:p}} thin ln(1\\/{{q:q}})"
        formula = f'H({{{{p:p}}}}, {{{{q:q}}}}) = {average} = "{write(total, ".2f")}" "nats"'
        size = 1.15 * TYPE.formula
        size *= min(1.0, (base.width - 0.3) / formula_width(formula, size))
        draw.formula(
            "formula", math=formula, colors={"p": t.p, "q": t.q}, size=size,
            at=(base.x, self.zone.top - 0.68), opacity=self.formula, allow=OVER,
        )  # fmt: skip
