"""A length that is told in the middle of the line from one of its ends to the other."""

from __future__ import annotations

from manim import VGroup

from stage.mobjects.metadata import metadata
from stage.mobjects.shapes import segment
from stage.mobjects.text import CAP, Formula, visibility
from stage.theme import TYPE

__all__ = ["Dimension"]

FOOT = 0.09
"""Half the height of the strokes at its ends."""

GAP = 0.12
"""Between the line and what is told."""

FADE = 1.0
"""The width that it lacks when nothing is seen of it."""


class Dimension(VGroup):
    """|---- told ----|, or nothing where there is no room for that."""

    def __init__(self, told: str, *, color: str) -> None:
        super().__init__()
        self._told = Formula(told, font_size=TYPE.tick, color=color, display=False)
        self._lines = [segment(color=color) for _ in range(4)]
        self.add(self._told, *self._lines)

    def span(self, left: float, right: float, y: float) -> None:
        """Reach from ``left`` to ``right``, at the height ``y``."""
        half = self._told.made_width / 2 + GAP
        middle = (left + right) / 2
        self._told.put(middle, y - CAP * TYPE.tick / 2)
        ends = (
            ((left, y), (middle - half, y)), ((middle + half, y), (right, y)),
            ((left, y - FOOT), (left, y + FOOT)), ((right, y - FOOT), (right, y + FOOT)),
        )  # fmt: skip
        for line, points in zip(self._lines, ends, strict=True):
            line.through([(*point, 0.0) for point in points])
        # Where it rests it is there from half of the way on: both lines are then at least as long.
        metadata(self).visibility = visibility(right - left, 2 * half + 0.3 + FADE / 2, FADE)
