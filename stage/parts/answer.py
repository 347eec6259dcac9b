"""The sentence that a clip ends on, as large as its zone."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from manim import VGroup

from stage.layout import Size
from stage.mobjects.text import Paragraph, Words
from stage.narration import Narration
from stage.parts.part import Part
from stage.theme import TYPE, Zone, theme

__all__ = ["Answer"]

LINE = 0.0175
"""Height of a line at font size 1, in manim units."""

STEP = 2.0
"""Between the sizes that are tried."""


class Answer(Part):
    """Words over as many lines as make them largest; symbols are set as in a caption.

    Parameters
    ----------
    template, values
        As for ``Narration``.
    most
        The largest font size.
    lines
        The height that it asks for, in lines of the usual size.

    Pieces: words.
    """

    def __init__(
        self,
        name: str,
        template: str,
        values: Mapping[str, Any] | None = None,
        *,
        most: float = 64.0,
        lines: float = 2.0,
    ) -> None:
        super().__init__(name)
        self._said = Narration(template, values or {})
        self.words = self._said.text
        self._most, self._lines = most, lines
        self._holder = self.own("words", of=VGroup())
        self._middle = 0.0
        self._single = Words(self._said.text, font_size=TYPE.formula).made_width

    def tune(self, zones: Sequence[Zone], *, by_number: bool) -> bool:
        """The largest size in which the lines fit the smallest of all zones."""
        zone = min(zones, key=lambda zone: zone.width * zone.height)
        size = self._most
        while size > TYPE.label and not self._fits(zone, size):
            size -= STEP
        markup = self._said.markup(theme())
        words = Paragraph(markup, width=zone.width, font_size=size, words=self._said.text)
        self._middle = float(words.put(0.0, 0.0).get_center()[1])
        self._holder.submobjects = [words]
        return True

    def _fits(self, zone: Zone, size: float) -> bool:
        """Whether there is the height for it; a line is seldom full."""
        lines = math.ceil(1.08 * self._single * size / TYPE.formula / zone.width)
        return lines * LINE * size <= zone.height

    def least(self, room: Size) -> Size:
        """Some lines of the usual size."""
        return Size(min(room.width, 3.0), self._lines * LINE * TYPE.formula)

    def span(self, axis: str) -> float:
        """It has no axes."""
        return 1.0

    def draw(self, zone: Zone) -> None:
        """In the middle of its zone."""
        for words in self._holder.submobjects:
            words.put(zone.x, zone.y - self._middle)
