"""A whole that is two things together: each a symbol and its number, below each other.

Drawn from values and a zone, as all parts are; only ``EntropyFloor`` needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scenes.layout import Size
from scenes.mobjects.declared import adds_up
from scenes.mobjects.text import Formula, Number, Words, number_width
from scenes.numbers import FloatArray
from scenes.parts.part import Part
from scenes.theme import TYPE, Zone

__all__ = ["Balance"]

BOUND = 1e-9
"""What is told as a bound: that is wider than most numbers."""

LINE = 0.0165
"""Height of a row at font size 1, in manim units."""

LOW = 0.0035
"""How far a baseline is below the middle of its line, at font size 1."""

SIGN = 0.021
"""Room of a sign before a symbol, at font size 1."""

GAP = 0.3
"""Between symbols and numbers that stand beside each other, in the usual size."""


class Balance(Part):
    """``H(p, q) = H(p) + KL`` and ``1.49 = 1.28 + 0.21``, in three rows.

    Parameters
    ----------
    symbols
        Three formulas: the whole, and its two parts; their named pieces have ``colors``.
    values
        What they come to, shape (3,).
    tints
        Of the three numbers.
    about
        Whether the parts, as they are told, do not add up to the whole as it is told.
    widest
        The number whose text is the longest, while they move.
    most
        The largest font size.

    Values
    ------
    whole, floor, gap
        The numbers.

    Pieces: ("symbol", i), ("number", i), ("sign", i) before part i.
    """

    numbers = ("whole", "floor", "gap")
    is_text = True

    def __init__(
        self,
        name: str,
        symbols: Sequence[str],
        values: FloatArray,
        *,
        write: Callable[[float], str],
        colors: Mapping[str, str],
        tints: Sequence[str],
        about: bool,
        widest: float,
        most: float = 64.0,
    ) -> None:
        super().__init__(name, **dict(zip(self.numbers, values, strict=True)))
        self._most = most
        self._symbols = [
            self.own("symbol", i, of=Formula(symbol, colors=colors, display=False))
            for i, symbol in enumerate(symbols)
        ]
        self._numbers = [
            self.own(
                "number", i, of=Number(0.0, write, font_size=TYPE.formula, color=tint, align=1)
            )
            for i, tint in enumerate(tints)
        ]
        self._signs = [
            self.own("sign", i, of=Words(sign, font_size=TYPE.formula))
            for i, sign in ((1, "≈" if about else "="), (2, "+"))
        ]
        if not about:
            adds_up(self._numbers[0], *self._numbers[1:])
        self._number = max(number_width(write(v), TYPE.formula) for v in (widest, BOUND))
        self._symbol = max(symbol.made_width for symbol in self._symbols)

    def _usual(self) -> Size:
        """In the usual size."""
        wide = SIGN * TYPE.formula + self._symbol + GAP + self._number
        return Size(wide, 3 * LINE * TYPE.formula)

    def least(self, room: Size) -> Size:
        """As large as usual, or as small as there is room for and can still be read."""
        usual = self._usual()
        share = min(1.0, max(room.width / usual.width, TYPE.least / TYPE.formula))
        return Size(share * usual.width, share * usual.height)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """Signs and symbols from the left, numbers below each other."""
        usual = self._usual()
        scale = min(self._most / TYPE.formula, zone.height / usual.height, zone.width / usual.width)
        size, left = scale * TYPE.formula, zone.x - usual.width * scale / 2
        for i, name in enumerate(self.numbers):
            y = zone.y + (1 - i) * LINE * size - LOW * size
            if i:
                self._signs[i - 1].put(left + SIGN * size / 2, y, size=size)
            self._symbols[i].put(left + SIGN * size, y, align=-1, size=size)
            number, right = self._numbers[i], left + usual.width * scale
            number.font_size = size
            number.set_value(float(self.values[name]), at=(right, y))
