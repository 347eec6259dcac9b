"""A whole that is two things together: each column a symbol and its number below it.

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

LINE = 0.0175
"""Height of a line at font size 1, in manim units."""

LOW = 0.0035
"""How far a baseline is below the middle of its line, at font size 1."""

SIGN = 0.021
"""Width of a sign between two columns, at font size 1."""


class Balance(Part):
    """``H(p, q) = H(p) + KL``, and below it ``1.49 = 1.28 + 0.21``.

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

    Pieces: ("symbol", i), ("number", i), ("sign", i, "symbol" | "number") before part i.
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
            self.own("number", i, of=Number(0.0, write, font_size=TYPE.formula, color=tint))
            for i, tint in enumerate(tints)
        ]
        signs = {1: ("=", "≈" if about else "="), 2: ("+", "+")}
        self._signs = {
            i: tuple(
                self.own("sign", i, row, of=Words(sign, font_size=TYPE.formula))
                for row, sign in zip(("symbol", "number"), pair, strict=True)
            )
            for i, pair in signs.items()
        }
        if not about:
            adds_up(self._numbers[0], *self._numbers[1:])
        number = number_width(write(widest), TYPE.formula)
        self._wide = [max(symbol.made_width, number) for symbol in self._symbols]

    def _width(self) -> float:
        """At the usual size."""
        return sum(self._wide) + 2 * SIGN * TYPE.formula

    def least(self, room: Size) -> Size:
        """Two lines of the usual size, or as small as there is room for and can still be read."""
        wide = min(self._width(), max(room.width, self._width() * TYPE.least / TYPE.formula))
        return Size(wide, 2 * LINE * TYPE.formula * wide / self._width())

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """Three columns, and signs between them."""
        size = min(self._most, zone.height / (2 * LINE), TYPE.formula * zone.width / self._width())
        scale = size / TYPE.formula
        upper, lower = (zone.y + up * LINE * size / 2 - LOW * size for up in (1, -1))
        x = zone.x - self._width() * scale / 2
        for i, name in enumerate(self.numbers):
            if i:
                x += SIGN * size
                for sign, y in zip(self._signs[i], (upper, lower), strict=True):
                    sign.put(x - SIGN * size / 2, y, size=size)
            middle = x + self._wide[i] * scale / 2
            self._symbols[i].put(middle, upper, size=size)
            self._numbers[i].font_size = size
            self._numbers[i].set_value(float(self.values[name]), at=(middle, lower))
            x += self._wide[i] * scale
