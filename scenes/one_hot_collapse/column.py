"""The hero of ``OneHotCollapse``: blocks of surprise on a bar of p, of which one is left."""

from __future__ import annotations

from typing import Any

import numpy as np

from stage.cast import CAST
from stage.digits import writer
from stage.drawing.canvas import Canvas, visibility
from stage.drawing.figure import Figure, look, number, numbers
from stage.drawing.shares import INSIDE, draw_shares, edges_of
from stage.mobjects.declared import Rule
from stage.mobjects.text import CAP, formula_width, words_width
from stage.theme import TYPE, Zone, text_on, theme

TRUTH, STRIP = 0.55, 0.85
"""Thickness of the bar of p, on which the blocks stand, and of the strip of q."""

FOOT, HIGH = 0.66, 0.3
"""Below the strip, for the tag and the share; and above the highest block."""

JOINT, GAP = 0.06, 0.16
"""Between the blocks and the bar of p, and between that and the strip."""

LEFT, RIGHT = 1.75, 0.3
"""At the left of the blocks, for names and the level's number; and at the right."""

SLABS = 8
"""Halvings that are drawn as slabs."""

PHOTO = 1.25
"""Side of the photo."""

TORN, TEETH = 0.2, 24
"""Height of the torn edge at which a block leaves the stage, and how many teeth it has."""

HERO: dict[Rule, str] = {"overlap": "it is the hero", "contrast": "blocks stand side by side"}
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
        How much of their height the blocks have.
    levelled, told
        How much is seen of the level; and of what the width and height of a block are.
    tagged, photo
        How much is seen of the tag, and of the photo.
    guess, wrong
        How much is seen of the three guesses, and of those two that are wrong.
    trading
        How much is seen of the arrows between the other classes.
    dragged, halved, formula
        How much is seen of the true class's share, of the slabs, and of the formula.
    """

    p, surprise, q = numbers(), numbers(), numbers()
    level, loss, true = number(), number(), number()
    risen, levelled, told, tagged, photo = look(0.0), look(0.0), look(0.0), look(0.0), look(0.0)
    guess, wrong, trading = look(0.0), look(1.0), look(0.0)
    dragged, halved, formula = look(0.0), look(0.0), look(0.0)
    fading = ("share name", "share picture", "truth name", "truth picture")

    def __init__(
        self,
        name: str,
        *,
        names: tuple[str, ...],
        subscripts: tuple[str, ...],
        target: int,
        top: float,
        halving: float,
        true_form: str,
        **values: Any,
    ) -> None:
        super().__init__(name, **values)
        self._names, self._subscripts, self._target = names, subscripts, target
        self._top, self._halving = top, halving
        self._write_true = writer(true_form)
        self._order = (*(k for k in range(len(names)) if k != target), target)
        # What width and height are is told on the widest block of another class.
        self._widest = max(self._order[:-1], key=lambda k: float(self.p[k]))

    def span(self, axis: str) -> float:
        """The base is 1 long; the largest loss that is to fit is as high as there is room for."""
        return self._top if axis == "y" else 1.0

    def sketch(self, draw: Canvas) -> None:
        """The two bars, the blocks, the level, and what is guessed and halved."""
        z = self.zone
        bottom = z.bottom + FOOT + STRIP + GAP + TRUTH + JOINT
        base = Zone(z.left + LEFT, z.right - RIGHT, bottom, z.top - HIGH)
        strip = Zone(base.left, base.right, z.bottom + FOOT, z.bottom + FOOT + STRIP)
        self._bars(draw, base, strip)
        self._blocks(draw, base)
        self._slabs(draw, base)
        self._level(draw, base)
        self._torn(draw, base)
        self._photo(draw, base)
        self._guess(draw, base)
        self._share(draw, strip)
        self._formula(draw, base)

    def _y(self, base: Zone, loss: float) -> float:
        """The height of a loss; beyond the stage its edge."""
        return min(base.bottom + loss * base.height / self._top, self.zone.top)

    def _is_torn(self, y: float) -> bool:
        return y > self.zone.top - TORN

    def _ink(self) -> str:
        """What is legible on the true class's block."""
        return text_on(theme().of_class(self._target))

    # --- The bars of p and q ------------------------------------------------------------------

    def _bars(self, draw: Canvas, base: Zone, strip: Zone) -> None:
        truth = Zone(base.left, base.right, strip.top + GAP, strip.top + GAP + TRUTH)
        for key, bar, values, letter, color in (
            ("truth", truth, self.p, "p", theme().p),
            ("share", strip, self.q, "q", theme().q),
        ):
            draw_shares(draw, key, bar, values, order=self._order, names=self._names)
            draw.formula(
                key, "title", math=f'"{key}" {{{{{letter}:{letter}}}}}', colors={letter: color},
                size=TYPE.label, align=1, at=(base.left - 0.14, bar.y - 0.12),
            )  # fmt: skip
        edges = strip.left + edges_of(self.q, self._order) * strip.width
        for k in range(1, len(self._order) - 1):
            x, y = float(edges[k]), strip.bottom - 0.24
            draw.arrow(
                "exchange", k, start=(x - 0.35, y), end=(x + 0.35, y), color=theme().text,
                opacity=self.trading,
                allow={"overlap": "arrows mark the edges that move", "zone": "they are brief",
                       "contrast": "edges may be at one place"},
            )  # fmt: skip
        at = (base.right - 0.38, strip.bottom - 0.35)
        draw.tag("true", text="true", at=at, opacity=self.tagged)

    # --- The blocks ---------------------------------------------------------------------------

    def _blocks(self, draw: Canvas, base: Zone) -> None:
        edges = base.left + edges_of(self.p, self._order) * base.width
        for k, a, b in zip(self._order, edges[:-1], edges[1:], strict=True):
            height = self.risen * (self.loss if k == self._target else float(self.surprise[k]))
            block = Zone(float(a), float(b), base.bottom, self._y(base, height))
            draw.rectangle(
                "block", k, left=block.left, bottom=block.bottom, right=block.right, top=block.top,
                color=theme().of_class(k),
                measures=("y", height) if not self._is_torn(block.top) else None,
                allow=HERO,
            )  # fmt: skip
            if k == self._widest:
                self._told(draw, k, block)

    def _told(self, draw: Canvas, k: int, block: Zone) -> None:
        """What width and height of a block are, on it."""
        ink, size = text_on(theme().of_class(k)), TYPE.label
        for key, text, up in (("width", "width = p", 0.2), ("height", "height = surprise", 0.8)):
            room = min(
                visibility(block.width, words_width(text, size) + 0.2, 0.3),
                visibility(block.height, up + 0.4, 0.3),
            )
            draw.words(
                key, text=text, color=ink, size=size, at=(block.x, block.bottom + up), room=room,
                opacity=self.told, allow=INSIDE,
            )  # fmt: skip

    def _slabs(self, draw: Canvas, base: Zone) -> None:
        """What each halving has added to the true class's block, and the share at which it is."""
        ink, size, unit = self._ink(), TYPE.label, base.height / self._top
        slab = self._halving * unit
        for k in range(1, SLABS + 1):
            grown = min(max(self.loss * unit - (k - 1) * slab, 0.0), slab)
            top = base.bottom + k * slab
            over = min(max((self.loss - k * self._halving) / 0.1, 0.0), 1.0)
            draw.line(
                "slab", k, points=[(base.left, top), (base.right, top)], color=ink, width=3,
                opacity=self.halved * over * visibility(slab, 0.3) * float(not self._is_torn(top)),
                allow={**ON_BLOCK, "contrast": "a fine line"},
            )  # fmt: skip
            y, high = top - slab / 2, CAP * size
            room = min(
                visibility(grown, high + 0.15, 0.3), visibility(self.zone.top - TORN - y, high)
            )
            draw.number(
                "added", k, value=self._halving, write=writer("+.2f"), color=ink, size=size,
                at=(base.left + 0.3, y - high / 2), align=-1, room=room, opacity=self.halved,
                allow=ON_BLOCK,
            )  # fmt: skip
            draw.words(
                "part", k, text=f"share 1/{2**k}", color=ink, size=size,
                at=(base.right - 0.3, y - high / 2), align=1, room=room, opacity=self.halved,
                allow=ON_BLOCK,
            )  # fmt: skip

    # --- Level, photo and guesses -------------------------------------------------------------

    def _level(self, draw: Canvas, base: Zone) -> None:
        y, size = self._y(base, self.level), 1.2 * TYPE.number
        draw.line(
            "level", points=[(base.left - 0.1, y), (base.right, y)], color=theme().text, width=6,
            opacity=self.levelled,
            allow={"overlap": "it is the level of the blocks"},
        )  # fmt: skip
        x, foot = base.left - 0.2, min(y + 0.12, self.zone.top - 1.6)
        draw.number(
            "level number", value=self.level, write=writer(".2f"), size=size, align=1,
            at=(x, foot), opacity=self.levelled,
        )  # fmt: skip
        above = foot + CAP * size + 0.16
        draw.words("level name", text="loss", align=1, at=(x, above), opacity=self.levelled)
        draw.arrow(
            "on", start=(x - 0.35, self.zone.top - 0.65), end=(x - 0.35, self.zone.top),
            thickness=0.12, color=theme().text, opacity=float(self._is_torn(y)),
            allow={"pop": "the block has left the stage"},
        )  # fmt: skip

    def _torn(self, draw: Canvas, base: Zone) -> None:
        """Teeth of the ground at the stage's top: what is higher goes on behind them."""
        x = np.linspace(base.left - 0.2, base.right + 0.1, 2 * TEETH + 1)
        edge = self.zone.top - TORN * (np.arange(len(x)) % 2)
        above = [(x[-1], self.zone.top + 0.06), (x[0], self.zone.top + 0.06)]
        draw.polygon(
            "torn", points=[*zip(x, edge, strict=True), *above], color=theme().background,
            allow={"overlap": "blocks are torn off here", "zone": "it is the stage's edge",
                   "contrast": "it is a hole"},
        )  # fmt: skip

    def _photo(self, draw: Canvas, base: Zone) -> None:
        """Of the true class, where it is one of the cast."""
        name = self._names[self._target]
        right, top = self.zone.right, self.zone.top
        over: dict[Rule, str] = {"overlap": "a photo lies over the blocks"}
        draw.rectangle(
            "photo", left=right - PHOTO, bottom=top - PHOTO, right=right, top=top,
            color=theme().background, outline=theme().text,
            opacity=self.photo * float(name in CAST), allow=over,
        )  # fmt: skip
        draw.pictogram(
            "photo of", name=name, at=(right - PHOTO / 2, top - PHOTO / 2), height=0.7 * PHOTO,
            color=theme().of_class(self._target), opacity=self.photo, allow=over,
        )  # fmt: skip

    def _guess(self, draw: Canvas, base: Zone) -> None:
        """Three guesses at the block's top, in a row; inside of it where there is no room above."""
        texts, third = ("higher?", "as now?", "lower?"), base.width / 3
        size = TYPE.label * min(1.4, 0.85 * third / words_width(texts[1], TYPE.label))
        y = self._y(base, self.loss)
        above = y + 1.9 < self.zone.top
        middle = y + 0.62 if above else y - 1.4
        color = theme().text if above else self._ink()
        for k, text in enumerate(texts):
            x, seen = base.left + (k + 0.5) * third, self.guess * (1.0 if k == 1 else self.wrong)
            way = (0.4, 0.0, -0.4)[k]
            allow: dict[Rule, str] = {"overlap": "it is a guess at the block's top"}
            if k == 1:
                draw.line(
                    "guess", k, points=[(x - 0.5, middle), (x + 0.5, middle)], width=10,
                    color=color, opacity=seen, allow=allow,
                )  # fmt: skip
            else:
                draw.arrow(
                    "guess", k, start=(x, middle - way), end=(x, middle + way), thickness=0.16,
                    color=color, opacity=seen, allow=allow,
                )  # fmt: skip
            draw.words(
                "guess name", k, text=text, at=(x, middle + 0.6), size=size, color=color,
                opacity=seen, allow=allow,
            )  # fmt: skip

    # --- The share, and the answer ------------------------------------------------------------

    def _share(self, draw: Canvas, strip: Zone) -> None:
        """A handle at the edge of the true class's share, and how large that is."""
        x = strip.right - self.true * strip.width
        draw.line(
            "handle", points=[(x, strip.bottom - 0.2), (x, strip.top)], color=theme().text,
            width=8, opacity=self.dragged,
            allow={"overlap": "it is the edge of the share", "contrast": "it goes on below"},
        )  # fmt: skip
        at = min(max(x, strip.left + 1.4), strip.right - 2.3)
        y, of_true = self.zone.bottom + 0.1, self._subscripts[self._target]
        draw.formula(
            "share of true", math=f'q_"{of_true}" =', at=(at, y), color=theme().q,
            size=TYPE.number, align=1, opacity=self.dragged,
        )  # fmt: skip
        draw.number(
            "share number", value=self.true, write=self._write_true, color=theme().q, align=-1,
            at=(at + 0.12, y), opacity=self.dragged,
        )  # fmt: skip

    def _formula(self, draw: Canvas, base: Zone) -> None:
        """On a plate over the block."""
        math = f'"loss" = ln(1\\/{{{{q_"{self._subscripts[self._target]}":q}}}})'
        size = TYPE.formula * min(1.6, 0.8 * base.width / formula_width(math, TYPE.formula))
        half, y = formula_width(math, size) / 2 + 0.35, base.bottom + 0.55 * base.height
        high = 0.75
        over: dict[Rule, str] = {"overlap": "it is the answer, over the block"}
        draw.rectangle(
            "plate", left=base.x - half, bottom=y - high, right=base.x + half, top=y + high,
            color=theme().background, opacity=self.formula, allow=over,
        )  # fmt: skip
        draw.formula(
            "formula", math=math, colors={"q": theme().q}, at=(base.x, y - 0.2), size=size,
            opacity=self.formula, allow=over,
        )  # fmt: skip
