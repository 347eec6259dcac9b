"""What the colours of lights mean: from -1 to 1, and in words."""

from __future__ import annotations

import numpy as np

from scenes.gradient_heatmap.lights import glow, ink
from stage.digits import MINUS
from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.shapes import Rectangle
from stage.mobjects.text import CAP, Formula, Number
from stage.parts.part import Part
from stage.theme import TYPE, Zone, rgb, theme

__all__ = ["Legend"]

SHADES = 41
LONG, HIGH = 2.6, 0.3
"""Of the bar."""

SPACE = 0.14
"""Between what stands in one line."""

LINE = 0.42
"""Height of the line."""


class Legend(Part):
    """A bar of all colours, between what is less than 0 and what is more.

    Parameters
    ----------
    less, more
        What values below 0 and above it mean, in a few words; formulas.

    Pieces: ("shade", i), ("end", i): -1 and 1; zero; ("words", i).
    """

    counted = ""

    def __init__(self, name: str, *, less: str, more: str) -> None:
        super().__init__(name)
        shades = [self.own("shade", i, of=Rectangle(stroke_width=0, fill_opacity=1))
                  for i in range(SHADES)]  # fmt: skip
        allow("contrast", "one shade beside the other", *shades)
        for shade, value in zip(shades, np.linspace(-1, 1, SHADES), strict=True):
            shade.fill_rgbas[:, :3] = rgb(glow(float(value)))
            allow("contrast", "the light in the middle is off", shade)
        colors = theme().p, theme().q
        self._words = [
            self.own(
                "words", i, of=Formula(words, font_size=TYPE.tick, color=colors[i], display=False)
            )
            for i, words in enumerate((less, more))
        ]
        self._ends = [
            self.own("end", i, of=Number(value, _end, font_size=TYPE.tick, color=colors[i]))
            for i, value in enumerate((-1.0, 1.0))
        ]

        self._zero = self.own("zero", of=Number(0.0, _end, font_size=TYPE.tick))
        self._zero.fill_rgbas[:, :3] = rgb(ink(glow(0.0)))
        allow("overlap", "it is the value of the shade that it is on", self._zero)

    def least(self, room: Size) -> Size:
        """A line."""
        return Size(self._width(), LINE)

    def _width(self) -> float:
        ends = [number.width for number in self._ends]
        return float(LONG + sum(word.made_width for word in self._words) + sum(ends) + 4 * SPACE)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """From the right end of its zone."""
        base = zone.y - CAP * TYPE.tick / 2
        x = zone.right - self._width()
        self._words[0].put(x, base, align=-1)
        x += self._words[0].made_width + SPACE
        wide = self._ends[0].width
        self._ends[0].set_value(-1.0, at=(x + wide / 2, base))
        x += wide + SPACE
        shade = LONG / SHADES
        for i in range(SHADES):
            # Each reaches to the end, and the next lies on it: no seam is seen.
            self.pieces["shade", i].set_sides(x + i * shade, zone.y - HIGH / 2, x + LONG,
                                              zone.y + HIGH / 2)  # fmt: skip
        self._zero.set_value(0.0, at=(x + LONG / 2, base))
        x += LONG + SPACE
        wide = self._ends[1].width
        self._ends[1].set_value(1.0, at=(x + wide / 2, base))
        x += wide + SPACE
        self._words[1].put(x, base, align=-1)


def _end(value: float) -> str:
    return "0" if value == 0 else f"{MINUS}1" if value < 0 else "+1"
