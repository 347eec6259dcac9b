"""What is told of both losses, row by row: how steep they are, as products, and as formulas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from scenes.layout import Size
from scenes.mobjects.shapes import HAIR, segment
from scenes.mobjects.text import CAP, Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.part import Part
from scenes.theme import TYPE, Zone, theme

__all__ = ["Ledger"]

LARGEST = 40.0
"""Font size where there is room for it."""

APART, SIGN = 0.0125, 0.028
"""Between columns, and the room of a sign between two of them; at font size 1."""

PITCH = 0.0155
"""From a row to the next, at font size 1."""

OVERLAY, SHARE = 10.0, 0.66
"""From that width on it stands in what hills leave free, which is so much of their width."""

ABOVE = 0.2
"""Between it and hills that it stands above."""


class _Look(NamedTuple):
    """How it is set in a zone: whether names have lines of their own, and how large."""

    stacked: bool
    size: float


class Ledger(Part):
    """A row for each loss; what stands in it comes and goes.

    Parameters
    ----------
    names, colors
        Of the losses.
    title
        What the pulls are, before what they are at.
    at, pulls
        Places as they are written, and how hard each loss pulls there, as that is written.
    heads
        Of pull, gate, and product.
    products
        Of each loss: these three; shape (2, 3).
    write
        How they are written.
    formulas
        The same products as formulas; ``{{...:struck}}`` cancel each other.

    Values
    ------
    products
        As above.

    Pieces: ("name", r), ("title",), ("at", c), ("pull", r, c), ("head", c), ("factor", r, c),
    ("sign", r, c), ("formula", r), ("strike", r, i).
    """

    numbers = ("products",)
    later = ("title", "at", "pull", "head", "factor", "sign", "formula", "strike")
    counted = ""
    is_text = True

    def __init__(
        self,
        name: str,
        names: Sequence[str],
        *,
        colors: Sequence[str],
        title: str,
        at: Sequence[str],
        pulls: Sequence[Sequence[str]],
        heads: Sequence[str],
        products: FloatArray,
        write: Callable[[float], str],
        formulas: Sequence[str],
    ) -> None:
        super().__init__(name, products=products)
        self._rows = range(len(names))
        muted, large = theme().muted, LARGEST
        for r in self._rows:
            self.own("name", r, of=Words(names[r], font_size=large, color=colors[r]))
            for c, text in enumerate(pulls[r]):
                self.own("pull", r, c, of=Words(text, font_size=large, color=colors[r]))
            for c in range(3):
                number = Number(0.0, write, font_size=large, color=colors[r])
                self.own("factor", r, c, of=number)
            for c, sign in enumerate("×="):
                self.own("sign", r, c, of=Words(sign, font_size=large))
            made = Formula(formulas[r], font_size=large, color=colors[r], display=False)
            self.own("formula", r, of=made)
        self.own("title", of=Words(title, font_size=large, color=muted))
        for c, text in enumerate(at):
            self.own("at", c, of=Words(text, font_size=large, color=theme().q))
        for c, text in enumerate(heads):
            self.own("head", c, of=Words(text, font_size=large, color=muted))
        self._widths = self._measure(products, write)

    def _measure(self, products: FloatArray, write: Callable[[float], str]) -> dict[str, list]:
        """Of columns, at font size 1."""

        def widest(*kinds: tuple[str, ...]) -> float:
            return max(self.pieces[kind].made_width for kind in kinds) / LARGEST

        names = widest(*(("name", r) for r in self._rows), ("title",))
        pulls = [
            widest(("at", c), *(("pull", r, c) for r in self._rows)) + APART for c in range(4)
        ]
        # On their way numbers have as many digits as where they begin, or as these.
        factors = [
            max(
                widest(("head", c)),
                *(number_width(write(float(v)), 1.0) for v in products[:, c]),
                number_width("0.0000", 1.0),
            )
            for c in range(3)
        ]
        formula = widest(*(("formula", r) for r in self._rows))
        return {"name": [names], "pull": pulls, "factor": factors, "formula": [formula]}

    # --- What is asked of a part ------------------------------------------------------------------

    def look(self, width: float) -> _Look:
        """How it is set where there is so much width."""
        free = width * SHARE if width > OVERLAY else width
        name = self._widths["name"][0] + APART
        body = max(
            sum(self._widths["pull"]),
            sum(self._widths["factor"]) + 2 * SIGN,
            self._widths["formula"][0],
        )
        beside = free / (name + body)
        if beside >= TYPE.least:
            return _Look(False, min(LARGEST, beside))
        return _Look(True, min(LARGEST, free / max(body, name)))

    def clear(self, width: float) -> float:
        """What it takes above hills that are so wide."""
        if width > OVERLAY:
            return 0.0
        stacked, size = self.look(width)
        return (5 if stacked else 3) * PITCH * size + ABOVE

    def least(self, room: Size) -> Size:
        """It stands where hills leave room for it."""
        return Size(0.0, 0.0)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """Row by row, from the top; to the right where it stands in what is free."""
        stacked, size = self.look(zone.width)
        over = zone.width > OVERLAY
        name = 0.0 if stacked else (self._widths["name"][0] + APART) * size
        body = max(sum(self._widths["pull"]), sum(self._widths["factor"]) + 2 * SIGN) * size
        left = zone.right - name - body if over else zone.left
        step = PITCH * size
        top = zone.top if over else zone.top + self.clear(zone.width)
        head = top - CAP * size
        lines = [head - step * (2 * r + 2 if stacked else r + 1) for r in self._rows]
        named = [head - step * (2 * r + 1) for r in self._rows] if stacked else lines
        for r in self._rows:
            self.pieces["name", r].put(left, named[r], align=-1, size=size)
        start = left + name
        self.pieces["title",].put(left if not stacked else left, head, align=-1, size=size)
        self._put_pulls(start, head, lines, size)
        self._put_factors(start, head, lines, size)
        for r in self._rows:
            self.pieces["formula", r].put(start, lines[r], align=-1, size=size)

    def _put_pulls(self, start: float, head: float, lines: Sequence[float], size: float) -> None:
        right = start
        for c, wide in enumerate(self._widths["pull"]):
            right += wide * size
            self.pieces["at", c].put(right, head, align=1, size=size)
            for r in self._rows:
                self.pieces["pull", r, c].put(right, lines[r], align=1, size=size)

    def _put_factors(self, start: float, head: float, lines: Sequence[float], size: float) -> None:
        at = start
        for c, wide in enumerate(self._widths["factor"]):
            middle = at + wide * size / 2
            self.pieces["head", c].put(middle, head, size=size)
            for r in self._rows:
                number = self.pieces["factor", r, c]
                number.font_size = size
                number.set_value(float(self.values["products"][r][c]), at=(middle, lines[r]))
                if c < 2:
                    there = at + (wide + SIGN / 2) * size
                    self.pieces["sign", r, c].put(there, lines[r], size=size)
            at += (wide + SIGN) * size
