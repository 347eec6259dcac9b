"""A sum, term by term, and its total."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import VGroup

from stage.layout import Size
from stage.mobjects.declared import adds_up, allow
from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import HAIR, segment
from stage.mobjects.text import CAP, Number, Words, number_width
from stage.numbers import FloatArray
from stage.parts.part import Part
from stage.theme import TYPE, Zone, theme

__all__ = ["Sum"]

SIGN = 0.0155
"""Width of a sign between two terms, at font size 1."""

DOT = 0.0055
"""Width of the sign between two factors, at font size 1."""

LINE = 0.016
"""Height of a line at font size 1, in manim units."""

LOW = 0.0035
"""How far a baseline is below the middle of its line, at font size 1."""


class Sum(Part):
    """``= 0.120 + 0.644 + ... = 1.488 nats``, over as many lines as it takes.

    Parameters
    ----------
    terms
        Shape (K,), or (K, 2): each the product of two factors, which stand there instead.
    total
        Their sum.
    most
        The largest that each term, or factor, becomes: it has that much room.
    write
        How terms, factors and the total are written.
    unit
        What the total is measured in; nothing if that is told elsewhere.
    about
        Whether the terms, as they are shown, do not add up to the total as it is shown.

    Values
    ------
    terms, total
        As above.
    struck
        How far each term is struck out, shape (K,).
    kept
        How much of its place each term has left, shape (K,): at 0 the ranks are closed.

    Pieces: ("term", k), ("sign", k), ("strike", k), ("total", "sign" | "number" | "unit").
    """

    numbers = ("terms", "total")
    looks = ("struck", "kept")
    is_text = True

    def __init__(
        self,
        name: str,
        terms: FloatArray,
        total: float,
        *,
        most: FloatArray,
        write: Callable[[float], str],
        unit: str = "nats",
        about: bool = False,
    ) -> None:
        count = len(terms)
        super().__init__(
            name, terms=terms, total=total, struck=np.zeros(count), kept=np.ones(count)
        )
        self._write = write
        self._most = [np.atleast_1d(row) for row in most]
        self._largest = max(float(total), float(sum(row.prod() for row in self._most)))
        self._signs = [
            self.own("sign", k, of=Words("+" if k else "=", font_size=TYPE.formula))
            for k in range(count)
        ]
        self._terms = [self.own("term", k, of=_Term(k, terms[k], write)) for k in range(count)]
        self._strikes = []
        for k in range(count):
            line = self.own("strike", k, of=segment(color=theme().text, width=1.5 * HAIR))
            allow("overlap", "it strikes the term out", line, self._terms[k])
            self._strikes.append(line)
        self._equals = self.own(
            "total", "sign", of=Words("≈" if about else "=", font_size=TYPE.formula)
        )
        self._total = self.own("total", "number", of=Number(0.0, write, align=-1))
        self._unit = Words(unit, font_size=TYPE.formula) if unit else None
        if self._unit is not None:
            self.own("total", "unit", of=self._unit)
        if terms.ndim == 1 and not about:
            adds_up(self._total, *(term.numbers[0] for term in self._terms))
        self._size, self._per_line = TYPE.formula, count
        # A factor that goes to 0 is told as a bound on its way, which reaches toward the sign.
        self._sign = SIGN if np.ndim(terms) == 1 else 1.5 * SIGN

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """The largest type in which it takes two lines at most, if these have room."""
        widest, low = max(zone.width for zone in zones), min(zone.height for zone in zones)
        for size in (TYPE.formula, TYPE.label, TYPE.least):
            self._size = size
            lines = self._lines(widest)
            if lines <= 2 and LINE * size * lines <= low + 1e-6:
                break
        self._per_line = -(-len(self._terms) // lines)
        return True

    def least(self, room: Size) -> Size:
        """As few lines as there is width for."""
        lines = self._lines(room.width)
        return Size(self._line_width(-(-len(self._terms) // lines)), LINE * self._size * lines)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """Terms from the left, in lines from the top, and the total after the last."""
        terms, struck, kept = (self.values[n] for n in ("terms", "struck", "kept"))
        size = self._size
        # A line whose terms go, or all before it, closes up.
        breaks = {
            k: float(min(np.max(kept[:k]), np.max(kept[k:])))
            for k in range(self._per_line, len(kept), self._per_line)
        }
        x, y = zone.left, zone.y + LINE * size * sum(breaks.values()) / 2 - LOW * size
        before = 0.0
        for k, term in enumerate(self._terms):
            if k in breaks:
                x += min(1.0, 2 * breaks[k]) * (zone.left - x)
                y -= LINE * size * breaks[k]
            sign = self._signs[k].put(x + self._sign * size / 2, y, size=size)
            # What goes is gone before the ranks close, so that nothing slides over anything.
            metadata(sign).visibility = max(
                0.0, 3 * (kept[k] if k == 0 else min(kept[k], before)) - 2
            )
            x += self._sign * size * kept[k]
            term.put(terms[k], x, y, size, self._slots(k))
            here = max(0.0, 3 * kept[k] - 2)
            metadata(term).visibility = here
            wide, middle = self._width(k), y + CAP * size / 2
            end = x - 0.06 + (wide + 0.12) * struck[k]
            self._strikes[k].through(
                [[x - 0.06, middle - 0.1, 0], [end, middle - 0.1 + 0.2 * struck[k], 0]]
            )
            metadata(self._strikes[k]).visibility = here * min(1.0, 8 * struck[k])
            x += wide * kept[k]
            before = max(before, float(kept[k]))
        self._equals.put(x + self._sign * size / 2, y, size=size)
        x += self._sign * size
        self._total.font_size = size
        self._total.set_value(float(self.values["total"]), at=(x, y))
        if self._unit is not None:
            x += number_width(self._write(self._largest), size) + 0.15
            self._unit.put(x, y, align=-1, size=size)

    def _width(self, k: int) -> float:
        """Of a term: its factors at their widest, and the sign between them."""
        slots = self._slots(k)
        return sum(slots) + DOT * self._size * (len(slots) - 1)

    def _slots(self, k: int) -> list[float]:
        """Widths of a term's factors at their widest."""
        return [number_width(self._write(float(v)), self._size) for v in self._most[k]]

    def _line_width(self, count: int) -> float:
        """Of so many terms, the total and its unit after them."""
        size, kept = self._size, self.values["kept"]
        wide = [kept[k] * (self._width(k) + self._sign * size) for k in range(len(kept))]
        terms = max(float(sum(wide[k : k + count])) for k in range(0, len(kept), count))
        unit = 0.15 + self._unit.made_width * size / TYPE.formula if self._unit else 0.0
        return terms + self._sign * size + number_width(self._write(self._largest), size) + unit

    def _lines(self, width: float) -> int:
        count = len(self._terms)
        fitting = (n for n in range(1, count) if self._line_width(-(-count // n)) <= width)
        return next(fitting, count)


class _Term(VGroup):
    """A number in the colour of its area; or two factors, in the colours of p and q."""

    def __init__(self, k: int, term: FloatArray, write: Callable[[float], str]) -> None:
        super().__init__()
        factors = np.ndim(term) > 0
        colors = (theme().p, theme().q) if factors else (theme().term(k),)
        # The first ends where the sign between them begins, whatever its digits are.
        self.numbers = [
            Number(0.0, write, color=color, align=1 if factors and not i else -1)
            for i, color in enumerate(colors)
        ]
        self._dot = [Words("·", font_size=TYPE.formula)] if factors else []
        self.add(*self.numbers, *self._dot)

    def put(
        self, term: FloatArray, x: float, y: float, size: float, slots: Sequence[float]
    ) -> None:
        """Write it from ``x`` to the right, each factor in its slot."""
        for i, value in enumerate(np.atleast_1d(term)):
            number = self.numbers[i]
            number.font_size = size
            number.set_value(float(value), at=(x + slots[i] if number.align == 1 else x, y))
            x += slots[i]
            if i == 0 and self._dot:
                self._dot[0].put(x + DOT * size / 2, y, size=size)
                x += DOT * size
