"""A level axis with a ring on it that is dragged: the cause of all that answers above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from stage.layout import Margin, Size
from stage.mobjects.declared import allow
from stage.mobjects.measured import carry
from stage.mobjects.shapes import HAIR, Ring, segment
from stage.mobjects.text import Formula, Number, number_width
from stage.numbers import FloatArray
from stage.parts.axes import Axes
from stage.parts.part import Part
from stage.theme import TYPE, Zone, theme

__all__ = ["Slider"]

GRIP = 0.15
"""Radius of the ring."""

SPACE = 0.15
"""Between the symbol and the number after it."""

FOOT = 0.58
"""From the axis to the baseline of what stands below it."""

ABOVE = 0.25
"""From the axis to the top of the zone."""


class Slider(Part):
    """A value on an axis, told below it, with a stalk up to whatever it moves.

    Parameters
    ----------
    span
        The range of the axis, ``(low, high)``.
    symbol
        A formula, up to the sign before the value.
    write
        How the value is written.
    ticks
        Series of ticks; see ``Axes``.

    Values
    ------
    value
        A number.

    Pieces: axis, stalk, grip, symbol, number.
    """

    scaled = (("x", "value"),)
    numbers = ("value",)

    def __init__(
        self,
        name: str,
        value: float | FloatArray,
        *,
        span: tuple[float, float],
        symbol: str,
        write: Callable[[float], str],
        ticks: Sequence[Sequence[float]] = (),
    ) -> None:
        super().__init__(name, value=value)
        self._span = span
        self._axis = self.own("axis", of=Axes(x=ticks))
        self._stalk = self.own("stalk", of=segment(color=theme().text))
        self._grip = self.own(
            "grip",
            of=Ring(GRIP, stroke_width=2.5 * HAIR, stroke_color=theme().text,
                    fill_color=theme().background, fill_opacity=1),
        )  # fmt: skip
        allow("overlap", "it is on the axis", self._grip)
        allow("contrast", "it is on the axis, and the ring is on the stalk",
              self._axis, self._stalk, self._grip)  # fmt: skip
        made = Formula(symbol, font_size=TYPE.label, display=False)
        self._symbol = self.own("symbol", of=made)
        self._number = self.own("number", of=Number(0.0, write, align=-1))

    def _width(self) -> float:
        """Of what is told: as wide as at either end, so that it does not shake."""
        texts = [self._number.write(v) for v in (*self._span, float(self.values["value"]))]
        # A bound comes and goes near 0, and has its sign beyond that.
        widest = max(number_width(text.lstrip("<>"), self._number.font_size) for text in texts)
        return self._symbol.made_width + SPACE + widest

    def least(self, room: Size) -> Size:
        """An axis on which two values can be told."""
        return Size(2 * self._width(), ABOVE + FOOT + 0.1)

    def margin(self, zone: Zone) -> Margin:
        """What is told reaches beyond the axis's ends, and below it; the ring above."""
        half = self._width() / 2
        return Margin(half, half, FOOT + 0.1, ABOVE)

    def span(self, axis: str) -> float:
        """From one end to the other; upwards it has none."""
        return self._span[1] - self._span[0] if axis == "x" else 1.0

    def draw(self, zone: Zone) -> None:
        """The axis, the ring on it, and its value below."""
        inner, unit, value = self.inner(), self.unit("x"), float(self.values["value"])
        left = inner.x - unit * self.span("x") / 2
        y, x = inner.top, left + unit * (value - self._span[0])
        wide = self._width()
        at = x - wide / 2
        line = Zone(left, left + unit * self.span("x"), y, y)
        self._axis.view(line, self._span, (0.0, 1.0), taken=(at, at + wide))
        self._symbol.put(at, y - FOOT, align=-1)
        self._number.set_value(value, at=(at + self._symbol.made_width + SPACE, y - FOOT))
        self._stalk.through([[x, y, 0.0], [x, zone.top, 0.0]])
        self._grip.center_on(np.array([x, y, 0.0]))
        origin = np.array([left - unit * self._span[0], y, 0.0])
        carry(self._grip, "dot", origin=origin, unit=(unit, 1.0), values=[value, 0.0])
