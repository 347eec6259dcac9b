"""The main figure of ``OneHotCollapse``: blocks of surprise on a bar of p, of which one is left."""

from __future__ import annotations

import numpy as np

from scenes.one_hot_collapse.numbers import OneHotCollapseNumbers, true_last
from stage.cast import CAST
from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import draw_blocks, draw_shares, edges_of, pieces_of
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.numbers import smoothstep
from stage.theme import TYPE, Zone, text_on, theme

TRUTH, STRIP = 0.55, 0.7
"""Thickness of the bar of p, on which the blocks stand, and of the strip of q."""

FOOT, HIGH = 0.62, 0.15
"""Space below the strip, for the shares; and above the highest block."""

JOINT, GAP = 0.06, 0.5
"""Distance between the blocks and the bar of p, and between that and the strip."""

LEFT, RIGHT = 1.75, 0.5
"""Space left of the blocks, for names and the level's number; and right of them, for a count."""

BESIDE, ABOVE = 3.9, 1.15
"""Width of the notes at the right of the blocks, or their height above them in other frames."""

PHOTO = 1.6
"""Maximum side of the photo."""

FLIGHT = 0.3
"""Fraction of the levelling for which one slice moves."""

LINK = 0.4
"""Opacity of the link from a share to its block."""

HERO: dict[Rule, str] = {"overlap": "it is the hero", "contrast": "blocks stand side by side",
                         "jump": "its upper part becomes slices"}  # fmt: skip
ON_BLOCK: dict[Rule, str] = {"overlap": "it is a mark on the block"}


class Column(Figure):
    """Blocks p wide and ln(1/q) high on a bar of p; below, as wide, the strip of shares q.

    The true class is the last at the right.

    Values
    ------
    p, surprise, q
        Shape (K,).
    level
        The cross entropy, the height of the white line.
    loss, true
        The height of the true class's block, and its share.
    risen
        How many blocks have risen, from left to right.
    poured
        How far the high blocks have flowed into the gaps.
    levelled, told
        How much is seen of the level; and of what width, height and shares are.
    tagged, photo
        How much is seen of the tag, and of the photo.
    guess, wrong
        How much is seen of the three guesses, and of those two that are wrong.
    dragged, halved
        How much is seen of the true class's share, and of the slabs.
    formula
        How many parts of the formula are there.
    """

    p, surprise, q = numbers(), numbers(), numbers()
    level, loss, true = number(), number(), number()
    risen, poured, levelled, told = look(0.0), look(0.0), look(0.0), look(0.0)
    tagged, photo, guess, wrong = look(0.0), look(0.0), look(0.0), look(1.0)
    dragged, halved, formula = look(0.0), look(0.0), look(0.0)
    fading = ("share name", "share picture", "truth name", "truth picture")

    def __init__(self, name: str, table: OneHotCollapseNumbers) -> None:
        super().__init__(
            name, p=table.collapse.p[0], surprise=table.surprise, q=table.q,
            level=table.collapse.level[0], loss=table.surprise[table.target],
            true=table.q[table.target],
        )  # fmt: skip
        self._table, self._names, self._target = table, table.names, table.target
        self._top = table.top
        self._order = true_last(len(table.names), table.target)

    def span(self, axis: str) -> float:
        """Return the span of an axis in its own units: losses up to the highest, shares up to 1."""
        return self._top if axis == "y" else 1.0

    def sketch(self, draw: Canvas) -> None:
        """Draw the two bars, the blocks, the level, the guesses, the halvings and the notes."""
        z = self.zone
        is_wide = z.width > 1.5 * z.height
        beside, above = (BESIDE, 0.0) if is_wide else (RIGHT, ABOVE)
        bottom = z.bottom + FOOT + STRIP + GAP + TRUTH + JOINT
        base = Zone(z.left + LEFT, z.right - beside, bottom, z.top - HIGH - above)
        strip = Zone(base.left, base.right, z.bottom + FOOT, z.bottom + FOOT + STRIP)
        notes = Zone(base.right + 1.5 * RIGHT, z.right, bottom, z.top - HIGH) if is_wide \
            else Zone(z.left, z.right, z.top - ABOVE, z.top)  # fmt: skip
        self._bars(draw, base, strip)
        self._blocks(draw, base)
        self._slabs(draw, base)
        self._level(draw, base)
        self._guess(draw, base)
        self._share(draw, strip)
        self._notes(draw, notes, is_wide)

    def _y(self, base: Zone, loss: float) -> float:
        """Return the y coordinate of a loss, which is at most the stage's top."""
        return min(base.bottom + loss * base.height / self._top, self.zone.top)

    def _ink(self) -> str:
        """Return the color of texts on the true class's block."""
        return text_on(theme().of_class(self._target))

    def _risen(self, k: int) -> float:
        """Return the fraction of its height that the block of class k has."""
        return smoothstep(self.risen - self._order.index(k))

    # --- The bars of p and q ------------------------------------------------------------------

    def _bars(self, draw: Canvas, base: Zone, strip: Zone) -> None:
        truth = Zone(base.left, base.right, strip.top + GAP, strip.top + GAP + TRUTH)
        self._links(draw, strip, truth)
        for key, bar, values, letter, color in (
            ("truth", truth, self.p, "p", theme().p),
            ("share", strip, self.q, "q", theme().q),
        ):
            draw_shares(draw, key, bar, values, order=self._order, names=self._names)
            draw.formula(
                key, "title", math=f'"{key}" {{{{{letter}:{letter}}}}}', colors={letter: color},
                size=TYPE.label, align=1, at=(base.left - 0.14, bar.y - 0.12),
            )  # fmt: skip
        self._percents(draw, strip)
        # At the right end of the truth, if the name in its middle leaves room.
        half = words_width("true", TYPE.tick) / 2 + 0.2
        named = words_width(self._names[self._target], TYPE.label) / 2 + 0.5
        draw.tag(
            "true", text="true", at=(truth.right - half, truth.y),
            opacity=self.tagged * float(truth.width / 2 > 2 * half + named),
            color=theme().background,
            allow={"overlap": "it is on the true class's piece"},
        )  # fmt: skip

    def _links(self, draw: Canvas, strip: Zone, truth: Zone) -> None:
        """Draw a link from each share to the piece of the truth on which its block stands."""
        below = strip.left + edges_of(self.q, self._order) * strip.width
        above = truth.left + edges_of(self.p, self._order) * truth.width
        for n, k in enumerate(self._order):
            start = [(below[n], strip.top), (below[n + 1], strip.top)]
            end = [(above[n], truth.bottom), (above[n + 1], truth.bottom)]
            draw.band(
                "link", k, upper=end, lower=start, color=theme().of_class(k),
                opacity=LINK * min(3 * self._risen(k), 1.0, 20 * float(self.p[k])),
                allow={"contrast": "it leads from one bar to the other", "overlap": "it is behind"},
            )  # fmt: skip

    def _percents(self, draw: Canvas, strip: Zone) -> None:
        """Write each share below its piece, as its block rises."""
        edges, size = strip.left + edges_of(self.q, self._order) * strip.width, TYPE.number
        middles, write = (edges[:-1] + edges[1:]) / 2, writer(".0%")
        widths = [words_width(write(float(self.q[k])), size) for k in self._order]
        free = strip.left - 1.0  # up to where others are written
        for x, wide, k in zip(middles, widths, self._order, strict=True):
            fits = float(x) - wide / 2 > free
            if fits:
                free = float(x) + wide / 2 + 0.15
            draw.number(
                "percent", k, value=float(self.q[k]), write=write, size=size,
                at=(float(x), self.zone.bottom + 0.15), color=theme().of_class(k),
                opacity=float(fits) * self.told * self._risen(k),
            )  # fmt: skip

    # --- The blocks ---------------------------------------------------------------------------

    def _blocks(self, draw: Canvas, base: Zone) -> None:
        heights = self.surprise.copy()
        heights[self._target] = self.loss
        heights *= [self._risen(k) for k in range(len(heights))]
        if self.poured > 0:  # the rest of it is slices
            heights = np.minimum(heights, self.level)
        unit = base.height / self._top
        highest = (self.zone.top - base.bottom) / unit
        draw_blocks(
            draw, "block", base=Zone(base.left, base.right, base.bottom, base.bottom + unit),
            widths=self.p, heights=np.minimum(heights, highest), order=self._order,
            measured=heights < highest, allow=HERO,
        )  # fmt: skip
        self._slices(draw, base, pieces_of(base, self.p, self._order))

    def _slices(self, draw: Canvas, base: Zone, columns: dict[int, Zone]) -> None:
        """Draw the slices that flow from the high blocks into the gaps and keep their areas."""
        pours = self._table.pours
        slices: dict[int, list[list[tuple[float, float]]]] = {k: [] for k in self._order}
        for n, (a, b, *losses) in enumerate(pours if self.poured > 0 else ()):
            start = n / max(len(pours) - 1, 1) * (1 - FLIGHT)
            time = (self.poured - start) / FLIGHT
            # First over the edge, then down.
            across, down = smoothstep(time / 0.7), smoothstep((time - 0.3) / 0.7)
            high, low = columns[int(a)], columns[int(b)]
            foot_a, top_a, foot_b = (self._y(base, loss) for loss in losses)
            area = (top_a - foot_a) * high.width
            left = high.left + across * (low.left - high.left)
            right = high.right + across * (low.right - high.right)
            foot = foot_a + down * (foot_b - foot_a)
            top = foot + area / (right - left)
            slices[int(a)].append([(left, foot), (right, foot), (right, top), (left, top)])
        for k, corners in slices.items():
            draw.polygons(
                "poured", k, points=np.array(corners).reshape(-1, 4, 2), color=theme().of_class(k),
                opacity=float(self.poured > 0),
                allow={**HERO, "pop": "it is the block's upper part", "jump": "it is poured"},
            )  # fmt: skip

    def _slabs(self, draw: Canvas, base: Zone) -> None:
        """Draw what each halving has added to the true class's block, once it is complete."""
        ink, size, halving = self._ink(), TYPE.label, self._table.halving
        slab = halving * base.height / self._top
        high = CAP * size
        for k in range(1, len(self._table.counts) + 1):
            top, done = base.bottom + k * slab, self.loss / halving - k
            is_full = min(max((done + 0.08) / 0.08, 0.0), 1.0)
            draw.line(
                "slab", k, points=[(base.left, top), (base.right, top)], color=ink, width=4,
                opacity=self.halved * visibility(slab, 0.3) * min(max(done / 0.1, 0.0), 1.0),
                allow={**ON_BLOCK, "contrast": "a fine line"},
            )  # fmt: skip
            y, room = top - slab / 2 - high / 2, visibility(slab, high + 0.12)
            draw.number(
                "added", k, value=halving, write=writer("+.2f"), color=ink, size=size,
                at=(base.left + 0.3, y), align=-1, room=room, opacity=self.halved * is_full,
                allow=ON_BLOCK,
            )  # fmt: skip
            draw.words(
                "part", k, text=f"share 1/{2**k}", color=ink, size=size,
                at=(base.right - 0.3, y), align=1, room=room, opacity=self.halved * is_full,
                allow=ON_BLOCK,
            )  # fmt: skip
            draw.words(
                "count", k, text=str(k), size=1.15 * size, at=(base.right + 0.28, y),
                color=theme().of_class(self._target),
                room=room, opacity=self.halved * is_full,
            )  # fmt: skip

    # --- Level and guesses --------------------------------------------------------------------

    def _level(self, draw: Canvas, base: Zone) -> None:
        y, size = self._y(base, self.level), 1.3 * TYPE.number
        draw.line(
            "level", points=[(base.left - 0.1, y), (base.right, y)], color=theme().text, width=6,
            opacity=self.levelled,
            allow={"overlap": "it is the level of the blocks"},
        )  # fmt: skip
        x, foot = base.left - 0.2, min(y + 0.12, base.top - 0.72)
        draw.number(
            "level number", value=self.level, write=writer(".2f"), size=size, align=1,
            at=(x, foot), opacity=self.levelled,
        )  # fmt: skip
        above = foot + CAP * size + 0.16
        draw.words("level name", text="loss", align=1, at=(x, above), opacity=self.levelled)

    def _guess(self, draw: Canvas, base: Zone) -> None:
        """Draw three guesses at the block's top, in a row; inside it if there is no space above."""
        texts, third = ("higher?", "as now?", "lower?"), base.width / 3
        y = self._y(base, self.loss)
        above, inside = self.zone.top - y, y - base.bottom
        is_above = above > inside
        scale = min(1.0, max(above, inside) / 2)
        size = scale * TYPE.label * min(1.6, 0.85 * third / words_width(texts[1], TYPE.label))
        middle = y + 0.75 * scale if is_above else y - 1.35 * scale
        color = theme().text if is_above else self._ink()
        for k, text in enumerate(texts):
            x, seen = base.left + (k + 0.5) * third, self.guess * (1.0 if k == 1 else self.wrong)
            tip = (0.45 * scale, 0.0, -0.45 * scale)[k]
            allow: dict[Rule, str] = {"overlap": "it is a guess at the block's top"}
            if k == 1:
                draw.line(
                    "guess", k, points=[(x - 0.7, middle), (x + 0.7, middle)], width=16,
                    color=color, opacity=seen, allow=allow,
                )  # fmt: skip
            else:
                draw.polygon(
                    "guess", k, color=color, opacity=seen, allow=allow,
                    points=[(x - 0.5, middle - tip), (x + 0.5, middle - tip), (x, middle + tip)],
                )  # fmt: skip
            draw.words(
                "guess name", k, text=text, at=(x, middle + 0.7 * scale), size=size, color=color,
                opacity=seen, allow=allow,
            )  # fmt: skip

    # --- The share, and the notes -------------------------------------------------------------

    def _share(self, draw: Canvas, strip: Zone) -> None:
        """Draw a handle at the edge of the true class's share, and write that share."""
        x = strip.right - self.true * strip.width
        draw.line(
            "handle", points=[(x, strip.bottom - 0.12), (x, strip.top)], color=theme().text,
            width=8, opacity=self.dragged,
            allow={"overlap": "it is the edge of the share", "contrast": "it goes on below"},
        )  # fmt: skip
        at = min(max(x, strip.left + 1.4), strip.right - 1.2)
        y, of_true = self.zone.bottom + 0.1, self._table.subscripts[self._target]
        draw.formula(
            "share of true", math=f'q_"{of_true}" =', at=(at, y), color=theme().q,
            size=TYPE.number, align=1, opacity=self.dragged,
        )  # fmt: skip
        draw.number(
            "share number", value=self.true, write=writer(self._table.true_form), align=-1,
            color=theme().q, at=(at + 0.12, y), opacity=self.dragged,
        )  # fmt: skip

    def _notes(self, draw: Canvas, notes: Zone, is_wide: bool) -> None:
        """Draw the meaning of width and height, the photo, and the formula, beside or above."""
        name = self._names[self._target]
        for n, text in enumerate(("height = surprise", "width = p")):
            size = min(1.2 * TYPE.label, TYPE.label * notes.width / words_width(text, TYPE.label))
            x, y = notes.x, notes.top - 0.55 * (n + 1)
            draw.words("note", n, text=text, at=(x, y), size=size, opacity=self.told)
        side = min(PHOTO, notes.height)
        x, y = notes.x if is_wide else notes.right - side / 2, notes.top - side / 2
        # The formula comes below it, or takes its place, as do the guesses.
        seen = self.photo * (1.0 if is_wide else max(1 - 2 * self.formula, 0.0) * (1 - self.guess))
        draw.rectangle(
            "photo", left=x - side / 2, bottom=y - side / 2, right=x + side / 2, top=y + side / 2,
            color=theme().background, outline=theme().text,
            opacity=seen * float(name in CAST),
            allow={"overlap": "a frame round its picture"},
        )  # fmt: skip
        draw.pictogram(
            "photo of", name=name, at=(x, y), height=0.7 * side,
            color=theme().of_class(self._target), opacity=seen,
            allow={"overlap": "it is in its frame"},
        )  # fmt: skip
        self._formula(draw, notes, is_wide)

    def _formula(self, draw: Canvas, notes: Zone, is_wide: bool) -> None:
        """Draw the formula in three parts, below each other or in one line."""
        n = self._table
        parts = (
            f'"loss" = {len(n.counts)} times ln 2',
            f"= ln {n.parts}",
            f'= ln(1\\/{{{{q_"{n.subscripts[self._target]}":q}}}})',
        )
        widths = [formula_width(part, 1.0) for part in parts]
        gap = 0.15
        widest = max(widths) if is_wide else sum(widths)
        room = notes.width if is_wide else notes.width - 2 * gap
        size = min(1.3 * TYPE.formula, room / widest)
        x = notes.left if is_wide else notes.x - (size * sum(widths) + 2 * gap) / 2
        for k, (part, wide) in enumerate(zip(parts, widths, strict=True)):
            y = notes.top - PHOTO - 0.7 - 0.75 * k if is_wide else notes.y - 0.2
            draw.formula(
                "formula", k, math=part, colors={"q": theme().q}, at=(x, y), size=size, align=-1,
                opacity=min(max(2 * (self.formula - k) - 1, 0.0), 1.0),
            )  # fmt: skip
            x += 0.0 if is_wide else size * wide + gap
