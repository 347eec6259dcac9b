"""A whole that is two things together, in one way and in another: symbols and their numbers.

Drawn from values and a zone, as all parts are; only ``EntropyFloor`` needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from stage.layout import Size
from stage.mobjects.declared import adds_up, allow
from stage.mobjects.metadata import metadata
from stage.mobjects.text import Formula, Number, Words, number_width
from stage.numbers import FloatArray
from stage.parts.part import Key, Part
from stage.theme import TYPE, Zone, theme

__all__ = ["Balance"]

LINE = 0.0165
"""Height of a row at font size 1, in manim units."""

LOW = 0.0035
"""How far a baseline is below the middle of its line, at font size 1."""

SIGN = 0.017
"""Room of a sign before a symbol, at font size 1."""

ROOM = 0.64
"""Of a sign before a number that stands beside its symbol, or of an arrow to it: in usual size."""

GAP = 0.3
"""Between symbols and numbers that stand beside each other, in the usual size."""


class Balance(Part):
    """``H(p, q) = H(p) + KL`` and ``1.49 = 1.28 + 0.21``, in rows or in columns.

    Instead of these two parts, there may be two others in their places.

    Parameters
    ----------
    symbols
        Formulas: the whole, its two parts, and two others; their named pieces have ``colors``.
    values
        What they come to, shape (5,).
    tints
        Of the numbers.
    before
        What the whole and the two others were, shape (3,).
    about
        Whether the parts, as they are told, do not add up to the whole as it is told.
    told
        Numbers whose texts are the longest, while they move.
    most
        The largest font size.

    Values
    ------
    whole, floor, gap, own, others
        The numbers.
    flat
        Whether symbols stand in a line, each above its number, or below each other, each beside
        its number: 1 or 0.

    Pieces: ("symbol", i), ("number", i), ("sign", i) before part 1 or 2, or what is there
    instead, and ("also", i): the same before its number, where that needs one of its own;
    ("from", row), ("to", row): what was before, and an arrow from there, in rows only.
    """

    numbers = ("whole", "floor", "gap", "own", "others")
    looks = ("flat",)
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
        before: FloatArray,
        about: bool,
        told: FloatArray,
        most: float = 64.0,
    ) -> None:
        super().__init__(name, flat=0.0, **dict(zip(self.numbers, values, strict=True)))
        self._most, self._about = most, about
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
        self._before = before
        for row in range(3):
            muted = theme().muted
            was = Number(0.0, write, font_size=TYPE.formula, color=muted, align=1)
            self.own("from", row, of=was)
            self.own("to", row, of=Formula("arrow.r", color=muted, display=False))
        for i, sign in ((1, "≈" if about else "="), (2, "+")):
            self.own("sign", i, of=Words("=" if i == 1 else "+", font_size=TYPE.formula))
            self.own("also", i, of=Words(sign, font_size=TYPE.formula))
        allow("overlap", "they pass each other, if at all", *self.pieces.values())
        if not about:
            adds_up(self._numbers[0], *self._numbers[1:3])
        self._number = max(number_width(write(float(v)), TYPE.formula) for v in told)
        # Parts and what may be there instead have one place.
        widths = [symbol.made_width for symbol in self._symbols]
        self._wide = [max(self._number, *widths[i::2]) for i in (1, 2)]
        self._wide.insert(0, max(self._number, widths[0]))

    def _usual(self, flat: float) -> Size:
        """In the usual size."""
        if flat >= 0.5:
            return Size(sum(self._wide) + 2 * SIGN * TYPE.formula, 2 * LINE * TYPE.formula)
        symbol = max(symbol.made_width for symbol in self._symbols)
        wide = SIGN * TYPE.formula + symbol + GAP + ROOM * (1 + self._about) + 2 * self._number
        return Size(wide, 3 * LINE * TYPE.formula)

    def least(self, room: Size) -> Size:
        """As small as can still be read."""
        share = TYPE.least / TYPE.formula
        width, height = self._usual(float(self.values["flat"]))
        return Size(share * width, share * height)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """In rows or in columns; on the way from one to the other, between its two places."""
        flat = float(self.values["flat"])
        rows, columns = self._in_rows(zone), self._in_columns(zone)
        for key, row in rows.items():
            x, y, size = (1 - flat) * row + flat * columns[key]
            piece = self.pieces[key]
            if key[0] in ("from", "to"):
                metadata(piece).visibility = max(0.0, 1 - 2 * flat)
            if isinstance(piece, Number):
                piece.font_size = size
                value = self._value(key)
                piece.set_value(value, at=(x + _digits_width(piece.write(value), size) / 2, y))
            else:
                piece.put(x, y, size=size)
            if key[0] == "also":
                metadata(piece).visibility = (
                    1.0 if self._about and key[1] == 1 else max(0.0, 2 * flat - 1)
                )

    def _value(self, key: Key) -> float:
        """What that number is."""
        i = int(key[1])
        return float(self._before[i] if key[0] == "from" else self.values[self.numbers[i]])

    def _in_rows(self, zone: Zone) -> dict[Key, FloatArray]:
        """Middle, baseline and size of each piece: numbers end below each other."""
        usual, size = self._usual(0.0), self._size(0.0, zone)
        scale = size / TYPE.formula
        spots: dict[Key, FloatArray] = {}
        left, right = (zone.x + way * usual.width * scale / 2 for way in (-1, 1))
        near = right - (self._number + ROOM / 2) * scale
        for i, symbol in enumerate(self._symbols):
            y = zone.y + (1 - _place(i)) * LINE * size - LOW * size
            middle = left + SIGN * size + symbol.made_width * scale / 2
            spots["symbol", i] = np.array([middle, y, size])
            spots["number", i] = self._ending(("number", i), right, y, size)
            if i in (1, 2):
                sign = np.array([left + SIGN * size / 2, y, size])
                spots["sign", i], spots["also", i] = sign, np.array([near, y, size])
            if i < 3:
                before = right - (self._number + ROOM * (1 + self._about)) * scale
                spots["to", i] = np.array([before + ROOM / 2 * scale, y, size])
                spots["from", i] = self._ending(("from", i), before, y, size)
        return spots

    def _in_columns(self, zone: Zone) -> dict[Key, FloatArray]:
        """Likewise: numbers are below their symbols."""
        usual, size = self._usual(1.0), self._size(1.0, zone)
        scale = size / TYPE.formula
        spots: dict[Key, FloatArray] = {}
        upper, lower = (zone.y + up * LINE * size / 2 - LOW * size for up in (1, -1))
        x = zone.x - usual.width * scale / 2
        middles = []
        for i, wide in enumerate(self._wide):
            if i:
                spots["sign", i], spots["also", i] = (
                    np.array([x + SIGN * size / 2, y, size]) for y in (upper, lower)
                )
                x += SIGN * size
            middles.append(x + wide * scale / 2)
            x += wide * scale
        for i in range(len(self._symbols)):
            spots["symbol", i] = np.array([middles[_place(i)], upper, size])
            spots["number", i] = np.array([middles[_place(i)], lower, size])
        for row in range(3):
            spots["from", row] = spots["to", row] = np.array([middles[row], lower, size])
        return spots

    def _ending(self, key: Key, right: float, y: float, size: float) -> FloatArray:
        """Middle, baseline and size of a number that ends there."""
        text = self.pieces[key].write(self._value(key))
        return np.array([right - _digits_width(text, size) / 2, y, size])

    def _size(self, flat: float, zone: Zone) -> float:
        """Of the type that fits."""
        usual = self._usual(flat)
        fitting = min(zone.width / usual.width, zone.height / usual.height) * TYPE.formula
        return min(self._most, fitting)


def _digits_width(text: str, size: float) -> float:
    """How wide a number is; a sign of less hangs out, and its digits stay where they were."""
    return number_width(text.removeprefix("<"), size)


def _place(i: int) -> int:
    """In which row or column symbol i is: the last two are where the parts are, too."""
    return i if i < 3 else i - 2
