"""A formula that becomes another one, and a symbol with its value; both as large as their zone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

import numpy as np

from stage.layout import Size
from stage.mobjects.declared import allow
from stage.mobjects.metadata import metadata
from stage.mobjects.text import Formula, Number, number_width
from stage.numbers import FloatArray
from stage.parts.part import Part
from stage.theme import TYPE, Zone, theme

__all__ = ["Forms", "Reading"]

LINE = 0.0175
"""Height of a line at font size 1, in manim units."""

LOW = 0.0035
"""How far a baseline is below the middle of its line, at font size 1."""


def _needed(wide: float, room: float) -> float:
    """Of what is so wide at the usual size: all, or what there is, but never below the least."""
    return min(wide, max(room, wide * TYPE.least / TYPE.formula))


class Forms(Part):
    r"""Formulas of which one is shown; pieces of one name are the same thing, and fly.

    Parameters
    ----------
    forms
        Formulas with named pieces: ``"{{p:p}} ln(1\/{{q:q}})"``.
    colors
        Of the pieces, by name.
    most
        The largest font size.
    steady
        Whether it has room for the widest of them at all times, and all are as large as that.
    flies
        Whether they do; if not, one formula is gone before the next one comes.

    Values
    ------
    form
        Which of them, from 0; in between one becomes the next.
    align
        Where it stands in its zone: left (-1), middle (0) or right (1).
    """

    looks = ("form", "align")
    counted = ""
    is_text = True

    def __init__(
        self,
        name: str,
        *forms: str,
        colors: Mapping[str, str] | None = None,
        most: float = TYPE.formula,
        align: float = -1.0,
        steady: bool = False,
        flies: bool = True,
    ) -> None:
        super().__init__(name, form=0.0, align=align)
        self._most, self._steady, self._flies = most, steady, flies
        self._forms = [
            self.own("form", i, of=Formula(form, colors=colors, display=False))
            for i, form in enumerate(forms)
        ]
        if len(forms) > 1:
            allow("overlap", "one formula becomes the other", *self._forms)
            for form in self._forms:
                for rule in ("pop", "rest"):
                    allow(rule, "one formula becomes the other", form)

    def least(self, room: Size) -> Size:
        """A line of the usual size, or as small as it is to be, or as there is room for.

        But so that it can still be read.
        """
        shown = [self._forms[round(float(self.values["form"]))]]
        made = max(form.made_width for form in (self._forms if self._steady else shown))
        size = min(self._most, TYPE.formula)
        wide = made * size / TYPE.formula
        return Size(min(wide, _needed(made, room.width)), LINE * size)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """The form as it is; between two, what both have flies, the rest goes and comes."""
        at = float(self.values["form"])
        low = min(int(at), len(self._forms) - 1)
        share = at - low
        high = min(low + 1, len(self._forms) - 1)
        # While only one of them is seen, so that neither leaves the zone.
        mixed = float(np.clip(3 * share - 1, 0, 1))
        wide = (1 - mixed) * self._forms[low].made_width + mixed * self._forms[high].made_width
        if self._steady:
            wide = max(form.made_width for form in self._forms)
        size = min(self._most, zone.height / LINE, TYPE.formula * zone.width / wide)
        align = float(self.values["align"])
        x, y = zone.x + align * zone.width / 2, zone.y - LOW * size
        for i, form in enumerate(self._forms):
            form.put(x, y, align=align, size=size)
            metadata(form).visibility = float(i == low or (share > 0 and i == high))
            for glyphs in form:
                metadata(glyphs).visibility = 1.0
        if share > 0:
            self._blend(self._forms[low], self._forms[high], share)

    def _blend(self, old: Formula, new: Formula, share: float) -> None:
        gone, way, come = (
            float(np.clip(v, 0, 1)) for v in (1 - 3 * share, (share - 0.2) / 0.6, 3 * share - 2)
        )
        both = old.names & new.names if self._flies else set()
        pieces = {id(form.part(name)) for form in (old, new) for name in both}
        for form, seen in ((old, gone), (new, come)):
            for glyphs in form:
                if id(glyphs) not in pieces:
                    metadata(glyphs).visibility = seen
        for name in both:
            a, b = old.part(name), new.part(name)
            start, end = a.get_left(), b.get_left()
            a.shift(way * (end - start))
            b.shift((1 - way) * (start - end))
            metadata(a).visibility, metadata(b).visibility = float(way < 0.5), float(way >= 0.5)


class Reading(Part):
    """A symbol and its value: ``a₁ = 0.406``.

    Parameters
    ----------
    symbol
        A formula, up to the sign before the value; its named pieces have ``colors`` of their own.
    unit
        Words after it.
    widest
        The value whose text is the longest, where it moves; the first one unless given.

    Values
    ------
    value
        A number.
    align
        Where it stands in its zone: left (-1), middle (0) or right (1).

    Pieces: symbol, number, unit.
    """

    numbers: ClassVar[tuple[str, ...]] = ("value",)
    looks = ("align",)
    is_text = True

    def __init__(
        self,
        name: str,
        symbol: str,
        value: float | FloatArray,
        *,
        write: Callable[[float], str],
        color: str | None = None,
        colors: Mapping[str, str] | None = None,
        unit: str = "",
        most: float = TYPE.formula,
        widest: float | None = None,
        align: float = -1.0,
    ) -> None:
        super().__init__(name, value=value, align=align)
        self._most, self._write = most, write
        color = color or theme().text
        made = Formula(symbol, color=color, colors=colors, display=False)
        self._symbol = self.own("symbol", of=made)
        self._number = self.own("number", of=Number(0.0, write, color=color, align=-1))
        self._unit = None
        if unit:
            self._unit = self.own("unit", of=Formula(f'"{unit}"', color=color, display=False))
        self._widest = float(value) if widest is None else widest

    def _width(self) -> float:
        """At the usual size, however wide the number becomes."""
        number = number_width(self._write(self._widest), TYPE.formula)
        unit = self._unit.made_width + 0.15 if self._unit else 0.0
        return float(self._symbol.made_width + 0.15 + number + unit)

    def least(self, room: Size) -> Size:
        """A line of the usual size, or as small as there is room for and can still be read."""
        return Size(_needed(self._width(), room.width), LINE * TYPE.formula)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """From the left: symbol, number, unit."""
        wide = self._width()
        size = min(self._most, zone.height / LINE, TYPE.formula * zone.width / wide)
        scale = size / TYPE.formula
        align = float(self.values["align"])
        x = zone.x + align * zone.width / 2 - wide * scale * (1 + align) / 2
        y = zone.y - LOW * size
        self._symbol.put(x, y, align=-1, size=size)
        x += (self._symbol.made_width + 0.15) * scale
        self._number.font_size = size
        self._number.set_value(float(self.values["value"]), at=(x, y))
        if self._unit is not None:
            x += number_width(self._write(self._widest), size) + 0.15 * scale
            self._unit.put(x, y, align=-1, size=size)
